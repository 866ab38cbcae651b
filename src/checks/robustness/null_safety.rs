//! Is the main code protected from null/None mistakes by the compiler or a type checker (Rust, Kotlin, Swift, Elm: by the language; TypeScript strict or strictNullChecks; C# Nullable enable; mypy/pyright run; Sorbet; NullAway/Checker Framework; dialyzer)?

use crate::checks::prelude::*;
use crate::facts::packages::checkers::{Checker, Strictness};
use crate::snapshot::Language;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "robustness/null-safety",
        title: "The compiler or a checker guards against null",
        question: "Is the main code protected from null/None mistakes by the compiler or a type checker (Rust, Kotlin, Swift, Elm: by the language; TypeScript strict or strictNullChecks; C# Nullable enable; mypy/pyright run; Sorbet; NullAway/Checker Framework; dialyzer)?",
        demands: &["R4"],
        weight: 1,
        gate: false,
        why: "Null pointers are the defect that tests should never have to find.",
        pass: "Yes.",
        partial: "Partly: some of the languages, or a lax setting.",
        fail: "No.",
        not_applicable: "Go, Elixir, or other languages where no such checker is in common use.",
        found: "By language (at least a twenty-fifth of the code each): Rust, Kotlin and Swift pass by themselves; TypeScript by strict or strictNullChecks; C# by Nullable; Python by mypy or pyright that wants annotations, or by mypy --strict in a pipeline or a task (lax settings are partial); Ruby by Sorbet; Java by NullAway or the Checker Framework. Go, Elixir and others without a common checker leave the question.",
        fix: "Switch the checker on for one folder, mend what it finds, and widen it.",
    },
    judge,
};

const SEARCHED: &[&str] = &["tsconfig strict", "mypy and pyright", "Nullable", "Sorbet", "NullAway, Checker Framework"];

fn judge(facts: &Facts) -> Answer {
    let code = facts.code();
    let languages = code.main_languages(NOTABLE);
    let main: Vec<(Language, Strictness, usize)> =
        languages.iter().filter_map(|language| Some((*language, strictness(facts, *language)?, *code.lines.get(language)?))).collect();
    let lines: usize = main.iter().map(|(_, _, lines)| lines).sum();
    let all: usize = languages.iter().filter_map(|language| code.lines.get(language)).sum();
    if lines * 3 < all {
        return Answer::not_applicable("no null checker is in common use for the main language", SEARCHED);
    }
    // What is checked protects in part where most of the code has no checker.
    let aside = languages.first().is_some_and(|language| strictness(facts, *language).is_none());
    let share = |wanted: Strictness| {
        main.iter().filter(|(_, strictness, _)| *strictness == wanted).map(|(_, _, lines)| lines).sum::<usize>() as f64 / lines as f64
    };
    let evidence = |wanted: Strictness| {
        main.iter()
            .filter(move |(_, strictness, _)| *strictness == wanted)
            .map(move |(language, _, _)| place(facts, *language).says(format!("{language:?} is {}", word(wanted))))
    };
    if share(Strictness::Strict) >= 0.85 && !aside {
        return Answer::found("the main code is protected from null", evidence(Strictness::Strict), "", SEARCHED);
    }
    Answer::partly(
        "the main code is protected from null in part",
        evidence(Strictness::Strict).chain(evidence(Strictness::Lax)),
        "nothing protects the main code from null",
        SEARCHED,
    )
}

/// The share of the code from which on a language is one of the service's.
const NOTABLE: f64 = 0.04;

fn word(strictness: Strictness) -> &'static str {
    match strictness {
        Strictness::Strict => "protected",
        Strictness::Lax => "checked by a lax setting",
        Strictness::Off => "not checked",
    }
}

/// `None` for languages that leave the question.
fn strictness(facts: &Facts, language: Language) -> Option<Strictness> {
    let best = |language: Language| {
        facts.packages().checkers.iter().filter(|checker| checker.language == language).map(|checker| checker.strictness).max()
    };
    match language {
        Language::Rust | Language::Kotlin | Language::Swift | Language::Haskell => Some(Strictness::Strict),
        Language::TypeScript => Some(main_config(facts)),
        Language::CSharp => Some(most_projects(facts)),
        Language::Python if runs_strictly(facts) => Some(Strictness::Strict),
        Language::Python | Language::Ruby | Language::Java | Language::Php => Some(best(language).unwrap_or(Strictness::Off)),
        Language::JavaScript | Language::Groovy => Some(Strictness::Off),
        _ => None,
    }
}

/// `mypy --strict` in a pipeline or a task: the strictest setting, whatever the file says.
fn runs_strictly(facts: &Facts) -> bool {
    let strict = |text: &str| text.contains("mypy") && text.contains("--strict");
    let mut tasks = facts.tasks().tasks.iter().flat_map(|task| &task.commands);
    let checked = facts.packages().checkers.iter().any(|checker| checker.language == Language::Python);
    checked && (facts.pipelines().all_steps().any(|(_, _, step)| strict(&step.text)) || tasks.any(|(_, text)| strict(text)))
}

/// Each project of C# has its own switch, unless a file above sets it for all.
fn most_projects(facts: &Facts) -> Strictness {
    let projects: Vec<_> = facts.packages().checkers.iter().filter(|checker| checker.language == Language::CSharp).collect();
    let on = projects.iter().filter(|checker| checker.strictness == Strictness::Strict).count();
    let for_all = projects
        .iter()
        .any(|checker| checker.strictness == Strictness::Strict && checker.at.path.eq_ignore_ascii_case("directory.build.props"));
    match on {
        0 => Strictness::Off,
        on if for_all || on * 10 >= projects.len() * 8 => Strictness::Strict,
        _ => Strictness::Lax,
    }
}

/// The tsconfig above the most code speaks for the others.
fn main_config(facts: &Facts) -> Strictness {
    let configs = facts.packages().checkers.iter().filter(|checker| checker.language == Language::TypeScript);
    let lines = |path: &str| -> usize {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let below = |other: &str| folder.is_empty() || other == folder || other.starts_with(&format!("{folder}/"));
        facts.code().lines_by_folder.iter().filter(|(other, _)| below(other)).map(|(_, lines)| lines).sum()
    };
    let weight = |checker: &&Checker| (lines(&checker.at.path), std::cmp::Reverse(checker.at.path.matches('/').count()));
    configs.max_by_key(weight).map_or(Strictness::Off, |checker| checker.strictness)
}

/// The checker's settings, or else where the language's code lies.
fn place(facts: &Facts, language: Language) -> Place {
    let checker = facts.packages().checkers.iter().filter(|checker| checker.language == language).max_by_key(|checker| checker.strictness);
    checker
        .map(|checker| checker.at.clone())
        .or_else(|| facts.code().example_of(language).map(|path| Place::new(path, 0)))
        .unwrap_or_default()
}

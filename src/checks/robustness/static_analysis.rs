//! Is a linter or static analyser that finds bugs (not only a formatter) configured, and run by CI?

use crate::checks::prelude::*;
use crate::facts::pipelines::{Does, Trigger};
use crate::snapshot::Language;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "robustness/static-analysis",
        title: "A bug-finding analyser runs in CI",
        question: "Is a linter or static analyser that finds bugs (not only a formatter) configured, and run by CI?",
        demands: &["R4"],
        weight: 2,
        gate: false,
        why: "The cheapest defect is the one that no human had to find.",
        pass: "Configured and run in CI.",
        partial: "Configured, not in CI; or in CI for some of the languages.",
        fail: "No.",
        not_applicable: "",
        found: "Linters and analysers that find bugs (not formatters, nor linters of style and prose alone) in pipeline steps, through make targets, package scripts, pre-commit and called workflows. A configuration that CI does not run is partial. Type checkers and security analysers count.",
        fix: "Run the linter that is configured already as a CI job, and let it fail the build for new findings.",
    },
    judge,
};

const SEARCHED: &[&str] = &["linters and analysers in CI", "configuration files of analysers", "pre-commit hooks"];

fn judge(facts: &Facts) -> Answer {
    let pipelines = facts.pipelines();
    let kinds = [Does::Lint, Does::TypeCheck, Does::SecurityTest];
    let running: Vec<Evidence> = kinds
        .iter()
        .flat_map(|does| pipelines.steps(*does))
        // A task of Concourse is run by a pipeline that is kept elsewhere.
        .filter(|(pipeline, _, _)| !pipeline.triggers.iter().all(|trigger| *trigger == Trigger::Manual) || pipeline.path.starts_with("ci/"))
        .map(|(_, _, step)| step.at.says(format!("runs {}", step.text.chars().take(60).collect::<String>())))
        .collect();
    let tasks = facts.tasks().tasks.iter().filter(|task| task.commands.iter().any(|(_, command)| is_linter(command)));
    let tasks = tasks.map(|task| task.at.says(format!("{} runs an analyser", task.name)));
    let configured: Vec<Evidence> = facts.analysers().iter().map(|(tool, at)| at.says(format!("configures {tool}"))).chain(tasks).collect();
    // A build that runs checks by its own tasks runs the analysers that are plugged into it.
    let plugged =
        facts.analysers().iter().filter(|(tool, _)| tool.ends_with("plug-in")).map(|(_, at)| at.says("is part of the build that CI runs"));
    let built = pipelines.steps(Does::Test).next().is_some();
    let all: Vec<Evidence> = running.into_iter().chain(if built { plugged.collect() } else { Vec::new() }).collect();
    if let (Some(first), Some(language)) = (all.first(), left_out(facts, &all)) {
        return Answer::partial(format!("nothing in CI analyses the {language:?} code"), first.clone(), all.iter().skip(1).cloned());
    }
    if !all.is_empty() {
        return Answer::found("an analyser runs in CI", all.into_iter().chain(configured), "", SEARCHED);
    }
    Answer::partly("an analyser is configured, but CI does not run it", configured, "no linter or analyser that finds bugs", SEARCHED)
}

/// The language of much of the code that none of the running tools reads, where all of them are known to read others only.
fn left_out(facts: &Facts, running: &[Evidence]) -> Option<Language> {
    /// A third of the code is more than what stands beside it.
    const MUCH: f64 = 0.3;
    const SCRIPTS: &[Language] = &[Language::JavaScript, Language::TypeScript];
    // Languages that CodeQL does not read.
    const UNREAD: &[Language] = &[Language::Elixir, Language::Erlang, Language::Scala, Language::Php, Language::Haskell];
    let of_scripts =
        |note: &str| ["eslint", "tslint", "yarn", "npm ", "pnpm ", "npx ", "biome", "oxlint", "tsc"].iter().any(|tool| note.contains(tool));
    let reads = |note: &str, language: Language| match note.to_lowercase() {
        note if note.contains("codeql") => !UNREAD.contains(&language),
        note if of_scripts(&note) => SCRIPTS.contains(&language),
        _ => true,
    };
    let languages = facts.code().main_languages(MUCH).into_iter();
    languages.into_iter().find(|language| !running.iter().any(|tool| reads(&tool.note, *language)))
}

/// Does a command of a task begin with an analyser, those that are out of use too?
fn is_linter(command: &str) -> bool {
    const LINTERS: &[&str] = &[
        "eslint", "npx eslint", "golangci-lint", "gometalinter", "golint", "staticcheck", "go vet", "flake8", "pylint", "ruff check",
        "rubocop", "bundle exec rubocop", "cargo clippy", "mix credo", "vendor/bin/phpstan", "phpstan", "tslint", "standard", "shellcheck",
    ];
    LINTERS.iter().any(|linter| command.strip_prefix(linter).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ';'])))
}

//! Is a linter or static analyser that finds bugs (not only a formatter) configured, and run by CI?

use crate::checks::prelude::*;
use crate::facts::pipelines::{Does, Step, Trigger};
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
    let running: Vec<&Step> = kinds
        .iter()
        .flat_map(|does| pipelines.steps(*does))
        // A task of Concourse is run by a pipeline that is kept elsewhere.
        .filter(|(pipeline, _, _)| !pipeline.triggers.iter().all(|trigger| *trigger == Trigger::Manual) || pipeline.path.starts_with("ci/"))
        .map(|(_, _, step)| step)
        .collect();
    let tasks = facts.tasks().tasks.iter().filter(|task| task.commands.iter().any(|(_, command)| is_linter(command)));
    let tasks = tasks.map(|task| task.at.says(format!("{} runs an analyser", task.name)));
    let configured: Vec<Evidence> = facts.analysers().iter().map(|(tool, at)| at.says(format!("configures {tool}"))).chain(tasks).collect();
    // A build that runs checks by its own tasks runs the analysers that are plugged into it.
    let plugged =
        facts.analysers().iter().filter(|(tool, _)| tool.ends_with("plug-in")).map(|(_, at)| at.says("is part of the build that CI runs"));
    let built = pipelines.steps(Does::Test).next().is_some();
    let plugged: Vec<Evidence> = if built { plugged.collect() } else { Vec::new() };
    let left_out = if plugged.is_empty() { left_out(facts, &running) } else { None };
    let runs = |step: &&Step| step.at.says(format!("runs {}", step.text.chars().take(60).collect::<String>()));
    let all: Vec<Evidence> = running.iter().map(runs).chain(plugged).collect();
    if let (Some((first, rest)), Some(language)) = (all.split_first(), left_out) {
        return Answer::partial(format!("nothing in CI analyses the {language:?} code"), first.clone(), rest.iter().cloned());
    }
    if !all.is_empty() {
        return Answer::found("an analyser runs in CI", all.into_iter().chain(configured), "", SEARCHED);
    }
    Answer::partly("an analyser is configured, but CI does not run it", configured, "no linter or analyser that finds bugs", SEARCHED)
}

/// The language of much of the code that none of the running tools reads, where all of them are known to read others only.
fn left_out(facts: &Facts, running: &[&Step]) -> Option<Language> {
    /// A third of the code is more than what stands beside it.
    const MUCH: f64 = 0.3;
    facts.code().main_languages(MUCH).into_iter().find(|language| !running.iter().any(|step| reads(&step.text.to_lowercase(), *language)))
}

/// May a command, in lower case, analyse code of this language? Those that could be anything may.
fn reads(command: &str, language: Language) -> bool {
    const OF_SCRIPTS: &[&str] = &["eslint", "tslint", "yarn", "npm ", "pnpm ", "npx ", "biome", "oxlint", "tsc"];
    match () {
        // <https://codeql.github.com/docs/codeql-overview/supported-languages-and-frameworks/>
        () if command.contains("codeql") => {
            !matches!(language, Language::Elixir | Language::Erlang | Language::Scala | Language::Php | Language::Haskell)
        }
        () if OF_SCRIPTS.iter().any(|tool| command.contains(tool)) => matches!(language, Language::JavaScript | Language::TypeScript),
        () => true,
    }
}

/// Does a command of a task begin with an analyser, those that are out of use too?
fn is_linter(command: &str) -> bool {
    const LINTERS: &[&str] = &[
        "eslint", "npx eslint", "golangci-lint", "gometalinter", "golint", "staticcheck", "go vet", "flake8", "pylint", "ruff check",
        "rubocop", "bundle exec rubocop", "cargo clippy", "mix credo", "vendor/bin/phpstan", "phpstan", "tslint", "standard", "shellcheck",
    ];
    LINTERS.iter().any(|linter| command.strip_prefix(linter).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ';'])))
}

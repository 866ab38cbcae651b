//! Are dependency updates automated (Dependabot, Renovate, Snyk, pyup, Scala Steward…)?

use crate::checks::prelude::*;
use crate::facts::packages::updates::Updater;
use crate::snapshot::Language;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/dependency-updates",
        title: "Dependency updates are automated",
        question: "Are dependency updates automated (Dependabot, Renovate, Snyk, pyup, Scala Steward…)?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "The hole in last year's library is this year's page.",
        pass: "For the main package managers.",
        partial: "Only for some (e.g. actions only).",
        fail: "No.",
        not_applicable: "",
        found: "Dependabot, Renovate, pyup, Scala Steward and Snyk configurations are read and held against the package managers in use. Updates of CI actions alone are partial, and so are tools that are told to mend known vulnerabilities only, and pyup where none of its updates came in the window; a scan is not an update; a configuration that is switched off does not count. Where no file decides, updates by bots in the history are partial: the forge's own setting, which mends known vulnerabilities only.",
        fix: "Add .github/dependabot.yml with the package manager of the service.",
    },
    judge,
};

const SEARCHED: &[&str] = &["Dependabot", "Renovate", "pyup, Scala Steward, Depfu, Updatecli"];

fn judge(facts: &Facts) -> Answer {
    let updaters = &facts.packages().updaters;
    let evidence =
        |updater: &Updater| updater.at.says(format!("{} updates {}", updater.tool, updater.covers.as_deref().unwrap_or("everything")));
    let main = |updater: &&Updater| {
        updater
            .covers
            .as_deref()
            .is_none_or(|covers| !matches!(covers, "github-actions" | "docker" | "terraform" | "gitsubmodule" | "devcontainers"))
    };
    // A service that has ended leaves its file behind, and no updates.
    let ended = |updater: &Updater| updater.tool == "pyup" && !updater.security_only && facts.history().updates_by_bots() == 0;
    if let [only] = updaters.as_slice()
        && ended(only)
    {
        return Answer::partial("pyup is configured, and none of its updates came in the window", evidence(only), []);
    }
    let full: Vec<Evidence> =
        updaters.iter().filter(|updater| !updater.security_only && !ended(updater)).filter(main).map(evidence).collect();
    if let Some(first) = full.first()
        && !covers_main(facts, updaters)
    {
        return Answer::partial("not the main package manager's", first.clone(), full.iter().skip(1).cloned());
    }
    if !full.is_empty() {
        return Answer::found("dependency updates are automated", full, "", SEARCHED);
    }
    if let Some(only) = updaters.iter().find(|updater| updater.security_only && main(updater)) {
        return Answer::partial("only known weaknesses are updated", evidence(only), []);
    }
    // The forge's own setting leaves no file: security updates only.
    let by_bots = facts.history().updates_by_bots();
    if !facts.packages().updates_decided
        && by_bots >= 3
        && let Some(manifest) = facts.packages().manifests.first()
    {
        let note = manifest.at.says(format!("bots updated dependencies {by_bots} times in the window"));
        return Answer::partial("bots update dependencies, by no file that is kept here", note, []).measured(by_bots as f64);
    }
    Answer::partly("only CI actions or images are updated", updaters.iter().map(evidence), "no automated dependency updates", SEARCHED)
}

/// Does an updater cover the package manager of the language that most of the code is in?
fn covers_main(facts: &Facts, updaters: &[Updater]) -> bool {
    let ecosystems = facts.code().main_languages(0.0).into_iter().filter_map(managers);
    let declared = |managers: &&[&str]| facts.packages().manifests.iter().any(|manifest| managers.contains(&manifest.ecosystem.key()));
    let Some(main) = ecosystems.into_iter().find(|managers| declared(managers)) else { return true };
    updaters.iter().any(|updater| updater.covers.as_deref().is_none_or(|covers| main.iter().any(|manager| covers.contains(manager))))
}

/// The ecosystem's key first, then the names by which updaters call its package managers.
fn managers(language: Language) -> Option<&'static [&'static str]> {
    Some(match language {
        Language::JavaScript | Language::TypeScript => &["npm", "yarn", "pnpm", "bun", "nodejs"],
        Language::Python => &["py", "pip", "poetry", "uv", "pipenv"],
        Language::Ruby => &["rb", "bundler", "ruby"],
        Language::Go => &["go", "gomod"],
        Language::Java | Language::Kotlin | Language::Scala | Language::Groovy => &["java", "maven", "gradle", "sbt"],
        Language::CSharp | Language::FSharp => &["net", "nuget"],
        Language::Php => &["php", "composer"],
        Language::Elixir => &["ex", "mix", "hex"],
        Language::Rust => &["rs", "cargo"],
        _ => return None,
    })
}

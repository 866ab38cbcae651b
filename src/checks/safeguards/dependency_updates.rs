//! Are dependency updates automated (Dependabot, Renovate, Snyk, pyup, Scala Steward…)?

use crate::checks::prelude::*;
use crate::facts::packages::updates::Updater;

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
        found: "Dependabot, Renovate, pyup, Scala Steward and Snyk configurations are read and held against the package managers in use. Updates of CI actions alone are partial; a scan is not an update; a configuration that is switched off does not count.",
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
    let full: Vec<Evidence> = updaters.iter().filter(main).map(evidence).collect();
    if !full.is_empty() {
        return Answer::found("dependency updates are automated", full, "", SEARCHED);
    }
    Answer::partly("only CI actions or images are updated", updaters.iter().map(evidence), "no automated dependency updates", SEARCHED)
}

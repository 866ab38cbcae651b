//! Are dependency updates automated (Dependabot, Renovate, Snyk, pyup, Scala Steward…)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/dependency-updates",
        title: "Dependency updates",
        question: "Are dependency updates automated (Dependabot, Renovate, Snyk, pyup, Scala Steward…)?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "for the main package managers",
        partial: "only for some (e.g. actions only)",
        fail: "no",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

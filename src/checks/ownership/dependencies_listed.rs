//! Are the systems that the service depends on or that depend on it listed (README, architecture document, catalog file dependsOn, runbook, network policy)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "ownership/dependencies-listed",
        title: "Dependencies listed",
        question: "Are the systems that the service depends on or that depend on it listed (README, architecture document, catalog file dependsOn, runbook, network policy)?",
        demands: &["N9", "N10"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "some are mentioned",
        fail: "no",
        not_applicable: "it has none besides its own store",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

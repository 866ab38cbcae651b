//! Do the alerts of production exist in a test environment too (same rules for each environment, a shared module or chart)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "alerting/alert-parity",
        title: "Alert parity",
        question: "Do the alerts of production exist in a test environment too (same rules for each environment, a shared module or chart)?",
        demands: &["N16"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "same rules",
        partial: "some",
        fail: "production only",
        not_applicable: "no alert rules, or no way to tell",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Is a linter or static analyser that finds bugs (not only a formatter) configured, and run by CI?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "robustness/static-analysis",
        title: "Static analysis",
        question: "Is a linter or static analyser that finds bugs (not only a formatter) configured, and run by CI?",
        demands: &["R4"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "configured and run in CI",
        partial: "configured, not in CI; or in CI for some of the languages",
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

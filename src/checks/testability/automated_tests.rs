//! Are there automated tests that a standard runner runs?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/automated-tests",
        title: "Automated tests",
        question: "Are there automated tests that a standard runner runs?",
        demands: &["R1", "N6"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "the main code of the service is tested, in at least 10 test cases",
        partial: "fewer than 10 test cases, or only some of several services have tests",
        fail: "none",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

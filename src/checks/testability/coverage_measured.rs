//! Is test coverage measured by configuration in the repository or in CI?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/coverage-measured",
        title: "Coverage measured",
        question: "Is test coverage measured by configuration in the repository or in CI?",
        demands: &["R1", "N6"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "measured, and reported or held to a threshold",
        partial: "a coverage tool is configured or depended on, nothing runs it or reports it",
        fail: "no",
        not_applicable: "no tests",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

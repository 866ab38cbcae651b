//! Which kinds of test beyond unit tests are there: integration, end-to-end, contract, performance, property-or-fuzz, accessibility, security (DAST/SAST run as a test)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/test-blend",
        title: "Test blend",
        question: "Which kinds of test beyond unit tests are there: integration, end-to-end, contract, performance, property-or-fuzz, accessibility, security (DAST/SAST run as a test)?",
        demands: &["R1", "N6"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "two kinds or more",
        partial: "one kind",
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

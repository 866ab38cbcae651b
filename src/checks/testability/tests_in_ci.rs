//! Does a CI definition in the repository run the tests on a push or a pull request?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/tests-in-ci",
        title: "Tests in ci",
        question: "Does a CI definition in the repository run the tests on a push or a pull request?",
        demands: &["R1", "N6"],
        weight: 1,
        gate: true,
        why: "WRITE",
        pass: "yes, the main tests",
        partial: "only some of the tests or services, or only by hand or on a schedule",
        fail: "no CI definition runs tests (or there is no CI definition)",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

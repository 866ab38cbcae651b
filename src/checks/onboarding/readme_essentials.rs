//! Does the README, directly or by a link to a document of the repository, tell: what the service is; how to run it locally; how to test it; how it is deployed or where it runs?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/readme-essentials",
        title: "Readme essentials",
        question: "Does the README, directly or by a link to a document of the repository, tell: what the service is; how to run it locally; how to test it; how it is deployed or where it runs?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "all four",
        partial: "two or three",
        fail: "one or none",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

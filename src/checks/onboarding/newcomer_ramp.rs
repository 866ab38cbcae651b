//! How many days from a newcomer's first commit to the fifth (median, no names)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/newcomer-ramp",
        title: "Newcomer ramp",
        question: "How many days from a newcomer's first commit to the fifth (median, no names)?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "TODO",
        partial: "TODO",
        fail: "TODO",
        not_applicable: "TODO",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

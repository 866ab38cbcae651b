//! Which share of the commits mends crashes, and how does it move?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "robustness/crash-fix-share",
        title: "Crash fix share",
        question: "Which share of the commits mends crashes, and how does it move?",
        demands: &["R4"],
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

//! Which share of the commits are reverts and hotfixes?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "capacity/firefighting",
        title: "Firefighting",
        question: "Which share of the commits are reverts and hotfixes?",
        demands: &["N4"],
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

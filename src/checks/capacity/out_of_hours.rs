//! Which share of the commits is made outside working hours?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "capacity/out-of-hours",
        title: "Out of hours",
        question: "Which share of the commits is made outside working hours?",
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

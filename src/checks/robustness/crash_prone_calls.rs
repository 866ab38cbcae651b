//! Is production code free of calls that crash on the unexpected (unwrap, !!, panic, force casts)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "robustness/crash-prone-calls",
        title: "Crash prone calls",
        question: "Is production code free of calls that crash on the unexpected (unwrap, !!, panic, force casts)?",
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

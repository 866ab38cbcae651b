//! Is the code wholly owned by one team, rather than shared between several?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "ownership/shared-ownership",
        title: "Shared ownership",
        question: "Is the code wholly owned by one team, rather than shared between several?",
        demands: &["N9", "N10"],
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

//! Does at least 30 % of the change of the last 90 days go into tests, docs, CI, dependencies, refactoring and reliability?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "capacity/improvement-share",
        title: "Improvement share",
        question: "Does at least 30 % of the change of the last 90 days go into tests, docs, CI, dependencies, refactoring and reliability?",
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

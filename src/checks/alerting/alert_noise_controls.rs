//! Do alert rules wait before they fire, group and inhibit, so that they neither fire all the time nor stay silent?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "alerting/alert-noise-controls",
        title: "Alert noise controls",
        question: "Do alert rules wait before they fire, group and inhibit, so that they neither fire all the time nor stay silent?",
        demands: &["N16"],
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

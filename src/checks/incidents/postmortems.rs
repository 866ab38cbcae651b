//! Are there postmortems or incident reviews, or a template for them?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/postmortems",
        title: "Postmortems",
        question: "Are there postmortems or incident reviews, or a template for them?",
        demands: &["N13"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "here",
        partial: "linked or mentioned",
        fail: "no",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

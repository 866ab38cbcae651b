//! Is there an architecture description: a document or README section on the parts and how they work together, a diagram, decision records?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/architecture-documented",
        title: "Architecture documented",
        question: "Is there an architecture description: a document or README section on the parts and how they work together, a diagram, decision records?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "a paragraph or a bare list of parts",
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

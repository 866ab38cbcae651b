//! Is production code (no tests, scripts or migrations) free of swallowed errors: an error caught and neither logged, re-raised, returned, counted nor commented on as deliberate?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "robustness/swallowed-errors",
        title: "Swallowed errors",
        question: "Is production code (no tests, scripts or migrations) free of swallowed errors: an error caught and neither logged, re-raised, returned, counted nor commented on as deliberate?",
        demands: &["R4"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "none, or under 0.2 a thousand lines",
        partial: "0.2 to 1 a thousand lines",
        fail: "more",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

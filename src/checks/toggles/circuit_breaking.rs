//! Are calls to dependencies isolated from their failure: circuit breakers, bulkheads, outlier detection, or retries with back-off?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "toggles/circuit-breaking",
        title: "Circuit breaking",
        question: "Are calls to dependencies isolated from their failure: circuit breakers, bulkheads, outlier detection, or retries with back-off?",
        demands: &["N8"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "circuit breaker, bulkhead or outlier detection",
        partial: "retries with back-off only",
        fail: "no",
        not_applicable: "calls no other system besides its own store",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Is incoming traffic throttled (in code, in ingress, gateway or proxy configuration kept here)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "toggles/rate-limiting",
        title: "Rate limiting",
        question: "Is incoming traffic throttled (in code, in ingress, gateway or proxy configuration kept here)?",
        demands: &["N8"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "only for one small part, such as log-in",
        fail: "no",
        not_applicable: "it takes no traffic (a worker, a batch job)",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Do outgoing HTTP/RPC calls of production code have an explicit timeout?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "toggles/client-timeouts",
        title: "Client timeouts",
        question: "Do outgoing HTTP/RPC calls of production code have an explicit timeout?",
        demands: &["N8"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "all or nearly all",
        partial: "some",
        fail: "none",
        not_applicable: "no outgoing calls",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Are contracts with other systems tested or guarded (Pact, Spring Cloud Contract, schema breaking-change checks such as buf breaking / oasdiff / openapi-diff, schema registry checks)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "ownership/contracts-tested",
        title: "Contracts tested",
        question: "Are contracts with other systems tested or guarded (Pact, Spring Cloud Contract, schema breaking-change checks such as buf breaking / oasdiff / openapi-diff, schema registry checks)?",
        demands: &["N9", "N10"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "a schema is validated in tests, or a generated client is checked for drift",
        fail: "no",
        not_applicable: "no interface with other systems",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Are schema changes of the store made by versioned migrations in the repository?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/migrations-versioned",
        title: "Migrations versioned",
        question: "Are schema changes of the store made by versioned migrations in the repository?",
        demands: &["N5"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "a schema script without versions",
        fail: "no",
        not_applicable: "no relational or schema-bound store",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

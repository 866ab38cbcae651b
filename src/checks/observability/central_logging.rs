//! Are logs structured (JSON, key-value by a structured-logging library) or shipped to a central place by configuration in the repository?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/central-logging",
        title: "Central logging",
        question: "Are logs structured (JSON, key-value by a structured-logging library) or shipped to a central place by configuration in the repository?",
        demands: &["N7"],
        weight: 1,
        gate: true,
        why: "WRITE",
        pass: "structured or shipped",
        partial: "a logging library with plain text lines to standard output",
        fail: "prints, or nothing",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Is there a way back: a documented or automated rollback of a release?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/rollback",
        title: "Rollback",
        question: "Is there a way back: a documented or automated rollback of a release?",
        demands: &["N5"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes, documented for this service or automated",
        partial: "mentioned, or only for database migrations (down migrations)",
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

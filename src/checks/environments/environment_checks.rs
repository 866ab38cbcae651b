//! Are the deployed environments checked on a schedule or after each change (synthetic tests, smoke tests against an environment)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/environment-checks",
        title: "Environment checks",
        question: "Are the deployed environments checked on a schedule or after each change (synthetic tests, smoke tests against an environment)?",
        demands: &["R2"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "TODO",
        partial: "TODO",
        fail: "TODO",
        not_applicable: "TODO",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Is the repository free of committed live-looking secrets (private keys, cloud keys, tokens, passwords of a deployed system), test and example values aside?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/no-secrets",
        title: "No secrets",
        question: "Is the repository free of committed live-looking secrets (private keys, cloud keys, tokens, passwords of a deployed system), test and example values aside?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "free",
        partial: "doubtful ones",
        fail: "at least one",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

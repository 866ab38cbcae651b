//! Is production data protected by configuration or procedure kept here (backups, point-in-time recovery, deletion protection, prevent_destroy, a restore procedure)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/data-protected",
        title: "Data protected",
        question: "Is production data protected by configuration or procedure kept here (backups, point-in-time recovery, deletion protection, prevent_destroy, a restore procedure)?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "configured or a procedure written",
        partial: "mentioned",
        fail: "no",
        not_applicable: "no data store, or the store is not managed here",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

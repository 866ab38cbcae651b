//! Are there runbooks: how to respond to particular problems or carry out operational tasks on the running service?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/runbooks",
        title: "Runbooks",
        question: "Are there runbooks: how to respond to particular problems or carry out operational tasks on the running service?",
        demands: &["N13"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "in the repository",
        partial: "linked by address only, or a short troubleshooting section",
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

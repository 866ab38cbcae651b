//! Do the runbooks tell how to diagnose, how to restore service, and whom to escalate to?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/runbooks-usable",
        title: "Runbooks usable",
        question: "Do the runbooks tell how to diagnose, how to restore service, and whom to escalate to?",
        demands: &["N13"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "diagnose and restore in most, and an escalation or contact somewhere",
        partial: "some of it",
        fail: "no",
        not_applicable: "no runbooks in the repository",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Is it written how incidents of this service are handled (roles, severity, communication, who is on call), here or by a link?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/incident-process",
        title: "Incident process",
        question: "Is it written how incidents of this service are handled (roles, severity, communication, who is on call), here or by a link?",
        demands: &["N13"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "here",
        partial: "linked, or only a contact or an on-call rota",
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

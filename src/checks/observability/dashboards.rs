//! Are dashboards for the service kept as code or linked by address from its documents?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/dashboards",
        title: "Dashboards",
        question: "Are dashboards for the service kept as code or linked by address from its documents?",
        demands: &["N7"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "as code in the repository",
        partial: "linked",
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

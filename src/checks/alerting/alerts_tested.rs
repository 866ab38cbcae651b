//! Are alert rules tested or linted (promtool test rules, unit tests of rules, pint, a CI check)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "alerting/alerts-tested",
        title: "Alerts tested",
        question: "Are alert rules tested or linted (promtool test rules, unit tests of rules, pint, a CI check)?",
        demands: &["N16"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "tested",
        partial: "only linted or syntax-checked",
        fail: "no",
        not_applicable: "no alert rules",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

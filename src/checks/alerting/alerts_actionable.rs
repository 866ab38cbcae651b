//! Of the alert rules: does each have a severity, a summary or description, and a runbook link?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "alerting/alerts-actionable",
        title: "Alerts actionable",
        question: "Of the alert rules: does each have a severity, a summary or description, and a runbook link?",
        demands: &["N16"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "at least 80 % have all three",
        partial: "they have severity and summary, runbook links are missing; or 20 % to 80 % have all",
        fail: "less",
        not_applicable: "no alert rules",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Is it defined who gets an alert (Alertmanager receivers, PagerDuty/Opsgenie configuration, SNS topic subscription, a channel named in the alert's labels or manifests)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "alerting/alerts-routed",
        title: "Alerts routed",
        question: "Is it defined who gets an alert (Alertmanager receivers, PagerDuty/Opsgenie configuration, SNS topic subscription, a channel named in the alert's labels or manifests)?",
        demands: &["N16"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "only documented",
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

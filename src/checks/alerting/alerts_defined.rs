//! Are alert rules for the service defined as code in the repository (Prometheus rules, PrometheusRule, Grafana alerts, Datadog/CloudWatch/New Relic in Terraform, Azure alerts…)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "alerting/alerts-defined",
        title: "Alerts defined",
        question: "Are alert rules for the service defined as code in the repository (Prometheus rules, PrometheusRule, Grafana alerts, Datadog/CloudWatch/New Relic in Terraform, Azure alerts…)?",
        demands: &["N16"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "alerts are described in documents or sent from code (e.g. a Slack message on failure) only",
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

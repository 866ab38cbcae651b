//! Are alert rules for the service defined as code in the repository (Prometheus rules, PrometheusRule, Grafana alerts, Datadog/CloudWatch/New Relic in Terraform, Azure alerts…)?

use crate::checks::prelude::*;
use crate::facts::docs::{Document, Kind, mentions};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "alerting/alerts-defined",
        title: "Alert rules are kept as code",
        question: "Are alert rules for the service defined as code in the repository (Prometheus rules, PrometheusRule, Grafana alerts, Datadog/CloudWatch/New Relic in Terraform, Azure alerts…)?",
        demands: &["N16"],
        weight: 3,
        gate: false,
        why: "If no rule watches the service, its users do.",
        pass: "Yes.",
        partial: "Alerts are described in documents or sent from code (e.g. a Slack message on failure) only.",
        fail: "No.",
        not_applicable: "",
        found: "Rules of Prometheus (files, PrometheusRule, charts read unrendered, mixins), Grafana, NAIS, Terraform (Datadog, CloudWatch, New Relic, Azure, Google and others) and CloudFormation. A shared chart or module of alerts that is named here counts. Alerts that code sends, messages of scheduled checks of what runs, and alerts that documents describe are partial.",
        fix: "Write one rule for the symptom that users notice first, and keep it beside the code.",
    },
    judge,
};

const SEARCHED: &[&str] =
    &["Prometheus rules", "Grafana alerts", "alarms in Terraform and CloudFormation", "shared alert charts and modules"];

fn judge(facts: &Facts) -> Answer {
    let alerts = facts.alerts();
    let rules = alerts.rules.iter().map(|rule| rule.at.says(format!("the rule {}", rule.name)));
    if !alerts.rules.is_empty() {
        let what = if alerts.rules.iter().all(|rule| rule.shared) {
            "alert rules come from a shared chart or module".to_owned()
        } else {
            format!("{} alert rules", alerts.rules.len())
        };
        return Answer::found(what, rules, "", SEARCHED).measured(alerts.rules.len() as f64);
    }
    let code = alerts.from_code.iter().map(|at| at.says("sends alerts from code"));
    let own = facts.docs().of_the_team();
    let told = own.flat_map(|document| {
        document
            .sections_about(&["alert", "monitoring and alerting"])
            // A header or a box that is called so alerts nobody.
            .filter(|section| document.below(section).any(|below| below.prose.iter().any(|(_, text)| mentions(text, TELLS))))
            .filter(|section| {
                section.level > 1 && section.words() >= 15 || section.level == 1 && !document.is(Kind::Readme) && section.words() >= 15
            })
            .map(|section| document.at(section.line).says("describes alerts"))
    });
    let own = facts.docs().of_the_team();
    let named = own.filter_map(|document| shown(document).or_else(|| named(document)));
    Answer::partly("alerts are only described, or sent from code", code.chain(told).chain(named), "no alert rules", SEARCHED)
}

/// What a section on alerts speaks of.
const TELLS: &[&str] = &[
    "threshold", "notif", "fires", "firing", "slack", "pager", "prometheus", "grafana", "cloudwatch", "datadog", "sentry", "on-call",
    "on call", "alarm", "monitor", "email", "triggered", "runbook", "splunk", "zendesk", "kibana",
];

/// A rule in a block of code.
fn shown(document: &Document) -> Option<Evidence> {
    let fences = document.sections.iter().flat_map(|section| &section.code);
    let rule = |text: &str| text.contains("alert:") && text.contains("expr:");
    fences.into_iter().find(|fence| rule(&fence.text)).map(|fence| document.at(fence.line).says("shows an alert rule"))
}

/// A sentence that tells which system alerts whom of what.
fn named(document: &Document) -> Option<Evidence> {
    const SYSTEMS: &[&str] = &[
        "zendesk", "splunk", "pagerduty", "opsgenie", "victorops", "alertmanager", "cloudwatch", "datadog", "new relic", "sentry",
        "pingdom",
    ];
    const RAISES: &[&str] = &["alert", "alarm"];
    let told = |text: &str| mentions(text, RAISES) && mentions(text, SYSTEMS) && text.split_whitespace().count() >= 6;
    let prose = document.sections.iter().flat_map(|section| &section.prose);
    prose.into_iter().find(|(_, text)| told(text)).map(|(line, _)| document.at(*line).says("tells of an alert"))
}

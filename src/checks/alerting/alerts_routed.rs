//! Is it defined who gets an alert (Alertmanager receivers, PagerDuty/Opsgenie configuration, SNS topic subscription, a channel named in the alert's labels or manifests)?

use crate::checks::prelude::*;
use crate::facts::docs::mentions;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "alerting/alerts-routed",
        title: "It is defined who gets an alert",
        question: "Is it defined who gets an alert (Alertmanager receivers, PagerDuty/Opsgenie configuration, SNS topic subscription, a channel named in the alert's labels or manifests)?",
        demands: &["N16", "N13"],
        weight: 2,
        gate: false,
        why: "An alert that reaches nobody, or everybody, is handled by nobody.",
        pass: "Yes.",
        partial: "Only documented.",
        fail: "No.",
        not_applicable: "",
        found: "Receivers, contact points, subscriptions, on-call schedules as code, labels or values that name a team or channel, and the handles in the messages of Datadog's monitors. Code that pages somebody whom the documents name passes; documents alone are partial; code alone may be what a product does for its users, and does not count.",
        fix: "Name the team's receiver in the labels of the rules, and keep the receiver as code.",
    },
    judge,
};

const SEARCHED: &[&str] =
    &["Alertmanager receivers", "PagerDuty and Opsgenie resources", "subscriptions and contact points", "team labels"];

fn judge(facts: &Facts) -> Answer {
    let alerts = facts.alerts();
    let routes: Vec<Evidence> = alerts.routes.iter().map(|route| route.at.says(format!("goes to {}", route.to))).collect();
    if !routes.is_empty() {
        return Answer::found("it is defined who gets an alert", routes, "", SEARCHED);
    }
    let own = facts.docs().in_force();
    let told = own.filter_map(|document| {
        document
            .prose()
            .find(|(_, text)| {
                mentions(text, &["alert", "alarm", "paged", "pager"])
                    && mentions(text, &["pagerduty", "opsgenie", "victorops", "slack channel", "zendesk", "on-call", "on call"])
            })
            .map(|(line, _)| document.at(line).says("tells who gets an alert"))
    });
    let told: Vec<Evidence> = told.collect();
    let code: Vec<Evidence> =
        alerts.pages.iter().filter(|_| alerts.rules.is_empty()).map(|at| at.says("code sends alerts there")).collect();
    // Code that pages, and a document that says whom: either alone may be a product's feature or a wish.
    if !told.is_empty() && !code.is_empty() {
        return Answer::found("code sends alerts to those whom the documents name", code.into_iter().chain(told), "", SEARCHED);
    }
    Answer::partly("it is only documented who gets an alert", told, "nothing says who gets an alert", SEARCHED)
}

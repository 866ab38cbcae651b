//! Of the alert rules: does each have a severity, a summary or description, and a runbook link?

use crate::checks::prelude::*;
use crate::facts::alerts::AlertRule;

pub const CHECK: Builtin = Builtin {
    settings: &[COMPLETE],
    meta: Meta {
        id: "alerting/alerts-actionable",
        title: "Alerts say how bad it is, what it means and what to do",
        question: "Of the alert rules: does each have a severity, a summary or description, and a runbook link?",
        demands: &["N16", "N13"],
        weight: 2,
        gate: false,
        why: "At three in the morning, an alert without a next step is only noise.",
        pass: "At least 80 % have all three.",
        partial: "They have severity and summary, runbook links are missing; or 20 % to 80 % have all.",
        fail: "Less.",
        not_applicable: "No alert rules.",
        found: "Each rule is read for a severity, a summary or description, and a runbook link. Rules of a shared chart or module cannot be read here and are left out; where there are no others the question is not applicable. Bars: 80 % with all three passes, 20 % is partial.",
        fix: "Give the rule that paged last a `runbook_url` annotation; then the next one.",
    },
    judge,
};

/// The share of complete rules that passes.
const COMPLETE: Setting = Setting {
    check: "alerting/alerts-actionable",
    name: "complete",
    default: 0.8,
    meaning: "the share of rules with severity, summary and runbook link (0 to 1) that passes",
};

const SEARCHED: &[&str] = &["labels.severity", "annotations.summary", "annotations.runbook_url"];

fn judge(facts: &Facts) -> Answer {
    if facts.alerts().rules.is_empty() {
        return Answer::not_applicable("no alert rules", SEARCHED);
    }
    let rules: Vec<&AlertRule> = facts.alerts().rules.iter().filter(|rule| !rule.shared).collect();
    if rules.is_empty() {
        return Answer::not_applicable("the rules are those of a shared chart or module, and cannot be read here", SEARCHED);
    }
    let complete = share(&rules, |rule| described(rule) && rule.runbook.is_some());
    let state = format!("{} of {} alert rules have severity, summary and runbook", (complete * rules.len() as f64).round(), rules.len());
    let evidence = rules.iter().map(|rule| rule.at.says(format!("{}: {}", rule.name, missing(rule))));
    let answer = if complete >= facts.setting(&COMPLETE) {
        Answer::found(state, evidence, "", SEARCHED)
    } else if complete >= 0.2 || share(&rules, described) >= 0.8 {
        Answer::partly(state, evidence, "", SEARCHED)
    } else {
        Answer::fail(state, SEARCHED, evidence)
    };
    answer.measured(complete)
}

fn described(rule: &AlertRule) -> bool {
    rule.severity.is_some() && rule.summary.is_some()
}

fn share(rules: &[&AlertRule], holds: impl Fn(&AlertRule) -> bool) -> f64 {
    rules.iter().filter(|rule| holds(rule)).count() as f64 / rules.len() as f64
}

fn missing(rule: &AlertRule) -> String {
    let parts = [("severity", rule.severity.is_some()), ("summary", rule.summary.is_some()), ("runbook link", rule.runbook.is_some())];
    let gone: Vec<&str> = parts.iter().filter(|(_, there)| !there).map(|(part, _)| *part).collect();
    if gone.is_empty() { "has severity, summary and runbook link".to_owned() } else { format!("no {}", gone.join(", no ")) }
}

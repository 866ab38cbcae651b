//! Do the alerts of production exist in a test environment too (same rules for each environment, a shared module or chart)?

use crate::checks::prelude::*;
use crate::facts::alerts::AlertRule;
use crate::facts::environments::{Stage, stage};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "alerting/alert-parity",
        title: "Alerts exist in a test environment too",
        question: "Do the alerts of production exist in a test environment too (same rules for each environment, a shared module or chart)?",
        demands: &["N16", "R2"],
        weight: 1,
        gate: false,
        why: "An alert that only production has is tested in production.",
        pass: "Same rules.",
        partial: "Some.",
        fail: "Production only.",
        not_applicable: "No alert rules, or no way to tell.",
        found: "The environments of rules are told by their paths and values; rules without an environment (a chart, a base, a shared module) are the same everywhere. Rules that only production has fail.",
        fix: "Load the same rules in the test environment, with another receiver.",
    },
    judge,
};

const SEARCHED: &[&str] = &["environments in the paths of rules", "shared charts and modules"];

fn judge(facts: &Facts) -> Answer {
    let rules = &facts.alerts().rules;
    if rules.is_empty() {
        return Answer::not_applicable("no alert rules", SEARCHED);
    }
    let production = |rule: &&AlertRule| rule.environment.as_deref().and_then(stage) == Some(Stage::Production);
    let (only, rest): (Vec<&AlertRule>, Vec<&AlertRule>) = rules.iter().partition(production);
    let names: Vec<&str> = rest.iter().map(|rule| rule.name.as_str()).collect();
    let lonely: Vec<&&AlertRule> = only.iter().filter(|rule| !names.contains(&rule.name.as_str())).collect();
    let evidence = |rule: &AlertRule, note: &str| rule.at.says(format!("{} {note}", rule.name));
    match (lonely.is_empty(), rest.is_empty()) {
        (true, _) => Answer::found(
            "the same rules for every environment",
            rest.iter().map(|rule| evidence(rule, "is for every environment")),
            "",
            SEARCHED,
        ),
        (false, false) => Answer::partly(
            format!("{} of {} rules are for production only", lonely.len(), rules.len()),
            lonely.iter().map(|rule| evidence(rule, "is for production only")),
            "",
            SEARCHED,
        ),
        (false, true) => Answer::fail(
            "alert rules are for production only",
            SEARCHED,
            lonely.iter().map(|rule| evidence(rule, "is for production only")),
        ),
    }
}

//! Do alert rules wait before they fire, group and inhibit, so that they neither fire all the time nor stay silent?

use crate::checks::prelude::*;
use crate::facts::alerts::AlertRule;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "alerting/alert-noise-controls",
        title: "Alerts wait, group and inhibit",
        question: "Do alert rules wait before they fire, group and inhibit, so that they neither fire all the time nor stay silent?",
        demands: &["N16"],
        weight: 1,
        gate: false,
        why: "Alerts must not fire all the time, nor stay silent when everything burns.",
        pass: "At least 80 % of the rules wait before they fire.",
        partial: "At least 30 % wait, or notifications are grouped.",
        fail: "Fewer do.",
        not_applicable: "No alert rules.",
        found: "Rules are read for a waiting time (for, evaluation periods), routes for grouping, inhibition and time intervals. Eight in ten rules that wait pass; three in ten, or grouping alone, are partial. Rules of a shared chart or module cannot be read here and are left out; where there are no others the question is not applicable.",
        fix: "Add `for: 5m` to the rule that flaps.",
    },
    judge,
};

const SEARCHED: &[&str] = &["for, evaluation periods", "group_by, inhibit_rules, time intervals"];

fn judge(facts: &Facts) -> Answer {
    let alerts = facts.alerts();
    if alerts.rules.is_empty() {
        return Answer::not_applicable("no alert rules", SEARCHED);
    }
    let own: Vec<&AlertRule> = alerts.rules.iter().filter(|rule| !rule.shared).collect();
    if own.is_empty() && alerts.noise_controls.is_empty() {
        return Answer::not_applicable("the rules are those of a shared chart or module, and cannot be read here", SEARCHED);
    }
    let waits = |rule: &&&AlertRule| rule.wait.as_deref().is_some_and(|wait| !matches!(wait, "0" | "0s" | "0m" | "1"));
    let share = own.iter().filter(waits).count() as f64 / own.len().max(1) as f64;
    let waiting = own.iter().filter(waits).map(|rule| rule.at.says(format!("{} waits before it fires", rule.name)));
    let grouped = alerts.noise_controls.iter().map(|at| at.says("groups, inhibits or mutes"));
    let state = format!("{:.0} % of the rules wait before they fire", share * 100.0);
    let answer = match share {
        share if share >= 0.8 => Answer::found(state, waiting.chain(grouped), "", SEARCHED),
        share if share >= 0.3 || !alerts.noise_controls.is_empty() => {
            Answer::partly(state.clone(), waiting.chain(grouped), state, SEARCHED)
        }
        _ => Answer::fail(state, SEARCHED, own.iter().map(|rule| rule.at.says(format!("{} fires at once", rule.name)))),
    };
    answer.measured(share)
}

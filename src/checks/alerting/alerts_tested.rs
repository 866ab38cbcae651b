//! Are alert rules tested or linted (promtool test rules, unit tests of rules, pint, a CI check)?

use crate::checks::prelude::*;
use crate::facts::alerts::AlertRule;
use crate::facts::pipelines::Does;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "alerting/alerts-tested",
        title: "Alert rules are tested",
        question: "Are alert rules tested or linted (promtool test rules, unit tests of rules, pint, a CI check)?",
        demands: &["N16"],
        weight: 1,
        gate: false,
        why: "A rule that was never seen to fire may stay silent when everything burns.",
        pass: "Tested.",
        partial: "Only linted or syntax-checked.",
        fail: "No.",
        not_applicable: "No alert rules.",
        found: "Test files of promtool and steps that run rule tests pass; linting and syntax checks of rules or of the chart that holds them are partial.",
        fix: "Write a promtool test for the rule that matters most, and run it in CI.",
    },
    judge,
};

const SEARCHED: &[&str] = &["promtool test files", "rule tests in CI", "rule linters"];

fn judge(facts: &Facts) -> Answer {
    if facts.alerts().rules.is_empty() {
        return Answer::not_applicable("no alert rules", SEARCHED);
    }
    let files = facts.alerts().tests.iter().map(|at| at.says("tests alert rules"));
    let runs = facts.pipelines().steps(Does::RuleTest).map(|(_, _, step)| step.at.says("runs rule tests"));
    let tested: Vec<Evidence> = files.chain(runs).collect();
    if !tested.is_empty() {
        return Answer::found("alert rules are tested", tested, "", SEARCHED);
    }
    let linted = facts
        .pipelines()
        .steps(Does::RuleLint)
        .filter(|(_, _, step)| concerns(&facts.alerts().rules, &step.text.to_lowercase()))
        .map(|(_, _, step)| step.at.says("checks the syntax of rules or of their chart"));
    Answer::partly("alert rules are only checked for syntax", linted, "alert rules are not tested", SEARCHED)
}

/// Does a syntax check look at the rules? Validating Terraform says nothing of rules in a chart.
fn concerns(rules: &[AlertRule], text: &str) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if any(&["terraform", "tflint"]) {
        return rules.iter().any(|rule| rule.at.path.ends_with(".tf"));
    }
    let in_chart = |rule: &AlertRule| rule.shared || ["helm", "chart", "templates/"].iter().any(|part| rule.at.path.contains(part));
    !any(&["helm", "chart"]) || rules.iter().any(in_chart)
}

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
        found: "Steps and tasks that run rule tests pass. Test files that nothing runs, linting, syntax checks of rules or of the chart that holds them, and tests of the whole template of a CDK stack are partial.",
        fix: "Write a promtool test for the rule that matters most, and run it in CI.",
    },
    judge,
};

const SEARCHED: &[&str] = &["promtool test files", "rule tests in CI", "rule linters"];

fn judge(facts: &Facts) -> Answer {
    if facts.alerts().rules.is_empty() {
        return Answer::not_applicable("no alert rules", SEARCHED);
    }
    let files: Vec<Evidence> = facts.alerts().tests.iter().map(|at| at.says("tests alert rules")).collect();
    let steps = facts.pipelines().steps(Does::RuleTest).map(|(_, _, step)| step.at.says("runs rule tests"));
    let tasks = facts.tasks().tasks.iter().filter(|task| task.commands.iter().any(|(_, command)| tests_rules(command)));
    let runs: Vec<Evidence> = steps.chain(tasks.map(|task| task.at.says("runs rule tests"))).collect();
    if !runs.is_empty() {
        return Answer::found("alert rules are tested", files.into_iter().chain(runs), "", SEARCHED);
    }
    if let Some((first, rest)) = files.split_first() {
        return Answer::partial("tests of alert rules are there, nothing runs them", first.clone(), rest.iter().cloned());
    }
    let linted = facts
        .pipelines()
        .steps(Does::RuleLint)
        .filter(|(_, _, step)| concerns(&facts.alerts().rules, &step.text.to_lowercase()))
        .map(|(_, _, step)| step.at.says("checks the syntax of rules or of their chart"));
    let linted = linted.chain(template_tests(facts));
    Answer::partly("alert rules are only checked for syntax", linted, "alert rules are not tested", SEARCHED)
}

fn tests_rules(command: &str) -> bool {
    ["promtool test", "vmalert-tool unittest", "mimirtool rules test"].iter().any(|known| command.contains(known))
}

/// Tests of the templates that infrastructure in code renders its alarms to.
fn template_tests(facts: &Facts) -> impl Iterator<Item = Evidence> {
    let rendered = facts.alerts().rules.iter().any(|rule| facts.code().imports.iter().any(|import| import.at.path == rule.at.path));
    let asserts = |name: &str| {
        ["aws-cdk-lib/assertions", "@aws-cdk/assert", "aws_cdk.assertions", "@pulumi/pulumi/runtime"]
            .iter()
            .any(|module| name.starts_with(module))
    };
    let tests = facts.code().imports.iter().filter(move |import| rendered && import.test && asserts(&import.name));
    tests.map(|import| import.at.says("tests the template that the alarms are part of"))
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

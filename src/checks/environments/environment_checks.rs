//! Are the deployed environments checked on a schedule or after each change (synthetic tests, smoke tests against an environment)?

use crate::checks::prelude::*;
use crate::facts::pipelines::{Does, Pipeline, Trigger};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/environment-checks",
        title: "Environments are checked regularly",
        question: "Are the deployed environments checked on a schedule or after each change (synthetic tests, smoke tests against an environment)?",
        demands: &["R2", "N16"],
        weight: 1,
        gate: false,
        why: "A test environment that nobody watches is broken when you need it.",
        pass: "Scheduled or synthetic checks.",
        partial: "Only after a deploy.",
        fail: "No checks.",
        not_applicable: "",
        found: "Scheduled pipelines with tests, smoke tests against environments, synthetic monitors and uptime checks as code. A verification, or tests of what runs, behind a deploy are partial. Monitors that are set up elsewhere cannot be seen.",
        fix: "Run the smoke tests against the test environment every morning.",
    },
    judge,
};

const SEARCHED: &[&str] = &["scheduled tests", "smoke tests", "synthetic and uptime checks"];

fn judge(facts: &Facts) -> Answer {
    let pipelines = facts.pipelines();
    let scheduled = pipelines
        .all_steps()
        .filter(|(pipeline, _, step)| {
            pipeline.triggers.contains(&Trigger::Schedule)
                && [Does::Verify, Does::EndToEnd, Does::LoadTest].iter().any(|does| step.does.contains(does))
        })
        .map(|(_, _, step)| step.at.says("checks on a schedule"));
    let synthetic = facts
        .infrastructure()
        .resources
        .iter()
        .filter(|resource| {
            ["synthetic", "uptime_check", "web_test", "pingdom", "statuscake", "checkly", "health_check"]
                .iter()
                .any(|word| resource.kind.contains(word))
        })
        .map(|resource| resource.at.says("a synthetic check"));
    let full: Vec<Evidence> = scheduled.chain(synthetic).collect();
    if !full.is_empty() {
        return Answer::found("environments are checked regularly", full, "", SEARCHED);
    }
    let verified = pipelines.steps(Does::Verify).map(|(_, _, step)| step);
    let tested = pipelines.pipelines.iter().flat_map(Pipeline::tests_after_deploy);
    let after = verified.chain(tested).map(|step| step.at.says("checks after a deploy"));
    Answer::partly("environments are checked after a deploy only", after, "nothing checks the environments", SEARCHED)
        .confidence(Confidence::Medium)
}

//! Does a CI definition in the repository run the tests on a push or a pull request?

use crate::checks::prelude::*;
use crate::facts::pipelines::{Does, Job, Pipeline, Step, Trigger};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/tests-in-ci",
        title: "CI runs the tests on every change",
        question: "Does a CI definition in the repository run the tests on a push or a pull request?",
        demands: &["R1", "N6"],
        weight: 3,
        gate: true,
        why: "Tests that nobody has to remember to run are the ones that hold at night.",
        pass: "Yes, the main tests.",
        partial: "Only some of the tests or services, or only by hand or on a schedule.",
        fail: "No CI definition runs tests (or there is no CI definition).",
        not_applicable: "",
        found: "Steps of every CI system are read, through make targets, package scripts and scripts of the repository, through called workflows, and through the build of an image that runs the tests; things that are called by name elsewhere are judged by that name. A job that may fail, or that only runs by hand or by the clock, does not count in full. A build kept in another repository that is called here may run them: that alone is partial.",
        fix: "Add a job that runs the test command of the README on every push and pull request.",
    },
    judge,
};

const SEARCHED: &[&str] = &[
    "GitHub Actions, GitLab CI, CircleCI, Jenkinsfile, Azure Pipelines, Travis, Buildkite, Concourse",
    "test commands, through make targets and scripts",
];

fn judge(facts: &Facts) -> Answer {
    let pipelines = facts.pipelines();
    let runs = |(pipeline, _, step): &(&Pipeline, &Job, &Step)| {
        step.at.says(format!("{} runs the tests: {}", pipeline.name, step.text.chars().take(60).collect::<String>()))
    };
    let all: Vec<(&Pipeline, &Job, &Step)> = pipelines.steps(Does::Test).chain(pipelines.steps(Does::EndToEnd)).collect();
    let called = pipelines.pipelines.iter().any(Pipeline::on_change);
    let counts = |(pipeline, job, step): &&(&Pipeline, &Job, &Step)| {
        // A job whose failure fails nothing still runs them, and shows it.
        (pipeline.on_change() || called && pipeline.triggers.contains(&Trigger::Called)) && (!step.soft || job.soft)
    };
    let full: Vec<Evidence> = all.iter().filter(counts).map(runs).collect();
    if let (Some(first), Some(share)) = (full.first(), facts.tests().untested_services()) {
        return Answer::partial(
            format!("CI runs tests, but {share} of the services have none"),
            first.clone(),
            full.iter().skip(1).cloned(),
        );
    }
    if !full.is_empty() {
        return Answer::found("CI runs the tests on every change", full, "", SEARCHED);
    }
    // A build that is kept elsewhere mostly tests what it builds; it cannot be read here.
    let shared = pipelines.all_steps().filter(|(pipeline, job, step)| pipeline.on_change() && !job.soft && step.is_shared_build());
    let shared: Vec<Evidence> = shared.map(|(_, _, step)| step.at.says("calls a build kept elsewhere, which may run them")).collect();
    if let Some((first, rest)) = shared.split_first().filter(|_| all.is_empty()) {
        return Answer::partial("a shared build may run the tests", first.clone(), rest.iter().cloned()).confidence(Confidence::Low);
    }
    let none = if pipelines.any() { "no CI job runs the tests" } else { "there is no CI definition" };
    Answer::partly("tests run only by hand, on a schedule, or may fail", all.iter().map(runs), none, SEARCHED)
}

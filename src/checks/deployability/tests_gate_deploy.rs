//! Does the deploy (or the publishing of the artifact) run only after tests pass in the same pipeline (job order, needs/requires, workflow_run, a called workflow)?

use crate::checks::prelude::*;
use crate::facts::pipelines::{Does, Job, Pipeline, Step, Trigger};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/tests-gate-deploy",
        title: "Deploying waits for the tests",
        question: "Does the deploy (or the publishing of the artifact) run only after tests pass in the same pipeline (job order, needs/requires, workflow_run, a called workflow)?",
        demands: &["N5", "N6"],
        weight: 3,
        gate: false,
        why: "If a deploy can run while the tests fail, one day it will.",
        pass: "Yes.",
        partial: "Only for some of the environments or services.",
        fail: "No: deploy can run while tests fail.",
        not_applicable: "No deploy or publishing in the repository.",
        found: "For each job that deploys or publishes, the jobs that must pass before it are followed (needs, requires, stage order, workflow_run, called workflows, earlier steps of the same job) until one runs tests. A workflow that only others call is judged where they call it. What is called elsewhere is judged by its name; waiting for a build kept elsewhere is partial; where jobs deploy, publishing an image before the tests is not held against them; required checks of a forge cannot be seen.",
        fix: "Let the deploy job need the test job, or start the deploy workflow from the test workflow's success.",
    },
    judge,
};

const SEARCHED: &[&str] = &["jobs that deploy or publish", "the jobs that they need"];

fn judge(facts: &Facts) -> Answer {
    let pipelines = &facts.pipelines().pipelines;
    let find = |does: Does| -> Vec<(&Pipeline, &Job)> {
        pipelines
            .iter()
            .filter(|pipeline| !only_previews(pipeline) && !is_called(pipelines, pipeline))
            .flat_map(|pipeline| pipeline.jobs.iter().filter(move |job| job.step(does).is_some()).map(move |job| (pipeline, job)))
            .collect()
    };
    // An image that waits in its registry harms nobody: where a job deploys, that one is asked.
    let releases = [Does::Deploy, Does::PublishImage, Does::PublishPackage].map(find);
    // By hand, an already built version is put somewhere: nothing new is released.
    let automatic = releases.iter().map(|found| found.iter().copied().filter(|(pipeline, _)| !by_hand(pipeline)).collect::<Vec<_>>());
    let judged = automatic.chain(releases.iter().cloned()).find(|found| !found.is_empty()).unwrap_or_default();
    if judged.is_empty() {
        return Answer::not_applicable("nothing here deploys or publishes", SEARCHED);
    }
    let (gated, open): (Vec<_>, Vec<_>) = judged.into_iter().partition(|(pipeline, job)| is_gated(pipelines, pipeline, job, 4));
    let evidence = |note: &'static str| move |(_, job): &(&Pipeline, &Job)| job.at.says(format!("{} {note}", job.id));
    let waits: Vec<Evidence> = gated.iter().map(evidence("waits for tests")).collect();
    let runs: Vec<Evidence> = open.iter().map(evidence("runs whatever the tests say")).collect();
    let built =
        |(pipeline, job): &(&Pipeline, &Job)| pipeline.before(job).into_iter().any(|job| job.steps.iter().any(Step::is_shared_build));
    if waits.is_empty() && !runs.is_empty() && open.iter().all(built) {
        return Answer::partial("deploying waits for a shared build, which may run tests", runs[0].clone(), []).confidence(Confidence::Low);
    }
    match (waits.split_first(), runs.first()) {
        (Some((first, rest)), None) => Answer::pass("deploying waits for the tests", first.clone(), rest.iter().cloned()),
        (Some((first, _)), Some(_)) => Answer::partial(
            format!("{} of {} releasing jobs do not wait for tests", runs.len(), runs.len() + waits.len()),
            first.clone(),
            runs,
        ),
        _ => Answer::fail("deploying or publishing runs while tests fail", SEARCHED, runs),
    }
}

/// Pipelines for pull requests alone build previews.
fn only_previews(pipeline: &Pipeline) -> bool {
    !pipeline.triggers.is_empty()
        && pipeline.triggers.iter().all(|trigger| matches!(trigger, Trigger::PullRequest | Trigger::Schedule | Trigger::Manual))
        && pipeline.triggers.contains(&Trigger::PullRequest)
}

/// Runs only where others call it: what these wait for decides. Previews are not judged, but what they call is.
fn is_called(all: &[Pipeline], pipeline: &Pipeline) -> bool {
    let calls = |step: &Step| step.called && step.text.trim_start_matches("./") == pipeline.path;
    let caller = |other: &&Pipeline| other.path != pipeline.path && other.jobs.iter().flat_map(|job| &job.steps).any(calls);
    let callers: Vec<&Pipeline> = all.iter().filter(caller).collect();
    pipeline.triggers.iter().all(|trigger| *trigger == Trigger::Called) && !callers.is_empty() && !callers.into_iter().any(only_previews)
}

fn by_hand(pipeline: &Pipeline) -> bool {
    !pipeline.triggers.is_empty() && pipeline.triggers.iter().all(|trigger| matches!(trigger, Trigger::Manual | Trigger::Schedule))
}

fn tests(job: &Job) -> bool {
    job.does(Does::Test) || job.does(Does::EndToEnd)
}

/// Must tests pass before this job releases?
fn is_gated(all: &[Pipeline], pipeline: &Pipeline, job: &Job, depth: usize) -> bool {
    let release = job
        .steps
        .iter()
        .position(|step| [Does::Deploy, Does::PublishImage, Does::PublishPackage].iter().any(|does| step.does.contains(does)))
        .unwrap_or(job.steps.len());
    let earlier = job.steps[..release].iter().chain(job.steps.get(release)).any(|step| step.does.contains(&Does::Test) && !step.soft);
    if job.soft {
        return false;
    }
    earlier || pipeline.before(job).into_iter().any(tests) || depth > 0 && started_by(all, pipeline, depth - 1)
}

/// Is the pipeline started only by ones that tested before?
fn started_by(all: &[Pipeline], pipeline: &Pipeline, depth: usize) -> bool {
    let after: Vec<&Pipeline> = pipeline
        .triggers
        .iter()
        .filter_map(|trigger| if let Trigger::After(name) = trigger { all.iter().find(|other| other.name == *name) } else { None })
        .collect();
    if after.iter().any(|other| other.jobs.iter().any(tests)) {
        return true;
    }
    // A release that a gated pipeline makes starts this one.
    let made = |other: &&Pipeline| {
        other.path != pipeline.path
            && other.jobs.iter().any(|job| job.step(Does::PublishPackage).is_some() && is_gated(all, other, job, depth))
    };
    if pipeline.triggers.contains(&Trigger::Release) && !pipeline.on_change() && all.iter().any(|other| made(&other)) {
        return true;
    }
    let callers: Vec<(&Pipeline, &Job)> = all
        .iter()
        .flat_map(|other| {
            other
                .jobs
                .iter()
                .filter(|job| job.steps.iter().any(|step| step.called && step.text.trim_start_matches("./") == pipeline.path))
                .map(move |job| (other, job))
        })
        .collect();
    !callers.is_empty()
        && !pipeline.on_change()
        && callers.iter().all(|(other, job)| other.before(job).into_iter().any(tests) || is_gated(all, other, job, depth))
}

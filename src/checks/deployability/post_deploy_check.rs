//! Is a deployed release verified (smoke test, health check wait, rollout status, synthetic test) by the pipeline after it is deployed?

use crate::checks::prelude::*;
use crate::facts::infrastructure::Resource;
use crate::facts::pipelines::{Does, Pipeline};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/post-deploy-check",
        title: "A deployed release is verified",
        question: "Is a deployed release verified (smoke test, health check wait, rollout status, synthetic test) by the pipeline after it is deployed?",
        demands: &["N5"],
        weight: 1,
        gate: false,
        why: "The first to notice a broken release should be the pipeline, not you, and not the users.",
        pass: "Yes.",
        partial: "Only by readiness probes of the platform.",
        fail: "No.",
        not_applicable: "Nothing of the deployment is in the repository.",
        found: "Steps of deploying pipelines that wait for the rollout, watch its health, or run functional, smoke or end-to-end tests after it, ask it for its health, and rollouts that verify themselves or are waited for (Cloud Deploy, ECS). What is deployed to a cluster that the job itself makes is a test. Readiness probes alone are partial. Not applicable where nothing of the deployment is here.",
        fix: "Add a step behind the deploy that asks the health endpoint until it answers with the new version.",
    },
    judge,
};

const SEARCHED: &[&str] = &["rollout status and waits", "smoke and synthetic tests after a deploy", "readiness probes"];

fn judge(facts: &Facts) -> Answer {
    let pipelines = &facts.pipelines().pipelines;
    let deploys = pipelines.iter().any(deploying);
    let mut verified = verified_by_steps(facts);
    verified.extend(pipelines.iter().flat_map(Pipeline::tests_after_deploy).map(|step| step.at.says("tests what was deployed")));
    verified.extend(
        facts.infrastructure().resources.iter().filter(|resource| verifies(resource)).map(|it| it.at.says("verifies each rollout")),
    );
    verified.extend(facts.infrastructure().validates.iter().map(|at| at.says("a hook validates the new release")));
    if deploys {
        verified.extend(shown(facts));
    }
    if !verified.is_empty() {
        return Answer::found("a deployed release is verified", verified, "", SEARCHED);
    }
    let probes: Vec<Evidence> = facts.workloads().probes().map(|probe| probe.at.says("a probe of the platform")).collect();
    let waits = facts.infrastructure().rolling.iter().map(|at| at.says("the deployment tool waits for healthy instances"));
    let probes: Vec<Evidence> = probes.into_iter().chain(waits).collect();
    if !deploys
        && probes.is_empty()
        && !declares_a_platform(facts)
        && !facts.workloads().workloads.iter().any(|workload| workload.serves && !workload.at.path.ends_with("Procfile"))
    {
        return Answer::not_applicable("nothing of the deployment is in the repository", SEARCHED);
    }
    Answer::partly("only the platform's probes watch a release", probes, "nothing verifies a deployed release", SEARCHED)
}

/// Infrastructure in code that the service itself runs on.
fn declares_a_platform(facts: &Facts) -> bool {
    const PLATFORMS: &[&str] =
        &["Bicep", "Azure Developer CLI", "Serverless", "Fly", "Render", "Kamal", "Elastic Beanstalk", "CDK", "Nomad"];
    facts.infrastructure().declared.iter().any(|declared| PLATFORMS.contains(&declared.tool))
}

fn deploying(pipeline: &Pipeline) -> bool {
    pipeline.jobs.iter().any(|job| job.step(Does::Deploy).is_some())
}

/// Smoke tests and waits of the pipelines that deploy.
fn verified_by_steps(facts: &Facts) -> Vec<Evidence> {
    let steps = facts.pipelines().steps(Does::Verify).filter(|(pipeline, _, _)| deploying(pipeline));
    steps.map(|(_, _, step)| step.at.says("verifies what was deployed")).collect()
}

/// A delivery pipeline of Cloud Deploy that verifies what it rolls out, a service of ECS that is waited for.
fn verifies(resource: &Resource) -> bool {
    let set = |name: &str| resource.body.anywhere(name).is_some_and(|attribute| attribute.value == "true");
    resource.kind == "google_clouddeploy_delivery_pipeline" && set("verify")
        || resource.kind == "aws_ecs_service" && set("wait_for_steady_state")
}

/// Documented releases that wait until the new one is ready.
fn shown(facts: &Facts) -> Vec<Evidence> {
    let waits = |text: &str| text.contains("helm upgrade") && (text.contains("--wait") || text.contains("--atomic"));
    let each = facts.docs().documents.iter().flat_map(|document| document.commands.iter().map(move |command| (document, command)));
    each.filter(|(_, command)| waits(&command.text))
        .map(|(document, command)| document.at(command.line).says("waits until it is ready"))
        .collect()
}

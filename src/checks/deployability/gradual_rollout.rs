//! Is a release put out gradually or without downtime (rolling strategy, canary, blue-green, --strategy rolling, deployment slots)?

use crate::checks::prelude::*;
use crate::facts::docs::mentions;
use crate::facts::pipelines::Does;
use crate::facts::workloads::Platform;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/gradual-rollout",
        title: "Releases roll out gradually",
        question: "Is a release put out gradually or without downtime (rolling strategy, canary, blue-green, --strategy rolling, deployment slots)?",
        demands: &["N5"],
        weight: 1,
        gate: false,
        why: "A release that reaches everybody at once fails for everybody at once.",
        pass: "Explicitly configured or documented.",
        partial: "Only by the platform's default (a Kubernetes Deployment with no strategy and two or more replicas).",
        fail: "No sign.",
        not_applicable: "Nothing of the deployment is in the repository.",
        found: "Rolling, canary and blue-green settings of workloads and infrastructure, and documents that tell of it. Two or more replicas without a stated strategy are partial: the platform's default then rolls. Not applicable where nothing of the deployment is here.",
        fix: "State the rolling strategy with maxUnavailable 0, and run two replicas.",
    },
    judge,
};

const SEARCHED: &[&str] = &["rolling, canary and blue-green settings", "replicas", "documents on releasing"];

fn judge(facts: &Facts) -> Answer {
    let workloads = || facts.workloads().workloads.iter().filter(|workload| workload.serves && !workload.at.path.ends_with("Procfile"));
    let gradual = workloads()
        .filter_map(|workload| workload.strategy.as_ref())
        .filter(|(kind, _)| !kind.contains("Recreate"))
        .map(|(kind, at)| at.says(format!("rolls out by {kind}")));
    let commands = facts
        .pipelines()
        .all_steps()
        .filter(|(_, _, step)| {
            step.does.contains(&Does::Deploy)
                && ["--strategy rolling", "--strategy canary", "--canary", "blue-green", "bluegreen", "slot", "--no-traffic"]
                    .iter()
                    .any(|word| step.text.contains(word))
        })
        .map(|(_, _, step)| step.at.says("rolls out gradually"));
    let slots = facts
        .infrastructure()
        .resources
        .iter()
        .filter(|resource| {
            resource.kind.contains("_slot")
                || resource.body.anywhere("deployment_minimum_healthy_percent").is_some()
                || resource.kind == "cloudfoundry_app"
                    && resource
                        .body
                        .anywhere("strategy")
                        .is_some_and(|strategy| strategy.value.contains("blue") || strategy.value.contains("rolling"))
        })
        .map(|resource| resource.at.says("rolls out gradually"));
    let own = || facts.docs().in_force();
    let told = own().filter_map(|document| {
        document
            .prose()
            .find(|(_, text)| {
                mentions(
                    text,
                    &[
                        "zero downtime", "zero-downtime", "blue-green", "blue/green", "canary", "rolling deploy", "rolling update",
                        "no downtime",
                    ],
                ) && mentions(text, &["deploy", "release", "rollout"])
                    && text.split_whitespace().count() >= 12
            })
            .map(|(line, _)| document.at(line).says("tells of a gradual rollout"))
    });
    let configured: Vec<Evidence> = gradual.chain(commands).chain(slots).collect();
    let deployed = workloads().next().is_some()
        || facts.pipelines().steps(Does::Deploy).next().is_some_and(|(_, _, step)| !step.text.contains("dispatch"));
    let deployed = deployed || !facts.environments().files.is_empty();
    // What a product's documents tell its users of rollouts is none of this repository's.
    let full: Vec<Evidence> = if deployed { configured.into_iter().chain(told).collect() } else { configured };
    if !full.is_empty() {
        return Answer::found("releases roll out gradually", full, "", SEARCHED);
    }
    if !deployed {
        return Answer::not_applicable("nothing of the deployment is in the repository", SEARCHED);
    }
    let several = workloads()
        .filter(|workload| {
            workload.replicas.is_some_and(|count| count >= 2)
                || matches!(workload.platform, Platform::Paas | Platform::SharedChart | Platform::Ecs)
        })
        .map(|workload| workload.at.says("the platform's default, no strategy stated"));
    // A service of ECS starts new tasks before it ends old ones, unless told otherwise.
    let ecs = facts.infrastructure().of("aws_ecs_service").map(|resource| resource.at.says("the platform's default, no strategy stated"));
    // Platforms that replace instances by their own default; how many there are is told elsewhere.
    let hosted = facts
        .infrastructure()
        .declared
        .iter()
        .filter(|declared| matches!(declared.tool, "Serverless" | "Fly" | "Render" | "Helm" | "Kustomize" | "Hokusai"));
    let hosted = hosted.map(|declared| declared.at.says("the platform's default, no strategy stated"));
    let containers = facts.infrastructure().resources.iter().filter(|resource| {
        ["container_app", "cloud_run", "app_service", "linux_web_app", "kubernetes_deployment", "ecs_task_definition", "cloudfoundry_app"]
            .iter()
            .any(|kind| resource.kind.contains(kind) || resource.kind == "module" && resource.name.contains(kind))
    });
    let containers = containers.map(|resource| resource.at.says("the platform's default, no strategy stated"));
    let several = several
        .chain(hosted)
        .chain(containers)
        .chain(ecs)
        .chain(facts.infrastructure().rolling.iter().map(|at| at.says("the deployment tool's default")));
    Answer::partly("only the platform's default rolls out gradually", several, "no sign of a gradual rollout", SEARCHED)
}

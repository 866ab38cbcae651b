//! Is a release put out gradually or without downtime (rolling strategy, canary, blue-green, --strategy rolling, deployment slots)?

use crate::checks::prelude::*;
use crate::facts::Place;
use crate::facts::docs::mentions;
use crate::facts::environments::Stage;
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
        found: "Rolling, canary and blue-green settings of workloads and infrastructure, commands that deploy step by step (cf push --strategy rolling, rolling-action, slots), and documents that tell of it. Without a stated strategy, two or more replicas are partial, and so are platforms that start the new instances before they end the old ones (NAIS, ECS and Copilot, Cloud Run, Container Apps): their default then rolls. Profiles of a framework are no deployment. Not applicable where nothing of the deployment is here.",
        fix: "State the rolling strategy with maxUnavailable 0, and run two replicas.",
    },
    judge,
};

const SEARCHED: &[&str] = &["rolling, canary and blue-green settings", "replicas", "documents on releasing"];

/// Deploys to platforms that start the new instances before they end the old ones.
const ROLLS: &[&str] =
    &["ecs update-service", "ecs-deploy", "az containerapp", "container-apps-deploy", "rollout restart", "kubectl set image"];

/// Commands that deploy, and the words by which they do so step by step.
const DEPLOYS: &[&str] =
    &["cf push", "cf v3-push", "gcloud run deploy", "gcloud compute instance-groups", "az webapp deployment slot swap"];
const GRADUAL: &[&str] = &[
    "--strategy rolling", "--strategy=rolling", "--strategy canary", "--canary", "blue-green", "bluegreen", "slot", "--no-traffic",
    "rolling-action",
];

fn judge(facts: &Facts) -> Answer {
    let workloads = || facts.workloads().workloads.iter().filter(|workload| workload.serves && !workload.at.path.ends_with("Procfile"));
    let gradual = workloads()
        .filter_map(|workload| workload.strategy.as_ref())
        .filter(|(kind, _)| !kind.contains("Recreate"))
        .map(|(kind, at)| at.says(format!("rolls out by {kind}")));
    let commands = facts
        .pipelines()
        .all_steps()
        .filter(|(_, _, step)| step.does.contains(&Does::Deploy) && GRADUAL.iter().any(|word| step.text.contains(word)))
        .map(|(_, _, step)| step.at.says("rolls out gradually"));
    // `cf push --strategy rolling` in a script or a task, whoever calls it.
    let scripts = facts.tasks().tasks.iter().flat_map(|task| {
        let place = |line: usize| Place::new(&task.at.path, line);
        let rolls = |text: &str| DEPLOYS.iter().any(|tool| text.contains(tool)) && GRADUAL.iter().any(|word| text.contains(word));
        task.commands.iter().filter(move |(_, text)| rolls(text)).map(move |(line, _)| place(*line).says("rolls out gradually"))
    });
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
    let configured: Vec<Evidence> = gradual.chain(commands).chain(scripts).chain(slots).collect();
    let deployed = workloads().next().is_some()
        || facts.pipelines().steps(Does::Deploy).next().is_some_and(|(_, _, step)| !step.text.contains("dispatch"));
    // Profiles of a framework are modes of the program, wherever it runs.
    let environments = facts.environments();
    let profile = |path: &str| environments.profiles.iter().any(|profile| profile.at.path == path);
    let places = environments.files.iter().any(|file| file.stage >= Stage::Staging && !profile(&file.at.path));
    let deployed = deployed || places;
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
                || matches!(workload.platform, Platform::Paas | Platform::SharedChart | Platform::Ecs | Platform::Nais)
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
            .any(|kind| resource.kind.contains(kind) || resource.kind == "module" && resource.name.replace('-', "_").contains(kind))
    });
    let containers = containers.map(|resource| resource.at.says("the platform's default, no strategy stated"));
    let pushed = facts.pipelines().steps(Does::Deploy).filter(|(_, _, step)| ROLLS.iter().any(|command| step.text.contains(command)));
    let pushed = pushed.map(|(_, _, step)| step.at.says("the platform's default, no strategy stated"));
    let several = several
        .chain(pushed)
        .chain(hosted)
        .chain(containers)
        .chain(ecs)
        .chain(facts.infrastructure().rolling.iter().map(|at| at.says("the deployment tool's default")));
    Answer::partly("only the platform's default rolls out gradually", several, "no sign of a gradual rollout", SEARCHED)
}

//! Is the infrastructure that the service runs on defined as code in the repository (Terraform, Pulumi, CloudFormation/CDK, Helm/Kubernetes manifests, Nomad, NAIS, Cloud Foundry manifests, app.json, fly.toml, render.yaml…)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/infrastructure-as-code",
        title: "Infrastructure is defined as code",
        question: "Is the infrastructure that the service runs on defined as code in the repository (Terraform, Pulumi, CloudFormation/CDK, Helm/Kubernetes manifests, Nomad, NAIS, Cloud Foundry manifests, app.json, fly.toml, render.yaml…)?",
        demands: &["R2", "N5"],
        weight: 2,
        gate: false,
        why: "What is written down can be rebuilt by whoever is awake.",
        pass: "Yes.",
        partial: "Only a Dockerfile, a Procfile or a compose file that is for production.",
        fail: "No.",
        not_applicable: "",
        found: "Terraform, CloudFormation, Azure Resource Manager, Helm, Kubernetes, Kustomize, NAIS, Cloud Foundry and other definitions in the repository. A Dockerfile, a Procfile or a compose file alone is partial. Definitions in other repositories cannot be seen.",
        fix: "Bring the manifests of the service into its repository, beside the code.",
    },
    judge,
};

const SEARCHED: &[&str] =
    &["Terraform, CloudFormation, Pulumi, CDK", "Helm, Kubernetes, Kustomize, NAIS, Cloud Foundry", "Dockerfile, Procfile, compose"];

fn judge(facts: &Facts) -> Answer {
    let declared = facts.infrastructure().declared.iter().map(|declared| declared.at.says(format!("{} definitions", declared.tool)));
    let workloads = facts
        .workloads()
        .workloads
        .iter()
        .filter(|workload| !workload.at.path.ends_with("Procfile") && !is_aside(&workload.at.path))
        .map(|workload| workload.at.says(format!("defines {}", workload.name)));
    let full: Vec<Evidence> = declared.filter(|evidence| !is_aside(&evidence.at.path)).chain(workloads).collect();
    if !full.is_empty() {
        return Answer::found("infrastructure is defined as code", full, "", SEARCHED);
    }
    let images = facts
        .containers()
        .dockerfiles
        .iter()
        .filter(|file| !file.development || facts.containers().dockerfiles.len() == 1)
        .map(|file| Place::new(&file.path, 0).says("builds an image"));
    let rest = facts.workloads().workloads.iter().map(|workload| workload.at.says("says what runs"));
    let composes = facts
        .containers()
        .composes
        .iter()
        .filter(|compose| compose.path.contains("prod"))
        .map(|compose| Place::new(&compose.path, 0).says("a compose file for production"));
    Answer::partly(
        "only a Dockerfile, a Procfile or a compose file",
        images.chain(rest).chain(composes),
        "no infrastructure is defined here",
        SEARCHED,
    )
}

/// Definitions for tests, load tests and examples are not what the service runs on.
fn is_aside(path: &str) -> bool {
    ["test", "example", "loadtest", "benchmark", ".github/", "dev/", "local"].iter().any(|word| path.to_lowercase().contains(word))
}

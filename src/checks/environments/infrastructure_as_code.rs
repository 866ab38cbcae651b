//! Is the infrastructure that the service runs on defined as code in the repository (Terraform, Pulumi, CloudFormation/CDK, Helm/Kubernetes manifests, Nomad, NAIS, Cloud Foundry manifests, app.json, fly.toml, render.yaml…)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/infrastructure-as-code",
        title: "Infrastructure as code",
        question: "Is the infrastructure that the service runs on defined as code in the repository (Terraform, Pulumi, CloudFormation/CDK, Helm/Kubernetes manifests, Nomad, NAIS, Cloud Foundry manifests, app.json, fly.toml, render.yaml…)?",
        demands: &["R2"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "only a Dockerfile, a Procfile or a compose file that is for production",
        fail: "no",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

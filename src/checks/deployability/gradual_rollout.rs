//! Is a release put out gradually or without downtime (rolling strategy, canary, blue-green, --strategy rolling, deployment slots)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/gradual-rollout",
        title: "Gradual rollout",
        question: "Is a release put out gradually or without downtime (rolling strategy, canary, blue-green, --strategy rolling, deployment slots)?",
        demands: &["N5"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "explicitly configured or documented",
        partial: "only by the platform's default (a Kubernetes Deployment with no strategy and two or more replicas)",
        fail: "no sign",
        not_applicable: "nothing of the deployment is in the repository",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

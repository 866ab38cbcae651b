//! Is a deployed release verified (smoke test, health check wait, rollout status, synthetic test) by the pipeline after it is deployed?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/post-deploy-check",
        title: "Post deploy check",
        question: "Is a deployed release verified (smoke test, health check wait, rollout status, synthetic test) by the pipeline after it is deployed?",
        demands: &["N5"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "only by readiness probes of the platform",
        fail: "no",
        not_applicable: "nothing of the deployment is in the repository",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

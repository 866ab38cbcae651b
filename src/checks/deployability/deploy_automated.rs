//! Does something in the repository deploy the service without manual steps: a pipeline job that deploys or hands the artifact to a CD system, or a GitOps definition?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/deploy-automated",
        title: "Deploy automated",
        question: "Does something in the repository deploy the service without manual steps: a pipeline job that deploys or hands the artifact to a CD system, or a GitOps definition?",
        demands: &["N5"],
        weight: 1,
        gate: true,
        why: "WRITE",
        pass: "a deploy to an environment",
        partial: "only an image or a package is published, or there is a deploy script that people run by hand",
        fail: "neither",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

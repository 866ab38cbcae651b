//! Can the service be started locally together with what it depends on by something in the repository (compose, devcontainer, Tilt, Skaffold, Nix, minikube script, a foreman file plus a set-up script)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/local-environment",
        title: "Local environment",
        question: "Can the service be started locally together with what it depends on by something in the repository (compose, devcontainer, Tilt, Skaffold, Nix, minikube script, a foreman file plus a set-up script)?",
        demands: &["R2"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes, with its dependencies",
        partial: "the service alone, or its dependencies alone",
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

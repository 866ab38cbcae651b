//! Are two or more deployed environments (such as dev, staging, production) declared as configuration in the repository: values files, overlays, terraform workspaces or folders, app settings, manifests, environment sections of a CD pipeline?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/environments-declared",
        title: "Environments declared",
        question: "Are two or more deployed environments (such as dev, staging, production) declared as configuration in the repository: values files, overlays, terraform workspaces or folders, app settings, manifests, environment sections of a CD pipeline?",
        demands: &["R2"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "two or more",
        partial: "one, or only application profiles (e.g. Rails config/environments, Spring profiles) without a deployed test environment",
        fail: "none",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

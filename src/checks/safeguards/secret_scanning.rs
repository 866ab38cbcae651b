//! Is secret scanning configured (gitleaks, trufflehog, detect-secrets, git-secrets, ggshield, pre-commit detect-private-key…)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/secret-scanning",
        title: "Secret scanning",
        question: "Is secret scanning configured (gitleaks, trufflehog, detect-secrets, git-secrets, ggshield, pre-commit detect-private-key…)?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "in a pre-commit configuration that CI does not run",
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

//! Is secret scanning configured (gitleaks, trufflehog, detect-secrets, git-secrets, ggshield, pre-commit detect-private-key…)?

use crate::checks::prelude::*;
use crate::facts::pipelines::Does;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/secret-scanning",
        title: "Committed secrets are scanned for",
        question: "Is secret scanning configured (gitleaks, trufflehog, detect-secrets, git-secrets, ggshield, pre-commit detect-private-key…)?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "A leaked key is an incident that starts long before the page.",
        pass: "Yes.",
        partial: "In a pre-commit configuration that CI does not run.",
        fail: "No.",
        not_applicable: "",
        found: "Secret scanners in pipelines, in their own configuration files, and as pre-commit hooks (partial when CI does not run them). Scanning that a forge does by itself cannot be seen.",
        fix: "Add a gitleaks step to CI, with the findings of today in its baseline.",
    },
    judge,
};

const SEARCHED: &[&str] = &["gitleaks, trufflehog, detect-secrets, ggshield, git-secrets", "pre-commit hooks"];

fn judge(facts: &Facts) -> Answer {
    let pipelines = facts.pipelines();
    let scans: Vec<Evidence> = pipelines.steps(Does::SecretScan).map(|(_, _, step)| step.at.says("scans for secrets")).collect();
    let (hooks, files): (Vec<_>, Vec<_>) = facts.secrets().scanners.iter().partition(|(_, hook)| *hook);
    let runs_hooks = pipelines.all_steps().any(|(_, _, step)| step.text.contains("pre-commit"));
    let configured = files.iter().map(|(at, _)| at.says("configures a secret scanner"));
    let in_ci = hooks.iter().filter(|_| runs_hooks).map(|(at, _)| at.says("a hook that CI runs"));
    let full: Vec<Evidence> = scans.into_iter().chain(configured).chain(in_ci).collect();
    if !full.is_empty() {
        return Answer::found("committed secrets are scanned for", full, "", SEARCHED);
    }
    Answer::partly(
        "only a pre-commit hook scans for secrets",
        hooks.iter().map(|(at, _)| at.says("a hook that CI does not run")),
        "no secret scanner",
        SEARCHED,
    )
}

//! Are dependencies locked to exact versions for each package manager that the service uses (lock file, or fully pinned list; go.sum counts; Gradle/Maven: exact versions without ranges count)?

use crate::checks::prelude::*;
use crate::facts::packages::Manifest;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/dependencies-locked",
        title: "Dependencies are locked to exact versions",
        question: "Are dependencies locked to exact versions for each package manager that the service uses (lock file, or fully pinned list; go.sum counts; Gradle/Maven: exact versions without ranges count)?",
        demands: &["R2"],
        weight: 2,
        gate: false,
        why: "If today's build is not yesterday's, the rollback is not what ran before.",
        pass: "For all.",
        partial: "For some.",
        fail: "For none.",
        not_applicable: "No dependencies.",
        found: "Each manifest is held against a lock file in its folder or above; go.sum counts, and so do lists and Maven, Gradle and NuGet files in which every version is exact (a version that a parent or platform gives counts as exact). Manifests of tests and examples do not count.",
        fix: "Commit the lock file of the package manager that the evidence names, and let CI install from it.",
    },
    judge,
};

const SEARCHED: &[&str] = &["lock files", "fully pinned lists"];

fn judge(facts: &Facts) -> Answer {
    let manifests = &facts.packages().manifests;
    let (locked, open): (Vec<&Manifest>, Vec<&Manifest>) = manifests.iter().partition(|manifest| manifest.locked_by.is_some());
    let locks = locked.iter().map(|manifest| {
        Place::new(manifest.locked_by.as_deref().unwrap_or(&manifest.at.path), 0).says(format!("locks {}", manifest.at.path))
    });
    let gaps = open.iter().map(|manifest| manifest.at.says("nothing locks its versions"));
    // A stray tool's manifest does not undo the main ones.
    let missing: usize = open.iter().map(|manifest| manifest.declared).sum();
    let all: usize = manifests.iter().map(|manifest| manifest.declared).sum();
    match (manifests.is_empty(), missing) {
        (true, _) => Answer::not_applicable("no dependencies are declared", SEARCHED),
        (_, missing) if missing * 10 <= all => Answer::found("dependencies are locked", locks.chain(gaps), "", SEARCHED),
        _ => Answer::partly(
            format!("{} of {} manifests are not locked", open.len(), manifests.len()),
            if locked.is_empty() { Vec::new() } else { locks.chain(gaps.clone()).collect() },
            "nothing locks the dependencies",
            SEARCHED,
        ),
    }
}

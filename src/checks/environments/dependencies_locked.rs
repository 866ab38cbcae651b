//! Are dependencies locked to exact versions for each package manager that the service uses (lock file, or fully pinned list; go.sum counts; Gradle/Maven: exact versions without ranges count)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/dependencies-locked",
        title: "Dependencies locked",
        question: "Are dependencies locked to exact versions for each package manager that the service uses (lock file, or fully pinned list; go.sum counts; Gradle/Maven: exact versions without ranges count)?",
        demands: &["R2"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "for all",
        partial: "for some",
        fail: "for none",
        not_applicable: "no dependencies",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

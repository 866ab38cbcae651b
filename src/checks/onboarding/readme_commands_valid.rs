//! Do the commands shown in README and the set-up documents that name something of the repository (make targets, npm scripts, rake/mix/gradle tasks, script paths, compose files) name something that exists?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/readme-commands-valid",
        title: "Readme commands valid",
        question: "Do the commands shown in README and the set-up documents that name something of the repository (make targets, npm scripts, rake/mix/gradle tasks, script paths, compose files) name something that exists?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "all do",
        partial: "one does not",
        fail: "two or more do not",
        not_applicable: "no such commands are shown",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

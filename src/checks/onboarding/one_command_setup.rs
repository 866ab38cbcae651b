//! Does one command (after cloning, language runtime and Docker given) set the project up for development or bring it up (make bootstrap, bin/setup, script/setup, docker compose up, npm install && … counts only where a single documented command does all)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/one-command-setup",
        title: "One command setup",
        question: "Does one command (after cloning, language runtime and Docker given) set the project up for development or bring it up (make bootstrap, bin/setup, script/setup, docker compose up, npm install && … counts only where a single documented command does all)?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "one documented command",
        partial: "two to four documented commands",
        fail: "more, or not documented",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

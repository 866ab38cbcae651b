//! Are the settings or environment variables that the service needs listed in one place (an example env file, a documented table, a config schema or sample with all keys)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/config-documented",
        title: "Config documented",
        question: "Are the settings or environment variables that the service needs listed in one place (an example env file, a documented table, a config schema or sample with all keys)?",
        demands: &["R2"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes, most of them",
        partial: "some",
        fail: "no",
        not_applicable: "it needs none",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

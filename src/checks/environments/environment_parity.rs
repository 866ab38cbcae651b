//! Take the configuration of production and of the deployed environment nearest to it. Are the same keys set in both (values may differ)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/environment-parity",
        title: "Environment parity",
        question: "Take the configuration of production and of the deployed environment nearest to it. Are the same keys set in both (values may differ)?",
        demands: &["R2"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "at most 10 % of the keys of their union are set in only one",
        partial: "10 % to 30 %",
        fail: "over 30 %",
        not_applicable: "fewer than two deployed environments are declared as comparable files",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

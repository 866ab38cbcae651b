//! Does the repository tell how to make a change (CONTRIBUTING, a development guide, a pull request template with a checklist)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/contributing-guide",
        title: "Contributing guide",
        question: "Does the repository tell how to make a change (CONTRIBUTING, a development guide, a pull request template with a checklist)?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "a guide",
        partial: "only a pull request template or a short paragraph",
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

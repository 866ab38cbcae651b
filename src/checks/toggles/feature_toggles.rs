//! Can a feature be switched off without a deploy or by configuration (a feature-flag SDK, Flipper/Unleash/LaunchDarkly/waffle…, home-grown flags by settings)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "toggles/feature-toggles",
        title: "Feature toggles",
        question: "Can a feature be switched off without a deploy or by configuration (a feature-flag SDK, Flipper/Unleash/LaunchDarkly/waffle…, home-grown flags by settings)?",
        demands: &["N8"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "a mechanism with flags in use",
        partial: "a few on/off settings only",
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

//! Are service level objectives or indicators stated (OpenSLO, Sloth, Pyrra, documented targets for availability or latency)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/service-levels",
        title: "Service levels",
        question: "Are service level objectives or indicators stated (OpenSLO, Sloth, Pyrra, documented targets for availability or latency)?",
        demands: &["N7"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "stated with numbers",
        partial: "mentioned, or a service tier only",
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

//! Can a machine ask whether the service is healthy (health/ready/live endpoint, platform probe, gRPC health)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/health-endpoint",
        title: "Health endpoint",
        question: "Can a machine ask whether the service is healthy (health/ready/live endpoint, platform probe, gRPC health)?",
        demands: &["N7"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes, in the main services",
        partial: "some of the services; or only a TCP or process check",
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

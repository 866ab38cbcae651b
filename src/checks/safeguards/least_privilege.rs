//! Do the service's containers or workloads run without root or needless privileges (USER in Dockerfile, runAsNonRoot, distroless nonroot, platform that enforces it by a manifest)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/least-privilege",
        title: "Least privilege",
        question: "Do the service's containers or workloads run without root or needless privileges (USER in Dockerfile, runAsNonRoot, distroless nonroot, platform that enforces it by a manifest)?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes, the main ones",
        partial: "some",
        fail: "as root",
        not_applicable: "no container or workload is defined here",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

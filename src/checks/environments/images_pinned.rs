//! Are the container images that the service is built from or runs with (Dockerfile FROM, compose, manifests) pinned to a version tag or digest?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/images-pinned",
        title: "Images pinned",
        question: "Are the container images that the service is built from or runs with (Dockerfile FROM, compose, manifests) pinned to a version tag or digest?",
        demands: &["R2"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "all (ARG-given tags with a pinned default count)",
        partial: "most",
        fail: "the main ones are untagged or :latest",
        not_applicable: "no container image is named",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

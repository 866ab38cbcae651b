//! Is the language runtime or toolchain version pinned where a person and CI would both pick it up (.tool-versions, .nvmrc, .python-version, .ruby-version, rust-toolchain, go.mod's go line, global.json, Gradle toolchain, engines, a base image with its version)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/toolchain-pinned",
        title: "Toolchain pinned",
        question: "Is the language runtime or toolchain version pinned where a person and CI would both pick it up (.tool-versions, .nvmrc, .python-version, .ruby-version, rust-toolchain, go.mod's go line, global.json, Gradle toolchain, engines, a base image with its version)?",
        demands: &["R2"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "for the main language(s)",
        partial: "only some of them, or only in CI's file",
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

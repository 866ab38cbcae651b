//! Are operational tasks automated as commands in the repository (admin CLI, rake/manage/mix tasks, ops scripts: replay, backfill, purge, rotate, scale…)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/ops-automation",
        title: "Ops automation",
        question: "Are operational tasks automated as commands in the repository (admin CLI, rake/manage/mix tasks, ops scripts: replay, backfill, purge, rotate, scale…)?",
        demands: &["N13"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes, several",
        partial: "one or two",
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

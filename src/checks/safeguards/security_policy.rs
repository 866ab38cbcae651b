//! Does the repository say how to report a vulnerability (SECURITY.md, security.txt, a section)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/security-policy",
        title: "Security policy",
        question: "Does the repository say how to report a vulnerability (SECURITY.md, security.txt, a section)?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "only a link or one sentence",
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

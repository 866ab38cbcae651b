//! Do relative links in the repository's Markdown documents (not vendored ones) resolve to files that exist?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/doc-links-valid",
        title: "Doc links valid",
        question: "Do relative links in the repository's Markdown documents (not vendored ones) resolve to files that exist?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "all, or all but under 2 %",
        partial: "2 % to 10 % are broken",
        fail: "over 10 % are broken",
        not_applicable: "no relative links",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

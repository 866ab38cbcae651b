//! Which share of the commits are reverts and hotfixes?

use crate::checks::prelude::*;
use crate::checks::shares::{Bars, answer, commits, share};

pub const CHECK: Builtin = Builtin {
    settings: &[BAR],
    meta: Meta {
        id: "capacity/firefighting",
        title: "Little of the work is firefighting",
        question: "Which share of the commits are reverts and hotfixes?",
        demands: &["N4", "N11"],
        weight: 1,
        gate: false,
        why: "A team that puts out fires all day has no time to stop them.",
        pass: "At most 3 % are reverts and hotfixes.",
        partial: "Up to 8 %.",
        fail: "More.",
        not_applicable: "",
        found: "The window is a year back from the judged commit (`--since` changes it), never from today. Bots are recognised by name and address and left out, merges are skipped. Reverts and subjects that name a hotfix, an emergency or a rollback are counted. Squash merges hide single commits, pairs show as one, and imported history and monorepos distort it. No person is named.",
        fix: "Take the last revert, and write down what would have stopped it before the merge.",
    },
    judge,
};

/// The share that still passes.
const BAR: Setting =
    Setting { check: "capacity/firefighting", name: "share", default: 0.03, meaning: "the share (0 to 1) up to which it passes" };

fn judge(facts: &Facts) -> Answer {
    let work = match commits(facts, None) {
        Ok(work) => work,
        Err(unknown) => return unknown,
    };
    let found = share(&work, |commit| {
        commit.reverts || commit.says(&["hotfix", "hot fix", "emergency", "urgent", "rollback", "roll back", "prod fix", "production fix"])
    });
    answer(facts, &work, found, &Bars::AtMost(facts.setting(&BAR), 0.08), "of the commits are reverts and hotfixes")
}

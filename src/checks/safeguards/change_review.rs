//! Are changes reviewed before they reach the main branch?

use crate::checks::prelude::*;
use crate::checks::shares::{Bars, answer, commits, share};

pub const CHECK: Builtin = Builtin {
    settings: &[BAR],
    meta: Meta {
        id: "safeguards/change-review",
        title: "Changes are reviewed before they land",
        question: "Are changes reviewed before they reach the main branch?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "A second pair of eyes is the cheapest safeguard there is.",
        pass: "At least 70 % of the changes came by a reviewed request.",
        partial: "30 % to 70 %.",
        fail: "Less.",
        not_applicable: "",
        found: "The window is a year back from the judged commit (`--since` changes it), never from today. Bots are recognised by name and address and left out, merges are skipped. Commits that came by a pull or merge request show it by their words (#123, \"See merge request\", a reviewer) or by a merge that brought them; branch rules of a forge cannot be seen. Where every change lands by merge commits, the merges are counted. Squash merges hide single commits, pairs show as one, and imported history and monorepos distort it. No person is named.",
        fix: "Protect the main branch: one review, and the tests green.",
    },
    judge,
};

/// The share that still passes.
const BAR: Setting =
    Setting { check: "safeguards/change-review", name: "share", default: 0.7, meaning: "the share (0 to 1) from which it passes" };

fn judge(facts: &Facts) -> Answer {
    let work = match commits(facts, None) {
        Ok(work) => work,
        Err(unknown) => return unknown,
    };
    let merges = facts.history().commits.iter().filter(|commit| commit.merge && commit.reviewed).count();
    let (marked, counted) = share(&work, |commit| commit.reviewed);
    // A merged request brings several commits: three on average are taken for each merge.
    let found = (marked.max((merges as f64 * 3.0 / work.len() as f64).min(1.0)), counted);
    answer(facts, &work, found, &Bars::AtLeast(facts.setting(&BAR), 0.3), "of the changes came by a reviewed request")
}

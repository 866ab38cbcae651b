//! Are changes reviewed before they reach the main branch?

use crate::checks::prelude::*;
use crate::facts::history::Commit;

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

const SEARCHED: &[&str] = &["commits of the window"];

fn judge(facts: &Facts) -> Answer {
    let history = facts.history();
    if let Some(reason) = &history.missing {
        return Answer::unknown(format!("no history: {reason}"), SEARCHED);
    }
    let work: Vec<&Commit> = history.work().collect();
    if work.len() < 20 {
        return Answer::unknown(format!("only {} commits of people in the window", work.len()), SEARCHED);
    }
    let merges = history.commits.iter().filter(|commit| commit.merge && commit.reviewed).count();
    let counted: Vec<&Commit> = work.iter().copied().filter(|commit| commit.reviewed).collect();
    // A merged request brings several commits: with merges in use, one in five is many.
    let share = (counted.len() as f64 / work.len() as f64).max((merges as f64 * 3.0 / work.len() as f64).min(1.0));
    let state = format!("{:.0} % of the changes came by a reviewed request", share * 100.0);
    let evidence = facts.place_of(counted.into_iter()).says(format!("{state}, of {} commits", work.len()));
    let answer = match share {
        share if share >= facts.setting(&BAR) => Answer::pass(state, evidence, []),
        share if share >= 0.3 => Answer::partial(state, evidence, []),
        _ => Answer::fail(state, SEARCHED, [evidence]),
    };
    answer.measured(share)
}

//! Which share of the commits are reverts and hotfixes?

use crate::checks::prelude::*;
use crate::facts::history::Commit;

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
    let counted: Vec<&Commit> = work
        .iter()
        .copied()
        .filter(|commit| {
            commit.reverts
                || commit.says(&["hotfix", "hot fix", "emergency", "urgent", "rollback", "roll back", "prod fix", "production fix"])
        })
        .collect();
    let share = counted.len() as f64 / work.len() as f64;
    let state = format!("{:.0} % of the commits are reverts and hotfixes", share * 100.0);
    let evidence = facts.place_of(counted.into_iter()).says(format!("{state}, of {} commits", work.len()));
    let answer = match share {
        share if share <= facts.setting(&BAR) => Answer::pass(state, evidence, []),
        share if share <= 0.08 => Answer::partial(state, evidence, []),
        _ => Answer::fail(state, SEARCHED, [evidence]),
    };
    answer.measured(share)
}

//! Which share of the commits mends crashes, and how does it move?

use crate::checks::prelude::*;
use crate::facts::history::Commit;

const CRASHES: &[&str] = &[
    "null pointer", "npe", "nullpointer", "null ref", "nullref", "exception", "nil pointer", "undefined is not", "cannot read prop",
    "nonetype", "keyerror", "indexerror", "segfault", "sigsegv", "panic", "crash", "unhandled", "uncaught", "stack overflow", "oom",
    "out of memory", "deadlock", "race condition", "500 error",
];

pub const CHECK: Builtin = Builtin {
    settings: &[BAR],
    meta: Meta {
        id: "robustness/crash-fix-share",
        title: "Few changes mend crashes",
        question: "Which share of the commits mends crashes, and how does it move?",
        demands: &["R4"],
        weight: 1,
        gate: false,
        why: "If testing still trips over null pointers, so will the night.",
        pass: "At most 2 % of the commits mend crashes.",
        partial: "Up to 6 %.",
        fail: "More.",
        not_applicable: "",
        found: "The window is a year back from the judged commit (`--since` changes it), never from today. Bots are recognised by name and address and left out, merges are skipped. Subjects that name a crash (null pointer, panic, unhandled, segfault, out of memory …) are counted. Squash merges hide single commits, pairs show as one, and imported history and monorepos distort it. No person is named.",
        fix: "Look at the last three such fixes: what would have caught them before?",
    },
    judge,
};

/// The share that still passes.
const BAR: Setting =
    Setting { check: "robustness/crash-fix-share", name: "share", default: 0.02, meaning: "the share (0 to 1) up to which it passes" };

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
    let counted: Vec<&Commit> = work.iter().copied().filter(|commit| commit.says(CRASHES)).collect();
    let share = counted.len() as f64 / work.len() as f64;
    let state = format!("{:.0} % of the commits mend crashes", share * 100.0);
    let evidence = facts.place_of(counted.into_iter()).says(format!("{state}, of {} commits", work.len()));
    let answer = match share {
        share if share <= facts.setting(&BAR) => Answer::pass(state, evidence, []),
        share if share <= 0.06 => Answer::partial(state, evidence, []),
        _ => Answer::fail(state, SEARCHED, [evidence]),
    };
    answer.measured(share)
}

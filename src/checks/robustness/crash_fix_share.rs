//! Which share of the commits mends crashes, and how does it move?

use crate::checks::prelude::*;
use crate::checks::shares::{Bars, answer, commits, share};

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

fn judge(facts: &Facts) -> Answer {
    let work = match commits(facts, None) {
        Ok(work) => work,
        Err(unknown) => return unknown,
    };
    let found = share(&work, |commit| commit.says(CRASHES));
    answer(facts, &work, found, &Bars::AtMost(facts.setting(&BAR), 0.06), "of the commits mend crashes")
}

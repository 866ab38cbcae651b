//! Which share of the commits is made outside working hours?

use crate::checks::prelude::*;
use crate::checks::shares::{Bars, SEARCHED, answer, commits, share};

pub const CHECK: Builtin = Builtin {
    settings: &[BAR],
    meta: Meta {
        id: "capacity/out-of-hours",
        title: "Work is done in working hours",
        question: "Which share of the commits is made outside working hours?",
        demands: &["N11", "N4"],
        weight: 1,
        gate: false,
        why: "On call is no substitute for quality: nights of work before the nights on call are a warning.",
        pass: "At most 10 %.",
        partial: "Up to 25 %.",
        fail: "More.",
        not_applicable: "",
        found: "The window is a year back from the judged commit (`--since` changes it), never from today. Bots are recognised by name and address and left out, merges are skipped. Each author's own local hour is used: before 7, after 20, Saturday and Sunday are out of hours. Where every commit carries the offset +00:00 the hours cannot be trusted, and the answer is unknown. Squash merges hide single commits, pairs show as one, and imported history and monorepos distort it. No person is named.",
        fix: "Ask the team which of these hours were a choice.",
    },
    judge,
};

/// The share that still passes.
const BAR: Setting =
    Setting { check: "capacity/out-of-hours", name: "share", default: 0.1, meaning: "the share (0 to 1) up to which it passes" };

fn judge(facts: &Facts) -> Answer {
    let work = match commits(facts, None) {
        Ok(work) => work,
        Err(unknown) => return unknown,
    };
    if work.iter().all(|commit| commit.offset == 0) {
        return Answer::unknown("all commits carry the offset +00:00: local hours are not known", SEARCHED);
    }
    let found = share(&work, |commit| commit.weekend || commit.hour < 7 || commit.hour >= 20);
    answer(facts, &work, found, &Bars::AtMost(facts.setting(&BAR), 0.25), "of the commits are made out of hours")
}

//! Are the tests in use rather than switched off (skip, ignore, xit, @Disabled, t.Skip without a condition…)? Conditional skips (by platform, by missing tool) do not count as disabled.

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/disabled-tests",
        title: "Disabled tests",
        question: "Are the tests in use rather than switched off (skip, ignore, xit, @Disabled, t.Skip without a condition…)? Conditional skips (by platform, by missing tool) do not count as disabled.",
        demands: &["R1", "N6"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "under 1 % of test cases are disabled",
        partial: "1 % to 5 %",
        fail: "over 5 %",
        not_applicable: "no tests",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Do the tests grow with the code?

use crate::checks::prelude::*;
use crate::facts::history::{Commit, DAY};
use crate::snapshot::Role;

pub const CHECK: Builtin = Builtin {
    settings: &[BAR],
    meta: Meta {
        id: "testability/test-trend",
        title: "The tests grow with the code",
        question: "Do the tests grow with the code?",
        demands: &["R1", "N6"],
        weight: 1,
        gate: false,
        why: "A suite that was good and no longer grows with the code covers a little less of what pages you each month.",
        pass: "A quarter of a line of tests for each line of code in the newer half of the window, and no fall by half.",
        partial: "A tenth, or a fall by more than half.",
        fail: "Less than a tenth.",
        not_applicable: "Most tests stand inside the source files, as in Rust.",
        found: "Changed lines of test files against changed lines of production code, without merges and bots, in the newer half of the window against the older half. The bars (0.25, 0.1, a fall by half) are our own judgement; that tests and code ought to be read together over time is from Zaidman and others, \"Studying the co-evolution of production and test code\" (2011). Under 300 changed lines of code in a half say nothing. Squash merges are no matter here; imported history, moved folders and monorepos distort it. No person is named.",
        fix: "Ask of each change which test would have caught its absence, and land that test with it.",
    },
    judge,
};

/// The ratio that still passes.
const BAR: Setting = Setting {
    check: "testability/test-trend",
    name: "ratio",
    default: 0.25,
    meaning: "changed lines of tests for each of code from which it passes",
};

const SEARCHED: &[&str] = &["changed lines of tests and of code in the window"];
/// Fewer changed lines of code in a half of the window say nothing.
const MINIMUM: usize = 300;

fn judge(facts: &Facts) -> Answer {
    let history = facts.history();
    if let Some(reason) = &history.missing {
        return Answer::unknown(format!("no history: {reason}"), SEARCHED);
    }
    if facts.tests().mostly_inside_source() {
        return Answer::not_applicable("the tests stand inside the source files, where their lines are not told apart", SEARCHED);
    }
    let middle = history.end - i64::from(history.days) * DAY / 2;
    let newer = Lines::of(history.work().filter(|commit| commit.time >= middle));
    let older = Lines::of(history.work().filter(|commit| commit.time < middle));
    if newer.code < MINIMUM || older.code < MINIMUM {
        return Answer::unknown("too few changed lines of code to tell", SEARCHED);
    }
    let (now, before) = (newer.ratio(), older.ratio());
    let state = format!("{now:.2} lines of tests for each line of code, {before:.2} before");
    let evidence =
        facts.place_of(history.work().filter(|commit| commit.time >= middle)).says(format!("{} lines of code changed", newer.code));
    let fell = now < before / 2.0;
    let answer = if now >= facts.setting(&BAR) && !fell {
        Answer::pass(state, evidence, [])
    } else if now >= 0.1 {
        Answer::partial(state, evidence, [])
    } else {
        Answer::fail(state, SEARCHED, [evidence])
    };
    answer.measured(now)
}

/// Changed lines of production code and of tests.
#[derive(Default)]
struct Lines {
    code: usize,
    tests: usize,
}

impl Lines {
    fn of<'a>(commits: impl Iterator<Item = &'a Commit>) -> Lines {
        let mut lines = Lines::default();
        for change in commits.flat_map(|commit| &commit.changes) {
            match change.role {
                Role::Source => lines.code += change.lines,
                Role::Test => lines.tests += change.lines,
                _ => {}
            }
        }
        lines
    }

    fn ratio(&self) -> f64 {
        self.tests as f64 / self.code as f64
    }
}

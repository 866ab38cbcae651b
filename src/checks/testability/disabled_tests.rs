//! Are the tests in use rather than switched off (skip, ignore, xit, @Disabled, t.Skip without a condition…)? Conditional skips (by platform, by missing tool) do not count as disabled.

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/disabled-tests",
        title: "Tests are in use, not switched off",
        question: "Are the tests in use rather than switched off (skip, ignore, xit, @Disabled, t.Skip without a condition…)? Conditional skips (by platform, by missing tool) do not count as disabled.",
        demands: &["R1"],
        weight: 1,
        gate: false,
        why: "A test that is switched off is a defect that somebody knows and you do not.",
        pass: "Under 1 % of test cases are disabled.",
        partial: "1 % to 5 %.",
        fail: "Over 5 %.",
        not_applicable: "No tests.",
        found: "Skips without a condition are counted against all test cases, by the syntax of each runner; a skipped class or group counts all its cases. Skips by platform, environment or missing tool do not count.",
        fix: "Mend or delete the oldest skipped test.",
    },
    judge,
};

const SEARCHED: &[&str] = &["skip, ignore, xit, @Disabled, t.Skip without a condition"];

fn judge(facts: &Facts) -> Answer {
    let tests = facts.tests();
    let count = tests.cases();
    if count == 0 {
        return Answer::not_applicable("no tests", SEARCHED);
    }
    let off: Vec<Evidence> = tests
        .files()
        .flat_map(|file| {
            file.cases.disabled.iter().map(|(line, cases)| Place::new(&file.path, *line as usize).says(format!("{cases} switched off")))
        })
        .collect();
    let disabled: usize = tests.files().flat_map(|file| file.cases.disabled.iter().map(|(_, cases)| *cases)).sum();
    let share = disabled as f64 / count as f64;
    let state = format!("{disabled} of {count} test cases are switched off");
    let answer = match off.split_first() {
        Some((first, rest)) if (0.01..=0.05).contains(&share) => Answer::partial(state, first.clone(), rest.iter().cloned()),
        Some(_) if share > 0.05 => Answer::fail(state, SEARCHED, off),
        Some((first, rest)) => Answer::pass(state, first.clone(), rest.iter().cloned()),
        None => Answer::found(
            format!("none of {count} test cases is switched off"),
            tests.largest().iter().take(3).map(|file| Place::new(&file.path, 0).says("no test is switched off")),
            state,
            SEARCHED,
        ),
    };
    answer.measured(share)
}

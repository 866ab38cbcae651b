//! Are the tests free of signs of flakiness: fixed sleeps, reruns, retries?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/flaky-test-signs",
        title: "Tests show no signs of flakiness",
        question: "Are the tests free of signs of flakiness: fixed sleeps, reruns, retries?",
        demands: &["R1", "N6"],
        weight: 1,
        gate: false,
        why: "A suite that fails by chance teaches everybody to ignore it, and so does the alert that it resembles.",
        pass: "Under one sign in a hundred test cases.",
        partial: "One to five in a hundred.",
        fail: "More.",
        not_applicable: "No tests.",
        found: "Fixed sleeps, reruns and retries in test code, against the number of test cases: under one in a hundred passes, up to five in a hundred is partial. Waiting for a condition is no sleep.",
        fix: "Replace the sleep that the evidence names by waiting for the condition that it hopes for.",
    },
    judge,
};

const SEARCHED: &[&str] = &["sleeps in tests", "reruns and retries"];

fn judge(facts: &Facts) -> Answer {
    let tests = facts.tests();
    let count = tests.cases();
    if count == 0 {
        return Answer::not_applicable("no tests", SEARCHED);
    }
    let at = |path: &str, line: u32| Place::new(path, line as usize);
    let signs: Vec<Evidence> = tests
        .files()
        .flat_map(|file| {
            file.cases
                .sleeps
                .iter()
                .map(move |line| at(&file.path, *line).says("a fixed sleep"))
                .chain(file.cases.retries.iter().map(move |line| at(&file.path, *line).says("a rerun or retry")))
        })
        .collect();
    let share = signs.len() as f64 / count as f64;
    let state = format!("{} sleeps or retries in {count} test cases", signs.len());
    let answer = match signs.split_first() {
        None => Answer::found(
            format!("no sleeps or retries in {count} test cases"),
            tests.largest().iter().take(1).map(|file| Place::new(&file.path, 0).says("no fixed sleep")),
            "",
            SEARCHED,
        ),
        Some((first, rest)) if share < 0.01 => Answer::pass(state, first.clone(), rest.iter().cloned()),
        Some((first, rest)) if share <= 0.05 => Answer::partial(state, first.clone(), rest.iter().cloned()),
        Some(_) => Answer::fail(state, SEARCHED, signs),
    };
    answer.measured(share)
}

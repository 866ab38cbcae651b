//! Are there automated tests that a standard runner runs?

use crate::checks::prelude::*;
use crate::facts::code::TestFile;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/automated-tests",
        title: "There are automated tests",
        question: "Are there automated tests that a standard runner runs?",
        demands: &["R1", "N6"],
        weight: 3,
        gate: false,
        why: "What is hard to test is hard to support. Tests are also the map of what the service does.",
        pass: "The main code of the service is tested, in at least 10 test cases.",
        partial: "Fewer than 10 test cases, or only some of several services have tests.",
        fail: "None.",
        not_applicable: "",
        found: "Test cases are counted by the syntax of each language's runners (each case of a parametrised test counts where it is listed). Ten cases pass. In a repository of several services, at least six in ten of them need tests.",
        fix: "Write one test for the last defect that reached production.",
    },
    judge,
};

const SEARCHED: &[&str] = &["test files of the common runners"];

fn judge(facts: &Facts) -> Answer {
    let tests = facts.tests();
    let evidence = |file: &TestFile| Place::new(&file.path, 0).says(format!("{} test cases", file.cases.count));
    let count = tests.cases();
    let Some((first, rest)) =
        tests.largest().split_first().map(|(first, rest)| (evidence(first), rest.iter().map(|file| evidence(file)).collect::<Vec<_>>()))
    else {
        return Answer::fail("no automated tests", SEARCHED, []);
    };
    let untested = tests.untested_services();
    let answer = if count < 10 {
        Answer::partial(format!("only {count} test cases"), first, rest)
    } else if let Some(share) = untested {
        Answer::partial(format!("{share} of the services have no tests"), first, rest)
    } else {
        Answer::pass(format!("{count} test cases"), first, rest)
    };
    answer.measured(count as f64)
}

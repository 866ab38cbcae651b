//! Is test coverage measured by configuration in the repository or in CI?

use crate::checks::prelude::*;
use crate::facts::pipelines::Does;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/coverage-measured",
        title: "Test coverage is measured",
        question: "Is test coverage measured by configuration in the repository or in CI?",
        demands: &["N6"],
        weight: 1,
        gate: false,
        why: "Coverage does not say that it works. It says where nobody has looked.",
        pass: "Measured, and reported or held to a threshold.",
        partial: "A coverage tool is configured or depended on, nothing runs it or reports it.",
        fail: "No.",
        not_applicable: "No tests.",
        found: "Coverage tools in pipeline steps, through scripts and build files, with a report, an upload or a threshold pass. A coverage report that an analysis server is told to read counts, where a task of the repository writes it. A tool that is configured or declared and that nothing runs, or that waits for a variable that no pipeline sets, is partial.",
        fix: "Let the test job write a coverage report, and hold it to today's number.",
    },
    judge,
};

const SEARCHED: &[&str] = &["coverage in CI", "thresholds", "coverage tools in build files"];

fn judge(facts: &Facts) -> Answer {
    if facts.tests().cases() == 0 {
        return Answer::not_applicable("no tests", SEARCHED);
    }
    let pipelines = facts.pipelines();
    let measured = [Does::Coverage, Does::CoverageReport]
        .into_iter()
        .flat_map(|does| pipelines.steps(does))
        .map(|(_, _, step)| step.at.says("measures or reports coverage"));
    let found = facts.capabilities().of("coverage");
    // Tools that measure in every run of the tests, once they are plugged in.
    let always = found
        .declared
        .iter()
        .filter(|sighting| {
            pipelines.steps(Does::Test).next().is_some()
                && (facts.coverage_switches().is_empty() || !sighting.what.contains("simplecov"))
                && ["simplecov", "jacoco", "kover", "scoverage"].iter().any(|tool| sighting.what.contains(tool))
        })
        .map(|sighting| sighting.at.says(format!("{} measures in every run", sighting.what)));
    let thresholds = facts.coverage_settings().iter().filter(|(_, firm)| *firm).map(|(at, _)| at.says("holds coverage to a threshold"));
    let run: Vec<Evidence> = facts
        .tasks()
        .tasks
        .iter()
        .filter(|task| task.commands.iter().any(|(_, command)| measures(command)))
        .map(|task| task.at.says(format!("{} measures coverage", task.name)))
        .collect();
    // A server that reads the report of a task that the repository names: who starts both may live elsewhere.
    let read = facts.coverage_reports().iter().filter(|_| !run.is_empty()).map(|at| at.says("gives the coverage report to an analysis"));
    let full: Vec<Evidence> = measured.chain(always).chain(thresholds).chain(read).collect();
    if !full.is_empty() {
        return Answer::found("test coverage is measured", full, "", SEARCHED);
    }
    let declared = found.declared.iter().map(|sighting| sighting.at.says(format!("declares {}", sighting.what)));
    let configured = facts.coverage_settings().iter().map(|(at, _)| at.says("configures coverage"));
    let waits = facts.coverage_switches().iter().map(|at| at.says("waits for a variable that nothing sets"));
    Answer::partly(
        "a coverage tool is there, nothing runs or reports it",
        waits.chain(declared).chain(run).chain(configured),
        "test coverage is not measured",
        SEARCHED,
    )
}

/// Does a command measure coverage by an option of the test runner?
fn measures(command: &str) -> bool {
    ["-coverprofile", "-cover ", "--cov", "--coverage", "-covermode", "-coverpkg", "cargo llvm-cov", "coverage run", "nyc ", "c8 "]
        .iter()
        .any(|option| command.contains(option))
}

//! Can a tester put the system into a known state: seed data, factories, fixtures that load the store, reset scripts?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/controllable-state",
        title: "A tester can put it into a known state",
        question: "Can a tester put the system into a known state: seed data, factories, fixtures that load the store, reset scripts?",
        demands: &["R1"],
        weight: 2,
        gate: false,
        why: "To reproduce what happened at night, one must be able to build the state it happened in.",
        pass: "Yes.",
        partial: "Only inline set-up inside the tests.",
        fail: "No.",
        not_applicable: "The service keeps no state.",
        found: "Factories and builders, fixtures that load a store, seed data, images of stores that load scripts, and reset scripts, in tests and for development. Set-up inside the tests alone is partial. Not applicable where it keeps no state.",
        fix: "Write a seed script with the three records that every manual test needs.",
    },
    judge,
};

const SEARCHED: &[&str] = &["factories and builders", "fixtures and seed data", "reset scripts"];

fn judge(facts: &Facts) -> Answer {
    let capability = facts.capabilities().of("seed-data");
    let used = capability
        .used
        .iter()
        .filter(|sighting| sighting.what != "insert")
        .map(|sighting| sighting.at.says(format!("uses {}", sighting.what)));
    let files = facts.seed_files().iter().map(|at| at.says("seed data, a factory or a fixture"));
    let tasks = facts
        .tasks()
        .tasks
        .iter()
        .filter(|task| {
            let name = task.name.to_lowercase();
            [
                "seed", "db:reset", "reset-db", "db-reset", "populate", "fixtures", "load-data", "bootstrap-db", "test-data", "test_data",
                "ecto.reset", "create_test", "resetdb",
            ]
            .iter()
            .any(|word| name.contains(word))
        })
        .map(|task| task.at.says(format!("{} loads or resets data", task.name)));
    let declared = capability.declared.iter().map(|sighting| sighting.at.says(format!("declares {}", sighting.what)));
    let full: Vec<Evidence> = files.chain(tasks).chain(used).chain(declared).collect();
    let stateless = facts.serves().stores.is_none() && facts.migrations().versioned.is_empty();
    let operated = capability.used.iter().any(|sighting| sighting.what != "insert");
    if stateless && facts.migrations().scripts.is_empty() && !operated {
        return Answer::not_applicable("it keeps no state", SEARCHED);
    }
    if !full.is_empty() {
        return Answer::found("a tester can put it into a known state", full, "", SEARCHED);
    }
    let inline = facts.tests().largest().into_iter().map(|file| Place::new(&file.path, 0).says("sets up its state inside the tests"));
    Answer::partly("state is only set up inside the tests", inline, "nothing puts it into a known state", SEARCHED)
}

//! Are contracts with other systems tested or guarded (Pact, Spring Cloud Contract, schema breaking-change checks such as buf breaking / oasdiff / openapi-diff, schema registry checks)?

use crate::checks::prelude::*;
use crate::facts::pipelines::Does;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "ownership/contracts-tested",
        title: "Contracts with other systems are tested",
        question: "Are contracts with other systems tested or guarded (Pact, Spring Cloud Contract, schema breaking-change checks such as buf breaking / oasdiff / openapi-diff, schema registry checks)?",
        demands: &["N10"],
        weight: 1,
        gate: false,
        why: "Good contracts with other teams mean that their change breaks their build, not your night.",
        pass: "Yes.",
        partial: "A schema is validated in tests, or a generated client is checked for drift.",
        fail: "No.",
        not_applicable: "No interface with other systems.",
        found: "Pact and other contract tests in use, and breaking-change checks in pipelines pass; schemas validated in tests and drift checks of generated clients are partial. Not applicable without an interface with other systems.",
        fix: "Check the API description for breaking changes in CI, against the last release.",
    },
    judge,
};

const SEARCHED: &[&str] = &["Pact, Spring Cloud Contract", "buf breaking, oasdiff, openapi-diff", "schema validation in tests"];

fn judge(facts: &Facts) -> Answer {
    let found = facts.capabilities().of("contract-tests");
    let steps = facts.pipelines().steps(Does::ContractTest).map(|(_, _, step)| step.at.says("tests contracts"));
    let uses = found.used.iter().filter(|sighting| !sighting.weak).map(|sighting| sighting.at.says(format!("uses {}", sighting.what)));
    let full: Vec<Evidence> = steps.chain(uses).collect();
    if !full.is_empty() {
        return Answer::found("contracts are tested", full, "", SEARCHED);
    }
    if !facts.serves().traffic && !facts.serves().calls_others {
        return Answer::not_applicable("no interface with other systems", SEARCHED);
    }
    let weak = found
        .used
        .iter()
        .filter(|sighting| sighting.weak && sighting.test)
        .map(|sighting| sighting.at.says(format!("validates with {}", sighting.what)));
    let drift = facts
        .pipelines()
        .all_steps()
        .filter(|(_, _, step)| {
            let text = step.text.to_lowercase();
            !step.called
                && ["openapi", "swagger", "protoc", "buf generate", "codegen", "schema"].iter().any(|word| text.contains(word))
                && ["diff", "check", "validate", "lint"].iter().any(|word| text.contains(word))
        })
        .map(|(_, _, step)| step.at.says("checks a description for drift"));
    let scripts = facts.tasks().tasks.iter().filter(|task| {
        task.commands.iter().any(|(_, command)| ["buf breaking", "oasdiff", "openapi-diff"].iter().any(|tool| command.contains(tool)))
    });
    let scripts = scripts.map(|task| task.at.says(format!("{} looks for breaking changes", task.name)));
    let drift = drift.chain(scripts);
    let tests = facts
        .tests()
        .files()
        .filter(|file| {
            let path = file.path.to_lowercase();
            ["openapi", "swagger", "contract_test", "contracttest", "contract-test", "contracts/", "schema_test", "schemaspec"]
                .iter()
                .any(|word| path.contains(word))
        })
        .map(|file| Place::new(&file.path, 0).says("tests the description of the interface"));
    Answer::partly(
        "a schema is validated, contracts are not tested",
        weak.chain(drift).chain(tests),
        "contracts with other systems are not tested",
        SEARCHED,
    )
}

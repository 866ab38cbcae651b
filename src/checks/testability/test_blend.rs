//! Which kinds of test beyond unit tests are there: integration, end-to-end, contract, performance, property-or-fuzz, accessibility, security (DAST/SAST run as a test)?

use crate::checks::prelude::*;
use crate::facts::pipelines::Does;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/test-blend",
        title: "There is a blend of kinds of test",
        question: "Which kinds of test beyond unit tests are there: integration, end-to-end, contract, performance, property-or-fuzz, accessibility, security (DAST/SAST run as a test)?",
        demands: &["N6", "R1"],
        weight: 2,
        gate: false,
        why: "Unit tests say that the parts work. What pages you is the whole.",
        pass: "Two kinds or more.",
        partial: "One kind.",
        fail: "None.",
        not_applicable: "",
        found: "Kinds beyond unit tests: integration, end-to-end, contract, performance, property or fuzz, accessibility, security (also analysis in CI). Each is recognised by libraries in use in tests, by folders with test cases, and by pipeline steps. Two kinds pass, one is partial.",
        fix: "Add one test of the whole, through the interface that users have.",
    },
    judge,
};

const SEARCHED: &[&str] = &["integration, end-to-end, contract, performance, property, accessibility and security tests"];

fn judge(facts: &Facts) -> Answer {
    let kinds: Vec<(&str, Vec<Evidence>)> = vec![
        ("integration", integration(facts)),
        (
            "end-to-end",
            by_library(
                facts,
                "end-to-end-tests",
                &[
                    "e2e", "end-to-end", "cypress", "playwright", "features", "acceptance", "functional_tests", "smoke", "test/system",
                    "spec/system", "spec/features",
                ],
            )
            .into_iter()
            .chain(by_step(facts, Does::EndToEnd))
            .collect(),
        ),
        (
            "contract",
            by_library(facts, "contract-tests", &["pact", "contract"])
                .into_iter()
                .filter(|evidence| !evidence.note.contains("json"))
                .chain(by_step(facts, Does::ContractTest))
                .collect(),
        ),
        (
            "performance",
            by_library(
                facts,
                "performance-tests",
                &[
                    "locust", "k6", "gatling", "loadtest", "load-test", "load_test", "perf/", "perf-", "perf_", "perftest", "performance",
                    "benchmark", "jmeter", "tests/load",
                ],
            )
            .into_iter()
            .chain(by_step(facts, Does::LoadTest))
            .collect(),
        ),
        ("property", by_library(facts, "property-tests", &["fuzz"])),
        ("accessibility", by_library(facts, "accessibility-tests", &["a11y", "pa11y", "axe-core"])),
        ("security", by_step(facts, Does::SecurityTest)),
    ];
    let found: Vec<(&str, Evidence)> =
        kinds.into_iter().filter_map(|(kind, evidence)| Some((kind, evidence.into_iter().next()?))).collect();
    let names: Vec<&str> = found.iter().map(|(kind, _)| *kind).collect();
    let evidence = found.iter().map(|(kind, evidence)| evidence.at.says(format!("{kind}: {}", evidence.note)));
    match names.len() {
        0 => Answer::fail("only unit tests, or none", SEARCHED, []),
        1 => Answer::partly(format!("beyond unit tests only {}", names[0]), evidence, "", SEARCHED),
        _ => Answer::found(format!("{} tests", names.join(", ")), evidence, "", SEARCHED),
    }
    .measured(names.len() as f64)
}

/// Libraries that tests use, and folders of that name with cases.
fn by_library(facts: &Facts, table: &str, folders: &[&str]) -> Vec<Evidence> {
    let capability = facts.capabilities().of(table);
    let used = capability.used.iter().filter(|sighting| !sighting.weak).map(|sighting| sighting.at.says(format!("uses {}", sighting.what)));
    let declared = capability
        .declared
        .iter()
        .filter(|sighting| !sighting.weak && table != "contract-tests" && table != "performance-tests")
        .map(|sighting| sighting.at.says(format!("declares {}", sighting.what)));
    let named = facts.test_folders(folders).into_iter().map(|at| at.says("test files"));
    used.chain(named).chain(declared).collect()
}

fn by_step(facts: &Facts, does: Does) -> Vec<Evidence> {
    facts
        .pipelines()
        .steps(does)
        .map(|(_, _, step)| step.at.says(format!("CI runs {}", step.text.chars().take(50).collect::<String>())))
        .collect()
}

fn integration(facts: &Facts) -> Vec<Evidence> {
    let capability = facts.capabilities().of("integration-tests");
    let used = capability
        .used
        .iter()
        .filter(|sighting| sighting.test || sighting.what.contains("Test"))
        .map(|sighting| sighting.at.says(format!("uses {}", sighting.what)));
    let folders = facts
        .test_folders(&[
            "integration", "integrationtest", "inttest", "/it/", "functional", "/component/", "/components/", "componenttest",
            "component-test", "component_test", "spec/requests", "spec/controllers", "test/controllers", "tests/feature", "controllers/",
        ])
        .into_iter()
        .map(|at| at.says("test files"));
    let services = facts
        .pipelines()
        .pipelines
        .iter()
        .flat_map(|pipeline| &pipeline.jobs)
        .filter(|job| job.does(Does::Test))
        .flat_map(|job| job.services.iter())
        .map(|(image, at)| at.says(format!("tests run against {image}")));
    used.chain(folders).chain(services).collect()
}

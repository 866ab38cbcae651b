//! Can tests run with the service's dependencies replaced or contained: stub or mock servers, fakes, HTTP recording, containers started for the test, compose or CI services?

use crate::checks::prelude::*;
use crate::facts::pipelines::Does;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/isolated-dependencies",
        title: "Tests run with dependencies replaced or contained",
        question: "Can tests run with the service's dependencies replaced or contained: stub or mock servers, fakes, HTTP recording, containers started for the test, compose or CI services?",
        demands: &["R1"],
        weight: 2,
        gate: false,
        why: "A test that needs the real payment provider is not run, and what is not run is not known.",
        pass: "Yes, in use by tests.",
        partial: "Only function-level mocking (mock/patch, Mockito), no stand-in for a whole dependency.",
        fail: "No such thing.",
        not_applicable: "The service has no outside dependency (no database, no other service), or there are no tests at all.",
        found: "Stand-ins for whole dependencies in tests: mock servers, fakes, HTTP recording, in-memory stores, containers started for the test, compose and CI services. Function-level mocks alone are partial. Not applicable without tests, or where nothing outside is depended on.",
        fix: "Replace the dependency that blocks tests most by a stub server with its three commonest answers.",
    },
    judge,
};

const SEARCHED: &[&str] =
    &["mock servers, fakes, HTTP recording", "containers for tests", "CI services and compose files", "function-level mocks"];

fn judge(facts: &Facts) -> Answer {
    if facts.tests().cases() == 0 {
        return Answer::not_applicable("no tests", SEARCHED);
    }
    let capability = facts.capabilities().of("stand-ins");
    let used = capability.used.iter().filter(|sighting| sighting.test).map(|sighting| sighting.at.says(format!("uses {}", sighting.what)));
    let services = facts
        .pipelines()
        .pipelines
        .iter()
        .flat_map(|pipeline| &pipeline.jobs)
        .flat_map(|job| job.services.iter())
        .map(|(image, at)| at.says(format!("CI starts {image}")));
    let compose = facts
        .containers()
        .composes
        .iter()
        .filter(|compose| compose.services.iter().any(|service| !service.built))
        .map(|compose| Place::new(&compose.path, 0).says("starts dependencies in containers"));
    let started = facts
        .pipelines()
        .all_steps()
        .filter(|(_, job, step)| {
            job.does(Does::Test)
                && (step.text.contains("docker compose up")
                    || step.text.contains("docker-compose up")
                    || step.text.contains("docker compose run")
                    || step.text.contains("docker-compose run"))
        })
        .map(|(_, _, step)| step.at.says("CI starts dependencies"));
    let fakes = facts
        .test_folders(&[
            "fake", "stub", "wiremock", "mappings", "cassettes", "localstack", "mock-server", "mockserver", "in_memory", "inmemory", "msw",
        ])
        .into_iter()
        .map(|at| at.says("a stand-in for a dependency"));
    let memory = facts.tests().in_memory.iter().map(|at| at.says("tests run on a database in memory"));
    let full: Vec<Evidence> = used.chain(memory).chain(services).chain(started).chain(fakes).chain(compose).collect();
    if !full.is_empty() {
        return Answer::found("tests run with dependencies replaced or contained", full, "", SEARCHED);
    }
    let serves = facts.serves();
    if serves.stores.is_none() && !serves.calls_others {
        return Answer::not_applicable("no outside dependency", SEARCHED);
    }
    let mocks = facts
        .capabilities()
        .of("mocks")
        .used
        .iter()
        .filter(|sighting| sighting.test)
        .map(|sighting| sighting.at.says(format!("uses {}", sighting.what)));
    Answer::partly("only functions are mocked, no dependency is replaced", mocks, "nothing replaces the dependencies in tests", SEARCHED)
}

//! Can tests run with the service's dependencies replaced or contained: stub or mock servers, fakes, HTTP recording, containers started for the test, compose or CI services?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/isolated-dependencies",
        title: "Isolated dependencies",
        question: "Can tests run with the service's dependencies replaced or contained: stub or mock servers, fakes, HTTP recording, containers started for the test, compose or CI services?",
        demands: &["R1", "N6"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes, in use by tests",
        partial: "only function-level mocking (mock/patch, Mockito), no stand-in for a whole dependency",
        fail: "no such thing",
        not_applicable: "the service has no outside dependency (no database, no other service), or there are no tests at all",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

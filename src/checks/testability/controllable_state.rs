//! Can a tester put the system into a known state: seed data, factories, fixtures that load the store, reset scripts?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/controllable-state",
        title: "Controllable state",
        question: "Can a tester put the system into a known state: seed data, factories, fixtures that load the store, reset scripts?",
        demands: &["R1", "N6"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "only inline set-up inside the tests",
        fail: "no",
        not_applicable: "the service keeps no state",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Is the service's own interface described in a machine-readable form (OpenAPI/Swagger, GraphQL schema, protobuf, AsyncAPI, JSON Schema), committed or generated from the code?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/interface-described",
        title: "Interface described",
        question: "Is the service's own interface described in a machine-readable form (OpenAPI/Swagger, GraphQL schema, protobuf, AsyncAPI, JSON Schema), committed or generated from the code?",
        demands: &["R1", "N6"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "for part of the interface",
        fail: "no",
        not_applicable: "it offers no API to other programs (a server-rendered site, a worker)",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Is the service's own interface described in a machine-readable form (OpenAPI/Swagger, GraphQL schema, protobuf, AsyncAPI, JSON Schema), committed or generated from the code?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "testability/interface-described",
        title: "The interface is described for machines",
        question: "Is the service's own interface described in a machine-readable form (OpenAPI/Swagger, GraphQL schema, protobuf, AsyncAPI, JSON Schema), committed or generated from the code?",
        demands: &["R1", "N10"],
        weight: 1,
        gate: false,
        why: "What it answers to should be written where a program can read it, and a tester too.",
        pass: "Yes.",
        partial: "For part of the interface.",
        fail: "No.",
        not_applicable: "It offers no API to other programs (a server-rendered site, a worker).",
        found: "OpenAPI, GraphQL, protobuf, AsyncAPI and the like, committed or generated from the code. Schemas of single messages are partial. Not applicable where it offers no API to other programs, which only shows where it takes no traffic.",
        fix: "Generate an OpenAPI document from the routes, and commit it.",
    },
    judge,
};

const SEARCHED: &[&str] = &["OpenAPI, GraphQL, protobuf, AsyncAPI", "generators in code", "JSON Schemas"];

fn judge(facts: &Facts) -> Answer {
    let interfaces = facts.interfaces();
    if !interfaces.described.is_empty() {
        return Answer::found(
            "the interface is described",
            interfaces.described.iter().map(|at| at.says("describes the interface")),
            "",
            SEARCHED,
        );
    }
    if !facts.serves().traffic {
        return Answer::not_applicable("it offers no API to other programs", SEARCHED);
    }
    // Schemas of a site check its own forms.
    if facts.serves().renders {
        return Answer::not_applicable("it renders pages on the server", SEARCHED);
    }
    Answer::partly(
        "only single messages are described",
        interfaces.schemas.iter().map(|at| at.says("describes messages")),
        "the interface is not described",
        SEARCHED,
    )
}

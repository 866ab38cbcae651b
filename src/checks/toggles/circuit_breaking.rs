//! Are calls to dependencies isolated from their failure: circuit breakers, bulkheads, outlier detection, or retries with back-off?

use crate::checks::prelude::*;
use crate::facts::capabilities::Sighting;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "toggles/circuit-breaking",
        title: "Calls to dependencies are isolated from their failure",
        question: "Are calls to dependencies isolated from their failure: circuit breakers, bulkheads, outlier detection, or retries with back-off?",
        demands: &["N8"],
        weight: 1,
        gate: true,
        why: "A slow neighbour should cost you a feature, not the service.",
        pass: "Circuit breaker, bulkhead or outlier detection.",
        partial: "Retries with back-off only.",
        fail: "No.",
        not_applicable: "Calls no other system besides its own store.",
        found: "Circuit breakers, bulkheads and outlier detection in code or in the configuration of a mesh; retries with back-off are partial, those that the code counts and delays itself too, and so are job queues that retry that way by themselves (Sidekiq, Oban). Not applicable where nothing but its own store is called.",
        fix: "Put a circuit breaker around the dependency that failed last, with a fallback that users can live with.",
    },
    judge,
};

const SEARCHED: &[&str] = &["circuit breakers and bulkheads", "outlier detection", "retries with back-off"];

fn judge(facts: &Facts) -> Answer {
    let found = facts.capabilities().of("circuit-breaking");
    let evidence = |sighting: &Sighting| sighting.at.says(format!("uses {}", sighting.what));
    let strong: Vec<Evidence> = found.strong().map(evidence).collect();
    if let Some((first, rest)) = strong.split_first() {
        return Answer::pass("calls are isolated from the failure of others", first.clone(), rest.iter().cloned());
    }
    let weak: Vec<Evidence> = found.weak().map(evidence).collect();
    if weak.is_empty() && !facts.serves().calls_others {
        return Answer::not_applicable("it calls no other system", SEARCHED);
    }
    Answer::partly("only retries with back-off", weak, "calls to other systems are not isolated from their failure", SEARCHED)
}

//! Do outgoing HTTP/RPC calls of production code have an explicit timeout?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[LIMITED],
    meta: Meta {
        id: "toggles/client-timeouts",
        title: "Outgoing calls have a time limit",
        question: "Do outgoing HTTP/RPC calls of production code have an explicit timeout?",
        demands: &["N8"],
        weight: 2,
        gate: false,
        why: "A call without a time limit turns somebody else's outage into yours.",
        pass: "All or nearly all.",
        partial: "Some.",
        fail: "None.",
        not_applicable: "No outgoing calls.",
        found: "Outgoing HTTP and RPC calls and clients of the common libraries are found in production code, with the time limit in their arguments, their builder or their file. Limits that configuration sets are seen where the file names them. Where others are called through packages of their own only (clouds, queues, tickets), no limit of the service's is seen. Bars: nine in ten passes, one in ten is partial.",
        fix: "Give the client of the busiest dependency an explicit timeout, shorter than your own callers wait.",
    },
    judge,
};

/// The share of calls with a time limit that passes.
const LIMITED: Setting = Setting {
    check: "toggles/client-timeouts",
    name: "limited",
    default: 0.9,
    meaning: "the share of outgoing calls with a time limit (0 to 1) that passes",
};

const SEARCHED: &[&str] = &["HTTP and RPC clients", "timeouts in their arguments and builders"];

fn judge(facts: &Facts) -> Answer {
    let calls = &facts.code().client_calls;
    // The standard resilience handler gives every client of the service a time limit.
    if let Some(handler) = facts.code().names.iter().find(|named| named.name == "AddStandardResilienceHandler" && !named.test) {
        return Answer::pass("a resilience handler limits every client", handler.at.says("limits every client"), []);
    }
    let limited = calls.iter().filter(|call| call.limited).count();
    let open = calls.iter().filter(|call| !call.limited).map(|call| call.at.says("no time limit"));
    let with = calls.iter().filter(|call| call.limited).map(|call| call.at.says("has a time limit"));
    if calls.is_empty() {
        // Clients of clouds, queues and tickets call out from inside their package, with its own limits or none.
        if let clients @ [_, ..] = facts.serves().clients.as_slice() {
            let made = clients.iter().map(|client| client.at.says(format!("{} calls out", client.what)));
            return Answer::fail("others are called through their own packages, and no time limit is set", SEARCHED, made)
                .confidence(Confidence::Low);
        }
        return Answer::not_applicable("no outgoing calls of a known client", SEARCHED);
    }
    let share = limited as f64 / calls.len() as f64;
    let state = format!("{limited} of {} outgoing calls have a time limit", calls.len());
    let answer = match with.clone().next() {
        Some(first) if share >= facts.setting(&LIMITED) => Answer::pass(state, first, with.skip(1).chain(open)),
        Some(first) => Answer::partial(state, first, open),
        None => Answer::fail("no outgoing call has a time limit", SEARCHED, open),
    };
    answer.measured(share).confidence(Confidence::Medium)
}

//! Do outgoing HTTP/RPC calls of production code have an explicit timeout?

use std::collections::BTreeSet;

use crate::checks::prelude::*;
use crate::facts::capabilities::Sighting;
use crate::facts::serves::Serves;

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
        found: "Outgoing HTTP and RPC calls and clients of the common libraries are found in production code, with the time limit in their arguments, their builder or their file. Limits that configuration sets are seen where the file names them. Where others are called through packages of their own only (clouds, queues, tickets), a limit that the files with these clients or the configuration name counts. Bars: nine in ten passes, any is partial.",
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
        let serves = facts.serves();
        if !serves.clients.is_empty() {
            return own_packages(serves).confidence(Confidence::Low);
        }
        return Answer::not_applicable("no outgoing calls of a known client", SEARCHED);
    }
    // Clients inside of packages, in files that name no time limit, keep what the package has, or none.
    let others = unlimited(facts.serves()).filter(|client| !calls.iter().any(|call| call.at.path == client.at.path));
    let others: Vec<Evidence> =
        others.map(|client| client.at.says(format!("{} calls out, and no time limit is named", client.what))).collect();
    let share = limited as f64 / calls.len() as f64;
    let state = format!("{limited} of {} outgoing calls have a time limit", calls.len());
    let answer = match with.clone().next() {
        Some(first) if share >= facts.setting(&LIMITED) && !others.is_empty() => {
            Answer::partial(format!("{state}; other clients keep their own"), first, others)
        }
        Some(first) if share >= facts.setting(&LIMITED) => Answer::pass(state, first, with.skip(1).chain(open)),
        Some(first) => Answer::partial(state, first, open),
        // A client that is made in one file may be limited in another that uses it.
        None => match facts.serves().limits.iter().map(|at| at.says("names a time limit")).next() {
            Some(first) => Answer::partial("some files that use clients name a time limit", first, open),
            None => Answer::fail("no outgoing call has a time limit", SEARCHED, open),
        },
    };
    answer.measured(share).confidence(Confidence::Medium)
}

/// Clients of other systems in files where no time limit stands; settings may limit them all.
fn unlimited(serves: &Serves) -> impl Iterator<Item = &Sighting> {
    let files: BTreeSet<&str> = serves.clients.iter().map(|client| client.at.path.as_str()).collect();
    let configured = serves.limits.iter().any(|at| !files.contains(at.path.as_str()));
    let manifest = |path: &str| path.ends_with("Gemfile") || path.ends_with(".exs") || path.ends_with(".json") || path.ends_with(".csproj");
    // A queue is no call.
    const QUEUES: &[&str] = &["kafka", "amqp", "rabbit", "nats", "stomp", "jms"];
    let calls = |what: &str| makes_calls(what) && !QUEUES.iter().any(|word| what.to_ascii_lowercase().contains(word));
    serves.clients.iter().filter(move |client| {
        !configured && calls(&client.what) && !manifest(&client.at.path) && !serves.limits.iter().any(|at| at.path == client.at.path)
    })
}

/// Who only knows a client's errors makes no calls.
fn makes_calls(what: &str) -> bool {
    !["error", "exception"].iter().any(|word| what.to_ascii_lowercase().contains(word))
}

/// Others are called through packages of their own only: do the files that use these name a time limit?
fn own_packages(serves: &Serves) -> Answer {
    let made = serves.clients.iter().map(|client| client.at.says(format!("{} calls out", client.what)));
    let files: BTreeSet<&str> =
        serves.clients.iter().filter(|client| makes_calls(&client.what)).map(|client| client.at.path.as_str()).collect();
    let unlimited = files.iter().filter(|path| !serves.limits.iter().any(|at| at.path == **path)).count();
    let configured = serves.limits.iter().any(|at| !files.contains(at.path.as_str()));
    let mut limits = serves.limits.iter().map(|at| at.says("names a time limit"));
    match limits.next() {
        Some(first) if configured || unlimited == 0 => {
            Answer::pass("others are called through their own packages, with time limits", first, limits)
        }
        Some(first) => Answer::partial("others are called through their own packages, some with time limits", first, limits),
        None => Answer::fail("others are called through their own packages, and no time limit is set", SEARCHED, made),
    }
}

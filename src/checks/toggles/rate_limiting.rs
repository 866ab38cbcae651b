//! Is incoming traffic throttled (in code, in ingress, gateway or proxy configuration kept here)?

use crate::checks::prelude::*;
use crate::facts::capabilities::Sighting;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "toggles/rate-limiting",
        title: "Incoming traffic is throttled",
        question: "Is incoming traffic throttled (in code, in ingress, gateway or proxy configuration kept here)?",
        demands: &["N8"],
        weight: 1,
        gate: true,
        why: "One client that retries in a loop should not take everybody down, and you should not have to find it at night.",
        pass: "Yes.",
        partial: "Only for one small part, such as log-in.",
        fail: "No.",
        not_applicable: "It takes no traffic (a worker, a batch job).",
        found: "Throttling libraries in use, limiters of rate or concurrency in code, limits in the configuration of proxies, API gateways, firewalls and ingresses kept here. A limit on log-in alone is partial; a limit on what the service itself sends does not count. Limits that a platform team sets elsewhere cannot be seen.",
        fix: "Set a request limit on the ingress or in a middleware, high enough to be harmless, and watch what it would stop.",
    },
    judge,
};

const SEARCHED: &[&str] = &["throttling libraries", "limiters in code", "limits of proxies, gateways and ingresses"];

fn judge(facts: &Facts) -> Answer {
    let found = facts.capabilities().of("rate-limiting");
    let evidence = |sighting: &Sighting| sighting.at.says(format!("uses {}", sighting.what));
    let strong: Vec<Evidence> = found.strong().map(evidence).collect();
    if let Some((first, rest)) = strong.split_first() {
        return Answer::pass("incoming traffic is throttled", first.clone(), rest.iter().cloned());
    }
    if !facts.serves().traffic {
        return Answer::not_applicable("it takes no traffic", SEARCHED);
    }
    Answer::partly("only a small part is throttled", found.weak().map(evidence), "incoming traffic is not throttled", SEARCHED)
}

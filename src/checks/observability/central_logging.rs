//! Are logs structured (JSON, key-value by a structured-logging library) or shipped to a central place by configuration in the repository?

use crate::checks::prelude::*;
use crate::facts::capabilities::Sighting;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/central-logging",
        title: "Logs are structured or shipped to one place",
        question: "Are logs structured (JSON, key-value by a structured-logging library) or shipped to a central place by configuration in the repository?",
        demands: &["N7"],
        weight: 3,
        gate: true,
        why: "At night you have the logs, or you have nothing. They must be in one place, and searchable.",
        pass: "Structured or shipped.",
        partial: "A logging library with plain text lines to standard output.",
        fail: "Prints, or nothing.",
        not_applicable: "",
        found: "Structured-logging libraries in use, JSON encoders and formats in configuration, log shippers, agents and platform log groups. A logging library with plain lines to standard output is partial. Logging that a platform adds by itself cannot be seen.",
        fix: "Switch the log encoder to JSON, and put a request id into every line.",
    },
    judge,
};

const SEARCHED: &[&str] = &["structured-logging libraries", "JSON encoders in logging configuration", "log shippers, log groups, agents"];

fn judge(facts: &Facts) -> Answer {
    let found = facts.capabilities().of("structured-logging");
    let evidence = |sighting: &Sighting| sighting.at.says(format!("uses {}", sighting.what));
    let strong: Vec<Evidence> = found.strong().map(evidence).collect();
    let reach = facts.tests().reach(strong.iter().map(|evidence| evidence.at.path.as_str()));
    if let (Some((some, all)), Some((first, rest))) = (reach.filter(|(some, all)| some * 2 < *all), strong.split_first()) {
        return Answer::partial(format!("in {some} of {all} services only"), first.clone(), rest.iter().cloned());
    }
    if let Some((first, rest)) = strong.split_first() {
        return Answer::pass("logs are structured or shipped", first.clone(), rest.iter().cloned());
    }
    let weak = facts.capabilities().of("logging").used.iter().filter(|sighting| !sighting.test);
    Answer::partly("a logging library with plain lines", weak.map(evidence), "prints or nothing: no logging library", SEARCHED)
}

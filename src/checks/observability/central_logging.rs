//! Are logs structured (JSON, key-value by a structured-logging library) or shipped to a central place by configuration in the repository?

use crate::checks::in_use::{in_use, uses};
use crate::checks::prelude::*;

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
    if let Some(answer) = in_use(facts, "structured-logging", "logs are structured or shipped") {
        return answer;
    }
    let weak = facts.capabilities().of("logging").used.iter().filter(|sighting| !sighting.test);
    Answer::partly("a logging library with plain lines", weak.map(uses), "prints or nothing: no logging library", SEARCHED)
}

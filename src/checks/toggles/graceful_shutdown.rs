//! Does the service end gracefully: SIGTERM handled, server drain, preStop hook, server.shutdown=graceful, a framework that is configured to drain?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "toggles/graceful-shutdown",
        title: "Graceful shutdown",
        question: "Does the service end gracefully: SIGTERM handled, server drain, preStop hook, server.shutdown=graceful, a framework that is configured to drain?",
        demands: &["N8"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "configured or coded",
        partial: "only by the server's or framework's default (gunicorn, puma, Phoenix…)",
        fail: "no sign",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

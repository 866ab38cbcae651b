//! Does the service expose or send metrics (Prometheus, StatsD, OpenTelemetry, Micrometer, New Relic, Datadog…)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/metrics",
        title: "Metrics",
        question: "Does the service expose or send metrics (Prometheus, StatsD, OpenTelemetry, Micrometer, New Relic, Datadog…)?",
        demands: &["N7"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "the main services do",
        partial: "some of several services; or host or platform metrics only",
        fail: "no",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Does the service expose or send metrics (Prometheus, StatsD, OpenTelemetry, Micrometer, New Relic, Datadog…)?

use crate::checks::in_use::{in_use, uses};
use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/metrics",
        title: "The service exposes or sends metrics",
        question: "Does the service expose or send metrics (Prometheus, StatsD, OpenTelemetry, Micrometer, New Relic, Datadog…)?",
        demands: &["N7", "R1"],
        weight: 2,
        gate: false,
        why: "Without numbers one cannot tell a slow service from a dead one, nor whether the mend worked.",
        pass: "The main services do.",
        partial: "Some of several services; or host or platform metrics only.",
        fail: "No.",
        not_applicable: "",
        found: "Metrics libraries that own code imports or that act by being declared, agents, and platform annotations that let the service be scraped. A library that collects without exposing cannot be told apart from one that does.",
        fix: "Expose request counts and durations with the framework's own metrics middleware.",
    },
    judge,
};

const SEARCHED: &[&str] =
    &["Prometheus, StatsD, OpenTelemetry, Micrometer", "New Relic, Datadog, Application Insights agents", "scrape annotations"];

fn judge(facts: &Facts) -> Answer {
    if let Some(answer) = in_use(facts, "metrics", "the service sends or exposes metrics") {
        return answer;
    }
    let weak = facts.capabilities().of("metrics").weak();
    Answer::partly("only metrics of the platform", weak.map(uses), "no metrics library, agent or endpoint", SEARCHED)
}

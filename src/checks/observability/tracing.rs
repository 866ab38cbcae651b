//! Is there distributed tracing or APM (OpenTelemetry, Jaeger, Zipkin, X-Ray, Datadog, New Relic, Elastic APM, Application Insights…), or a request/correlation id passed through logs and calls?

use crate::checks::in_use::{in_use, uses};
use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/tracing",
        title: "Requests can be followed through the system",
        question: "Is there distributed tracing or APM (OpenTelemetry, Jaeger, Zipkin, X-Ray, Datadog, New Relic, Elastic APM, Application Insights…), or a request/correlation id passed through logs and calls?",
        demands: &["N7", "R1"],
        weight: 1,
        gate: false,
        why: "When a call crosses five services, the one that failed is found by its trace.",
        pass: "Tracing or APM.",
        partial: "Only a correlation id, or only some services.",
        fail: "No.",
        not_applicable: "",
        found: "Tracing and APM libraries that own code imports or that act by being declared, and agents. A share of nought (traces_sample_rate: 0) traces nothing. A request or correlation id that runs through logs is partial.",
        fix: "Switch on the OpenTelemetry auto-instrumentation of your language, in a test environment first.",
    },
    judge,
};

const SEARCHED: &[&str] =
    &["OpenTelemetry, Jaeger, Zipkin, X-Ray", "New Relic, Datadog, Application Insights, Elastic APM", "request and correlation ids"];

fn judge(facts: &Facts) -> Answer {
    if let Some(answer) = in_use(facts, "tracing", "requests are traced") {
        return answer;
    }
    let weak = facts.capabilities().of("correlation-id").used.iter().filter(|sighting| !sighting.test);
    Answer::partly("only a request or correlation id", weak.map(uses), "no tracing, and no request id in the logs", SEARCHED)
}

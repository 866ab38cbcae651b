//! Is there distributed tracing or APM (OpenTelemetry, Jaeger, Zipkin, X-Ray, Datadog, New Relic, Elastic APM, Application Insights…), or a request/correlation id passed through logs and calls?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/tracing",
        title: "Tracing",
        question: "Is there distributed tracing or APM (OpenTelemetry, Jaeger, Zipkin, X-Ray, Datadog, New Relic, Elastic APM, Application Insights…), or a request/correlation id passed through logs and calls?",
        demands: &["N7"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "tracing or APM",
        partial: "only a correlation id, or only some services",
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

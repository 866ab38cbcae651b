//! Are unhandled errors reported to an error tracker (Sentry, Rollbar, Bugsnag, Airbrake, Honeybadger, AppSignal, Application Insights, New Relic errors, Datadog error tracking…)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "robustness/error-tracking",
        title: "Error tracking",
        question: "Are unhandled errors reported to an error tracker (Sentry, Rollbar, Bugsnag, Airbrake, Honeybadger, AppSignal, Application Insights, New Relic errors, Datadog error tracking…)?",
        demands: &["R4"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes, in the main service",
        partial: "in some of the services, or optional",
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

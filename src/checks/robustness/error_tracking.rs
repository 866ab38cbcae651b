//! Are unhandled errors reported to an error tracker (Sentry, Rollbar, Bugsnag, Airbrake, Honeybadger, AppSignal, Application Insights, New Relic errors, Datadog error tracking…)?

use crate::checks::prelude::*;
use crate::facts::capabilities::Sighting;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "robustness/error-tracking",
        title: "Unhandled errors reach an error tracker",
        question: "Are unhandled errors reported to an error tracker (Sentry, Rollbar, Bugsnag, Airbrake, Honeybadger, AppSignal, Application Insights, New Relic errors, Datadog error tracking…)?",
        demands: &["R4", "N7"],
        weight: 2,
        gate: false,
        why: "An error that nobody sees is fixed by nobody, until it pages you.",
        pass: "Yes, in the main service.",
        partial: "In some of the services, or optional.",
        fail: "No.",
        not_applicable: "",
        found: "Packages of error trackers that own code imports or that act by being declared, their initialisation in code, agents and their settings in configuration. A dependency that nothing uses does not count.",
        fix: "Add the tracker's SDK, initialise it with its address from the environment, and throw a test error in a test environment.",
    },
    judge,
};

const SEARCHED: &[&str] = &["Sentry, Rollbar, Bugsnag, Honeybadger, Airbrake", "Application Insights, New Relic, Elastic APM, Datadog"];

fn judge(facts: &Facts) -> Answer {
    let found = facts.capabilities().of("error-tracking");
    let evidence = |sighting: &Sighting| sighting.at.says(format!("uses {}", sighting.what));
    let strong: Vec<Evidence> = found.strong().map(evidence).collect();
    let reach = facts.tests().reach(strong.iter().map(|evidence| evidence.at.path.as_str()));
    if let (Some((some, all)), Some((first, rest))) = (reach.filter(|(some, all)| some * 2 < *all), strong.split_first()) {
        return Answer::partial(format!("in {some} of {all} services only"), first.clone(), rest.iter().cloned());
    }
    if let Some((first, rest)) = strong.split_first() {
        return Answer::pass("unhandled errors are reported to a tracker", first.clone(), rest.iter().cloned());
    }
    let weak = found.weak();
    Answer::partly("an error tracker is optional", weak.map(evidence), "no error tracker is in use", SEARCHED)
}

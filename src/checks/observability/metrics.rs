//! Does the service expose or send metrics (Prometheus, StatsD, OpenTelemetry, Micrometer, New Relic, Datadog…)?

use crate::checks::prelude::*;
use crate::facts::capabilities::Sighting;

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
    let found = facts.capabilities().of("metrics");
    let evidence = |sighting: &Sighting| sighting.at.says(format!("uses {}", sighting.what));
    let strong: Vec<Evidence> = found.strong().map(evidence).collect();
    let reach = facts.tests().reach(strong.iter().map(|evidence| evidence.at.path.as_str()));
    if let (Some((some, all)), Some((first, rest))) = (reach.filter(|(some, all)| some * 2 < *all), strong.split_first()) {
        return Answer::partial(format!("in {some} of {all} services only"), first.clone(), rest.iter().cloned());
    }
    if let Some((first, rest)) = strong.split_first() {
        return Answer::pass("the service sends or exposes metrics", first.clone(), rest.iter().cloned());
    }
    let weak = found.weak();
    Answer::partly("only metrics of the platform", weak.map(evidence), "no metrics library, agent or endpoint", SEARCHED)
}

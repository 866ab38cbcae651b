//! Are service level objectives or indicators stated (OpenSLO, Sloth, Pyrra, documented targets for availability or latency)?

use crate::checks::prelude::*;
use crate::facts::docs::mentions;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/service-levels",
        title: "Service levels are stated",
        question: "Are service level objectives or indicators stated (OpenSLO, Sloth, Pyrra, documented targets for availability or latency)?",
        demands: &["N7", "N16"],
        weight: 1,
        gate: false,
        why: "Without a target, every blip is an emergency and no outage is.",
        pass: "Stated with numbers.",
        partial: "Mentioned, or a service tier only.",
        fail: "No.",
        not_applicable: "",
        found: "OpenSLO, Sloth, Pyrra and Terraform objectives, and documents that name an objective or indicator with a number and a unit. A mention or a service tier alone is partial.",
        fix: "Write one sentence: which share of requests should succeed, how fast, over how long.",
    },
    judge,
};

const SEARCHED: &[&str] = &["OpenSLO, Sloth, Pyrra, Terraform objectives", "SLO and SLI in documents", "service tier"];

fn judge(facts: &Facts) -> Answer {
    let resources = facts
        .infrastructure()
        .resources
        .iter()
        .filter(|resource| {
            ["service_level", "monitoring_slo", "nobl9_", "grafana_slo", "dynatrace_slo"].iter().any(|word| resource.kind.contains(word))
        })
        .map(|resource| resource.at.says("an objective"));
    let own = || facts.docs().of_the_team();
    let states = |text: &str| {
        has_word(text)
            && text.bytes().any(|byte| byte.is_ascii_digit())
            && ["%", "ms", "second", "nines", "minutes"].iter().any(|unit| text.contains(unit))
    };
    let told = own()
        .filter_map(|document| document.prose().find(|(_, text)| states(text)).map(|(line, _)| document.at(line).says("states a target")));
    let full: Vec<Evidence> = facts.docs().objectives.iter().map(|at| at.says("an objective")).chain(resources).chain(told).collect();
    if !full.is_empty() {
        return Answer::found("service levels are stated", full, "", SEARCHED);
    }
    let mentioned = own().filter_map(|document| {
        document.prose().find(|(_, text)| has_word(text)).map(|(line, _)| document.at(line).says("mentions service levels"))
    });
    let tier = own().flat_map(|document| {
        document.sections_about(&["service tier"]).map(|section| document.at(section.line).says("names a service tier"))
    });
    Answer::partly("service levels are only mentioned", mentioned.chain(tier), "no service levels are stated", SEARCHED)
}

fn has_word(text: &str) -> bool {
    if mentions(text, &["no sla", "no slo", "without sla", "without an sla"]) {
        return false;
    }
    let words = text.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "SLO" | "SLOs" | "SLI" | "SLIs" | "SLA" | "SLAs"));
    words
        || mentions(text, &["service level objective", "service level indicator", "error budget", "availability target", "latency target"])
}

//! Is it written how incidents of this service are handled (roles, severity, communication, who is on call), here or by a link?

use crate::checks::prelude::*;
use crate::facts::docs::{Document, Kind, mentions};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/incident-process",
        title: "It is written how incidents are handled",
        question: "Is it written how incidents of this service are handled (roles, severity, communication, who is on call), here or by a link?",
        demands: &["N13", "N14"],
        weight: 2,
        gate: false,
        why: "Who leads, who talks, who decides that it is bad: an outage is no time to work that out.",
        pass: "Here.",
        partial: "Linked, or only a contact or an on-call rota.",
        fail: "No.",
        not_applicable: "",
        found: "Documents that tell roles, severities, communication or who is on call count; a link to one, or a contact or rota alone, is partial. A process for vulnerabilities is not one for incidents, and documentation for users of a product does not count.",
        fix: "Write one page: how an incident is declared, who leads it, where it is talked about; link it from the README.",
    },
    judge,
};

const SEARCHED: &[&str] =
    &["incident process documents", "severity and roles", "on-call and escalation sections", "links to an incident process"];

fn judge(facts: &Facts) -> Answer {
    let docs = facts.docs();
    let own = || {
        docs.documents
            .iter()
            .filter(|document| !document.is(Kind::UserManual) && !document.is(Kind::Changelog) && !document.is(Kind::Postmortem))
    };
    let written: Vec<Evidence> = own()
        .filter(|document| document.is(Kind::IncidentProcess))
        .map(|document| document.at(0).says("tells how incidents are handled"))
        .collect();
    if !written.is_empty() {
        return Answer::found("it is written how incidents are handled", written, "", SEARCHED);
    }
    let links = own().flat_map(|document| {
        document
            .links
            .iter()
            .filter(|link| is_process(&link.target, &link.text))
            .map(|link| document.at(link.line).says("links how incidents are handled, or a rota"))
    });
    let near = |document: &&Document| {
        document.path.matches('/').count() <= 2 && !document.path.starts_with("tools/") || document.is(Kind::Runbook)
    };
    let sections = own().filter(near).flat_map(|document| {
        document
            .sections_about(&["incident", "on-call", "on call", "out of hours", "escalation", "support contact", "supported by"])
            .filter(|section| section.level > 1 && section.words() >= 4 && !mentions(&section.title, &["security"]))
            .map(|section| document.at(section.line).says("a section on incidents or contacts"))
    });
    let troubleshooting = own().filter(|document| document.is(Kind::Runbook)).flat_map(|document| {
        document
            .sections_about(&["first line", "second line"])
            .map(|section| document.at(section.line).says("says which line of support acts"))
    });
    let rota = facts.pipelines().pipelines.iter().filter(|pipeline| is_for_the_rota(&pipeline.path));
    let links = rota.map(|pipeline| Place::new(&pipeline.path, 0).says("a pipeline for the rota")).chain(links);
    Answer::partly(
        "only a link, a contact or a rota",
        links.chain(sections).chain(troubleshooting),
        "nothing on how incidents are handled",
        SEARCHED,
    )
}

fn is_for_the_rota(path: &str) -> bool {
    let normal = path.to_lowercase().replace('_', "-");
    // Keys are rotated, too.
    mentions(&normal, &["on-call", "oncall"]) || normal.split(['/', '-', '.']).any(|word| word == "rota")
}

fn is_process(target: &str, text: &str) -> bool {
    let about = |words: &str| {
        mentions(
            words,
            &[
                "incident-process", "incident process", "incident-response", "incident response", "incident-management",
                "incident management", "on-call", "oncall rota", "on call rota", "escalation policy", "escalation_policies",
            ],
        )
    };
    // "if this warrants kicking off an incident", in the company's wiki
    let wiki = ["wiki", "confluence", "notion.", "manual", "docs.google", "handbook"].iter().any(|home| target.contains(home));
    let named = wiki && mentions(text, &["an incident", "incidents"]);
    let rota = target.contains("pagerduty.com/") && !target.contains("docs");
    target.starts_with("http") && !target.contains("blog") && (named || rota || about(&target.to_lowercase()) || about(text))
}

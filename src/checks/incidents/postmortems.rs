//! Are there postmortems or incident reviews, or a template for them?

use crate::checks::prelude::*;
use crate::facts::docs::{Kind, mentions};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/postmortems",
        title: "Incidents are reviewed in writing",
        question: "Are there postmortems or incident reviews, or a template for them?",
        demands: &["N13", "N14"],
        weight: 2,
        gate: false,
        why: "Every page is a chance to learn, if someone writes down what happened. Read the last one before you say yes.",
        pass: "Here.",
        partial: "Linked or mentioned.",
        fail: "No.",
        not_applicable: "",
        found: "Documents with the shape of a postmortem (timeline, impact, cause, actions) or templates for one count; a link or a mention is partial. Reviews that are kept elsewhere without a link cannot be seen.",
        fix: "Add a template for incident reviews, and fill it in for the last incident.",
    },
    judge,
};

const SEARCHED: &[&str] = &["postmortems and incident reviews", "templates for them", "links"];

fn judge(facts: &Facts) -> Answer {
    let docs = facts.docs();
    let here: Vec<Evidence> =
        docs.of(Kind::Postmortem).map(|document| document.at(0).says("reviews an incident, or is the template")).collect();
    if !here.is_empty() {
        return Answer::found(format!("{} incident reviews or templates", here.len()), here, "", SEARCHED);
    }
    let own = || docs.of_the_team();
    let stems = &["postmortem", "post-mortem", "incident review", "post-incident", "incident report"];
    let linked = own().flat_map(|document| {
        document
            .links
            .iter()
            .filter(|link| mentions(&link.target, stems) || mentions(&link.text, stems))
            .map(|link| document.at(link.line).says("links incident reviews"))
    });
    let mentioned =
        own().filter_map(|document| document.prose_about(stems).map(|(line, _)| document.at(line).says("mentions incident reviews")));
    Answer::partly(
        "incident reviews are only linked or mentioned",
        linked.chain(mentioned),
        "no postmortem, incident review or template",
        SEARCHED,
    )
}

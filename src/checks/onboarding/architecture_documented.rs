//! Is there an architecture description: a document or README section on the parts and how they work together, a diagram, decision records?

use crate::checks::prelude::*;
use crate::facts::docs::{Document, Kind, mentions};
use crate::facts::markdown::Section;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/architecture-documented",
        title: "The parts and how they work together are described",
        question: "Is there an architecture description: a document or README section on the parts and how they work together, a diagram, decision records?",
        demands: &["R3", "R1"],
        weight: 2,
        gate: false,
        why: "To restore a service one must know its parts. A diagram from a calm day saves the first half hour of a bad night.",
        pass: "Yes.",
        partial: "A paragraph or a bare list of parts.",
        fail: "No.",
        not_applicable: "",
        found: "Architecture documents, decision records, README sections on the parts with some length, mermaid and image diagrams count. A paragraph or a bare list is partial. Comments in code and documents elsewhere are not read.",
        fix: "Draw the boxes and arrows of the last incident in a mermaid block, and put it in docs/architecture.md.",
    },
    judge,
};

const SEARCHED: &[&str] = &["docs/architecture*", "decision records", "README sections on architecture", "diagrams"];
const TITLES: &[&str] = &[
    "architecture", "how it works", "design", "components", "system overview", "data flow", "dataflow", "overview", "high level",
    "high-level", "concepts", "how does it work", "services",
];

fn judge(facts: &Facts) -> Answer {
    let docs = facts.docs();
    let whole = docs.of(Kind::Architecture).chain(docs.of(Kind::DecisionRecord)).filter(|document| !document.is(Kind::UserManual));
    let described: Vec<Evidence> = whole.map(|document| document.at(0).says("describes the architecture or records a decision")).collect();
    let diagrams: Vec<Evidence> = docs.of_the_team().filter(|document| !document.of_tests).flat_map(diagrams).collect();
    let sections: Vec<(Evidence, usize)> = docs.entry().into_iter().chain(&docs.assistants).flat_map(sections).collect();
    let long = sections.iter().filter(|(_, words)| *words >= 80).map(|(evidence, _)| evidence.clone());
    let strong: Vec<Evidence> = described.into_iter().chain(diagrams).chain(long).collect();
    if strong.is_empty() {
        let paragraph = sections.iter().filter(|(_, words)| *words >= 12).map(|(evidence, _)| evidence.clone());
        let listed = docs.entry().into_iter().chain(docs.of(Kind::Development)).chain(&docs.assistants).flat_map(parts_in_list);
        return Answer::partly(
            "a paragraph on the parts, no description of how they work together",
            paragraph.chain(docs.readme().and_then(parts_in_prose)).chain(listed).chain(docs.readme().and_then(linked)),
            "no description of the parts and how they work together",
            SEARCHED,
        );
    }
    Answer::found("the architecture is described", strong, "", SEARCHED)
}

/// Diagrams as text in a fence, and images that are named for what they show.
fn diagrams(document: &Document) -> Vec<Evidence> {
    let fences = document
        .sections
        .iter()
        .flat_map(|section| &section.code)
        .filter(|fence| matches!(fence.language.as_str(), "mermaid" | "plantuml" | "puml" | "dot" | "d2"));
    let drawn = fences.map(|fence| document.at(fence.line).says("a diagram"));
    let boxes = document
        .sections
        .iter()
        .flat_map(|section| &section.code)
        .filter(|fence| {
            fence.text.matches("--").count() > 8
                && (fence.text.contains('|') || fence.text.contains('+'))
                // The output of a database's shell is a table with lines, too.
                && (fence.text.contains("->") || fence.text.lines().filter(|line| line.trim_start().starts_with("+--")).count() >= 4)
        })
        .map(|fence| document.at(fence.line).says("a diagram in text"));
    let named = |target: &str| {
        mentions(
            target.rsplit('/').next().unwrap_or(target),
            &["arch", "diagram", "overview", "component", "system", "topology", "dataflow", "data-flow", "context"],
        ) || mentions(target, &["architecture", "diagrams/"])
    };
    let images = document.links.iter().filter(|link| {
        (link.image || [".png", ".svg", ".drawio", ".jpg"].iter().any(|end| link.target.ends_with(end)))
            && (named(&link.target) || mentions(&link.text, &["architecture", "diagram"]))
            && !link.target.contains("badge")
            && !link.target.contains("sponsor")
            && !document
                .section_at(link.line)
                .is_some_and(|section| mentions(&section.title, &["screenshot", "demo", "preview", "feature", "sponsor"]))
    });
    drawn.chain(boxes).chain(images.map(|link| document.at(link.line).says("shows a diagram"))).collect()
}

fn sections(document: &Document) -> Vec<(Evidence, usize)> {
    let found = document
        .sections_about(TITLES)
        .filter(|section| section.level > 1 || mentions(&section.title, &["architecture"]))
        // What is supported or offered is told to users.
        .filter(|section| !mentions(&section.title, &["supported", "available", "third-party", "external"]));
    found
        .map(|section| {
            (
                document.at(section.line).says("a section on the parts"),
                document.below(section).map(|below| below.words() + 5 * below.items).sum(),
            )
        })
        .collect()
}

/// A link of the README to a description that is kept elsewhere.
fn linked(readme: &Document) -> Option<Evidence> {
    let about =
        |text: &str| mentions(text, &["architecture", "solution component", "system design", "technical overview", "design document"]);
    let link = readme.links.iter().find(|link| link.target.starts_with("http") && about(&link.text) && link.text.len() < 80)?;
    Some(readme.at(link.line).says("links a description of the parts"))
}

/// A bare list of the parts: folders, packages, what it is made with.
fn parts_in_list(document: &Document) -> impl Iterator<Item = Evidence> {
    const TITLES: &[&str] = &[
        "project structure", "code structure", "repository structure", "repo structure", "directory structure", "folder structure",
        "project layout", "code layout", "repository layout", "structure", "layout", "organization", "organisation", "packages", "modules",
        "structure of", "tech stack", "stack", "technolog", "built with", "codebase", "repository contents", "key files",
    ];
    let listed = |section: &&Section| section.level > 1 && (section.items >= 2 || !section.code.is_empty() || section.words() >= 25);
    document.sections_about(TITLES).filter(listed).map(|section| document.at(section.line).says("lists the parts"))
}

/// A README's sentence that names its neighbours.
fn parts_in_prose(readme: &Document) -> Option<Evidence> {
    let (line, _) = readme.prose().take(40).find(|(_, text)| {
        mentions(
            text,
            &[
                "consists of", "is made up of", "composed of", "split into", "talks to", "reads from", "sits between",
                "the following services", "frontend and",
            ],
        ) && text.split_whitespace().count() >= 12
    })?;
    Some(readme.at(line).says("a sentence on the parts"))
}

//! Does the repository tell how to make a change (CONTRIBUTING, a development guide, a pull request template with a checklist)?

use crate::checks::prelude::*;
use crate::facts::docs::{Document, Kind, mentions};
use crate::facts::markdown::Section;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/contributing-guide",
        title: "It is written how to make a change",
        question: "Does the repository tell how to make a change (CONTRIBUTING, a development guide, a pull request template with a checklist)?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "The fix for what paged you is a change. If nobody wrote down how one is made, the fix waits for the one who knows.",
        pass: "A guide.",
        partial: "Only a pull request template or a short paragraph.",
        fail: "No.",
        not_applicable: "",
        found: "A CONTRIBUTING file, a development guide of some length, or a README section with steps counts as a guide; a pull request template, a short paragraph or a link to a guide is partial. Guides outside the repository are not read.",
        fix: "Write CONTRIBUTING.md with the way a change takes: branch, tests, review, deploy.",
    },
    judge,
};

const SEARCHED: &[&str] = &["CONTRIBUTING", "development guides", "pull request templates", "README sections on contributing"];

fn judge(facts: &Facts) -> Answer {
    let docs = facts.docs();
    let own = || docs.documents.iter().filter(|document| !document.is(Kind::UserManual));
    let guides = own().filter(|document| document.is(Kind::Contributing) && document.words() >= 40 || is_guide(document));
    let guides: Vec<Evidence> = guides.map(|document| document.at(0).says("tells how to make a change")).collect();
    let sections = || {
        docs.entry().into_iter().flat_map(|document| {
            document
                .sections_about(&[
                    "contributing", "contribution", "contribute", "how to contribute", "making changes", "making a change",
                    "development workflow", "pull request", "coding standard", "code style", "submitting",
                ])
                .map(move |section| (document, section))
        })
    };
    let long = sections()
        .filter(|(document, section)| document.below(section).map(|below| below.words()).sum::<usize>() >= 80)
        .map(|(document, section)| document.at(section.line).says("a section on making changes"));
    let strong: Vec<Evidence> = guides.into_iter().chain(long).collect();
    if !strong.is_empty() {
        return Answer::found("a guide tells how to make a change", strong, "", SEARCHED);
    }
    let short = sections()
        .filter(|(document, section)| document.below(section).any(|below| below.words() >= 5))
        .map(|(document, section)| document.at(section.line).says("a short section on making changes"));
    let short = short.chain(docs.entry().into_iter().chain(docs.of(Kind::Development)).chain(&docs.assistants).flat_map(works_on));
    let links = docs.entry().into_iter().flat_map(|document| {
        let leads = document.links.iter().filter(|link| mentions(&link.text, &["contribut"]) || mentions(&link.target, &["contributing"]));
        leads.map(|link| document.at(link.line).says("a link to a guide kept elsewhere"))
    });
    let short = short.chain(links);
    let templates = docs
        .of(Kind::PullRequestTemplate)
        .chain(docs.of(Kind::Contributing))
        .map(|document| document.at(0).says("a template or a short file"));
    Answer::partly(
        "only a pull request template or a short paragraph on making changes",
        templates.chain(short),
        "nothing tells how to make a change",
        SEARCHED,
    )
}

/// Sections that tell a part of the way of a change: how to add something, how code is formatted, how a release is made.
fn works_on(document: &Document) -> impl Iterator<Item = Evidence> {
    const TITLES: &[&str] = &[
        "adding ", "add a ", "how to add", "implementing", "creating a new", "code format", "formatting", "git hook", "pre-commit",
        "release process", "releasing", "coding", "convention", "code quality", "development notes", "committing", "branching",
        "code style", "guidelines", "development workflow", "development", "developing", "updating dependenc", "linting",
    ];
    let told = |section: &&Section| section.level > 1 && document.below(section).map(Section::words).sum::<usize>() >= 12;
    document.sections_about(TITLES).filter(told).map(|section| document.at(section.line).says("tells a part of the way of a change"))
}

/// A guide for developers, apart from the README, with steps beyond starting the service.
fn is_guide(document: &Document) -> bool {
    let topics: &[&[&str]] = &[
        &["test"],
        &["lint", "format", "style", "convention", "guideline"],
        &["pull request", "commit", "branch", "review"],
        &["migration", "dependenc", "add a new", "adding", "making"],
        &["debug"],
        &["release", "deploy"],
    ];
    document.is(Kind::Development)
        && document.words() >= 120
        && topics.iter().filter(|stems| document.sections_about(stems).next().is_some()).count() >= 2
}

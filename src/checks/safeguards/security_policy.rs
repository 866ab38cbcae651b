//! Does the repository say how to report a vulnerability (SECURITY.md, security.txt, a section)?

use crate::checks::prelude::*;
use crate::facts::docs::{Kind, mentions};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/security-policy",
        title: "It is written how to report a vulnerability",
        question: "Does the repository say how to report a vulnerability (SECURITY.md, security.txt, a section)?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "Whoever finds a hole should know whom to tell, before they tell everybody.",
        pass: "Yes.",
        partial: "Only a link or one sentence.",
        fail: "No.",
        not_applicable: "",
        found: "A SECURITY file or security.txt, or a section with more than a sentence, counts; a link or one sentence is partial. A policy that a forge adds for a whole organisation cannot be seen.",
        fix: "Add SECURITY.md with an address and the time in which an answer can be expected.",
    },
    judge,
};

const SEARCHED: &[&str] = &["SECURITY.md", "security.txt", "sections on reporting a vulnerability"];

fn judge(facts: &Facts) -> Answer {
    let docs = facts.docs();
    let policies = docs.of(Kind::SecurityPolicy).map(|document| document.at(0).says("tells how to report a vulnerability"));
    let own = || docs.of_the_team();
    let reports = |text: &str| {
        mentions(
            text,
            &[
                "report a vulnerab", "reporting a vulnerab", "report a security", "reporting security", "report security",
                "responsible disclosure", "vulnerability disclosure", "vulnerability report", "disclose a vulnerab", "disclose security",
            ],
        ) || mentions(text, &["security issue", "security vulnerab"]) && mentions(text, &["report", "email", "e-mail", "contact"])
    };
    let sections = own().flat_map(|document| {
        document
            .sections_about(&[
                "vulnerab", "responsible disclosure", "reporting security", "security policy", "security issue", "security report",
            ])
            .filter(|section| section.level > 0 && section.words() >= 8)
            // A section on the weaknesses of packages tells nobody whom to write to.
            .filter(|section| {
                let text = |(_, text): &(usize, String)| {
                    mentions(
                        text,
                        &[
                            "report", "disclos", "contact", "e-mail", "email", "mail", "@", "hackerone", "tell us", "let us know",
                            "find a", "found a", "policy",
                        ],
                    )
                };
                mentions(&section.title, &["report", "disclos", "polic"]) || section.prose.iter().any(text)
            })
            .map(|section| document.at(section.line).says("a section on reporting"))
    });
    let whole: Vec<Evidence> = policies.chain(sections).collect();
    if !whole.is_empty() {
        return Answer::found("it is written how to report a vulnerability", whole, "", SEARCHED);
    }
    let short = own().filter(|document| document.path.to_lowercase().rsplit('/').next().is_some_and(|name| name.starts_with("security.")));
    let short = short.map(|document| document.at(0).says("a sentence or a link"));
    let sentences = own().filter_map(|document| {
        document.prose().find(|(_, text)| reports(text)).map(|(line, _)| document.at(line).says("a sentence on it"))
    });
    let links = own().flat_map(|document| {
        document
            .links
            .iter()
            .filter(|link| {
                link.target.ends_with("SECURITY.md")
                    || mentions(&link.text, &["security policy", "report a vulnerab"])
                    || mentions(&link.target, &["security/policy", "security.txt", "mailto:security", "/security/advisories"])
            })
            .map(|link| document.at(link.line).says("links a policy"))
    });
    let forms = facts
        .docs()
        .contact_links
        .iter()
        .filter(|(_, address)| mentions(address, &["security"]))
        .map(|(at, _)| at.says("an issue form links a policy"));
    let served = facts.interfaces().security_txt.iter().map(|at| at.says("serves security.txt"));
    Answer::partly(
        "only a sentence or a link on reporting vulnerabilities",
        sentences.chain(short).chain(links).chain(forms).chain(served),
        "nothing tells how to report a vulnerability",
        SEARCHED,
    )
}

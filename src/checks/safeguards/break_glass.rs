//! Is there a written way to get emergency access or to make an emergency change?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/break-glass",
        title: "Emergency access is written down",
        question: "Is there a written way to get emergency access or to make an emergency change?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "Under pressure people take the shortest way. A written one is the safe one.",
        pass: "A section tells how.",
        partial: "It is mentioned only.",
        fail: "Nothing on it.",
        not_applicable: "",
        found: "Sections on break-glass or emergency access, emergency changes, hotfix processes or deploying by hand are looked for. A mention is partial. What is kept elsewhere cannot be seen.",
        fix: "Write down how someone on call gets production access, for how long, and who is told.",
    },
    judge,
};

const SEARCHED: &[&str] = &["break glass", "emergency access", "hotfix process", "deploying by hand"];
const STEMS: &[&str] = &[
    "break glass", "break-glass", "emergency access", "emergency change", "emergency deploy", "emergency release", "hotfix process",
    "hot fix process", "hotfix release", "hotfixes", "manual deploy", "deploying manually", "deploy manually", "elevated access",
    "temporary access", "privileged access",
];

fn judge(facts: &Facts) -> Answer {
    let own = || facts.docs().in_force();
    let told: Vec<Evidence> = own()
        .flat_map(|document| {
            document
                .sections_about(STEMS)
                .filter(|section| document.below(section).map(|below| below.words() + 10 * below.code.len()).sum::<usize>() >= 15)
                .map(|section| document.at(section.line).says("a section on emergencies"))
        })
        .collect();
    if !told.is_empty() {
        return Answer::found("emergency access or changes are written down", told, "", SEARCHED);
    }
    let mentioned = own().filter_map(|document| document.prose_about(STEMS).map(|(line, _)| document.at(line).says("mentions it")));
    Answer::partly("emergency access is only mentioned", mentioned, "nothing on emergency access or changes", SEARCHED)
        .confidence(Confidence::Medium)
}

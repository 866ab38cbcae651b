//! Is there training for incidents: game days, drills, on-call onboarding?

use crate::checks::prelude::*;
use crate::facts::docs::mentions;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/training",
        title: "There is training for incidents",
        question: "Is there training for incidents: game days, drills, on-call onboarding?",
        demands: &["N12"],
        weight: 1,
        gate: false,
        why: "Support is a skill of its own. A drill is where it is cheap to learn.",
        pass: "Game days, drills, shadowing or on-call training are written down.",
        partial: "They are mentioned only.",
        fail: "No sign of them.",
        not_applicable: "",
        found: "Documents and sections on game days, drills, shadowing, on-call onboarding or training are looked for. A mention is partial. Training that is organised elsewhere cannot be seen, so take a fail as a question to ask.",
        fix: "Plan a one-hour game day: break one dependency in a test environment, and write down what was confusing.",
    },
    judge,
};

const SEARCHED: &[&str] = &["game days and drills", "on-call onboarding", "shadowing"];
const STEMS: &[&str] = &[
    "game day", "gameday", "game-day", "fire drill", "firedrill", "chaos day", "wheel of misfortune", "tabletop exercise",
    "disaster recovery test", "on-call training", "on-call onboarding", "shadowing", "incident drill", "dr test",
];

fn judge(facts: &Facts) -> Answer {
    let own = || facts.docs().in_force();
    let named = own().filter(|document| {
        mentions(
            &document.path.replace(['-', '_', '/'], " "),
            &["game day", "gameday", "fire drill", "chaos day", "on call training", "oncall training", "tabletop", "dr test"],
        )
    });
    let told: Vec<Evidence> = named
        .map(|document| document.at(0).says("on training or drills"))
        .chain(own().flat_map(|document| {
            document
                .sections_about(STEMS)
                .filter(|section| section.words() >= 15)
                .map(|section| document.at(section.line).says("a section on training or drills"))
        }))
        .collect();
    if !told.is_empty() {
        return Answer::found("training or drills are written down", told, "", SEARCHED);
    }
    let mentioned = own().filter_map(|document| document.prose_about(STEMS).map(|(line, _)| document.at(line).says("mentions it")));
    Answer::partly("training or drills are only mentioned", mentioned, "no sign of training, drills or shadowing", SEARCHED)
        .confidence(Confidence::Medium)
}

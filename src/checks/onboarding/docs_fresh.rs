//! Do the documents keep up with the code that they describe?

use crate::checks::prelude::*;
use crate::snapshot::Role;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/docs-fresh",
        title: "The documents keep up with the code",
        question: "Do the documents keep up with the code that they describe?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "A document that describes last year sends you the wrong way, with confidence.",
        pass: "The README or a document that it links changed in the window, or the code hardly did.",
        partial: "Only other documents changed.",
        fail: "None changed.",
        not_applicable: "",
        found: "The window is a year back from the judged commit (`--since` changes it), never from today. Bots are recognised by name and address and left out, merges are skipped. The README and the documents that it links are held against the changes of the code: any of them changed in the window passes, and so does a service whose code hardly changed (under 20 commits). Whether the words are right cannot be seen. Squash merges hide single commits, pairs show as one, and imported history and monorepos distort it. No person is named.",
        fix: "Let the last person who joined mend what was wrong in the README.",
    },
    judge,
};

const SEARCHED: &[&str] = &["changes of the README and the documents that it links"];

fn judge(facts: &Facts) -> Answer {
    let history = facts.history();
    if let Some(reason) = &history.missing {
        return Answer::unknown(format!("no history: {reason}"), SEARCHED);
    }
    let entry = facts.docs().entry();
    let Some(readme) = entry.first() else {
        return Answer::fail("there are no documents", SEARCHED, []);
    };
    let code = history.work().filter(|commit| commit.changes.iter().any(|change| change.role == Role::Source)).count();
    let fresh: Vec<Evidence> = entry
        .iter()
        .filter(|document| history.changed(&document.path))
        .map(|document| document.at(0).says("changed in the window"))
        .collect();
    let all = facts
        .docs()
        .documents
        .iter()
        .filter(|document| history.changed(&document.path))
        .map(|document| document.at(0).says("changed in the window"));
    if code < 20 {
        return Answer::pass(format!("the code hardly changed: {code} commits"), readme.at(0).says("little to keep up with"), fresh);
    }
    if !fresh.is_empty() {
        return Answer::found(
            format!("{} of {} entry documents changed along {code} commits to the code", fresh.len(), entry.len()),
            fresh,
            "",
            SEARCHED,
        );
    }
    Answer::partly(
        format!("the README did not change along {code} commits to the code, others did"),
        all,
        format!("no document changed along {code} commits to the code"),
        SEARCHED,
    )
}

//! Are the runbooks kept current?

use crate::checks::incidents::runbooks::runbooks;
use crate::checks::prelude::*;
use crate::facts::docs::Document;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/runbooks-fresh",
        title: "Runbooks are kept current",
        question: "Are the runbooks kept current?",
        demands: &["N13"],
        weight: 1,
        gate: false,
        why: "A runbook that nobody touched for a year describes a service that is gone.",
        pass: "At least half of them changed in the window.",
        partial: "Some changed.",
        fail: "None changed.",
        not_applicable: "No runbooks in the repository.",
        found: "The window is a year back from the judged commit (`--since` changes it), never from today. Bots are recognised by name and address and left out, merges are skipped. The share of runbooks in the repository that changed in the window: half passes, any is partial.",
        fix: "Read the runbook of the last page, and mend the step that was wrong.",
    },
    judge,
};

const SEARCHED: &[&str] = &["changes of runbooks"];

fn judge(facts: &Facts) -> Answer {
    let books: Vec<&Document> = runbooks(facts.docs()).collect();
    if books.is_empty() {
        return Answer::not_applicable("no runbooks in the repository", SEARCHED);
    }
    let history = facts.history();
    if let Some(reason) = &history.missing {
        return Answer::unknown(format!("no history: {reason}"), SEARCHED);
    }
    let fresh: Vec<Evidence> = books
        .iter()
        .filter(|document| history.changed(&document.path))
        .map(|document| document.at(0).says("changed in the window"))
        .collect();
    let share = fresh.len() as f64 / books.len() as f64;
    let state = format!("{} of {} runbooks changed in {} days", fresh.len(), books.len(), history.days);
    let answer =
        if share >= 0.5 { Answer::found(state, fresh, "", SEARCHED) } else { Answer::partly(state.clone(), fresh, state, SEARCHED) };
    answer.measured(share)
}

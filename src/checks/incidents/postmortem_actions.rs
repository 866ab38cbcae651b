//! Are the action items of postmortems closed?

use crate::checks::prelude::*;
use crate::facts::docs::{Document, Kind};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/postmortem-actions",
        title: "Action items of postmortems are closed",
        question: "Are the action items of postmortems closed?",
        demands: &["N13"],
        weight: 1,
        gate: false,
        why: "An open action item is the same outage, waiting.",
        pass: "All action items in the task lists are closed.",
        partial: "Up to half of them are open.",
        fail: "More than half are open.",
        not_applicable: "There are no postmortems in the repository.",
        found: "Task lists and action sections of the postmortems in the repository are read: `[ ]` is open, `[x]` is closed, and so are table rows that say so. Actions that are tracked elsewhere cannot be seen: then the answer is unknown.",
        fix: "Go through the open boxes of the oldest review, and close, schedule or drop each.",
    },
    judge,
};

const SEARCHED: &[&str] = &["task lists in postmortems", "action item tables"];

fn judge(facts: &Facts) -> Answer {
    let reviews: Vec<&Document> = facts.docs().of(Kind::Postmortem).collect();
    if reviews.is_empty() {
        return Answer::not_applicable("no postmortems in the repository", SEARCHED);
    }
    let boxes: Vec<(Place, bool)> =
        reviews.iter().flat_map(|document| document.tasks.iter().map(|(line, done)| (document.at(*line), *done))).collect();
    let open: Vec<Evidence> = boxes.iter().filter(|(_, done)| !done).map(|(at, _)| at.says("an open action")).collect();
    let Some((first, _)) = boxes.first() else {
        return Answer::unknown("the postmortems keep no task list here", SEARCHED);
    };
    let share = open.len() as f64 / boxes.len() as f64;
    let state = format!("{} of {} action items are open", open.len(), boxes.len());
    let answer = match open.as_slice() {
        [] => Answer::pass(format!("all {} action items are closed", boxes.len()), first.says("closed"), []),
        [one, rest @ ..] if share <= 0.5 => Answer::partial(state, one.clone(), rest.iter().cloned()),
        _ => Answer::fail(state, SEARCHED, open.iter().cloned()),
    };
    answer.measured(share)
}

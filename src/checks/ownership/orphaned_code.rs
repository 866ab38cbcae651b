//! Which share of the code was last touched only by people who are no longer active?

use crate::checks::prelude::*;
use std::collections::BTreeSet;

use crate::facts::history::DAY;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "ownership/orphaned-code",
        title: "Little code belongs to people who left",
        question: "Which share of the code was last touched only by people who are no longer active?",
        demands: &["N9"],
        weight: 1,
        gate: false,
        why: "Code whose authors are gone is code that you will have to learn from its outages.",
        pass: "At most a tenth.",
        partial: "Up to three in ten.",
        fail: "More.",
        not_applicable: "",
        found: "The window is a year back from the judged commit (`--since` changes it), never from today. Bots are recognised by name and address and left out, merges are skipped. Files of source code that changed in the window, and of which everybody who changed them made no commit in its second half. Code that nobody touched in the window is not counted. Up to a tenth passes, up to three in ten is partial. Squash merges hide single commits, pairs show as one, and imported history and monorepos distort it. No person is named.",
        fix: "Let somebody who stays make the next change to the folder that the evidence names.",
    },
    judge,
};

const SEARCHED: &[&str] = &["authors of changed files", "who is still active"];

fn judge(facts: &Facts) -> Answer {
    let history = facts.history();
    if let Some(reason) = &history.missing {
        return Answer::unknown(format!("no history: {reason}"), SEARCHED);
    }
    let half = history.end - i64::from(history.days) * DAY / 2;
    let active: BTreeSet<usize> = history.work().filter(|commit| commit.time >= half).map(|commit| commit.author).collect();
    let files = history.authors();
    if files.len() < 10 {
        return Answer::unknown(format!("only {} files of source code changed in the window", files.len()), SEARCHED);
    }
    let orphaned: Vec<&str> =
        files.iter().filter(|(_, people)| people.keys().all(|person| !active.contains(person))).map(|(path, _)| *path).collect();
    let share = orphaned.len() as f64 / files.len() as f64;
    let state = format!("{:.0} % of the files that changed were changed only by people who are no longer active", share * 100.0);
    let evidence = facts
        .place_of(
            history.work().filter(|commit| share == 0.0 || commit.changes.iter().any(|change| orphaned.contains(&change.path.as_str()))),
        )
        .says(state.clone());
    let answer = match share {
        share if share <= 0.1 => Answer::pass(state, evidence, []),
        share if share <= 0.3 => Answer::partial(state, evidence, []),
        _ => Answer::fail(state, SEARCHED, [evidence]),
    };
    answer.measured(share)
}

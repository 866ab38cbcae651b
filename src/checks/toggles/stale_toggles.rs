//! Are feature toggles younger than a year?

use crate::checks::prelude::*;
use crate::facts::capabilities::Sighting;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "toggles/stale-toggles",
        title: "Feature toggles are young",
        question: "Are feature toggles younger than a year?",
        demands: &["N8"],
        weight: 1,
        gate: false,
        why: "A toggle that nobody has touched for a year is a trap: nobody knows what off does any more.",
        pass: "At most a tenth of the flags is older.",
        partial: "Up to a half.",
        fail: "More.",
        not_applicable: "No home-grown flags.",
        found: "The window is a year back from the judged commit (`--since` changes it), never from today. Bots are recognised by name and address and left out, merges are skipped. A flag whose file did not change in the window is older than the window for certain; a flag in a file that did change is taken as young. Home-grown flags only: those of a flag service live there.",
        fix: "Remove the oldest flag together with the branch that is never taken.",
    },
    judge,
};

const SEARCHED: &[&str] = &["home-grown flags, and the changes of the files that hold them"];

fn judge(facts: &Facts) -> Answer {
    let flags: Vec<&Sighting> = facts.capabilities().flags().iter().filter(|flag| !flag.weak).collect();
    if flags.is_empty() {
        return Answer::not_applicable("no home-grown flags", SEARCHED);
    }
    let history = facts.history();
    if let Some(reason) = &history.missing {
        return Answer::unknown(format!("no history: {reason}"), SEARCHED);
    }
    let (young, old): (Vec<&Sighting>, Vec<&Sighting>) = flags.iter().partition(|flag| history.changed(&flag.at.path));
    let share = old.len() as f64 / flags.len() as f64;
    let state = format!("{} of {} flags lie in files that nobody touched for {} days", old.len(), flags.len(), history.days);
    let stale = old.iter().map(|flag| flag.at.says(format!("{} is older than the window", flag.what)));
    let fresh = young.iter().map(|flag| flag.at.says(format!("{} lies in a file that changes", flag.what)));
    let answer = match share {
        share if share <= 0.1 => Answer::found(state, fresh, "", SEARCHED),
        share if share <= 0.5 => Answer::partly(state, stale, "", SEARCHED),
        _ => Answer::fail(state, SEARCHED, stale),
    };
    answer.measured(share)
}

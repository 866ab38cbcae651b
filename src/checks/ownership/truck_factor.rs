//! How many people would have to leave before half of the files are known to nobody?

use crate::checks::prelude::*;
use std::collections::BTreeMap;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "ownership/truck-factor",
        title: "Several people know the code",
        question: "How many people would have to leave before half of the files are known to nobody?",
        demands: &["N9", "N4"],
        weight: 1,
        gate: false,
        why: "If one person leaves and half of the code is known to nobody, you are on call for a mystery.",
        pass: "Three or more.",
        partial: "Two.",
        fail: "One.",
        not_applicable: "",
        found: "The window is a year back from the judged commit (`--since` changes it), never from today. Bots are recognised by name and address and left out, merges are skipped. After Avelino et al. (2016), simplified: who changed at least half of a file's lines in the window knows it; the people with the most files are taken away until more than half of the files are known to nobody. Three or more passes, two is partial, one fails. Code that nobody touched in the window is not counted. Squash merges hide single commits, pairs show as one, and imported history and monorepos distort it. No person is named.",
        fix: "Pair on the part that only one person changes.",
    },
    judge,
};

const SEARCHED: &[&str] = &["authors of changed files"];

fn judge(facts: &Facts) -> Answer {
    let history = facts.history();
    if let Some(reason) = &history.missing {
        return Answer::unknown(format!("no history: {reason}"), SEARCHED);
    }
    let files = history.authors();
    if files.len() < 10 {
        return Answer::unknown(format!("only {} files of source code changed in the window", files.len()), SEARCHED);
    }
    let factor = factor(&files);
    let state = format!("the truck factor is {factor}, over {} files", files.len());
    let evidence = facts.place_of(history.work()).says(state.clone());
    let answer = match factor {
        0 | 1 => Answer::fail(state, SEARCHED, [evidence]),
        2 => Answer::partial(state, evidence, []),
        _ => Answer::pass(state, evidence, []),
    };
    answer.measured(factor as f64)
}

/// How many people must leave before more than half of the files are known to nobody.
fn factor(files: &BTreeMap<&str, BTreeMap<usize, usize>>) -> usize {
    let mut known: Vec<Vec<usize>> = files.values().map(knows).collect();
    let all = known.len();
    let mut gone = 0;
    while known.iter().filter(|people| people.is_empty()).count() * 2 <= all {
        let mut count: BTreeMap<usize, usize> = BTreeMap::new();
        known.iter().flatten().for_each(|person| *count.entry(*person).or_default() += 1);
        let Some((&first, _)) = count.iter().max_by_key(|(person, files)| (**files, usize::MAX - **person)) else { break };
        known.iter_mut().for_each(|people| people.retain(|person| *person != first));
        gone += 1;
    }
    gone
}

/// Who changed at least half as many lines of a file as the one who changed most.
fn knows(lines: &BTreeMap<usize, usize>) -> Vec<usize> {
    let most = lines.values().max().copied().unwrap_or(0);
    lines.iter().filter(|(_, count)| **count * 2 >= most).map(|(person, _)| *person).collect()
}

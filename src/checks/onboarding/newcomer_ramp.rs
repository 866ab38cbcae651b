//! How many days from a newcomer's first commit to the fifth (median, no names)?

use crate::checks::prelude::*;
use crate::facts::history::{DAY, History};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/newcomer-ramp",
        title: "Newcomers get going quickly",
        question: "How many days from a newcomer's first commit to the fifth (median, no names)?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "If it took the last newcomers weeks to make five changes, it will take you as long to know your way.",
        pass: "Up to 21 days.",
        partial: "Up to 60 days.",
        fail: "More.",
        not_applicable: "",
        found: "Median days from the first to the fifth commit of people whose first commit lies in the window (`--since`). At least three such people are needed, and a history that reaches back beyond the window, or the answer is unknown. Up to 21 days passes, up to 60 is partial. Squash merges hide single commits, pairs show as one, and imported history and monorepos distort it. No person is named.",
        fix: "Give the next newcomer a first change for the first day.",
    },
    judge,
};

const SEARCHED: &[&str] = &["first commits of newcomers"];

fn judge(facts: &Facts) -> Answer {
    let history = facts.history();
    if let Some(reason) = &history.missing {
        return Answer::unknown(format!("no history: {reason}"), SEARCHED);
    }
    let start = history.end - i64::from(history.days) * DAY;
    let newcomers = history.first_seen.iter().filter(|(_, first)| **first >= start).map(|(author, _)| *author);
    let ramps: Vec<f64> = newcomers.filter_map(|author| ramp(history, author)).collect();
    if ramps.len() < 3 || history.first_seen.values().all(|first| *first >= start) {
        return Answer::unknown(format!("{} newcomers with five commits: too few to tell", ramps.len()), SEARCHED);
    }
    let days = median(ramps.clone());
    let state = format!("{days:.0} days from a newcomer's first commit to the fifth (median of {})", ramps.len());
    let evidence = facts.place_of(history.work()).says(state.clone());
    let answer = match days {
        days if days <= 21.0 => Answer::pass(state, evidence, []),
        days if days <= 60.0 => Answer::partial(state, evidence, []),
        _ => Answer::fail(state, SEARCHED, [evidence]),
    };
    answer.measured(days)
}

/// Days from an author's first commit to the fifth.
fn ramp(history: &History, author: usize) -> Option<f64> {
    let mut times: Vec<i64> = history.work().filter(|commit| commit.author == author).map(|commit| commit.time).collect();
    times.sort_unstable();
    Some((times.get(4)? - times.first()?) as f64 / DAY as f64)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

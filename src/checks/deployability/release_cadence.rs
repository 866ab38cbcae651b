//! How often is it released, by tags, and how long does a change wait for its tag?

use crate::checks::prelude::*;
use crate::facts::history::DAY;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/release-cadence",
        title: "It is released often",
        question: "How often is it released, by tags, and how long does a change wait for its tag?",
        demands: &["N5"],
        weight: 1,
        gate: false,
        why: "Small releases are easy to understand, and easy to take back.",
        pass: "The median gap between release tags is at most 31 days.",
        partial: "At most half a year.",
        fail: "More.",
        not_applicable: "",
        found: "Tags that look like releases in the window: the median of the days between them. Up to a month passes, up to half a year is partial (the bands of the DORA reports). How long a change waits for its tag (the median over the commits that some tag holds by its time) is told, and does not count: a branch's own time before the merge cannot be seen after a squash. A service that deploys each merge has no tags: unknown, not fail. Tags that a clone left out cannot be seen.",
        fix: "Release what is on main today, and note what made it hard.",
    },
    judge,
};

const SEARCHED: &[&str] = &["release tags"];

fn judge(facts: &Facts) -> Answer {
    let history = facts.history();
    if let Some(reason) = &history.missing {
        return Answer::unknown(format!("no history: {reason}"), SEARCHED);
    }
    let gaps: Vec<i64> = history.releases.windows(2).map(|pair| (pair[1] - pair[0]) / DAY).collect();
    if gaps.is_empty() {
        return Answer::unknown("fewer than two release tags in the window: it may deploy each merge", SEARCHED);
    }
    let mut sorted = gaps;
    sorted.sort_unstable();
    let days = sorted[sorted.len() / 2];
    let mut state = format!("{} releases, {days} days apart (median)", history.releases.len());
    if let Some(lead) = history.lead_days() {
        state.push_str(&format!(", a change waits {lead} {} for its tag", if lead == 1 { "day" } else { "days" }));
    }
    let evidence = facts.root_file().unwrap_or_default().says(state.clone());
    let answer = match days {
        days if days <= 31 => Answer::pass(state, evidence, []),
        days if days <= 183 => Answer::partial(state, evidence, []),
        _ => Answer::fail(state, SEARCHED, [evidence]),
    };
    answer.measured(days as f64)
}

//! Checks that judge a share of the window's commits: what they have in common.

use super::{Answer, Evidence};
use crate::facts::Facts;
use crate::facts::history::Commit;

/// Where they look.
pub const SEARCHED: &[&str] = &["commits of the window"];
/// Fewer commits of people than this say nothing.
const MINIMUM: usize = 20;

/// The commits of people in the window, or in its last days; the answer `unknown` where there are too few.
pub fn commits(facts: &Facts, days: Option<i64>) -> Result<Vec<&Commit>, Answer> {
    let history = facts.history();
    if let Some(reason) = &history.missing {
        return Err(Answer::unknown(format!("no history: {reason}"), SEARCHED));
    }
    let work: Vec<&Commit> = match days {
        Some(days) => history.recent(days).collect(),
        None => history.work().collect(),
    };
    if work.len() < MINIMUM {
        return Err(Answer::unknown(format!("only {} commits of people in the window", work.len()), SEARCHED));
    }
    Ok(work)
}

/// The share of the commits for which something holds, and these commits.
pub fn share<'a>(work: &[&'a Commit], holds: impl Fn(&Commit) -> bool) -> (f64, Vec<&'a Commit>) {
    let counted: Vec<&Commit> = work.iter().copied().filter(|commit| holds(commit)).collect();
    (counted.len() as f64 / work.len().max(1) as f64, counted)
}

/// Where the outcome turns.
pub enum Bars {
    /// Small shares are good: up to the first passes, up to the second is partial.
    AtMost(f64, f64),
    /// Large shares are good: from the first on passes, from the second on is partial.
    AtLeast(f64, f64),
}

/// The answer for a share (0 to 1); `what` says of what, behind "12 % ".
pub fn answer(facts: &Facts, work: &[&Commit], (share, counted): (f64, Vec<&Commit>), bars: &Bars, what: &str) -> Answer {
    let state = format!("{:.0} % {what}", share * 100.0);
    let evidence: Evidence = facts.place_of(counted.into_iter()).says(format!("{state}, of {} commits", work.len()));
    let (good, middling) = match bars {
        Bars::AtMost(good, middling) => (share <= *good, share <= *middling),
        Bars::AtLeast(good, middling) => (share >= *good, share >= *middling),
    };
    let answer = match (good, middling) {
        (true, _) => Answer::pass(state, evidence, []),
        (false, true) => Answer::partial(state, evidence, []),
        (false, false) => Answer::fail(state, SEARCHED, [evidence]),
    };
    answer.measured(share)
}

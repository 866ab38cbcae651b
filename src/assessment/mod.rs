//! From answers to a verdict: judging, scoring, deciding, and the shortest way to a better verdict.

pub mod remedies;
pub mod scorecard;
pub mod terms;
pub mod tiers;
pub mod verdict;
pub mod waivers;

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use crate::checks::{Answer, Check, Meta};
use crate::facts::Facts;

/// A check's metadata and its answer.
#[derive(Debug, Clone)]
pub struct Judged {
    pub meta: Meta,
    pub answer: Answer,
    /// What a team claims that the repository does not show.
    pub claim: Option<String>,
}

/// Judges every check in parallel; the result is in the order of `checks`.
///
/// A check that panics is a bug of ours, not of the repository: it becomes `unknown` and says so.
pub fn judge(checks: &[&dyn Check], facts: &Facts) -> Vec<Judged> {
    checks.par_iter().map(|check| judge_one(*check, facts)).collect()
}

fn judge_one(check: &dyn Check, facts: &Facts) -> Judged {
    let answer = catch_unwind(AssertUnwindSafe(|| check.judge(facts)));
    let answer = answer.unwrap_or_else(|_| Answer::unknown("a bug in runworthy stopped this check; please report it", &[]));
    Judged { meta: *check.meta(), answer, claim: None }
}

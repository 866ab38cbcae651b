//! Gates, thresholds and reasons: from a scorecard to GO, CONDITIONAL or NO-GO.

use super::scorecard::{AreaScore, Scorecard};
use super::terms::TERMS;
use crate::checks::Outcome;

/// The answer to "should I carry this pager?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    NoGo,
    Conditional,
    Go,
}

impl Verdict {
    /// The word in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::NoGo => "no-go",
            Verdict::Conditional => "conditional",
            Verdict::Go => "go",
        }
    }

    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::NoGo => "NO-GO",
            Verdict::Conditional => "CONDITIONAL",
            Verdict::Go => "GO",
        }
    }
}

/// Where the verdict turns, in points of the overall score (0 to 100).
///
/// The defaults are calibrated on the verdicts of careful readers over real repositories.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Below it: NO-GO.
    pub conditional: f64,
    /// From it on, with nothing else in the way: GO.
    pub go: f64,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds { conditional: 45.0, go: 70.0 }
    }
}

/// Why the verdict is not better.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The best verdict that this reason allows.
    pub allows: Verdict,
    /// The check or area behind it; `None` for the score and the terms.
    pub about: Option<String>,
    pub text: String,
}

/// Minimums of which each must hold; the last is met by any one of its checks.
pub const MINIMUMS: &[&[&str]] = &[
    &["deployability/deploy-automated"],
    &["testability/tests-in-ci"],
    &["observability/central-logging"],
    &["toggles/feature-toggles", "toggles/rate-limiting", "toggles/circuit-breaking"],
];

/// The verdict with its reasons, the gravest first. Terms are not answered yet: CONDITIONAL at best.
pub fn decide(scorecard: &Scorecard, thresholds: &Thresholds) -> (Verdict, Vec<Reason>) {
    let mut reasons: Vec<Reason> = Vec::new();
    reasons.extend(MINIMUMS.iter().filter_map(|minimum| failed_minimum(scorecard, minimum)));
    reasons.extend(scorecard.areas.iter().filter_map(below_floor));
    reasons.extend(score_reason(scorecard.score, thresholds));
    reasons.push(Reason {
        allows: Verdict::Conditional,
        about: None,
        text: format!("{} questions about the terms are for people, and not answered yet", TERMS.len()),
    });
    reasons.sort_by_key(|reason| reason.allows);
    let verdict = reasons.iter().map(|reason| reason.allows).min().unwrap_or(Verdict::Go);
    (verdict, reasons)
}

/// A minimum fails when every check of it fails; partial is enough, and what is unknown does not veto.
///
/// Checks that were left out by `--only` or `--skip`, or do not apply, ask nothing.
fn failed_minimum(scorecard: &Scorecard, minimum: &[&str]) -> Option<Reason> {
    let asked: Vec<_> =
        minimum.iter().filter_map(|id| scorecard.check(id)).filter(|judged| judged.answer.outcome() != Outcome::NotApplicable).collect();
    let any = |outcome| asked.iter().any(|judged| judged.answer.outcome() == outcome);
    let first = asked.first()?;
    if any(Outcome::Pass) || any(Outcome::Partial) || asked.len() < minimum.len() && minimum.len() > 1 && !any(Outcome::Fail) {
        return None;
    }
    let (about, text) = match asked.as_slice() {
        [one] if minimum.len() == 1 => (one.meta.id.to_owned(), one.answer.summary().to_owned()),
        _ => (first.meta.area().to_owned(), "no way to switch features off, throttle traffic or isolate dependencies".to_owned()),
    };
    let unknown = any(Outcome::Unknown);
    let text = if unknown { format!("the minimum cannot be confirmed: {text}") } else { text };
    Some(Reason { allows: if unknown { Verdict::Conditional } else { Verdict::NoGo }, about: Some(about), text })
}

fn below_floor(area: &AreaScore) -> Option<Reason> {
    let (score, floor) = (area.score?, area.area.floor?);
    (score < floor).then(|| Reason {
        allows: Verdict::NoGo,
        about: Some(area.area.id.to_owned()),
        text: format!("red flag: {} scores {:.0}, below its floor of {floor:.0}", area.area.title.to_lowercase(), score.floor()),
    })
}

fn score_reason(score: f64, thresholds: &Thresholds) -> Option<Reason> {
    let (allows, bar) = match score {
        score if score < thresholds.conditional => (Verdict::NoGo, thresholds.conditional),
        score if score < thresholds.go => (Verdict::Conditional, thresholds.go),
        _ => return None,
    };
    Some(Reason { allows, about: None, text: format!("the overall score is {:.0}, below {bar:.0}", score.floor()) })
}

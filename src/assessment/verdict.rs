//! Gates, thresholds and reasons: from a scorecard to GO, CONDITIONAL or NO-GO.

use jiff::civil::Date;

use super::Judged;
use super::scorecard::{self, AreaScore, Scorecard};
use super::terms::{Reply, TERMS, Terms};
use super::tiers::{self, Tier};
use super::waivers::{self, Waiver};
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

/// What the judging of one service is asked for, apart from its files.
#[derive(Debug, Clone)]
pub struct Policy {
    pub tier: &'static Tier,
    pub thresholds: Thresholds,
    pub waivers: Vec<Waiver>,
    /// `None`: the repository alone is judged.
    pub terms: Option<Terms>,
    /// Waivers end and answers lapse by it.
    pub today: Date,
}

impl Policy {
    /// The policy of a service that says nothing.
    pub fn plain(today: Date) -> Policy {
        let tier = tiers::tier(tiers::DEFAULT).unwrap_or(&tiers::TIERS[0]);
        Policy { tier, thresholds: tier.thresholds, waivers: Vec::new(), terms: Some(Terms::default()), today }
    }

    /// The waiver that takes this check out of the gates.
    pub fn waiver(&self, judged: &Judged) -> Option<&Waiver> {
        waivers::of(&self.waivers, judged, self.today)
    }

    /// The minimums that this tier asks for.
    pub fn minimums(&self) -> impl Iterator<Item = &'static [&'static str]> {
        MINIMUMS.iter().copied().filter(|minimum| minimum.len() == 1 || self.tier.relief)
    }

    /// The score below which an area vetoes: checks that are waived are left out of the area's score.
    pub fn floor(&self, area: &AreaScore) -> Option<f64> {
        area.area.floor.filter(|_| self.tier.floors)
    }
}

/// The verdict with its reasons, the gravest first.
pub fn decide(scorecard: &Scorecard, policy: &Policy) -> (Verdict, Vec<Reason>) {
    let mut reasons: Vec<Reason> = Vec::new();
    reasons.extend(policy.minimums().filter_map(|minimum| failed_minimum(scorecard, policy, minimum)));
    reasons.extend(scorecard.judged.iter().filter_map(|judged| custom_gate(judged, policy)));
    reasons.extend(scorecard.areas.iter().filter_map(|area| below_floor(scorecard, policy, area)));
    reasons.extend(score_reason(scorecard.score, &policy.thresholds));
    reasons.extend(policy.terms.iter().flat_map(|terms| term_reasons(terms, policy.today)));
    reasons.sort_by_key(|reason| reason.allows);
    let verdict = reasons.iter().map(|reason| reason.allows).min().unwrap_or(Verdict::Go);
    (verdict, reasons)
}

/// What people answered, and what they did not.
fn term_reasons(terms: &Terms, today: Date) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for term in TERMS.iter().filter(|term| terms.reply(term.id, today) == Some(Reply::No)) {
        reasons.push(Reason {
            allows: if term.must { Verdict::NoGo } else { Verdict::Conditional },
            about: None,
            text: format!("\u{201c}{}\u{201d} is answered no; that is for {} to change", term.question, term.decides),
        });
    }
    let open = TERMS.iter().filter(|term| !matches!(terms.reply(term.id, today), Some(Reply::Yes | Reply::No))).count();
    let text = match open {
        0 => return reasons,
        1 => "1 question about the terms is for people, and not answered".to_owned(),
        open => format!("{open} questions about the terms are for people, and not answered"),
    };
    reasons.push(Reason { allows: Verdict::Conditional, about: None, text });
    reasons
}

/// A check of the user's own that may veto, and fails.
fn custom_gate(judged: &Judged, policy: &Policy) -> Option<Reason> {
    let own = judged.meta.gate && !MINIMUMS.iter().any(|minimum| minimum.contains(&judged.meta.id));
    let failed = own && judged.answer.outcome() == Outcome::Fail;
    failed.then(|| waived_or(Verdict::NoGo, judged, policy, judged.answer.summary().to_owned()))
}

/// A reason about a check, which a waiver softens.
fn waived_or(allows: Verdict, judged: &Judged, policy: &Policy, text: String) -> Reason {
    let about = Some(judged.meta.id.to_owned());
    match policy.waiver(judged) {
        Some(waiver) => {
            let text = format!("{text} (waived until {}: {})", waiver.until, waiver.reason);
            Reason { allows: Verdict::Conditional, about, text }
        }
        None => Reason { allows, about, text },
    }
}

/// A minimum fails when every check of it fails; partial is enough, and what is unknown does not veto.
///
/// Checks that were left out by `--only` or `--skip`, or do not apply, ask nothing.
fn failed_minimum(scorecard: &Scorecard, policy: &Policy, minimum: &[&str]) -> Option<Reason> {
    let asked: Vec<_> =
        minimum.iter().filter_map(|id| scorecard.check(id)).filter(|judged| judged.answer.outcome() != Outcome::NotApplicable).collect();
    let any = |outcome| asked.iter().any(|judged| judged.answer.outcome() == outcome);
    let first = asked.first()?;
    if any(Outcome::Pass) || any(Outcome::Partial) || asked.len() < minimum.len() && minimum.len() > 1 && !any(Outcome::Fail) {
        return None;
    }
    let unknown = any(Outcome::Unknown);
    let allows = if unknown { Verdict::Conditional } else { Verdict::NoGo };
    let hedged = |text: &str| if unknown { format!("the minimum cannot be confirmed: {text}") } else { text.to_owned() };
    if minimum.len() == 1 {
        return Some(waived_or(allows, first, policy, hedged(first.answer.summary())));
    }
    let text = hedged("no way to switch features off, throttle traffic or isolate dependencies");
    let waived = asked.iter().find(|judged| policy.waiver(judged).is_some());
    Some(match waived {
        Some(judged) => waived_or(allows, judged, policy, text),
        None => Reason { allows, about: Some(first.meta.area().to_owned()), text },
    })
}

fn below_floor(scorecard: &Scorecard, policy: &Policy, area: &AreaScore) -> Option<Reason> {
    let (score, floor) = (area.score?, policy.floor(area)?);
    if score >= floor {
        return None;
    }
    let counted = scorecard.of_area(area.area.id).filter(|judged| policy.waiver(judged).is_none());
    let without = scorecard::share(counted);
    let waived = without.is_none_or(|score| score >= floor);
    let title = area.area.title.to_lowercase();
    let text = format!("red flag: {title} scores {:.0}, below its floor of {floor:.0}", score.floor());
    Some(Reason {
        allows: if waived { Verdict::Conditional } else { Verdict::NoGo },
        about: Some(area.area.id.to_owned()),
        text: if waived { format!("{text} (what keeps it there is waived)") } else { text },
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

//! Areas and the overall score, from what was judged.

use std::collections::BTreeMap;

use super::Judged;
use crate::checks::Outcome;
use crate::checks::areas::{AREAS, Area};

/// How much each area counts; areas that are not named keep their own weight.
pub type Weights = BTreeMap<String, f64>;

/// An area's score over the checks that apply.
#[derive(Debug, Clone)]
pub struct AreaScore {
    pub area: &'static Area,
    /// Share in the overall score, relative to the other areas.
    pub weight: f64,
    /// 0 to 100; `None` where no check of the area applies.
    pub score: Option<f64>,
    /// Share of the applicable weight that could be answered, 0 to 1.
    pub coverage: f64,
}

/// All checks, the areas and the overall score.
#[derive(Debug, Clone)]
pub struct Scorecard {
    pub judged: Vec<Judged>,
    pub areas: Vec<AreaScore>,
    /// 0 to 100.
    pub score: f64,
    /// Share of the applicable weight that could be answered, 0 to 1.
    pub coverage: f64,
}

impl Scorecard {
    /// Scores what was judged. Not-applicable leaves the score; unknown stays in it with nothing earned.
    pub fn new(judged: Vec<Judged>, weights: &Weights) -> Scorecard {
        let areas: Vec<AreaScore> = AREAS
            .iter()
            .filter(|area| judged.iter().any(|judged| judged.meta.area() == area.id))
            .map(|area| score_area(area, &judged, weights))
            .collect();
        let score = overall(&areas);
        let applicable: f64 = judged.iter().map(applicable_weight).sum();
        let known: f64 = judged.iter().map(known_weight).sum();
        Scorecard { areas, score, coverage: ratio(known, applicable), judged }
    }

    /// The checks of an area, in the order of the report.
    pub fn of_area(&self, id: &str) -> impl Iterator<Item = &Judged> {
        self.judged.iter().filter(move |judged| judged.meta.area() == id)
    }

    /// The judged check with this id.
    pub fn check(&self, id: &str) -> Option<&Judged> {
        self.judged.iter().find(|judged| judged.meta.id == id)
    }
}

fn score_area(area: &'static Area, judged: &[Judged], weights: &Weights) -> AreaScore {
    let own: Vec<&Judged> = judged.iter().filter(|judged| judged.meta.area() == area.id).collect();
    let applicable: f64 = own.iter().map(|judged| applicable_weight(judged)).sum();
    let known: f64 = own.iter().map(|judged| known_weight(judged)).sum();
    AreaScore {
        area,
        weight: weights.get(area.id).copied().unwrap_or(area.weight),
        score: share(own.iter().copied()),
        coverage: ratio(known, applicable),
    }
}

/// What checks earn of the weight that applies, 0 to 100; `None` where nothing applies.
pub(super) fn share<'a>(checks: impl Iterator<Item = &'a Judged>) -> Option<f64> {
    let (mut earned, mut applicable) = (0.0, 0.0);
    for judged in checks {
        earned += f64::from(judged.meta.weight) * judged.answer.outcome().score();
        applicable += applicable_weight(judged);
    }
    (applicable > 0.0).then(|| 100.0 * earned / applicable)
}

/// The weighted mean of the areas that apply.
pub(super) fn overall(areas: &[AreaScore]) -> f64 {
    let applicable = || areas.iter().filter_map(|area| area.score.map(|score| (area.weight, score)));
    let total: f64 = applicable().map(|(weight, _)| weight).sum();
    let earned: f64 = applicable().map(|(weight, score)| weight * score).sum();
    if total > 0.0 { earned / total } else { 0.0 }
}

/// A check's weight, where it applies.
pub(super) fn applicable_weight(judged: &Judged) -> f64 {
    if judged.answer.outcome() == Outcome::NotApplicable { 0.0 } else { f64::from(judged.meta.weight) }
}

fn known_weight(judged: &Judged) -> f64 {
    if judged.answer.outcome() == Outcome::Unknown { 0.0 } else { applicable_weight(judged) }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 1.0 }
}

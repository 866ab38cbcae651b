//! The shortest list of changes that would lift the verdict by one step.
//!
//! What vetoes must be mended; then the areas below their floor; then, largest gain first, whatever
//! lifts the overall score over its threshold. Taking the largest gains first gives the shortest
//! list for each of these sums.

use super::Judged;
use super::scorecard::{Scorecard, applicable_weight};
use super::terms::{Reply, TERMS, Term};
use super::verdict::{MINIMUMS, Policy, Verdict};
use crate::checks::{Meta, Outcome};

/// One change: mend this check.
#[derive(Debug, Clone)]
pub struct Remedy {
    pub meta: Meta,
    /// The state today, in a line.
    pub today: String,
}

/// The changes, and where they lead.
#[derive(Debug, Clone)]
pub struct Remedies {
    pub changes: Vec<Remedy>,
    /// The verdict after them; for GO the terms must be answered, too.
    pub verdict: Verdict,
    /// The overall score after them.
    pub score: f64,
}

/// What would lift the verdict; `None` where it is GO already or no change can.
pub fn shortest(scorecard: &Scorecard, verdict: Verdict, policy: &Policy) -> Option<Remedies> {
    let (goal, bar) = match verdict {
        Verdict::NoGo => (Verdict::Conditional, policy.thresholds.conditional),
        Verdict::Conditional => (Verdict::Go, policy.thresholds.go),
        Verdict::Go => return None,
    };
    // What people decide, no change to the repository can lift.
    let vetoed =
        |term: &&Term| term.must && policy.terms.as_ref().is_some_and(|terms| terms.reply(term.id, policy.today) == Some(Reply::No));
    if TERMS.iter().any(|term| vetoed(&term)) {
        return None;
    }
    let mut plan = Plan { scorecard, policy, chosen: Vec::new() };
    plan.meet_minimums();
    plan.lift_floors();
    plan.lift_score(bar);
    let score = plan.score();
    (score >= bar).then(|| Remedies { changes: plan.remedies(), verdict: goal, score })
}

/// Changes chosen so far, as indices into the judged checks; each chosen check counts as passed.
struct Plan<'a> {
    scorecard: &'a Scorecard,
    policy: &'a Policy,
    chosen: Vec<usize>,
}

impl Plan<'_> {
    fn earned(&self, at: usize) -> f64 {
        let judged = &self.scorecard.judged[at];
        let share = if self.chosen.contains(&at) { 1.0 } else { judged.answer.outcome().score() };
        applicable_weight(judged) * share
    }

    /// An area's score with the chosen changes, 0 to 100.
    fn area_score(&self, id: &str) -> Option<f64> {
        let own = || self.indices().filter(|&at| self.scorecard.judged[at].meta.area() == id);
        let applicable: f64 = own().map(|at| applicable_weight(&self.scorecard.judged[at])).sum();
        (applicable > 0.0).then(|| 100.0 * own().map(|at| self.earned(at)).sum::<f64>() / applicable)
    }

    fn score(&self) -> f64 {
        let mut areas = self.scorecard.areas.clone();
        for area in &mut areas {
            area.score = self.area_score(area.area.id);
        }
        super::scorecard::overall(&areas)
    }

    fn indices(&self) -> std::ops::Range<usize> {
        0..self.scorecard.judged.len()
    }

    fn open(&self, at: usize) -> bool {
        let outcome = self.scorecard.judged[at].answer.outcome();
        !self.chosen.contains(&at) && !matches!(outcome, Outcome::Pass | Outcome::NotApplicable)
    }

    /// What mending a check adds to the overall score.
    fn gain(&self, at: usize) -> f64 {
        let judged = &self.scorecard.judged[at];
        let own = self.scorecard.of_area(judged.meta.area()).map(applicable_weight).sum::<f64>();
        let weight = self.scorecard.areas.iter().find(|area| area.area.id == judged.meta.area()).map_or(0.0, |area| area.weight);
        (applicable_weight(judged) - self.earned(at)) / own.max(1.0) * weight
    }

    fn best(&self, wanted: impl Fn(&Judged) -> bool) -> Option<usize> {
        let open = self.indices().filter(|&at| self.open(at) && wanted(&self.scorecard.judged[at]));
        open.max_by(|&a, &b| self.gain(a).total_cmp(&self.gain(b)).then(b.cmp(&a)))
    }

    fn meet_minimums(&mut self) {
        let custom = |judged: &Judged| {
            let own = judged.meta.gate && !MINIMUMS.iter().any(|minimum| minimum.contains(&judged.meta.id));
            own && judged.answer.outcome() == Outcome::Fail && self.policy.waiver(judged).is_none()
        };
        let vetoes: Vec<usize> = self.indices().filter(|&at| custom(&self.scorecard.judged[at])).collect();
        self.chosen.extend(vetoes);
        for minimum in self.policy.minimums() {
            let met = self.scorecard.judged.iter().any(|judged| {
                let enough = matches!(judged.answer.outcome(), Outcome::Pass | Outcome::Partial) || self.policy.waiver(judged).is_some();
                minimum.contains(&judged.meta.id) && enough
            });
            let best = self.best(|judged| minimum.contains(&judged.meta.id));
            self.chosen.extend(best.filter(|_| !met));
        }
    }

    fn lift_floors(&mut self) {
        for area in &self.scorecard.areas {
            let Some(floor) = self.policy.floor(area) else { continue };
            while self.area_score(area.area.id).is_some_and(|score| score < floor) {
                let Some(best) = self.best(|judged| judged.meta.area() == area.area.id) else { break };
                self.chosen.push(best);
            }
        }
    }

    fn lift_score(&mut self, bar: f64) {
        while self.score() < bar {
            let Some(best) = self.best(|_| true) else { return };
            self.chosen.push(best);
        }
    }

    fn remedies(&self) -> Vec<Remedy> {
        let remedy = |&at: &usize| {
            let judged = &self.scorecard.judged[at];
            Remedy { meta: judged.meta, today: judged.answer.summary().to_owned() }
        };
        self.chosen.iter().map(remedy).collect()
    }
}

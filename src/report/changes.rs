//! What differs between two reports of one service: a pure function, for `compare`, the gate and the retro.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CheckLine, EvidenceLine, Foreign, Report};

/// The way from one report to a later one.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct Changes {
    pub base: Point,
    pub head: Point,
    /// Checks with another outcome, the worse ones first.
    pub checks: Vec<CheckChange>,
    /// Areas with another score.
    pub areas: Vec<AreaChange>,
    /// Gates that fail now and did not: checks or areas that veto.
    pub new_vetoes: Vec<String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    pub commit: Option<String>,
    pub date: Option<String>,
    pub verdict: String,
    pub score: f64,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CheckChange {
    pub id: String,
    pub title: String,
    /// `better`, `worse`, `new` or `gone`.
    pub kind: String,
    pub before: Option<Side>,
    pub after: Option<Side>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    pub outcome: String,
    pub summary: Foreign,
    pub evidence: Vec<EvidenceLine>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaChange {
    pub id: String,
    pub title: String,
    pub before: Option<f64>,
    pub after: Option<f64>,
}

/// Evidence shown on each side.
const SHOWN: usize = 3;

impl Changes {
    /// Did a check get worse, or does a gate fail that did not? New checks and old sins are neither.
    pub fn is_regression(&self) -> bool {
        self.worse().next().is_some() || !self.new_vetoes.is_empty()
    }

    pub fn worse(&self) -> impl Iterator<Item = &CheckChange> {
        self.of("worse")
    }

    pub fn of<'c>(&'c self, kind: &'c str) -> impl Iterator<Item = &'c CheckChange> {
        self.checks.iter().filter(move |change| change.kind == kind)
    }

    /// Is nothing of it worth telling?
    pub fn is_empty(&self) -> bool {
        self.checks.is_empty() && self.areas.is_empty()
    }
}

/// What changed from `base` to `head`.
pub fn between(base: &Report, head: &Report) -> Changes {
    let before: BTreeMap<&str, &CheckLine> = base.checks.iter().map(|check| (check.id.as_str(), check)).collect();
    let mut checks: Vec<CheckChange> =
        head.checks.iter().filter_map(|check| change(before.get(check.id.as_str()).copied(), Some(check))).collect();
    let known = |id: &str| head.checks.iter().any(|check| check.id == id);
    checks.extend(base.checks.iter().filter(|check| !known(&check.id)).filter_map(|check| change(Some(check), None)));
    let order = ["worse", "better", "new", "gone"];
    checks.sort_by_key(|change| order.iter().position(|kind| *kind == change.kind));
    Changes { base: point(base), head: point(head), checks, areas: areas(base, head), new_vetoes: new_vetoes(base, head) }
}

fn point(report: &Report) -> Point {
    Point {
        commit: report.commit.as_ref().map(|commit| commit.id.clone()),
        date: report.commit.as_ref().map(|commit| commit.date.clone()),
        verdict: report.verdict.clone(),
        score: report.score,
    }
}

fn change(before: Option<&CheckLine>, after: Option<&CheckLine>) -> Option<CheckChange> {
    let shown = after.or(before)?;
    let kind = match (before, after) {
        (Some(before), Some(after)) => match (rank(&before.outcome), rank(&after.outcome)) {
            (Some(was), Some(is)) if is < was => "worse",
            (Some(was), Some(is)) if is > was => "better",
            // Something to be judged came, or went: neither is a merit or a sin.
            (None, Some(_)) => "new",
            (Some(_), None) => "gone",
            _ => return None,
        },
        (None, Some(_)) => "new",
        _ => "gone",
    };
    let side = |check: &CheckLine| Side {
        outcome: check.outcome.clone(),
        summary: check.summary.clone(),
        evidence: check.evidence.iter().take(SHOWN).cloned().collect(),
    };
    Some(CheckChange {
        id: shown.id.clone(),
        title: shown.title.clone(),
        kind: kind.to_owned(),
        before: before.map(side),
        after: after.map(side),
    })
}

/// Fail and unknown earn the same; not applicable is no step on the ladder.
fn rank(outcome: &str) -> Option<u8> {
    match outcome {
        "pass" => Some(2),
        "partial" => Some(1),
        "fail" | "unknown" => Some(0),
        _ => None,
    }
}

fn areas(base: &Report, head: &Report) -> Vec<AreaChange> {
    let before = |id: &str| base.areas.iter().find(|area| area.id == id).and_then(|area| area.score);
    let changed = head.areas.iter().filter(|area| before(&area.id) != area.score);
    changed.map(|area| AreaChange { id: area.id.clone(), title: area.title.clone(), before: before(&area.id), after: area.score }).collect()
}

fn new_vetoes(base: &Report, head: &Report) -> Vec<String> {
    let vetoes = |report: &Report| -> Vec<String> {
        report.reasons.iter().filter(|reason| reason.allows == "no-go").filter_map(|reason| reason.about.clone()).collect()
    };
    let old = vetoes(base);
    vetoes(head).into_iter().filter(|about| !old.contains(about)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(outcomes: &[(&str, &str)]) -> Report {
        let mut report: Report = serde_json::from_str(include_str!("../../fixtures/reports/poor.json")).unwrap();
        let like = report.checks[0].clone();
        let line = |(id, outcome): &(&str, &str)| CheckLine { id: (*id).to_owned(), outcome: (*outcome).to_owned(), ..like.clone() };
        report.checks = outcomes.iter().map(line).collect();
        report
    }

    fn kinds(changes: &Changes) -> Vec<(&str, &str)> {
        changes.checks.iter().map(|change| (change.id.as_str(), change.kind.as_str())).collect()
    }

    #[test]
    fn outcomes_are_compared_step_by_step() {
        let base =
            report(&[("a/better", "fail"), ("a/worse", "pass"), ("a/same", "partial"), ("a/gone", "pass"), ("a/came", "not-applicable")]);
        let head = report(&[("a/better", "partial"), ("a/worse", "partial"), ("a/same", "partial"), ("a/new", "fail"), ("a/came", "fail")]);
        let changes = between(&base, &head);
        assert_eq!(
            kinds(&changes),
            [("a/worse", "worse"), ("a/better", "better"), ("a/new", "new"), ("a/came", "new"), ("a/gone", "gone")]
        );
        assert!(changes.is_regression());
    }

    #[test]
    fn new_code_is_not_punished_for_old_sins() {
        let base = report(&[("a/old", "fail"), ("a/silent", "unknown"), ("a/came", "not-applicable")]);
        let head = report(&[("a/old", "fail"), ("a/silent", "fail"), ("a/came", "fail"), ("a/new", "fail")]);
        assert!(!between(&base, &head).is_regression());
    }

    #[test]
    fn a_gate_that_newly_fails_is_a_regression() {
        let (base, mut head) = (report(&[]), report(&[]));
        let mut veto = head.reasons[0].clone();
        veto.allows = "no-go".to_owned();
        veto.about = Some("a-new-gate".to_owned());
        head.reasons.push(veto);
        let changes = between(&base, &head);
        assert_eq!(changes.new_vetoes, ["a-new-gate"]);
        assert!(changes.is_regression() && !between(&head, &base).is_regression());
    }
}

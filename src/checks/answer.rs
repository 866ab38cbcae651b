//! What a check says: only well-formed answers can be built.

use crate::facts::Place;

/// The five outcomes of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    Pass,
    Partial,
    Fail,
    NotApplicable,
    Unknown,
}

impl Outcome {
    /// The word used in every output.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Partial => "partial",
            Outcome::Fail => "fail",
            Outcome::NotApplicable => "not-applicable",
            Outcome::Unknown => "unknown",
        }
    }

    /// The share of a check's weight that it earns.
    pub fn score(self) -> f64 {
        match self {
            Outcome::Pass => 1.0,
            Outcome::Partial => 0.5,
            Outcome::Fail | Outcome::NotApplicable | Outcome::Unknown => 0.0,
        }
    }
}

/// How sure the check is of its outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    High,
    Medium,
    Low,
}

impl Confidence {
    pub fn word(self) -> &'static str {
        match self {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        }
    }
}

/// Why: a place that one can open, and one sentence. The report cuts the excerpt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    pub at: Place,
    pub note: String,
}

impl Place {
    /// Evidence at this place, with a note in lower case and without a full stop.
    pub fn says(&self, note: impl Into<String>) -> Evidence {
        Evidence { at: self.clone(), note: note.into() }
    }
}

/// The answer to a check's question.
#[derive(Debug, Clone)]
pub struct Answer {
    pub(crate) outcome: Outcome,
    pub(crate) summary: String,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) searched: Vec<String>,
    pub(crate) confidence: Confidence,
    pub(crate) measured: Option<f64>,
}

impl Answer {
    /// Yes. `summary` is one short line in lower case: what was found.
    pub fn pass(summary: impl Into<String>, first: Evidence, rest: impl IntoIterator<Item = Evidence>) -> Answer {
        Answer::with_evidence(Outcome::Pass, summary.into(), std::iter::once(first).chain(rest).collect(), &[])
    }

    /// In part. `summary` says what is missing.
    pub fn partial(summary: impl Into<String>, first: Evidence, rest: impl IntoIterator<Item = Evidence>) -> Answer {
        Answer::with_evidence(Outcome::Partial, summary.into(), std::iter::once(first).chain(rest).collect(), &[])
    }

    /// No. `searched` names the files, keys and packages that would have counted; `evidence` may be empty.
    pub fn fail(summary: impl Into<String>, searched: &[&str], evidence: impl IntoIterator<Item = Evidence>) -> Answer {
        Answer::with_evidence(Outcome::Fail, summary.into(), evidence.into_iter().collect(), searched)
    }

    /// The question does not arise here; `summary` says why.
    pub fn not_applicable(summary: impl Into<String>, searched: &[&str]) -> Answer {
        Answer::with_evidence(Outcome::NotApplicable, summary.into(), Vec::new(), searched)
    }

    /// The repository cannot say; `summary` says why.
    pub fn unknown(summary: impl Into<String>, searched: &[&str]) -> Answer {
        Answer::with_evidence(Outcome::Unknown, summary.into(), Vec::new(), searched)
    }

    /// Pass with this evidence, or fail where there is none: the whole judgement of "is it there?".
    pub fn found(
        summary: impl Into<String>,
        evidence: impl IntoIterator<Item = Evidence>,
        missing: impl Into<String>,
        searched: &[&str],
    ) -> Answer {
        let mut evidence = evidence.into_iter();
        match evidence.next() {
            Some(first) => Answer::pass(summary, first, evidence),
            None => Answer::fail(missing, searched, []),
        }
    }

    /// Partial with this evidence, or fail where there is none.
    pub fn partly(
        summary: impl Into<String>,
        evidence: impl IntoIterator<Item = Evidence>,
        missing: impl Into<String>,
        searched: &[&str],
    ) -> Answer {
        let mut evidence = evidence.into_iter();
        match evidence.next() {
            Some(first) => Answer::partial(summary, first, evidence),
            None => Answer::fail(missing, searched, []),
        }
    }

    /// Adds places to an answer that is no pass: what was looked at, and did not do.
    pub fn with_places(mut self, places: impl IntoIterator<Item = Evidence>) -> Answer {
        if self.outcome != Outcome::Pass {
            self.evidence.extend(places.into_iter().take(MAX_EVIDENCE));
        }
        self
    }

    /// Notes the number behind the outcome, in the unit that the check's texts name.
    pub fn measured(mut self, value: f64) -> Answer {
        self.measured = value.is_finite().then_some(value);
        self
    }

    /// Lowers the stated confidence; answers start at high.
    pub fn confidence(mut self, confidence: Confidence) -> Answer {
        self.confidence = confidence;
        self
    }

    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    pub fn searched(&self) -> &[String] {
        &self.searched
    }

    /// The stated confidence, as the word used in every output.
    pub fn confidence_word(&self) -> &'static str {
        self.confidence.word()
    }

    /// The number behind the outcome.
    pub fn measured_value(&self) -> Option<f64> {
        self.measured
    }

    pub fn summary(&self) -> &str {
        &self.summary
    }

    fn with_evidence(outcome: Outcome, summary: String, evidence: Vec<Evidence>, searched: &[&str]) -> Answer {
        let searched = searched.iter().map(|&place| place.to_owned()).collect();
        let mut unique: Vec<Evidence> = Vec::with_capacity(evidence.len());
        for item in evidence {
            if !unique.contains(&item) {
                unique.push(item);
            }
            if unique.len() == MAX_EVIDENCE {
                break;
            }
        }
        Answer { outcome, summary, evidence: unique, searched, confidence: Confidence::High, measured: None }
    }
}

/// More places than anyone opens; a check that has more gives the most telling first.
pub const MAX_EVIDENCE: usize = 20;

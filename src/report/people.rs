//! What people said, in the report's own shapes.

use super::{Disagreement, Foreign, TermLine, WaiverLine};
use crate::assessment::scorecard::Scorecard;
use crate::assessment::terms::{Reply, State, TERMS, Term, TermAnswer};
use crate::assessment::verdict::Policy;
use crate::assessment::waivers::Waiver;
use crate::checks::Outcome;

/// Every term with its answer; none where the repository alone is judged.
pub fn terms(policy: &Policy) -> Vec<TermLine> {
    let Some(terms) = &policy.terms else { return Vec::new() };
    TERMS.iter().map(|term| line(term, &terms.state(term.id, policy.today))).collect()
}

fn line(term: &Term, state: &State<'_>) -> TermLine {
    let (word, answer, lapsed) = match state {
        State::Unanswered => ("unanswered", None, None),
        State::Lapsed(answer, day) => ("lapsed", Some(*answer), Some(day.to_string())),
        State::Answered(answer) => (answer.reply.word(), Some(*answer), None),
    };
    let said = |part: fn(&TermAnswer) -> &Option<String>| answer.and_then(|answer| part(answer).as_ref()).map(Foreign::new);
    TermLine {
        id: term.id.to_owned(),
        question: term.question.to_owned(),
        answer: word.to_owned(),
        on: answer.map(|answer| answer.on.to_string()),
        by: said(|answer| &answer.by),
        note: said(|answer| &answer.note),
        lapsed,
        must: term.must,
    }
}

/// Terms that are answered with yes while a check about the same thing is not passed.
pub fn disagreements(policy: &Policy, scorecard: &Scorecard) -> Vec<Disagreement> {
    let Some(terms) = &policy.terms else { return Vec::new() };
    let mut found = Vec::new();
    for term in TERMS {
        let State::Answered(answer) = terms.state(term.id, policy.today) else { continue };
        if answer.reply != Reply::Yes {
            continue;
        }
        let judged = term.checks.iter().filter_map(|id| scorecard.check(id));
        let other = judged.filter(|judged| matches!(judged.answer.outcome(), Outcome::Fail | Outcome::Partial));
        found.extend(other.map(|judged| Disagreement {
            term: term.id.to_owned(),
            question: term.question.to_owned(),
            by: answer.by.as_ref().map(Foreign::new),
            on: answer.on.to_string(),
            check: judged.meta.id.to_owned(),
            shows: Foreign::new(judged.answer.summary()),
        }));
    }
    found
}

pub fn waiver(waiver: &Waiver) -> WaiverLine {
    WaiverLine { reason: Foreign::new(&waiver.reason), until: waiver.until.to_string(), by: waiver.by.as_ref().map(Foreign::new) }
}

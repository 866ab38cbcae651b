//! What people say in the configuration: answers to terms, waivers, claims.

use std::collections::BTreeMap;

use super::place::Place;
use super::{ConfigError, raw, suggest};
use crate::assessment::terms::{Reply, TERMS, TermAnswer};
use crate::assessment::waivers::{Claim, Waiver};

/// Answers by term.
pub fn terms(place: &Place<'_>, raw: &BTreeMap<raw::Text, raw::Answer>) -> Result<BTreeMap<String, TermAnswer>, ConfigError> {
    raw.iter().map(|(id, answer)| Ok((known_term(place, id)?, term(place, answer)?))).collect()
}

fn known_term(place: &Place<'_>, id: &raw::Text) -> Result<String, ConfigError> {
    if TERMS.iter().any(|term| term.id == id.get_ref()) {
        return Ok(id.get_ref().clone());
    }
    Err(place.at(id, format!("no term is called `{}`{}", id.get_ref(), suggest::hint(id.get_ref(), TERMS.iter().map(|term| term.id)))))
}

fn term(place: &Place<'_>, raw: &raw::Answer) -> Result<TermAnswer, ConfigError> {
    let word = raw.answer.get_ref();
    let reply = Reply::ALL.into_iter().find(|reply| reply.word() == word);
    let reply = reply.ok_or_else(|| {
        let hint = suggest::hint(word, Reply::ALL.map(Reply::word));
        place.at(&raw.answer, format!("an answer is \"yes\", \"no\" or \"not-sure\"{hint}"))
    })?;
    Ok(TermAnswer { reply, on: place.day(&raw.on)?, by: raw.by.clone(), note: raw.note.clone() })
}

/// After how many days an answer lapses.
pub fn lapse_days(place: &Place<'_>, raw: &raw::Interview) -> Result<Option<i64>, ConfigError> {
    match &raw.lapse_days {
        Some(days) if !(1..=3650).contains(days.get_ref()) => Err(place.at(days, "`lapse-days` is a number of days from 1 to 3650")),
        days => Ok(days.as_ref().map(|days| *days.get_ref())),
    }
}

/// Whether a waiver's check exists is told in the report: a policy may be older or newer than the program.
pub fn waivers(place: &Place<'_>, raw: &[raw::Waiver]) -> Result<Vec<Waiver>, ConfigError> {
    let waiver = |raw: &raw::Waiver| {
        Ok(Waiver {
            check: place.said(&raw.check, "check")?,
            path: raw.path.clone(),
            reason: place.said(&raw.reason, "reason")?,
            until: place.day(&raw.until)?,
            by: raw.by.clone(),
            at: place.of(&raw.check),
        })
    };
    raw.iter().map(waiver).collect()
}

pub fn claims(place: &Place<'_>, raw: &BTreeMap<raw::Text, raw::Text>) -> Result<Vec<Claim>, ConfigError> {
    let claim = |(check, text): (&raw::Text, &raw::Text)| {
        Ok(Claim { check: check.get_ref().clone(), text: place.said(text, "evidence")?, at: place.of(text) })
    };
    raw.iter().map(claim).collect()
}

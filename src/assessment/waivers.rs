//! Waivers and claims: what a team knows and says about its service, with a reason and a day.
//!
//! A waiver takes a check out of the gates until its day, and never makes it a pass. A claim says
//! where something lives that the repository cannot show, and counts as partial.

use jiff::civil::Date;

use super::Judged;
use crate::checks::{Answer, Outcome};
use crate::facts::Place;

/// A waiver may run this many days at the most: what is known for longer is a decision.
pub const LONGEST_DAYS: i64 = 400;

/// "We know, because …, until …".
#[derive(Debug, Clone)]
pub struct Waiver {
    pub check: String,
    /// Only findings below this path are waived.
    pub path: Option<String>,
    pub reason: String,
    pub until: Date,
    /// A role or a team.
    pub by: Option<String>,
    /// Where it is written.
    pub at: Place,
}

/// "It is there: …", for one check.
#[derive(Debug, Clone)]
pub struct Claim {
    pub check: String,
    /// An address, or a path elsewhere.
    pub text: String,
    pub at: Place,
}

impl Waiver {
    /// Does it take this check out of the gates today?
    pub fn covers(&self, judged: &Judged, today: Date) -> bool {
        self.check == judged.meta.id && self.until > today && !self.is_long(today) && self.holds_all(judged)
    }

    fn is_long(&self, today: Date) -> bool {
        self.until > today.saturating_add(jiff::Span::new().days(LONGEST_DAYS))
    }

    /// A waiver of one path covers the check only if nothing outside of it was found.
    fn holds_all(&self, judged: &Judged) -> bool {
        let Some(path) = self.path.as_deref() else { return true };
        let below = |found: &str| found == path || found.strip_prefix(path.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'));
        let evidence = judged.answer.evidence();
        !evidence.is_empty() && evidence.iter().all(|evidence| below(&evidence.at.path))
    }
}

/// The waiver that takes this check out of the gates today.
pub fn of<'w>(waivers: &'w [Waiver], judged: &Judged, today: Date) -> Option<&'w Waiver> {
    let open = !matches!(judged.answer.outcome(), Outcome::Pass | Outcome::NotApplicable);
    waivers.iter().filter(|_| open).find(|waiver| waiver.covers(judged, today))
}

/// What is wrong with the waivers: expired, too long, of an unknown check, or needless.
pub fn problems(waivers: &[Waiver], judged: &[Judged], today: Date) -> Vec<String> {
    waivers.iter().filter_map(|waiver| Some(format!("{}: {}", located(&waiver.at), problem(waiver, judged, today)?))).collect()
}

fn problem(waiver: &Waiver, judged: &[Judged], today: Date) -> Option<String> {
    let id = &waiver.check;
    let Some(judged) = judged.iter().find(|judged| judged.meta.id == id) else {
        return Some(format!("the waiver of `{id}` waives nothing: no such check was judged"));
    };
    Some(match judged.answer.outcome() {
        _ if waiver.until <= today => format!("the waiver of `{id}` ended on {}; mend it, or decide again", waiver.until),
        _ if waiver.is_long(today) => {
            format!("the waiver of `{id}` runs until {}: over {LONGEST_DAYS} days, so it does not count", waiver.until)
        }
        Outcome::Pass => format!("the waiver of `{id}` is not needed: the check passes"),
        Outcome::NotApplicable => format!("the waiver of `{id}` is not needed: the check does not apply"),
        _ if !waiver.holds_all(judged) => format!("the waiver of `{id}` holds for `{}` only, and there is more elsewhere", path(waiver)),
        _ => return None,
    })
}

fn path(waiver: &Waiver) -> &str {
    waiver.path.as_deref().unwrap_or("")
}

/// Puts claims in the place of answers that found nothing; returns those that claim nothing, each with why.
pub fn claim(claims: &[Claim], judged: &mut [Judged]) -> Vec<String> {
    let mut needless = Vec::new();
    for claim in claims {
        let about = format!("{}: the claim on `{}`", located(&claim.at), claim.check);
        match judged.iter_mut().find(|judged| judged.meta.id == claim.check) {
            None => needless.push(format!("{about} names no check that was judged")),
            Some(judged) if matches!(judged.answer.outcome(), Outcome::Fail | Outcome::Unknown | Outcome::NotApplicable) => {
                let evidence = claim.at.says(format!("claimed: {}", claim.text));
                judged.answer = Answer::partial(format!("claimed, not seen here: {}", claim.text), evidence, []);
                judged.claim = Some(claim.text.clone());
            }
            Some(_) => needless.push(format!("{about} is not needed: the repository shows it")),
        }
    }
    needless
}

fn located(at: &Place) -> String {
    if at.line == 0 { at.path.clone() } else { format!("{}:{}", at.path, at.line) }
}

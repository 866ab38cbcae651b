//! How the checks judge that ask whether a capability is in use.

use super::prelude::*;
use crate::facts::capabilities::Sighting;

/// Evidence of a sighting.
pub fn uses(sighting: &Sighting) -> Evidence {
    sighting.at.says(format!("uses {}", sighting.what))
}

/// The answer where a capability of this name is in full use: a pass, or a partial one where most of the
/// repository's services do without it. `None`: it is not in full use.
pub fn in_use(facts: &Facts, capability: &str, summary: &str) -> Option<Answer> {
    let found = facts.capabilities().of(capability);
    let mut strong = found.strong().map(uses);
    let first = strong.next()?;
    let rest: Vec<Evidence> = strong.collect();
    let paths = std::iter::once(&first).chain(&rest).map(|evidence| evidence.at.path.as_str());
    Some(match facts.tests().reach(paths).filter(|(some, all)| some * 2 < *all) {
        Some((some, all)) => Answer::partial(format!("in {some} of {all} services only"), first, rest),
        None => Answer::pass(summary, first, rest),
    })
}

//! Can a feature be switched off without a deploy or by configuration (a feature-flag SDK, Flipper/Unleash/LaunchDarkly/waffle…, home-grown flags by settings)?

use crate::checks::prelude::*;
use crate::facts::capabilities::Sighting;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "toggles/feature-toggles",
        title: "Features can be switched off without a deploy",
        question: "Can a feature be switched off without a deploy or by configuration (a feature-flag SDK, Flipper/Unleash/LaunchDarkly/waffle…, home-grown flags by settings)?",
        demands: &["N8"],
        weight: 2,
        gate: true,
        why: "The fastest mend is to switch off what broke. Without a toggle, the fastest mend is a deploy.",
        pass: "A mechanism with flags in use.",
        partial: "A few on/off settings only.",
        fail: "No.",
        not_applicable: "",
        found: "Feature-toggle libraries in use, toggle services and interfaces in code, and home-grown flags: settings with names such as FEATURE_X, FF_X, X_ENABLED that own code or configuration reads, and variables that code reads as true or false. Three flags by a naming rule are a mechanism; a few on/off settings are partial.",
        fix: "Put the riskiest feature behind one setting that is read at run time, and try it in a test environment.",
    },
    judge,
};

const SEARCHED: &[&str] = &["feature-toggle libraries", "feature flag services in code", "settings such as FEATURE_X and X_ENABLED"];

fn judge(facts: &Facts) -> Answer {
    let evidence = |sighting: &Sighting| sighting.at.says(format!("uses {}", sighting.what));
    let found = facts.capabilities().of("feature-toggles");
    let strong: Vec<Evidence> = found.strong().map(evidence).collect();
    let flags = facts.capabilities().flags();
    let named: Vec<&Sighting> = flags.iter().filter(|flag| !flag.weak).collect();
    let setting = |flag: &Sighting| flag.at.says(format!("the flag {}", flag.what));
    if let Some((first, rest)) = strong.split_first() {
        return Answer::pass("features can be switched by flags", first.clone(), rest.iter().cloned());
    }
    match named.as_slice() {
        [first, rest @ ..] if rest.len() >= 2 => {
            Answer::pass(format!("{} home-grown flags", named.len()), setting(first), rest.iter().map(|flag| setting(flag)))
                .confidence(Confidence::Medium)
        }
        _ => Answer::partly(
            "only a few on/off settings",
            flags.iter().map(setting).chain(found.weak().map(evidence)),
            "no feature can be switched off",
            SEARCHED,
        ),
    }
}

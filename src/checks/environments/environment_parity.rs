//! Take the configuration of production and of the deployed environment nearest to it. Are the same keys set in both (values may differ)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[DRIFT],
    meta: Meta {
        id: "environments/environment-parity",
        title: "Production and its nearest environment set the same keys",
        question: "Take the configuration of production and of the deployed environment nearest to it. Are the same keys set in both (values may differ)?",
        demands: &["R2", "N16"],
        weight: 2,
        gate: false,
        why: "What only production sets is only tested in production.",
        pass: "At most 10 % of the keys of their union are set in only one.",
        partial: "10 % to 30 %.",
        fail: "Over 30 %.",
        not_applicable: "Fewer than two deployed environments are declared as comparable files.",
        found: "The effective settings (base values and default files merged with each environment's file) of production and of the nearest environment are compared by the paths of their leaves; lists of named things are keyed by name; addresses, allow lists, replicas and resources are values. Bars: 10 % of the keys of both, 30 %.",
        fix: "Set the keys that the evidence names in the other environment too, or move them to the base.",
    },
    judge,
};

/// The share of keys set in only one environment that still passes.
const DRIFT: Setting = Setting {
    check: "environments/environment-parity",
    name: "drift",
    default: 0.1,
    meaning: "the share of keys set in only one environment (0 to 1) that still passes",
};

const SEARCHED: &[&str] = &["pairs of environment files of the same shape"];

fn judge(facts: &Facts) -> Answer {
    let pairs = &facts.environments().parity;
    if pairs.is_empty() {
        return Answer::not_applicable("no two deployed environments are declared in comparable files", SEARCHED);
    }
    let keys: usize = pairs.iter().map(|pair| pair.keys).sum();
    let lonely: usize = pairs.iter().map(|pair| pair.only_in_production.len() + pair.only_in_nearest.len()).sum();
    let share = lonely as f64 / keys.max(1) as f64;
    let evidence = pairs.iter().flat_map(|pair| {
        let only: Vec<&str> = pair.only_in_production.iter().take(10).map(String::as_str).collect();
        let note = if only.is_empty() {
            format!("{} keys, none only in production", pair.keys)
        } else {
            format!("only in production: {}", only.join(", "))
        };
        [pair.production.says(note), pair.nearest.says(format!("{} keys only here", pair.only_in_nearest.len()))]
    });
    let state = format!("{lonely} of {keys} keys are set in only one of production and its nearest environment");
    let answer = match share {
        share if share <= facts.setting(&DRIFT) => Answer::found(state, evidence, "", SEARCHED),
        share if share <= 0.3 => Answer::partly(state, evidence, "", SEARCHED),
        _ => Answer::fail(state, SEARCHED, evidence),
    };
    answer.measured(share)
}

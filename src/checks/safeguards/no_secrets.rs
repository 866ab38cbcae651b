//! Is the repository free of committed live-looking secrets (private keys, cloud keys, tokens, passwords of a deployed system), test and example values aside?

use crate::checks::prelude::*;
use crate::facts::secrets::Suspect;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/no-secrets",
        title: "No live secrets are committed",
        question: "Is the repository free of committed live-looking secrets (private keys, cloud keys, tokens, passwords of a deployed system), test and example values aside?",
        demands: &["N15"],
        weight: 3,
        gate: false,
        why: "A committed key is everybody's key, for as long as the history lasts.",
        pass: "Free.",
        partial: "Doubtful ones.",
        fail: "At least one.",
        not_applicable: "",
        found: "Keys of known shapes (cloud keys, tokens, private keys, webhooks) in files that people wrote; test, example and development values, encrypted files and documentation are left out. The value is never shown. Passwords without a shape cannot be told from words.",
        fix: "Revoke the key first, then take it out, then let a scanner run in CI.",
    },
    judge,
};

const SEARCHED: &[&str] = &["cloud keys, tokens, private keys, webhooks in files that people wrote"];

fn judge(facts: &Facts) -> Answer {
    let suspects = &facts.secrets().suspects;
    let evidence = |suspect: &Suspect| suspect.at.says(format!("looks like {}", suspect.what));
    if let Some(first) = suspects.iter().find(|suspect| suspect.live) {
        return Answer::fail(format!("looks like {} is committed", first.what), SEARCHED, suspects.iter().map(evidence));
    }
    match suspects.split_first() {
        Some((first, rest)) => Answer::partial("doubtful values that look like secrets", evidence(first), rest.iter().map(evidence)),
        None => Answer::found(
            "no live-looking secrets",
            facts.root_file().map(|at| at.says("nothing in the tree looks like a live secret")),
            "nothing to look at",
            SEARCHED,
        ),
    }
}

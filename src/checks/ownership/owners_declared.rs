//! Does the repository say who owns the service (CODEOWNERS, catalog file with owner, team contact in README or manifest)?

use crate::checks::prelude::*;
use crate::facts::docs::{Kind, mentions};
use crate::facts::owners::Owner;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "ownership/owners-declared",
        title: "A machine-readable file names the owners",
        question: "Does the repository say who owns the service (CODEOWNERS, catalog file with owner, team contact in README or manifest)?",
        demands: &["N9"],
        weight: 2,
        gate: false,
        why: "When it burns, somebody must be able to find out whose it is.",
        pass: "A team or people by a machine-readable file that covers the main code.",
        partial: "Only in prose, or for part of the code.",
        fail: "No.",
        not_applicable: "",
        found: "CODEOWNERS (the share of own source files that its patterns cover), catalogue files with an owner, and manifests that name a team. Prose alone is partial; half of the code covered passes. Whether the team still exists cannot be seen.",
        fix: "Add CODEOWNERS with the team for `*`.",
    },
    judge,
};

const SEARCHED: &[&str] = &["CODEOWNERS", "catalogue files", "team labels in manifests", "a contact in the README"];

fn judge(facts: &Facts) -> Answer {
    let owners = &facts.owners().owners;
    let evidence = |owner: &Owner| owner.at.says(format!("{} names the owners of {:.0} % of the code", owner.by, owner.covers * 100.0));
    let full: Vec<Evidence> = owners.iter().filter(|owner| owner.covers >= 0.5).map(evidence).collect();
    if !full.is_empty() {
        return Answer::found("owners are declared", full, "", SEARCHED);
    }
    let part = owners.iter().filter(|owner| owner.covers > 0.0).map(evidence);
    let own = facts.docs().documents.iter().filter(|document| {
        document.is(Kind::Readme) && !document.path.contains('/')
            || document.is(Kind::Contributing)
            || document.is(Kind::Runbook)
            || document.is(Kind::PullRequestTemplate)
    });
    let prose = own.filter_map(|document| {
        document.prose().find(|(_, text)| is_contact(text)).map(|(line, _)| document.at(line).says("names an owner or contact in prose"))
    });
    Answer::partly("owners are named in prose only, or for a part", part.chain(prose), "nobody is named as the owner", SEARCHED)
}

fn is_contact(text: &str) -> bool {
    // Who hears of an alert, or where ideas are discussed, need not own anything.
    if mentions(text, &["alert", "discussion", "feature request", "sponsor", "code of conduct", "wiki"])
        || text.contains("n't maintained")
        || text.contains("not maintained")
    {
        return false;
    }
    mentions(
        text,
        &[
            "owned by", "maintained by", "team looks after", "team owns", "team maintains", "maintainer", "contact the team", "contact us",
            "our team", "the team at", "team slack", "slack channel", "delivered by", "supported by", "team email",
            "get in touch with the", "get in touch at", "point people", "point person", "henvendelser", "spørsmål knyttet", "eies av",
            "support@", "contact the",
        ],
    ) && text.split_whitespace().count() >= 3
}

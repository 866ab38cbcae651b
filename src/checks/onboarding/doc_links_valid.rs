//! Do relative links in the repository's Markdown documents (not vendored ones) resolve to files that exist?

use crate::checks::prelude::*;
use crate::facts::docs::{Relative, Target};

pub const CHECK: Builtin = Builtin {
    settings: &[BROKEN],
    meta: Meta {
        id: "onboarding/doc-links-valid",
        title: "Links in the documents lead somewhere",
        question: "Do relative links in the repository's Markdown documents (not vendored ones) resolve to files that exist?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "A dead link in the runbook is found at the worst time.",
        pass: "All, or all but under 2 %.",
        partial: "2 % to 10 % are broken.",
        fail: "Over 10 % are broken.",
        not_applicable: "No relative links.",
        found: "Relative links in Markdown and other documents are resolved to paths of the repository, percent-decoded, without their anchors. Links inside comments and code, routes of a documentation site, web-page templates and addresses are not judged; nothing is fetched. Bars: under 2 % broken passes, up to 10 % is partial.",
        fix: "Mend the links that the evidence names, and let a link checker run in CI.",
    },
    judge,
};

/// The share of broken links below which the documents pass.
const BROKEN: Setting = Setting {
    check: "onboarding/doc-links-valid",
    name: "broken",
    default: 0.02,
    meaning: "the share of broken links (0 to 1) below which the documents pass",
};

const SEARCHED: &[&str] = &["relative links in documents"];

fn judge(facts: &Facts) -> Answer {
    let links: Vec<&Relative> = facts.docs().relative.iter().filter(|link| link.target != Target::Elsewhere).collect();
    let broken: Vec<&Relative> = links.iter().copied().filter(|link| link.target == Target::Missing).collect();
    let evidence = |link: &Relative, state: &str| Place::new(&link.from, link.line).says(format!("`{}` {state}", link.written));
    let Some(first) = links.first() else {
        return Answer::not_applicable("the documents hold no relative links", SEARCHED);
    };
    // An anchor that is gone still opens the right document: it is shown, and does not count.
    let lost: Vec<&Relative> = links.iter().copied().filter(|link| link.anchor == Some(false)).collect();
    let share = broken.len() as f64 / links.len() as f64;
    let state = format!("{} of {} relative links are broken", broken.len(), links.len());
    let answer = match broken.as_slice() {
        [] if lost.is_empty() => Answer::pass(format!("all {} relative links resolve", links.len()), evidence(first, "resolves"), []),
        [] => Answer::pass(
            format!("all {} relative links resolve, {} of their anchors do not", links.len(), lost.len()),
            evidence(first, "resolves"),
            lost.iter().map(|link| evidence(link, "leads to no heading of that name")),
        ),
        [worst, rest @ ..] if share < facts.setting(&BROKEN) => {
            Answer::pass(state, evidence(worst, "is broken"), rest.iter().map(|link| evidence(link, "is broken")))
        }
        [worst, rest @ ..] if share <= 0.1 => {
            Answer::partial(state, evidence(worst, "is broken"), rest.iter().map(|link| evidence(link, "is broken")))
        }
        _ => Answer::fail(state, SEARCHED, broken.iter().map(|link| evidence(link, "is broken"))),
    };
    answer.measured(share)
}

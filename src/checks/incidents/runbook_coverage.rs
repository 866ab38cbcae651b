//! Does each alert's runbook exist?

use crate::checks::prelude::*;
use crate::facts::alerts::AlertRule;
use crate::facts::docs::Docs;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/runbook-coverage",
        title: "The runbook of each alert exists",
        question: "Does each alert's runbook exist?",
        demands: &["N13", "N16"],
        weight: 2,
        gate: false,
        why: "A runbook link that leads nowhere is worse than none: it costs the minutes that matter.",
        pass: "At least 80 % of the alerts have a runbook that exists.",
        partial: "20 % to 80 % have.",
        fail: "Fewer have.",
        not_applicable: "No alert rules of its own.",
        found: "The runbook link of each rule is resolved in the repository where it leads there; a link to another host counts as existing, for nothing is fetched. A runbook with the name of the alert as file or heading counts, too. Bars: 80 % and 20 %.",
        fix: "Write a runbook with the name of the alert that fires most.",
    },
    judge,
};

const SEARCHED: &[&str] = &["runbook links of rules", "runbooks named after alerts"];

fn judge(facts: &Facts) -> Answer {
    let rules: Vec<&AlertRule> = facts.alerts().rules.iter().filter(|rule| !rule.shared).collect();
    if rules.is_empty() {
        return Answer::not_applicable("no alert rules whose runbooks could be followed", SEARCHED);
    }
    let (covered, bare): (Vec<&AlertRule>, Vec<&AlertRule>) = rules.iter().partition(|rule| exists(facts.docs(), rule));
    let share = covered.len() as f64 / rules.len() as f64;
    let state = format!("{} of {} alerts have a runbook", covered.len(), rules.len());
    let gaps = bare.iter().map(|rule| rule.at.says(format!("{} has no runbook", rule.name)));
    let evidence = covered.iter().map(|rule| rule.at.says(format!("{} has a runbook", rule.name)));
    let answer = match share {
        share if share >= 0.8 => Answer::found(state, evidence.chain(gaps), "", SEARCHED),
        share if share >= 0.2 => Answer::partly(state, gaps, "", SEARCHED),
        _ => Answer::fail(state, SEARCHED, gaps),
    };
    answer.measured(share)
}

/// A link that can be followed, or a document or heading of the alert's name.
fn exists(docs: &Docs, rule: &AlertRule) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let name = plain(&rule.name);
    let linked = rule.runbook.as_deref().is_some_and(|link| {
        let path = link.split(['#', '?']).next().unwrap_or(link).trim_start_matches("./");
        link.starts_with("http") && !link.contains("/blob/")
            || docs.documents.iter().any(|document| path.ends_with(&document.path))
            || link.contains("{{")
            || link.contains('$')
    });
    linked
        || !name.is_empty()
            && docs.documents.iter().any(|document| {
                plain(document.path.rsplit('/').next().unwrap_or("").trim_end_matches(".md")) == name
                    || document.sections.iter().any(|section| plain(&section.title) == name)
            })
}

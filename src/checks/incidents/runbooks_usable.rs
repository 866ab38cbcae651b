//! Do the runbooks tell how to diagnose, how to restore service, and whom to escalate to?

use crate::checks::incidents::runbooks::runbooks;
use crate::checks::prelude::*;
use crate::facts::docs::Document;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/runbooks-usable",
        title: "Runbooks say how to diagnose, restore and escalate",
        question: "Do the runbooks tell how to diagnose, how to restore service, and whom to escalate to?",
        demands: &["N13", "N12"],
        weight: 2,
        gate: false,
        why: "Restore the service first, look for the mend later: a runbook must say how, and whom to call when it does not help.",
        pass: "Diagnose and restore in most, and an escalation or contact somewhere.",
        partial: "Some of it.",
        fail: "No.",
        not_applicable: "No runbooks in the repository.",
        found: "The sections and prose of the runbooks are read for diagnosis (what to check, logs, dashboards), for restoring (restart, roll back, fail over, steps and commands), and for an escalation or contact. Only runbooks in the repository are judged.",
        fix: "Add the two missing headings to the runbook that was used last: \"How to restore\" and \"Whom to call\".",
    },
    judge,
};

const SEARCHED: &[&str] = &["headings on diagnosis", "headings on restoring", "escalation and contacts"];
const DIAGNOSE: &[&str] = &[
    "diagnos", "investigat", "symptom", "triage", "troubleshoot", "first line", "second line", "what to check", "check the", "look at the",
    "dashboard", "monitoring", "debug", "logs", "kibana", "grafana",
];
const RESTORE: &[&str] = &[
    "restore", "recover", "mitigat", "remediat", "resolution", "restart", "roll back", "rollback", "failover", "fail over", "redeploy",
    "scale up", "workaround", "how to fix", "replay", "rerun", "re-run",
];
const ESCALATE: &[&str] = &[
    "escalat", "on-call", "on call", "contact", "pagerduty", "opsgenie", "slack channel", "supported by", "call out", "page the",
    "get in touch", "second line support", "ask in",
];

fn judge(facts: &Facts) -> Answer {
    let runbooks: Vec<&Document> = runbooks(facts.docs()).collect();
    let Some(first) = runbooks.first() else {
        return Answer::not_applicable("no runbooks in the repository", SEARCHED);
    };
    let told = |document: &Document, stems: &[&str]| document.prose_about(stems).is_some();
    let both = runbooks.iter().filter(|document| told(document, DIAGNOSE) && told(document, RESTORE)).count();
    let some = runbooks.iter().filter(|document| told(document, DIAGNOSE) || told(document, RESTORE)).count();
    let contact = runbooks
        .iter()
        .find_map(|document| document.prose_about(ESCALATE).map(|(line, _)| document.at(line).says("names whom to turn to")));
    let note = |document: &Document| {
        document.at(0).says(format!("diagnosis: {}, restoring: {}", yes_no(told(document, DIAGNOSE)), yes_no(told(document, RESTORE))))
    };
    let rest = runbooks[1..].iter().map(|document| note(document));
    match contact {
        Some(contact) if both * 2 > runbooks.len() => Answer::pass(
            format!("{both} of {} runbooks tell how to diagnose and restore, with a contact", runbooks.len()),
            contact,
            std::iter::once(note(first)).chain(rest),
        ),
        contact if some > 0 || contact.is_some() => {
            Answer::partial(missing(both, runbooks.len(), contact.is_some()), note(first), rest.chain(contact))
        }
        _ => Answer::fail(
            "the runbooks tell neither how to diagnose nor how to restore",
            SEARCHED,
            runbooks.iter().map(|document| note(document)),
        ),
    }
    .confidence(Confidence::Medium)
}

fn yes_no(told: bool) -> &'static str {
    if told { "yes" } else { "no" }
}

fn missing(both: usize, all: usize, contact: bool) -> String {
    match contact {
        false => format!("{both} of {all} runbooks tell how to diagnose and restore, none whom to call"),
        true => format!("only {both} of {all} runbooks tell both how to diagnose and how to restore"),
    }
}

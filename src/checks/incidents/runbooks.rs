//! Are there runbooks: how to respond to particular problems or carry out operational tasks on the running service?

use crate::checks::prelude::*;
use crate::facts::docs::{Docs, Document, Kind, mentions};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/runbooks",
        title: "There are runbooks for operating it",
        question: "Are there runbooks: how to respond to particular problems or carry out operational tasks on the running service?",
        demands: &["N13"],
        weight: 3,
        gate: false,
        why: "What was learned in the last incident is worth nothing in somebody's head. A runbook is how it reaches you.",
        pass: "In the repository.",
        partial: "Linked by address only, or a short troubleshooting section.",
        fail: "No.",
        not_applicable: "",
        found: "Runbooks are recognised by shape (symptoms, diagnosis, restoring, escalation) as well as by name and folder. Documents of operation count under other names, such as a task on the running service that is told step by step (re-importing, cleaning up, restoring); manuals for users of a product, module comments and release steps alone do not. A linked runbook or a short troubleshooting section is partial.",
        fix: "Write down what you did at the last page, as it was: symptom, what you looked at, what brought it back.",
    },
    judge,
};

const SEARCHED: &[&str] = &["runbooks and playbooks", "documents of operation", "troubleshooting sections", "linked runbooks"];

fn judge(facts: &Facts) -> Answer {
    let docs = facts.docs();
    let runbooks: Vec<Evidence> =
        runbooks(docs).map(|document| document.at(0).says(format!("{} words on operating it", document.words()))).collect();
    if !runbooks.is_empty() {
        let summary = if runbooks.len() == 1 {
            "a runbook is in the repository".to_owned()
        } else {
            format!("{} runbooks are in the repository", runbooks.len())
        };
        return Answer::found(summary, runbooks, "", SEARCHED);
    }
    let own = || docs.of_the_team();
    let linked = own().flat_map(|document| {
        document
            .links
            .iter()
            .filter(|link| is_runbook_link(&link.target, &link.text))
            .map(|link| document.at(link.line).says("links a runbook"))
    });
    let alerts = facts.alerts().rules.iter().filter_map(|rule| rule.runbook.as_ref().map(|_| rule.at.says("an alert links a runbook")));
    let stems = &[
        "troubleshoot", "common problems", "common issues", "operational", "operations", "in case of", "support", "alert", "known issues",
        "when things go wrong", "monitoring", "in production", "on production",
    ];
    let guides = own().filter(|document| document.is(Kind::Readme) || document.is(Kind::Development) && !is_on_building(&document.path));
    let sections = guides.flat_map(|document| {
        let title = document.sections.iter().find(|section| section.level > 0).map(|section| section.line);
        document
            .sections_about(stems)
            // `Support API` is the name of a service.
            .filter(move |section| Some(section.line) != title)
            .filter(|section| {
                !mentions(
                    &section.title,
                    &[
                        "test", "run", "deploy", "build", "install", "set up", "setup", "supported", "supports", "docker", "platform",
                        "browser", "language", "os support",
                    ],
                )
            })
            .filter(|section| section.level > 0 && (section.words() >= 20 || section.items > 1))
            // Support that is asked of sponsors and stargazers.
            .filter(|section| !section.prose.iter().any(|(_, text)| mentions(text, &["sponsor", "donat", "patreon", "star the", "a star"])))
            .map(|section| document.at(section.line).says("a short section on problems"))
    });
    Answer::partly(
        "no runbook; only a link or a short section",
        linked.chain(alerts).chain(sections),
        "no runbook, playbook or troubleshooting section",
        SEARCHED,
    )
}

/// Problems of a developer's machine are no problems of the running service.
fn is_on_building(path: &str) -> bool {
    let lower = path.to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or(&lower);
    ["build", "setup", "set-up", "install", "local", "wsl", "windows", "macos"].iter().any(|word| name.contains(word))
}

fn is_runbook_link(target: &str, text: &str) -> bool {
    // Ansible calls its programs playbooks.
    (target.starts_with("http") || target.is_empty())
        && !target.contains("ansible")
        && (mentions(target, &["runbook", "run-book", "playbook"])
            || mentions(text, &["runbook", "run book", "playbook", "operations guide", "support guide", "troubleshooting"]))
}

/// The runbooks for those who run it, not for users of the product.
pub(crate) fn runbooks(docs: &Docs) -> impl Iterator<Item = &Document> {
    docs.of(Kind::Runbook).filter(|document| !document.is(Kind::UserManual))
}

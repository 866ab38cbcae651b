//! What a document is: by its shape and content first, by its name where a convention says so.

use super::{Document, mentions};

/// Kinds of document; one document may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Readme,
    /// How to set up, build, run and test it.
    Development,
    Contributing,
    PullRequestTemplate,
    Architecture,
    DecisionRecord,
    /// How to respond to problems of the running service, or to operate it.
    Runbook,
    IncidentProcess,
    Postmortem,
    SecurityPolicy,
    Changelog,
    /// For users of the product, not for those who run it.
    UserManual,
}

/// Does a kind hold, by the document and its path in lower case?
type Rule = fn(&Document, &str) -> bool;

/// The kinds that hold for a document.
pub fn of(document: &Document) -> Vec<Kind> {
    let path = document.path.to_ascii_lowercase();
    let rules: &[(Kind, Rule)] = &[
        (Kind::Readme, |_, path| stem(path) == "readme"),
        (Kind::Changelog, |_, path| {
            ["changelog", "changes", "history", "release-notes", "release_notes", "releases", "news"].contains(&stem(path))
        }),
        (Kind::PullRequestTemplate, |_, path| {
            path.contains("pull_request_template") || stem(path) == "pr_template" || path.contains("merge_request_templates/")
        }),
        (Kind::Contributing, |document, path| {
            (stem(path).starts_with("contributing") || folder_has(path, &["contributing"])) && document.words() > 20
        }),
        (Kind::Development, is_development),
        (Kind::Architecture, is_architecture),
        (Kind::DecisionRecord, is_decision),
        (Kind::Postmortem, is_postmortem),
        (Kind::IncidentProcess, is_incident_process),
        (Kind::SecurityPolicy, |document, path| {
            stem(path) == "security"
                && document.words() >= 25
                && document.prose_about(&["report", "disclos", "contact", "e-mail", "email", "mail"]).is_some()
                && !folder_has(path, &["docs", "doc"])
                || path.ends_with(".well-known/security.txt")
        }),
        (Kind::UserManual, |_, path| {
            path.contains("docs/sources/")
                || path.contains("docs/user")
                || path.contains("docs/content/")
                || folder_has(path, &["help", "tutorial", "tutorials", "website", "handbook-users", "user-guide"])
        }),
        (Kind::Runbook, is_runbook),
    ];
    let kinds: Vec<Kind> = rules.iter().filter(|(_, holds)| holds(document, &path)).map(|(kind, _)| *kind).collect();
    kinds
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

fn folder_has(path: &str, names: &[&str]) -> bool {
    path.split('/').rev().skip(1).any(|folder| names.contains(&folder))
}

fn is_development(document: &Document, path: &str) -> bool {
    let stem = stem(path).replace('_', "-");
    let named = [
        "development", "agents", "developing", "developer", "hacking", "local-setup", "local-development", "setup", "getting-started",
        "quickstart", "install", "installation", "development-guide", "dev-guide", "dev-setup", "run-locally", "testing", "building",
        "build", "local-dev", "how-to-run", "run-with", "running",
    ]
    .iter()
    .any(|name| stem == *name || stem.starts_with(name) && stem.len() < name.len() + 12);
    let named = named || stem.ends_with("dev-notes") || stem.ends_with("developer-notes") || stem == "workflow";
    let folder = matches!(stem.as_str(), "readme" | "index") && folder_has(path, &["dev", "development", "local"]);
    (named || folder) && !document.commands.is_empty()
}

fn is_architecture(document: &Document, path: &str) -> bool {
    let named = ["architect", "design", "overview", "dataflow", "data-flow", "system", "how-it-works"]
        .iter()
        .any(|name| stem(path).starts_with(name))
        || stem(path).contains("architecture");
    (named || folder_has(path, &["architecture", "design", "arch"]))
        && document.words() + document.links.len() * 20 >= 40
        && !path.contains("issue_template")
}

/// Decision records: in a folder of that name, numbered, with the headings that the form has.
fn is_decision(document: &Document, path: &str) -> bool {
    let numbered = stem(path).trim_start_matches("adr").trim_start_matches(['-', '_']).starts_with(|c: char| c.is_ascii_digit());
    let folder =
        folder_has(path, &["adr", "adrs", "decisions", "decision-records", "rfc", "rfcs", "decision_records", "architecture-decisions"]);
    let shaped =
        ["context", "decision", "consequence"].iter().filter(|stem| document.sections_about(&[stem]).next().is_some()).count() >= 2;
    // Records with a form of their own lie in folders of that name all the same.
    let within = path.split('/').any(|folder| matches!(folder, "adr" | "adrs" | "decision-records" | "architecture-decisions"));
    (numbered || stem(path).starts_with("adr")) && (folder || shaped) || shaped && folder || within && stem(path) != "readme"
}

/// A postmortem tells what happened, when, why, and what follows.
fn is_postmortem(document: &Document, path: &str) -> bool {
    let path = path.replace(['_', ' '], "-");
    let named = ["postmortem", "post-mortem", "incident-review", "incident-report", "root-cause", "learning-review", "post-incident"]
        .iter()
        .any(|name| path.contains(name));
    let shape: &[&[&str]] = &[
        &["timeline", "what happened"],
        &["impact"],
        &["root cause", "contributing", "cause"],
        &["what went", "lessons", "learn"],
        &["action item", "actions", "follow-up", "follow up", "next steps"],
    ];
    let shaped = shape.iter().filter(|stems| document.sections_about(stems).next().is_some()).count();
    let title = document
        .sections
        .iter()
        .take(2)
        .any(|section| mentions(&section.title, &["postmortem", "post-mortem", "incident review", "incident report", "outage"]));
    shaped >= 3 || (named || title) && (shaped >= 1 || document.words() >= 60)
}

fn is_incident_process(document: &Document, path: &str) -> bool {
    if is_postmortem(document, path) {
        return false;
    }
    let normal = path.replace(['_', ' '], "-");
    let named = [
        "incident-process", "incident-response", "incident-management", "incident-handling", "incident-plan", "incident-policy",
        "incidents", "incident", "on-call", "oncall", "escalation", "out-of-hours", "support-process",
    ]
    .iter()
    .any(|name| stem(&normal) == *name);
    let topics: &[&[&str]] = &[
        &["severity", "sev1", "sev-1", "priority 1", "p1"],
        &["incident lead", "incident commander", "incident manager", "roles", "comms lead"],
        &["escalat"],
        &["on-call", "on call", "rota", "pager"],
        &["communicat", "stakeholder", "status page"],
        &["declare", "during an incident", "start an incident", "open an incident"],
    ];
    let told = topics.iter().filter(|stems| document.prose_about(stems).is_some()).count();
    let about = document.sections.iter().any(|section| mentions(&section.title, &["incident"]));
    named && told >= 2 || about && told >= 3 && document.words() > 80
}

/// How to respond to problems or operate the running service, recognised by shape as well as by name.
fn is_runbook(document: &Document, path: &str) -> bool {
    let normal = path.replace(['_', ' '], "-");
    let manual = normal.contains("docs/sources/") || normal.contains("/references/") || normal.contains("issue-template");
    if manual || is_postmortem(document, path) || is_decision(document, path) {
        return false;
    }
    // The README of a folder may tell of a task; the service's own tells of everything.
    if stem(path) == "readme" && normal.matches('/').count() >= 2 && is_operation(document, &normal) {
        return true;
    }
    if stem(path) == "readme" && !folder_has(&normal, &["runbooks", "runbook", "playbooks"]) {
        return false;
    }
    let stem = stem(&normal);
    let about = ["alert", "maintenance", "admin-task", "restoring", "restore", "investigation", "recovery", "support-guide", "oncall"]
        .iter()
        .any(|word| stem.contains(word))
        && !folder_has(&normal, &["api", "adr", "adrs", "decisions"]);
    let by_name = about && path.matches('/').count() <= 2
        || stem.contains("runbook")
        || stem.contains("run-book")
        || stem.ends_with("troubleshooting")
        || stem.contains("playbook")
        || [
            "operations", "operation-notes", "ops", "common-errors", "common-issues", "common-problems", "known-issues", "oncall",
            "on-call", "troubleshooting", "disaster-recovery", "operating", "operators-guide", "operations-guide", "failover",
            "switchover", "sop",
        ]
        .contains(&stem)
        || folder_has(&normal, &["runbooks", "runbook", "playbooks", "oncall", "on-call", "sops"]);
    if by_name {
        return document.words() + 10 * document.commands.len() >= 25;
    }
    // A guide that tells how to act while something is down is one, whatever it is called.
    let guide = stem.starts_with("how-to") || stem.starts_with("howto");
    let acts = ["is down", "outage", "failover", "revert", "restore", "emergency", "disaster", "incident", "unavailable"];
    let told = acts.iter().filter(|word| document.prose_about(&[word]).is_some()).count();
    if guide && told >= 2 && document.commands.len() >= 2 && document.words() >= 120 {
        return true;
    }
    if is_operation(document, &normal) {
        return true;
    }
    let operations =
        folder_has(&normal, &["operations", "ops", "support", "sre", "operating", "operational", "how-to", "howto", "procedures"]);
    let parts = response_parts(document);
    operations && parts >= 1 && document.words() >= 60 || parts >= 3
}

/// A task on the running service, told step by step: the title says that something is done again, cleaned, restored.
fn is_operation(document: &Document, path: &str) -> bool {
    const TASKS: &[&str] = &[
        "reimport", "re-import", "requeue", "re-queue", "reindex", "re-index", "reprocess", "replay", "republish", "resend", "backfill",
        "clean up", "cleaning up", "cleanup", "clean-up", "purg", "restor", "recover", "rotat", "rerun", "re-run", "resync",
        "handle error", "handling error", "errors in production", "sentry error",
    ];
    const ASIDE: &[&str] = &[
        "api", "adr", "adrs", "decisions", "archive", "archived", "qa", "proposals", "design", "app", "components", "rfc", "rfcs", "plans",
    ];
    let title = document.sections.iter().find(|section| section.level > 0).map_or("", |section| section.title.as_str());
    let named = mentions(title, TASKS) || mentions(&stem(path).replace('-', " "), TASKS);
    let steps = document.commands.len() + document.sections.iter().map(|section| section.items / 3).sum::<usize>();
    named && steps > 0 && document.words() >= 40 && !folder_has(path, ASIDE) && !path.contains("-api-") && !path.contains("-template")
}

/// How many of the parts of a runbook the headings show: symptoms, diagnosis, restoring, escalation.
fn response_parts(document: &Document) -> usize {
    let shape: &[&[&str]] = &[
        &["symptom", "alert", "problem", "impact"],
        &["diagnos", "investigat", "triage", "first line", "second line", "what to check"],
        &["mitigat", "restore", "recover", "resolution", "remediat", "failover", "rollback", "roll back"],
        &["escalat", "who to contact", "on-call", "supported by"],
    ];
    shape.iter().filter(|stems| document.sections_about(stems).next().is_some()).count()
}

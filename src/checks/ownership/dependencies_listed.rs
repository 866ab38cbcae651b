//! Are the systems that the service depends on or that depend on it listed (README, architecture document, catalog file dependsOn, runbook, network policy)?

use crate::checks::prelude::*;
use crate::facts::docs::{Document, Kind, mentions};
use crate::facts::markdown::Section;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "ownership/dependencies-listed",
        title: "The systems around it are listed",
        question: "Are the systems that the service depends on or that depend on it listed (README, architecture document, catalog file dependsOn, runbook, network policy)?",
        demands: &["N10"],
        weight: 1,
        gate: false,
        why: "Half of your pages start in somebody else's system. Which ones there are should not be news.",
        pass: "Yes.",
        partial: "Some are mentioned.",
        fail: "No.",
        not_applicable: "It has none besides its own store.",
        found: "Catalogue files with dependsOn, network and access policies, diagrams, and documents with a section or list of dependencies pass; systems that the README mentions are partial. Not applicable where it calls nothing but its own store.",
        fix: "Add a table to the README: system, what for, what happens when it is down.",
    },
    judge,
};

const SEARCHED: &[&str] = &["catalogue files", "network and access policies", "sections on dependencies", "architecture documents"];
const STEMS: &[&str] = &[
    "dependenc", "upstream", "downstream", "integrations", "integrates with", "external service", "external system", "consumers",
    "depends on", "related services", "related repositories", "third part", "services used",
];

fn judge(facts: &Facts) -> Answer {
    let declared = facts.owners().depends_on.iter().map(|at| at.says("names the systems around it"));
    let own = || {
        facts
            .docs()
            .documents
            .iter()
            .filter(|document| !document.is(Kind::UserManual) && !document.is(Kind::Changelog) && !document.is(Kind::Postmortem))
            .filter(|document| !document.of_tests && !document.path.contains("template"))
    };
    let sections = own().flat_map(|document| {
        document
            .sections_about(STEMS)
            .filter(|section| {
                section.level > 0
                    && !mentions(
                        &section.title,
                        &[
                            "test", "install", "updat", "upgrad", "manag", "adding", "bump", "python", "npm", "injection", "node",
                            "javascript", "frontend", "build", "dev", "variable", "direct", "test", "setup", "set up", "third-party licen",
                            "configuration", "difference", "add ", "to add",
                        ],
                    )
                    && !mentions(&section.title, &["override", "overriding", "bot"])
                    && document.below(section).any(|below| below.prose.iter().any(|(_, text)| mentions(text, AROUND)) || below.items == 0)
                    && !is_on_developing(document, section)
                    && (section.items >= 2 || section.words() >= 30)
            })
            .map(|section| document.at(section.line).says("lists the systems around it"))
    });
    let drawn = own().filter(|document| document.is(Kind::Architecture) || document.is(Kind::Readme)).flat_map(|document| {
        document.sections.iter().flat_map(move |section| {
            section
                .code
                .iter()
                .filter(|fence| matches!(fence.language.as_str(), "mermaid" | "plantuml" | "dot"))
                .map(move |fence| document.at(fence.line).says("draws the systems around it"))
        })
    });
    let images = own().flat_map(|document| {
        document
            .links
            .iter()
            .filter(|link| link.image && mentions(&link.target, &["architecture", "context-diagram", "system"]))
            .map(|link| document.at(link.line).says("draws the systems around it"))
    });
    let full: Vec<Evidence> = declared.chain(sections).chain(drawn).chain(images).collect();
    if !full.is_empty() {
        return Answer::found("the systems around it are listed", full, "", SEARCHED);
    }
    let named = own().filter(|document| document.is(Kind::Architecture) || document.is(Kind::Readme) && !document.path.contains('/'));
    let counted: Vec<Evidence> = named.filter_map(names_several).collect();
    if !counted.is_empty() {
        return Answer::found("the systems around it are named", counted, "", SEARCHED).confidence(Confidence::Medium);
    }
    let mentioned: Vec<Evidence> = own()
        .filter(|document| document.is(Kind::Readme) || document.is(Kind::Architecture) || document.is(Kind::Development))
        .filter_map(|document| {
            document
                .prose()
                .find(|(_, text)| {
                    mentions(text, &["api", "service", "queue", "s3", "redis", "database", "postgres", "stripe", "sqs", "kafka"])
                        && mentions(text, &["call", "use", "depend", "need", "connect", "talk", "integrat", "via", "from", "require"])
                        && text.split_whitespace().count() >= 8
                })
                .map(|(line, _)| document.at(line).says("mentions a system around it"))
        })
        .collect();
    if !facts.serves().calls_others && mentioned.is_empty() {
        return Answer::not_applicable("it has none besides its own store", SEARCHED);
    }
    Answer::partly("some systems around it are mentioned", mentioned, "the systems around it are listed nowhere", SEARCHED)
}

/// What a list of systems speaks of; one of tools and libraries does not.
const AROUND: &[&str] = &[
    "api", "service", "server", "database", "queue", "postgres", "redis", "kafka", "s3", "elasticsearch", "frontend", "app", "system",
    "http", "sqs", "sns", "mongo", "mysql", "mail", "payment", "team",
];

/// So many different systems in one document make a list of them.
const SEVERAL: usize = 8;

/// Does a document name several systems around the service by their own names?
fn names_several(document: &Document) -> Option<Evidence> {
    const SYSTEMS: &[&str] = &[
        "postgres", "mysql", "redis", "mongodb", "kafka", "rabbitmq", "elasticsearch", "opensearch", "s3", "sqs", "sns", "dynamodb",
        "github", "gitlab", "heroku", "datadog", "sentry", "pagerduty", "mailgun", "sendgrid", "stripe", "cloudfront", "fastly", "cdn",
        "slack", "auth0", "cognito", "keycloak", "okta", "oauth", "smtp", "ldap", "salesforce", "zendesk", "twilio", "notify",
        "prometheus", "grafana", "collector", "identity provider", "api gateway", "frontend", "memcached", "neo4j", "nats", "pubsub",
        "bigquery", "spanner", "bigtable",
    ];
    let mut first = None;
    let mut found: Vec<&str> = Vec::new();
    for (line, text) in document.sections.iter().flat_map(|section| &section.prose) {
        for system in SYSTEMS.iter().filter(|system| mentions(text, &[system])) {
            if !found.contains(system) {
                found.push(system);
            }
            first = first.or(Some(*line));
        }
    }
    let line = first.filter(|_| found.len() >= SEVERAL)?;
    Some(document.at(line).says(format!("names {} systems", found.len())))
}

/// Does the section stand below a heading on setting up a machine?
fn is_on_developing(document: &Document, section: &Section) -> bool {
    let mut level = section.level;
    let before = document.sections.iter().rev().skip_while(|other| other.line >= section.line);
    before.filter(|other| other.level > 0).any(|other| {
        let above = other.level < level;
        level = level.min(other.level);
        above && mentions(&other.title, &["install", "prerequisite", "lint", "set up", "setup", "setting up"])
    })
}

//! Settings that the code reads, and where they are listed for people.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::environments::keys_of;
use super::{Facts, Place, UNFILLED};
use crate::snapshot::{File, Language, Role};

#[derive(Debug, Default)]
pub struct Settings {
    /// Environment variables that own code and configuration read, with the first place.
    pub read: BTreeMap<String, Place>,
    /// Variables that an example file or a document names.
    pub listed: BTreeMap<String, Place>,
    /// Example env files, sample configurations, and documents with a table of settings.
    pub samples: Vec<Place>,
    /// A sample configuration holds all keys by its nature.
    pub complete: bool,
    /// Settings files of a framework that gather what the service is told, with no word on any of it.
    pub gathered: Vec<Place>,
    /// Time limits that configuration sets for clients of other systems.
    pub limits: Vec<Place>,
}

static VARIABLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\bPORT\b|\bHOST\b").ok());

/// Compares what is read with what is listed.
pub fn collect(facts: &Facts) -> Settings {
    let mut settings = Settings::default();
    for read in facts.code().environment.iter().filter(|read| !read.test && !is_common(&read.name)) {
        settings.read.entry(read.name.clone()).or_insert_with(|| read.at.clone());
    }
    configuration(facts, &mut settings);
    commands(facts, &mut settings);
    for file in facts.snapshot().files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated)) {
        samples(facts, file, &mut settings);
    }
    documents(facts, &mut settings);
    settings.gathered = gathered(facts);
    settings.limits = limits(facts);
    settings
}

/// With fewer keys than these, a framework's file gathers nothing.
const GATHERED: usize = 5;

/// `application.yml`, `appsettings.json`: what a framework reads, where it holds more than its own logging.
fn gathered(facts: &Facts) -> Vec<Place> {
    let framework = |file: &&File| {
        let name = file.name().to_lowercase();
        let (stem, ending) = name.rsplit_once('.').unwrap_or_default();
        matches!(stem, "application" | "appsettings")
            && matches!(ending, "yml" | "yaml" | "properties" | "json" | "conf")
            && file.role != Role::Test
    };
    let files = facts.snapshot().own().filter(framework);
    files.filter(|file| own_keys(facts, file) >= GATHERED).map(Place::file).collect()
}

/// How many keys a settings file sets for the service, not for the framework's logging and hosts.
fn own_keys(facts: &Facts, file: &File) -> usize {
    const FRAMEWORK: &[&str] = &["logging", "serilog", "allowedhosts", "$schema"];
    let of_framework = |key: &str| FRAMEWORK.iter().any(|start| key.to_lowercase().starts_with(start));
    match keys_of(facts.snapshot(), &file.path) {
        Some(keys) => keys.iter().filter(|key| !of_framework(key)).count(),
        // HOCON has no reader here: a line sets a key.
        None => {
            let text = facts.snapshot().text(file).unwrap_or("");
            text.lines().filter(|line| !line.trim_start().starts_with(['#', '/']) && line.contains(['=', ':'])).count()
        }
    }
}

/// `feign.client.config.default.readTimeout: 5000`: keys of configuration that limit calls to others.
fn limits(facts: &Facts) -> Vec<Place> {
    let snapshot = facts.snapshot();
    let settings = |file: &&File| file.role == Role::Config && file.language == Language::Yaml && !file.name().contains("compose");
    let files = snapshot.own().filter(settings);
    let mut found = Vec::new();
    for file in files {
        let Some(text) = snapshot.text(file).filter(|text| text.to_ascii_lowercase().contains("timeout")) else { continue };
        for root in super::yaml::parse(text).roots() {
            let before = found.len();
            root.walk(&mut |path, value| {
                if found.len() == before && !value.is_mapping() && is_client_limit(path) {
                    found.push(Place::new(&file.path, value.line()));
                }
            });
        }
    }
    found
}

/// Is a time limit set for a client, not for a store, a server or a session?
fn is_client_limit(path: &[&str]) -> bool {
    const CALLS: &[&str] = &["client", "http", "api", "feign", "rest", "endpoint", "upstream"];
    const OTHER: &[&str] = &[
        "datasource", "hikari", "database", "db", "jdbc", "redis", "server", "session", "idle", "queue", "lock", "transaction", "job",
        "probe", "ingress", "lifecycle", "livetime", "annotations", "spec",
    ];
    let keys: Vec<String> = path.iter().map(|key| key.to_ascii_lowercase()).collect();
    let any = |words: &[&str]| keys.iter().any(|key| words.iter().any(|word| key.contains(word)));
    keys.last().is_some_and(|last| last.replace(['-', '_'], "").ends_with("timeout")) && any(CALLS) && !any(OTHER)
}

/// Variables that every platform sets.
fn is_common(name: &str) -> bool {
    matches!(
        name,
        "HOME"
            | "PATH"
            | "NODE_ENV"
            | "RAILS_ENV"
            | "RACK_ENV"
            | "MIX_ENV"
            | "CI"
            | "USER"
            | "PWD"
            | "TZ"
            | "LANG"
            | "DEBUG"
            | "HOSTNAME"
            | "BUNDLE_GEMFILE"
            | "RAILS_MAX_THREADS"
            | "WEB_CONCURRENCY"
            | "DYNO"
    )
}

/// `${VARIABLE}` in configuration of frameworks.
fn configuration(facts: &Facts, settings: &mut Settings) {
    static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\$\{([A-Z][A-Z0-9_]{2,})[:}]").ok());
    let Some(reference) = REFERENCE.as_ref() else { return };
    let files = facts.snapshot().own().filter(|file| {
        matches!(file.language, Language::Yaml | Language::Properties | Language::Xml)
            && file.role == Role::Config
            && (file.path.contains("resources/") || file.path.contains("config"))
    });
    for file in files {
        for (at, line) in facts.snapshot().text(file).unwrap_or("").lines().enumerate() {
            for found in reference.captures_iter(line).filter_map(|found| found.get(1)) {
                if !is_common(found.as_str()) {
                    settings.read.entry(found.as_str().to_owned()).or_insert_with(|| Place::new(&file.path, at + 1));
                }
            }
        }
    }
}

/// Variables that an image's own start passes on: `java -Dport=$PORT`.
fn commands(facts: &Facts, settings: &mut Settings) {
    static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\$\{?([A-Z][A-Z0-9]*_[A-Z0-9_]+|PORT)\b").ok());
    let Some(reference) = REFERENCE.as_ref() else { return };
    let images = facts.containers().dockerfiles.iter().filter(|image| !image.development);
    for (text, at) in images.filter_map(|image| image.starts.as_ref()) {
        let names = reference.captures_iter(text).filter_map(|found| found.get(1)).map(|name| name.as_str());
        for name in names.filter(|name| !is_common(name) && !matches!(*name, "JAVA_OPTS" | "JAVA_TOOL_OPTIONS" | "JAVA_HOME" | "JVM_OPTS"))
        {
            settings.read.entry(name.to_owned()).or_insert_with(|| at.clone());
        }
    }
}

fn samples(facts: &Facts, file: &File, settings: &mut Settings) {
    let name = file.name().to_lowercase();
    let tested = file.path.split('/').rev().skip(1).any(|folder| matches!(folder, "test" | "tests" | "e2e" | "bruno"));
    if file.path.contains("src/test/") && !name.contains("env") || tested && name.contains("env") && file.path.matches('/').count() > 1 {
        return; // what the tests run with
    }
    let example = ["example", "sample", "template", "dist", "default", "tmpl"].iter().any(|word| name.contains(word));
    let env = name.contains("env")
        && !file.language.is_code()
        && (example
            || name == ".env"
            || name == ".env.development"
            || name == ".env.test"
            || name == ".env.shared"
            || name == "environment" && file.path.starts_with("dev")
            || name.contains(".env."));
    let config = example
        && matches!(file.language, Language::Toml | Language::Yaml | Language::Json | Language::Properties | Language::Other)
        && (name.contains("config") || name.contains("settings") || name.contains("application") || file.path.contains("config"))
        && !name.contains("issue")
        && !file.path.starts_with(".github");
    // `shop.yaml.sample`: the whole configuration of a program that has one file of it.
    let plain = name.trim_end_matches(".sample").trim_end_matches(".example").trim_end_matches(".dist").trim_end_matches(".template");
    let config = config
        || plain != name
            && ["yaml", "yml", "toml", "ini", "conf", "cfg", "properties"].iter().any(|end| plain.ends_with(&format!(".{end}")))
            && file.path.matches('/').count() <= 2
            && !["compose", "nginx", "supervisor", "systemd"].iter().any(|other| name.contains(other));
    // A schema of the configuration lists every key by its nature.
    let schema = name.contains("config") && name.contains("schema") && file.language == Language::Json;
    let config = config || schema && file.role != Role::Test;
    let manifest = file.path == "app.json";
    if !(env || config || manifest) {
        return;
    }
    let Some(text) = facts.snapshot().text(file).filter(|text| !text.contains(UNFILLED)) else { return };
    if file.language == Language::Yaml && text.contains("apiVersion:") && text.contains("kind:") {
        return; // a manifest that shows how
    }
    let before = settings.listed.len();
    list(text.lines().enumerate().map(|(at, line)| (at + 1, line)), &file.path, settings);
    if settings.listed.len() > before || config {
        settings.samples.push(Place::file(file));
        settings.complete |= config && text.lines().count() >= 15;
    }
}

fn documents(facts: &Facts, settings: &mut Settings) {
    for document in facts
        .docs()
        .documents
        .iter()
        .filter(|document| !document.is(super::docs::Kind::UserManual) && !document.is(super::docs::Kind::Changelog))
    {
        let before = settings.listed.len();
        let code = document.sections.iter().flat_map(|section| {
            section.code.iter().flat_map(|fence| fence.text.lines().enumerate().map(|(at, line)| (fence.line + at, line)))
        });
        let prose: Vec<(usize, &str)> = document.prose().chain(code).collect();
        list(prose.into_iter(), &document.path, settings);
        let useful = settings.listed.iter().filter(|(name, at)| at.path == document.path && settings.read.contains_key(*name)).count();
        if settings.listed.len() >= before + 3 && useful >= 2 {
            settings
                .samples
                .push(Place::new(&document.path, settings.listed.values().find(|at| at.path == document.path).map_or(0, |at| at.line)));
        }
    }
}

fn list<'a>(lines: impl Iterator<Item = (usize, &'a str)>, path: &str, settings: &mut Settings) {
    let Some(variable) = VARIABLE.as_ref() else { return };
    for (at, line) in lines {
        for found in variable.find_iter(line) {
            settings.listed.entry(found.as_str().to_owned()).or_insert_with(|| Place::new(path, at));
        }
    }
}

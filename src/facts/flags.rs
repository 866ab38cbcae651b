//! Home-grown flags: settings that are named as switches of features.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::Place;
use super::capabilities::{Sighting, is_comment, is_setting_file};
use super::code::{Code, Named};
use crate::snapshot::{File, Language, Snapshot};

/// Settings that are named as flags, in settings files and where code reads the environment.
pub fn find(snapshot: &Snapshot, code: &Code) -> Vec<Sighting> {
    static FLAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\b(?:(?:FF|FEATURE|FEATURES|FLAG|TOGGLE)_+[A-Z0-9_]{2,}|[A-Z][A-Z0-9_]*_(?:ENABLED|DISABLED|FEATURE_FLAG)|(?:ENABLE|DISABLE)_[A-Z0-9_]{2,}|features?(?:\.|-toggles?\.|-flags?\.)[a-zA-Z0-9_.-]{3,}|(?:Enable|Disable)[A-Za-z]*\s+bool\b|[a-z][a-z0-9_]*_enabled:\s*bool\b|(?:enable|disable)_[a-z0-9_]+:\s*bool\b|[a-z][A-Za-z0-9]*Enabled:\s*Boolean\b|[a-z][a-z0-9.-]*[.-]enabled\s*=\s*(?:true|false|\$))").ok()
    });
    let Some(flag) = FLAG.as_ref() else { return Vec::new() };
    let mut found: BTreeMap<String, Place> = BTreeMap::new();
    // The switches of Makefiles and scripts steer a build.
    let builds = |file: &File| matches!(file.language, Language::Makefile | Language::Shell | Language::Dockerfile);
    for file in snapshot.own().filter(|file| is_setting_file(file) && !builds(file)) {
        for (at, line) in snapshot.text(file).unwrap_or("").lines().enumerate().filter(|(_, line)| !is_comment(line) && line.len() < 500) {
            for hit in flag.find_iter(line) {
                // Settings are fields, too: `DisableSignups bool` in Go, `enable_search: bool` in Rust.
                let name = hit.as_str().split(|c: char| c.is_whitespace() || matches!(c, ':' | '=')).next().unwrap_or_default();
                found.entry(name.to_owned()).or_insert_with(|| Place::new(&file.path, at + 1));
            }
        }
    }
    for read in code.environment.iter().filter(|read| !read.test && flag.is_match(&read.name)) {
        found.entry(read.name.clone()).or_insert_with(|| read.at.clone());
    }
    for (name, at) in switches(snapshot, code) {
        found.entry(name).or_insert(at);
    }
    // A file that is named for its flags holds nothing else.
    let listed = |at: &Place| {
        let name = at.path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or("");
        matches!(name, "features" | "feature_flags" | "feature-flags" | "flags" | "toggles" | "feature_toggles")
    };
    let named = |name: &str| {
        ["FF_", "FEATURE", "FLAG_", "TOGGLE"].iter().any(|start| name.starts_with(start))
            || name.contains("FEATURE")
            || name.starts_with("feature")
    };
    found
        .into_iter()
        .filter(|(name, _)| !is_of_a_tool(name))
        .map(|(what, at)| Sighting { weak: !named(&what) && !listed(&at), what, at, test: false })
        .chain(columns(snapshot))
        .collect()
}

/// Variables of the environment that code reads as true or false, whatever they are called: `env("OPEN_SIGNUPS") == "true"`.
fn switches(snapshot: &Snapshot, code: &Code) -> Vec<(String, Place)> {
    static BOOLEAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?i)\bbool|boolean|\.bool\(|strtobool|=\s*["']?(?:true|false)\b|["'](?:true|false)["']|is_?true|truthy"#).ok()
    });
    let Some(boolean) = BOOLEAN.as_ref() else { return Vec::new() };
    let mut by_file: BTreeMap<&str, Vec<&Named>> = BTreeMap::new();
    for read in code.environment.iter().filter(|read| !read.test) {
        by_file.entry(&read.at.path).or_default().push(read);
    }
    let mut found = Vec::new();
    for (path, reads) in by_file {
        let Some(text) = snapshot.file(path).and_then(|file| snapshot.read(file)) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        let read_so = |read: &&&Named| lines.get(read.at.line.saturating_sub(1)).is_some_and(|line| boolean.is_match(line));
        found.extend(reads.iter().filter(read_so).map(|read| (read.name.clone(), read.at.clone())));
    }
    found
}

/// Switches that a table of the store keeps: the boolean columns of `settings` in a Rails schema.
fn columns(snapshot: &Snapshot) -> Vec<Sighting> {
    let Some(file) = snapshot.file("db/schema.rb") else { return Vec::new() };
    let text = snapshot.text(file).unwrap_or("");
    let (mut inside, mut found) = (false, Vec::new());
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(table) = line.strip_prefix("create_table \"") {
            inside =
                matches!(table.split('"').next(), Some("settings" | "site_settings" | "feature_flags" | "features" | "feature_toggles"));
        } else if line == "end" {
            inside = false;
        } else if let Some(column) = line.strip_prefix("t.boolean \"").filter(|_| inside) {
            let what = column.split('"').next().unwrap_or("").to_owned();
            found.push(Sighting { what, at: Place::new(&file.path, at + 1), weak: false, test: false });
        }
    }
    found
}

/// Is a switch of a framework or a tool meant? Variables and keys are written apart.
fn is_of_a_tool(name: &str) -> bool {
    const VARIABLES: &[&str] = &[
        "COVERAGE", "DEBUG", "LOG", "TRACING", "NEW_RELIC", "DD_", "SENTRY", "YJIT", "TELEMETRY", "METRICS", "OTEL", "CORS", "SSL", "TLS",
        "HTTPS", "XDEBUG", "CACHE_ENABLED", "BOOTSNAP", "SPRING_", "COREPACK", "SWAGGER", "PROFIL", "CRON", "JIT", "CGO",
    ];
    const KEYS: &[&str] = &[
        "cache", "metric", "audit", "play.", "tracing", "ssl", "tls", "debug", "log", "swagger", "health", "probe", "graceful", "compress",
        "cors", "csrf", "actuator", "management", "spring", "eureka", "h2.", "liquibase", "flyway", "mail", "kamon", "telemetry", "sentry",
        "prometheus", "pprof", "profil", "shutdown", "modules", "filter", "hikari", "jpa", "security",
    ];
    let key = name.starts_with(|c: char| !c.is_ascii_uppercase()) && !name.starts_with("feature");
    let lower = name.to_lowercase();
    VARIABLES.iter().any(|tool| name.contains(tool)) || key && KEYS.iter().any(|tool| lower.contains(tool))
}

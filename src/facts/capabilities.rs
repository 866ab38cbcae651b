//! Which capabilities are declared in manifests, and which are in use: the knowledge tables held
//! against packages, imports, names in code and words in configuration.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

use super::code::{Code, Named};
use super::packages::{Ecosystem, Packages, Scope};
use super::{Facts, Place, flags};
use crate::knowledge::{self, Table};
use crate::snapshot::{File, Language, Role, Snapshot};

/// A place where a capability shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The package, name or setting.
    pub what: String,
    pub at: Place,
    /// It gives the capability in part only.
    pub weak: bool,
    /// It is in test code, or for development.
    pub test: bool,
}

/// What shows of one capability.
#[derive(Debug, Default, Clone)]
pub struct Capability {
    /// Packages in manifests.
    pub declared: Vec<Sighting>,
    /// Imports, names, settings, and packages that act by being declared.
    pub used: Vec<Sighting>,
}

impl Capability {
    /// In full use in production.
    pub fn strong(&self) -> impl Iterator<Item = &Sighting> {
        self.used.iter().filter(|sighting| !sighting.weak && !sighting.test)
    }

    /// In use in production, in part.
    pub fn weak(&self) -> impl Iterator<Item = &Sighting> {
        self.used.iter().filter(|sighting| sighting.weak && !sighting.test)
    }
}

#[derive(Debug, Default)]
pub struct Capabilities {
    by_name: BTreeMap<String, Capability>,
    flags: Vec<Sighting>,
}

impl Capabilities {
    /// What shows of a capability; its name is that of its knowledge table.
    pub fn of(&self, name: &str) -> &Capability {
        static NONE: Capability = Capability { declared: Vec::new(), used: Vec::new() };
        self.by_name.get(name).unwrap_or(&NONE)
    }

    /// Home-grown flags, each once: settings that switch something on or off. Those that are not named
    /// as features are weak.
    pub fn flags(&self) -> &[Sighting] {
        &self.flags
    }
}

/// Holds every table against what was read.
pub fn collect(facts: &Facts) -> Capabilities {
    let (packages, code) = (facts.packages(), facts.code());
    let settings = settings(facts.snapshot(), facts.tables());
    let imports = Imports::of(code);
    let lines = Lines { snapshot: facts.snapshot(), files: RefCell::default() };
    let by_name = facts
        .tables()
        .iter()
        .map(|table| {
            let mut found = capability(table, packages, code, &imports, &settings);
            found.used.extend(ambiguous(table, code, &lines));
            qualify(&table.capability, facts.snapshot(), &lines, &mut found.used);
            (table.capability.clone(), found)
        })
        .collect();
    Capabilities { by_name, flags: flags::find(facts.snapshot(), code) }
}

/// What the place of a sighting says against it, by capability.
fn qualify(capability: &str, snapshot: &Snapshot, lines: &Lines<'_>, used: &mut Vec<Sighting>) {
    match capability {
        "circuit-breaking" => used.retain(|sighting| !is_of_the_browser(&sighting.at.path)),
        // A share of nought traces nothing.
        "tracing" => {
            let none = |at: &Place| lines.at(at).is_some_and(|line| is_nought(&line));
            used.retain(|sighting| !sighting.what.to_lowercase().contains("traces") || !none(&sighting.at));
        }
        "rate-limiting" if only_parts_are_throttled(snapshot) => {
            let of_rack = |sighting: &&mut Sighting| sighting.what.to_lowercase().replace('.', "-").contains("rack-attack");
            used.iter_mut().filter(of_rack).for_each(|sighting| sighting.weak = true);
        }
        _ => {}
    }
}

fn capability(table: &Table, packages: &Packages, code: &Code, imports: &Imports<'_>, settings: &[(String, Place)]) -> Capability {
    let mut found = Capability::default();
    declared(table, packages, &mut found);
    imported(table, packages, imports, &mut found);
    for (names, weak) in [(&table.code.names, false), (&table.code.weak, true)] {
        let wanted: HashSet<&str> = names.iter().map(String::as_str).collect();
        let named = code.names.iter().filter(|named| wanted.contains(named.name.as_str()));
        found.used.extend(named.map(|named| sighting(named, weak)));
    }
    for (place_and_key, weak) in [(&table.settings.keys, false), (&table.settings.weak, true)] {
        let wanted: HashSet<&str> = place_and_key.iter().map(String::as_str).collect();
        // Settings of a library that nothing declares any more are dead.
        let declares = |words: &[&str]| packages.packages.iter().any(|package| words.iter().any(|word| package.name.contains(word)));
        let alive = |key: &str| match key {
            _ if key.starts_with("resilience4j") => declares(&["resilience4j", "circuitbreaker"]),
            // Build packs bring the agent of the JVM and of PHP; other languages declare theirs.
            "NEW_RELIC_LICENSE_KEY" | "NEWRELIC_LICENSE_KEY" => {
                let brought = packages.packages.iter().any(|package| matches!(package.ecosystem, Ecosystem::Java | Ecosystem::Php));
                brought || declares(&["newrelic", "new_relic", "new-relic"]) || settings.iter().any(|(key, _)| key.starts_with("newrelic"))
            }
            _ => true,
        };
        let told = settings.iter().filter(|(key, _)| wanted.contains(key.as_str()) && alive(key));
        found.used.extend(told.map(|(key, at)| Sighting { what: key.trim().to_owned(), at: at.clone(), weak, test: false }));
    }
    found
}

/// Does Rack::Attack throttle single paths only? A block whose condition names a path lets all others through.
fn only_parts_are_throttled(snapshot: &Snapshot) -> bool {
    let Some(text) = snapshot.text_of("config/initializers/rack_attack.rb") else { return false };
    let code: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.starts_with('#')).collect();
    let starts: Vec<usize> =
        code.iter().enumerate().filter(|(_, line)| line.starts_with("throttle") || line.contains(".throttle(")).map(|(at, _)| at).collect();
    let narrow = |at: &usize| {
        let block = code[*at..].iter().take(8).skip(1).take_while(|line| !line.contains("throttle"));
        std::iter::once(&code[*at])
            .chain(block)
            .any(|line| line.contains("path") && (line.contains("==") || line.contains("match") || line.contains("start_with")))
    };
    starts.len() <= 2 && starts.iter().all(narrow)
}

/// Names that mean other things as well, where their line or path tells which meaning it is.
fn ambiguous(table: &Table, code: &Code, lines: &Lines<'_>) -> Vec<Sighting> {
    let wanted: HashSet<&str> = table.code.ambiguous.iter().map(String::as_str).collect();
    let named = code.names.iter().filter(|named| !named.test && wanted.contains(named.name.as_str()));
    let told = |text: &str| table.code.near.iter().any(|word| text.contains(word.as_str()));
    let other = |path: &str| table.code.far.iter().any(|word| path.contains(word.as_str()));
    named
        .filter(|named| !other(&named.at.path.to_lowercase()))
        .filter(|named| told(&named.at.path.to_lowercase()) || lines.at(&named.at).is_some_and(|line| told(&line.to_lowercase())))
        .map(|named| sighting(named, table.capability == "rate-limiting" && is_for_log_in(&named.at.path)))
        .collect()
}

/// Does a path lead to logging in, which most services throttle first, and alone?
fn is_for_log_in(path: &str) -> bool {
    path.to_lowercase()
        .split(['/', '.', '_', '-'])
        .any(|word| matches!(word, "accounts" | "account" | "login" | "signin" | "sessions" | "auth"))
}

/// Scripts that a browser loads.
fn is_of_the_browser(path: &str) -> bool {
    ["assets/javascripts/", "static/js/", "app/javascript/", "public/js/"].iter().any(|folder| path.contains(folder))
}

/// Lines of source files, each file read once.
struct Lines<'s> {
    snapshot: &'s Snapshot,
    files: RefCell<BTreeMap<String, Option<String>>>,
}

impl Lines<'_> {
    fn at(&self, place: &Place) -> Option<String> {
        let mut files = self.files.borrow_mut();
        let text =
            files.entry(place.path.clone()).or_insert_with(|| self.snapshot.file(&place.path).and_then(|file| self.snapshot.read(file)));
        text.as_deref()?.lines().nth(place.line.checked_sub(1)?).map(str::to_owned)
    }
}

/// `traces_sample_rate: 0.0,`: is nothing but nought set?
fn is_nought(line: &str) -> bool {
    let code = line.split('#').next().unwrap_or("").split("//").next().unwrap_or("");
    let value =
        code.rsplit([':', '=']).next().unwrap_or("").trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | '}'));
    matches!(value, "0" | "0.0")
}

fn sighting(named: &Named, weak: bool) -> Sighting {
    Sighting { what: named.name.trim_matches('*').to_owned(), at: named.at.clone(), weak, test: named.test }
}

fn declared(table: &Table, packages: &Packages, found: &mut Capability) {
    for package in &packages.packages {
        let listed = |map: &BTreeMap<String, Vec<String>>| {
            map.get(package.ecosystem.key()).is_some_and(|entries| entries.iter().any(|entry| knowledge::matches(entry, &package.name)))
        };
        let (full, auto, weak) = (listed(&table.packages), listed(&table.auto), listed(&table.weak));
        if !(full || auto || weak) {
            continue;
        }
        let sighting = Sighting {
            what: package.name.clone(),
            at: package.at.clone(),
            weak: weak && !full && !auto,
            test: package.scope == Scope::Development,
        };
        if auto {
            found.used.push(sighting.clone());
        }
        found.declared.push(sighting);
    }
}

/// Imports by ecosystem and name: a module is imported in many files, and looked up once.
struct Imports<'c>(BTreeMap<(&'static str, &'c str), (Ecosystem, Vec<&'c Named>)>);

impl<'c> Imports<'c> {
    fn of(code: &'c Code) -> Imports<'c> {
        let mut found: BTreeMap<(&'static str, &str), (Ecosystem, Vec<&Named>)> = BTreeMap::new();
        for import in code.imports.iter().filter(|import| !code.is_own_package(import)) {
            let Some(ecosystem) = ecosystem(import.language) else { continue };
            found.entry((ecosystem.key(), &import.name)).or_insert_with(|| (ecosystem, Vec::new())).1.push(import);
        }
        Imports(found)
    }
}

/// Imports that lead to a package of the table.
fn imported(table: &Table, packages: &Packages, imports: &Imports<'_>, found: &mut Capability) {
    for (map, weak) in [(&table.packages, false), (&table.weak, true), (&table.imports, false)] {
        let by_ecosystem: BTreeMap<&str, Vec<String>> =
            map.iter().map(|(key, entries)| (key.as_str(), entries.iter().map(|entry| module(key, entry)).collect())).collect();
        let mut used: Vec<&Named> = Vec::new();
        for ((key, name), (ecosystem, places)) in &imports.0 {
            let Some(modules) = by_ecosystem.get(key) else { continue };
            if modules.iter().any(|module| leads_to(*ecosystem, name, module)) {
                used.extend(places);
            }
        }
        used.sort_by(|a, b| a.at.cmp(&b.at));
        found.used.extend(used.into_iter().map(|import| Sighting {
            what: import.name.clone(),
            at: import.at.clone(),
            weak,
            test: import.test,
        }));
    }
    // A company's own package bears the word in its name.
    let mut worded: Vec<&Named> = Vec::new();
    for ((key, name), (_, places)) in imports.0.iter().filter(|_| !table.words.is_empty()) {
        let known = table.weak.get(*key).is_some_and(|entries| entries.iter().any(|entry| knowledge::matches(entry, name)));
        let external = matches!(*key, "npm" | "go")
            && !known
            && !name.starts_with('.')
            && packages.packages.iter().any(|package| name.starts_with(package.name.as_str()));
        let last = name.split('/').rev().find(|part| !part.starts_with('v') || part.len() > 3).unwrap_or(name);
        if external && last.split(['-', '_', '.']).any(|part| table.words.iter().any(|word| word == part)) {
            worded.extend(places.iter());
        }
    }
    found.used.extend(worded.into_iter().map(|import| Sighting {
        what: import.name.clone(),
        at: import.at.clone(),
        weak: false,
        test: import.test,
    }));
    // In languages that load packages without an import, a declared one with its name in code is in use.
    let quiet = found.declared.iter().filter(|sighting| {
        !sighting.test
            && packages.packages.iter().any(|package| {
                package.at == sighting.at
                    && matches!(package.ecosystem, Ecosystem::Ruby | Ecosystem::Elixir | Ecosystem::Php | Ecosystem::DotNet)
            })
    });
    found.used.extend(quiet.cloned().collect::<Vec<_>>());
}

fn ecosystem(language: Language) -> Option<Ecosystem> {
    Some(match language {
        Language::JavaScript | Language::TypeScript => Ecosystem::Npm,
        Language::Python => Ecosystem::Python,
        Language::Ruby => Ecosystem::Ruby,
        Language::Go => Ecosystem::Go,
        Language::Java | Language::Kotlin | Language::Scala | Language::Groovy => Ecosystem::Java,
        Language::CSharp | Language::FSharp => Ecosystem::DotNet,
        Language::Php => Ecosystem::Php,
        Language::Elixir => Ecosystem::Elixir,
        Language::Rust => Ecosystem::Rust,
        _ => return None,
    })
}

/// The module that a package is imported by.
fn module(ecosystem: &str, package: &str) -> String {
    match ecosystem {
        "py" => package.replace('-', "_"),
        "rs" => package.replace('-', "_"),
        "java" => java_module(package),
        _ => package.to_owned(),
    }
}

/// A group's packages are mostly named after it; an artifact's after the last word of its name.
fn java_module(package: &str) -> String {
    match package.split_once(':') {
        Some((group, "*")) => group.to_owned(),
        // `starter-circuitbreaker-*`: the last word that says something.
        Some((group, artifact)) if artifact.ends_with("-*") => {
            let named = artifact.trim_end_matches("-*");
            format!("{group}.{}*", named.rsplit('-').next().unwrap_or(named))
        }
        Some((group, artifact)) => format!("{group}.{}", artifact.rsplit('-').next().unwrap_or(artifact)),
        None => package.to_owned(),
    }
}

fn leads_to(ecosystem: Ecosystem, import: &str, module: &str) -> bool {
    let below = |separator: char| import.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with(separator));
    match (ecosystem, module.strip_suffix('*')) {
        (Ecosystem::Java, Some(start)) => import.starts_with(start.trim_end_matches('.')),
        (_, Some(start)) => import.starts_with(start),
        (Ecosystem::Npm | Ecosystem::Go, None) => below('/'),
        (_, None) => below('.'),
    }
}

/// Files whose words tell what runs: configuration, manifests, Dockerfiles, start scripts.
pub(super) fn is_setting_file(file: &File) -> bool {
    let language = matches!(
        file.language,
        Language::Yaml
            | Language::Json
            | Language::Toml
            | Language::Xml
            | Language::Hcl
            | Language::Properties
            | Language::Dotenv
            | Language::Dockerfile
            | Language::Shell
            | Language::Makefile
            | Language::Jsonnet
    );
    let named = matches!(file.name(), "Procfile" | "nginx.conf" | "entrypoint" | "gunicorn_config.py")
        || file.name().starts_with("logback")
        || file.name().starts_with("log4j2")
        || file.name().ends_with(".conf")
        || file.name().ends_with(".erb") && !file.path.contains("views/");
    let settings_code = file.role == Role::Source
        && (file.name().starts_with("settings")
            || file.name().starts_with("config")
            || file.name().contains("gunicorn")
            || file.path.contains("config/")
            || file.folder().ends_with("settings"))
        && file.language.is_code();
    (language && matches!(file.role, Role::Config | Role::Source | Role::Other) || named && file.is_own() || settings_code)
        && file.role != Role::Ci
        && !is_manifest(file.name())
}

fn is_manifest(name: &str) -> bool {
    matches!(name, "package.json" | "composer.json" | "Cargo.toml" | "pyproject.toml" | "pom.xml" | "tsconfig.json")
        || name.contains("renovate")
        || name.ends_with("catalog-info.yaml")
        || name.ends_with(".csproj")
}

/// Every key of every table that stands in a settings file, outside comment lines.
fn settings(snapshot: &Snapshot, tables: &[Table]) -> Vec<(String, Place)> {
    let keys: Vec<&str> =
        tables.iter().flat_map(|table| table.settings.keys.iter().chain(&table.settings.weak)).map(String::as_str).collect();
    let Ok(matcher) = aho_corasick::AhoCorasick::new(&keys) else { return Vec::new() };
    let mut found = Vec::new();
    for file in snapshot.own().filter(|file| is_setting_file(file)) {
        let Some(text) = snapshot.text(file) else { continue };
        if !matcher.is_match(text) {
            continue;
        }
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !is_comment(line)) {
            found.extend(matched(&matcher, line).into_iter().map(|index| (keys[index].to_owned(), Place::new(&file.path, at + 1))));
        }
    }
    found.sort();
    found.dedup();
    found
}

pub(super) fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["#", "//", "<!--", "* ", ";", "-- ", "{#", "{{/*"].iter().any(|start| line.starts_with(start))
}

/// Does a match begin and end where a word does? `sentry_dsn` is in `APP_sentry_dsn`, not in `gelfling` gelf.
fn is_whole(line: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (inside, before, after) = (&line[start..end], &line[..start], &line[end..]);
    let cut_before = letter(inside.chars().next()) && letter(before.chars().next_back());
    let cut_after = letter(inside.chars().next_back()) && letter(after.chars().next());
    !cut_before && !cut_after
}

/// Which patterns match a line, each once.
fn matched(matcher: &aho_corasick::AhoCorasick, line: &str) -> Vec<usize> {
    // `rateLimit:` is a block's key; `rateLimit: 1000` is a number of the service's own.
    let block = |start: usize, end: usize| {
        !line[start..end].ends_with(':') || !line[end..].trim().starts_with(|c: char| c.is_ascii_digit() || c == '$' || c == '"')
    };
    let hits = matcher.find_overlapping_iter(line).filter(|hit| is_whole(line, hit.start(), hit.end()) && block(hit.start(), hit.end()));
    let mut matched: Vec<usize> = hits.map(|hit| hit.pattern().as_usize()).collect();
    matched.sort_unstable();
    matched.dedup();
    matched
}

//! Manifests in JSON and TOML.

use super::{Ecosystem, Package, Scope};
use crate::facts::tree::Value;
use crate::facts::{Place, json, toml};
use crate::snapshot::File;

fn package(file: &File, ecosystem: Ecosystem, name: &str, version: Option<&str>, scope: Scope, line: usize) -> Package {
    Package { ecosystem, name: name.to_owned(), version: version.map(str::to_owned), scope, at: Place::new(&file.path, line) }
}

/// The entries of a table of names and versions.
fn table(file: &File, ecosystem: Ecosystem, value: Option<Value<'_>>, scope: Scope) -> Vec<Package> {
    let entries = value.map(Value::entries).unwrap_or_default();
    let version = |value: Value<'_>| value.str().or_else(|| value.str_at(&["version"])).map(str::to_owned);
    entries
        .into_iter()
        .filter_map(|(name, value)| Some(package(file, ecosystem, name.str()?, version(value).as_deref(), scope, name.line())))
        .collect()
}

pub fn npm(file: &File, text: &str) -> Vec<Package> {
    let Ok(tree) = json::parse(text) else { return Vec::new() };
    let get = |key| tree.root().and_then(|root| root.get(key));
    let runtime = [get("dependencies"), get("optionalDependencies"), get("peerDependencies")]
        .into_iter()
        .flat_map(|value| table(file, Ecosystem::Npm, value, Scope::Runtime));
    runtime.chain(table(file, Ecosystem::Npm, get("devDependencies"), Scope::Development)).collect()
}

pub fn composer(file: &File, text: &str) -> Vec<Package> {
    let Ok(tree) = json::parse(text) else { return Vec::new() };
    let get = |key| tree.root().and_then(|root| root.get(key));
    let runtime = table(file, Ecosystem::Php, get("require"), Scope::Runtime);
    runtime.into_iter().chain(table(file, Ecosystem::Php, get("require-dev"), Scope::Development)).collect()
}

pub fn cargo(file: &File, text: &str) -> Vec<Package> {
    let Ok(tree) = toml::parse(text) else { return Vec::new() };
    let Some(root) = tree.root() else { return Vec::new() };
    let runtime = [root.get("dependencies"), root.at(&["workspace", "dependencies"]), root.get("build-dependencies")];
    let targets = root.get("target").map(Value::entries).unwrap_or_default();
    let targets = targets.into_iter().flat_map(|(_, target)| table(file, Ecosystem::Rust, target.get("dependencies"), Scope::Runtime));
    let mut found: Vec<Package> =
        runtime.into_iter().flat_map(|value| table(file, Ecosystem::Rust, value, Scope::Runtime)).chain(targets).collect();
    found.extend(table(file, Ecosystem::Rust, root.get("dev-dependencies"), Scope::Development));
    found
}

pub fn pipfile(file: &File, text: &str) -> Vec<Package> {
    let Ok(tree) = toml::parse(text) else { return Vec::new() };
    let get = |key| tree.root().and_then(|root| root.get(key));
    let mut found = table(file, Ecosystem::Python, get("packages"), Scope::Runtime);
    found.extend(table(file, Ecosystem::Python, get("dev-packages"), Scope::Development));
    normal(found)
}

pub fn pyproject(file: &File, text: &str) -> Vec<Package> {
    let Ok(tree) = toml::parse(text) else { return Vec::new() };
    let Some(root) = tree.root() else { return Vec::new() };
    let list = |value: Value<'_>, scope| {
        value.items().filter_map(|item| super::text::requirement(file, item.str()?, item.line(), scope)).collect::<Vec<_>>()
    };
    let mut found: Vec<Package> = root.at(&["project", "dependencies"]).map(|value| list(value, Scope::Runtime)).unwrap_or_default();
    for (name, extra) in root.at(&["project", "optional-dependencies"]).map(Value::entries).unwrap_or_default() {
        found.extend(list(extra, group(name.str().unwrap_or(""))));
    }
    for (_, members) in root.get("dependency-groups").map(Value::entries).unwrap_or_default() {
        found.extend(list(members, Scope::Development));
    }
    if let Some(poetry) = root.at(&["tool", "poetry"]) {
        found.extend(table(file, Ecosystem::Python, poetry.get("dependencies"), Scope::Runtime));
        found.extend(table(file, Ecosystem::Python, poetry.get("dev-dependencies"), Scope::Development));
        for (name, members) in poetry.get("group").map(Value::entries).unwrap_or_default() {
            found.extend(table(file, Ecosystem::Python, members.get("dependencies"), group(name.str().unwrap_or(""))));
        }
    }
    found.retain(|package| package.name != "python");
    normal(found)
}

fn group(name: &str) -> Scope {
    if ["dev", "test", "doc", "lint", "typing", "ci"].iter().any(|part| name.contains(part)) { Scope::Development } else { Scope::Runtime }
}

/// Python's package names are the same in any case, with dashes or underscores.
fn normal(mut packages: Vec<Package>) -> Vec<Package> {
    packages.iter_mut().for_each(|package| package.name = super::text::normal_name(&package.name));
    packages
}

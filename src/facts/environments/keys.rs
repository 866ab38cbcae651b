//! The keys that a file of settings sets, in every format, and those of a Kustomize overlay with its bases.

use std::collections::BTreeSet;

use crate::facts::docs::join;
use crate::facts::tree::Value;
use crate::facts::{hcl, json, toml, yaml};
use crate::snapshot::{File, Language, Snapshot};

/// How deep overlays of overlays are followed.
const MAX_OVERLAYS: usize = 6;

/// The leaves of a file's settings; `None` for a format without them.
pub fn keys_of(snapshot: &Snapshot, path: &str) -> Option<BTreeSet<String>> {
    let file = snapshot.file(path)?;
    let text = snapshot.text(file)?;
    let mut keys = BTreeSet::new();
    if matches!(file.name(), "kustomization.yaml" | "kustomization.yml") {
        kustomized(snapshot, file, MAX_OVERLAYS, &mut keys);
        return Some(keys);
    }
    match file.language {
        Language::Yaml => yaml::parse(text).roots().for_each(|root| leaves(root, String::new(), &mut keys, 32)),
        Language::Json => json::parse(text).ok()?.root().into_iter().for_each(|root| leaves(root, String::new(), &mut keys, 32)),
        Language::Toml => toml::parse(text).ok()?.root().into_iter().for_each(|root| leaves(root, String::new(), &mut keys, 32)),
        Language::Hcl if path.ends_with(".tfvars") => {
            keys.extend(hcl::parse(text).ok()?.attributes.into_iter().map(|attribute| attribute.name))
        }
        Language::Hcl => arguments(&hcl::parse(text).ok()?, "", &mut keys),
        _ if file.name() == "vars" => keys.extend(hcl::parse(text).ok()?.attributes.into_iter().map(|attribute| attribute.name)),
        Language::Python => keys.extend(text.lines().filter_map(assigned).map(str::to_owned)),
        Language::Dotenv | Language::Properties => keys.extend(
            text.lines()
                .filter(|line| !line.trim_start().starts_with('#'))
                .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().trim_start_matches("export ").to_owned())),
        ),
        _ => return None,
    }
    Some(keys)
}

/// The setting that a line of Python sets: `SESSION_COOKIE_SECURE = True`.
fn assigned(line: &str) -> Option<&str> {
    let name = line.split(['=', ':', ' ']).next()?;
    let upper = name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    (upper && line[name.len()..].contains('=')).then_some(name)
}

/// The arguments of Terraform's blocks by their path; the environment's own name in a label says nothing new.
fn arguments(block: &hcl::Block, path: &str, keys: &mut BTreeSet<String>) {
    for inner in &block.blocks {
        let labels = inner
            .labels
            .iter()
            .map(|label| label.split(['-', '_']).filter(|word| super::stage(word).is_none()).collect::<Vec<_>>().join("_"));
        let name: Vec<String> = std::iter::once(inner.kind.clone()).chain(labels).filter(|word| !word.is_empty()).collect();
        arguments(inner, &format!("{path}{}.", name.join(".")), keys);
    }
    keys.extend(block.attributes.iter().map(|attribute| format!("{path}{}", attribute.name)));
}

/// Key paths of leaves. Lists of named things are keyed by name; lists of values, addresses and
/// numbers of replicas are one value.
fn leaves(value: Value<'_>, path: String, keys: &mut BTreeSet<String>, depth: usize) {
    const VALUES: &[&str] =
        &["allowlist", "whitelist", "allow_list", "ip", "cidr", "hosts", "host", "replicas", "resources", "annotations"];
    let last = path.rsplit('.').next().unwrap_or("").to_lowercase();
    let one_value = VALUES.iter().any(|word| last == *word || last.ends_with("allowlist") || last.ends_with("whitelist"));
    if depth == 0 || one_value {
        keys.insert(path);
        return;
    }
    let entries = value.entries();
    let named: Vec<(&str, Value<'_>)> =
        value.items().filter_map(|item| Some((item.str_at(&["name"]).or_else(|| item.str_at(&["key"]))?, item))).collect();
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    if !entries.is_empty() {
        entries.into_iter().for_each(|(name, inner)| leaves(inner, below(name.str().unwrap_or("")), keys, depth - 1));
    } else if !named.is_empty() {
        named.into_iter().for_each(|(name, inner)| leaves(inner, below(name), keys, depth - 1));
    } else if value.items().any(Value::is_mapping) {
        value.items().for_each(|inner| leaves(inner, path.clone(), keys, depth - 1));
    } else if !path.is_empty() {
        keys.insert(path);
    }
}

/// Adds what an overlay sets in effect: its literals, its resources and patches by kind and name, its bases.
fn kustomized(snapshot: &Snapshot, file: &File, depth: usize, keys: &mut BTreeSet<String>) {
    let Some((depth, text)) = depth.checked_sub(1).zip(snapshot.text(file)) else { return };
    let parsed = yaml::parse(text);
    for root in parsed.roots() {
        for generator in ["configMapGenerator", "secretGenerator"].iter().filter_map(|key| root.get(key)).flat_map(Value::items) {
            let literals = generator.get("literals").into_iter().flat_map(Value::items).filter_map(|literal| literal.str());
            keys.extend(literals.filter_map(|literal| literal.split_once('=').map(|(key, _)| key.to_owned())));
            let files = ["envs", "env"].iter().filter_map(|key| generator.get(key)).flat_map(Value::items_or_self);
            for path in files.filter_map(|path| join(&file.path, path.str()?)) {
                keys.extend(keys_of(snapshot, &path).unwrap_or_default());
            }
        }
        for listed in ["resources", "bases", "components", "patchesStrategicMerge", "patches"].iter().filter_map(|key| root.get(key)) {
            for path in listed.items().filter_map(|item| join(&file.path, item.str().or_else(|| item.str_at(&["path"]))?)) {
                referenced(snapshot, &path, depth, keys);
            }
        }
    }
}

/// A file of resources or patches, or a folder with a kustomization of its own.
fn referenced(snapshot: &Snapshot, path: &str, depth: usize, keys: &mut BTreeSet<String>) {
    if let Some(file) = snapshot.file(path) {
        let parsed = yaml::parse(snapshot.text(file).unwrap_or(""));
        for root in parsed.roots() {
            let name = format!("{} {}", root.str_at(&["kind"]).unwrap_or(""), root.str_at(&["metadata", "name"]).unwrap_or(""));
            leaves(root, name, keys, 32);
        }
        return;
    }
    let below = ["kustomization.yaml", "kustomization.yml"].iter().find_map(|name| snapshot.file(&format!("{path}/{name}")));
    if let Some(file) = below {
        kustomized(snapshot, file, depth, keys);
    }
}

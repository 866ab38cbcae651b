//! Who owns the service: code owners, catalogue files, manifests; what is owned by several.

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::{Facts, Place, UNFILLED, toml, yaml};
use crate::snapshot::{File, Role, Snapshot};

/// An owner that a machine-readable file names.
#[derive(Debug, Clone)]
pub struct Owner {
    /// What names it: "CODEOWNERS", "a catalogue file".
    pub by: &'static str,
    /// The share of own source files that it covers, 0 to 1.
    pub covers: f64,
    pub at: Place,
}

#[derive(Debug, Default)]
pub struct Owners {
    pub owners: Vec<Owner>,
    /// Rules of CODEOWNERS with several teams.
    pub shared: Vec<Place>,
    /// The share of own source files that several teams own, where CODEOWNERS names teams.
    pub shared_share: Option<f64>,
    /// Systems that a catalogue file or a network policy names.
    pub depends_on: Vec<Place>,
}

/// Reads owners' files.
pub fn collect(facts: &Facts) -> Owners {
    let snapshot = facts.snapshot();
    let mut found = Owners::default();
    for file in snapshot.files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Test | Role::Example)) {
        let name = file.name();
        if name == ".zappr.yaml" {
            let line = snapshot.text(file).unwrap_or("").lines().position(|line| line.starts_with("X-Zalando-Team:"));
            found.owners.extend(line.map(|line| Owner { by: "Zappr's file", covers: 1.0, at: Place::new(&file.path, line + 1) }));
        } else if name == "CODEOWNERS" && matches!(file.folder(), "" | ".github" | "docs" | ".gitlab" | ".bitbucket" | ".gitea") {
            code_owners(snapshot, file, &mut found);
        } else if is_catalogue(name) {
            catalogue(snapshot, file, &mut found);
        } else if file.extension() == "dsl" {
            // Structurizr's model names the systems around.
            let line = snapshot.text(file).unwrap_or("").lines().position(|line| line.contains("softwareSystem"));
            found.depends_on.extend(line.map(|line| Place::new(&file.path, line + 1)));
        } else if file.language == crate::snapshot::Language::Yaml && file.role == Role::Config {
            manifest(snapshot, file, &mut found);
        }
    }
    found
}

fn is_catalogue(name: &str) -> bool {
    name.ends_with("catalog-info.yaml")
        || name.ends_with("catalog-info.yml")
        || matches!(
            name,
            "opslevel.yml"
                | "opslevel.yaml"
                | "cortex.yaml"
                | "cortex.yml"
                | "compass.yml"
                | "service.datadog.yaml"
                | "entity.datadog.yaml"
                | "port.yml"
                | "OWNERS"
                | "app.toml"
                | "about.yaml"
                | "ownership.yaml"
                | "service.yaml"
                | "service-catalog.yaml"
                | "es-metadata.yml"
                | "team.yml"
        )
}

/// Patterns of CODEOWNERS; the last match wins, an entry without owner takes ownership away.
fn code_owners(snapshot: &Snapshot, file: &File, found: &mut Owners) {
    let Some(text) = snapshot.text(file).filter(|text| !text.contains(UNFILLED)) else { return };
    let rules: Vec<(Gitignore, usize, usize)> =
        text.lines().enumerate().filter_map(|(at, line)| rule(line).map(|(matcher, owners)| (matcher, owners, at + 1))).collect();
    let sources: Vec<&File> = snapshot.own().filter(|file| file.role == Role::Source).collect();
    let owned = |file: &&&File| {
        rules
            .iter()
            .rev()
            .find(|(matcher, _, _)| matcher.matched_path_or_any_parents(snapshot.shown(&file.path), false).is_ignore())
            .map_or(0, |(_, owners, _)| *owners)
    };
    let covered = sources.iter().filter(|file| owned(file) > 0).count();
    let several = sources.iter().filter(|file| owned(file) > 1).count();
    let share = |count: usize| if sources.is_empty() { 1.0 } else { count as f64 / sources.len() as f64 };
    let Some((_, _, first)) = rules.iter().find(|(_, owners, _)| *owners > 0) else { return };
    found.owners.push(Owner { by: "CODEOWNERS", covers: share(covered), at: Place::new(&file.path, *first) });
    found.shared.extend(rules.iter().filter(|(_, owners, _)| *owners > 1).map(|(_, _, line)| Place::new(&file.path, *line)));
    // Owners of pipelines and policies alone tell nothing of the code.
    found.shared_share = (covered > 0).then(|| share(several));
}

/// A pattern and its number of owners.
fn rule(line: &str) -> Option<(Gitignore, usize)> {
    let line = line.split(" #").next().unwrap_or(line).trim();
    if line.is_empty() || line.starts_with('#') || line.starts_with('[') || line.starts_with("^[") {
        return None;
    }
    let mut words = line.split_whitespace();
    let pattern = words.next()?;
    let owners = words.filter(|word| word.contains('@')).count();
    let mut builder = GitignoreBuilder::new("");
    builder.add_line(None, pattern).ok()?;
    Some((builder.build().ok()?, owners))
}

fn catalogue(snapshot: &Snapshot, file: &File, found: &mut Owners) {
    let Some(text) = snapshot.text(file) else { return };
    if file.name() == "OWNERS" || file.extension() == "toml" {
        let named =
            toml::parse(text).ok().and_then(|tree| tree.root().map(|root| root.get("team").or_else(|| root.get("owner")).is_some()));
        if file.name() == "OWNERS" && file.folder().is_empty() || named == Some(true) {
            found.owners.push(Owner { by: "an owners' file", covers: 1.0, at: Place::file(file) });
        }
        return;
    }
    for root in yaml::parse(text).roots() {
        let owner = [
            &["spec", "owner"][..],
            &["owner"],
            &["team"],
            &["info", "x-cortex-owners"],
            &["ownerId"],
            &["service", "owner"],
            &["metadata", "owner"],
            &["spec", "team"],
            &["accountableOwners"],
        ]
        .iter()
        .find_map(|path| root.at(path));
        if let Some(owner) = owner.filter(|owner| !owner.is_null()) {
            found.owners.push(Owner { by: "a catalogue file", covers: 1.0, at: Place::new(&file.path, owner.line()) });
        }
        let depends = [&["spec", "dependsOn"][..], &["spec", "consumesApis"], &["dependencies"], &["info", "x-cortex-dependency"]]
            .iter()
            .find_map(|path| root.at(path));
        found.depends_on.extend(depends.filter(|value| !value.is_null()).map(|value| Place::new(&file.path, value.line())));
    }
}

/// NAIS applications name their team and whom they call; network policies name peers.
fn manifest(snapshot: &Snapshot, file: &File, found: &mut Owners) {
    let Some(text) = snapshot.text(file) else { return };
    if text.contains("nais.io/") || text.contains("kind: NetworkPolicy") || text.contains("a8r.io/owner") {
        for root in yaml::parse(text).roots() {
            let team = root.at(&["metadata", "labels", "team"]).or_else(|| root.at(&["metadata", "annotations", "a8r.io/owner"]));
            found.owners.extend(team.map(|team| Owner { by: "a manifest", covers: 1.0, at: Place::new(&file.path, team.line()) }));
            let peers = root.at(&["spec", "accessPolicy", "outbound"]).or_else(|| root.at(&["spec", "egress"]));
            found.depends_on.extend(peers.map(|peers| Place::new(&file.path, peers.line())));
        }
    }
    let product = (file.name().starts_with("values") || file.folder().contains("helm")) && text.contains("productId:");
    if product {
        let line = text.lines().position(|line| line.contains("productId:")).map_or(1, |at| at + 1);
        found.owners.push(Owner { by: "a manifest", covers: 0.3, at: Place::new(&file.path, line) });
    }
}

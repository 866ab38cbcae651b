//! Tools that update dependencies, with what they cover.

use crate::facts::{Place, json, yaml};
use crate::snapshot::{File, Role, Snapshot};

/// A configured updater.
#[derive(Debug, Clone)]
pub struct Updater {
    pub tool: &'static str,
    /// The ecosystem as the tool calls it; `None` for all of them.
    pub covers: Option<String>,
    pub at: Place,
    /// It mends known weaknesses only, and leaves other versions as they are.
    pub security_only: bool,
}

/// Every updater that is switched on.
pub fn collect(snapshot: &Snapshot) -> Vec<Updater> {
    let files = snapshot.files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example));
    files.flat_map(|file| read(snapshot, file)).collect()
}

fn read(snapshot: &Snapshot, file: &File) -> Vec<Updater> {
    let updater = |tool| vec![Updater { tool, covers: None, at: Place::file(file), security_only: false }];
    let path = file.path.to_lowercase();
    let root = path.trim_start_matches(".github/").trim_start_matches(".gitlab/").trim_start_matches(".config/");
    match root {
        "dependabot.yml" | "dependabot.yaml" => dependabot(snapshot, file),
        "renovate.json" | "renovate.json5" | ".renovaterc" | ".renovaterc.json" | ".renovaterc.json5" => {
            if renovate(snapshot, file) {
                updater("Renovate")
            } else {
                Default::default()
            }
        }
        ".pyup.yml" => {
            let insecure = snapshot.text(file).is_some_and(|text| text.contains("update: insecure"));
            vec![Updater { tool: "pyup", covers: None, at: Place::file(file), security_only: insecure }]
        }
        ".scala-steward.conf" => updater("Scala Steward"),
        "depfu.yml" | ".depfu.yml" => updater("Depfu"),
        "updatecli.yaml" => updater("Updatecli"),
        "package.json" if snapshot.text(file).is_some_and(|text| text.contains("\"renovate\":")) => updater("Renovate"),
        "workflows/scala-steward.yml" | "workflows/scala-steward.yaml" => updater("Scala Steward"),
        _ if root.starts_with("workflows/")
            && snapshot.text(file).is_some_and(|text| {
                ["scala-steward-org/scala-steward-action", "renovatebot/github-action", "packagist/conductor"]
                    .iter()
                    .any(|action| text.contains(action))
            }) =>
        {
            updater("a scheduled workflow")
        }
        _ => Vec::new(),
    }
}

fn dependabot(snapshot: &Snapshot, file: &File) -> Vec<Updater> {
    let Some(text) = snapshot.text(file) else { return Vec::new() };
    let yaml = yaml::parse(text);
    let updates = yaml.root().and_then(|root| root.get("updates"));
    let listed = updates.into_iter().flat_map(|updates| updates.items());
    listed
        .filter_map(|update| {
            // Without a pull request for versions, those for security come all the same.
            let versions = update.get("open-pull-requests-limit").and_then(|limit| limit.number()) != Some(0.0);
            Some(Updater {
                tool: "Dependabot",
                security_only: !versions,
                covers: Some(update.str_at(&["package-ecosystem"])?.to_owned()),
                at: Place::new(&file.path, update.line()),
            })
        })
        .collect()
}

fn renovate(snapshot: &Snapshot, file: &File) -> bool {
    let Some(text) = snapshot.text(file) else { return false };
    let Ok(tree) = json::parse(text) else { return true };
    tree.root().is_some_and(|root| root.get("enabled").and_then(|enabled| enabled.bool()) != Some(false))
}

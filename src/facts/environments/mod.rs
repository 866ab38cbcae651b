//! Deployed environments: their names, the files that set them up, and their effective settings.

mod keys;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::{Facts, Place};
use crate::snapshot::{File, Language, Role, Snapshot};
pub use keys::keys_of;

/// A file of settings for one environment.
#[derive(Debug, Clone)]
pub struct EnvironmentFile {
    /// The word in the path: `prod`, `staging`.
    pub name: String,
    pub stage: Stage,
    /// Its path with the word taken out: files of the same shape can be compared.
    pub shape: String,
    pub at: Place,
}

/// How near an environment is to production.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Development,
    Test,
    /// The last one before production: staging, preproduction, acceptance.
    Staging,
    Production,
}

/// The keys that two environments set.
#[derive(Debug, Clone)]
pub struct Parity {
    pub production: Place,
    pub nearest: Place,
    pub only_in_production: Vec<String>,
    pub only_in_nearest: Vec<String>,
    /// Keys of both together.
    pub keys: usize,
}

#[derive(Debug, Default)]
pub struct Environments {
    /// Files for deployed environments.
    pub files: Vec<EnvironmentFile>,
    /// Profiles of an application framework: they need no deployed environment.
    pub profiles: Vec<EnvironmentFile>,
    /// Environments that pipelines deploy to.
    pub deployed: Vec<(String, Place)>,
    /// Comparisons of production with the nearest environment, one for each shape of file.
    pub parity: Vec<Parity>,
}

impl Environments {
    /// The distinct environments, by stage and name, each with a place.
    pub fn distinct(&self) -> Vec<(&str, &Place)> {
        let mut found: Vec<(&str, &Place)> = Vec::new();
        let named =
            self.files.iter().map(|file| (file.name.as_str(), &file.at)).chain(self.deployed.iter().map(|(name, at)| (name.as_str(), at)));
        for (name, at) in named {
            if !found.iter().any(|(known, _)| canonical(known) == canonical(name)) {
                found.push((name, at));
            }
        }
        found
    }
}

/// One word for an environment, whatever it is called.
fn canonical(name: &str) -> String {
    let name = name.to_lowercase();
    match stage(&name) {
        Some(Stage::Production) => "production".to_owned(),
        _ => name.replace(['-', '_'], "").replace("staging", "stage").replace("development", "dev").replace("preproduction", "preprod"),
    }
}

/// The stage that a word names.
pub fn stage(word: &str) -> Option<Stage> {
    let lower = word.to_lowercase();
    // `pre1`, `prd2`: environments that come in numbers.
    let bare = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.len() < lower.len() && bare.len() >= 3 {
        return match bare {
            "pre" => Some(Stage::Staging),
            "tra" | "snd" => Some(Stage::Test),
            _ => stage(bare),
        };
    }
    Some(match lower.as_str() {
        "prod" | "production" | "prd" | "live" | "prod-gcp" | "prod-fss" | "aws_production" | "aws-production" => Stage::Production,
        "staging" | "stage" | "stg" | "preprod" | "pre-prod" | "preproduction" | "pre-production" | "uat" | "acceptance" | "acc" | "qa"
        | "code" | "aat" | "pp" | "nonprod" => Stage::Staging,
        "test" | "tst" | "integration" | "int" | "intg" | "nft" | "sit" | "preview" | "review" | "perf" | "training" | "ithc"
        | "perftest" | "sandbox" | "demo" => Stage::Test,
        "dev" | "development" | "dev-gcp" | "dev-fss" => Stage::Development,
        _ => return None,
    })
}

/// Finds the environments' files and compares them.
pub fn collect(facts: &Facts) -> Environments {
    let snapshot = facts.snapshot();
    let mut found = Environments::default();
    // `values.aat.template.yaml` is filled in by the pipeline.
    let shown = |file: &File| {
        ["example", "sample"].iter().any(|word| file.name().contains(word))
            || file.name().contains("template") && !file.name().starts_with("values.")
    };
    let candidates = snapshot
        .files()
        .iter()
        .filter(|file| !shown(file))
        .filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example | Role::Test | Role::Docs | Role::Ci));
    for file in candidates {
        let Some(made) = environment_file(file) else { continue };
        if is_profile(file) {
            found.profiles.push(made);
        } else if compose_of_a_stage(file, made.stage) || is_deployed(file) {
            found.files.push(made);
        }
    }
    found.profiles.extend(spring_profiles(facts));
    // A profile for production beside one for the stage before it: both are deployed somewhere.
    let deployed_profiles = |stage: Stage| {
        found
            .profiles
            .iter()
            .any(|file| file.stage == stage && !file.at.path.contains("config/environments/") && file.at.path.contains(['.', '/']))
    };
    if deployed_profiles(Stage::Production) && deployed_profiles(Stage::Staging) {
        let real = found.profiles.iter().filter(|file| matches!(file.stage, Stage::Production | Stage::Staging)).cloned();
        found.files.extend(real.collect::<Vec<_>>());
    }
    found.deployed = deployed(facts);
    found.parity = parity(snapshot, &found.files);
    found
}

/// Which word of the path names an environment: the file's stem first, then its folders from the inside.
fn environment_file(file: &File) -> Option<EnvironmentFile> {
    if file.extension() == "tf"
        && let Some(made) = terraform_folder(file)
    {
        return Some(made);
    }
    let parts: Vec<&str> = file.path.split('/').collect();
    let (name, folders) = parts.split_last()?;
    let stem = name.trim_start_matches('.');
    let words: Vec<&str> = stem.split(['.', '_']).flat_map(|part| std::iter::once(part).chain(part.split('-'))).collect();
    let joined = |word: &str| file.path[..file.path.len() - name.len()].to_owned() + &name.replacen(word, "*", 1);
    if let Some(word) = words.iter().find(|word| stage(word).is_some()) {
        return Some(EnvironmentFile { name: (*word).to_owned(), stage: stage(word)?, shape: joined(word), at: Place::file(file) });
    }
    let word = folders
        .iter()
        .rev()
        .find(|folder| stage(folder).is_some() || folder.split(['-', '_']).any(|part| stage(part) == Some(Stage::Production)))?;
    let stage = stage(word).unwrap_or(Stage::Production);
    Some(EnvironmentFile {
        name: (*word).to_owned(),
        stage,
        shape: file.path.replacen(&format!("{word}/"), "*/", 1),
        at: Place::file(file),
    })
}

/// `compose.production.yaml`: what runs on the machines of a stage.
fn compose_of_a_stage(file: &File, stage: Stage) -> bool {
    let compose = file.name().starts_with("docker-compose") || file.name().starts_with("compose");
    compose && file.language == Language::Yaml && matches!(stage, Stage::Production | Stage::Staging)
}

/// Profiles of Spring inside of one file.
fn spring_profiles(facts: &Facts) -> Vec<EnvironmentFile> {
    let files = facts.snapshot().own().filter(|file| matches!(file.name(), "application.yml" | "application.yaml"));
    let mut found = Vec::new();
    for file in files {
        let Some(text) = facts.snapshot().text(file).filter(|text| text.contains("on-profile") || text.contains("profiles:")) else {
            continue;
        };
        for root in super::yaml::parse(text).roots() {
            let named = root.at(&["spring", "config", "activate", "on-profile"]).or_else(|| root.at(&["spring", "profiles"]));
            let Some(name) = named.and_then(|value| value.str().map(|name| (name.to_owned(), value.line()))) else { continue };
            let stage = stage(&name.0).unwrap_or(Stage::Test);
            found.push(EnvironmentFile {
                name: name.0,
                stage,
                shape: format!("{} (profile)", file.path),
                at: Place::new(&file.path, name.1),
            });
        }
    }
    found
}

/// `terraform/staging/main.tf`, `terraform/stack_prod/main.tf`: Terraform takes a folder's files as one.
fn terraform_folder(file: &File) -> Option<EnvironmentFile> {
    let (at, folder) =
        file.folder().split('/').enumerate().collect::<Vec<_>>().into_iter().rev().find(|(_, folder)| named(folder).is_some())?;
    let name = named(folder)?;
    let mut shape: Vec<String> = file.folder().split('/').map(str::to_owned).collect();
    shape[at] = folder.replacen(name, "*", 1);
    Some(EnvironmentFile { name: name.to_owned(), stage: stage(name)?, shape: format!("{}/*.tf", shape.join("/")), at: Place::file(file) })
}

/// The environment that a folder is for: its name, or its last word.
fn named(folder: &str) -> Option<&str> {
    let last = folder.rsplit(['-', '_']).next().filter(|word| matches!(stage(word), Some(Stage::Production | Stage::Staging)));
    stage(folder).map(|_| folder).or(last)
}

/// Settings of an application's framework for a mode, not for a place where it runs.
fn is_profile(file: &File) -> bool {
    let name = file.name();
    file.path.contains("config/environments/")
        || name.starts_with("application-")
        || name.starts_with("appsettings.")
        || name.starts_with("bootstrap-")
        || name.starts_with(".env.")
        || matches!(file.folder(), "config" | "conf")
            && (matches!(file.extension(), "exs" | "rb" | "js" | "ts" | "conf")
                || matches!(file.language, Language::Yaml | Language::Json) && !name.contains("deploy"))
        || file.extension() == "py" && (file.folder().ends_with("settings") || name.starts_with("settings_") || name.starts_with("config_"))
        || name.starts_with("config_") && file.language == Language::Yaml
        || file.path.contains("config/packages/")
        || name.starts_with("application.") && file.extension() == "conf"
        || file.path.contains("config/settings/")
}

/// A file that a platform or a deployment tool reads.
fn is_deployed(file: &File) -> bool {
    let name = file.name();
    let format =
        matches!(file.language, Language::Yaml | Language::Json | Language::Toml | Language::Hcl | Language::Dotenv | Language::Properties)
            || file.path.contains("config/deploy/");
    let lower = file.path.to_lowercase();
    // A file of Terraform's variables without an ending: `profiles/live/vars`.
    if file.name() == "vars" && lower.contains("terraform") {
        return true;
    }
    let about = [
        "values", "helm", "chart", "overlay", "kustom", "k8s", "kubernetes", "kube", "deploy", "terraform", "tfvars", "infra", "env",
        "nais", "hokusai", "manifest", "argocd", "flux", "cluster", "stack", "pulumi", "config", "cloudformation", "cdk", "inventories",
        "group_vars", "live", "fly.", "vars/", "cloudgov", "paas", "settings/",
    ]
    .iter()
    .any(|word| lower.contains(word));
    format
        && about
        && !name.starts_with("docker-compose")
        && !name.starts_with("compose")
        && file.role != Role::Test
        && !lower.contains("/templates/")
        && !lower.split('/').any(|folder| folder.starts_with("test_") || folder.starts_with("test-"))
        && !name.starts_with("package")
        && !name.starts_with("tsconfig")
        && !name.starts_with("requirements")
        && !lower.starts_with(".devcontainer")
        && !name.ends_with(".code-workspace")
        && !lower.contains("locale")
        && !lower.starts_with("dev/")
}

/// Stages that infrastructure code is instantiated for: `stage: 'PROD'` in a CDK app.
fn stacks(facts: &Facts) -> Vec<(String, Place)> {
    static STAGE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"\b(?:stage|environment|env_name)\s*[:=]\s*["']([A-Za-z-]+)["']"#).ok());
    let Some(pattern) = STAGE.as_ref() else { return Vec::new() };
    let mut found = classes(facts);
    let imports = facts.code().imports.iter().filter(|import| {
        !import.test && ["aws-cdk", "aws_cdk", "awscdk", "/cdk/", "@pulumi/"].iter().any(|module| import.name.contains(module))
    });
    let paths: BTreeSet<&str> = imports.map(|import| import.at.path.as_str()).collect();
    let files = paths.into_iter().filter_map(|path| facts.snapshot().file(path));
    for file in files {
        for (at, line) in facts.snapshot().read(file).unwrap_or_default().lines().enumerate() {
            found.extend(pattern.captures(line).map(|name| (name[1].to_owned(), Place::new(&file.path, at + 1))));
        }
    }
    found
}

/// Configuration in Python by a class for each environment: `class Staging(Config):`.
fn classes(facts: &Facts) -> Vec<(String, Place)> {
    let files = facts.snapshot().own().filter(|file| file.role == Role::Source && matches!(file.name(), "config.py" | "settings.py"));
    let class = |line: &str| {
        let name = line.strip_prefix("class ")?.split(['(', ':']).next()?.trim();
        stage(name).filter(|stage| *stage != Stage::Development && !name.eq_ignore_ascii_case("test")).map(|_| name.to_owned())
    };
    let in_file = |file: &File| -> Vec<(String, Place)> {
        let text = facts.snapshot().text(file).unwrap_or("");
        text.lines().enumerate().filter_map(|(at, line)| Some((class(line)?, Place::new(&file.path, at + 1)))).collect()
    };
    files.map(in_file).filter(|found| found.len() >= 2).flatten().collect()
}

/// Environments that jobs deploy to, by name.
fn deployed(facts: &Facts) -> Vec<(String, Place)> {
    let mut found: Vec<(String, Place)> = Vec::new();
    let chosen = facts.pipelines().pipelines.iter().filter(|pipeline| {
        pipeline.name.to_lowercase().contains("deploy") || pipeline.jobs.iter().any(|job| job.does(super::pipelines::Does::Deploy))
    });
    for (name, at) in chosen.flat_map(|pipeline| &pipeline.environments).chain(&stacks(facts)) {
        if stage(name).is_some() && !found.iter().any(|(known, _)| canonical(known) == canonical(name)) {
            found.push((name.clone(), at.clone()));
        }
    }
    for pipeline in &facts.pipelines().pipelines {
        for job in &pipeline.jobs {
            let deploys = job.does(super::pipelines::Does::Deploy);
            let named = job
                .environment
                .as_deref()
                .filter(|name| name.split(['-', '_', ' ', '.', '/']).chain([*name]).any(|word| stage(word).is_some()))
                .filter(|name| !name.contains('$') && !name.contains("pages") && !name.contains("pypi") && !name.contains("release"))
                .map(str::to_owned);
            let in_id =
                || job.id.split(['-', '_', ' ', '.']).find(|word| stage(word).is_some_and(|stage| stage != Stage::Test)).map(str::to_owned);
            if let Some(name) = named.or_else(|| if deploys { in_id() } else { None })
                && !found.iter().any(|(known, _)| canonical(known) == canonical(&name))
            {
                found.push((name, job.at.clone()));
            }
            for step in job.steps.iter().filter(|step| deploys && step.does.contains(&super::pipelines::Does::Deploy)) {
                let word =
                    step.text.split([' ', '-', '_', '/', '.', '=']).find(|word| stage(word).is_some_and(|stage| stage != Stage::Test));
                if let Some(word) = word.filter(|word| !found.iter().any(|(known, _)| canonical(known) == canonical(word))) {
                    found.push((word.to_owned(), step.at.clone()));
                }
            }
        }
    }
    found
}

/// Compares the files of production with those of the nearest environment, shape by shape.
fn parity(snapshot: &Snapshot, files: &[EnvironmentFile]) -> Vec<Parity> {
    let mut shapes: BTreeMap<&str, Vec<&EnvironmentFile>> = BTreeMap::new();
    for file in files {
        shapes.entry(&file.shape).or_default().push(file);
    }
    shapes.values().filter_map(|group| compare(snapshot, group)).collect()
}

fn compare(snapshot: &Snapshot, group: &[&EnvironmentFile]) -> Option<Parity> {
    let production = group.iter().find(|file| file.stage == Stage::Production)?;
    let order = |file: &&&EnvironmentFile| {
        (file.stage, file.name.contains("preprod") || file.name.contains("staging") || file.name.contains("stage"))
    };
    let nearest = group.iter().filter(|file| file.stage != Stage::Production).max_by_key(order)?;
    let base = base_keys(snapshot, production);
    let keys = |wanted: &EnvironmentFile| {
        let files = group.iter().filter(|file| file.name == wanted.name);
        let own: Vec<BTreeSet<String>> =
            files.filter_map(|file| Some(without_name(without_top(keys_of(snapshot, &file.at.path)?, &file.name), &file.name))).collect();
        (!own.is_empty()).then(|| own.into_iter().flatten().chain(base.iter().cloned()).collect::<BTreeSet<String>>())
    };
    let (ours, theirs) = (keys(production)?, keys(nearest)?);
    let union = ours.union(&theirs).count();
    (union > 0).then(|| Parity {
        production: production.at.clone(),
        nearest: nearest.at.clone(),
        only_in_production: ours.difference(&theirs).cloned().collect(),
        only_in_nearest: theirs.difference(&ours).cloned().collect(),
        keys: union,
    })
}

/// `containers.shop-production-app.image`: what is named after its environment is the same thing in each.
fn without_name(keys: BTreeSet<String>, name: &str) -> BTreeSet<String> {
    let plain = |segment: &str| segment.split('-').map(|part| if part == name { "*" } else { part }).collect::<Vec<_>>().join("-");
    keys.into_iter().map(|key| if key.contains(name) { key.split('.').map(plain).collect::<Vec<_>>().join(".") } else { key }).collect()
}

/// `[production]` at the top of the file for production says nothing new.
fn without_top(keys: BTreeSet<String>, name: &str) -> BTreeSet<String> {
    let top = format!("{name}.");
    if keys.is_empty() || !keys.iter().all(|key| key.starts_with(&top)) {
        return keys;
    }
    keys.into_iter().map(|key| key[top.len()..].to_owned()).collect()
}

/// The keys that apply to every environment: `values.yaml` beside or in a chart below, `default.toml` beside.
fn base_keys(snapshot: &Snapshot, production: &EnvironmentFile) -> BTreeSet<String> {
    let path = production.at.path.as_str();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    // `compose.yaml` is what `compose.production.yaml` is laid over, `appsettings.json` lies below `appsettings.Production.json`.
    let plain = production.shape.replacen(".*", "", 1);
    let plain = if production.shape.contains("compose") { plain.replacen("-*", "", 1) } else { plain };
    let plain = keys_of(snapshot, &plain).filter(|_| plain != production.shape);
    // `config/settings.yml` is what `config/settings/production.yml` is laid over.
    let above = keys_of(snapshot, &production.shape.replacen("/*.", ".", 1)).filter(|_| production.shape.contains("/*."));
    let layers = ["default", "base", "common", "shared"].iter().filter_map(|name| {
        let keys = keys_of(snapshot, &production.shape.replacen('*', name, 1))?;
        Some(without_top(keys, name))
    });
    let values = snapshot.own().filter(|file| {
        file.name() == "values.yaml"
            && (file.folder() == folder || file.folder().strip_prefix(folder).is_some_and(|rest| rest.matches('/').count() <= 2))
    });
    values
        .filter_map(|file| keys_of(snapshot, &file.path))
        .chain(layers)
        .chain(plain)
        .chain(above)
        .chain(variable_defaults(snapshot, path))
        .flatten()
        .collect()
}

/// Terraform's variables with a default hold for every file of values, whether it names them or not.
fn variable_defaults(snapshot: &Snapshot, path: &str) -> Option<BTreeSet<String>> {
    if !(path.ends_with(".tfvars") || path.ends_with(".tfvars.json") || path.ends_with("/vars")) {
        return None;
    }
    let mut folder = path;
    while let Some((above, _)) = folder.rsplit_once('/') {
        let file = snapshot.file(&format!("{above}/variables.tf"));
        if let Some(parsed) = file.and_then(|file| super::hcl::parse(snapshot.text(file)?).ok()) {
            let variables = parsed.blocks.iter().filter(|block| block.kind == "variable" && block.attribute("default").is_some());
            return Some(variables.map(|block| block.label().to_owned()).collect());
        }
        folder = above;
    }
    None
}

//! Dockerfiles and compose files.

use std::collections::BTreeMap;

use parse_dockerfile::Instruction;

use super::json::Lines;
use super::tree::Value;
use super::{Facts, Place, yaml};
use crate::snapshot::{File, Language, Role, Snapshot};

/// A container image that is named, with where.
#[derive(Debug, Clone)]
pub struct Image {
    pub name: String,
    pub at: Place,
    pub pinned: Pinned,
}

/// How firmly an image's version is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pinned {
    /// A tag with a number, a digest, or nothing to pin (`scratch`).
    Yes,
    /// No tag, `latest`, or a tag without a version.
    No,
    /// A pipeline or a template sets it.
    Elsewhere,
}

/// A Dockerfile.
#[derive(Debug, Clone)]
pub struct Dockerfile {
    pub path: String,
    pub images: Vec<Image>,
    /// The user that the shipped stage ends with.
    pub user: Option<(String, Place)>,
    /// The image that the shipped stage is built on.
    pub base: String,
    pub health_check: Option<Place>,
    /// Commands that run while the image is built, those of stages for tests and development left out.
    pub build: Vec<String>,
    /// What the image starts, as written.
    pub starts: Option<(String, Place)>,
    /// For development or tests only, by its name or folder.
    pub development: bool,
    /// Where scripts are put that a store loads when it first starts.
    pub loads: Option<Place>,
    /// The last line, for evidence.
    pub end: Place,
}

/// A service of a compose file.
#[derive(Debug, Clone)]
pub struct Service {
    pub name: String,
    pub at: Place,
    /// It is built from this repository.
    pub built: bool,
    pub image: Option<Image>,
    pub health_check: bool,
    /// What it runs, where the file says so.
    pub command: String,
    /// The Dockerfile that it is built from, as the file names it; empty for the default one.
    pub dockerfile: String,
}

/// Images of what services depend on.
pub const STORES: &[&str] = &[
    "postgres", "mysql", "maria", "redis", "mongo", "kafka", "rabbitmq", "elastic", "opensearch", "localstack", "minio", "memcached",
    "dynamodb", "mssql", "sqlserver", "oracle", "wiremock", "mailhog", "mailpit", "azurite", "vault", "consul", "neo4j", "cassandra",
    "clickhouse", "bigtable", "valkey", "nginx", "proxysql", "hmpps-auth", "pulsar", "nats", "sqs", "zipkin", "postgis",
];

impl Service {
    /// Is it what services depend on: a database, a queue, a stand-in?
    pub fn is_store(&self) -> bool {
        !self.built && self.image.as_ref().is_none_or(|image| STORES.iter().any(|store| image.name.contains(store)))
            || STORES.iter().any(|store| self.name.contains(store))
            || self.name == "db"
            || self.name.ends_with("-db")
            || self.name.contains("database")
    }
}

/// A compose file.
#[derive(Debug, Clone)]
pub struct Compose {
    pub path: String,
    pub services: Vec<Service>,
}

#[derive(Debug, Default)]
pub struct Containers {
    pub dockerfiles: Vec<Dockerfile>,
    pub composes: Vec<Compose>,
}

impl Containers {
    /// Do the compose files start more than what the service depends on?
    pub fn start_the_service(&self) -> bool {
        self.composes.is_empty() || self.composes.iter().flat_map(|compose| &compose.services).any(|service| !service.is_store())
    }
}

/// Reads Dockerfiles and compose files, those for tests too: they are marked.
pub fn collect(facts: &Facts) -> Containers {
    let snapshot = facts.snapshot();
    let mut containers = Containers::default();
    for file in snapshot.files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example)) {
        if file.language == Language::Dockerfile {
            containers.dockerfiles.extend(dockerfile(snapshot, file));
        } else if is_compose(file.name()) || file.folder() == "hokusai" && matches!(file.name(), "development.yml" | "test.yml") {
            containers.composes.extend(compose(snapshot, file));
        }
    }
    for image in containers.dockerfiles.iter_mut().filter(|image| image.user.is_none()) {
        image.user = drops_root(snapshot, image);
    }
    containers
}

/// An entry point that starts as root and hands over to another user: `exec gosu app "$@"`.
fn drops_root(snapshot: &Snapshot, image: &Dockerfile) -> Option<(String, Place)> {
    const TOOLS: &[&str] = &["gosu ", "su-exec ", "setpriv ", "runuser ", "chpst -u"];
    let (starts, _) = image.starts.as_ref()?;
    let names = starts.split(|c: char| c.is_whitespace() || matches!(c, '"' | '[' | ']' | ',' | '/')).filter(|word| word.ends_with(".sh"));
    let folder = image.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for name in names {
        // The one beside the Dockerfile is meant, where several bear the name.
        let named = || snapshot.own().filter(|file| file.name() == name);
        let Some(script) = named().find(|file| file.folder() == folder).or_else(|| named().next()) else { continue };
        let text = snapshot.text(script).unwrap_or("");
        let hands_over = |line: &str| !line.trim_start().starts_with('#') && TOOLS.iter().any(|tool| line.contains(tool));
        if let Some(line) = text.lines().position(hands_over) {
            return Some(("a user that the entry point changes to".to_owned(), Place::new(&script.path, line + 1)));
        }
    }
    None
}

fn is_compose(name: &str) -> bool {
    let yaml = name.ends_with(".yml") || name.ends_with(".yaml");
    yaml && (name.starts_with("docker-compose") || name.starts_with("compose"))
}

fn dockerfile(snapshot: &Snapshot, file: &File) -> Option<Dockerfile> {
    let text = snapshot.text(file)?;
    if file.name().ends_with(".tmpl") || file.name().ends_with(".j2") || file.name().ends_with(".erb") {
        return None;
    }
    let parsed = match parse_dockerfile::parse(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            snapshot.skip(&file.path, &format!("a Dockerfile that cannot be parsed: {error}"));
            return None;
        }
    };
    let lines = Lines::new(text);
    let place = |offset: usize| Place::new(&file.path, lines.of(offset));
    let mut arguments: BTreeMap<String, String> = BTreeMap::new();
    let mut stages: Vec<Stage> = Vec::new();
    let lower = file.path.to_lowercase();
    let mut found = Dockerfile {
        path: file.path.clone(),
        images: Vec::new(),
        user: None,
        base: String::new(),
        health_check: None,
        build: Vec::new(),
        starts: None,
        development: file.role == Role::Test || is_for_development(&lower),
        loads: text.find("/docker-entrypoint-initdb.d").map(place),
        end: place(text.trim_end().len().saturating_sub(1)),
    };
    for instruction in &parsed.instructions {
        match instruction {
            Instruction::Arg(arg) => {
                if let Some((name, value)) = arg.arguments.value.split_once('=') {
                    arguments.insert(name.trim().to_owned(), value.trim().trim_matches('"').to_owned());
                }
            }
            Instruction::From(from) => {
                let (name, known) = substituted(&from.image.value, &arguments);
                let parent = stages.iter().find(|stage| stage.name == name.to_lowercase() && !stage.name.is_empty()).cloned();
                if parent.is_none() {
                    let pinned = if known { pinned(&name) } else { Pinned::Elsewhere };
                    found.images.push(Image { name: name.clone(), at: place(from.from.span.start), pinned });
                }
                // A stage starts as the one that it builds on ended.
                let stage = parent.unwrap_or(Stage { name: String::new(), base: name, user: None });
                stages.push(Stage { name: from.as_.as_ref().map_or_else(String::new, |(_, stage)| stage.value.to_lowercase()), ..stage });
            }
            Instruction::User(user) => {
                if let Some(stage) = stages.last_mut() {
                    stage.user = Some((substituted(&user.arguments.value, &arguments).0, place(user.user.span.start)));
                }
            }
            Instruction::Run(run) => {
                if !stages.last().is_some_and(is_aside)
                    && let parse_dockerfile::Command::Shell(command) = &run.arguments
                {
                    found.build.push(joined(command.value));
                }
            }
            Instruction::Cmd(cmd) => found.starts = Some((written(text, &cmd.arguments), place(cmd.cmd.span.start))),
            Instruction::Entrypoint(entry) => {
                found.starts = Some((written(text, &entry.arguments), place(entry.entrypoint.span.start)));
            }
            Instruction::Healthcheck(check) => found.health_check = Some(place(check.healthcheck.span.start)),
            _ => {}
        }
    }
    if let Some(shipped) = shipped(&stages) {
        found.user = shipped.user.clone();
        found.base = shipped.base.clone();
    }
    Some(found)
}

/// A stage of a build, with what it takes over from the stage below.
#[derive(Debug, Clone)]
struct Stage {
    name: String,
    base: String,
    user: Option<(String, Place)>,
}

/// Does a path, in lower case, say that the image builds, tests or serves developers? Its folders' words count whole:
/// what lies in `devtools/images/service` is the service.
fn is_for_development(path: &str) -> bool {
    const STARTS: &[&str] = &["test", "lint", "e2e", "bench", "local", "devel", "devcontainer", "builder", "debug"];
    let name = path.rsplit('/').next().unwrap_or(path);
    path.contains("build-env")
        || name.split(['.', '-', '_']).any(|word| word == "ci")
        || path.split(['/', '.', '-', '_']).any(|word| word == "dev" || STARTS.iter().any(|start| word.starts_with(start)))
}

/// The stage that is shipped: named so, or else the last one that is not for tests or development.
fn shipped(stages: &[Stage]) -> Option<&Stage> {
    let named =
        stages.iter().find(|stage| matches!(stage.name.as_str(), "production" | "prod" | "release" | "final" | "runtime" | "runner"));
    let plain = |stage: &&Stage| !is_aside(stage) && !stage.name.contains("builder");
    named.or_else(|| stages.iter().rev().find(plain)).or_else(|| stages.last())
}

/// Is the stage for tests or development, by its name?
fn is_aside(stage: &Stage) -> bool {
    ["test", "dev", "lint", "ci", "debug", "e2e"].iter().any(|word| stage.name.contains(word))
}

/// A command without the ends of its continued lines.
fn joined(command: &str) -> String {
    command.replace("\\\n", " ")
}

/// A command as it stands in the file, in either form.
fn written(text: &str, command: &parse_dockerfile::Command<'_>) -> String {
    match command {
        parse_dockerfile::Command::Shell(command) => joined(command.value),
        parse_dockerfile::Command::Exec(command) => text.get(command.span.start..command.span.end).unwrap_or("").to_owned(),
        _ => String::new(),
    }
}

/// An image's name with the arguments' defaults put in; tells whether all were known.
fn substituted(name: &str, arguments: &BTreeMap<String, String>) -> (String, bool) {
    let mut out = name.to_owned();
    for _ in 0..8 {
        let Some(start) = out.find('$') else { return (out, true) };
        let rest = &out[start + 1..];
        let (variable, length) = match rest.strip_prefix('{') {
            Some(inner) => {
                let end = inner.find('}').unwrap_or(inner.len());
                (&inner[..end], end + 3)
            }
            None => {
                let end = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
                (&rest[..end], end + 1)
            }
        };
        let (variable, default) =
            variable.split_once(":-").map_or((variable, None), |(variable, default)| (variable, Some(default.to_owned())));
        let Some(value) = arguments.get(variable).cloned().or(default).filter(|value| !value.is_empty()) else { return (out, false) };
        let end = (start + length).min(out.len());
        out.replace_range(start..end, &value);
    }
    (out, false)
}

/// Is an image's version given?
pub fn pinned(name: &str) -> Pinned {
    if name.contains(super::tree::TEMPLATE) || name.contains("{{") || name.contains(['$', '<']) || name.contains("__") {
        return Pinned::Elsewhere;
    }
    if name.contains("@sha256:") || name == "scratch" {
        return Pinned::Yes;
    }
    let last = name.rsplit('/').next().unwrap_or(name);
    match last.split_once(':') {
        // `latest-4.0.5` is the newest build of a version.
        Some((_, tag))
            if tag.bytes().any(|byte| byte.is_ascii_digit())
                && (!tag.starts_with("latest")
                    || tag["latest".len()..].trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit())) =>
        {
            Pinned::Yes
        }
        // A tag that names an environment is moved by the pipeline that deploys there.
        Some((_, tag)) if super::environments::stage(tag).is_some() => Pinned::Elsewhere,
        // A code name of a distribution is a version.
        Some((_, tag))
            if ["trixie", "bookworm", "bullseye", "stretch", "bionic", "jammy", "noble", "focal", "buster", "nonroot"]
                .iter()
                .any(|code| tag.contains(code)) =>
        {
            Pinned::Yes
        }
        _ => Pinned::No,
    }
}

fn compose(snapshot: &Snapshot, file: &File) -> Option<Compose> {
    let yaml = yaml::parse(snapshot.text(file)?);
    let services = yaml.root()?.get("services")?;
    let services = services.entries().into_iter().map(|(name, service)| {
        let image = service.get("image").and_then(|image| {
            let (name, known) = substituted(image.str()?, &BTreeMap::new());
            let version = if known { pinned(&name) } else { Pinned::Elsewhere };
            Some(Image { pinned: version, name, at: Place::new(&file.path, image.line()) })
        });
        Service {
            name: name.str().unwrap_or("").to_owned(),
            at: Place::new(&file.path, name.line()),
            built: service.get("build").is_some(),
            image,
            health_check: service.get("healthcheck").is_some(),
            command: ["entrypoint", "command"].iter().filter_map(|key| service.get(key)).map(words).collect::<Vec<_>>().join(" "),
            dockerfile: service.str_at(&["build", "dockerfile"]).unwrap_or("").to_owned(),
        }
    });
    Some(Compose { path: file.path.clone(), services: services.collect() })
}

/// A command line, or its words in a list.
fn words(value: Value<'_>) -> String {
    value.items_or_self().into_iter().filter_map(Value::str).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_images() {
        for (name, expected) in [
            ("node:22.1", Pinned::Yes),
            ("node:lts-alpine", Pinned::No),
            ("node", Pinned::No),
            ("redis:alpine", Pinned::No),
            ("a.io/x@sha256:ab", Pinned::Yes),
            ("localhost:5000/x", Pinned::No),
            ("x:${TAG}", Pinned::Elsewhere),
        ] {
            assert_eq!(pinned(name), expected, "{name}");
        }
        let arguments = BTreeMap::from([("V".to_owned(), "1.2".to_owned())]);
        assert_eq!(substituted("x:${V}-slim", &arguments), ("x:1.2-slim".to_owned(), true));
        assert_eq!(substituted("x:${W:-3}", &arguments), ("x:3".to_owned(), true));
        assert!(!substituted("x:$W", &arguments).1);
    }
}

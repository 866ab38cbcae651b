//! CI pipelines of every system as one model: jobs, what they need, what their steps do.

mod circle;
mod commands;
mod drone;
mod github;
mod names;
mod scripts;
mod staged;
mod tables;

use std::collections::BTreeSet;

pub use commands::Does;
use commands::within;

use super::tasks::shell_lines;
use super::{Facts, Place};
use crate::snapshot::{File, Role, Snapshot};

/// What starts a pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    Push,
    PullRequest,
    Schedule,
    Manual,
    /// A release or a tag.
    Release,
    /// Another pipeline of this name ended.
    After(String),
    /// Another pipeline calls it.
    Called,
}

/// A pipeline: a workflow, or a whole CI configuration.
#[derive(Debug, Clone)]
pub struct Pipeline {
    pub name: String,
    pub path: String,
    pub triggers: Vec<Trigger>,
    /// Environments that a person may choose when starting it.
    pub environments: Vec<(String, Place)>,
    pub jobs: Vec<Job>,
}

/// A job: steps that run one after the other.
#[derive(Debug, Clone, Default)]
pub struct Job {
    pub id: String,
    pub at: Place,
    /// Jobs that must end before, by id.
    pub needs: Vec<String>,
    pub steps: Vec<Step>,
    /// The environment that it deploys to, where it says so.
    pub environment: Option<String>,
    /// It runs only when a person starts it.
    pub manual: bool,
    /// Its failure fails nothing, or it runs whatever happened before.
    pub soft: bool,
    /// Containers that run beside it.
    pub services: Vec<(String, Place)>,
}

/// A step: a command, or something that is called by name.
#[derive(Debug, Clone)]
pub struct Step {
    pub at: Place,
    /// The command line, or the name of the action, orb or template.
    pub text: String,
    pub called: bool,
    /// Its failure fails nothing.
    pub soft: bool,
    pub does: BTreeSet<Does>,
    /// What the pipeline's author calls it; empty where it has no name.
    pub name: String,
    /// The folder that its commands run in; empty at the root.
    pub folder: String,
}

impl Step {
    /// Does it call a template or action for building that another repository keeps? `app-build.yml@shared`, `acme/ci/build-kotlin@v1`
    pub fn is_shared_build(&self) -> bool {
        let (path, _) = self.text.split_once('@').unwrap_or((&self.text, ""));
        let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        let language = ["kotlin", "java", "maven", "gradle", "node", "app", "jar"].iter().any(|word| name.contains(word));
        let elsewhere = self.called && self.text.contains('@') && !self.text.starts_with("./");
        let other = ["image", "docker", "push", "cache", "setup"].iter().any(|word| name.contains(word));
        elsewhere && (self.text.contains(".y") || language) && name.contains("build") && !other
    }
}

impl Job {
    /// The first step that does this.
    pub fn step(&self, does: Does) -> Option<&Step> {
        self.steps.iter().find(|step| step.does.contains(&does))
    }

    /// Does a step that counts do this?
    pub fn does(&self, does: Does) -> bool {
        !self.soft && self.steps.iter().any(|step| step.does.contains(&does) && !step.soft)
    }
}

impl Pipeline {
    /// Does it run on changes, rather than by hand or by the clock only?
    pub fn on_change(&self) -> bool {
        self.triggers.iter().any(|trigger| matches!(trigger, Trigger::Push | Trigger::PullRequest))
    }

    /// Tests of the running service that follow a deploy, in the same job or in one that waits for it.
    pub fn tests_after_deploy(&self) -> Vec<&Step> {
        const NAMES: &[&str] = &["functional", "smoke", "acceptance", "e2e", "end-to-end", "playwright", "cypress", "post-deploy"];
        let tests = |step: &&Step| {
            let text = format!("{} {}", step.text, step.name).to_lowercase();
            let asks = text.contains("curl") && ["health", "/status", "/ping", "/ready"].iter().any(|path| text.contains(path));
            asks || step.does.contains(&Does::EndToEnd) || step.does.contains(&Does::Test) && NAMES.iter().any(|name| text.contains(name))
        };
        let mut found = Vec::new();
        for job in &self.jobs {
            let waits = self.before(job).iter().any(|before| before.step(Does::Deploy).is_some());
            let deploy = job.steps.iter().position(|step| step.does.contains(&Does::Deploy));
            let from = if waits { Some(0) } else { deploy.map(|at| at + 1) };
            found.extend(from.into_iter().flat_map(|from| job.steps[from..].iter().filter(tests)));
        }
        found
    }

    pub fn job(&self, id: &str) -> Option<&Job> {
        self.jobs.iter().find(|job| job.id == id)
    }

    /// The jobs that must pass before this one, directly or not.
    pub fn before(&self, job: &Job) -> Vec<&Job> {
        let mut found: Vec<&Job> = Vec::new();
        let mut open: Vec<&str> = job.needs.iter().map(String::as_str).collect();
        while let Some(id) = open.pop() {
            if let Some(needed) = self.job(id)
                && !found.iter().any(|known| known.id == needed.id)
            {
                open.extend(needed.needs.iter().map(String::as_str));
                found.push(needed);
            }
        }
        found
    }
}

/// A step without a name, at the root.
fn step(path: &str, line: usize, text: &str, called: bool) -> Step {
    Step {
        at: Place::new(path, line),
        text: text.to_owned(),
        called,
        soft: text.trim_end().ends_with("|| true"),
        does: BTreeSet::new(),
        name: String::new(),
        folder: String::new(),
    }
}

/// The commands of a script that begins in a folder; each line stands where the one before it went.
fn script(path: &str, text: &str, line: usize, folder: &mut String) -> Vec<Step> {
    let lines = shell_lines(text, line).into_iter();
    lines
        .map(|(line, text)| {
            let from = folder.clone();
            if let Some(to) = text.trim().strip_prefix("cd ").filter(|to| !to.contains(' ')) {
                *folder = within(folder, to).unwrap_or_default();
            }
            Step { folder: from, ..step(path, line, &text, false) }
        })
        .collect()
}

/// All pipelines of the service.
#[derive(Debug, Default)]
pub struct Pipelines {
    pub pipelines: Vec<Pipeline>,
    tool_versions: Vec<Place>,
    /// Pipelines that are generated or kept elsewhere, by the file that says so.
    pub elsewhere: Vec<Place>,
}

impl Pipelines {
    /// Every step that does this, with its pipeline and job.
    pub fn steps(&self, does: Does) -> impl Iterator<Item = (&Pipeline, &Job, &Step)> {
        self.all_steps().filter(move |(_, _, step)| step.does.contains(&does))
    }

    /// Every step of every job.
    pub fn all_steps(&self) -> impl Iterator<Item = (&Pipeline, &Job, &Step)> {
        self.pipelines
            .iter()
            .flat_map(|pipeline| pipeline.jobs.iter().flat_map(move |job| job.steps.iter().map(move |step| (pipeline, job, step))))
    }

    /// Where CI sets the version of a toolchain.
    pub fn tool_versions(&self) -> impl Iterator<Item = Place> {
        self.tool_versions.iter().cloned()
    }

    /// Is any CI defined here?
    pub fn any(&self) -> bool {
        !self.pipelines.is_empty()
    }
}

/// Reads every pipeline, then looks up what its commands stand for.
pub fn collect(facts: &Facts) -> Pipelines {
    let snapshot = facts.snapshot();
    let mut pipelines = Pipelines::default();
    let foreign = |file: &&File| matches!(file.role, Role::Vendored | Role::Generated | Role::Example);
    for file in snapshot.files().iter().filter(|file| !foreign(file)) {
        read(snapshot, file, &mut pipelines);
    }
    github::inline(snapshot, &mut pipelines.pipelines);
    staged::inline_templates(snapshot, &mut pipelines.pipelines);
    let reader = commands::Reader::new(facts.tasks(), facts.containers());
    for step in pipelines.pipelines.iter_mut().flat_map(|pipeline| &mut pipeline.jobs).flat_map(|job| &mut job.steps) {
        step.does = reader.does(&step.text, step.called, &step.folder);
        if step.does.is_empty() && names::is_own_program(&step.text) {
            step.does = names::by_step_name(&step.name);
        }
        if step.does.is_empty() && !step.called {
            step.does = names::script_name(&step.text).map(|name| names::by_step_name(&name)).unwrap_or_default();
        }
    }
    for job in pipelines.pipelines.iter_mut().flat_map(|pipeline| &mut pipeline.jobs) {
        name_calls(&reader, job);
        keep_promises(job);
    }
    settle(&mut pipelines.pipelines);
    let own_cluster = |job: &&mut Job| job.step(Does::OwnCluster).is_some();
    for job in pipelines.pipelines.iter_mut().flat_map(|pipeline| &mut pipeline.jobs).filter(own_cluster) {
        for step in &mut job.steps {
            step.does.remove(&Does::Deploy);
        }
    }
    pipelines
}

fn read(snapshot: &Snapshot, file: &File, found: &mut Pipelines) {
    let path = file.inner();
    let name = file.name();
    let yaml = name.ends_with(".yml") || name.ends_with(".yaml");
    let text = || snapshot.text(file);
    let add = |pipelines: &mut Pipelines, pipeline: Option<Pipeline>| match pipeline {
        Some(pipeline) => pipelines.pipelines.push(pipeline),
        None => snapshot.skip(&file.path, "a CI file that cannot be understood"),
    };
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let shown = file.path.as_str();
    if folder.ends_with(".github/workflows") && yaml && folder.len() <= ".github/workflows".len() {
        let Some(text) = text() else { return };
        found.tool_versions.extend(tool_versions(shown, text));
        add(found, github::read(shown, text));
    } else if name == ".gitlab-ci.yml" || (folder.starts_with(".gitlab/ci") || folder.starts_with(".gitlab-ci")) && yaml {
        text().into_iter().for_each(|text| add(found, staged::gitlab(shown, text)));
    } else if path == ".circleci/config.yml" || path == ".circleci/config.yaml" {
        let Some(text) = text() else { return };
        let workflows = circle::read(shown, text);
        if workflows.is_empty() {
            add(found, None);
        }
        found.pipelines.extend(workflows);
    } else if name.to_ascii_lowercase().starts_with("jenkinsfile") || name.ends_with(".jenkinsfile") {
        text().into_iter().for_each(|text| add(found, scripts::jenkins(shown, text)));
    } else if yaml
        && (name.starts_with("azure-pipelines")
            || name.starts_with("azure_pipelines")
            || folder.starts_with(".azure")
            || folder.starts_with(".pipelines"))
    {
        text().into_iter().for_each(|text| found.pipelines.extend(staged::azure(shown, text)));
    } else if name.starts_with("shipit") && yaml && folder.is_empty() {
        text().into_iter().for_each(|text| found.pipelines.extend(scripts::shipit(shown, text)));
    } else if matches!(name, ".drone.yml" | ".drone.yaml") {
        text().into_iter().for_each(|text| add(found, drone::read(shown, text)));
    } else if name == ".travis.yml" {
        text().into_iter().for_each(|text| add(found, staged::travis(shown, text)));
    } else if folder.starts_with(".buildkite") && yaml {
        text().into_iter().for_each(|text| found.pipelines.extend(staged::buildkite(shown, text)));
    } else if yaml
        && (matches!(
            name,
            "bitbucket-pipelines.yml" | ".woodpecker.yml" | "appveyor.yml" | ".cirrus.yml" | "delivery.yaml" | "delivery.yml"
        ) || name.starts_with("cloudbuild")
            || name.starts_with("buildspec")
            || folder == ".woodpecker"
            || folder.ends_with("cloudbuild")
            || folder == ".semaphore")
    {
        text().into_iter().for_each(|text| found.pipelines.extend(scripts::generic(shown, text)));
    } else if yaml && (folder.contains("concourse") || folder.starts_with("ci") || folder.contains("/ci/") || folder.contains("pipelines"))
    {
        let read = |text: &str| staged::concourse(shown, text).or_else(|| staged::concourse_task(shown, text));
        text().into_iter().for_each(|text| found.pipelines.extend(read(text)));
    }
}

/// `go-version: 1.22` and its kin.
fn tool_versions(path: &str, text: &str) -> Vec<Place> {
    let lines = text.lines().enumerate().filter(|(_, line)| {
        let line = line.trim();
        line.split_once("-version:").is_some_and(|(key, value)| {
            ["go", "node", "python", "java", "ruby", "dotnet", "php", "elixir", "otp", "rust"].contains(&key)
                && value.chars().any(|c| c.is_ascii_digit())
        })
    });
    lines.map(|(at, _)| Place::new(path, at + 1)).collect()
}

/// A step of several commands does what its name says, where none of them is known.
fn keep_promises(job: &mut Job) {
    let mut from = 0;
    while from < job.steps.len() {
        let (name, called) = (job.steps[from].name.clone(), job.steps[from].called);
        let len = job.steps[from..].iter().take_while(|step| step.name == name && step.called == called).count();
        let group = &mut job.steps[from..from + len];
        if !called
            && let Some(does) = names::promised(&name)
            && group.iter().all(|step| step.does.is_empty())
            && let Some(last) = group.last_mut()
        {
            last.does.insert(does);
        }
        from += len;
    }
}

/// A job that only calls a pipeline kept elsewhere, whose name says nothing, is judged by its own name.
fn name_calls(reader: &commands::Reader<'_>, job: &mut Job) {
    let alone = job.steps.len() == 1;
    if let [step, ..] = job.steps.as_mut_slice()
        && step.called
        && (alone || step.text.contains(".github/workflows/"))
        && !step.text.starts_with("./")
        && step.does.is_empty()
    {
        step.does = reader.does(&job.id, true, "");
        // `enhetstest`, `integrasjonstest`: the languages of the north put their words together.
        // `production: uses: acme/workflows/.github/workflows/push-env.yml`
        let stage = |word: &str| matches!(word, "staging" | "stage" | "production" | "prod" | "preprod");
        if step.does.is_empty() && job.id.to_lowercase().split(['-', '_']).any(stage) {
            step.does.insert(Does::Deploy);
        }
        let joined = |word: &str| word.len() > 7 && (word.ends_with("test") || word.ends_with("tests") || word.ends_with("tester"));
        if step.does.is_empty() && job.id.to_lowercase().split(['-', '_']).any(joined) {
            step.does.insert(Does::Test);
        }
    }
}

/// What follows from the commands of all jobs: a job that calls another pipeline does what that one does.
fn settle(pipelines: &mut [Pipeline]) {
    let done: Vec<(String, BTreeSet<Does>)> = pipelines
        .iter()
        .map(|pipeline| {
            (
                pipeline.path.clone(),
                pipeline
                    .jobs
                    .iter()
                    .filter(|job| !job.soft)
                    .flat_map(|job| &job.steps)
                    .filter(|step| !step.soft)
                    .flat_map(|step| step.does.iter().copied())
                    .collect(),
            )
        })
        .collect();
    for step in pipelines.iter_mut().flat_map(|pipeline| &mut pipeline.jobs).flat_map(|job| &mut job.steps).filter(|step| step.called) {
        let target = step.text.trim_start_matches("./").split('@').next().unwrap_or("");
        if let Some((_, does)) = done.iter().find(|(path, _)| path == target) {
            // A smoke test is one by its name, whatever it calls.
            let smoke = step.does.contains(&Does::Verify);
            step.does = does.iter().copied().chain(smoke.then_some(Does::Verify)).collect();
        }
    }
}

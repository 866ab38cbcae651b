//! CircleCI: each workflow is a pipeline that orders the jobs; orbs are judged by name, commands of the file are followed.

use std::collections::BTreeMap;

use super::commands::within;
use super::staged::{pipeline, strings};
use super::{Job, Pipeline, Step, Trigger, script, step};
use crate::facts::tree::Value;
use crate::facts::{Place, yaml};

/// Commands of the file may use others; so deep is looked.
const COMMANDS: usize = 4;

/// The workflows of a configuration, or its bare jobs where it names none.
pub fn read(path: &str, text: &str) -> Vec<Pipeline> {
    let yaml = yaml::parse(text);
    let Some(root) = yaml.root() else { return Vec::new() };
    let config = Config { path, root, jobs: definitions(root) };
    let workflows = root.get("workflows").map(Value::entries).unwrap_or_default();
    let mut found: Vec<Pipeline> = workflows.into_iter().filter_map(|(name, workflow)| config.workflow(name, workflow)).collect();
    if found.is_empty() && !config.jobs.is_empty() {
        let jobs = config.jobs.iter().map(|(id, job)| Job {
            id: (*id).to_owned(),
            at: Place::new(path, job.line()),
            steps: config.steps_of(*job),
            ..Job::default()
        });
        found.push(pipeline(path, jobs.collect()));
    }
    found
}

fn definitions<'y>(root: Value<'y>) -> BTreeMap<&'y str, Value<'y>> {
    let jobs = root.get("jobs").map(Value::entries).unwrap_or_default();
    jobs.into_iter().filter_map(|(name, job)| Some((name.str()?, job))).collect()
}

struct Config<'y> {
    path: &'y str,
    root: Value<'y>,
    jobs: BTreeMap<&'y str, Value<'y>>,
}

impl<'y> Config<'y> {
    fn workflow(&self, name: Value<'y>, workflow: Value<'y>) -> Option<Pipeline> {
        let entries = workflow.get("jobs")?;
        let jobs: Vec<Job> = entries.items().map(|entry| self.job(entry)).collect();
        let mut made = Pipeline { name: name.str().unwrap_or("").to_owned(), ..pipeline(self.path, jobs) };
        if workflow.get("triggers").is_some() {
            made.triggers = vec![Trigger::Schedule];
        }
        (!made.jobs.is_empty()).then_some(made)
    }

    /// A job as a workflow lists it: a name, or a name with settings.
    fn job(&self, entry: Value<'y>) -> Job {
        let (name, settings) = match entry.entries().into_iter().next() {
            Some((name, settings)) => (name, Some(settings)),
            None => (entry, None),
        };
        let id = name.str().unwrap_or("");
        let told = |key: &str| settings.and_then(|settings| settings.get(key));
        let manual = told("type").and_then(Value::str) == Some("approval");
        let own = self.jobs.get(id);
        let steps = match own {
            Some(job) => self.steps_of(*job),
            None if manual => Vec::new(),
            None => vec![step(self.path, name.line(), id, true)],
        };
        let before = told("pre-steps").map(|steps| self.steps(Some(steps), "", COMMANDS)).unwrap_or_default();
        let images = own.and_then(|job| job.get("docker")).into_iter().flat_map(Value::items).skip(1);
        let service = |image: Value<'_>| Some((image.str_at(&["image"])?.to_owned(), Place::new(self.path, image.line())));
        Job {
            id: told("name").and_then(Value::str).unwrap_or(id).to_owned(),
            at: Place::new(self.path, name.line()),
            needs: strings(told("requires")),
            steps: before.into_iter().chain(steps).collect(),
            services: images.filter_map(service).collect(),
            ..Job::default()
        }
    }

    fn steps_of(&self, job: Value<'y>) -> Vec<Step> {
        self.steps(job.get("steps"), &folder(job, ""), COMMANDS)
    }

    fn steps(&self, steps: Option<Value<'y>>, from: &str, depth: usize) -> Vec<Step> {
        let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
        let mut found = Vec::new();
        for item in steps.into_iter().flat_map(Value::items) {
            let (name, value) = match item.entries().into_iter().next() {
                Some((name, value)) => (name.str().unwrap_or(""), Some(value)),
                None => (item.str().unwrap_or(""), None),
            };
            match (name, value) {
                ("run" | "deploy", Some(run)) if run.get("command").is_some() || run.str().is_some() => {
                    let command = run.get("command").unwrap_or(run);
                    found.extend(script(self.path, command.str().unwrap_or(""), command.line(), &mut folder(run, from)));
                }
                ("when" | "unless", Some(inner)) => found.extend(self.steps(inner.get("steps"), from, depth)),
                (name, _) => {
                    match self.root.at(&["commands", name]) {
                        Some(command) => found.extend(self.steps(command.get("steps"), from, depth)),
                        None => found.push(step(self.path, item.line(), name, true)),
                    }
                    found.extend(self.parameters(value, from, depth));
                }
            }
        }
        found
    }

    /// Steps that are handed to a command or an orb as a parameter, whatever its name.
    fn parameters(&self, parameters: Option<Value<'y>>, from: &str, depth: usize) -> Vec<Step> {
        let given = parameters.map(Value::entries).unwrap_or_default();
        let steps = given.into_iter().filter(|(name, _)| name.str().is_some_and(|name| name.contains("steps")));
        steps.flat_map(|(_, steps)| self.steps(Some(steps), from, depth)).collect()
    }
}

/// The folder that a job or a step runs in. Most jobs are told where the repository is checked out: that is its root.
fn folder(told: Value<'_>, from: &str) -> String {
    let Some(named) = told.str_at(&["working_directory"]) else { return from.to_owned() };
    let outside = named.starts_with(['~', '/', '<', '$']);
    if outside { String::new() } else { within(from, named).unwrap_or_default() }
}

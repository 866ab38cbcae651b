//! Drone: each document is a pipeline that others depend on; here they are the jobs of one.

use super::{Job, Pipeline, Step, Trigger, script, step};
use crate::facts::tree::Value;
use crate::facts::{Place, yaml};

/// Reads the pipelines of a file, those of the old form too.
pub fn read(path: &str, text: &str) -> Option<Pipeline> {
    let yaml = yaml::parse(text);
    let documents: Vec<Value<'_>> = yaml.roots().collect();
    let jobs: Vec<Job> = documents.iter().filter_map(|document| job(path, *document)).collect();
    let triggers = documents.iter().flat_map(|document| triggers(*document));
    let mut found: Vec<Trigger> = Vec::new();
    for trigger in triggers {
        if !found.contains(&trigger) {
            found.push(trigger);
        }
    }
    (!jobs.is_empty()).then(|| Pipeline { triggers: found, ..super::staged::pipeline(path, jobs) })
}

fn job(path: &str, document: Value<'_>) -> Option<Job> {
    let listed: Vec<(&str, Value<'_>)> = match document.get("pipeline") {
        Some(old) => old.entries().into_iter().filter_map(|(name, step)| Some((name.str()?, step))).collect(),
        None => document.get("steps")?.items().map(|step| (step.str_at(&["name"]).unwrap_or(""), step)).collect(),
    };
    let target = document.at(&["trigger", "target"]).map(Value::items_or_self).unwrap_or_default();
    let services = document.get("services").into_iter().flat_map(Value::items);
    Some(Job {
        id: document.str_at(&["name"]).unwrap_or("pipeline").to_owned(),
        at: Place::new(path, document.line()),
        needs: super::staged::strings(document.get("depends_on")),
        steps: listed.into_iter().flat_map(|(name, told)| steps(path, name, told)).collect(),
        environment: target.first().and_then(|target| target.str()).map(str::to_owned),
        services: services
            .filter_map(|service| Some((service.str_at(&["image"])?.to_owned(), Place::new(path, service.line()))))
            .filter(|(image, _)| !image.contains("dind"))
            .collect(),
        ..Job::default()
    })
}

/// A step's commands; a plug-in is called by its image.
fn steps(path: &str, name: &str, told: Value<'_>) -> Vec<Step> {
    let soft = told.str_at(&["failure"]) == Some("ignore");
    let mut folder = String::new();
    let commands = told.get("commands").into_iter().flat_map(Value::items);
    let mut found: Vec<Step> =
        commands.filter_map(|command| Some(script(path, command.str()?, command.line(), &mut folder))).flatten().collect();
    if let Some(image) = told.get("image").filter(|_| found.is_empty()) {
        found.push(step(path, image.line(), image.str().unwrap_or(""), true));
    }
    found.into_iter().map(|step| Step { soft: soft || step.soft, name: name.to_owned(), ..step }).collect()
}

fn triggers(document: Value<'_>) -> Vec<Trigger> {
    let Some(events) = document.at(&["trigger", "event"]) else { return vec![Trigger::Push, Trigger::PullRequest] };
    let events = events.items_or_self().into_iter().chain(events.get("include").into_iter().flat_map(Value::items));
    let known = events.filter_map(|event| match event.str()? {
        "push" => Some(Trigger::Push),
        "pull_request" => Some(Trigger::PullRequest),
        "cron" => Some(Trigger::Schedule),
        "tag" => Some(Trigger::Release),
        "promote" | "rollback" | "custom" => Some(Trigger::Manual),
        _ => None,
    });
    known.collect()
}

//! GitHub Actions: workflows, the ones they call, and composite actions of the repository.

use super::commands::within;
use super::{Job, Pipeline, Step, Trigger, script, step};
use crate::facts::tasks::shell_lines;
use crate::facts::tree::Value;
use crate::facts::{Place, yaml};
use crate::snapshot::Snapshot;

/// Reads a workflow.
pub fn read(path: &str, text: &str) -> Option<Pipeline> {
    let yaml = yaml::parse(text);
    let root = yaml.root()?;
    let jobs = root.get("jobs")?;
    let name = root.str_at(&["name"]).unwrap_or(path).to_owned();
    let triggers = root.get("on").or_else(|| root.get("true")).map(triggers).unwrap_or_default();
    Some(Pipeline {
        name,
        path: path.to_owned(),
        triggers,
        environments: choices(path, root),
        jobs: jobs.entries().into_iter().map(|(id, job)| read_job(path, root, id, job)).collect(),
    })
}

/// The environments that a person may choose from when starting the workflow.
fn choices(path: &str, root: Value<'_>) -> Vec<(String, Place)> {
    let on = root.get("on").or_else(|| root.get("true"));
    let inputs = on.and_then(|on| on.at(&["workflow_dispatch", "inputs"])).map(Value::entries).unwrap_or_default();
    let named = inputs.into_iter().filter(|(name, _)| {
        name.str().is_some_and(|name| ["env", "stage", "target", "cluster"].iter().any(|word| name.to_lowercase().contains(word)))
    });
    let options = named.flat_map(|(_, input)| input.get("options").into_iter().flat_map(Value::items).collect::<Vec<_>>());
    options.filter_map(|option| Some((option.str()?.to_owned(), Place::new(path, option.line())))).collect()
}

fn triggers(on: Value<'_>) -> Vec<Trigger> {
    let named: Vec<(&str, Option<Value<'_>>)> = if on.is_mapping() {
        on.entries().into_iter().filter_map(|(key, value)| Some((key.str()?, Some(value)))).collect()
    } else {
        on.items_or_self().into_iter().filter_map(|item| Some((item.str()?, None))).collect()
    };
    named.into_iter().flat_map(|(name, value)| trigger(name, value)).collect()
}

fn trigger(name: &str, value: Option<Value<'_>>) -> Vec<Trigger> {
    match name {
        "push" => {
            let tags_only = value.is_some_and(|value| value.get("tags").is_some() && value.get("branches").is_none());
            vec![if tags_only { Trigger::Release } else { Trigger::Push }]
        }
        "pull_request" | "pull_request_target" | "merge_group" => vec![Trigger::PullRequest],
        "schedule" => vec![Trigger::Schedule],
        "workflow_dispatch" | "repository_dispatch" => vec![Trigger::Manual],
        "release" | "create" | "deployment" => vec![Trigger::Release],
        "workflow_call" => vec![Trigger::Called],
        "workflow_run" => {
            let names = value.and_then(|value| value.get("workflows")).map(Value::items_or_self).unwrap_or_default();
            names.iter().filter_map(|name| name.str()).map(|name| Trigger::After(name.to_owned())).collect()
        }
        _ => Vec::new(),
    }
}

fn read_job(path: &str, root: Value<'_>, id: Value<'_>, job: Value<'_>) -> Job {
    let condition = job.str_at(&["if"]).unwrap_or("");
    // What is switched off does nothing.
    let off = condition.trim() == "false" || job.get("if").and_then(Value::bool) == Some(false);
    let steps = job.get("steps").into_iter().flat_map(Value::items).flat_map(|step| {
        let variables = [step, job, root].into_iter().filter_map(|level| level.get("env")).collect::<Vec<_>>();
        read_step(path, step).into_iter().map(move |read| with_variables(read, &variables))
    });
    let mut steps: Vec<Step> = steps.flat_map(|step| expanded(step, job)).collect();
    for step in &mut steps {
        step.folder = within("", &step.folder).unwrap_or_default();
    }
    let default = |value: Value<'_>| value.at(&["defaults", "run"]).and_then(|run| within("", run.str_at(&["working-directory"])?));
    if let Some(folder) = default(job).or_else(|| default(root)) {
        // A folder of the step's own is named from the root.
        for step in steps.iter_mut().filter(|step| step.folder.is_empty()) {
            step.folder.clone_from(&folder);
        }
    }
    if let Some(uses) = job.get("uses")
        && let Some(name) = uses.str()
    {
        steps.push(called(path, uses.line(), name, false));
        // `with-coverage: true` tells a workflow that is kept elsewhere to measure.
        let told = job.get("with").map(Value::entries).unwrap_or_default();
        let measures = |(key, value): &(Value<'_>, Value<'_>)| {
            key.str().is_some_and(|key| key.to_lowercase().contains("coverage"))
                && !matches!(value.str(), Some("false" | ""))
                && value.bool() != Some(false)
        };
        steps.extend(told.iter().find(|entry| measures(entry)).map(|(key, _)| step(path, key.line(), "coverage report", false)));
    }
    let environment = job.get("environment").and_then(|value| value.str().or_else(|| value.str_at(&["name"]))).map(str::to_owned);
    let services = job.get("services").map(Value::entries).unwrap_or_default();
    Job {
        id: id.str().unwrap_or("").to_owned(),
        at: Place::new(path, id.line()),
        needs: job
            .get("needs")
            .map(Value::items_or_self)
            .unwrap_or_default()
            .iter()
            .filter_map(|need| need.str())
            .map(str::to_owned)
            .collect(),
        steps: if off { Vec::new() } else { steps },
        environment,
        manual: false,
        soft: job.get("continue-on-error").and_then(Value::bool) == Some(true)
            || condition.trim() == "false"
            || condition.contains("always()") && !condition.contains("success"),
        services: services
            .into_iter()
            .filter_map(|(name, service)| Some((service.str_at(&["image"]).or(name.str())?.to_owned(), Place::new(path, name.line()))))
            .collect(),
    }
}

/// A command whose first words are variables, with what the workflow sets them to: `bin/rails $COMMAND`.
fn with_variables(step: Step, variables: &[Value<'_>]) -> Step {
    let Some((before, rest)) = step.text.split_once('$').filter(|(_, rest)| !step.called && !rest.starts_with(['{', '('])) else {
        return step;
    };
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    match variables.iter().find_map(|level| level.str_at(&[&name])) {
        Some(value) if !value.contains('\n') => Step { text: format!("{before}{value}{}", &rest[name.len()..]), ..step },
        _ => step,
    }
}

/// A step for each value of the matrix variable that its command or its folder names: `matrix.command`, `matrix.suite.command`.
fn expanded(step: Step, job: Value<'_>) -> Vec<Step> {
    let Some((_, rest)) = [&step.text, &step.folder].into_iter().find_map(|text| text.split_once("matrix.")) else { return vec![step] };
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')).collect();
    let (name, field) = name.split_once('.').map_or((name.as_str(), None), |(name, field)| (name, Some(field)));
    let matrix = job.at(&["strategy", "matrix"]);
    let listed = matrix.and_then(|matrix| matrix.get(name)).map(Value::items_or_self).unwrap_or_default();
    let included = matrix.and_then(|matrix| matrix.get("include")).into_iter().flat_map(Value::items).filter_map(|item| item.get(name));
    let value = |item: Value<'_>| field.map_or(Some(item), |field| item.get(field)).and_then(|value| value.str()).map(str::to_owned);
    let values: Vec<String> = listed.into_iter().chain(included).filter_map(value).take(20).collect();
    if values.is_empty() {
        return vec![step];
    }
    let with = |text: &str, value: &str| match text.split_once("${{").and_then(|(before, rest)| Some((before, rest.split_once("}}")?.1))) {
        Some((before, after)) => format!("{before}{value}{after}"),
        None => text.to_owned(),
    };
    values.iter().map(|value| Step { text: with(&step.text, value), folder: with(&step.folder, value), ..step.clone() }).collect()
}

fn called(path: &str, line: usize, name: &str, soft: bool) -> Step {
    Step { soft, ..step(path, line, name, true) }
}

fn read_step(path: &str, step: Value<'_>) -> Vec<Step> {
    let soft = step.get("continue-on-error").and_then(Value::bool) == Some(true)
        || step.str_at(&["if"]).is_some_and(|condition| condition.trim() == "false");
    if let Some(uses) = step.get("uses")
        && let Some(name) = uses.str()
    {
        return with_push(step, called(path, uses.line(), name, soft));
    }
    let Some(run) = step.get("run") else { return Vec::new() };
    // Variables of a matrix are put in later.
    let mut folder = step.str_at(&["working-directory"]).unwrap_or_default().to_owned();
    let name = step.str_at(&["name"]).unwrap_or("");
    script(path, run.str().unwrap_or(""), run.line(), &mut folder)
        .into_iter()
        .map(|line| Step { soft: soft || line.soft, name: name.to_owned(), ..line })
        .collect()
}

/// An action with inputs: building an image publishes it only when it is pushed; commands given as inputs run, too.
fn with_push(step: Value<'_>, mut action: Step) -> Vec<Step> {
    let inputs = step.get("with");
    let input = |name: &str| inputs.and_then(|inputs| inputs.str_at(&[name]));
    if action.text.contains("build-push-action")
        && input("push").is_none_or(|push| push == "false")
        && !input("outputs").is_some_and(|outputs| outputs.contains("push"))
    {
        action.text = "build".to_owned();
    }
    let path = action.at.path.clone();
    let extra: Vec<Step> = told_by_inputs(step, &action).into_iter().collect();
    let commands = ["run", "command", "arguments", "args", "script", "install-command"]
        .iter()
        .filter_map(|name| inputs.and_then(|inputs| inputs.get(name)));
    let wrapped: Vec<Step> = commands
        .flat_map(|value| {
            let prefix = if action.text.contains("gradle") {
                "gradlew "
            } else if action.text.contains("clippy") {
                "cargo clippy "
            } else if action.text.contains("cargo") {
                "cargo "
            } else {
                ""
            };
            shell_lines(value.str().unwrap_or(""), value.line()).into_iter().map(move |(line, text)| (line, format!("{prefix}{text}")))
        })
        .map(|(line, text)| Step {
            at: Place::new(&path, line),
            text,
            called: false,
            soft: action.soft,
            does: Default::default(),
            name: String::new(),
            folder: String::new(),
        })
        .collect();
    std::iter::once(action).chain(wrapped).chain(extra).collect()
}

/// What an action does besides, as its inputs tell: deploy what it uploads, look for secrets as well.
fn told_by_inputs(step: Value<'_>, action: &Step) -> Option<Step> {
    let inputs = step.get("with").map(Value::entries).unwrap_or_default();
    let named = |key: Value<'_>| key.str().is_some_and(|key| key.contains("redeploy") || key == "deploy");
    let deploys =
        inputs.iter().find(|(key, value)| named(*key) && !matches!(value.str(), Some("false" | "")) && value.bool() != Some(false));
    let scans = inputs.iter().find(|(key, value)| {
        action.text.contains("trivy")
            && matches!(key.str(), Some("scanners" | "security-checks"))
            && value.str().is_some_and(|kinds| kinds.contains("secret"))
    });
    let (at, text) = deploys.map(|(key, _)| (key.line(), "deploy-to environment")).or(scans.map(|(key, _)| (key.line(), "secret-scan")))?;
    Some(called(&action.at.path, at, text, action.soft))
}

/// Puts the steps of the repository's own composite actions in the place of their calls.
pub fn inline(snapshot: &Snapshot, pipelines: &mut [Pipeline]) {
    // An action may use another one.
    for _ in 0..2 {
        inline_once(snapshot, pipelines);
    }
}

fn inline_once(snapshot: &Snapshot, pipelines: &mut [Pipeline]) {
    for job in pipelines.iter_mut().flat_map(|pipeline| &mut pipeline.jobs) {
        let mut steps = Vec::with_capacity(job.steps.len());
        for step in std::mem::take(&mut job.steps) {
            let own = step.called.then(|| step.text.strip_prefix("./")).flatten().filter(|path| !path.contains(".y"));
            let inner = own.and_then(|folder| composite(snapshot, folder.trim_end_matches('/'))).unwrap_or_default();
            if inner.is_empty() {
                steps.push(step);
            } else {
                steps.extend(inner.into_iter().map(|inner| Step { soft: inner.soft || step.soft, ..inner }));
            }
        }
        job.steps = steps;
    }
}

fn composite(snapshot: &Snapshot, folder: &str) -> Option<Vec<Step>> {
    let path = [format!("{folder}/action.yml"), format!("{folder}/action.yaml")].into_iter().find(|path| snapshot.file(path).is_some())?;
    let yaml = yaml::parse(snapshot.text_of(&path)?);
    let steps = yaml.root()?.at(&["runs", "steps"])?;
    Some(steps.items().flat_map(|step| read_step(&path, step)).collect())
}

//! CI systems with one file of jobs: GitLab, Azure Pipelines, Travis, Buildkite, Concourse.

use std::collections::BTreeMap;

use super::{Job, Pipeline, Step, Trigger, script, step};
use crate::facts::tasks::shell_lines;
use crate::facts::tree::Value;
use crate::facts::{Place, yaml};
use crate::snapshot::Snapshot;

/// The commands of a scalar or a list of scalars; each line stands where the one before it went.
pub(super) fn commands(path: &str, value: Option<Value<'_>>) -> Vec<Step> {
    let items = value.map(Value::items_or_self).unwrap_or_default();
    let flat = items.into_iter().flat_map(|item| if item.is_sequence() { item.items().collect() } else { vec![item] });
    let mut folder = String::new();
    flat.filter_map(|item| item.str().map(|text| script(path, text, item.line(), &mut folder))).flatten().collect()
}

pub(super) fn strings(value: Option<Value<'_>>) -> Vec<String> {
    value
        .map(Value::items_or_self)
        .unwrap_or_default()
        .iter()
        .filter_map(|item| item.str().or_else(|| item.str_at(&["job"])).or_else(|| item.str_at(&["pipeline"])))
        .map(str::to_owned)
        .collect()
}

pub(super) fn pipeline(path: &str, jobs: Vec<Job>) -> Pipeline {
    Pipeline {
        name: path.to_owned(),
        path: path.to_owned(),
        triggers: vec![Trigger::Push, Trigger::PullRequest],
        environments: Vec::new(),
        jobs,
    }
}

/// GitLab CI: stages order the jobs unless `needs` does; `extends` brings a template's keys.
pub fn gitlab(path: &str, text: &str) -> Option<Pipeline> {
    let yaml = yaml::parse(text);
    let root = yaml.root()?;
    let mut stages = strings(root.get("stages"));
    if stages.is_empty() {
        stages = ["build", "test", "deploy"].map(str::to_owned).to_vec();
    }
    const RESERVED: &[&str] =
        &["stages", "variables", "default", "include", "workflow", "image", "services", "before_script", "after_script", "cache", "pages"];
    let mut jobs: Vec<(usize, Job)> = Vec::new();
    for (name, job) in root.entries() {
        let id = name.str().unwrap_or("");
        if RESERVED.contains(&id) || id.starts_with('.') || !job.is_mapping() {
            continue;
        }
        let own = |key: &str| inherited(root, job, key, 8);
        let stage = own("stage").and_then(Value::str).unwrap_or("test");
        let order = stages.iter().position(|known| known == stage).unwrap_or(1);
        let environment = own("environment").and_then(|value| value.str().or_else(|| value.str_at(&["name"]))).map(str::to_owned);
        let mut steps = commands(path, own("before_script"));
        steps.extend(commands(path, own("script")));
        if environment.is_some() && !steps.is_empty() {
            steps.push(step(path, name.line(), "deploy-to environment", true));
        }
        let needs = own("needs");
        let built = Job {
            id: id.to_owned(),
            at: Place::new(path, name.line()),
            needs: strings(needs),
            steps,
            environment,
            manual: own("when").and_then(Value::str) == Some("manual"),
            soft: own("allow_failure").and_then(Value::bool) == Some(true),
            services: Vec::new(),
        };
        jobs.push((if needs.is_some() { usize::MAX } else { order }, built));
    }
    for include in root.get("include").map(Value::items_or_self).unwrap_or_default() {
        if let Some(template) =
            include.str_at(&["template"]).or_else(|| include.str_at(&["project"])).or_else(|| include.str_at(&["component"]))
        {
            jobs.push((
                1,
                Job {
                    id: template.to_owned(),
                    at: Place::new(path, include.line()),
                    steps: vec![step(path, include.line(), template, true)],
                    ..Job::default()
                },
            ));
        }
    }
    let ids: Vec<(usize, String)> = jobs.iter().map(|(order, job)| (*order, job.id.clone())).collect();
    let ordered = jobs.into_iter().map(|(order, mut job)| {
        if order != usize::MAX {
            job.needs = ids.iter().filter(|(before, _)| *before < order).map(|(_, id)| id.clone()).collect();
        }
        job
    });
    let jobs: Vec<Job> = ordered.collect();
    (!jobs.is_empty()).then(|| pipeline(path, jobs))
}

/// A key of a GitLab job, or of the templates that it extends.
fn inherited<'a>(root: Value<'a>, job: Value<'a>, key: &str, depth: usize) -> Option<Value<'a>> {
    if let Some(value) = job.get(key) {
        return Some(value);
    }
    let depth = depth.checked_sub(1)?;
    strings(job.get("extends")).iter().rev().find_map(|base| inherited(root, root.get(base)?, key, depth))
}

/// Azure Pipelines: stages, jobs and deployments, in order; templates by name.
pub fn azure(path: &str, text: &str) -> Option<Pipeline> {
    let yaml = yaml::parse(text);
    let root = yaml.root()?;
    let mut jobs: Vec<Job> = Vec::new();
    azure_stages(path, root, &mut jobs);
    // All of it is kept in a template of another repository.
    if let Some(template) = root.at(&["extends", "template"])
        && let Some(name) = template.str()
    {
        let steps = vec![step(path, template.line(), name, true)];
        jobs.push(Job { id: name.to_owned(), at: Place::new(path, template.line()), steps, ..Job::default() });
    }
    if jobs.is_empty() && root.get("steps").is_some() {
        jobs.push(azure_job(path, root, "job", Vec::new()));
    }
    let manual = root.str_at(&["trigger"]) == Some("none") && root.get("pr").is_none_or(|value| value.str() == Some("none"));
    let mut built = pipeline(path, jobs);
    if manual {
        built.triggers = vec![Trigger::Manual];
    }
    if root.get("parameters").is_some() && root.get("trigger").is_none() && root.get("pr").is_none() {
        built.triggers = vec![Trigger::Called];
    }
    (!built.jobs.is_empty()).then_some(built)
}

fn azure_stages(path: &str, root: Value<'_>, jobs: &mut Vec<Job>) {
    let stages: Vec<Value<'_>> = root.get("stages").map(Value::items_or_self).unwrap_or_else(|| vec![root]);
    // The jobs of each stage, by the stage's name: `dependsOn` names stages, and jobs inside of one stage.
    let mut of_stage: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut before: Vec<String> = Vec::new();
    for stage in stages {
        if let Some(template) = stage.str_at(&["template"]) {
            let id = format!("{template}:{}", stage.line());
            jobs.push(Job {
                id: id.clone(),
                at: Place::new(path, stage.line()),
                needs: before.clone(),
                steps: vec![step(path, stage.line(), template, true)],
                environment: azure_environment(stage),
                ..Job::default()
            });
            before = vec![id];
            continue;
        }
        let needed: Vec<String> = match stage.get("dependsOn").filter(|_| stage.get("stage").is_some()) {
            Some(named) => strings(Some(named)).iter().filter_map(|name| of_stage.get(name)).flatten().cloned().collect(),
            None => before.clone(),
        };
        let listed: Vec<Value<'_>> = stage.get("jobs").map(Value::items_or_self).unwrap_or_default();
        let mut made = Vec::new();
        for job in listed {
            let id = azure_id(path, job);
            let mut needs = strings(job.get("dependsOn"));
            needs.extend(needed.iter().cloned());
            let mut read = azure_job(path, job, &id, needs);
            read.environment =
                read.environment.or_else(|| azure_environment(job)).or_else(|| stage.str_at(&["stage"]).and_then(named_environment));
            jobs.push(read);
            made.push(id);
        }
        if let Some(name) = stage.str_at(&["stage"]) {
            of_stage.insert(name.to_owned(), made.clone());
        }
        if !made.is_empty() {
            before = made;
        }
    }
}

/// A job's name; a template's path says nothing of which of its uses is meant, its line does.
fn azure_id(path: &str, job: Value<'_>) -> String {
    let named = job.str_at(&["job"]).or_else(|| job.str_at(&["deployment"])).map(str::to_owned);
    let template = || job.str_at(&["template"]).map(|template| format!("{template}:{}", job.line()));
    named.or_else(template).unwrap_or_else(|| format!("{path}:{}", job.line()))
}

/// The environment that a template is told.
fn azure_environment(call: Value<'_>) -> Option<String> {
    let told = call.get("parameters")?;
    let name = ["Environment", "environment", "EnvironmentName", "environmentName", "env"].iter().find_map(|key| told.str_at(&[key]))?;
    (!name.contains('$')).then(|| name.to_owned())
}

/// `Deploy_PROD` deploys to PROD.
fn named_environment(stage: &str) -> Option<String> {
    let rest = ["Deploy_", "deploy_", "DeployTo", "deployTo", "Deploy-", "deploy-"].iter().find_map(|start| stage.strip_prefix(start))?;
    let name = rest.trim_start_matches("to_").trim_start_matches("to-");
    (!name.is_empty()).then(|| name.to_owned())
}

/// Puts the steps of Azure's templates that lie in the repository behind their calls.
pub fn inline_templates(snapshot: &Snapshot, pipelines: &mut [Pipeline]) {
    for job in pipelines.iter_mut().flat_map(|pipeline| &mut pipeline.jobs) {
        let calls = std::mem::take(&mut job.steps);
        job.steps = calls.into_iter().flat_map(|call| with_template(snapshot, call, TEMPLATES)).collect();
    }
}

/// A template may use another one; so deep is looked.
const TEMPLATES: usize = 3;

/// A step, and behind it the steps of the template that it calls.
fn with_template(snapshot: &Snapshot, call: Step, depth: usize) -> Vec<Step> {
    let inner = if depth == 0 { None } else { template(snapshot, &call) };
    let inner = inner.unwrap_or_default().into_iter().flat_map(|step| with_template(snapshot, step, depth - 1));
    let mut steps: Vec<Step> = inner.collect();
    steps.insert(0, call);
    steps
}

fn template(snapshot: &Snapshot, call: &Step) -> Option<Vec<Step>> {
    let named = call.text.trim_start_matches('/');
    if !call.called || named.contains('@') || !(named.ends_with(".yml") || named.ends_with(".yaml")) || named.contains(".github/") {
        return None;
    }
    let folder = call.at.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = if folder.is_empty() { named.to_owned() } else { format!("{folder}/{named}") };
    let file = [beside.as_str(), named].into_iter().find_map(|path| snapshot.file(path)).filter(|file| file.path != call.at.path)?;
    let yaml = yaml::parse(snapshot.text(file)?);
    Some(azure_job(&file.path, yaml.root()?, "template", Vec::new()).steps)
}

fn azure_job(path: &str, job: Value<'_>, id: &str, needs: Vec<String>) -> Job {
    let mut steps = Vec::new();
    let deployment = job.get("deployment").is_some();
    job.walk(&mut |keys, value| {
        let Some(text) = value.str() else { return };
        match keys.last() {
            Some(&("script" | "bash" | "pwsh" | "powershell" | "inlineScript")) => {
                steps.extend(shell_lines(text, value.line()).into_iter().map(|(line, text)| step(path, line, &text, false)))
            }
            Some(&"task") => steps.push(step(path, value.line(), text, true)),
            Some(&"template") => steps.push(step(path, value.line(), text, true)),
            // `SonarCloudProjectKey: shop` tells a shared build which analysis to run.
            Some(key) if key.starts_with("SonarCloud") || key.starts_with("SonarQube") => {
                steps.push(step(path, value.line(), "sonarqube", true))
            }
            // A job inside of a template.
            Some(&"deployment") if keys.len() > 1 => steps.push(step(path, value.line(), "deploy-to environment", true)),
            Some(&"command") if text == "test" => steps.push(step(path, value.line(), "dotnet test", false)),
            Some(&"command") if text.contains("ush") => steps.push(step(path, value.line(), "docker push", false)),
            Some(&("goals" | "tasks")) => steps.push(step(path, value.line(), &format!("gradlew {text}"), false)),
            _ => {}
        }
    });
    if deployment {
        steps.push(step(path, job.line(), "deploy-to environment", true));
    }
    let environment = job.get("environment").and_then(|value| value.str().or_else(|| value.str_at(&["name"]))).map(str::to_owned);
    Job {
        id: id.to_owned(),
        at: Place::new(path, job.line()),
        needs,
        steps,
        environment,
        soft: job.get("continueOnError").and_then(Value::bool) == Some(true),
        ..Job::default()
    }
}

/// Travis: the script, then stages in order; `deploy` publishes after the script passed.
pub fn travis(path: &str, text: &str) -> Option<Pipeline> {
    let yaml = yaml::parse(text);
    let root = yaml.root()?;
    let mut script = commands(path, root.get("script"));
    script.extend(commands(path, root.get("after_success")));
    if script.is_empty() && root.get("jobs").is_none() && root.get("matrix").is_none() {
        let default = match root.str_at(&["language"]) {
            Some("node_js") => "npm test",
            Some("ruby") => "rake",
            Some("go") => "go test",
            Some("java") => "gradlew check",
            _ => "",
        };
        script.push(step(path, 1, default, false));
    }
    for provider in root.get("deploy").map(Value::items_or_self).unwrap_or_default() {
        let name = provider.str_at(&["provider"]).unwrap_or("script");
        script.push(step(
            path,
            provider.line(),
            if matches!(name, "npm" | "pypi" | "releases" | "rubygems") { "create-release" } else { "deploy-to" },
            true,
        ));
    }
    let mut jobs = vec![Job { id: "script".to_owned(), at: Place::new(path, root.line()), steps: script, ..Job::default() }];
    for job in root.at(&["jobs", "include"]).or_else(|| root.at(&["matrix", "include"])).into_iter().flat_map(Value::items) {
        let needs = vec![jobs.last().map(|job| job.id.clone()).unwrap_or_default()];
        jobs.push(Job {
            id: format!("job {}", job.line()),
            at: Place::new(path, job.line()),
            needs,
            steps: commands(path, job.get("script")),
            ..Job::default()
        });
    }
    Some(pipeline(path, jobs))
}

/// Buildkite: steps in order, `wait` separates; groups and plug-ins by name.
pub fn buildkite(path: &str, text: &str) -> Option<Pipeline> {
    let yaml = yaml::parse(text);
    let root = yaml.root()?;
    let steps = root.get("steps").or(Some(root)).filter(|value| value.is_sequence())?;
    let mut jobs: Vec<Job> = Vec::new();
    let (mut before, mut current): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let grouped =
        steps.items().flat_map(|item| item.get("steps").map(|inner| inner.items().collect::<Vec<_>>()).unwrap_or_else(|| vec![item]));
    for item in grouped {
        let waits = item.str() == Some("wait") || item.get("wait").is_some() || item.get("block").is_some();
        if waits {
            before.append(&mut current);
            continue;
        }
        let id = item.str_at(&["key"]).or_else(|| item.str_at(&["id"])).map_or_else(|| format!("step {}", item.line()), str::to_owned);
        let mut steps = commands(path, item.get("command").or_else(|| item.get("commands")));
        for plugin in item.get("plugins").map(Value::items_or_self).unwrap_or_default() {
            let named = plugin.entries().into_iter().next();
            let Some(name) = named.and_then(|(name, _)| name.str()).or_else(|| plugin.str()) else { continue };
            steps.push(step(path, plugin.line(), name, true));
            let inner: Vec<&str> = named
                .and_then(|(_, settings)| settings.get("command"))
                .map(Value::items_or_self)
                .unwrap_or_default()
                .iter()
                .filter_map(|word| word.str())
                .collect();
            if !inner.is_empty() {
                steps.push(step(path, plugin.line(), &inner.join(" "), false));
            }
        }
        if let Some(trigger) = item.str_at(&["trigger"]) {
            steps.push(step(path, item.line(), trigger, true));
        }
        // A label says what a script of another repository does.
        if let Some(label) = item.str_at(&["label"]).filter(|label| label.to_lowercase().contains("deploy")) {
            steps.push(step(path, item.line(), &format!("{label} deploy-to"), true));
        }
        let mut needs = strings(item.get("depends_on"));
        needs.extend(before.iter().cloned());
        let soft = item.get("soft_fail").and_then(Value::bool) == Some(true);
        jobs.push(Job { id: id.clone(), at: Place::new(path, item.line()), needs, steps, soft, ..Job::default() });
        current.push(id);
    }
    (!jobs.is_empty()).then(|| pipeline(path, jobs))
}

/// Concourse: `passed` orders the jobs; tasks and puts by name, with the commands of inline tasks.
pub fn concourse(path: &str, text: &str) -> Option<Pipeline> {
    let yaml = yaml::parse(text);
    let root = yaml.root()?;
    let listed = root.get("jobs").filter(|jobs| jobs.is_sequence())?;
    let jobs: Vec<Job> = listed.items().filter(|job| job.get("plan").is_some()).map(|job| concourse_job(path, job)).collect();
    (!jobs.is_empty()).then(|| pipeline(path, jobs))
}

/// A task of Concourse in a file of its own. Nothing here tells which pipeline runs it: it can be run by hand.
pub fn concourse_task(path: &str, text: &str) -> Option<Pipeline> {
    let yaml = yaml::parse(text);
    let root = yaml.root()?;
    root.str_at(&["platform"])?;
    let run = root.get("run")?;
    let program = run.str_at(&["path"])?;
    let arguments: Vec<&str> = run.get("args").map(|args| args.items().filter_map(|item| item.str()).collect()).unwrap_or_default();
    let line = run.line();
    let steps = match arguments.as_slice() {
        // `sh -c TEXT`: the text is what runs.
        [.., "-c" | "-ec" | "-exc" | "-euc", script] => {
            shell_lines(script, line).into_iter().map(|(line, text)| step(path, line, &text, false)).collect()
        }
        // `sh FILE`: so is the file.
        _ if matches!(program, "sh" | "bash" | "/bin/sh" | "/bin/bash") => {
            let file = arguments.iter().find(|argument| !argument.starts_with('-'))?;
            vec![step(path, line, file, false)]
        }
        _ => vec![step(path, line, program, false)],
    };
    let job = Job { id: path.to_owned(), at: Place::new(path, line), steps, ..Job::default() };
    Some(Pipeline { triggers: vec![Trigger::Manual], ..pipeline(path, vec![job]) })
}

fn concourse_job(path: &str, job: Value<'_>) -> Job {
    let (mut steps, mut needs) = (Vec::new(), Vec::new());
    job.walk(&mut |keys, value| {
        let Some(text) = value.str() else { return };
        match keys {
            [.., "passed", "[]"] => needs.push(text.to_owned()),
            [.., "task" | "put"] => {
                let lower = text.to_lowercase();
                let name = match () {
                    () if lower.contains("deploy")
                        || lower.contains("cf-push")
                        || lower.contains("terraform-apply")
                        || lower.contains("push-app") =>
                    {
                        format!("{text} deploy-to")
                    }
                    () if lower.contains("smoke") || lower.contains("acceptance") => format!("{text} smoke"),
                    () if lower.contains("test") => format!("{text} run-tests"),
                    () => text.to_owned(),
                };
                steps.push(step(path, value.line(), &name, true));
            }
            [.., "run", "args", "[]"] => {
                steps.extend(shell_lines(text, value.line()).into_iter().map(|(line, text)| step(path, line, &text, false)))
            }
            _ => {}
        }
    });
    Job { id: job.str_at(&["name"]).unwrap_or("").to_owned(), at: Place::new(path, job.line()), needs, steps, ..Job::default() }
}

//! Pipelines that are programs (Jenkinsfile), and small systems that only list commands.

use super::staged::{commands, pipeline};
use super::{Job, Pipeline, Trigger, step};
use crate::facts::tree::Value;
use crate::facts::{Place, yaml};

/// Shipit: what its buttons run. It deploys when a person says so, or what CI let through.
pub fn shipit(path: &str, text: &str) -> Option<Pipeline> {
    let yaml = yaml::parse(text);
    let root = yaml.root()?;
    let jobs: Vec<Job> = ["deploy", "rollback"].iter().filter_map(|name| button(path, root, name)).collect();
    (!jobs.is_empty()).then(|| Pipeline { triggers: vec![Trigger::Manual], ..pipeline(path, jobs) })
}

fn button(path: &str, root: Value<'_>, name: &str) -> Option<Job> {
    let (at, told) = root.entry(name)?;
    let mut steps = vec![step(path, at.line(), name, true)];
    for phase in ["pre", "override", "post"].iter().filter_map(|phase| told.get(phase)) {
        steps.extend(commands(path, Some(phase)));
    }
    Some(Job { id: name.to_owned(), at: Place::new(path, at.line()), steps, ..Job::default() })
}

/// A Jenkinsfile: stages in order, with the commands of `sh` and the names of shared steps.
pub fn jenkins(path: &str, text: &str) -> Option<Pipeline> {
    let mut jobs: Vec<Job> = vec![Job { id: "pipeline".to_owned(), at: Place::new(path, 1), ..Job::default() }];
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.starts_with("//") || trimmed.starts_with('*') {
            continue;
        }
        let quoted =
            |text: &str| text.split(['"', '\'']).find(|part| !part.trim_matches(['(', ' ', ')']).is_empty()).unwrap_or("").to_owned();
        if let Some(rest) = trimmed.strip_prefix("stage(").or_else(|| trimmed.strip_prefix("stage (")) {
            let needs = jobs.last().map(|job| job.id.clone()).into_iter().collect();
            jobs.push(Job { id: quoted(rest), at: Place::new(path, at + 1), needs, ..Job::default() });
        }
        let Some(job) = jobs.last_mut() else { continue };
        let command = ["sh ", "sh(", "bat ", "sh \"", "sh '"].iter().find_map(|start| {
            trimmed.split_once(start).filter(|(before, _)| before.is_empty() || before.ends_with([' ', '=', '{'])).map(|(_, rest)| rest)
        });
        match command {
            Some(rest) => job.steps.push(step(
                path,
                at + 1,
                rest.trim_matches(['(', ')', '"', '\'', ' ']).trim_start_matches("script:").trim_matches(['"', '\'', ' ', ',']),
                false,
            )),
            None if jenkins_step(trimmed) => job.steps.push(step(path, at + 1, trimmed, false)),
            None => {}
        }
        shared(path, at + 1, trimmed, job);
    }
    Some(Pipeline {
        name: path.to_owned(),
        path: path.to_owned(),
        triggers: vec![Trigger::Push, Trigger::PullRequest],
        environments: Vec::new(),
        jobs,
    })
}

/// A line inside a multi-line `sh` block.
fn jenkins_step(line: &str) -> bool {
    ["./gradlew", "gradle ", "mvn ", "./mvnw", "npm ", "yarn ", "docker ", "make ", "kubectl ", "helm ", "terraform "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Steps of shared libraries, judged by their names; the common pipelines test, build and deploy.
fn shared(path: &str, line: usize, text: &str, job: &mut Job) {
    let whole = ["withPipeline(", "withNightlyPipeline(", "withInfraPipeline("].iter().any(|name| text.starts_with(name));
    if whole && !text.starts_with("withNightly") {
        for name in ["run-tests", "sonarqube", "build-and-push", "deploy-to", "smoke"] {
            job.steps.push(step(path, line, &format!("{} {name}", text.split('(').next().unwrap_or("")), true));
        }
    }
    let call: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
    let lower = call.to_lowercase();
    if (lower.contains("deploy") || lower.contains("test") || lower.contains("publish") || lower.contains("buildservice"))
        && text[call.len()..].trim_start().starts_with(['(', '{', '"', '\''])
    {
        let name = match () {
            () if lower.contains("deploy") || lower.contains("buildservice") => "deploy-to",
            () if lower.contains("test") => "run-tests",
            () => "publish-image",
        };
        job.steps.push(step(path, line, &format!("{call} {name}"), true));
    }
}

/// Systems of which only the commands are read: every string below `script`, `commands`, `steps` and `args`.
pub fn generic(path: &str, text: &str) -> Option<Pipeline> {
    let yaml = yaml::parse(text);
    let mut job = Job { id: "pipeline".to_owned(), at: Place::new(path, 1), ..Job::default() };
    for root in yaml.roots() {
        root.walk(&mut |keys, value| collect(path, keys, value, &mut job));
    }
    (!job.steps.is_empty()).then(|| Pipeline {
        name: path.to_owned(),
        path: path.to_owned(),
        triggers: vec![Trigger::Push],
        environments: Vec::new(),
        jobs: vec![job],
    })
}

fn collect(path: &str, keys: &[&str], value: Value<'_>, job: &mut Job) {
    let below = keys.iter().any(|key| matches!(*key, "script" | "commands" | "build_script" | "test_script" | "deploy_script" | "deploy"));
    let Some(text) = value.str() else {
        // Cloud Build: a builder's image and its arguments make the command.
        if let (Some(name), Some(args)) = (value.str_at(&["name"]), value.get("args")) {
            let program = name.rsplit('/').next().unwrap_or(name).split(':').next().unwrap_or(name);
            let args: Vec<&str> = args.items().filter_map(|arg| arg.str()).collect();
            job.steps.push(step(
                path,
                value.line(),
                &format!("{} {}", value.str_at(&["entrypoint"]).unwrap_or(program), args.join(" ")),
                false,
            ));
        }
        return;
    };
    // What a command is described by is no command.
    if below && keys.last() != Some(&"desc") {
        job.steps
            .extend(crate::facts::tasks::shell_lines(text, value.line()).into_iter().map(|(line, text)| step(path, line, &text, false)));
    }
    let named = keys.last().is_some_and(|key| matches!(*key, "pipe" | "image" | "plugin"))
        && (text.contains("deploy") || text.contains("publish") || text.contains("plugins/docker"));
    if named {
        job.steps.push(step(path, value.line(), text, true));
    }
}

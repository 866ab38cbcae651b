//! Checks by programs of the user's own: facts as JSON on standard input, outcomes as JSON back.
//!
//! Only the person who runs the scan can name such a program, on the command line or in their own
//! configuration: a scanned repository never can.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::checks::CHECKS;
use crate::checks::areas::area;
use crate::checks::custom::{Texts, meta};
use crate::checks::prelude::*;

/// A program must answer within this time.
const TIME: Duration = Duration::from_secs(30);
/// Bytes that a program may answer with.
const MAX_ANSWER: u64 = 1024 * 1024;
/// The version of what is exchanged.
const PROTOCOL: &str = "runworthy-plugin/1";

/// What a program is told.
#[derive(Serialize)]
struct Told<'a> {
    protocol: &'static str,
    files: Vec<ToldFile<'a>>,
    packages: Vec<ToldPackage<'a>>,
    jobs: Vec<ToldJob<'a>>,
    alerts: Vec<ToldAlert<'a>>,
    documents: Vec<&'a str>,
    environments: Vec<&'a str>,
}

#[derive(Serialize)]
struct ToldFile<'a> {
    path: &'a str,
    language: String,
    role: String,
}

#[derive(Serialize)]
struct ToldPackage<'a> {
    ecosystem: &'static str,
    name: &'a str,
    version: Option<&'a str>,
    path: &'a str,
    line: usize,
}

#[derive(Serialize)]
struct ToldJob<'a> {
    pipeline: &'a str,
    id: &'a str,
    path: &'a str,
    line: usize,
    steps: Vec<&'a str>,
}

#[derive(Serialize)]
struct ToldAlert<'a> {
    name: &'a str,
    severity: Option<&'a str>,
    runbook: Option<&'a str>,
    path: &'a str,
    line: usize,
}

/// What a program answers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    checks: Vec<SaidCheck>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaidCheck {
    id: String,
    title: String,
    outcome: String,
    summary: String,
    #[serde(default)]
    fix: String,
    #[serde(default = "one")]
    weight: u32,
    #[serde(default)]
    gate: bool,
    #[serde(default)]
    evidence: Vec<SaidEvidence>,
    #[serde(default)]
    searched: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaidEvidence {
    path: String,
    #[serde(default)]
    line: usize,
    #[serde(default)]
    note: String,
}

fn one() -> u32 {
    1
}

/// A check that a program has judged already.
pub struct Plugged {
    meta: Meta,
    answer: Answer,
}

impl Check for Plugged {
    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn judge(&self, _: &Facts) -> Answer {
        self.answer.clone()
    }
}

/// Runs a program over the facts.
///
/// # Errors
/// It cannot be started, fails, takes too long, says too much, or says what is no answer; the message names it.
pub fn run(program: &Path, facts: &Facts) -> Result<Vec<Plugged>> {
    let named = || format!("the plugin {}", program.display());
    let told = serde_json::to_vec(&told(facts)).with_context(named)?;
    let said = exchange(program, told).with_context(named)?;
    let said: Said = serde_json::from_slice(&said).with_context(|| format!("{} does not answer as a plugin should", named()))?;
    said.checks.into_iter().map(|check| plugged(check, facts).with_context(named)).collect()
}

fn told(facts: &Facts) -> Told<'_> {
    let jobs = facts.pipelines().pipelines.iter().flat_map(|pipeline| pipeline.jobs.iter().map(move |job| (pipeline, job)));
    Told {
        protocol: PROTOCOL,
        files: facts
            .files()
            .map(|(path, language, role)| ToldFile { path, language: language.to_lowercase(), role: role.to_lowercase() })
            .collect(),
        packages: facts
            .packages()
            .packages
            .iter()
            .map(|package| ToldPackage {
                ecosystem: package.ecosystem.key(),
                name: &package.name,
                version: package.version.as_deref(),
                path: &package.at.path,
                line: package.at.line,
            })
            .collect(),
        jobs: jobs
            .map(|(pipeline, job)| ToldJob {
                pipeline: &pipeline.name,
                id: &job.id,
                path: &job.at.path,
                line: job.at.line,
                steps: job.steps.iter().map(|step| step.text.as_str()).collect(),
            })
            .collect(),
        alerts: facts
            .alerts()
            .rules
            .iter()
            .map(|rule| ToldAlert {
                name: &rule.name,
                severity: rule.severity.as_deref(),
                runbook: rule.runbook.as_deref(),
                path: &rule.at.path,
                line: rule.at.line,
            })
            .collect(),
        documents: facts.docs().documents.iter().map(|document| document.path.as_str()).collect(),
        environments: facts.environments().distinct().into_iter().map(|(name, _)| name).collect(),
    }
}

/// Writes to the program, reads from it, and ends it when its time or its size is over.
fn exchange(program: &Path, told: Vec<u8>) -> Result<Vec<u8>> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .context("it cannot be started")?;
    let (mut input, output) = (child.stdin.take().context("no standard input")?, child.stdout.take().context("no standard output")?);
    // A program that does not read to the end may still answer.
    std::thread::spawn(move || input.write_all(&told));
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut said = Vec::new();
        let read = output.take(MAX_ANSWER + 1).read_to_end(&mut said);
        let _ = send.send(read.map(|_| said));
    });
    let started = Instant::now();
    let said = match receive.recv_timeout(TIME) {
        Ok(said) => said.context("its answer cannot be read")?,
        Err(_) => {
            end(&mut child);
            bail!("it took longer than {} s", TIME.as_secs());
        }
    };
    if said.len() as u64 > MAX_ANSWER {
        end(&mut child);
        bail!("it answered with more than {} KiB", MAX_ANSWER / 1024);
    }
    while started.elapsed() < TIME {
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                bail!("it failed: {status}");
            }
            return Ok(said);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    end(&mut child);
    bail!("it took longer than {} s", TIME.as_secs())
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

fn plugged(said: SaidCheck, facts: &Facts) -> Result<Plugged> {
    let known = said.id.split_once('/').is_some_and(|(id, name)| area(id).is_some() && !name.is_empty());
    if !known || CHECKS.iter().any(|check| check.meta().id == said.id) {
        bail!("`{}` is not an id of its own: an area, a slash and a new name", said.id);
    }
    if !(1..=3).contains(&said.weight) {
        bail!("`{}`: a weight is 1, 2 or 3", said.id);
    }
    let mut evidence = Vec::new();
    for one in said.evidence {
        if !facts.has_path(&one.path) {
            bail!("`{}`: its evidence `{}` is not in the repository", said.id, one.path);
        }
        evidence.push(Place::new(one.path, one.line).says(one.note));
    }
    let searched: Vec<&str> = said.searched.iter().map(String::as_str).collect();
    let mut rest = evidence.into_iter();
    let answer = match (said.outcome.as_str(), rest.next()) {
        ("pass", Some(first)) => Answer::pass(said.summary, first, rest),
        ("partial", Some(first)) => Answer::partial(said.summary, first, rest),
        ("pass" | "partial", None) => bail!("`{}`: a {} needs evidence", said.id, said.outcome),
        ("fail", first) => Answer::fail(said.summary, &searched, first.into_iter().chain(rest)),
        ("not-applicable", _) => Answer::not_applicable(said.summary, &searched),
        ("unknown", _) => Answer::unknown(said.summary, &searched),
        (word, _) => bail!("`{}`: no outcome is called `{word}`", said.id),
    };
    let texts = Texts { id: said.id, title: said.title, fix: said.fix, ..Texts::default() };
    Ok(Plugged { meta: meta(texts, said.weight, said.gate, "By a plugin of the user's own.".to_owned()), answer })
}

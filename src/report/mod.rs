//! The report: one finished model that every renderer prints, and the public JSON contract.
//!
//! Finished means sorted, rounded, excerpts cut, text from the repository marked as [`Foreign`]:
//! a renderer decides nothing.

pub mod changes;
mod fingerprint;
mod foreign;
mod html;
mod json;
pub mod links;
mod machines;
mod markdown;
mod people;
mod table;
pub mod trend;

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use foreign::Foreign;
pub use table::{Detail, Style, wrap};

use crate::assessment::Judged;
use crate::assessment::remedies::Remedies;
use crate::assessment::scorecard::{AreaScore, Scorecard};
use crate::assessment::verdict::{Policy, Reason as Why, Verdict};
use crate::checks::{Evidence as Proof, Outcome};
use crate::facts::{Facts, Place};

/// The version of the JSON contract.
pub const SCHEMA: &str = "runworthy/1";

/// How long an excerpt may be, in characters.
const EXCERPT: usize = 120;

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    pub schema: String,
    pub service: Foreign,
    pub sources: Vec<SourceLine>,
    /// The judged commit; `None` outside git.
    pub commit: Option<CommitLine>,
    /// How much was read.
    pub size: Size,
    /// `go`, `conditional` or `no-go`.
    pub verdict: String,
    pub reasons: Vec<Reason>,
    /// 0 to 100, one decimal.
    pub score: f64,
    /// 0 to 1: share of the applicable weight that could be answered.
    pub coverage: f64,
    pub areas: Vec<AreaLine>,
    pub checks: Vec<CheckLine>,
    /// The shortest list of changes that would lift the verdict.
    pub remedies: Option<Lift>,
    pub skipped: Vec<SkippedLine>,
    /// Empty where the repository alone was judged (`--no-terms`).
    pub terms: Vec<TermLine>,
    /// Where people's answers and the repository say different things.
    #[serde(default)]
    pub disagreements: Vec<Disagreement>,
    /// What somebody should look at in the configuration: waivers that ended, claims that are not needed.
    #[serde(default)]
    pub notices: Vec<Foreign>,
    /// Where places can be opened on the forge: `{path}` and `{line}` stand for them; `None` where no forge is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub links: Option<Foreign>,
    /// What changed since an earlier report, where one was given.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub changes: Option<changes::Changes>,
    pub tool: Tool,
}

/// What was scanned, as it was asked for: the only part that may differ between two scans of one commit.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SourceLine {
    pub path: Foreign,
    /// The revision that was asked for, or the branch of the worktree.
    pub revision: Option<Foreign>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CommitLine {
    pub id: String,
    /// The day of the commit, UTC, as `2026-01-31`.
    pub date: String,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub struct Size {
    pub files: usize,
    /// Commits in the window that was read; 0 without history.
    pub commits: usize,
    /// The window, in days.
    pub days: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// The best verdict that this reason allows.
    pub allows: String,
    /// The check or area behind it.
    pub about: Option<String>,
    pub text: Foreign,
    pub path: Option<Foreign>,
    pub line: Option<usize>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AreaLine {
    pub id: String,
    pub title: String,
    /// 0 to 100, whole; `None` where nothing of the area applies.
    pub score: Option<f64>,
    pub weight: f64,
    pub outcome: String,
    /// A reason of the verdict lies here.
    pub gate: bool,
    /// The gravest thing that holds the area back, in a line.
    pub held_back_by: Option<Foreign>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CheckLine {
    pub id: String,
    pub area: String,
    pub title: String,
    pub outcome: String,
    /// 0, 0.5 or 1.
    pub score: f64,
    pub weight: u32,
    pub gate: bool,
    pub confidence: String,
    /// The number behind the outcome, in the unit that `explain` names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub measured: Option<f64>,
    pub evidence: Vec<EvidenceLine>,
    pub searched: Vec<String>,
    pub summary: Foreign,
    pub fix: String,
    pub fingerprint: String,
    /// It is out of the gates for a while.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub waiver: Option<WaiverLine>,
    /// Where it is said to be, while the repository does not show it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claimed: Option<Foreign>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct WaiverLine {
    pub reason: Foreign,
    /// The first day on which it does not hold any more.
    pub until: String,
    pub by: Option<Foreign>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceLine {
    pub path: Foreign,
    /// `None` where the whole file or folder is meant.
    pub line: Option<usize>,
    pub excerpt: Option<Foreign>,
    pub note: Foreign,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Lift {
    pub verdict: String,
    pub score: f64,
    pub changes: Vec<Change>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    pub check: String,
    /// The state today.
    pub today: Foreign,
    /// The first step.
    pub fix: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct SkippedLine {
    pub path: Foreign,
    pub reason: Foreign,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct TermLine {
    pub id: String,
    pub question: String,
    /// `yes`, `no`, `not-sure`, `lapsed` or `unanswered`.
    pub answer: String,
    /// The day of the answer.
    pub on: Option<String>,
    /// A role or a team.
    pub by: Option<Foreign>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<Foreign>,
    /// Since when the answer does not count any more.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub lapsed: Option<String>,
    /// "No" to it vetoes.
    #[serde(default)]
    pub must: bool,
}

/// A term that people answered with yes, and a check that shows something else.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Disagreement {
    pub term: String,
    pub question: String,
    pub by: Option<Foreign>,
    pub on: String,
    pub check: String,
    /// What the repository or its history shows.
    pub shows: Foreign,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    pub version: String,
}

/// A format that a report can be rendered in.
#[derive(Debug, Clone)]
pub enum Format {
    Table(Style),
    Markdown,
    Html,
    Json,
    Sarif,
    Junit,
    Github,
    Gitlab,
    OpenMetrics,
    Badge,
    Shields,
    Csv,
}

/// Writes the report.
///
/// # Errors
/// Only those of `out`.
pub fn render(report: &Report, format: &Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table(style) => table::render(report, style, out),
        Format::Markdown => markdown::render(report, out),
        Format::Html => html::render(report, out),
        Format::Json => json::render(report, out),
        Format::Sarif => machines::sarif(report, out),
        Format::Junit => machines::junit(report, out),
        Format::Github => machines::github(report, out),
        Format::Gitlab => machines::gitlab(report, out),
        Format::OpenMetrics => machines::openmetrics(report, out),
        Format::Badge => machines::badge(report, out),
        Format::Shields => machines::shields(report, out),
        Format::Csv => machines::csv(report, out),
    }
}

/// What changed, in Markdown.
pub fn changed_markdown(changes: &changes::Changes) -> String {
    markdown::changed(changes)
}

/// The JSON Schema of the report, made from the model.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Report);
    format!("{:#}\n", schema.to_value())
}

/// Writes the reports of all services of a repository: one after the other for people, with a summary;
/// as one document for machines.
///
/// # Errors
/// Only those of `out`.
pub fn render_all(reports: &[Report], format: &Format, out: &mut dyn Write) -> io::Result<()> {
    match (reports, format) {
        ([report], _) => render(report, format, out),
        (_, Format::Table(style)) => table::render_all(reports, style, out),
        (_, Format::Json) => json::render_all(reports, out),
        (_, format) => reports.iter().try_for_each(|report| render(report, format, out)),
    }
}

/// What a report is made of.
pub struct Findings<'a> {
    pub facts: &'a Facts,
    pub scorecard: &'a Scorecard,
    pub verdict: Verdict,
    pub reasons: &'a [Why],
    pub remedies: Option<&'a Remedies>,
    pub policy: &'a Policy,
    /// What is wrong with waivers and claims.
    pub notices: Vec<String>,
    /// What the user calls the service, if anything.
    pub name: Option<&'a str>,
    /// Paths and revisions as they were given, the service's own first.
    pub sources: Vec<(String, Option<String>)>,
    /// Only scores are wanted: no file is read again for excerpts.
    pub brief: bool,
}

impl Report {
    /// Finishes a report: everything sorted, rounded and cut.
    pub fn new(findings: &Findings<'_>) -> Report {
        let Findings { facts, scorecard, .. } = findings;
        let snapshot = facts.snapshot();
        let commit = snapshot.commit();
        let texts = Texts { facts, brief: findings.brief, read: RefCell::default() };
        Report {
            schema: SCHEMA.to_owned(),
            service: Foreign::new(findings.name.unwrap_or_else(|| snapshot.name())),
            sources: source_lines(findings),
            commit: commit.map(|commit| CommitLine { id: commit.id.clone(), date: day(commit.time) }),
            size: Size { files: snapshot.files().len(), commits: facts.history().commits_read(), days: facts.options().since_days },
            verdict: findings.verdict.id().to_owned(),
            reasons: findings.reasons.iter().map(|why| reason(why, scorecard, facts)).collect(),
            score: tenth(scorecard.score),
            coverage: (scorecard.coverage * 1000.0).round() / 1000.0,
            areas: scorecard.areas.iter().map(|area| area_line(area, findings)).collect(),
            checks: scorecard.judged.iter().map(|judged| check_line(judged, findings, &texts)).collect(),
            remedies: findings.remedies.map(lift),
            skipped: snapshot
                .skipped()
                .into_iter()
                .map(|skipped| SkippedLine { path: Foreign::new(skipped.path), reason: Foreign::new(skipped.reason) })
                .collect(),
            terms: people::terms(findings.policy),
            disagreements: people::disagreements(findings.policy, scorecard),
            notices: findings.notices.iter().map(Foreign::new).collect(),
            links: snapshot.remote().zip(commit).and_then(|(remote, commit)| links::template(&remote, &commit.id)).map(|template| {
                let folder = snapshot.prefix().strip_suffix(snapshot.shown("").as_str()).unwrap_or("");
                Foreign::new(template.replace("{path}", &format!("{}{{path}}", links::encoded(folder))))
            }),
            changes: None,
            tool: Tool { version: env!("CARGO_PKG_VERSION").to_owned() },
        }
    }

    /// The check with this id.
    pub fn check(&self, id: &str) -> Option<&CheckLine> {
        self.checks.iter().find(|check| check.id == id)
    }
}

/// The revision that was asked for, or the branch of the worktree.
fn source_lines(findings: &Findings<'_>) -> Vec<SourceLine> {
    let branch = findings.facts.snapshot().commit().and_then(|commit| commit.name.clone());
    let lines = findings.sources.iter().enumerate().map(|(at, (path, revision))| SourceLine {
        path: Foreign::new(path),
        revision: revision.clone().or_else(|| branch.clone().filter(|_| at == 0)).map(Foreign::new),
    });
    lines.collect()
}

fn tenth(score: f64) -> f64 {
    (score * 10.0).round() / 10.0
}

/// The UTC day of a time in seconds since 1970.
fn day(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(|_| String::new(), |time| time.strftime("%Y-%m-%d").to_string())
}

fn reason(why: &Why, scorecard: &Scorecard, facts: &Facts) -> Reason {
    let first = why.about.as_deref().and_then(|id| scorecard.check(id)).and_then(|judged| judged.answer.evidence().first());
    Reason {
        allows: why.allows.id().to_owned(),
        about: why.about.clone(),
        text: Foreign::new(&why.text),
        path: first.map(|proof| Foreign::new(facts.snapshot().shown(&proof.at.path))),
        line: first.and_then(|proof| line_of(&proof.at)),
    }
}

fn line_of(place: &Place) -> Option<usize> {
    (place.line > 0).then_some(place.line)
}

fn area_line(area: &AreaScore, findings: &Findings<'_>) -> AreaLine {
    let own: Vec<&Judged> = findings.scorecard.of_area(area.area.id).collect();
    // Gates first, then by weight lost; the first of equals.
    let lost = |judged: &&Judged| {
        f64::from(judged.meta.weight) * (1.0 - judged.answer.outcome().score()) + if judged.meta.gate { 100.0 } else { 0.0 }
    };
    let open = own.iter().copied().filter(|judged| !matches!(judged.answer.outcome(), Outcome::Pass | Outcome::NotApplicable));
    let worst = open
        .fold(None::<&Judged>, |worst, judged| if worst.is_none_or(|worst| lost(&judged) > lost(&worst)) { Some(judged) } else { worst });
    let about =
        |why: &&Why| why.about.as_deref().is_some_and(|about| about == area.area.id || about.split('/').next() == Some(area.area.id));
    AreaLine {
        id: area.area.id.to_owned(),
        title: area.area.title.to_owned(),
        score: area.score.map(f64::floor),
        weight: area.weight,
        outcome: area_outcome(&own).word().to_owned(),
        gate: findings.reasons.iter().any(|why| about(&why)),
        held_back_by: worst.map(|judged| Foreign::new(judged.answer.summary())),
    }
}

/// An area passes when all of it does, fails when none of it does, and is in part otherwise.
fn area_outcome(own: &[&Judged]) -> Outcome {
    let outcomes: Vec<Outcome> =
        own.iter().map(|judged| judged.answer.outcome()).filter(|outcome| *outcome != Outcome::NotApplicable).collect();
    match outcomes.first() {
        None => Outcome::NotApplicable,
        Some(&first) if outcomes.iter().all(|&outcome| outcome == first) => first,
        Some(_) => Outcome::Partial,
    }
}

fn check_line(judged: &Judged, findings: &Findings<'_>, texts: &Texts<'_>) -> CheckLine {
    let policy = findings.policy;
    let (meta, answer) = (&judged.meta, &judged.answer);
    let evidence: Vec<EvidenceLine> = answer.evidence().iter().map(|proof| evidence_line(proof, texts)).collect();
    let first = evidence.first();
    let path = first.map(|line| line.path.clean()).unwrap_or_default();
    let excerpt = first.and_then(|line| line.excerpt.as_ref()).map(Foreign::clean).unwrap_or_default();
    CheckLine {
        id: meta.id.to_owned(),
        area: meta.area().to_owned(),
        title: meta.title.to_owned(),
        outcome: answer.outcome().word().to_owned(),
        score: answer.outcome().score(),
        weight: meta.weight,
        gate: meta.gate,
        confidence: answer.confidence_word().to_owned(),
        measured: answer.measured_value().map(|value| (value * 1000.0).round() / 1000.0),
        searched: answer.searched().to_vec(),
        summary: Foreign::new(answer.summary()),
        fix: if answer.outcome() == Outcome::Pass { String::new() } else { meta.fix.to_owned() },
        fingerprint: fingerprint::fingerprint(meta.id, &path, &excerpt),
        waiver: policy.waiver(judged).map(people::waiver),
        claimed: judged.claim.as_ref().map(Foreign::new),
        evidence,
    }
}

fn evidence_line(proof: &Proof, texts: &Texts<'_>) -> EvidenceLine {
    EvidenceLine {
        path: Foreign::new(texts.facts.snapshot().shown(&proof.at.path)),
        line: line_of(&proof.at),
        excerpt: texts.excerpt(&proof.at),
        note: Foreign::new(&proof.note),
    }
}

/// The files that evidence points into, each read once.
struct Texts<'f> {
    facts: &'f Facts,
    brief: bool,
    read: RefCell<HashMap<String, Option<String>>>,
}

impl Texts<'_> {
    /// The line at a place, trimmed and cut; nothing where it would show a secret.
    fn excerpt(&self, at: &Place) -> Option<Foreign> {
        if at.line == 0 || self.brief || self.facts.secrets().masks(at) {
            return None;
        }
        let snapshot = self.facts.snapshot();
        let mut read = self.read.borrow_mut();
        let text = read.entry(at.path.clone()).or_insert_with(|| snapshot.file(&at.path).and_then(|file| snapshot.read(file)));
        let line = text.as_deref()?.lines().nth(at.line - 1)?.trim();
        let cut: String = line.chars().take(EXCERPT).collect();
        (!cut.is_empty()).then(|| Foreign::new(if cut.len() < line.len() { format!("{cut}…") } else { cut }))
    }
}

fn lift(remedies: &Remedies) -> Lift {
    Lift {
        verdict: remedies.verdict.id().to_owned(),
        score: tenth(remedies.score),
        changes: remedies
            .changes
            .iter()
            .map(|remedy| Change { check: remedy.meta.id.to_owned(), today: Foreign::new(&remedy.today), fix: remedy.meta.fix.to_owned() })
            .collect(),
    }
}

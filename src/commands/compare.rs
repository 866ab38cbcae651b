//! `runworthy compare`: what got better and worse between two revisions or two reports.

use std::fmt::Write;
use std::path::Path;

use anyhow::Context;

use super::{Ending, Failure, assess, print};
use crate::cli::{Compare, CompareFormat, Scan};
use crate::facts::memory::Memory;
use crate::report::changes::{self, Changes, Side};
use crate::report::{self, Report};

/// Compares, prints, and ends with 1 after a regression.
///
/// # Errors
/// See [`Failure`].
pub fn run(args: &Compare) -> Result<Ending, Failure> {
    let memory = Memory::default();
    let base = side(args, Some(&args.base), &memory)?;
    let head = side(args, args.head.as_deref(), &memory)?;
    let changes = changes::between(&base, &head);
    let text = match args.format {
        CompareFormat::Table => table(&changes),
        CompareFormat::Markdown => report::changed_markdown(&changes),
        CompareFormat::Json => format!("{:#}\n", serde_json::to_value(&changes).context("the changes")?),
    };
    print(text.as_bytes())?;
    Ok(if changes.is_regression() { Ending::Failed } else { Ending::Passed })
}

/// A stored report, or one that is made of a revision; of the worktree, where none is named.
fn side(args: &Compare, name: Option<&str>, memory: &Memory) -> Result<Report, Failure> {
    match name.filter(|name| name.ends_with(".json") && Path::new(name).is_file()) {
        Some(file) => stored(Path::new(file)),
        None => {
            let scan =
                Scan { paths: vec![args.path.clone()], rev: name.map(str::to_owned), service: args.service.clone(), ..Scan::plain() };
            let mut reports = assess::reports(&scan, memory)?;
            match reports.len() {
                1 => Ok(reports.remove(0)),
                _ => Err(Failure::Usage("the repository has several services; name one with --service".to_owned())),
            }
        }
    }
}

/// Reads a report that an earlier scan wrote.
///
/// # Errors
/// The file cannot be read, or is no report of this program.
pub fn stored(file: &Path) -> Result<Report, Failure> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let wrong = |why: String| Failure::Usage(format!("{}: not a report in JSON that runworthy wrote: {why}", file.display()));
    let report: Report = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    if report.schema != report::SCHEMA {
        return Err(wrong(format!("its schema is {}, not {}", report.schema.chars().take(40).collect::<String>(), report::SCHEMA)));
    }
    Ok(report)
}

fn table(changes: &Changes) -> String {
    let mut out = String::new();
    let arrow = if super::unicode() { "→" } else { "->" };
    let name =
        |commit: &Option<String>| commit.as_ref().map_or_else(|| "the worktree".to_owned(), |commit| commit.chars().take(7).collect());
    let _ = writeln!(
        out,
        "{} {} {:.0}  {arrow}  {} {} {:.0}\n",
        name(&changes.base.commit),
        changes.base.verdict.to_uppercase(),
        changes.base.score.floor(),
        name(&changes.head.commit),
        changes.head.verdict.to_uppercase(),
        changes.head.score.floor()
    );
    for veto in &changes.new_vetoes {
        let _ = writeln!(out, "  vetoes now: {veto}");
    }
    for (kind, title) in [("worse", "Worse"), ("better", "Better"), ("new", "New"), ("gone", "Gone")] {
        let listed: Vec<_> = changes.of(kind).collect();
        if listed.is_empty() {
            continue;
        }
        let _ = writeln!(out, "  {title}");
        for change in listed {
            let _ = writeln!(out, "    {}", change.id);
            for (label, side) in [("before", &change.before), ("after", &change.after)] {
                if let Some(side) = side {
                    let _ = writeln!(out, "      {label:6}  {}: {}{}", side.outcome, side.summary.clean(), evidence(side));
                }
            }
        }
        out.push('\n');
    }
    for area in &changes.areas {
        let score = |score: Option<f64>| score.map_or_else(|| "n/a".to_owned(), |score| format!("{score:.0}"));
        let _ = writeln!(out, "  {:14} {:>3} {arrow} {:>3}", area.title, score(area.before), score(area.after));
    }
    if changes.is_empty() {
        out.push_str("  Nothing changed.\n");
    }
    out
}

/// The first place of a side.
fn evidence(side: &Side) -> String {
    let Some(first) = side.evidence.first() else { return String::new() };
    let path = first.path.clean();
    first.line.map_or_else(|| format!("  {path}"), |line| format!("  {path}:{line}"))
}

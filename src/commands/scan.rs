//! `runworthy scan`: judge a service and write the report.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;

use super::{Ending, Failure, assess, print};
use crate::assessment::verdict::Verdict;
use crate::cli::{FailOn, Format, Scan};
use crate::config::edit;
use crate::report::changes::Changes;
use crate::report::{self, Detail, Report, Style};

/// Scans, writes every report that was asked for, and tells how it ended.
///
/// # Errors
/// See [`Failure`].
pub fn run(args: &Scan) -> Result<Ending, Failure> {
    let outputs = outputs(args)?;
    if args.fail_on == FailOn::Regression && args.base.is_none() && args.since_report.is_none() {
        return Err(Failure::Usage("--fail-on regression needs something to compare with: --base REV or --since-report FILE".to_owned()));
    }
    let started = Instant::now();
    let reports = with_progress(|| assess::reports_since(args))?;
    // What can be written is written, also where one of the files cannot.
    let mut failed = None;
    for (format, file) in outputs {
        let text = rendered(&reports, format, args, started.elapsed(), file)?;
        let written = match file {
            Some(file) => edit::replace(file, &text).map_err(Failure::Incomplete),
            None => print(&text),
        };
        failed = failed.or(written.err());
    }
    match failed {
        Some(failure) => Err(failure),
        None => Ok(ending(&reports, args.fail_on)),
    }
}

/// Formats with the files they go to: one format may go to standard output.
fn outputs(args: &Scan) -> Result<Vec<(Format, Option<&Path>)>, Failure> {
    let formats = if args.format.is_empty() { &[Format::Table][..] } else { &args.format };
    if args.output.len() > formats.len() || formats.len() > args.output.len() + 1 {
        return Err(Failure::Usage("give one --output for each --format (the last format may go to standard output)".to_owned()));
    }
    let files = args.output.iter().map(|file| Some(file.as_path())).chain(std::iter::repeat(None));
    Ok(formats.iter().copied().zip(files).collect())
}

fn rendered(reports: &[Report], format: Format, args: &Scan, took: Duration, file: Option<&Path>) -> Result<Vec<u8>, Failure> {
    let detail = match (args.quiet, args.verbose) {
        (true, _) => Detail::Quiet,
        (_, true) => Detail::Full,
        _ => Detail::Normal,
    };
    let terminal = file.is_none() && std::io::stdout().is_terminal();
    let style = Style {
        width: super::width(),
        colour: file.is_none() && super::colour(),
        unicode: file.is_some() || super::unicode(),
        detail,
        seconds: terminal.then_some(took.as_secs_f64()),
        links: terminal.then(|| links(args)).flatten(),
    };
    let format = match format {
        Format::Table => report::Format::Table(style),
        Format::Markdown => report::Format::Markdown,
        Format::Html => report::Format::Html,
        Format::Json => report::Format::Json,
        Format::Sarif => report::Format::Sarif,
        Format::Junit => report::Format::Junit,
        Format::Github => report::Format::Github,
        Format::Gitlab => report::Format::Gitlab,
        Format::Openmetrics => report::Format::OpenMetrics,
        Format::Badge => report::Format::Badge,
        Format::Shields => report::Format::Shields,
        Format::Csv => report::Format::Csv,
    };
    let mut text = Vec::new();
    report::render_all(reports, &format, &mut text).context("the report could not be rendered")?;
    if matches!(format, report::Format::Github) {
        step_summary(reports)?;
    }
    Ok(text)
}

/// The address of the worktree, for a terminal that opens links; a revision's files lie nowhere on the disk.
fn links(args: &Scan) -> Option<String> {
    let folder = args.paths.first()?.canonicalize().ok()?;
    let shows = args.rev.is_none() && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
    shows.then(|| format!("file://{}/", report::links::encoded(&folder.to_string_lossy())))
}

/// Adds the retro report to the summary of a workflow's step, where one is written.
fn step_summary(reports: &[Report]) -> Result<(), Failure> {
    let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty()) else { return Ok(()) };
    let mut text = Vec::new();
    report::render_all(reports, &report::Format::Markdown, &mut text).context("the summary could not be rendered")?;
    let append = || std::fs::OpenOptions::new().append(true).create(true).open(&file)?.write_all(&text);
    append().with_context(|| format!("{}: the summary could not be written", file.to_string_lossy())).map_err(Failure::Incomplete)
}

/// The worst service counts.
fn ending(reports: &[Report], fail_on: FailOn) -> Ending {
    let fails = |report: &Report| match fail_on {
        FailOn::Never => false,
        FailOn::NoGo => report.verdict == Verdict::NoGo.id(),
        FailOn::Conditional => report.verdict != Verdict::Go.id(),
        FailOn::Regression => report.changes.as_ref().is_some_and(Changes::is_regression),
    };
    if reports.iter().any(fails) { Ending::Failed } else { Ending::Passed }
}

/// Runs `work`; says on a terminal that it goes on, once it has taken a second.
fn with_progress<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| watch(&done));
        let result = work();
        done.store(true, Ordering::Release);
        result
    })
}

/// One line on standard error that counts the seconds, and is gone at the end.
fn watch(done: &AtomicBool) {
    let started = Instant::now();
    let mut shown = 0;
    while !done.load(Ordering::Acquire) {
        std::thread::sleep(Duration::from_millis(20));
        let seconds = started.elapsed().as_secs();
        if seconds > shown {
            shown = seconds;
            let _ = write!(std::io::stderr(), "\rreading the repository: {seconds} s ");
        }
    }
    if shown > 0 {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
}

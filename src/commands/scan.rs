//! `runworthy scan`: judge a service and write the report.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;

use super::{Ending, Failure, print};
use crate::assessment::scorecard::Scorecard;
use crate::assessment::verdict::{self, Verdict};
use crate::assessment::{judge, remedies};
use crate::checks::areas::AREAS;
use crate::checks::{CHECKS, Check};
use crate::cli::{FailOn, Format, Scan};
use crate::config::{self, Config, suggest};
use crate::facts::{Facts, Options};
use crate::report::{self, Detail, Findings, Report, Style};
use crate::snapshot::{Snapshot, Source};

/// Scans, writes every report that was asked for, and tells how it ended.
///
/// # Errors
/// See [`Failure`].
pub fn run(args: &Scan) -> Result<Ending, Failure> {
    let checks = chosen(&args.only, &args.skip)?;
    let outputs = outputs(args)?;
    let started = Instant::now();
    let report = with_progress(|| assess(args, &checks))?;
    for (format, file) in outputs {
        let text = rendered(&report, format, args, started.elapsed(), file)?;
        match file {
            Some(file) => write_whole(file, &text)?,
            None => print(&text)?,
        }
    }
    Ok(ending(&report, args.fail_on))
}

/// The way of the data, from the source to the report.
fn assess(args: &Scan, checks: &[&dyn Check]) -> Result<Report, Failure> {
    let mut source = Source { path: args.path.clone(), revision: args.rev.clone(), root: None };
    let mut snapshot = Snapshot::open(&source)?;
    let config = snapshot
        .text_of(config::FILE)
        .map(Config::parse)
        .transpose()
        .map_err(|error| Failure::Usage(error.to_string()))?
        .unwrap_or_default();
    if let Some(root) = &config.root {
        source.root = Some(root.clone());
        snapshot = Snapshot::open(&source)?;
    }
    let facts = Facts::with(snapshot, Options { since_days: args.since, settings: config.settings.clone() });
    facts.prepare();
    let scorecard = Scorecard::new(judge(checks, &facts), &config.weights);
    let (verdict, reasons) = verdict::decide(&scorecard, &config.thresholds);
    let remedies = remedies::shortest(&scorecard, verdict, &config.thresholds);
    let path = args.path.to_string_lossy();
    Ok(Report::new(&Findings {
        facts: &facts,
        scorecard: &scorecard,
        verdict,
        reasons: &reasons,
        remedies: remedies.as_ref(),
        name: config.name.as_deref(),
        source: (&path, args.rev.as_deref()),
    }))
}

/// The checks that `--only` and `--skip` leave.
fn chosen(only: &[String], skip: &[String]) -> Result<Vec<&'static dyn Check>, Failure> {
    only.iter().chain(skip).try_for_each(|topic| known(topic))?;
    let names = |topics: &[String], check: &dyn Check| topics.iter().any(|topic| topic == check.meta().id || topic == check.meta().area());
    let wanted = CHECKS.iter().copied().filter(|check| (only.is_empty() || names(only, *check)) && !names(skip, *check));
    let wanted: Vec<&dyn Check> = wanted.collect();
    if wanted.is_empty() { Err(Failure::Usage("--only and --skip leave no check".to_owned())) } else { Ok(wanted) }
}

fn known(topic: &str) -> Result<(), Failure> {
    let topics = || AREAS.iter().map(|area| area.id).chain(CHECKS.iter().map(|check| check.meta().id));
    if topics().any(|known| known == topic) {
        Ok(())
    } else {
        Err(Failure::Usage(format!("no area or check is called `{topic}`{}", suggest::hint(topic, topics()))))
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

fn rendered(report: &Report, format: Format, args: &Scan, took: Duration, file: Option<&Path>) -> Result<Vec<u8>, Failure> {
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
    };
    let format = match format {
        Format::Table => report::Format::Table(style),
        Format::Json => report::Format::Json,
    };
    let mut text = Vec::new();
    report::render(report, format, &mut text).context("the report could not be rendered")?;
    Ok(text)
}

/// Writes beside the file and renames, so that a half-written report is never seen.
fn write_whole(file: &Path, text: &[u8]) -> Result<(), Failure> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || -> anyhow::Result<()> {
        let mut made = tempfile::NamedTempFile::new_in(folder)?;
        made.write_all(text)?;
        made.as_file().sync_all()?;
        #[cfg(unix)]
        made.as_file().set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
        made.persist(file)?;
        Ok(())
    };
    write().with_context(|| format!("{}: the report could not be written", file.display())).map_err(Failure::Incomplete)
}

fn ending(report: &Report, fail_on: FailOn) -> Ending {
    let fails = match fail_on {
        FailOn::Never => false,
        FailOn::NoGo => report.verdict == Verdict::NoGo.id(),
        FailOn::Conditional => report.verdict != Verdict::Go.id(),
    };
    if fails { Ending::Failed } else { Ending::Passed }
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

//! `runworthy trend`: the scores at past revisions, from git alone.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::Context;
use git2::{Oid, Repository, Sort};

use super::{Ending, Failure, assess, print};
use crate::cli::{Scan, TrendArgs, TrendFormat};
use crate::facts::memory::Memory;
use crate::report::trend::{self, Trend, TrendPoint};
use crate::report::{Foreign, Report, SCHEMA};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Scans each point and prints the scores.
///
/// # Errors
/// See [`Failure`].
pub fn run(args: &TrendArgs) -> Result<Ending, Failure> {
    let points = points(args)?;
    if points.is_empty() {
        return Err(Failure::Usage("there is no such point in the window; look further back with --since".to_owned()));
    }
    let trend = scanned(args, &points)?;
    let mut text = Vec::new();
    let rendered = match args.format {
        TrendFormat::Table => trend::table(&trend, super::unicode(), &mut text),
        TrendFormat::Svg => trend::svg(&trend, &mut text),
        TrendFormat::Html => trend::html(&trend, &mut text),
        TrendFormat::Json => trend::json(&trend, &mut text),
        TrendFormat::Csv => trend::csv(&trend, &mut text),
    };
    rendered.context("the trend could not be rendered")?;
    print(&text)?;
    Ok(Ending::Passed)
}

/// Scans the points, as many at a time as there are processors; what one has read, the others know.
fn scanned(args: &TrendArgs, points: &[(Oid, Option<String>)]) -> Result<Trend, Failure> {
    let memory = Memory::default();
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Result<Report, Failure>)>> = Mutex::default();
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    // Threads of their own: a scan waits for work of the pool, and must not be work of the pool.
    std::thread::scope(|scope| {
        for _ in 0..workers.min(points.len()) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some((commit, _)) = points.get(at) else { return };
                    let report = point(args, *commit, &memory);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, report));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    let mut trend = Trend { schema: SCHEMA.to_owned(), service: Foreign::default(), points: Vec::new() };
    for (at, report) in done {
        let report = report?;
        trend.service = report.service.clone();
        trend.points.push(TrendPoint::of(&report, points[at].1.clone()));
    }
    Ok(trend)
}

fn point(args: &TrendArgs, commit: Oid, memory: &Memory) -> Result<Report, Failure> {
    let (paths, rev) = (vec![args.path.clone()], Some(commit.to_string()));
    let scan = Scan { paths, rev, service: args.service.clone(), no_terms: true, brief: true, ..Scan::plain() };
    let mut reports = assess::reports(&scan, memory)?;
    match reports.len() {
        1 => Ok(reports.remove(0)),
        _ => Err(Failure::Usage("the repository has several services; name one with --service".to_owned())),
    }
}

/// The commits to scan, the oldest first, with their tags where points are tags.
fn points(args: &TrendArgs) -> anyhow::Result<Vec<(Oid, Option<String>)>> {
    let repository = Repository::discover(&args.path).with_context(|| format!("{}: not a git repository", args.path.display()))?;
    let head = repository.head().and_then(|head| head.peel_to_commit()).context("there is no commit at HEAD")?;
    let start = head.time().seconds() - i64::from(args.since) * DAY;
    if args.tags {
        return tags(&repository, start, args.points);
    }
    let mut walk = repository.revwalk()?;
    walk.push(head.id())?;
    walk.simplify_first_parent()?;
    walk.set_sorting(Sort::NONE)?;
    let mut line: Vec<Oid> = Vec::new();
    for id in walk {
        // The history of a shallow clone ends early.
        let Ok(commit) = id.and_then(|id| repository.find_commit(id)) else { break };
        if commit.time().seconds() < start {
            break;
        }
        line.push(commit.id());
    }
    line.reverse();
    Ok(spaced(&line, args.points).into_iter().map(|id| (id, None)).collect())
}

fn tags(repository: &Repository, start: i64, count: usize) -> anyhow::Result<Vec<(Oid, Option<String>)>> {
    let mut found: Vec<(i64, Oid, String)> = Vec::new();
    for name in repository.tag_names(None)?.iter().flatten().flatten() {
        let commit = repository.revparse_single(&format!("refs/tags/{name}")).and_then(|object| object.peel_to_commit());
        if let Ok(commit) = commit
            .map(|commit| (commit.time().seconds(), commit.id()))
            .map_err(|_| ())
            .and_then(|at| if at.0 >= start { Ok(at) } else { Err(()) })
        {
            found.push((commit.0, commit.1, name.to_owned()));
        }
    }
    found.sort();
    found.dedup_by_key(|(_, id, _)| *id);
    let named: Vec<(Oid, Option<String>)> = found.into_iter().map(|(_, id, name)| (id, Some(name))).collect();
    Ok(spaced(&named, count))
}

/// At most so many of them, evenly spaced, the first and the last among them.
fn spaced<T: Clone>(all: &[T], count: usize) -> Vec<T> {
    match (all.len(), count) {
        (0, _) | (_, 0) => Vec::new(),
        (length, count) if length <= count => all.to_vec(),
        (length, 1) => vec![all[length - 1].clone()],
        (length, count) => (0..count).map(|at| all[at * (length - 1) / (count - 1)].clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn points_are_even_and_hold_both_ends() {
        let all: Vec<usize> = (0..100).collect();
        assert_eq!(spaced(&all, 4), [0, 33, 66, 99]);
        assert_eq!(spaced(&all[..3], 12), [0, 1, 2]);
        assert_eq!(spaced(&all, 1), [99]);
        assert!(spaced::<usize>(&[], 3).is_empty());
    }
}

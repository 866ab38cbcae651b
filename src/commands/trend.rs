//! `runworthy trend`: the scores at past revisions, from git alone.

use anyhow::{Context, Result};
use git2::{Oid, Repository, Sort};

use super::{Ending, Failure, assess, print};
use crate::cli::{Scan, TrendArgs, TrendFormat};
use crate::facts::memory::Memory;
use crate::report::Foreign;
use crate::report::SCHEMA;
use crate::report::trend::{self, Trend, TrendPoint};

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
    let memory = Memory::default();
    let mut trend = Trend { schema: SCHEMA.to_owned(), service: Foreign::default(), points: Vec::new() };
    for (commit, tag) in points {
        let scan = Scan {
            paths: vec![args.path.clone()],
            rev: Some(commit.to_string()),
            service: args.service.clone(),
            no_terms: true,
            ..Scan::plain()
        };
        let reports = assess::reports(&scan, &memory)?;
        let [report] = reports.as_slice() else {
            return Err(Failure::Usage("the repository has several services; name one with --service".to_owned()));
        };
        trend.service = report.service.clone();
        trend.points.push(TrendPoint::of(report, tag));
    }
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

/// The commits to scan, the oldest first, with their tags where points are tags.
fn points(args: &TrendArgs) -> Result<Vec<(Oid, Option<String>)>> {
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

fn tags(repository: &Repository, start: i64, count: usize) -> Result<Vec<(Oid, Option<String>)>> {
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

//! The walk over commits: newest first by time, below the window's start only authors are read.

use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

use git2::{Mailmap, Oid, Repository};
use rayon::prelude::*;
use regex::Regex;

use super::{Commit, DAY, History, changes};
use crate::facts::memory::Memory;
use crate::snapshot::Snapshot;

/// Older commits of which only the author is read.
const OLDER: usize = 20_000;
/// Commits of the window of which the changes are read.
const MOST: usize = 20_000;

/// Reads history back from the snapshot's commit.
pub fn read(snapshot: &Snapshot, days: u32, memory: &Memory) -> History {
    match attempt(snapshot, days, memory) {
        Ok(history) => history,
        Err(reason) => History { missing: Some(reason), ..History::default() },
    }
}

fn attempt(snapshot: &Snapshot, days: u32, memory: &Memory) -> Result<History, String> {
    let git_dir = snapshot.git_dir().ok_or("it is not kept in git")?;
    let head = snapshot.commit().ok_or("there is no commit yet")?;
    let repository = Repository::open(git_dir).map_err(|error| error.message().to_owned())?;
    let id = Oid::from_str(&head.id).map_err(|error| error.message().to_owned())?;
    let start = head.time - i64::from(days) * DAY;
    let walk = walk(&repository, id, start, memory)?;
    if walk.shallow && walk.window.len() < 2 {
        return Err("the clone is shallow: its history is cut off".to_owned());
    }
    let mut commits = commits(git_dir, snapshot.prefix(), &walk, memory);
    commits.sort_by_key(|commit| std::cmp::Reverse(commit.time));
    Ok(History {
        missing: None,
        commits,
        releases: releases(&repository, start, head.time),
        first_seen: walk.first_seen,
        end: head.time,
        days,
        deep: walk.complete,
    })
}

/// What the walk over commits' headers found.
struct Walk {
    window: Vec<(Oid, usize, bool)>,
    first_seen: BTreeMap<usize, i64>,
    boundary: HashSet<Oid>,
    shallow: bool,
    complete: bool,
}

/// What the walk asks of a commit.
#[derive(Debug)]
pub struct Header {
    /// Seconds since 1970, when it was committed, and when it was written.
    committed: i64,
    written: i64,
    /// In lower case, as the mailmap has them.
    name: String,
    email: String,
    parents: Vec<Oid>,
}

fn header(repository: &Repository, mailmap: Option<&Mailmap>, id: Oid) -> Option<Header> {
    let commit = repository.find_commit(id).ok()?;
    let author = mailmap.and_then(|map| commit.author_with_mailmap(map).ok()).unwrap_or_else(|| commit.author().to_owned());
    Some(Header {
        committed: commit.time().seconds(),
        written: author.when().seconds(),
        name: author.name().unwrap_or("").to_lowercase(),
        email: author.email().unwrap_or("").to_lowercase(),
        parents: commit.parent_ids().collect(),
    })
}

/// A heap by time, so that the walk can stop below the window without sorting all of history.
fn walk(repository: &Repository, head: Oid, start: i64, memory: &Memory) -> Result<Walk, String> {
    let boundary: HashSet<Oid> = std::fs::read_to_string(repository.path().join("shallow"))
        .unwrap_or_default()
        .lines()
        .filter_map(|line| Oid::from_str(line.trim()).ok())
        .collect();
    let mailmap = repository.mailmap().ok();
    let header = |id: Oid| memory.header(id, || header(repository, mailmap.as_ref(), id));
    let mut people: HashMap<String, usize> = HashMap::new();
    let mut found = Walk { window: Vec::new(), first_seen: BTreeMap::new(), shallow: !boundary.is_empty(), boundary, complete: false };
    let mut heap = BinaryHeap::new();
    let mut seen = HashSet::from([head]);
    let first = header(head).ok_or("its commit cannot be read")?;
    heap.push((first.committed, head));
    let mut older = 0;
    while let Some((time, id)) = heap.pop() {
        let Some(commit) = header(id) else { continue };
        if time < start {
            older += 1;
        }
        if older > OLDER {
            return Ok(found);
        }
        let bot = is_bot(&commit.name, &commit.email);
        let next = people.len();
        // The same address or the same full name is the same person.
        let known = people.get(&commit.email).or_else(|| people.get(&commit.name).filter(|_| commit.name.contains(' ')));
        let number = known.copied().unwrap_or(next);
        people.insert(commit.email.clone(), number);
        people.insert(commit.name.clone(), number);
        if !bot {
            found.first_seen.insert(number, commit.written);
        }
        if time >= start && found.window.len() < MOST {
            found.window.push((id, number, bot));
        }
        for &parent in commit.parents.iter().filter(|_| !found.boundary.contains(&id)) {
            if seen.insert(parent)
                && let Some(parent_commit) = header(parent)
            {
                heap.push((parent_commit.committed, parent));
            }
        }
    }
    found.complete = !found.shallow;
    Ok(found)
}

/// Accounts of machines, by name or address.
fn is_bot(name: &str, email: &str) -> bool {
    const BOTS: &[&str] = &[
        "dependabot", "renovate", "snyk-bot", "github-actions", "greenkeeper", "pyup-bot", "pyup.io", "semantic-release", "scala-steward",
        "mergify", "imgbot", "allcontributors", "web-flow", "depfu", "weblate", "crowdin", "jenkins", "circleci", "travis",
    ];
    name.ends_with("[bot]")
        || email.contains("[bot]")
        || name.ends_with("-bot")
        || name.ends_with(" bot")
        || BOTS.iter().any(|bot| name.contains(bot) || email.starts_with(bot))
}

/// The commits of the window with their changes, with one repository a worker.
fn commits(git_dir: &Path, prefix: &str, walk: &Walk, memory: &Memory) -> Vec<Commit> {
    walk.window
        .par_chunks(8)
        .map_init(
            || Repository::open(git_dir),
            |repository, chunk| {
                let Ok(repository) = repository else { return Vec::new() };
                chunk
                    .iter()
                    .filter_map(|(id, author, bot)| {
                        let mut commit = read_commit(repository, *id, *author, *bot)?;
                        // The tree of a shallow boundary would count as added as a whole.
                        if !commit.merge && !walk.boundary.contains(id) {
                            let found = repository.find_commit(*id).ok()?;
                            commit.changes = memory.changes(*id, prefix, || changes::of(repository, prefix, &found));
                        }
                        Some(commit)
                    })
                    .collect::<Vec<_>>()
            },
        )
        .flatten()
        .collect()
}

/// A commit without its changes.
fn read_commit(repository: &Repository, id: Oid, author: usize, bot: bool) -> Option<Commit> {
    let commit = repository.find_commit(id).ok()?;
    let when = commit.author().when();
    let message = String::from_utf8_lossy(commit.message_bytes()).into_owned();
    let subject: String = message.lines().next().unwrap_or("").chars().take(200).collect::<String>().to_lowercase();
    let merge = commit.parent_count() > 1;
    let local = when.seconds() + i64::from(when.offset_minutes()) * 60;
    let days = local.div_euclid(DAY);
    Some(Commit {
        time: when.seconds().min(commit.time().seconds()),
        hour: u32::try_from(local.rem_euclid(DAY) / 3600).unwrap_or(0),
        weekend: matches!((days + 4).rem_euclid(7), 0 | 6), // 1970-01-01 was a Thursday
        offset: when.offset_minutes(),
        author,
        bot,
        merge,
        reviewed: is_reviewed(&subject, &message, merge),
        reverts: subject.starts_with("revert") || message.contains("This reverts commit"),
        changes: Vec::new(),
        subject,
    })
}

fn is_reviewed(subject: &str, message: &str, merge: bool) -> bool {
    static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\(#\d+\)\s*$").ok());
    NUMBER.as_ref().is_some_and(|number| number.is_match(subject))
        || message.contains("See merge request")
        || merge && subject.starts_with("merge pull request")
        || message.contains("Reviewed-by:")
        || message.contains("Pull-Request:")
        || message.contains("bors")
}

/// Tags that look like versions or dated releases, within the window.
fn releases(repository: &Repository, start: i64, end: i64) -> Vec<i64> {
    static RELEASE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(^|[-_/])v?\d+[._-]\d+|release|^v?\d{2,}$").ok());
    let names = repository.tag_names(None).ok();
    let mut times: Vec<i64> = Vec::new();
    for name in names.iter().flat_map(|names| names.iter()).flatten().flatten().take(20_000) {
        if !RELEASE.as_ref().is_some_and(|release| release.is_match(name)) {
            continue;
        }
        let commit = repository.revparse_single(&format!("refs/tags/{name}")).ok().and_then(|object| object.peel_to_commit().ok());
        times.extend(commit.map(|commit| commit.time().seconds()).filter(|time| (start..=end).contains(time)));
    }
    times.sort_unstable();
    times.dedup();
    times
}

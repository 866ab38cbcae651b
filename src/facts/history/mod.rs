//! Commits of a window, read once and in parallel. No person is ever named: authors are numbers.
//!
//! The window ends at the judged commit, never at today, so that the same commit gives the same facts.

mod changes;
pub(super) mod walk;

use std::collections::BTreeMap;

use super::Facts;
use super::docs::mentions;
use crate::snapshot::Role;

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// A change of a file.
#[derive(Debug, Clone)]
pub struct Change {
    pub path: String,
    pub role: Role,
    /// Lines that were added and removed; 0 for binary and large files.
    pub lines: usize,
}

/// A commit of the window.
#[derive(Debug, Clone, Default)]
pub struct Commit {
    /// Seconds since 1970, when it was written.
    pub time: i64,
    /// The author's local hour, 0 to 23, and whether it is a Saturday or Sunday there.
    pub hour: u32,
    pub weekend: bool,
    /// Minutes east of UTC.
    pub offset: i32,
    /// A number that stands for a person.
    pub author: usize,
    pub bot: bool,
    /// The first line, in lower case.
    pub subject: String,
    pub merge: bool,
    /// It came by a pull or merge request, by its own words.
    pub reviewed: bool,
    pub reverts: bool,
    pub changes: Vec<Change>,
}

impl Commit {
    /// Lines that it changed.
    pub fn lines(&self) -> usize {
        self.changes.iter().map(|change| change.lines).sum()
    }

    /// Does the subject hold one of these words' beginnings?
    pub fn says(&self, stems: &[&str]) -> bool {
        mentions(&self.subject, stems)
    }
}

/// The history behind the judged commit.
#[derive(Debug, Default)]
pub struct History {
    /// Why there is none; `None` where there is.
    pub missing: Option<String>,
    /// Newest first.
    pub commits: Vec<Commit>,
    /// Times of tags that look like releases, oldest first.
    pub releases: Vec<i64>,
    /// Times of the first commits of each author, by number, as far as the walk went back.
    pub first_seen: BTreeMap<usize, i64>,
    /// The time of the judged commit.
    pub end: i64,
    /// How many days back the window goes.
    pub days: u32,
    /// The walk saw the very first commit, or went back further than three windows.
    pub deep: bool,
}

impl History {
    /// Commits that were read in the window; 0 without history.
    pub fn commits_read(&self) -> usize {
        self.commits.len()
    }

    /// Commits of people that are no merges.
    pub fn work(&self) -> impl Iterator<Item = &Commit> {
        self.commits.iter().filter(|commit| !commit.bot && !commit.merge)
    }

    /// The same, of the last days only.
    pub fn recent(&self, days: i64) -> impl Iterator<Item = &Commit> {
        let from = self.end - days * DAY;
        self.work().filter(move |commit| commit.time >= from)
    }

    /// Changes by which a bot updated a dependency, in the window.
    pub fn updates_by_bots(&self) -> usize {
        let update = |commit: &&Commit| {
            commit.bot
                && (commit.subject.starts_with("bump ")
                    || commit.says(&["update dependency", "deps)", "deps-dev)"]) && commit.says(&["bump", "update"])
                    || commit.subject.contains("update ") && commit.subject.contains(" to version "))
        };
        self.commits.iter().filter(update).count()
    }

    /// The median of the days from a change to the first release after it; `None` where no release came after one.
    pub fn lead_days(&self) -> Option<i64> {
        let wait = |commit: &Commit| {
            let next = self.releases.partition_point(|release| *release < commit.time);
            self.releases.get(next).map(|release| (release - commit.time) / DAY)
        };
        let mut waits: Vec<i64> = self.work().filter_map(wait).collect();
        waits.sort_unstable();
        waits.get(waits.len() / 2).copied()
    }

    /// Was a path changed in the window?
    pub fn changed(&self, path: &str) -> bool {
        self.commits.iter().any(|commit| commit.changes.iter().any(|change| change.path == path))
    }

    /// People and their changed lines for each file of source code that changed in the window.
    pub fn authors(&self) -> BTreeMap<&str, BTreeMap<usize, usize>> {
        let mut files: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
        for commit in self.work() {
            for change in commit.changes.iter().filter(|change| change.role == Role::Source) {
                *files.entry(&change.path).or_default().entry(commit.author).or_default() += change.lines;
            }
        }
        files
    }

    /// The folder (or file at the root) with the most changed lines among these commits.
    pub fn hottest<'a>(commits: impl Iterator<Item = &'a Commit>) -> Option<String> {
        let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
        for change in commits.flat_map(|commit| &commit.changes).filter(|change| change.role == Role::Source) {
            let folder = change.path.rsplit_once('/').map_or(change.path.as_str(), |(folder, _)| folder);
            *lines.entry(folder).or_default() += change.lines;
        }
        lines.into_iter().max_by_key(|(_, lines)| *lines).map(|(folder, _)| folder.to_owned())
    }
}

/// Reads the window that the options ask for.
pub fn collect(facts: &Facts) -> History {
    walk::read(facts.snapshot(), facts.options().since_days, &facts.options().memory)
}

impl Facts {
    /// A place for evidence from these commits that exists in the tree: their hottest folder, or the root's file.
    pub fn place_of<'a>(&self, commits: impl Iterator<Item = &'a Commit>) -> super::Place {
        let folder = History::hottest(commits).filter(|path| self.snapshot().exists(path) && !path.is_empty());
        folder.map(|path| super::Place::new(path, 0)).or_else(|| self.root_file()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_waits_for_the_release_after_it() {
        let commit = |day: i64| Commit { time: day * DAY, ..Commit::default() };
        let history = History {
            commits: vec![commit(1), commit(6), commit(9), commit(30)],
            releases: vec![10 * DAY, 20 * DAY],
            ..History::default()
        };
        assert_eq!(history.lead_days(), Some(4), "1, 4 and 9 days; the last waits still");
        assert_eq!(History::default().lead_days(), None);
    }
}

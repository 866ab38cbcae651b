//! Every fixture tree is judged by its own check; the folder's name is the expectation.
//!
//! `fixtures/<area>/<check>/<outcome>-<case>/`. Each tree is judged as a copy in a temporary folder,
//! outside this project's own repository; one with a `.history.toml` (see [`history`]) becomes a
//! repository there, for the checks that read history.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use runworthy::checks::{Answer, CHECKS, Check, Outcome};
use runworthy::facts::Facts;
use runworthy::snapshot::Snapshot;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The outcome that a fixture's name promises.
fn promise(tree: &Path) -> Outcome {
    let name = tree.file_name().unwrap().to_str().unwrap();
    let outcomes = [Outcome::NotApplicable, Outcome::Pass, Outcome::Partial, Outcome::Fail, Outcome::Unknown];
    outcomes
        .into_iter()
        .find(|outcome| name.starts_with(outcome.word()))
        .unwrap_or_else(|| panic!("{}: no outcome in its name", tree.display()))
}

fn judge(check: &dyn Check, tree: &Path) -> (Answer, Vec<String>) {
    let made = history::repository(tree);
    let snapshot = Snapshot::of(made.path()).unwrap();
    let mut paths: Vec<String> = snapshot.files().iter().map(|file| file.path.clone()).collect();
    paths.extend(paths.clone().iter().flat_map(|path| Path::new(path).ancestors().map(|up| up.display().to_string()).collect::<Vec<_>>()));
    (check.judge(&Facts::new(snapshot)), paths)
}

#[test]
fn every_fixture_gets_the_outcome_in_its_name() {
    let only = std::env::var("FIXTURE").unwrap_or_default();
    let mut wrong = Vec::new();
    let mut count = 0;
    for check in CHECKS.iter().filter(|check| check.meta().id.contains(&only)) {
        for tree in folders(&fixtures().join(check.meta().id)) {
            count += 1;
            let (answer, paths) = judge(*check, &tree);
            let shown = tree.strip_prefix(fixtures()).unwrap().display().to_string();
            if answer.outcome() != promise(&tree) {
                wrong.push(format!("{shown}: {answer:#?}"));
            }
            let evident = !answer.evidence().is_empty() || !matches!(answer.outcome(), Outcome::Pass | Outcome::Partial);
            let existing = answer.evidence().iter().all(|evidence| paths.contains(&evidence.at.path));
            if !evident || !existing {
                wrong.push(format!("{shown}: its evidence names no existing path: {:#?}", answer.evidence()));
            }
        }
    }
    assert!(count > 0, "no fixture matches {only:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_check_has_a_pass_and_a_fail_fixture_and_no_fixture_is_orphaned() {
    let mut missing = Vec::new();
    let mut known: BTreeMap<PathBuf, bool> = BTreeMap::new();
    for area in folders(&fixtures()).iter().filter(|area| !area.ends_with("reports")) {
        known.extend(folders(area).into_iter().map(|folder| (folder, false)));
    }
    for check in CHECKS {
        let folder = fixtures().join(check.meta().id);
        known.insert(folder.clone(), true);
        for outcome in ["pass-", "fail-"] {
            if !folders(&folder).iter().any(|tree| tree.file_name().unwrap().to_str().unwrap().starts_with(outcome)) {
                missing.push(format!("{}: no {outcome}… fixture", check.meta().id));
            }
        }
    }
    missing.extend(known.iter().filter(|(_, used)| !**used).map(|(folder, _)| format!("{}: belongs to no check", folder.display())));
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Repositories made from a fixture's `.history.toml`.
///
/// ```toml
/// [[commit]]
/// days-ago = 30            # before the newest commit's fixed date; commits are written in file order
/// author = "a"             # becomes a@example.com
/// hour = 10                # author's local hour, default 10
/// offset = 60              # minutes east of UTC, default 60
/// subject = "Add the parser"
/// body = "…"               # optional
/// files = { "src/a.py" = 10 }   # path = number of lines that the file then has (0 deletes it)
/// tag = "v1.0"             # optional
/// repeat = 5               # optional: the same again, one day apart, with one line more each time
/// tree = true              # optional: the fixture's other files come with this commit, not with the last
/// ```
mod history {
    use super::*;
    use git2::{Oid, Repository, Signature, Time};

    const NOW: i64 = 1_767_600_000; // 2026-01-05 08:00 UTC, a Monday

    pub fn repository(tree: &Path) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let Ok(story) = fs::read_to_string(tree.join(".history.toml")) else {
            copy(tree, folder.path());
            return folder;
        };
        let story: toml::Table = story.parse().unwrap();
        let repository = Repository::init(folder.path()).unwrap();
        let commits: Vec<toml::Table> = story["commit"].as_array().unwrap().iter().flat_map(repeated).collect();
        let mut parent = None;
        for (at, commit) in commits.iter().enumerate() {
            write_lines(folder.path(), commit);
            if commit.contains_key("tree") || at + 1 == commits.len() {
                copy(tree, folder.path());
            }
            parent = Some(write_commit(&repository, commit, parent));
        }
        folder
    }

    fn repeated(commit: &toml::Value) -> Vec<toml::Table> {
        let commit = commit.as_table().unwrap();
        let times = number(commit, "repeat", 1);
        let again = (0..times).map(|at| {
            let mut copy = commit.clone();
            copy.insert("days-ago".into(), (number(commit, "days-ago", 0) - at).into());
            if let Some(files) = copy.get_mut("files").and_then(|files| files.as_table_mut()) {
                files.iter_mut().for_each(|(_, lines)| *lines = (lines.as_integer().unwrap() + at).into());
            }
            copy
        });
        again.collect()
    }

    fn number(commit: &toml::Table, key: &str, default: i64) -> i64 {
        commit.get(key).map_or(default, |value| value.as_integer().unwrap())
    }

    fn text<'a>(commit: &'a toml::Table, key: &str, default: &'a str) -> &'a str {
        commit.get(key).map_or(default, |value| value.as_str().unwrap())
    }

    fn write_lines(root: &Path, commit: &toml::Table) {
        let Some(files) = commit.get("files") else { return };
        for (path, lines) in files.as_table().unwrap() {
            let path = root.join(path);
            match lines.as_integer().unwrap() {
                0 => fs::remove_file(path).unwrap(),
                lines => {
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(path, (0..lines).map(|line| format!("line {line}\n")).collect::<String>()).unwrap();
                }
            }
        }
    }

    fn copy(from: &Path, to: &Path) {
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                fs::create_dir_all(&target).unwrap();
                copy(&entry.path(), &target);
            } else if entry.file_name() != ".history.toml" {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    }

    fn write_commit(repository: &Repository, commit: &toml::Table, parent: Option<Oid>) -> Oid {
        let mut index = repository.index().unwrap();
        index.add_all(["*"], git2::IndexAddOption::FORCE, None).unwrap();
        index.update_all(["*"], None).unwrap();
        index.write().unwrap();
        let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
        let offset = number(commit, "offset", 60);
        let day = NOW - number(commit, "days-ago", 0) * 86_400;
        let local = day - day.rem_euclid(86_400) + number(commit, "hour", 10) * 3600 - offset * 60;
        let author = text(commit, "author", "a");
        let who = Signature::new(author, &format!("{author}@example.com"), &Time::new(local, offset as i32)).unwrap();
        let message = format!("{}\n\n{}", text(commit, "subject", "Change"), text(commit, "body", ""));
        let parent = parent.map(|id| repository.find_commit(id).unwrap());
        let parents: Vec<&git2::Commit> = parent.iter().collect();
        let id = repository.commit(Some("HEAD"), &who, &who, &message, &tree, &parents).unwrap();
        if let Some(tag) = commit.get("tag") {
            repository.tag_lightweight(tag.as_str().unwrap(), &repository.find_object(id, None).unwrap(), true).unwrap();
        }
        id
    }
}

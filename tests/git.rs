//! Sources: worktrees and revisions of repositories made for the test, and what goes wrong with them.

use std::fs;
use std::path::Path;

use git2::{Oid, Repository, Signature, Time};
use runworthy::facts::Facts;
use runworthy::snapshot::{Snapshot, Source};

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn commit(repository: &Repository) -> Oid {
    let mut index = repository.index().unwrap();
    index.add_all(["*"], git2::IndexAddOption::DEFAULT, None).unwrap();
    index.write().unwrap();
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let who = Signature::new("a", "a@example.com", &Time::new(1_767_600_000, 60)).unwrap();
    let parent = repository.head().ok().and_then(|head| head.peel_to_commit().ok());
    repository.commit(Some("HEAD"), &who, &who, "Add it", &tree, &parent.iter().collect::<Vec<_>>()).unwrap()
}

fn service() -> (tempfile::TempDir, Repository) {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::init(folder.path()).unwrap();
    write(folder.path(), "README.md", "# Shop\n\nThe shop sells tickets to everybody who asks.\n");
    write(folder.path(), "src/app.py", "import os\r\nkey = os.environ['SHOP_KEY']\r\n");
    write(folder.path(), ".gitignore", "ignored/\n");
    (folder, repository)
}

fn paths(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.files().iter().map(|file| file.path.as_str()).collect()
}

fn at(path: &Path, revision: Option<&str>) -> Snapshot {
    Snapshot::open(&Source { path: path.to_path_buf(), revision: revision.map(str::to_owned), ..Source::default() }).unwrap()
}

#[test]
fn a_worktree_is_what_git_tracks_and_does_not_ignore() {
    let (folder, repository) = service();
    commit(&repository);
    write(folder.path(), "ignored/x.py", "x");
    write(folder.path(), "new/y.py", "y");
    assert_eq!(paths(&at(folder.path(), None)), [".gitignore", "README.md", "new/y.py", "src/app.py"]);
    assert_eq!(paths(&at(folder.path(), Some("HEAD"))), [".gitignore", "README.md", "src/app.py"]);
    assert_eq!(paths(&at(&folder.path().join("src"), None)), ["app.py"]);
}

#[test]
fn worktree_and_revision_of_a_clean_commit_give_the_same_report() {
    let (folder, repository) = service();
    let id = commit(&repository);
    let report = |revision: Option<&str>| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_runworthy"));
        command.args(["scan", "--format", "json"]).args(revision.iter().flat_map(|revision| ["--rev", revision])).arg(folder.path());
        let mut report: serde_json::Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
        report.as_object_mut().unwrap().remove("sources");
        report.to_string()
    };
    assert_eq!(report(None), report(Some("HEAD")));
    assert_eq!(report(None), report(Some(&id.to_string())));
}

#[test]
fn links_submodules_and_pointers_are_named_and_not_followed() {
    let (folder, repository) = service();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("secrets.txt")).unwrap();
    write(folder.path(), "big.json", "version https://git-lfs.github.com/spec/v1\noid sha256:ab\n");
    write(folder.path(), "huge.py", &"x = 1\n".repeat(300_000));
    commit(&repository);
    for revision in [None, Some("HEAD")] {
        let snapshot = at(folder.path(), revision);
        assert!(snapshot.file("secrets.txt").is_none());
        for path in ["big.json", "huge.py"] {
            assert!(snapshot.text_of(path).is_none());
        }
        let skipped: Vec<String> = snapshot.skipped().into_iter().map(|skipped| skipped.path).collect();
        assert_eq!(skipped, ["big.json", "huge.py", "secrets.txt"]);
    }
}

#[test]
fn an_empty_repository_and_a_plain_folder_are_reports_not_errors() {
    let empty = tempfile::tempdir().unwrap();
    Repository::init(empty.path()).unwrap();
    let facts = Facts::new(at(empty.path(), None));
    assert!(facts.history().missing.is_some());
    assert!(facts.snapshot_is_empty());
    let plain = tempfile::tempdir().unwrap();
    write(plain.path(), "venv/project/app.py", "x = 1\n");
    assert_eq!(paths(&at(&plain.path().join("venv/project"), None)), ["app.py"]);
}

#[test]
fn a_missing_blob_is_skipped_with_its_reason() {
    let (folder, repository) = service();
    let id = commit(&repository);
    let blob = repository.find_commit(id).unwrap().tree().unwrap().get_path(Path::new("src/app.py")).unwrap().id().to_string();
    let object = folder.path().join(".git/objects").join(&blob[..2]).join(&blob[2..]);
    fs::set_permissions(&object, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    fs::remove_file(object).unwrap();
    let snapshot = at(folder.path(), Some("HEAD"));
    assert!(snapshot.text_of("src/app.py").is_none());
    assert!(snapshot.skipped()[0].reason.contains("missing"), "{:?}", snapshot.skipped());
}

#[test]
fn a_shallow_boundary_does_not_count_as_work() {
    let (folder, repository) = service();
    let first = commit(&repository);
    write(folder.path(), "src/b.py", "b = 1\n");
    commit(&repository);
    fs::write(folder.path().join(".git/shallow"), format!("{first}\n")).unwrap();
    let facts = Facts::new(at(folder.path(), None));
    let lines: usize = facts.history().commits.iter().map(|commit| commit.lines()).sum();
    assert_eq!(lines, 1);
}

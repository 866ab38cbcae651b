//! Adding evidence never lowers the overall score: what is taken away from a good service may only lower it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use runworthy::assessment::judge;
use runworthy::assessment::scorecard::Scorecard;
use runworthy::checks::{CHECKS, Outcome};
use runworthy::facts::Facts;
use runworthy::snapshot::Snapshot;

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A service that has what the fixtures of passing answers have: the first of each path wins.
fn good() -> BTreeMap<PathBuf, PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut tree = BTreeMap::new();
    for check in CHECKS {
        let mut cases: Vec<PathBuf> = fs::read_dir(fixtures.join(check.meta().id)).unwrap().map(|entry| entry.unwrap().path()).collect();
        cases.sort();
        for case in cases.iter().filter(|case| case.file_name().unwrap().to_str().unwrap().starts_with("pass-")) {
            for file in files(case).into_iter().filter(|file| !file.ends_with(".history.toml")) {
                tree.entry(file.strip_prefix(case).unwrap().to_path_buf()).or_insert(file);
            }
        }
    }
    tree
}

/// The overall score, and each check's outcome.
fn score(root: &Path) -> (f64, BTreeMap<&'static str, Outcome>) {
    let facts = Facts::new(Snapshot::of(root).unwrap());
    facts.prepare();
    let judged = judge(CHECKS, &facts);
    let outcomes = CHECKS.iter().zip(&judged).map(|(check, one)| (check.meta().id, one.answer.outcome())).collect();
    (Scorecard::new(judged, &BTreeMap::new()).score, outcomes)
}

/// What may rise when something is taken away: a pair of environments that drifted apart is gone with one of them,
/// a poor rule or runbook with its file, which leaves the better ones, and a package manager that nothing updates
/// or a language that nothing checks or pins with its last file.
const SHARES: &[&str] = &[
    "environments/environment-parity", "alerting/alerts-actionable", "alerting/alert-noise-controls", "incidents/runbooks-usable",
    "safeguards/dependency-updates", "robustness/null-safety", "environments/toolchain-pinned",
];

#[test]
fn what_is_taken_away_never_raises_the_score() {
    let folder = tempfile::tempdir().unwrap();
    let tree = good();
    for (path, from) in &tree {
        let to = folder.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
    let (whole, before) = score(folder.path());
    assert!(whole > 70.0 && tree.len() > 100, "a poor start: {whole} with {} files", tree.len());
    for path in tree.keys() {
        let at = folder.path().join(path);
        let content = fs::read(&at).unwrap();
        fs::remove_file(&at).unwrap();
        let (less, after) = score(folder.path());
        fs::write(&at, content).unwrap();
        let gone = |id: &&str| after[*id] == Outcome::NotApplicable && before[*id] != Outcome::NotApplicable;
        // A question that no longer arises leaves the score, and takes its weight along.
        let fewer = before.keys().any(|id| gone(id) || SHARES.contains(id) && after[id] != before[id]);
        assert!(less <= whole + 1e-9 || fewer, "without {} the score rises from {whole} to {less}", path.display());
    }
}

//! The catalogue holds together: ids, demands, documentation, rooms.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use runworthy::assessment::terms::TERMS;
use runworthy::assessment::verdict::MINIMUMS;
use runworthy::checks::CHECKS;
use runworthy::checks::areas::{AREAS, area};

#[test]
fn ids_are_unique_paths_of_their_files() {
    let ids: BTreeSet<&str> = CHECKS.iter().map(|check| check.meta().id).collect();
    assert_eq!(ids.len(), CHECKS.len());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks");
    for id in &ids {
        assert!(root.join(format!("{}.rs", id.replace('-', "_"))).is_file(), "{id}");
    }
    let files: usize = AREAS.iter().map(|area| fs::read_dir(root.join(area.id)).map_or(0, Iterator::count)).sum();
    assert_eq!(files, CHECKS.len(), "a file of a check is not listed in the catalogue");
}

#[test]
fn every_demand_is_answered_by_a_check_or_a_term() {
    let answered: BTreeSet<&str> =
        CHECKS.iter().flat_map(|check| check.meta().demands).chain(TERMS.iter().flat_map(|term| term.demands)).copied().collect();
    let red_flags = (1..=4).map(|number| format!("R{number}"));
    let demands: Vec<String> = red_flags.chain((1..=17).map(|number| format!("N{number}"))).collect();
    for demand in &demands {
        assert!(answered.contains(demand.as_str()), "{demand} is answered by nothing");
    }
    assert!(answered.iter().all(|demand| demands.iter().any(|known| known == demand)), "a demand that does not exist: {answered:?}");
}

#[test]
fn every_check_is_documented_for_its_users() {
    for check in CHECKS {
        let meta = check.meta();
        assert!(area(meta.area()).is_some(), "{}", meta.id);
        assert!((1..=3).contains(&meta.weight), "{}", meta.id);
        for text in [meta.title, meta.question, meta.why, meta.pass, meta.partial, meta.fail, meta.found, meta.fix] {
            assert!(text.len() > 2 && !text.contains("TODO") && !text.contains("WRITE"), "{}: {text:?}", meta.id);
        }
        assert!(meta.fix.len() > 30, "{}: how to mend it needs a first step", meta.id);
        assert!(check.settings().iter().all(|setting| setting.check == meta.id), "{}: a setting of another check", meta.id);
        assert_eq!(meta.gate, MINIMUMS.iter().any(|minimum| minimum.contains(&meta.id)), "{}: gate or not?", meta.id);
    }
}

/// One direction of data: a room may use those before it, and no other.
#[test]
fn no_room_uses_a_later_one() {
    const ROOMS: &[&str] = &["snapshot", "knowledge", "facts", "checks", "assessment", "config", "report", "cli", "commands"];
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (at, room) in ROOMS.iter().enumerate() {
        let mut files = Vec::new();
        rust_files(&source.join(room), &mut files);
        files.extend(Some(source.join(format!("{room}.rs"))).filter(|file| file.is_file()));
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for later in &ROOMS[at + 1..] {
                let used = text.lines().any(|line| {
                    line.trim_start().starts_with(&format!("use crate::{later}")) || line.contains(&format!(" crate::{later}::"))
                });
                assert!(!used, "{} uses the later room `{later}`", file.display());
            }
        }
    }
}

/// A check asks the facts; it opens no file and sees no snapshot.
#[test]
fn no_check_opens_a_file() {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for word in ["std::fs", "snapshot()", "git2", "Command::new"] {
            assert!(!text.contains(word), "{} holds `{word}`", file.display());
        }
    }
}

fn rust_files(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        if entry.path().is_dir() {
            rust_files(&entry.path(), files);
        } else if entry.path().extension().is_some_and(|end| end == "rs") {
            files.push(entry.path());
        }
    }
}

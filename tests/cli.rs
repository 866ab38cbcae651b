//! The command line, as its users meet it: the built binary on a small service.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn service() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app.py"), "print('up')\n").unwrap();
    folder
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_runworthy"))
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .env_remove("COLUMNS")
        .args(args)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn exit_codes_follow_the_contract() {
    let folder = service();
    let code = |args: &[&str]| run(folder.path(), args).status.code().unwrap();
    assert_eq!(code(&["--fail-on", "never"]), 0);
    assert_eq!(code(&[]), 1);
    assert_eq!(code(&["--no-such-flag"]), 2);
    assert_eq!(code(&["--only", "nonsense"]), 2);
    assert_eq!(code(&["no-such-folder"]), 3);
    assert_eq!(code(&["--rev", "HEAD", "."]), 3);
    assert_eq!(code(&["--format", "json", "--output", "no/such/folder/x.json"]), 3);
}

#[test]
fn a_wrong_configuration_names_its_place_and_the_right_key() {
    let folder = service();
    fs::write(folder.path().join("runworthy.toml"), "[service]\nnmae = 'x'\n").unwrap();
    let output = run(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stderr), "runworthy: runworthy.toml:2:1: unknown key `nmae`; did you mean `name`?\n");
}

#[test]
fn the_configuration_names_the_service_and_its_root() {
    let folder = service();
    fs::create_dir_all(folder.path().join("apps/shop")).unwrap();
    fs::write(folder.path().join("apps/shop/README.md"), "# Shop\n").unwrap();
    fs::write(folder.path().join("runworthy.toml"), "[service]\nname = \"ticket-shop\"\nroot = \"apps/shop\"\n").unwrap();
    let output = text(&run(folder.path(), &[]).stdout);
    assert!(output.starts_with("ticket-shop · 1 files"), "{output}");
}

#[test]
fn several_reports_are_written_whole() {
    let folder = service();
    run(folder.path(), &["--format", "json", "--output", "a.json", "--format", "table", "--output", "a.txt"]);
    let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(folder.path().join("a.json")).unwrap()).unwrap();
    assert_eq!(json["schema"], "runworthy/1");
    for key in ["service", "sources", "verdict", "reasons", "score", "coverage", "areas", "checks", "skipped", "terms", "tool"] {
        assert!(json.get(key).is_some(), "{key}");
    }
    for check in json["checks"].as_array().unwrap() {
        let proven = !matches!(check["outcome"].as_str(), Some("pass" | "partial")) || !check["evidence"].as_array().unwrap().is_empty();
        assert!(proven, "{check}");
        let looked = !matches!(check["outcome"].as_str(), Some("fail" | "unknown")) || !check["searched"].as_array().unwrap().is_empty();
        assert!(looked, "{check}");
    }
    assert!(fs::read_to_string(folder.path().join("a.txt")).unwrap().contains("NO-GO"));
}

#[test]
fn the_same_commit_gives_the_same_bytes() {
    let folder = service();
    assert_eq!(run(folder.path(), &["--format", "json"]).stdout, run(folder.path(), &["--format", "json"]).stdout);
}

#[test]
fn only_and_skip_narrow_the_scan() {
    let folder = service();
    let checks = |args: &[&str]| {
        serde_json::from_slice::<serde_json::Value>(&run(folder.path(), args).stdout).unwrap()["checks"].as_array().unwrap().len()
    };
    assert_eq!(checks(&["--format", "json", "--only", "alerting/alerts-defined"]), 1);
    assert_eq!(
        checks(&["--format", "json", "--only", "alerting"]) - 1,
        checks(&["--format", "json", "--only", "alerting", "--skip", "alerting/alerts-defined"])
    );
}

#[test]
fn nothing_is_coloured_or_wider_than_eighty_columns_when_piped() {
    let folder = service();
    let output = text(&run(folder.path(), &["--verbose"]).stdout);
    assert!(!output.contains('\u{1b}'));
    let wide: Vec<&str> = output.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn glyphs_fall_back_to_ascii() {
    let folder = service();
    let output =
        Command::new(env!("CARGO_BIN_EXE_runworthy")).current_dir(folder.path()).env("LC_ALL", "C").arg("--verbose").output().unwrap();
    assert!(output.stdout.is_ascii(), "{}", text(&output.stdout));
}

#[test]
fn quiet_prints_one_line() {
    let folder = service();
    assert_eq!(text(&run(folder.path(), &["--quiet"]).stdout).lines().count(), 1);
}

#[test]
fn explain_and_checks_tell_from_the_checks_themselves() {
    let folder = service();
    let page = text(&run(folder.path(), &["explain", "alerting/alerts-actionable"]).stdout);
    for heading in
        ["Question", "Why", "Pass", "Partial", "Fail", "Not applicable", "How it is found", "How to mend it", "Setting `complete`"]
    {
        assert!(page.contains(heading), "{heading}: {page}");
    }
    assert!(text(&run(folder.path(), &["explain", "alerting"]).stdout).contains("alerting/alerts-tested"));
    let wrong = run(folder.path(), &["explain", "alertin"]);
    assert_eq!((wrong.status.code(), text(&wrong.stderr).contains("did you mean `alerting`?")), (Some(2), true));
    assert!(text(&run(folder.path(), &["checks"]).stdout).contains("capacity/improvement-share"));
}

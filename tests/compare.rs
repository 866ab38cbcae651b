//! Comparing, the gate, and the trend, on small repositories with a history.

mod common;

use std::process::Command;

use common::Repository;
use serde_json::Value;

fn git(repository: &Repository, args: &[&str]) {
    let status = Command::new("git")
        .current_dir(repository.path(""))
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"])
        .args(args)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .status()
        .unwrap();
    assert!(status.success());
}

fn commit(repository: &Repository, day: u32, message: &str) {
    let date = format!("2026-{:02}-{:02}T12:00:00Z", 1 + day / 28, 1 + day % 28);
    git(repository, &["add", "-A"]);
    let status = Command::new("git")
        .current_dir(repository.path(""))
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "commit", "-qm", message])
        .env("GIT_AUTHOR_DATE", &date)
        .env("GIT_COMMITTER_DATE", &date)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .status()
        .unwrap();
    assert!(status.success());
}

/// Three commits: bare, with tests in CI, and with CI gone but a licence scan added.
fn shop() -> Repository {
    let shop = Repository::new();
    git(&shop, &["init", "-q"]);
    shop.write("app.py", "import structlog\n\nlog = structlog.get_logger()\n");
    shop.write("requirements.txt", "structlog==24.1.0\n");
    shop.write("tests/test_app.py", "def test_it():\n    assert True\n");
    commit(&shop, 1, "Begin");
    git(&shop, &["tag", "v1"]);
    shop.write(".github/workflows/ci.yml", "on: push\njobs:\n  test:\n    steps:\n      - run: pytest\n");
    commit(&shop, 40, "Test in CI");
    git(&shop, &["tag", "v2"]);
    shop
}

#[test]
fn compare_tells_what_got_better_and_worse() {
    let shop = shop();
    let better = shop.run(&["compare", "v1", "v2"]);
    assert_eq!(better.code, 0);
    assert!(
        better.stdout.contains("  Better\n    testability/tests-in-ci\n      before  fail: there is no CI definition"),
        "{}",
        better.stdout
    );
    assert!(better.stdout.contains(".github/workflows/ci.yml:5"), "evidence on the side that has it: {}", better.stdout);
    let worse = shop.run(&["compare", "v2", "v1", "--format", "json"]);
    assert_eq!(worse.code, 1, "a regression");
    let changes: Value = serde_json::from_str(&worse.stdout).unwrap();
    assert!(
        changes["checks"].as_array().unwrap().iter().any(|change| change["id"] == "testability/tests-in-ci" && change["kind"] == "worse")
    );
    assert_eq!(changes["new_vetoes"][0], "testability/tests-in-ci");
    let markdown = shop.run(&["compare", "v2", "v1", "--format", "markdown"]).stdout;
    assert!(
        markdown.contains("**Worse**") && markdown.contains("- ✗ `testability/tests-in-ci` vetoes now and did not before"),
        "{markdown}"
    );
    assert!(shop.run(&["compare", "v2"]).stdout.contains("Nothing changed"), "the worktree is the later side unless one is named");
}

#[test]
fn stored_reports_are_compared_and_wrong_ones_are_told() {
    let shop = shop();
    shop.run(&["scan", "--rev", "v1", "--format", "json", "--output", "../old.json"]);
    let compared = shop.run(&["compare", "../old.json", "v2"]);
    assert!(compared.code == 0 && compared.stdout.contains("testability/tests-in-ci"), "{}", compared.stdout);
    shop.write("../wrong.json", "{}");
    let wrong = shop.run(&["compare", "../wrong.json"]);
    assert!(wrong.code == 2 && wrong.stderr.contains("not a report in JSON that runworthy wrote"), "{}", wrong.stderr);
    assert_eq!(shop.run(&["compare", "no-such-revision"]).code, 3);
}

#[test]
fn ci_fails_only_when_something_got_worse() {
    let shop = shop();
    let gate = |shop: &Repository| shop.run(&["--base", "v2", "--fail-on", "regression", "--quiet"]).code;
    assert_eq!(gate(&shop), 0, "old sins are no regression");
    shop.write("Dockerfile", "FROM python:latest\nCOPY . /app\n");
    shop.write("deploy/values.yaml", "image: shop:latest\n");
    commit(&shop, 60, "Add an image that is not pinned");
    assert_eq!(gate(&shop), 0, "new code is not punished for what was no question before");
    std::fs::remove_file(shop.path(".github/workflows/ci.yml")).unwrap();
    assert_eq!(gate(&shop), 1);
    let report = shop.report(&["--base", "v2"]);
    assert!(report["changes"]["checks"].as_array().unwrap().iter().any(|change| change["kind"] == "worse"));
    let nothing = shop.run(&["--fail-on", "regression"]);
    assert!(nothing.code == 2 && nothing.stderr.contains("--base REV or --since-report FILE"), "{}", nothing.stderr);
}

#[test]
fn a_retro_sees_what_changed_since_the_last_report() {
    let shop = shop();
    shop.run(&["scan", "--rev", "v1", "--format", "json", "--output", "../old.json"]);
    let page = shop.run(&["--since-report", "../old.json", "--format", "markdown"]).stdout;
    assert!(page.contains("## What changed since the last report") && page.contains("`testability/tests-in-ci`: fail"), "{page}");
}

#[test]
fn each_point_of_a_trend_is_what_a_fresh_scan_says() {
    let shop = shop();
    for number in 0..6 {
        shop.write(
            &format!("part{number}.py"),
            &format!("def part():\n    try:\n        call({number})\n    except Exception:\n        pass\n"),
        );
        commit(&shop, 70 + number * 20, &format!("Add part {number}"));
    }
    let trend: Value = serde_json::from_str(&shop.run(&["trend", "--points", "4", "--format", "json"]).stdout).unwrap();
    let points = trend["points"].as_array().unwrap();
    assert_eq!(points.len(), 4);
    for point in points {
        let fresh = shop.report(&["scan", "--no-terms", "--rev", point["commit"].as_str().unwrap()]);
        assert_eq!((&point["score"], &point["verdict"]), (&fresh["score"], &fresh["verdict"]));
        for (area, whole) in point["areas"].as_array().unwrap().iter().zip(fresh["areas"].as_array().unwrap()) {
            assert_eq!((&area["id"], &area["score"]), (&whole["id"], &whole["score"]));
        }
    }
    let tags: Value = serde_json::from_str(&shop.run(&["trend", "--tags", "--format", "json"]).stdout).unwrap();
    let names: Vec<&str> = tags["points"].as_array().unwrap().iter().map(|point| point["tag"].as_str().unwrap()).collect();
    assert_eq!(names, ["v1", "v2"]);
}

#[test]
fn a_trend_is_printed_in_every_format() {
    let shop = shop();
    let table = shop.run(&["trend"]).stdout;
    assert!(table.starts_with("shop · 2 points from 2026-01-02 to 2026-02-13\n"), "{table}");
    assert!(table.contains("  Testability "), "{table}");
    let svg = shop.run(&["trend", "--format", "svg"]).stdout;
    assert!(svg.starts_with("<svg ") && svg.contains("<polyline") && svg.trim_end().ends_with("</svg>"));
    assert!(shop.run(&["trend", "--format", "csv"]).stdout.starts_with("commit,date,area,score\r\n"));
    assert!(shop.run(&["trend", "--format", "html"]).stdout.contains("<th scope=\"row\">Overall</th>"));
    let wrong = shop.run(&["trend", "--since", "5x"]);
    assert!(wrong.code == 2 && wrong.stderr.contains("`5x` is no span of time; write 90d, 8w, 18m or 2y"), "{}", wrong.stderr);
    let none = Repository::new();
    assert_eq!(none.run(&["trend"]).code, 3);
}

#[test]
fn all_outputs_are_written_where_one_cannot_be() {
    let shop = shop();
    let args = [
        "--format", "html", "--output", "no/such/folder/a.html", "--format", "csv", "--output", "b.csv", "--format", "badge", "--output",
        "c.svg",
    ];
    let output = shop.run(&args);
    assert_eq!(output.code, 3);
    assert!(output.stderr.contains("no/such/folder/a.html: could not be written"), "{}", output.stderr);
    assert!(shop.read("b.csv").starts_with("service,area,check") && shop.read("c.svg").starts_with("<svg"));
}

#[test]
fn annotations_also_write_the_steps_summary() {
    let shop = shop();
    let file = shop.path("../summary.md");
    let output = shop.run_with(&["--format", "github"], &[("GITHUB_STEP_SUMMARY", &file)]);
    assert!(output.stdout.lines().any(|line| line.starts_with("::")), "{}", output.stdout);
    assert!(shop.read("../summary.md").starts_with("# shop: NO-GO"));
}

#[test]
fn links_lead_to_the_forge_at_the_scanned_commit() {
    let shop = shop();
    git(&shop, &["remote", "add", "origin", "git@github.com:acme/shop.git"]);
    let report = shop.report(&[]);
    let commit = report["commit"]["id"].as_str().unwrap();
    assert_eq!(report["links"], format!("https://github.com/acme/shop/blob/{commit}/{{path}}#L{{line}}"));
    let page = shop.run(&["--format", "markdown"]).stdout;
    assert!(page.contains(&format!("](https://github.com/acme/shop/blob/{commit}/")), "{page}");
}

#[test]
fn completions_manual_and_schema_are_printed() {
    let shop = Repository::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(shop.run(&["completions", shell]).stdout.contains("runworthy"), "{shell}");
    }
    assert!(shop.run(&["man"]).stdout.contains(".TH runworthy 1"));
    let schema: Value = serde_json::from_str(&shop.run(&["schema"]).stdout).unwrap();
    assert!(schema["properties"]["verdict"].is_object());
}

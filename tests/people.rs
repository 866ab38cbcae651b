//! What people say about a service: terms, waivers, claims, policies, checks and programs of their own.

mod common;

use common::{Repository, days_from_now};
use serde_json::Value;

/// A service that is deployed, tested and logged, with a flag: nothing of it vetoes by itself.
fn shop() -> Repository {
    let shop = Repository::new();
    shop.write("README.md", "# Shop\n\nTakes orders for the shop and hands them to the warehouse.\n\n## Run\n\n```sh\nmake run\n```\n");
    shop.write("Makefile", "run:\n\tpython app.py\ntest:\n\tpytest\n");
    shop.write(
        ".github/workflows/ci.yml",
        "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make test\n  ship:\n    needs: test\n    runs-on: ubuntu-latest\n    steps:\n      - run: helm upgrade shop ./chart\n",
    );
    shop.write("app.py", "import structlog\nimport sentry_sdk\n\nlog = structlog.get_logger()\nsentry_sdk.init()\n");
    shop.write("requirements.txt", "structlog==24.1.0\nsentry-sdk==2.1.0\nUnleashClient==5.1.0\n");
    shop.write("flags.py", "from UnleashClient import UnleashClient\n\nclient = UnleashClient('x', 'y')\n");
    shop.write("tests/test_app.py", "def test_it():\n    assert True\n");
    shop
}

fn check<'r>(report: &'r Value, id: &str) -> &'r Value {
    report["checks"].as_array().unwrap().iter().find(|check| check["id"] == id).unwrap_or_else(|| panic!("{id}"))
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|one| one["text"].as_str().or(one.as_str()).unwrap().to_owned()).collect()
}

fn answered(reply: &str, on: &str) -> String {
    let ids = [
        "voluntary", "paid", "free-to-decline", "time-to-improve", "wholly-owned", "quality-first", "training", "blameless", "safe-access",
        "product-shares",
    ];
    ids.iter().map(|id| format!("[terms.{id}]\nanswer = \"{reply}\"\non = {on}\nby = \"the team\"\n")).collect()
}

#[test]
fn unanswered_terms_are_asked_and_answered_ones_are_not() {
    let shop = shop();
    let open = shop.report(&[]);
    assert!(texts(&open["reasons"]).contains(&"10 questions about the terms are for people, and not answered".to_owned()));
    shop.write("runworthy.toml", &answered("yes", &days_from_now(-1)));
    let settled = shop.report(&[]);
    assert!(!texts(&settled["reasons"]).iter().any(|text| text.contains("questions about the terms")));
    assert_eq!(settled["terms"][0]["answer"], "yes");
    assert_eq!(settled["terms"][0]["by"], "the team");
    assert!(!shop.table(&[]).contains("Ask before you say yes"));
}

#[test]
fn a_must_have_that_is_answered_no_vetoes_and_says_whose_decision_it_is() {
    let shop = shop();
    let today = days_from_now(0);
    shop.write("runworthy.toml", &format!("[terms.paid]\nanswer = \"no\"\non = {today}\n"));
    let report = shop.report(&[]);
    assert_eq!(report["verdict"], "no-go");
    assert!(texts(&report["reasons"]).iter().any(|text| text.contains("is answered no; that is for leadership")), "{report}");
    assert!(report["remedies"].is_null(), "no change to the repository lifts what people decide");
    shop.write("runworthy.toml", &format!("[terms.training]\nanswer = \"no\"\non = {today}\n"));
    let softer = shop.report(&[]);
    let reason =
        softer["reasons"].as_array().unwrap().iter().find(|reason| reason["text"].as_str().unwrap().contains("answered no")).unwrap();
    assert_eq!(reason["allows"], "conditional");
}

#[test]
fn answers_lapse_and_say_when() {
    let shop = shop();
    shop.write("runworthy.toml", &answered("yes", &days_from_now(-181)));
    let report = shop.report(&[]);
    assert_eq!(report["terms"][1]["answer"], "lapsed");
    assert_eq!(report["terms"][1]["lapsed"], days_from_now(-1));
    let table = shop.table(&[]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(table.contains(&format!("the answer lapsed on {}", days_from_now(-1))), "{table}");
    shop.write("runworthy.toml", &format!("[interview]\nlapse-days = 365\n{}", answered("yes", &days_from_now(-181))));
    assert_eq!(shop.report(&[])["terms"][1]["answer"], "yes");
}

#[test]
fn the_repository_alone_is_judged_on_demand_and_says_so() {
    let shop = shop();
    let report = shop.report(&["--no-terms"]);
    assert!(report["terms"].as_array().unwrap().is_empty());
    assert!(!texts(&report["reasons"]).iter().any(|text| text.contains("terms")));
    assert_eq!(texts(&report["notices"]), ["the questions for people were left out (--no-terms)"]);
}

#[test]
fn what_is_said_and_what_is_seen_stand_side_by_side() {
    let shop = shop();
    shop.write("runworthy.toml", &answered("yes", &days_from_now(-3)));
    let report = shop.report(&[]);
    let found = report["disagreements"].as_array().unwrap().iter().find(|one| one["term"] == "blameless").unwrap();
    assert_eq!(found["check"], "incidents/postmortems");
    assert_eq!(found["by"], "the team");
    let table = shop.table(&[]);
    assert!(table.contains("Said and seen: worth a talk"), "{table}");
    assert!(table.contains("said   yes: the team answered on"), "{table}");
}

#[test]
fn a_waiver_takes_a_minimum_out_of_the_gates_and_makes_it_no_pass() {
    let shop = shop();
    shop.write(".github/workflows/ci.yml", "on: push\njobs:\n  test:\n    steps:\n      - run: make test\n");
    let until = days_from_now(30);
    assert!(shop.report(&[])["reasons"].as_array().unwrap().iter().any(|reason| reason["about"] == "deployability/deploy-automated"));
    shop.write(
        "runworthy.toml",
        &format!("[[waiver]]\ncheck = \"deployability/deploy-automated\"\nreason = \"moves house\"\nuntil = {until}\nby = \"the team\"\n"),
    );
    let report = shop.report(&[]);
    let reason = report["reasons"].as_array().unwrap().iter().find(|reason| reason["about"] == "deployability/deploy-automated").unwrap();
    assert_eq!(reason["allows"], "conditional");
    let waived = check(&report, "deployability/deploy-automated");
    assert_eq!((waived["outcome"].as_str(), waived["waiver"]["until"].as_str()), (Some("fail"), Some(until.as_str())));
    assert!(shop.table(&["--verbose"]).replace("\n      ", " ").contains(&format!("(waived until {until}: moves house)")));
}

#[test]
fn waivers_that_do_not_hold_are_reported() {
    let shop = shop();
    let waiver = |check: &str, until: &str, more: &str| format!("[[waiver]]\ncheck = \"{check}\"\nreason = \"x\"\nuntil = {until}\n{more}");
    shop.write(
        "runworthy.toml",
        &[
            waiver("alerting/alerts-defined", &days_from_now(0), ""),
            waiver("alerting/alerts-routed", &days_from_now(500), ""),
            waiver("alerting/no-such-check", &days_from_now(9), ""),
            waiver("observability/central-logging", &days_from_now(9), ""),
            waiver("alerting/alerts-tested", &days_from_now(9), ""),
            waiver("environments/environments-declared", &days_from_now(9), "path = \"deploy\"\n"),
        ]
        .concat(),
    );
    let report = shop.report(&[]);
    let notices = texts(&report["notices"]);
    let has = |line: usize, text: &str| {
        assert!(
            notices.iter().any(|notice| notice.starts_with(&format!("runworthy.toml:{line}: ")) && notice.contains(text)),
            "{text}: {notices:#?}"
        );
    };
    has(2, "ended on");
    has(6, "over 400 days, so it does not count");
    has(10, "waives nothing: no such check was judged");
    has(14, "not needed: the check passes");
    has(18, "not needed: the check does not apply");
    has(22, "holds for `deploy` only, and there is more elsewhere");
    assert!(check(&report, "alerting/alerts-defined").get("waiver").is_none());
}

#[test]
fn a_claim_counts_in_part_and_is_marked() {
    let shop = shop();
    shop.write(
        "runworthy.toml",
        "[evidence]\n\"incidents/runbooks\" = \"https://wiki.example.org/runbooks\"\n\"observability/central-logging\" = \"ELK\"\n\"x/y\" = \"z\"\n",
    );
    let report = shop.report(&[]);
    let claimed = check(&report, "incidents/runbooks");
    assert_eq!(claimed["outcome"], "partial");
    assert_eq!(claimed["claimed"], "https://wiki.example.org/runbooks");
    assert_eq!(claimed["evidence"][0]["path"], "runworthy.toml");
    assert_eq!(
        texts(&report["notices"]),
        [
            "runworthy.toml:3: the claim on `observability/central-logging` is not needed: the repository shows it",
            "runworthy.toml:4: the claim on `x/y` names no check that was judged",
        ]
    );
}

const POLICY: &str = r#"
[[knowledge]]
capability = "structured-logging"
packages.py = ["acme-logging"]

[[custom-check]]
id = "safeguards/licence"
title = "The licence is ours"
gate = true
files = ["LICENCE"]
contains = [{ file = "LICENCE", pattern = "^ACME" }]
key = [{ file = "service.yaml", path = "spec.tier", value = "gold" }]
dependency = ["py:acme-*"]
fail = "It has no licence of ours."
fix = "Copy the licence from the handbook into the repository."
"#;

#[test]
fn one_policy_serves_many_services() {
    let shop = shop();
    let policy = Repository::new();
    policy.write("policy.toml", POLICY);
    let path = policy.path("policy.toml");
    let report = shop.report(&["--policy", &path]);
    let custom = check(&report, "safeguards/licence");
    assert_eq!((custom["outcome"].as_str(), custom["summary"].as_str()), (Some("fail"), Some("It has no licence of ours")));
    assert_eq!(report["verdict"], "no-go", "a custom check can veto");
    shop.write("LICENCE", "ACME 1\n");
    shop.write("service.yaml", "spec:\n  tier: gold\n");
    assert_eq!(check(&shop.report(&["--policy", &path]), "safeguards/licence")["outcome"], "partial");
    shop.write("requirements.txt", "acme-logging==1.0.0\nUnleashClient==5.1.0\n");
    shop.write("app.py", "import acme_logging\n");
    let report = shop.report(&["--policy", &path]);
    assert_eq!(check(&report, "safeguards/licence")["outcome"], "pass");
    assert_eq!(check(&report, "observability/central-logging")["outcome"], "pass", "knowledge of the user's own counts");
    assert_eq!(check(&shop.report(&[]), "observability/central-logging")["outcome"], "fail");
}

#[test]
fn errors_of_a_policy_name_its_file() {
    let shop = shop();
    let policy = Repository::new();
    policy.write("policy.toml", "[wieghts]\n");
    let output = shop.run(&["--policy", &policy.path("policy.toml")]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.ends_with("policy.toml:1:2: unknown key `wieghts`; did you mean `weights`?\n"), "{}", output.stderr);
    let missing = shop.run(&["--policy", "no/such.toml"]);
    assert!(missing.code == 2 && missing.stderr.contains("--policy no/such.toml: "), "{}", missing.stderr);
}

#[cfg(unix)]
mod plugins {
    use super::*;

    fn program(shop: &Repository, body: &str) -> String {
        use std::os::unix::fs::PermissionsExt;
        let file = shop.write("../plugin-under-test.sh", &format!("#!/bin/sh\n{body}\n"));
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        file.to_string_lossy().into_owned()
    }

    const ANSWER: &str = r#"cat > /dev/null; echo '{"checks":[{"id":"alerting/ours","title":"Ours","outcome":"pass","summary":"there","evidence":[{"path":"README.md","line":1,"note":"n"}]}]}'"#;

    #[test]
    fn a_program_of_the_user_judges() {
        let shop = shop();
        let plugin = program(&shop, ANSWER);
        let report = shop.report(&["--plugin", &plugin]);
        assert_eq!(check(&report, "alerting/ours")["outcome"], "pass");
        let told = program(&shop, "cat > told.json; echo '{\"checks\":[]}'");
        shop.report(&["--plugin", &told]);
        let told: Value = serde_json::from_str(&std::fs::read_to_string(shop.path("told.json")).unwrap()).unwrap();
        assert_eq!(told["protocol"], "runworthy-plugin/1");
        assert!(told["packages"].as_array().unwrap().iter().any(|package| package["name"] == "structlog"));
    }

    #[test]
    fn a_program_that_misbehaves_is_named() {
        let shop = shop();
        let error = |body: &str| {
            let output = shop.run(&["--plugin", &program(&shop, body)]);
            assert_eq!(output.code, 3, "{}", output.stderr);
            output.stderr
        };
        assert!(error("exit 7").contains("plugin-under-test.sh: it failed: exit status: 7"));
        assert!(error("echo 'no json'").contains("plugin-under-test.sh does not answer as a plugin should"));
        assert!(error("head -c 1200000 /dev/zero").contains("it answered with more than 1024 KiB"));
        assert!(error(&ANSWER.replace("README.md", "../secret")).contains("its evidence `../secret` is not in the repository"));
        assert!(error(&ANSWER.replace("alerting/ours", "alerting/alerts-defined")).contains("is not an id of its own"));
        assert!(error(&ANSWER.replace("\"pass\"", "\"fine\"")).contains("no outcome is called `fine`"));
        let missing = shop.run(&["--plugin", "no-such-program"]);
        assert!(missing.stderr.contains("the plugin no-such-program: it cannot be started"), "{}", missing.stderr);
    }

    #[test]
    fn a_repository_cannot_name_a_program_and_a_user_can() {
        let shop = shop();
        shop.write("runworthy.toml", "plugins = [\"./evil.sh\"]\n");
        assert!(shop.run(&[]).stderr.contains("unknown key `plugins`"));
        std::fs::remove_file(shop.path("runworthy.toml")).unwrap();
        let home = Repository::new();
        home.write("runworthy/config.toml", &format!("plugins = [\"{}\"]\n", program(&shop, ANSWER)));
        let report = shop.report_with(&[], &[("XDG_CONFIG_HOME", &home.path(""))]);
        assert_eq!(check(&report, "alerting/ours")["outcome"], "pass");
        home.write("runworthy/config.toml", "plugin = []\n");
        let wrong = shop.run_with(&[], &[("XDG_CONFIG_HOME", &home.path(""))]);
        assert!(wrong.code == 2 && wrong.stderr.contains("config.toml: unknown field `plugin`"), "{}", wrong.stderr);
    }
}

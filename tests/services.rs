//! Services as they are: several in one repository, one over several, and how `init` begins.

mod common;

use common::Repository;
use serde_json::Value;

/// Two services and what they share.
fn monorepo() -> Repository {
    let repository = Repository::new();
    for name in ["shop", "till"] {
        repository.write(&format!("apps/{name}/Dockerfile"), "FROM python:3.12-slim\nCOPY . /app\n");
        repository.write(&format!("apps/{name}/app.py"), "import structlog\n\nlog = structlog.get_logger()\n");
    }
    repository.write("apps/shop/requirements.txt", "structlog==24.1.0\n");
    repository.write("apps/shop/README.md", "# Shop\n");
    repository.write(".github/workflows/ci.yml", "on: push\njobs:\n  test:\n    steps:\n      - run: pytest\n");
    repository.write(".github/CODEOWNERS", "/apps/shop/ @acme/shop\n");
    repository.write("docs/oncall/runbook.md", RUNBOOK);
    repository
}

const RUNBOOK: &str = "# Runbook\n\n## Symptoms\n\nThe alert says that orders fail: users see an error on the last page of the basket.\n\n\
    ## Diagnosis\n\nLook at the dashboard first, then at the logs of the last ten minutes.\n\n## Restoring it\n\n```sh\nhelm rollback shop\n```\n";

const SERVICES: &str =
    "[[service]]\nname = \"shop\"\nroot = \"apps/shop\"\nshared = [\"docs/oncall\"]\n\n[[service]]\nroot = \"apps/till\"\ntier = 4\n";

fn outcome(report: &Value, id: &str) -> String {
    let check = report["checks"].as_array().unwrap().iter().find(|check| check["id"] == id).unwrap();
    check["outcome"].as_str().unwrap().to_owned()
}

#[test]
fn each_service_is_judged_with_what_it_shares() {
    let repository = monorepo();
    repository.write("runworthy.toml", SERVICES);
    let both = repository.report(&[]);
    assert_eq!(both["schema"], "runworthy/1");
    let [shop, till] = both["services"].as_array().unwrap().as_slice() else { panic!("{both}") };
    assert_eq!((shop["service"].as_str(), till["service"].as_str()), (Some("shop"), Some("till")));
    assert_eq!(
        outcome(shop, "testability/tests-in-ci"),
        outcome(till, "testability/tests-in-ci"),
        "the pipeline at the root is everybody's"
    );
    assert_eq!(outcome(shop, "environments/dependencies-locked"), "pass");
    assert_eq!(outcome(till, "environments/dependencies-locked"), "not-applicable");
    assert_eq!(outcome(shop, "ownership/owners-declared"), "pass");
    assert_eq!(outcome(till, "ownership/owners-declared"), "fail");
    assert_ne!(outcome(shop, "incidents/runbooks"), "fail");
    assert_eq!(outcome(till, "incidents/runbooks"), "fail", "only the shop shares the runbook");
}

#[test]
fn evidence_is_shown_from_the_root_of_the_repository() {
    let repository = monorepo();
    repository.write("runworthy.toml", SERVICES);
    let report = repository.report(&["--service", "shop"]);
    let paths = |id: &str| -> Vec<String> {
        let check = report["checks"].as_array().unwrap().iter().find(|check| check["id"] == id).unwrap();
        check["evidence"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap().to_owned()).collect()
    };
    assert!(paths("environments/dependencies-locked").contains(&"apps/shop/requirements.txt".to_owned()));
    assert!(paths("incidents/runbooks").contains(&"docs/oncall/runbook.md".to_owned()));
}

#[test]
fn one_service_is_chosen_and_a_wrong_name_is_told() {
    let repository = monorepo();
    repository.write("runworthy.toml", SERVICES);
    assert_eq!(repository.report(&["--service", "till"])["service"], "till");
    let wrong = repository.run(&["--service", "shp"]);
    assert_eq!((wrong.code, wrong.stderr.as_str()), (2, "runworthy: no service is called `shp`; did you mean `shop`?\n"));
    std::fs::remove_file(repository.path("runworthy.toml")).unwrap();
    let none = repository.run(&["--service", "shop"]);
    assert_eq!(none.stderr, "runworthy: no service is called `shop`; runworthy.toml names no [[service]]\n");
}

#[test]
fn all_services_end_in_a_summary() {
    let repository = monorepo();
    repository.write("runworthy.toml", SERVICES);
    let table = repository.table(&[]);
    let last: Vec<&str> = table.lines().rev().take(2).collect();
    assert!(last[1].starts_with("  shop   NO-GO") && last[0].starts_with("  till   "), "{last:?}");
}

#[test]
fn a_tier_sets_thresholds_and_gates() {
    let repository = monorepo();
    let vetoes = |tier: u8| {
        repository.write("runworthy.toml", &format!("[service]\nroot = \"apps/till\"\ntier = {tier}\n"));
        let report = repository.report(&[]);
        let reasons = report["reasons"].as_array().unwrap().clone();
        reasons
            .into_iter()
            .filter(|reason| reason["allows"] == "no-go")
            .map(|reason| reason["text"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert!(vetoes(1).iter().any(|text| text.contains("below 55")));
    assert!(vetoes(3).iter().any(|text| text.contains("red flag")) && !vetoes(3).iter().any(|text| text.contains("no way to switch")));
    assert!(!vetoes(4).iter().any(|text| text.contains("red flag")));
}

#[test]
fn a_service_spans_repositories() {
    let repository = Repository::new();
    repository.write("app.py", "print('up')\n");
    repository.write(
        "../alerts/rules/shop.yml",
        "groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n        for: 5m\n",
    );
    repository.write("runworthy.toml", "[service]\nsources = [{ path = \"../alerts\" }]\n");
    let report = repository.report(&[]);
    let check = report["checks"].as_array().unwrap().iter().find(|check| check["id"] == "alerting/alerts-defined").unwrap();
    assert_eq!(check["evidence"][0]["path"], "alerts:rules/shop.yml", "evidence names its source");
    assert_eq!(report["sources"].as_array().unwrap().len(), 2);
    std::fs::remove_file(repository.path("runworthy.toml")).unwrap();
    assert_eq!(outcome(&repository.report(&[".", "../alerts"]), "alerting/alerts-defined"), "pass", "further PATHs are further sources");
    repository.write("runworthy.toml", "[service]\nsources = [{ path = \"../gone\" }]\n");
    let gone = repository.run(&[]);
    assert_eq!(gone.code, 3);
    assert!(gone.stderr.contains("the source `gone` of runworthy.toml"), "{}", gone.stderr);
}

#[test]
fn init_proposes_services_and_never_overwrites() {
    let repository = monorepo();
    let first = repository.run(&["init"]);
    assert!(first.stdout.starts_with("wrote    runworthy.toml\n"), "{}", first.stdout);
    let text = repository.read("runworthy.toml");
    assert!(text.contains("root = \"apps/shop\"") && text.contains("root = \"apps/till\""), "{text}");
    assert_eq!(repository.report(&[])["services"].as_array().unwrap().len(), 2, "the proposal is a valid configuration");
    repository.write("runworthy.toml", "[service]\nname = \"mine\"\n");
    assert!(repository.run(&["init"]).stdout.starts_with("kept     runworthy.toml (it is there already)\n"));
    assert_eq!(repository.read("runworthy.toml"), "[service]\nname = \"mine\"\n");
}

#[test]
fn a_skeleton_that_nobody_filled_passes_no_check() {
    let repository = Repository::new();
    repository.write("app.py", "import os\n\nDATABASE_URL = os.environ[\"DATABASE_URL\"]\n");
    repository.write("README.md", "# Shop\n");
    repository.write("alerts/rules.yml", "groups:\n  - name: shop\n    rules:\n      - alert: ShopDown\n        expr: up == 0\n");
    let before = repository.report(&[]);
    let all = "runbook,postmortem,incident-process,codeowners,env-example,alerts-test,readme-sections";
    let written = repository.run(&["init", "--with", all]);
    assert_eq!(written.stdout.matches("wrote    ").count(), 8, "{}", written.stdout);
    assert!(repository.read("docs/runbook.md").contains("- `ShopDown`: WRITE"), "filled with what the repository tells");
    assert!(repository.read(".env.example").contains("# DATABASE_URL=        # read in app.py"));
    let after = repository.report(&[]);
    let asked = [
        "incidents/runbooks", "incidents/postmortems", "incidents/incident-process", "ownership/owners-declared",
        "environments/config-documented", "alerting/alerts-tested", "onboarding/readme-essentials",
    ];
    for id in asked {
        assert_eq!(outcome(&before, id), "fail", "{id}");
        assert_eq!(outcome(&after, id), "fail", "{id}: a skeleton counts for nothing");
    }
    assert_eq!(before["score"], after["score"]);
    let filled = repository.read("docs/postmortems/template.md").lines().skip(1).collect::<Vec<_>>().join("\n");
    repository.write("docs/postmortems/template.md", &filled);
    assert_ne!(outcome(&repository.report(&[]), "incidents/postmortems"), "fail", "without its mark it counts");
}

#[test]
fn two_writers_leave_a_whole_file() {
    use jiff::civil::date;
    use runworthy::assessment::terms::{Reply, TERMS, TermAnswer};
    let repository = Repository::new();
    let file = repository.write("runworthy.toml", "# ours\n");
    std::thread::scope(|scope| {
        for term in TERMS {
            let file = &file;
            scope.spawn(move || {
                let answer = TermAnswer { reply: Reply::Yes, on: date(2026, 1, 2), by: None, note: None };
                runworthy::config::edit::set_term(file, None, term.id, &answer).unwrap();
            });
        }
    });
    let text = repository.read("runworthy.toml");
    assert!(text.starts_with("# ours\n"));
    let terms: toml::Table = text.parse().unwrap();
    assert_eq!(terms["terms"].as_table().unwrap().len(), TERMS.len(), "no answer is lost");
    let left: Vec<_> = std::fs::read_dir(repository.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["runworthy.toml"], "nothing half-written stays");
}

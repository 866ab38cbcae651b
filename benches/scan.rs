//! How long a whole scan and its slowest parts take, on a repository that the environment names.
//!
//! `RUNWORTHY_BENCH_REPO=PATH cargo bench` measures; without it the benches say so and end.

use std::path::PathBuf;

use runworthy::assessment::judge;
use runworthy::checks::CHECKS;
use runworthy::facts::Facts;
use runworthy::report::{self, Format, Report};
use runworthy::snapshot::{Snapshot, Source};

fn main() {
    if source().is_none() {
        eprintln!("set RUNWORTHY_BENCH_REPO to a repository to measure");
        return;
    }
    divan::main();
}

fn source() -> Option<Source> {
    let path = std::env::var_os("RUNWORTHY_BENCH_REPO")?;
    Some(Source { path: PathBuf::from(path), revision: Some("HEAD".to_owned()), ..Source::default() })
}

fn facts() -> Facts {
    Facts::new(Snapshot::open(&source().expect("named by the environment")).expect("a repository"))
}

#[divan::bench(sample_count = 10)]
fn whole_scan() -> usize {
    let facts = facts();
    facts.prepare();
    judge(CHECKS, &facts).len()
}

#[divan::bench(sample_count = 10)]
fn history() -> usize {
    facts().history().commits.len()
}

#[divan::bench(sample_count = 10)]
fn code() -> usize {
    facts().code().all_lines()
}

/// A stored report in every format that takes only the report.
#[divan::bench(args = ["markdown", "html", "json", "sarif", "junit", "github", "gitlab", "openmetrics", "badge", "csv"])]
fn render(bencher: divan::Bencher<'_, '_>, name: &str) {
    let report: Report = serde_json::from_str(include_str!("../fixtures/reports/good.json")).expect("a stored report");
    let format = match name {
        "markdown" => Format::Markdown,
        "html" => Format::Html,
        "json" => Format::Json,
        "sarif" => Format::Sarif,
        "junit" => Format::Junit,
        "github" => Format::Github,
        "gitlab" => Format::Gitlab,
        "openmetrics" => Format::OpenMetrics,
        "badge" => Format::Badge,
        _ => Format::Csv,
    };
    bencher.bench_local(|| {
        let mut out = Vec::new();
        report::render(&report, &format, &mut out).map(|()| out.len())
    });
}

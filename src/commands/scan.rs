//! `runworthy scan`: judge a service and print the report.

use std::path::PathBuf;

use anyhow::Result;
use serde_json::json;

use crate::assessment::judge;
use crate::checks::CHECKS;
use crate::facts::Facts;
use crate::snapshot::{Snapshot, Source};

/// Scans and prints JSON.
pub fn run(args: &[String]) -> Result<()> {
    let mut path = PathBuf::from(".");
    let mut revision = None;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "scan" => {}
            "--rev" => revision = args.next().cloned(),
            "--format" => {
                args.next();
            }
            other => path = PathBuf::from(other),
        }
    }
    let facts = Facts::new(Snapshot::open(&Source { path, revision })?);
    let judged = judge(CHECKS, &facts);
    let checks: Vec<_> = judged
        .iter()
        .map(|j| json!({"id": j.meta.id, "outcome": j.answer.outcome().word(), "summary": j.answer.summary(), "evidence": j.answer.evidence().iter().map(|e| json!({"path": e.at.path, "line": e.at.line, "note": e.note})).collect::<Vec<_>>(), "searched": j.answer.searched(), "measured": j.answer.measured}))
        .collect();
    println!(
        "{}",
        json!({"verdict": "conditional", "score": 0, "checks": checks, "skipped": facts.snapshot().skipped().iter().map(|s| json!({"path": s.path, "reason": s.reason})).collect::<Vec<_>>()})
    );
    Ok(())
}

//! Does at least 30 % of the change of the last 90 days go into tests, docs, CI, dependencies, refactoring and reliability?

use crate::checks::prelude::*;
use crate::checks::shares::{Bars, answer, commits, share};
use crate::facts::history::Commit;
use crate::snapshot::Role;

/// Which part of a commit makes things better, 0 to 1.
fn improvement(commit: &Commit) -> f64 {
    let typed = ["test", "docs", "ci", "build", "perf", "refactor", "style", "chore"]
        .iter()
        .any(|kind| commit.subject.starts_with(&format!("{kind}:")) || commit.subject.starts_with(&format!("{kind}(")));
    if typed && !commit.subject.starts_with("chore(release")
        || commit.says(&[
            "refactor", "clean up", "cleanup", "tidy", "simplif", "remove dead", "remove unused", "tech debt", "upgrade", "bump ",
            "dependenc", "flaky", "logging", "metric", "alert", "runbook", "monitoring", "timeout", "retry",
        ])
    {
        return 1.0;
    }
    let lines = commit.lines();
    if lines == 0 || commit.subject.starts_with("feat") || commit.subject.starts_with("fix") {
        return 0.0;
    }
    let better: usize = commit
        .changes
        .iter()
        .filter(|change| matches!(change.role, Role::Test | Role::Docs | Role::Ci | Role::Lock))
        .map(|change| change.lines)
        .sum();
    better as f64 / lines as f64
}

pub const CHECK: Builtin = Builtin {
    settings: &[BAR],
    meta: Meta {
        id: "capacity/improvement-share",
        title: "At least 30 % of the change goes into making things better",
        question: "Does at least 30 % of the change of the last 90 days go into tests, docs, CI, dependencies, refactoring and reliability?",
        demands: &["N4"],
        weight: 1,
        gate: false,
        why: "The essay asks for at least 30 % of the capacity to improve. Without it, nothing that pages you will be mended.",
        pass: "At least 30 %.",
        partial: "15 % to 30 %.",
        fail: "Less.",
        not_applicable: "",
        found: "The last 90 days before the judged commit, commits of people without merges. A commit is an improvement by its conventional type or words (test, docs, ci, refactor, perf, build, chore, dependencies, cleanup), otherwise by the share of its changed lines in tests, documents, CI, configuration of builds and lock files. Bars: 30 % (the essay), 15 %. Squash merges hide single commits, pairs show as one, and imported history and monorepos distort it. No person is named.",
        fix: "Take one improvement into the next iteration, sized like a feature.",
    },
    judge,
};

/// The share that still passes.
const BAR: Setting =
    Setting { check: "capacity/improvement-share", name: "share", default: 0.3, meaning: "the share (0 to 1) from which it passes" };

fn judge(facts: &Facts) -> Answer {
    let work = match commits(facts, Some(90)) {
        Ok(work) => work,
        Err(unknown) => return unknown,
    };
    let (_, counted) = share(&work, |commit| improvement(commit) > 0.5);
    let found = (work.iter().map(|commit| improvement(commit)).sum::<f64>() / work.len() as f64, counted);
    answer(facts, &work, found, &Bars::AtLeast(facts.setting(&BAR), 0.15), "of the work of 90 days makes things better")
}

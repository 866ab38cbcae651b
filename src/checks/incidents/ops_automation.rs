//! Are operational tasks automated as commands in the repository (admin CLI, rake/manage/mix tasks, ops scripts: replay, backfill, purge, rotate, scale…)?

use crate::checks::prelude::*;
use crate::facts::docs::mentions;
use crate::facts::pipelines::{Does, Trigger};
use crate::facts::tasks::{Runner, Task};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "incidents/ops-automation",
        title: "Operational tasks are commands",
        question: "Are operational tasks automated as commands in the repository (admin CLI, rake/manage/mix tasks, ops scripts: replay, backfill, purge, rotate, scale…)?",
        demands: &["N13", "N15"],
        weight: 1,
        gate: false,
        why: "What is well understood should be a command, not a ritual on a production shell.",
        pass: "Yes, several.",
        partial: "One or two.",
        fail: "No.",
        not_applicable: "",
        found: "Admin commands of frameworks (management commands, rake and mix tasks, flask and artisan commands), subcommands of own programs that do more than serve, admin programs, operational scripts by their verbs (replay, purge, backfill, rotate …), scheduled jobs and pipelines started by hand. Build, lint and development scripts do not count. Three pass, one or two are partial.",
        fix: "Turn the last command that was typed on production into a task with a dry run.",
    },
    judge,
};

const SEARCHED: &[&str] = &["management commands, rake, mix and artisan tasks", "operational scripts", "jobs started by hand"];
const VERBS: &[&str] = &[
    "replay", "reprocess", "requeue", "redrive", "backfill", "purge", "prune", "rotate", "reindex", "resync", "drain", "failover",
    "restore", "backup", "unlock", "impersonate", "cleanup", "clean_up", "clean-up", "archive", "republish", "resend", "retry",
    "migrate_data", "data_migration", "admin", "revoke", "export", "import", "populate", "expire", "anonymi", "delete_", "delete-",
    "remove_", "scale", "sync", "reconcile", "repair", "regenerate", "user:", "users:", "enqueue", "merge_", "reset_password", "expunge",
    "fix_", "update_", "load_", "monitor", "send", "insert", "switch-", "recover", "maintenance",
];

fn judge(facts: &Facts) -> Answer {
    let tasks = facts
        .tasks()
        .tasks
        .iter()
        .filter(|task| is_operation(task))
        .map(|task| task.at.says(format!("{} operates the service", task.name)));
    let commands = facts.admin_commands().iter().map(|at| at.says("an admin command"));
    let cron = facts
        .workloads()
        .workloads
        .iter()
        .filter(|workload| !workload.serves)
        .map(|workload| workload.at.says(format!("the job {}", workload.name)));
    let manual = facts
        .pipelines()
        .pipelines
        .iter()
        .filter(|pipeline| {
            pipeline.triggers.contains(&Trigger::Manual)
                && !pipeline.on_change()
                && !pipeline.path.contains("copilot")
                && (operates(&pipeline.path.to_lowercase()) || pipeline.jobs.iter().any(|job| job.step(Does::Deploy).is_some()))
        })
        .map(|pipeline| Place::new(&pipeline.path, 0).says("a pipeline started by hand"));
    let found: Vec<Evidence> = commands.chain(tasks).chain(cron).chain(manual).collect();
    let state = match found.len() {
        1 => "1 operational command".to_owned(),
        count => format!("{count} operational commands"),
    };
    match found.split_first() {
        Some((first, rest)) if rest.len() >= 2 => Answer::pass(state, first.clone(), rest.iter().cloned()),
        Some((first, rest)) => Answer::partial(state, first.clone(), rest.iter().cloned()),
        None => Answer::fail("no operational commands", SEARCHED, []),
    }
    .confidence(Confidence::Medium)
}

fn is_operation(task: &Task) -> bool {
    let name = task.name.to_lowercase();
    let aside = |folder: &str| matches!(folder, "test" | "tests" | "e2e" | "loadtest" | "loadtests" | "load-tests" | "perf" | "benchmarks");
    if task.at.path.split('/').rev().skip(1).any(aside) {
        return false;
    }
    let last = name.rsplit('/').next().unwrap_or(&name);
    let development = [
        "test", "lint", "build", "ci/", "dev", "setup", "install", "format", "coverage", "docs", "release", "generate", ".github",
        "benchmark", "fixture", "local", "playwright", "cypress", "storybook", "example", "check_",
    ]
    .iter()
    .any(|word| name.contains(word));
    // Rules for a program that rotates its logs by itself.
    let packages = last.contains("package") || last.contains("logrotate");
    matches!(task.runner, Runner::Script | Runner::Rake | Runner::Mix | Runner::Make | Runner::Npm | Runner::Just | Runner::Task)
        && !development
        && !packages
        && operates(last)
}

/// Does a name begin a word with one of the verbs? An autoscaler's manifest scales nothing, and nothing async is synced.
fn operates(name: &str) -> bool {
    // Names of databases are written in one word with these.
    ["backup", "restore"].iter().any(|verb| name.contains(verb)) || mentions(name, VERBS)
}

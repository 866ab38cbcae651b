//! Is production data protected by configuration or procedure kept here (backups, point-in-time recovery, deletion protection, prevent_destroy, a restore procedure)?

use crate::checks::prelude::*;
use crate::facts::docs::mentions;
use crate::facts::hcl::Attribute;
use crate::facts::infrastructure::Resource;
use crate::facts::markdown::Section;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/data-protected",
        title: "Production data is protected",
        question: "Is production data protected by configuration or procedure kept here (backups, point-in-time recovery, deletion protection, prevent_destroy, a restore procedure)?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "Not everyone should be able to drop tables, and somebody should be able to bring them back.",
        pass: "Configured or a procedure written.",
        partial: "Mentioned.",
        fail: "No.",
        not_applicable: "No data store, or the store is not managed here.",
        found: "Deletion protection, backups, point-in-time recovery and retention in infrastructure as code, tags by which an account's backups choose, and procedures for backup and restore in documents. Dumps of a developer's own containers do not count. Not applicable where there is no store, or where nothing here manages it.",
        fix: "Switch deletion protection on for the production database, and write down how a backup is restored.",
    },
    judge,
};

const SEARCHED: &[&str] = &["deletion_protection, prevent_destroy", "backup retention, point-in-time recovery", "restore procedures"];

fn judge(facts: &Facts) -> Answer {
    let resources = &facts.infrastructure().resources;
    let guards = resources
        .iter()
        .filter(|resource| is_store(&resource.kind) || resource.kind.contains("backup") || resource.kind == "module")
        .filter_map(|resource| guard(resource).map(|(name, line)| Place::new(&resource.at.path, line).says(format!("{name} is set"))));
    let docs = || facts.docs().in_force();
    let told = docs().filter(|document| !mentions(&document.path, &["upgrad"])).flat_map(|document| {
        document
            .sections_about(&["backup", "restor", "disaster recovery", "data recovery"])
            .filter(|section| {
                section.level > 0
                    && document.below(section).map(|below| below.words() + 10 * below.code.len()).sum::<usize>() >= 20
                    && !mentions(&section.title, &["rollback", "anonymi", "local", "developer"])
                    && document.below(section).any(is_about_data)
            })
            .map(|section| document.at(section.line).says("a procedure for backup or restore"))
    });
    let tasks = facts
        .tasks()
        .tasks
        .iter()
        .filter(|task| {
            let name = task.name.to_lowercase();
            (name.contains("backup") || name.contains("db-restore") || name.contains("restore-db") || name.contains("pg_dump"))
                && !name.contains("code")
                && !facts.tasks().is_local(task)
        })
        .map(|task| task.at.says("a command for backups"));
    let managed = facts
        .workloads()
        .workloads
        .iter()
        .any(|workload| ["postgres", "redis", "mysql", "mongo", "maria"].iter().any(|store| workload.name.contains(store)))
        || resources.iter().any(|resource| is_store(&resource.kind) || resource.kind == "module" && is_store_module(&resource.name));
    let pages = docs().filter(|document| {
        let name = document.path.to_lowercase();
        let name = name.rsplit('/').next().unwrap_or(&name);
        (name.starts_with("backup") || name.starts_with("restor") || name.starts_with("disaster-recovery")) && document.words() >= 40
    });
    let told = told.chain(pages.map(|document| document.at(0).says("a page on backups")));
    let in_code = facts.infrastructure().guards.iter().map(|(name, at)| at.says(format!("{name} is set")));
    let pipelines = facts.pipelines().pipelines.iter().filter(|pipeline| restores(&pipeline.path));
    let pipelines = pipelines.map(|pipeline| Place::new(&pipeline.path, 0).says("a pipeline for backup or restore"));
    let full: Vec<Evidence> = guards.chain(in_code).chain(told).chain(tasks).chain(pipelines).collect();
    if !full.is_empty() {
        return Answer::found("production data is protected", full, "", SEARCHED);
    }
    let mentioned: Vec<Evidence> = docs()
        .filter_map(|document| {
            let (line, _) = document
                .prose()
                .find(|(_, text)| mentions(text, &["backup", "backed up", "point-in-time"]) && (managed || mentions(text, KEPT)))?;
            Some(document.at(line).says("mentions it"))
        })
        .collect();
    if !managed && mentioned.is_empty() {
        return Answer::not_applicable("no data store is managed here", SEARCHED);
    }
    Answer::partly(
        "protection of the data is only mentioned",
        mentioned,
        "nothing protects the data of the store that is managed here",
        SEARCHED,
    )
}

/// Words of a sentence that tells of backups that are made, wherever the store is managed.
const KEPT: &[&str] = &["daily", "nightly", "hourly", "every night", "every day", "automated backup", "retained", "rds", "kept for"];

/// Is a pipeline named for bringing data back, or keeping it?
fn restores(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    mentions(name, &["restore", "recover", "backup"]) && mentions(name, &["db", "database", "postgres", "mysql", "data", "sql"])
}

/// A settings page is backed up, too; what counts is a store.
fn is_about_data(section: &Section) -> bool {
    const STORES: &[&str] = &[
        "database", "postgres", "mysql", "mongo", "redis", "dump", "snapshot", "s3", "bucket", "volume", "disk", "rds", "etcd", "pg_",
        "sql",
    ];
    let code = || section.code.iter().any(|fence| mentions(&fence.text, STORES));
    mentions(&section.title, STORES) || section.prose.iter().any(|(_, text)| mentions(text, STORES)) || code()
}

fn is_store(kind: &str) -> bool {
    [
        "_db_instance", "rds_cluster", "dynamodb_table", "sql_database_instance", "postgresql", "mysql", "_s3_bucket", "storage_bucket",
        "elasticache", "docdb", "cosmosdb", "RDS::", "DynamoDB::Table", "S3::Bucket", "spanner", "bigtable", "opensearch_domain",
        "elasticsearch_domain", "storage_account", "mssql",
    ]
    .iter()
    .any(|word| kind.contains(word))
}

/// Modules of which the source says that they bring a store.
fn is_store_module(source: &str) -> bool {
    let source = source.to_lowercase();
    [
        "postgres", "mysql", "/rds", "-rds", "aurora", "cosmos", "dynamodb", "cloud-sql", "cloudsql", "mongodb", "elasticsearch",
        "opensearch", "/database",
    ]
    .iter()
    .any(|word| source.contains(word))
}

/// The first attribute that protects data, and is not switched off.
fn guard(resource: &Resource) -> Option<(&str, usize)> {
    const GUARDS: &[&str] = &[
        "deletion_protection", "deletion_protection_enabled", "prevent_destroy", "backup_retention_period", "point_in_time_recovery",
        "point_in_time_recovery_enabled", "backup_configuration", "versioning", "BackupRetentionPeriod", "DeletionProtection",
        "DeletionPolicy", "PointInTimeRecoveryEnabled", "geo_redundant_backup_enabled", "backup_retention_days",
        "snapshot_retention_limit", "autoBackupHour", "autoBackupTime", "pointInTimeRecovery", "retainedBackups", "lifecycle",
    ];
    let found = GUARDS
        .iter()
        .find_map(|name| resource.body.anywhere(name).filter(|attribute| !matches!(attribute.value.as_str(), "false" | "0" | "Delete")));
    // A tag by which the account's backups choose what they take.
    let tagged = || {
        let names = |text: &str| text.to_lowercase().contains("backup-enabled") || text.to_lowercase().contains("backup_enabled");
        resource.body.attributes.iter().find(|attribute| names(&attribute.value) || names(&attribute.name) && attribute.value != "false")
    };
    // A module of a database is told of its backups in words of its own.
    let told = || {
        let named =
            |attribute: &&Attribute| attribute.name.contains("backup") && !matches!(attribute.value.as_str(), "false" | "0" | "null" | "");
        resource.body.attributes.iter().filter(|_| resource.kind == "module").find(named)
    };
    found
        .map(|attribute| (attribute.name.as_str(), attribute.line))
        .filter(|(name, _)| *name != "lifecycle")
        .or_else(|| tagged().map(|tag| ("a tag for backups", tag.line)))
        .or_else(|| told().map(|attribute| (attribute.name.as_str(), attribute.line)))
}

//! Files that a layout gives away: seed data, admin commands, folders of tests.

use super::{Facts, Place};
use crate::snapshot::{File, Language, Role};

impl Facts {
    /// A file at the root, to stand for the whole tree: the README, or the first file.
    pub fn root_file(&self) -> Option<Place> {
        let readme = self.docs().readme().map(|document| Place::new(&document.path, 0));
        readme.or_else(|| self.snapshot().files().first().map(Place::file))
    }

    /// Test files (or files of test data) whose path holds one of these words, a few of them.
    pub fn test_folders(&self, words: &[&str]) -> Vec<Place> {
        let test = |file: &&File| {
            file.role == Role::Test
                && (file.language.is_code()
                    || matches!(file.language, Language::Json | Language::Yaml | Language::Other)
                        && !file.name().ends_with(".md")
                        && !file.name().starts_with('.'))
        };
        let named = self.snapshot().files().iter().filter(test).filter(|file| words.iter().any(|word| names(&file.path, word)));
        named.take(3).map(Place::file).collect()
    }
}

/// Does a path name the word, in lower case: where a word of it begins? `impacted` names no pact, `UserIntegrationTest` an integration.
fn names(path: &str, word: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let begins = |at: usize| {
        !word.starts_with(|c: char| c.is_ascii_alphabetic())
            || !path[..at].ends_with(|c: char| c.is_ascii_alphabetic())
            || path[at..].starts_with(|c: char| c.is_ascii_uppercase())
    };
    lower.match_indices(word).any(|(at, _)| begins(at))
}

/// Seed data, factories and fixtures that load a store.
pub fn seed_files(facts: &Facts) -> Vec<Place> {
    let files =
        facts.snapshot().files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example | Role::Docs));
    let loaded = facts.containers().dockerfiles.iter().filter_map(|image| image.loads.clone());
    files.filter(|file| is_seed(file)).map(Place::file).chain(loaded).take(8).collect()
}

fn is_seed(file: &File) -> bool {
    let path = file.path.to_lowercase();
    let name = path.rsplit('/').next().unwrap_or(&path);
    let code = file.language.is_code() || matches!(file.language, Language::Sql | Language::Shell);
    let factory = code
        && file.role == Role::Test
        && (name.contains("factory")
            || name.contains("factories")
            || name.contains("builder")
            || name.contains("testdata")
            || name.contains("test_data")
            || (name.contains("database") || name.starts_with("db")) && name.contains("helper")
            || path.contains("/factories/")
            || name == "db.py");
    let factory = factory || code && name.starts_with("factory.");
    let migration = path.contains("db/migrate/") || path.contains("/migrations/");
    let seed = code
        && (name.starts_with("seed")
            || name.contains("seeder")
            || name.contains("populate")
                && ["db", "data", "store", "storage", "sql", "script", "seed"].iter().any(|word| path.contains(word))
            || name.contains("init") && (name.contains("db") || name.contains("database"))
            || path.contains("/seeds/")
            || path.contains("/seeders/")
            || path.contains("fake-data")
            || path.contains("fake_data")
            || name.contains("dataseed")
            || name.contains("contextseed")
            || name.contains("dummy-data")
            || name.contains("dummy_data"));
    let loaded = matches!(file.language, Language::Sql | Language::Yaml | Language::Json)
        && (path.contains("fixtures/")
            || path.contains("testdata/") && file.language == Language::Sql
            || path.contains("/seed/")
            || path.contains("/seeds/")
            || name.starts_with("seed")
            || name == "data.sql"
            || name == "import.sql"
            || path.contains("resources/sql/")
            || path.contains("db/") && name.contains("data"))
        && (file.role == Role::Test || !path.contains("e2e"));
    factory || seed && !migration || loaded && !path.contains("cassette")
}

/// Commands that frameworks and programs offer to operators.
pub fn admin_commands(facts: &Facts) -> Vec<Place> {
    let own = facts.snapshot().own().filter(|file| file.role == Role::Source && file.language.is_code());
    let mut found: Vec<Place> = own.filter(|file| is_admin(file)).map(Place::file).collect();
    let decorated = facts.code().names.iter().filter(|named| {
        let decorator = named.language == Language::Python
            && matches!(named.name.as_str(), "cli.command" | "notify_command" | "command_group.command" | "click.command");
        !named.test && decorator
    });
    found.extend(decorated.chain(&facts.code().subcommands).map(|named| named.at.clone()));
    found.dedup();
    found
}

fn is_admin(file: &File) -> bool {
    let path = file.path.as_str();
    let name = file.name().to_lowercase();
    path.contains("management/commands/") && file.extension() == "py" && !name.starts_with("__")
        || path.contains("Console/Commands/")
        || file.extension() == "php" && path.contains("/Command/") && file.name().ends_with("Command.php")
        || is_operations_endpoint(file)
        || path.contains("lib/mix/tasks/")
        || path.contains("/admin_tasks")
        || name.contains("release_tasks")
        || path.contains("cmd/admin/")
        || path.contains("bin/") && file.folder().ends_with("/admin") && !matches!(file.name(), "main.rs" | "mod.rs")
        || path.contains("lib/tasks/")
            && file.extension() == "rake"
            && !["dev", "test", "lint", "seed", "auto_annotate", "cucumber", "rspec", "rubocop", "jasmine"]
                .iter()
                .any(|word| name.contains(word))
        || path.contains("app/commands/") && !name.starts_with("__")
        || path.contains("/data_migration")
        || path.contains("lib/data_hygiene/")
        || is_subcommand(file)
}

/// An endpoint for operators, by what its class is named for: `ExpungeResource`, `OperationsController`.
fn is_operations_endpoint(file: &File) -> bool {
    const FOR: &[&str] = &[
        "expunge", "operations", "maintenance", "backfill", "reindex", "replay", "purge", "cleanup", "housekeeping", "reconcil",
        "paritychecker", "discrepanc", "migrationendpoint", "forvaltning", "reprocess", "requeue", "supportcontroller",
    ];
    let stem = file.name().split('.').next().unwrap_or("").to_lowercase().replace('_', "");
    let endpoint = ["controller", "resource", "endpoint"].iter().any(|end| stem.ends_with(end));
    stem.ends_with("replay") && stem.len() > 6 || endpoint && FOR.iter().any(|word| stem.contains(word))
}

/// A file of a program's own command line that is named for what an operator does.
fn is_subcommand(file: &File) -> bool {
    const VERBS: &[&str] = &[
        "reset", "flush", "create_admin", "cleanup", "purge", "prune", "reindex", "rotate", "repair", "backfill", "replay", "requeue",
        "restore", "backup", "unlock", "impersonate", "reprocess",
    ];
    let folder = file.folder().rsplit('/').next().unwrap_or("");
    let name = file.name().to_lowercase().replace('-', "_");
    matches!(folder, "cli" | "commands" | "cmd" | "subcommands") && VERBS.iter().any(|verb| name.starts_with(verb))
}

//! Files that a layout gives away: seed data, admin commands, coverage settings, folders of tests.

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
                    || matches!(file.language, Language::Json | Language::Yaml | Language::Other) && !file.name().ends_with(".md"))
        };
        let named = self.snapshot().files().iter().filter(test).filter(|file| {
            let path = file.path.to_lowercase();
            words.iter().any(|word| path.contains(word))
        });
        named.take(3).map(Place::file).collect()
    }
}

/// Seed data, factories and fixtures that load a store.
pub fn seed_files(facts: &Facts) -> Vec<Place> {
    let files =
        facts.snapshot().files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example | Role::Docs));
    files.filter(|file| is_seed(file)).map(Place::file).take(8).collect()
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
            || name.contains("database") && name.contains("helper")
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
            || path.contains("/seed")
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

/// Settings of coverage tools: place, and whether a threshold holds.
pub fn coverage_settings(facts: &Facts) -> Vec<(Place, bool)> {
    let files = facts.snapshot().files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example));
    files.filter_map(|file| coverage(facts, file)).collect()
}

fn coverage(facts: &Facts, file: &File) -> Option<(Place, bool)> {
    let name = file.name();
    let settings = matches!(
        name,
        ".coveragerc"
            | "codecov.yml"
            | ".codecov.yml"
            | "codecov.yaml"
            | ".nycrc"
            | ".nycrc.json"
            | ".c8rc.json"
            | ".simplecov"
            | "tarpaulin.toml"
            | ".testcoverage.yml"
            | "coveralls.json"
            | ".coveralls.yml"
            | "pyproject.toml"
            | "package.json"
            | "setup.cfg"
            | "pytest.ini"
            | "tox.ini"
            | "phpunit.xml"
            | "phpunit.xml.dist"
    ) || name.starts_with("jest.config")
        || name.starts_with("vitest.config")
        || name.starts_with("vite.config")
        || name.ends_with(".runsettings");
    if !settings {
        return None;
    }
    let text = facts.snapshot().text(file)?;
    const WORDS: &[&str] = &[
        "coverageThreshold", "fail_under", "cov-fail-under", "minimum_coverage", "thresholds", "--cov", "collectCoverage", "coverage:",
        "[tool.coverage", "[coverage:", "<coverage", "coverageDirectory", "codecov", "coverage",
    ];
    let dedicated = name.contains("cov") || name.contains("nyc") || name.contains("c8rc") || name.contains("tarpaulin");
    // What is commented out or switched off is the tool's own template.
    let said = |line: &&str| !line.trim_start().starts_with("//") && !line.contains("collectCoverage: false");
    let words = &WORDS[..if dedicated { WORDS.len() } else { 12 }];
    let line = text.lines().position(|line| said(&line) && words.iter().any(|word| line.contains(word)))?;
    let firm =
        text.lines().filter(said).any(|line| WORDS[..5].iter().any(|word| line.contains(word))) && !text.contains("coverageThreshold: {}");
    Some((Place::new(&file.path, line + 1), firm))
}

/// Where a coverage tool starts only if an environment variable asks for it that no pipeline names.
pub fn coverage_switches(facts: &Facts) -> Vec<Place> {
    let helpers = facts.snapshot().files().iter().filter(|file| {
        file.language == Language::Ruby && matches!(file.name(), "spec_helper.rb" | "rails_helper.rb" | "test_helper.rb" | "env.rb")
    });
    let switches = helpers.filter_map(|file| {
        let text = facts.snapshot().text(file)?;
        let (line, variable) = switch(text)?;
        (!is_set(facts, variable)).then(|| Place::new(&file.path, line))
    });
    switches.collect()
}

/// The line on which SimpleCov is asked for, and the variable: `if ENV["COVERAGE"]` above it or behind it.
fn switch(text: &str) -> Option<(usize, &str)> {
    let mut above = "";
    for (at, line) in text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        if line.contains("SimpleCov.start") || line.contains("require 'simplecov'") || line.contains("require \"simplecov\"") {
            let asks = |line: &&str| line.starts_with("if ENV") || line.contains(" if ENV");
            let variable = [line, above].into_iter().find(asks)?.split("ENV").nth(1)?;
            return Some((at + 1, variable.split(['"', '\'', ')', ']']).nth(1)?));
        }
        above = line;
    }
    None
}

/// Does a pipeline, an image or a task set the variable?
fn is_set(facts: &Facts, variable: &str) -> bool {
    let files = facts.snapshot().files().iter().filter(|file| {
        file.role == Role::Ci
            || matches!(file.language, Language::Dockerfile | Language::Makefile | Language::Shell)
            || file.name() == "Rakefile"
    });
    let mut lines = files.filter_map(|file| facts.snapshot().text(file)).flat_map(str::lines);
    lines.any(|line| line.contains(variable) && !line.trim_start().starts_with('#'))
}

/// Where an analysis server is told which coverage report to read.
pub fn coverage_reports(facts: &Facts) -> Vec<Place> {
    let files = facts.snapshot().own().filter(|file| file.name() == "sonar-project.properties");
    let reads = |line: &str| {
        let (key, value) = line.split_once('=').unwrap_or_default();
        let key = key.trim().to_ascii_lowercase();
        key.starts_with("sonar.") && (key.ends_with("reportpaths") || key.ends_with("reportpath")) && value.contains("cov")
    };
    let found = files.filter_map(|file| {
        let line = facts.snapshot().text(file)?.lines().position(reads)?;
        Some(Place::new(&file.path, line + 1))
    });
    found.collect()
}

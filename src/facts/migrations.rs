//! Versioned schema changes: migrations by the layouts of the common tools.

use super::{Facts, Place};
use crate::snapshot::{File, Role};

#[derive(Debug, Default)]
pub struct Migrations {
    /// A place for each kind of migration that is found.
    pub versioned: Vec<Place>,
    /// How many migrations there are.
    pub count: usize,
    /// Migrations that can be undone.
    pub down: Vec<Place>,
    /// A schema that is created by a script without versions.
    pub scripts: Vec<Place>,
}

/// Finds migrations of the service's own store.
pub fn collect(facts: &Facts) -> Migrations {
    let mut found = Migrations::default();
    // Scripts that move data lie in folders of that name as well; without a relational store they change no schema.
    let relational = facts.serves().relational.is_some();
    let moves_data = |file: &File| file.extension() == "py" && !relational;
    let own = facts.snapshot().files().iter().filter(|file| {
        matches!(file.role, Role::Source | Role::Config | Role::Other | Role::Generated | Role::Docs) && !file.path.contains("test")
    });
    for file in own {
        let undoes = file.extension() == "sql" && (file.name() == "down.sql" || file.name().contains(".down."));
        if undoes && found.down.is_empty() {
            found.down.push(Place::file(file));
        }
        if is_migration(file) && !moves_data(file) {
            found.count += 1;
            if found.versioned.len() < 5 {
                found.versioned.push(Place::file(file));
            }
            let text = || facts.snapshot().text(file).unwrap_or("");
            if found.down.is_empty()
                && (file.name().contains(".down.")
                    || file.name() == "down.sql"
                    || text().contains("def downgrade")
                    || text().contains("def down")
                    || text().contains("def change")
                    || text().contains("<rollback")
                    || text().contains("-- +goose Down")
                    || text().contains("!Downs")
                    || text().contains("migrate Down")
                    || text().contains("void Down(")
                    || text().contains("exports.down")
                    || text().contains("async down(")
                    || text().contains("function down("))
            {
                found.down.push(Place::file(file));
            }
        } else if is_numbered_in_code(facts, file) {
            found.count += 1;
            found.versioned.push(Place::file(file));
        } else if is_schema_script(file) {
            found.scripts.push(Place::file(file));
        }
    }
    // A schema that the program makes when it starts.
    found.scripts.extend(facts.code().schemas.iter().cloned());
    found
}

fn is_migration(file: &File) -> bool {
    let path = file.path.as_str();
    let name = file.name();
    let digit = name.starts_with(|c: char| c.is_ascii_digit());
    let folder = file.folder().rsplit('/').next().unwrap_or("");
    let below = |part: &str| path.contains(&format!("/{part}/")) || path.starts_with(&format!("{part}/"));
    match file.extension() {
        "rb" => digit && (below("db/migrate") || below("migrate") || below("db/migrations")),
        "exs" => digit && folder == "migrations",
        "py" => below("migrations") && digit || folder == "versions" && name != "__init__.py",
        "cql" | "sql" if name.contains("upgrade") && name.bytes().any(|byte| byte.is_ascii_digit()) => true,
        "sql" => {
            let versions = folder.starts_with('v') && folder[1..].starts_with(|c: char| c.is_ascii_digit());
            name.starts_with('V') && name.contains("__")
                || versions && (below("Migration") || below("migration") || below("db"))
                || below("evolutions") && digit
                || (folder == "up"
                    || name == "up.sql"
                    || name == "migration.sql"
                    || name.contains(".up.")
                    || digit && (below("migrations") || below("migration") || below("db") || below("_db") || below("db-users")))
        }
        "xml" | "yaml" | "yml" => {
            below("changelog")
                || below("db.changelog")
                || below("liquibase")
                || name.contains("changelog") && !name.starts_with("CHANGELOG")
                || folder == "migrations" && digit
                || name == "migrations.xml"
        }
        "ts" | "js" => (below("migrations") || below("migration")) && digit,
        "php" => below("migrations") && (digit || name.starts_with("Version")),
        "cs" => folder == "Migrations" && name.starts_with(|c: char| c.is_ascii_digit()) || below("DbScripts"),
        "kt" | "java" | "scala" => (below("migration") || below("migrations")) && name.starts_with('V') && name.contains("__"),
        "rs" => below("migration") && name.starts_with('m') && name[1..].starts_with(|c: char| c.is_ascii_digit()),
        "go" => below("migrations") && digit,
        _ => false,
    }
}

/// A program's own list of changes to its schema: one file of code, with statements in their order.
fn is_numbered_in_code(facts: &Facts, file: &File) -> bool {
    let named = file.name().to_lowercase().contains("migration");
    // A list of that name in a file that makes tables.
    let lists = || {
        facts.code().schemas.iter().any(|at| at.path == file.path)
            && facts.snapshot().read(file).is_some_and(|text| text.contains("MIGRATIONS"))
    };
    if file.role != Role::Source || !file.language.is_code() || !named && !lists() {
        return false;
    }
    let text = facts.snapshot().read(file).unwrap_or_default().to_lowercase();
    let changes = ["alter table", "create table", "create index", "drop table", "drop column", "add column"];
    changes.iter().map(|change| text.matches(change).count()).sum::<usize>() >= 5
}

fn is_schema_script(file: &File) -> bool {
    file.extension() == "sql" && (file.name().contains("schema") || file.name().contains("init") || file.name().contains("create"))
        || file.name() == "schema.prisma"
        // A database project holds the schema as it is to be; what changes is worked out when it is deployed.
        || file.extension() == "sqlproj"
}

//! Are schema changes of the store made by versioned migrations in the repository?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/migrations-versioned",
        title: "Schema changes are versioned migrations",
        question: "Are schema changes of the store made by versioned migrations in the repository?",
        demands: &["N5"],
        weight: 1,
        gate: false,
        why: "A schema that is changed by hand cannot be rolled back by anyone else.",
        pass: "Yes.",
        partial: "A schema script without versions.",
        fail: "No.",
        not_applicable: "No relational or schema-bound store.",
        found: "Migrations are recognised by the layouts of the common tools (Rails, Django, Alembic, Flyway, Liquibase, Ecto, Entity Framework, Prisma, knex, goose, diesel, Play's evolutions …), and a program's own list of statements in a file called after them. A schema script without versions is partial, and so is a database project that is compared when it is deployed. Not applicable without a relational or schema-bound store.",
        fix: "Add the migration tool of your framework, with today's schema as its first version.",
    },
    judge,
};

const SEARCHED: &[&str] = &["migrations of the common tools", "schema scripts"];

fn judge(facts: &Facts) -> Answer {
    let migrations = facts.migrations();
    if !migrations.versioned.is_empty() {
        return Answer::found(
            format!("{} versioned migrations", migrations.count),
            migrations.versioned.iter().map(|at| at.says("a migration")),
            "",
            SEARCHED,
        );
    }
    if facts.serves().relational.is_none() && migrations.scripts.is_empty() {
        return Answer::not_applicable("no relational or schema-bound store", SEARCHED);
    }
    Answer::partly(
        "a schema script without versions",
        migrations.scripts.iter().map(|at| at.says("a schema script")),
        "no versioned migrations",
        SEARCHED,
    )
}

//! Is the main code protected from null/None mistakes by the compiler or a type checker (Rust, Kotlin, Swift, Elm: by the language; TypeScript strict or strictNullChecks; C# Nullable enable; mypy/pyright run; Sorbet; NullAway/Checker Framework; dialyzer)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "robustness/null-safety",
        title: "Null safety",
        question: "Is the main code protected from null/None mistakes by the compiler or a type checker (Rust, Kotlin, Swift, Elm: by the language; TypeScript strict or strictNullChecks; C# Nullable enable; mypy/pyright run; Sorbet; NullAway/Checker Framework; dialyzer)?",
        demands: &["R4"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "partly: some of the languages, or a lax setting",
        fail: "no",
        not_applicable: "Go, Elixir, or other languages where no such checker is in common use",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Is production code free of calls that crash on the unexpected (unwrap, !!, panic, force casts)?

use crate::checks::prelude::*;
use crate::snapshot::Language;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "robustness/crash-prone-calls",
        title: "Production code does not crash on the unexpected",
        question: "Is production code free of calls that crash on the unexpected (unwrap, !!, panic, force casts)?",
        demands: &["R4"],
        weight: 1,
        gate: false,
        why: "An unwrap on a bad day is a restart loop.",
        pass: "Under 1 a thousand lines.",
        partial: "1 to 5 a thousand lines.",
        fail: "More.",
        not_applicable: "The main languages have no such calls.",
        found: "Calls that crash on the unexpected (unwrap, expect, panic, !!, try!, null!) in production code of Rust, Kotlin, Go, C# and Swift, for each thousand lines of code: under 1 passes, up to 5 is partial. A call that is proven safe counts, too: the number is a measure, not a verdict on one line.",
        fix: "Replace the first of them on a request's path by returning the error.",
    },
    judge,
};

const SEARCHED: &[&str] = &["unwrap, expect, panic", "!!, try!, null!"];

fn judge(facts: &Facts) -> Answer {
    let code = facts.code();
    let lines: usize = [Language::Rust, Language::Kotlin, Language::Go, Language::CSharp, Language::Swift]
        .iter()
        .filter_map(|language| code.lines.get(language))
        .sum();
    if lines * 10 < code.all_lines() || lines == 0 {
        return Answer::not_applicable("no language with such calls", SEARCHED);
    }
    let calls: Vec<Evidence> = code.crashes.iter().map(|(at, call)| at.says(format!("{call} crashes on the unexpected"))).collect();
    let rate = calls.len() as f64 / (lines as f64 / 1000.0);
    let state = format!("{} crash-prone calls in {:.1} thousand lines", calls.len(), lines as f64 / 1000.0);
    let answer = match calls.split_first() {
        None => Answer::found(
            "no crash-prone calls",
            facts.code().largest_folder().map(|folder| Place::new(folder, 0).says("none found")),
            "",
            SEARCHED,
        ),
        Some((first, rest)) if rate < 1.0 => Answer::pass(state, first.clone(), rest.iter().cloned()),
        Some((first, rest)) if rate <= 5.0 => Answer::partial(state, first.clone(), rest.iter().cloned()),
        Some(_) => Answer::fail(state, SEARCHED, calls),
    };
    answer.measured(rate)
}

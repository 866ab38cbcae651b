//! Is production code (no tests, scripts or migrations) free of swallowed errors: an error caught and neither logged, re-raised, returned, counted nor commented on as deliberate?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[RATE],
    meta: Meta {
        id: "robustness/swallowed-errors",
        title: "Errors are not swallowed",
        question: "Is production code (no tests, scripts or migrations) free of swallowed errors: an error caught and neither logged, re-raised, returned, counted nor commented on as deliberate?",
        demands: &["R4"],
        weight: 2,
        gate: false,
        why: "A swallowed error is an incident without a log line.",
        pass: "None, or under 0.2 a thousand lines.",
        partial: "0.2 to 1 a thousand lines.",
        fail: "More.",
        not_applicable: "",
        found: "Handlers of production code (no tests, scripts or migrations) that catch and stay silent are counted for each thousand lines of code: neither logged, re-raised, returned, counted nor commented on. A narrow catch that turns an expected case into a fallback is control flow, and ignored return values are no caught errors.",
        fix: "Log the error at the place that the evidence names, or write the reason for the silence beside it.",
    },
    judge,
};

/// Swallowed errors a thousand lines below which the code passes.
const RATE: Setting = Setting {
    check: "robustness/swallowed-errors",
    name: "rate",
    default: 0.2,
    meaning: "swallowed errors for each thousand lines of code below which it passes",
};

const SEARCHED: &[&str] = &["catch, except, rescue and error branches of production code"];

fn judge(facts: &Facts) -> Answer {
    let code = facts.code();
    let thousands = code.all_lines() as f64 / 1000.0;
    if code.all_lines() == 0 {
        return Answer::unknown("no code of a language that can be read", SEARCHED);
    }
    let swallowed: Vec<Evidence> = code.swallowed.iter().map(|at| at.says("caught, and nothing done")).collect();
    let rate = swallowed.len() as f64 / thousands;
    let state = format!("{} swallowed errors in {:.1} thousand lines", swallowed.len(), thousands);
    let answer = match swallowed.split_first() {
        None => Answer::found(
            "no swallowed errors",
            facts.code().largest_folder().map(|folder| Place::new(folder, 0).says("no handler stays silent")),
            "",
            SEARCHED,
        ),
        Some((first, rest)) if rate < facts.setting(&RATE) => Answer::pass(state, first.clone(), rest.iter().cloned()),
        Some((first, rest)) if rate <= 1.0 => Answer::partial(state, first.clone(), rest.iter().cloned()),
        Some(_) => Answer::fail(state, SEARCHED, swallowed),
    };
    answer.measured(rate)
}

//! `runworthy checks`: the catalogue, a line a check.

use std::fmt::Write;

use super::{Ending, Failure, print};
use crate::checks::CHECKS;
use crate::checks::areas::AREAS;

/// Prints every check below its area.
///
/// # Errors
/// Standard output cannot be written.
pub fn run() -> Result<Ending, Failure> {
    let longest = CHECKS.iter().map(|check| check.meta().id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for area in AREAS {
        let _ = writeln!(text, "{}: {}", area.title, area.demand);
        for check in CHECKS.iter().filter(|check| check.meta().area() == area.id) {
            let meta = check.meta();
            let gate = if meta.gate { "  (gate)" } else { "" };
            let _ = writeln!(text, "  {:longest$}  {}{gate}", meta.id, meta.title);
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{} checks; `runworthy explain CHECK` tells more.", CHECKS.len());
    print(text.as_bytes())?;
    Ok(Ending::Passed)
}

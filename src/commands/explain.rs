//! `runworthy explain`: why a check matters, how it is judged, how to mend it; from its own metadata.

use std::fmt::Write;

use super::{Ending, Failure, print};
use crate::assessment::verdict::MINIMUMS;
use crate::checks::areas::{AREAS, Area};
use crate::checks::{CHECKS, Check};
use crate::config::suggest;

/// Prints the page of a check or an area.
///
/// # Errors
/// The topic does not exist, or standard output cannot be written.
pub fn run(topic: &str) -> Result<Ending, Failure> {
    let check = CHECKS.iter().find(|check| check.meta().id == topic || short_name(check.meta().id) == topic);
    let area = AREAS.iter().find(|area| area.id == topic);
    let text = match (area, check) {
        (Some(area), _) => explain_area(area),
        (None, Some(check)) => explain_check(*check),
        (None, None) => return Err(Failure::Usage(unknown(topic))),
    };
    print(text.as_bytes())?;
    Ok(Ending::Passed)
}

fn short_name(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, name)| name)
}

fn unknown(topic: &str) -> String {
    let topics = AREAS.iter().map(|area| area.id).chain(CHECKS.iter().flat_map(|check| [check.meta().id, short_name(check.meta().id)]));
    format!("no area or check is called `{topic}`{}; `runworthy checks` lists them", suggest::hint(topic, topics))
}

fn explain_area(area: &Area) -> String {
    let mut text = format!("{}\n\n", area.title);
    paragraph(&mut text, "Demand", area.demand);
    let floor = area.floor.map(|floor| format!("A red flag: below {floor:.0} of 100 the verdict is NO-GO, whatever the rest says."));
    paragraph(
        &mut text,
        "Weight",
        &format!("{} (relative to the other areas; `[weights]` in runworthy.toml changes it). {}", area.weight, floor.unwrap_or_default()),
    );
    text.push_str("Checks\n");
    for check in CHECKS.iter().filter(|check| check.meta().area() == area.id) {
        let _ = writeln!(text, "  {}\n      {}", check.meta().id, check.meta().question);
    }
    text
}

fn explain_check(check: &dyn Check) -> String {
    let meta = check.meta();
    let mut text = format!("{}\n{}\n\n", meta.id, meta.title);
    paragraph(&mut text, "Question", meta.question);
    paragraph(&mut text, "Why", meta.why);
    let demand = crate::checks::areas::area(meta.area()).map_or("", |area| area.demand);
    paragraph(&mut text, "Demand", &format!("{} ({})", demand, meta.demands.join(", ")));
    for (outcome, meaning) in [("Pass", meta.pass), ("Partial", meta.partial), ("Fail", meta.fail), ("Not applicable", meta.not_applicable)]
    {
        if !meaning.is_empty() {
            paragraph(&mut text, outcome, meaning);
        }
    }
    paragraph(&mut text, "How it is found", meta.found);
    paragraph(&mut text, "How to mend it", meta.fix);
    paragraph(&mut text, "Weight", &format!("{} within its area{}", meta.weight, gate(meta.id)));
    for setting in check.settings() {
        paragraph(
            &mut text,
            &format!("Setting `{}`", setting.name),
            &format!("{} (default {}); set it below [checks.\"{}\"] in runworthy.toml", setting.meaning, setting.default, meta.id),
        );
    }
    text
}

fn gate(id: &str) -> &'static str {
    match MINIMUMS.iter().find(|minimum| minimum.contains(&id)) {
        Some([_]) => "; a minimum: failing it makes the verdict NO-GO",
        Some(_) => "; one of a group of which at least one must hold, or the verdict is NO-GO",
        None => "",
    }
}

/// A heading and its text, wrapped and indented.
fn paragraph(text: &mut String, title: &str, body: &str) {
    let _ = writeln!(text, "{title}");
    let width = super::width().min(100) - 2;
    let mut line = String::from(" ");
    for word in body.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > width && line.len() > 1 {
            let _ = writeln!(text, "{line}");
            line = String::from(" ");
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(text, "{line}\n");
}

//! `runworthy explain`: why a check matters, how it is judged, how to mend it; from its own metadata.

use std::fmt::Write;

use super::{Ending, Failure, print};
use crate::assessment::terms::{self, TERMS, Term};
use crate::assessment::tiers::TIERS;
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
    // `training` and others are a check and a term: the page tells both.
    let term = terms::term(topic);
    let text = match (topic, area, check, term) {
        ("terms", ..) => explain_terms(),
        ("tiers" | "tier", ..) => explain_tiers(),
        ("waivers" | "waiver", ..) => explain_topic("Waivers", WAIVERS),
        ("evidence" | "claims", ..) => explain_topic("Evidence that lives elsewhere", CLAIMS),
        (_, Some(area), ..) => explain_area(area),
        (_, None, Some(check), term) => explain_check(*check) + &term.map_or_else(String::new, explain_term),
        (_, None, None, Some(term)) => explain_term(term),
        (_, None, None, None) => return Err(Failure::Usage(unknown(topic))),
    };
    print(text.as_bytes())?;
    Ok(Ending::Passed)
}

const WAIVERS: &str = "\u{201c}We know, because \u{2026}, until \u{2026}.\u{201d} A [[waiver]] in runworthy.toml takes a check out of the \
    gates until its day: what would veto makes the verdict CONDITIONAL instead. It never makes a check pass, and never changes a score; \
    it is shown wherever the check is. With `path`, only findings below that path are waived. Waivers that ended, run for more than \
    400 days, name no check, or are not needed are reported in each scan.";
const CLAIMS: &str = "A line below [evidence] in runworthy.toml says where something lives that this repository does not show: \
    \"incidents/runbooks\" = \"https://wiki.example.org/runbooks\". A check that found nothing then counts as partial, marked as claimed, \
    with the text of the claim as its evidence. Nobody opens the address. A claim that the repository makes needless is reported.";

fn explain_topic(title: &str, body: &str) -> String {
    let mut text = String::new();
    paragraph(&mut text, title, body);
    text
}

fn explain_terms() -> String {
    let mut text = String::new();
    paragraph(
        &mut text,
        "Terms",
        "Questions that no repository can answer. `runworthy interview` asks them and keeps the answers in runworthy.toml; they lapse \
         after 180 days ([interview] lapse-days). \"No\" to one of the first three vetoes; what is open makes the verdict CONDITIONAL.",
    );
    for term in TERMS {
        let must = if term.must { " (a must)" } else { "" };
        let _ = writeln!(text, "  {}{must}\n      {}", term.id, term.question);
    }
    text
}

fn explain_term(term: &Term) -> String {
    let mut text = format!("terms.{}\n{}\n\n", term.id, term.question);
    paragraph(&mut text, "Why", term.why);
    paragraph(&mut text, "A good answer", term.good);
    paragraph(&mut text, "Whose decision it is", term.decides);
    paragraph(&mut text, "Demand", &term.demands.join(", "));
    let weight = if term.must { "A must: \"no\" makes the verdict NO-GO." } else { "\"No\" makes the verdict CONDITIONAL." };
    paragraph(&mut text, "Weight", weight);
    if !term.checks.is_empty() {
        let body =
            format!("{} look at the same from the repository's side; where they differ, the report shows both.", term.checks.join(", "));
        paragraph(&mut text, "Said and seen", &body);
    }
    text
}

fn explain_tiers() -> String {
    let mut text = String::new();
    paragraph(&mut text, "Tiers", "How much depends on a service, set as `tier` below [service]; it moves the thresholds and the gates.");
    for tier in TIERS {
        let gates = match (tier.floors, tier.relief) {
            (true, true) => "all gates",
            (true, false) => "all gates but toggles, throttling and isolation",
            _ => "deploys, tests in CI and logging only",
        };
        let _ = writeln!(text, "  {}  {}", tier.number, tier.meaning);
        let _ = writeln!(text, "      NO-GO below {:.0}, GO from {:.0}; {gates}", tier.thresholds.conditional, tier.thresholds.go);
    }
    text
}

fn short_name(id: &str) -> &str {
    id.split_once('/').map_or(id, |(_, name)| name)
}

fn unknown(topic: &str) -> String {
    let topics = AREAS
        .iter()
        .map(|area| area.id)
        .chain(CHECKS.iter().flat_map(|check| [check.meta().id, short_name(check.meta().id)]))
        .chain(TERMS.iter().map(|term| term.id))
        .chain(["terms", "tiers", "waivers", "evidence"]);
    format!("no area, check or term is called `{topic}`{}; `runworthy checks` lists them", suggest::hint(topic, topics))
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

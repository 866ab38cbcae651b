//! Incidents from the export of an alerting service, where one lies among the files: `incidents.csv`, `alerts.json` …
//!
//! PagerDuty's and Opsgenie's exports (CSV, JSON) are known, and any list with a column for the time at
//! which an incident opened and one for its end or its urgency.

use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;

use super::tree::Value;
use super::{Facts, Place, json};
use crate::snapshot::{File, Role};

/// Columns that tell when an incident opened, without case and separators.
const OPENED: &[&str] = &["openedat", "opened", "createdat", "createdon", "created", "startedat", "started", "triggeredat", "triggered"];
/// Columns that only a list of incidents has beside it.
const ENDED: &[&str] = &[
    "resolvedat", "resolvedon", "resolved", "closedat", "closed", "endedat", "acknowledgedat", "acknowledged", "secondstoresolve",
    "escalationpolicyname", "escalationpolicy", "incidentnumber", "tinyid",
];
const URGENCY: &[&str] = &["urgency", "priority", "severity"];
/// What an urgency says that wakes nobody.
const QUIET: &[&str] = &["low", "p4", "p5", "sev4", "sev5", "info", "informational", "warning", "minor"];
/// More rows than this are not read: years of any rota.
const MAX_ROWS: usize = 50_000;

/// Something that somebody was told of.
#[derive(Debug, Clone)]
pub struct Incident {
    /// Seconds since 1970, when it opened.
    pub opened: i64,
    /// It asked for a person at once; a list without urgencies holds pages only.
    pub urgent: bool,
    pub at: Place,
}

/// Reads the exports, by time.
pub fn collect(facts: &Facts) -> Vec<Incident> {
    let snapshot = facts.snapshot();
    let lists = snapshot.files().iter().filter(|file| is_list(file));
    let mut incidents: Vec<Incident> = lists
        .flat_map(|file| match (file.extension(), snapshot.text(file)) {
            ("csv", Some(text)) => from_csv(&file.path, text),
            ("json", Some(text)) => from_json(&file.path, text),
            _ => Vec::new(),
        })
        .collect();
    incidents.sort_by_key(|incident| incident.opened);
    incidents
}

fn is_list(file: &File) -> bool {
    let name = file.name().to_ascii_lowercase();
    matches!(file.extension(), "csv" | "json")
        && matches!(file.role, Role::Config | Role::Docs | Role::Other)
        && ["incident", "pagerduty", "opsgenie", "alerts", "pages"].iter().any(|word| name.contains(word))
}

/// Which column is which: the names that a row has, in small letters without separators.
struct Columns {
    opened: usize,
    urgency: Option<usize>,
}

impl Columns {
    /// `None` where the names are not those of a list of incidents.
    fn of<'a>(names: impl Iterator<Item = &'a str>) -> Option<Columns> {
        let plain = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let names: Vec<String> = names.map(plain).collect();
        let find = |known: &[&str]| known.iter().find_map(|known| names.iter().position(|name| name == known));
        let urgency = find(URGENCY);
        (urgency.is_some() || find(ENDED).is_some()).then_some(())?;
        Some(Columns { opened: find(OPENED)?, urgency })
    }

    fn incident<'a>(&self, cell: impl Fn(usize) -> Option<&'a str>, at: Place) -> Option<Incident> {
        let urgency = self.urgency.and_then(&cell).map(|word| word.trim().to_ascii_lowercase());
        let urgent = !urgency.is_some_and(|word| QUIET.contains(&word.as_str()));
        Some(Incident { opened: seconds(cell(self.opened)?)?, urgent, at })
    }
}

fn from_csv(path: &str, text: &str) -> Vec<Incident> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let Some(columns) = reader.headers().ok().and_then(|names| Columns::of(names.iter())) else { return Vec::new() };
    let rows = reader.records().filter_map(Result::ok).take(MAX_ROWS);
    rows.filter_map(|row| {
        let line = row.position().map_or(0, csv::Position::line);
        columns.incident(|at| row.get(at), Place::new(path, usize::try_from(line).unwrap_or(0)))
    })
    .collect()
}

fn from_json(path: &str, text: &str) -> Vec<Incident> {
    let Ok(tree) = json::parse(text) else { return Vec::new() };
    let Some(root) = tree.root() else { return Vec::new() };
    let listed = ["incidents", "data", "alerts"].iter().find_map(|key| root.get(key)).unwrap_or(root);
    listed.items().take(MAX_ROWS).filter_map(|item| from_object(path, item)).collect()
}

fn from_object(path: &str, item: Value<'_>) -> Option<Incident> {
    let entries: Vec<(&str, Option<&str>)> = item.entries().iter().filter_map(|(key, value)| Some((key.str()?, value.str()))).collect();
    let columns = Columns::of(entries.iter().map(|(name, _)| *name))?;
    columns.incident(|at| entries.get(at)?.1, Place::new(path, item.line()))
}

/// A time as exports write it, in seconds since 1970: RFC 3339, a civil time (taken as UTC), or an epoch.
fn seconds(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches(" UTC");
    if let Ok(epoch) = text.parse::<i64>() {
        // Opsgenie writes milliseconds; no epoch in seconds has twelve digits before the year 5138.
        let second = if epoch.abs() >= 100_000_000_000 { epoch / 1000 } else { epoch };
        return Timestamp::from_second(second).ok().map(Timestamp::as_second).filter(|second| *second >= earliest());
    }
    let civil = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp());
    text.parse::<Timestamp>().ok().or_else(civil).map(Timestamp::as_second)
}

/// No alerting service is older: a smaller number is no time.
fn earliest() -> i64 {
    date(2000, 1, 1).to_zoned(TimeZone::UTC).map_or(0, |time| time.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_of_known_services_are_read() {
        let pagerduty = "incident_number,urgency,created_on,resolved_on\n1,high,2026-01-02T03:04:05Z,\n2,low,2026-01-02T03:04:05+01:00,\n";
        let incidents = from_csv("incidents.csv", pagerduty);
        assert_eq!(incidents.iter().map(|incident| (incident.urgent, incident.at.line)).collect::<Vec<_>>(), [(true, 2), (false, 3)]);
        assert_eq!(incidents[0].opened - incidents[1].opened, 3600);
        let opsgenie = r#"{"data": [{"tinyId": "7", "createdAt": "1767322800000", "priority": "P1"}, {"nothing": 1}]}"#;
        assert_eq!(from_json("alerts.json", opsgenie).len(), 1);
        assert_eq!(seconds("2026-01-02 03:00:00"), seconds("1767322800"));
    }

    #[test]
    fn other_lists_are_no_incidents() {
        assert!(from_csv("pages.csv", "title,created\nHome,2026-01-01\n").is_empty());
        assert!(from_csv("incidents.csv", "created,urgency\nsoon,high\n7,high\n").is_empty());
    }
}

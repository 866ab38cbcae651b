//! Small formats for other programs: SARIF, JUnit, GitHub, GitLab, OpenMetrics, CSV, badges.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{CheckLine, Report};

/// Checks that did not pass and have a place to point at.
fn findings(report: &Report) -> impl Iterator<Item = &CheckLine> {
    report.checks.iter().filter(|check| matches!(check.outcome.as_str(), "fail" | "partial") && !check.evidence.is_empty())
}

fn pretty(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

fn level(check: &CheckLine) -> &'static str {
    match check.outcome.as_str() {
        _ if check.waiver.is_some() => "note",
        "fail" if check.gate => "error",
        "fail" if check.weight > 1 => "warning",
        _ => "note",
    }
}

/// SARIF 2.1.0: each check a rule, each finding with a place a result.
pub(super) fn sarif(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<Value> = report
        .checks
        .iter()
        .map(|check| {
            let fix = if check.fix.is_empty() { "Nothing to mend." } else { &check.fix };
            json!({
                "id": check.id,
                "name": check.id.split('/').next_back().unwrap_or("").split('-').map(capital).collect::<String>(),
                "shortDescription": { "text": check.title },
                "fullDescription": { "text": format!("{}.", check.title) },
                "help": { "text": fix, "markdown": fix },
                "defaultConfiguration": { "level": if check.gate { "error" } else { "warning" } },
                "properties": { "tags": [check.area], "weight": check.weight, "gate": check.gate },
            })
        })
        .collect();
    let index = |id: &str| report.checks.iter().position(|check| check.id == id);
    let results: Vec<Value> = findings(report)
        .map(|check| {
            // The schema wants each once; a line may hold two findings.
            let mut locations: Vec<Value> = Vec::new();
            for evidence in check.evidence.iter().take(10) {
                let place = location(&evidence.path.clean(), evidence.line);
                if !locations.contains(&place) {
                    locations.push(place);
                }
            }
            json!({
                "ruleId": check.id,
                "ruleIndex": index(&check.id),
                "level": level(check),
                "message": { "text": format!("{}: {}", check.title, check.summary.clean()) },
                "locations": [locations[0]],
                "relatedLocations": locations[1..],
                "partialFingerprints": { "runworthy/v1": check.fingerprint },
            })
        })
        .collect();
    let run = json!({
        "tool": { "driver": { "name": "runworthy", "version": report.tool.version, "semanticVersion": report.tool.version, "rules": rules } },
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": { "verdict": report.verdict, "score": report.score },
    });
    pretty(&json!({ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run] }), out)
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn location(path: &str, line: Option<usize>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": super::links::encoded(path) } });
    if let Some(line) = line {
        physical["region"] = json!({ "startLine": line });
    }
    json!({ "physicalLocation": physical })
}

/// JUnit: areas as suites, checks as cases; partial is passed with a message, unknown is skipped.
pub(super) fn junit(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let count = |outcomes: &[&str], area: Option<&str>| {
        report
            .checks
            .iter()
            .filter(|check| area.is_none_or(|area| check.area == area) && outcomes.contains(&check.outcome.as_str()))
            .count()
    };
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">",
        xml(&report.service.clean()),
        report.checks.len(),
        count(&["fail"], None)
    )?;
    for area in &report.areas {
        let own: Vec<&CheckLine> = report.checks.iter().filter(|check| check.area == area.id).collect();
        writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">",
            xml(&area.id),
            own.len(),
            count(&["fail"], Some(&area.id)),
            count(&["unknown", "not-applicable"], Some(&area.id))
        )?;
        for check in own {
            case(check, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn case(check: &CheckLine, out: &mut dyn Write) -> io::Result<()> {
    let name = check.id.split_once('/').map_or(check.id.as_str(), |(_, name)| name);
    let summary = xml(&check.summary.clean());
    let places: Vec<String> =
        check.evidence.iter().take(5).map(|one| format!("{}: {}", located(check, &one.path.clean(), one.line), one.note.clean())).collect();
    let body = xml(&[places.join("\n"), check.fix.clone()].join("\n"));
    write!(out, "    <testcase classname=\"{}\" name=\"{}\"", xml(&check.area), xml(name))?;
    match check.outcome.as_str() {
        "fail" => writeln!(out, "><failure message=\"{summary}\">{body}</failure></testcase>"),
        "unknown" | "not-applicable" => writeln!(out, "><skipped message=\"{summary}\"/></testcase>"),
        "partial" => writeln!(out, "><system-out>in part: {summary}\n{body}</system-out></testcase>"),
        _ => writeln!(out, "/>"),
    }
}

fn located(_: &CheckLine, path: &str, line: Option<usize>) -> String {
    line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"))
}

/// Text in XML; what XML 1.0 cannot hold is gone already, by [`super::Foreign::clean`].
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Workflow commands that GitHub shows on the evidence's lines.
pub(super) fn github(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    for check in findings(report) {
        let command = match level(check) {
            "error" => "error",
            "warning" => "warning",
            _ => "notice",
        };
        let first = &check.evidence[0];
        let line = first.line.map_or_else(String::new, |line| format!(",line={line}"));
        writeln!(
            out,
            "::{command} file={}{line},title={}::{}",
            property(&first.path.clean()),
            property(&check.title),
            data(&format!("{} ({})", check.summary.clean(), check.id))
        )?;
    }
    // The last line is for the log, and starts so that it is no command.
    writeln!(out, "runworthy: {} {:.0}/100", report.verdict.to_uppercase(), report.score.floor())
}

/// GitLab's Code Quality report.
pub(super) fn gitlab(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<Value> = findings(report)
        .map(|check| {
            let first = &check.evidence[0];
            let severity = match level(check) {
                "error" => "critical",
                "warning" => "major",
                _ => "minor",
            };
            json!({
                "description": format!("{}: {}", check.title, check.summary.clean()),
                "check_name": check.id,
                "fingerprint": check.fingerprint,
                "severity": severity,
                "location": { "path": first.path.clean(), "lines": { "begin": first.line.unwrap_or(1) } },
            })
        })
        .collect();
    pretty(&Value::from(issues), out)
}

/// Gauges for score, areas, outcomes and verdict.
pub(super) fn openmetrics(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let label = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let service = label(&report.service.clean());
    let mut gauge = |name: &str, help: &str, values: Vec<(String, f64)>| -> io::Result<()> {
        writeln!(out, "# HELP runworthy_{name} {help}\n# TYPE runworthy_{name} gauge")?;
        values.iter().try_for_each(|(labels, value)| writeln!(out, "runworthy_{name}{{service=\"{service}\"{labels}}} {value}"))
    };
    gauge("score", "Overall score, 0 to 100.", vec![(String::new(), report.score)])?;
    gauge("coverage", "Share of the applicable weight that could be answered, 0 to 1.", vec![(String::new(), report.coverage)])?;
    let areas = report.areas.iter().filter_map(|area| Some((format!(",area=\"{}\"", label(&area.id)), area.score?)));
    gauge("area_score", "Score of an area, 0 to 100.", areas.collect())?;
    let verdicts = ["go", "conditional", "no-go"];
    let verdict = verdicts.map(|word| (format!(",verdict=\"{word}\""), f64::from(u8::from(report.verdict == word))));
    gauge("verdict", "1 for the verdict that holds.", verdict.to_vec())?;
    let outcomes = ["pass", "partial", "fail", "unknown", "not-applicable"];
    let count = |word: &str| report.checks.iter().filter(|check| check.outcome == word).count() as f64;
    gauge("checks", "Checks by outcome.", outcomes.map(|word| (format!(",outcome=\"{word}\""), count(word))).to_vec())?;
    writeln!(out, "# EOF")
}

/// One line a check, for spreadsheets; a text that a spreadsheet would take for a formula is kept a text.
pub(super) fn csv(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let cell = |text: &str| {
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
    };
    write!(out, "service,area,check,title,outcome,score,weight,gate,waived_until,summary,path,line\r\n")?;
    for check in &report.checks {
        let first = check.evidence.first();
        let row = [
            cell(&report.service.clean()),
            cell(&check.area),
            cell(&check.id),
            cell(&check.title),
            cell(&check.outcome),
            check.score.to_string(),
            check.weight.to_string(),
            check.gate.to_string(),
            check.waiver.as_ref().map_or_else(String::new, |waiver| cell(&waiver.until)),
            cell(&check.summary.clean()),
            first.map_or_else(String::new, |one| cell(&one.path.clean())),
            first.and_then(|one| one.line).map_or_else(String::new, |line| line.to_string()),
        ];
        write!(out, "{}\r\n", row.join(","))?;
    }
    Ok(())
}

fn colour(report: &Report) -> (&'static str, &'static str) {
    match report.verdict.as_str() {
        "go" => ("brightgreen", "#2f7d32"),
        "conditional" => ("yellow", "#8a6100"),
        _ => ("red", "#b3261e"),
    }
}

/// The endpoint of shields.io.
pub(super) fn shields(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let message = format!("{} {:.0}", report.verdict.to_uppercase(), report.score.floor());
    pretty(&json!({ "schemaVersion": 1, "label": "runworthy", "message": message, "color": colour(report).0 }), out)
}

/// A badge; its text is drawn in a width that fits any font of its size.
pub(super) fn badge(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let message = format!("{} {:.0}", report.verdict.to_uppercase(), report.score.floor());
    let (left, right) = (72, 16 + 7 * message.len());
    let (width, fill) = (left + right, colour(report).1);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"20\" role=\"img\" aria-label=\"runworthy: {message}\">\
         <title>runworthy: {message}</title>\
         <rect width=\"{width}\" height=\"20\" rx=\"3\" fill=\"#444\"/>\
         <path d=\"M{left} 0h{flat}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-{flat}z\" fill=\"{fill}\"/>\
         <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\" text-anchor=\"middle\">\
         <text x=\"{}\" y=\"14\">runworthy</text><text x=\"{}\" y=\"14\">{message}</text></g></svg>",
        left / 2,
        left + right / 2,
        flat = right - 3,
    )
}

//! Prometheus rules, PrometheusRule resources and charts, Grafana provisioning, Alertmanager, NAIS, rule tests.

use super::{AlertRule, Alerts, Route};
use crate::facts::environments::{Stage, stage};
use crate::facts::tree::Value;
use crate::facts::{Place, yaml};
use crate::snapshot::File;

/// Reads a YAML file for rules, routes and rule tests.
pub fn yaml(file: &File, text: &str, test: bool, found: &mut Alerts) {
    let words = [
        "alert:", "receivers:", "alert_rule_test", "promql_expr_test", "AWS::CloudWatch::Alarm", "contactPoints", "alerts",
        "AlertmanagerConfig", "PrometheusRule", "datasourceUid:",
    ];
    if !words.iter().any(|word| text.contains(word)) {
        return;
    }
    let parsed = yaml::parse(text);
    for root in parsed.roots() {
        if root.get("rule_files").is_some() && root.get("tests").is_some() {
            found.tests.push(Place::file(file));
            continue;
        }
        if test {
            continue;
        }
        root.walk(&mut |_, value| rule(file, value, found));
        receivers(file, root, found);
        shared_chart(file, root, found);
        nais(file, root, found);
    }
}

/// A mapping with `alert` and `expr` is a rule, wherever it stands.
fn rule(file: &File, value: Value<'_>, found: &mut Alerts) {
    let Some(expression) = value.get("expr").filter(|_| value.get("alert").is_some_and(|alert| alert.str().is_some())) else {
        grafana(file, value, found);
        return;
    };
    let text = |part: &str, names: &[&str]| {
        names.iter().find_map(|name| value.str_at(&[part, name])).map(str::to_owned).filter(|text| !text.trim().is_empty())
    };
    let team = ["team", "namespace", "channel", "slack_channel", "alert_type", "receiver", "route", "owner"]
        .iter()
        .find_map(|name| value.at(&["labels", name]));
    if let Some(team) = team {
        found.routes.push(Route { to: team.str().unwrap_or("").to_owned(), at: Place::new(&file.path, team.line()) });
    }
    found.rules.push(AlertRule {
        name: value.str_at(&["alert"]).unwrap_or("").to_owned(),
        expression: expression.str().unwrap_or("").to_owned(),
        wait: value.str_at(&["for"]).or_else(|| value.str_at(&["keep_firing_for"])).map(str::to_owned),
        severity: text("labels", &["severity", "priority", "level", "page"]),
        summary: text("annotations", &["summary", "description", "message", "title", "consequence", "action"]),
        runbook: text("annotations", &["runbook_url", "runbook", "runbook_link", "playbook", "playbook_url", "sop", "runbookUrl"]),
        route: team.and_then(Value::str).map(str::to_owned),
        environment: environment(&file.path).or_else(|| selected(expression.str().unwrap_or(""))),
        shared: false,
        at: Place::new(&file.path, value.entry("alert").map_or(value.line(), |(key, _)| key.line())),
    });
}

/// Grafana's provisioned rules: `title`, `condition`, `data`.
fn grafana(file: &File, value: Value<'_>, found: &mut Alerts) {
    if value.get("condition").is_none() || value.get("data").is_none_or(|data| !data.is_sequence()) || value.get("title").is_none() {
        return;
    }
    let text = |path: &[&str]| value.str_at(path).map(str::to_owned);
    found.rules.push(AlertRule {
        name: text(&["title"]).unwrap_or_default(),
        wait: text(&["for"]),
        severity: text(&["labels", "severity"]).or_else(|| text(&["labels", "priority"])),
        summary: text(&["annotations", "summary"]).or_else(|| text(&["annotations", "description"])),
        runbook: text(&["annotations", "runbook_url"]),
        environment: environment(&file.path),
        at: Place::new(&file.path, value.line()),
        ..AlertRule::default()
    });
}

/// The environment that a path names: a word of a folder, or the first or last word of the file's name.
pub fn environment(path: &str) -> Option<String> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem: Vec<&str> = name.split('.').next().unwrap_or("").split(['-', '_']).collect();
    let ends = [stem.first(), stem.last()].into_iter().flatten().copied();
    folders.split(['/', '-', '_', '.']).chain(ends).find(|word| stage(word).is_some()).map(str::to_owned)
}

/// The environment that a selector names: `{space="shop-production"}`.
fn selected(expression: &str) -> Option<String> {
    let quoted = expression.split(['"', '\'']).skip(1).step_by(2);
    let names: Vec<&str> = quoted.flat_map(|value| value.split(['-', '_', '.', '|', '/'])).filter(|word| stage(word).is_some()).collect();
    let alone = names.iter().all(|name| stage(name) == Some(Stage::Production));
    names.first().filter(|_| alone).map(|name| (*name).to_owned())
}

/// Alertmanager's receivers and Grafana's contact points; a null receiver is no route.
fn receivers(file: &File, root: Value<'_>, found: &mut Alerts) {
    let place = |value: Value<'_>| Place::new(&file.path, value.line());
    let listed = root.get("receivers").or_else(|| root.at(&["spec", "receivers"])).or_else(|| root.get("contactPoints"));
    if let Some(listed) =
        listed.filter(|_| root.get("route").is_some() || root.at(&["spec", "route"]).is_some() || root.get("contactPoints").is_some())
    {
        for receiver in listed.items().filter(|receiver| receiver.entries().len() > 1) {
            found.routes.push(Route { to: receiver.str_at(&["name"]).unwrap_or("receiver").to_owned(), at: place(receiver) });
        }
    }
    for key in ["inhibit_rules", "time_intervals", "mute_time_intervals", "muteTimes"] {
        found.noise_controls.extend(root.get(key).map(place));
    }
    found.noise_controls.extend(root.at(&["route", "group_by"]).map(place));
}

/// A shared chart that brings alerts, named in Chart.yaml, or its values.
fn shared_chart(file: &File, root: Value<'_>, found: &mut Alerts) {
    let shared = |name: &str| name.contains("alert") && (name.contains("prometheus") || name.contains("generic") || name.contains("rules"));
    if file.name() == "Chart.yaml" {
        for dependency in root.get("dependencies").map(Value::items_or_self).unwrap_or_default() {
            let Some(name) = dependency.str_at(&["name"]).filter(|name| shared(name)) else { continue };
            found.rules.push(AlertRule {
                name: name.to_owned(),
                shared: true,
                at: Place::new(&file.path, dependency.line()),
                ..AlertRule::default()
            });
        }
    }
    for (name, values) in root.entries() {
        let severity = values.get("alertSeverity").or_else(|| values.get("severity"));
        if let Some(severity) = severity.filter(|_| name.str().is_some_and(shared)) {
            found.routes.push(Route { to: severity.str().unwrap_or("").to_owned(), at: Place::new(&file.path, severity.line()) });
        }
    }
}

/// NAIS alerts: `kind: Alert` with `spec.alerts` and receivers.
fn nais(file: &File, root: Value<'_>, found: &mut Alerts) {
    if root.str_at(&["kind"]) != Some("Alert") || !root.str_at(&["apiVersion"]).is_some_and(|version| version.starts_with("nais.io")) {
        return;
    }
    for alert in root.at(&["spec", "alerts"]).into_iter().flat_map(Value::items) {
        let text = |name: &str| alert.str_at(&[name]).map(str::to_owned);
        found.rules.push(AlertRule {
            name: text("alert").unwrap_or_default(),
            expression: text("expr").unwrap_or_default(),
            wait: text("for"),
            severity: text("severity"),
            summary: text("description").or_else(|| text("action")),
            runbook: text("documentation"),
            route: None,
            environment: environment(&file.path),
            shared: false,
            at: Place::new(&file.path, alert.line()),
        });
    }
    if let Some(receivers) = root.at(&["spec", "receivers"]) {
        found.routes.push(Route { to: "receivers".to_owned(), at: Place::new(&file.path, receivers.line()) });
    }
}

/// Literal rules of a mixin: `alert: 'Name'`. Nothing is evaluated.
pub fn jsonnet(file: &File, text: &str, found: &mut Alerts) {
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(rest) = line.trim().strip_prefix("alert:") else { continue };
        let name = rest.split(['"', '\'']).nth(1).unwrap_or("").to_owned();
        let block = &lines[at..(at + 40).min(lines.len())];
        let end = block.iter().skip(1).position(|line| line.trim().starts_with("alert:")).map_or(block.len(), |end| end + 1);
        let value = |key: &str| {
            block[..end]
                .iter()
                .find_map(|line| line.trim().strip_prefix(key).map(|rest| rest.trim_matches([':', ' ', ',', '\'', '"']).to_owned()))
        };
        found.rules.push(AlertRule {
            name,
            expression: value("expr").unwrap_or_default(),
            wait: value("'for'").or_else(|| value("\"for\"")).or_else(|| value("for")),
            severity: value("severity"),
            summary: value("summary").or_else(|| value("description")).or_else(|| value("message")),
            runbook: value("runbook_url"),
            route: value("team"),
            environment: None,
            shared: false,
            at: Place::new(&file.path, at + 1),
        });
    }
}

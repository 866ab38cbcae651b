//! Alarms and their receivers that infrastructure code builds: AWS CDK and Pulumi, in any of their languages.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::{AlertRule, Alerts, Route};
use crate::facts::{Facts, Place};
use crate::snapshot::File;

/// Modules that show that a file builds infrastructure.
const MODULES: &[&str] = &["aws-cdk", "aws_cdk", "awscdk", "@guardian/cdk", "Amazon.CDK", "@pulumi/", "pulumi_", "aws-cloudwatch"];
/// How far behind its constructor the settings of an alarm are looked for.
const BODY: usize = 4096;

static ALARM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:\bnew\s+|\b)(?:[A-Za-z_]\w*\.)*((?:[A-Z]\w*)?Alarm|MetricAlarm)\s*\(\s*(?:this|self|scope|stack|[\x22'`])|\.(?:createAlarm|create_alarm|CreateAlarm)\s*\(").ok()
});
static ROUTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(EmailSubscription|UrlSubscription|LambdaSubscription|SlackChannelConfiguration|TopicSubscription)\s*\(|\b(snsTopicName|sns_topic_name)\b").ok()
});
static SETTING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(alarmName|alarm_name|alarmDescription|alarm_description|description|snsTopicName|sns_topic_name|evaluationPeriods|evaluation_periods)\s*[:=]\s*([^\n]+)").ok()
});

/// Adds what the infrastructure code of the service builds.
pub fn collect(facts: &Facts, found: &mut Alerts) {
    let imports = facts.code().imports.iter().filter(|import| !import.test && MODULES.iter().any(|module| import.name.contains(module)));
    let paths: BTreeSet<&str> = imports.map(|import| import.at.path.as_str()).collect();
    for file in paths.into_iter().filter_map(|path| facts.snapshot().file(path)) {
        if let Some(text) = facts.snapshot().read(file) {
            read(file, &text, found);
        }
    }
}

fn read(file: &File, text: &str, found: &mut Alerts) {
    let (Some(alarm), Some(route)) = (ALARM.as_ref(), ROUTE.as_ref()) else { return };
    let at = |offset: usize| Place::new(&file.path, text[..offset].matches('\n').count() + 1);
    for hit in alarm.find_iter(text).take(500) {
        found.rules.push(rule(body(text, hit.start()), at(hit.start())));
    }
    for hit in route.captures_iter(text).take(50) {
        let Some(name) = hit.get(1).or_else(|| hit.get(2)) else { continue };
        found.routes.push(Route { to: name.as_str().to_owned(), at: at(name.start()) });
    }
}

/// From a constructor to the parenthesis that closes it.
fn body(text: &str, start: usize) -> &str {
    let mut depth = 0_i32;
    for (at, byte) in text.as_bytes()[start..].iter().enumerate().take(BODY) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return text.get(start..start + at).unwrap_or(""),
            b')' => depth -= 1,
            _ => {}
        }
    }
    ""
}

fn rule(body: &str, at: Place) -> AlertRule {
    let setting = |names: &[&str]| {
        let settings = SETTING.as_ref()?;
        let found = settings.captures_iter(body).find(|found| names.contains(&&found[1]))?;
        Some(found[2].trim().trim_end_matches(',').trim_matches(['"', '\'', '`']).to_owned())
    };
    let id = body.split(['"', '\'', '`']).nth(1).unwrap_or("an alarm").to_owned();
    let summary = setting(&["alarmDescription", "alarm_description", "description"]);
    let runbook = summary.clone().filter(|summary| summary.contains("http"));
    AlertRule {
        name: setting(&["alarmName", "alarm_name"]).filter(|name| !name.is_empty()).unwrap_or(id),
        wait: setting(&["evaluationPeriods", "evaluation_periods"]),
        route: setting(&["snsTopicName", "sns_topic_name"]),
        environment: super::prometheus::environment(&at.path),
        summary,
        runbook,
        at,
        ..AlertRule::default()
    }
}

//! Alert rules and routes of every system that keeps them as code; the same record whatever the format.

mod cdk;
mod prometheus;
mod terraform;

use super::pipelines::{Does, Pipeline, Step, Trigger};
use super::{Facts, Place, UNFILLED};
use crate::snapshot::{Language, Role};

/// One alert rule.
#[derive(Debug, Clone, Default)]
pub struct AlertRule {
    pub name: String,
    /// The query or condition, as it is written.
    pub expression: String,
    /// How long the condition must hold before it fires, as it is written.
    pub wait: Option<String>,
    pub severity: Option<String>,
    /// Summary, description or message.
    pub summary: Option<String>,
    /// The address or path of its runbook.
    pub runbook: Option<String>,
    /// Who gets it, where the rule itself says so: a team, a channel, a topic.
    pub route: Option<String>,
    /// The environment that it is for, where the rule or its file says so.
    pub environment: Option<String>,
    /// Its rules come from a shared chart or module: what they say cannot be seen here.
    pub shared: bool,
    pub at: Place,
}

/// Who gets an alert.
#[derive(Debug, Clone)]
pub struct Route {
    /// A receiver, a topic's subscription, a team's label.
    pub to: String,
    pub at: Place,
}

#[derive(Debug, Default)]
pub struct Alerts {
    pub rules: Vec<AlertRule>,
    pub routes: Vec<Route>,
    /// Tests of rules.
    pub tests: Vec<Place>,
    /// Alerts that code sends: webhooks, tickets, heartbeats.
    pub from_code: Vec<Place>,
    /// Those of them that go to people by an alerting service or a channel, rather than to a list of tickets or a watchdog.
    pub pages: Vec<Place>,
    /// Grouping and inhibition of notifications.
    pub noise_controls: Vec<Place>,
}

/// Reads every rule and route.
pub fn collect(facts: &Facts) -> Alerts {
    let snapshot = facts.snapshot();
    let mut found = Alerts::default();
    let own = |role: Role| !matches!(role, Role::Vendored | Role::Generated);
    for file in snapshot.files().iter().filter(|file| own(file.role)) {
        // Rules rendered as examples are none of the service's; the tests of them test where they come from.
        let test = matches!(file.role, Role::Test | Role::Example);
        match file.language {
            // Prometheus' own examples end in `.rules`.
            _ if (file.language == Language::Yaml || file.extension() == "rules") && file.role != Role::Ci => {
                if let Some(text) = snapshot.text(file).filter(|text| !text.contains(UNFILLED)) {
                    prometheus::yaml(file, text, test, &mut found);
                }
            }
            Language::Jsonnet if !test => {
                if let Some(text) = snapshot.text(file) {
                    prometheus::jsonnet(file, text, &mut found);
                }
            }
            _ => {}
        }
    }
    terraform::collect(facts.infrastructure(), &mut found);
    cdk::collect(facts, &mut found);
    from_code(facts, &mut found);
    found
}

/// A desk gets the tickets of users as well as those that tell of trouble.
fn speaks_of_alerts(facts: &Facts, path: &str) -> bool {
    let snapshot = facts.snapshot();
    let text = snapshot.file(path).and_then(|file| snapshot.read(file)).unwrap_or_default().to_lowercase();
    ["alert", "alarm", "incident", "p1"].iter().any(|word| text.contains(word))
}

/// Words in code that send an alert to people.
fn from_code(facts: &Facts, found: &mut Alerts) {
    const MODULES: &[&str] = &["pagerduty", "opsgenie", "cronitor", "zendesk", "pypd", "@pagerduty", "slack_notifier", "slack-notifier"];
    let imports = facts.code().imports.iter().filter(|import| {
        !import.test
            && !import.name.contains(".png")
            && !import.at.path.contains("tools/")
            && !import.at.path.contains("scripts/")
            // What users of a product are offered to be told by.
            && !["revisions/", "migrations/", "plugins/", "integrations/"].iter().any(|aside| import.at.path.contains(aside))
            && MODULES.iter().any(|module| import.name.to_lowercase().contains(module))
            && (!import.name.to_lowercase().contains("zendesk") || speaks_of_alerts(facts, &import.at.path))
    });
    for import in imports {
        let name = import.name.to_lowercase();
        if ["pagerduty", "opsgenie", "pypd", "slack"].iter().any(|service| name.contains(service)) {
            found.pages.push(import.at.clone());
        }
        found.from_code.push(import.at.clone());
    }
    let variables = facts.code().environment.iter().filter(|read| {
        !read.test
            && ["PAGERDUTY", "OPSGENIE", "CRONITOR", "HEALTHCHECKS_IO", "ALERT_WEBHOOK", "SLACK_ALERT", "DEADMANSSNITCH"]
                .iter()
                .any(|word| read.name.contains(word))
    });
    found.from_code.extend(variables.map(|read| read.at.clone()));
    found.from_code.extend(watchers(facts));
}

/// Messages of pipelines that look at what runs by the clock: "the smoke test of production failed".
fn watchers(facts: &Facts) -> Vec<Place> {
    let watches = |pipeline: &&Pipeline| {
        pipeline.triggers.contains(&Trigger::Schedule)
            && pipeline.jobs.iter().any(|job| [Does::Verify, Does::EndToEnd, Does::LoadTest].iter().any(|does| job.step(*does).is_some()))
    };
    let steps = facts.pipelines().pipelines.iter().filter(watches).flat_map(|pipeline| &pipeline.jobs).flat_map(|job| &job.steps);
    let tells = |step: &&Step| ["slack", "pagerduty", "opsgenie"].iter().any(|word| step.text.to_lowercase().contains(word));
    steps.filter(tells).map(|step| step.at.clone()).collect()
}

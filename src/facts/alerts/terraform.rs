//! Alert rules and routes that infrastructure as code declares.

use super::{AlertRule, Alerts, Route};
use crate::facts::Place;
use crate::facts::infrastructure::{Infrastructure, Resource};

const RULES: &[&str] = &[
    "datadog_monitor", "aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm", "newrelic_nrql_alert_condition",
    "newrelic_alert_condition", "azurerm_monitor_metric_alert", "azurerm_monitor_scheduled_query_rules_alert",
    "azurerm_monitor_activity_log_alert", "google_monitoring_alert_policy", "grafana_rule_group", "pingdom_check", "statuscake_",
    "signalfx_detector", "honeycombio_trigger", "honeycombio_burn_alert", "sentry_issue_alert", "sentry_metric_alert",
    "AWS::CloudWatch::Alarm", "betteruptime_monitor", "prometheus_rule", "azurerm_application_insights_web_test",
    "elasticstack_kibana_alerting_rule", "Microsoft.Insights/metricAlerts", "Microsoft.Insights/scheduledQueryRules",
    "Microsoft.Insights/metricalerts",
];
const ROUTES: &[&str] = &[
    "pagerduty_", "opsgenie_", "aws_sns_topic_subscription", "azurerm_monitor_action_group", "google_monitoring_notification_channel",
    "grafana_contact_point", "grafana_notification_policy", "newrelic_notification_channel", "newrelic_workflow", "victorops_",
    "aws_chatbot_slack_channel", "AWS::SNS::Subscription", "incident_", "statuscake_contact_group", "grafana_oncall_",
    "Microsoft.Insights/actionGroups",
];

/// Adds the rules and routes of Terraform and CloudFormation.
pub fn collect(infrastructure: &Infrastructure, found: &mut Alerts) {
    for resource in &infrastructure.resources {
        let module =
            resource.kind == "module" && ["alarm", "alert", "monitor"].iter().any(|word| resource.name.to_lowercase().contains(word));
        let scales = resource.body.attributes.iter().any(|attribute| attribute.value.contains("Scal")) && resource.name.contains("Scal");
        if scales {
            continue; // it adds instances, and tells nobody
        }
        let told = told(resource, module);
        if RULES.iter().any(|kind| resource.kind.starts_with(kind)) && !resource.kind.contains("contact_group") {
            found.rules.push(rule(resource));
            found.routes.extend(named_topic(resource).or_else(|| handle(resource, infrastructure)));
        } else if module || told.is_some() || alarms_of_its_own(resource) {
            // A module that is told how grave an alert is and what it says is a rule written out here.
            let rule = rule(resource);
            let shared = rule.severity.is_none() || rule.summary.is_none();
            found.rules.push(AlertRule { shared, ..rule });
            found.routes.extend(told);
        } else if ROUTES.iter().any(|kind| resource.kind.starts_with(kind)) {
            found.routes.push(Route { to: resource.kind.clone(), at: resource.at.clone() });
        }
    }
}

/// A module of something else that is asked to bring alarms: `cloudwatch_alarms_enabled = true`.
fn alarms_of_its_own(resource: &Resource) -> bool {
    let asks = |name: &str| {
        ["alarms_enabled", "alarm_enabled", "enable_alarms", "create_alarms", "enable_monitoring", "alerting_enabled"]
            .iter()
            .any(|word| name.contains(word))
    };
    let wanted = |value: &str| value == "true" || value.starts_with("var.");
    resource.kind == "module" && resource.body.attributes.iter().any(|told| asks(&told.name) && wanted(&told.value))
}

/// A module that is told whom its alerts go to brings alerts of its own.
fn told(resource: &Resource, alarms: bool) -> Option<Route> {
    const NAMES: &[&str] = &[
        "action_group", "actionGroup", "ActionGroup", "alarm_actions", "alarm_sns", "alert_email", "alerts_email", "notification_channel",
        "pagerduty", "opsgenie", "sns_alarm", "alarm_topic", "alerts_topic", "contact_group",
    ];
    // A module of alarms has a topic for nothing else.
    let named = |attribute: &&crate::facts::hcl::Attribute| {
        NAMES.iter().any(|name| attribute.name.contains(name)) || alarms && attribute.name.contains("topic")
    };
    let attribute = resource.body.attributes.iter().filter(|_| resource.kind == "module").find(named)?;
    let off = matches!(attribute.value.as_str(), "[]" | "null" | "" | "false");
    (!off).then(|| Route { to: attribute.name.clone(), at: Place::new(&resource.at.path, attribute.line) })
}

/// A monitor of Datadog tells its message to `@slack-team`, written there or in a local that the message joins in.
fn handle(resource: &Resource, infrastructure: &Infrastructure) -> Option<Route> {
    let message = resource.body.attribute("message").filter(|_| resource.kind == "datadog_monitor")?;
    let joined = || infrastructure.locals.iter().filter(|local| message.value.contains(&format!("local.{}", local.name)));
    let texts = std::iter::once(&message.value).chain(joined().map(|local| &local.value));
    let named =
        texts.flat_map(|text| text.split(|c: char| c.is_whitespace() || matches!(c, '"' | ','))).find_map(|word| word.strip_prefix('@'));
    let to = named.filter(|name| name.starts_with(|c: char| c.is_alphanumeric() || c == '$'))?;
    Some(Route { to: format!("@{to}"), at: Place::new(&resource.at.path, message.line) })
}

/// An alarm that names a topic kept elsewhere: somebody is subscribed there, which cannot be seen of a topic
/// that the same code makes and nobody subscribes to.
fn named_topic(resource: &Resource) -> Option<Route> {
    let action = resource.body.attributes.iter().find(|attribute| attribute.value.contains(":sns:"))?;
    let topic = action.value.rsplit(':').next().unwrap_or("").trim_matches(['"', ']', ' ']).to_owned();
    Some(Route { to: format!("the topic {topic}"), at: Place::new(&resource.at.path, action.line) })
}

fn rule(resource: &Resource) -> AlertRule {
    let text = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| resource.body.anywhere(name))
            .map(|attribute| attribute.value.clone())
            .filter(|value| !value.is_empty())
    };
    let summary =
        text(&["alarm_description", "AlarmDescription", "message", "description", "content", "alert_desc", "custom_email_subject"]);
    let linked = summary
        .as_deref()
        .filter(|summary| {
            summary.contains("http")
                && (summary.to_lowercase().contains("runbook") || summary.contains("playbook") || summary.contains("wiki"))
        })
        .map(str::to_owned);
    AlertRule {
        name: text(&["alarm_name", "AlarmName", "alert_name", "name", "display_name"]).unwrap_or_else(|| resource.name.clone()),
        expression: text(&["query", "expression", "metric_name", "MetricName"]).unwrap_or_default(),
        wait: text(&["evaluation_periods", "EvaluationPeriods", "window_size", "duration", "for"]),
        severity: text(&["severity", "priority", "critical", "severity_level"]),
        runbook: text(&["runbook_url"]).or(linked),
        summary,
        route: named_topic(resource).map(|route| route.to),
        environment: super::prometheus::environment(&resource.at.path),
        shared: false,
        at: Place::new(&resource.at.path, resource.at.line),
    }
}

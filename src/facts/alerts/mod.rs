//! Alert rules and routes of every system that keeps them as code; the same record whatever the format.

use super::{Facts, Place};

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
    /// The environment that it is for, where the rule or its file says so.
    pub environment: Option<String>,
    pub at: Place,
}

#[derive(Debug, Default)]
pub struct Alerts {
    pub rules: Vec<AlertRule>,
}

/// Reads the domain from the snapshot.
pub fn collect(_facts: &Facts) -> Alerts {
    Alerts::default()
}

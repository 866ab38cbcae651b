//! The areas: each answers demands of the essay, in the order of the report.

/// A group of checks with a weight in the overall score.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    pub id: &'static str,
    pub title: &'static str,
    /// The essay's demand behind it, in our words.
    pub demand: &'static str,
    /// Share in the overall score, relative to the others.
    pub weight: f64,
    /// A red-flag area below this score (0 to 100) vetoes; `None` for the others.
    pub floor: Option<f64>,
}

/// All areas that a repository can answer for; the terms are people's.
pub const AREAS: &[Area] = &[
    Area {
        id: "testability",
        title: "Testability",
        demand: "What is hard to test is hard to support: observe it, control its state, isolate its dependencies.",
        weight: 3.0,
        floor: Some(35.0),
    },
    Area {
        id: "environments",
        title: "Environments",
        demand: "If test environments cannot be kept going, production may be as fragile, or very different.",
        weight: 2.0,
        floor: Some(35.0),
    },
    Area {
        id: "onboarding",
        title: "Onboarding",
        demand: "If getting started takes weeks, the information needed to support the system is not in the right state.",
        weight: 2.0,
        floor: Some(25.0),
    },
    Area {
        id: "robustness",
        title: "Robustness",
        demand: "Testing should find subtle defects, not null pointers and unhandled exceptions.",
        weight: 2.0,
        floor: Some(25.0),
    },
    Area { id: "deployability", title: "Deployability", demand: "A safe, repeatable deployment process.", weight: 3.0, floor: None },
    Area {
        id: "observability",
        title: "Observability",
        demand: "A way to observe the system, centralised logging at the least.",
        weight: 3.0,
        floor: None,
    },
    Area {
        id: "toggles",
        title: "Toggles",
        demand: "Throttle traffic, switch off features that cause trouble, isolate dependencies.",
        weight: 2.0,
        floor: None,
    },
    Area {
        id: "alerting",
        title: "Alerting",
        demand: "Alerts that are tested and tuned, neither always firing nor silent, the same in test as in production.",
        weight: 3.0,
        floor: None,
    },
    Area {
        id: "incidents",
        title: "Incidents",
        demand: "A process for incidents and postmortems; run books are kept current; what is well understood is automated.",
        weight: 3.0,
        floor: None,
    },
    Area {
        id: "ownership",
        title: "Ownership",
        demand: "Support what the team wholly owns, with good contracts with other teams, systems and third parties.",
        weight: 2.0,
        floor: None,
    },
    Area {
        id: "safeguards",
        title: "Safeguards",
        demand: "Safeguards for production that protect people under pressure: not everyone can drop tables.",
        weight: 2.0,
        floor: None,
    },
    Area {
        id: "capacity",
        title: "Capacity",
        demand: "The time to make things better: at least 30 % of the team's capacity. On call is no substitute for quality.",
        weight: 1.0,
        floor: None,
    },
];

/// The area with this id.
pub fn area(id: &str) -> Option<&'static Area> {
    AREAS.iter().find(|area| area.id == id)
}

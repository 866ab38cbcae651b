//! Are dashboards for the service kept as code or linked by address from its documents?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/dashboards",
        title: "Dashboards are kept as code or linked",
        question: "Are dashboards for the service kept as code or linked by address from its documents?",
        demands: &["N7"],
        weight: 1,
        gate: false,
        why: "The first question at night is \"since when?\". A dashboard answers it in a second.",
        pass: "As code in the repository.",
        partial: "Linked.",
        fail: "No.",
        not_applicable: "",
        found: "Dashboards in the repository (Grafana, Terraform, CloudFormation, jsonnet) pass; addresses of dashboards in documents and in files for a service catalogue are partial.",
        fix: "Export the dashboard that was open in the last incident, and commit it.",
    },
    judge,
};

const SEARCHED: &[&str] = &["Grafana JSON, Terraform, CloudFormation, jsonnet", "links to dashboards"];

fn judge(facts: &Facts) -> Answer {
    let dashboards = facts.dashboards();
    if !dashboards.here.is_empty() {
        return Answer::found(
            format!("{} dashboards as code", dashboards.here.len()),
            dashboards.here.iter().map(|at| at.says("a dashboard")),
            "",
            SEARCHED,
        );
    }
    Answer::partly("dashboards are only linked", dashboards.linked.iter().map(|at| at.says("links a dashboard")), "no dashboards", SEARCHED)
}

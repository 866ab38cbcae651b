//! Skeletons of documents, filled with what the repository tells and marked with what a person must write.

use std::fmt::Write;

use crate::cli::Skeleton;
use crate::facts::{Facts, UNFILLED};

/// The conventional path of a skeleton, and its text.
pub fn of(skeleton: Skeleton, facts: &Facts) -> (String, String) {
    let (path, text) = match skeleton {
        Skeleton::Runbook => ("docs/runbook.md", runbook(facts)),
        Skeleton::Postmortem => ("docs/postmortems/template.md", postmortem(facts)),
        Skeleton::IncidentProcess => ("docs/incident-process.md", incident_process(facts)),
        Skeleton::Codeowners => (".github/CODEOWNERS", codeowners()),
        Skeleton::EnvExample => (".env.example", env_example(facts)),
        Skeleton::AlertsTest => ("alerts/tests/alerts_test.yml", alerts_test(facts)),
        Skeleton::ReadmeSections => ("docs/readme-sections.md", readme_sections(facts)),
    };
    (path.to_owned(), text)
}

/// Names from the repository, one a line, with what a person must add to each; or a line that asks for them.
fn list<'a>(names: impl Iterator<Item = &'a str>, each: &str, none: &str) -> String {
    let mut out = String::new();
    for name in names.take(30) {
        let _ = writeln!(out, "- `{}`: {each}", name.replace('`', "'"));
    }
    if out.is_empty() { format!("{none}\n") } else { out }
}

fn alert_names(facts: &Facts) -> Vec<&str> {
    let mut names: Vec<&str> = facts.alerts().rules.iter().map(|rule| rule.name.as_str()).filter(|name| !name.is_empty()).collect();
    names.dedup();
    names
}

fn runbook(facts: &Facts) -> String {
    let name = facts.name();
    let alerts =
        list(alert_names(facts).into_iter(), "WRITE what it means for users, and what you do first", "WRITE one section for each alert.");
    let environments = facts.environments().distinct();
    let environments =
        list(environments.iter().map(|(name, _)| *name), "WRITE where it runs, and how one looks at it", "WRITE where it runs.");
    let tasks = facts.tasks().tasks.iter().map(|task| task.name.as_str()).filter(|name| !name.contains('/'));
    let tasks = list(tasks, "WRITE when it helps in an incident, or remove the line", "WRITE the commands that help.");
    format!(
        "<!-- {UNFILLED} -->\n# Runbook: {name}\n\n## What it does, and for whom\n\nWRITE two sentences.\n\n## Where it runs\n\n{environments}\n\
         ## Alerts\n\n{alerts}\n## What to look at first\n\nWRITE the dashboard, the logs, the three numbers that tell whether users suffer.\n\n\
         ## Restoring it\n\nWRITE how to roll back, restart, switch off, and how to see that it worked.\n\n## Commands\n\n{tasks}\n\
         ## Whom to wake\n\nWRITE roles, not names: who owns what it depends on, and when to call them.\n"
    )
}

fn postmortem(facts: &Facts) -> String {
    format!(
        "<!-- {UNFILLED} -->\n# Postmortem: WRITE what happened to {}, in a line\n\n## Impact\n\nWRITE who noticed what, for how long.\n\n\
         ## Timeline\n\n- WRITE 00:00 the first sign\n- WRITE 00:00 users are fine again\n\n## Contributing causes\n\nWRITE what had to come together. No names.\n\n\
         ## What went well, what did not\n\nWRITE.\n\n## Actions\n\n- [ ] WRITE one change, its owner (a role) and its day\n",
        facts.name()
    )
}

fn incident_process(facts: &Facts) -> String {
    format!(
        "<!-- {UNFILLED} -->\n# When {} is in trouble\n\n## Declaring an incident\n\nWRITE who may (everybody), where, and with which words.\n\n\
         ## Severity\n\nWRITE what makes one severe, and what follows from that.\n\n## Roles\n\nWRITE who leads, who mends, who tells the others.\n\n\
         ## Escalation\n\nWRITE who is called next, and after how long.\n\n## Afterwards\n\nWRITE when the postmortem is held, and who reads it.\n",
        facts.name()
    )
}

fn codeowners() -> String {
    format!(
        "# {UNFILLED}\n# WRITE the team that answers for all of it, and remove the first sign of this line:\n# * @your-organisation/your-team\n"
    )
}

fn env_example(facts: &Facts) -> String {
    let mut out = format!(
        "# {UNFILLED}\n# Settings that the code reads. WRITE an example value for each, never a real secret, and what it is for.\n"
    );
    let mut any = false;
    for (name, at) in &facts.settings().read {
        any = true;
        let _ = writeln!(out, "# {name}=        # read in {}", at.path);
    }
    if !any {
        out.push_str("# WRITE the settings of the service.\n");
    }
    out
}

fn alerts_test(facts: &Facts) -> String {
    let rules = facts.alerts().rules.first().map_or("alerts/rules.yml", |rule| rule.at.path.as_str());
    let name = alert_names(facts).first().copied().unwrap_or("WRITE the alert").replace('"', "'");
    format!(
        "# {UNFILLED}\n# Run it with: promtool test rules alerts/tests/alerts_test.yml\nrule_files:\n  - ../../{rules}\ntests:\n  - interval: 1m\n    \
         input_series:\n      - series: WRITE the series that the alert looks at\n        values: WRITE what happens to it\n    alert_rule_test:\n      \
         - eval_time: 10m\n        alertname: \"{name}\"\n        exp_alerts: []   # WRITE what should fire\n"
    )
}

fn readme_sections(facts: &Facts) -> String {
    let tasks = facts.tasks().tasks.iter().map(|task| task.name.as_str()).filter(|name| !name.contains('/'));
    let tasks = list(tasks, "WRITE what it does, or remove the line", "WRITE the commands.");
    format!(
        "<!-- {UNFILLED} -->\n# Sections for the README of {}\n\n## What it is\n\nWRITE who uses it, and for what.\n\n## Running it\n\n{tasks}\n\
         ## Testing it\n\nWRITE the one command.\n\n## How it is deployed\n\nWRITE what happens after a merge, and where it runs.\n",
        facts.name()
    )
}

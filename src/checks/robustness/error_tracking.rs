//! Are unhandled errors reported to an error tracker (Sentry, Rollbar, Bugsnag, Airbrake, Honeybadger, AppSignal, Application Insights, New Relic errors, Datadog error tracking…)?

use crate::checks::in_use::{in_use, uses};
use crate::checks::prelude::*;
use crate::snapshot::Language;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "robustness/error-tracking",
        title: "Unhandled errors reach an error tracker",
        question: "Are unhandled errors reported to an error tracker (Sentry, Rollbar, Bugsnag, Airbrake, Honeybadger, AppSignal, Application Insights, New Relic errors, Datadog error tracking…)?",
        demands: &["R4", "N7"],
        weight: 2,
        gate: false,
        why: "An error that nobody sees is fixed by nobody, until it pages you.",
        pass: "Yes, in the main service.",
        partial: "In some of the services, or optional.",
        fail: "No.",
        not_applicable: "",
        found: "Packages of error trackers that own code imports or that act by being declared, their initialisation in code, agents and their settings in configuration. A dependency that nothing uses does not count. A tracker in the pages alone, before a server in another language, is partial.",
        fix: "Add the tracker's SDK, initialise it with its address from the environment, and throw a test error in a test environment.",
    },
    judge,
};

const SEARCHED: &[&str] = &["Sentry, Rollbar, Bugsnag, Honeybadger, Airbrake", "Application Insights, New Relic, Elastic APM, Datadog"];

fn judge(facts: &Facts) -> Answer {
    let found = facts.capabilities().of("error-tracking");
    // The pages tell of their errors, the server behind them does not.
    if found.strong().next().is_some()
        && found.strong().all(|sighting| is_page(&sighting.at.path))
        && facts.code().main_languages(SERVER).iter().any(is_server)
    {
        return Answer::partly("only the pages report their errors, not the server", found.strong().map(uses), "", SEARCHED);
    }
    if let Some(answer) = in_use(facts, "error-tracking", "unhandled errors are reported to a tracker") {
        return answer;
    }
    let weak = facts.capabilities().of("error-tracking").weak();
    Answer::partly("an error tracker is optional", weak.map(uses), "no error tracker is in use", SEARCHED)
}

/// The share of the code from which a language is one of the main ones.
const SERVER: f64 = 0.16;

fn is_page(path: &str) -> bool {
    let script = [".ts", ".tsx", ".js", ".jsx", ".vue", ".svelte", "package.json"].iter().any(|end| path.ends_with(end));
    script && !path.contains("server")
}

/// Languages in which servers are written, and pages are not.
fn is_server(language: &Language) -> bool {
    !matches!(language, Language::JavaScript | Language::TypeScript | Language::Html | Language::Css) && language.is_code()
}

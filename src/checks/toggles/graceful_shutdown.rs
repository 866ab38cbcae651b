//! Does the service end gracefully: SIGTERM handled, server drain, preStop hook, server.shutdown=graceful, a framework that is configured to drain?

use crate::checks::prelude::*;
use crate::facts::capabilities::Sighting;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "toggles/graceful-shutdown",
        title: "The service ends gracefully",
        question: "Does the service end gracefully: SIGTERM handled, server drain, preStop hook, server.shutdown=graceful, a framework that is configured to drain?",
        demands: &["N8", "N5"],
        weight: 1,
        gate: false,
        why: "A restart is your first tool. It must not drop the requests in flight.",
        pass: "Configured or coded.",
        partial: "Only by the server's or framework's default (gunicorn, puma, Phoenix…).",
        fail: "No sign.",
        not_applicable: "",
        found: "Signal handlers, server drains and shutdown hooks in code, drain settings of servers and platforms (preStop, graceful timeouts). A server or framework that drains by its own default is partial.",
        fix: "Handle SIGTERM: stop taking requests, finish those in flight, then exit.",
    },
    judge,
};

const SEARCHED: &[&str] = &["SIGTERM and shutdown hooks", "server drain", "preStop", "graceful timeouts"];

fn judge(facts: &Facts) -> Answer {
    let found = facts.capabilities().of("graceful-shutdown");
    let evidence = |sighting: &Sighting| sighting.at.says(format!("{} in use", sighting.what));
    let strong: Vec<Evidence> = found.strong().map(evidence).collect();
    let reach = facts.tests().reach(strong.iter().map(|evidence| evidence.at.path.as_str()));
    if let (Some((some, all)), Some((first, rest))) = (reach.filter(|(some, all)| some * 2 < *all), strong.split_first()) {
        return Answer::partial(format!("in {some} of {all} services only"), first.clone(), rest.iter().cloned());
    }
    if let Some((first, rest)) = strong.split_first() {
        return Answer::pass("it ends gracefully", first.clone(), rest.iter().cloned());
    }
    let default = facts.capabilities().of("web-servers");
    let weak =
        found.weak().chain(default.strong()).map(|sighting| sighting.at.says(format!("{} drains by its own default", sighting.what)));
    Answer::partly("only the server's own default", weak, "no sign that it ends gracefully", SEARCHED)
}

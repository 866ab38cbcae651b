//! Is the number of pages one that a person can carry?

use crate::checks::prelude::*;
use crate::facts::history::DAY;
use crate::facts::incidents::Incident;

pub const CHECK: Builtin = Builtin {
    settings: &[BAR],
    meta: Meta {
        id: "alerting/page-load",
        title: "Pages come seldom enough",
        question: "Does the list of incidents show a number of pages that a person can carry?",
        demands: &["N16"],
        weight: 1,
        gate: false,
        why: "Pages that come daily are no longer investigated, and those who carry the pager no longer sleep.",
        pass: "At most two pages a week over the last 90 days of the list.",
        partial: "At most two a day.",
        fail: "More.",
        not_applicable: "No list of incidents is given.",
        found: "An export of the alerting service among the files, or in a folder that is given beside the repository (`runworthy scan . ../exports`): CSV or JSON of PagerDuty or Opsgenie, or any list called after incidents, alerts or pages with a column for the time of opening (`opened`, `created_at` …) and one for the end or the urgency. Low urgencies wake nobody and do not count. Two a shift, with one shift a day, is the ceiling of Google's Site Reliability Engineering (chapter 11, \"Being On-Call\"); two a week is our own judgement. A list of less than four weeks is spread over four. Without a list the question does not arise; a list cannot tell who was woken.",
        fix: "Export the incidents of the last 90 days, and mend or delete the alert that fired most often.",
    },
    judge,
};

/// Pages a week that still pass.
const BAR: Setting =
    Setting { check: "alerting/page-load", name: "pages-a-week", default: 2.0, meaning: "pages a week up to which it passes" };
/// Two a day: see the texts above.
const CEILING: f64 = 14.0;

const SEARCHED: &[&str] = &["an exported list of incidents (CSV or JSON)"];

fn judge(facts: &Facts) -> Answer {
    let incidents = facts.incidents();
    let Some(last) = incidents.last() else {
        return Answer::not_applicable("no list of incidents is given", SEARCHED);
    };
    let from = last.opened - 90 * DAY;
    let recent: Vec<&Incident> = incidents.iter().filter(|incident| incident.opened >= from).collect();
    let first = recent.first().map_or(last.opened, |incident| incident.opened);
    let weeks = ((last.opened - first) as f64 / (7 * DAY) as f64).max(4.0);
    let pages: Vec<&Incident> = recent.into_iter().filter(|incident| incident.urgent).collect();
    let a_week = pages.len() as f64 / weeks;
    let state = format!("{a_week:.1} pages a week ({} in {weeks:.0} weeks)", pages.len());
    let newest = pages.last().copied().unwrap_or(last).at.says("the newest page of the list");
    let answer = match a_week {
        few if few <= facts.setting(&BAR) => Answer::pass(state, newest, []),
        some if some <= CEILING => Answer::partial(state, newest, []),
        _ => Answer::fail(state, SEARCHED, [newest]),
    };
    answer.measured(a_week)
}

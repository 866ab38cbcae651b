//! The report for a retro, in GitHub-flavoured Markdown that reads well as plain text.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::changes::{Changes, Side};
use super::{AreaLine, CheckLine, EvidenceLine, Report};

/// Evidence shown for a check.
const SHOWN: usize = 3;
/// Changes in the checklist: what a team can take on at once.
const CHANGES: usize = 3;

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut page = String::new();
    head(report, &mut page);
    strong(report, &mut page);
    held_back(report, &mut page);
    changes_to_make(report, &mut page);
    terms(report, &mut page);
    if let Some(changes) = &report.changes {
        page.push_str("## What changed since the last report\n\n");
        page.push_str(&changed(changes));
    }
    notices(report, &mut page);
    computed(report, &mut page);
    out.write_all(page.trim_end().as_bytes())?;
    writeln!(out)
}

fn head(report: &Report, page: &mut String) {
    let _ = writeln!(page, "# {}: {}\n", text(&report.service.clean()), report.verdict.to_uppercase());
    let _ = writeln!(page, "{}\n", aloud(report));
    let mut facts = vec![
        format!("Score **{:.0}** of 100", report.score.floor()),
        format!("evidence for {:.0} % of what was asked", (report.coverage * 100.0).floor()),
    ];
    if let Some(commit) = &report.commit {
        facts.push(format!("commit {} of {}", commit.id.get(..7).unwrap_or(&commit.id), commit.date));
    }
    let _ = writeln!(page, "{}.\n", facts.join(", "));
    if !report.reasons.is_empty() {
        for reason in &report.reasons {
            let about = reason.about.as_ref().map_or_else(String::new, |about| format!("`{about}`: "));
            let mark = if reason.allows == "no-go" { "✗ " } else { "" };
            let _ = writeln!(page, "- {mark}{about}{}", text(&reason.text.clean()));
        }
        page.push('\n');
    }
}

/// What a team would say of it in a sentence.
fn aloud(report: &Report) -> String {
    let vetoes = report.reasons.iter().filter(|reason| reason.allows == "no-go").count();
    let open = report.terms.iter().filter(|term| term.answer != "yes").count();
    match report.verdict.as_str() {
        "go" => "We can carry this pager.".to_owned(),
        "no-go" if vetoes == 1 => "We should not carry this pager yet: one thing stands in the way.".to_owned(),
        "no-go" => format!("We should not carry this pager yet: {vetoes} things stand in the way."),
        _ if open > 0 => format!(
            "We could carry this pager, once {open} {} answered and what is open below is agreed.",
            if open == 1 { "question is" } else { "questions are" }
        ),
        _ => "We could carry this pager, if we agree on what is open below.".to_owned(),
    }
}

fn strong(report: &Report, page: &mut String) {
    let good: Vec<&AreaLine> = report.areas.iter().filter(|area| area.score.is_some_and(|score| score >= 70.0)).collect();
    if good.is_empty() {
        return;
    }
    page.push_str("## What is strong\n\n");
    for area in good {
        let passed: Vec<String> =
            checks(report, area).filter(|check| check.outcome == "pass").take(4).map(|check| check.title.clone()).collect();
        let what = if passed.is_empty() { String::new() } else { format!(": {}", passed.join("; ")) };
        let _ = writeln!(page, "- **{}** ({:.0}){what}", area.title, area.score.unwrap_or(0.0));
    }
    page.push('\n');
}

fn checks<'r>(report: &'r Report, area: &'r AreaLine) -> impl Iterator<Item = &'r CheckLine> {
    report.checks.iter().filter(|check| check.area == area.id)
}

fn held_back(report: &Report, page: &mut String) {
    page.push_str("## What holds us back\n\n");
    for area in &report.areas {
        let open: Vec<&CheckLine> =
            checks(report, area).filter(|check| !matches!(check.outcome.as_str(), "pass" | "not-applicable")).collect();
        if open.is_empty() {
            continue;
        }
        let score = area.score.map_or_else(|| "n/a".to_owned(), |score| format!("{score:.0}"));
        let _ = writeln!(page, "### {} ({score})\n", area.title);
        for check in open {
            let mark = match check.outcome.as_str() {
                "partial" => "◐",
                "unknown" => "?",
                _ => "✗",
            };
            let waived = check
                .waiver
                .as_ref()
                .map_or_else(String::new, |waiver| format!(" *(waived until {}: {})*", waiver.until, text(&waiver.reason.clean())));
            let claimed = if check.claimed.is_some() { " *(claimed)*" } else { "" };
            let _ = writeln!(page, "- {mark} **{}**: {}{claimed}{waived}", check.title, text(&check.summary.clean()));
            for evidence in check.evidence.iter().take(SHOWN) {
                let _ = writeln!(page, "  - {}", place(report, evidence));
            }
            if check.evidence.is_empty() && !check.searched.is_empty() {
                let _ = writeln!(page, "  - looked for {}", text(&check.searched.join(", ")));
            }
        }
        page.push('\n');
    }
}

/// A link to the evidence, and what it says.
fn place(report: &Report, evidence: &EvidenceLine) -> String {
    let path = evidence.path.clean();
    let shown = evidence.line.map_or_else(|| path.clone(), |line| format!("{path}:{line}"));
    let note = evidence.note.clean();
    let note = if note.is_empty() { String::new() } else { format!(": {}", text(&note)) };
    format!("[{}]({}){note}", text(&shown), report.link(&path, evidence.line))
}

fn changes_to_make(report: &Report, page: &mut String) {
    let Some(lift) = report.remedies.as_ref().filter(|lift| !lift.changes.is_empty()) else { return };
    let _ = writeln!(page, "## What would move it most\n");
    for change in lift.changes.iter().take(CHANGES) {
        let _ = writeln!(page, "- [ ] **{}**: {}", change.check, text(&change.fix));
    }
    let more = lift.changes.len().saturating_sub(CHANGES);
    if more > 0 {
        let _ = writeln!(page, "\n{more} more, and the verdict would be {} ({:.0}).", lift.verdict.to_uppercase(), lift.score.floor());
    }
    page.push('\n');
}

fn terms(report: &Report, page: &mut String) {
    if report.terms.is_empty() {
        return;
    }
    page.push_str("## Questions for people\n\n| Question | Answer | By | On |\n| --- | --- | --- | --- |\n");
    for term in &report.terms {
        let answer = match (&term.lapsed, term.answer.as_str()) {
            (Some(day), _) => format!("lapsed on {day}"),
            (None, "not-sure") => "not sure".to_owned(),
            (None, word) => word.to_owned(),
        };
        let note = term.note.as_ref().map_or_else(String::new, |note| format!(": {}", text(&note.clean())));
        let by = term.by.as_ref().map_or_else(String::new, |by| text(&by.clean()));
        let _ = writeln!(page, "| {} | {answer}{note} | {by} | {} |", text(&term.question), term.on.as_deref().unwrap_or(""));
    }
    page.push('\n');
    if report.disagreements.is_empty() {
        return;
    }
    page.push_str(
        "### Said and seen\n\nBoth may be true in part; it is worth a talk.\n\n| Question | Said | Seen |\n| --- | --- | --- |\n",
    );
    for one in &report.disagreements {
        let by = one.by.as_ref().map_or_else(String::new, |by| format!(" ({})", text(&by.clean())));
        let _ = writeln!(page, "| {} | yes{by}, {} | {} (`{}`) |", text(&one.question), one.on, text(&one.shows.clean()), one.check);
    }
    page.push('\n');
}

/// Changes as lists; for `compare`, too.
pub(super) fn changed(changes: &Changes) -> String {
    let mut page = String::new();
    let (base, head) = (&changes.base, &changes.head);
    let _ = writeln!(
        page,
        "{} {:.0} → {} {:.0}.\n",
        base.verdict.to_uppercase(),
        base.score.floor(),
        head.verdict.to_uppercase(),
        head.score.floor()
    );
    for veto in &changes.new_vetoes {
        let _ = writeln!(page, "- ✗ `{veto}` vetoes now and did not before");
    }
    for (kind, title) in [("worse", "Worse"), ("better", "Better"), ("new", "New"), ("gone", "Gone")] {
        let listed: Vec<_> = changes.of(kind).collect();
        if listed.is_empty() {
            continue;
        }
        let _ = writeln!(page, "\n**{title}**\n");
        for change in listed {
            let side = |side: &Option<Side>| {
                side.as_ref().map_or_else(|| "nothing".to_owned(), |side| format!("{} ({})", side.outcome, text(&side.summary.clean())))
            };
            let _ = writeln!(page, "- `{}`: {} → {}", change.id, side(&change.before), side(&change.after));
            for evidence in change.after.iter().chain(&change.before).flat_map(|side| &side.evidence).take(2) {
                let path = evidence.path.clean();
                let shown = evidence.line.map_or_else(|| path.clone(), |line| format!("{path}:{line}"));
                let _ = writeln!(page, "  - {}: {}", text(&shown), text(&evidence.note.clean()));
            }
        }
    }
    if changes.is_empty() {
        page.push_str("Nothing changed.\n");
    }
    page.push('\n');
    page
}

fn notices(report: &Report, page: &mut String) {
    if report.notices.is_empty() {
        return;
    }
    page.push_str("## To look at in the configuration\n\n");
    for notice in &report.notices {
        let _ = writeln!(page, "- {}", text(&notice.clean()));
    }
    page.push('\n');
}

fn computed(report: &Report, page: &mut String) {
    let _ = writeln!(
        page,
        "## How it was computed\n\nrunworthy {} read {} files and {} commits of {} days. A check earns all of its weight for pass, half for partial, none \
         for fail and unknown; what does not apply leaves the score. An area's score is what its checks earn; the overall score weighs the areas. \
         `runworthy explain CHECK` tells how each is judged.",
        report.tool.version, report.size.files, report.size.commits, report.size.days
    );
    if !report.skipped.is_empty() {
        let _ = writeln!(page, "\n{} files were not read; the JSON report lists them with the reason.", report.skipped.len());
    }
}

/// Text as it is: whatever Markdown or HTML would read as more is escaped.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '#' | '!' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"), // no mention of a person by a hostile file name
            c => out.push(c),
        }
    }
    // A bare address would become a link.
    out.replace("://", ":&#47;/").replace("www.", "www&#46;")
}

//! The report as one page: no network, nothing to run, light and dark, printable.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::machines::xml as esc;
use super::{AreaLine, CheckLine, EvidenceLine, Report};

/// Evidence shown for a check; the JSON has all.
const SHOWN: usize = 8;

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut page = String::new();
    let service = esc(&report.service.clean());
    let verdict = report.verdict.to_uppercase();
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{service}: {verdict}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<p class=\"tool\">runworthy</p>\n<h1>{service}</h1>\n"
    );
    verdict_line(report, &mut page);
    page.push_str("</header>\n<main>\n");
    reasons(report, &mut page);
    chart(report, &mut page);
    remedies(report, &mut page);
    areas(report, &mut page);
    terms(report, &mut page);
    notices(report, &mut page);
    page.push_str("</main>\n");
    foot(report, &mut page);
    page.push_str("</body>\n</html>\n");
    out.write_all(page.as_bytes())
}

fn verdict_line(report: &Report, page: &mut String) {
    let _ = write!(
        page,
        "<p class=\"verdict {0}\"><strong>{1}</strong> <span class=\"score\">{2:.0}<small> / 100</small></span></p>\n<p class=\"facts\">",
        esc(&report.verdict),
        report.verdict.to_uppercase(),
        report.score.floor()
    );
    let mut facts = vec![format!("evidence for {:.0} % of what was asked", (report.coverage * 100.0).floor())];
    if let Some(commit) = &report.commit {
        facts.push(format!("commit <code>{}</code> of {}", esc(commit.id.get(..7).unwrap_or(&commit.id)), esc(&commit.date)));
    }
    facts.push(format!("{} files, {} commits in {} days", report.size.files, report.size.commits, report.size.days));
    let _ = writeln!(page, "{}</p>", facts.join(" · "));
}

fn reasons(report: &Report, page: &mut String) {
    if report.reasons.is_empty() {
        return;
    }
    let _ = writeln!(page, "<section>\n<h2>Why {}</h2>\n<ul class=\"reasons\">", report.verdict.to_uppercase());
    for reason in &report.reasons {
        let about = reason.about.as_ref().map_or_else(String::new, |about| format!("<code>{}</code>: ", esc(about)));
        let kind = if reason.allows == "no-go" { "veto" } else { "open" };
        let word = if kind == "veto" { "vetoes" } else { "open" };
        let _ = writeln!(page, "<li class=\"{kind}\"><span class=\"tag\">{word}</span> {about}{}</li>", esc(&reason.text.clean()));
    }
    page.push_str("</ul>\n</section>\n");
}

/// Bars of the areas' scores, as a picture with its numbers as text.
fn chart(report: &Report, page: &mut String) {
    let (row, left, width) = (26, 150, 600);
    let height = row * report.areas.len() + 6;
    let spoken: Vec<String> = report
        .areas
        .iter()
        .map(|area| {
            format!("{} {}", esc(&area.title), area.score.map_or_else(|| "does not apply".to_owned(), |score| format!("{score:.0}")))
        })
        .collect();
    let _ = write!(
        page,
        "<section>\n<h2>Areas</h2>\n<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"chart-title chart-text\">\n\
         <title id=\"chart-title\">Scores of the areas, 0 to 100</title>\n<desc id=\"chart-text\">{}</desc>\n",
        spoken.join(", ")
    );
    let full = (width - left - 46) as f64;
    for (at, area) in report.areas.iter().enumerate() {
        let y = at * row + 4;
        let _ = write!(page, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", left - 10, y + 15, esc(&area.title));
        let _ = write!(page, "<rect class=\"track\" x=\"{left}\" y=\"{y}\" width=\"{full}\" height=\"18\" rx=\"3\"/>");
        match area.score {
            Some(score) => {
                let _ = writeln!(
                    page,
                    "<rect class=\"bar {}\" x=\"{left}\" y=\"{y}\" width=\"{:.0}\" height=\"18\" rx=\"3\"/><text x=\"{}\" y=\"{}\">{score:.0}</text>",
                    grade(score),
                    full * score / 100.0,
                    left as f64 + full + 8.0,
                    y + 15
                );
            }
            None => {
                let _ = writeln!(page, "<text x=\"{}\" y=\"{}\">n/a</text>", left as f64 + full + 8.0, y + 15);
            }
        }
    }
    page.push_str("</svg>\n</section>\n");
}

fn grade(score: f64) -> &'static str {
    match score {
        score if score < 40.0 => "low",
        score if score < 70.0 => "middle",
        _ => "high",
    }
}

fn remedies(report: &Report, page: &mut String) {
    let Some(lift) = report.remedies.as_ref().filter(|lift| !lift.changes.is_empty()) else { return };
    let _ = writeln!(
        page,
        "<section>\n<h2>What would change it</h2>\n<p>With {}, the verdict would be {} ({:.0}).</p>\n<ol class=\"changes\">",
        if lift.changes.len() == 1 { "this change".to_owned() } else { format!("these {} changes", lift.changes.len()) },
        lift.verdict.to_uppercase(),
        lift.score.floor()
    );
    for change in &lift.changes {
        let _ = writeln!(
            page,
            "<li><code>{}</code> <span>{}</span> <small>today: {}</small></li>",
            esc(&change.check),
            esc(&change.fix),
            esc(&change.today.clean())
        );
    }
    page.push_str("</ol>\n</section>\n");
}

fn areas(report: &Report, page: &mut String) {
    page.push_str(
        "<section class=\"checks\">\n<h2>Checks and evidence</h2>\n<fieldset class=\"filter\"><legend>Show</legend>\
         <label><input type=\"radio\" name=\"show\" id=\"show-all\" checked> all</label> \
         <label><input type=\"radio\" name=\"show\" id=\"show-open\"> what is open</label> \
         <label><input type=\"radio\" name=\"show\" id=\"show-fail\"> what fails</label></fieldset>\n",
    );
    for area in &report.areas {
        let own: Vec<&CheckLine> = report.checks.iter().filter(|check| check.area == area.id).collect();
        let open = if area.gate || area.score.is_some_and(|score| score < 40.0) { " open" } else { "" };
        let _ = writeln!(
            page,
            "<details{open}>\n<summary><h3>{}</h3> <span class=\"number\">{}</span> <span class=\"held\">{}</span></summary>\n<ul>",
            esc(&area.title),
            score(area),
            held(area)
        );
        for check in own {
            check_item(report, check, page);
        }
        page.push_str("</ul>\n</details>\n");
    }
    page.push_str("</section>\n");
}

fn score(area: &AreaLine) -> String {
    area.score.map_or_else(|| "n/a".to_owned(), |score| format!("{score:.0}"))
}

fn held(area: &AreaLine) -> String {
    area.held_back_by.as_ref().map_or_else(|| "nothing is open".to_owned(), |held| esc(&held.clean()))
}

fn check_item(report: &Report, check: &CheckLine, page: &mut String) {
    let waived = check.waiver.as_ref().map_or_else(String::new, |waiver| {
        format!(" <span class=\"tag\">waived until {}: {}</span>", esc(&waiver.until), esc(&waiver.reason.clean()))
    });
    let claimed = if check.claimed.is_some() { " <span class=\"tag\">claimed</span>" } else { "" };
    let word = check.outcome.replace("not-applicable", "n/a");
    let _ = writeln!(
        page,
        "<li class=\"check {0}\" id=\"{1}\"><span class=\"outcome {0}\">{word}</span> <strong>{2}</strong>: {3}{claimed}{waived}",
        esc(&check.outcome),
        esc(&check.id),
        esc(&check.title),
        esc(&check.summary.clean())
    );
    if !check.evidence.is_empty() {
        page.push_str("<ul class=\"evidence\">");
        for evidence in check.evidence.iter().take(SHOWN) {
            let _ = write!(page, "<li>{}</li>", place(report, evidence));
        }
        if check.evidence.len() > SHOWN {
            let _ = write!(page, "<li>and {} more</li>", check.evidence.len() - SHOWN);
        }
        page.push_str("</ul>");
    } else if !check.searched.is_empty() {
        let _ = write!(page, "<p class=\"searched\">looked for {}</p>", esc(&check.searched.join(", ")));
    }
    if !check.fix.is_empty() && matches!(check.outcome.as_str(), "fail" | "partial") {
        let _ = write!(page, "<p class=\"fix\">{}</p>", esc(&check.fix));
    }
    page.push_str("</li>\n");
}

fn place(report: &Report, evidence: &EvidenceLine) -> String {
    let path = evidence.path.clean();
    let shown = evidence.line.map_or_else(|| path.clone(), |line| format!("{path}:{line}"));
    let note = evidence.note.clean();
    let excerpt =
        evidence.excerpt.as_ref().map_or_else(String::new, |excerpt| format!(" <code class=\"excerpt\">{}</code>", esc(&excerpt.clean())));
    format!("<a href=\"{}\"><code>{}</code></a> {}{excerpt}", esc(&report.link(&path, evidence.line)), esc(&shown), esc(&note))
}

fn terms(report: &Report, page: &mut String) {
    if report.terms.is_empty() {
        return;
    }
    page.push_str("<section>\n<h2>Questions for people</h2>\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Question</th><th scope=\"col\">Answer</th><th scope=\"col\">By</th><th scope=\"col\">On</th></tr></thead>\n<tbody>\n");
    for term in &report.terms {
        let answer = term.lapsed.as_ref().map_or_else(|| term.answer.replace("not-sure", "not sure"), |day| format!("lapsed on {day}"));
        let note = term.note.as_ref().map_or_else(String::new, |note| format!(" <small>{}</small>", esc(&note.clean())));
        let by = term.by.as_ref().map_or_else(String::new, |by| esc(&by.clean()));
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td>{}{note}</td><td>{by}</td><td>{}</td></tr>",
            esc(&term.question),
            esc(&answer),
            esc(term.on.as_deref().unwrap_or(""))
        );
    }
    page.push_str("</tbody>\n</table></div>\n");
    if !report.disagreements.is_empty() {
        page.push_str("<h3>Said and seen</h3>\n<p>Both may be true in part; it is worth a talk.</p>\n<dl class=\"both\">\n");
        for one in &report.disagreements {
            let by = one.by.as_ref().map_or_else(String::new, |by| format!(" ({})", esc(&by.clean())));
            let _ = writeln!(
                page,
                "<dt>{}</dt><dd><b>said</b> yes{by}, {}</dd><dd><b>seen</b> {} <code>{}</code></dd>",
                esc(&one.question),
                esc(&one.on),
                esc(&one.shows.clean()),
                esc(&one.check)
            );
        }
        page.push_str("</dl>\n");
    }
    page.push_str("</section>\n");
}

fn notices(report: &Report, page: &mut String) {
    if report.notices.is_empty() {
        return;
    }
    page.push_str("<section>\n<h2>To look at in the configuration</h2>\n<ul>\n");
    for notice in &report.notices {
        let _ = writeln!(page, "<li>{}</li>", esc(&notice.clean()));
    }
    page.push_str("</ul>\n</section>\n");
}

fn foot(report: &Report, page: &mut String) {
    let skipped = match report.skipped.len() {
        0 => String::new(),
        count => format!(" {count} files were not read; the JSON report lists them."),
    };
    let _ = writeln!(
        page,
        "<footer><p>runworthy {}. Pass earns a check's weight, partial half of it, fail and unknown nothing; what does not apply leaves the score.{skipped}</p></footer>",
        esc(&report.tool.version)
    );
}

/// Colours have a contrast of at least 4.5 to 1 with what they stand on, in both schemes.
const STYLE: &str = "
:root{--bg:#fff;--fg:#1c1c1e;--dim:#595962;--line:#d8d8de;--soft:#f4f4f7;--go:#1f6b2a;--mid:#7a5200;--bad:#a3211a;--link:#0a4fa3;--bar-low:#c2453d;--bar-mid:#c08a1e;--bar-high:#3b8f49}
@media (prefers-color-scheme:dark){:root{--bg:#17171a;--fg:#ececf1;--dim:#a9a9b4;--line:#3a3a42;--soft:#222227;--go:#7bd389;--mid:#f0c060;--bad:#ff9a92;--link:#8ab8ff;--bar-low:#e0645b;--bar-mid:#d9a441;--bar-high:#5fb36e}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem 3rem;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{margin:0;font-size:1.9rem;line-height:1.2}h2{margin:2rem 0 .6rem;font-size:1.25rem}h3{margin:0;font-size:1.05rem;display:inline}
.tool,.facts,.searched,small,.held{color:var(--dim)}.tool{margin:0}.facts{margin:.2rem 0 0}
.verdict{margin:.6rem 0 0;font-size:1.6rem}.verdict strong{padding:.1em .5em;border:2px solid;border-radius:.3em}
.go strong,.go.verdict .score{color:var(--go)}.conditional strong{color:var(--mid)}.no-go strong{color:var(--bad)}
.score{margin-left:.4em;font-weight:700}.score small{font-size:.6em;font-weight:400}
a{color:var(--link)}a:focus-visible,summary:focus-visible,input:focus-visible{outline:3px solid var(--link);outline-offset:2px}
code{font:.88em/1.4 ui-monospace,monospace}.excerpt{color:var(--dim)}
ul,ol{padding-left:1.2rem}.reasons{list-style:none;padding:0}.reasons li{margin:.25rem 0}
.tag{font-size:.8rem;border:1px solid var(--line);border-radius:.3em;padding:0 .35em;color:var(--dim)}.veto .tag{color:var(--bad);border-color:currentColor}
.chart{width:100%;height:auto;max-width:44rem}.chart text{fill:var(--fg);font:13px system-ui,sans-serif}@media (max-width:34rem){.chart text{font-size:19px}}.track{fill:var(--soft)}
.bar.low{fill:var(--bar-low)}.bar.middle{fill:var(--bar-mid)}.bar.high{fill:var(--bar-high)}
.changes li{margin:.4rem 0}.changes span{display:block}
.filter{border:1px solid var(--line);border-radius:.4rem;display:inline-block;margin:0 0 .8rem;padding:.2rem .8rem .4rem}.filter label{margin-right:.8rem}
details{border-top:1px solid var(--line);padding:.45rem 0}summary{cursor:pointer}.number{font-weight:700;margin:0 .5rem}
.check{margin:.5rem 0}.outcome{font-size:.8rem;font-weight:700}.outcome.pass{color:var(--go)}.outcome.partial{color:var(--mid)}.outcome.fail{color:var(--bad)}.outcome.unknown,.outcome.not-applicable{color:var(--dim)}
.evidence{margin:.15rem 0;font-size:.92rem}.fix{margin:.15rem 0}.searched{margin:.15rem 0;font-size:.92rem}
body:has(#show-open:checked) .check.pass,body:has(#show-open:checked) .check.not-applicable,body:has(#show-fail:checked) .check:not(.fail){display:none}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid var(--line)}th{background:var(--soft)}
.both dt{font-weight:700;margin-top:.5rem}.both dd{margin-left:1rem}
footer{margin-top:2.5rem;border-top:1px solid var(--line);color:var(--dim);font-size:.9rem}
@media print{@page{size:A4;margin:14mm}:root{--bg:#fff;--fg:#000;--dim:#444;--line:#bbb;--soft:#eee;--go:#1f6b2a;--mid:#7a5200;--bad:#a3211a;--link:#000}body{font-size:8.6pt;line-height:1.35;padding:0;max-width:none}h1{font-size:16pt}h2{margin:.7rem 0 .2rem;font-size:11.5pt}h3{font-size:10pt}.verdict{font-size:13pt;margin:.3rem 0 0}summary{list-style:none}ul,ol{margin:.2rem 0}.filter,.evidence,.searched,.check.pass,.check.not-applicable{display:none}details{padding:.2rem 0;break-inside:avoid}details::details-content{content-visibility:visible;height:auto;display:block}.check,.changes li{margin:.1rem 0}.fix,.changes span,.changes small{display:inline}.fix::before{content:'→ '}.chart{max-width:10.5cm}th,td{padding:.12rem .4rem}footer{margin-top:.6rem}}
";

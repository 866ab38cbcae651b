//! The report for people at a terminal.
//!
//! Everything fits the width that it is given; colour only repeats what words and glyphs say.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Ansi};
use comfy_table::{Cell, Color, ColumnConstraint, Table, Width};

use super::{AreaLine, CheckLine, EvidenceLine, Report, TermLine};

/// How to print for this reader.
#[derive(Debug, Clone)]
pub struct Style {
    /// Columns; at least 60 are used.
    pub width: usize,
    pub colour: bool,
    /// Box and check glyphs may be used.
    pub unicode: bool,
    pub detail: Detail,
    /// How long the scan took; shown where a person watches.
    pub seconds: Option<f64>,
    /// The address of the repository's folder, for terminals that open links: `file:///srv/shop/`.
    pub links: Option<String>,
}

/// How much is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The verdict's line only.
    Quiet,
    Normal,
    /// Every check with its evidence.
    Full,
}

/// Evidence lines shown for a check; the JSON has all.
const SHOWN: usize = 5;
/// Cells of an area's bar.
const BAR: usize = 10;

pub(super) fn render(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { report, style: Style { width: style.width.max(60), ..style.clone() } };
    if style.detail == Detail::Quiet {
        return writeln!(out, "{}  {}", page.verdict(), report.service.clean());
    }
    writeln!(out, "{}\n", page.fit(&page.head(), 0))?;
    writeln!(out, "  {}   {}\n", page.verdict(), page.paint(&page.coverage(), DIM))?;
    page.areas(out)?;
    page.reasons(out)?;
    page.remedies(out)?;
    page.terms(out)?;
    page.disagreements(out)?;
    page.notices(out)?;
    if style.detail == Detail::Full {
        page.checks(out)?;
    }
    page.foot(out)
}

/// One report after the other, then a line for each service.
pub(super) fn render_all(reports: &[Report], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for report in reports {
        render(report, style, out)?;
        if style.detail != Detail::Quiet {
            writeln!(out)?;
        }
    }
    if style.detail == Detail::Quiet {
        return Ok(());
    }
    let widest = reports.iter().map(|report| report.service.clean().chars().count()).max().unwrap_or(0);
    for report in reports {
        let page = Page { report, style: style.clone() };
        writeln!(out, "  {:widest$}   {}", page.plain(&report.service.clean()), page.verdict())?;
    }
    Ok(())
}

const DIM: Ansi = Ansi::new().dimmed();
const BOLD: Ansi = Ansi::new().bold();

fn ansi(colour: AnsiColor) -> Ansi {
    Ansi::new().fg_color(Some(colour.into()))
}

struct Page<'a> {
    report: &'a Report,
    style: Style,
}

impl Page<'_> {
    fn paint(&self, text: &str, style: Ansi) -> String {
        if self.style.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// A glyph, or its plain stand-in where the terminal cannot show it.
    fn glyph(&self, unicode: &'static str, plain: &'static str) -> &'static str {
        if self.style.unicode { unicode } else { plain }
    }

    fn dot(&self) -> &'static str {
        self.glyph(" · ", " - ")
    }

    /// Text in the plain character set where that is all there is.
    fn plain(&self, text: &str) -> String {
        if self.style.unicode {
            return text.to_owned();
        }
        let ascii = |c: char| match c {
            '…' => "...".to_owned(),
            '–' | '—' => "-".to_owned(),
            '’' | '‘' => "'".to_owned(),
            '“' | '”' => "\"".to_owned(),
            '→' => "->".to_owned(),
            '≥' => ">=".to_owned(),
            '·' => "-".to_owned(),
            '\u{a0}' | '\u{202f}' | '\u{2009}' => " ".to_owned(),
            c if c.is_ascii() => c.to_string(),
            _ => "?".to_owned(),
        };
        text.chars().map(ascii).collect()
    }

    /// Wraps text to the width; further lines are indented.
    fn fit(&self, text: &str, indent: usize) -> String {
        let lines = wrap(&self.plain(text), self.style.width.saturating_sub(indent + 1));
        lines.join(&format!("\n{}", " ".repeat(indent)))
    }

    fn head(&self) -> String {
        let mut parts = vec![self.report.service.clean()];
        if let Some(commit) = &self.report.commit {
            let asked = self.report.sources.first().and_then(|source| source.revision.as_ref()).map(|revision| revision.clean());
            let short = commit.id.get(..7).unwrap_or(&commit.id);
            let name = asked
                .filter(|asked| !commit.id.starts_with(asked.as_str()) && asked != "HEAD")
                .map_or_else(String::new, |asked| format!("{asked} @ "));
            parts.push(format!("{name}{short} ({})", commit.date));
        }
        parts.push(format!("{} files", thousands(self.report.size.files)));
        if self.report.size.commits > 0 {
            parts.push(format!("{} commits in {} days", thousands(self.report.size.commits), self.report.size.days));
        }
        parts.extend(self.style.seconds.map(|seconds| format!("{seconds:.1} s")));
        parts.join(self.dot())
    }

    fn verdict_colour(&self) -> Ansi {
        match self.report.verdict.as_str() {
            "go" => ansi(AnsiColor::Green).bold(),
            "conditional" => ansi(AnsiColor::Yellow).bold(),
            _ => ansi(AnsiColor::Red).bold(),
        }
    }

    fn verdict(&self) -> String {
        let word = self.report.verdict.to_uppercase();
        format!("{}   {}", self.paint(&word, self.verdict_colour()), self.paint(&format!("{:.0}/100", self.report.score.floor()), BOLD))
    }

    fn coverage(&self) -> String {
        format!("evidence found for {:.0} % of what was asked", (self.report.coverage * 100.0).floor())
    }

    /// The table of areas.
    fn areas(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::new();
        table.set_width(u16::try_from(self.style.width).unwrap_or(u16::MAX));
        table.set_content_arrangement(comfy_table::ContentArrangement::Dynamic);
        table.load_style(comfy_table::presets::NOTHING);
        if self.style.colour {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        table.set_header(
            ["  Area", "Score", "", "What holds it back"].map(|title| Cell::new(title).add_attribute(comfy_table::Attribute::Bold)),
        );
        for area in &self.report.areas {
            table.add_row(self.area(area));
        }
        let fixed = [17, 5, BAR + 1];
        for (column, width) in table.column_iter_mut().zip(fixed) {
            column.set_padding((0, 1));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(u16::try_from(width).unwrap_or(20) + 1)));
        }
        for line in table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        writeln!(out)
    }

    fn area(&self, area: &AreaLine) -> Vec<Cell> {
        let colour = match area.score {
            None => Color::DarkGrey,
            Some(score) if score < 40.0 => Color::DarkRed,
            Some(score) if score < 70.0 => Color::DarkYellow,
            Some(_) => Color::DarkGreen,
        };
        let score = area.score.map_or_else(|| "n/a".to_owned(), |score| format!("{score:.0}"));
        let flag = if area.gate { self.glyph("⚑ ", "! ") } else { "" };
        let held = area.held_back_by.as_ref().map_or_else(|| self.glyph("✓", "ok").to_owned(), |held| self.plain(&held.clean()));
        let held = Cell::new(format!("{flag}{held}"));
        vec![
            Cell::new(format!("  {}", area.title)),
            Cell::new(format!("{score:>5}")),
            Cell::new(self.bar(area.score)).fg(colour),
            if area.gate { held.fg(Color::DarkRed) } else { held },
        ]
    }

    fn bar(&self, score: Option<f64>) -> String {
        let Some(score) = score else { return String::new() };
        let full = (score / 100.0 * BAR as f64).round().clamp(0.0, BAR as f64) as usize;
        format!("{}{}", self.glyph("█", "#").repeat(full), self.glyph("░", ".").repeat(BAR - full))
    }

    fn title(&self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "  {}", self.paint(&self.fit(text, 4), BOLD))
    }

    fn reasons(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.report.reasons.is_empty() {
            return Ok(());
        }
        self.title(&format!("Why {}", self.report.verdict.to_uppercase()), out)?;
        for reason in &self.report.reasons {
            let veto = reason.allows == "no-go";
            let mark = if veto {
                self.paint(self.glyph("✗", "x"), ansi(AnsiColor::Red))
            } else {
                self.paint(self.glyph("•", "*"), ansi(AnsiColor::Yellow))
            };
            let about = reason.about.as_ref().map_or_else(String::new, |about| format!("{about}: "));
            let place = reason.path.as_ref().map_or_else(String::new, |path| format!("  {}", located(&path.clean(), reason.line)));
            writeln!(out, "    {mark} {}", self.fit(&format!("{about}{}{place}", reason.text.clean()), 6))?;
        }
        writeln!(out)
    }

    fn remedies(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(lift) = &self.report.remedies else { return Ok(()) };
        let arrow = self.glyph("→", "->");
        let open = self.report.terms.iter().any(|term| term.answer != "yes");
        let terms = if lift.verdict == "go" && open { "good answers to the questions below" } else { "" };
        let what = match (lift.changes.len(), terms) {
            (0, terms) => terms.to_owned(),
            (1, "") => "1 change".to_owned(),
            (count, "") => format!("{count} changes"),
            (count, terms) => format!("{count} changes, {terms}"),
        };
        self.title(&format!("What would change it ({what} {arrow} {}, {:.0}/100)", lift.verdict.to_uppercase(), lift.score.floor()), out)?;
        for (at, change) in lift.changes.iter().enumerate() {
            writeln!(out, "    {:>2}. {}", at + 1, self.paint(&change.check, ansi(AnsiColor::Cyan)))?;
            writeln!(out, "        {}", self.fit(&change.fix, 8))?;
        }
        writeln!(out)
    }

    fn terms(&self, out: &mut dyn Write) -> io::Result<()> {
        let open: Vec<&TermLine> = self.report.terms.iter().filter(|term| !matches!(term.answer.as_str(), "yes" | "no")).collect();
        if open.is_empty() {
            return Ok(());
        }
        self.title("Ask before you say yes", out)?;
        for term in open {
            let state = match (&term.lapsed, term.answer.as_str()) {
                (Some(day), _) => format!(" (the answer lapsed on {day})"),
                (None, "not-sure") => " (not sure yet)".to_owned(),
                _ => String::new(),
            };
            writeln!(out, "    {} {}", self.paint("?", ansi(AnsiColor::Cyan)), self.fit(&format!("{}{state}", term.question), 6))?;
        }
        writeln!(out)
    }

    /// What people say beside what the repository shows, with blame for neither.
    fn disagreements(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.report.disagreements.is_empty() {
            return Ok(());
        }
        self.title("Said and seen: worth a talk", out)?;
        for (at, one) in self.report.disagreements.iter().enumerate() {
            if at == 0 || self.report.disagreements[at - 1].term != one.term {
                let by = one.by.as_ref().map_or_else(|| "it was answered".to_owned(), |by| format!("{} answered", by.clean()));
                writeln!(out, "    {}", self.fit(&one.question, 4))?;
                writeln!(out, "      said   {}", self.fit(&format!("yes: {by} on {}", one.on), 13))?;
            }
            writeln!(out, "      seen   {}", self.fit(&format!("{} ({})", one.shows.clean(), one.check), 13))?;
        }
        writeln!(out)
    }

    fn notices(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.report.notices.is_empty() {
            return Ok(());
        }
        self.title("To look at in the configuration", out)?;
        for notice in &self.report.notices {
            writeln!(out, "    {} {}", self.paint("!", ansi(AnsiColor::Yellow)), self.fit(&notice.clean(), 6))?;
        }
        writeln!(out)
    }

    /// Every check, by area, with evidence or where it was looked for.
    fn checks(&self, out: &mut dyn Write) -> io::Result<()> {
        for area in &self.report.areas {
            self.title(&area.title, out)?;
            for check in self.report.checks.iter().filter(|check| check.area == area.id) {
                self.check(check, out)?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn check(&self, check: &CheckLine, out: &mut dyn Write) -> io::Result<()> {
        let (glyph, colour) = self.mark(&check.outcome);
        let name = check.id.split_once('/').map_or(check.id.as_str(), |(_, name)| name);
        let waived =
            check.waiver.as_ref().map_or_else(String::new, |waiver| format!(" (waived until {}: {})", waiver.until, waiver.reason.clean()));
        let line = format!("{name}: {}{waived}", check.summary.clean());
        writeln!(out, "    {} {}", self.paint(glyph, colour), self.fit(&line, 6))?;
        for evidence in check.evidence.iter().take(SHOWN) {
            let text = self.fit(&evidence_text(evidence), 8);
            writeln!(out, "        {}", self.paint(&self.linked(&text, evidence), DIM))?;
        }
        if check.evidence.len() > SHOWN {
            writeln!(out, "        {}", self.paint(&format!("and {} more", check.evidence.len() - SHOWN), DIM))?;
        }
        if check.evidence.is_empty() && !check.searched.is_empty() {
            let searched = format!("looked for {}", check.searched.join(", "));
            writeln!(out, "        {}", self.paint(&self.fit(&searched, 8), DIM))?;
        }
        Ok(())
    }

    /// The place at the beginning of a text as a link (OSC 8), where the terminal opens them.
    fn linked(&self, text: &str, evidence: &EvidenceLine) -> String {
        let path = evidence.path.clean();
        let place = self.plain(&located(&path, evidence.line));
        match (&self.style.links, text.strip_prefix(place.as_str())) {
            (Some(base), Some(rest)) => {
                format!("\u{1b}]8;;{base}{}\u{1b}\\{place}\u{1b}]8;;\u{1b}\\{rest}", super::links::encoded(&path))
            }
            _ => text.to_owned(),
        }
    }

    fn mark(&self, outcome: &str) -> (&'static str, Ansi) {
        match outcome {
            "pass" => (self.glyph("✓", "+"), ansi(AnsiColor::Green)),
            "partial" => (self.glyph("◐", "~"), ansi(AnsiColor::Yellow)),
            "fail" => (self.glyph("✗", "x"), ansi(AnsiColor::Red)),
            "unknown" => ("?", ansi(AnsiColor::Magenta)),
            _ => (self.glyph("·", "-"), DIM),
        }
    }

    fn foot(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.report.skipped.is_empty() {
            let skipped = self.report.skipped.len();
            let hint = if self.style.detail == Detail::Full { "" } else { " (--verbose lists them)" };
            writeln!(
                out,
                "  {}",
                self.paint(&format!("{} {} not read{hint}", thousands(skipped), if skipped == 1 { "file was" } else { "files were" }), DIM)
            )?;
        }
        if self.style.detail == Detail::Full {
            for skipped in &self.report.skipped {
                writeln!(out, "    {}", self.paint(&self.fit(&format!("{}: {}", skipped.path.clean(), skipped.reason.clean()), 6), DIM))?;
            }
        }
        let topic = self.topic();
        let command = self.paint(&format!("runworthy explain {topic}"), ansi(AnsiColor::Cyan));
        writeln!(out, "  {command}")?;
        writeln!(out, "    {}", self.fit("tells why it matters, how it is judged and how to mend it", 4))
    }

    /// A check worth explaining: the first change, or the first that is not passed.
    fn topic(&self) -> &str {
        let change = self.report.remedies.as_ref().and_then(|lift| lift.changes.first()).map(|change| change.check.as_str());
        let open = || self.report.checks.iter().find(|check| check.outcome != "pass").map(|check| check.id.as_str());
        change.or_else(open).unwrap_or("alerting")
    }
}

fn evidence_text(evidence: &EvidenceLine) -> String {
    let place = located(&evidence.path.clean(), evidence.line);
    let note = evidence.note.clean();
    match &evidence.excerpt {
        Some(excerpt) if note.is_empty() => format!("{place}  {}", excerpt.clean()),
        _ if note.is_empty() => place,
        _ => format!("{place}  {note}"),
    }
}

/// `path:line`, which editors and terminals open.
fn located(path: &str, line: Option<usize>) -> String {
    line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"))
}

/// 12345 as `12 345`.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// Breaks text at spaces into lines of at most `width` characters; a longer word stays whole, so that a path can be copied.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_inclusive(' ') {
        let length = word.trim_end().chars().count();
        if used > 0 && used + length > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
            used += word.chars().count();
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

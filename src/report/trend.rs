//! Scores over time: one model, printed for people and for machines.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::machines::xml;
use super::{Foreign, Report};

/// The scores of a service at several revisions, the oldest first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Trend {
    pub schema: String,
    pub service: Foreign,
    pub points: Vec<TrendPoint>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct TrendPoint {
    pub commit: String,
    pub date: String,
    /// The tag, where points are tags.
    pub tag: Option<Foreign>,
    pub verdict: String,
    pub score: f64,
    pub areas: Vec<TrendArea>,
}

#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct TrendArea {
    pub id: String,
    pub title: String,
    pub score: Option<f64>,
}

impl TrendPoint {
    /// A report's scores.
    pub fn of(report: &Report, tag: Option<String>) -> TrendPoint {
        let commit = report.commit.as_ref();
        TrendPoint {
            commit: commit.map(|commit| commit.id.clone()).unwrap_or_default(),
            date: commit.map(|commit| commit.date.clone()).unwrap_or_default(),
            tag: tag.map(Foreign::new),
            verdict: report.verdict.clone(),
            score: report.score,
            areas: report
                .areas
                .iter()
                .map(|area| TrendArea { id: area.id.clone(), title: area.title.clone(), score: area.score })
                .collect(),
        }
    }
}

impl Trend {
    /// Each line of the trend: title, and its score at each point; the overall score first.
    fn lines(&self) -> Vec<(String, Vec<Option<f64>>)> {
        let mut lines = vec![("Overall".to_owned(), self.points.iter().map(|point| Some(point.score)).collect())];
        let Some(last) = self.points.last() else { return lines };
        for area in &last.areas {
            let at = |point: &TrendPoint| point.areas.iter().find(|other| other.id == area.id).and_then(|other| other.score);
            lines.push((area.title.clone(), self.points.iter().map(at).collect()));
        }
        lines
    }

    fn span(&self) -> String {
        let date = |point: Option<&TrendPoint>| point.map(|point| point.date.clone()).unwrap_or_default();
        format!("{} points from {} to {}", self.points.len(), date(self.points.first()), date(self.points.last()))
    }
}

/// For people at a terminal: a sparkline for each area.
///
/// # Errors
/// Only those of `out`.
pub fn table(trend: &Trend, unicode: bool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}{}{}\n", trend.service.clean(), if unicode { " · " } else { " - " }, trend.span())?;
    let lines = trend.lines();
    let titles = lines.iter().map(|(title, _)| title.chars().count()).max().unwrap_or(0);
    for (title, scores) in &lines {
        let known: Vec<f64> = scores.iter().copied().flatten().collect();
        let (Some(first), Some(last)) = (known.first(), known.last()) else { continue };
        let step = last.floor() - first.floor();
        let step = if step == 0.0 { "   =".to_owned() } else { format!("{step:+4.0}") };
        writeln!(out, "  {title:titles$}  {}  {:>3.0} {:>3.0} {step}", spark(scores, unicode), first.floor(), last.floor())?;
    }
    let verdicts: Vec<&str> = trend.points.iter().map(|point| point.verdict.as_str()).collect();
    if let (Some(first), Some(last)) = (verdicts.first(), verdicts.last()) {
        let arrow = if unicode { "→" } else { "->" };
        writeln!(out, "\n  {} {arrow} {}", first.to_uppercase(), last.to_uppercase())?;
    }
    Ok(())
}

/// A glyph for each score from 0 to 100, or a digit where glyphs cannot be shown.
fn spark(scores: &[Option<f64>], unicode: bool) -> String {
    const GLYPHS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let glyph = |score: &Option<f64>| match score {
        None => ' ',
        Some(score) if unicode => GLYPHS[((score / 100.0 * 7.0).round() as usize).min(7)],
        Some(score) => char::from_digit(((score / 10.0).floor() as u32).min(9), 10).unwrap_or(' '),
    };
    scores.iter().map(glyph).collect()
}

/// The model itself.
///
/// # Errors
/// Only those of `out`.
pub fn json(trend: &Trend, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, trend)?;
    writeln!(out)
}

/// A row for each point and line.
///
/// # Errors
/// Only those of `out`.
pub fn csv(trend: &Trend, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "commit,date,area,score\r\n")?;
    for point in &trend.points {
        write!(out, "{},{},overall,{}\r\n", point.commit, point.date, point.score)?;
        for area in &point.areas {
            write!(
                out,
                "{},{},{},{}\r\n",
                point.commit,
                point.date,
                area.id,
                area.score.map_or_else(String::new, |score| score.to_string())
            )?;
        }
    }
    Ok(())
}

const WIDTH: f64 = 160.0;
const HEIGHT: f64 = 60.0;

/// Small multiples: one panel for each line, all on the scale of 0 to 100.
///
/// # Errors
/// Only those of `out`.
pub fn svg(trend: &Trend, out: &mut dyn Write) -> io::Result<()> {
    let lines = trend.lines();
    let (columns, cell, row) = (4, WIDTH + 30.0, HEIGHT + 44.0);
    let rows = lines.len().div_ceil(columns) as f64;
    let spoken: Vec<String> =
        lines.iter().filter_map(|(title, scores)| Some(format!("{title} {:.0}", scores.last().copied().flatten()?))).collect();
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" role=\"img\" aria-labelledby=\"trend-title trend-text\" font-family=\"system-ui,sans-serif\" font-size=\"12\" fill=\"currentColor\">\
         <title id=\"trend-title\">{}: scores of {}</title><desc id=\"trend-text\">{}</desc>",
        cell * columns as f64,
        rows * row,
        xml(&trend.service.clean()),
        xml(&trend.span()),
        xml(&spoken.join(", "))
    )?;
    for (at, (title, scores)) in lines.iter().enumerate() {
        let (x, y) = (cell * (at % columns) as f64 + 4.0, row * (at / columns) as f64 + 18.0);
        panel(title, scores, (x, y), out)?;
    }
    writeln!(out, "</svg>")
}

fn panel(title: &str, scores: &[Option<f64>], (x, y): (f64, f64), out: &mut dyn Write) -> io::Result<()> {
    let step = WIDTH / (scores.len().max(2) - 1) as f64;
    let place = |(at, score): (usize, &Option<f64>)| {
        score.map(|score| format!("{:.1},{:.1}", x + step * at as f64, y + HEIGHT - HEIGHT * score / 100.0))
    };
    let points: Vec<String> = scores.iter().enumerate().filter_map(place).collect();
    let last = scores.last().copied().flatten().map_or_else(|| "n/a".to_owned(), |score| format!("{score:.0}"));
    writeln!(
        out,
        "<text x=\"{x:.0}\" y=\"{:.0}\">{}</text><text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\" font-weight=\"700\">{last}</text>\
         <path d=\"M{x:.0} {y:.0}v{HEIGHT}h{WIDTH}\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".3\"/>\
         <polyline points=\"{}\" fill=\"none\" stroke=\"#2f6fd0\" stroke-width=\"2\"/>",
        y - 5.0,
        xml(title),
        x + WIDTH,
        y - 5.0,
        points.join(" ")
    )
}

/// The picture in a page of its own, with the numbers as a table.
///
/// # Errors
/// Only those of `out`.
pub fn html(trend: &Trend, out: &mut dyn Write) -> io::Result<()> {
    let service = xml(&trend.service.clean());
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{service}: trend</title><style>body{{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:1.5rem auto;padding:0 1rem}}\
         svg{{width:100%;height:auto}}div{{overflow-x:auto}}td,th{{padding:.2rem .5rem;text-align:right}}th:first-child{{text-align:left}}</style></head><body>\
         <main><h1>{service}</h1><p>{}</p>",
        xml(&trend.span())
    )?;
    svg(trend, out)?;
    write!(out, "<div tabindex=\"0\" role=\"region\" aria-label=\"Scores\"><table><thead><tr><th scope=\"col\">Area</th>")?;
    for point in &trend.points {
        write!(out, "<th scope=\"col\">{}</th>", xml(&point.tag.as_ref().map_or_else(|| point.date.clone(), Foreign::clean)))?;
    }
    writeln!(out, "</tr></thead><tbody>")?;
    for (title, scores) in trend.lines() {
        write!(out, "<tr><th scope=\"row\">{}</th>", xml(&title))?;
        for score in scores {
            write!(out, "<td>{}</td>", score.map_or_else(|| "n/a".to_owned(), |score| format!("{:.0}", score.floor())))?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></div></main></body></html>")
}

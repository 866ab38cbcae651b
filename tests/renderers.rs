//! Renderers print stored reports, so that a new check changes none of these.

use std::fs;
use std::path::Path;

use runworthy::report::{Detail, Format, Report, Style, render};

fn stored(name: &str) -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reports").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn table(name: &str, style: Style) -> String {
    let mut out = Vec::new();
    render(&stored(name), &Format::Table(style), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const PLAIN: Style = Style { width: 80, colour: false, unicode: true, detail: Detail::Normal, seconds: None, links: None };

#[test]
fn tables() {
    insta::assert_snapshot!("good-80", table("good.json", PLAIN));
    insta::assert_snapshot!("good-120-full", table("good.json", Style { width: 120, detail: Detail::Full, ..PLAIN }));
    insta::assert_snapshot!(
        "poor-80-colour",
        table("poor.json", Style { colour: true, seconds: Some(0.41), ..PLAIN }).replace('\u{1b}', "^")
    );
    insta::assert_snapshot!("poor-80-ascii", table("poor.json", Style { unicode: false, detail: Detail::Full, ..PLAIN }));
    insta::assert_snapshot!("hostile-80", table("hostile.json", Style { detail: Detail::Full, ..PLAIN }));
}

fn rendered(name: &str, format: &Format) -> String {
    let mut out = Vec::new();
    render(&stored(name), format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const FORMATS: &[(&str, Format)] = &[
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("sarif", Format::Sarif),
    ("junit", Format::Junit),
    ("github", Format::Github),
    ("gitlab", Format::Gitlab),
    ("openmetrics", Format::OpenMetrics),
    ("badge", Format::Badge),
    ("shields", Format::Shields),
    ("csv", Format::Csv),
];

#[test]
fn every_format_of_a_good_a_poor_and_a_hostile_report() {
    for (name, format) in FORMATS {
        for report in ["good", "poor", "hostile"] {
            insta::assert_snapshot!(format!("{name}-{report}"), rendered(&format!("{report}.json"), format));
        }
    }
}

/// What the hostile report tries in each format stays text.
#[test]
fn nothing_hostile_gets_through() {
    for (name, format) in FORMATS {
        let text = rendered("hostile.json", format);
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{name}: control characters");
    }
    let html = rendered("hostile.json", &Format::Html);
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("href=\"javascript:"), "markup of a repository's");
    assert!(!rendered("hostile.json", &Format::Junit).contains("<script"));
    let markdown = rendered("hostile.json", &Format::Markdown);
    assert!(!markdown.contains("<script") && !markdown.contains("<img"));
    let commands = rendered("hostile.json", &Format::Github);
    let last = commands.lines().count() - 1;
    assert!(
        commands
            .lines()
            .take(last)
            .all(|line| ["::error file=", "::warning file=", "::notice file="].iter().any(|start| line.starts_with(start)))
    );
    for line in rendered("hostile.json", &Format::Csv).lines() {
        assert!(!line.split(",\"").skip(1).any(|cell| cell.starts_with(['=', '+', '-', '@'])), "a formula: {line}");
    }
    for (name, format) in [("sarif", Format::Sarif), ("gitlab", Format::Gitlab), ("shields", Format::Shields)] {
        serde_json::from_str::<serde_json::Value>(&rendered("hostile.json", &format)).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn the_committed_schema_is_the_models() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/runworthy-1.json");
    assert_eq!(
        runworthy::report::schema(),
        fs::read_to_string(path).unwrap_or_default(),
        "run: runworthy schema > schema/runworthy-1.json"
    );
}

#[test]
fn every_line_fits_unless_a_word_is_longer() {
    for name in ["good.json", "poor.json"] {
        for width in [80, 120] {
            let text = table(name, Style { width, detail: Detail::Full, ..PLAIN });
            let wide: Vec<&str> = text
                .lines()
                .filter(|line| {
                    line.chars().count() > width
                        && line.split_whitespace().count() > 1
                        && line.split_whitespace().all(|word| word.chars().count() < width / 2)
                })
                .collect();
            assert!(wide.is_empty(), "{name} at {width}: {wide:#?}");
        }
    }
}

#[test]
fn ascii_is_ascii_and_plain_has_no_escapes() {
    assert!(table("poor.json", Style { unicode: false, detail: Detail::Full, ..PLAIN }).is_ascii());
    for name in ["good.json", "poor.json", "hostile.json"] {
        assert!(!table(name, Style { detail: Detail::Full, ..PLAIN }).contains(['\u{1b}', '\u{7}', '\u{202e}']), "{name}");
    }
}

#[test]
fn terminals_that_open_links_get_them() {
    let links = Some("file:///srv/shop/".to_owned());
    let text = table("good.json", Style { links, width: 120, detail: Detail::Full, ..PLAIN });
    assert!(
        text.contains("\u{1b}]8;;file:///srv/shop/tests/test_app.py\u{1b}\\tests/test_app.py\u{1b}]8;;\u{1b}\\  12 test cases"),
        "{text}"
    );
}

#[test]
fn json_reads_back_as_it_was_written() {
    for name in ["good.json", "poor.json"] {
        let mut out = Vec::new();
        render(&stored(name), &Format::Json, &mut out).unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reports").join(name);
        assert_eq!(String::from_utf8(out).unwrap(), fs::read_to_string(path).unwrap());
    }
}

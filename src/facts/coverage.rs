//! Where coverage of tests is set up: settings of tools, what they wait for, and who reads their reports.

use super::{Facts, Place};
use crate::snapshot::{File, Language, Role};

/// Settings of coverage tools: place, and whether a threshold holds.
pub fn settings(facts: &Facts) -> Vec<(Place, bool)> {
    let files = facts.snapshot().files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example));
    files.filter_map(|file| setting(facts, file)).collect()
}

fn setting(facts: &Facts, file: &File) -> Option<(Place, bool)> {
    let name = file.name();
    let settings = matches!(
        name,
        ".coveragerc"
            | "codecov.yml"
            | ".codecov.yml"
            | "codecov.yaml"
            | ".nycrc"
            | ".nycrc.json"
            | ".c8rc.json"
            | ".simplecov"
            | "tarpaulin.toml"
            | ".testcoverage.yml"
            | "coveralls.json"
            | ".coveralls.yml"
            | "pyproject.toml"
            | "package.json"
            | "setup.cfg"
            | "pytest.ini"
            | "tox.ini"
            | "phpunit.xml"
            | "phpunit.xml.dist"
    ) || name.starts_with("jest.config")
        || name.starts_with("vitest.config")
        || name.starts_with("vite.config")
        || name.ends_with(".runsettings")
        || file.extension() == "sbt"
        || file.extension() == "scala" && file.folder() == "project";
    if !settings {
        return None;
    }
    let text = facts.snapshot().text(file)?;
    const WORDS: &[&str] = &[
        "coverageThreshold", "fail_under", "cov-fail-under", "minimum_coverage", "thresholds", "coverageMinimum", "collectCoverage: true",
        "--cov", "collectCoverage", "coverage:", "[tool.coverage", "[coverage:", "<coverage", "coverageDirectory", "codecov", "coverage",
    ];
    let dedicated = name.contains("cov") || name.contains("nyc") || name.contains("c8rc") || name.contains("tarpaulin");
    // What is commented out or switched off is the tool's own template.
    let said = |line: &&str| !line.trim_start().starts_with("//") && !line.contains("collectCoverage: false");
    let words = &WORDS[..if dedicated { WORDS.len() } else { 14 }];
    let line = text.lines().position(|line| said(&line) && words.iter().any(|word| line.contains(word)))?;
    let firm =
        text.lines().filter(said).any(|line| WORDS[..7].iter().any(|word| line.contains(word))) && !text.contains("coverageThreshold: {}");
    Some((Place::new(&file.path, line + 1), firm))
}

/// Where a coverage tool starts only if an environment variable asks for it that no pipeline names.
pub fn switches(facts: &Facts) -> Vec<Place> {
    let helpers = facts.snapshot().files().iter().filter(|file| {
        file.language == Language::Ruby && matches!(file.name(), "spec_helper.rb" | "rails_helper.rb" | "test_helper.rb" | "env.rb")
    });
    let switches = helpers.filter_map(|file| {
        let text = facts.snapshot().text(file)?;
        let (line, variable) = switch(text)?;
        (!is_set(facts, variable)).then(|| Place::new(&file.path, line))
    });
    switches.collect()
}

/// The line on which SimpleCov is asked for, and the variable: `if ENV["COVERAGE"]` above it or behind it.
fn switch(text: &str) -> Option<(usize, &str)> {
    let mut above = "";
    for (at, line) in text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        if line.contains("SimpleCov.start") || line.contains("require 'simplecov'") || line.contains("require \"simplecov\"") {
            let asks = |line: &&str| line.starts_with("if ENV") || line.contains(" if ENV");
            let variable = [line, above].into_iter().find(asks)?.split("ENV").nth(1)?;
            return Some((at + 1, variable.split(['"', '\'', ')', ']']).nth(1)?));
        }
        above = line;
    }
    None
}

/// Does a pipeline, an image or a task set the variable?
fn is_set(facts: &Facts, variable: &str) -> bool {
    let files = facts.snapshot().files().iter().filter(|file| {
        file.role == Role::Ci
            || matches!(file.language, Language::Dockerfile | Language::Makefile | Language::Shell)
            || file.name() == "Rakefile"
    });
    let mut lines = files.filter_map(|file| facts.snapshot().text(file)).flat_map(str::lines);
    lines.any(|line| line.contains(variable) && !line.trim_start().starts_with('#'))
}

/// Where an analysis server is told which coverage report to read.
pub fn reports(facts: &Facts) -> Vec<Place> {
    let files = facts.snapshot().own().filter(|file| file.name() == "sonar-project.properties");
    let reads = |line: &str| {
        let (key, value) = line.split_once('=').unwrap_or_default();
        let key = key.trim().to_ascii_lowercase();
        key.starts_with("sonar.") && (key.ends_with("reportpaths") || key.ends_with("reportpath")) && value.contains("cov")
    };
    let found = files.filter_map(|file| {
        let line = facts.snapshot().text(file)?.lines().position(reads)?;
        Some(Place::new(&file.path, line + 1))
    });
    found.collect()
}

//! Tools that a configuration file gives away: analysers, and development environments.

use super::packages::Scope;
use super::{Facts, Place};
use crate::snapshot::{File, Role};

/// Linters and analysers that find bugs, each with its configuration or its plug-in in the build.
pub fn collect(facts: &Facts) -> Vec<(String, Place)> {
    let files =
        facts.snapshot().files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example | Role::Test));
    let mut found: Vec<(String, Place)> =
        files.filter_map(|file| by_file(facts, file).map(|tool| (tool.to_owned(), Place::file(file)))).collect();
    const PACKAGES: &[(&str, &str)] = &[
        ("rubocop*", "RuboCop"),
        ("standard", "standard"),
        ("brakeman", "Brakeman"),
        ("eslint", "ESLint"),
        ("pylint", "Pylint"),
        ("flake8", "flake8"),
        ("ruff", "Ruff"),
        ("credo", "Credo"),
        ("phpstan/phpstan", "PHPStan"),
        ("larastan/larastan", "PHPStan"),
        ("nunomaduro/larastan", "PHPStan"),
        ("io.gitlab.arturbosch.detekt", "detekt plug-in"),
        ("net.ltgt.errorprone", "Error Prone plug-in"),
        ("com.github.spotbugs", "SpotBugs plug-in"),
        ("pmd", "PMD plug-in"),
        ("com.github.spotbugs:spotbugs-maven-plugin", "SpotBugs plug-in"),
        ("org.apache.maven.plugins:maven-pmd-plugin", "PMD plug-in"),
        ("org.apache.maven.plugins:maven-checkstyle-plugin", "Checkstyle plug-in"),
        ("SonarAnalyzer.CSharp", "Sonar plug-in"),
        ("Roslynator.Analyzers", "Roslynator plug-in"),
        ("StyleCop.Analyzers", "StyleCop plug-in"),
        ("rubocop-govuk", "RuboCop"),
        ("org.sonarqube", "Sonar"),
    ];
    for package in facts.packages().packages.iter().filter(|package| package.scope == Scope::Development || package.scope == Scope::Runtime)
    {
        let known = PACKAGES.iter().find(|(name, _)| crate::knowledge::matches(name, &package.name));
        found.extend(known.map(|(_, tool)| ((*tool).to_owned(), package.at.clone())));
    }
    found
}

fn by_file(facts: &Facts, file: &File) -> Option<&'static str> {
    let name = file.name();
    let text = || facts.snapshot().text(file).unwrap_or("");
    Some(match name {
        _ if name.starts_with(".eslintrc") || name.starts_with("eslint.config.") => "ESLint",
        "biome.json" | "biome.jsonc" => "Biome",
        ".oxlintrc.json" => "oxlint",
        "tslint.json" => "TSLint",
        ".editorconfig" if text().contains("dotnet_diagnostic.") => ".NET analysers",
        ".flake8" => "flake8",
        ".pylintrc" => "Pylint",
        "ruff.toml" | ".ruff.toml" => "Ruff",
        "pyproject.toml" if text().contains("[tool.ruff") => "Ruff",
        "setup.cfg" | "tox.ini" if text().contains("[flake8]") => "flake8",
        "mypy.ini" => "mypy",
        ".rubocop.yml" => "RuboCop",
        ".golangci.yml" | ".golangci.yaml" | ".golangci.toml" => "golangci-lint",
        "detekt.yml" => "detekt",
        "checkstyle.xml" | "ruleset.xml" | "pmd.xml" => "a Java analyser",
        "sonar-project.properties" => "Sonar",
        "phpstan.neon" | "phpstan.neon.dist" => "PHPStan",
        "psalm.xml" => "Psalm",
        ".credo.exs" => "Credo",
        "clippy.toml" | ".clippy.toml" => "Clippy",
        "Cargo.toml" if text().contains("[lints.clippy]") || text().contains("[workspace.lints.clippy]") => "Clippy",
        ".swiftlint.yml" => "SwiftLint",
        ".scalafix.conf" => "Scalafix",
        ".pre-commit-config.yaml"
            if ["flake8", "ruff", "eslint", "pylint", "golangci", "shellcheck", "rubocop", "bandit"]
                .iter()
                .any(|tool| text().contains(tool)) =>
        {
            "pre-commit hooks"
        }
        ".semgrep.yml" => "Semgrep",
        ".codeclimate.yml" => "Code Climate",
        _ => return None,
    })
}

/// Tools that bring up the service and what it depends on.
pub fn development(facts: &Facts) -> Vec<(&'static str, Place)> {
    let files =
        facts.snapshot().files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example | Role::Test));
    files.filter_map(|file| tool(facts, file).map(|tool| (tool, Place::file(file)))).collect()
}

fn tool(facts: &Facts, file: &File) -> Option<&'static str> {
    let text = || facts.snapshot().text(file).unwrap_or("");
    Some(match file.name() {
        "Tiltfile" => "Tilt",
        "skaffold.yaml" => "Skaffold",
        "devspace.yaml" => "DevSpace",
        "garden.yml" => "Garden",
        "okteto.yml" => "Okteto",
        "Vagrantfile" => "Vagrant",
        "process-compose.yml" | "process-compose.yaml" => "process-compose",
        "devenv.nix" => "devenv",
        "development.yml" if file.folder() == "hokusai" => "Hokusai",
        "devcontainer.json" | ".devcontainer.json" if text().contains("dockerComposeFile") || text().contains("postgres") => {
            "a devcontainer"
        }
        "AppHost.cs" => "Aspire",
        _ if file.extension() == "csproj" && text().contains("Aspire.AppHost") => "Aspire",
        _ => return None,
    })
}

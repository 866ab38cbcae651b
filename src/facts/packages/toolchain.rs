//! Which versions of languages and runtimes are pinned, and where.

use std::sync::LazyLock;

use regex::Regex;

use crate::facts::{Place, json, toml};
use crate::snapshot::{File, Language, Role, Snapshot};

/// A pinned version of a language's runtime or compiler.
#[derive(Debug, Clone)]
pub struct Pin {
    /// The languages that it pins: JavaScript stands for Node.js, Java for every language of the JVM.
    pub language: Language,
    pub at: Place,
    /// How firmly: a whole release line, or only a lower bound.
    pub firm: bool,
}

/// The language family that a pin speaks of.
pub fn family(language: Language) -> Language {
    match language {
        Language::TypeScript | Language::JavaScript => Language::JavaScript,
        Language::Kotlin | Language::Scala | Language::Groovy | Language::Java | Language::Clojure => Language::Java,
        Language::FSharp => Language::CSharp,
        Language::Erlang => Language::Elixir,
        other => other,
    }
}

/// Images of official runtimes, by the word in their name.
const IMAGES: &[(&str, Language)] = &[
    ("node", Language::JavaScript),
    ("oven/bun", Language::JavaScript),
    ("python", Language::Python),
    ("pypy", Language::Python),
    ("ruby", Language::Ruby),
    ("golang", Language::Go),
    ("rust", Language::Rust),
    ("openjdk", Language::Java),
    ("temurin", Language::Java),
    ("corretto", Language::Java),
    ("jre", Language::Java),
    ("jdk", Language::Java),
    ("java", Language::Java),
    ("gradle", Language::Java),
    ("maven", Language::Java),
    ("dotnet", Language::CSharp),
    ("php", Language::Php),
    ("elixir", Language::Elixir),
    ("sbt", Language::Java),
    ("clux/muslrust", Language::Rust),
    ("distroless/java", Language::Java),
    ("swift", Language::Swift),
];

/// Every pin of the service.
pub fn collect(snapshot: &Snapshot) -> Vec<Pin> {
    let files = snapshot.files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example | Role::Ci));
    files.flat_map(|file| pins(snapshot, file)).collect()
}

fn pins(snapshot: &Snapshot, file: &File) -> Vec<Pin> {
    let name = file.name();
    let lower = name.to_ascii_lowercase();
    let pin = |language, line, firm| Pin { language, at: Place::new(&file.path, line), firm };
    let text = || snapshot.text(file).unwrap_or("");
    let line_of = |needle: &str| text().lines().position(|line| line.contains(needle)).map(|at| at + 1);
    match lower.as_str() {
        ".nvmrc" | ".node-version" | ".bun-version" | "bun.version" => vec![pin(Language::JavaScript, 1, has_digit(text()))],
        ".python-version" | "runtime.txt" => vec![pin(Language::Python, 1, has_digit(text()))],
        ".ruby-version" => vec![pin(Language::Ruby, 1, true)],
        ".java-version" | ".sdkmanrc" => vec![pin(Language::Java, 1, true)],
        ".php-version" => vec![pin(Language::Php, 1, true)],
        ".elixir-version" => vec![pin(Language::Elixir, 1, true)],
        ".swift-version" => vec![pin(Language::Swift, 1, true)],
        "rust-toolchain" | "rust-toolchain.toml" => vec![pin(Language::Rust, 1, has_digit(text()))],
        "global.json" => vec![pin(Language::CSharp, 1, true)],
        ".tool-versions" | "mise.toml" | ".mise.toml" => tool_versions(file, text()),
        "flake.nix" | "devbox.json" | "shell.nix" => Vec::new(),
        "go.mod" => text().lines().position(|line| line.starts_with("go ")).map(|at| pin(Language::Go, at + 1, true)).into_iter().collect(),
        "package.json" => package_json(file, text()),
        "pyproject.toml" => pyproject(file, text()),
        "pipfile" => line_of("python_version").map(|line| pin(Language::Python, line, true)).into_iter().collect(),
        "gemfile" => {
            text().lines().position(|line| line.starts_with("ruby ")).map(|at| pin(Language::Ruby, at + 1, true)).into_iter().collect()
        }
        "mix.exs" => line_of("elixir:").map(|line| pin(Language::Elixir, line, false)).into_iter().collect(),
        "composer.json" => line_of("\"php\":").map(|line| pin(Language::Php, line, false)).into_iter().collect(),
        "cargo.toml" => line_of("rust-version").map(|line| pin(Language::Rust, line, false)).into_iter().collect(),
        "pom.xml" => ["<maven.compiler.release>", "<java.version>", "<release>", "<maven.compiler.source>", "<maven.compiler.target>"]
            .iter()
            .find_map(|tag| line_of(tag))
            .map(|line| pin(Language::Java, line, true))
            .into_iter()
            .collect(),
        "build.sbt" => line_of("scalaVersion").map(|line| pin(Language::Java, line, true)).into_iter().collect(),
        _ if lower.ends_with(".gradle") || lower.ends_with(".gradle.kts") => {
            ["JavaLanguageVersion.of", "jvmToolchain", "sourceCompatibility", "JavaVersion.VERSION", "jvmTarget"]
                .iter()
                .find_map(|word| line_of(word))
                .map(|line| pin(Language::Java, line, true))
                .into_iter()
                .collect()
        }
        _ if lower.ends_with(".csproj") || lower == "directory.build.props" => {
            line_of("<TargetFramework").map(|line| pin(Language::CSharp, line, true)).into_iter().collect()
        }
        _ if file.language == Language::Dockerfile && file.role != Role::Test => dockerfile(file, text()),
        "devcontainer.json" => text()
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains("\"image\""))
            .flat_map(|(at, line)| image(file, line, at + 1))
            .collect(),
        _ => Vec::new(),
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

fn tool_versions(file: &File, text: &str) -> Vec<Pin> {
    const TOOLS: &[(&str, Language)] = &[
        ("nodejs", Language::JavaScript),
        ("node", Language::JavaScript),
        ("oven/bun", Language::JavaScript),
        ("python", Language::Python),
        ("ruby", Language::Ruby),
        ("golang", Language::Go),
        ("go", Language::Go),
        ("rust", Language::Rust),
        ("java", Language::Java),
        ("elixir", Language::Elixir),
        ("dotnet", Language::CSharp),
        ("php", Language::Php),
        ("scala", Language::Java),
        ("sbt", Language::Java),
    ];
    let lines = text.lines().enumerate().filter(|(_, line)| has_digit(line));
    lines
        .filter_map(|(at, line)| {
            let word: String = line.trim().chars().take_while(char::is_ascii_alphanumeric).collect();
            let (_, language) = TOOLS.iter().find(|(tool, _)| *tool == word)?;
            Some(Pin { language: *language, at: Place::new(&file.path, at + 1), firm: true })
        })
        .collect()
}

fn package_json(file: &File, text: &str) -> Vec<Pin> {
    let Ok(tree) = json::parse(text) else { return Vec::new() };
    let Some(root) = tree.root() else { return Vec::new() };
    let engine = root.at(&["engines", "node"]).or_else(|| root.at(&["volta", "node"]));
    engine
        .and_then(|value| {
            value.str().filter(|text| has_digit(text)).map(|text| Pin {
                language: Language::JavaScript,
                at: Place::new(&file.path, value.line()),
                firm: !text.starts_with(">=") || text.contains('<'),
            })
        })
        .into_iter()
        .collect()
}

fn pyproject(file: &File, text: &str) -> Vec<Pin> {
    let Ok(tree) = toml::parse(text) else { return Vec::new() };
    let Some(root) = tree.root() else { return Vec::new() };
    let value = root.at(&["project", "requires-python"]).or_else(|| root.at(&["tool", "poetry", "dependencies", "python"]));
    value
        .and_then(|value| {
            value.str().map(|text| Pin {
                language: Language::Python,
                at: Place::new(&file.path, value.line()),
                firm: !text.starts_with('>') || text.contains('<'),
            })
        })
        .into_iter()
        .collect()
}

fn dockerfile(file: &File, text: &str) -> Vec<Pin> {
    let lines = text.lines().enumerate().filter(|(_, line)| {
        let upper = line.trim_start().to_ascii_uppercase();
        upper.starts_with("FROM ") || upper.starts_with("ARG ") && (upper.contains("VERSION") || upper.contains("IMAGE"))
    });
    lines.flat_map(|(at, line)| image(file, line, at + 1)).collect()
}

/// A runtime's image with a version in its tag, or a version argument.
fn image(file: &File, line: &str, number: usize) -> Vec<Pin> {
    static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[:=_-]v?(\d+)(\.\d+)*").ok());
    let lower = line.to_ascii_lowercase();
    let versioned = TAG.as_ref().is_some_and(|tag| tag.is_match(&lower));
    let language = IMAGES.iter().find(|(word, _)| lower.contains(word)).map(|(_, language)| *language);
    language.filter(|_| versioned).map(|language| Pin { language, at: Place::new(&file.path, number), firm: true }).into_iter().collect()
}

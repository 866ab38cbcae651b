//! Declared dependencies of every ecosystem, with what locks them.

pub mod checkers;
mod jvm;
mod manifests;
mod text;
pub mod toolchain;
pub mod updates;

use super::{Facts, Place};
use crate::snapshot::{File, Role, Snapshot};

/// A package manager's world; the words are those of the knowledge tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ecosystem {
    Npm,
    Python,
    Ruby,
    Go,
    /// Maven, Gradle and sbt share one world of packages.
    Java,
    DotNet,
    Php,
    Elixir,
    Rust,
}

impl Ecosystem {
    /// The word in the knowledge tables.
    pub fn key(self) -> &'static str {
        match self {
            Ecosystem::Npm => "npm",
            Ecosystem::Python => "py",
            Ecosystem::Ruby => "rb",
            Ecosystem::Go => "go",
            Ecosystem::Java => "java",
            Ecosystem::DotNet => "net",
            Ecosystem::Php => "php",
            Ecosystem::Elixir => "ex",
            Ecosystem::Rust => "rs",
        }
    }
}

/// For whom a package is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    Runtime,
    /// Development and tests.
    Development,
}

/// A declared dependency.
#[derive(Debug, Clone)]
pub struct Package {
    pub ecosystem: Ecosystem,
    /// `group:artifact` in Java, the module path in Go.
    pub name: String,
    /// As it is written; `None` where a parent or a platform decides.
    pub version: Option<String>,
    pub scope: Scope,
    pub at: Place,
}

/// A manifest and what locks its versions.
#[derive(Debug, Clone)]
pub struct Manifest {
    pub ecosystem: Ecosystem,
    pub at: Place,
    /// How many packages it declares.
    pub declared: usize,
    /// The lock file, or the manifest itself where exact versions stand in it.
    pub locked_by: Option<String>,
}

/// All packages of the service.
#[derive(Debug, Default)]
pub struct Packages {
    pub packages: Vec<Package>,
    pub manifests: Vec<Manifest>,
    /// Pinned versions of languages and runtimes.
    pub toolchains: Vec<toolchain::Pin>,
    /// Type and null checkers, by language.
    pub checkers: Vec<checkers::Checker>,
    pub updaters: Vec<updates::Updater>,
    /// There is a file of an updater, switched on or off.
    pub updates_decided: bool,
}

impl Packages {
    /// Packages for production.
    pub fn runtime(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.scope == Scope::Runtime)
    }

    /// Is a package of this name (or with this start, before a `*`) declared?
    pub fn find(&self, ecosystem: Ecosystem, name: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.ecosystem == ecosystem && crate::knowledge::matches(name, &package.name))
    }
}

/// Reads every manifest of the service.
pub fn collect(facts: &Facts) -> Packages {
    let snapshot = facts.snapshot();
    let mut packages = Packages::default();
    for file in snapshot.files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example)) {
        let before = packages.packages.len();
        let Some(ecosystem) = read(snapshot, file, &mut packages.packages) else { continue };
        let own = &mut packages.packages[before..];
        if file.role == Role::Test || in_tests(&file.path) {
            own.iter_mut().for_each(|package| package.scope = Scope::Development);
        }
        let locked_by = locked_by(snapshot, file, ecosystem, own);
        let declared = own.len();
        if declared > 0 && file.role != Role::Test && !is_extra(file) {
            packages.manifests.push(Manifest { ecosystem, at: Place::file(file), declared, locked_by });
        }
    }
    packages.updaters = updates::collect(snapshot);
    packages.updates_decided = snapshot.own().any(|file| file.name().contains("renovate") || file.name().starts_with("dependabot."));
    packages.toolchains = toolchain::collect(snapshot);
    packages.checkers = checkers::collect(snapshot, &packages.packages);
    packages
}

fn in_tests(path: &str) -> bool {
    path.split('/').any(|part| {
        matches!(part, "test" | "tests" | "e2e" | "spec" | "integration-tests")
            || part.ends_with(".Tests")
            || part.ends_with("Tests") && part.contains('.')
    }) || path.ends_with("Tests.csproj")
}

/// Lists beside the main one: for tools and documents, not for the service.
fn is_extra(file: &File) -> bool {
    let name = file.name();
    let list = name.starts_with("requirements") || file.folder().ends_with("requirements");
    let tools = ["scripts", "script", "tools", "hack", "demo", "loadtest", "load-tests", "e2e", "docs", "benchmarks"];
    list && ["dev", "test", "doc", "lint", "ipython"].iter().any(|word| name.contains(word))
        || file.folder().split('/').any(|folder| tools.contains(&folder) || folder.starts_with('.') || folder.starts_with("mock"))
        || name.ends_with(".in")
}

fn read(snapshot: &Snapshot, file: &File, packages: &mut Vec<Package>) -> Option<Ecosystem> {
    let name = file.name();
    let lower = name.to_ascii_lowercase();
    let ecosystem = match lower.as_str() {
        "package.json" => Ecosystem::Npm,
        "pyproject.toml" | "pipfile" | "setup.py" | "setup.cfg" => Ecosystem::Python,
        _ if (lower.starts_with("requirements") || file.folder().ends_with("requirements"))
            && (lower.ends_with(".txt") || lower.ends_with(".in")) =>
        {
            Ecosystem::Python
        }
        "gemfile" => Ecosystem::Ruby,
        "go.mod" => Ecosystem::Go,
        "pom.xml" | "libs.versions.toml" | "dependencies.scala" | "dependencies.kt" => Ecosystem::Java,
        _ if lower.ends_with(".gradle") || lower.ends_with(".gradle.kts") || lower.ends_with(".sbt") => Ecosystem::Java,
        "directory.packages.props" | "directory.build.props" | "packages.config" => Ecosystem::DotNet,
        _ if lower.ends_with(".csproj") || lower.ends_with(".fsproj") => Ecosystem::DotNet,
        "composer.json" => Ecosystem::Php,
        "mix.exs" => Ecosystem::Elixir,
        "cargo.toml" => Ecosystem::Rust,
        _ if lower.ends_with(".gemspec") => Ecosystem::Ruby,
        _ => return None,
    };
    let text = snapshot.text(file)?;
    let found = match lower.as_str() {
        "package.json" => manifests::npm(file, text),
        "composer.json" => manifests::composer(file, text),
        "pyproject.toml" => manifests::pyproject(file, text),
        "pipfile" => manifests::pipfile(file, text),
        "setup.py" | "setup.cfg" => text::setup(file, text),
        "gemfile" => text::gemfile(file, text),
        "go.mod" => text::go_mod(file, text),
        "pom.xml" => jvm::pom(file, text),
        "libs.versions.toml" => jvm::catalogue(file, text),
        "mix.exs" => text::mix(file, text),
        "cargo.toml" => manifests::cargo(file, text),
        _ if lower.ends_with(".gemspec") => text::gemfile(file, text),
        _ if ecosystem == Ecosystem::DotNet => text::dotnet(file, text),
        _ if ecosystem == Ecosystem::Python => text::requirements(file, text),
        _ => jvm::gradle_or_sbt(file, text),
    };
    packages.extend(found);
    Some(ecosystem)
}

/// What fixes the versions of a manifest's packages: a lock file here or above, or exact versions.
fn locked_by(snapshot: &Snapshot, file: &File, ecosystem: Ecosystem, packages: &[Package]) -> Option<String> {
    let locks: &[&str] = match ecosystem {
        Ecosystem::Npm => {
            &["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "deno.lock"]
        }
        Ecosystem::Python => &["poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock", "pylock.toml", "conda-lock.yml"],
        Ecosystem::Ruby => &["Gemfile.lock", "gems.locked"],
        Ecosystem::Go => &["go.sum", "go.work.sum"],
        Ecosystem::Java => &["gradle.lockfile"],
        Ecosystem::DotNet => &["packages.lock.json", "paket.lock"],
        Ecosystem::Php => &["composer.lock"],
        Ecosystem::Elixir => &["mix.lock"],
        Ecosystem::Rust => &["Cargo.lock"],
    };
    let mut folder = file.folder();
    loop {
        for lock in locks {
            let path = if folder.is_empty() { (*lock).to_owned() } else { format!("{folder}/{lock}") };
            if snapshot.file(&path).is_some() {
                return Some(path);
            }
        }
        match folder.rsplit_once('/') {
            Some((parent, _)) => folder = parent,
            None if folder.is_empty() => break,
            None => folder = "",
        }
    }
    let exact = |package: &Package| package.version.as_deref().is_none_or(|version| is_exact(ecosystem, version));
    let by_versions = matches!(ecosystem, Ecosystem::Java | Ecosystem::DotNet)
        || ecosystem == Ecosystem::Python && file.extension() == "txt" && packages.iter().all(|package| package.version.is_some());
    (by_versions && packages.iter().all(exact)).then(|| file.path.clone())
}

/// Does a version leave nothing open?
fn is_exact(ecosystem: Ecosystem, version: &str) -> bool {
    match ecosystem {
        Ecosystem::Python => version.starts_with("==") && !version.contains('*') || version.contains('@'),
        _ => {
            !(version.contains('+') && !version.contains('-')
                || version.starts_with("latest")
                || version.starts_with(['[', '('])
                || version.contains('*')
                || version.ends_with("-SNAPSHOT"))
        }
    }
}

//! Folders of a repository that look like services of their own.

use std::collections::BTreeSet;

use super::Facts;
use crate::snapshot::{File, Language, Role};

/// Folders of tools, tests and documents hold no service of the product.
const ASIDE: &[&str] = &[
    "tools", "tool", "scripts", "script", "hack", "ci", "docs", "doc", "examples", "test", "tests", "e2e", ".devcontainer", ".github",
    "dev", "build", "benchmarks", "internal", "vendor", "kubernetes", "k8s", "infra", "infrastructure", "terraform", "docker", "deploy",
    "release",
];

/// The services' folders, in the order of their paths: what is built into an image of its own, or else what starts by itself.
pub fn collect(facts: &Facts) -> Vec<String> {
    let built = outermost(images(facts));
    let starting = outermost(programs(facts));
    if built.len() >= 2 && built.len() >= starting.len() { built } else { starting }
}

/// Folders with a Dockerfile; `src` below a service is part of it.
fn images(facts: &Facts) -> BTreeSet<String> {
    let files = facts.containers().dockerfiles.iter().filter(|file| !file.development);
    let folders = files.filter_map(|file| file.path.rsplit_once('/').map(|(folder, _)| folder));
    folders.map(|folder| folder.strip_suffix("/src").unwrap_or(folder)).filter(|folder| is_service(folder)).map(str::to_owned).collect()
}

/// Modules of a build with a program of their own.
fn programs(facts: &Facts) -> BTreeSet<String> {
    let snapshot = facts.snapshot();
    let starts = |file: &&File| match (file.extension(), file.language) {
        ("csproj", _) => {
            snapshot.text(file).is_some_and(|text| text.contains("Microsoft.NET.Sdk.Web") || text.contains("Microsoft.NET.Sdk.Worker"))
        }
        (_, Language::Java | Language::Kotlin) => {
            file.role == Role::Source
                && file.name().trim_end_matches(".java").trim_end_matches(".kt").ends_with("Application")
                && snapshot.read(file).is_some_and(|text| text.contains("@SpringBootApplication") || text.contains("@QuarkusMain"))
        }
        _ => {
            file.name() == "package.json"
                && matches!(file.path.split('/').next(), Some("apps" | "services"))
                && snapshot.text(file).is_some_and(|text| text.contains("\"start\""))
        }
    };
    let module = |file: &File| match file.path.split_once("/src/main/") {
        Some((module, _)) => module.to_owned(),
        None => file.folder().to_owned(),
    };
    snapshot.own().filter(starts).map(module).filter(|folder| is_service(folder)).collect()
}

fn is_service(folder: &str) -> bool {
    !folder.is_empty() && !folder.split('/').any(|part| ASIDE.contains(&part))
}

/// A folder inside another one belongs to that.
fn outermost(folders: BTreeSet<String>) -> Vec<String> {
    let inside =
        |folder: &String| folders.iter().any(|other| folder.strip_prefix(other.as_str()).is_some_and(|rest| rest.starts_with('/')));
    folders.iter().filter(|folder| !inside(folder)).cloned().collect()
}

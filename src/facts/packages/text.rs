//! Manifests that are code or plain lists: requirements, Gemfile, go.mod, mix.exs, project files.

use super::{Ecosystem, Package, Scope};
use crate::facts::Place;
use crate::snapshot::File;

/// The name that Python gives a package, whatever its spelling.
pub fn normal_name(name: &str) -> String {
    name.to_ascii_lowercase().replace(['_', '.'], "-")
}

/// One requirement: `name[extra]==1.0; marker` or `name @ address`.
pub fn requirement(file: &File, text: &str, line: usize, scope: Scope) -> Option<Package> {
    let text = text.split([';', '#']).next()?.trim();
    if let Some((_, egg)) = text.split_once("#egg=") {
        return requirement(file, egg, line, scope);
    }
    let length = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')).count();
    let (name, rest) = text.split_at(length);
    let rest = rest.trim_start();
    let rest = if rest.starts_with('[') { rest.split_once(']').map_or("", |(_, rest)| rest) } else { rest };
    let version = rest.split_whitespace().collect::<String>();
    (!name.is_empty() && !name.contains("://")).then(|| Package {
        ecosystem: Ecosystem::Python,
        name: normal_name(name),
        version: (!version.is_empty()).then_some(version),
        scope,
        at: Place::new(&file.path, line),
    })
}

pub fn requirements(file: &File, text: &str) -> Vec<Package> {
    let name = file.name();
    let development = ["dev", "test", "doc", "lint", "ci"].iter().any(|part| name.contains(part));
    let scope = if development { Scope::Development } else { Scope::Runtime };
    let lines =
        text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with(['-', '#', '\\']) && !line.starts_with("    --hash"));
    lines
        .filter_map(|(at, line)| {
            if line.contains("git+") {
                let name = line
                    .split_once(" @ ")
                    .map(|(name, _)| name)
                    .or_else(|| line.rsplit_once('/').map(|(_, name)| name.split(['@', '#', '.']).next().unwrap_or(name)))?;
                return requirement(file, &format!("{}==git", name.split('[').next().unwrap_or(name).trim()), at + 1, scope);
            }
            requirement(file, line.trim_end_matches('\\'), at + 1, scope)
        })
        .collect()
}

/// Strings in `install_requires`, and its lines in setup.cfg.
pub fn setup(file: &File, text: &str) -> Vec<Package> {
    let Some(start) = text.find("install_requires") else { return Vec::new() };
    let first = text[..start].matches('\n').count();
    let block: Vec<&str> = text[start..].lines().take_while(|line| !line.trim().starts_with(']') && !line.starts_with('[')).collect();
    let quoted = file.name() == "setup.py";
    let each = block.iter().enumerate().flat_map(|(at, line)| {
        let parts: Vec<&str> = if quoted {
            line.split(['"', '\'']).skip(1).step_by(2).collect()
        } else {
            vec![line.trim_start_matches("install_requires").trim_start_matches([' ', '='])]
        };
        parts.into_iter().map(move |part| (first + at + 1, part.to_owned()))
    });
    each.filter(|(_, part)| part.len() > 1).filter_map(|(line, part)| requirement(file, &part, line, Scope::Runtime)).collect()
}

/// `gem "name", "~> 1"`, with groups.
pub fn gemfile(file: &File, text: &str) -> Vec<Package> {
    let mut group = false;
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.starts_with("group ") && trimmed.ends_with("do") {
            group = !trimmed.contains("production");
        } else if trimmed == "end" {
            group = false;
        }
        let declared =
            ["gem ", "gem(", "s.add_dependency", "spec.add_dependency", "s.add_runtime_dependency", "spec.add_development_dependency"]
                .iter()
                .find(|start| trimmed.starts_with(**start));
        let Some(start) = declared else { continue };
        let mut strings = trimmed.split(['"', '\'']).skip(1).step_by(2);
        let Some(name) = strings.next() else { continue };
        let version = strings.next().filter(|version| version.starts_with(|c: char| c.is_ascii_digit() || "~><=".contains(c)));
        let inline = trimmed.contains("group: :test")
            || trimmed.contains("group: :development")
            || trimmed.contains("group: [:dev")
            || trimmed.contains("groups: [:dev")
            || start.contains("development");
        let scope = if group || inline { Scope::Development } else { Scope::Runtime };
        found.push(Package {
            ecosystem: Ecosystem::Ruby,
            name: name.to_owned(),
            version: version.map(str::to_owned),
            scope,
            at: Place::new(&file.path, at + 1),
        });
    }
    found
}

/// Required modules; what is marked `// indirect` is somebody else's.
pub fn go_mod(file: &File, text: &str) -> Vec<Package> {
    let mut block = "";
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        if let Some(word) = trimmed.strip_suffix('(') {
            block = if word.trim() == "require" { "require" } else { "other" };
            continue;
        }
        if trimmed == ")" {
            block = "";
        }
        let entry = if block == "require" { Some(trimmed) } else { trimmed.strip_prefix("require ") };
        let Some(entry) = entry.filter(|entry| !entry.contains("// indirect")) else { continue };
        let mut words = entry.split_whitespace();
        if let (Some(name), Some(version)) = (words.next().filter(|name| name.contains('.')), words.next()) {
            found.push(Package {
                ecosystem: Ecosystem::Go,
                name: name.to_owned(),
                version: Some(version.to_owned()),
                scope: Scope::Runtime,
                at: Place::new(&file.path, at + 1),
            });
        }
    }
    found
}

/// `{:name, "~> 1.0", only: [:dev, :test]}` in the function `deps`.
pub fn mix(file: &File, text: &str) -> Vec<Package> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let Some(rest) = trimmed.strip_prefix("{:") else { continue };
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let version = rest.split('"').nth(1).filter(|version| version.contains(|c: char| c.is_ascii_digit()));
        let development = rest.contains("only:") && !rest.contains(":prod");
        if rest[name.len()..].trim_start().starts_with(',') {
            let scope = if development { Scope::Development } else { Scope::Runtime };
            found.push(Package {
                ecosystem: Ecosystem::Elixir,
                name,
                version: version.map(str::to_owned),
                scope,
                at: Place::new(&file.path, at + 1),
            });
        }
    }
    found
}

/// `<PackageReference Include="…" Version="…" />` and its kin.
pub fn dotnet(file: &File, text: &str) -> Vec<Package> {
    let test = text.contains("<IsTestProject>true") || text.contains("Microsoft.NET.Test.Sdk");
    let scope = if test && !file.name().starts_with("Directory.") { Scope::Development } else { Scope::Runtime };
    let mut found = Vec::new();
    for element in crate::facts::xml::elements(text) {
        let name = match element.name.as_str() {
            "PackageReference" | "PackageVersion" | "GlobalPackageReference" => {
                element.attribute("Include").or_else(|| element.attribute("Update"))
            }
            "package" => element.attribute("id"),
            "Project" | "Sdk" => element.attribute("Sdk").or_else(|| element.attribute("Name")),
            _ => None,
        };
        let Some(name) = name else { continue };
        let version = element
            .attribute("Version")
            .or_else(|| element.attribute("version"))
            .map(|version| if version.starts_with("$(") { "property".to_owned() } else { version.to_owned() });
        found.push(Package {
            ecosystem: Ecosystem::DotNet,
            name: name.to_owned(),
            version,
            // A central list gives versions; which project uses them stands in the projects.
            scope: if element.name == "PackageVersion" { Scope::Development } else { scope },
            at: Place::new(&file.path, element.line),
        });
    }
    found
}

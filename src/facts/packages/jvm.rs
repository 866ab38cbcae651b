//! Maven, Gradle (both languages, version catalogues) and sbt.

use super::{Ecosystem, Package, Scope};
use crate::facts::xml::{self, Element};
use crate::facts::{Place, toml};
use crate::snapshot::File;

fn package(file: &File, name: String, version: Option<String>, scope: Scope, line: usize) -> Package {
    Package { ecosystem: Ecosystem::Java, name, version, scope, at: Place::new(&file.path, line) }
}

/// Dependencies, plug-ins and the parent of a pom.xml.
pub fn pom(file: &File, text: &str) -> Vec<Package> {
    let mut found = Vec::new();
    let elements = xml::elements(text);
    for (at, element) in elements.iter().enumerate() {
        if !matches!(element.name.as_str(), "dependency" | "plugin" | "parent") {
            continue;
        }
        let inside: Vec<&Element> = elements[at + 1..]
            .iter()
            .take_while(|inner| inner.depth > element.depth)
            .filter(|inner| inner.depth == element.depth + 1)
            .collect();
        let text_of =
            |name: &str| inside.iter().find(|inner| inner.name == name).map(|inner| inner.text.clone()).filter(|text| !text.is_empty());
        let Some(artifact) = text_of("artifactId") else { continue };
        let group = text_of("groupId").unwrap_or_else(|| "org.apache.maven.plugins".to_owned());
        let scope =
            if text_of("scope").as_deref() == Some("test") || element.name == "plugin" { Scope::Development } else { Scope::Runtime };
        let version = text_of("version").map(|version| if version.starts_with("${") { "property".to_owned() } else { version });
        found.push(package(file, format!("{group}:{artifact}"), version, scope, element.line));
    }
    // Modules of one project name each other by its own group and its own version, a snapshot between releases.
    let own = elements.iter().find(|element| element.name == "groupId" && element.depth <= 3).map(|element| element.text.clone());
    let is_own = |name: &str| own.as_deref().is_some_and(|own| name.split(':').next() == Some(own));
    found.iter_mut().filter(|package| is_own(&package.name)).for_each(|package| package.version = None);
    found
}

/// Libraries and plug-ins of a version catalogue.
pub fn catalogue(file: &File, text: &str) -> Vec<Package> {
    let Ok(tree) = toml::parse(text) else { return Vec::new() };
    let Some(root) = tree.root() else { return Vec::new() };
    let mut found = Vec::new();
    for (table, plugin) in [("libraries", false), ("plugins", true)] {
        for (alias, value) in root.get(table).map(|table| table.entries()).unwrap_or_default() {
            let module = value.str_at(&["module"]).or_else(|| value.str_at(&["id"])).or_else(|| value.str()).map(str::to_owned);
            let pair = || Some(format!("{}:{}", value.str_at(&["group"])?, value.str_at(&["name"])?));
            let Some(module) = module.or_else(pair) else { continue };
            let name: Vec<&str> = module.split(':').take(if plugin { 1 } else { 2 }).collect();
            let test = alias.str().is_some_and(|alias| ["test", "junit", "mock", "assert"].iter().any(|word| alias.contains(word)));
            let version = module.split(':').nth(2).or_else(|| value.str_at(&["version"])).map(str::to_owned);
            found.push(package(
                file,
                name.join(":"),
                version,
                if test || plugin { Scope::Development } else { Scope::Runtime },
                alias.line(),
            ));
        }
    }
    found
}

/// Coordinates in build scripts: `implementation("group:artifact:1.0")`, `"group" %% "artifact" % "1.0"`, plug-in ids.
pub fn gradle_or_sbt(file: &File, text: &str) -> Vec<Package> {
    let sbt = file.name().ends_with(".sbt") || file.name().ends_with(".scala");
    let mut found = Vec::new();
    let mut block_comment = false;
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        block_comment = (block_comment || trimmed.starts_with("/*")) && !trimmed.ends_with("*/");
        if trimmed.starts_with("//") || block_comment {
            continue;
        }
        if sbt {
            found.extend(sbt_line(file, trimmed, at + 1));
        } else {
            found.extend(gradle_line(file, trimmed, at + 1));
        }
    }
    found
}

fn sbt_line(file: &File, line: &str, number: usize) -> Vec<Package> {
    let strings: Vec<&str> = line.split('"').collect();
    let mut found = Vec::new();
    for pair in strings.windows(3).filter(|pair| pair[1].contains('%')) {
        let (group, artifact) = (pair[0], pair[2]);
        if !group.contains(' ')
            && group.contains(|c: char| c.is_ascii_alphabetic())
            && pair[1].trim().trim_matches('%').is_empty()
            && !artifact.starts_with(|c: char| c.is_ascii_digit())
            && group.contains('.') | group.chars().all(|c| c.is_alphanumeric() || c == '-')
        {
            let test = line.contains("Test") || line.contains("\"test\"") || line.contains("% \"test");
            let version = strings.iter().find(|text| text.starts_with(|c: char| c.is_ascii_digit())).map(|text| (*text).to_owned());
            found.push(package(
                file,
                format!("{group}:{artifact}"),
                version,
                if test { Scope::Development } else { Scope::Runtime },
                number,
            ));
        }
    }
    found
}

fn gradle_line(file: &File, line: &str, number: usize) -> Vec<Package> {
    let test = line.to_ascii_lowercase().contains("test")
        && !line.contains("implementation(\"test")
        && line.split(['(', ' ']).next().is_some_and(|word| word.to_ascii_lowercase().contains("test"));
    let scope = if test { Scope::Development } else { Scope::Runtime };
    let quoted = line.split(['"', '\'']).skip(1).step_by(2);
    let mut found = Vec::new();
    for text in quoted {
        let parts: Vec<&str> = text.split(':').collect();
        let coordinate = (2..=4).contains(&parts.len())
            && parts[0].contains(|c: char| c.is_ascii_alphabetic())
            && !parts[0].contains(['/', ' ', '$'])
            && !parts[1].is_empty()
            && !text.contains("://")
            && parts[1].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.$".contains(&byte));
        if coordinate {
            let version = parts.get(2).map(|version| if version.starts_with('$') { "property".to_owned() } else { (*version).to_owned() });
            found.push(package(file, format!("{}:{}", parts[0], parts[1]), version, scope, number));
        }
    }
    // group: 'g', name: 'n', version: 'v'
    if let (Some(group), Some(name)) = (after(line, "group:"), after(line, "name:")) {
        found.push(package(file, format!("{group}:{name}"), after(line, "version:").or(Some("property".to_owned())), scope, number));
    }
    let plugin = ["id(\"", "id \"", "id '", "id('", "kotlin(\"", "alias(libs.plugins."].iter().find_map(|start| line.strip_prefix(start));
    if let Some(rest) = plugin {
        let id = rest.split(['"', '\'', ')']).next().unwrap_or("");
        let version = rest.split_once("version").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1)).map(str::to_owned);
        let name = if line.starts_with("kotlin(") { format!("org.jetbrains.kotlin.{id}") } else { id.to_owned() };
        found.push(package(file, name, version, Scope::Development, number));
    }
    if matches!(line, "jacoco" | "apply plugin: 'jacoco'") {
        found.push(package(file, "jacoco".to_owned(), None, Scope::Development, number));
    }
    found
}

fn after(line: &str, key: &str) -> Option<String> {
    let rest = line.split_once(key)?.1.trim_start();
    rest.split(['"', '\'']).nth(1).filter(|_| rest.starts_with(['"', '\''])).map(str::to_owned)
}

//! What the checks of users look for: files by glob, lines by pattern, values by key.

use globset::{GlobBuilder, GlobMatcher};
use regex::Regex;

use super::packages::Package;
use super::tree::Value;
use super::{Facts, Place, json, toml, yaml};
use crate::knowledge;
use crate::snapshot::{File, Language};

/// How many places one question finds at the most.
const MOST: usize = 50;

/// A glob over paths from the service's root: `*` stays in a folder, `**` does not.
///
/// # Errors
/// Why it is no glob.
pub fn glob(pattern: &str) -> Result<GlobMatcher, String> {
    let built = GlobBuilder::new(pattern).literal_separator(true).build();
    built.map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string())
}

impl Facts {
    fn files_like<'f>(&'f self, glob: &'f GlobMatcher) -> impl Iterator<Item = &'f File> {
        self.snapshot().files().iter().filter(move |file| glob.is_match(&file.path))
    }

    /// The files that match.
    pub fn find_files(&self, glob: &GlobMatcher) -> Vec<Place> {
        self.files_like(glob).take(MOST).map(Place::file).collect()
    }

    /// The lines of these files that match.
    pub fn find_lines(&self, glob: &GlobMatcher, pattern: &Regex) -> Vec<Place> {
        let mut found = Vec::new();
        for file in self.files_like(glob) {
            let text = self.snapshot().read(file).unwrap_or_default();
            let lines = text.lines().enumerate().filter(|(_, line)| pattern.is_match(line));
            found.extend(lines.map(|(at, _)| Place::new(&file.path, at + 1)).take(MOST - found.len()));
            if found.len() == MOST {
                break;
            }
        }
        found
    }

    /// The value of a key in each of these documents, with its place; `None` for a value that is no scalar.
    pub fn find_key(&self, glob: &GlobMatcher, path: &[&str]) -> Vec<(Option<String>, Place)> {
        self.files_like(glob).take(MOST).flat_map(|file| self.values_at(file, path)).collect()
    }

    fn values_at(&self, file: &File, path: &[&str]) -> Vec<(Option<String>, Place)> {
        let Some(text) = self.snapshot().text(file) else { return Vec::new() };
        let value = |root: Value<'_>| {
            let value = root.at(path)?;
            Some((value.str().map(str::to_owned), Place::new(&file.path, value.line())))
        };
        match file.language {
            Language::Yaml => yaml::parse(text).roots().filter_map(value).collect(),
            Language::Json => json::parse(text).ok().iter().filter_map(|tree| value(tree.root()?)).collect(),
            Language::Toml => toml::parse(text).ok().iter().filter_map(|tree| value(tree.root()?)).collect(),
            _ => Vec::new(),
        }
    }

    /// Declared packages of an ecosystem (by its word in the knowledge tables); `*` at the end stands for any rest.
    pub fn find_packages(&self, ecosystem: &str, name: &str) -> Vec<Place> {
        let wanted = |package: &&Package| package.ecosystem.key() == ecosystem && knowledge::matches(name, &package.name);
        self.packages().packages.iter().filter(wanted).take(MOST).map(|package| package.at.clone()).collect()
    }
}

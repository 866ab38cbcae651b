//! Test cases by file, and which services of a repository have tests.

use std::collections::BTreeMap;

use super::code::TestFile;
use super::{Facts, Place};
use crate::snapshot::{File, Language, Role};

/// The tests of the service.
#[derive(Debug, Default)]
pub struct Tests {
    files: Vec<TestFile>,
    /// Folders that are built into an image of their own: lines of code, and test cases.
    services: BTreeMap<String, (usize, usize)>,
    /// Cases that stand in files of production code.
    inside_source: usize,
    /// Where the tests are told to run on a database in memory.
    pub in_memory: Vec<Place>,
}

impl Tests {
    pub fn files(&self) -> impl Iterator<Item = &TestFile> {
        self.files.iter()
    }

    /// All test cases.
    pub fn cases(&self) -> usize {
        self.files.iter().map(|file| file.cases.count).sum()
    }

    /// The files with the most cases, at most five.
    pub fn largest(&self) -> Vec<&TestFile> {
        let mut files: Vec<&TestFile> = self.files.iter().filter(|file| file.cases.count > 0).collect();
        files.sort_by(|a, b| b.cases.count.cmp(&a.cases.count).then(a.path.cmp(&b.path)));
        files.truncate(5);
        files
    }

    /// How many of the repository's services these paths lie in, and how many services there are;
    /// `None` where there are fewer than three, or where a path lies outside of all of them.
    pub fn reach<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Option<(usize, usize)> {
        let mut reached: Vec<&str> = Vec::new();
        for path in paths {
            let service = self.services.keys().find(|root| path.strip_prefix(root.as_str()).is_some_and(|rest| rest.starts_with('/')))?;
            if !reached.contains(&service.as_str()) {
                reached.push(service);
            }
        }
        (self.services.len() >= 3).then_some((reached.len(), self.services.len()))
    }

    /// How many folders are built into an image of their own.
    pub fn services(&self) -> usize {
        self.services.len()
    }

    /// Do more than half of the cases stand in files of production code, as in Rust?
    pub fn mostly_inside_source(&self) -> bool {
        self.inside_source * 2 > self.cases()
    }

    /// "3 of 5", where a repository holds several services and under six in ten of them have tests.
    pub fn untested_services(&self) -> Option<String> {
        let all = self.services.len();
        let bare = self.services.values().filter(|(_, cases)| *cases == 0).count();
        (all >= 3 && (all - bare) * 10 < all * 6).then(|| format!("{bare} of {all}"))
    }
}

/// Sorts the test files by service.
pub fn collect(facts: &Facts) -> Tests {
    let (snapshot, code) = (facts.snapshot(), facts.code());
    let image = |file: &&File| {
        let jib = || {
            matches!(file.name(), "pom.xml" | "build.gradle" | "build.gradle.kts")
                && snapshot.text(file).is_some_and(|text| text.contains("jib-maven-plugin") || text.contains("com.google.cloud.tools.jib"))
        };
        file.is_own() && file.role != Role::Ci && !file.folder().is_empty() && (file.language == Language::Dockerfile || jib())
    };
    let roots: Vec<&str> = snapshot.files().iter().filter(image).map(File::folder).collect();
    let below = |root: &str, path: &str| path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/') || rest.is_empty());
    let mut services: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for root in roots {
        let lines: usize = code.lines_by_folder.iter().filter(|(folder, _)| below(root, folder)).map(|(_, lines)| lines).sum();
        let home = root.strip_suffix("/src").unwrap_or(root);
        let cases: usize = code.tests.iter().filter(|file| below(home, &file.path)).map(|file| file.cases.count).sum();
        if lines >= 50 {
            services.insert(root.to_owned(), (lines, cases));
        }
    }
    let is_source = |file: &&TestFile| snapshot.file(&file.path).is_some_and(|file| file.role == Role::Source);
    let inside_source = code.tests.iter().filter(is_source).map(|file| file.cases.count).sum();
    Tests { files: code.tests.clone(), services, inside_source, in_memory: in_memory(facts) }
}

/// Settings of the tests that put SQLite's memory, or H2's, in the place of the database.
fn in_memory(facts: &Facts) -> Vec<Place> {
    let settings = |file: &&File| {
        let named = ["phpunit", "test", "conftest"].iter().any(|word| file.name().to_lowercase().contains(word)) || file.role == Role::Test;
        named
            && matches!(
                file.language,
                Language::Xml | Language::Yaml | Language::Properties | Language::Python | Language::Dotenv | Language::Other
            )
    };
    let files = facts.snapshot().files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example));
    let found = files.filter(settings).filter_map(|file| {
        let text = facts.snapshot().read(file)?;
        let line = text.lines().position(|line| line.contains(":memory:") || line.contains("jdbc:h2:mem"))?;
        Some(Place::new(&file.path, line + 1))
    });
    found.take(3).collect()
}

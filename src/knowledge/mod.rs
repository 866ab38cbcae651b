//! Which package, import, name or setting means which capability: data, because that is where such
//! tools rot. One TOML table a capability lies beside this file.
//!
//! ```toml
//! meaning = "what the capability is"
//! [packages]                 # in use when own code imports them
//! npm = ["unleash-client", "@openfeature/*"]
//! [auto]                     # act by being declared: starters, railties, agents
//! rb = ["sentry-rails"]
//! [weak]                     # packages that give the capability in part
//! npm = ["p-retry"]
//! words = ["metrics"]        # words in the names of packages of others: `@acme/js-metrics`
//! [imports]                  # module names where they are not the package's own
//! py = ["ldclient"]
//! [code]
//! names = ["Sentry.init"]    # identifiers that show use, whatever the package
//! weak = ["Retry"]           # identifiers that show it in part; `*back_off*`: that hold the word, in whatever case
//! ambiguous = ["requestId"]  # identifiers that show it only where their line or path holds a word of `near`
//! near = ["log", "header"]
//! far = ["jobs/"]            # words of a path by which an ambiguous name means something else
//! [settings]
//! keys = ["SENTRY_DSN"]      # keys and words in configuration, manifests and Dockerfiles
//! weak = []
//! ```
//! A `*` at the end of a package stands for any rest. Ecosystems: npm, py, rb, go, java, net, php, ex, rs.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The words for ecosystems.
pub const ECOSYSTEMS: &[&str] = &["npm", "py", "rb", "go", "java", "net", "php", "ex", "rs"];

/// Package names by ecosystem.
type ByEcosystem = BTreeMap<String, Vec<String>>;

/// What shows one capability.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Table {
    #[serde(skip)]
    pub capability: String,
    pub meaning: String,
    pub packages: ByEcosystem,
    pub auto: ByEcosystem,
    pub weak: ByEcosystem,
    pub imports: ByEcosystem,
    pub words: Vec<String>,
    pub code: Words,
    pub settings: Keys,
}

/// Identifiers in code.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    pub names: Vec<String>,
    pub weak: Vec<String>,
    /// Names that mean other things as well.
    pub ambiguous: Vec<String>,
    /// In lower case: what must stand beside an ambiguous name.
    pub near: Vec<String>,
    /// In lower case: what must not stand in the path of an ambiguous name.
    pub far: Vec<String>,
}

/// Words in configuration.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Keys {
    pub keys: Vec<String>,
    pub weak: Vec<String>,
}

macro_rules! tables {
    ($($name:literal,)*) => {
        /// Capability and text of each table.
        const TEXTS: &[(&str, &str)] = &[$(($name, include_str!(concat!($name, ".toml"))),)*];
    };
}

tables! {
    "accessibility-tests",
    "admin-commands",
    "circuit-breaking",
    "contract-tests",
    "correlation-id",
    "coverage",
    "end-to-end-tests",
    "error-tracking",
    "feature-toggles",
    "graceful-shutdown",
    "health",
    "http-clients",
    "integration-tests",
    "interface",
    "jib",
    "logging",
    "metrics",
    "mocks",
    "other-stores",
    "performance-tests",
    "property-tests",
    "rate-limiting",
    "relational-stores",
    "seed-data",
    "stand-ins",
    "structured-logging",
    "tracing",
    "web-servers",
}

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    // A table that does not parse is caught by the test below; at run time it is an empty one.
    let parse = |(name, text): &(&str, &str)| Table { capability: (*name).to_owned(), ..toml::from_str(text).unwrap_or_default() };
    TEXTS.iter().map(parse).collect()
});

/// All tables.
pub fn tables() -> &'static [Table] {
    &TABLES
}

/// The tables with those of a user: what a user's table of the same capability names counts as well.
pub fn with(own: &[Table]) -> Vec<Table> {
    let mut all = TABLES.clone();
    for table in own {
        if let Some(known) = all.iter_mut().find(|known| known.capability == table.capability) {
            known.extend(table);
        }
    }
    all
}

impl Table {
    fn extend(&mut self, more: &Table) {
        let maps = [
            (&mut self.packages, &more.packages),
            (&mut self.auto, &more.auto),
            (&mut self.weak, &more.weak),
            (&mut self.imports, &more.imports),
        ];
        for (own, more) in maps {
            for (ecosystem, packages) in more {
                own.entry(ecosystem.clone()).or_default().extend(packages.iter().cloned());
            }
        }
        self.code.names.extend(more.code.names.iter().cloned());
        self.settings.keys.extend(more.settings.keys.iter().cloned());
    }
}

/// The identifiers that any of these tables asks for.
pub fn names(tables: &[Table]) -> impl Iterator<Item = &str> {
    let mut names: Vec<&str> = tables
        .iter()
        .flat_map(|table| [&table.code.names, &table.code.weak, &table.code.ambiguous])
        .flatten()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter()
}

/// Does a package's name match an entry of a table?
pub fn matches(entry: &str, package: &str) -> bool {
    match entry.strip_suffix('*') {
        Some(start) => package.starts_with(start),
        None => package == entry,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_parses_and_says_what_it_means() {
        for (name, text) in TEXTS {
            let table: Table = toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(!table.meaning.is_empty(), "{name}");
            for map in [&table.packages, &table.auto, &table.weak, &table.imports] {
                assert!(map.keys().all(|key| ECOSYSTEMS.contains(&key.as_str())), "{name}");
            }
        }
    }

    #[test]
    fn stars_stand_for_any_rest() {
        assert!(matches("@openfeature/*", "@openfeature/server-sdk"));
        assert!(!matches("flags", "flagsmith"));
    }
}

//! What the files and the history say, in the field's own nouns. Facts hold no opinion.
//!
//! Each domain is read once, when a check first asks for it, from the snapshot and from the domains
//! listed before it. Collecting cannot fail: what is not understood ends in the snapshot's skipped list.

pub mod alerts;
pub mod analysers;
pub mod capabilities;
pub mod code;
pub mod containers;
pub mod coverage;
pub mod dashboards;
pub mod docs;
pub mod environments;
mod flags;
pub mod hcl;
pub mod history;
pub mod incidents;
pub mod infrastructure;
pub mod interfaces;
pub mod json;
pub mod markdown;
pub mod memory;
pub mod migrations;
pub mod modules;
pub mod owners;
pub mod packages;
pub mod pipelines;
pub mod search;
pub mod secrets;
pub mod serves;
pub mod settings;
pub mod shapes;
pub mod tasks;
pub mod testing;
pub mod toml;
pub mod tree;
pub mod workloads;
pub mod xml;
pub mod yaml;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::knowledge::{self, Table};
use crate::snapshot::{File, Snapshot};

/// The mark of a skeleton that nobody has filled: a file with this line counts for nothing.
pub const UNFILLED: &str = "runworthy: unfilled";

/// A line of a file: what evidence points to.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Relative to the service's root.
    pub path: String,
    /// Counted from 1; 0 where the whole file is meant.
    pub line: usize,
}

impl Place {
    pub fn new(path: impl Into<String>, line: usize) -> Place {
        Place { path: path.into(), line }
    }

    /// The whole file.
    pub fn file(file: &File) -> Place {
        Place { path: file.path.clone(), line: 0 }
    }
}

/// What a user may set for the collecting and judging.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many days of history are read, back from the commit that is scanned.
    pub since_days: u32,
    /// Settings of checks by `check id` and then by the setting's name.
    pub settings: HashMap<String, HashMap<String, f64>>,
    /// Knowledge of the user's own, beside the built-in tables.
    pub knowledge: Vec<Table>,
    /// What is known of blobs and commits from other snapshots of the repository.
    pub memory: memory::Memory,
}

impl Default for Options {
    fn default() -> Options {
        Options { since_days: 365, settings: HashMap::new(), knowledge: Vec::new(), memory: memory::Memory::default() }
    }
}

/// A threshold that users may move: `[checks."area/check"] name = value`.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    pub check: &'static str,
    pub name: &'static str,
    pub default: f64,
    /// What it means, with its unit.
    pub meaning: &'static str,
}

macro_rules! domains {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $collect:path;)*) => {
        /// All that is known of a service. See the methods for the domains.
        pub struct Facts {
            snapshot: Snapshot,
            options: Options,
            tables: Vec<Table>,
            $($name: OnceLock<$type>,)*
        }

        impl Facts {
            pub fn with(snapshot: Snapshot, options: Options) -> Facts {
                let tables = knowledge::with(&options.knowledge);
                Facts { snapshot, options, tables, $($name: OnceLock::new(),)* }
            }

            /// Reads every domain now, history beside the others.
            ///
            /// Called from outside the thread pool before checks run in parallel: a pool thread that
            /// waited for a lazy domain could otherwise pick up a task that waits for the same one.
            pub fn prepare(&self) {
                std::thread::scope(|scope| {
                    scope.spawn(|| self.history());
                    $(self.$name();)*
                });
            }

            $($(#[$doc])* pub fn $name(&self) -> &$type {
                self.$name.get_or_init(|| $collect(self))
            })*
        }
    };
}

domains! {
    /// Declared dependencies, lock files and toolchains of every ecosystem.
    packages: packages::Packages = packages::collect;
    /// Commands that the repository names: make targets, package scripts, rake tasks …
    tasks: tasks::Tasks = tasks::collect;
    /// Dockerfiles and compose files.
    containers: containers::Containers = containers::collect;
    /// What runs on a platform: Kubernetes, Helm, Kustomize, NAIS, Cloud Foundry …
    workloads: workloads::Workloads = workloads::collect;
    /// Infrastructure as code: Terraform, CloudFormation, Pulumi …
    infrastructure: infrastructure::Infrastructure = infrastructure::collect;
    /// Deployed environments and their settings.
    environments: environments::Environments = environments::collect;
    /// CI pipelines of every system as one model.
    pipelines: pipelines::Pipelines = pipelines::collect;
    /// Signals in source code, by place.
    code: code::Code = code::collect;
    /// Test cases, frameworks and kinds of test.
    tests: testing::Tests = testing::collect;
    /// Alert rules and routes of every system that keeps them as code.
    alerts: alerts::Alerts = alerts::collect;
    /// Incidents that an alerting service's export lists.
    incidents: Vec<incidents::Incident> = incidents::collect;
    /// Dashboards and service levels as code.
    dashboards: dashboards::Dashboards = dashboards::collect;
    /// Documents with their headings, commands and links.
    docs: docs::Docs = docs::collect;
    /// Code owners and catalogue files.
    owners: owners::Owners = owners::collect;
    /// Committed values that look like secrets.
    secrets: secrets::Secrets = secrets::collect;
    /// Commits of the window; no person is named.
    history: history::History = history::collect;
    /// Which capabilities (metrics, feature toggles …) are declared and used.
    capabilities: capabilities::Capabilities = capabilities::collect;
    /// Machine-readable descriptions of its own interface.
    interfaces: interfaces::Interfaces = interfaces::collect;
    /// Versioned schema changes.
    migrations: migrations::Migrations = migrations::collect;
    /// Linters and analysers that are configured: tool and place.
    analysers: Vec<(String, Place)> = analysers::collect;
    /// Tools that bring up a development environment: tool and place.
    development: Vec<(&'static str, Place)> = analysers::development;
    /// Seed data, factories and fixtures.
    seed_files: Vec<Place> = shapes::seed_files;
    /// Commands for operators.
    admin_commands: Vec<Place> = shapes::admin_commands;
    /// Settings of coverage tools: place, and whether a threshold holds.
    coverage_settings: Vec<(Place, bool)> = coverage::settings;
    /// Where a coverage tool waits for an environment variable that nothing sets.
    coverage_switches: Vec<Place> = coverage::switches;
    /// Where an analysis server is told which coverage report to read.
    coverage_reports: Vec<Place> = coverage::reports;
    /// Settings that the code reads, and where they are listed.
    settings: settings::Settings = settings::collect;
    /// Folders that look like services of their own.
    modules: Vec<String> = modules::collect;
    /// What the service is to others: whom it serves, what it stores, whom it calls.
    serves: serves::Serves = serves::collect;
}

impl Facts {
    pub fn new(snapshot: Snapshot) -> Facts {
        Facts::with(snapshot, Options::default())
    }

    /// The files, for the fact collectors and the report. Checks use the domains instead.
    pub(crate) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Is there no file at all?
    pub fn snapshot_is_empty(&self) -> bool {
        self.snapshot.files().is_empty()
    }

    /// Path, language and role of every file, in words.
    pub fn files(&self) -> impl Iterator<Item = (&str, String, String)> {
        self.snapshot.files().iter().map(|file| (file.path.as_str(), format!("{:?}", file.language), format!("{:?}", file.role)))
    }

    /// What the service's repository is called.
    pub fn name(&self) -> &str {
        self.snapshot.name()
    }

    /// Is there a file or folder at this path?
    pub fn has_path(&self, path: &str) -> bool {
        self.snapshot.exists(path)
    }

    /// How the collecting was asked for.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The knowledge tables, with the user's own.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The value of a setting: the user's, or its default.
    pub fn setting(&self, setting: &Setting) -> f64 {
        let of_check = self.options.settings.get(setting.check);
        of_check.and_then(|values| values.get(setting.name)).copied().unwrap_or(setting.default)
    }
}

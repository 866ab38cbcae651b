//! What runs on a platform: Kubernetes, Helm, NAIS, Cloud Foundry, Nomad and small platforms, as one record.

mod readers;

pub use readers::is_fly;

use super::containers::Image;
use super::{Facts, Place};
use crate::snapshot::{File, Language, Role};

/// Who runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    Kubernetes,
    /// A chart's values that parameterise a shared chart kept elsewhere.
    SharedChart,
    Nais,
    CloudFoundry,
    /// Heroku, Fly, Render, App Engine and the like.
    Paas,
    Ecs,
    Nomad,
    /// A service of a swarm or of a compose file for production.
    Compose,
}

/// How a machine is asked whether it is well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    Http,
    Grpc,
    Command,
    Tcp,
}

/// A probe of a workload.
#[derive(Debug, Clone)]
pub struct Probe {
    /// Does it decide whether traffic comes?
    pub readiness: bool,
    pub ask: Ask,
    pub at: Place,
}

/// A thing that runs.
#[derive(Debug, Clone)]
pub struct Workload {
    pub name: String,
    pub platform: Platform,
    pub at: Place,
    /// It answers traffic, rather than being a job.
    pub serves: bool,
    pub images: Vec<Image>,
    pub probes: Vec<Probe>,
    pub replicas: Option<usize>,
    /// How a new version replaces the old one, where it is said.
    pub strategy: Option<(String, Place)>,
    /// Where it is said that it runs without root.
    pub unprivileged: Option<Place>,
}

#[derive(Debug, Default)]
pub struct Workloads {
    pub workloads: Vec<Workload>,
    /// What is scaled between bounds: the name of a workload, and how many of it run at least.
    pub scaled: Vec<(String, usize)>,
    /// Definitions for a CD system in this repository: Argo applications, Flux releases.
    pub gitops: Vec<Place>,
}

impl Workloads {
    pub fn probes(&self) -> impl Iterator<Item = &Probe> {
        self.workloads.iter().flat_map(|workload| &workload.probes)
    }
}

/// Reads every manifest of the service.
pub fn collect(facts: &Facts) -> Workloads {
    let snapshot = facts.snapshot();
    let mut found = Workloads::default();
    let manifest = |file: &&File| {
        matches!(file.role, Role::Config | Role::Other | Role::Source) || file.role == Role::Ci && file.path.starts_with("ci/")
    };
    // What lies among the documents deploys the documents.
    for file in snapshot
        .own()
        .filter(manifest)
        .filter(|file| !["docs/", "scripts/", "hack/", "dev/"].iter().any(|aside| file.path.starts_with(aside)))
    {
        if matches!(file.name(), "appspec.yml" | "appspec.yaml") {
            found.gitops.push(Place::file(file));
        }
        let text = match file.language {
            Language::Yaml | Language::Json | Language::Toml | Language::Hcl => snapshot.text(file),
            _ if matches!(file.name(), "Procfile") => snapshot.text(file),
            _ => None,
        };
        if let Some(text) = text {
            readers::read(file, text, &mut found);
        }
    }
    for (name, count) in std::mem::take(&mut found.scaled) {
        let scaled = found.workloads.iter_mut().filter(|workload| workload.name == name);
        scaled.for_each(|workload| workload.replicas = workload.replicas.max(Some(count)));
    }
    found
}

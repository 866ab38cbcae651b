//! CI pipelines of every system as one model: jobs, needs, steps, triggers.

use super::Facts;

/// CI pipelines of every system as one model: jobs, needs, steps, triggers.
#[derive(Debug, Default)]
pub struct Pipelines {}

/// Reads the domain from the snapshot.
pub fn collect(_facts: &Facts) -> Pipelines {
    Pipelines::default()
}

impl Pipelines {
    /// Where CI sets the version of a toolchain.
    pub fn tool_versions(&self) -> impl Iterator<Item = super::Place> {
        std::iter::empty()
    }
}

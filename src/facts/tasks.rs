//! Commands that the repository names: make targets, package scripts, rake tasks.

use super::Facts;

/// Commands that the repository names: make targets, package scripts, rake tasks.
#[derive(Debug, Default)]
pub struct Tasks {}

/// Reads the domain from the snapshot.
pub fn collect(_facts: &Facts) -> Tasks {
    Tasks::default()
}

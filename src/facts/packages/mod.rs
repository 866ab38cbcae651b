//! Declared dependencies, lock files and toolchains.

use super::Facts;

/// Declared dependencies, lock files and toolchains.
#[derive(Debug, Default)]
pub struct Packages {}

/// Reads the domain from the snapshot.
pub fn collect(_facts: &Facts) -> Packages {
    Packages::default()
}

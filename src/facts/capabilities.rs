//! Which capabilities are declared in manifests and used by code.

use super::Facts;

/// Which capabilities are declared in manifests and used by code.
#[derive(Debug, Default)]
pub struct Capabilities {}

/// Reads the domain from the snapshot.
pub fn collect(_facts: &Facts) -> Capabilities {
    Capabilities::default()
}

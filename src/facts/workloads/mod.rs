//! What runs on a platform, with probes, replicas and strategy.

use super::Facts;

/// What runs on a platform, with probes, replicas and strategy.
#[derive(Debug, Default)]
pub struct Workloads {}

/// Reads the domain from the snapshot.
pub fn collect(_facts: &Facts) -> Workloads {
    Workloads::default()
}

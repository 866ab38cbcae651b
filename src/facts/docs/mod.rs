//! Documents with their headings, commands and links.

use super::Facts;

/// Documents with their headings, commands and links.
#[derive(Debug, Default)]
pub struct Docs {}

/// Reads the domain from the snapshot.
pub fn collect(_facts: &Facts) -> Docs {
    Docs::default()
}

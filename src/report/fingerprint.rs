//! What makes two findings of two reports the same one: check, path and the text there, never a line number.

/// Sixteen hexadecimal digits for a check's finding.
///
/// `excerpt` is normalised: case and white space do not matter. The digits are the head of git's own
/// object hash of the three parts.
pub fn fingerprint(check: &str, path: &str, excerpt: &str) -> String {
    let normal: String = excerpt.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let parts = format!("{check}\0{path}\0{normal}");
    let hash = git2::Oid::hash_object(git2::ObjectType::Blob, parts.as_bytes());
    hash.map_or_else(|_| String::new(), |id| id.to_string()[..16].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_does_not_make_a_new_finding() {
        assert_eq!(fingerprint("a/b", "x.yml", "alert:  Down"), fingerprint("a/b", "x.yml", "\talert: down "));
        assert_ne!(fingerprint("a/b", "x.yml", "alert: Down"), fingerprint("a/b", "y.yml", "alert: Down"));
        assert_eq!(fingerprint("a/b", "", "").len(), 16);
    }
}

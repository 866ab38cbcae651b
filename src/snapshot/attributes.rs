//! What a repository says of its own files in `.gitattributes`.

use std::collections::BTreeMap;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::classify::Role;

/// `linguist-*` attributes of a repository, as matchers.
#[derive(Debug, Default)]
pub struct Attributes {
    rules: Vec<(Gitignore, Role, bool)>,
}

impl Attributes {
    /// Reads `.gitattributes` texts by the folder they lie in.
    pub fn parse(texts: &BTreeMap<String, String>) -> Attributes {
        let mut rules = Vec::new();
        for (folder, text) in texts {
            for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
                let mut words = line.split_whitespace();
                let Some(pattern) = words.next() else { continue };
                for word in words {
                    let Some((role, set)) = attribute(word) else { continue };
                    let mut builder = GitignoreBuilder::new("");
                    let rooted = match (folder.as_str(), pattern.trim_start_matches('/')) {
                        ("", _) => pattern.to_owned(),
                        (folder, bare) if pattern.contains('/') => format!("/{folder}/{bare}"),
                        (folder, bare) => format!("/{folder}/**/{bare}"),
                    };
                    if builder.add_line(None, &rooted).is_ok()
                        && let Ok(matcher) = builder.build()
                    {
                        rules.push((matcher, role, set));
                    }
                }
            }
        }
        Attributes { rules }
    }

    /// The role that the last matching rule gives; `Some(None)` where a rule says "this is ours".
    pub(super) fn role(&self, path: &str) -> Option<Option<Role>> {
        let matched = self.rules.iter().rev().find(|(matcher, _, _)| matcher.matched_path_or_any_parents(path, false).is_ignore());
        matched.map(|(_, role, set)| set.then_some(*role))
    }
}

fn attribute(word: &str) -> Option<(Role, bool)> {
    let (name, value) = word.split_once('=').unwrap_or((word, "true"));
    let (name, set) = match name.strip_prefix('-') {
        Some(name) => (name, false),
        None => (name, value != "false"),
    };
    let role = match name {
        "linguist-vendored" => Role::Vendored,
        "linguist-generated" => Role::Generated,
        _ => return None, // linguist-documentation hides a file from statistics only: its language still tells its role
    };
    Some((role, set))
}

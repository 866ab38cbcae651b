//! What a commit changed: the files, and how many lines of each.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::Path;

use git2::{ObjectType, Oid, Repository, Tree, TreeEntry};

use super::Change;
use crate::snapshot::attributes::Attributes;
use crate::snapshot::classify;

/// A commit with more files is a reformat, an import or a licence header: its files tell nothing.
const MASS: usize = 300;
/// Lines of larger files are not counted: lock files and data would cost the most and tell the least.
const MAX_BYTES: usize = 256 * 1024;

/// The files that a commit changed under `prefix`, against its first parent; none if they are too many.
pub fn of(repository: &Repository, prefix: &str, commit: &git2::Commit<'_>) -> Vec<Change> {
    let new = subtree(repository, commit, prefix);
    let old = commit.parent(0).ok().and_then(|parent| subtree(repository, &parent, prefix));
    let mut walk = Walk { repository, path: String::new(), found: Vec::new() };
    if walk.compare(old.as_ref(), new.as_ref()).is_none() {
        return Vec::new();
    }
    let attributes = Attributes::default();
    let change = |Pair { path, old, new }| {
        // One missing blob of a partial clone costs one file, not the commit.
        let lines = changed_lines(repository, old, new).unwrap_or(0);
        let role = classify::classify(&path, &attributes).1;
        Change { path, role, lines }
    };
    walk.found.into_iter().map(change).collect()
}

fn subtree<'r>(repository: &'r Repository, commit: &git2::Commit<'r>, prefix: &str) -> Option<Tree<'r>> {
    let tree = commit.tree().ok()?;
    match prefix.trim_end_matches('/') {
        "" => Some(tree),
        folder => repository.find_tree(tree.get_path(Path::new(folder)).ok()?.id()).ok(),
    }
}

/// One changed file: its blob before and after.
struct Pair {
    path: String,
    old: Option<Oid>,
    new: Option<Oid>,
}

/// Walks two trees side by side and enters only the folders that differ.
///
/// libgit2's own comparison builds the whole path of each entry that it passes, which cost more than
/// the rest of the history.
struct Walk<'r> {
    repository: &'r Repository,
    path: String,
    found: Vec<Pair>,
}

impl Walk<'_> {
    /// `None`: more than `MASS` files differ.
    fn compare(&mut self, old: Option<&Tree<'_>>, new: Option<&Tree<'_>>) -> Option<()> {
        let mut before = old.into_iter().flat_map(Tree::iter).peekable();
        let mut after = new.into_iter().flat_map(Tree::iter).peekable();
        loop {
            let order = match (before.peek(), after.peek()) {
                (None, None) => return Some(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => git_order(old, new),
            };
            let old = if order.is_le() { before.next() } else { None };
            let new = if order.is_ge() { after.next() } else { None };
            if old.as_ref().map(TreeEntry::id) != new.as_ref().map(TreeEntry::id) {
                self.enter(old.as_ref(), new.as_ref())?;
            }
        }
    }

    /// Entries of the same name, of which at most one is missing.
    fn enter(&mut self, old: Option<&TreeEntry<'_>>, new: Option<&TreeEntry<'_>>) -> Option<()> {
        let entry = old.or(new)?;
        let parent = self.path.len();
        self.path.push_str(&String::from_utf8_lossy(entry.name_bytes()));
        match entry.kind() {
            Some(ObjectType::Tree) => {
                self.path.push('/');
                let repository = self.repository;
                let tree = |entry: Option<&TreeEntry<'_>>| repository.find_tree(entry?.id()).ok();
                self.compare(tree(old).as_ref(), tree(new).as_ref())?;
            }
            Some(ObjectType::Blob) if self.found.len() == MASS => return None,
            Some(ObjectType::Blob) => {
                self.found.push(Pair { path: self.path.clone(), old: old.map(TreeEntry::id), new: new.map(TreeEntry::id) });
            }
            _ => {} // a submodule
        }
        self.path.truncate(parent);
        Some(())
    }
}

/// Git sorts a folder as if its name ended in a slash; a file and a folder of one name are two entries.
fn git_order(old: &TreeEntry<'_>, new: &TreeEntry<'_>) -> Ordering {
    let slash = |entry: &TreeEntry<'_>| (entry.kind() == Some(ObjectType::Tree)).then_some(b'/');
    let old_name = old.name_bytes().iter().copied().chain(slash(old));
    old_name.cmp(new.name_bytes().iter().copied().chain(slash(new)))
}

/// Lines that are in one version and not in the other, repeats counted; 0 for binary and large files.
///
/// A moved line counts as unchanged. That is what the checks want, and far cheaper than an edit script.
fn changed_lines(repository: &Repository, old: Option<Oid>, new: Option<Oid>) -> Result<usize, git2::Error> {
    let old = old.map(|id| repository.find_blob(id)).transpose()?;
    let new = new.map(|id| repository.find_blob(id)).transpose()?;
    let old = old.as_ref().map_or(&b""[..], |blob| blob.content());
    let new = new.as_ref().map_or(&b""[..], |blob| blob.content());
    if old.len().max(new.len()) > MAX_BYTES || is_binary(old) || is_binary(new) {
        return Ok(0);
    }
    let mut count: HashMap<&[u8], isize> = HashMap::new();
    let (old, new) = differing_middle(old, new);
    lines(old).for_each(|line| *count.entry(line).or_default() -= 1);
    lines(new).for_each(|line| *count.entry(line).or_default() += 1);
    Ok(count.into_values().map(isize::unsigned_abs).sum())
}

/// Git's own rule.
fn is_binary(content: &[u8]) -> bool {
    content.iter().take(8000).any(|byte| *byte == 0)
}

fn lines(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    content.split_inclusive(|byte| *byte == b'\n')
}

/// What is left between the whole lines that both begin with and the whole lines that both end with.
fn differing_middle<'c>(old: &'c [u8], new: &'c [u8]) -> (&'c [u8], &'c [u8]) {
    let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let start = old[..same].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let (old, new) = (&old[start..], &new[start..]);
    let same = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let whole = |content: &[u8]| content.len() == same || content[content.len() - same - 1] == b'\n';
    let end = match old[old.len() - same..].iter().position(|byte| *byte == b'\n') {
        _ if whole(old) && whole(new) => same,
        Some(newline) => same - newline - 1,
        None => 0,
    };
    (&old[..old.len() - end], &new[..new.len() - end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn middle(old: &str, new: &str) -> (String, String) {
        let (old, new) = differing_middle(old.as_bytes(), new.as_bytes());
        (String::from_utf8_lossy(old).into_owned(), String::from_utf8_lossy(new).into_owned())
    }

    #[test]
    fn only_whole_lines_are_left_out() {
        assert_eq!(middle("a\nb\nc\n", "a\nbee\nc\n"), ("b\n".to_owned(), "bee\n".to_owned()));
        assert_eq!(middle("a\nc\n", "a\nb\nc\n"), (String::new(), "b\n".to_owned()));
        assert_eq!(middle("same\n", "same\n"), (String::new(), String::new()));
        assert_eq!(middle("", "all\nnew\n"), (String::new(), "all\nnew\n".to_owned()));
        assert_eq!(middle("no end", "new end"), ("no end".to_owned(), "new end".to_owned()));
    }
}

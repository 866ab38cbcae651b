//! What was read of blobs and commits, kept between the snapshots of one repository.
//!
//! A comparison or a trend reads many revisions that share most of their content: what depends on
//! nothing but a blob and its path, or on a commit, is worked out once.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use git2::Oid;

use super::code::Read;
use super::history::Change;
use super::history::walk::Header;
use super::secrets::Suspect;
use crate::snapshot::{Role, Sizes};

/// The changes of commits, by commit and the folder that is looked at.
type Commits = HashMap<(Oid, String), Arc<Vec<Change>>>;

/// Shared between scans; cheap to clone.
#[derive(Clone, Default)]
pub struct Memory(Arc<Kept>);

#[derive(Default)]
struct Kept {
    /// By blob, path and role: the path and the role are part of what is found.
    code: Mutex<HashMap<(Oid, String, Role), Arc<Read>>>,
    changes: Mutex<Commits>,
    headers: Mutex<HashMap<Oid, Arc<Header>>>,
    /// Of blobs, in bytes.
    sizes: Sizes,
    /// As `code`.
    secrets: Mutex<HashMap<(Oid, String, Role), Vec<Suspect>>>,
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memory")
    }
}

impl Memory {
    /// The signals of a blob, read now if they are not known.
    pub(super) fn code(&self, blob: Oid, path: &str, role: Role, read: impl FnOnce() -> Option<Read>) -> Option<Arc<Read>> {
        let key = (blob, path.to_owned(), role);
        if let Some(known) = lock(&self.0.code).get(&key) {
            return Some(known.clone());
        }
        let made = Arc::new(read()?);
        lock(&self.0.code).insert(key, made.clone());
        Some(made)
    }

    /// What looks like a secret in a blob, looked for now if it is not known.
    pub(super) fn secrets(&self, blob: Oid, path: &str, role: Role, look: impl FnOnce() -> Vec<Suspect>) -> Vec<Suspect> {
        let key = (blob, path.to_owned(), role);
        if let Some(known) = lock(&self.0.secrets).get(&key) {
            return known.clone();
        }
        let made = look();
        lock(&self.0.secrets).insert(key, made.clone());
        made
    }

    /// What the walk over history asks of a commit.
    pub(super) fn header(&self, commit: Oid, read: impl FnOnce() -> Option<Header>) -> Option<Arc<Header>> {
        if let Some(known) = lock(&self.0.headers).get(&commit) {
            return Some(known.clone());
        }
        let made = Arc::new(read()?);
        lock(&self.0.headers).insert(commit, made.clone());
        Some(made)
    }

    /// The sizes of blobs, for the listing of snapshots.
    pub fn sizes(&self) -> Sizes {
        self.0.sizes.clone()
    }

    /// The changes of a commit below a folder, read now if they are not known.
    pub(super) fn changes(&self, commit: Oid, folder: &str, read: impl FnOnce() -> Vec<Change>) -> Vec<Change> {
        let key = (commit, folder.to_owned());
        if let Some(known) = lock(&self.0.changes).get(&key) {
            return known.as_ref().clone();
        }
        let made = read();
        lock(&self.0.changes).insert(key, Arc::new(made.clone()));
        made
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

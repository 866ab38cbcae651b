//! Files of any commit, read straight from git's object database; bare repositories included.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use git2::{ObjectType, Oid, Repository, TreeWalkMode, TreeWalkResult};

use super::{Commit, Listed, Listing, ServicePath, Sizes, Skipped, Snapshot, Store, service_name};

/// Lists the tree of `revision` in the repository at `path` (or, for a folder inside a worktree, that folder of it).
pub(super) fn open(path: &Path, revision: &str, service: &ServicePath<'_>, sizes: &Sizes) -> Result<Snapshot> {
    let repository = super::discover(path)?;
    let object = repository.revparse_single(revision).map_err(|_| anyhow!("{revision}: no such revision in {}", path.display()))?;
    let commit = object.peel_to_commit().map_err(|_| anyhow!("{revision}: does not name a commit"))?;
    let prefix = super::below(&prefix_of(&repository, path), service.root);
    let tree = commit.tree().with_context(|| format!("{revision}: its tree is missing from the repository"))?;
    let mut listing = list(&repository, &tree, sizes);
    super::worktree::keep_below(&mut listing, &prefix, service);
    let name = (!is_hash(revision) && revision != "HEAD").then(|| revision.to_owned()).or_else(|| branch(&repository, commit.id()));
    let described = Commit { id: commit.id().to_string(), name, time: commit.time().seconds() };
    let name_of_service = match repository.workdir() {
        _ if !prefix.is_empty() => service_name(Path::new(prefix.trim_end_matches('/'))),
        Some(folder) if !is_bare(&repository, path) => service_name(folder),
        _ => service_name(repository.path()),
    };
    Ok(Snapshot::new(listing, Some(repository.path().to_path_buf()), prefix, Some(described), name_of_service))
}

/// The branch that HEAD names, if it is at this commit.
pub(super) fn branch(repository: &Repository, id: Oid) -> Option<String> {
    let head = repository.head().ok()?;
    (head.is_branch() && head.target() == Some(id)).then(|| head.shorthand().ok().map(str::to_owned))?
}

fn is_hash(revision: &str) -> bool {
    revision.len() >= 7 && revision.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Was the git directory itself named, rather than a worktree? (One without a config file does not say that it is bare.)
pub(super) fn is_bare(repository: &Repository, path: &Path) -> bool {
    repository.is_bare()
        || path.canonicalize().ok().is_some_and(|path| repository.path().canonicalize().is_ok_and(|git_dir| path == git_dir))
}

/// The folder of `path` inside the repository's worktree: `""` or ending in `/`.
pub(super) fn prefix_of(repository: &Repository, path: &Path) -> String {
    if is_bare(repository, path) {
        return String::new();
    }
    let inside = || {
        let root = repository.workdir()?.canonicalize().ok()?;
        let path = path.canonicalize().ok()?;
        Some(path.strip_prefix(root).ok()?.to_string_lossy().into_owned())
    };
    match inside() {
        Some(folder) if !folder.is_empty() => format!("{folder}/"),
        _ => String::new(),
    }
}

fn list(repository: &Repository, tree: &git2::Tree<'_>, sizes: &Sizes) -> Listing {
    let mut sizes = sizes.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut listing = Listing::default();
    let odb = repository.odb().ok();
    let walked = tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
        let path = format!("{folder}{}", String::from_utf8_lossy(entry.name_bytes()));
        match (entry.kind(), entry.filemode()) {
            (Some(ObjectType::Commit), _) => listing.other(path, "a submodule: scan its repository"),
            (Some(ObjectType::Blob), 0o120_000) => listing.other(path, "a link: its target is read where it lies"),
            (Some(ObjectType::Blob), _) => {
                let size = *sizes
                    .entry(entry.id())
                    .or_insert_with(|| odb.as_ref().and_then(|odb| odb.read_header(entry.id()).ok()).map_or(0, |(size, _)| size as u64));
                listing.files.push(Listed { path, size, store: Store::Blob(entry.id(), 0), shared: false });
            }
            _ => {}
        }
        TreeWalkResult::Ok
    });
    if let Err(error) = walked {
        listing
            .skipped
            .push(Skipped { path: ".".to_owned(), reason: format!("a folder is missing from the repository: {}", error.message()) });
    }
    listing
}

impl Listing {
    /// Notes an entry that exists but is not read.
    pub(super) fn other(&mut self, path: String, reason: &str) {
        self.skipped.push(Skipped { path: path.clone(), reason: reason.to_owned() });
        self.others.push(path);
    }
}

/// The bytes of a blob, or why they are not here.
pub(super) fn blob(repository: &Repository, id: Oid) -> Result<Vec<u8>, String> {
    match repository.find_blob(id) {
        Ok(blob) if blob.size() as u64 > super::MAX_FILE_BYTES => Err(format!("larger than {} KiB", super::MAX_FILE_BYTES / 1024)),
        Ok(blob) => Ok(blob.content().to_vec()),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Err("its content is missing from this clone".to_owned()),
        Err(error) => Err(error.message().to_owned()),
    }
}

//! Files on a disk: those that git tracks and those that it does not ignore; every file in a plain folder.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use git2::{Repository, Status, StatusOptions};
use walkdir::WalkDir;

use super::{Commit, Listed, Listing, ServicePath, Sizes, Snapshot, Store, service_name};

/// Lists a worktree, or a plain folder where there is no git.
pub(super) fn open(path: &Path, service: &ServicePath<'_>) -> Result<Snapshot> {
    let metadata = fs::metadata(path).with_context(|| format!("{}: no such folder", path.display()))?;
    if !metadata.is_dir() {
        bail!("{}: not a folder; name the folder of a service", path.display());
    }
    match Repository::discover(path) {
        Ok(repository) if super::revision::is_bare(&repository, path) => super::revision::open(path, "HEAD", service, &Sizes::default())
            .with_context(|| format!("{}: a bare repository without a commit at HEAD", path.display())),
        Ok(repository) if tracks(&repository, path) => open_git(&repository, path, service),
        _ => Ok(open_folder(path, service)),
    }
}

fn open_folder(path: &Path, service: &ServicePath<'_>) -> Snapshot {
    let prefix = super::below("", service.root);
    let mut listing = walk(path);
    keep_below(&mut listing, &prefix, service);
    Snapshot::new(listing, None, prefix, None, service_name(&path.join(service.root)))
}

/// Is the folder part of the repository that surrounds it, rather than ignored by it?
fn tracks(repository: &Repository, path: &Path) -> bool {
    let prefix = super::revision::prefix_of(repository, path);
    prefix.is_empty() || !repository.is_path_ignored(prefix.trim_end_matches('/')).unwrap_or(false)
}

fn open_git(repository: &Repository, path: &Path, service: &ServicePath<'_>) -> Result<Snapshot> {
    let root = repository.workdir().context("the repository has no worktree")?.to_path_buf();
    let prefix = super::below(&super::revision::prefix_of(repository, path), service.root);
    let mut listing = list(repository, &root)?;
    keep_below(&mut listing, &prefix, service);
    let commit = repository.head().ok().and_then(|head| head.peel_to_commit().ok());
    let commit = commit.map(|commit| Commit {
        id: commit.id().to_string(),
        name: super::revision::branch(repository, commit.id()),
        time: commit.time().seconds(),
    });
    let name = if prefix.is_empty() { service_name(&root) } else { service_name(Path::new(prefix.trim_end_matches('/'))) };
    Ok(Snapshot::new(listing, Some(repository.path().to_path_buf()), prefix, commit, name))
}

/// The index and what is untracked but not ignored: the set that a person calls "the repository".
fn list(repository: &Repository, root: &Path) -> Result<Listing> {
    let mut listing = Listing::default();
    let index = repository.index().context("the git index cannot be read")?;
    for entry in index.iter() {
        let path = String::from_utf8_lossy(&entry.path).into_owned();
        match entry.mode {
            0o160_000 => listing.other(path, "a submodule: scan its repository"),
            _ => listing.add(path, disk_path(root, &entry.path)),
        }
    }
    let mut options = StatusOptions::new();
    options.include_untracked(true).recurse_untracked_dirs(true).exclude_submodules(true).include_ignored(false);
    let statuses = repository.statuses(Some(&mut options)).context("git status cannot be read")?;
    for status in statuses.iter().filter(|status| status.status().contains(Status::WT_NEW)) {
        let bytes = status.path_bytes();
        if !bytes.ends_with(b"/") {
            listing.add(String::from_utf8_lossy(bytes).into_owned(), disk_path(root, bytes));
        }
    }
    Ok(listing)
}

#[cfg(unix)]
fn disk_path(root: &Path, bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    root.join(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn disk_path(root: &Path, bytes: &[u8]) -> PathBuf {
    root.join(String::from_utf8_lossy(bytes).as_ref())
}

fn walk(root: &Path) -> Listing {
    let mut listing = Listing::default();
    let entries = WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || entry.file_name() != ".git") {
        let Ok(entry) = entry else { continue };
        if entry.file_type().is_dir() {
            continue;
        }
        let inside = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let path = inside.to_string_lossy().replace('\\', "/");
        listing.add(path, entry.path().to_path_buf());
    }
    listing
}

impl Listing {
    /// Adds what lies at `disk`, if it is a file; a file that was deleted is simply not there.
    fn add(&mut self, path: String, disk: PathBuf) {
        match fs::symlink_metadata(&disk) {
            Ok(metadata) if metadata.is_symlink() => self.other(path, "a link: its target is read where it lies"),
            Ok(metadata) if metadata.is_file() => {
                self.files.push(Listed { path, size: metadata.len(), store: Store::Disk(disk), shared: false })
            }
            Ok(_) => self.other(path, "not a regular file"),
            Err(_) => {}
        }
    }
}

/// Keeps what lies below `prefix`, with paths relative to it, and what the service shares.
pub(super) fn keep_below(listing: &mut Listing, prefix: &str, service: &ServicePath<'_>) {
    if prefix.is_empty() {
        return;
    }
    listing.files.retain_mut(|file| {
        let own = shorten(&mut file.path, prefix);
        file.shared = !own && service.shares(&file.path);
        own || file.shared
    });
    // Of two files at one path, the service's own is kept.
    listing.files.sort_by(|a, b| a.path.cmp(&b.path).then(a.shared.cmp(&b.shared)));
    listing.files.dedup_by(|a, b| a.path == b.path);
    listing.skipped.retain_mut(|skipped| shorten(&mut skipped.path, prefix));
    listing.others.retain_mut(|other| shorten(other, prefix));
}

fn shorten(path: &mut String, prefix: &str) -> bool {
    let Some(rest) = path.strip_prefix(prefix) else { return false };
    *path = rest.to_owned();
    true
}

/// The bytes of a file, bounded whatever the listing said.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    let file = fs::File::open(path).map_err(|error| error.kind().to_string())?;
    let mut bytes = Vec::new();
    file.take(super::MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| error.kind().to_string())?;
    if bytes.len() as u64 > super::MAX_FILE_BYTES {
        return Err(format!("larger than {} KiB", super::MAX_FILE_BYTES / 1024));
    }
    Ok(bytes)
}

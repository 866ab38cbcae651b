//! The files of a source: listed once, each read at most once, from a disk or from git's object database.
//!
//! This is the only room that knows where files come from. What cannot be read is listed in
//! [`Snapshot::skipped`] with its reason; nothing is dropped silently and nothing here panics on a
//! repository's content.

pub mod attributes;
pub mod classify;
mod language;
mod revision;
mod worktree;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use anyhow::{Context, Result};
pub use classify::Role;
pub use language::Language;

/// Files over this many bytes are skipped: no hand-written file of a service is that large.
pub const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// Sizes of blobs by id, in bytes: asked of git once for all the snapshots that share them.
pub type Sizes = std::sync::Arc<Mutex<HashMap<git2::Oid, u64>>>;

/// What to scan.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// A worktree, a bare repository, a plain folder, or a folder inside one of them.
    pub path: PathBuf,
    /// A revision to read from git's object database; `None` reads the worktree.
    pub revision: Option<String>,
    /// The folder of the service inside what `path` names.
    pub root: Option<String>,
    /// Paths beside that folder which count for the service as well; its CI and its owners always do.
    pub shared: Vec<String>,
    pub sizes: Sizes,
}

/// The commit that a snapshot shows, for the report's head line and for history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commit {
    /// Full hexadecimal id.
    pub id: String,
    /// Short name of the branch or tag that was asked for, where there is one.
    pub name: Option<String>,
    /// Commit time in seconds since 1970, UTC.
    pub time: i64,
}

/// A file that was not read, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    pub path: String,
    pub reason: String,
}

/// Where a file's bytes are.
#[derive(Debug, Clone)]
enum Store {
    Disk(PathBuf),
    /// A blob, and which of the snapshot's repositories holds it.
    Blob(git2::Oid, usize),
}

/// One file of the service.
#[derive(Debug)]
pub struct File {
    /// Relative to the service's root, with `/`; broken UTF-8 is shown with replacement characters.
    pub path: String,
    /// Size in bytes as listed; 0 where the listing does not tell.
    pub size: u64,
    pub language: Language,
    pub role: Role,
    /// It lies beside the service's folder and counts for it as well.
    pub shared: bool,
    /// How much of the path is the name of a joined source; 0 for the service's first one.
    joined: usize,
    store: Store,
    text: OnceLock<Option<String>>,
}

impl File {
    /// The path inside its own source: without the name of a joined one.
    pub fn inner(&self) -> &str {
        &self.path[self.joined..]
    }

    /// The blob that holds its content, where it is read from git.
    pub fn blob(&self) -> Option<git2::Oid> {
        match &self.store {
            Store::Blob(id, _) => Some(*id),
            Store::Disk(_) => None,
        }
    }

    /// Does it come from a joined source?
    pub fn is_joined(&self) -> bool {
        self.joined > 0
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The folder of the file, without a trailing slash; empty at the root.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file name's ending after the last dot, as written; empty where there is none.
    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, end)| end)
    }

    /// Is it part of the service itself: no test, example, vendored or generated file?
    pub fn is_own(&self) -> bool {
        !matches!(self.role, Role::Test | Role::Vendored | Role::Generated | Role::Example)
    }
}

/// A path that a listing brought, before it is classified.
struct Listed {
    path: String,
    size: u64,
    store: Store,
    shared: bool,
}

/// Where a service lies in its repository.
struct ServicePath<'a> {
    root: &'a str,
    shared: &'a [String],
}

impl ServicePath<'_> {
    /// Does a file outside of the service's folder count for it?
    fn shares(&self, path: &str) -> bool {
        let named = |shared: &String| path == shared || path.strip_prefix(shared.as_str()).is_some_and(|rest| rest.starts_with('/'));
        !self.root.is_empty() && (self.shared.iter().any(named) || classify::is_for_the_whole(path))
    }
}

/// What a listing found: files to read, and entries that are no files.
#[derive(Default)]
struct Listing {
    files: Vec<Listed>,
    skipped: Vec<Skipped>,
    /// Links and submodules: they exist, but are not read.
    others: Vec<String>,
}

/// Repositories to read blobs with, one a thread at a time: libgit2's handle is not shareable.
#[derive(Default)]
struct Pool {
    git_dir: PathBuf,
    idle: Mutex<Vec<git2::Repository>>,
}

/// All files of a source.
pub struct Snapshot {
    files: Vec<File>,
    index: HashMap<String, usize>,
    folders: HashSet<String>,
    others: HashSet<String>,
    skipped: Mutex<Vec<Skipped>>,
    /// The repositories of the sources: the service's own first.
    pools: Vec<Pool>,
    /// The folder of the service inside its repository, `""` or ending in `/`.
    prefix: String,
    /// What stands before the service's own paths where a person reads them from the repository's root.
    shown_below: String,
    commit: Option<Commit>,
    /// The name to call the service by when nobody says otherwise.
    name: String,
}

impl Snapshot {
    /// Lists the files of `source`.
    ///
    /// # Errors
    /// The path does not exist, git cannot open the repository that a revision is asked of, or the
    /// revision does not name a commit.
    pub fn open(source: &Source) -> Result<Snapshot> {
        prepare_git();
        let service = ServicePath { root: source.root.as_deref().unwrap_or(""), shared: &source.shared };
        let mut snapshot = match &source.revision {
            Some(revision) => revision::open(&source.path, revision, &service, &source.sizes)?,
            None => worktree::open(&source.path, &service)?,
        };
        if !service.root.is_empty() {
            snapshot.shown_below = format!("{}/", service.root);
        }
        Ok(snapshot)
    }

    /// Adds the files of another source of the same service; their paths begin with `name:`.
    ///
    /// History, owners and the commit stay those of the first source.
    pub fn join(&mut self, name: &str, other: Snapshot) {
        let first = self.pools.len();
        let named = |path: &str| format!("{name}:{path}");
        for mut file in other.files {
            file.joined = name.len() + 1;
            file.path = named(&file.path);
            if let Store::Blob(_, pool) = &mut file.store {
                *pool += first;
            }
            self.add_folders(&file.path);
            self.index.insert(file.path.clone(), self.files.len());
            self.files.push(file);
        }
        self.pools.extend(other.pools);
        self.others.extend(other.others.iter().map(|path| named(path)));
        for skipped in other.skipped.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
            self.skip(&named(&skipped.path), &skipped.reason);
        }
    }

    /// A path of the service as a person at the repository's root would open it.
    pub fn shown(&self, path: &str) -> String {
        let own = !self.shown_below.is_empty() && !self.file(path).is_some_and(|file| file.shared || file.is_joined());
        if own { format!("{}{path}", self.shown_below) } else { path.to_owned() }
    }

    /// Lists a plain folder or worktree.
    ///
    /// # Errors
    /// As [`Snapshot::open`].
    pub fn of(folder: &Path) -> Result<Snapshot> {
        Snapshot::open(&Source { path: folder.to_path_buf(), ..Source::default() })
    }

    fn new(listing: Listing, git_dir: Option<PathBuf>, prefix: String, commit: Option<Commit>, name: String) -> Snapshot {
        let pools = git_dir.map(|git_dir| Pool { git_dir, idle: Mutex::default() }).into_iter().collect();
        let mut snapshot = Snapshot {
            files: Vec::with_capacity(listing.files.len()),
            index: HashMap::new(),
            folders: HashSet::new(),
            others: listing.others.into_iter().collect(),
            skipped: Mutex::new(listing.skipped),
            pools,
            shown_below: String::new(),
            prefix,
            commit,
            name,
        };
        let mut listed = listing.files;
        listed.sort_by(|a, b| a.path.cmp(&b.path));
        listed.dedup_by(|a, b| a.path == b.path);
        let attributes = snapshot.attributes(&listed);
        for entry in listed {
            let (language, role) = classify::classify(&entry.path, &attributes);
            snapshot.add_folders(&entry.path);
            snapshot.index.insert(entry.path.clone(), snapshot.files.len());
            snapshot.files.push(File {
                path: entry.path,
                size: entry.size,
                language,
                role,
                shared: entry.shared,
                joined: 0,
                store: entry.store,
                text: OnceLock::new(),
            });
        }
        snapshot.mark_generated();
        snapshot
    }

    /// All files, in the order of their paths.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The files that are part of the service itself (see [`File::is_own`]).
    pub fn own(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.is_own())
    }

    /// The file at exactly this path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.index.get(path).map(|&at| &self.files[at])
    }

    /// Is there a file, folder, link or submodule at this path? A trailing slash is ignored.
    pub fn exists(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty()
            || self.index.contains_key(path)
            || self.is_folder(path)
            || self.others.contains(path)
            || self.others.iter().any(|other| path.strip_prefix(other.as_str()).is_some_and(|rest| rest.starts_with('/')))
    }

    /// Is there a folder at this path?
    pub fn is_folder(&self, path: &str) -> bool {
        self.folders.contains(path.trim_end_matches('/'))
    }

    /// The file's text, kept for later: for configuration, documents and manifests.
    ///
    /// Line ends are `\n`, a byte order mark is gone, broken UTF-8 is replaced. `None` for binary,
    /// over-long and unreadable files, which are then listed in [`Snapshot::skipped`].
    pub fn text(&self, file: &File) -> Option<&str> {
        let at = *self.index.get(&file.path)?;
        self.files[at].text.get_or_init(|| self.read(file)).as_deref()
    }

    /// The text of the file at this path; see [`Snapshot::text`].
    pub fn text_of(&self, path: &str) -> Option<&str> {
        self.text(self.file(path)?)
    }

    /// The file's text, not kept: for source code, of which there is much.
    pub fn read(&self, file: &File) -> Option<String> {
        if let Some(kept) = file.text.get() {
            return kept.clone();
        }
        match self.bytes(file).and_then(decode) {
            Ok(text) => Some(text),
            Err(reason) => {
                self.skip(&file.path, &reason);
                None
            }
        }
    }

    /// Lists a file as not understood, with the reason in lower case.
    pub fn skip(&self, path: &str, reason: &str) {
        let mut skipped = self.skipped.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        skipped.push(Skipped { path: path.to_owned(), reason: reason.to_owned() });
    }

    /// What was not read, sorted by path, each once.
    pub fn skipped(&self) -> Vec<Skipped> {
        let mut skipped = self.skipped.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        skipped.sort();
        skipped.dedup();
        skipped
    }

    /// The commit that this snapshot shows; `None` outside git and on an unborn branch.
    pub fn commit(&self) -> Option<&Commit> {
        self.commit.as_ref()
    }

    /// The git directory to read history from; `None` outside git.
    pub fn git_dir(&self) -> Option<&Path> {
        self.pools.first().map(|pool| pool.git_dir.as_path())
    }

    /// The address of the remote `origin`, where there is one.
    pub fn remote(&self) -> Option<String> {
        let repository = git2::Repository::open(self.git_dir()?).ok()?;
        let remote = repository.find_remote("origin").ok()?;
        remote.url().ok().map(str::to_owned)
    }

    /// The folder of the service inside its repository: `""`, or ending in `/`.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The name of the repository's folder, without `.git`.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn bytes(&self, file: &File) -> Result<Vec<u8>, String> {
        if file.size > MAX_FILE_BYTES {
            return Err(format!("larger than {} KiB", MAX_FILE_BYTES / 1024));
        }
        match &file.store {
            Store::Disk(path) => worktree::read(path),
            Store::Blob(id, pool) => self.blob(*id, *pool),
        }
    }

    fn blob(&self, id: git2::Oid, pool: usize) -> Result<Vec<u8>, String> {
        let pool = self.pools.get(pool).ok_or("no repository to read it from")?;
        let idle = pool.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop();
        let repository = match idle {
            Some(repository) => repository,
            None => git2::Repository::open(&pool.git_dir).map_err(|error| error.message().to_owned())?,
        };
        let bytes = revision::blob(&repository, id);
        pool.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(repository);
        bytes
    }

    fn add_folders(&mut self, path: &str) {
        let mut rest = path;
        while let Some((folder, _)) = rest.rsplit_once('/') {
            if !self.folders.insert(folder.to_owned()) {
                break;
            }
            rest = folder;
        }
    }

    /// The `linguist-*` attributes that `.gitattributes` files give.
    fn attributes(&self, listed: &[Listed]) -> attributes::Attributes {
        let texts: BTreeMap<String, String> = listed
            .iter()
            .filter(|entry| entry.path.rsplit('/').next() == Some(".gitattributes"))
            .filter_map(|entry| {
                let bytes = match &entry.store {
                    Store::Disk(path) => worktree::read(path),
                    Store::Blob(id, pool) => self.blob(*id, *pool),
                };
                let folder = entry.path.rsplit_once('/').map_or("", |(folder, _)| folder);
                Some((folder.to_owned(), decode(bytes.ok()?).ok()?))
            })
            .collect();
        attributes::Attributes::parse(&texts)
    }

    /// Files that a well-known sibling says are made by a tool.
    fn mark_generated(&mut self) {
        let generated: Vec<usize> = classify::generated_by_siblings(&self.files);
        for at in generated {
            self.files[at].role = Role::Generated;
        }
    }
}

/// The folder of a service: `prefix` inside the repository and `root` inside that; `""` or ending in `/`.
fn below(prefix: &str, root: &str) -> String {
    if root.is_empty() { prefix.to_owned() } else { format!("{prefix}{root}/") }
}

/// Bytes to text: byte order marks, UTF-16, line ends; refuses binary content and LFS pointers.
fn decode(bytes: Vec<u8>) -> Result<String, String> {
    let text = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if memchr::memchr(0, &bytes[..bytes.len().min(8000)]).is_some() => return Err("binary".to_owned()),
        _ => String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    };
    if text.starts_with("version https://git-lfs.github.com/spec/") {
        return Err("its content is kept in Git LFS".to_owned());
    }
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Opens the repository at exactly this git directory or at a folder inside its worktree.
fn discover(path: &Path) -> Result<git2::Repository> {
    git2::Repository::discover(path).with_context(|| format!("{}: not a git repository that can be read", path.display()))
}

/// Sets libgit2 up once, before any thread uses it.
///
/// It runs no hook, filter or fsmonitor on reads, so another owner's repository is safe to open
/// (libgit2#6663 makes `safe.directory` unreliable); partial clones and `worktreeConfig` are only
/// readable when named (libgit2#6880); hashes need not be verified again for reading.
fn prepare_git() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        git2::opts::strict_hash_verification(false);
        // SAFETY: these set process-wide options of libgit2 and are called once, before any other use.
        unsafe {
            let _ = git2::opts::set_verify_owner_validation(false);
            let _ = git2::opts::set_extensions(&["partialclone", "worktreeconfig", "relativeworktrees", "preciousobjects"]);
            let _ = git2::opts::set_cache_object_limit(git2::ObjectType::Tree, 1 << 20);
        }
    });
}

/// The folder's name as people say it: without `.git`, and the parent's where it is called `repo`.
fn service_name(git_dir_or_folder: &Path) -> String {
    let absolute = std::path::absolute(git_dir_or_folder).unwrap_or_else(|_| git_dir_or_folder.to_path_buf());
    let mut parts = absolute.components().rev().filter_map(|part| match part {
        std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    let mut name = parts.next().unwrap_or_else(|| "service".to_owned());
    if name == ".git" || name == "repo" {
        name = parts.next().unwrap_or(name);
    }
    let name = name.trim_end_matches(".git");
    name.rsplit('+').next().unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_whatever_its_encoding() {
        assert_eq!(decode(b"\xef\xbb\xbfa\r\nb\rc".to_vec()).unwrap(), "a\nb\nc");
        assert_eq!(decode(b"\xff\xfea\0b\0".to_vec()).unwrap(), "ab");
        assert_eq!(decode(b"caf\xe9".to_vec()).unwrap(), "caf\u{fffd}");
        assert!(decode(b"\x7fELF\0\0".to_vec()).unwrap_err().contains("binary"));
        assert!(decode(b"version https://git-lfs.github.com/spec/v1\noid".to_vec()).unwrap_err().contains("LFS"));
    }
}

//! Links from documents to paths of the repository, and whether they resolve.

use std::collections::HashSet;

use super::Document;
use crate::snapshot::{File, Snapshot};

/// A link to a path of the repository.
#[derive(Debug, Clone)]
pub struct Relative {
    /// The document that holds it.
    pub from: String,
    pub line: usize,
    /// As it is written.
    pub written: String,
    /// The path that it leads to, from the service's root.
    pub path: String,
    pub target: Target,
    /// Whether the heading exists that the link's anchor names; `None` where it names none that can be judged.
    pub anchor: Option<bool>,
}

/// What a relative link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Exists,
    Missing,
    /// A page of a documentation site, or something that the forge serves: it cannot be judged from here.
    Elsewhere,
}

/// All relative links of the documents.
pub fn resolve(snapshot: &Snapshot, documents: &[Document]) -> Vec<Relative> {
    let sites = site_roots(snapshot);
    // A joined source's links lead into it, and are judged where it is scanned itself.
    let each = documents
        .iter()
        .filter(|document| !snapshot.file(&document.path).is_some_and(File::is_joined))
        .flat_map(|document| document.links.iter().map(move |link| (document, link)));
    each.filter_map(|(document, link)| {
        let written = link.target.trim();
        let path = relative(written)?;
        let joined = join(&document.path, &path);
        let target = judge(snapshot, document, &sites, &path, joined.as_deref());
        let anchor = anchor(documents, joined.as_deref().unwrap_or_default(), written);
        Some(Relative {
            from: document.path.clone(),
            line: link.line,
            written: written.to_owned(),
            path: joined.unwrap_or_default(),
            target,
            anchor,
        })
    })
    .collect()
}

/// Does the anchor behind a link to a Markdown document name one of its headings?
fn anchor(documents: &[Document], path: &str, written: &str) -> Option<bool> {
    let (_, anchor) = written.split_once('#').filter(|(_, anchor)| !anchor.is_empty())?;
    let document = documents.iter().find(|document| document.path == path && path.ends_with(".md"))?;
    let wanted = percent_decoded(anchor).to_lowercase();
    // A repeated heading's anchor ends in a number; `user-content-` is the forge's own prefix; HTML names its own.
    let plain = wanted.trim_start_matches("user-content-");
    let unnumbered = plain.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    let found = document.sections.iter().map(|section| slug(&section.title)).any(|slug| slug == plain || slug == unnumbered);
    (found || !document.named_anchors).then_some(found)
}

/// The anchor that forges make of a heading.
fn slug(title: &str) -> String {
    let kept = title.to_lowercase().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).collect::<String>();
    kept.trim().replace(' ', "-")
}

/// The path part of a link inside the repository; `None` for addresses, anchors and templates.
fn relative(target: &str) -> Option<String> {
    let target = target.trim_matches(['"', '\'']);
    let scheme = target
        .split_once(':')
        .is_some_and(|(scheme, _)| scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')));
    if scheme
        || target.starts_with("//")
        || target.starts_with(['#', '('])
        || target.contains("{{")
        || target.contains("{%")
        || target.contains("<%")
        || target.contains('$')
        || target.starts_with('@')
    {
        return None;
    }
    let path = target.split(['#', '?']).next().unwrap_or("");
    let path = percent_decoded(path.trim_matches(['<', '>']));
    (!path.is_empty()).then_some(path)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = (byte == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &tail[2..];
            }
            None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The path from the root that a link in a document leads to; `None` where it leaves the repository.
pub fn join(document: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = if path.starts_with('/') { vec![""] } else { document.split('/').collect() };
    parts.pop();
    parts.retain(|part| !part.is_empty());
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn judge(snapshot: &Snapshot, document: &Document, sites: &HashSet<String>, path: &str, joined: Option<&str>) -> Target {
    let Some(joined) = joined else { return Target::Elsewhere };
    if snapshot.exists(joined) {
        return Target::Exists;
    }
    // `/images/a.png`: from the root of a site, which is a folder above the document.
    if path.starts_with('/') {
        let mut folder = document.path.as_str();
        while let Some((above, _)) = folder.rsplit_once('/') {
            if ["", "public/", "static/", "source/"]
                .iter()
                .any(|inside| snapshot.exists(&format!("{above}/{inside}{}", path.trim_start_matches('/'))))
            {
                return Target::Exists;
            }
            folder = above;
        }
    }
    let in_site = sites.iter().any(|root| root.is_empty() || document.path.starts_with(&format!("{root}/")));
    // Pictures of a site lie in a folder that its generator lays over the pages.
    let bare = path.trim_start_matches("../").trim_start_matches("./");
    if in_site
        && sites.iter().any(|root| ["static", "public", "assets"].iter().any(|inside| snapshot.exists(&format!("{root}/{inside}/{bare}"))))
    {
        return Target::Elsewhere;
    }
    let page = !path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let built = path.ends_with(".html") || path.ends_with(".htm");
    let wiki = !path.contains('/') && page && document.path.contains("wiki");
    match () {
        () if in_site && (page || built || path.starts_with('/')) => Target::Elsewhere,
        () if path.starts_with('/') && page => Target::Elsewhere,
        () if wiki || built && document.path.ends_with(".rst") => Target::Elsewhere,
        () => Target::Missing,
    }
}

/// Folders whose documents a site generator turns into pages: a link there is a route.
pub fn site_roots(snapshot: &Snapshot) -> HashSet<String> {
    const MARKERS: &[&str] = &[
        "mkdocs.yml", "book.toml", "docusaurus.config.js", "docusaurus.config.ts", "_config.yml", "hugo.toml", "conf.py", "antora.yml",
        "SUMMARY.md", "_index.md", "config/tech-docs.yml", ".vitepress/config.ts", ".vitepress/config.js", ".vitepress/config.mts",
        ".vitepress/config.mjs", "hugo.yaml", "docusaurus.config.mjs", "mkdocs.yaml", "_sidebar.md", "mint.json",
    ];
    let marked = snapshot
        .files()
        .iter()
        .filter(|file| MARKERS.iter().any(|marker| file.path == *marker || file.path.ends_with(&format!("/{marker}"))));
    let folders = marked.map(|file| {
        let marker = MARKERS.iter().filter(|marker| file.path.ends_with(**marker)).map(|marker| marker.len()).max().unwrap_or(0);
        file.path[..file.path.len() - marker].trim_end_matches('/').to_owned()
    });
    // A configuration at the root concerns the folder of documents, not the README.
    folders.map(|folder| if folder.is_empty() { "docs".to_owned() } else { folder }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_paths() {
        assert_eq!(join("docs/a.md", "../src/b.md").as_deref(), Some("src/b.md"));
        assert_eq!(join("docs/a.md", "/src/b.md").as_deref(), Some("src/b.md"));
        assert_eq!(join("a.md", "../../issues"), None);
        assert_eq!(relative("docs/my%20page.md#part"), Some("docs/my page.md".to_owned()));
        assert_eq!(relative("https://example.com/a.md"), None);
        assert_eq!(relative("mailto:a@example.com"), None);
        assert_eq!(relative("{{ site.url }}/a"), None);
        assert_eq!(slug("What's new in 2.0? (API)"), "whats-new-in-20-api");
    }
}

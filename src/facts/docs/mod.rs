//! Documents of the service: sections, commands, links, and what kind of document each is.

mod commands;
mod kinds;
mod links;

use rayon::prelude::*;

pub use commands::{Command, Named};
pub use kinds::Kind;
pub use links::{Relative, Target, join};

use super::markdown::{Link, Outline, Section};
use super::{Facts, Place, UNFILLED, markdown};
use crate::snapshot::{File, Language, Role, Snapshot};

/// A document that people read.
#[derive(Debug)]
pub struct Document {
    pub path: String,
    /// What it is, by content, name and the links that lead to it; several may hold.
    pub kinds: Vec<Kind>,
    pub sections: Vec<Section>,
    pub links: Vec<Link>,
    /// Code spans in prose.
    pub spans: Vec<(usize, String)>,
    /// Boxes of task lists: line, and whether it is ticked.
    pub tasks: Vec<(usize, bool)>,
    /// Commands shown in code blocks, in order.
    pub commands: Vec<Command>,
    /// It sets anchors of its own, in HTML or by attributes.
    pub named_anchors: bool,
    /// It lies among tests, and speaks of them.
    pub of_tests: bool,
}

impl Document {
    pub fn is(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }

    /// A line of it.
    pub fn at(&self, line: usize) -> Place {
        Place::new(&self.path, line)
    }

    /// Words of prose.
    pub fn words(&self) -> usize {
        self.sections.iter().map(Section::words).sum()
    }

    /// The sections whose title holds one of these stems (lower case), as whole words' beginnings.
    pub fn sections_about<'a>(&'a self, stems: &'a [&str]) -> impl Iterator<Item = &'a Section> {
        self.sections.iter().filter(move |section| mentions(&section.title, stems))
    }

    /// The section that holds a line.
    pub fn section_at(&self, line: usize) -> Option<&Section> {
        self.sections.iter().rev().find(|section| section.line <= line)
    }

    /// The prose below a section's heading and below its sub-headings.
    pub fn below<'a>(&'a self, section: &'a Section) -> impl Iterator<Item = &'a Section> {
        let from = self.sections.iter().position(|other| std::ptr::eq(other, section)).unwrap_or(0);
        let sub = self.sections[from + 1..].iter().take_while(move |other| other.level > section.level);
        std::iter::once(section).chain(sub)
    }

    /// The first line of prose that holds one of these stems.
    pub fn prose_about(&self, stems: &[&str]) -> Option<(usize, &str)> {
        self.prose().find(|(_, text)| mentions(text, stems))
    }

    /// All prose with lines, headings included.
    pub fn prose(&self) -> impl Iterator<Item = (usize, &str)> {
        self.sections.iter().flat_map(|section| {
            let title = std::iter::once((section.line, section.title.as_str()));
            title.chain(section.prose.iter().map(|(line, text)| (*line, text.as_str())))
        })
    }
}

/// Does the text hold one of these stems at the beginning of a word? Case does not matter.
pub fn mentions(text: &str, stems: &[&str]) -> bool {
    let lower = text.to_lowercase();
    stems.iter().any(|stem| lower.match_indices(stem).any(|(at, _)| !lower[..at].chars().next_back().is_some_and(char::is_alphanumeric)))
}

/// All documents.
#[derive(Debug, Default)]
pub struct Docs {
    pub documents: Vec<Document>,
    /// What coding assistants are told: it may describe the parts and the way of a change, and tells nothing of what the team does.
    pub assistants: Vec<Document>,
    /// Links to paths of the repository, each with whether it resolves.
    pub relative: Vec<Relative>,
    /// Service level objectives in files of their own formats.
    pub objectives: Vec<Place>,
    /// Addresses that the forge's issue forms offer: place and address.
    pub contact_links: Vec<(Place, String)>,
    /// Commands of set-up documents that name something of the repository.
    pub named: Vec<Named>,
    /// Folders of documents that are made into a site: a book, MkDocs, Sphinx, VitePress.
    sites: Vec<String>,
}

impl Docs {
    /// The README at the service's root, or the one that stands in for it.
    pub fn readme(&self) -> Option<&Document> {
        self.documents.iter().filter(|document| document.is(Kind::Readme)).min_by_key(|document| document.path.matches('/').count())
    }

    /// The README and the documents of the repository that it links, directly.
    pub fn entry(&self) -> Vec<&Document> {
        let Some(readme) = self.readme() else { return Vec::new() };
        let links = self.relative.iter().filter(|link| link.from == readme.path);
        let linked = links.flat_map(|link| match self.document(&link.path) {
            Some(document) => vec![document],
            None => self.folder(&link.path, 1),
        });
        // The repository's own page at the forge: `https://forge/owner/name/blob/main/CONTRIBUTING.md`
        let own = readme.links.iter().filter_map(|link| {
            let (_, rest) = link.target.split_once("/blob/")?;
            let path = rest.split_once('/')?.1.split(['#', '?']).next()?;
            self.document(path)
        });
        let linked = linked.chain(own);
        let mut entry = vec![readme];
        for document in linked {
            if !entry.iter().any(|known| known.path == document.path) {
                entry.push(document);
            }
        }
        entry
    }

    /// The same, with the documents that are made into the site to which the README links.
    pub fn entry_with_site(&self) -> Vec<&Document> {
        let mut entry = self.entry();
        let leads = entry.first().is_some_and(|readme| readme.links.iter().any(leads_to_site));
        for document in self.sites.iter().filter(|_| leads).flat_map(|root| self.folder(root, 3)) {
            if !entry.iter().any(|known| known.path == document.path) {
                entry.push(document);
            }
        }
        entry
    }

    /// The documents of a folder that a link leads to, as the forge or a book's table of contents lists them.
    fn folder(&self, path: &str, depth: usize) -> Vec<&Document> {
        let inside = format!("{}/", path.trim_end_matches('/'));
        let documents = self.documents.iter().filter(|document| !path.is_empty() && document.path.starts_with(&inside));
        documents.filter(|document| document.path[inside.len()..].matches('/').count() <= depth).take(120).collect()
    }

    /// README, and the set-up, development and contributing guides: what a newcomer reads first.
    pub fn setup(&self) -> Vec<&Document> {
        let mut setup = Vec::new();
        for document in self.entry_with_site().into_iter().chain(self.of(Kind::Development)).chain(self.of(Kind::Contributing)) {
            let guide = document.is(Kind::Readme) || document.is(Kind::Development) || document.is(Kind::Contributing);
            if guide && !setup.iter().any(|known: &&Document| known.path == document.path) {
                setup.push(document);
            }
        }
        setup
    }

    /// What the team reads: no manual for users, no changelog.
    pub fn of_the_team(&self) -> impl Iterator<Item = &Document> + Clone {
        self.documents.iter().filter(|document| !document.is(Kind::UserManual) && !document.is(Kind::Changelog))
    }

    /// What tells how things are done today; a decision record tells what was weighed once.
    pub fn in_force(&self) -> impl Iterator<Item = &Document> + Clone {
        self.of_the_team().filter(|document| !document.is(Kind::DecisionRecord))
    }

    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(move |document| document.is(kind))
    }

    pub fn document(&self, path: &str) -> Option<&Document> {
        self.documents.binary_search_by(|document| document.path.as_str().cmp(path)).ok().map(|at| &self.documents[at])
    }
}

/// Does a README's link lead to the site that is made of its documents?
fn leads_to_site(link: &Link) -> bool {
    let host = link.target.split("//").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or("");
    let hosted =
        ["github.io", "gitlab.io", "readthedocs.io", "readthedocs.org", "netlify.app", "pages.dev"].iter().any(|end| host.ends_with(end));
    hosted || host.starts_with("docs.") || host.starts_with("documentation.")
}

/// Reads every document of the service.
pub fn collect(facts: &Facts) -> Docs {
    let snapshot = facts.snapshot();
    let tasks = facts.tasks();
    let files: Vec<&File> = snapshot.files().iter().filter(|file| is_document(file)).collect();
    let documents: Vec<Document> = files.par_iter().filter_map(|file| read(snapshot, file)).collect();
    let mut docs = Docs {
        assistants: assistants(snapshot),
        relative: links::resolve(snapshot, &documents),
        documents,
        named: Vec::new(),
        sites: links::site_roots(snapshot).into_iter().collect::<std::collections::BTreeSet<_>>().into_iter().collect(),
        contact_links: contact_links(snapshot),
        objectives: objectives(snapshot),
    };
    docs.named = docs.setup().iter().flat_map(|document| commands::resolve(snapshot, tasks, document)).collect();
    docs
}

/// A text for people: no test data, no page source of a website, nothing vendored.
fn is_document(file: &File) -> bool {
    let prose = file.language == Language::Markdown
        || matches!(file.extension(), "rst" | "adoc" | "asciidoc")
        || file.extension() == "txt" && mentions(file.name(), &["readme", "security", "contribut", "runbook"])
        || matches!(file.name(), "README" | "CONTRIBUTING" | "INSTALL" | "HACKING" | "MAINTAINERS" | "PULL_REQUEST_TEMPLATE" | "SECURITY");
    // Reports of incidents are published among a blog's posts.
    let report = ["incident-report", "postmortem", "post-mortem"].iter().any(|name| file.name().contains(name));
    prose
        && !matches!(file.role, Role::Vendored | Role::Generated | Role::Example)
        && (report || !is_page_source(&file.path))
        && !is_for_assistants(&file.path)
        && (file.role != Role::Test || file.name().to_ascii_lowercase().starts_with("readme"))
}

/// The instructions for coding assistants that hold for the whole repository.
fn assistants(snapshot: &Snapshot) -> Vec<Document> {
    let paths = ["CLAUDE.md", "GEMINI.md", ".github/copilot-instructions.md"];
    paths.iter().filter_map(|path| read(snapshot, snapshot.file(path)?)).collect()
}

/// Instructions for coding assistants speak to a program, and mention much that the team does not do.
fn is_for_assistants(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.starts_with(".github/prompts/")
        || path.starts_with(".github/instructions/")
        || path.starts_with(".github/skills/")
        || path.starts_with(".github/agents/")
        || path.starts_with(".github/chatmodes/")
        || matches!(name, "CLAUDE.md" | "GEMINI.md" | "copilot-instructions.md" | "CLAUDE.local.md")
}

/// Markdown below an application's templates or content folders is what it serves, not what its team reads.
fn is_page_source(path: &str) -> bool {
    const SERVED: &[&str] = &[
        "templates", "views", "_posts", "locales", "i18n", "prompts", "priv", "resources", "snapshots", "emails", "mailers", "changelogs",
        ".changeset",
    ];
    if path.contains("/blog/") || path.contains("/_posts/") {
        return true;
    }
    // Nobody serves the README of a folder of resources.
    let readme = path.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case("readme.md"));
    let folders = path.split('/').rev().skip(1).filter(|folder| !(readme && *folder == "resources"));
    folders.into_iter().any(|folder| SERVED.contains(&folder)) && !path.starts_with("docs/") && !path.starts_with(".github/")
}

fn read(snapshot: &Snapshot, file: &File) -> Option<Document> {
    let text = snapshot.text(file).filter(|text| !text.contains(UNFILLED))?;
    let outline: Outline = if file.language == Language::Markdown { markdown::markdown(text) } else { markdown::other(text) };
    let commands = commands::shown(&outline.sections);
    let mut document = Document {
        path: file.path.clone(),
        kinds: Vec::new(),
        sections: outline.sections,
        links: outline.links,
        spans: outline.spans,
        tasks: outline.tasks,
        commands,
        of_tests: file.role == Role::Test,
        named_anchors: ["<a ", "id=", "{#", "name="].iter().any(|mark| text.contains(mark)),
    };
    document.kinds = kinds::of(&document);
    Some(document)
}

/// Addresses in issue forms and their chooser.
fn contact_links(snapshot: &Snapshot) -> Vec<(Place, String)> {
    let forms = snapshot.files().iter().filter(|file| file.path.starts_with(".github/ISSUE_TEMPLATE/") && file.language == Language::Yaml);
    let lines = forms
        .filter_map(|file| snapshot.text(file).map(|text| (file, text)))
        .flat_map(|(file, text)| text.lines().enumerate().map(move |(at, line)| (Place::new(&file.path, at + 1), line)));
    lines.filter(|(_, line)| line.contains("http")).map(|(at, line)| (at, line.trim().to_owned())).collect()
}

/// Files of OpenSLO, Sloth, Pyrra and their kin.
fn objectives(snapshot: &Snapshot) -> Vec<Place> {
    let yaml = snapshot.own().filter(|file| file.language == Language::Yaml);
    let stated = |text: &str| {
        ["openslo/v1", "sloth.slok.dev", "pyrra.dev/", "prometheus/v1\"", "n9/v1alpha"].iter().any(|mark| text.contains(mark))
            && text.contains("slo")
    };
    yaml.filter(|file| snapshot.text(file).is_some_and(stated)).map(Place::file).collect()
}

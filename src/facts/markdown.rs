//! Documents read into sections: Markdown with its offsets, reStructuredText and AsciiDoc in outline.
//!
//! It knows formats, not what a document is about.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::json::Lines;

/// A heading and what stands below it, up to the next heading. The first section of a document may have no heading.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// 1 to 6; 0 for what comes before the first heading.
    pub level: u8,
    pub title: String,
    pub line: usize,
    /// Paragraphs, list items and table cells, in order, with their lines.
    pub prose: Vec<(usize, String)>,
    /// List items and table rows.
    pub items: usize,
    pub code: Vec<Fence>,
}

impl Section {
    /// Words of prose below the heading.
    pub fn words(&self) -> usize {
        self.prose.iter().map(|(_, text)| text.split_whitespace().count()).sum()
    }
}

/// A block of code, or an indented block.
#[derive(Debug, Clone, Default)]
pub struct Fence {
    /// The first word after the fence, in lower case; empty where there is none.
    pub language: String,
    /// The line of its first line of content.
    pub line: usize,
    pub text: String,
}

/// A link or an image, as it is written.
#[derive(Debug, Clone)]
pub struct Link {
    pub line: usize,
    pub target: String,
    pub text: String,
    pub image: bool,
}

/// What a text holds.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    pub sections: Vec<Section>,
    pub links: Vec<Link>,
    /// Boxes of task lists: line, and whether it is ticked.
    pub tasks: Vec<(usize, bool)>,
    /// Code spans in prose: `make test`.
    pub spans: Vec<(usize, String)>,
}

/// Reads Markdown.
pub fn markdown(text: &str) -> Outline {
    let body = front_matter(text);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = Reader {
        lines: Lines::new(text),
        outline: Outline::default(),
        text: String::new(),
        heading: None,
        fence: None,
        links: Vec::new(),
        alternative: String::new(),
        start: 0,
    };
    reader.outline.sections.push(Section { line: 1, ..Section::default() });
    for (event, range) in Parser::new_ext(&text[body..], options).into_offset_iter() {
        reader.event(event, range.start + body..range.end + body);
    }
    reader.flush();
    reader.outline
}

/// The length of a YAML or TOML head between `---` or `+++` lines.
fn front_matter(text: &str) -> usize {
    for mark in ["---\n", "+++\n"] {
        if let Some(rest) = text.strip_prefix(mark)
            && let Some(end) = rest.find(&format!("\n{mark}"))
        {
            return mark.len() * 2 + end + 1;
        }
    }
    0
}

struct Reader {
    lines: Lines,
    outline: Outline,
    text: String,
    start: usize,
    heading: Option<u8>,
    fence: Option<Fence>,
    links: Vec<(usize, Link)>,
    /// What stands for the last image.
    alternative: String,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let line = self.lines.of(range.start);
        match event {
            Event::Start(tag) => self.open(tag, line),
            Event::End(tag) => self.close(tag),
            Event::Text(text) => match &mut self.fence {
                Some(fence) => {
                    if fence.text.is_empty() {
                        fence.line = line;
                    }
                    fence.text.push_str(&text);
                }
                None => self.say(&text, line),
            },
            Event::Code(code) => {
                self.outline.spans.push((line, code.to_string()));
                self.say(&code, line);
            }
            Event::TaskListMarker(done) => self.outline.tasks.push((line, done)),
            Event::SoftBreak | Event::HardBreak => self.say(" ", line),
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, line),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>, line: usize) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level_number(level));
                self.start = line;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or("").to_ascii_lowercase(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.fence = Some(Fence { language, line, text: String::new() });
            }
            Tag::Item | Tag::TableRow => {
                self.flush();
                if let Some(section) = self.outline.sections.last_mut() {
                    section.items += 1;
                }
            }
            Tag::Paragraph | Tag::TableCell => self.flush(),
            Tag::Link { dest_url, link_type, .. } if link_type != LinkType::Email => self.link(line, &dest_url, false),
            Tag::Image { dest_url, .. } => self.link(line, &dest_url, true),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let title = std::mem::take(&mut self.text).trim().to_owned();
                let level = self.heading.take().unwrap_or(1);
                self.outline.sections.push(Section { level, title, line: self.start, ..Section::default() });
            }
            TagEnd::CodeBlock => {
                if let (Some(fence), Some(section)) = (self.fence.take(), self.outline.sections.last_mut()) {
                    section.code.push(fence);
                }
            }
            TagEnd::Link | TagEnd::Image => {
                if let Some((from, mut link)) = self.links.pop() {
                    link.text = self.text.get(from..).unwrap_or("").trim().to_owned();
                    // What stands for an image is no prose: a row of badges says nothing.
                    if link.image {
                        self.text.truncate(from);
                        self.alternative.clone_from(&link.text);
                    } else if link.text.is_empty() {
                        link.text = std::mem::take(&mut self.alternative);
                    }
                    self.outline.links.push(link);
                }
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::TableRow => self.flush(),
            _ => {}
        }
    }

    fn say(&mut self, text: &str, line: usize) {
        if self.text.is_empty() && self.heading.is_none() {
            self.start = line;
        }
        self.text.push_str(text);
    }

    fn link(&mut self, line: usize, target: &str, image: bool) {
        self.links.push((self.text.len(), Link { line, target: target.to_owned(), text: String::new(), image }));
    }

    /// `<a href>` and `<img src>`; comments hold no links.
    fn html(&mut self, html: &str, line: usize) {
        if html.trim_start().starts_with("<!--") {
            return;
        }
        for (attribute, image) in [("href=", false), ("src=", true)] {
            for (at, _) in html.match_indices(attribute) {
                let rest = &html[at + attribute.len()..];
                let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
                if let Some(target) = rest[1..].split(quote).next() {
                    self.outline.links.push(Link { line, target: target.to_owned(), text: String::new(), image });
                }
            }
        }
        if !html.starts_with('<') || html.contains("</") {
            let plain: String = html.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text)).collect();
            self.say(&plain, line);
        }
    }

    fn flush(&mut self) {
        if self.heading.is_some() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if !text.is_empty()
            && let Some(section) = self.outline.sections.last_mut()
        {
            // An address that stands in the text is a link as well; what a reader sees of it is the sentence.
            let known = |target: &str| {
                self.outline.links.iter().rev().take(20).any(|link| link.target.trim_end_matches('/') == target.trim_end_matches('/'))
            };
            let bare: Vec<String> = if text.contains("http") {
                bare_links(text).filter(|target| target.starts_with("http") && !known(target)).collect()
            } else {
                Vec::new()
            };
            self.outline.links.extend(bare.into_iter().map(|target| Link {
                line: self.start,
                target,
                text: text.to_owned(),
                image: false,
            }));
            section.prose.push((self.start, text.to_owned()));
        }
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

/// Reads reStructuredText, AsciiDoc and plain text by their headings, blocks and links.
pub fn other(text: &str) -> Outline {
    let mut outline = Outline { sections: vec![Section { line: 1, ..Section::default() }], ..Outline::default() };
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        at += read_line(&mut outline, &lines, at);
    }
    outline
}

/// Reads what starts at a line; tells how many lines it took.
fn read_line(outline: &mut Outline, lines: &[&str], at: usize) -> usize {
    let line = lines[at];
    let next = lines.get(at + 1).copied().unwrap_or("");
    let section = |level, title: &str| Section { level, title: title.trim().to_owned(), line: at + 1, ..Section::default() };
    if let Some(level) = underline(line, next) {
        outline.sections.push(section(level, line));
        return 2;
    }
    if line.starts_with("== ") || line.starts_with("=== ") || line.starts_with("= ") || line.starts_with("==== ") {
        let level = line.bytes().take_while(|byte| *byte == b'=').count();
        outline.sections.push(section(u8::try_from(level).unwrap_or(6), line.trim_start_matches('=')));
        return 1;
    }
    outline.links.extend(bare_links(line).map(|target| Link { line: at + 1, target, text: String::new(), image: false }));
    let Some(current) = outline.sections.last_mut() else { return 1 };
    if line.starts_with("    ") || line.starts_with('\t') || line.trim_start().starts_with("$ ") {
        let block: Vec<&str> = lines[at..]
            .iter()
            .copied()
            .take_while(|line| line.starts_with("    ") || line.starts_with('\t') || line.trim_start().starts_with("$ "))
            .collect();
        current.code.push(Fence { language: String::new(), line: at + 1, text: block.join("\n") });
        return block.len();
    }
    if !line.trim().is_empty() {
        let trimmed = line.trim_start();
        current.items += usize::from(trimmed.starts_with("- ") || trimmed.starts_with("* "));
        current.prose.push((at + 1, line.trim().to_owned()));
    }
    1
}

/// A heading with a line of marks below it.
fn underline(line: &str, next: &str) -> Option<u8> {
    let mark = next.chars().next()?;
    let level = "=-~^\"'".find(mark)?;
    let long = next.trim_end().chars().all(|c| c == mark)
        && next.trim_end().len() >= line.trim().len().max(3)
        && !line.trim().is_empty()
        && line.trim().len() < 100;
    (long && !line.starts_with(mark)).then(|| u8::try_from(level + 1).unwrap_or(6))
}

/// Web addresses, and the targets of `` `text <target>`_ `` and `link:target[text]`.
fn bare_links(line: &str) -> impl Iterator<Item = String> {
    let addresses =
        line.match_indices("http").map(|(at, _)| &line[at..]).filter(|rest| rest.starts_with("http://") || rest.starts_with("https://"));
    let angled = line.match_indices(" <").map(|(at, _)| &line[at + 2..]).filter(|rest| rest.contains(">`"));
    let linked = line.match_indices("link:").map(|(at, _)| &line[at + 5..]);
    let end =
        |rest: &str| rest.split([' ', '>', '[', ')', ']', '"', '`']).next().unwrap_or("").trim_end_matches(['.', ',', ';']).to_owned();
    let found: Vec<String> = addresses.chain(angled).chain(linked).map(end).filter(|target| !target.is_empty()).collect();
    found.into_iter()
}

/// The anchor that a forge gives a heading: lower case, spaces to dashes, other marks gone.
pub fn slug(title: &str) -> String {
    let kept = title.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_know_commands_links_and_lines() {
        let outline = markdown(
            "---\ntitle: x\n---\n# Shop\n\nSells *things*.\n\n## Run\n\n- first\n- `make up`\n\n```sh\n$ make up\n```\n[guide](docs/a.md \"t\") <img src=\"b.png\">\n",
        );
        assert_eq!(outline.sections[1].title, "Shop");
        assert_eq!(outline.sections[1].prose[0], (6, "Sells things.".to_owned()));
        let run = &outline.sections[2];
        assert_eq!((run.line, run.items, run.code[0].line, run.code[0].text.as_str()), (8, 2, 14, "$ make up\n"));
        let targets: Vec<&str> = outline.links.iter().map(|link| link.target.as_str()).collect();
        assert_eq!(targets, ["docs/a.md", "b.png"]);
        assert_eq!(outline.spans, [(11, "make up".to_owned())]);
    }

    #[test]
    fn other_formats_have_sections_too() {
        let outline = other("Shop\n====\n\nSells things.\n\nRun\n---\n::\n\n    make up\n\nSee `the guide <docs/a.rst>`_.\n");
        assert_eq!(outline.sections[2].title, "Run");
        assert_eq!(outline.sections[2].code[0].text.trim(), "make up");
        assert_eq!(outline.links[0].target, "docs/a.rst");
    }

    #[test]
    fn slugs_follow_the_forge() {
        assert_eq!(slug("What's new in v1.2?"), "whats-new-in-v12");
    }
}

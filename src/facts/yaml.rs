//! YAML with lines, templated YAML included: what it says is read, nothing is rendered.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle};

use super::tree::{Kind, TEMPLATE, Tree};

/// The documents of a YAML file.
#[derive(Debug, Default)]
pub struct Yaml {
    pub documents: Vec<Tree>,
    /// What could not be parsed: line and message. Documents before and after it are kept.
    pub error: Option<(usize, String)>,
    /// Template actions had to be blanked out to parse it.
    pub templated: bool,
}

impl Yaml {
    /// The first document's root.
    pub fn root(&self) -> Option<super::tree::Value<'_>> {
        self.roots().next()
    }

    /// The roots of all documents that hold something.
    pub fn roots(&self) -> impl Iterator<Item = super::tree::Value<'_>> {
        self.documents.iter().filter_map(Tree::root)
    }
}

/// Parses YAML; where that fails and the text holds template actions, parses it without them.
pub fn parse(text: &str) -> Yaml {
    let plain = parse_plain(text);
    if plain.error.is_none() || !is_template(text) {
        return plain;
    }
    let mut blanked = parse_plain(&blank_actions(text));
    blanked.templated = true;
    if blanked.error.is_some() && blanked.documents.len() < plain.documents.len() { plain } else { blanked }
}

fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("{%") || text.contains("<%")
}

fn parse_plain(text: &str) -> Yaml {
    // A tab after a scalar or a form feed is tolerated by other parsers; NULs never reach this point.
    let mut yaml = Yaml::default();
    let mut parser = Parser::new_from_str(text);
    let mut builder = Builder::default();
    loop {
        match parser.next_event() {
            None => break,
            Some(Ok((event, span))) => {
                if matches!(event, Event::DocumentEnd) {
                    yaml.documents.push(std::mem::take(&mut builder).finish());
                } else {
                    builder.event(event, span.start.line());
                }
            }
            Some(Err(error)) => {
                if yaml.error.is_none() {
                    yaml.error = Some((error.marker().line(), error.to_string()));
                }
                let partial = std::mem::take(&mut builder).finish();
                if partial.root().is_some() {
                    yaml.documents.push(partial);
                }
                match parser.proceed_next_document() {
                    Ok(true) => {}
                    _ => break,
                }
            }
        }
    }
    yaml
}

/// Builds a tree from events with a stack of its own: depth costs no call stack.
#[derive(Default)]
struct Builder {
    tree: Tree,
    open: Vec<Open>,
    anchors: HashMap<usize, usize>,
}

struct Open {
    at: usize,
    /// The key of a mapping that waits for its value.
    key: Option<usize>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, line: usize) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let quoted = style != ScalarStyle::Plain;
                let kind = Kind::Scalar { text: text.into_owned(), quoted };
                let at = self.tree.push(line, kind);
                self.name(anchor, at);
                self.attach(at);
            }
            Event::SequenceStart(_, anchor, _) => self.open(line, Kind::Sequence(Vec::new()), anchor),
            Event::MappingStart(_, anchor, _) => self.open(line, Kind::Mapping(Vec::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    self.close(&open);
                }
            }
            Event::Alias(id) => {
                // An alias inside its own anchor would make a circle: it reads as null.
                let target = self.anchors.get(&id).copied().filter(|at| self.open.iter().all(|open| open.at != *at));
                let at = target.unwrap_or_else(|| self.tree.push(line, Kind::Null));
                self.attach(at);
            }
            _ => {}
        }
    }

    fn open(&mut self, line: usize, kind: Kind, anchor: usize) {
        let at = self.tree.push(line, kind);
        self.name(anchor, at);
        self.attach(at);
        self.open.push(Open { at, key: None });
    }

    /// `key: {{ action }}` parses as a mapping whose key is a mapping: it is an unrendered scalar.
    fn close(&mut self, open: &Open) {
        if let Kind::Mapping(pairs) = &self.tree.nodes[open.at].kind
            && let [(key, _)] = pairs.as_slice()
            && matches!(self.tree.nodes[*key].kind, Kind::Mapping(_))
        {
            self.tree.nodes[open.at].kind = Kind::Scalar { text: TEMPLATE.to_string(), quoted: false };
        }
    }

    fn name(&mut self, anchor: usize, at: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, at);
        }
    }

    fn attach(&mut self, at: usize) {
        let Some(open) = self.open.last_mut() else { return };
        let parent = open.at;
        match &mut self.tree.nodes[parent].kind {
            Kind::Sequence(items) => items.push(at),
            Kind::Mapping(pairs) => match open.key.take() {
                None => open.key = Some(at),
                Some(key) => pairs.push((key, at)),
            },
            _ => {}
        }
    }

    fn finish(self) -> Tree {
        self.tree
    }
}

/// Replaces each template action by [`TEMPLATE`]; lines that held nothing else become empty. Lines do not move.
pub fn blank_actions(text: &str) -> Cow<'_, str> {
    if !is_template(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((start, end)) = next_action(rest) {
        out.push_str(&rest[..start]);
        out.push(TEMPLATE);
        out.extend(rest[start..end].matches('\n'));
        rest = &rest[end..];
    }
    out.push_str(rest);
    let lines = out.lines().map(|line| {
        let only_template = line.contains(TEMPLATE) && line.chars().all(|c| c.is_whitespace() || matches!(c, TEMPLATE | '-' | ','));
        if only_template { "" } else { line }
    });
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

/// The byte range of the first `{{…}}`, `{%…%}` or `<%…%>`; `${{…}}` is a CI expression and stays.
fn next_action(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let start = from + ["{{", "{%", "<%"].iter().filter_map(|open| text[from..].find(open)).min()?;
        let close = match &text[start..start + 2] {
            "{{" => "}}",
            "{%" => "%}",
            _ => "%>",
        };
        let quoted = || action_end(&text[start + 2..]).map(|at| start + 2 + at);
        let plain = || text[start..].find(close).map(|at| start + at + close.len());
        let end = if close == "}}" { quoted().or_else(plain) } else { plain() };
        match end {
            Some(end) if !text[..start].ends_with('$') => return Some((start, end)),
            Some(end) => from = end,
            None => return None,
        }
    }
}

/// So far is the end of an action looked for behind its strings; one that is longer ends at the next braces.
const ACTION: usize = 2_000;

/// Where an action ends: at the first `}}` that stands in no string, as `{{ printf "{{ $x }}" }}` and `` {{`{{`}} `` have it.
fn action_end(text: &str) -> Option<usize> {
    if text.trim_start_matches(['-', ' ']).starts_with("/*") {
        return None; // what a comment quotes is no string
    }
    let bytes = text.as_bytes();
    let mut string: Option<u8> = None;
    let mut at = 0;
    while at < bytes.len().min(ACTION) {
        match (string, bytes[at]) {
            (Some(b'"'), b'\\') => at += 1,
            (Some(quote), byte) if byte == quote => string = None,
            (None, quote @ (b'"' | b'`')) => string = Some(quote),
            (None, b'}') if bytes.get(at + 1) == Some(&b'}') => return Some(at + 2),
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_end_behind_their_strings() {
        let text = "{{- $name := printf \"{{ $labels.queue }}\"}}\na: 1\nb: \"{{`{{`}} $value {{`}}`}}, or\"\nc: {{/* \" */}} 2\nd: {{ \"open }}\n";
        let yaml = parse(text);
        let root = yaml.root().unwrap();
        assert_eq!(root.str_at(&["a"]), Some("1"));
        assert!(root.str_at(&["b"]).is_some_and(|text| text.ends_with(", or")));
        assert!(root.get("d").is_some());
    }

    #[test]
    fn values_know_their_lines_and_merge_keys() {
        let yaml = parse("base: &b\n  a: 1\nmore:\n  <<: *b\n  c: [x, y]\n---\nsecond: true\n");
        let root = yaml.root().unwrap();
        assert_eq!(root.str_at(&["more", "a"]), Some("1"));
        assert_eq!(root.at(&["more", "c"]).unwrap().items().count(), 2);
        assert_eq!(root.entry("more").unwrap().0.line(), 3);
        assert_eq!(yaml.documents.len(), 2);
    }

    #[test]
    fn helm_templates_are_read_for_what_they_say() {
        let text = "{{- if .Values.x }}\nkind: Deployment\nspec:\n  replicas: {{ .Values.replicas }}\n  image: \"{{ .Values.repo }}:1.2\"\n  {{- include \"labels\" . | nindent 4 }}\n{{- end }}\n";
        let yaml = parse(text);
        let root = yaml.root().unwrap();
        assert_eq!(root.str_at(&["kind"]), Some("Deployment"));
        assert!(root.at(&["spec", "replicas"]).unwrap().is_templated());
        assert_eq!(root.at(&["spec", "image"]).unwrap().line(), 5);
    }

    #[test]
    fn bombs_and_circles_end() {
        let bomb = "a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\n";
        let mut count = 0;
        parse(bomb).root().unwrap().walk(&mut |_, _| count += 1);
        assert!(count <= 200_000);
        assert!(parse("a: &a\n  b: *a\n").root().is_some());
    }
}

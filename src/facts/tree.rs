//! One shape for configuration of any format: mappings, sequences and scalars that know their line.
//!
//! YAML, JSON and TOML are read into a [`Tree`]; everything after that is the same for all three.
//! Anchors and aliases share nodes, so that an alias bomb stays as small as its text; look-ups
//! spend a budget instead of following it.

/// Stands for a template action (`{{ … }}`) that was not rendered: what it yields is unknown.
pub const TEMPLATE: char = '\u{e000}';

/// A parsed document. Read it through [`Tree::root`].
#[derive(Debug, Default, Clone)]
pub struct Tree {
    pub(super) nodes: Vec<Node>,
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    pub line: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Null,
    Scalar { text: String, quoted: bool },
    Sequence(Vec<usize>),
    Mapping(Vec<(usize, usize)>),
}

/// A place in a [`Tree`]: cheap to copy.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    tree: &'a Tree,
    at: usize,
}

/// How many nodes one look-up may visit: far above any real file, far below a bomb.
const BUDGET: usize = 200_000;
/// How deep merge keys and walks may go.
const DEPTH: usize = 64;

impl Tree {
    /// The document's top value; `None` for an empty document.
    pub fn root(&self) -> Option<Value<'_>> {
        (!self.nodes.is_empty()).then_some(Value { tree: self, at: 0 })
    }

    pub(super) fn push(&mut self, line: usize, kind: Kind) -> usize {
        self.nodes.push(Node { line, kind });
        self.nodes.len() - 1
    }
}

impl<'a> Value<'a> {
    fn node(self) -> &'a Node {
        &self.tree.nodes[self.at]
    }

    fn with(self, at: usize) -> Value<'a> {
        Value { tree: self.tree, at }
    }

    /// The line where it starts, counted from 1.
    pub fn line(self) -> usize {
        self.node().line
    }

    /// The text of a scalar; numbers and booleans as they are written. See [`TEMPLATE`].
    pub fn str(self) -> Option<&'a str> {
        match &self.node().kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Was the scalar written in quotes (and so is a string, whatever it looks like)?
    pub fn is_quoted(self) -> bool {
        matches!(self.node().kind, Kind::Scalar { quoted: true, .. })
    }

    /// The truth of a scalar, in YAML 1.1's words too.
    pub fn bool(self) -> Option<bool> {
        match self.str()?.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        }
    }

    /// The scalar as a number.
    pub fn number(self) -> Option<f64> {
        self.str()?.trim().replace('_', "").parse().ok()
    }

    /// Does any part of the scalar come from a template?
    pub fn is_templated(self) -> bool {
        self.str().is_some_and(|text| text.contains(TEMPLATE) || text.contains("{{"))
    }

    pub fn is_null(self) -> bool {
        match &self.node().kind {
            Kind::Null => true,
            Kind::Scalar { text, quoted } => !quoted && (text.is_empty() || text == "~" || text == "null"),
            _ => false,
        }
    }

    pub fn is_mapping(self) -> bool {
        matches!(self.node().kind, Kind::Mapping(_))
    }

    pub fn is_sequence(self) -> bool {
        matches!(self.node().kind, Kind::Sequence(_))
    }

    /// The value of a key of a mapping, merge keys (`<<`) included; the last of duplicate keys.
    pub fn get(self, key: &str) -> Option<Value<'a>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The key itself (for its line) and its value.
    pub fn entry(self, key: &str) -> Option<(Value<'a>, Value<'a>)> {
        self.entry_within(key, DEPTH)
    }

    fn entry_within(self, key: &str, depth: usize) -> Option<(Value<'a>, Value<'a>)> {
        let Kind::Mapping(pairs) = &self.node().kind else { return None };
        let own = pairs.iter().rev().find(|(at, _)| self.with(*at).str() == Some(key));
        if let Some(&(name, value)) = own {
            return Some((self.with(name), self.with(value)));
        }
        let depth = depth.checked_sub(1)?;
        let merged = pairs.iter().filter(|(at, _)| self.with(*at).str() == Some("<<"));
        merged.flat_map(|&(_, at)| self.with(at).merged()).find_map(|base| base.entry_within(key, depth))
    }

    /// What a merge key brings: one mapping, or each of a sequence.
    fn merged(self) -> Vec<Value<'a>> {
        if self.is_sequence() { self.items().collect() } else { vec![self] }
    }

    /// The value at a path of keys.
    pub fn at(self, path: &[&str]) -> Option<Value<'a>> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    /// The text at a path of keys.
    pub fn str_at(self, path: &[&str]) -> Option<&'a str> {
        self.at(path)?.str()
    }

    /// The items of a sequence; nothing for other values.
    pub fn items(self) -> impl Iterator<Item = Value<'a>> {
        let items: &[usize] = match &self.node().kind {
            Kind::Sequence(items) => items,
            _ => &[],
        };
        items.iter().map(move |&at| self.with(at))
    }

    /// The items of a sequence, or the value itself where one was written instead of a list.
    pub fn items_or_self(self) -> Vec<Value<'a>> {
        if self.is_sequence() {
            self.items().collect()
        } else if self.is_null() {
            Vec::new()
        } else {
            vec![self]
        }
    }

    /// Keys and values of a mapping as written, merge keys resolved one level at a time.
    pub fn entries(self) -> Vec<(Value<'a>, Value<'a>)> {
        let mut found = Vec::new();
        self.collect_entries(&mut found, DEPTH);
        found
    }

    fn collect_entries(self, found: &mut Vec<(Value<'a>, Value<'a>)>, depth: usize) {
        let Kind::Mapping(pairs) = &self.node().kind else { return };
        for &(name, value) in pairs {
            let (name, value) = (self.with(name), self.with(value));
            if found.len() >= BUDGET {
                return;
            }
            if name.str() != Some("<<") {
                found.push((name, value));
            } else if depth > 0 {
                for base in value.merged() {
                    base.collect_entries(found, depth - 1);
                }
            }
        }
    }

    /// Every value below this one and itself, depth first, with the path of keys that leads there.
    ///
    /// Sequence items carry `[]` in their path. Bounded in depth and number, so it ends on any input.
    pub fn walk(self, visit: &mut dyn FnMut(&[&'a str], Value<'a>)) {
        let mut path = Vec::new();
        let mut budget = BUDGET;
        self.walk_within(&mut path, &mut budget, visit);
    }

    fn walk_within(self, path: &mut Vec<&'a str>, budget: &mut usize, visit: &mut dyn FnMut(&[&'a str], Value<'a>)) {
        if *budget == 0 || path.len() > DEPTH {
            return;
        }
        *budget -= 1;
        visit(path, self);
        for (name, value) in self.entries() {
            path.push(name.str().unwrap_or(""));
            value.walk_within(path, budget, visit);
            path.pop();
        }
        for item in self.items() {
            path.push("[]");
            item.walk_within(path, budget, visit);
            path.pop();
        }
    }
}

impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.node().kind {
            Kind::Null => write!(f, "null"),
            Kind::Scalar { text, .. } => write!(f, "{text:?}"),
            Kind::Sequence(items) => write!(f, "[{} items]", items.len()),
            Kind::Mapping(pairs) => write!(f, "{{{} keys}}", pairs.len()),
        }
    }
}

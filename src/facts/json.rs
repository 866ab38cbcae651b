//! JSON, with comments and trailing commas allowed, read into a [`Tree`] with lines.

use jsonc_parser::ast::{ObjectPropName, Value as Json};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::tree::{Kind, Tree};

/// Parses a JSON text.
///
/// # Errors
/// A message that names the position, for text that is no JSON.
pub fn parse(text: &str) -> Result<Tree, String> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).map_err(|error| error.to_string())?;
    let lines = Lines::new(text);
    let mut tree = Tree::default();
    if let Some(value) = parsed.value {
        add(&mut tree, &lines, &value);
    }
    Ok(tree)
}

/// Where lines start, to turn byte offsets into line numbers.
pub struct Lines(Vec<usize>);

impl Lines {
    pub fn new(text: &str) -> Lines {
        Lines(memchr::memchr_iter(b'\n', text.as_bytes()).collect())
    }

    /// The line of a byte offset, counted from 1.
    pub fn of(&self, offset: usize) -> usize {
        self.0.partition_point(|&end| end < offset) + 1
    }
}

/// Adds a value and what is below it; the parser bounds the depth at 512.
fn add(tree: &mut Tree, lines: &Lines, value: &Json<'_>) -> usize {
    let line = lines.of(value.start());
    let scalar = |text: String, quoted| Kind::Scalar { text, quoted };
    match value {
        Json::StringLit(text) => tree.push(line, scalar(text.value.to_string(), true)),
        Json::NumberLit(number) => tree.push(line, scalar(number.value.to_string(), false)),
        Json::BooleanLit(truth) => tree.push(line, scalar(truth.value.to_string(), false)),
        Json::NullKeyword(_) => tree.push(line, Kind::Null),
        Json::Array(array) => {
            let at = tree.push(line, Kind::Null);
            let items = array.elements.iter().map(|item| add(tree, lines, item)).collect();
            tree.nodes[at].kind = Kind::Sequence(items);
            at
        }
        Json::Object(object) => {
            let at = tree.push(line, Kind::Null);
            let mut pairs = Vec::with_capacity(object.properties.len());
            for property in &object.properties {
                let name = match &property.name {
                    ObjectPropName::String(text) => text.value.to_string(),
                    ObjectPropName::Word(word) => word.value.to_owned(),
                };
                let key = tree.push(lines.of(property.start()), scalar(name, true));
                pairs.push((key, add(tree, lines, &property.value)));
            }
            tree.nodes[at].kind = Kind::Mapping(pairs);
            at
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn comments_and_lines() {
        let tree = super::parse("{\n  // why\n  \"scripts\": {\n    \"test\": \"jest\",\n  }\n}").unwrap();
        let test = tree.root().unwrap().at(&["scripts", "test"]).unwrap();
        assert_eq!((test.str(), test.line()), (Some("jest"), 4));
        assert!(super::parse("{ nope").is_err());
    }
}

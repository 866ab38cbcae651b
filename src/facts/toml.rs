//! TOML read into a [`Tree`] with lines.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::json::Lines;
use super::tree::{Kind, Tree};

/// Parses a TOML text; what is well-formed of a broken one is kept.
///
/// # Errors
/// A message that names the position.
pub fn parse(text: &str) -> Result<Tree, String> {
    let table = DeTable::parse(text).map_err(|error| error.to_string())?;
    let lines = Lines::new(text);
    let mut tree = Tree::default();
    let at = tree.push(1, Kind::Null);
    let pairs = pairs(&mut tree, &lines, table.get_ref());
    tree.nodes[at].kind = Kind::Mapping(pairs);
    Ok(tree)
}

fn pairs(tree: &mut Tree, lines: &Lines, table: &DeTable<'_>) -> Vec<(usize, usize)> {
    let mut pairs = Vec::with_capacity(table.len());
    for (name, value) in table.iter() {
        let key = tree.push(lines.of(name.span().start), Kind::Scalar { text: name.get_ref().to_string(), quoted: true });
        pairs.push((key, add(tree, lines, value, lines.of(name.span().start))));
    }
    pairs
}

/// Adds a value. Tables that headers open lie where their header is, so `near` (the key's line) serves them.
fn add(tree: &mut Tree, lines: &Lines, value: &Spanned<DeValue<'_>>, near: usize) -> usize {
    let line = lines.of(value.span().start).max(near);
    let scalar = |text: String, quoted| Kind::Scalar { text, quoted };
    match value.get_ref() {
        DeValue::String(text) => tree.push(line, scalar(text.to_string(), true)),
        DeValue::Integer(number) => tree.push(line, scalar(number.to_string(), false)),
        DeValue::Float(number) => tree.push(line, scalar(number.to_string(), false)),
        DeValue::Boolean(truth) => tree.push(line, scalar(truth.to_string(), false)),
        DeValue::Datetime(date) => tree.push(line, scalar(date.to_string(), false)),
        DeValue::Array(array) => {
            let at = tree.push(line, Kind::Null);
            let items = array.iter().map(|item| add(tree, lines, item, 1)).collect();
            tree.nodes[at].kind = Kind::Sequence(items);
            at
        }
        DeValue::Table(table) => {
            let at = tree.push(line, Kind::Null);
            let pairs = pairs(tree, lines, table);
            tree.nodes[at].kind = Kind::Mapping(pairs);
            at
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_know_their_lines() {
        let tree = super::parse("[package]\nname = \"x\"\n\n[dependencies]\nserde = { version = \"1\" }\n").unwrap();
        let serde = tree.root().unwrap().at(&["dependencies"]).unwrap().entry("serde").unwrap().0;
        assert_eq!(serde.line(), 5);
        assert!(super::parse("= nope").is_err());
    }
}

//! HCL (Terraform and its kin) with lines: blocks, labels, attributes as text.

use hcl_edit::Span;
use hcl_edit::structure::{Body, Structure};

use super::json::Lines;

/// A block: `resource "type" "name" { … }`.
#[derive(Debug, Clone, Default)]
pub struct Block {
    pub kind: String,
    pub labels: Vec<String>,
    pub line: usize,
    pub attributes: Vec<Attribute>,
    pub blocks: Vec<Block>,
}

/// An attribute; its value is the expression as it is written, strings without their quotes.
#[derive(Debug, Clone)]
pub struct Attribute {
    pub name: String,
    pub value: String,
    pub line: usize,
}

impl Block {
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The first label: the type of a resource.
    pub fn label(&self) -> &str {
        self.labels.first().map_or("", String::as_str)
    }

    /// The attribute of this name, here or in a nested block.
    pub fn anywhere(&self, name: &str) -> Option<&Attribute> {
        self.attribute(name).or_else(|| self.blocks.iter().find_map(|block| block.anywhere(name)))
    }
}

/// Parses a file into a block without kind that holds the file's attributes and blocks.
///
/// # Errors
/// A message that names the position.
pub fn parse(text: &str) -> Result<Block, String> {
    let body = hcl_edit::parser::parse_body(text).map_err(|error| error.to_string().lines().next().unwrap_or("not HCL").to_owned())?;
    let lines = Lines::new(text);
    let mut file = Block { line: 1, ..Block::default() };
    fill(&mut file, &body, text, &lines);
    Ok(file)
}

/// The parser bounds the depth of what it takes.
fn fill(block: &mut Block, body: &Body, text: &str, lines: &Lines) {
    let line = |span: Option<std::ops::Range<usize>>| span.map_or(0, |span| lines.of(span.start));
    for structure in body {
        match structure {
            Structure::Attribute(attribute) => {
                let value = attribute.value.span().and_then(|span| text.get(span)).unwrap_or("").trim();
                block.attributes.push(Attribute {
                    name: attribute.key.as_str().to_owned(),
                    value: value.trim_matches('"').to_owned(),
                    line: line(attribute.span()),
                });
            }
            Structure::Block(inner) => {
                let mut made = Block {
                    kind: inner.ident.as_str().to_owned(),
                    labels: inner.labels.iter().map(|label| label.as_str().to_owned()).collect(),
                    line: line(inner.span()),
                    ..Block::default()
                };
                fill(&mut made, &inner.body, text, lines);
                block.blocks.push(made);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn blocks_know_their_lines() {
        let file = super::parse(
            "resource \"aws_db_instance\" \"main\" {\n  deletion_protection = true\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n",
        )
        .unwrap();
        let resource = &file.blocks[0];
        assert_eq!((resource.label(), resource.line), ("aws_db_instance", 1));
        assert_eq!(resource.anywhere("prevent_destroy").map(|attribute| attribute.line), Some(4));
        assert!(super::parse("a = <x>").is_err());
    }
}

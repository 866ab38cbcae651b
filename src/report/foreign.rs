//! Text that comes from a repository: hostile until cleaned.

use serde::{Deserialize, Serialize, Serializer};

use crate::facts::tree::TEMPLATE;

/// Text from a repository. It has no `Display`: whoever prints it says for which reader.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
pub struct Foreign(String);

impl Foreign {
    pub fn new(text: impl Into<String>) -> Foreign {
        Foreign(text.into())
    }

    /// For a terminal or a JSON string: no control characters, nothing that turns the text's direction.
    pub fn clean(&self) -> String {
        let mut clean = String::with_capacity(self.0.len());
        for c in self.0.chars() {
            match c {
                TEMPLATE => clean.push_str("{{…}}"),
                '\t' | '\n' => clean.push(' '),
                c if is_hostile(c) => clean.push(char::REPLACEMENT_CHARACTER),
                c => clean.push(c),
            }
        }
        clean
    }
}

impl schemars::JsonSchema for Foreign {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Foreign".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

impl Serialize for Foreign {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.clean())
    }
}

/// Control characters (terminal escapes start with one), and marks that reorder or hide text.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_overrides_do_not_reach_a_terminal() {
        assert_eq!(Foreign::new("a\u{1b}[31mred\u{202e}b\tc").clean(), "a\u{fffd}[31mred\u{fffd}b c");
        assert_eq!(Foreign::new("image:\u{e000}").clean(), "image:{{…}}");
    }
}

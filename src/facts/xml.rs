//! XML with lines: pom.xml, project files, logging configuration.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::json::Lines;

/// An element in document order.
#[derive(Debug, Clone)]
pub struct Element {
    /// Without its namespace prefix.
    pub name: String,
    /// 0 for the root.
    pub depth: usize,
    pub line: usize,
    pub attributes: Vec<(String, String)>,
    /// Text directly inside.
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// All elements, up to the first place that is not well-formed. Entities are not expanded.
pub fn elements(text: &str) -> Vec<Element> {
    let lines = Lines::new(text);
    let mut reader = Reader::from_str(text);
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        let offset = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                elements.push(element(&start, open.len(), lines.of(offset + 1)));
                open.push(elements.len() - 1);
            }
            Ok(Event::Empty(start)) => elements.push(element(&start, open.len(), lines.of(offset + 1))),
            Ok(Event::End(_)) => {
                open.pop();
            }
            Ok(Event::Text(text)) => {
                if let Some(&at) = open.last() {
                    elements[at].text.push_str(text.trim());
                }
            }
            Ok(Event::Eof) | Err(_) => return elements,
            Ok(_) => {}
        }
    }
}

fn element(start: &BytesStart<'_>, depth: usize, line: usize) -> Element {
    let attributes = start
        .attributes()
        .with_checks(false)
        .flatten()
        .map(|attribute| (attribute.key.as_ref().to_owned(), attribute.value.to_string()))
        .collect();
    Element { name: start.local_name().as_ref().to_owned(), depth, line, attributes, text: String::new() }
}

//! A lexed file with its brackets paired and its blocks findable.

use super::lexer::{Kind, Token, tokens};
use crate::snapshot::Language;

/// A source file, ready for the signals.
pub struct Source<'a> {
    pub language: Language,
    /// Is the whole file test code?
    pub test: bool,
    /// Without comments.
    pub tokens: Vec<Token<'a>>,
    /// For an opening bracket the index of its closing one, and the other way round; itself where there is none.
    pub pairs: Vec<usize>,
    /// Comments that say something, in order.
    comments: Vec<Remark>,
    /// Token ranges of test code inside production files (`#[cfg(test)]`).
    test_ranges: Vec<(usize, usize)>,
}

impl<'a> Source<'a> {
    pub fn new(text: &'a str, language: Language, test: bool) -> Source<'a> {
        let mut code = tokens(text, language);
        let comments = code
            .iter()
            .filter(|token| token.kind == Kind::Comment && says_something(token.text))
            .map(|token| Remark {
                from: token.line,
                to: token.line + u32::try_from(token.text.matches('\n').count()).unwrap_or(0),
                alone: token.first,
            })
            .collect();
        code.retain(|token| token.kind != Kind::Comment);
        let pairs = pair(&code);
        let mut source = Source { language, test, tokens: code, pairs, comments, test_ranges: Vec::new() };
        source.test_ranges = source.rust_tests();
        source
    }

    pub fn get(&self, at: usize) -> Option<&Token<'a>> {
        self.tokens.get(at)
    }

    /// Is the token at this index this word?
    pub fn word(&self, at: usize, text: &str) -> bool {
        self.get(at).is_some_and(|token| token.word(text))
    }

    /// Is the token at this index this mark?
    pub fn mark(&self, at: usize, text: &str) -> bool {
        self.get(at).is_some_and(|token| token.mark(text))
    }

    /// Do these words and marks stand here, one after the other?
    pub fn run(&self, at: usize, texts: &[&str]) -> bool {
        texts
            .iter()
            .enumerate()
            .all(|(offset, text)| self.get(at + offset).is_some_and(|token| token.kind != Kind::String && token.text == *text))
    }

    /// Does the token at this index stand in test code?
    pub fn in_test(&self, at: usize) -> bool {
        let next = self.test_ranges.partition_point(|(_, to)| *to < at);
        self.test || self.test_ranges.get(next).is_some_and(|(from, _)| *from <= at)
    }

    /// Does a comment stand on a line of this range, both ends included, or alone on the line above?
    pub fn commented(&self, from: u32, to: u32) -> bool {
        let above = from.saturating_sub(1);
        let next = self.comments.partition_point(|remark| remark.to < above);
        let near = self.comments[next..].iter().take_while(|remark| remark.from <= to);
        near.into_iter().any(|remark| remark.to >= from || remark.alone)
    }

    /// The closing bracket of the opening one at this index; the last token where it is missing.
    pub fn close(&self, open: usize) -> usize {
        match self.pairs.get(open) {
            Some(&close) if close > open => close,
            _ => self.tokens.len().saturating_sub(1),
        }
    }

    /// The lines of code: lines that hold at least one token.
    pub fn lines(&self) -> usize {
        self.tokens.iter().filter(|token| token.first).count()
    }

    /// The end (exclusive) of the block that a Python line ending in `:` at this index opens.
    pub fn indented_end(&self, from: usize, indent: u32) -> usize {
        let rest = self.tokens[from..].iter().position(|token| token.first && token.indent <= indent);
        rest.map_or(self.tokens.len(), |offset| from + offset)
    }

    /// The index (exclusive) where the line of this token ends, brackets kept together.
    pub fn line_end(&self, from: usize) -> usize {
        let mut at = from + 1;
        while let Some(token) = self.get(at) {
            if token.first && !self.inside_brackets(from, at) {
                break;
            }
            at += 1;
        }
        at
    }

    /// Is a bracket that opened after `from` still open at `at`?
    fn inside_brackets(&self, from: usize, at: usize) -> bool {
        let near = from.max(at.saturating_sub(400));
        (near..at)
            .any(|open| matches!(self.tokens[open].text, "(" | "[" | "{") && self.tokens[open].kind == Kind::Mark && self.pairs[open] > at)
    }

    /// Token ranges below `#[cfg(test)]`, and below what no release holds.
    fn rust_tests(&self) -> Vec<(usize, usize)> {
        if self.language != Language::Rust {
            return Vec::new();
        }
        let marked = (0..self.tokens.len()).filter(|&at| {
            let condition = || &self.tokens[at + 4..self.close(at + 3).clamp(at + 4, (at + 40).min(self.tokens.len()))];
            self.run(at, &["#", "[", "cfg", "("])
                && condition().iter().any(only_in_tests)
                && !condition().iter().any(|token| token.word("not"))
        });
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for at in marked {
            let Some(body) = (at..self.tokens.len().min(at + 200)).find(|&open| self.mark(open, "{") || self.mark(open, ";")) else {
                continue;
            };
            let end = if self.mark(body, "{") { self.close(body) } else { body };
            // A range inside the last one adds nothing; they stay in order, apart from each other.
            if ranges.last().is_none_or(|(_, last)| *last < at) {
                ranges.push((at, end));
            }
        }
        ranges
    }
}

/// A comment, by its lines.
struct Remark {
    from: u32,
    to: u32,
    /// Does no code stand before it on its line?
    alone: bool,
}

/// Orders to tools, plans and "do nothing" give no reason.
fn says_something(comment: &str) -> bool {
    const EMPTY: &[&str] = &["", "catch", "catch error", "do nothing", "nothing", "empty", "noop", "no-op"];
    const ORDERS: &[&str] =
        &["noqa", "nosonar", "eslint", "pylint", "pragma", "type:", "nosec", "rubocop:", "todo", "fixme", "noinspection"];
    if comment.len() > 120 {
        return true;
    }
    let text = comment.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    !EMPTY.contains(&text.as_str()) && !ORDERS.iter().any(|order| text.starts_with(order))
}

/// `test`, `debug_assertions`, `feature = "test-support"`
fn only_in_tests(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Word => matches!(token.text, "test" | "debug_assertions"),
        Kind::String => token.text.starts_with("test"),
        Kind::Mark | Kind::Comment => false,
    }
}

/// Pairs brackets with a stack; what does not match is paired with itself.
fn pair(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut pairs: Vec<usize> = (0..tokens.len()).collect();
    let mut open: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Mark) {
        match token.text {
            "(" | "[" | "{" => open.push(at),
            ")" | "]" | "}" => {
                let wanted = match token.text {
                    ")" => "(",
                    "]" => "[",
                    _ => "{",
                };
                // A stray bracket must not unpair what lies around it.
                if let Some(found) = open.iter().rev().take(8).position(|&before| tokens[before].text == wanted) {
                    let before = open[open.len() - 1 - found];
                    open.truncate(open.len() - 1 - found);
                    pairs[before] = at;
                    pairs[at] = before;
                }
            }
            _ => {}
        }
    }
    pairs
}

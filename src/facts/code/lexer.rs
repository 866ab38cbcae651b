//! Source text to tokens, with one table a language: comments kept, strings with their values.
//!
//! It is no parser: it knows enough of each language not to mistake a string or a comment for code.
//! Linear in the text; a string that should end on its line ends there, so that one mistake cannot
//! eat the file.

use crate::snapshot::Language;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Names, keywords and numbers.
    Word,
    /// The value between the quotes.
    String,
    /// One character.
    Mark,
    Comment,
}

/// A token; `text` borrows from the source.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    /// Counted from 1.
    pub line: u32,
    /// Spaces before the first token of its line; the same for all tokens of the line.
    pub indent: u32,
    /// Is it the first on its line?
    pub first: bool,
}

impl Token<'_> {
    /// Is it this word?
    pub fn word(&self, text: &str) -> bool {
        self.kind == Kind::Word && self.text == text
    }

    /// Is it this mark?
    pub fn mark(&self, text: &str) -> bool {
        self.kind == Kind::Mark && self.text == text
    }
}

/// How strings are written, beyond `"` and `'` on one line.
#[derive(Debug, Clone, Copy, Default)]
struct Syntax {
    line_comments: &'static [&'static str],
    block_comment: Option<(&'static str, &'static str)>,
    nested_comments: bool,
    /// Quotes whose strings may run over lines, longest first.
    long_quotes: &'static [&'static str],
    /// `'` opens a character, not a string: what is no character is left alone (lifetimes).
    chars: bool,
    /// `r"…"`, `r#"…"#`.
    rust_raw: bool,
    /// `/…/` where an operand may stand.
    regex: bool,
    /// `<<~END` and `<<<END`.
    heredoc: Option<&'static str>,
    /// `%w(…)` and the like, `~s(…)`.
    percent: Option<char>,
    /// `@"…"` takes no backslash escapes and doubles its quotes.
    verbatim: bool,
}

fn syntax(language: Language) -> Syntax {
    const C_LIKE: Syntax = Syntax {
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        nested_comments: false,
        long_quotes: &[],
        chars: false,
        rust_raw: false,
        regex: false,
        heredoc: None,
        percent: None,
        verbatim: false,
    };
    const HASH: Syntax = Syntax { line_comments: &["#"], block_comment: None, ..C_LIKE };
    match language {
        Language::Python => Syntax { long_quotes: &["\"\"\"", "'''"], ..HASH },
        Language::Ruby => Syntax {
            long_quotes: &["\"", "'"],
            heredoc: Some("<<"),
            percent: Some('%'),
            block_comment: Some(("=begin", "=end")),
            regex: true,
            ..HASH
        },
        Language::Elixir => Syntax { long_quotes: &["\"\"\"", "'''", "\""], percent: Some('~'), ..HASH },
        Language::JavaScript | Language::TypeScript => Syntax { long_quotes: &["`"], regex: true, ..C_LIKE },
        Language::Rust => Syntax { nested_comments: true, long_quotes: &["\""], chars: true, rust_raw: true, ..C_LIKE },
        Language::Kotlin | Language::Scala | Language::Swift => {
            Syntax { nested_comments: true, long_quotes: &["\"\"\""], chars: true, ..C_LIKE }
        }
        Language::Java => Syntax { long_quotes: &["\"\"\""], chars: true, ..C_LIKE },
        Language::CSharp | Language::FSharp => Syntax { long_quotes: &["\"\"\""], chars: true, verbatim: true, ..C_LIKE },
        Language::Groovy => Syntax { long_quotes: &["\"\"\"", "'''"], ..C_LIKE },
        Language::Go => Syntax { long_quotes: &["`"], chars: true, ..C_LIKE },
        Language::Php => Syntax { line_comments: &["//", "#"], long_quotes: &["\"", "'"], heredoc: Some("<<<"), ..C_LIKE },
        Language::Clojure => Syntax { line_comments: &[";"], block_comment: None, long_quotes: &["\""], ..C_LIKE },
        Language::Haskell => Syntax { line_comments: &["--"], block_comment: Some(("{-", "-}")), chars: true, ..C_LIKE },
        Language::Erlang => Syntax { line_comments: &["%"], block_comment: None, long_quotes: &["\""], ..C_LIKE },
        _ => C_LIKE,
    }
}

/// A slash that no slash ends within so many bytes is a division: looking further for each would be quadratic.
const LONGEST_REGEX: usize = 2_000;

/// The tokens of a source text.
pub fn tokens(text: &str, language: Language) -> Vec<Token<'_>> {
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
        indent: 0,
        first: true,
        syntax: syntax(language),
        tokens: Vec::with_capacity(text.len() / 5),
    };
    if language == Language::Php {
        lexer.skip_to_php();
    }
    if text.starts_with("#!") {
        lexer.at = text.find('\n').unwrap_or(text.len());
    }
    lexer.run(language == Language::Php);
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    line: u32,
    indent: u32,
    first: bool,
    syntax: Syntax,
    tokens: Vec<Token<'a>>,
}

impl<'a> Lexer<'a> {
    fn run(&mut self, php: bool) {
        let mut line_start = self.at;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    line_start = self.at;
                    self.first = true;
                    self.indent = 0;
                }
                b' ' | b'\t' | b'\r' | 0x0c => self.at += 1,
                _ => {
                    if self.first {
                        self.indent = u32::try_from(self.at - line_start).unwrap_or(u32::MAX);
                    }
                    let before = self.line;
                    if php && self.starts("?>") {
                        self.skip_to_php();
                    } else {
                        self.token(byte);
                    }
                    if self.line != before {
                        line_start = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
                    }
                }
            }
        }
    }

    fn starts(&self, text: &str) -> bool {
        self.bytes[self.at..].starts_with(text.as_bytes())
    }

    /// Adds a token and moves behind `end`, counting lines.
    fn push(&mut self, kind: Kind, value: std::ops::Range<usize>, end: usize) {
        let text = self.text.get(value).unwrap_or("");
        self.tokens.push(Token { kind, text, line: self.line, indent: self.indent, first: self.first });
        self.first = false;
        let end = end.min(self.bytes.len()).max(self.at + 1);
        self.line += u32::try_from(memchr::memchr_iter(b'\n', &self.bytes[self.at..end]).count()).unwrap_or(0);
        self.at = end;
    }

    fn token(&mut self, byte: u8) {
        if self.comment() || self.special_string(byte) || self.long_string() || self.short_string(byte) {
            return;
        }
        if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 {
            let length = self.bytes[self.at..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(**byte, b'_') || **byte >= 0x80)
                .count();
            self.push(Kind::Word, self.at..self.at + length, self.at + length);
        } else {
            self.push(Kind::Mark, self.at..self.at + 1, self.at + 1);
        }
    }

    fn comment(&mut self) -> bool {
        if let Some((open, close)) = self.syntax.block_comment
            && self.starts(open)
            && (open != "=begin" || self.first && self.indent == 0)
        {
            let end = if self.syntax.nested_comments {
                self.nested_end(open, close)
            } else {
                self.find(close, self.at + open.len()).map_or(self.bytes.len(), |at| at + close.len())
            };
            self.push(Kind::Comment, self.at..end, end);
            return true;
        }
        // `#[` is an attribute in PHP.
        let line =
            self.syntax.line_comments.iter().any(|mark| self.starts(mark)) && !(self.syntax.line_comments.len() == 2 && self.starts("#["));
        if line {
            let end = self.line_end(self.at);
            self.push(Kind::Comment, self.at..end, end);
        }
        line
    }

    fn nested_end(&self, open: &str, close: &str) -> usize {
        let (mut at, mut depth) = (self.at, 0usize);
        while at < self.bytes.len() {
            if self.bytes[at..].starts_with(open.as_bytes()) {
                depth += 1;
                at += open.len();
            } else if self.bytes[at..].starts_with(close.as_bytes()) {
                depth -= 1;
                at += close.len();
                if depth == 0 {
                    return at;
                }
            } else {
                at += 1;
            }
        }
        self.bytes.len()
    }

    fn find(&self, needle: &str, from: usize) -> Option<usize> {
        memchr::memmem::find(self.bytes.get(from..)?, needle.as_bytes()).map(|at| from + at)
    }

    fn line_end(&self, from: usize) -> usize {
        memchr::memchr(b'\n', &self.bytes[from..]).map_or(self.bytes.len(), |at| from + at)
    }

    /// Raw strings, verbatim strings, heredocs, percent literals and regular expressions.
    fn special_string(&mut self, byte: u8) -> bool {
        match byte {
            b'r' | b'b' if self.syntax.rust_raw => self.rust_raw(),
            b'@' | b'$' if self.syntax.verbatim => self.verbatim(),
            b'<' => self.syntax.heredoc.is_some_and(|open| self.heredoc(open)),
            b'%' | b'~' if self.syntax.percent == Some(char::from(byte)) => self.percent(),
            b'/' if self.syntax.regex && self.operand_expected() => self.regex(),
            b'?' if self.syntax.percent.is_some() && self.operand_expected() => self.character(),
            _ => false,
        }
    }

    fn rust_raw(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        let skip = rest.iter().take_while(|byte| matches!(**byte, b'b' | b'r')).count();
        let hashes = rest[skip..].iter().take_while(|byte| **byte == b'#').count();
        if skip > 2 || rest.get(skip + hashes) != Some(&b'"') || !rest[..skip].contains(&b'r') {
            return false;
        }
        let start = self.at + skip + hashes + 1;
        let close = format!("\"{}", "#".repeat(hashes));
        let end = self.find(&close, start).unwrap_or(self.bytes.len());
        self.push(Kind::String, start..end, end + close.len());
        true
    }

    fn verbatim(&mut self) -> bool {
        let marks = self.bytes[self.at..].iter().take(4).take_while(|byte| matches!(**byte, b'@' | b'$')).count();
        let start = self.at + marks + 1;
        if self.bytes.get(self.at + marks) != Some(&b'"') || self.bytes[self.at + marks..].starts_with(b"\"\"\"") {
            return false;
        }
        if !self.bytes[self.at..self.at + marks].contains(&b'@') {
            return false;
        }
        let mut at = start;
        while let Some(found) = memchr::memchr(b'"', self.bytes.get(at..).unwrap_or(&[])) {
            at += found;
            if self.bytes.get(at + 1) != Some(&b'"') {
                self.push(Kind::String, start..at, at + 1);
                return true;
            }
            at += 2;
        }
        self.push(Kind::String, start..self.bytes.len(), self.bytes.len());
        true
    }

    fn heredoc(&mut self, open: &str) -> bool {
        if !self.starts(open) {
            return false;
        }
        let rest = &self.text[self.at + open.len()..];
        let marked = open == "<<<" || rest.starts_with(['~', '-']);
        let name: &str = rest.trim_start_matches(['~', '-', ' ', '"', '\'', '`']);
        let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let name = &name[..length];
        if name.is_empty() || !marked && !name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_') {
            return false;
        }
        let start = self.line_end(self.at);
        let mut end = start;
        for line in self.text[start..].split_inclusive('\n').skip(usize::from(self.text[start..].starts_with('\n'))) {
            if line.trim().trim_end_matches([';', ',', ')']) == name {
                break;
            }
            end += line.len();
        }
        // The rest of the opening line (`.strip, other)`) is passed over with the text.
        self.push(
            Kind::String,
            (start + 1).min(end)..end,
            (end + 1 + self.bytes.get(end..).map_or(0, |rest| memchr::memchr(b'\n', rest.get(1..).unwrap_or(&[])).unwrap_or(rest.len())))
                .min(self.bytes.len()),
        );
        true
    }

    fn percent(&mut self) -> bool {
        let rest = &self.bytes[self.at + 1..];
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (elixir, open) = (self.syntax.percent == Some('~'), rest.get(letters).copied().unwrap_or(0));
        if letters != 1 || !elixir && !self.operand_expected() {
            return false;
        }
        let close = match open {
            b'(' => b')',
            b'[' => b']',
            b'{' => b'}',
            b'<' => b'>',
            b'|' | b'/' | b'"' | b'\'' | b'!' => open,
            _ => return false,
        };
        let start = self.at + 2 + letters;
        if elixir && self.bytes[start - 1..].starts_with(b"\"\"\"") {
            let end = self.find("\"\"\"", start + 2).unwrap_or(self.bytes.len());
            self.push(Kind::String, start + 2..end, end + 3);
            return true;
        }
        let (mut at, mut depth) = (start, 1);
        while at < self.bytes.len() && depth > 0 {
            match self.bytes[at] {
                b'\\' => at += 1,
                byte if byte == close => depth -= 1,
                // Elixir ends a sigil at the first closing bracket, Ruby at the matching one.
                byte if byte == open && !elixir => depth += 1,
                _ => {}
            }
            at += 1;
        }
        self.push(Kind::String, start..at.saturating_sub(1).max(start), at);
        true
    }

    fn regex(&mut self) -> bool {
        let end = self.line_end(self.at).min(self.at + LONGEST_REGEX);
        let (mut at, mut class) = (self.at + 1, false);
        while at < end {
            match self.bytes[at] {
                b'\\' => at += 1,
                b'[' => class = true,
                b']' => class = false,
                b'/' if !class => {
                    self.push(Kind::String, self.at + 1..at, at + 1);
                    return true;
                }
                _ => {}
            }
            at += 1;
        }
        false
    }

    /// `?x` in Ruby and Elixir.
    fn character(&mut self) -> bool {
        let next = self.bytes.get(self.at + 1).copied().unwrap_or(b' ');
        let after = self.bytes.get(self.at + 2).copied().unwrap_or(b' ');
        if next.is_ascii_whitespace() || after.is_ascii_alphanumeric() && next != b'\\' {
            return false;
        }
        let length = if next == b'\\' { 3 } else { 2 };
        self.push(Kind::String, self.at + 1..self.at + length, self.at + length);
        true
    }

    /// After an operator or an opening bracket stands an operand; after a name or a closing bracket an operator.
    fn operand_expected(&self) -> bool {
        let last = self.tokens.iter().rev().find(|token| token.kind != Kind::Comment);
        last.is_none_or(|token| match token.kind {
            Kind::Mark => !matches!(token.text, ")" | "]" | "}"),
            Kind::Word => matches!(
                token.text,
                "return"
                    | "typeof"
                    | "case"
                    | "in"
                    | "of"
                    | "if"
                    | "unless"
                    | "when"
                    | "and"
                    | "or"
                    | "not"
                    | "then"
                    | "else"
                    | "elsif"
                    | "while"
                    | "until"
                    | "do"
                    | "await"
                    | "yield"
            ),
            Kind::String => false,
            Kind::Comment => true,
        })
    }

    /// Strings that may run over lines.
    fn long_string(&mut self) -> bool {
        let Some(quote) = self.syntax.long_quotes.iter().find(|quote| self.starts(quote)) else { return false };
        let start = self.at + quote.len();
        let raw = *quote == "`" && self.syntax.chars;
        let mut at = start;
        let (first, mut depth) = (quote.as_bytes()[0], 0usize);
        while at < self.bytes.len() {
            match self.bytes[at] {
                b'\\' if !raw => at += 1,
                b'$' | b'#' if *quote == "`" && self.bytes.get(at + 1) == Some(&b'{') => {
                    depth += 1;
                    at += 1;
                }
                b'}' if depth > 0 => depth -= 1,
                byte if byte == first && depth == 0 && self.bytes[at..].starts_with(quote.as_bytes()) => break,
                _ => {}
            }
            at += 1;
        }
        let end = at.min(self.bytes.len());
        self.push(Kind::String, start..end, end + quote.len());
        true
    }

    /// Strings that end on their line, at the latest.
    fn short_string(&mut self, byte: u8) -> bool {
        if !matches!(byte, b'"' | b'\'') || byte == b'\'' && self.syntax.chars && !self.is_character() {
            return false;
        }
        let limit = self.line_end(self.at);
        let start = self.at + 1;
        let mut at = start;
        while at < limit && self.bytes[at] != byte {
            at += if self.bytes[at] == b'\\' { 2 } else { 1 };
        }
        let end = at.min(limit);
        self.push(Kind::String, start..end, if end < limit { end + 1 } else { end });
        true
    }

    /// Does a character end soon after this quote? A lifetime does not.
    fn is_character(&self) -> bool {
        let rest = &self.text[self.at + 1..];
        match rest.chars().next() {
            Some('\\') => rest.bytes().skip(2).take(10).any(|byte| byte == b'\''),
            Some(c) => rest[c.len_utf8()..].starts_with('\''),
            None => false,
        }
    }

    /// Markup outside `<?php … ?>` is not code.
    fn skip_to_php(&mut self) {
        let next = self.find("<?", self.at).map(|at| if self.bytes[at..].starts_with(b"<?php") { at + 5 } else { at + 2 });
        let end = next.unwrap_or(self.bytes.len());
        self.line += u32::try_from(memchr::memchr_iter(b'\n', &self.bytes[self.at..end]).count()).unwrap_or(0);
        self.at = end;
        self.first = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, language: Language) -> Vec<(Kind, &str, u32)> {
        tokens(text, language).into_iter().map(|token| (token.kind, token.text, token.line)).collect()
    }

    fn words(text: &str, language: Language) -> Vec<&str> {
        tokens(text, language).into_iter().filter(|token| token.kind == Kind::Word).map(|token| token.text).collect()
    }

    #[test]
    fn comments_and_strings_are_not_code() {
        assert_eq!(words("a = 'it''s' # b\nc", Language::Python), ["a", "c"]);
        assert_eq!(words("let a = r#\"x \" y\"#; // z\n'a: loop { 'b' }", Language::Rust), ["let", "a", "a", "loop"]);
        assert_eq!(words("const a = `x ${`y`} z`; /* q */ b / c / d", Language::JavaScript), ["const", "a", "b", "c", "d"]);
        assert_eq!(words("x = /a'b/.match(y)", Language::JavaScript), ["x", "match", "y"]);
        assert_eq!(words("a := `x\ny` + \"q\"\nb", Language::Go), ["a", "b"]);
        assert_eq!(words("var a = @\"c:\\\"; var b = $\"{x}\";", Language::CSharp), ["var", "a", "var", "b"]);
        assert_eq!(words("<p>it's</p><?php $a = 'b'; ?> <i>don't</i> <?php c();", Language::Php), ["a", "c"]);
        assert_eq!(words("a = <<~SQL\n  select 'x\nSQL\nb = %w(x y)\n", Language::Ruby), ["a", "b"]);
        assert_eq!(words("x = %w(a (b) c)\ny", Language::Ruby), ["x", "y"]);
        assert_eq!(words("x = ~s(a (b) <> \"\"\"\nq\n\"\"\"\ny", Language::Elixir), ["x", "y"]);
    }

    #[test]
    fn lines_and_indents_are_kept() {
        let tokens = tokens("a\n    b '''\n\n''' c\nd", Language::Python);
        let lines: Vec<(u32, u32)> = tokens.iter().map(|token| (token.line, token.indent)).collect();
        assert_eq!(lines, [(1, 0), (2, 4), (2, 4), (4, 4), (5, 0)]);
    }

    #[test]
    fn an_open_string_does_not_eat_the_file() {
        assert_eq!(shown("a = \"oops\nb", Language::Java).last(), Some(&(Kind::Word, "b", 2)));
        assert!(!shown("\"", Language::Python).is_empty());
        assert!(!shown("é'ü", Language::Rust).is_empty());
    }
}

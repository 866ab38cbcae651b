//! Errors that are caught and dropped: neither logged, re-raised, returned, counted nor commented on.
//!
//! A narrow catch that turns an expected case into a fallback is control flow. A catch-all that
//! stays silent is swallowed. Ignored return values are no caught errors.

use super::lexer::Kind;
use super::source::Source;
use crate::snapshot::Language;

/// Lines of swallowed errors in production code.
pub fn find(source: &Source<'_>) -> Vec<u32> {
    let each = (0..source.tokens.len()).filter(|&at| !source.in_test(at));
    each.filter_map(|at| swallowed(source, at)).collect()
}

fn swallowed(source: &Source<'_>, at: usize) -> Option<u32> {
    let token = source.tokens[at];
    if token.kind != Kind::Word {
        return None;
    }
    let found = match (source.language, token.text) {
        (Language::Python, "except") if token.first => python(source, at),
        (
            Language::Java
            | Language::Kotlin
            | Language::CSharp
            | Language::Php
            | Language::Groovy
            | Language::JavaScript
            | Language::TypeScript
            | Language::Swift,
            "catch",
        ) => braces(source, at),
        (Language::Kotlin, "runCatching") => dropped(source, at),
        (Language::Python, "suppress") => suppressed(source, at),
        (Language::Scala, "case") => scala(source, at),
        (Language::Go, "if") => go(source, at),
        (Language::Rust, "Err") => rust(source, at),
        (Language::Ruby, "rescue") => ruby(source, at),
        (Language::Elixir, "rescue") => elixir(source, at),
        _ => false,
    };
    found.then_some(token.line)
}

/// How wide a catch is.
#[derive(Clone, Copy, PartialEq)]
enum Width {
    /// Any error.
    Broad,
    /// What other systems fail with.
    Outage,
    /// Some kind of error.
    Some,
    /// A case that is expected: not found, cannot be parsed, cancelled.
    Expected,
}

fn width(types: &[&str]) -> Width {
    const BROAD: &[&str] = &["Exception", "BaseException", "Throwable", "RuntimeException", "StandardError", "Error", "SystemException"];
    const EXPECTED: &[&str] = &[
        "notfound", "doesnotexist", "keyerror", "valueerror", "indexerror", "importerror", "modulenotfound", "filenotfound", "nosuch",
        "stopiteration", "noresult", "empty", "parse", "decode", "format", "cancel", "interrupted", "abort", "attributeerror", "typeerror",
        "unicode", "malformed", "invalid", "argument", "timeout", "eof", "closed", "exists", "duplicate", "uniqu", "integrity",
        "notimplemented", "unsupported", "processlookup", "keyboard", "syntax", "conversion", "cast", "badrequest", "recordnot", "enoent",
        "nullpointer", "validation", "multipleobjects", "queryexception", "linkage", "classnot", "lookup", "missing", "nomethod",
        "unknown", "errno", "eisdir",
    ];
    const OUTAGE: &[&str] = &[
        "api", "request", "http", "connection", "network", "ioexception", "ioerror", "operational", "database", "sql", "client", "service",
        "gateway", "remote", "transport", "socket", "rpc",
    ];
    if types.is_empty() || types.iter().any(|name| BROAD.contains(name)) {
        return Width::Broad;
    }
    let like = |parts: &[&str], name: &str| parts.iter().any(|part| name.to_lowercase().contains(part));
    if types.iter().all(|name| like(EXPECTED, name)) {
        Width::Expected
    } else if types.iter().any(|name| like(OUTAGE, name)) {
        Width::Outage
    } else {
        Width::Some
    }
}

/// Is a handler's body silent? `name` is the caught error's variable.
fn silent(source: &Source<'_>, from: usize, to: usize, name: Option<&str>, width: Width, lines: (u32, u32)) -> bool {
    // A long body does something, and reading it again for each handler around it would be quadratic.
    if to.saturating_sub(from) > 100 || source.commented(lines.0, lines.1) {
        return false;
    }
    let body = &source.tokens[from.min(to)..to];
    let statements = body
        .iter()
        .filter(|token| !(token.kind == Kind::Mark && matches!(token.text, ";" | "{" | "}" | "(" | ")" | ":" | "." | "[" | "]")));
    let words: Vec<&str> = statements.map(|token| token.text).collect();
    let nothing = words.iter().all(|word| matches!(*word, "pass" | "continue" | "break" | "nil" | "noop"));
    let used = name.is_some_and(|name| words.contains(&name));
    match width {
        Width::Expected => false,
        // A `nil` that is written down is a fallback.
        Width::Some => nothing && !used && !words.contains(&"nil"),
        Width::Outage | Width::Broad => (nothing || is_fallback(&words)) && !used,
    }
}

/// `return`, `return null`, `return Optional.empty()`, `return []`
fn is_fallback(words: &[&str]) -> bool {
    const NOTHING: &[&str] = &[
        "null", "None", "nil", "False", "false", "undefined", "Optional", "Option", "Collections", "List", "Map", "Set", "empty",
        "emptyList", "emptyMap", "emptySet", "of", "", "new", "ArrayList",
    ];
    let [first, rest @ ..] = words else { return false };
    *first == "return" && rest.len() <= 3 && rest.iter().all(|word| NOTHING.contains(word))
}

/// Does the guarded code answer yes or no? Then a failure is a no.
fn asks(source: &Source<'_>, from: usize, to: usize) -> bool {
    let near = &source.tokens[to.saturating_sub(400).max(from.min(to))..to];
    near.windows(2).any(|pair| pair[0].word("return") && matches!(pair[1].text, "true" | "True"))
}

/// Does the guarded code only turn one form into another, or tidy up? Failing at that is an expected case.
fn converts(source: &Source<'_>, from: usize, to: usize) -> bool {
    const TURNS: &[&str] = &[
        "parse", "decode", "encode", "json", "url", "int", "float", "number", "uuid", "date", "datetime", "strptime", "atob", "require",
        "import", "close", "cleanup", "disconnect", "dispose", "unlink", "rm", "kill", "destroy", "quit", "flush", "shutdown", "sleep",
        "stop", "storage", "clipboard", "value", "validate",
    ];
    const CALLS_OUT: &[&str] = &["requests", "fetch", "axios", "http", "post", "send", "publish", "save", "execute", "insert"];
    if to.saturating_sub(from) > 400 {
        return false;
    }
    let body = &source.tokens[from.min(to)..to];
    let lines = body.iter().filter(|token| token.first).count();
    let holds = |words: &[&str]| {
        let names = body.iter().filter(|token| token.kind == Kind::Word);
        names.flat_map(|token| parts(token.text)).any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
    };
    lines <= 4 && holds(TURNS) && !holds(CALLS_OUT)
}

/// The words of a name: `parseJson`, `parse_json`.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches('_');
        let mut before = ' ';
        let end = rest
            .char_indices()
            .find(|&(_, now)| {
                let cut = now == '_' || now.is_uppercase() && before.is_lowercase();
                before = now;
                cut
            })
            .map_or(rest.len(), |(at, _)| at);
        let (part, left) = rest.split_at(end);
        rest = left;
        (!part.is_empty()).then_some(part)
    })
}

fn python(source: &Source<'_>, at: usize) -> bool {
    let indent = source.tokens[at].indent;
    let Some(colon) = (at..source.tokens.len().min(at + 150))
        .find(|&next| source.mark(next, ":") && !source.tokens[at..next].iter().any(|token| token.mark("[") && source.close(next) > next))
    else {
        return false;
    };
    let head = &source.tokens[at + 1..colon];
    let name = head.iter().position(|token| token.word("as")).and_then(|as_| head.get(as_ + 1)).map(|token| token.text);
    // The word before a dot is a module: only the last part of each type counts.
    let types: Vec<&str> = head
        .iter()
        .enumerate()
        .take_while(|(_, token)| !token.word("as"))
        .filter(|(at, token)| token.kind == Kind::Word && !head.get(at + 1).is_some_and(|next| next.mark(".")))
        .map(|(_, token)| token.text)
        .collect();
    let end = source.indented_end(colon + 1, indent);
    let last = source.get(end.saturating_sub(1)).map_or(source.tokens[at].line, |token| token.line);
    let guarded = try_block(source, at, indent);
    silent(source, colon + 1, end, name, width(&types), (source.tokens[at].line, last))
        && !guarded.is_some_and(|(from, to)| converts(source, from, to) || asks(source, from, to))
}

/// `with suppress(Exception):`
fn suppressed(source: &Source<'_>, at: usize) -> bool {
    let line = source.tokens[at].line;
    let types: Vec<&str> = source.tokens[at + 1..(at + 12).min(source.tokens.len())]
        .iter()
        .take_while(|token| !token.mark(")"))
        .filter(|token| token.kind == Kind::Word)
        .map(|token| token.text)
        .collect();
    source.mark(at + 1, "(")
        && source.tokens[at.saturating_sub(3)..at].iter().any(|token| token.word("with"))
        && !types.is_empty()
        && width(&types) == Width::Broad
        && !source.commented(line, line + 1)
}

/// The tokens of the `try:` before an `except` at the same indent.
fn try_block(source: &Source<'_>, at: usize, indent: u32) -> Option<(usize, usize)> {
    let from =
        source.tokens[at.saturating_sub(600)..at].iter().rposition(|token| token.first && token.indent == indent && token.word("try"))?;
    Some((at.saturating_sub(600) + from, at))
}

fn braces(source: &Source<'_>, at: usize) -> bool {
    // `.catch(() => {})` is a call; `catch (e) {` and `catch {` are clauses.
    if at > 0 && source.mark(at - 1, ".") {
        return matches!(source.language, Language::JavaScript | Language::TypeScript) && empty_callback(source, at + 1);
    }
    let (types, name, open) = if source.mark(at + 1, "(") {
        let close = source.close(at + 1);
        let inner = &source.tokens[at + 2..close.clamp(at + 2, (at + 60).min(source.tokens.len()).max(at + 2))];
        let last_part = |at: usize| !inner.get(at + 1).is_some_and(|next| matches!(next.text, "." | "\\"));
        let words: Vec<&str> = inner
            .iter()
            .enumerate()
            .filter(|(at, token)| token.kind == Kind::Word && last_part(*at) && !matches!(token.text, "final" | "val" | "var"))
            .map(|(_, token)| token.text)
            .collect();
        let (types, name) = caught(source.language, &words);
        (types, name, close + 1)
    } else {
        (Vec::new(), None, at + 1)
    };
    if source.word(open, "when") || !source.mark(open, "{") {
        return false; // a filter judges the error
    }
    let close = source.close(open);
    let (Some(first), Some(last)) = (source.get(open), source.get(close)) else { return false };
    let guarded = (at > 0 && source.mark(at - 1, "}")).then(|| (source.pairs[at - 1], at));
    let lines = (first.line, source.get(close + 1).map_or(last.line, |_| last.line));
    silent(source, open + 1, close, name, width(&types), lines)
        && !guarded.is_some_and(|(from, to)| converts(source, from, to) || asks(source, from, to))
}

/// `runCatching { … }` as a statement: what it gives, a success or an error, goes nowhere.
fn dropped(source: &Source<'_>, at: usize) -> bool {
    // The last value of these blocks is of no use to anyone.
    const IGNORING: &[&str] = &["also", "apply", "forEach", "onEach", "else", "try", "finally", "init", "launch"];
    if !source.mark(at + 1, "{") {
        return false;
    }
    let close = source.close(at + 1);
    let begins = source.tokens[at].first || at > 0 && source.mark(at - 1, "{");
    let goes_on = source.get(close + 1).is_some_and(|next| matches!(next.text, "." | "?"));
    let ends_block = source.mark(close + 1, "}");
    let before = source.pairs.get(close + 1).and_then(|open| open.checked_sub(1));
    let ignored = before.and_then(|before| source.get(before)).is_some_and(|word| IGNORING.contains(&word.text));
    let (first, last) = (source.tokens[at].line, source.get(close).map_or(source.tokens[at].line, |token| token.line));
    begins && !goes_on && (!ends_block || ignored) && !converts(source, at + 2, close) && !source.commented(first, last)
}

/// Types and variable of a catch clause's words: `Type name`, Kotlin's `name: Type`, JavaScript's `name`.
fn caught<'a>(language: Language, words: &[&'a str]) -> (Vec<&'a str>, Option<&'a str>) {
    match (language, words) {
        (Language::JavaScript | Language::TypeScript, [name, ..]) => (Vec::new(), Some(name)),
        (Language::Kotlin, [name, types @ ..]) => (types.to_vec(), Some(name)),
        (_, [types @ .., name]) if !types.is_empty() => (types.to_vec(), Some(name)),
        (_, types) => (types.to_vec(), None),
    }
}

/// `(() => {})`, `(function () {})`, `(noop)`.
fn empty_callback(source: &Source<'_>, open: usize) -> bool {
    if !source.mark(open, "(") {
        return false;
    }
    let close = source.close(open);
    let body = &source.tokens[open + 1..close.max(open + 1)];
    let text: String = body.iter().map(|token| token.text).collect();
    let line = source.tokens[open].line;
    matches!(text.as_str(), "()=>{}" | "function(){}" | "noop" | "_=>{}" | "(_)=>{}" | "e=>{}" | "(e)=>{}" | "()=>null" | "()=>undefined")
        && !source.commented(line, source.tokens[close.min(source.tokens.len() - 1)].line)
}

/// `if err != nil { }` with nothing, or with a bare `continue`, `break` or `return nil` in it.
fn go(source: &Source<'_>, at: usize) -> bool {
    let limit = source.tokens.len().min(at + 60);
    let Some(open) = (at + 1..limit).find(|&next| source.mark(next, "{")) else { return false };
    let Some(test) = (at + 1..open).find(|&next| source.run(next, &["!", "=", "nil"])) else { return false };
    let name = source.tokens[test - 1].text;
    if !name.to_lowercase().contains("err") || test + 3 != open {
        return false;
    }
    let close = source.close(open);
    if close > open + 3 {
        return false;
    }
    let body: Vec<&str> = source.tokens[open + 1..close.max(open + 1)].iter().map(|token| token.text).collect();
    let quiet = match body.as_slice() {
        [] => true,
        ["return", "nil"] => true,
        ["return"] => returns_nothing(source, at),
        _ => false,
    };
    // An error of the code around, that a function's first line only looks at, is not caught here.
    let inherited = test == at + 2 && at > 0 && source.mark(at - 1, "{");
    // What checks for a path or parses a value takes the error as an answer.
    let checks = source.tokens[at.saturating_sub(40)..open]
        .iter()
        .any(|token| ["Stat", "Parse", "Atoi", "Lookup", "Unmarshal", "Decode", "Getwd"].iter().any(|part| token.text.contains(part)));
    quiet && !checks && !inherited && !source.commented(source.tokens[open].line, source.tokens[close].line)
}

/// Has the function around this token no results, so that a bare `return` cannot hand on the error?
fn returns_nothing(source: &Source<'_>, at: usize) -> bool {
    let from = at.saturating_sub(1_000);
    let Some(function) = (from..at).rev().find(|&found| source.word(found, "func") && opens_around(source, found, at)) else {
        return false;
    };
    // `func (r *Receiver) name(a b) {` and `func(a b) {`: nothing stands between the parameters and the body.
    let Some(open) = (function..at).find(|&open| source.mark(open, "{") && source.close(open) > at) else { return false };
    open > 0 && source.mark(open - 1, ")") && {
        let parameters = source.pairs[open - 1];
        parameters > 0 && (source.tokens[parameters - 1].kind == Kind::Word)
    }
}

/// Does the body of the function that starts here hold the token at `at`?
fn opens_around(source: &Source<'_>, function: usize, at: usize) -> bool {
    (function..(function + 80).min(at)).any(|open| source.mark(open, "{") && source.close(open) > at)
}

/// `Err(_) => {}` and `if let Err(_) = … {}`.
fn rust(source: &Source<'_>, at: usize) -> bool {
    if !source.mark(at + 1, "(") {
        return false;
    }
    let close = source.close(at + 1);
    let unnamed = source.tokens[at + 2..close.max(at + 2)].iter().all(|token| token.text.starts_with('_'));
    let arm = source.run(close + 1, &["=", ">", "{", "}"]) || source.run(close + 1, &["=", ">", "(", ")"]);
    let open = (close + 2..source.tokens.len().min(close + 40)).find(|&open| source.mark(open, "{") || source.mark(open, ";"));
    let branch = at > 0
        && source.word(at - 1, "let")
        && !source.mark(close + 2, ">")
        && open.is_some_and(|open| source.run(open, &["{", "}"]) && !source.word(open + 2, "else"));
    let line = source.tokens[at].line;
    let last = open.filter(|_| branch).map_or(line, |open| source.tokens[open].line);
    unnamed && (arm || branch) && !source.commented(line, last + 1)
}

/// A `rescue` clause up to the next clause or `end` at its indent.
fn ruby(source: &Source<'_>, at: usize) -> bool {
    let token = source.tokens[at];
    if at > 0 && (source.mark(at - 1, ".") || source.mark(at - 1, ":")) {
        return false;
    }
    if !token.first {
        // `value rescue nil`
        return source.word(at + 1, "nil") && !source.commented(token.line, token.line);
    }
    let head_end = source.line_end(at);
    let head = &source.tokens[at + 1..head_end];
    let arrow = head.iter().position(|token| token.mark(">"));
    let name = arrow.and_then(|arrow| head.get(arrow + 1)).map(|token| token.text);
    let types: Vec<&str> = head
        .iter()
        .enumerate()
        .take(arrow.unwrap_or(head.len()))
        .filter(|(at, token)| token.kind == Kind::Word && !head.get(at + 1).is_some_and(|next| next.mark(":")))
        // `PublicSuffix::Error` is one library's, `Error` alone is everybody's.
        .map(|(at, token)| if token.word("Error") && at >= 3 { head[at - 3].text } else { token.text })
        .collect();
    let end = (head_end..source.tokens.len())
        .find(|&next| source.tokens[next].first && source.tokens[next].indent <= token.indent)
        .unwrap_or(source.tokens.len());
    let last = source.get(end).map_or(token.line, |token| token.line);
    let width = if types.is_empty() { Width::Broad } else { width(&types) };
    silent(source, head_end, end, name, width, (token.line, last))
}

/// `case NonFatal(_) => ()`, `case _: Exception => None`
fn scala(source: &Source<'_>, at: usize) -> bool {
    let arrow = (at + 1..source.tokens.len().min(at + 10)).find(|&next| source.run(next, &["=", ">"]));
    let Some(arrow) = arrow else { return false };
    let broad = source.tokens[at + 1..arrow].iter().any(|token| matches!(token.text, "NonFatal" | "Throwable" | "Exception"));
    let unnamed = source.tokens[at + 1..arrow]
        .iter()
        .all(|token| token.kind == Kind::Mark || token.text == "_" || token.text.starts_with(char::is_uppercase));
    let value = arrow + 2;
    let silent = source.mark(value, "}")
        || source.run(value, &["(", ")"]) && (source.mark(value + 2, "}") || source.word(value + 2, "case"))
        || matches!(source.get(value).map(|token| token.text), Some("None" | "null")) && source.mark(value + 1, "}");
    let line = source.tokens[at].line;
    broad && unnamed && silent && !source.commented(line, line + 1)
}

/// `rescue _ -> nil` and `rescue _e -> :ok`.
fn elixir(source: &Source<'_>, at: usize) -> bool {
    let line = source.tokens[at].line;
    let catch_all = source.get(at + 1).is_some_and(|token| token.text.starts_with('_')) && source.run(at + 2, &["-", ">"]);
    let value = source.get(at + 4).is_some_and(|token| token.word("nil") || token.word("false")) || source.run(at + 4, &[":", "ok"]);
    let ends = source.word(at + 5, "end") || source.word(at + 6, "end");
    catch_all && value && ends && !source.commented(line, line + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(language: Language, text: &str) -> Vec<u32> {
        find(&Source::new(text, language, false))
    }

    #[test]
    fn silence_is_swallowed_and_control_flow_is_not() {
        assert_eq!(lines(Language::Python, "try:\n    send()\nexcept Exception:\n    pass\n"), [3]);
        assert_eq!(lines(Language::Python, "try:\n    a()\nexcept KeyError:\n    pass\n"), Vec::<u32>::new());
        assert_eq!(lines(Language::Python, "try:\n    a()\nexcept Exception as e:\n    log.error(e)\n"), Vec::<u32>::new());
        assert_eq!(lines(Language::Python, "try:\n    a()\nexcept SlackAPIError:\n    pass\n"), [3]);
        assert_eq!(lines(Language::Python, "try:\n    a()\nexcept Exception:\n    pass  # the peer may be gone\n"), Vec::<u32>::new());
        assert_eq!(lines(Language::JavaScript, "try { send() } catch (e) { }\na.catch(() => {})"), [1, 2]);
        assert_eq!(lines(Language::JavaScript, "try { JSON.parse(a) } catch (e) { return null }"), Vec::<u32>::new());
        assert_eq!(lines(Language::Java, "try { a(); } catch (Exception e) {\n}\ntry { a(); } catch (Exception e) { log.warn(e); }"), [1]);
        assert_eq!(lines(Language::Kotlin, "try { send() } catch (e: Exception) { }"), [1]);
        let caught = "fun a() {\n  x.also { runCatching { send(it) } }\n  runCatching { send() }\n  b()\n}";
        assert_eq!(lines(Language::Kotlin, caught), [2, 3]);
        let used =
            "fun a() = runCatching { send() }\nval b = list.map { runCatching { send(it) } }\nrunCatching { send() }\n  .getOrThrow()";
        assert_eq!(lines(Language::Kotlin, used), Vec::<u32>::new());
        assert_eq!(lines(Language::CSharp, "try { Send(); } catch (Exception) when (x) { }\ntry { Send(); } catch { }"), [2]);
        assert_eq!(lines(Language::Go, "if err := f(); err != nil {\n}\nif err != nil { return err }"), [1]);
        assert_eq!(
            lines(
                Language::Rust,
                "match f() { Ok(x) => x, Err(_) => {} }\n#[cfg(test)]\nmod tests { fn a() { match f() { Err(_) => {} } } }"
            ),
            [1]
        );
        assert_eq!(lines(Language::Rust, "if let Err(_) = f() {}\nif let Err(_) = f() { log() }"), [1]);
        assert_eq!(lines(Language::Scala, "try send() catch { case NonFatal(_) => () }"), [1]);
        assert_eq!(lines(Language::Python, "with suppress(Exception):\n    send()\nwith suppress(KeyError):\n    a()\n"), [1]);
        assert_eq!(lines(Language::Python, "try:\n    a()\nexcept (ApiError, NotFoundError):\n    pass\n"), [3]);
        assert_eq!(lines(Language::Java, "try { return Optional.of(send()); } catch (Exception e) { return Optional.empty(); }"), [1]);
        assert_eq!(lines(Language::Java, "try { send(); } catch (ServiceException e) {\n // do nothing\n}"), [1]);
        assert_eq!(lines(Language::CSharp, "try { Ping(); return true; } catch (Exception) { return false; }"), Vec::<u32>::new());
        assert_eq!(lines(Language::CSharp, "try { Load(); } catch (Shop.Errors.NotFoundException) { }"), Vec::<u32>::new());
        assert_eq!(lines(Language::JavaScript, "// the page works without it\nsend().catch(() => {})"), Vec::<u32>::new());
        assert_eq!(lines(Language::Go, "func a(w W) {\n err := f()\n if err != nil {\n return\n }\n}"), [3]);
        assert_eq!(lines(Language::Go, "func a() (n int, err error) {\n err = f()\n if err != nil {\n return\n }\n}"), Vec::<u32>::new());
        assert_eq!(lines(Language::Ruby, "begin\n  send\nrescue StandardError\nend\nx = y rescue nil\n"), [3, 5]);
        assert_eq!(lines(Language::Ruby, "begin\n  find\nrescue ActiveRecord::RecordNotFound\n  nil\nend\n"), Vec::<u32>::new());
        assert_eq!(lines(Language::Ruby, "begin\n  find\nrescue PublicSuffix::Error\n  nil\nend\n"), Vec::<u32>::new());
        assert_eq!(lines(Language::Elixir, "try do\n  send()\nrescue\n  _ -> nil\nend"), [3]);
    }
}

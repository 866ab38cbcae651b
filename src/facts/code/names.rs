//! What code names: imports, crash-prone calls, routes, and the identifiers that the
//! knowledge tables ask for.

use std::collections::{BTreeSet, HashMap};

use aho_corasick::AhoCorasick;

use super::lexer::{Kind, Token};
use super::source::Source;
use crate::snapshot::Language;

/// A module that a file imports, with the line.
pub fn imports(source: &Source<'_>) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    for at in 0..source.tokens.len() {
        let token = source.tokens[at];
        if source.language == Language::Python && token.kind == Kind::String && is_dotted_path(token.text) {
            found.push((token.line, token.text.to_owned()));
        }
        if token.kind != Kind::Word {
            continue;
        }
        match (source.language, token.text) {
            (Language::Python, "import" | "from") if token.first => python_import(source, at, &mut found),
            (Language::JavaScript | Language::TypeScript, "from" | "require" | "import") => {
                let next = if source.mark(at + 1, "(") { at + 2 } else { at + 1 };
                found.extend(source.get(next).filter(|token| token.kind == Kind::String).map(|name| (token.line, name.text.to_owned())));
            }
            (Language::Java | Language::Kotlin | Language::Scala | Language::Groovy, "import") if token.first => {
                found.push((token.line, dotted(source, at + 1 + usize::from(source.word(at + 1, "static")))))
            }
            (Language::CSharp | Language::FSharp, "using" | "open") if token.first => found.push((token.line, dotted(source, at + 1))),
            (Language::Php, "use") if token.first => found.push((token.line, dotted(source, at + 1))),
            (Language::Ruby, "require") if token.first => {
                found.extend(source.get(at + 1).filter(|token| token.kind == Kind::String).map(|name| (token.line, name.text.to_owned())))
            }
            (Language::Rust, "use") if token.first || at > 0 && source.word(at - 1, "pub") => {
                found.push((token.line, dotted(source, at + 1)))
            }
            (Language::Rust, name)
                if source.run(at + 1, &[":", ":"])
                    && !(at > 0 && (source.mark(at - 1, ":") || source.word(at - 1, "use")))
                    && name.starts_with(|c: char| c.is_ascii_lowercase()) =>
            {
                found.push((token.line, name.to_owned()))
            }
            (Language::Elixir, "alias" | "import" | "use" | "require") if token.first => found.push((token.line, dotted(source, at + 1))),
            (Language::Go, "import") if token.first => go_imports(source, at, &mut found),
            _ => {}
        }
    }
    found.retain(|(_, name)| !name.is_empty());
    found.dedup_by(|a, b| a.1 == b.1);
    found
}

/// `"a.b.Class"`: how Django, logging and their kin are told what to load.
fn is_dotted_path(text: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    const FILES: &[&str] =
        &["png", "svg", "jpg", "gif", "ico", "html", "txt", "json", "yml", "yaml", "css", "js", "md", "xml", "csv", "pdf"];
    text.len() < 120
        && text.contains('.')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split('.').all(part)
        && !text.rsplit('.').next().is_some_and(|end| FILES.contains(&end))
}

/// `from a import b, c` imports `a`, and `a.b` and `a.c`, which may be modules.
fn python_import(source: &Source<'_>, at: usize, found: &mut Vec<(u32, String)>) {
    let line = source.tokens[at].line;
    let module = dotted(source, at + 1);
    let rest = source.tokens.iter().skip(at + 1).take(60).skip_while(|token| token.text != "import");
    let mut rest = rest.skip(1).peekable();
    let bracketed = rest.peek().is_some_and(|token| token.mark("("));
    let listed = rest.take_while(|token| if bracketed { !token.mark(")") } else { token.line == line });
    let names = listed.filter(|token| token.kind == Kind::Word);
    let inner: Vec<String> = names.map(|name| format!("{module}.{}", name.text)).collect();
    let whole = source.word(at, "from");
    found.push((line, module));
    if whole {
        found.extend(inner.into_iter().map(|name| (line, name)));
    }
}

/// `a.b.c`, `a::b`, `A\B`, joined with dots.
fn dotted(source: &Source<'_>, from: usize) -> String {
    let mut name = String::new();
    let line = source.get(from).map_or(0, |token| token.line);
    for token in source.tokens.iter().skip(from).take_while(|token| token.line == line).take(24) {
        match token.kind {
            Kind::Word if name.is_empty() || name.ends_with('.') => name.push_str(token.text),
            Kind::Mark if matches!(token.text, "." | ":" | "\\") => {
                if !name.is_empty() && !name.ends_with('.') {
                    name.push('.');
                }
            }
            _ => break,
        }
    }
    name.trim_end_matches('.').to_owned()
}

fn go_imports(source: &Source<'_>, at: usize, found: &mut Vec<(u32, String)>) {
    let end = if source.mark(at + 1, "(") { source.close(at + 1) } else { source.line_end(at) };
    let names = source.tokens[at + 1..end.max(at + 1)].iter().filter(|token| token.kind == Kind::String);
    found.extend(names.map(|token| (token.line, token.text.to_owned())));
}

/// The constants that a file of Ruby or Elixir names; none in other languages, which import what they use.
pub fn constants(source: &Source<'_>) -> BTreeSet<String> {
    let words = source.tokens.iter().filter(|token| {
        matches!(source.language, Language::Ruby | Language::Elixir)
            && token.kind == Kind::Word
            && token.text.starts_with(|c: char| c.is_ascii_uppercase())
    });
    words.map(|token| token.text.to_owned()).collect()
}

/// Calls that crash on the unexpected, in production code: line, and the call.
pub fn crashes(source: &Source<'_>) -> Vec<(u32, &'static str)> {
    let mut found = Vec::new();
    for at in 0..source.tokens.len() {
        if source.in_test(at) {
            continue;
        }
        let token = source.tokens[at];
        let method = at > 0 && source.mark(at - 1, ".") && source.mark(at + 1, "(");
        let hit = match (source.language, token.text) {
            (Language::Rust, "unwrap") if method && source.mark(at + 2, ")") => Some("unwrap()"),
            (Language::Rust, "expect") if method => Some("expect()"),
            (Language::Rust, "panic" | "todo" | "unimplemented") if source.mark(at + 1, "!") => Some("panic!"),
            (Language::Kotlin, "!") if source.mark(at + 1, "!") && at > 0 && ends_a_value(source, at - 1) => Some("!!"),
            (Language::Swift, "try") if source.mark(at + 1, "!") => Some("try!"),
            (Language::Go, "panic") if source.mark(at + 1, "(") && token.first => Some("panic"),
            (Language::CSharp, "null") if source.mark(at + 1, "!") && !source.mark(at + 2, "=") => Some("null!"),
            _ => None,
        };
        found.extend(hit.filter(|_| token.kind != Kind::String).map(|hit| (token.line, hit)));
    }
    found
}

/// `a`, `f()`, `a[b]`: what a postfix operator can stand behind.
fn ends_a_value(source: &Source<'_>, at: usize) -> bool {
    source.tokens[at].kind != Kind::Mark || matches!(source.tokens[at].text, ")" | "]" | "}")
}

/// Lines that print instead of logging, in production code.
pub fn prints(source: &Source<'_>) -> Vec<u32> {
    let mut found = Vec::new();
    for at in 0..source.tokens.len() {
        let token = source.tokens[at];
        if token.kind != Kind::Word || source.in_test(at) {
            continue;
        }
        let of = |name: &str| at >= 2 && source.mark(at - 1, ".") && source.word(at - 2, name);
        let hit = match (source.language, token.text) {
            (Language::Python, "print") => source.mark(at + 1, "(") && token.first,
            (Language::JavaScript | Language::TypeScript, "log" | "error" | "info" | "warn" | "debug") => of("console"),
            (Language::Java | Language::Kotlin | Language::Scala, "println") => of("out") || token.first,
            (Language::Go, "Println" | "Printf" | "Print") => of("fmt"),
            (Language::Rust, "println" | "eprintln") => source.mark(at + 1, "!"),
            (Language::Ruby, "puts") => token.first,
            (Language::CSharp, "WriteLine") => of("Console"),
            (Language::Elixir, "puts" | "inspect") => of("IO"),
            (Language::Php, "echo" | "var_dump" | "print_r") => token.first,
            _ => false,
        };
        if hit {
            found.push(token.line);
        }
    }
    found
}

/// Identifiers to look for, as `Sentry.init`, `@CircuitBreaker` or `SIGTERM`, and words inside of identifiers, as `*back_off*`.
pub struct Wanted<'k> {
    by_last: HashMap<&'k str, Vec<(&'k str, Vec<&'k str>)>>,
    /// Words inside of identifiers, each as a table writes it, by the patterns of `finder`.
    inside: Vec<&'k str>,
    finder: Option<AhoCorasick>,
}

/// Shorter identifiers hold no word that a table asks for.
const SHORTEST: usize = 7;

impl<'k> Wanted<'k> {
    pub fn new(names: impl Iterator<Item = &'k str>) -> Wanted<'k> {
        let mut by_last: HashMap<&str, Vec<(&str, Vec<&str>)>> = HashMap::new();
        let (mut inside, mut patterns) = (Vec::new(), Vec::new());
        for name in names {
            if let Some(word) = name.strip_prefix('*').and_then(|name| name.strip_suffix('*')) {
                // `back_off` and `backOff` are one word.
                inside.extend([name, name]);
                patterns.extend([word.to_owned(), word.replace('_', "")]);
                continue;
            }
            let mut parts: Vec<&str> = name.split(['.', ':', '/']).filter(|part| !part.is_empty()).collect();
            let Some(last) = parts.pop() else { continue };
            by_last.entry(last.trim_start_matches('@')).or_default().push((name, parts));
        }
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(&patterns).ok();
        Wanted { by_last, inside, finder: finder.filter(|_| !patterns.is_empty()) }
    }

    /// Where the file names any of them: name, line, and whether it is in test code.
    pub fn find(&self, source: &Source<'_>) -> Vec<(&'k str, u32, bool)> {
        let mut found = Vec::new();
        for at in 0..source.tokens.len() {
            let token = source.tokens[at];
            if token.kind == Kind::Mark || token.text.len() > 64 {
                continue;
            }
            let known = found.len();
            for (name, parts) in self.by_last.get(token.text).into_iter().flatten() {
                // A bare word in a string is a value; `SIGTERM` is named in strings as in code.
                let plain =
                    token.kind == Kind::Word || parts.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
                let annotated =
                    !name.starts_with('@') || at > 0 && (source.mark(at - 1, "@") || source.mark(at - 1, "[") || source.mark(at - 1, "#"));
                let sent = name.starts_with("SIG") && is_sent(source, at);
                if plain && annotated && !sent && preceded(source, at, parts) {
                    found.push((*name, token.line, source.in_test(at)));
                }
            }
            // `backoff` ends `Retry.backoff`, and says as much alone.
            if found.len() == known {
                found.extend(self.inside(token).map(|word| (word, token.line, source.in_test(at))));
            }
        }
        found
    }

    /// The word that an identifier holds, as its table writes it.
    fn inside(&self, token: Token<'_>) -> Option<&'k str> {
        if token.kind != Kind::Word || token.text.len() < SHORTEST {
            return None;
        }
        let hit = self.finder.as_ref()?.find(token.text)?;
        // `BackOfficeApi` backs off from nothing.
        if token.text[hit.end()..].to_ascii_lowercase().starts_with("ice") {
            return None;
        }
        self.inside.get(hit.pattern().as_usize()).copied()
    }
}

/// Is a signal sent here, instead of handled? `process.kill(pid, 'SIGTERM')`
fn is_sent(source: &Source<'_>, at: usize) -> bool {
    let call = (at.saturating_sub(8)..at).rev().find(|open| source.mark(*open, "(") && source.close(*open) >= at);
    call.and_then(|open| open.checked_sub(1))
        .and_then(|before| source.get(before))
        .is_some_and(|name| matches!(name.text, "kill" | "killpg" | "Kill" | "send_signal" | "Signal" | "raise" | "stop" | "killProcess"))
}

/// Do these parts stand before the token, with dots or colons between?
fn preceded(source: &Source<'_>, at: usize, parts: &[&str]) -> bool {
    let mut at = at;
    for part in parts.iter().rev() {
        let mut joined = false;
        while at > 0 && source.tokens[at - 1].kind == Kind::Mark && matches!(source.tokens[at - 1].text, "." | ":" | "?" | "\\" | ">" | "-")
        {
            at -= 1;
            joined = true;
        }
        if !joined || at == 0 || source.tokens[at - 1].text != *part {
            return false;
        }
        at -= 1;
    }
    true
}

/// Is this the path of a health check, by its last part?
pub fn is_health_route(path: &str) -> bool {
    const WORDS: &[&str] = &[
        "health", "healthz", "healthcheck", "health-check", "health_check", "_health", "__health", "__gtg", "livez", "readyz", "ready",
        "live", "alive", "liveness", "readiness", "isalive", "isready", "ping", "_status", "status", "up", "heartbeat", "__heartbeat__",
        "__lbheartbeat__", "_ready", "_healthy", "_ping", "elb-ping", "healthy", "health-checks",
    ];
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or("").to_lowercase();
    let last = last.trim_end_matches(".xml").trim_end_matches(".json");
    WORDS.contains(&last.trim_end_matches('$'))
}

/// Paths that code answers on or calls, where they look like a health check.
pub fn health_routes(source: &Source<'_>, path: &str) -> Vec<(u32, String)> {
    let routes_file = ["route", "urls", "router"].iter().any(|word| path.to_ascii_lowercase().contains(word));
    let routes =
        source.tokens.iter().enumerate().filter(|(at, token)| token.kind == Kind::String && token.text.len() < 60 && !source.in_test(*at));
    let found = routes.filter(|(at, token)| {
        let rooted = token.text.starts_with('/')
            || token.text.starts_with("^")
            || (at > &0 && (source.mark(at - 1, "(") || source.tokens[at - 1].kind == Kind::Word) && token.text.contains("health"));
        let rooted = rooted
            || routes_file
                && *at > 1
                && (token.text.contains('/')
                    || matches!(token.text, "ping" | "health" | "healthcheck" | "healthz" | "ready" | "live" | "_health"))
                && (source.mark(at - 1, "(") || source.tokens[at - 1].kind == Kind::Word);
        // `Root / "health"`, `path("health")`: routes of Scala are joined from names.
        let joined = source.language == Language::Scala
            && *at > 0
            && (source.mark(at - 1, "/") || source.mark(at - 1, "(") && *at > 1 && source.tokens[at - 2].text.starts_with("path"));
        let rooted = rooted || joined;
        // Phoenix's socket of live pages is called so.
        let socket = *at >= 2 && source.tokens[at - 2].text == "LiveSocket";
        // A service's health has no path of its own for each project or user.
        let address = token.text.contains("://") || token.text.contains(' ') || token.text.contains("${");
        rooted && !address && !socket && is_health_route(token.text)
    });
    found.map(|(_, token)| (token.line, token.text.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(language: Language, text: &str) -> Source<'_> {
        Source::new(text, language, false)
    }

    #[test]
    fn imports_of_every_language() {
        let names = |language, text| imports(&source(language, text)).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names(Language::Python, "from a.b import c\nimport d"), ["a.b", "a.b.c", "d"]);
        assert_eq!(names(Language::Python, "from a import (\n    b,\n    c,\n)\n"), ["a", "a.b", "a.c"]);
        assert_eq!(names(Language::Python, "MIDDLEWARE = ['a.b.Request', 'plain', 'Is it.', 'x..y', 'datadog.png']"), ["a.b.Request"]);
        assert_eq!(names(Language::TypeScript, "import x from 'y'\nconst z = require(\"@q/w\")"), ["y", "@q/w"]);
        assert_eq!(names(Language::Go, "import (\n \"net/http\"\n x \"a.b/c\"\n)"), ["net/http", "a.b/c"]);
        assert_eq!(names(Language::Java, "import io.micrometer.core.X;"), ["io.micrometer.core.X"]);
        assert_eq!(names(Language::Rust, "use a::b;\nfn f() { sentry::init(x); }"), ["a.b", "sentry"]);
    }

    #[test]
    fn not_null_assertions_stand_behind_values() {
        let found = crashes(&source(Language::Kotlin, "val a = topics[key]!!\nval b = find()!!\nval c = name!!\nif (!!done) run()\n"));
        assert_eq!(found, [(1, "!!"), (2, "!!"), (3, "!!")]);
    }

    #[test]
    fn words_inside_of_identifiers() {
        let wanted = Wanted::new(["*back_off*", "x.y"].into_iter());
        let found = wanted.find(&source(Language::Go, "retry.FibBackoff(d)\nback_off_for(1)\nback.Offset()\n\"backoff\""));
        assert_eq!(found, [("*back_off*", 1, false), ("*back_off*", 2, false)]);
    }

    #[test]
    fn wanted_names_are_found_in_code_only() {
        let names = ["Sentry.init", "@CircuitBreaker", "SIGTERM"];
        let wanted = Wanted::new(names.into_iter());
        let found = wanted
            .find(&source(Language::TypeScript, "Sentry.init({}) // Sentry.init\nother.init()\n@CircuitBreaker()\nprocess.on('SIGTERM')"));
        let sent = wanted.find(&source(Language::TypeScript, "process.kill(pid, 'SIGTERM')"));
        assert_eq!(sent, []);
        assert_eq!(found, [("Sentry.init", 1, false), ("@CircuitBreaker", 3, false), ("SIGTERM", 4, false)]);
    }
}

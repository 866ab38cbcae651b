//! What code names: imports, environment variables, crash-prone calls, and the identifiers that the
//! knowledge tables ask for.

use std::collections::HashMap;

use super::lexer::Kind;
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
    text.len() < 120 && text.contains('.') && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('.').all(part)
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

/// Environment variables that are read by a name in the code.
pub fn environment(source: &Source<'_>) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    let readers = readers(source);
    for at in 0..source.tokens.len() {
        let token = source.tokens[at];
        let name = match (source.language, token.kind, token.text) {
            (_, Kind::Word, "getenv" | "Getenv" | "LookupEnv" | "GetEnvironmentVariable" | "get_env" | "fetch_env")
                if source.mark(at + 1, "(") || source.mark(at + 1, "!") =>
            {
                string_after(source, at + 1)
            }
            (_, Kind::Word, "environ" | "ENV") => string_after(source, at + 1).filter(|_| {
                source.mark(at + 1, "[")
                    || source.mark(at + 1, ".")
                        && source.get(at + 2).is_some_and(|token| matches!(token.text, "get" | "fetch" | "setdefault"))
            }),
            (Language::JavaScript | Language::TypeScript, Kind::Word, "env")
                if at >= 2 && source.mark(at - 1, ".") && (source.word(at - 2, "process") || source.word(at - 2, "meta")) =>
            {
                if source.mark(at + 1, ".") {
                    source.get(at + 2).map(|token| token.text)
                } else {
                    string_after(source, at + 1).filter(|_| source.mark(at + 1, "["))
                }
            }
            (Language::JavaScript | Language::TypeScript, Kind::Word, "env") if source.mark(at + 1, ":") => {
                source.get(at + 2).filter(|token| token.kind == Kind::String).map(|token| token.text)
            }
            (Language::Rust, Kind::Word, "env") if source.mark(at + 1, "=") => {
                source.get(at + 2).filter(|token| token.kind == Kind::String).map(|token| token.text)
            }
            (Language::Go, Kind::Word, "EnvVar" | "EnvVars" | "Envar") if source.mark(at + 1, ":") || source.mark(at + 1, "(") => {
                source.tokens.iter().skip(at + 2).take(5).find(|token| token.kind == Kind::String).map(|token| token.text)
            }
            (Language::Go, Kind::String, tags) if tags.contains("env") => tag(tags),
            (_, Kind::Word, name) if source.mark(at + 1, "(") && readers.contains(&name) => string_after(source, at + 1),
            (
                Language::Python,
                Kind::Word,
                "str" | "int" | "bool" | "list" | "float" | "url" | "json" | "dict" | "db" | "db_url" | "cache",
            ) if at >= 2 && source.mark(at - 1, ".") && readers.contains(&source.tokens[at - 2].text) => string_after(source, at + 1),
            (Language::Rust, Kind::Word, "var" | "var_os") if at >= 3 && source.word(at - 3, "env") => string_after(source, at + 1),
            (Language::Php, Kind::Word, "env") if source.mark(at + 1, "(") => string_after(source, at + 1),
            _ => None,
        };
        found.extend(name.filter(|name| is_variable(name)).map(|name| (token.line, name.to_owned())));
    }
    found
}

/// Functions by which the file reads the environment: those of well-known libraries, and its own.
fn readers<'a>(source: &Source<'a>) -> Vec<&'a str> {
    let imported =
        |names: &[&str]| source.tokens.windows(2).any(|pair| matches!(pair[0].text, "from" | "import") && names.contains(&pair[1].text));
    match source.language {
        Language::Python if imported(&["decouple"]) => vec!["config"],
        Language::Python if imported(&["environ", "environs"]) => vec!["env"],
        // A function that takes the name: `function get(name, …) { process.env[name] … }`.
        Language::JavaScript | Language::TypeScript => own_readers(source, &["process", ".", "env", "["]),
        Language::Go => own_readers(source, &["os", ".", "Getenv", "("]),
        _ => Vec::new(),
    }
}

/// The names of functions in which the environment is read by a variable's value.
fn own_readers<'a>(source: &Source<'a>, read: &[&str]) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for at in 0..source.tokens.len() {
        let by_value = source.run(at, read) && source.get(at + read.len()).is_some_and(|token| token.kind == Kind::Word);
        if !by_value || found.len() >= 4 {
            continue;
        }
        let from = at.saturating_sub(80);
        let head = source.tokens[from..at]
            .iter()
            .rposition(|token| matches!(token.text, "function" | "func" | "const") && token.kind == Kind::Word);
        found.extend(head.and_then(|head| source.get(from + head + 1)).filter(|token| token.kind == Kind::Word).map(|token| token.text));
    }
    found
}

/// `env:"PORT"` and `envconfig:"PORT"` in the tags of a struct.
fn tag(tags: &str) -> Option<&str> {
    let (_, rest) = tags.split_once("env:\"").or_else(|| tags.split_once("envconfig:\""))?;
    rest.split(['"', ',']).next()
}

/// The first string within the next few tokens.
fn string_after<'a>(source: &Source<'a>, from: usize) -> Option<&'a str> {
    source.tokens.iter().skip(from).take(4).find(|token| token.kind == Kind::String).map(|token| token.text)
}

fn is_variable(name: &str) -> bool {
    name.len() > 1
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        && name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
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

/// Identifiers to look for, as `Sentry.init`, `@CircuitBreaker` or `SIGTERM`.
pub struct Wanted<'k> {
    by_last: HashMap<&'k str, Vec<(&'k str, Vec<&'k str>)>>,
}

impl<'k> Wanted<'k> {
    pub fn new(names: impl Iterator<Item = &'k str>) -> Wanted<'k> {
        let mut by_last: HashMap<&str, Vec<(&str, Vec<&str>)>> = HashMap::new();
        for name in names {
            let mut parts: Vec<&str> = name.split(['.', ':', '/']).filter(|part| !part.is_empty()).collect();
            let Some(last) = parts.pop() else { continue };
            by_last.entry(last.trim_start_matches('@')).or_default().push((name, parts));
        }
        Wanted { by_last }
    }

    /// Where the file names any of them: name, line, and whether it is in test code.
    pub fn find(&self, source: &Source<'_>) -> Vec<(&'k str, u32, bool)> {
        let mut found = Vec::new();
        for at in 0..source.tokens.len() {
            let token = source.tokens[at];
            if token.kind == Kind::Mark || token.text.len() > 64 {
                continue;
            }
            let Some(candidates) = self.by_last.get(token.text) else { continue };
            for (name, parts) in candidates {
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
        }
        found
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
    WORDS.contains(&last.trim_end_matches('$'))
}

/// Paths that code answers on or calls, where they look like a health check.
pub fn health_routes(source: &Source<'_>) -> Vec<(u32, String)> {
    let routes =
        source.tokens.iter().enumerate().filter(|(at, token)| token.kind == Kind::String && token.text.len() < 60 && !source.in_test(*at));
    let found = routes.filter(|(at, token)| {
        let rooted = token.text.starts_with('/')
            || token.text.starts_with("^")
            || (at > &0 && (source.mark(at - 1, "(") || source.tokens[at - 1].kind == Kind::Word) && token.text.contains("health"));
        // A service's health has no path of its own for each project or user.
        let address = token.text.contains("://") || token.text.contains(' ') || token.text.contains("${");
        rooted && !address && is_health_route(token.text)
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
        assert_eq!(names(Language::Python, "MIDDLEWARE = ['a.b.Request', 'plain', 'Is it.', 'x..y']"), ["a.b.Request"]);
        assert_eq!(names(Language::TypeScript, "import x from 'y'\nconst z = require(\"@q/w\")"), ["y", "@q/w"]);
        assert_eq!(names(Language::Go, "import (\n \"net/http\"\n x \"a.b/c\"\n)"), ["net/http", "a.b/c"]);
        assert_eq!(names(Language::Java, "import io.micrometer.core.X;"), ["io.micrometer.core.X"]);
        assert_eq!(names(Language::Rust, "use a::b;\nfn f() { sentry::init(x); }"), ["a.b", "sentry"]);
    }

    #[test]
    fn environment_variables_by_name() {
        let names = |language, text| environment(&source(language, text)).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names(Language::Python, "os.environ['A_B']; os.getenv('C'); os.environ.get(\"D_E\")"), ["A_B", "D_E"]);
        assert_eq!(names(Language::JavaScript, "process.env.PORT; process.env['HOST_NAME']"), ["PORT", "HOST_NAME"]);
        assert_eq!(names(Language::Ruby, "ENV.fetch('A_B'); ENV['C_D']"), ["A_B", "C_D"]);
        let decouple = "from decouple import config\nA = config('A_B', cast=int)\n";
        assert_eq!(names(Language::Python, decouple), ["A_B"]);
        assert_eq!(names(Language::Python, "import environ\nenv = environ.Env()\nA = env.bool('A_B')\nB = env('C_D')\n"), ["A_B", "C_D"]);
        assert!(names(Language::Python, "config('A_B')").is_empty());
        let getter = "function get(name: string) { return process.env[name] }\nexport const url = get('INGRESS_URL', 'x')";
        assert_eq!(names(Language::TypeScript, getter), ["INGRESS_URL"]);
        let go = "type C struct {\n Port int `env:\"HTTP_PORT\" default:\"1\"`\n}\nfunc get(k string) string { return os.Getenv(k) }\nvar a = get(\"A_B\")";
        assert_eq!(names(Language::Go, go), ["HTTP_PORT", "A_B"]);
        assert_eq!(names(Language::Go, "cli.StringOpt{\n Name: \"port\",\n EnvVar: \"APP_PORT\",\n}"), ["APP_PORT"]);
        assert_eq!(names(Language::Rust, "#[arg(long, env = \"LOG_FORMAT\")]"), ["LOG_FORMAT"]);
    }

    #[test]
    fn not_null_assertions_stand_behind_values() {
        let found = crashes(&source(Language::Kotlin, "val a = topics[key]!!\nval b = find()!!\nval c = name!!\nif (!!done) run()\n"));
        assert_eq!(found, [(1, "!!"), (2, "!!"), (3, "!!")]);
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

//! Outgoing HTTP and RPC calls, the making of clients for them, and whether they have a time limit.
//!
//! A library is known by its name and, where the name is common, by an import of the file. What a
//! page's own script asks of its own server is no call of the service.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexer::Kind;
use super::source::Source;
use crate::snapshot::Language;

/// How far from a call its time limit may stand.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    /// In its arguments or its chain.
    Statement,
    /// Also a little above it, where options, contexts and signals are made.
    Near,
    /// Anywhere in the file: clients that are configured after they are made.
    File,
}

/// A way to call out.
struct Way {
    languages: &'static [Language],
    /// What stands before the name, with a dot or `::` between; empty: the name stands alone.
    of: &'static [&'static str],
    names: &'static [&'static str],
    /// The file imports one of these; empty: the name alone says it.
    imports: &'static [&'static str],
    reach: Reach,
}

const PYTHON: &[Language] = &[Language::Python];
const SCRIPT: &[Language] = &[Language::JavaScript, Language::TypeScript];
const GO: &[Language] = &[Language::Go];
const JVM: &[Language] = &[Language::Java, Language::Kotlin, Language::Scala, Language::Groovy];
const RUBY: &[Language] = &[Language::Ruby];
const RUST: &[Language] = &[Language::Rust];
const DOTNET: &[Language] = &[Language::CSharp, Language::FSharp];
const PHP: &[Language] = &[Language::Php];
const ELIXIR: &[Language] = &[Language::Elixir];
const VERBS: &[&str] = &["get", "post", "put", "delete", "patch", "head", "options", "request"];

const fn way(
    languages: &'static [Language],
    of: &'static [&'static str],
    names: &'static [&'static str],
    imports: &'static [&'static str],
    reach: Reach,
) -> Way {
    Way { languages, of, names, imports, reach }
}

const WAYS: &[Way] = &[
    way(PYTHON, &["requests"], VERBS, &[], Reach::Statement),
    way(PYTHON, &["session", "_session", "requests_session", "http_session"], VERBS, &["requests"], Reach::Statement),
    way(PYTHON, &["", "request"], &["urlopen"], &["urllib", "urllib2", "six"], Reach::Statement),
    way(PYTHON, &["httpx"], VERBS, &[], Reach::Statement),
    way(PYTHON, &["", "httpx"], &["Client", "AsyncClient"], &["httpx"], Reach::File),
    way(PYTHON, &["", "aiohttp"], &["ClientSession"], &["aiohttp"], Reach::File),
    way(PYTHON, &["", "urllib3"], &["PoolManager"], &["urllib3"], Reach::File),
    way(PYTHON, &["", "client"], &["HTTPConnection", "HTTPSConnection"], &["http"], Reach::Statement),
    way(PYTHON, &["", "grpc", "aio"], &["insecure_channel", "secure_channel"], &[], Reach::File),
    way(SCRIPT, &["", "globalThis"], &["fetch"], &[], Reach::Near),
    way(SCRIPT, &[""], &["axios", "got"], &[], Reach::File),
    way(SCRIPT, &[""], &["ky"], &["ky"], Reach::File),
    way(SCRIPT, &["ky"], VERBS, &["ky"], Reach::File),
    way(SCRIPT, &["ky"], &["create", "extend"], &["ky"], Reach::File),
    way(SCRIPT, &["axios", "got", "httpService", "superagent", "needle"], VERBS, &[], Reach::File),
    way(SCRIPT, &["axios", "got"], &["create", "extend"], &[], Reach::File),
    way(SCRIPT, &["http", "https"], &["get", "request"], &["http", "https", "node:http", "node:https"], Reach::Near),
    way(SCRIPT, &[""], &["request"], &["undici", "request", "request-promise"], Reach::Near),
    way(SCRIPT, &["credentials"], &["createInsecure", "createSsl"], &["@grpc"], Reach::File),
    way(GO, &["http"], &["Get", "Post", "PostForm", "Head", "DefaultClient"], &[], Reach::Near),
    way(GO, &["http"], &["Client", "Transport"], &[], Reach::File),
    way(GO, &["grpc"], &["NewClient", "Dial", "DialContext"], &[], Reach::File),
    way(JVM, &[""], &["RestTemplate", "OkHttpClient"], &[], Reach::File),
    way(JVM, &["OkHttpClient"], &["Builder"], &[], Reach::File),
    way(
        JVM,
        &["HttpClient", "HttpClients", "HttpClientBuilder", "HttpAsyncClients", "ClientBuilder", "RestTemplateBuilder"],
        &["newHttpClient", "newBuilder", "newClient", "create", "createDefault", "custom", "builder"],
        &[],
        Reach::File,
    ),
    way(JVM, &["WebClient", "RestClient"], &["create", "builder"], &[], Reach::File),
    way(
        JVM,
        &["webClientBuilder", "restClientBuilder", "restTemplateBuilder"],
        &["build"],
        &["WebClient", "RestClient", "RestTemplateBuilder"],
        Reach::File,
    ),
    way(JVM, &["ManagedChannelBuilder", "NettyChannelBuilder"], &["forAddress", "forTarget"], &[], Reach::File),
    way(&[Language::Kotlin], &[""], &["HttpClient"], &["io.ktor.client"], Reach::File),
    way(&[Language::Scala], &[""], &["basicRequest", "HttpURLConnectionBackend"], &["sttp"], Reach::File),
    way(&[Language::Scala], &["ws", "wsClient"], &["url"], &["play.api.libs.ws"], Reach::File),
    way(&[Language::Scala], &["EmberClientBuilder", "BlazeClientBuilder"], &["default", "apply"], &[], Reach::File),
    way(RUBY, &["Faraday", "HTTParty", "RestClient", "Typhoeus", "Excon", "HTTP"], VERBS, &[], Reach::File),
    way(RUBY, &["Faraday", "Excon", "HTTP"], &["new", "start", "post_form", "get_response"], &[], Reach::File),
    way(RUST, &["Client", "ClientBuilder"], &["new", "builder", "default"], &["reqwest", "awc", "hyper"], Reach::Near),
    way(RUST, &["reqwest", "ureq", "blocking"], VERBS, &[], Reach::Statement),
    way(DOTNET, &[""], &["HttpClient", "RestClient"], &[], Reach::File),
    way(
        DOTNET,
        &["services", "Services", "_services", "collection"],
        &["AddHttpClient", "AddGrpcClient", "AddRefitClient"],
        &[],
        Reach::Near,
    ),
    way(DOTNET, &["GrpcChannel"], &["ForAddress"], &[], Reach::File),
    way(
        PHP,
        &["Http"],
        &[
            "get", "post", "put", "patch", "delete", "head", "timeout", "connectTimeout", "retry", "baseUrl", "asForm", "acceptJson",
            "asJson",
        ],
        &["Illuminate.Support.Facades.Http"],
        Reach::Statement,
    ),
    way(
        PHP,
        &["Http"],
        &["withHeaders", "withToken", "withBasicAuth", "withOptions", "withUserAgent", "withoutVerifying", "withBody"],
        &["Illuminate.Support.Facades.Http"],
        Reach::Statement,
    ),
    way(PHP, &[""], &["Client"], &["GuzzleHttp.Client"], Reach::File),
    way(PHP, &["GuzzleHttp"], &["Client"], &[], Reach::File),
    way(PHP, &[""], &["curl_init"], &[], Reach::File),
    way(PHP, &["HttpClient"], &["create"], &["Symfony.Component.HttpClient"], Reach::File),
    way(
        ELIXIR,
        &["HTTPoison", "Req", "Tesla", "Finch", "hackney"],
        &["get", "post", "put", "patch", "delete", "request", "new"],
        &[],
        Reach::File,
    ),
];

static BY_NAME: LazyLock<HashMap<&'static str, Vec<&'static Way>>> = LazyLock::new(|| {
    let mut by_name: HashMap<&str, Vec<&Way>> = HashMap::new();
    for way in WAYS {
        for name in way.names {
            by_name.entry(name).or_default().push(way);
        }
    }
    by_name
});

/// The outgoing calls of a file: line, and whether it has a time limit.
pub fn find(source: &Source<'_>, path: &str, imports: &[(u32, String)]) -> Vec<(u32, bool)> {
    let imports = &imports[..imports.len().min(500)];
    if is_page_script(source, path, imports) {
        return Vec::new();
    }
    let file = std::cell::OnceCell::new();
    let limits = || *file.get_or_init(|| (0..source.tokens.len()).any(|at| is_limit(source, at) && !source.in_test(at)));
    let mut found: Vec<(u32, bool)> = Vec::new();
    for at in 0..source.tokens.len() {
        let token = source.tokens[at];
        if token.kind != Kind::Word || source.in_test(at) {
            continue;
        }
        let Some(reach) = reach(source, at, imports) else { continue };
        let limited = limited(source, at, reach) || reach == Reach::File && limits();
        found.push((token.line, limited));
    }
    found.dedup_by(|later, earlier| {
        earlier.1 |= later.0 == earlier.0 && later.1;
        later.0 == earlier.0
    });
    found
}

/// Can a text set a time limit at all? Most files need no closer look.
pub fn may_limit(text: &str) -> bool {
    ["imeout", "IMEOUT", "eadline", "EADLINE", "imeLimit", "ime_limit", "IME_LIMIT", "Abort"].iter().any(|part| text.contains(part))
}

/// The first line of production code that sets a time limit.
pub fn first_limit(source: &Source<'_>) -> Option<u32> {
    let at = (0..source.tokens.len()).find(|&at| is_limit(source, at) && !source.in_test(at))?;
    Some(source.tokens[at].line)
}

/// Is this the name of an outgoing call, and how far away may its time limit stand?
fn reach(source: &Source<'_>, at: usize, imports: &[(u32, String)]) -> Option<Reach> {
    let name = source.tokens[at].text;
    if makes_client(source, at) {
        return Some(Reach::File);
    }
    if makes_limited_client(source, at) {
        return Some(Reach::Statement);
    }
    let ways = BY_NAME.get(name)?.iter().filter(|way| way.languages.contains(&source.language));
    let before = receiver(source, at);
    let way = ways
        .filter(|way| way.of.contains(&before))
        .find(|way| way.imports.is_empty() || way.imports.iter().any(|wanted| imports.iter().any(|(_, name)| is_import(name, wanted))))?;
    (is_use(source, at, before) && !is_other(source, at, before, imports)).then_some(way.reach)
}

fn is_import(name: &str, wanted: &str) -> bool {
    let rest = name.strip_prefix(wanted);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/']))
        || name.strip_suffix(wanted).is_some_and(|rest| rest.ends_with('.'))
}

/// The word before the dot, the `::` or the `->`; empty where the name stands alone. A chain stands for its root.
fn receiver<'a>(source: &Source<'a>, at: usize) -> &'a str {
    let mut at = at;
    for _ in 0..30 {
        let mut before = at;
        while before > 0
            && source.tokens[before - 1].kind == Kind::Mark
            && matches!(source.tokens[before - 1].text, "." | ":" | "?" | "\\" | "&")
        {
            before -= 1;
        }
        let joined = source.tokens[before..at].iter().any(|token| matches!(token.text, "." | "\\")) || source.run(before, &[":", ":"]);
        let Some(previous) = before.checked_sub(1).filter(|_| joined) else { return "" };
        if !source.mark(previous, ")") {
            return source.tokens[previous].text;
        }
        // `builder.url(…).build()`: the chain's root made it.
        at = source.pairs[previous].min(previous).saturating_sub(1);
        if source.get(at.saturating_sub(1)).is_none_or(|token| token.text != ".") {
            return source.tokens[at].text;
        }
    }
    ""
}

/// Is the name used here, not declared or named as a type?
fn is_use(source: &Source<'_>, at: usize, receiver: &str) -> bool {
    let called = source.mark(at + 1, "(");
    let word = |text: &str| at > 0 && source.word(at - 1, text);
    match (source.language, source.tokens[at].text) {
        (Language::Go, "DefaultClient") => true,
        (Language::Go, "Client" | "Transport") => {
            source.mark(at + 1, "{")
                && at >= 3
                && !matches!(source.tokens[at - 3].text, "*" | ")" | "]")
                && source.tokens[at - 2].text == receiver
        }
        (Language::CSharp | Language::FSharp, "HttpClient" | "RestClient") => word("new"),
        (Language::Php, "Client") => {
            at >= 1 && (word("new") || source.tokens[at.saturating_sub(4)..at].iter().any(|token| token.word("new")))
        }
        (Language::CSharp | Language::FSharp, _) => called || source.mark(at + 1, "<"),
        (Language::Kotlin, "HttpClient") => called || source.mark(at + 1, "{"),
        (Language::Java | Language::Kotlin | Language::Scala, "RestTemplate" | "OkHttpClient") => {
            called && !word("fun") && !word("class") && !word("public") && !word("protected") && !word("private")
        }
        (Language::Scala, "basicRequest") => source.mark(at + 1, "."),
        (Language::JavaScript | Language::TypeScript, "fetch" | "request" | "axios" | "got") => {
            called
                && !["function", "async", "get", "set"].iter().any(|before| word(before))
                && !source.mark(source.close(at + 1) + 1, "{")
                && !source.run(at + 1, &["(", ")"])
        }
        _ => called || source.language == Language::Elixir && source.mark(at + 1, "!"),
    }
}

/// What has the same name and is something else: sessions of databases and of users, clients of clouds, paths of the own server.
fn is_other(source: &Source<'_>, at: usize, receiver: &str, imports: &[(u32, String)]) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| source.tokens[at].text);
    match source.language {
        Language::Python if receiver == "session" => {
            matches!(before(4), "db" | "request" | "strategy")
                || before(3) != "." && imports.iter().any(|(_, name)| is_import(name, "sqlalchemy"))
        }
        Language::JavaScript | Language::TypeScript => {
            let first = source.tokens[at..].iter().take(6).find(|token| token.kind == Kind::String);
            first.is_some_and(|first| first.text.starts_with(['/', '.']))
        }
        // `aws_sdk_s3::Client::new`: another crate's client.
        Language::Rust if receiver.starts_with("Client") => {
            before(4) == ":" && !matches!(before(6), "reqwest" | "blocking" | "awc" | "hyper" | "client")
        }
        _ => false,
    }
}

/// A maker of clients on a builder of the JVM's well-known ones: `builder.authorisedWebClient(manager, url, timeout)`.
fn makes_client(source: &Source<'_>, at: usize) -> bool {
    let name = source.tokens[at].text;
    matches!(source.language, Language::Java | Language::Kotlin | Language::Scala)
        && name.starts_with(|c: char| c.is_lowercase())
        && is_named_after_client(name)
        && receiver(source, at).to_ascii_lowercase().ends_with("builder")
        && source.mark(at + 1, "(")
}

/// Is a method of the JVM named after one of its well-known clients?
fn is_named_after_client(name: &str) -> bool {
    ["WebClient", "RestClient", "HttpClient", "RestTemplate"].iter().any(|end| name.ends_with(end))
}

/// A maker of clients outside the well-known libraries that is given a time limit: `fthttp.NewClient(30*time.Second, …)`.
fn makes_limited_client(source: &Source<'_>, at: usize) -> bool {
    let name = source.tokens[at].text;
    let maker = match source.language {
        Language::Go => {
            let web = || receiver(source, at).contains("http") || name.contains("HTTP") || name.contains("Http");
            name.starts_with("New") && name.contains("Client") && web()
        }
        Language::Java | Language::Kotlin | Language::Scala => {
            is_named_after_client(name) && name.starts_with(|c: char| c.is_lowercase()) && at > 0 && source.mark(at - 1, ".")
        }
        _ => false,
    };
    maker && source.mark(at + 1, "(") && limited(source, at, Reach::Statement)
}

/// So many tokens are read around a call, at most: all of them for each call would be quadratic.
const FAR: usize = 1_000;

/// Is there a time limit in the call's arguments, in the chain that follows, or near it?
fn limited(source: &Source<'_>, at: usize, reach: Reach) -> bool {
    let end = statement_end(source, at);
    let from = if reach == Reach::Near { above(source, at) } else { at };
    (from..end.min(at + FAR)).any(|at| is_limit(source, at) || is_passed(source.tokens[at].text) || is_duration(source, at))
}

/// Behind the arguments, the blocks and the chained calls.
fn statement_end(source: &Source<'_>, at: usize) -> usize {
    let mut end = at + 1;
    for _ in 0..40 {
        let opens = source.get(end).is_some_and(|token| token.kind == Kind::Mark && matches!(token.text, "(" | "{" | "<" | "!"));
        let chains = source.get(end).is_some_and(|token| token.kind == Kind::Mark && matches!(token.text, "." | "?" | "-"));
        if opens && !source.mark(end, "<") && !source.mark(end, "!") {
            end = source.close(end) + 1;
        } else if source.mark(end, "<") {
            end += source.tokens[end..].iter().take(12).position(|token| token.mark(">")).map_or(1, |offset| offset + 1);
        } else if opens {
            end += 1;
        } else if chains {
            end += 1 + usize::from(source.mark(end, "-") || source.mark(end, "?"));
            end += usize::from(source.get(end).is_some_and(|token| token.kind == Kind::Word));
        } else {
            break;
        }
    }
    end.min(source.tokens.len())
}

/// The first token of the lines above: of the function in Go, of fifteen lines elsewhere.
fn above(source: &Source<'_>, at: usize) -> usize {
    let line = source.tokens[at].line;
    let go = source.language == Language::Go;
    let reached =
        |token: &super::lexer::Token<'_>| if go { token.first && token.indent == 0 && token.word("func") } else { token.line + 15 < line };
    let from = at.saturating_sub(FAR);
    from + source.tokens[from..at].iter().rposition(reached).unwrap_or(0)
}

/// Does the word set a time limit? Names of errors, states and timers do not.
fn is_limit(source: &Source<'_>, at: usize) -> bool {
    const OTHER: &[&str] = &[
        "error", "exception", "exceeded", "gateway", "status", "settimeout", "cleartimeout", "sessiontimeout", "idletimeout", "queue",
        "visibility",
    ];
    let token = source.tokens[at];
    if token.kind == Kind::Mark || token.text.len() < 7 || token.text.len() > 80 {
        return false;
    }
    if matches!(token.text, "AbortSignal" | "AbortController" | "TimeLimiter") {
        return true;
    }
    // How long a sleep lasts limits no call.
    const SLEEPS: &[&str] = &["delay", "sleep", "wait", "settimeout"];
    let sleeps = |name: &str| name != "await" && SLEEPS.iter().any(|word| name.to_ascii_lowercase().contains(word));
    let before = source.tokens[at.saturating_sub(4)..at].iter().rev();
    if before.take_while(|token| !matches!(token.text, ")" | ";" | "{")).any(|token| sleeps(token.text)) {
        return false;
    }
    let lower = token.text.to_ascii_lowercase();
    (lower.contains("timeout") || lower.contains("deadline") || lower.contains("timelimiter") || lower.contains("time_limit"))
        && !OTHER.iter().any(|other| lower.contains(other))
}

/// Arguments that the caller passes on, and a signal that aborts.
fn is_passed(text: &str) -> bool {
    matches!(text, "signal" | "kwargs")
}

/// `30 * time.Second`
fn is_duration(source: &Source<'_>, at: usize) -> bool {
    source.language == Language::Go
        && matches!(source.tokens[at].text, "Second" | "Millisecond" | "Minute")
        && at >= 2
        && source.word(at - 2, "time")
}

/// Does the file run in a browser?
fn is_page_script(source: &Source<'_>, path: &str, imports: &[(u32, String)]) -> bool {
    const FOLDERS: &[&str] = &["assets", "static", "public", "javascript", "javascripts", "wwwroot", "components", "webview", "browser"];
    // Whole programs for the browser; a server may live beside them, and imports what only a server has.
    const PROGRAMS: &[&str] = &["frontend", "front-end", "webapp", "ui", "spa"];
    const SERVER: &[&str] = &[
        "express", "koa", "fastify", "@nestjs", "fs", "http", "https", "path", "node:fs", "node:http", "node:https", "node:path", "undici",
        "next/server", "@grpc", "dotenv",
    ];
    const LIBRARIES: &[&str] = &[
        "react", "react-dom", "vue", "svelte", "@angular", "jquery", "stimulus", "@hotwired", "alpinejs", "preact", "solid-js",
        "react-native", "@remix-run",
    ];
    const PAGE: &[&str] = &["document", "window", "localStorage", "sessionStorage"];
    if !matches!(source.language, Language::JavaScript | Language::TypeScript) {
        return false;
    }
    let imported = |libraries: &[&str]| imports.iter().any(|(_, name)| libraries.iter().any(|library| is_import(name, library)));
    let below = |folders: &[&str]| path.split('/').rev().skip(1).any(|folder| folders.contains(&folder.to_ascii_lowercase().as_str()));
    below(PROGRAMS) && !imported(SERVER) && !below(&["server", "backend"])
        || below(FOLDERS)
        || path.ends_with(".tsx")
        || path.ends_with(".jsx")
        || imported(LIBRARIES)
        || (0..source.tokens.len()).any(|at| {
            let token = source.tokens[at];
            token.kind == Kind::Word && PAGE.contains(&token.text) && source.mark(at + 1, ".") && !(at > 0 && source.mark(at - 1, "."))
        })
}

#[cfg(test)]
mod tests {
    use super::super::names;
    use super::*;

    fn calls(language: Language, text: &str) -> Vec<(u32, bool)> {
        let source = Source::new(text, language, false);
        find(&source, "src/a", &names::imports(&source))
    }

    #[test]
    fn calls_know_their_time_limits() {
        assert_eq!(calls(Language::Python, "requests.get(url)\nrequests.post(url, timeout=3)"), [(1, false), (2, true)]);
        assert_eq!(calls(Language::Go, "http.Get(u)\nc := &http.Client{Timeout: t}"), [(1, false), (2, true)]);
        assert_eq!(calls(Language::Go, "t := &http.Transport{\n DialContext: d,\n ResponseHeaderTimeout: t}"), [(1, true)]);
        assert_eq!(calls(Language::JavaScript, &format!("fetch(u){}fetch(u, {{ signal }})", "\n".repeat(20))), [(1, false), (21, true)]);
        assert_eq!(calls(Language::Rust, "use reqwest::Client;\nlet c = Client::builder()\n.timeout(t)\n.build();"), [(2, true)]);
        assert_eq!(
            calls(Language::Kotlin, "import io.ktor.client.HttpClient\nval c = HttpClient(CIO) { install(HttpTimeout) }"),
            [(2, true)]
        );
        assert_eq!(
            calls(Language::Php, "<?php\nuse Illuminate\\Support\\Facades\\Http;\nHttp::timeout(3)->get($u);\nHttp::get($u);"),
            [(3, true), (4, false)]
        );
        assert_eq!(calls(Language::Ruby, "Faraday.new(url: x) do |f|\n f.options.timeout = 3\nend"), [(1, true)]);
        assert_eq!(calls(Language::Go, "c := fthttp.NewClient(30*time.Second, \"a\")"), [(1, true)]);
        assert_eq!(calls(Language::Kotlin, "fun a() = builder.authorisedWebClient(manager, url, timeout)"), [(1, true)]);
        assert_eq!(calls(Language::Kotlin, "fun a() = builder.authorisedWebClient(manager, url)"), [(1, false)]);
        assert_eq!(calls(Language::CSharp, "services.AddHttpClient<IApi, Api>();"), [(1, false)]);
    }

    #[test]
    fn a_deadline_of_the_function_counts() {
        let text =
            "func a() {\n ctx, c := context.WithTimeout(ctx, t)\n http.DefaultClient.Do(r)\n}\nfunc b() {\n http.DefaultClient.Do(r)\n}";
        assert_eq!(calls(Language::Go, text), [(3, true), (6, false)]);
    }

    #[test]
    fn the_same_name_may_be_something_else() {
        let none: [(u32, bool); 0] = [];
        assert_eq!(calls(Language::Python, "import requests\ndb.session.delete(x)\nrequest.session.get('a')"), none);
        assert_eq!(calls(Language::JavaScript, "import http from 'k6/http'\nhttp.get(`${u}/x`)"), none);
        assert_eq!(calls(Language::JavaScript, "import { http } from 'msw'\nhttp.get('https://a', f)"), none);
        assert_eq!(calls(Language::JavaScript, "document.body.x = 1\nfetch(u)"), none);
        assert_eq!(calls(Language::Go, "func Client() *http.Client {\n}"), none);
        assert_eq!(calls(Language::Rust, "use reqwest;\nlet c = aws_sdk_s3::Client::new(&config);"), none);
        assert_eq!(calls(Language::Java, "SimpleVectorStore.builder(m).build();"), none);
        assert_eq!(calls(Language::Php, "<?php $c = new Client($x);"), none);
    }
}

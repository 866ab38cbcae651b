//! Signals in source code, by place: read by tokens, once for each file, all signals in one pass.
//!
//! Test code, generated and vendored code never counts as production code.

mod cases;
mod clients;
mod environment;
mod lexer;
mod names;
mod source;
mod subcommands;
mod swallowed;

use std::collections::{BTreeMap, BTreeSet};

use std::sync::Arc;

use rayon::prelude::*;

pub use cases::Cases;
pub use names::is_health_route;

use self::source::Source;
use super::{Facts, Place};
use crate::knowledge;
use crate::snapshot::{File, Language, Role, Snapshot};

/// A named thing in code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub at: Place,
    pub language: Language,
    /// Is it in test code?
    pub test: bool,
}

/// An outgoing call, or the making of a client for such calls.
#[derive(Debug, Clone)]
pub struct ClientCall {
    pub at: Place,
    /// Has it a time limit?
    pub limited: bool,
}

/// A file with test cases.
#[derive(Debug, Clone)]
pub struct TestFile {
    pub path: String,
    pub language: Language,
    pub cases: Cases,
}

/// All signals.
#[derive(Debug, Default, Clone)]
pub struct Code {
    /// Lines of the service's own code (lines that hold code), by language; test code left out.
    pub lines: BTreeMap<Language, usize>,
    /// The same, by the folder that holds each file.
    pub lines_by_folder: BTreeMap<String, usize>,
    /// Lines of own code by language, without scripts, migrations and tools.
    main_lines: BTreeMap<Language, usize>,
    /// The first file of each language.
    pub example: BTreeMap<Language, String>,
    pub imports: Vec<Named>,
    /// Packages of the JVM that own source files lie in, with dots.
    own_packages: BTreeSet<String>,
    /// Environment variables read.
    pub environment: Vec<Named>,
    /// Identifiers of the knowledge tables, where code names them.
    pub names: Vec<Named>,
    pub swallowed: Vec<Place>,
    /// Calls that crash on the unexpected.
    pub crashes: Vec<(Place, &'static str)>,
    pub client_calls: Vec<ClientCall>,
    /// Constants that production code names, in languages that load packages without an import: Ruby and Elixir.
    pub constants: BTreeSet<String>,
    /// The first time limit that each file of production code names.
    pub limits: Vec<Place>,
    pub prints: Vec<Place>,
    /// Where production code makes tables itself.
    pub schemas: Vec<Place>,
    /// What an operator can do with the programs' command lines.
    pub subcommands: Vec<Named>,
    /// Health-check paths in the code.
    pub health_routes: Vec<(String, Place)>,
    pub tests: Vec<TestFile>,
}

impl Code {
    /// Does an import lead to code of the repository itself? A company's libraries and its services share
    /// the beginning of their packages' names.
    pub fn is_own_package(&self, import: &Named) -> bool {
        if !matches!(import.language, Language::Java | Language::Kotlin | Language::Scala | Language::Groovy) {
            return false;
        }
        let package = import.name.rsplit_once('.').map_or("", |(package, _)| package);
        let outer = package.rsplit_once('.').map_or("", |(outer, _)| outer);
        [import.name.as_str(), package, outer].iter().any(|package| self.own_packages.contains(*package))
    }

    /// Lines of own code in all languages.
    pub fn all_lines(&self) -> usize {
        self.lines.values().sum()
    }

    /// The folder with the most own code.
    pub fn largest_folder(&self) -> Option<&str> {
        let folders = self.lines_by_folder.iter().filter(|(folder, _)| !folder.is_empty());
        folders
            .max_by_key(|(_, lines)| **lines)
            .map(|(folder, _)| folder.as_str())
            .or_else(|| self.example.values().next().map(String::as_str))
    }

    /// A file of this language, the first by path.
    pub fn example_of(&self, language: Language) -> Option<&str> {
        self.example.get(&language).map(String::as_str)
    }

    /// The languages that hold a notable share (at least `share`, 0 to 1) of the own code, largest first.
    /// Scripts and migrations beside a program are not counted.
    pub fn main_languages(&self, share: f64) -> Vec<Language> {
        let counted = if self.main_lines.is_empty() { &self.lines } else { &self.main_lines };
        let all = counted.values().sum::<usize>().max(1) as f64;
        let mut main: Vec<(usize, Language)> =
            counted.iter().filter(|(_, lines)| **lines as f64 / all >= share).map(|(language, lines)| (*lines, *language)).collect();
        main.sort_by(|a, b| b.cmp(a));
        main.into_iter().map(|(_, language)| language).collect()
    }
}

/// What one file adds.
#[derive(Default, Clone)]
pub struct Read {
    lines: usize,
    code: Code,
}

/// Reads every file of code.
pub fn collect(facts: &Facts) -> Code {
    let snapshot = facts.snapshot();
    let wanted = names::Wanted::new(knowledge::names(facts.tables()));
    let files: Vec<&File> = snapshot.files().iter().filter(|file| is_read(file)).collect();
    let memory = &facts.options().memory;
    let own_knowledge = !facts.options().knowledge.is_empty();
    let each = files.par_iter().filter_map(|file| {
        let fresh = || read(snapshot, file, &wanted);
        let read = match file.blob().filter(|_| !own_knowledge) {
            Some(blob) => memory.code(blob, &file.path, file.role, fresh),
            None => fresh().map(Arc::new),
        };
        read.map(|read| (*file, read))
    });
    let read: Vec<(&File, Arc<Read>)> = each.collect();
    let mut code = Code::default();
    for (file, read) in read {
        merge(&mut code, file, Arc::unwrap_or_clone(read));
    }
    code
}

fn is_read(file: &File) -> bool {
    file.language.is_code() && matches!(file.role, Role::Source | Role::Test | Role::Config) && !is_bundler(file.name())
}

/// What a bundler is told, or a server for development, runs on a developer's machine only.
fn is_bundler(name: &str) -> bool {
    ["rollup.config.", "webpack.", "vite.config.", "gulpfile.", "gruntfile.", "karma.conf.", "esbuild.", "dev-server."]
        .iter()
        .any(|start| name.to_ascii_lowercase().starts_with(start))
}

/// A line longer than this is no hand-written code.
const LONGEST: usize = 20_000;

fn read(snapshot: &Snapshot, file: &File, wanted: &names::Wanted<'_>) -> Option<Read> {
    let text = snapshot.read(file)?;
    let generated = is_generated(&text, file.language);
    if generated || text.lines().any(|line| line.len() > LONGEST) {
        if !generated {
            snapshot.skip(&file.path, "minified: a line is longer than 20 000 characters");
        }
        return None;
    }
    let source = Source::new(&text, file.language, file.role == Role::Test);
    let mut read = signals(&file.path, file.role, &source, wanted);
    if file.role == Role::Source && !is_script(&file.path) {
        read.code.schemas = schema(&source).map(|line| Place::new(&file.path, line as usize)).into_iter().collect();
    }
    if file.role == Role::Source && clients::may_limit(&text) {
        read.code.limits = clients::first_limit(&source).map(|line| Place::new(&file.path, line as usize)).into_iter().collect();
    }
    Some(read)
}

/// The first line that makes a table: a statement, or the call of a mapper that does it.
fn schema(source: &Source<'_>) -> Option<u32> {
    use lexer::Kind;
    let makes = |at: usize| {
        let token = source.tokens[at];
        match token.kind {
            Kind::String => token.text.to_ascii_uppercase().contains("CREATE TABLE"),
            Kind::Word => {
                matches!(token.text, "AutoMigrate" | "EnsureCreated" | "EnsureCreatedAsync") && source.mark(at + 1, "(")
                    || token.text == "create_all" && at > 0 && source.mark(at - 1, ".")
            }
            _ => false,
        }
    };
    (0..source.tokens.len()).find(|&at| !source.in_test(at) && makes(at)).map(|at| source.tokens[at].line)
}

/// Does the file say that a tool wrote it, or that it is a library's bundle?
fn is_generated(text: &str, language: Language) -> bool {
    const MARKS: &[&str] = &["DO NOT EDIT", "@generated", "<auto-generated"];
    // The wrapper of bundles that load in every way there is: published, then copied here.
    const BUNDLE: &[&str] = &["webpackUniversalModuleDefinition", "define.amd"];
    let bundle =
        || matches!(language, Language::JavaScript) && text.lines().take(40).any(|line| BUNDLE.iter().any(|mark| line.contains(mark)));
    text.lines().take(12).any(|line| MARKS.iter().any(|mark| line.contains(mark))) || bundle()
}

fn signals(path: &str, role: Role, source: &Source<'_>, wanted: &names::Wanted<'_>) -> Read {
    let place = |line: u32| Place::new(path, line as usize);
    let named = |(line, name): (u32, String)| Named { name, at: place(line), language: source.language, test: source.test };
    let mut read = Read { lines: source.lines(), ..Read::default() };
    let code = &mut read.code;
    let imports = names::imports(source);
    code.environment = environment::environment(source).into_iter().map(named).collect();
    code.names = wanted
        .find(source)
        .into_iter()
        // A migration's name tells of what once was.
        .filter(|(name, ..)| !name.starts_with('*') || !path.contains("migrat"))
        .map(|(name, line, test)| Named { name: name.to_owned(), at: place(line), language: source.language, test })
        .collect();
    let cases = cases::read(source);
    if cases.count > 0 || !cases.sleeps.is_empty() {
        code.tests.push(TestFile { path: path.to_owned(), language: source.language, cases });
    }
    if role == Role::Source {
        // Programs lie in `bin`; those among the scripts are for developers.
        if !is_script(path) || path.contains("bin/") {
            code.subcommands = subcommands::find(source, &imports).into_iter().map(named).collect();
        }
        if !is_script(path) {
            code.swallowed = swallowed::find(source).into_iter().map(place).collect();
            code.crashes = names::crashes(source).into_iter().map(|(line, call)| (place(line), call)).collect();
            code.client_calls =
                clients::find(source, path, &imports).into_iter().map(|(line, limited)| ClientCall { at: place(line), limited }).collect();
            code.prints = names::prints(source).into_iter().map(place).collect();
        }
        code.constants = names::constants(source);
        code.health_routes = names::health_routes(source, path).into_iter().map(|(line, path)| (path, place(line))).collect();
    }
    code.imports = imports.into_iter().map(named).collect();
    read
}

/// Scripts, migrations and seeds are no production code that serves.
fn is_script(path: &str) -> bool {
    const FOLDERS: &[&str] = &[
        "scripts", "script", "bin", "migrations", "migrate", "seeds", "seeders", "tools", "hack", "benches", "benchmark", "benchmarks",
        "tasks", "dev", "db", "smoketest", "smoke-tests", "loadtest", "load-tests", "perf",
    ];
    // `cmd/migrate` is a program's subcommand.
    path.split('/').rev().skip(1).any(|folder| FOLDERS.contains(&folder)) && !path.starts_with("cmd/")
}

/// The package of a JVM source file, by the convention of its path.
fn jvm_package(file: &File) -> Option<String> {
    let jvm = matches!(file.language, Language::Java | Language::Kotlin | Language::Scala | Language::Groovy);
    let (_, below) = ["/java/", "/kotlin/", "/scala/", "/groovy/"].iter().filter(|_| jvm).find_map(|root| file.path.split_once(root))?;
    Some(below.rsplit_once('/')?.0.replace('/', "."))
}

fn merge(code: &mut Code, file: &File, read: Read) {
    let more = read.code;
    if file.role == Role::Source {
        *code.lines.entry(file.language).or_default() += read.lines;
        if !is_script(&file.path) {
            *code.main_lines.entry(file.language).or_default() += read.lines;
        }
        code.example.entry(file.language).or_insert_with(|| file.path.clone());
        *code.lines_by_folder.entry(file.folder().to_owned()).or_default() += read.lines;
    }
    code.own_packages.extend(jvm_package(file));
    code.imports.extend(more.imports);
    code.environment.extend(more.environment);
    code.names.extend(more.names);
    code.swallowed.extend(more.swallowed);
    code.crashes.extend(more.crashes);
    code.client_calls.extend(more.client_calls);
    code.constants.extend(more.constants);
    code.limits.extend(more.limits);
    code.prints.extend(more.prints);
    code.schemas.extend(more.schemas);
    code.subcommands.extend(more.subcommands);
    code.health_routes.extend(more.health_routes);
    code.tests.extend(more.tests);
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    /// What made a reader look at the rest of the file again and again.
    const REPEATED: &[(Language, &str)] = &[
        (Language::Rust, "#[cfg(test)];\n"),
        (Language::Rust, "#[cfg(test)] mod a {\n"),
        (Language::Rust, "match f() { Err(_) => {\n"),
        (Language::Rust, "r###"),
        (Language::Go, "t.Skip(\n"),
        (Language::Go, "http.Get(\n"),
        (Language::Go, "if err != nil {\n"),
        (Language::Python, "except:\n"),
        (Language::Python, "@pytest.mark.skip\n"),
        (Language::Python, "pytest.skip(\n"),
        (Language::Python, "@parametrize([\ndef test_a"),
        (Language::JavaScript, "fetch(\n"),
        (Language::JavaScript, "describe.skip('a', () => {\n"),
        (Language::JavaScript, "it.each([[\n"),
        (Language::JavaScript, "try { } catch {\n"),
        (Language::JavaScript, "/[ "),
        (Language::JavaScript, "axios.a("),
        (Language::Java, "@Disabled class\n"),
        (Language::Java, "catch (Exception e) {\n"),
        (Language::Java, "a().build()."),
        (Language::CSharp, "@"),
        (Language::CSharp, "$"),
        (Language::CSharp, "catch {\n"),
        (Language::Ruby, "rescue\n"),
        (Language::Ruby, "%"),
        (Language::Ruby, "<<A "),
        (Language::Ruby, "#{`"),
        (Language::Elixir, "~s"),
        (Language::Elixir, "rescue _ -> nil\n"),
        (Language::Php, "?>"),
        (Language::Kotlin, "/*"),
        (Language::Scala, "\"a\" in {"),
    ];

    #[test]
    fn a_reader_is_linear_in_hostile_text() {
        let names = ["SIGTERM", "Sentry.init"];
        let wanted = names::Wanted::new(names.into_iter());
        for (language, piece) in REPEATED {
            let line = if piece.contains('\n') { (*piece).to_owned() } else { piece.repeat(15_000 / piece.len()) + "\n" };
            let text = line.repeat(400_000 / line.len());
            let started = Instant::now();
            for role in [Role::Source, Role::Test] {
                signals("src/a", role, &Source::new(&text, *language, role == Role::Test), &wanted);
            }
            assert!(started.elapsed() < Duration::from_secs(3), "{language:?} {piece:?}");
        }
    }
}

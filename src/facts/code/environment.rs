//! Environment variables that code reads: by the language, by well-known libraries, and by its own getters.

use super::lexer::Kind;
use super::source::Source;
use crate::snapshot::Language;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn source(language: Language, text: &str) -> Source<'_> {
        Source::new(text, language, false)
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
}

//! Languages and formats of files, by their names.

/// The language or format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    Python,
    JavaScript,
    TypeScript,
    Java,
    Kotlin,
    Scala,
    Groovy,
    Go,
    Rust,
    Ruby,
    CSharp,
    FSharp,
    Php,
    Elixir,
    Erlang,
    Swift,
    Dart,
    Clojure,
    Haskell,
    C,
    Cpp,
    Shell,
    Sql,
    Html,
    Css,
    Protobuf,
    GraphQl,
    Yaml,
    Json,
    Toml,
    Xml,
    Hcl,
    Properties,
    Dotenv,
    Dockerfile,
    Makefile,
    Jsonnet,
    Markdown,
    OtherText,
    Other,
}

impl Language {
    /// Is it a language that services are programmed in, of which code facts are read?
    pub fn is_code(self) -> bool {
        use Language::{
            C, CSharp, Clojure, Cpp, Dart, Elixir, Erlang, FSharp, Go, Groovy, Haskell, Java, JavaScript, Kotlin, Php, Python, Ruby, Rust,
            Scala, Swift, TypeScript,
        };
        matches!(
            self,
            Python
                | JavaScript
                | TypeScript
                | Java
                | Kotlin
                | Scala
                | Groovy
                | Go
                | Rust
                | Ruby
                | CSharp
                | FSharp
                | Php
                | Elixir
                | Erlang
                | Swift
                | Dart
                | Clojure
                | Haskell
                | C
                | Cpp
        )
    }

    /// The language of a path, by its name and its ending.
    pub fn of(path: &str) -> Language {
        use Language as L;
        let name = path.rsplit('/').next().unwrap_or(path);
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "makefile" | "gnumakefile" | "justfile" | ".justfile" => return L::Makefile,
            "gemfile" | "rakefile" | "guardfile" | "capfile" | "vagrantfile" | "dangerfile" | "brewfile" | "puppetfile" | "appraisals"
            | "steepfile" => return L::Ruby,
            "pipfile" | "cargo.lock" | "poetry.lock" | "uv.lock" | "gopkg.lock" => return L::Toml,
            "tiltfile" => return L::Python,
            "composer.lock" | "pipfile.lock" | ".babelrc" | ".eslintrc" | ".stylelintrc" | ".swcrc" => return L::Json,
            "containerfile" => return L::Dockerfile,
            _ => {}
        }
        if lower.starts_with("jenkinsfile") {
            return L::Groovy;
        }
        if lower == "dockerfile"
            || lower.starts_with("dockerfile.")
            || lower.ends_with(".dockerfile")
            || lower.starts_with("dockerfile-")
            || lower.ends_with("-dockerfile")
        {
            return L::Dockerfile;
        }
        if lower == ".env" || lower.starts_with(".env.") || lower.ends_with(".env") || lower.starts_with(".env-") || lower == ".envrc" {
            return L::Dotenv;
        }
        // A template of YAML is read for what it says.
        const TEMPLATES: &[&str] = &[".erb", ".j2", ".tpl", ".tmpl", ".gotmpl", ".ejs", ".template"];
        let made = TEMPLATES.iter().find_map(|end| lower.strip_suffix(end));
        // `kubernetes/deployment-production.tmpl`: manifests by their folder.
        let manifests = ["kubernetes", "k8s", "kube", "manifests"];
        if made.is_some_and(|name| !name.contains('.')) && path.split('/').rev().skip(1).any(|folder| manifests.contains(&folder)) {
            return L::Yaml;
        }
        let made = made.filter(|name| name.ends_with(".yml") || name.ends_with(".yaml"));
        let Some((_, end)) = made.unwrap_or(&lower).rsplit_once('.') else { return L::Other };
        match end {
            "py" | "pyi" => L::Python,
            "js" | "jsx" | "mjs" | "cjs" => L::JavaScript,
            "ts" | "tsx" | "mts" | "cts" => L::TypeScript,
            "vue" | "svelte" => L::Html,
            "java" => L::Java,
            "kt" | "kts" => L::Kotlin,
            "scala" | "sbt" | "sc" => L::Scala,
            "groovy" | "gradle" | "jenkinsfile" => L::Groovy,
            "go" => L::Go,
            "rs" => L::Rust,
            "rb" | "rake" | "gemspec" | "ru" | "jbuilder" => L::Ruby,
            "cs" => L::CSharp,
            "fs" | "fsx" => L::FSharp,
            "php" => L::Php,
            "ex" | "exs" => L::Elixir,
            "erl" | "hrl" => L::Erlang,
            "swift" => L::Swift,
            "dart" => L::Dart,
            "clj" | "cljs" | "cljc" | "edn" => L::Clojure,
            "hs" => L::Haskell,
            "c" | "h" => L::C,
            "cc" | "cpp" | "cxx" | "hpp" => L::Cpp,
            "sh" | "bash" | "zsh" | "ksh" => L::Shell,
            "sql" => L::Sql,
            "html" | "erb" | "haml" | "slim" | "eex" | "heex" | "leex" | "njk" | "hbs" | "cshtml" | "razor" | "twig" | "jinja" | "j2"
            | "gotmpl" | "gohtml" | "mustache" | "pug" | "ejs" | "ftl" | "jsp" => L::Html,
            "css" | "scss" | "sass" | "less" => L::Css,
            "proto" => L::Protobuf,
            "graphql" | "graphqls" | "gql" => L::GraphQl,
            "yml" | "yaml" => L::Yaml,
            "json" | "jsonc" | "json5" | "avsc" => L::Json,
            "toml" => L::Toml,
            "xml" | "csproj" | "fsproj" | "vbproj" | "props" | "targets" | "config" | "nuspec" | "wsdl" | "xsd" => L::Xml,
            "tf" | "tfvars" | "hcl" | "nomad" | "tofu" => L::Hcl,
            "properties" | "ini" | "cfg" | "conf" => L::Properties,
            "mk" | "just" => L::Makefile,
            "jsonnet" | "libsonnet" => L::Jsonnet,
            "md" | "markdown" | "mdx" => L::Markdown,
            "rst" | "adoc" | "asciidoc" | "txt" | "org" => L::OtherText,
            _ => L::Other,
        }
    }
}

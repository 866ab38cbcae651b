//! What a path is for: its role in the service.
//!
//! Paths are seen from the service's root, so that a folder above it (a checkout below `~/venv/`)
//! hides nothing. The order of the rules matters: what is vendored is not also a test.

use super::attributes::Attributes;
use super::language::Language;

/// What a file is for. `Source`, `Config`, `Ci`, `Docs`, `Lock` and `Other` are the service's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Source,
    Test,
    Docs,
    Ci,
    Config,
    Lock,
    Vendored,
    Generated,
    Example,
    Other,
}

/// Language and role of a path, seen from the service's root.
pub fn classify(path: &str, attributes: &Attributes) -> (Language, Role) {
    let language = Language::of(path);
    let role = match attributes.role(path) {
        // Other people's code stays theirs, whatever else is said of it.
        Some(Some(Role::Generated)) => foreign_role(path, language).unwrap_or(Role::Generated),
        Some(Some(role)) => role,
        Some(None) => own_role(path, language),
        None => foreign_role(path, language).unwrap_or_else(|| own_role(path, language)),
    };
    (language, role)
}

/// Folders that hold other people's code, or what a build made, wherever they lie.
const VENDORED: &[&str] = &[
    "node_modules", "bower_components", "third_party", "thirdparty", "third-party", "site-packages", "Pods", "Carthage", ".yarn",
    ".terraform", "vendored", "__pycache__", ".venv", "venv", "jspm_packages",
];
/// Folders that builds fill, at the service's root or beside a manifest.
const BUILT: &[&str] =
    &["dist", ".next", ".nuxt", ".gradle", "_build", ".serverless", "wwwroot/lib", "public/build", "public/packs", "public/assets"];
/// Folders whose files show how, and are no part of what runs.
const EXAMPLES: &[&str] = &["examples", "example", "samples", "sample", "_examples"];
/// Folders of tests in the common layouts.
const TESTS: &[&str] = &[
    "test", "tests", "spec", "specs", "__tests__", "testing", "e2e", "testdata", "fixtures", "__fixtures__", "__mocks__", "test-data",
    "test_data", "integration-test", "integration-tests", "integration_tests", "integrationTest", "functionalTest", "functional_tests",
    "functional-tests", "acceptance", "acceptance_tests", "acceptance-tests", "testFixtures", "aat", "cypress", "playwright", "tests_e2e",
    "e2e-tests", "e2e_tests", "smoke-tests", "smoke_tests", "smokeTest", "contractTest", "androidTest", "unittest", "unittests",
    "unit-tests", "loadtest", "loadtests", "load-tests", "load_tests", "perf-tests", "performance-tests", "testutil", "testutils",
    "test_utils", "test-utils", "testhelpers", "test_helpers", "test-helpers",
];

/// Folders of coding assistants.
const ASSISTANTS: &[&str] =
    &[".claude", ".cursor", ".gemini", ".agents", ".codex", ".windsurf", ".clinerules", ".roo", ".kiro", ".continue"];

/// Vendored, generated or example, by path alone.
fn foreign_role(path: &str, language: Language) -> Option<Role> {
    let folders: Vec<&str> = path.split('/').collect();
    let (name, folders) = folders.split_last()?;
    // What coding assistants are told, and their hooks, run no part of the service.
    if folders.first().is_some_and(|first| ASSISTANTS.contains(first)) {
        return Some(Role::Example);
    }
    let copied = ["public/libs/", "static/libs/"].iter().any(|place| path.contains(place));
    if copied || folders.iter().any(|folder| VENDORED.contains(folder)) || is_vendor_folder(path, folders) {
        return Some(Role::Vendored);
    }
    if BUILT.iter().any(|built| path.starts_with(&format!("{built}/")) || path.contains(&format!("/{built}/")))
        && (language.is_code() || matches!(language, Language::Css | Language::Html | Language::Other | Language::Json))
    {
        return Some(Role::Generated);
    }
    if is_generated_name(name, folders) {
        return Some(Role::Generated);
    }
    // A test's own examples are tests; an example env file is documentation of the service.
    let example = folders.iter().position(|folder| EXAMPLES.contains(folder));
    (example.is_some() && !is_package_folder(folders)).then_some(Role::Example)
}

/// `vendor/` is other people's code in Go, Ruby and PHP trees, but `src/main/java/com/acme/vendor` is a domain word.
fn is_vendor_folder(path: &str, folders: &[&str]) -> bool {
    let Some(at) = folders.iter().position(|folder| *folder == "vendor") else { return false };
    at == 0
        || folders.get(at + 1).is_some_and(|next| {
            next.contains('.') || matches!(*next, "assets" | "bundle" | "cache" | "gems" | "javascript" | "stylesheets")
        })
        || path.ends_with("vendor/modules.txt")
        || at > 0 && matches!(folders[at - 1], "assets" | "static" | "public" | "js" | "css" | "lib" | "javascripts" | "stylesheets")
        || (at <= 2 && !is_package_folder(folders) && !folders[..at].contains(&"app"))
}

/// `com/example/demo` is a Java package, not an example.
fn is_package_folder(folders: &[&str]) -> bool {
    folders.windows(2).any(|pair| {
        matches!(pair, ["com" | "org" | "net" | "io" | "uk" | "no" | "de" | "fr", "example" | "examples" | "sample" | "samples" | "vendor"])
    }) || folders.iter().any(|folder| matches!(*folder, "java" | "kotlin" | "scala" | "groovy"))
}

fn is_generated_name(name: &str, folders: &[&str]) -> bool {
    const ENDS: &[&str] = &[
        ".min.js", ".min.css", ".bundle.js", ".pb.go", ".pb.gw.go", ".pb.validate.go", "_pb2.py", "_pb2_grpc.py", "_pb2.pyi", "_pb.js",
        "_pb.d.ts", "_grpc_pb.js", ".g.dart", ".freezed.dart", ".generated.ts", ".generated.cs", ".Designer.cs", ".g.cs", "_string.go",
        "_gen.go", ".gen.go", ".gen.ts", "_generated.go", "_generated.rb", ".js.map", ".css.map", ".snap", "ModelSnapshot.cs",
    ];
    const STARTS: &[&str] = &["zz_generated", "bindata.", ".pnp."];
    ENDS.iter().any(|end| name.ends_with(end))
        || STARTS.iter().any(|start| name.starts_with(start))
        || name == "mvnw"
        || name == "gradlew"
        || name == "mvnw.cmd"
        || name == "gradlew.bat"
        || folders.iter().any(|folder| matches!(*folder, "__generated__" | "generated" | "genproto" | "gen-src" | "generated-sources"))
}

fn own_role(path: &str, language: Language) -> Role {
    let lower = path.to_ascii_lowercase();
    let name = lower.rsplit('/').next().unwrap_or(&lower);
    if is_ci(&lower) {
        Role::Ci
    } else if is_lock(name) {
        Role::Lock
    } else if is_test(path, language) {
        Role::Test
    } else if is_docs(&lower, name, language) {
        Role::Docs
    } else if language.is_code() && (!is_build_script(name) || is_module_of_set_up(&lower))
        || matches!(language, Language::Shell | Language::Sql | Language::Html | Language::Css | Language::Protobuf | Language::GraphQl)
    {
        Role::Source
    } else if is_build_script(name)
        || matches!(
            language,
            Language::Yaml
                | Language::Json
                | Language::Toml
                | Language::Xml
                | Language::Hcl
                | Language::Properties
                | Language::Dotenv
                | Language::Dockerfile
                | Language::Makefile
                | Language::Jsonnet
        )
    {
        Role::Config
    } else {
        Role::Other
    }
}

/// Files of a repository that hold for each of its services: pipelines, owners, updaters, the security policy, lock files
/// of workspaces.
pub fn is_for_the_whole(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let (folder, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
    let policy = name == "codeowners" || name.starts_with("security.") || name.starts_with("contributing.");
    let updater = name.starts_with("dependabot.") || name.contains("renovate");
    is_ci(&lower)
        || (policy || updater) && matches!(folder, "" | ".github" | "docs" | ".gitlab")
        || folder.is_empty() && (is_lock(name) || matches!(name, ".pre-commit-config.yaml" | ".gitleaks.toml" | ".tool-versions"))
}

/// Does a CI system read this file? The path is in lower case.
pub fn is_ci(lower: &str) -> bool {
    const FOLDERS: &[&str] = &[
        ".github/workflows/", ".github/actions/", ".gitlab/ci/", ".gitlab-ci/", ".circleci/", ".buildkite/", ".azure-pipelines/",
        ".azuredevops/", ".pipelines/", ".woodpecker/", ".semaphore/", ".tekton/", ".teamcity/", ".gitea/workflows/",
        ".forgejo/workflows/", ".harness/", ".concourse/", "cloudbuild/", "concourse/pipelines/", "concourse/tasks/", "concourse/",
    ];
    let name = lower.rsplit('/').next().unwrap_or(lower);
    FOLDERS.iter().any(|folder| lower.starts_with(folder))
        || name.starts_with("jenkinsfile")
        || name.ends_with(".jenkinsfile")
        || name.starts_with("azure-pipelines")
        || name.starts_with(".gitlab-ci")
        || name.starts_with("bitbucket-pipelines")
        || matches!(
            name,
            ".travis.yml"
                | "appveyor.yml"
                | ".appveyor.yml"
                | ".drone.yml"
                | ".drone.yaml"
                | ".woodpecker.yml"
                | ".cirrus.yml"
                | "wercker.yml"
                | "codefresh.yml"
                | "bitrise.yml"
                | "screwdriver.yaml"
                | ".taskcluster.yml"
                | "delivery.yaml"
        )
        || ((name.starts_with("cloudbuild") || name.starts_with("buildspec")) && (name.ends_with(".yml") || name.ends_with(".yaml")))
        || (lower.starts_with("ci/") && (name.ends_with(".yml") || name.ends_with(".yaml")))
}

fn is_lock(name: &str) -> bool {
    matches!(
        name,
        "package-lock.json"
            | "npm-shrinkwrap.json"
            | "yarn.lock"
            | "pnpm-lock.yaml"
            | "bun.lock"
            | "bun.lockb"
            | "deno.lock"
            | "poetry.lock"
            | "uv.lock"
            | "pdm.lock"
            | "pipfile.lock"
            | "pylock.toml"
            | "gemfile.lock"
            | "go.sum"
            | "go.work.sum"
            | "cargo.lock"
            | "composer.lock"
            | "mix.lock"
            | "gradle.lockfile"
            | "packages.lock.json"
            | "pubspec.lock"
            | "package.resolved"
            | "rebar.lock"
            | "podfile.lock"
            | ".terraform.lock.hcl"
            | "chart.lock"
            | "flake.lock"
            | "buf.lock"
            | "module.bazel.lock"
            | "verification-metadata.xml"
            | "stack.yaml.lock"
            | "paket.lock"
            | "conda-lock.yml"
    )
}

/// Is the file part of the tests, by folder or by the naming rules of its language?
fn is_test(path: &str, language: Language) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let Some((name, folders)) = parts.split_last() else { return false };
    if folders.iter().enumerate().any(|(at, folder)| is_test_folder(folder, at, folders)) {
        return true;
    }
    let stem = name.split('.').next().unwrap_or(name);
    match language {
        Language::Go => name.ends_with("_test.go") || name.starts_with("mock_") || name.ends_with("_mock.go"),
        Language::Python => {
            stem.starts_with("test_") || stem.ends_with("_test") || matches!(stem, "tests" | "conftest" | "locustfile" | "noxfile")
        }
        Language::JavaScript | Language::TypeScript => {
            [".test.", ".spec.", ".e2e.", ".cy.", ".e2e-spec.", ".stories.", ".jest."].iter().any(|mark| name.contains(mark))
                || matches!(stem, "setupTests" | "jest" | "test" | "tests" | "spec")
        }
        Language::Ruby => stem.ends_with("_spec") || stem.ends_with("_test"),
        Language::Java | Language::Kotlin | Language::Scala | Language::Groovy => {
            ["Test", "Tests", "TestCase", "IT", "Spec", "ITCase", "IntTest"].iter().any(|end| stem.ends_with(end) && stem.len() > end.len())
        }
        Language::CSharp | Language::FSharp => stem.ends_with("Tests") || stem.ends_with("Test") && stem.len() > 4,
        Language::Php => stem.ends_with("Test") || stem.ends_with("Cest"),
        Language::Elixir => name.ends_with("_test.exs") || *name == "test_helper.exs",
        Language::Erlang => name.ends_with("_SUITE.erl") || name.ends_with("_tests.erl"),
        Language::Dart => name.ends_with("_test.dart"),
        Language::Swift => stem.ends_with("Tests"),
        Language::Rust => {
            matches!(*name, "tests.rs" | "test.rs" | "test_utils.rs" | "test_helpers.rs")
                || stem.ends_with("_tests")
                || stem.ends_with("_test")
        }
        _ => {
            name.ends_with(".feature")
                || name.ends_with(".bats")
                || name.ends_with(".hurl")
                || name.ends_with(".jmx")
                || name.ends_with(".robot")
        }
    }
}

/// `tests/` anywhere; `Foo.Tests/` in .NET; `src/test` and `src/integrationTest` in Maven and Gradle.
fn is_test_folder(folder: &str, at: usize, folders: &[&str]) -> bool {
    // `com/acme/fixtures` or `app/models/spec` below production code of the JVM is a package name.
    let production = folders[..at].windows(2).any(|pair| pair == ["src", "main"]);
    // `overlays/test` is a deployed environment.
    const ENVIRONMENTS: &[&str] = &[
        "overlays", "environments", "envs", "env", "stages", "clusters", "tfvars", "workspaces", "workspace-variables",
        "workspace_variables",
    ];
    if production || at > 0 && matches!(folder, "test" | "testing") && ENVIRONMENTS.contains(&folders[at - 1]) {
        return false;
    }
    if folder == "fixtures"
        && folders[..at].iter().any(|before| matches!(*before, "db" | "app" | "priv" | "src"))
        && !folders[..at].iter().any(|before| TESTS.contains(before))
    {
        return false; // Django and Doctrine keep seed data in `fixtures` folders of the application
    }
    TESTS.contains(&folder)
        || at == 0 && ["test-", "tests-", "test_", "tests_"].iter().any(|start| folder.starts_with(start))
        || ["testing", "testutil", "testutils", "testhelper", "testhelpers"]
            .iter()
            .any(|end| folder.len() > end.len() && folder.ends_with(end))
        || folder.split(['-', '_']).any(|word| matches!(word, "e2e" | "playwright" | "cypress"))
        || folder.ends_with(".Tests")
        || folder.ends_with(".Test")
        || folder.ends_with(".UnitTests")
        || folder.ends_with(".IntegrationTests")
        || folder.ends_with(".FunctionalTests")
        || folder.ends_with("Tests") && folder.contains('.')
        || (at > 0
            && folders[at - 1] == "src"
            && (folder.ends_with("Test") || folder.ends_with("test") || folder == "it" || is_test_source_set(folder)))
}

/// `src/testSmoke`, `src/testFixtures`: source sets of Gradle.
fn is_test_source_set(folder: &str) -> bool {
    folder.strip_prefix("test").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn is_docs(lower: &str, name: &str, language: Language) -> bool {
    if language == Language::Markdown {
        return true;
    }
    let text = name.ends_with(".rst")
        || name.ends_with(".adoc")
        || name.ends_with(".txt")
            && !name.contains("requirements")
            && !name.contains("robots")
            && name != "cmakelists.txt"
            && !name.contains("runtime");
    text || lower.starts_with("docs/") && !language.is_code() && !matches!(language, Language::Yaml | Language::Json | Language::Toml)
        || matches!(name, "license" | "licence" | "readme" | "changelog" | "notice" | "authors" | "maintainers" | "contributing")
}

/// `app/setup.py` sets up the application, not its package.
fn is_module_of_set_up(lower: &str) -> bool {
    ["app/setup.py", "src/setup.py", "application/setup.py", "server/setup.py"].iter().any(|path| lower.ends_with(path))
}

fn is_build_script(name: &str) -> bool {
    matches!(
        name,
        "build.gradle"
            | "settings.gradle"
            | "build.gradle.kts"
            | "settings.gradle.kts"
            | "build.sbt"
            | "setup.py"
            | "mix.exs"
            | "gemfile"
            | "rakefile"
            | "podfile"
            | "gruntfile.js"
            | "gulpfile.js"
            | "webpack.config.js"
            | "babel.config.js"
            | "jest.config.js"
            | "jest.config.ts"
            | "vite.config.ts"
            | "vite.config.js"
            | "vitest.config.ts"
            | "vitest.config.js"
            | "eslint.config.js"
            | "eslint.config.mjs"
            | "rollup.config.js"
            | "tailwind.config.js"
            | "postcss.config.js"
            | "next.config.js"
            | "playwright.config.ts"
            | "playwright.config.js"
            | "cypress.config.ts"
            | "cypress.config.js"
            | "karma.conf.js"
            | "build.rs"
            | ".eslintrc.js"
            | ".prettierrc.js"
            | "fabfile.py"
            | "guardfile"
            | "dangerfile"
    ) || name.ends_with(".gemspec")
        || name.ends_with(".gradle")
        || name.ends_with(".gradle.kts")
        || name.ends_with(".sbt")
}

/// Files beside a marker that says "a tool made this folder": mockery, swagger code generators.
pub fn generated_by_siblings(files: &[super::File]) -> Vec<usize> {
    let roots: Vec<String> = files
        .iter()
        .filter(|file| file.path.ends_with(".openapi-generator/VERSION") || file.path.ends_with(".swagger-codegen/VERSION"))
        .filter_map(|file| file.folder().rsplit_once('/').map(|(root, _)| format!("{root}/")))
        .collect();
    let below = |path: &str| roots.iter().any(|root| path.starts_with(root.as_str()));
    files.iter().enumerate().filter(|(_, file)| file.language.is_code() && below(&file.path)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn roles_follow_real_layouts() {
        let cases = [
            ("vendor/github.com/pkg/errors/errors.go", Role::Vendored),
            ("src/main/java/uk/gov/acme/vendor/Order.java", Role::Source),
            ("web/node_modules/left-pad/index.js", Role::Vendored),
            ("internal/parser/testdata/a.go", Role::Test),
            ("api/v1/service.pb.go", Role::Generated),
            (".pnp.loader.mjs", Role::Generated),
            ("app/proto/service_pb2.py", Role::Generated),
            ("apps/web/src/index.ts", Role::Source),
            ("apps/web/src/index.test.ts", Role::Test),
            ("app/models/user.rb", Role::Source),
            ("spec/models/user_spec.rb", Role::Test),
            ("src/main/java/com/example/demo/App.java", Role::Source),
            ("src/test/java/com/example/demo/AppTest.java", Role::Test),
            ("src/integrationTest/kotlin/A.kt", Role::Test),
            ("shop/settings.py", Role::Source),
            ("shop/tests.py", Role::Test),
            ("lib/shop_web/router.ex", Role::Source),
            ("test/shop_web/router_test.exs", Role::Test),
            ("src/Shop.Api/Program.cs", Role::Source),
            ("tests/Shop.Api.Tests/OrderTests.cs", Role::Test),
            ("src/Shop.Tests/Fakes.cs", Role::Test),
            ("examples/hello/main.go", Role::Example),
            (".github/workflows/ci.yml", Role::Ci),
            ("go.sum", Role::Lock),
            ("docs/runbook.md", Role::Docs),
            ("requirements.txt", Role::Other),
            ("Dockerfile", Role::Config),
            ("helm/values.yaml", Role::Config),
        ];
        for (path, role) in cases {
            assert_eq!(classify(path, &Attributes::default()).1, role, "{path}");
        }
    }

    #[test]
    fn attributes_overrule_paths() {
        let texts = BTreeMap::from([(
            String::new(),
            "lib/legacy/** linguist-vendored\nvendor/ours/** -linguist-vendored\n*.api.ts linguist-generated=true\n".to_owned(),
        )]);
        let attributes = Attributes::parse(&texts);
        let role = |path| classify(path, &attributes).1;
        assert_eq!(role("lib/legacy/a.rb"), Role::Vendored);
        assert_eq!(role("vendor/ours/a.rb"), Role::Source);
        assert_eq!(role("web/client.api.ts"), Role::Generated);
    }
}

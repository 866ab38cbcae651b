//! What a step, a script or a called thing does by its name, where its commands cannot be read.

use std::collections::BTreeSet;

use super::Does;
use super::tables::{CALLED, NO_DEPLOY};

/// Does the command run a program of the repository that is not a script? What it does cannot be read
/// here, so its step is judged by its name.
pub fn is_own_program(text: &str) -> bool {
    // A script of the repository, by its path.
    let first = text.split_whitespace().find(|word| !word.contains('=') && !matches!(*word, "bash" | "sh")).unwrap_or("");
    if (first.contains('/') || first.ends_with(".sh")) && !first.starts_with(['/', '$', '~', '"', '\'']) && !first.contains("://") {
        return true;
    }
    const RUNS: &[&str] = &[
        "go run ", "cargo run ", "cargo xtask", "mage ", "dagger call", "dagger run", "dagger do", "bun run ", "deno run ", "npx tsx ",
        "npx ts-node ", "make ", "node ", "python ", "python3 ", "ruby ", "dotnet run ", "mix run ", "./build.sh ", "./pants ",
        "bazel run ",
    ];
    RUNS.iter().any(|start| text.trim_start().starts_with(start))
}

/// The name of the repository's own script that a command calls, in words: what its commands do not tell, it may.
pub fn script_name(text: &str) -> Option<String> {
    let mut words = text.split_whitespace().skip_while(|word| matches!(*word, "bash" | "sh") || word.contains('='));
    let path = words.next().filter(|word| word.starts_with("./") || word.ends_with(".sh"))?;
    let name = path.rsplit('/').next()?.trim_end_matches(".sh");
    // A script that only mentions tests may do anything with them.
    (name.starts_with("run") || name.starts_with("test")).then(|| name.replace(['_', '-'], " "))
}

/// What a step does by the name that its author gave it.
pub fn by_step_name(name: &str) -> BTreeSet<Does> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let said = |names: &[&str]| words.iter().any(|word| names.contains(word));
    let aside = said(&[
        "docs", "pages", "announce", "notify", "storybook", "results", "report", "setup", "set", "install", "prepare", "build", "upload",
        "wait", "clean",
    ]);
    if said(&["smoke", "sanity"]) || said(&["verify", "check"]) && said(&["deployment", "deployed", "deploy", "health", "healthy"]) {
        return BTreeSet::from([Does::Verify]);
    }
    let known: &[(Does, &[&str])] = &[
        (Does::Test, &["test", "tests", "testing"]),
        (Does::Lint, &["lint", "linting"]),
        (Does::Deploy, &["deploy", "deploys", "deployment"]),
        (Does::PublishImage, &["publish"]),
    ];
    known.iter().filter(|(_, names)| !aside && said(names)).map(|(does, _)| *does).collect()
}

/// What a whole step is for by its name, where none of its commands is known: "Run tests", "Deploy to production".
pub fn promised(name: &str) -> Option<Does> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let said = |names: &[&str]| words.iter().any(|word| names.contains(word));
    let aside = said(&[
        "docs", "pages", "notify", "storybook", "results", "report", "reports", "setup", "set", "install", "prepare", "build", "upload",
        "wait", "clean", "coverage", "data", "database", "db", "image", "images", "preview", "environment", "summary", "artifact",
        "artifacts", "check", "determine", "download", "announce", "comment", "changed", "split", "lambda", "key",
    ]);
    let first = words.first().copied().unwrap_or("");
    match first {
        _ if aside => None,
        "run" | "execute" | "test" | "tests" | "unit" | "integration" | "functional" | "acceptance" | "pytest" | "rspec" | "jest"
        | "phpunit"
            if said(&["test", "tests", "specs", "pytest", "rspec", "jest", "phpunit"]) =>
        {
            Some(Does::Test)
        }
        "deploy" => Some(Does::Deploy),
        "lint" | "linting" => Some(Does::Lint),
        _ => None,
    }
}

/// Linters of format, prose and commit messages find no bugs.
const OF_STYLE: &[&str] = &["ktlint", "commitlint", "markdownlint", "yamllint", "actionlint", "pr-title", "helm-lint", "spotless"];

/// What a thing that is called is for, by the words of its path: an action, an orb, a workflow, a template.
pub fn by_name(text: &str, found: &mut BTreeSet<Does>) {
    let lower = text.to_lowercase();
    // `laravel_tests.yml`, `acme/run-test`: the word stands alone, whatever is around it.
    let path = lower.split('@').next().unwrap_or("");
    // A test of a chart is one of its form: `test_helm_lint.yml`.
    let form = ["helm_lint", "helm-lint"].iter().any(|word| path.contains(word));
    let upload = form || ["upload", "report", "results", "setup", "publish", "latest"].iter().any(|word| path.contains(word));
    if !upload
        && path
            .split(['/', '-', '_', '.', ' '])
            .any(|word| matches!(word, "test" | "tests" | "phpunit" | "rspec" | "pytest" | "jest" | "minitest"))
    {
        found.insert(Does::Test);
    }
    // A commit behind the name may spell anything: `setup-gcloud@77e7a554d41e2ee5`.
    let pages = NO_DEPLOY.iter().any(|word| path.contains(word));
    for (does, names) in CALLED {
        if names.iter().any(|name| path.contains(name))
            && !(*does == Does::Deploy && pages)
            && !(*does == Does::PublishPackage && (path.contains("release-pr") || path.contains("release_pr")))
            && !(*does == Does::PublishImage && path.contains("setup-buildx"))
            && !(*does == Does::Lint && OF_STYLE.iter().any(|name| path.contains(name)))
        {
            found.insert(*does);
        }
    }
}

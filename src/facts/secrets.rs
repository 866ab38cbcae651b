//! Committed values that look like secrets, and the tools that look for them.

use std::sync::LazyLock;

use regex::RegexSet;

use super::capabilities::is_comment;
use super::{Facts, Place};
use crate::snapshot::{File, Language, Role, Snapshot};

/// A value that looks like a secret. The value itself is kept nowhere.
#[derive(Debug, Clone)]
pub struct Suspect {
    /// What it looks like: "an AWS access key".
    pub what: &'static str,
    pub at: Place,
    /// It looks like one that is live, rather than doubtful.
    pub live: bool,
}

#[derive(Debug, Default)]
pub struct Secrets {
    pub suspects: Vec<Suspect>,
    /// Configured scanners: place, and whether it is only a commit hook.
    pub scanners: Vec<(Place, bool)>,
}

impl Secrets {
    /// Would showing the line at this place show a secret?
    pub fn masks(&self, at: &Place) -> bool {
        self.suspects.iter().any(|suspect| suspect.at == *at)
    }
}

/// Patterns of keys that their makers gave a shape.
const SHAPES: &[(&str, &str)] = &[
    ("an AWS access key", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    ("a private key", r"-----BEGIN (?:RSA |EC |OPENSSH |DSA |PGP )?PRIVATE KEY"),
    // The same in base64, as secrets of Kubernetes hold it.
    ("an encoded private key", r"\bLS0tLS1CRUdJTiB(?:SU0EgUFJJVkFURSBLRV|QUklWQVRFIEtFW|FQyBQUklWQVRFIEtFW|PUEVOU1NIIFBSSVZBVEUgS0VZ)"),
    ("a GitHub token", r"\b(?:ghp|gho|ghs|ghu)_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{60,}\b"),
    ("a GitLab token", r"\bglpat-[A-Za-z0-9_-]{20}\b"),
    ("a Slack token", r"\bxox[abpors]-[0-9]{9,}-[0-9A-Za-z-]{20,}"),
    ("a Stripe live key", r"\b[sr]k_live_[0-9A-Za-z]{20,}"),
    ("a SendGrid key", r"\bSG\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{40,}"),
    ("an npm token", r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("a PyPI token", r"\bpypi-AgE[A-Za-z0-9_-]{50,}"),
    ("a Google service account key", r#""private_key_id"\s*:\s*"[0-9a-f]{40}""#),
    ("an Azure storage key", r"AccountKey=[A-Za-z0-9+/=]{60,}"),
    ("a token for GitHub", r#""github\.com"\s*:\s*"[0-9a-f]{40}""#),
    ("a master key", r"<masterKey\b|<encryptedSecret\b.*<value>[A-Za-z0-9+/=]{40,}"),
    ("a Slack webhook", r"https://hooks\.slack\.com/services/T[0-9A-Z]{8,}/B[0-9A-Z]{8,}/[A-Za-z0-9]{20,}"),
];

static SET: LazyLock<Option<RegexSet>> = LazyLock::new(|| RegexSet::new(SHAPES.iter().map(|(_, pattern)| *pattern)).ok());

/// Looks through every file that people wrote.
pub fn collect(facts: &Facts) -> Secrets {
    use rayon::prelude::*;
    let snapshot = facts.snapshot();
    let files: Vec<&File> = snapshot
        .files()
        .iter()
        .filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Lock) && is_text(file))
        .collect();
    let suspects = files.par_iter().flat_map_iter(|file| match file.blob() {
        Some(blob) => facts.options().memory.secrets(blob, &file.path, file.role, || look(snapshot, file)),
        None => look(snapshot, file),
    });
    let suspects = suspects.collect();
    let scanners = snapshot.files().iter().flat_map(|file| scanner(snapshot, file)).collect();
    Secrets { suspects, scanners }
}

fn is_text(file: &File) -> bool {
    const BINARY: &[&str] = &[
        "png", "jpg", "jpeg", "gif", "ico", "svg", "woff", "woff2", "ttf", "eot", "pdf", "zip", "gz", "jar", "mp4", "webp", "snap", "csv",
        "map",
    ];
    !BINARY.contains(&file.extension().to_ascii_lowercase().as_str()) && file.size < 512 * 1024
}

fn look(snapshot: &Snapshot, file: &File) -> Vec<Suspect> {
    let (Some(set), Some(text)) = (SET.as_ref(), snapshot.read(file)) else { return Vec::new() };
    if !set.is_match(&text) {
        return of_production(file, &text);
    }
    let encrypted = text.contains("$ANSIBLE_VAULT") || text.contains("ENC[AES256");
    let own: Vec<&str> = text.lines().collect();
    // Code that holds a sample says so nearby; tests inside a file of code are tests.
    let explained = |at: usize| {
        file.language.is_code()
            && (own[at.saturating_sub(8)..at].iter().any(|line| {
                ["example", "sample", "docs", "no actual", "not a real", "fake", "dummy"]
                    .iter()
                    .any(|word| line.to_lowercase().contains(word))
            }) || own[..at].iter().any(|line| line.contains("#[cfg(test)]")))
    };
    // What surrounds a line is looked at for the few that match only.
    let lines = own.iter().copied().enumerate().filter(|(at, line)| line.len() < 5000 && set.is_match(line) && !explained(*at));
    let hits = lines.flat_map(|(at, line)| set.matches(line).into_iter().map(move |index| (at + 1, line, SHAPES[index].0)));
    // In a workflow that takes the secret from its store, the id of the key tells nothing.
    let stored = |what: &str| what == "an AWS access key" && file.role == Role::Ci && text.contains("secrets.");
    let found = hits.filter(|(_, line, what)| !encrypted && !is_stand_in(file, line, what) && !stored(what));
    found
        .map(|(line, _, what)| Suspect {
            what,
            at: Place::new(&file.path, line),
            live: !is_doubtful(file) && (what != "an AWS access key" || secret_beside(&text)),
        })
        .collect()
}

/// Values of keys such as `cookie_secret` that the settings of production hold: nobody can tell whether they are live.
fn of_production(file: &File, text: &str) -> Vec<Suspect> {
    let stem = file.name().trim_start_matches('.').split('.').find(|part| matches!(*part, "production" | "prod"));
    let settings = matches!(file.language, Language::Yaml | Language::Json | Language::Properties | Language::Dotenv | Language::Toml);
    if stem.is_none() || !settings || file.role != Role::Config {
        return Vec::new();
    }
    let suspect = |(at, line): (usize, &str)| {
        let (key, value) = line.split_once([':', '='])?;
        let key = key.trim().trim_matches(['"', '\'']).to_lowercase();
        let named = ["secret", "password", "token", "api_key", "apikey"].iter().any(|end| key.ends_with(end));
        let value = value.trim().trim_matches(['"', '\'', ',']);
        let mixed = value.len() >= 10
            && value.bytes().any(|byte| byte.is_ascii_digit())
            && value.bytes().any(|byte| byte.is_ascii_punctuation() && !matches!(byte, b'-' | b'_' | b'.' | b'/' | b':'))
            && !value.contains(['$', '{', '<', ' ', '(']);
        (named && mixed && !is_comment(line)).then(|| Suspect {
            what: "a password or secret of production",
            at: Place::new(&file.path, at + 1),
            live: false,
        })
    };
    text.lines().enumerate().filter_map(suspect).collect()
}

/// Values that are examples by their own words, or test data.
fn is_stand_in(file: &File, line: &str, what: &str) -> bool {
    let lower = line.to_lowercase();
    let path = file.path.to_lowercase();
    let words = [
        "example", "dummy", "fake", "placeholder", "changeme", "xxxx", "<", "${", "{{", "abcdef", "0000", "1234567", "devstoreaccount1",
        "eby8vdm02xno",
    ];
    let test = file.role == Role::Test
        || ["test", "spec", "fixture", "mock", "example", "sample", "docs/", "dev", "local", "seed", "demo"]
            .iter()
            .any(|word| path.contains(word));
    // A pattern for finding keys is no key; code that writes a key's head neither.
    let code = what == "a Google service account key" && file.language.is_code()
        || what == "a private key"
            && (file.language.is_code()
                || file.language == Language::Markdown
                || file.language == Language::Shell
                || !lower.trim_start_matches(['"', '\'', '-', ' ']).starts_with("begin") && lower.len() > 120);
    test || file.role == Role::Docs || file.role == Role::Example || code || words.iter().any(|word| lower.contains(word))
}

/// Does the secret of the access key stand in the file as well? Its id alone opens nothing.
fn secret_beside(text: &str) -> bool {
    let assigned = |line: &str| {
        let lower = line.to_lowercase();
        let value = line.rsplit(['=', ':', ' ']).next().unwrap_or("").trim_matches(['"', '\'', ',']);
        lower.contains("secret")
            && value.len() == 40
            && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'+'))
    };
    text.lines().filter(|line| line.len() < 2000).any(assigned)
}

/// Committed settings of a person's own machine are doubtful rather than live.
fn is_doubtful(file: &File) -> bool {
    file.language == Language::Dotenv || file.extension() == "pem" || file.path.contains("certs/")
}

fn scanner(snapshot: &Snapshot, file: &File) -> Option<(Place, bool)> {
    let name = file.name();
    let named = matches!(
        name,
        ".gitleaks.toml"
            | ".gitleaksignore"
            | ".gitguardian.yaml"
            | ".gitguardian.yml"
            | ".talismanrc"
            | ".git-secrets"
            | "secret_scanning.yml"
    ) || name.starts_with(".secretlintrc")
        || name.starts_with(".trufflehog");
    if named {
        return Some((Place::file(file), false));
    }
    // What was found on the day when a hook was set up; the hook scans.
    if name == ".secrets.baseline" {
        return Some((Place::file(file), true));
    }
    let hooks = matches!(name, ".pre-commit-config.yaml" | "prek.toml" | "lefthook.yml") || file.folder().ends_with(".husky");
    let text = hooks.then(|| snapshot.text(file)).flatten()?;
    let line = text.lines().position(|line| {
        [
            "gitleaks", "trufflehog", "detect-secrets", "detect-private-key", "detect-aws-credentials", "ggshield", "git-secrets",
            "devsecops-hooks",
        ]
        .iter()
        .any(|hook| line.contains(hook))
            && !line.trim_start().starts_with('#')
    })?;
    Some((Place::new(&file.path, line + 1), true))
}

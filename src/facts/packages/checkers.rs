//! Compilers' and checkers' settings that keep null out: tsconfig, mypy, Nullable, Sorbet, NullAway.

use super::Package;
use crate::facts::{Place, json, toml};
use crate::snapshot::{File, Language, Role, Snapshot};

/// How strict a checker is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strictness {
    /// Switched off, or only there in name.
    Off,
    Lax,
    Strict,
}

/// A checker for a language.
#[derive(Debug, Clone)]
pub struct Checker {
    pub language: Language,
    pub strictness: Strictness,
    pub at: Place,
}

/// Every checker that is configured or declared.
pub fn collect(snapshot: &Snapshot, packages: &[Package]) -> Vec<Checker> {
    let files = snapshot.files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example | Role::Test));
    let mut found: Vec<Checker> = files.filter_map(|file| read(snapshot, file)).collect();
    const DECLARED: &[(&str, Language)] = &[
        ("sorbet", Language::Ruby),
        ("steep", Language::Ruby),
        ("com.uber.nullaway:nullaway", Language::Java),
        ("net.ltgt.nullaway", Language::Java),
        ("org.checkerframework:checker", Language::Java),
        ("org.checkerframework", Language::Java),
    ];
    for package in packages {
        let known = DECLARED.iter().find(|(name, _)| *name == package.name);
        found.extend(known.map(|(_, language)| Checker { language: *language, strictness: Strictness::Strict, at: package.at.clone() }));
    }
    found
}

fn read(snapshot: &Snapshot, file: &File) -> Option<Checker> {
    let name = file.name();
    let lower = name.to_ascii_lowercase();
    let checker = |language, strictness, line| Some(Checker { language, strictness, at: Place::new(&file.path, line) });
    let line_of = |text: &str, needle: &str| text.lines().position(|line| line.contains(needle)).map_or(1, |at| at + 1);
    match lower.as_str() {
        "mypy.ini" | ".mypy.ini" => {
            let text = snapshot.text(file)?;
            checker(Language::Python, mypy(text), 1)
        }
        "setup.cfg" => {
            let text = snapshot.text(file)?;
            let at = text.find("[mypy]")?;
            checker(Language::Python, mypy(&text[at..]), line_of(text, "[mypy]"))
        }
        "pyrightconfig.json" => {
            let text = snapshot.text(file)?;
            checker(
                Language::Python,
                if text.contains("\"strict\"") || text.contains("\"standard\"") || !text.contains("\"basic\"") && !text.contains("\"off\"")
                {
                    Strictness::Strict
                } else {
                    Strictness::Lax
                },
                1,
            )
        }
        "pyproject.toml" => {
            let text = snapshot.text(file)?;
            let tree = toml::parse(text).ok()?;
            let tool = tree.root()?.get("tool")?;
            let section = |name: &str| {
                tool.get(name)
                    .map(|value| (value, text.split(&format!("[tool.{name}")).nth(1).unwrap_or("").split("\n[tool.").next().unwrap_or("")))
            };
            if let Some((value, body)) = section("mypy") {
                return checker(Language::Python, mypy(body), value.line().max(line_of(text, "[tool.mypy")));
            }
            let (value, body) = section("pyright").or_else(|| section("basedpyright"))?;
            checker(
                Language::Python,
                if body.contains("strict") { Strictness::Strict } else { Strictness::Lax },
                value.line().max(line_of(text, "pyright")),
            )
        }
        _ if lower.starts_with("tsconfig") && lower.ends_with(".json") => {
            let text = snapshot.text(file)?;
            let tree = json::parse(text).ok()?;
            let root = tree.root()?;
            let options = root.get("compilerOptions");
            let set = |key: &str| options.and_then(|options| options.get(key)).and_then(|value| value.bool());
            let extended = root
                .get("extends")
                .map(|value| {
                    value.items_or_self().iter().filter_map(|item| item.str()).any(|base| {
                        base.contains("strict") || base.starts_with("@tsconfig/") || base.contains("nuxt") || base.contains("@vue/tsconfig")
                    })
                })
                .unwrap_or(false);
            let strictness = match (set("strictNullChecks"), set("strict")) {
                (Some(true), _) | (None, Some(true)) => Strictness::Strict,
                (Some(false), _) => Strictness::Off,
                (None, _) if extended => Strictness::Strict,
                (None, Some(false)) => Strictness::Off,
                // A file that only extends another one of the repository says nothing of its own.
                (None, None) if root.get("extends").is_some() => return None,
                (None, None) => Strictness::Off,
            };
            checker(Language::TypeScript, strictness, options.map_or(1, |options| options.line()))
        }
        "phpstan.neon" | "phpstan.neon.dist" | "phpstan.dist.neon" => {
            let text = snapshot.text(file)?;
            let level = text.lines().find_map(|line| line.trim().strip_prefix("level:")).map(str::trim).unwrap_or("0");
            checker(
                Language::Php,
                if level == "max" || level.parse::<u32>().is_ok_and(|level| level >= 8) { Strictness::Strict } else { Strictness::Lax },
                line_of(text, "level:"),
            )
        }
        "psalm.xml" | "psalm.xml.dist" => checker(Language::Php, Strictness::Lax, 1),
        _ if lower.ends_with(".csproj") || lower == "directory.build.props" => {
            let text = snapshot.text(file)?;
            let on = text.contains("<Nullable>enable</Nullable>");
            checker(Language::CSharp, if on { Strictness::Strict } else { Strictness::Off }, line_of(text, "<Nullable>"))
        }
        "config" if file.folder() == "sorbet" => checker(Language::Ruby, Strictness::Strict, 1),
        _ => None,
    }
}

/// mypy checks the bodies of annotated functions only, unless it is told to want annotations.
fn mypy(text: &str) -> Strictness {
    let on = |key: &str| text.lines().any(|line| line.trim_start().starts_with(key) && line.to_ascii_lowercase().contains("true"));
    if on("strict") && !text.contains("ignore_errors = true")
        || on("disallow_untyped_defs")
        || on("disallow_incomplete_defs")
        || on("check_untyped_defs") && !text.contains("disable_error_code")
    {
        Strictness::Strict
    } else {
        Strictness::Lax
    }
}

//! Subcommands that a program offers on its command line: what an operator can do with it.

use super::lexer::Kind;
use super::source::Source;
use crate::snapshot::Language;

/// Words of subcommands that change or repair what runs; the rest run, explain or test the program, or serve developers.
const OPERATES: &[&str] = &[
    "add", "admin", "archive", "backfill", "backup", "ban", "block", "cancel", "cert", "clean", "cleanup", "clear", "compact", "create",
    "deactivate", "delete", "demote", "disable", "dump", "enable", "encrypt", "enqueue", "expire", "export", "failover", "fix", "flush",
    "grant", "import", "invalidate", "migrate", "pause", "promote", "prune", "purge", "rebuild", "recover", "redrive", "reencrypt",
    "refresh", "reindex", "remove", "repair", "replay", "replicate", "reprocess", "requeue", "reset", "resend", "restore", "resume",
    "resync", "retry", "revoke", "rotate", "scale", "seed", "send", "set", "suspend", "sync", "transfer", "unblock", "unlock", "unpause",
    "update", "user", "users", "vacuum", "yank",
];

/// How many tokens a command's definition may take before it names itself.
const DEFINITION: usize = 40;

/// The operators' subcommands of a file in production code: line and name. Cobra, urfave and kingpin in Go, argparse in Python,
/// commander and yargs in JavaScript, clap's `Subcommand` in Rust.
pub fn find(source: &Source<'_>, imports: &[(u32, String)]) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    for at in 0..source.tokens.len() {
        let token = source.tokens[at];
        if token.kind != Kind::Word || source.in_test(at) {
            continue;
        }
        match (source.language, token.text) {
            (Language::Go, "Command") if source.mark(at + 1, "{") && is_of(source, at, &["cobra", "cli"]) => {
                found.extend(go(source, at));
            }
            (Language::Go, "Command") if source.mark(at + 1, "(") && imports.iter().any(|(_, name)| name.contains("kingpin")) => {
                found.extend(argument(source, at).or_else(|| constant(source, at)));
            }
            (Language::Python, "command") if at >= 3 && source.mark(at - 1, ".") && source.mark(at - 3, "@") => {
                found.extend(click(source, at))
            }
            (Language::Python, "add_parser") => found.extend(argument(source, at)),
            (Language::JavaScript | Language::TypeScript, "command") if at > 0 && source.mark(at - 1, ".") && is_commander(imports) => {
                found.extend(argument(source, at));
            }
            (Language::Rust, "Subcommand") => found.extend(variants(source, at)),
            _ => {}
        }
    }
    found.retain(|(_, name)| operates(name));
    found
}

/// `re-encrypt`, `YankVersion`: does a word of the name say that it operates?
fn operates(name: &str) -> bool {
    let mut spaced = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            spaced.push(' ');
        }
        spaced.push(c.to_ascii_lowercase());
    }
    spaced.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| OPERATES.contains(&word))
}

fn is_of(source: &Source<'_>, at: usize, packages: &[&str]) -> bool {
    at >= 2 && source.mark(at - 1, ".") && packages.iter().any(|package| source.word(at - 2, package))
}

fn is_commander(imports: &[(u32, String)]) -> bool {
    imports.iter().any(|(_, name)| matches!(name.as_str(), "commander" | "yargs" | "yargs/yargs" | "@commander-js/extra-typings"))
}

/// `&cobra.Command{Use: "purge [flags]"}`; the root bears the program's name.
fn go(source: &Source<'_>, at: usize) -> Option<(u32, String)> {
    let before = source.tokens[at.saturating_sub(7)..at].iter();
    if before.clone().any(|token| token.kind == Kind::Word && token.text.to_lowercase().contains("root")) {
        return None;
    }
    let end = source.close(at + 1).min(at + DEFINITION);
    let key = (at..end).find(|key| matches!(source.tokens[*key].text, "Use" | "Name") && source.mark(key + 1, ":"))?;
    let name = source.get(key + 2).filter(|token| token.kind == Kind::String)?;
    Some((name.line, name.text.split_whitespace().next().unwrap_or("").to_owned()))
}

/// `.command("purge <queue>")`, `add_parser("purge")`
fn argument(source: &Source<'_>, at: usize) -> Option<(u32, String)> {
    let name = source.get(at + 2).filter(|token| source.mark(at + 1, "(") && token.kind == Kind::String)?;
    Some((name.line, name.text.split_whitespace().next().unwrap_or("").to_owned()))
}

/// `@search.command("reindex")`, or the name of the function below.
fn click(source: &Source<'_>, at: usize) -> Option<(u32, String)> {
    argument(source, at).or_else(|| {
        let end = source.tokens.len().min(at + DEFINITION);
        let function = (at..end).find(|next| source.word(*next, "def"))?;
        source.get(function + 1).map(|name| (name.line, name.text.to_owned()))
    })
}

/// `.Command(component.Cleanup.String(), "Cleans up")`
fn constant(source: &Source<'_>, at: usize) -> Option<(u32, String)> {
    let close = source.close(at + 1).min(at + DEFINITION);
    let end = (at + 2..close).find(|end| source.run(*end, &[".", "String", "("]) || source.mark(*end, ","))?;
    let name = source.get(end - 1).filter(|token| token.kind == Kind::Word)?;
    Some((name.line, name.text.to_owned()))
}

/// The variants of the enum behind `#[derive(Subcommand)]`.
fn variants(source: &Source<'_>, at: usize) -> Vec<(u32, String)> {
    let near = at..(at + DEFINITION).min(source.tokens.len());
    let Some(name) = near.into_iter().find(|at| source.word(*at, "enum")) else { return Vec::new() };
    let Some(open) = (name..source.tokens.len().min(name + 4)).find(|at| source.mark(*at, "{")) else { return Vec::new() };
    let (mut found, mut at) = (Vec::new(), open + 1);
    while at < source.close(open) {
        let token = source.tokens[at];
        if token.kind == Kind::Mark && matches!(token.text, "(" | "{" | "[") {
            at = source.close(at).max(at) + 1; // fields and attributes
            continue;
        }
        if token.kind == Kind::Word && token.text.starts_with(|c: char| c.is_ascii_uppercase()) {
            found.push((token.line, token.text.to_owned()));
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::names;
    use super::*;

    fn found(language: Language, text: &str) -> Vec<String> {
        let source = Source::new(text, language, false);
        find(&source, &names::imports(&source)).into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn subcommands_of_each_library() {
        let go = "var rootCmd = &cobra.Command{Use: \"app\"}\nvar a = &cobra.Command{\n Use: \"re-encrypt KEY\",\n}\nvar b = &cobra.Command{Use: \"lint\"}\nfunc f(cmd *cobra.Command) {}";
        assert_eq!(found(Language::Go, go), ["re-encrypt"]);
        let kingpin = "import \"gopkg.in/alecthomas/kingpin.v2\"\nvar a = app.Command(\"replay\", \"x\")\nvar b = app.Command(component.Cleanup.String(), \"x\")";
        assert_eq!(found(Language::Go, kingpin), ["replay", "Cleanup"]);
        assert_eq!(found(Language::Go, "var a = exec.Command(\"purge\")"), [""; 0]);
        assert_eq!(found(Language::Python, "sub.add_parser('purge', help='x')\nsub.add_parser(name)"), ["purge"]);
        let click = "@search.command()\n@click.pass_obj\ndef reindex(config):\n    pass\n@db.command('purge-old')\ndef f(): pass\n@app.command\ndef hello(): pass";
        assert_eq!(found(Language::Python, click), ["reindex", "purge-old"]);
        let script = "import { program } from 'commander'\nprogram.command('requeue <id>').action(f)";
        assert_eq!(found(Language::TypeScript, script), ["requeue"]);
        assert_eq!(found(Language::TypeScript, "bot.command('requeue')"), [""; 0]);
        let rust = "#[derive(Subcommand)]\n#[command(about)]\nenum Command {\n /// Yanks.\n Yank(yank::Opts),\n Delete { #[arg(long)] id: Id },\n Serve,\n}";
        assert_eq!(found(Language::Rust, rust), ["Yank", "Delete"]);
    }
}

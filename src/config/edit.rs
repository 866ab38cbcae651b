//! Writes answers into a `runworthy.toml` that people keep: comments and order stay as they are.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use toml_edit::{DocumentMut, Item, Table, value};

use crate::assessment::terms::TermAnswer;

/// Sets one term's answer in the file, for all services or for the one of this name; makes the file if it is not there.
///
/// The file is locked by its folder, read again, and replaced as a whole: nobody sees half of it, and
/// an answer that another process wrote meanwhile stays.
///
/// # Errors
/// The file cannot be read, is no TOML, names no such service, or cannot be written.
pub fn set_term(file: &Path, service: Option<&str>, id: &str, answer: &TermAnswer) -> Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _lock = lock(folder);
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("{}: cannot be read", file.display())),
    };
    let text = with_term(&text, service, id, answer).with_context(|| format!("{}: the answer was not written", file.display()))?;
    replace(file, text.as_bytes())
}

/// The text with the answer in it.
///
/// # Errors
/// It is no TOML, or names no such service.
pub fn with_term(text: &str, service: Option<&str>, id: &str, answer: &TermAnswer) -> Result<String> {
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| anyhow!("{}", error.message().to_owned()))?;
    if document.is_empty() && !text.trim().is_empty() && service.is_none() {
        // Comments alone would end up behind the first table.
        let end = if text.ends_with('\n') { "\n" } else { "\n\n" };
        return Ok(format!("{text}{end}{}", with_term("", None, id, answer)?));
    }
    let home: &mut Table = match service {
        None => document.as_table_mut(),
        Some(name) => service_table(&mut document, name).with_context(|| format!("no service is called `{name}`"))?,
    };
    let terms = home.entry("terms").or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    let terms = terms.as_table_like_mut().context("`terms` is not a table")?;
    let entry = terms.entry(id).or_insert_with(|| Item::Table(Table::new()));
    let entry = entry.as_table_like_mut().with_context(|| format!("`terms.{id}` is not a table"))?;
    entry.insert("answer", value(answer.reply.word()));
    entry.insert("on", value(day(answer)?));
    for (key, text) in [("by", &answer.by), ("note", &answer.note)] {
        match text {
            Some(text) => entry.insert(key, value(text.as_str())),
            None => entry.remove(key),
        };
    }
    Ok(document.to_string())
}

fn service_table<'d>(document: &'d mut DocumentMut, name: &str) -> Option<&'d mut Table> {
    let called = |table: &Table| {
        let text = |key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
        text("name").or_else(|| text("root")?.trim_end_matches('/').rsplit('/').next().map(str::to_owned)).as_deref() == Some(name)
    };
    match document.get_mut("service")? {
        Item::ArrayOfTables(tables) => tables.iter_mut().find(|table| called(table)),
        Item::Table(table) => Some(table).filter(|table| called(table)),
        _ => None,
    }
}

fn day(answer: &TermAnswer) -> Result<toml_edit::Datetime> {
    answer.on.to_string().parse().map_err(|_| anyhow!("{} is not a day that TOML can write", answer.on))
}

/// Held while the file is read and replaced; where a folder cannot be locked, the last writer wins, as a whole.
fn lock(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// Writes beside the file and renames, so that a half-written one is never seen.
///
/// # Errors
/// The file's path, and what went wrong.
pub fn replace(file: &Path, text: &[u8]) -> Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || -> Result<()> {
        let mut made = tempfile::NamedTempFile::new_in(folder)?;
        made.write_all(text)?;
        made.as_file().sync_all()?;
        #[cfg(unix)]
        made.as_file().set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
        made.persist(file)?;
        Ok(())
    };
    write().with_context(|| format!("{}: could not be written", file.display()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::assessment::terms::Reply;

    fn answer() -> TermAnswer {
        TermAnswer { reply: Reply::Yes, on: date(2026, 5, 4), by: Some("the team".to_owned()), note: None }
    }

    #[test]
    fn comments_and_order_stay() {
        let text = "# ours\n[verdict]\ngo = 80 # strict\n\n[terms.paid]\nanswer = \"no\"\non = 2025-01-01\nnote = \"old\"\n\n[weights]\nalerting = 5\n";
        let written = with_term(text, None, "paid", &answer()).unwrap();
        assert_eq!(
            written,
            text.replace("\"no\"", "\"yes\"").replace("2025-01-01", "2026-05-04").replace("note = \"old\"", "by = \"the team\"")
        );
    }

    #[test]
    fn an_empty_file_gets_a_table_and_a_service_its_own() {
        assert_eq!(with_term("", None, "paid", &answer()).unwrap(), "[terms.paid]\nanswer = \"yes\"\non = 2026-05-04\nby = \"the team\"\n");
        let services = "[[service]]\nname = \"shop\"\n\n[[service]]\nroot = \"apps/till\"\n";
        let written = with_term(services, Some("till"), "paid", &answer()).unwrap();
        assert!(
            written.ends_with("root = \"apps/till\"\n\n[service.terms.paid]\nanswer = \"yes\"\non = 2026-05-04\nby = \"the team\"\n"),
            "{written}"
        );
        assert!(with_term(services, Some("bank"), "paid", &answer()).is_err());
        assert!(with_term("[broken", None, "paid", &answer()).is_err());
    }
}

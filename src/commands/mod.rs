//! One file a command.

pub mod assess;
pub mod checks;
pub mod compare;
pub mod explain;
pub mod generate;
pub mod init;
pub mod interview;
pub mod plugin;
pub mod scan;
pub mod trend;

use std::io::{self, IsTerminal, Write};

/// How a run ended; the exit codes are a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The verdict passes, or there was none to give.
    Passed = 0,
    /// The verdict is at or below what `--fail-on` names.
    Failed = 1,
}

/// What stops a run.
#[derive(Debug)]
pub enum Failure {
    /// The command line or a config file is wrong: exit code 2.
    Usage(String),
    /// The scan or an output could not be completed: exit code 3.
    Incomplete(anyhow::Error),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::Incomplete(error)
    }
}

/// Columns of the terminal; 80 where there is none, 120 at the most: longer lines are hard to read.
fn width() -> usize {
    let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    let columns = terminal.map(|(width, _)| usize::from(width.0));
    let asked = || std::env::var("COLUMNS").ok()?.parse().ok();
    columns.or_else(asked).unwrap_or(80).clamp(60, 120)
}

/// May glyphs outside ASCII be printed? The locale tells, as POSIX orders it; Windows terminals can.
fn unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    let locale = locale.unwrap_or_default().to_ascii_uppercase();
    cfg!(windows) || locale.contains("UTF-8") || locale.contains("UTF8")
}

/// Should standard output be coloured? NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM are followed.
fn colour() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Writes to standard output; a reader that went away (`| head`) ends the run quietly.
fn print(text: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Incomplete(anyhow::Error::new(error).context("standard output")))
        }
        _ => Ok(()),
    }
}

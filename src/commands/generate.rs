//! What is made from the program itself: schema, completions, manual page.

use anyhow::Context;
use clap::CommandFactory;
use clap_complete::Shell;

use super::{Ending, Failure, print};
use crate::cli::Cli;
use crate::report;

/// Prints the JSON Schema of the report.
///
/// # Errors
/// See [`Failure`].
pub fn schema() -> Result<Ending, Failure> {
    print(report::schema().as_bytes())?;
    Ok(Ending::Passed)
}

/// Prints the completions of a shell.
///
/// # Errors
/// See [`Failure`].
pub fn completions(shell: Shell) -> Result<Ending, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "runworthy", &mut text);
    print(&text)?;
    Ok(Ending::Passed)
}

/// Prints the manual page, in troff.
///
/// # Errors
/// See [`Failure`].
pub fn man() -> Result<Ending, Failure> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut text).context("the manual page")?;
    print(&text)?;
    Ok(Ending::Passed)
}

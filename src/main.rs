//! Parse, dispatch, exit code.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use runworthy::cli::{Cli, Command};
use runworthy::commands::{Failure, checks, explain, scan};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let ended = match &cli.command {
        None => scan::run(&cli.scan),
        Some(Command::Scan(args)) => scan::run(args),
        Some(Command::Explain { topic }) => explain::run(topic),
        Some(Command::Checks) => checks::run(),
    };
    match ended {
        Ok(ending) => ExitCode::from(ending as u8),
        Err(failure) => report(&failure),
    }
}

/// One clear line on standard error, and the code of the contract.
fn report(failure: &Failure) -> ExitCode {
    let (message, code) = match failure {
        Failure::Usage(message) => (message.clone(), 2),
        Failure::Incomplete(error) => (format!("{error:#}"), 3),
    };
    let clean = runworthy::report::Foreign::new(message).clean();
    let _ = writeln!(std::io::stderr(), "runworthy: {clean}");
    ExitCode::from(code)
}

//! Parse, dispatch, exit code.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use runworthy::cli::{Cli, Command};
use runworthy::commands::{Failure, checks, compare, explain, generate, init, interview, scan, trend};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let ended = match &cli.command {
        None => scan::run(&cli.scan),
        Some(Command::Scan(args)) => scan::run(args),
        Some(Command::Explain { topic }) => explain::run(topic),
        Some(Command::Checks) => checks::run(),
        Some(Command::Interview(args)) => interview::run(args),
        Some(Command::Init(args)) => init::run(args),
        Some(Command::Compare(args)) => compare::run(args),
        Some(Command::Trend(args)) => trend::run(args),
        Some(Command::Schema) => generate::schema(),
        Some(Command::Completions { shell }) => generate::completions(*shell),
        Some(Command::Man) => generate::man(),
    };
    match ended {
        Ok(ending) => ExitCode::from(ending as u8),
        Err(failure) => report(&failure),
    }
}

/// A clear message on standard error, and the code of the contract.
fn report(failure: &Failure) -> ExitCode {
    let (message, code) = match failure {
        Failure::Usage(message) => (message.clone(), 2),
        Failure::Incomplete(error) => (format!("{error:#}"), 3),
    };
    let clean: Vec<String> = message.lines().map(|line| runworthy::report::Foreign::new(line).clean()).collect();
    let clean = clean.join("\n");
    let _ = writeln!(std::io::stderr(), "runworthy: {clean}");
    ExitCode::from(code)
}

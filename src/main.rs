//! Parse, dispatch, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match runworthy::commands::scan::run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("runworthy: {error:#}");
            ExitCode::from(3)
        }
    }
}

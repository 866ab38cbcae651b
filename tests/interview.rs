//! The interview, typed as a person would type it.
#![cfg(unix)]

mod common;

use std::process::Command;

use common::Repository;
use rexpect::session::{PtySession, spawn_command};

const DOWN: &str = "\x1b[B";
const CTRL_C: char = 'c';

fn start(repository: &Repository, args: &[&str]) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runworthy"));
    command.current_dir(repository.path("")).env("TERM", "xterm").env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1").arg("interview").args(args);
    spawn_command(command, Some(20_000)).unwrap()
}

/// Types keys and Enter.
fn enter(session: &mut PtySession, keys: &str) {
    session.send(keys).unwrap();
    session.send("\r").unwrap();
    session.flush().unwrap();
}

fn ends_well(session: &PtySession) {
    let status = format!("{:?}", session.process().wait());
    assert!(status.starts_with("Ok(Exited(") && status.ends_with(", 0))"), "{status}");
}

#[test]
fn answers_are_kept_one_by_one_and_ctrl_c_loses_none() {
    let repository = Repository::new();
    repository.write("runworthy.toml", "# ours\n[verdict]\ngo = 80\n");
    let mut session = start(&repository, &[]);
    session.exp_string("Who answers?").unwrap();
    enter(&mut session, "");
    session.exp_string("1/10").unwrap();
    session.exp_string("Is it a request to the team").unwrap();
    session.exp_string("Why it matters:").unwrap();
    session.exp_string("A good answer:").unwrap();
    session.exp_string("Your answer:").unwrap();
    enter(&mut session, "");
    session.exp_string("A note").unwrap();
    enter(&mut session, "we were asked");
    session.exp_string("2/10").unwrap();
    session.exp_string("Your answer:").unwrap();
    enter(&mut session, "n");
    session.exp_string("A note").unwrap();
    session.send_control(CTRL_C).unwrap();
    session.exp_string("2 answers are kept").unwrap();
    session.exp_eof().unwrap();
    ends_well(&session);
    let text = repository.read("runworthy.toml");
    assert!(text.starts_with("# ours\n[verdict]\ngo = 80\n"), "{text}");
    let report = repository.report(&[]);
    let said: Vec<&str> = report["terms"].as_array().unwrap().iter().map(|term| term["answer"].as_str().unwrap()).collect();
    assert_eq!(said[..3], ["yes", "no", "unanswered"]);
    assert_eq!(report["terms"][0]["note"], "we were asked");
}

#[test]
fn it_goes_on_where_it_was_left() {
    let repository = Repository::new();
    let mut session = start(&repository, &["--by", "the platform team"]);
    session.exp_string("1/10").unwrap();
    session.exp_string("Your answer:").unwrap();
    enter(&mut session, &DOWN.repeat(2));
    session.exp_string("A note").unwrap();
    enter(&mut session, "");
    session.exp_string("2/10").unwrap();
    session.exp_string("Your answer:").unwrap();
    enter(&mut session, "s");
    session.exp_string("3/10").unwrap();
    session.exp_string("Your answer:").unwrap();
    enter(&mut session, "y");
    session.exp_string("A note").unwrap();
    enter(&mut session, "");
    session.exp_string("4/10").unwrap();
    session.exp_string("Your answer:").unwrap();
    session.send_control(CTRL_C).unwrap();
    session.exp_string("9 questions are open").unwrap();
    session.exp_eof().unwrap();
    let text = repository.read("runworthy.toml");
    assert!(
        text.contains("[terms.voluntary]\nanswer = \"not-sure\"") && text.contains("[terms.free-to-decline]\nanswer = \"yes\""),
        "{text}"
    );
    assert!(text.contains("by = \"the platform team\"") && !text.contains("paid"), "{text}");
    let mut again = start(&repository, &["--by", "us"]);
    again.exp_string("1/9").unwrap();
    again.exp_string("Is it a request").unwrap();
    again.exp_string("Your answer:").unwrap();
    again.send_control(CTRL_C).unwrap();
    again.exp_eof().unwrap();
}

#[test]
fn without_a_terminal_it_shows_the_format() {
    let repository = Repository::new();
    let output = repository.run(&["interview"]);
    assert_eq!(output.code, 2);
    assert!(output.stderr.starts_with("runworthy: an interview needs a terminal; without one, write the answers into runworthy.toml:\n"));
    assert!(output.stderr.contains("\n[terms.paid]") && output.stderr.contains("\nanswer = \"yes\""), "{}", output.stderr);
    let shown = output.stderr.split_once("\n\n").unwrap().1;
    repository.write("runworthy.toml", shown);
    assert_eq!(repository.report(&[])["terms"][1]["note"], "in the contract", "what it shows is valid");
}

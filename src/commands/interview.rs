//! `runworthy interview`: the questions for people, one at a time, each answer kept at once.

use std::fmt;
use std::io::{IsTerminal, Write};
use std::path::Path;

use inquire::error::InquireError;
use inquire::{Select, Text};

use super::{Ending, Failure, assess, print};
use crate::assessment::terms::{Reply, State, TERMS, Term, TermAnswer};
use crate::cli::Interview;
use crate::config::{self, Config, Service, edit};
use crate::report::wrap;
use crate::snapshot::Snapshot;

/// What stands in the file, for those who write it by hand.
const FORMAT: &str = "[terms.paid]             # `runworthy explain terms` lists them
answer = \"yes\"           # yes, no or not-sure
on = 2026-01-31          # answers lapse after 180 days
by = \"the team\"          # a role or a team, not a name
note = \"in the contract\" # optional";

/// Asks what is open, and tells what is kept.
///
/// # Errors
/// See [`Failure`]; without a terminal it is a usage error that shows the file's format.
pub fn run(args: &Interview) -> Result<Ending, Failure> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(Failure::Usage(format!(
            "an interview needs a terminal; without one, write the answers into {}:\n\n{FORMAT}",
            config::FILE
        )));
    }
    let config = assess::configuration(&Snapshot::of(&args.path)?, None)?;
    let service = chosen(&config, args.service.as_deref())?;
    let file = args.path.join(config::FILE);
    let open = open(&config, &service, args.all);
    if open.is_empty() {
        print(b"Every question is answered; --all asks them again.\n")?;
        return Ok(Ending::Passed);
    }
    let mut kept = 0;
    let ended = ask_all(&open, args, &file, &mut kept);
    let left = TERMS.len() - settled(&file)?;
    let mut message = match kept {
        1 => format!("\n1 answer is kept in {}.", file.display()),
        kept => format!("\n{kept} answers are kept in {}.", file.display()),
    };
    if left > 0 {
        message.push_str(&format!(" {left} questions are open: `runworthy interview` goes on with them."));
    }
    print(format!("{message}\n").as_bytes())?;
    ended.map(|()| Ending::Passed)
}

fn chosen(config: &Config, name: Option<&str>) -> Result<Service, Failure> {
    let Some(name) = name else { return Ok(Service::default()) };
    let found = config.services.iter().find(|service| service.label() == Some(name));
    found.cloned().ok_or_else(|| Failure::Usage(format!("{} names no service `{name}`", config::FILE)))
}

/// The terms to ask: what is not answered, not sure or lapsed; or all.
fn open(config: &Config, service: &Service, all: bool) -> Vec<&'static Term> {
    let (terms, today) = (config.answers(service), assess::today());
    let settled = |term: &&Term| matches!(terms.state(term.id, today), State::Answered(answer) if answer.reply != Reply::NotSure);
    TERMS.iter().filter(|term| all || !settled(term)).collect()
}

/// How many terms the file answers now.
fn settled(file: &Path) -> Result<usize, Failure> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let config = Config::parse(config::FILE, &text, &|_| None).unwrap_or_default();
    Ok(TERMS.len() - open(&config, &Service::default(), false).len())
}

/// Asks one after the other; leaving early is no failure, since each answer is kept when it is given.
fn ask_all(open: &[&Term], args: &Interview, file: &Path, kept: &mut usize) -> Result<(), Failure> {
    let by = match &args.by {
        Some(by) => by.clone(),
        None => match Text::new("Who answers? A role or a team, not a name:").with_default("the team").prompt() {
            Ok(by) => by,
            Err(error) => return left(error),
        },
    };
    for (at, term) in open.iter().enumerate() {
        introduce(term, at + 1, open.len())?;
        let reply = match choose() {
            Ok(Choice::Answer(reply)) => reply,
            Ok(Choice::Skip) => continue,
            Err(error) => return left(error),
        };
        let mut answer = TermAnswer { reply, on: assess::today(), by: Some(by.clone()).filter(|by| !by.trim().is_empty()), note: None };
        edit::set_term(file, args.service.as_deref(), term.id, &answer).map_err(Failure::Incomplete)?;
        *kept += 1;
        match Text::new("A note (Enter for none):").prompt() {
            Ok(note) if !note.trim().is_empty() => {
                answer.note = Some(note.trim().to_owned());
                edit::set_term(file, args.service.as_deref(), term.id, &answer).map_err(Failure::Incomplete)?;
            }
            Ok(_) => {}
            Err(error) => return left(error),
        }
    }
    Ok(())
}

/// Ctrl-C and Escape end the interview; everything else is a failure.
fn left(error: InquireError) -> Result<(), Failure> {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => Ok(()),
        error => Err(Failure::Incomplete(anyhow::Error::new(error).context("the terminal"))),
    }
}

fn introduce(term: &Term, number: usize, count: usize) -> Result<(), Failure> {
    let width = super::width().min(80) - 2;
    let mut page = format!("\n{number}/{count}  {}\n", term.question);
    for (label, text) in [("Why it matters: ", term.why), ("A good answer: ", term.good)] {
        for line in wrap(&format!("{label}{text}"), width) {
            page.push_str(&format!("  {line}\n"));
        }
    }
    print(page.as_bytes())?;
    let _ = std::io::stdout().flush();
    Ok(())
}

/// What can be chosen; the letter chooses it as well as the arrow keys do.
#[derive(Clone, Copy)]
enum Choice {
    Answer(Reply),
    Skip,
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Choice::Answer(Reply::Yes) => "y  yes",
            Choice::Answer(Reply::No) => "n  no",
            Choice::Answer(Reply::NotSure) => "u  not sure",
            Choice::Skip => "s  skip",
        })
    }
}

fn choose() -> Result<Choice, InquireError> {
    let choices = Reply::ALL.into_iter().map(Choice::Answer).chain([Choice::Skip]).collect();
    // Only the first letter counts, so that "n" is no and never "not sure".
    let by_letter = |typed: &str, _: &Choice, shown: &str, _: usize| {
        let typed = typed.trim().to_lowercase();
        (typed.is_empty() || shown.starts_with(&typed) || shown.get(3..).is_some_and(|word| typed.len() > 1 && word.starts_with(&typed)))
            .then_some(0)
    };
    Select::new("Your answer:", choices)
        .with_scorer(&by_letter)
        .with_help_message("arrows or y n u s, then Enter; Ctrl-C to leave")
        .prompt()
}

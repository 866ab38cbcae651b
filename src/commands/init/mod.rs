//! `runworthy init`: a proposal for `runworthy.toml`, and skeletons that a person fills.

mod proposal;
mod skeletons;

use std::path::Path;

use super::{Ending, Failure, print};
use crate::cli::{Init, Skeleton};
use crate::config::{self, edit};
use crate::facts::{Facts, Options};
use crate::snapshot::Snapshot;

/// Looks at the repository, and writes what is not there yet; nothing is ever overwritten.
///
/// # Errors
/// See [`Failure`].
pub fn run(args: &Init) -> Result<Ending, Failure> {
    let facts = Facts::with(Snapshot::of(&args.path)?, Options::default());
    facts.prepare();
    let proposal = proposal::text(&facts);
    if args.print {
        print(proposal.as_bytes())?;
        return Ok(Ending::Passed);
    }
    let mut said = write_new(&args.path, config::FILE, &proposal)?;
    for skeleton in &args.with {
        let (path, text) = skeletons::of(*skeleton, &facts);
        said.push_str(&write_new(&args.path, &path, &text)?);
    }
    if args.with.is_empty() {
        said.push_str("Next: `runworthy interview` asks what only people can answer; `runworthy` judges.\n");
    } else {
        said.push_str(&format!(
            "Fill each skeleton, then remove its line \"{}\": until then no check counts it.\n",
            crate::facts::UNFILLED
        ));
    }
    print(said.as_bytes())?;
    Ok(Ending::Passed)
}

/// Writes a file that is not there; tells what was done.
fn write_new(root: &Path, path: &str, text: &str) -> Result<String, Failure> {
    let file = root.join(path);
    if file.symlink_metadata().is_ok() {
        return Ok(format!("kept     {path} (it is there already)\n"));
    }
    let made = || -> anyhow::Result<()> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        edit::replace(&file, text.as_bytes())
    };
    made().map_err(|error| Failure::Incomplete(error.context(format!("{path}: could not be written"))))?;
    Ok(format!("wrote    {path}\n"))
}

/// All skeletons, for the test that holds that none of them passes a check.
pub fn all(facts: &Facts) -> Vec<(String, String)> {
    use Skeleton::*;
    [Runbook, Postmortem, IncidentProcess, Codeowners, EnvExample, AlertsTest, ReadmeSections]
        .into_iter()
        .map(|skeleton| skeletons::of(skeleton, facts))
        .collect()
}

//! The command line, and nothing else.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Is this service fit for a person to carry its pager?
///
/// Reads a service's repository, holds what it finds against the essay "You Build It, You Run It",
/// and prints a scored table with a verdict: GO, CONDITIONAL or NO-GO. It reads only: nothing of the
/// repository is run, and the network is never used.
#[derive(Debug, Parser)]
#[command(name = "runworthy", version, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub scan: Scan,
}

const EXAMPLES: &str = "Examples:
  runworthy                                   judge the service in this folder
  runworthy ~/src/shop                        judge another one
  runworthy scan --rev v1.4 ~/src/shop        judge a revision, bare repositories included
  runworthy --format json --output out.json . write the report for a machine
  runworthy --only alerting --verbose         one area, with all evidence
  runworthy explain alerting/alerts-actionable

Exit codes: 0 the verdict passes --fail-on, 1 it does not, 2 the command line or runworthy.toml is
wrong, 3 the scan or an output could not be completed.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge a service and print the report (the default command).
    Scan(Scan),
    /// Tell why a check or an area matters, how it is judged, and how to mend it.
    Explain {
        /// An area such as `alerting`, or a check such as `alerting/alerts-actionable`.
        #[arg(value_name = "CHECK|AREA")]
        topic: String,
    },
    /// List all checks with their areas.
    Checks,
    /// Ask the questions that only people can answer, and keep the answers in runworthy.toml.
    Interview(Interview),
    /// Tell what got better and worse between two revisions, or two reports in JSON.
    Compare(Compare),
    /// Show how the scores moved, from git's history alone.
    Trend(TrendArgs),
    /// Print the JSON Schema of the report.
    Schema,
    /// Print the completions of a shell.
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// Propose a runworthy.toml for this repository, and skeletons of what is missing.
    Init(Init),
}

#[derive(Debug, Clone, Args)]
pub struct Compare {
    /// The earlier side: a revision, or a report in JSON.
    pub base: String,
    /// The later side; the worktree unless given.
    pub head: Option<String>,
    /// The repository.
    #[arg(long, short = 'C', default_value = ".")]
    pub path: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    #[arg(long, value_enum, default_value_t = CompareFormat::Table)]
    pub format: CompareFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    Table,
    Markdown,
    Json,
}

#[derive(Debug, Clone, Args)]
pub struct TrendArgs {
    /// The repository.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// How far back to look: days, or months and years such as 18m and 2y.
    #[arg(long, value_name = "SPAN", default_value = "2y", value_parser = days)]
    pub since: u32,
    /// How many points at the most, evenly spaced along the main line.
    #[arg(long, value_name = "COUNT", default_value_t = 12)]
    pub points: usize,
    /// Take the tags as points instead of commits.
    #[arg(long)]
    pub tags: bool,
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    #[arg(long, value_enum, default_value_t = TrendFormat::Table)]
    pub format: TrendFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TrendFormat {
    /// Sparklines, for people at a terminal.
    Table,
    Svg,
    Html,
    Json,
    Csv,
}

/// A span of time in days: `90`, `90d`, `8w`, `18m`, `2y`.
fn days(text: &str) -> Result<u32, String> {
    let wrong = || format!("`{text}` is no span of time; write 90d, 8w, 18m or 2y");
    let (number, unit) = match text.char_indices().last() {
        Some((at, unit)) if unit.is_ascii_alphabetic() => (&text[..at], unit),
        _ => (text, 'd'),
    };
    let unit = match unit {
        'd' => 1,
        'w' => 7,
        'm' => 30,
        'y' => 365,
        _ => return Err(wrong()),
    };
    number.parse::<u32>().ok().and_then(|number| number.checked_mul(unit)).filter(|days| (1..=36_500).contains(days)).ok_or_else(wrong)
}

#[derive(Debug, Clone, Args)]
pub struct Interview {
    /// The repository whose runworthy.toml keeps the answers.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Answer for this service of the repository only.
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    /// Ask what is answered already, too.
    #[arg(long)]
    pub all: bool,
    /// Who answers: a role or a team.
    #[arg(long, value_name = "WHO")]
    pub by: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub struct Init {
    /// The repository to look at.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Print the proposal instead of writing it.
    #[arg(long)]
    pub print: bool,
    /// Also write these skeletons, for a person to fill.
    #[arg(long, value_enum, value_name = "SKELETON", value_delimiter = ',')]
    pub with: Vec<Skeleton>,
}

/// What `init --with` can begin for you.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Skeleton {
    Runbook,
    Postmortem,
    IncidentProcess,
    Codeowners,
    EnvExample,
    AlertsTest,
    ReadmeSections,
}

#[derive(Debug, Clone, Args)]
pub struct Scan {
    /// The folder of the service: a git worktree or repository (a folder inside it, too), or a plain folder.
    /// Further folders are further sources of the same service: its infrastructure, its alerts.
    #[arg(default_value = ".", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Judge this revision instead of the worktree: a branch, tag or commit.
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
    /// The report's format; give it again, with as many --output, to write several.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Vec<Format>,
    /// Write the report to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// Judge only this area or check; may be repeated.
    #[arg(long, value_name = "AREA|CHECK")]
    pub only: Vec<String>,
    /// Leave this area or check out; may be repeated.
    #[arg(long, value_name = "AREA|CHECK")]
    pub skip: Vec<String>,
    /// Judge only this service of a repository with several.
    #[arg(long, value_name = "NAME")]
    pub service: Option<String>,
    /// A configuration under the repository's own: the policy of a whole company.
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// Judge the repository alone, without the questions for people (for CI).
    #[arg(long)]
    pub no_terms: bool,
    /// A program that judges further checks; it gets facts as JSON and gives outcomes as JSON. May be repeated.
    #[arg(long, value_name = "PROGRAM")]
    pub plugin: Vec<PathBuf>,
    /// Exit with 1 for this verdict or a worse one.
    #[arg(long, value_enum, value_name = "VERDICT", default_value_t = FailOn::NoGo)]
    pub fail_on: FailOn,
    /// Compare with this revision: the report tells what changed, and --fail-on regression looks at nothing else.
    #[arg(long, value_name = "REV", conflicts_with = "since_report")]
    pub base: Option<String>,
    /// Compare with a report in JSON that was written before.
    #[arg(long, value_name = "FILE")]
    pub since_report: Option<PathBuf>,
    /// How much history to read, back from the judged commit: days, or 18m, 2y.
    #[arg(long, value_name = "SPAN", default_value = "365", value_parser = days)]
    pub since: u32,
    /// Print the verdict's line only.
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print every check with its evidence.
    #[arg(long, short)]
    pub verbose: bool,
    /// Only the scores are wanted, by another command.
    #[arg(skip)]
    pub brief: bool,
}

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, at a terminal.
    Table,
    /// For a retro.
    Markdown,
    /// One page for a browser: no network, no script.
    Html,
    /// For machines: the public contract.
    Json,
    /// For code scanning (SARIF 2.1.0).
    Sarif,
    /// For test reports of CI systems.
    Junit,
    /// Annotations of GitHub Actions; also adds to the step's summary.
    Github,
    /// GitLab's Code Quality.
    Gitlab,
    /// Gauges for dashboards.
    Openmetrics,
    /// A badge as SVG.
    Badge,
    /// The endpoint of shields.io.
    Shields,
    /// A line for each check.
    Csv,
}

impl Scan {
    /// A scan of which nothing is asked but the judgement.
    pub fn plain() -> Scan {
        Cli::parse_from(["runworthy"]).scan
    }
}

/// From which verdict on the exit code is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// NO-GO fails.
    NoGo,
    /// CONDITIONAL and NO-GO fail.
    Conditional,
    /// Only what got worse than on the base fails.
    Regression,
    /// No verdict fails.
    Never,
}

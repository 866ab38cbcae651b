//! From the command line to finished reports: the way of the data, once for each service.

use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::civil::Date;

use super::{Failure, plugin};
use crate::assessment::scorecard::Scorecard;
use crate::assessment::verdict;
use crate::assessment::waivers;
use crate::assessment::{judge, remedies};
use crate::checks::areas::AREAS;
use crate::checks::{CHECKS, Check};
use crate::cli::Scan;
use crate::config::{self, Config, Service, suggest};
use crate::facts::memory::Memory;
use crate::facts::{Facts, Options};
use crate::report::changes;
use crate::report::{Findings, Report};
use crate::snapshot::{Snapshot, Source};

/// The day by which waivers end and answers lapse.
pub fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Judges every service that the command line asks for; there is at least one.
///
/// # Errors
/// See [`Failure`].
pub fn reports(args: &Scan, memory: &Memory) -> Result<Vec<Report>, Failure> {
    let path = args.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let sizes = memory.sizes();
    let whole = Snapshot::open(&Source { path: path.to_path_buf(), revision: args.rev.clone(), sizes, ..Source::default() })?;
    let config = configuration(&whole, args.policy.as_deref())?;
    let selection = Selection::new(args, &config)?;
    let services = chosen_services(args, &config)?;
    let mut whole = Some(whole);
    services
        .iter()
        .map(|service| {
            let (snapshot, sources) = open(args, path, service, &mut whole)?;
            assess(args, &config, service, &selection, (snapshot, sources), memory)
        })
        .collect()
}

/// As [`reports`], with what changed since a base: a revision, or a report that was stored.
///
/// # Errors
/// See [`Failure`].
pub fn reports_since(args: &Scan) -> Result<Vec<Report>, Failure> {
    let memory = Memory::default();
    let mut reports = reports(args, &memory)?;
    let base = match (&args.base, &args.since_report) {
        (Some(revision), _) => self::reports(&Scan { rev: Some(revision.clone()), ..args.clone() }, &memory)?,
        (None, Some(file)) => vec![super::compare::stored(file)?],
        (None, None) => Vec::new(),
    };
    for report in &mut reports {
        let before = base.iter().find(|before| before.service == report.service || base.len() == 1);
        report.changes = before.map(|before| changes::between(before, report));
    }
    Ok(reports)
}

/// The repository's configuration, over the policy that the user gave.
///
/// # Errors
/// Either file is wrong: exit code 2.
pub fn configuration(snapshot: &Snapshot, policy: Option<&Path>) -> Result<Config, Failure> {
    let read = |path: &str| snapshot.text_of(path).map(str::to_owned);
    let wrong = |error: config::ConfigError| Failure::Usage(error.to_string());
    let own = match snapshot.text_of(config::FILE) {
        Some(text) => Config::parse(config::FILE, text, &read).map_err(wrong)?,
        None => Config::default(),
    };
    let Some(file) = policy else { return Ok(own) };
    let text = std::fs::read_to_string(file).map_err(|error| Failure::Usage(format!("--policy {}: {error}", file.display())))?;
    let beside = |path: &str| std::fs::read_to_string(file.parent()?.join(path)).ok();
    Ok(own.over(Config::parse(&file.to_string_lossy(), &text, &beside).map_err(wrong)?))
}

fn chosen_services(args: &Scan, config: &Config) -> Result<Vec<Service>, Failure> {
    let whole = || vec![Service::default()];
    let Some(name) = &args.service else {
        let several = args.paths.len() > 1 && config.services.len() > 1;
        if several {
            return Err(Failure::Usage("several PATHs are the sources of one service; name it with --service".to_owned()));
        }
        return Ok(if config.services.is_empty() { whole() } else { config.services.clone() });
    };
    let found = config.services.iter().find(|service| service.label() == Some(name));
    found.map(|service| vec![service.clone()]).ok_or_else(|| {
        let known: Vec<&str> = config.services.iter().filter_map(Service::label).collect();
        let remedy = if known.is_empty() { format!("; {} names no [[service]]", config::FILE) } else { suggest::hint(name, known) };
        Failure::Usage(format!("no service is called `{name}`{remedy}"))
    })
}

/// What was scanned, for the report: path and revision of each source.
type Sources = Vec<(String, Option<String>)>;

/// Opens a service: its folder, what it shares, and its further sources.
fn open(args: &Scan, path: &Path, service: &Service, whole: &mut Option<Snapshot>) -> Result<(Snapshot, Sources), Failure> {
    let mut snapshot = match whole.take().filter(|_| service.root.is_empty()) {
        Some(snapshot) => snapshot,
        None => Snapshot::open(&Source {
            path: path.to_path_buf(),
            revision: args.rev.clone(),
            root: Some(service.root.clone()).filter(|root| !root.is_empty()),
            shared: service.shared.clone(),
            ..Source::default()
        })?,
    };
    let mut sources = vec![(path.to_string_lossy().into_owned(), args.rev.clone())];
    for more in args.paths.iter().skip(1) {
        let name = more.file_name().map_or_else(|| "source".to_owned(), |name| name.to_string_lossy().into_owned());
        snapshot.join(&name, Snapshot::open(&Source { path: more.clone(), ..Source::default() })?);
        sources.push((more.to_string_lossy().into_owned(), None));
    }
    for source in &service.sources {
        let beside = path.join(&source.path);
        let opened =
            Snapshot::open(&Source { path: beside.clone(), revision: source.rev.clone(), root: source.root.clone(), ..Source::default() });
        let opened = opened.with_context(|| format!("the source `{}` of {}", source.name, config::FILE))?;
        snapshot.join(&source.name, opened);
        sources.push((beside.to_string_lossy().into_owned(), source.rev.clone()));
    }
    Ok((snapshot, sources))
}

fn assess(
    args: &Scan,
    config: &Config,
    service: &Service,
    selection: &Selection<'_>,
    (snapshot, sources): (Snapshot, Sources),
    memory: &Memory,
) -> Result<Report, Failure> {
    let options =
        Options { since_days: args.since, settings: config.settings.clone(), knowledge: config.knowledge.clone(), memory: memory.clone() };
    let facts = Facts::with(snapshot, options);
    facts.prepare();
    let plugged = selection.plugins.iter().map(|program| plugin::run(program, &facts)).collect::<anyhow::Result<Vec<_>>>()?;
    let mut checks = selection.checks.clone();
    checks.extend(plugged.iter().flatten().map(|check| check as &dyn Check).filter(|check| selection.wants(*check)));
    // The areas' order is that of the report; checks of the user's own follow the built-in ones.
    checks.sort_by_key(|check| AREAS.iter().position(|area| area.id == check.meta().area()));
    let mut judged = judge(&checks, &facts);
    let mut notices = waivers::claim(&config.claims, &mut judged);
    let mut policy = config.policy(service, today());
    if args.no_terms {
        policy.terms = None;
        notices.push("the questions for people were left out (--no-terms)".to_owned());
    }
    notices.extend(waivers::problems(&policy.waivers, &judged, policy.today));
    // What --only and --skip left out is not judged, so nothing is wrong with what is said about it.
    notices.retain(|notice| selection.is_whole() || !notice.contains("no such check was judged") && !notice.contains("names no check"));
    let scorecard = Scorecard::new(judged, &config.weights);
    let (verdict, reasons) = verdict::decide(&scorecard, &policy);
    let remedies = remedies::shortest(&scorecard, verdict, &policy);
    Ok(Report::new(&Findings {
        facts: &facts,
        scorecard: &scorecard,
        verdict,
        reasons: &reasons,
        remedies: remedies.as_ref(),
        policy: &policy,
        notices,
        name: service.name.as_deref(),
        sources,
        brief: args.brief,
    }))
}

/// What is judged: built-in and custom checks that `--only` and `--skip` leave, and plugins.
struct Selection<'a> {
    only: &'a [String],
    skip: &'a [String],
    checks: Vec<&'a dyn Check>,
    plugins: Vec<PathBuf>,
}

impl<'a> Selection<'a> {
    fn new(args: &'a Scan, config: &'a Config) -> Result<Selection<'a>, Failure> {
        let own = config.custom.iter().map(|check| check as &dyn Check);
        let all: Vec<&dyn Check> = CHECKS.iter().copied().chain(own).collect();
        let plugins: Vec<PathBuf> = config::user::plugins().map_err(Failure::Usage)?.into_iter().chain(args.plugin.clone()).collect();
        if plugins.is_empty() {
            args.only.iter().chain(&args.skip).try_for_each(|topic| known(topic, &all))?;
        }
        let mut selection = Selection { only: &args.only, skip: &args.skip, checks: Vec::new(), plugins };
        selection.checks = all.into_iter().filter(|check| selection.wants(*check)).collect();
        if selection.checks.is_empty() && selection.plugins.is_empty() {
            return Err(Failure::Usage("--only and --skip leave no check".to_owned()));
        }
        Ok(selection)
    }

    fn wants(&self, check: &dyn Check) -> bool {
        let names = |topics: &[String]| topics.iter().any(|topic| topic == check.meta().id || topic == check.meta().area());
        (self.only.is_empty() || names(self.only)) && !names(self.skip)
    }

    fn is_whole(&self) -> bool {
        self.only.is_empty() && self.skip.is_empty()
    }
}

fn known(topic: &str, checks: &[&dyn Check]) -> Result<(), Failure> {
    let topics = || AREAS.iter().map(|area| area.id).chain(checks.iter().map(|check| check.meta().id));
    if topics().any(|known| known == topic) {
        Ok(())
    } else {
        Err(Failure::Usage(format!("no area or check is called `{topic}`{}", suggest::hint(topic, topics()))))
    }
}

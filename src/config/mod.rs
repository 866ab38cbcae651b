//! Valid configuration: `runworthy.toml` at the service's root, checked to the last key.

mod custom;
pub mod edit;
mod people;
mod place;
mod raw;
pub mod suggest;
pub mod user;

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use jiff::civil::Date;

use crate::assessment::scorecard::Weights;
use crate::assessment::terms::{LAPSE_DAYS, TermAnswer, Terms};
use crate::assessment::tiers;
use crate::assessment::verdict::{Policy, Thresholds};
use crate::assessment::waivers::{Claim, Waiver};
use crate::checks::custom::Custom;
use crate::knowledge::Table;
use place::Place;

/// The name of the file.
pub const FILE: &str = "runworthy.toml";
/// How many files may extend one another.
const MAX_EXTENDS: usize = 8;

/// What a user set; what is `None` has its default.
#[derive(Debug, Default)]
pub struct Config {
    /// The services of the repository; empty where the whole of it is one.
    pub services: Vec<Service>,
    conditional: Option<f64>,
    go: Option<f64>,
    pub weights: Weights,
    /// Check id → setting → value.
    pub settings: HashMap<String, HashMap<String, f64>>,
    waivers: Vec<Waiver>,
    pub claims: Vec<Claim>,
    lapse_days: Option<i64>,
    terms: BTreeMap<String, TermAnswer>,
    pub knowledge: Vec<Table>,
    pub custom: Vec<Custom>,
}

/// One service of the repository.
#[derive(Debug, Default, Clone)]
pub struct Service {
    pub name: Option<String>,
    /// Its folder inside the repository, without slashes around it; empty for the whole.
    pub root: String,
    /// Paths of the repository that count for it as well.
    pub shared: Vec<String>,
    pub tier: Option<u8>,
    pub sources: Vec<SourceRef>,
    conditional: Option<f64>,
    go: Option<f64>,
    terms: BTreeMap<String, TermAnswer>,
}

impl Service {
    /// What to call it: its name, or its folder's.
    pub fn label(&self) -> Option<&str> {
        self.name.as_deref().or_else(|| self.root.rsplit('/').next().filter(|folder| !folder.is_empty()))
    }
}

/// Another repository that belongs to a service.
#[derive(Debug, Clone)]
pub struct SourceRef {
    /// Beside the repository: `../name`.
    pub path: String,
    pub name: String,
    pub rev: Option<String>,
    pub root: Option<String>,
}

/// What is wrong with a configuration, where, and what to write instead. Ends in exit code 2.
#[derive(Debug)]
pub struct ConfigError {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl std::error::Error for ConfigError {}

/// Reads a file that another one extends, by its path from the repository's root.
pub type Reader<'r> = dyn Fn(&str) -> Option<String> + 'r;

impl Config {
    /// Reads and checks the text of a `runworthy.toml` called `file`, and what it extends.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place and the nearest right key.
    pub fn parse(file: &str, text: &str, read: &Reader<'_>) -> Result<Config, ConfigError> {
        Config::read(file, text, read, MAX_EXTENDS)
    }

    fn read(file: &str, text: &str, reader: &Reader<'_>, depth: usize) -> Result<Config, ConfigError> {
        let raw: raw::Raw = toml::from_str(text).map_err(|error| not_understood(file, text, &error))?;
        let place = Place::new(file, text);
        let own = Config::checked(&place, &raw)?;
        let Some(extends) = &raw.extends else { return Ok(own) };
        let path = place.inside(extends, "extends")?;
        let path = crate::facts::docs::join(file, &path).unwrap_or(path);
        let depth = depth.checked_sub(1).ok_or_else(|| place.at(extends, "files extend one another in a circle"))?;
        let base = reader(&path).ok_or_else(|| {
            place.at(extends, format!("`{path}` is not a file of this repository; a policy from elsewhere is given with --policy FILE"))
        })?;
        Ok(own.over(Config::read(&path, &base, reader, depth)?))
    }

    fn checked(place: &Place<'_>, raw: &raw::Raw) -> Result<Config, ConfigError> {
        let (conditional, go) = place.thresholds(&raw.verdict)?;
        Ok(Config {
            services: services(place, &raw.service)?,
            conditional,
            go,
            weights: place.weights(&raw.weights)?,
            settings: place.settings(&raw.checks)?,
            waivers: people::waivers(place, &raw.waiver)?,
            claims: people::claims(place, &raw.evidence)?,
            lapse_days: people::lapse_days(place, &raw.interview)?,
            terms: people::terms(place, &raw.terms)?,
            knowledge: custom::knowledge(place, &raw.knowledge)?,
            custom: custom::checks(place, &raw.custom_check)?,
        })
    }

    /// This configuration over a more general one: single values replace, lists add up.
    pub fn over(mut self, base: Config) -> Config {
        let mut settings = base.settings;
        for (check, values) in self.settings {
            settings.entry(check).or_default().extend(values);
        }
        let claimed = |check: &str, own: &[Claim]| own.iter().any(|claim| claim.check == check);
        let inherited = base.claims.into_iter().filter(|claim| !claimed(&claim.check, &self.claims)).collect::<Vec<_>>();
        self.claims.extend(inherited);
        let replaced = |id: &str, own: &[Custom]| own.iter().any(|custom| custom.id() == id);
        let mut custom: Vec<Custom> = base.custom.into_iter().filter(|custom| !replaced(custom.id(), &self.custom)).collect();
        custom.append(&mut self.custom);
        Config {
            services: if self.services.is_empty() { base.services } else { self.services },
            conditional: self.conditional.or(base.conditional),
            go: self.go.or(base.go),
            weights: base.weights.into_iter().chain(self.weights).collect(),
            settings,
            waivers: base.waivers.into_iter().chain(self.waivers).collect(),
            claims: self.claims,
            lapse_days: self.lapse_days.or(base.lapse_days),
            terms: base.terms.into_iter().chain(self.terms).collect(),
            knowledge: base.knowledge.into_iter().chain(self.knowledge).collect(),
            custom,
        }
    }

    /// How a service is judged: its own words before those for all.
    pub fn policy(&self, service: &Service, today: Date) -> Policy {
        let plain = Policy::plain(today);
        let tier = service.tier.and_then(tiers::tier).unwrap_or(plain.tier);
        let conditional = service.conditional.or(self.conditional).unwrap_or(tier.thresholds.conditional);
        let go = service.go.or(self.go).unwrap_or(tier.thresholds.go).max(conditional);
        Policy {
            tier,
            thresholds: Thresholds { conditional, go },
            waivers: self.waivers.clone(),
            terms: Some(self.answers(service)),
            today,
        }
    }

    /// The answers of a service, with those that hold for all.
    pub fn answers(&self, service: &Service) -> Terms {
        let answers = self.terms.clone().into_iter().chain(service.terms.clone()).collect();
        Terms { answers, lapse_days: self.lapse_days.unwrap_or(LAPSE_DAYS) }
    }
}

fn services(place: &Place<'_>, raw: &[raw::Service]) -> Result<Vec<Service>, ConfigError> {
    let mut services: Vec<Service> = Vec::new();
    for raw in raw {
        let service = service(place, raw)?;
        if let Some(label) = service.label().filter(|label| services.iter().any(|known| known.label() == Some(*label))) {
            let at = raw.name.as_ref().or(raw.root.as_ref());
            let message = format!("two services are called `{label}`; give one another `name`");
            return Err(at.map_or_else(|| place.error(0, message.clone()), |at| place.at(at, message.clone())));
        }
        services.push(service);
    }
    Ok(services)
}

fn service(place: &Place<'_>, raw: &raw::Service) -> Result<Service, ConfigError> {
    let (conditional, go) = place.thresholds(&raw.verdict)?;
    Ok(Service {
        name: raw.name.as_ref().map(|name| place.said(name, "name")).transpose()?,
        root: raw.root.as_ref().map(|root| place.inside(root, "root")).transpose()?.unwrap_or_default(),
        shared: raw.shared.iter().map(|path| place.inside(path, "shared")).collect::<Result<_, _>>()?,
        tier: raw.tier.as_ref().map(|tier| place.tier(tier)).transpose()?,
        sources: raw.sources.iter().map(|source| source_ref(place, source)).collect::<Result<_, _>>()?,
        conditional,
        go,
        terms: people::terms(place, &raw.terms)?,
    })
}

/// A repository may name those that lie beside it, and nothing else of the machine.
fn source_ref(place: &Place<'_>, raw: &raw::Source) -> Result<SourceRef, ConfigError> {
    let path = raw.path.get_ref().trim_end_matches('/');
    let beside = path.strip_prefix("../").filter(|name| !name.is_empty() && !name.contains('/') && *name != "..");
    let Some(folder) = beside else {
        return Err(place.at(&raw.path, "a source's `path` names a folder beside this repository: \"../infrastructure\""));
    };
    let name = raw.name.as_ref().map(|name| place.said(name, "name")).transpose()?;
    if let Some(wrong) = raw.name.as_ref().filter(|name| name.get_ref().contains(['/', ':'])) {
        return Err(place.at(wrong, "a source's `name` holds no `/` and no `:`"));
    }
    Ok(SourceRef {
        path: path.to_owned(),
        name: name.unwrap_or_else(|| folder.to_owned()),
        rev: raw.rev.clone(),
        root: raw.root.as_ref().map(|root| place.inside(root, "root")).transpose()?,
    })
}

/// serde's own words, with its list of expected keys turned into the nearest one.
fn not_understood(file: &str, text: &str, error: &toml::de::Error) -> ConfigError {
    let message = error.message();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let message = match quoted.as_slice() {
        [unknown, known @ ..] if message.starts_with("unknown field") => {
            format!("unknown key `{unknown}`{}", suggest::hint(unknown, known.iter().copied()))
        }
        [missing] if message.starts_with("missing field") => format!("the key `{missing}` is missing here"),
        _ => message.lines().next().unwrap_or(message).to_owned(),
    };
    Place::new(file, text).error(error.span().map_or(0, |span| span.start), message)
}

#[cfg(test)]
mod tests;

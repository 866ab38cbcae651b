//! Valid configuration: `runworthy.toml` at the service's root, checked to the last key.

mod raw;
pub mod suggest;

use std::collections::HashMap;
use std::fmt;

use toml::Spanned;

use crate::assessment::scorecard::Weights;
use crate::assessment::verdict::Thresholds;
use crate::checks::areas::AREAS;
use crate::checks::{CHECKS, Check};
use crate::facts::json::Lines;

/// The name of the file.
pub const FILE: &str = "runworthy.toml";

/// What a user set, with defaults for the rest.
#[derive(Debug, Clone, Default)]
pub struct Config {
    pub name: Option<String>,
    /// The folder of the service inside the repository, without slashes around it.
    pub root: Option<String>,
    pub thresholds: Thresholds,
    pub weights: Weights,
    /// Check id → setting → value.
    pub settings: HashMap<String, HashMap<String, f64>>,
}

/// What is wrong with a configuration, where, and what to write instead. Ends in exit code 2.
#[derive(Debug)]
pub struct ConfigError {
    pub line: usize,
    pub column: usize,
    pub message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{FILE}:{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads and checks the text of a `runworthy.toml`.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place and the nearest right key.
    pub fn parse(text: &str) -> Result<Config, ConfigError> {
        let raw: raw::Raw = toml::from_str(text).map_err(|error| not_understood(text, &error))?;
        let place = Place { text, lines: Lines::new(text) };
        Ok(Config {
            name: raw.service.name,
            root: raw.service.root.map(|root| place.root(&root)).transpose()?,
            thresholds: place.thresholds(&raw.verdict)?,
            weights: place.weights(&raw.weights)?,
            settings: place.settings(&raw.checks)?,
        })
    }
}

/// serde's own words, with its list of expected keys turned into the nearest one.
fn not_understood(text: &str, error: &toml::de::Error) -> ConfigError {
    let message = error.message();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let message = match quoted.as_slice() {
        [unknown, known @ ..] if message.starts_with("unknown field") => {
            format!("unknown key `{unknown}`{}", suggest::hint(unknown, known.iter().copied()))
        }
        _ => message.lines().next().unwrap_or(message).to_owned(),
    };
    Place { text, lines: Lines::new(text) }.error(error.span().map_or(0, |span| span.start), message)
}

struct Place<'a> {
    text: &'a str,
    lines: Lines,
}

impl Place<'_> {
    fn error(&self, offset: usize, message: String) -> ConfigError {
        let before = self.text.get(..offset).unwrap_or("");
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        ConfigError { line: self.lines.of(offset), column, message }
    }

    fn root(&self, root: &Spanned<String>) -> Result<String, ConfigError> {
        let folder = root.get_ref().trim_matches('/');
        if folder.split('/').any(|part| part == "..") {
            return Err(self.error(root.span().start, "`root` must name a folder inside the repository".to_owned()));
        }
        Ok(folder.trim_start_matches("./").to_owned())
    }

    fn thresholds(&self, verdict: &raw::Verdict) -> Result<Thresholds, ConfigError> {
        let default = Thresholds::default();
        let points = |value: &Option<Spanned<f64>>, default| match value {
            Some(points) if !(0.0..=100.0).contains(points.get_ref()) => {
                Err(self.error(points.span().start, "a threshold is a number from 0 to 100".to_owned()))
            }
            Some(points) => Ok(*points.get_ref()),
            None => Ok(default),
        };
        let thresholds =
            Thresholds { conditional: points(&verdict.conditional, default.conditional)?, go: points(&verdict.go, default.go)? };
        match &verdict.go {
            Some(go) if thresholds.go < thresholds.conditional => {
                Err(self.error(go.span().start, "`go` must not be below `conditional`".to_owned()))
            }
            None if thresholds.go < thresholds.conditional => Ok(Thresholds { go: thresholds.conditional, ..thresholds }),
            _ => Ok(thresholds),
        }
    }

    fn weights(&self, raw: &std::collections::BTreeMap<Spanned<String>, Spanned<f64>>) -> Result<Weights, ConfigError> {
        let mut weights = Weights::new();
        for (area, weight) in raw {
            let id = area.get_ref();
            if !AREAS.iter().any(|known| known.id == id) {
                let hint = suggest::hint(id, AREAS.iter().map(|known| known.id));
                return Err(self.error(area.span().start, format!("no area is called `{id}`{hint}")));
            }
            if !(0.0..=100.0).contains(weight.get_ref()) {
                return Err(self.error(weight.span().start, "a weight is a number from 0 to 100".to_owned()));
            }
            weights.insert(id.clone(), *weight.get_ref());
        }
        Ok(weights)
    }

    fn settings(
        &self,
        raw: &std::collections::BTreeMap<Spanned<String>, std::collections::BTreeMap<Spanned<String>, Spanned<f64>>>,
    ) -> Result<HashMap<String, HashMap<String, f64>>, ConfigError> {
        let mut settings = HashMap::new();
        for (id, values) in raw {
            let Some(check) = CHECKS.iter().find(|check| check.meta().id == id.get_ref()) else {
                let hint = suggest::hint(id.get_ref(), CHECKS.iter().map(|check| check.meta().id));
                return Err(self.error(id.span().start, format!("no check is called `{}`{hint}", id.get_ref())));
            };
            settings.insert(id.get_ref().clone(), self.settings_of(*check, values)?);
        }
        Ok(settings)
    }

    fn settings_of(
        &self,
        check: &dyn Check,
        values: &std::collections::BTreeMap<Spanned<String>, Spanned<f64>>,
    ) -> Result<HashMap<String, f64>, ConfigError> {
        let known = || check.settings().iter().map(|setting| setting.name);
        let mut settings = HashMap::new();
        for (name, value) in values {
            if !known().any(|setting| setting == name.get_ref()) {
                let remedy = match known().count() {
                    0 => "; it has no settings".to_owned(),
                    _ => suggest::hint(name.get_ref(), known()),
                };
                return Err(self.error(name.span().start, format!("`{}` has no setting `{}`{remedy}", check.meta().id, name.get_ref())));
            }
            settings.insert(name.get_ref().clone(), *value.get_ref());
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Config::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_whole_configuration_is_read() {
        let config =
            Config::parse("[service]\nname = \"shop\"\nroot = \"./apps/shop/\"\n[verdict]\ngo = 80\n[weights]\nalerting = 5\n").unwrap();
        assert_eq!(config.root.as_deref(), Some("apps/shop"));
        assert_eq!(config.thresholds.go, 80.0);
        assert_eq!(config.weights["alerting"], 5.0);
    }

    #[test]
    fn errors_name_the_place_and_the_nearest_key() {
        assert_eq!(error("[service]\nnmae = \"x\"\n"), "runworthy.toml:2:1: unknown key `nmae`; did you mean `name`?");
        assert_eq!(error("[weights]\nalertin = 1\n"), "runworthy.toml:2:1: no area is called `alertin`; did you mean `alerting`?");
        assert_eq!(
            error("[checks.\"alerting/alerts-actionble\"]\n"),
            "runworthy.toml:1:9: no check is called `alerting/alerts-actionble`; did you mean `alerting/alerts-actionable`?"
        );
        assert_eq!(error("[verdict]\ngo = 180\n"), "runworthy.toml:2:6: a threshold is a number from 0 to 100");
        assert_eq!(error("[service]\nroot = \"../x\"\n"), "runworthy.toml:2:8: `root` must name a folder inside the repository");
        assert!(error("[service\n").starts_with("runworthy.toml:1:9: "));
    }
}

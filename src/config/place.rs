//! Values held against what they may be; what is wrong is named with its place.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use toml::Spanned;
use toml::value::Datetime;

use super::{ConfigError, raw, suggest};
use crate::assessment::scorecard::Weights;
use crate::assessment::tiers;
use crate::checks::areas::AREAS;
use crate::checks::{CHECKS, Check};
use crate::facts;
use crate::facts::json::Lines;

/// The text of a file, to find places in.
pub struct Place<'a> {
    pub file: &'a str,
    pub text: &'a str,
    lines: Lines,
}

impl<'a> Place<'a> {
    pub fn new(file: &'a str, text: &'a str) -> Place<'a> {
        Place { file, text, lines: Lines::new(text) }
    }

    pub fn error(&self, offset: usize, message: String) -> ConfigError {
        let before = self.text.get(..offset).unwrap_or("");
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        ConfigError { file: self.file.to_owned(), line: self.lines.of(offset), column, message }
    }

    /// An error at a value.
    pub fn at<T>(&self, value: &Spanned<T>, message: impl Into<String>) -> ConfigError {
        self.error(value.span().start, message.into())
    }

    /// Where a value stands, for evidence.
    pub fn of<T>(&self, value: &Spanned<T>) -> facts::Place {
        facts::Place::new(self.file, self.lines.of(value.span().start))
    }

    /// A folder or path inside the repository, without slashes around it.
    pub fn inside(&self, path: &raw::Text, key: &str) -> Result<String, ConfigError> {
        let folder = path.get_ref().trim_matches('/');
        if folder.split('/').any(|part| part == "..") {
            return Err(self.at(path, format!("`{key}` must name a path inside the repository")));
        }
        Ok(folder.trim_start_matches("./").trim_matches('/').to_owned())
    }

    /// A text that says something.
    pub fn said(&self, text: &raw::Text, key: &str) -> Result<String, ConfigError> {
        match text.get_ref().trim() {
            "" => Err(self.at(text, format!("`{key}` must not be empty"))),
            said => Ok(said.to_owned()),
        }
    }

    pub fn tier(&self, tier: &Spanned<u8>) -> Result<u8, ConfigError> {
        let number = *tier.get_ref();
        tiers::tier(number).map(|tier| tier.number).ok_or_else(|| self.at(tier, "`tier` is a number from 1 (most depends on it) to 4"))
    }

    /// A day, without a time.
    pub fn day(&self, value: &Spanned<Datetime>) -> Result<Date, ConfigError> {
        let wrong = || self.at(value, "a day is written as 2026-01-31, without quotes");
        let day = value.get_ref().date.ok_or_else(wrong)?;
        let (year, month, day) = (i16::try_from(day.year).ok(), i8::try_from(day.month).ok(), i8::try_from(day.day).ok());
        let date = year.zip(month).zip(day).and_then(|((year, month), day)| Date::new(year, month, day).ok());
        date.ok_or_else(wrong)
    }

    /// The two thresholds, where they are given.
    pub fn thresholds(&self, verdict: &raw::Verdict) -> Result<(Option<f64>, Option<f64>), ConfigError> {
        let points = |value: &Option<Spanned<f64>>| match value {
            Some(points) if !(0.0..=100.0).contains(points.get_ref()) => Err(self.at(points, "a threshold is a number from 0 to 100")),
            value => Ok(value.as_ref().map(|points| *points.get_ref())),
        };
        let (conditional, go) = (points(&verdict.conditional)?, points(&verdict.go)?);
        match (&verdict.go, conditional.zip(go)) {
            (Some(value), Some((conditional, go))) if go < conditional => Err(self.at(value, "`go` must not be below `conditional`")),
            _ => Ok((conditional, go)),
        }
    }

    pub fn weights(&self, raw: &BTreeMap<raw::Text, Spanned<f64>>) -> Result<Weights, ConfigError> {
        let mut weights = Weights::new();
        for (area, weight) in raw {
            self.known_area(area, area.get_ref())?;
            if !(0.0..=100.0).contains(weight.get_ref()) {
                return Err(self.at(weight, "a weight is a number from 0 to 100"));
            }
            weights.insert(area.get_ref().clone(), *weight.get_ref());
        }
        Ok(weights)
    }

    /// An error where no area has this id.
    pub fn known_area(&self, at: &raw::Text, id: &str) -> Result<(), ConfigError> {
        if AREAS.iter().any(|known| known.id == id) {
            return Ok(());
        }
        Err(self.at(at, format!("no area is called `{id}`{}", suggest::hint(id, AREAS.iter().map(|known| known.id)))))
    }

    pub fn settings(
        &self,
        raw: &BTreeMap<raw::Text, BTreeMap<raw::Text, Spanned<f64>>>,
    ) -> Result<HashMap<String, HashMap<String, f64>>, ConfigError> {
        let mut settings = HashMap::new();
        for (id, values) in raw {
            let Some(check) = CHECKS.iter().find(|check| check.meta().id == id.get_ref()) else {
                let hint = suggest::hint(id.get_ref(), CHECKS.iter().map(|check| check.meta().id));
                return Err(self.at(id, format!("no check is called `{}`{hint}", id.get_ref())));
            };
            settings.insert(id.get_ref().clone(), self.settings_of(*check, values)?);
        }
        Ok(settings)
    }

    fn settings_of(&self, check: &dyn Check, values: &BTreeMap<raw::Text, Spanned<f64>>) -> Result<HashMap<String, f64>, ConfigError> {
        let known = || check.settings().iter().map(|setting| setting.name);
        let mut settings = HashMap::new();
        for (name, value) in values {
            if !known().any(|setting| setting == name.get_ref()) {
                let remedy = match known().count() {
                    0 => "; it has no settings".to_owned(),
                    _ => suggest::hint(name.get_ref(), known()),
                };
                return Err(self.at(name, format!("`{}` has no setting `{}`{remedy}", check.meta().id, name.get_ref())));
            }
            settings.insert(name.get_ref().clone(), *value.get_ref());
        }
        Ok(settings)
    }
}

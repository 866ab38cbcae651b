//! Knowledge and checks of the user's own.

use std::collections::BTreeMap;

use regex::RegexBuilder;

use super::place::Place;
use super::{ConfigError, raw, suggest};
use crate::checks::CHECKS;
use crate::checks::custom::{Condition, Custom, Texts};
use crate::facts::search;
use crate::knowledge::{self, ECOSYSTEMS, Table};

/// A pattern's compiled size, in bytes: a policy must not eat the memory of a scan.
const MAX_PATTERN: usize = 1 << 20;

/// Tables that add to the built-in ones.
pub fn knowledge(place: &Place<'_>, raw: &[raw::Knowledge]) -> Result<Vec<Table>, ConfigError> {
    raw.iter().map(|raw| table(place, raw)).collect()
}

fn table(place: &Place<'_>, raw: &raw::Knowledge) -> Result<Table, ConfigError> {
    let known = || knowledge::tables().iter().map(|table| table.capability.as_str());
    let Some(capability) = &raw.capability else {
        return Err(place.error(0, "each [[knowledge]] needs a `capability`".to_owned()));
    };
    if !known().any(|name| name == capability.get_ref()) {
        let hint = suggest::hint(capability.get_ref(), known());
        return Err(place.at(capability, format!("no capability is called `{}`{hint}", capability.get_ref())));
    }
    let mut table = Table { capability: capability.get_ref().clone(), ..Table::default() };
    table.packages = ecosystems(place, &raw.packages)?;
    table.auto = ecosystems(place, &raw.auto)?;
    table.weak = ecosystems(place, &raw.weak)?;
    table.imports = ecosystems(place, &raw.imports)?;
    table.code.names = raw.names.clone();
    table.settings.keys = raw.settings.clone();
    Ok(table)
}

fn ecosystems(place: &Place<'_>, raw: &BTreeMap<raw::Text, Vec<String>>) -> Result<BTreeMap<String, Vec<String>>, ConfigError> {
    let known = |(ecosystem, packages): (&raw::Text, &Vec<String>)| match ecosystem.get_ref() {
        word if ECOSYSTEMS.contains(&word.as_str()) => Ok((word.clone(), packages.clone())),
        word => Err(place.at(ecosystem, format!("no ecosystem is called `{word}`; they are {}", ECOSYSTEMS.join(", ")))),
    };
    raw.iter().map(known).collect()
}

/// Checks that stand beside the built-in ones.
pub fn checks(place: &Place<'_>, raw: &[raw::CustomCheck]) -> Result<Vec<Custom>, ConfigError> {
    let mut made: Vec<Custom> = Vec::new();
    for raw in raw {
        let check = check(place, raw)?;
        if made.iter().any(|known| known.id() == check.id()) {
            return Err(place.at(&raw.id, format!("two custom checks are called `{}`", check.id())));
        }
        made.push(check);
    }
    Ok(made)
}

fn check(place: &Place<'_>, raw: &raw::CustomCheck) -> Result<Custom, ConfigError> {
    let id = raw.id.get_ref();
    let named = id
        .split_once('/')
        .filter(|(_, name)| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
    let Some((area, _)) = named else {
        return Err(place.at(&raw.id, "`id` is an area and a name in kebab-case: \"alerting/our-pager\""));
    };
    place.known_area(&raw.id, area)?;
    if CHECKS.iter().any(|check| check.meta().id == id) {
        return Err(place.at(&raw.id, format!("`{id}` is a built-in check; choose another name")));
    }
    let weight = match &raw.weight {
        Some(weight) if !(1..=3).contains(weight.get_ref()) => return Err(place.at(weight, "a check's `weight` is 1, 2 or 3")),
        weight => weight.as_ref().map_or(1, |weight| *weight.get_ref()),
    };
    let conditions = conditions(place, raw)?;
    if conditions.is_empty() {
        return Err(place.at(&raw.id, format!("`{id}` asks for nothing; give it `files`, `contains`, `key` or `dependency`")));
    }
    let texts = Texts {
        id: id.clone(),
        title: place.said(&raw.title, "title")?,
        why: raw.why.clone(),
        pass: raw.pass.clone().unwrap_or_default(),
        partial: raw.partial.clone().unwrap_or_default(),
        fail: raw.fail.clone().unwrap_or_default(),
        fix: place.said(&raw.fix, "fix")?,
    };
    Ok(Custom::new(texts, weight, raw.gate, conditions))
}

fn conditions(place: &Place<'_>, raw: &raw::CustomCheck) -> Result<Vec<Condition>, ConfigError> {
    let glob = |text: &raw::Text| search::glob(text.get_ref()).map_err(|why| place.at(text, format!("not a glob: {why}")));
    let mut found = Vec::new();
    for file in &raw.files {
        found.push(Condition::File { glob: glob(file)? });
    }
    for line in &raw.contains {
        let built = RegexBuilder::new(line.pattern.get_ref()).size_limit(MAX_PATTERN).build();
        let pattern = built.map_err(|error| {
            let why = error.to_string();
            place.at(&line.pattern, format!("not a pattern: {}", why.lines().last().unwrap_or_default().trim_start_matches("error: ")))
        })?;
        found.push(Condition::Line { glob: glob(&line.file)?, pattern });
    }
    for key in &raw.key {
        let path = place.said(&key.path, "path")?.split('.').map(str::to_owned).collect();
        found.push(Condition::Key { glob: glob(&key.file)?, path, value: key.value.clone() });
    }
    for package in &raw.dependency {
        let named = package.get_ref().split_once(':').filter(|(ecosystem, name)| ECOSYSTEMS.contains(ecosystem) && !name.is_empty());
        let Some((ecosystem, name)) = named else {
            return Err(place.at(package, format!("a dependency is an ecosystem ({}) and a package: \"npm:pino\"", ECOSYSTEMS.join(", "))));
        };
        found.push(Condition::Package { ecosystem: ecosystem.to_owned(), name: name.to_owned() });
    }
    Ok(found)
}

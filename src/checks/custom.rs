//! Checks of the user's own, from the configuration: conditions over files, keys and packages.

use globset::GlobMatcher;
use regex::Regex;

use super::prelude::*;

/// One thing that must hold.
#[derive(Debug)]
pub enum Condition {
    /// A file matches the glob.
    File { glob: GlobMatcher },
    /// A line of a matching file matches the pattern.
    Line { glob: GlobMatcher, pattern: Regex },
    /// A matching document has this key, with this value where one is given.
    Key { glob: GlobMatcher, path: Vec<String>, value: Option<String> },
    /// A package of this ecosystem is declared.
    Package { ecosystem: String, name: String },
}

impl Condition {
    /// What it looks for, in words.
    fn words(&self) -> String {
        match self {
            Condition::File { glob } => format!("a file {}", glob.glob()),
            Condition::Line { glob, pattern } => format!("/{pattern}/ in {}", glob.glob()),
            Condition::Key { glob, path, value: Some(value) } => format!("{} = {value} in {}", path.join("."), glob.glob()),
            Condition::Key { glob, path, value: None } => format!("{} in {}", path.join("."), glob.glob()),
            Condition::Package { ecosystem, name } => format!("the package {ecosystem}:{name}"),
        }
    }

    fn holds(&self, facts: &Facts) -> Option<Evidence> {
        let place = match self {
            Condition::File { glob } => facts.find_files(glob).into_iter().next(),
            Condition::Line { glob, pattern } => facts.find_lines(glob, pattern).into_iter().next(),
            Condition::Key { glob, path, value } => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                let wanted = |found: &Option<String>| value.is_none() || found == value;
                facts.find_key(glob, &path).into_iter().find(|(found, _)| wanted(found)).map(|(_, at)| at)
            }
            Condition::Package { ecosystem, name } => facts.find_packages(ecosystem, name).into_iter().next(),
        };
        place.map(|at| at.says(self.words()))
    }
}

/// A check of the user's own.
#[derive(Debug)]
pub struct Custom {
    meta: Meta,
    conditions: Vec<Condition>,
}

/// The texts of a custom check. They live as long as the program, like those of the built-in ones.
#[derive(Debug, Default)]
pub struct Texts {
    pub id: String,
    pub title: String,
    pub why: String,
    pub pass: String,
    pub partial: String,
    pub fail: String,
    pub fix: String,
}

impl Custom {
    /// A check over conditions: all of them pass, some are partial, none fails.
    pub fn new(texts: Texts, weight: u32, gate: bool, conditions: Vec<Condition>) -> Custom {
        let looked: Vec<String> = conditions.iter().map(Condition::words).collect();
        let meta = meta(texts, weight, gate, format!("Set in the configuration. It looks for {}.", looked.join(", ")));
        Custom { meta, conditions }
    }

    pub fn id(&self) -> &'static str {
        self.meta.id
    }
}

/// Metadata of a check that does not come with the program.
pub fn meta(texts: Texts, weight: u32, gate: bool, found: String) -> Meta {
    let or = |text: String, default: &str| if text.is_empty() { default.to_owned() } else { text };
    let title: &'static str = texts.title.leak();
    Meta {
        id: texts.id.leak(),
        title,
        question: title,
        demands: &[],
        weight,
        gate,
        why: or(texts.why, "Your own policy asks for it.").leak(),
        pass: or(texts.pass, "All of it is there.").leak(),
        partial: or(texts.partial, "Some of it is there.").leak(),
        fail: or(texts.fail, "None of it is there.").leak(),
        not_applicable: "",
        found: found.leak(),
        fix: texts.fix.leak(),
    }
}

impl Check for Custom {
    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn judge(&self, facts: &Facts) -> Answer {
        let (mut there, mut missing) = (Vec::new(), Vec::new());
        for condition in &self.conditions {
            match condition.holds(facts) {
                Some(evidence) => there.push(evidence),
                None => missing.push(condition.words()),
            }
        }
        let searched: Vec<&str> = missing.iter().map(String::as_str).collect();
        let line = |text: &str| text.trim_end_matches('.').to_owned();
        match (there.split_first(), missing.first()) {
            (Some((first, rest)), None) => Answer::pass(line(self.meta.pass), first.clone(), rest.iter().cloned()),
            (Some((first, rest)), Some(gap)) => {
                Answer::partial(format!("{}: {gap} is missing", line(self.meta.partial)), first.clone(), rest.iter().cloned())
            }
            (None, _) => Answer::fail(line(self.meta.fail), &searched, []),
        }
    }
}

//! Are the settings or environment variables that the service needs listed in one place (an example env file, a documented table, a config schema or sample with all keys)?

use crate::checks::prelude::*;
use crate::facts::settings::Settings;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/config-documented",
        title: "Settings are listed in one place",
        question: "Are the settings or environment variables that the service needs listed in one place (an example env file, a documented table, a config schema or sample with all keys)?",
        demands: &["R3", "R2"],
        weight: 1,
        gate: false,
        why: "The setting that broke it is the one that nobody wrote down.",
        pass: "Yes, most of them.",
        partial: "Some.",
        fail: "No.",
        not_applicable: "It needs none.",
        found: "Example env files, sample configurations and tables of settings in documents are held against the environment variables that own code reads (by the language, by well-known libraries and own getters, in frameworks' configuration, and in what the image starts): six in ten listed passes, any of them listed is partial, and so is a list that looks whole and names less than three in ten of many, and so is a framework's settings file (application.yml, appsettings.json) that gathers at least five keys and explains none.",
        fix: "Add .env.example with every variable that the evidence names, and a comment each.",
    },
    judge,
};

const SEARCHED: &[&str] = &["example env files", "sample configurations", "tables of settings in documents"];

/// A list that looks whole, and names less than this share of the many settings that the code reads, is one of something else.
const SPOKEN_OF: f64 = 0.3;
const MANY: usize = 10;

fn judge(facts: &Facts) -> Answer {
    let settings = facts.settings();
    let read = settings.read.len();
    let gathered = || settings.gathered.iter().map(|at| at.says("gathers settings"));
    if read == 0 && settings.samples.is_empty() && settings.gathered.is_empty() {
        return match facts.serves().stores {
            None => Answer::not_applicable("it reads no settings", SEARCHED),
            Some(_) => Answer::fail("settings are listed nowhere", SEARCHED, []),
        };
    }
    let listed = settings.read.iter().filter(|(name, _)| settings.listed.contains_key(*name)).count();
    let missing = settings
        .read
        .iter()
        .filter(|(name, _)| !settings.listed.contains_key(*name))
        .map(|(name, at)| at.says(format!("{name} is read here and listed nowhere")));
    let lists: Vec<Evidence> = settings.samples.iter().map(|at| at.says("lists settings")).collect();
    let share = if read == 0 { 1.0 } else { listed as f64 / read as f64 };
    let state = match read {
        0 if lists.is_empty() => "settings are only gathered in the framework's file".to_owned(),
        0 => "settings are listed; none is read by a name that could be followed".to_owned(),
        _ => format!("{listed} of {read} settings that the code reads are listed"),
    };
    let answer = match lists.split_first() {
        Some((first, rest)) if share >= 0.6 || settings.complete && (read < MANY || share >= SPOKEN_OF) => {
            Answer::pass(state, first.clone(), rest.iter().cloned().chain(missing))
        }
        Some((first, rest)) => Answer::partial(state, first.clone(), rest.iter().cloned().chain(missing)),
        None => {
            let one_by_one = named(settings).take(3).map(|at| at.says("names a setting"));
            Answer::partly(state.clone(), one_by_one.chain(gathered()), state, SEARCHED)
        }
    };
    answer.measured(share).confidence(Confidence::Medium)
}

/// Where documents name a setting that is read, one by one.
fn named(settings: &Settings) -> impl Iterator<Item = &Place> {
    let counts = |name: &str| settings.read.is_empty() || settings.read.contains_key(name);
    settings.listed.iter().filter(move |(name, _)| counts(name)).map(|(_, at)| at)
}

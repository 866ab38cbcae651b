//! `runworthy.toml` as it is written: strict, with positions.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::value::Datetime;

/// A value with its place.
pub type Text = Spanned<String>;

/// The whole file. Unknown keys are errors.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Raw {
    /// Another file of the same shape, whose settings apply unless this file says otherwise.
    pub extends: Option<Text>,
    /// `[service]`, or several `[[service]]`.
    #[serde(deserialize_with = "one_or_many")]
    pub service: Vec<Service>,
    pub verdict: Verdict,
    /// Area id → weight.
    pub weights: BTreeMap<Text, Spanned<f64>>,
    /// Check id → setting → value.
    pub checks: BTreeMap<Text, BTreeMap<Text, Spanned<f64>>>,
    pub waiver: Vec<Waiver>,
    /// Check id → where it lives.
    pub evidence: BTreeMap<Text, Text>,
    pub interview: Interview,
    /// Term id → answer.
    pub terms: BTreeMap<Text, Answer>,
    pub knowledge: Vec<Knowledge>,
    pub custom_check: Vec<CustomCheck>,
}

/// `[service]`: what the verdict is about.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Service {
    pub name: Option<Text>,
    /// The folder of the service inside the repository.
    pub root: Option<Text>,
    /// Paths of the repository that count for this service as well.
    pub shared: Vec<Text>,
    /// 1 to 4.
    pub tier: Option<Spanned<u8>>,
    pub sources: Vec<Source>,
    pub verdict: Verdict,
    pub terms: BTreeMap<Text, Answer>,
}

/// Another repository that belongs to the service.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Source {
    /// A folder beside this repository: `../infrastructure`.
    pub path: Text,
    /// The name that evidence shows; the folder's own name unless given.
    pub name: Option<Text>,
    pub rev: Option<String>,
    pub root: Option<Text>,
}

/// `[verdict]`: where it turns, in points of the overall score.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Verdict {
    pub conditional: Option<Spanned<f64>>,
    pub go: Option<Spanned<f64>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    pub check: Text,
    pub path: Option<String>,
    pub reason: Text,
    pub until: Spanned<Datetime>,
    pub by: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Interview {
    /// After how many days an answer lapses.
    pub lapse_days: Option<Spanned<i64>>,
}

/// `[terms.paid]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub answer: Text,
    pub on: Spanned<Datetime>,
    pub by: Option<String>,
    pub note: Option<String>,
}

/// What shows one capability, as in the built-in tables.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Knowledge {
    pub capability: Option<Text>,
    pub packages: BTreeMap<Text, Vec<String>>,
    pub auto: BTreeMap<Text, Vec<String>>,
    pub weak: BTreeMap<Text, Vec<String>>,
    pub imports: BTreeMap<Text, Vec<String>>,
    /// Identifiers in code.
    pub names: Vec<String>,
    /// Words in configuration.
    pub settings: Vec<String>,
}

/// A check of the user's own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CustomCheck {
    /// `area/name`
    pub id: Text,
    pub title: Text,
    #[serde(default)]
    pub why: String,
    pub weight: Option<Spanned<u32>>,
    #[serde(default)]
    pub gate: bool,
    /// Globs; each must match a file.
    #[serde(default)]
    pub files: Vec<Text>,
    #[serde(default)]
    pub contains: Vec<Contains>,
    #[serde(default)]
    pub key: Vec<Key>,
    /// `npm:express`: the ecosystem's word and the package's name; `*` at the end stands for any rest.
    #[serde(default)]
    pub dependency: Vec<Text>,
    pub pass: Option<String>,
    pub partial: Option<String>,
    pub fail: Option<String>,
    pub fix: Text,
}

/// A file that holds a text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contains {
    /// A glob.
    pub file: Text,
    /// A regular expression.
    pub pattern: Text,
}

/// A key of a YAML, JSON or TOML document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// A glob.
    pub file: Text,
    /// `spec.replicas`
    pub path: Text,
    /// The value as text; any value will do where none is given.
    pub value: Option<String>,
}

/// `[service]` as a list of one.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Service>, D::Error> {
    struct OneOrMany;
    impl<'de> Visitor<'de> for OneOrMany {
        type Value = Vec<Service>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("[service] or [[service]]")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<Service>, A::Error> {
            Ok(vec![Service::deserialize(MapAccessDeserializer::new(map))?])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<Service>, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(list))
        }
    }
    deserializer.deserialize_any(OneOrMany)
}

//! `runworthy.toml` as it is written: strict, with positions.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// The whole file. Unknown keys are errors.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Raw {
    pub service: Service,
    pub verdict: Verdict,
    /// Area id → weight.
    pub weights: BTreeMap<Spanned<String>, Spanned<f64>>,
    /// Check id → setting → value.
    pub checks: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<f64>>>,
}

/// `[service]`: what the verdict is about.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Service {
    pub name: Option<String>,
    /// The folder of the service inside the repository.
    pub root: Option<Spanned<String>>,
}

/// `[verdict]`: where it turns, in points of the overall score.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Verdict {
    pub conditional: Option<Spanned<f64>>,
    pub go: Option<Spanned<f64>>,
}

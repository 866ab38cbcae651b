//! Is the language runtime or toolchain version pinned where a person and CI would both pick it up (.tool-versions, .nvmrc, .python-version, .ruby-version, rust-toolchain, go.mod's go line, global.json, Gradle toolchain, engines, a base image with its version)?

use crate::checks::prelude::*;
use crate::facts::packages::toolchain::{Pin, family};
use crate::snapshot::Language;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/toolchain-pinned",
        title: "The toolchain's version is pinned for people and CI",
        question: "Is the language runtime or toolchain version pinned where a person and CI would both pick it up (.tool-versions, .nvmrc, .python-version, .ruby-version, rust-toolchain, go.mod's go line, global.json, Gradle toolchain, engines, a base image with its version)?",
        demands: &["R2"],
        weight: 1,
        gate: false,
        why: "It works on my machine: yes, with another compiler.",
        pass: "For the main language(s).",
        partial: "Only some of them, or only in CI's file.",
        fail: "No.",
        not_applicable: "",
        found: "Version files, build settings and base images with a version are read for each main language (at least a sixth of the code). A lower bound alone, or a version in CI's file only, is partial.",
        fix: "Write the version that production runs into the language's version file, and let CI read that file.",
    },
    judge,
};

const SEARCHED: &[&str] = &[".tool-versions, .nvmrc, .python-version and the like", "build settings", "base images with a version"];

fn judge(facts: &Facts) -> Answer {
    let pins = &facts.packages().toolchains;
    let mut families: Vec<Language> = facts.code().main_languages(0.16).into_iter().map(family).collect();
    families.dedup();
    let firm = |language: &Language| pins.iter().find(|pin| pin.language == *language && pin.firm);
    let any = |language: &Language| pins.iter().find(|pin| pin.language == *language);
    let evidence = |pin: &Pin| pin.at.says(if pin.firm { "pins the version" } else { "gives a lower bound only" });
    let pinned: Vec<Evidence> = families.iter().filter_map(firm).map(evidence).collect();
    if !families.is_empty() && pinned.len() == families.len() {
        return Answer::found(
            "the toolchain is pinned",
            pinned.into_iter().chain(pins.iter().filter(|pin| families.contains(&pin.language)).map(evidence)),
            "",
            SEARCHED,
        );
    }
    let some: Vec<Evidence> = families.iter().filter_map(any).map(evidence).collect();
    let ci = facts.pipelines().tool_versions();
    Answer::partly(
        "the toolchain is pinned for some languages, loosely, or in CI only",
        some.into_iter().chain(ci.map(|at| at.says("CI sets a version"))),
        "no version of the toolchain is pinned",
        SEARCHED,
    )
}

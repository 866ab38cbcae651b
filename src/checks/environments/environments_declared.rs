//! Are two or more deployed environments (such as dev, staging, production) declared as configuration in the repository: values files, overlays, terraform workspaces or folders, app settings, manifests, environment sections of a CD pipeline?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/environments-declared",
        title: "Deployed environments are declared as configuration",
        question: "Are two or more deployed environments (such as dev, staging, production) declared as configuration in the repository: values files, overlays, terraform workspaces or folders, app settings, manifests, environment sections of a CD pipeline?",
        demands: &["R2"],
        weight: 2,
        gate: false,
        why: "An environment that is written down can be rebuilt. One that is not is a pet, and pets die at night.",
        pass: "Two or more.",
        partial: "One, or only application profiles (e.g. Rails config/environments, Spring profiles) without a deployed test environment.",
        fail: "None.",
        not_applicable: "",
        found: "Files for environments (values, overlays, variables, manifests) by the words in their paths, and environments that pipelines deploy to. Profiles of an application framework alone are partial, and so are modes for development and tests. What is kept in other repositories cannot be seen.",
        fix: "Put the settings of each environment into a file of its own in the repository, secrets aside.",
    },
    judge,
};

const SEARCHED: &[&str] = &["values, overlays, tfvars, manifests of environments", "environments of pipelines", "application profiles"];

fn judge(facts: &Facts) -> Answer {
    let environments = facts.environments();
    let distinct = environments.distinct();
    let evidence = distinct.iter().map(|(name, at)| at.says(format!("declares {name}")));
    match distinct.as_slice() {
        // Where developers and tests run is no place that a service is deployed to.
        modes if modes.len() >= 2 && modes.iter().all(|(name, _)| matches!(*name, "dev" | "development" | "test")) => {
            Answer::partly("only modes for development and tests are declared", evidence, "", SEARCHED)
        }
        [_, _, ..] => Answer::found(format!("{} deployed environments are declared", distinct.len()), evidence, "", SEARCHED),
        [(name, _)] => Answer::partly(format!("only {name} is declared"), evidence, "", SEARCHED),
        [] => {
            let profiles = environments.profiles.iter().map(|file| file.at.says(format!("the profile {}", file.name)));
            let deployed = facts
                .workloads()
                .workloads
                .iter()
                .filter(|workload| workload.serves && !workload.at.path.ends_with("Procfile"))
                .map(|workload| workload.at.says("one set of manifests"));
            Answer::partly(
                "only one set of manifests or application profiles",
                deployed.chain(profiles),
                "no deployed environment is declared",
                SEARCHED,
            )
        }
    }
}

//! Does something in the repository deploy the service without manual steps: a pipeline job that deploys or hands the artifact to a CD system, or a GitOps definition?

use crate::checks::prelude::*;
use crate::facts::pipelines::Does;
use crate::facts::tasks::Task;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/deploy-automated",
        title: "Deploying needs no manual steps",
        question: "Does something in the repository deploy the service without manual steps: a pipeline job that deploys or hands the artifact to a CD system, or a GitOps definition?",
        demands: &["N5"],
        weight: 3,
        gate: true,
        why: "What deploys by itself can be undone by itself. What needs a person needs the right person, at night.",
        pass: "A deploy to an environment.",
        partial: "Only an image or a package is published, or there is a deploy script that people run by hand.",
        fail: "Neither.",
        not_applicable: "",
        found: "Pipeline steps that put the service into an environment or hand it to a CD system, and GitOps definitions in the repository. Publishing an image or a package is partial, and so is a deploy script that people run. Documentation sites are no deploys, and neither is what goes to a cluster that the job itself makes. Pipelines kept elsewhere cannot be seen.",
        fix: "Let the main branch deploy to a test environment by a pipeline job, then add production behind it.",
    },
    judge,
};

const SEARCHED: &[&str] =
    &["deploy commands and actions in pipelines", "GitOps definitions", "image and package publishing", "deploy scripts"];

fn judge(facts: &Facts) -> Answer {
    let pipelines = facts.pipelines();
    let say = |does: Does, note: &'static str| {
        pipelines.steps(does).map(move |(_, _, step)| step.at.says(format!("{note}: {}", step.text.chars().take(60).collect::<String>())))
    };
    let gitops = facts.workloads().gitops.iter().map(|at| at.says("a definition for a CD system"));
    let deploys: Vec<Evidence> = say(Does::Deploy, "deploys").chain(gitops).collect();
    if !deploys.is_empty() {
        return Answer::found("a pipeline deploys it", deploys, "", SEARCHED);
    }
    const BY_HAND: &[&str] = &["Azure Developer CLI", "Serverless", "Kamal", "Capistrano", "Heroku", "Fly", "Render"];
    let tools = facts.infrastructure().declared.iter().filter(|declared| BY_HAND.contains(&declared.tool));
    let tools = tools.map(|declared| declared.at.says(format!("{} deploys it when somebody asks", declared.tool)));
    let published = say(Does::PublishImage, "publishes an image").chain(say(Does::PublishPackage, "publishes a release"));
    let scripts =
        facts.tasks().tasks.iter().filter(|task| is_deploy(task)).map(|task| task.at.says(format!("{} is run by hand", task.name)));
    Answer::partly(
        "only an image or a package is published, or a script deploys by hand",
        published.chain(scripts).chain(tools),
        "nothing here deploys or publishes it",
        SEARCHED,
    )
}

fn is_deploy(task: &Task) -> bool {
    let name = task.name.rsplit('/').next().unwrap_or(&task.name).to_lowercase();
    let name = name.split('.').next().unwrap_or(&name);
    matches!(name, "deploy" | "release" | "deploy-prod" | "deploy-production" | "deploy-staging")
        || name.starts_with("deploy-")
        || name.starts_with("deploy_")
        || name.starts_with("deploy:")
}

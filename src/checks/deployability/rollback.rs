//! Is there a way back: a documented or automated rollback of a release?

use crate::checks::prelude::*;
use crate::facts::docs::mentions;
use crate::facts::pipelines::Does;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/rollback",
        title: "There is a way back from a release",
        question: "Is there a way back: a documented or automated rollback of a release?",
        demands: &["N5", "N12"],
        weight: 2,
        gate: false,
        why: "Restore the service first, look for the mend later: the way back must be known before it is needed.",
        pass: "Yes, documented for this service or automated.",
        partial: "Mentioned, or only for database migrations (down migrations).",
        fail: "No.",
        not_applicable: "",
        found: "Rollback commands in pipelines and scripts, platform settings that roll back by themselves, documents that tell how a release is rolled back (a section, or a sentence that names the command or the branch), and pipelines that deploy a version given by hand. Down migrations or a mention alone are partial.",
        fix: "Write the three commands that bring the previous version back into the runbook, and try them in a test environment.",
    },
    judge,
};

const SEARCHED: &[&str] =
    &["rollback commands in pipelines and scripts", "automatic rollback settings", "documents on rolling back", "down migrations"];
const STEMS: &[&str] = &[
    "roll back", "rollback", "rolling back", "revert a release", "revert a deploy", "back out", "backing out", "undo a deploy",
    "deploy a previous", "deploy the previous", "deploy an older", "deploy an earlier", "revert production", "revert the production",
    "revert to a previous", "revert to the previous", "revert to an earlier", "earlier image", "previous image", "older image",
    "earlier version of the app", "previous version of the app", "redeploy a previous", "redeploy the previous", "rulle tilbake",
    "rulles tilbake",
];

const RELEASES: &[&str] =
    &["deploy", "release", "version", "helm", "production", "service", "migration", "image", "tag", "build", "versjon"];

fn judge(facts: &Facts) -> Answer {
    let pipelines = facts.pipelines();
    let commands = pipelines.steps(Does::Rollback).map(|(_, _, step)| step.at.says("rolls back"));
    let tasks = facts
        .tasks()
        .tasks
        .iter()
        .filter(|task| task.name.to_lowercase().contains("rollback") && !task.name.contains("db") && !task.name.contains("migrat"))
        .filter(|task| {
            !task.commands.iter().any(|(_, command)| mentions(command, &["ecto", "migrat", "alembic", "db:", "release.rollback"]))
        })
        .map(|task| task.at.says(format!("{} rolls back", task.name)));
    let settings = facts.infrastructure().resources.iter().filter_map(|resource| {
        resource
            .body
            .anywhere("rollback")
            .or_else(|| resource.body.anywhere("auto_rollback_configuration"))
            .or_else(|| resource.body.anywhere("auto_revert"))
            .filter(|attribute| attribute.value != "false")
            .map(|attribute| Place::new(&resource.at.path, attribute.line).says("rolls back by itself"))
    });
    let own = || facts.docs().in_force();
    let release = |text: &str| mentions(text, RELEASES) && !mentions(text, &["migration", "transaction", "alembic"]);
    let shown = own().flat_map(|document| {
        document
            .commands
            .iter()
            .filter(|command| {
                let tool = ["helm", "cf", "heroku", "kamal", "fly", "flyctl", "cap", "argo", "argocd", "ecs", "nais"];
                let program = command.text.split_whitespace().next().unwrap_or("");
                tool.contains(&program) && mentions(&command.text, &["rollback"])
                    || mentions(&command.text, &["rollout undo", "deploy:rollback"])
            })
            .map(|command| document.at(command.line).says("shows how to roll back"))
    });
    let told = own().flat_map(|document| {
        document
            .sections_about(STEMS)
            .filter(|section| {
                section.level > 0
                    && !mentions(&section.title, &["migration"])
                    && section.words() >= 12
                    && section.prose.iter().any(|(_, text)| release(text))
            })
            .map(|section| document.at(section.line).says("tells how to roll back"))
    });
    let sentences = own().flat_map(|document| {
        // A sentence that names the command, or the branch to push to.
        let names = |line: usize| document.spans.iter().any(|(at, _)| *at == line);
        let prose = document.sections.iter().flat_map(|section| &section.prose);
        prose
            .filter(move |(line, text)| mentions(text, STEMS) && release(text) && text.split_whitespace().count() >= 15 && names(*line))
            .map(|(line, _)| document.at(*line).says("tells how to roll back"))
    });
    let whole = pipelines.pipelines.iter().filter(|pipeline| mentions(&pipeline.path, &["rollback"]));
    let whole = whole.map(|pipeline| Place::new(&pipeline.path, 0).says("a pipeline that rolls back"));
    let full: Vec<Evidence> = commands.chain(whole).chain(tasks).chain(settings).chain(shown).chain(told).chain(sentences).collect();
    if !full.is_empty() {
        return Answer::found("there is a way back from a release", full, "", SEARCHED);
    }
    let mentioned = own().filter_map(|document| {
        let (line, _) = document.prose().find(|(_, text)| {
            // "read objects back out" goes back to nothing.
            mentions(text, STEMS) && (!mentions(text, &["back out", "backing out"]) || mentions(text, RELEASES))
        })?;
        Some(document.at(line).says("mentions it"))
    });
    let undone = facts.tasks().tasks.iter().filter(|task| {
        let name = task.name.to_lowercase();
        name.contains("rollback") || (name.contains("database") || name.contains("migrat")) && name.ends_with("down")
    });
    let mentioned = mentioned.chain(undone.map(|task| task.at.says(format!("{} undoes migrations", task.name))));
    let down = facts.migrations().down.iter().map(|at| at.says("a migration that can be undone"));
    Answer::partly(
        "rolling back is only mentioned, or only migrations can be undone",
        mentioned.chain(down),
        "nothing tells the way back",
        SEARCHED,
    )
}

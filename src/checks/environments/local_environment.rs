//! Can the service be started locally together with what it depends on by something in the repository (compose, devcontainer, Tilt, Skaffold, Nix, minikube script, a foreman file plus a set-up script)?

use crate::checks::prelude::*;
use crate::facts::containers::{Compose, STORES};
use crate::facts::tasks::{Runner, Task};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/local-environment",
        title: "It starts locally with what it depends on",
        question: "Can the service be started locally together with what it depends on by something in the repository (compose, devcontainer, Tilt, Skaffold, Nix, minikube script, a foreman file plus a set-up script)?",
        demands: &["R2", "R3"],
        weight: 2,
        gate: false,
        why: "What cannot be started cannot be studied, and a night is a bad time to begin.",
        pass: "Yes, with its dependencies.",
        partial: "The service alone, or its dependencies alone.",
        fail: "No.",
        not_applicable: "",
        found: "Compose files, devcontainers, Tilt, Skaffold and the like, and make targets that start a store's container and the service, are read for the service and for what it depends on. A compose file with dependencies alone, or a way to start the service alone (documented or a Dockerfile), is partial.",
        fix: "Write a compose file with the service and its database, and try it in a fresh clone.",
    },
    judge,
};

const SEARCHED: &[&str] = &["compose files", "devcontainer", "Tilt, Skaffold, Garden, Vagrant, Nix", "documented start commands"];
fn judge(facts: &Facts) -> Answer {
    let composes = || facts.containers().composes.iter().filter(|compose| !compose.path.contains("prod"));
    let has = |compose: &&Compose, own: bool| compose.services.iter().any(|service| service.is_store() != own);
    let note = |compose: &Compose| {
        Place::new(&compose.path, 0)
            .says(format!("starts {}", compose.services.iter().map(|service| service.name.as_str()).take(6).collect::<Vec<_>>().join(", ")))
    };
    let whole = composes().filter(|compose| has(compose, true) && (has(compose, false) || compose.services.len() > 2)).map(note);
    let tools = facts.development().iter().map(|(tool, at)| at.says(format!("{tool} brings it up")));
    let nothing_else = facts.serves().stores.is_none() && !facts.serves().calls_others;
    let alone = composes().filter(|compose| has(compose, true)).map(note);
    let tasks =
        facts.tasks().tasks.iter().filter(|task| starts_all(facts, task)).map(|task| task.at.says(format!("{} starts both", task.name)));
    let whole = whole.chain(tasks);
    let full: Vec<Evidence> = whole.chain(tools).chain(alone.clone().filter(|_| nothing_else)).collect();
    if !full.is_empty() {
        return Answer::found("it starts locally with what it depends on", full, "", SEARCHED);
    }
    let dependencies = composes().filter(|compose| has(compose, false)).map(note);
    let started = facts.docs().setup().into_iter().flat_map(|document| {
        document
            .commands
            .iter()
            .filter(|command| {
                ["start", "run", "serve", " up", "dev", "phx.server", "rails s", "bootrun", "install"]
                    .iter()
                    .any(|word| command.text.to_lowercase().contains(word))
                    && !command.text.contains("test")
            })
            .map(|command| document.at(command.line).says("starts the service alone"))
    });
    let in_prose = facts.docs().setup().into_iter().flat_map(|document| {
        let starts = |text: &str| ["bin/", "./", "rails s", "npm start", "yarn start", "make "].iter().any(|start| text.starts_with(start));
        document
            .spans
            .iter()
            .filter(move |(_, text)| starts(text) && !text.contains("test"))
            .map(|(line, _)| document.at(*line).says("starts the service alone"))
    });
    let started = started.chain(in_prose);
    let scripts = facts.tasks().of(Runner::Script).filter(|task| {
        let name = task.name.rsplit('/').next().unwrap_or(&task.name).trim_end_matches(".sh").replace('_', "-");
        matches!(name.as_str(), "devrun" | "dev" | "dev-start" | "start" | "run-local" | "start-local" | "local" | "run-dev" | "start-dev")
    });
    let scripts = scripts.map(|task| task.at.says("starts the service alone"));
    let images = facts
        .containers()
        .dockerfiles
        .iter()
        .filter(|file| !file.development)
        .map(|file| Place::new(&file.path, 0).says("builds the service's image"));
    Answer::partly(
        "only the service, or only its dependencies, start locally",
        alone.chain(dependencies).chain(started).chain(scripts).chain(images.take(1)),
        "nothing here starts it locally",
        SEARCHED,
    )
}

/// A task for development that starts a store's container, itself or by another target, and then the service.
fn starts_all(facts: &Facts, task: &Task) -> bool {
    let named = ["start", "run", "dev", "up", "serve", "local"]
        .iter()
        .any(|word| task.name.split(['-', ':', '_', '/', '.']).any(|part| part == *word));
    let called = |command: &str| {
        let target = command.split_once("make ").and_then(|(_, rest)| rest.split_whitespace().next()).map(str::to_owned);
        target.and_then(|target| facts.tasks().find(Runner::Make, &target, &task.folder))
    };
    let needed = task.needs.iter().filter_map(|name| facts.tasks().find(task.runner, name, &task.folder));
    // `bash "${DIR}"/start-worker`: a script beside this one.
    let beside = |command: &str| {
        let words: Vec<String> = command.split_whitespace().map(|word| word.replace(['"', '\''], "")).collect();
        let script = words.iter().filter(|word| word.contains('/')).find_map(|word| word.rsplit('/').next().map(str::to_owned))?;
        facts.tasks().of(Runner::Script).find(|other| other.name != task.name && other.name.rsplit('/').next() == Some(script.as_str()))
    };
    let called: Vec<&Task> =
        task.commands.iter().take(200).filter_map(|(_, command)| called(command).or_else(|| beside(command))).chain(needed).collect();
    let composed = |command: &str| command.contains("compose up") && !facts.containers().composes.is_empty();
    let whole = || called.iter().copied().chain([task]);
    let stores = whole().any(|task| task.commands.iter().any(|(_, command)| runs_store(command) || composed(command)));
    let starts = match task.runner {
        Runner::Script => whole().any(|task| task.commands.iter().any(|(_, command)| starts_service(command))),
        _ => task.commands.iter().any(|(_, command)| starts_service(command)),
    };
    named && stores && starts
}

/// `docker run … postgres:16`
fn runs_store(command: &str) -> bool {
    let container =
        ["docker run", "podman run", "CONTAINER_TOOL) run", "DOCKER) run", "nerdctl run"].iter().any(|run| command.contains(run));
    container && STORES.iter().any(|store| command.contains(store))
}

fn starts_service(command: &str) -> bool {
    const STARTS: &[&str] = &[
        "Procfile", "foreman start", "overmind start", "go run", "cargo run", "npm start", "npm run dev", "yarn dev", "bootRun",
        "runserver", "rails s", "flask run", "uvicorn", "phx.server", "dotnet run", "symfony serve", "sbt ", "yarn start", "pnpm dev",
    ];
    STARTS.iter().any(|start| command.contains(start)) && !command.contains("docker run")
}

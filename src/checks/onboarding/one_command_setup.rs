//! Does one command (after cloning, language runtime and Docker given) set the project up for development or bring it up (make bootstrap, bin/setup, script/setup, docker compose up, npm install && … counts only where a single documented command does all)?

use crate::checks::prelude::*;
use crate::facts::docs::{Command, Document, mentions};
use crate::facts::tasks::{Runner, Task};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/one-command-setup",
        title: "One documented command sets it up",
        question: "Does one command (after cloning, language runtime and Docker given) set the project up for development or bring it up (make bootstrap, bin/setup, script/setup, docker compose up, npm install && … counts only where a single documented command does all)?",
        demands: &["R3"],
        weight: 2,
        gate: false,
        why: "Weeks to get started mean that nobody can step in. One command that works is the best onboarding document there is.",
        pass: "One documented command.",
        partial: "Two to four documented commands.",
        fail: "More, or not documented.",
        not_applicable: "",
        found: "The commands that the README and the set-up guides show below headings on running and setting up are read. A command that brings everything up (compose up, make setup, bin/setup, bootRun, tilt up, skaffold …) counts as one, unless another one has to start the service behind it; a container that is left running beside the service brings nothing up; otherwise the commands of the set-up sections are counted, each line once, without clone and cd. Manual steps in prose (writing keys by hand) are not seen.",
        fix: "Write bin/setup (or `make setup`) that installs, configures and seeds, and put that one line at the top of the README.",
    },
    judge,
};

const SEARCHED: &[&str] = &["README", "set-up and development guides", "make setup", "bin/setup", "docker compose up"];
const HEADINGS: &[&str] = &[
    "run", "getting started", "quick start", "quickstart", "start", "local", "set up", "setup", "setting up", "development", "install",
    "build", "usage", "bootstrap", "environment", "docker", "database", "prerequisite",
];
/// Headings below which commands are no part of setting up.
const OTHER: &[&str] =
    &["test", "deploy", "production", "releas", "lint", "troubleshoot", "upgrad", "contribut", "debug", "debian", "windows"];

fn judge(facts: &Facts) -> Answer {
    let setup = facts.docs().setup();
    let shown: Vec<(&Document, Command)> =
        setup.iter().flat_map(|document| document.commands.iter().cloned().map(move |command| (*document, command))).collect();
    let in_prose: Vec<(&Document, Command)> = setup.iter().flat_map(|document| spans(document)).collect();
    let of_setup =
        |listed: &[(&Document, Command)]| listed.iter().any(|(document, command)| is_setup(document, command) && !is_free(&command.text));
    // Some documents show their commands in the text, and none in blocks.
    let listed = if of_setup(&shown) { &shown } else { &in_prose };
    let steps: Vec<(&Document, &Command)> =
        listed.iter().map(|(document, command)| (*document, command)).filter(|(document, command)| is_setup(document, command)).collect();
    let evidence = |(document, command): &(&Document, &Command)| document.at(command.line).says(format!("`{}`", command.text));
    // A compose file that only starts what the service needs is a step like others.
    let brings =
        |text: &str| is_whole(text) && (!text.contains("compose") || facts.containers().start_the_service()) || task_brings_up(facts, text);
    if let Some(whole) = steps.iter().find(|(_, command)| brings(&command.text)) {
        let first = steps
            .iter()
            .filter(|(document, command)| {
                document.path == whole.0.path
                    && (command.section == whole.1.section || only_starts(&whole.1.text))
                    && command.line < whole.1.line
                    && !is_free(&command.text)
            })
            .count();
        let summary = format!("`{}` brings it up", shortened(&whole.1.text));
        let after = steps.iter().find(|(document, command)| {
            document.path == whole.0.path && command.section == whole.1.section && command.line > whole.1.line && starts(&command.text)
        });
        if let Some(after) = after.filter(|_| whole.1.text.contains("compose") || whole.1.text.contains("bootstrap")) {
            let text = format!("after {summary}, `{}` starts the service", shortened(&after.1.text));
            return Answer::partial(text.replace("brings it up", "brings up what it depends on"), evidence(whole), [evidence(after)]);
        }
        return match first {
            0 => Answer::pass(summary, evidence(whole), []),
            1 => Answer::partial(format!("1 command before {summary}"), evidence(whole), steps.iter().take(5).map(evidence)),
            first if first > 4 => Answer::fail(format!("{first} commands before {summary}"), SEARCHED, steps.iter().take(8).map(evidence)),
            _ => Answer::partial(format!("{} commands before {summary}", first), evidence(whole), steps.iter().take(5).map(evidence)),
        };
    }
    // "The only command that you need to run is `just contribute`."
    let promised = setup.iter().find_map(|document| {
        let only = |text: &str| mentions(text, &["only command", "single command", "one command"]);
        let (line, _) = document.prose().find(|(_, text)| only(text))?;
        let (line, text) = document.spans.iter().find(|(at, text)| *at == line && text.contains(' '))?;
        Some(document.at(*line).says(format!("`{}`", shortened(text))))
    });
    if let Some(promised) = promised {
        return Answer::pass("one documented command sets it up", promised, []);
    }
    // A container for development that sets itself up is one command, wherever else the document leads.
    let container = setup.iter().find_map(|document| {
        let (line, _) = document.spans.iter().find(|(_, text)| text == "devcontainer up")?;
        Some(document.at(*line).says("`devcontainer up`"))
    });
    if let Some(container) = container.filter(|_| !facts.development().is_empty()) {
        return Answer::pass("`devcontainer up` brings it up", container, []);
    }
    let Some((home, _)) = steps.first() else {
        return Answer::fail("no set-up command is documented", SEARCHED, []);
    };
    let mut counted: Vec<&(&Document, &Command)> =
        steps.iter().filter(|(document, command)| document.path == home.path && !is_free(&command.text)).collect();
    counted.dedup_by(|a, b| a.1.text == b.1.text);
    match counted.as_slice() {
        [] => Answer::fail("no set-up command is documented", SEARCHED, []),
        [first, rest @ ..] if rest.len() < 6 => Answer::partial(
            format!("{} documented commands to set it up", counted.len()),
            evidence(first),
            rest.iter().map(|step| evidence(step)),
        ),
        _ => Answer::fail(format!("{} commands to set it up", counted.len()), SEARCHED, counted.iter().map(|step| evidence(step))),
    }
}

/// Code spans that are commands, with the section that they stand in.
fn spans(document: &Document) -> Vec<(&Document, Command)> {
    const PROGRAMS: &[&str] = &[
        "make", "npm", "yarn", "pnpm", "docker", "docker-compose", "bundle", "rake", "rails", "mix", "cargo", "go", "pip", "poetry", "uv",
        "mvn", "gradle", "sbt", "dotnet", "composer", "just", "task", "mise", "tilt", "skaffold", "sm2", "php", "python", "python3",
    ];
    let command = |text: &str| {
        let first = text.split_whitespace().next().unwrap_or("");
        let script = ["./", "bin/", "script/", "scripts/"].iter().any(|start| first.starts_with(start));
        (PROGRAMS.contains(&first) && text.contains(' ') || script) && !text.contains('<')
    };
    let found = document.spans.iter().filter(|(_, text)| command(text) && !text.ends_with(".md") && !text.ends_with(".yml"));
    found
        .map(|(line, text)| {
            let section = document.sections.iter().rposition(|section| section.line <= *line).unwrap_or(0);
            (document, Command { line: *line, text: text.clone(), section, folder: String::new() })
        })
        .collect()
}

/// `make docker_oneshot`, `./gradlew startShop`: a task of the repository that starts the containers, and with them the service.
fn task_brings_up(facts: &Facts, text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (runner, name) = match words.as_slice() {
        ["make", name] => (Runner::Make, *name),
        ["just", name] => (Runner::Just, *name),
        ["task", name] => (Runner::Task, *name),
        ["mise", "run", name] => (Runner::Mise, *name),
        ["npm" | "yarn" | "pnpm", "run", name] => (Runner::Npm, *name),
        ["./gradlew" | "gradle", name] => {
            return name.starts_with("start") && facts.tasks().find(Runner::Gradle, name, "").is_some();
        }
        _ => return false,
    };
    let other = ["test", "lint", "down", "stop", "clean", "deps", "db"].iter().any(|word| name.contains(word));
    let up = |command: &str| command.contains("compose") && command.split_whitespace().any(|word| word == "up");
    let starts = |task: &Task| task.commands.iter().any(|(_, command)| up(command));
    !other && facts.containers().start_the_service() && facts.tasks().find(runner, name, "").is_some_and(starts)
}

/// Is the command shown below a heading on setting up or running (or in a README without headings)?
fn is_setup(document: &Document, command: &Command) -> bool {
    let titles = document.sections[..=command.section.min(document.sections.len() - 1)].iter().rev();
    let mut level = u8::MAX;
    let mut about = false;
    for section in titles {
        if section.level < level {
            level = section.level;
            if level <= 1 && section.level > 0 && about {
                break;
            }
            if mentions(&section.title, OTHER) {
                return false;
            }
            about |= mentions(&section.title, HEADINGS) || section.level <= 1;
        }
    }
    about
}

/// Commands that do all of it.
fn is_whole(text: &str) -> bool {
    let text = text.to_lowercase();
    const WHOLE: &[&str] = &[
        "docker compose up", "docker-compose up", "docker compose watch", "bin/setup", "bin/dev", "script/setup", "script/bootstrap",
        "script/server", "scripts/setup", "bin/bootstrap", "./setup.sh", "./bootstrap", "./start.sh", "./run.sh", "./run_local",
        "./run-local", "./start-local", "./start_local", "tilt up", "skaffold dev", "skaffold run", "devspace dev", "vagrant up",
        "bootrun", "spring-boot:run", "mix setup", "nix develop", "devenv up", "azd up", "hokusai dev start", "govuk-docker up",
        "govuk-docker-up", "make bootstrap", "make setup", "make init", "make up", "make start", "make dev", "make serve", "make run",
        "make all", "make install", "make local", "make deploy-local", "make docker-up", "make compose", "make build-and-run",
        "just setup", "just up", "just dev", "task setup", "task up", "yarn setup", "npm run setup", "yarn setup:dev", "pnpm setup",
        "rake setup", "devcontainer up", "aspire run", "dotnet run --project",
    ];
    // With the language's runtime given, one command builds and starts it.
    let starts =
        ["go run ./cmd", "go run .", "cargo run", "docker run "].iter().any(|start| text.starts_with(start)) && !text.contains("test");
    // A container that is given a name and left in the background stands beside the service.
    let beside = text.starts_with("docker run ") && text.contains("--name") && (text.contains(" -d") || text.contains("--detach"));
    let starts = starts && !beside;
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
    starts
        || WHOLE.iter().any(|whole| text.match_indices(whole).any(|(at, _)| ends(&text[at + whole.len()..])))
        || text.contains("&&")
            && ["install", "build", "bundle"].iter().any(|word| text.contains(word))
            && ["start", "run", "dev", "up", "serve"].iter().any(|word| text.contains(word))
        || text.strip_prefix("mise run ").is_some_and(|task| {
            ["setup", "start", "up", "dev", "bootstrap"].iter().any(|word| task.split(['-', ':', ' ']).any(|part| part == *word))
        })
}

/// Commands that start what was set up before.
fn only_starts(text: &str) -> bool {
    const STARTS: &[&str] =
        &["bin/dev", "make start", "make run", "make serve", "make dev", "bootrun", "spring-boot:run", "go run", "cargo run", "dotnet run"];
    STARTS.iter().any(|start| text.to_lowercase().contains(start))
}

/// Commands that start the service itself, outside of containers.
fn starts(text: &str) -> bool {
    [
        "mix phx.server", "npm start", "npm run dev", "npm run start", "yarn start", "yarn dev", "pnpm dev", "rails s", "bin/rails s",
        "cargo run", "go run", "flask run", "dotnet run", "sbt run", "mvn spring-boot:run", "./gradlew bootrun",
        "python manage.py runserver", "iex -s", "make run-", "make serve", "make start",
    ]
    .iter()
    .any(|start| text.to_lowercase().starts_with(start))
}

/// Steps that everybody takes anyway, or that only look.
fn is_free(text: &str) -> bool {
    [
        "cd ", "git clone", "git checkout", "git pull", "curl ", "open ", "docker-compose down", "docker compose down",
        "docker compose logs", "kubectl get", "brew ", "apt", "asdf ", "mise install", "mise trust", "nvm ", "rbenv ", "docker login",
        "echo ", "ls", "cat ", "bundle exec rspec", "rspec", "pytest", "npm test", "yarn test", "make test", "go test", "cargo test",
        "mix test", "mvn verify", "mvn test", "java -jar", "aws s3 ls", "docker ps", "docker logs", "docker exec", "psql ", "redis-cli",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

fn shortened(text: &str) -> String {
    text.chars().take(48).collect()
}

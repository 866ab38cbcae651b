//! Does the README, directly or by a link to a document of the repository, tell: what the service is; how to run it locally; how to test it; how it is deployed or where it runs?

use crate::checks::prelude::*;
use crate::facts::docs::{Document, Kind, mentions};
use crate::facts::markdown::Section;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/readme-essentials",
        title: "README tells what it is, how to run, test and deploy it",
        question: "Does the README, directly or by a link to a document of the repository, tell: what the service is; how to run it locally; how to test it; how it is deployed or where it runs?",
        demands: &["R3"],
        weight: 3,
        gate: false,
        why: "At three in the morning the README is what you have. If it does not say what the service is and how it runs, you will learn it from the outage.",
        pass: "All four.",
        partial: "Two or three.",
        fail: "One or none.",
        not_applicable: "",
        found: "The README, the documents of the repository that it links, and those that are made into the site that it links are read by headings, commands and opening paragraphs. Running and testing count by a heading with words or commands below it, or by a command that does it; deploying counts by a heading or a paragraph that tells how it is deployed or where it runs. Decision records tell what was weighed once, and do not count. Text outside the repository is not read.",
        fix: "Add the missing part as a section of the README: three sentences and the command are enough.",
    },
    judge,
};

const SEARCHED: &[&str] = &["README", "documents that the README links"];

fn judge(facts: &Facts) -> Answer {
    let mut entry = facts.docs().entry_with_site();
    entry.retain(|document| !document.is(Kind::DecisionRecord));
    let Some(readme) = entry.first() else {
        return Answer::fail("there is no README", SEARCHED, []);
    };
    let told: Vec<(&str, Option<Evidence>)> = vec![
        ("what it is", what(readme)),
        ("how to run it", any(&entry, run)),
        ("how to test it", any(&entry, test)),
        ("how it is deployed", any(&entry, deploy)),
    ];
    let missing: Vec<&str> = told.iter().filter(|(_, evidence)| evidence.is_none()).map(|(part, _)| *part).collect();
    let evidence: Vec<Evidence> = told.iter().filter_map(|(_, evidence)| evidence.clone()).collect();
    let summary = format!("the README does not tell {}", missing.join(", "));
    match missing.len() {
        0 => Answer::found("README tells what it is, how to run, test and deploy it", evidence, summary, SEARCHED),
        1 | 2 => Answer::partly(summary, evidence, "the README tells nothing", SEARCHED),
        _ => Answer::fail(summary, SEARCHED, evidence),
    }
}

fn any(entry: &[&Document], part: fn(&Document) -> Option<Evidence>) -> Option<Evidence> {
    entry.iter().find_map(|document| part(document))
}

/// A sentence of some length before the first commands, or below a heading that promises one.
fn what(readme: &Document) -> Option<Evidence> {
    let early = readme.sections.iter().take(3).flat_map(|section| &section.prose);
    let about = readme
        .sections_about(&["about", "overview", "introduction", "purpose", "what is", "description", "background"])
        .flat_map(|section| &section.prose);
    let says = |text: &str| {
        text.split_whitespace().count() >= 5
            && !text.starts_with("[![")
            && !text.starts_with("![")
            && !mentions(text, &["badge", "install", "prerequisite", "clone", "requires", "run the following", "you will need"])
    };
    let (line, _) = early.chain(about).find(|(_, text)| text.split_inclusive(". ").any(says))?;
    Some(readme.at(*line).says("says what it is"))
}

fn run(document: &Document) -> Option<Evidence> {
    const HEADINGS: &[&str] = &[
        "run", "getting started", "quick start", "quickstart", "start", "local", "set up", "setup", "setting up", "development", "install",
        "how to use", "kjør", "kom i gang", "komme i gang", "lokalt", "oppsett",
    ];
    const COMMANDS: &[&str] = &[
        "docker compose up", "docker-compose up", "docker run", "npm start", "npm run start", "npm run dev", "yarn start", "yarn dev",
        "pnpm dev", "make run", "make up", "make start", "make dev", "bin/dev", "bin/rails s", "rails s", "foreman start", "bootrun",
        "spring-boot:run", "mix phx.server", "cargo run", "go run", "dotnet run", "flask run", "runserver", "skaffold run", "skaffold dev",
        "tilt up", "sbt run", "java -jar", "artisan serve", "nx serve", "./start", "script/server", "script/start",
    ];
    let enough = |section: &Section| !section.code.is_empty() || section.words() >= 15;
    // "Disk usage" is about something else.
    let usage = || {
        let section = document.sections.iter().find(|section| {
            let title = section.title.to_lowercase();
            let resource = mentions(&title, &["disk", "memory", "cpu", "resource", "storage"]);
            !resource && (title.starts_with("usage") || title.ends_with(" usage")) && document.below(section).any(enough)
        })?;
        Some(document.at(section.line).says("tells how to use it"))
    };
    let runs = || {
        let about = |section: &&Section| section.level > 0 && !mentions(&section.title, &["test", "lint"]);
        let mut sections = document.sections_about(HEADINGS).filter(about);
        // The first heading is the title, though it has the level of others.
        let title = document.sections.iter().find(|section| section.level > 0).map_or(0, |section| section.line);
        let shown = |section: &Section| {
            document
                .spans
                .iter()
                .any(|(line, text)| text.contains(' ') && document.section_at(*line).is_some_and(|at| at.line == section.line))
        };
        let found = sections.find(|section| {
            (section.level > 1 || section.line > title || !section.code.is_empty())
                && (document.below(section).any(enough) || shown(section))
        })?;
        Some(document.at(found.line).says("tells how to run it"))
    };
    // "You can use the Docker environment to run the application": with a link to it.
    let environment = || {
        let told = |text: &str| mentions(text, &["to run the app", "to run the service", "to run this app", "to run this service"]);
        let linked = |line: usize| document.links.iter().any(|link| link.line == line);
        let (line, _) = document.prose().find(|(line, text)| told(text) && linked(*line))?;
        Some(document.at(line).says("tells how to run it"))
    };
    runs().or_else(usage).or_else(environment).or_else(|| command(document, COMMANDS, "shows how to run it"))
}

fn test(document: &Document) -> Option<Evidence> {
    const COMMANDS: &[&str] = &[
        "npm test", "npm run test", "yarn test", "pnpm test", "make test", "make check", "pytest", "tox", "rspec", "bin/rails test",
        "rails test", "rake", "go test", "cargo test", "mvn test", "mvn verify", "mvn clean verify", "mvnw verify", "mvnw test",
        "gradlew test", "gradlew check", "gradlew build", "gradle test", "sbt test", "mix test", "dotnet test", "phpunit", "artisan test",
        "composer test", "jest", "vitest", "manage.py test", "script/test", "./test", "run_tests", "runtests",
    ];
    let runs = command(document, COMMANDS, "shows how to test it");
    let span = document
        .spans
        .iter()
        .find(|(_, text)| COMMANDS.iter().any(|known| text.to_lowercase().contains(known)))
        .map(|(line, _)| document.at(*line).says("names the command for the tests"));
    let heading = || {
        section(
            document,
            &["test", "running the tests", "run the tests", "unit test", "integration test", "quality"],
            "tells how to test it",
            |section| !section.code.is_empty(),
        )
    };
    runs.or(span).or_else(heading).or_else(|| linked(document))
}

/// A heading on tests below which a document of the repository is linked.
fn linked(document: &Document) -> Option<Evidence> {
    let about = |line| document.section_at(line).is_some_and(|section| section.level > 1 && mentions(&section.title, &["test"]));
    let guide = |target: &str| !target.contains("://") && target.split('#').next().is_some_and(|path| path.ends_with(".md"));
    let link = document.links.iter().find(|link| guide(&link.target) && about(link.line))?;
    Some(document.at(link.line).says("links how to test it"))
}

fn deploy(document: &Document) -> Option<Evidence> {
    const HEADINGS: &[&str] = &[
        "deploy", "releas", "hosting", "production", "infrastructure", "environments", "ci/cd", "continuous d", "where it runs",
        "operations", "shipping", "produksjonssett",
    ];
    let prose = || {
        let told = |text: &str| {
            mentions(
                text,
                &[
                    "deployed to", "deployed by", "deployed on", "deployed using", "deploys to", "is deployed", "automatically deploy",
                    "hosted on", "to deploy", "deployment pipeline", "in production at", "production url", "live at http",
                    "in a production environment", "in production environments", "currently hosted at", "deployet til", "deployes",
                ],
            ) && text.split_whitespace().count() >= 5
                && !text.contains("localhost")
        };
        document.prose().find(|(_, text)| told(text)).map(|(line, _)| document.at(line).says("tells how it is deployed or where it runs"))
    };
    section(document, HEADINGS, "tells how it is deployed", |section| section.words() >= 8 || !section.code.is_empty()).or_else(prose)
}

fn section(document: &Document, headings: &[&str], note: &str, enough: fn(&Section) -> bool) -> Option<Evidence> {
    let found = document
        .sections_about(headings)
        .find(|section| section.level > 0 && (section.level > 1 || !section.code.is_empty()) && document.below(section).any(enough))?;
    Some(document.at(found.line).says(note))
}

fn command(document: &Document, known: &[&str], note: &str) -> Option<Evidence> {
    let found = document.commands.iter().find(|command| known.iter().any(|known| command.text.to_lowercase().contains(known)))?;
    Some(document.at(found.line).says(note))
}

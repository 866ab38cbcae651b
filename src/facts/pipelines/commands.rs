//! What a command line of a pipeline does: by a table of commands, one or two hops through the
//! repository's own tasks and scripts.

use std::collections::BTreeSet;

use super::names::by_name;
use super::tables::{COMMANDS, NO_DEPLOY};
use crate::facts::containers::Containers;
use crate::facts::tasks::{Runner, Tasks};

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Does {
    Test,
    EndToEnd,
    /// Finds bugs, not only format.
    Lint,
    TypeCheck,
    /// Static or dynamic analysis for security.
    SecurityTest,
    Coverage,
    CoverageReport,
    /// Puts the service into an environment.
    Deploy,
    PublishImage,
    PublishPackage,
    /// Looks whether what was deployed works.
    Verify,
    /// Makes a cluster that lives as long as the job: what is deployed there is a test.
    OwnCluster,
    Rollback,
    SecretScan,
    ContractTest,
    RuleTest,
    RuleLint,
    LoadTest,
}

/// Looks commands up in the tables and in the repository's tasks.
pub struct Reader<'a> {
    tasks: &'a Tasks,
    containers: &'a Containers,
}

/// How many hops a command is followed through tasks.
const HOPS: usize = 4;

impl<'a> Reader<'a> {
    pub fn new(tasks: &'a Tasks, containers: &'a Containers) -> Reader<'a> {
        Reader { tasks, containers }
    }

    /// All that a step does whose commands run in a folder.
    pub fn does(&self, text: &str, called: bool, folder: &str) -> BTreeSet<Does> {
        let mut found = BTreeSet::new();
        if called {
            by_name(text, &mut found);
            if text.starts_with("docker/build-push-action") {
                self.image("", HOPS, &mut found);
            }
        } else {
            self.command(text, folder, HOPS, &mut found);
        }
        found
    }

    fn command(&self, text: &str, folder: &str, hops: usize, found: &mut BTreeSet<Does>) {
        let mut folder = folder.to_owned();
        for part in parts(text) {
            if let Some(to) = part.trim_start_matches('(').strip_prefix("cd ") {
                folder = within(&folder, to).unwrap_or_default();
                continue;
            }
            let command = unwrapped(&part);
            let mut by_words = BTreeSet::new();
            by_table(&command, &mut by_words);
            if self.tells_itself(&command, &folder) {
                by_words.remove(&Does::Test);
            }
            found.append(&mut by_words);
            if let Some(program) = image_program(&part) {
                by_table(&program, found);
            }
            if hops > 0 {
                self.follow(&command, &folder, hops - 1, found);
            }
        }
    }

    /// `make ci`, `make check`: words that promise tests and often mean something else, where the recipe can be read.
    fn tells_itself(&self, command: &str, folder: &str) -> bool {
        let target = command.strip_prefix("make ").and_then(|rest| rest.split_whitespace().find(|word| !word.starts_with('-')));
        let vague = |target: &&str| *target == "ci" || target.starts_with("check");
        target.filter(vague).is_some_and(|target| self.tasks.find(Runner::Make, target, folder).is_some())
    }

    /// What the task or script that a command names runs.
    fn follow(&self, command: &str, folder: &str, hops: usize, found: &mut BTreeSet<Does>) {
        let words: Vec<&str> = command.split_whitespace().collect();
        let Some((program, rest)) = words.split_first() else { return };
        // `make -C api test`, `npm --prefix web test`
        let led = words.windows(2).find(|pair| matches!(pair[0], "-c" | "--prefix" | "--cwd" | "--directory")).map(|pair| pair[1]);
        let moved = led.and_then(|to| within(folder, to));
        let folder = moved.as_deref().unwrap_or(folder);
        let plain = || rest.iter().filter(|word| !word.starts_with('-') && !word.contains('='));
        let tasks: Vec<(Runner, &str)> = match *program {
            "make" => plain().map(|target| (Runner::Make, *target)).collect(),
            "just" => plain().take(1).map(|target| (Runner::Just, *target)).collect(),
            "task" => plain().take(1).map(|target| (Runner::Task, *target)).collect(),
            "mise" => plain().filter(|word| !matches!(**word, "run" | "r" | "exec")).take(1).map(|task| (Runner::Mise, *task)).collect(),
            "npm" | "yarn" | "pnpm" | "bun" => {
                plain().filter(|word| !matches!(**word, "run" | "run-script")).take(1).map(|script| (Runner::Npm, *script)).collect()
            }
            "composer" => plain().filter(|word| **word != "run").take(1).map(|script| (Runner::Composer, *script)).collect(),
            "mix" => plain().take(1).map(|alias| (Runner::Mix, *alias)).collect(),
            "rake" => plain().take(1).map(|task| (Runner::Rake, *task)).collect(),
            "tox" | "nox" | "inv" | "invoke" | "poe" => plain().map(|name| (Runner::Python, *name)).collect(),
            program if program.contains('/') || program.ends_with(".sh") => vec![(Runner::Script, program)],
            "bash" | "sh" | "source" | "." => rest.first().map(|script| (Runner::Script, *script)).into_iter().collect(),
            _ => Vec::new(),
        };
        for (runner, name) in tasks {
            self.task(runner, name, folder, hops, found);
        }
        if *program == "docker" && rest.iter().take(2).any(|word| *word == "build") {
            let named = rest.iter().skip_while(|word| !matches!(**word, "-f" | "--file")).nth(1);
            self.image(named.unwrap_or(&""), hops, found);
        }
        if matches!(*program, "docker" | "docker-compose" | "podman") {
            self.services(rest, hops, found);
        }
        // `rake` alone is the default task, which runs the tests by convention.
        if *program == "rake" && rest.is_empty() {
            found.insert(Does::Test);
        }
    }

    /// `docker compose run shop-test`: what the service runs by itself. Where the first one to end ends all, as in
    /// `up --abort-on-container-exit`, all are asked.
    fn services(&self, rest: &[&str], hops: usize, found: &mut BTreeSet<Does>) {
        let Some(at) = rest.iter().position(|word| matches!(*word, "run" | "up")) else { return };
        let ends = rest.iter().any(|word| word.contains("exit-code-from") || word.contains("abort-on-container-exit"));
        let named = |name: &str| rest[at + 1..].iter().any(|word| word.eq_ignore_ascii_case(name));
        let services = self.containers.composes.iter().flat_map(|compose| &compose.services);
        for service in services.filter(|service| ends && rest[at] == "up" || named(&service.name)).take(20) {
            let command = if service.command.is_empty() { self.started(&service.dockerfile) } else { Some(service.command.clone()) };
            let mut inside = BTreeSet::new();
            self.command(&command.unwrap_or_default(), "", hops.min(2), &mut inside);
            found.extend(inside.into_iter().filter(|does| matches!(does, Does::Test | Does::EndToEnd | Does::Lint | Does::Coverage)));
        }
    }

    /// What an image starts, in one line.
    fn started(&self, dockerfile: &str) -> Option<String> {
        let path = dockerfile.trim_start_matches("./");
        let file = self.containers.dockerfiles.iter().find(|file| !path.is_empty() && file.path.eq_ignore_ascii_case(path))?;
        let (text, _) = file.starts.as_ref()?;
        Some(text.trim_matches(['[', ']']).replace(['"', ','], " "))
    }

    /// An image's build that runs the tests fails with them; what else it does stays inside the image.
    fn image(&self, path: &str, hops: usize, found: &mut BTreeSet<Does>) {
        let path = path.trim_start_matches("./");
        let path = if path.is_empty() { "Dockerfile" } else { path };
        let mut inside = BTreeSet::new();
        for dockerfile in self.containers.dockerfiles.iter().filter(|file| file.path.eq_ignore_ascii_case(path)) {
            dockerfile.build.iter().for_each(|command| self.command(&command.to_lowercase(), "", hops.min(1), &mut inside));
        }
        found.extend(inside.contains(&Does::Test).then_some(Does::Test));
    }

    fn task(&self, runner: Runner, name: &str, folder: &str, hops: usize, found: &mut BTreeSet<Does>) {
        let task = match runner {
            Runner::Script => {
                let path = name.trim_start_matches("./");
                // Where a system checks the repository out below its name, the path begins with that.
                self.tasks.of(Runner::Script).find(|task| {
                    task.name == path
                        || task.name.ends_with(&format!("/{path}"))
                        || path.ends_with(&format!("/{}", task.name)) && task.name.contains('/')
                })
            }
            _ => self.tasks.find(runner, name, folder),
        };
        let Some(task) = task else { return };
        // A script runs where its caller stands, a task where it is defined.
        let folder = if runner == Runner::Script { folder } else { &task.folder };
        let mut inside = BTreeSet::new();
        for (_, command) in task.commands.iter().take(200) {
            self.command(command, folder, hops, &mut inside);
        }
        // What a script for tests puts into a cluster is a test.
        if runner == Runner::Script && name.rsplit('/').next().is_some_and(|name| name.contains("test")) {
            inside.remove(&Does::Deploy);
        }
        found.append(&mut inside);
        if hops > 0 {
            for need in task.needs.iter().take(20) {
                self.task(runner, need, folder, hops - 1, found);
            }
        }
    }
}

/// Where a path leads from a folder; `None` outside of the repository, and where a variable names it.
pub fn within(folder: &str, to: &str) -> Option<String> {
    let to = to.trim_matches(['"', '\'', ')', ' ']);
    if to.starts_with(['/', '~']) || to.contains('$') {
        return None;
    }
    crate::facts::docs::join(&format!("{folder}/x"), to)
}

/// The commands of a line.
fn parts(text: &str) -> Vec<String> {
    text.replace("&&", "\n")
        .replace("||", "\n")
        .replace([';', '|'], "\n")
        .lines()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty() && !part.starts_with('#'))
        .collect()
}

/// A command in lower case, without assignments, wrappers and containers around it.
fn unwrapped(command: &str) -> String {
    let lower = command.trim_matches(['"', '\'', '(', ')', '`', '@']).to_lowercase();
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    while let Some(first) = words.first().copied() {
        let second = words.get(1).copied().unwrap_or("");
        let drop = match (first, second) {
            (word, _) if word.contains('=') && !word.starts_with('-') => 1,
            (
                "sudo" | "time" | "exec" | "env" | "nohup" | "if" | "then" | "!" | "command" | "npx" | "bunx" | "xvfb-run" | "dotenv"
                | "yes" | "do" | "-",
                _,
            ) => 1,
            ("bundle" | "poetry" | "pipenv" | "uv" | "pdm" | "rye" | "hatch" | "nix" | "pixi", "exec" | "run" | "develop") => 2,
            ("python" | "python3", "-m") => 2,
            // `php bin/phpunit`: a program of a dependency, run by its interpreter.
            ("php" | "ruby" | "node", program) if program.contains("bin/") => 1,
            ("xargs", _) => 1 + words.iter().skip(1).take_while(|word| word.starts_with('-')).count(),
            ("retry" | "travis_retry", count) if count.bytes().all(|byte| byte.is_ascii_digit()) => 2,
            ("retry" | "travis_retry", _) => 1,
            ("docker" | "docker-compose" | "podman", _) => match container(&words) {
                Some(count) => count,
                None => break,
            },
            ("sh" | "bash", "-c" | "-ec" | "-lc" | "-xc") => 2,
            _ => break,
        };
        words.drain(..drop.min(words.len()));
    }
    let joined = words
        .join(" ")
        .replace("./mvnw", "mvnw")
        .replace("./gradlew", "gradlew")
        .replace("./vendor/bin/", "vendor/bin/")
        .replace("./node_modules/.bin/", "")
        .replace("node_modules/.bin/", "");
    joined.trim_matches(['"', '\'']).to_owned()
}

/// `docker run tufin/oasdiff breaking a b`: an image that is called as its program is.
fn image_program(command: &str) -> Option<String> {
    let lower = command.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().skip_while(|word| word.contains('=') || *word == "sudo").collect();
    if !matches!(words.as_slice(), ["docker" | "podman", "run", ..]) {
        return None;
    }
    let at = container(&words)? - 1;
    let image = words[at].rsplit('/').next()?.split([':', '@']).next()?;
    Some(format!("{image} {}", words[at + 1..].join(" ")))
}

/// `docker compose run --rm app pytest`: how many words stand before what runs inside.
fn container(words: &[&str]) -> Option<usize> {
    let at = words.iter().position(|word| matches!(*word, "run" | "exec"))?;
    let mut next = at + 1;
    while let Some(word) = words.get(next).filter(|word| word.starts_with('-')) {
        let takes = matches!(
            *word,
            "-e" | "-v"
                | "-w"
                | "-u"
                | "--env"
                | "--volume"
                | "--workdir"
                | "--user"
                | "--name"
                | "--network"
                | "-p"
                | "--entrypoint"
                | "--env-file"
        );
        next += if takes { 2 } else { 1 };
    }
    (words.len() > next + 1).then_some(next + 1)
}

fn by_table(command: &str, found: &mut BTreeSet<Does>) {
    let skipped = command.contains("-dskiptests")
        || command.contains("-dmaven.test.skip")
        || command.contains("-x test")
        || command.split_whitespace().any(|word| word == "-xtest")
        || command.contains("--exclude-task test");
    let pages = NO_DEPLOY.iter().any(|word| command.contains(word));
    // Options between the program and its first argument do not matter: `npm --prefix web test`.
    let bare = without_options(command);
    let named = by_basename(&bare);
    for (does, commands) in COMMANDS {
        let starts = commands
            .iter()
            .any(|known| begins(command, known) || begins(&bare, known) || named.as_deref().is_some_and(|named| begins(named, known)));
        let barred = *does == Does::Test && (skipped || names_other_sessions(command))
            || *does == Does::Verify && sends(command)
            || *does == Does::Deploy && (pages || command.contains("--dry-run") || command.contains("-dry-run"));
        if starts && !barred {
            found.insert(*does);
        }
    }
    let measures = |word: &str| {
        word == "--cov"
            || word == "-cover"
            || word.contains("collectcoverage=true")
            || ["--cov=", "--coverage", "-coverprofile", "-covermode", "-coverpkg", "/p:collectcoverage", "jacoco", "kover", "coverage"]
                .iter()
                .any(|start| word.starts_with(start))
    };
    if !begins(command, "echo") && command.split_whitespace().skip(1).any(measures) || command.contains("xplat code coverage") {
        found.insert(Does::Coverage);
    }
    if rakes_tests(command)
        || begins(command, "sbt") && command.contains("test")
        || (begins(command, "gradlew") || begins(command, "gradle") || begins(command, "mvn") || begins(command, "mvnw"))
            && !skipped
            && command.split_whitespace().any(|word| {
                matches!(
                    word,
                    "test"
                        | "check"
                        | "verify"
                        | "build"
                        | "install"
                        | "package"
                        | "integrationtest"
                        | "integration"
                        | "testintegration"
                        | "functional"
                )
            })
    {
        found.insert(Does::Test);
    }
    if ["xmlreportpaths", "opencover.reportspaths", "lcov.reportpaths"].iter().any(|option| command.contains(option)) {
        found.insert(Does::CoverageReport);
    }
    // `mvn verify org.sonarsource.scanner.maven:sonar-maven-plugin:sonar`: the analysis is one goal of several.
    if command
        .split_whitespace()
        .skip(1)
        .any(|word| matches!(word, "sonar" | "sonarqube" | "sonar:sonar") || word.ends_with("sonar-maven-plugin:sonar"))
    {
        found.extend([Does::Lint, Does::SecurityTest]);
    }
    if begins(command, "docker buildx") && command.contains("--push") || begins(command, "docker build") && command.contains("--push") {
        found.insert(Does::PublishImage);
    }
    if begins(command, "helm upgrade") && (command.contains("--wait") || command.contains("--atomic")) {
        found.insert(Does::Verify);
    }
    if begins(command, "helm upgrade") && command.contains("--atomic") {
        found.insert(Does::Rollback);
    }
    if hands_over(command) {
        found.insert(Does::Deploy);
    }
    // A deploy by committing the new version to a repository of manifests.
    if (command.starts_with("yq ") || command.starts_with("sed "))
        && (command.contains("image") || command.contains("tag"))
        && (command.contains("values") || command.contains("manifest") || command.contains("kustomization"))
    {
        found.insert(Does::Deploy);
    }
}

/// `bin/phpunit unit` is `phpunit unit`, `tools/golangci-lint run` is `golangci-lint run`.
fn by_basename(command: &str) -> Option<String> {
    let (program, rest) = command.split_once(' ').unwrap_or((command, ""));
    let folder = ["bin/", "tools/", ".bin/"].iter().any(|folder| program.contains(folder));
    let name = program.rsplit('/').next().filter(|name| folder && *name != program)?;
    Some(format!("{name} {rest}").trim_end().to_owned())
}

/// `rake db:create db:schema:load test`: any of the tasks.
fn rakes_tests(command: &str) -> bool {
    let tasks = command.strip_prefix("rake ").or_else(|| command.strip_prefix("rails ")).or_else(|| command.strip_prefix("bin/rails "));
    tasks.is_some_and(|tasks| {
        tasks.split_whitespace().skip(1).any(|task| matches!(task, "test" | "spec" | "default" | "test:all" | "test:system"))
    })
}

/// Starting a pipeline of another repository with what was built: `POST …/repos/acme/manifests/dispatches`.
fn hands_over(command: &str) -> bool {
    let other = ["docs", "test", "e2e", "website", "benchmark", "changelog"].iter().any(|word| command.contains(word));
    let dispatches = (begins(command, "curl") || begins(command, "gh api")) && command.contains("/dispatches");
    dispatches && !other
        || begins(command, "gh workflow run") && command.contains("deploy")
        || begins(command, "az pipelines run") && command.contains("deploy")
}

/// `tox -e lint`: sessions that are named, and none for tests.
fn names_other_sessions(command: &str) -> bool {
    const OTHER: &[&str] = &[
        "lint", "style", "type", "mypy", "doc", "format", "flake", "black", "isort", "pre-commit", "ruff", "pylint", "security", "bandit",
        "build", "release", "safety",
    ];
    if !begins(command, "tox") && !begins(command, "nox") {
        return false;
    }
    let mut names =
        command.split_whitespace().skip_while(|word| !matches!(*word, "-e" | "-s" | "--session" | "run-env")).skip(1).peekable();
    names.peek().is_some() && names.flat_map(|word| word.split(',')).all(|name| OTHER.iter().any(|other| name.contains(other)))
}

/// Does curl bring something there, instead of asking how it is?
fn sends(command: &str) -> bool {
    begins(command, "curl")
        && ["=@", "-x post", "-x put", "--upload-file", "--data", " -d ", " -t "].iter().any(|option| command.contains(option))
}

/// A command without its options, and without the folders and workspaces that options name.
fn without_options(command: &str) -> String {
    let mut words = command.split_whitespace();
    let mut kept = Vec::new();
    while let Some(word) = words.next() {
        if matches!(word, "--prefix" | "-c" | "--cwd" | "--filter" | "-f" | "-w" | "--workspace" | "--dir" | "--manifest-path") {
            words.next();
        } else if !word.starts_with('-') {
            kept.push(word);
        }
    }
    kept.join(" ")
}

/// Does a command begin with these words, the last of them as a beginning of a name such as `test:unit`?
fn begins(command: &str, known: &str) -> bool {
    command
        .strip_prefix(known)
        .is_some_and(|rest| rest.is_empty() || known.ends_with(' ') || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn does(text: &str) -> Vec<Does> {
        Reader::new(&Tasks::default(), &Containers::default()).does(text, false, "").into_iter().collect()
    }

    #[test]
    fn commands_are_known_behind_their_wrappers() {
        assert_eq!(does("docker compose run --rm app bundle exec rspec"), [Does::Test]);
        assert_eq!(does("CI=1 npm --prefix web test"), [Does::Test]);
        assert_eq!(does("./gradlew clean build -x test"), []);
        assert_eq!(does("./gradlew assemble -xtest build"), []);
        assert_eq!(does("npm run test:unit && ruff check ."), [Does::Test, Does::Lint]);
        assert_eq!(does("mkdocs gh-deploy"), []);
        assert_eq!(does("helm upgrade shop ./chart --install --atomic"), [Does::Deploy, Does::Verify, Does::Rollback]);
        assert_eq!(does("docker buildx build --push -t x ."), [Does::PublishImage]);
        assert_eq!(does("testimony"), []);
        assert_eq!(does("php bin/phpunit --testsuite unit"), [Does::Test]);
        assert_eq!(does("bundle exec rake db:create db:schema:load test"), [Does::Test]);
        assert_eq!(does("docker run --rm -v $PWD:/specs tufin/oasdiff breaking a.yml b.yml"), [Does::ContractTest]);
        assert_eq!(does("dotnet test --no-build -e:CollectCoverage=true"), [Does::Test, Does::Coverage]);
    }

    #[test]
    fn called_things_are_judged_by_name() {
        let does: Vec<Does> = Reader::new(&Tasks::default(), &Containers::default())
            .does("acme/workflows/.github/workflows/run-tests.yml@main", true, "")
            .into_iter()
            .collect();
        assert_eq!(does, [Does::Test]);
        let setup = "google-github-actions/setup-gcloud@77e7a554d41e2ee56fc945c52dfd3f33d12def9a";
        assert!(Reader::new(&Tasks::default(), &Containers::default()).does(setup, true, "").is_empty());
    }
}

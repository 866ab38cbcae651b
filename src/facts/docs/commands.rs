//! Commands that documents show, and what of the repository they name.

use super::Document;
use crate::facts::markdown::Section;
use crate::facts::tasks::{Runner, Tasks};
use crate::snapshot::Snapshot;

/// A command line in a code block.
#[derive(Debug, Clone)]
pub struct Command {
    pub line: usize,
    /// Without prompt and comment.
    pub text: String,
    /// Index of the section that shows it.
    pub section: usize,
    /// The folder that earlier `cd` commands of the same block lead to, as written.
    pub folder: String,
}

/// A command that names something of the repository.
#[derive(Debug, Clone)]
pub struct Named {
    pub document: String,
    pub line: usize,
    pub command: String,
    pub exists: bool,
}

/// Languages of code blocks that hold commands; an unnamed block may.
const SHELL: &[&str] = &[
    "", "sh", "bash", "shell", "console", "zsh", "shell-session", "shellsession", "terminal", "text", "cmd", "powershell", "ps1",
    "sh-session", "shellscript", "command",
];

/// The commands of all shell blocks.
pub fn shown(sections: &[Section]) -> Vec<Command> {
    let mut commands = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        for fence in section.code.iter().filter(|fence| SHELL.contains(&fence.language.as_str())) {
            let mut folder = String::new();
            let prompted = fence.text.lines().any(|line| line.trim_start().starts_with("$ "));
            for (line, text) in crate::facts::tasks::shell_lines(&fence.text, fence.line) {
                let Some(text) = command(&text, prompted, !fence.language.is_empty()) else { continue };
                for part in text.split("&&").flat_map(|part| part.split(';')).map(str::trim) {
                    if let Some(to) = part.strip_prefix("cd ") {
                        folder = super::links::join(&format!("{folder}/x"), to.trim_matches('"')).unwrap_or_default();
                    }
                }
                commands.push(Command { line, text, section: index, folder: folder.clone() });
            }
        }
    }
    commands
}

/// The command of a line; `None` for output, and for what does not look like a command in an unnamed block.
fn command(line: &str, prompted: bool, named: bool) -> Option<String> {
    let text = line.trim();
    let bare = text.strip_prefix("$ ").or_else(|| text.strip_prefix("% ")).or_else(|| text.strip_prefix("> ")).unwrap_or(text);
    if prompted && bare.len() == text.len() {
        return None;
    }
    let bare = bare.split(" # ").next().unwrap_or(bare).trim();
    // What a command prints introduces what follows; no command ends so.
    if bare.ends_with(':') {
        return None;
    }
    let word = program(bare).filter(|word| !word.starts_with("HTTP/"))?;
    let known = PROGRAMS.contains(&word)
        || word.starts_with("./")
        || word.starts_with("bin/")
        || word.starts_with("script")
        || word.ends_with(".sh");
    (known || prompted || named && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')))
        .then(|| bare.to_owned())
}

/// The program of a command line, behind assignments and `sudo`.
pub fn program(command: &str) -> Option<&str> {
    command
        .split_whitespace()
        .find(|word| (word.starts_with('-') || !word.contains('=')) && !matches!(*word, "sudo" | "time" | "env" | "export"))
}

/// Programs that README commands start with.
const PROGRAMS: &[&str] = &[
    "make", "just", "task", "npm", "npx", "yarn", "pnpm", "bun", "node", "docker", "docker-compose", "podman", "kubectl", "helm",
    "skaffold", "tilt", "minikube", "kind", "bundle", "rake", "rails", "ruby", "gem", "python", "python3", "pip", "pip3", "pipenv",
    "poetry", "uv", "pytest", "tox", "nox", "flask", "django-admin", "invoke", "inv", "go", "cargo", "rustup", "mvn", "./mvnw", "gradle",
    "./gradlew", "java", "sbt", "dotnet", "mix", "iex", "elixir", "composer", "php", "artisan", "terraform", "aws", "az", "gcloud", "cf",
    "heroku", "fly", "flyctl", "git", "cd", "cp", "source", "brew", "apt", "apt-get", "curl", "psql", "createdb", "direnv", "foreman",
    "overmind", "hokusai", "devbox", "nix", "vagrant", "locust", "asdf", "nvm", "rbenv", "diesel", "sqlx", "swift", "deno", "govuk-docker",
    "get-WinGetConfiguration", "lerna", "nx", "turbo", "celery", "gunicorn", "uvicorn",
];

/// The commands of a document, in blocks and code spans, that name something of the repository.
pub fn resolve(snapshot: &Snapshot, tasks: &Tasks, document: &Document) -> Vec<Named> {
    let base = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let spans = document.spans.iter().map(|(line, text)| (*line, text.trim().trim_start_matches("$ ").to_owned(), String::new())).filter(
        |(_, text, _)| {
            program(text).is_some_and(|word| {
                matches!(
                    word,
                    "make"
                        | "npm"
                        | "yarn"
                        | "pnpm"
                        | "just"
                        | "rake"
                        | "mix"
                        | "bundle"
                        | "mvn"
                        | "./mvnw"
                        | "./gradlew"
                        | "docker-compose"
                ) || word.starts_with("./") && may_run(word)
            })
        },
    );
    let made: Vec<&str> = document.commands.iter().flat_map(|command| downloads(&command.text)).collect();
    let stands: Vec<&str> = document.spans.iter().map(|(_, text)| text.trim_start_matches("./").trim_end_matches('/')).collect();
    let stands: Vec<&str> = stands.into_iter().filter(|path| path.contains('/') && snapshot.is_folder(path)).collect();
    let blocks = document.commands.iter().map(|command| (command.line, command.text.clone(), command.folder.clone()));
    let mut named = Vec::new();
    for (line, text, folder) in blocks.chain(spans) {
        let mut folder = folder;
        for part in text.split("&&").flat_map(|part| part.split([';', '|'])).map(str::trim) {
            if let Some(to) = part.strip_prefix("cd ") {
                folder = super::links::join(&format!("{folder}/x"), to.trim_matches('"')).unwrap_or_default();
                continue;
            }
            if program(part).is_some_and(|word| made.contains(&word.trim_start_matches("./"))) {
                continue;
            }
            let look = Look { snapshot, tasks, base, folder: &folder };
            // A reader who was told of a folder may stand in it.
            let there = |folder: &&str| Look { snapshot, tasks, base, folder }.exists(part) == Some(true);
            if let Some(exists) = look.exists(part).map(|exists| exists || part.starts_with("./") && stands.iter().any(there)) {
                named.push(Named { document: document.path.clone(), line, command: part.to_owned(), exists });
            }
        }
    }
    named.sort_by(|a, b| (a.line, &a.command).cmp(&(b.line, &b.command)));
    named.dedup_by(|a, b| a.line == b.line && a.command == b.command);
    named
}

/// May a path be a program? Settings, reports and logs are only named.
fn may_run(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    !name.is_empty()
        && !matches!(
            ending,
            "json" | "xml" | "yaml" | "yml" | "toml" | "md" | "log" | "txt" | "csv" | "html" | "env" | "conf" | "properties" | "lock"
        )
}

/// The files that a command brings from elsewhere: `curl -o install.sh https://…`, `wget https://…/install.sh`.
fn downloads(command: &str) -> Vec<&str> {
    if !matches!(program(command), Some("curl" | "wget")) {
        return Vec::new();
    }
    let words: Vec<&str> = command.split_whitespace().collect();
    let named = option(&words, &["-o", "-O", "--output", ">"]).filter(|name| !name.contains("://"));
    let addressed = words.iter().filter(|word| word.contains("://")).filter_map(|word| word.rsplit('/').next());
    named.into_iter().chain(addressed).map(|name| name.trim_matches(['"', '\'']).trim_start_matches("./")).collect()
}

/// Where a command is looked for.
struct Look<'a> {
    snapshot: &'a Snapshot,
    tasks: &'a Tasks,
    /// The document's folder.
    base: &'a str,
    /// Where `cd` led, as written.
    folder: &'a str,
}

impl Look<'_> {
    /// Does what the command names exist? `None` where it names nothing of the repository, or nobody can tell.
    fn exists(&self, command: &str) -> Option<bool> {
        if command.contains(['<', '$', '*', '{', '[']) || command.contains("path/to") || command.contains("...") || command.contains('…')
        {
            return None;
        }
        let words: Vec<&str> =
            command.split_whitespace().skip_while(|word| word.contains('=') && !word.starts_with('-') || *word == "sudo").collect();
        // `'npm run lint'`: what is quoted as a whole.
        let words: Vec<&str> = words.iter().map(|word| word.trim_matches(['\'', '`'])).collect();
        let (program, rest) = words.split_first()?;
        match *program {
            "bundle" if rest.first() == Some(&"exec") => self.exists(&rest[1..].join(" ")),
            "poetry" | "uv" | "pipenv" if rest.first() == Some(&"run") => self.exists(&rest[1..].join(" ")),
            "docker-compose" => self.compose(rest),
            "docker" if rest.first() == Some(&"compose") => self.compose(&rest[1..]),
            "docker" if rest.first() == Some(&"build") => option(rest, &["-f", "--file"]).and_then(|file| self.path(file)),
            "make" => self.make(rest),
            "just" => self.task(Runner::Just, rest),
            "task" => self.task(Runner::Task, rest),
            "mise" if rest.first() == Some(&"run") => self.task(Runner::Mise, &rest[1..]),
            "npm" | "yarn" | "pnpm" | "bun" => self.npm(program, rest),
            "rake" if rest.is_empty() => self.native(&["Rakefile"]),
            "rake" => self.ruby(rest),
            "./gradlew" | "gradlew" | "gradle" => self.native(&["build.gradle", "build.gradle.kts"]),
            "mvn" | "./mvnw" => self.native(&["pom.xml"]),
            "sbt" => self.native(&["build.sbt"]),
            "cargo" => self.native(&["Cargo.toml"]),
            "dotnet" if matches!(rest, ["run" | "build" | "test" | "restore", ..]) && !rest.contains(&"--project") => {
                self.snapshot.own().any(|file| file.extension() == "csproj").then_some(true)
            }
            "dotnet" if rest.contains(&"--project") => option(rest, &["--project"]).and_then(|project| self.path(project)),
            "mix" => self.mix(rest),
            "rails" | "bin/rails" | "./bin/rails" => self.native(&["config/application.rb"]),
            "rspec" if rest.is_empty() => self.native(&["spec/spec_helper.rb", "spec/rails_helper.rb"]),
            "pytest" | "rspec" | "bash" | "sh" | "source" | "." | "ruby" | "python" | "python3" | "node" | "locust" => self.arguments(rest),
            "./manage.py" | "manage.py" => self.snapshot.own().any(|file| file.name() == "manage.py").then_some(true),
            "inv" | "invoke" => {
                let named = rest.first().map(|task| self.tasks.find(Runner::Python, &task.replace('-', "_"), self.base).is_some());
                named.filter(|found| *found)
            }
            "cp" => rest.first().and_then(|from| self.path(from)),
            "get-WinGetConfiguration" => option(rest, &["-file"]).and_then(|file| self.path(&file.replace('\\', "/"))),
            "kubectl" => option(rest, &["-f", "-k", "--filename"]).and_then(|file| self.path(file)),
            "skaffold" => option(rest, &["-f", "--filename"]).and_then(|file| self.path(file)),
            "go" if matches!(rest.first(), Some(&("run" | "build" | "test"))) => {
                // What stands behind `-o` is made.
                let named = rest.windows(2).filter(|pair| pair[0] != "-o").map(|pair| pair[1]);
                named.into_iter().find(|word| word.starts_with("./") && !word.contains("...")).and_then(|path| self.path(path))
            }
            program
                if program.starts_with("./")
                    || program.starts_with("bin/")
                    || program.starts_with("script/")
                    || program.starts_with("scripts/") =>
            {
                self.program(program)
            }
            _ => None,
        }
    }

    /// A path of the repository, from where the reader stands: the root, the document's folder, or where `cd` led.
    fn path(&self, path: &str) -> Option<bool> {
        let path = path.trim_matches(['"', '\'']);
        if path.starts_with(['/', '~', '-']) || path.contains("://") || path.is_empty() || !path.contains(['/', '.']) {
            return None;
        }
        let path = path.split("::").next().unwrap_or(path).split(':').next().unwrap_or(path);
        let folder = self.folder.trim_matches('/');
        let last = folder.rsplit('/').next().unwrap_or(folder);
        let tried = ["", self.base, folder, last].map(|from| super::links::join(&format!("{from}/x"), path));
        let below_any = || self.snapshot.files().iter().any(|file| file.path.ends_with(&format!("/{}", path.trim_start_matches("./"))));
        Some(tried.iter().flatten().any(|path| self.snapshot.exists(path)) || !folder.is_empty() && below_any())
    }

    /// A script that is called by its path; wrappers that a build tool brings are not the repository's.
    fn program(&self, program: &str) -> Option<bool> {
        match program {
            "./gradlew" | "./mvnw" | "bin/rails" | "./bin/rails" => None,
            // What an earlier command installs or builds.
            _ if MADE.iter().any(|folder| program.trim_start_matches("./").starts_with(folder)) => None,
            _ => {
                let exists = self.path(program)?;
                // A program without an ending may be what a build makes.
                let built = !program.rsplit('/').next().is_some_and(|name| name.contains('.'))
                    && !program.contains("bin/")
                    && !program.contains("script");
                if exists || !built { Some(exists) } else { None }
            }
        }
    }

    fn arguments(&self, rest: &[&str]) -> Option<bool> {
        let file = rest.iter().find(|word| {
            !word.starts_with('-')
                && word.rsplit('/').next().is_some_and(|name| {
                    [".py", ".rb", ".sh", ".js", ".ts", ".exs"].iter().any(|end| name.split("::").next().unwrap_or(name).ends_with(end))
                })
        });
        let inline = rest.iter().any(|word| matches!(*word, "-c" | "-m" | "-e"));
        file.filter(|_| !inline).and_then(|file| self.path(file))
    }

    fn compose(&self, rest: &[&str]) -> Option<bool> {
        if let Some(file) = option(rest, &["-f", "--file"]) {
            return self.path(file);
        }
        let compose = |path: &str| {
            self.snapshot.files().iter().any(|file| {
                file.folder() == path
                    && matches!(file.name(), "docker-compose.yml" | "docker-compose.yaml" | "compose.yml" | "compose.yaml")
            })
        };
        let action = rest.iter().any(|word| matches!(*word, "up" | "run" | "build" | "start" | "exec" | "down"));
        let anywhere = || {
            self.snapshot
                .files()
                .iter()
                .any(|file| matches!(file.name(), "docker-compose.yml" | "docker-compose.yaml" | "compose.yml" | "compose.yaml"))
        };
        // Where there is no compose file at all, another repository's is meant.
        action.then(|| compose("") || compose(self.base) || anywhere()).filter(|found| *found)
    }

    fn make(&self, rest: &[&str]) -> Option<bool> {
        let targets: Vec<&&str> = rest.iter().filter(|word| !word.starts_with('-') && !word.contains('=')).collect();
        let target = targets.first()?.trim_matches(['`', '"', '.', ',']);
        let plain = target.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '@'));
        if !plain || option(rest, &["-C", "-f"]).is_some() {
            return None;
        }
        // `make production print-secrets`: each of them is asked for.
        let others = targets[1..].iter().map(|target| target.trim_matches(['`', '"', '.', ',']));
        let others = others.filter(|word| word.contains('-') && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
        let missing = others.into_iter().any(|other| !self.tasks.of(Runner::Make).any(|task| task.name == other));
        let found = self.tasks.find(Runner::Make, target, self.base).is_some() && !missing;
        // `%:` takes any name, and says nothing of what exists.
        let told = self.tasks.patterns.iter().filter(|pattern| pattern.as_str() != "%");
        let pattern = told.into_iter().any(|pattern| pattern.split('%').all(|part| target.contains(part)));
        if !self.tasks.has(Runner::Make) && !self.folder.is_empty() {
            None
        } else {
            (found || pattern || !self.tasks.open_ended).then_some(found || pattern)
        }
    }

    fn task(&self, runner: Runner, rest: &[&str]) -> Option<bool> {
        let name = rest.first().filter(|word| !word.starts_with('-'))?;
        self.tasks.has(runner).then(|| self.tasks.find(runner, name, self.base).is_some())
    }

    fn npm(&self, program: &str, rest: &[&str]) -> Option<bool> {
        let (first, others) = rest.split_first()?;
        if let ("yarn", "workspace", [member, script, ..]) = (program, *first, others) {
            return self.workspace(member, script);
        }
        let name = match (program, *first) {
            (_, "run" | "run-script") => *others.iter().find(|word| !word.starts_with('-'))?,
            ("npm", "test" | "start") => first,
            ("yarn" | "pnpm", word) if !word.starts_with('-') && !BUILT_IN.contains(&word) => word,
            _ => return None,
        };
        let known = self.tasks.find(Runner::Npm, name, self.base).is_some();
        if known {
            return Some(true);
        }
        // `yarn jest` runs a program of a dependency; `npm start` has a default.
        let script = first.starts_with("run") || name.contains(':');
        let elsewhere = !self.folder.is_empty() && !self.tasks.has(Runner::Npm);
        (script && !elsewhere || *first == "test").then_some(false)
    }

    /// A script of a member, where the member's folder bears its name; others' programs are called the same way.
    fn workspace(&self, member: &str, script: &str) -> Option<bool> {
        let member = member.rsplit('/').next().unwrap_or(member);
        let mut scripts =
            self.tasks.of(Runner::Npm).filter(|task| task.folder.rsplit('/').next() == Some(member)).map(|task| &task.name).peekable();
        scripts.peek()?;
        let known = scripts.any(|name| name == script);
        (known || script.contains(':') || matches!(script, "serve" | "start" | "build" | "dev" | "test" | "lint")).then_some(known)
    }

    /// A tool's own tasks exist where its manifest does.
    fn native(&self, manifests: &[&str]) -> Option<bool> {
        let folders = ["", self.base, self.folder.trim_matches('/')];
        let mut paths = folders.iter().flat_map(|folder| manifests.iter().map(move |name| format!("{folder}/{name}")));
        paths.any(|path| self.snapshot.exists(path.trim_start_matches('/'))).then_some(true)
    }

    fn ruby(&self, rest: &[&str]) -> Option<bool> {
        let name = rest.first().filter(|word| !word.starts_with('-') && !word.contains('='))?.split('[').next()?;
        // Gems bring tasks of their own: what is not found here and no framework has is unknown.
        let framework = ["db:", "assets:", "log:", "tmp:"].iter().any(|start| name.starts_with(start)) || matches!(name, "spec" | "test");
        let brought = || framework.then(|| self.native(&["config/application.rb"])).flatten();
        self.tasks.find(Runner::Rake, name, self.base).map(|_| true).or_else(brought)
    }

    fn mix(&self, rest: &[&str]) -> Option<bool> {
        let (name, others) = rest.split_first()?;
        if let ("test", Some(file)) = (*name, others.iter().find(|word| word.contains(".exs"))) {
            return self.path(file);
        }
        let brought =
            || (*name == "test" || name.starts_with("ecto.") || *name == "phx.server").then(|| self.native(&["mix.exs"])).flatten();
        self.tasks.find(Runner::Mix, name, self.base).map(|_| true).or_else(brought)
    }
}

/// Folders of programs that are made, not kept.
const MADE: &[&str] =
    &["local/bin/", "venv/", ".venv/", "env/bin/", "node_modules/", "vendor/bin/", "build/", "target/", "dist/", "_build/", "out/"];

/// Words that package managers know themselves.
const BUILT_IN: &[&str] = &[
    "install", "add", "remove", "upgrade", "up", "link", "exec", "dlx", "create", "init", "publish", "pack", "info", "why", "global",
    "workspace", "workspaces", "set", "config", "cache", "audit", "outdated", "version", "i", "ci", "dedupe", "import", "node", "patch",
    "plugin", "store", "update", "login", "help", "test",
];

/// The value of an option.
fn option<'a>(words: &[&'a str], names: &[&str]) -> Option<&'a str> {
    let at = words.iter().position(|word| names.contains(word))?;
    words.get(at + 1).copied()
}

//! Commands that the repository names: make targets, package scripts, rake tasks, scripts in `bin/`.
//!
//! Documents and pipelines call them by name; what a name stands for is looked up here.

mod makefile;
mod readers;

use std::collections::BTreeSet;

use super::{Facts, Place};
use crate::snapshot::{File, Language, Role, Snapshot};

/// What runs a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Runner {
    Make,
    Just,
    /// go-task's Taskfile.
    Task,
    /// Tasks of mise.toml.
    Mise,
    /// `npm run`, `yarn`, `pnpm`, `bun`.
    Npm,
    Composer,
    Rake,
    Mix,
    /// Invoke and fabric tasks, nox sessions, tox environments, pyproject scripts.
    Python,
    Gradle,
    Cargo,
    /// A script of the repository; the name is its path.
    Script,
}

/// A named command of the repository.
#[derive(Debug, Clone)]
pub struct Task {
    pub runner: Runner,
    pub name: String,
    /// Where it is defined.
    pub at: Place,
    /// The folder of the file that defines it; empty at the root.
    pub folder: String,
    /// What it runs, with lines; empty where the definition is code.
    pub commands: Vec<(usize, String)>,
    /// Tasks of the same runner that it runs first.
    pub needs: Vec<String>,
}

/// All tasks of the service.
#[derive(Debug, Default)]
pub struct Tasks {
    pub tasks: Vec<Task>,
    /// Make targets with a pattern (`%.pb.go`), as they are written.
    pub patterns: Vec<String>,
    /// A Makefile includes files that are not here, or makes targets by a template: its names are not all known.
    pub open_ended: bool,
    /// Files of tasks in code that work on the containers of a developer's machine.
    local: BTreeSet<String>,
}

/// What stands in commands for the containers of a developer's machine.
const LOCAL: &[&str] = &["docker compose", "docker-compose", "LOCAL_"];

impl Tasks {
    /// The task of this name that a caller in `folder` means: defined there, or else anywhere.
    pub fn find(&self, runner: Runner, name: &str, folder: &str) -> Option<&Task> {
        let named = || self.tasks.iter().filter(|task| task.runner == runner && task.name == name);
        named().find(|task| task.folder == folder).or_else(|| named().min_by_key(|task| task.folder.len()))
    }

    /// Does the task work on the containers of a developer's machine?
    pub fn is_local(&self, task: &Task) -> bool {
        let local = |command: &str| LOCAL.iter().any(|word| command.contains(word));
        task.commands.iter().any(|(_, command)| local(command)) || self.local.contains(&task.at.path)
    }

    /// Does any file define tasks for this runner?
    pub fn has(&self, runner: Runner) -> bool {
        self.tasks.iter().any(|task| task.runner == runner)
    }

    pub fn of(&self, runner: Runner) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(move |task| task.runner == runner)
    }
}

/// Reads every file that names tasks.
pub fn collect(facts: &Facts) -> Tasks {
    let snapshot = facts.snapshot();
    let mut tasks = Tasks::default();
    for file in snapshot.files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated)) {
        read(snapshot, file, &mut tasks);
    }
    tasks
}

fn read(snapshot: &Snapshot, file: &File, tasks: &mut Tasks) {
    let name = file.name();
    let lower = name.to_ascii_lowercase();
    let text = || snapshot.text(file);
    match lower.as_str() {
        "makefile" | "gnumakefile" => text().into_iter().for_each(|text| makefile::make(file, text, tasks)),
        _ if lower.ends_with(".mk") => text().into_iter().for_each(|text| makefile::make(file, text, tasks)),
        "justfile" | ".justfile" => text().into_iter().for_each(|text| makefile::just(file, text, tasks)),
        "taskfile.yml" | "taskfile.yaml" | "taskfile.dist.yml" => text().into_iter().for_each(|text| readers::taskfile(file, text, tasks)),
        "package.json" => text().into_iter().for_each(|text| readers::scripts(file, text, Runner::Npm, tasks)),
        "project.json" => text().into_iter().for_each(|text| readers::targets(file, text, tasks)),
        "composer.json" => text().into_iter().for_each(|text| readers::scripts(file, text, Runner::Composer, tasks)),
        "mise.toml" | ".mise.toml" => text().into_iter().for_each(|text| readers::mise(file, text, tasks)),
        "pyproject.toml" => text().into_iter().for_each(|text| readers::pyproject(file, text, tasks)),
        "tox.ini" => text().into_iter().for_each(|text| readers::tox(file, text, tasks)),
        "tasks.py" | "fabfile.py" | "noxfile.py" => text().into_iter().for_each(|text| {
            readers::python_tasks(file, text, tasks);
            tasks.local.extend(LOCAL.iter().any(|word| text.contains(word)).then(|| file.path.clone()));
        }),
        "mix.exs" => text().into_iter().for_each(|text| readers::mix_aliases(file, text, tasks)),
        "rakefile" => text().into_iter().for_each(|text| readers::rake(file, text, tasks)),
        _ if lower.ends_with(".rake") => text().into_iter().for_each(|text| readers::rake(file, text, tasks)),
        _ if lower.ends_with(".gradle") || lower.ends_with(".gradle.kts") => {
            text().into_iter().for_each(|text| readers::gradle(file, text, tasks))
        }
        _ if is_script(file) => {
            let commands = text().map(readers::script).unwrap_or_default();
            tasks.tasks.push(Task {
                runner: Runner::Script,
                name: file.path.clone(),
                at: Place::file(file),
                folder: file.folder().to_owned(),
                commands,
                needs: Vec::new(),
            });
        }
        _ => {}
    }
}

/// A shell script, or a file in a folder of programs that has no ending.
fn is_script(file: &File) -> bool {
    let folder = file.folder().rsplit('/').next().unwrap_or("");
    // A script of some size has a folder of its own among the others.
    let outer = file.folder().rsplit('/').nth(1).unwrap_or("");
    let programs =
        matches!(folder, "bin" | "script" | "scripts" | "exe" | "hack" | "tools") || matches!(outer, "script" | "scripts" | "tools");
    file.language == Language::Shell
        || programs
            && (file.extension().is_empty() || matches!(file.extension(), "py" | "rb" | "js" | "ts" | "mjs"))
            && file.name() != "__init__.py"
            && file.role != Role::Test
            && file.size < 64 * 1024
}

/// The commands of a shell text: continued lines joined, comments and blanks gone. Lines count from `first`.
pub fn shell_lines(text: &str, first: usize) -> Vec<(usize, String)> {
    let mut commands: Vec<(usize, String)> = Vec::new();
    let mut continued = false;
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let part = trimmed.trim_end_matches('\\').trim_end();
        if continued {
            if let Some((_, command)) = commands.last_mut() {
                command.push(' ');
                command.push_str(part);
            }
        } else if !trimmed.is_empty() && !trimmed.starts_with('#') {
            commands.push((first + at, part.to_owned()));
        }
        continued = trimmed.ends_with('\\') && (continued || !trimmed.starts_with('#'));
    }
    commands
}

//! Task files of the language ecosystems.

use super::{Runner, Task, Tasks, shell_lines};
use crate::facts::tree::Value;
use crate::facts::{Place, json, toml, yaml};
use crate::snapshot::File;

fn task(file: &File, runner: Runner, name: &str, line: usize, commands: Vec<(usize, String)>) -> Task {
    Task { runner, name: name.to_owned(), at: Place::new(&file.path, line), folder: file.folder().to_owned(), commands, needs: Vec::new() }
}

/// `scripts` of package.json and composer.json.
pub fn scripts(file: &File, text: &str, runner: Runner, tasks: &mut Tasks) {
    let Ok(tree) = json::parse(text) else { return };
    let Some(scripts) = tree.root().and_then(|root| root.get("scripts")) else { return };
    for (name, value) in scripts.entries() {
        let commands = value.items_or_self().iter().filter_map(|item| item.str().map(|text| (item.line(), text.to_owned()))).collect();
        tasks.tasks.push(task(file, runner, name.str().unwrap_or(""), name.line(), commands));
    }
}

/// Targets of an Nx project: `nx serve api`, called by name.
pub fn targets(file: &File, text: &str, tasks: &mut Tasks) {
    let Ok(tree) = json::parse(text) else { return };
    let Some(targets) = tree.root().and_then(|root| root.get("targets")) else { return };
    for (name, value) in targets.entries() {
        let command = value.str_at(&["options", "command"]).or_else(|| value.str_at(&["executor"]));
        let commands = command.map(|command| vec![(value.line(), command.to_owned())]).unwrap_or_default();
        tasks.tasks.push(task(file, Runner::Npm, name.str().unwrap_or(""), name.line(), commands));
    }
}

/// Tasks of a Taskfile.
pub fn taskfile(file: &File, text: &str, tasks: &mut Tasks) {
    let yaml = yaml::parse(text);
    let Some(all) = yaml.root().and_then(|root| root.get("tasks")) else { return };
    for (name, value) in all.entries() {
        let listed = value.get("cmds").or_else(|| value.get("cmd")).unwrap_or(value);
        let command = |item: &Value<'_>| item.str().or_else(|| item.str_at(&["cmd"])).map(|text| (item.line(), text.to_owned()));
        let mut made =
            task(file, Runner::Task, name.str().unwrap_or(""), name.line(), listed.items_or_self().iter().filter_map(command).collect());
        let calls = listed.items_or_self().into_iter().filter_map(|item| item.str_at(&["task"]));
        let deps = value.get("deps").map(Value::items_or_self).unwrap_or_default();
        made.needs = calls.chain(deps.iter().filter_map(|dep| dep.str().or_else(|| dep.str_at(&["task"])))).map(str::to_owned).collect();
        tasks.tasks.push(made);
    }
}

/// Tasks of mise: a command, several, or a table that holds them.
pub fn mise(file: &File, text: &str, tasks: &mut Tasks) {
    let Ok(tree) = toml::parse(text) else { return };
    for (name, told) in tree.root().and_then(|root| root.get("tasks")).map(Value::entries).unwrap_or_default() {
        let Some(id) = name.str() else { continue };
        let run = told.get("run").unwrap_or(told);
        let commands =
            run.items_or_self().into_iter().filter_map(|line| line.str().map(|text| super::shell_lines(text, line.line()))).flatten();
        let mut made = task(file, Runner::Mise, id, name.line(), commands.collect());
        made.needs = told
            .get("depends")
            .map(Value::items_or_self)
            .unwrap_or_default()
            .iter()
            .filter_map(|need| need.str().map(str::to_owned))
            .collect();
        tasks.tasks.push(made);
    }
}

/// Scripts and tasks that pyproject.toml names.
pub fn pyproject(file: &File, text: &str, tasks: &mut Tasks) {
    let Ok(tree) = toml::parse(text) else { return };
    let Some(root) = tree.root() else { return };
    for path in [
        &["project", "scripts"][..],
        &["tool", "poetry", "scripts"],
        &["tool", "poe", "tasks"],
        &["tool", "pdm", "scripts"],
        &["tool", "taskipy", "tasks"],
        &["tool", "hatch", "envs", "default", "scripts"],
    ] {
        for (name, value) in root.at(path).map(Value::entries).unwrap_or_default() {
            let command = value.str().or_else(|| value.str_at(&["cmd"])).or_else(|| value.str_at(&["shell"]));
            let commands = command.map(|command| vec![(value.line(), command.to_owned())]).unwrap_or_default();
            tasks.tasks.push(task(file, Runner::Python, name.str().unwrap_or(""), name.line(), commands));
        }
    }
}

/// Environments of tox with their commands.
pub fn tox(file: &File, text: &str, tasks: &mut Tasks) {
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = line.strip_prefix("[testenv").and_then(|rest| rest.strip_suffix(']')) else { continue };
        let body = lines[at + 1..].iter().take_while(|line| !line.starts_with('[')).copied().collect::<Vec<_>>().join("\n");
        let commands = body.split_once("commands").map(|(before, rest)| {
            let first = at + 2 + before.matches('\n').count();
            let block: Vec<&str> = rest
                .trim_start_matches([' ', '='])
                .lines()
                .enumerate()
                .take_while(|(at, line)| *at == 0 || line.starts_with([' ', '\t']) || line.is_empty())
                .map(|(_, line)| line)
                .collect();
            shell_lines(&block.join("\n"), first)
        });
        tasks.tasks.push(task(file, Runner::Python, name.trim_start_matches(':'), at + 1, commands.unwrap_or_default()));
    }
}

/// Functions that a decorator makes tasks: `@task`, `@nox.session`.
pub fn python_tasks(file: &File, text: &str, tasks: &mut Tasks) {
    let mut decorated = file.name() == "fabfile.py";
    for (at, line) in text.lines().enumerate() {
        if line.starts_with("@task") || line.starts_with("@nox.session") || line.starts_with("@session") || line.starts_with("@invoke.task")
        {
            decorated = true;
        } else if let Some(name) = line.strip_prefix("def ").and_then(|rest| rest.split('(').next()) {
            if decorated {
                tasks.tasks.push(task(file, Runner::Python, &name.replace('_', "-"), at + 1, Vec::new()));
                tasks.tasks.push(task(file, Runner::Python, name, at + 1, Vec::new()));
            }
            decorated = file.name() == "fabfile.py";
        }
    }
}

/// Aliases of mix.exs: `setup: ["deps.get", …]` and `"ecto.reset": […]`.
pub fn mix_aliases(file: &File, text: &str, tasks: &mut Tasks) {
    let lines: Vec<&str> = text.lines().collect();
    let Some(start) = lines.iter().position(|line| line.contains("defp aliases") || line.contains("def aliases")) else { return };
    let mut current: Option<Task> = None;
    for (at, line) in lines.iter().enumerate().skip(start + 1) {
        let trimmed = line.trim();
        if trimmed == "end" {
            break;
        }
        let named = trimmed.split_once(": ").filter(|(name, rest)| {
            rest.starts_with(['[', '"', '&']) && name.trim_matches('"').chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_'))
        });
        if let Some((name, _)) = named {
            tasks.tasks.extend(current.take());
            current = Some(task(file, Runner::Mix, name.trim_matches('"'), at + 1, Vec::new()));
        }
        if let Some(task) = &mut current {
            let rest = named.map_or(trimmed, |(_, rest)| rest);
            task.commands.extend(rest.split('"').skip(1).step_by(2).map(|text| (at + 1, format!("mix {text}"))));
        }
    }
    tasks.tasks.extend(current);
}

/// Rake tasks with their namespaces.
pub fn rake(file: &File, text: &str, tasks: &mut Tasks) {
    let mut spaces: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let trimmed = line.trim();
        if trimmed == "end" {
            spaces.retain(|(depth, _)| *depth < indent);
        }
        let Some((word, rest)) = trimmed.split_once([' ', '(']) else { continue };
        let Some(name) = ruby_name(rest) else { continue };
        match word {
            "namespace" => spaces.push((indent, name)),
            "task" | "multitask" | "RSpec::Core::RakeTask.new" | "Rake::TestTask.new" => {
                let full: Vec<&str> = spaces.iter().map(|(_, space)| space.as_str()).chain([name.as_str()]).collect();
                let mut made = task(file, Runner::Rake, &full.join(":"), at + 1, Vec::new());
                made.needs = needs_of(rest);
                tasks.tasks.push(made);
            }
            _ => {}
        }
    }
}

/// `:name`, `"name"`, `name:` or `name: :needs` at the head of a task's arguments.
fn ruby_name(rest: &str) -> Option<String> {
    let name: String = rest
        .trim_start_matches([':', '"', '\'', '('])
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '?'))
        .collect();
    let name = name.trim_end_matches(':').to_owned();
    (!name.is_empty()).then_some(name)
}

fn needs_of(rest: &str) -> Vec<String> {
    let list = rest.split_once("=>").or_else(|| rest.split_once(": ")).map_or("", |(_, list)| list);
    let words = list.trim_end_matches("do").split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':')));
    words.map(|word| word.trim_matches(':').to_owned()).filter(|word| !word.is_empty() && word != "w" && word != "i").collect()
}

/// Tasks that a Gradle script registers.
pub fn gradle(file: &File, text: &str, tasks: &mut Tasks) {
    for (at, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let name =
            ["tasks.register", "tasks.create", "task ", "val "].iter().find_map(|head| trimmed.strip_prefix(head).map(|rest| (head, rest)));
        let name = match name {
            Some((&"val ", rest)) if rest.contains("by tasks.registering") || rest.contains("by tasks.creating") => {
                rest.split_whitespace().next()
            }
            Some((&"val ", _)) | None => None,
            Some((&"task ", rest)) => rest.split(['(', ' ', '{', '<']).next(),
            Some((_, rest)) => rest.split(['"', '\'']).nth(1),
        };
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            tasks.tasks.push(task(file, Runner::Gradle, name, at + 1, Vec::new()));
        }
    }
}

/// The commands of a shell script; nothing for a script in another language.
pub fn script(text: &str) -> Vec<(usize, String)> {
    let first = text.lines().next().unwrap_or("");
    if first.starts_with("#!") && !first.contains("sh") {
        return Vec::new();
    }
    shell_lines(text, 1)
}

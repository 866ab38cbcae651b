//! Makefiles and justfiles: targets with their recipes.

use super::{Runner, Task, Tasks, shell_lines};
use crate::facts::Place;
use crate::snapshot::File;

/// Reads the targets of a Makefile.
pub fn make(file: &File, text: &str, tasks: &mut Tasks) {
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let recipe =
            lines[at + 1..].iter().take_while(|line| line.starts_with('\t') || line.trim().is_empty() || line.starts_with('#')).count();
        if line.starts_with("include ") && line.contains("$(shell")
            || line.contains("$(eval")
            || line.contains("$(foreach") && line.contains("call")
        {
            tasks.open_ended = true;
        }
        if let Some((names, needs)) = rule(line) {
            add(file, tasks, &lines, at, recipe, &names, &needs);
            at += recipe;
        }
        at += 1;
    }
}

/// The targets and prerequisites of a rule's line; `None` for assignments and everything else.
fn rule(line: &str) -> Option<(Vec<&str>, Vec<String>)> {
    if line.starts_with(['\t', ' ', '#', '.']) && !line.starts_with("./") {
        return None;
    }
    let (names, rest) = line.split_once(':')?;
    if rest.starts_with('=') || names.contains('=') || names.contains("ifeq") || names.trim().is_empty() {
        return None;
    }
    let rest = rest.trim_start_matches(':').split(['#', ';']).next().unwrap_or("");
    let needs = rest.split_whitespace().filter(|word| *word != "|").map(str::to_owned).collect();
    Some((names.split_whitespace().collect(), needs))
}

fn add(file: &File, tasks: &mut Tasks, lines: &[&str], at: usize, recipe: usize, names: &[&str], needs: &[String]) {
    let body: Vec<String> = lines[at + 1..=(at + recipe).min(lines.len() - 1)]
        .iter()
        .map(|line| line.trim_start_matches(['\t', '@', '-', '+', ' ']).to_owned())
        .collect();
    let commands = shell_lines(&body.join("\n"), at + 2);
    for name in names {
        if name.contains('%') || name.contains("$(") {
            tasks.patterns.push((*name).to_owned());
            continue;
        }
        let at = Place::new(&file.path, at + 1);
        // A target may be declared several times: its recipe and prerequisites add up.
        match tasks.tasks.iter_mut().find(|task| task.runner == Runner::Make && task.name == *name && task.folder == file.folder()) {
            Some(known) => {
                known.commands.extend(commands.clone());
                known.needs.extend(needs.iter().cloned());
            }
            None => tasks.tasks.push(Task {
                runner: Runner::Make,
                name: (*name).to_owned(),
                at,
                folder: file.folder().to_owned(),
                commands: commands.clone(),
                needs: needs.to_vec(),
            }),
        }
    }
}

/// Reads the recipes of a justfile.
pub fn just(file: &File, text: &str, tasks: &mut Tasks) {
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with([' ', '\t', '#', '[']) || line.contains(":=") || line.trim().is_empty() {
            continue;
        }
        let Some((head, needs)) = line.split_once(':') else { continue };
        let Some(name) = head.split_whitespace().next() else { continue };
        let body: Vec<&str> = lines[at + 1..]
            .iter()
            .take_while(|line| line.starts_with([' ', '\t']) || line.trim().is_empty())
            .map(|line| line.trim_start_matches([' ', '\t', '@', '-']))
            .collect();
        tasks.tasks.push(Task {
            runner: Runner::Just,
            name: name.trim_start_matches('@').to_owned(),
            at: Place::new(&file.path, at + 1),
            folder: file.folder().to_owned(),
            commands: shell_lines(&body.join("\n"), at + 2),
            needs: needs.split_whitespace().map(str::to_owned).collect(),
        });
    }
}

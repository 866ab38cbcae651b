//! Do the commands shown in README and the set-up documents that name something of the repository (make targets, npm scripts, rake/mix/gradle tasks, script paths, compose files) name something that exists?

use crate::checks::prelude::*;
use crate::facts::docs::Named;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "onboarding/readme-commands-valid",
        title: "Documented commands name things that exist",
        question: "Do the commands shown in README and the set-up documents that name something of the repository (make targets, npm scripts, rake/mix/gradle tasks, script paths, compose files) name something that exists?",
        demands: &["R3"],
        weight: 1,
        gate: false,
        why: "A README command that fails costs a newcomer an afternoon, and tells that nobody has followed the document lately.",
        pass: "All do.",
        partial: "One does not.",
        fail: "Two or more do not.",
        not_applicable: "No such commands are shown.",
        found: "Commands in the README and the set-up guides are resolved against Makefiles, package scripts, justfiles, Taskfiles, rake and mix tasks, script paths and compose files of the repository; a build tool's own tasks exist where its manifest does; `cd` inside a block is followed. Commands with placeholders, and tasks that plug-ins bring, are left out.",
        fix: "Run the commands of the README in a fresh clone, and mend or remove the ones that fail.",
    },
    judge,
};

const SEARCHED: &[&str] = &["README", "set-up and development guides", "make targets", "package scripts", "script paths", "compose files"];

fn judge(facts: &Facts) -> Answer {
    let named = &facts.docs().named;
    let evidence =
        |command: &Named, state: &str| Place::new(&command.document, command.line).says(format!("`{}` {state}", command.command));
    let broken: Vec<&Named> = named.iter().filter(|command| !command.exists).collect();
    let Some(first) = named.first() else {
        return Answer::not_applicable("no command names anything of the repository", SEARCHED);
    };
    match broken.as_slice() {
        [] => Answer::pass(
            format!("all {} documented commands name something that exists", named.len()),
            evidence(first, "exists"),
            named[1..].iter().take(4).map(|command| evidence(command, "exists")),
        ),
        [one] => Answer::partial(format!("`{}` names nothing that exists", one.command), evidence(one, "does not exist"), []),
        [one, ..] => Answer::fail(
            format!("{} documented commands name nothing that exists, such as `{}`", broken.len(), one.command),
            SEARCHED,
            broken.iter().map(|command| evidence(command, "does not exist")),
        ),
    }
    .measured(broken.len() as f64)
}

//! What a `runworthy.toml` for this repository could say.

use std::fmt::Write;

use crate::facts::Facts;

/// A commented configuration; every line that is not needed is a comment.
pub fn text(facts: &Facts) -> String {
    let services = facts.modules();
    let mut out = String::from(
        "# What runworthy judges, and how. Every key is optional; an unknown one is an error.\n\
         # `runworthy explain TOPIC` tells what checks mean; `runworthy checks` lists them.\n\n",
    );
    if services.len() > 1 {
        several(&mut out, services);
    } else {
        one(&mut out, services.first().map(String::as_str), facts);
    }
    out.push_str(REST);
    out
}

fn one(out: &mut String, root: Option<&str>, facts: &Facts) {
    let _ = writeln!(out, "[service]\nname = {}", quoted(facts.name()));
    match root {
        Some(root) => {
            let _ = writeln!(out, "# root = {}      # the folder that holds it, where the rest is something else", quoted(root));
        }
        None => out.push_str("# root = \"apps/shop\"  # the service's folder in a repository of several\n"),
    }
    out.push_str("# tier = 2             # 1: people or money are hurt within minutes … 4: nobody waits for it\n");
}

fn several(out: &mut String, services: &[String]) {
    out.push_str("# Each folder below is built into an image of its own, or starts by itself. Remove what is no service.\n");
    out.push_str("# Pipelines, owners and the security policy at the root count for all of them.\n");
    let last = |folder: &String| folder.rsplit('/').next().unwrap_or(folder).to_owned();
    for folder in services {
        let alone = services.iter().filter(|other| last(other) == last(folder)).count() == 1;
        let name = if alone { last(folder) } else { folder.clone() };
        let _ = writeln!(out, "[[service]]\nname = {}\nroot = {}\n# shared = [\"docs\"]\n# tier = 2\n", quoted(&name), quoted(folder));
    }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

const REST: &str = "
# [verdict]
# conditional = 45      # below it: NO-GO
# go = 70

# What lives elsewhere: counts in part, and is shown as claimed.
# [evidence]
# \"incidents/runbooks\" = \"https://wiki.example.org/runbooks\"

# What you know and will mend: out of the gates until the day, never a pass.
# [[waiver]]
# check = \"deployability/deploy-automated\"
# reason = \"moves to the new platform\"
# until = 2027-01-31
# by = \"the team\"
";

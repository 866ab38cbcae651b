//! Is the code wholly owned by one team, rather than shared between several?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "ownership/shared-ownership",
        title: "One team wholly owns the code",
        question: "Is the code wholly owned by one team, rather than shared between several?",
        demands: &["N9"],
        weight: 1,
        gate: false,
        why: "Support what the team wholly owns; mend shared ownership first.",
        pass: "At most a tenth of the code has several owners.",
        partial: "Up to a half has.",
        fail: "More has.",
        not_applicable: "",
        found: "The rules of CODEOWNERS are matched against own source files: the share of files with several owners. Up to a tenth passes, up to a half is partial. Unknown without a CODEOWNERS file.",
        fix: "Give the paths that the evidence names to one team, or split them.",
    },
    judge,
};

const SEARCHED: &[&str] = &["CODEOWNERS with several owners for a path"];

fn judge(facts: &Facts) -> Answer {
    let owners = facts.owners();
    let Some(share) = owners.shared_share else {
        return Answer::unknown("no CODEOWNERS file tells who owns what", SEARCHED);
    };
    let shared = owners.shared.iter().map(|at| at.says("several owners"));
    let single = owners.owners.iter().map(|owner| owner.at.says("one owner"));
    let state = match share {
        0.0 => "every path has one owner".to_owned(),
        share => format!("{:.0} % of the code has several owners", share * 100.0),
    };
    let answer = match share {
        share if share <= 0.1 => Answer::found(state, single.chain(shared), "", SEARCHED),
        share if share <= 0.5 => Answer::partly(state, shared, "", SEARCHED),
        _ => Answer::fail(state, SEARCHED, shared),
    };
    answer.measured(share)
}

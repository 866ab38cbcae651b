//! Does the repository say who owns the service (CODEOWNERS, catalog file with owner, team contact in README or manifest)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "ownership/owners-declared",
        title: "Owners declared",
        question: "Does the repository say who owns the service (CODEOWNERS, catalog file with owner, team contact in README or manifest)?",
        demands: &["N9", "N10"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "a team or people by a machine-readable file that covers the main code",
        partial: "only in prose, or for part of the code",
        fail: "no",
        not_applicable: "",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Does the deploy (or the publishing of the artifact) run only after tests pass in the same pipeline (job order, needs/requires, workflow_run, a called workflow)?

use crate::checks::prelude::*;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "deployability/tests-gate-deploy",
        title: "Tests gate deploy",
        question: "Does the deploy (or the publishing of the artifact) run only after tests pass in the same pipeline (job order, needs/requires, workflow_run, a called workflow)?",
        demands: &["N5"],
        weight: 1,
        gate: false,
        why: "WRITE",
        pass: "yes",
        partial: "only for some of the environments or services",
        fail: "no: deploy can run while tests fail",
        not_applicable: "no deploy or publishing in the repository",
        found: "WRITE",
        fix: "WRITE",
    },
    judge,
};

fn judge(_facts: &Facts) -> Answer {
    Answer::unknown("not judged yet", &[])
}

//! Do the service's containers or workloads run without root or needless privileges (USER in Dockerfile, runAsNonRoot, distroless nonroot, platform that enforces it by a manifest)?

use crate::checks::prelude::*;
use crate::facts::containers::Dockerfile;
use crate::facts::workloads::{Platform, Workload};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "safeguards/least-privilege",
        title: "Containers run without root",
        question: "Do the service's containers or workloads run without root or needless privileges (USER in Dockerfile, runAsNonRoot, distroless nonroot, platform that enforces it by a manifest)?",
        demands: &["N15"],
        weight: 1,
        gate: false,
        why: "What runs as root turns a small hole into a large one.",
        pass: "Yes, the main ones.",
        partial: "Some.",
        fail: "As root.",
        not_applicable: "No container or workload is defined here.",
        found: "The last stage of the service's Dockerfiles is read for USER and for base images that are known to run without root, its entry point for a change of the user (gosu, su-exec, setpriv); workloads for runAsNonRoot and runAsUser; platforms that enforce it count. Images for development do not; what a platform builds and runs by itself (Heroku, functions) leaves the question.",
        fix: "Add a USER line to the last stage of the Dockerfile.",
    },
    judge,
};

const SEARCHED: &[&str] = &["USER in Dockerfiles", "runAsNonRoot, runAsUser", "base images without root", "platforms that enforce it"];

fn judge(facts: &Facts) -> Answer {
    let mut images: Vec<&Dockerfile> = facts.containers().dockerfiles.iter().filter(|file| !file.development).collect();
    // A Dockerfile at the root builds the service; what lies in folders builds what runs beside it.
    if images.iter().any(|file| !file.path.contains('/') && unprivileged(file).is_some()) && facts.tests().services() < 2 {
        images.retain(|file| !file.path.contains('/'));
    }
    // What a small platform builds and runs by itself is no container that is defined here.
    let defined = |workload: &&Workload| workload.serves && workload.platform != Platform::Paas;
    let workloads: Vec<&Workload> = facts.workloads().workloads.iter().filter(defined).collect();
    let enforced: Vec<Evidence> =
        workloads.iter().filter_map(|workload| workload.unprivileged.as_ref()).map(|at| at.says("runs without root")).collect();
    let dropped: Vec<Evidence> = images
        .iter()
        .filter_map(|file| unprivileged(file))
        .chain(facts.capabilities().of("jib").strong().map(|sighting| sighting.at.says("built by Jib")))
        .collect();
    let rooted: Vec<Evidence> =
        images.iter().filter(|file| unprivileged(file).is_none()).map(|file| file.end.says("the last stage runs as root")).collect();
    let kubernetes = workloads.iter().filter(|workload| workload.platform == Platform::Kubernetes).count();
    if !enforced.is_empty() && enforced.len() * 2 >= kubernetes {
        return Answer::found("it runs without root", enforced.into_iter().chain(dropped), "", SEARCHED);
    }
    if images.is_empty() && workloads.is_empty() {
        return Answer::not_applicable("no container or workload is defined here", SEARCHED);
    }
    match (dropped.is_empty(), rooted.len()) {
        (false, open) if open == 0 || dropped.len() > 2 * open => Answer::found("it runs without root", dropped, "", SEARCHED),
        (false, open) => {
            Answer::partly(format!("{open} of {} images run as root", images.len()), dropped.into_iter().chain(rooted), "", SEARCHED)
        }
        (true, _) => Answer::fail("containers run as root", SEARCHED, rooted),
    }
}

/// Where a Dockerfile drops root, if it does.
fn unprivileged(file: &Dockerfile) -> Option<Evidence> {
    const BASES: &[&str] = &[
        "nonroot", "chainguard", "cgr.dev", "-chiseled", "bitnami/", "unprivileged", "hmpps-", "govuk-ruby-base", "alphagov/",
        "hmctspublic", "hmcts",
    ];
    match &file.user {
        Some((user, at)) if !matches!(user.split(':').next().unwrap_or(""), "root" | "0") => Some(at.says(format!("runs as {user}"))),
        Some(_) => None,
        None if BASES.iter().any(|base| file.base.contains(base)) => {
            Some(file.images.last().map_or_else(|| file.end.clone(), |image| image.at.clone()).says("a base image that runs without root"))
        }
        None => None,
    }
}

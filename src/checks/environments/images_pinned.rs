//! Are the container images that the service is built from or runs with (Dockerfile FROM, compose, manifests) pinned to a version tag or digest?

use crate::checks::prelude::*;
use crate::facts::containers::{Image, Pinned};

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "environments/images-pinned",
        title: "Container images are pinned",
        question: "Are the container images that the service is built from or runs with (Dockerfile FROM, compose, manifests) pinned to a version tag or digest?",
        demands: &["R2"],
        weight: 1,
        gate: false,
        why: "An image that floats makes the restart a release.",
        pass: "All (ARG-given tags with a pinned default count).",
        partial: "Most.",
        fail: "The main ones are untagged or :latest.",
        not_applicable: "No container image is named.",
        found: "FROM lines (with the defaults of ARG), compose services and manifests are read; a tag with a number or a digest is pinned. It fails where most are open, or all that the service itself is built from. Images that this repository builds, and tags that a pipeline or template sets, are left out.",
        fix: "Give the image that the evidence names the version that runs today.",
    },
    judge,
};

const SEARCHED: &[&str] = &["Dockerfile FROM", "compose images", "manifests"];

fn judge(facts: &Facts) -> Answer {
    let containers = facts.containers();
    let own: Vec<&str> = containers
        .composes
        .iter()
        .flat_map(|compose| &compose.services)
        .filter(|service| service.built)
        .filter_map(|service| service.image.as_ref())
        .map(|image| image.name.as_str())
        .collect();
    let from = containers.dockerfiles.iter().flat_map(|file| &file.images);
    let services = containers
        .composes
        .iter()
        .flat_map(|compose| &compose.services)
        .filter(|service| !service.built)
        .filter_map(|service| service.image.as_ref());
    let manifests = facts.workloads().workloads.iter().flat_map(|workload| &workload.images);
    let images: Vec<&Image> = from
        .chain(services)
        .chain(manifests)
        .filter(|image| !own.contains(&image.name.as_str()) && image.pinned != Pinned::Elsewhere)
        .collect();
    let (pinned, open): (Vec<&Image>, Vec<&Image>) = images.iter().copied().partition(|image| image.pinned == Pinned::Yes);
    let say = |note: &'static str| move |image: &&Image| image.at.says(format!("{} {note}", image.name));
    let loose = open.iter().map(say("has no version"));
    match (pinned.is_empty(), open.is_empty()) {
        (true, true) if containers.dockerfiles.is_empty() && containers.composes.is_empty() => {
            Answer::not_applicable("no container image is named", SEARCHED)
        }
        (true, true) => Answer::found(
            "no image is left open",
            containers.dockerfiles.iter().map(|file| Place::new(&file.path, 0).says("its images are set elsewhere")).chain(
                containers.composes.iter().map(|compose| Place::new(&compose.path, 0).says("its images are built or set elsewhere")),
            ),
            "",
            SEARCHED,
        ),
        (_, true) => Answer::found("all images are pinned", pinned.iter().map(say("is pinned")), "", SEARCHED),
        (false, false) if pinned.len() >= open.len() && main_open(facts) => {
            Answer::fail("the images that the services are built from have no version", SEARCHED, loose)
        }
        (false, false) if pinned.len() >= open.len() || main_pinned(facts) => {
            Answer::partly(format!("{} of {} images have no version", open.len(), images.len()), loose, "", SEARCHED)
        }
        _ => Answer::fail(format!("{} of {} images have no version", open.len(), images.len()), SEARCHED, loose),
    }
}

/// Are the images that the service is built from pinned?
fn main_pinned(facts: &Facts) -> bool {
    let mut main = main(facts).into_iter().peekable();
    main.peek().is_some() && main.all(|image| image.pinned != Pinned::No)
}

/// Are all of them without a version?
fn main_open(facts: &Facts) -> bool {
    let mut main = main(facts).into_iter().peekable();
    main.peek().is_some() && main.all(|image| image.pinned == Pinned::No)
}

/// The images that the service is built from.
fn main(facts: &Facts) -> Vec<&Image> {
    let own = || facts.containers().dockerfiles.iter().filter(|file| !file.development);
    // The one at the top builds the service; those below may build what stands beside it.
    let depth = |path: &str| path.matches('/').count();
    let top = own().map(|file| depth(&file.path)).min().unwrap_or(0);
    own().filter(|file| depth(&file.path) == top).flat_map(|file| &file.images).collect()
}

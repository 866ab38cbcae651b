//! Can a machine ask whether the service is healthy (health/ready/live endpoint, platform probe, gRPC health)?

use crate::checks::prelude::*;
use crate::facts::code;
use crate::facts::workloads::Ask;

pub const CHECK: Builtin = Builtin {
    settings: &[],
    meta: Meta {
        id: "observability/health-endpoint",
        title: "A machine can ask whether it is healthy",
        question: "Can a machine ask whether the service is healthy (health/ready/live endpoint, platform probe, gRPC health)?",
        demands: &["N7", "R1"],
        weight: 2,
        gate: false,
        why: "The platform restarts what says that it is ill. What cannot say so stays ill until somebody calls.",
        pass: "Yes, in the main services.",
        partial: "Some of the services; or only a TCP or process check.",
        fail: "No.",
        not_applicable: "",
        found: "Probes of the platform, health checks of images and compose files, health routes in own code, and health libraries in use. A TCP or process check alone is partial.",
        fix: "Add a health route that checks what the service cannot live without, and let the platform ask it.",
    },
    judge,
};

const SEARCHED: &[&str] = &["probes", "HEALTHCHECK", "health routes in code", "health libraries"];

fn judge(facts: &Facts) -> Answer {
    let probes = || facts.workloads().probes();
    let asked = probes().filter(|probe| probe.ask != Ask::Tcp).map(|probe| probe.at.says("the platform asks for its health"));
    let listed = facts.interfaces().routes.iter().filter(|(route, _)| code::is_health_route(route));
    let routes = facts
        .code()
        .health_routes
        .iter()
        .chain(listed)
        .map(|(path, at)| at.says(format!("answers on {}", path.chars().take(40).collect::<String>())));
    let libraries = facts.capabilities().of("health").strong().map(|sighting| sighting.at.says(format!("uses {}", sighting.what)));
    let images = facts
        .containers()
        .dockerfiles
        .iter()
        .filter_map(|file| file.health_check.as_ref())
        .map(|at| at.says("the image has a health check"));
    let full: Vec<Evidence> = asked.chain(routes).chain(libraries).chain(images).collect();
    if !full.is_empty() {
        return Answer::found("a machine can ask whether it is healthy", full, "", SEARCHED);
    }
    let weak = probes().map(|probe| probe.at.says("only a TCP check"));
    let compose = facts
        .containers()
        .composes
        .iter()
        .flat_map(|compose| &compose.services)
        .filter(|service| service.built && service.health_check)
        .map(|service| service.at.says("a health check of the compose file"));
    Answer::partly("only a TCP or process check", weak.chain(compose), "nothing tells a machine whether it is healthy", SEARCHED)
}

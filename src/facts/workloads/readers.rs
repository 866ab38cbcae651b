//! One reader a platform.

use super::{Ask, Platform, Probe, Workload, Workloads};
use crate::facts::containers::{Image, pinned};
use crate::facts::tree::Value;
use crate::facts::{Place, json, toml, yaml};
use crate::snapshot::{File, Language};

/// Adds what a file declares.
pub fn read(file: &File, text: &str, found: &mut Workloads) {
    match (file.language, file.name()) {
        (_, "Procfile") => procfile(file, text, found),
        (Language::Toml, _) if is_fly(text) => fly(file, text, found),
        // Apps for phones have a file of that name, too; the platform's lies at the root.
        (Language::Json, "app.json") if !file.inner().is_empty() && file.inner().contains('/') => {}
        (Language::Json, "app.json" | "vercel.json" | "railway.json") => found.workloads.extend(plain(file, Platform::Paas)),
        (Language::Json, name) if name.contains("task-def") || name.contains("taskdef") => task_definition(file, text, found),
        (Language::Hcl, name) if name.ends_with(".nomad") || name.ends_with(".nomad.hcl") => nomad(file, text, found),
        (Language::Hcl, _) => ecs(file, text, found),
        (Language::Yaml, name)
            if is_platform_file(name)
                && ["AWSTemplateFormatVersion", "runtime:", "services:", "functions:"].iter().any(|key| text.contains(key)) =>
        {
            found.workloads.extend(plain(file, Platform::Paas))
        }
        (Language::Yaml, "manifest.yml" | "manifest.yaml") if file.inner().starts_with("copilot/") => copilot(file, text, found),
        (Language::Yaml, _) => manifests(file, text, found),
        _ => {}
    }
}

/// Files of small platforms, which may be called so for other reasons too.
fn is_platform_file(name: &str) -> bool {
    matches!(
        name,
        "render.yaml"
            | "app.yaml"
            | "serverless.yml"
            | "serverless.yaml"
            | "heroku.yml"
            | "apprunner.yaml"
            | "template.yaml"
            | "template.yml"
    )
}

fn plain(file: &File, platform: Platform) -> Option<Workload> {
    Some(workload(file.name(), platform, Place::file(file)))
}

fn workload(name: &str, platform: Platform, at: Place) -> Workload {
    Workload {
        name: name.to_owned(),
        platform,
        at,
        serves: true,
        images: Vec::new(),
        probes: Vec::new(),
        replicas: None,
        strategy: None,
        unprivileged: None,
    }
}

fn procfile(file: &File, text: &str, found: &mut Workloads) {
    if text.lines().any(|line| line.starts_with("web:") || line.contains(": ")) && file.folder().is_empty() {
        found.workloads.extend(plain(file, Platform::Paas));
    }
}

/// Fly's settings, whatever the file is called: an app with services.
pub fn is_fly(text: &str) -> bool {
    let starts = |start: &str| text.starts_with(start) || text.contains(&format!("\n{start}"));
    starts("app =") && ["[[services]]", "[http_service]", "[processes]", "[[vm]]", "primary_region"].iter().any(|part| starts(part))
}

fn fly(file: &File, text: &str, found: &mut Workloads) {
    let Ok(tree) = toml::parse(text) else { return };
    let Some(root) = tree.root() else { return };
    let mut made = workload(root.str_at(&["app"]).unwrap_or("fly"), Platform::Paas, Place::file(file));
    made.strategy =
        root.at(&["deploy", "strategy"]).and_then(|value| Some((value.str()?.to_owned(), Place::new(&file.path, value.line()))));
    let checks = root.at(&["http_service", "checks"]).or_else(|| root.get("checks")).or_else(|| root.at(&["services"]));
    made.probes.extend(checks.map(|value| Probe { readiness: true, ask: Ask::Http, at: Place::new(&file.path, value.line()) }));
    found.workloads.push(made);
}

fn task_definition(file: &File, text: &str, found: &mut Workloads) {
    let Ok(tree) = json::parse(text) else { return };
    let Some(root) = tree.root() else { return };
    let containers = root.get("containerDefinitions").map(Value::items_or_self).unwrap_or_default();
    let mut made = workload("task", Platform::Ecs, Place::file(file));
    for container in containers {
        made.probes.extend(container.get("healthCheck").map(|check| Probe {
            readiness: true,
            ask: Ask::Command,
            at: Place::new(&file.path, check.line()),
        }));
        made.unprivileged = made
            .unprivileged
            .or_else(|| container.get("user").filter(|user| user.str() != Some("root")).map(|user| Place::new(&file.path, user.line())));
    }
    found.workloads.push(made);
}

/// A workload of AWS Copilot: a service of ECS, asked for its health where its load balancer is told the path.
fn copilot(file: &File, text: &str, found: &mut Workloads) {
    let yaml = yaml::parse(text);
    let Some(root) = yaml.root() else { return };
    let place = |value: Value<'_>| Place::new(&file.path, value.line());
    let mut made = workload(root.str_at(&["name"]).unwrap_or("copilot"), Platform::Ecs, Place::file(file));
    made.serves = root.str_at(&["type"]).is_some_and(|kind| kind.ends_with("Service"));
    let asked = root.at(&["http", "healthcheck"]).map(|path| Probe { readiness: true, ask: Ask::Http, at: place(path) });
    let checked = root.at(&["image", "healthcheck"]).map(|check| Probe { readiness: true, ask: Ask::Command, at: place(check) });
    made.probes.extend(asked.into_iter().chain(checked));
    made.images.extend(root.at(&["image", "location"]).and_then(|location| image(file, location)));
    made.replicas = root.get("count").and_then(Value::number).map(|count| count as usize);
    made.strategy = root.at(&["deployment", "rolling"]).and_then(|value| Some((value.str()?.to_owned(), place(value))));
    found.workloads.push(made);
}

/// A job of Nomad: how it is updated, and how it is asked for its health.
fn nomad(file: &File, text: &str, found: &mut Workloads) {
    let mut made = workload(file.name(), Platform::Nomad, Place::file(file));
    let mut open: Vec<crate::facts::hcl::Block> = crate::facts::hcl::parse(text).map(|parsed| parsed.blocks).unwrap_or_default();
    while let Some(block) = open.pop() {
        let at = Place::new(&file.path, block.line);
        match block.kind.as_str() {
            "update" if block.attributes.iter().any(|told| matches!(told.name.as_str(), "max_parallel" | "stagger" | "canary")) => {
                made.strategy = Some(("an update stanza".to_owned(), at));
            }
            "check" => {
                let ask = if block.attribute("type").is_some_and(|kind| kind.value == "tcp") { Ask::Tcp } else { Ask::Http };
                made.probes.push(Probe { readiness: true, ask, at });
            }
            _ => {}
        }
        open.extend(block.blocks);
    }
    found.workloads.push(made);
}

/// ECS services in Terraform.
fn ecs(file: &File, text: &str, found: &mut Workloads) {
    let hints = ["_ecs_", "ecs_service", "ecs-service", "/modules/service", "cloud_run", "application", "container_app", "web_app"];
    if !hints.iter().any(|hint| text.contains(hint)) {
        return;
    }
    let Ok(parsed) = crate::facts::hcl::parse(text) else { return };
    for block in &parsed.blocks {
        let service = block.kind == "resource"
            && matches!(block.label(), "aws_ecs_service" | "google_cloud_run_service" | "google_cloud_run_v2_service")
            || block.kind == "module"
                && block.attribute("source").is_some_and(|source| {
                    source.value.contains("ecs") && source.value.contains("service")
                        || source.value.contains("modules/service/")
                        || source.value.ends_with("modules/service")
                })
            // A module of an application that is told how it is asked for its health, or how many there are.
            || block.kind == "module"
                && block
                    .attribute("source")
                    .is_some_and(|source| ["application", "container_app", "web_app"].iter().any(|end| source.value.ends_with(end)))
                && ["probe_path", "replicas", "health_check_path", "min_replicas"].iter().any(|name| block.anywhere(name).is_some());
        if !service {
            continue;
        }
        let mut made = workload(block.labels.last().map_or("service", String::as_str), Platform::Ecs, Place::new(&file.path, block.line));
        made.replicas =
            block.anywhere("desired_count").or_else(|| block.anywhere("desired_task_count")).and_then(|count| count.value.parse().ok());
        let minimum = block
            .anywhere("deployment_minimum_healthy_percent")
            .or_else(|| block.anywhere("deployment_circuit_breaker"))
            .or_else(|| block.anywhere("deployment_controller"));
        made.strategy =
            minimum.map(|attribute| (format!("{} = {}", attribute.name, attribute.value), Place::new(&file.path, attribute.line)));
        if let Some(check) =
            ["health_check", "healthcheck_path", "health_check_path", "probe_path"].iter().find_map(|name| block.anywhere(name))
        {
            made.probes.push(Probe { readiness: true, ask: Ask::Http, at: Place::new(&file.path, check.line) });
        }
        found.workloads.push(made);
    }
}

fn manifests(file: &File, text: &str, found: &mut Workloads) {
    let relevant = ["kind:", "applications:", "dependencies:", "livenessProbe", "replicas", "replicaCount", "image:"]
        .iter()
        .any(|word| text.contains(word));
    if !relevant {
        return;
    }
    let yaml = yaml::parse(text);
    for root in yaml.roots() {
        if let Some(applications) = root.get("applications").filter(|value| value.is_sequence()) {
            applications.items().for_each(|application| found.workloads.push(cloud_foundry(file, application)));
        } else if file.name() == "Chart.yaml" {
            chart(file, root, found);
        } else if let Some(kind) = root.str_at(&["kind"]) {
            kubernetes(file, root, kind, found);
            // A list, or a template of OpenShift, holds others.
            for inner in ["objects", "items"].iter().filter_map(|key| root.get(key)).flat_map(Value::items) {
                inner.str_at(&["kind"]).into_iter().for_each(|kind| kubernetes(file, inner, kind, found));
            }
        } else if file.name().starts_with("values") || file.folder().contains("helm") || file.folder().contains("chart") {
            values(file, root, found);
        }
    }
}

fn cloud_foundry(file: &File, application: Value<'_>) -> Workload {
    let mut made = workload(
        application.str_at(&["name"]).unwrap_or("application"),
        Platform::CloudFoundry,
        Place::new(&file.path, application.line()),
    );
    made.replicas = application.get("instances").and_then(Value::number).map(|count| count as usize);
    if let Some(check) = application.get("health-check-type") {
        let ask = if check.str() == Some("http") { Ask::Http } else { Ask::Tcp };
        made.probes.push(Probe { readiness: true, ask, at: Place::new(&file.path, check.line()) });
    }
    // The platform runs every application as a user of its own.
    made.unprivileged = Some(made.at.clone());
    made
}

/// A chart whose templates come from a shared chart.
fn chart(file: &File, root: Value<'_>, found: &mut Workloads) {
    for dependency in root.get("dependencies").map(Value::items_or_self).unwrap_or_default() {
        let name = dependency.str_at(&["name"]).unwrap_or("");
        let store = [
            "postgres", "redis", "mysql", "mariadb", "rabbitmq", "mongodb", "kafka", "elasticsearch", "grafana", "prometheus",
            "cert-manager", "ingress-nginx", "memcached", "opensearch", "common",
        ]
        .iter()
        .any(|store| name.contains(store));
        if !store && !name.is_empty() && !name.contains("alert") {
            let made = workload(name, Platform::SharedChart, Place::new(&file.path, dependency.line()));
            found.workloads.push(made);
        }
    }
}

fn kubernetes(file: &File, root: Value<'_>, kind: &str, found: &mut Workloads) {
    let at = Place::new(&file.path, root.entry("kind").map_or(root.line(), |(key, _)| key.line()));
    let group = root.str_at(&["apiVersion"]).unwrap_or("");
    if matches!(kind, "Application" | "ApplicationSet") && group.starts_with("argoproj.io")
        || matches!(kind, "HelmRelease" | "Kustomization") && group.contains("fluxcd")
    {
        found.gitops.push(at);
        return;
    }
    if kind == "HorizontalPodAutoscaler" {
        let bounds = root.str_at(&["spec", "scaleTargetRef", "name"]).zip(root.at(&["spec", "minReplicas"]).and_then(Value::number));
        found.scaled.extend(bounds.map(|(name, count)| (name.to_owned(), count as usize)));
        return;
    }
    let nais = group.starts_with("nais.io");
    let serves = match kind {
        "Deployment" | "StatefulSet" | "DaemonSet" | "Rollout" | "DeploymentConfig" | "Pod" | "Canary" => true,
        "Application" | "Naisjob" if nais => kind == "Application",
        "Service" if group.starts_with("serving.knative.dev") => true,
        "CronJob" | "Job" => false,
        _ => return,
    };
    let mut made =
        workload(root.str_at(&["metadata", "name"]).unwrap_or(kind), if nais { Platform::Nais } else { Platform::Kubernetes }, at.clone());
    made.serves = serves;
    describe(file, root, &mut made);
    if nais {
        made.unprivileged = Some(at.clone());
        made.replicas = root.at(&["spec", "replicas", "min"]).and_then(Value::number).map(|count| count as usize);
    }
    if matches!(kind, "Rollout" | "Canary") {
        made.strategy = Some((kind.to_lowercase(), made.at.clone()));
    }
    found.workloads.push(made);
}

/// Probes, replicas, strategy, images and privileges, wherever they stand below.
fn describe(file: &File, root: Value<'_>, made: &mut Workload) {
    let place = |line: usize| Place::new(&file.path, line);
    root.walk(&mut |keys, value| match keys.last().copied() {
        Some(name @ ("livenessProbe" | "readinessProbe" | "startupProbe" | "liveness" | "readiness" | "startup" | "healthcheck"))
            if !value.is_null() && (value.is_mapping() || value.is_templated()) =>
        {
            made.probes.push(Probe { readiness: name.starts_with("readiness"), ask: ask(value), at: place(value.line()) });
        }
        Some("replicas" | "replicaCount") if value.number().is_some() => made.replicas = value.number().map(|count| count as usize),
        Some("minReplicas") if value.number().is_some() => made.replicas = made.replicas.max(value.number().map(|count| count as usize)),
        Some("strategy" | "updateStrategy" | "rollingUpdate" | "deploymentStrategy") if value.is_mapping() || value.str().is_some() => {
            let kind = value.str_at(&["type"]).or(value.str()).unwrap_or("RollingUpdate");
            made.strategy = Some((kind.to_owned(), place(value.line())));
        }
        Some("runAsNonRoot") if value.bool() == Some(true) => made.unprivileged = Some(place(value.line())),
        Some("runAsUser") if value.number().is_some_and(|user| user > 0.0) => made.unprivileged = Some(place(value.line())),
        Some("image") => made.images.extend(image(file, value)),
        _ => {}
    });
}

fn ask(probe: Value<'_>) -> Ask {
    match () {
        () if probe.get("tcpSocket").is_some() => Ask::Tcp,
        () if probe.get("grpc").is_some() => Ask::Grpc,
        () if probe.get("exec").is_some() => Ask::Command,
        () => Ask::Http,
    }
}

fn image(file: &File, value: Value<'_>) -> Option<Image> {
    let name = value.str()?;
    let odd = name.is_empty() || name.contains(' ') || name.len() > 200;
    (!odd).then(|| Image { name: name.to_owned(), at: Place::new(&file.path, value.line()), pinned: pinned(name) })
}

/// A chart's values tell replicas, probes and privileges where its templates only pass them on.
fn values(file: &File, root: Value<'_>, found: &mut Workloads) {
    let mut made = workload("values", Platform::SharedChart, Place::file(file));
    describe(file, root, &mut made);
    // A repository without a tag gets it from elsewhere.
    made.images.retain(|image| image.name.rsplit_once('/').is_some_and(|(_, name)| name.contains(':')));
    if !made.images.is_empty()
        || !made.probes.is_empty()
        || made.strategy.is_some()
        || made.replicas.is_some()
        || made.unprivileged.is_some()
    {
        found.workloads.push(made);
    }
}

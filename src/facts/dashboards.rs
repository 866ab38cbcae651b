//! Dashboards kept as code, and those that documents link.

use super::{Facts, Place};
use crate::snapshot::{Language, Role};

#[derive(Debug, Default)]
pub struct Dashboards {
    /// Dashboards in the repository.
    pub here: Vec<Place>,
    /// Links to dashboards.
    pub linked: Vec<Place>,
}

/// Finds dashboards by their content, and links by their address.
pub fn collect(facts: &Facts) -> Dashboards {
    let snapshot = facts.snapshot();
    let mut found = Dashboards::default();
    for file in snapshot.files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example)) {
        let candidate = match file.language {
            Language::Json => file.path.to_lowercase().contains("dash") || file.path.to_lowercase().contains("grafana"),
            Language::Yaml => file.role != Role::Ci,
            Language::Jsonnet => true,
            _ => false,
        };
        if !candidate {
            continue;
        }
        let Some(text) = snapshot.text(file) else { continue };
        let grafana = file.language == Language::Json
            && (text.contains("\"panels\"") || text.contains("\"widgets\""))
            && (text.contains("\"schemaVersion\"") || text.contains("\"templating\"") || text.contains("\"widgets\""));
        let resource = file.language == Language::Yaml
            && (text.contains("kind: GrafanaDashboard")
                || text.contains("grafana_dashboard:")
                || text.contains("AWS::CloudWatch::Dashboard"));
        if file.language == Language::Yaml && is_catalogue(text) {
            found.linked.extend(catalogue_links(&file.path, text));
        }
        let jsonnet = file.language == Language::Jsonnet
            && (text.contains("grafanaDashboards") || text.contains("dashboard.new") || text.contains("grafonnet"));
        if grafana || resource || jsonnet {
            found.here.push(Place::file(file));
        }
    }
    let resources = facts.infrastructure().resources.iter().filter(|resource| {
        resource.kind.contains("dashboard")
            || resource.kind == "module" && resource.name.to_lowercase().contains("dashboard")
            || resource.kind.contains("workbook")
            || resource.kind == "honeycombio_board"
    });
    found.here.extend(resources.map(|resource| resource.at.clone()));
    // `create_service_dashboard = true`: a module that brings one.
    let asked = facts.infrastructure().resources.iter().filter(|resource| resource.kind == "module").flat_map(|resource| {
        let told = resource.body.attributes.iter();
        let wanted = told.filter(|told| told.name.contains("dashboard") && (told.value == "true" || told.value.starts_with("var.")));
        wanted.map(|told| Place::new(&resource.at.path, told.line))
    });
    found.here.extend(asked);
    let documents = facts
        .docs()
        .documents
        .iter()
        .filter(|document| !document.is(super::docs::Kind::UserManual) && !document.is(super::docs::Kind::Changelog));
    for document in documents {
        let links = document.links.iter().filter(|link| is_dashboard(&link.target.to_lowercase(), &link.text.to_lowercase()));
        found.linked.extend(links.map(|link| document.at(link.line)));
    }
    found
}

/// Does the file describe the service to a catalogue: Backstage, Datadog?
fn is_catalogue(text: &str) -> bool {
    text.contains("dd-service:") || text.contains("backstage.io/") && text.contains("kind: Component")
}

fn catalogue_links<'a>(path: &'a str, text: &'a str) -> impl Iterator<Item = Place> {
    let addresses = text
        .lines()
        .enumerate()
        .filter_map(|(at, line)| line.split_once("url:").map(|(_, url)| (at, url.trim().trim_matches(['"', '\'']))));
    addresses.filter(|(_, url)| is_dashboard(&url.to_lowercase(), "")).map(move |(at, _)| Place::new(path, at + 1))
}

fn is_dashboard(target: &str, text: &str) -> bool {
    let host =
        ["grafana", "datadoghq", "kibana", "newrelic", "splunk", "lookerstudio", "cloudwatch", "appinsights", "honeycomb.io", "logit.io"]
            .iter()
            .any(|host| target.contains(host));
    let page = ["/d/", "/dash/", "/screen/", "/apm/", "dashboard", "#dashboards", "/goto/"].iter().any(|part| target.contains(part))
        || text.contains("dashboard");
    let product = ["docs", "documentation", "/blog", "labs/dashboards", "marketplace", "localhost", "github.com"]
        .iter()
        .any(|part| target.contains(part));
    // Grafana's own addresses, on whatever host.
    let host = host || target.contains("/d/") && (text.contains("dashboard") || target.contains("orgid="));
    target.starts_with("http") && host && page && !product
}

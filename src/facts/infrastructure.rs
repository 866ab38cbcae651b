//! Infrastructure declared as code: resources with provider, type and place.

use super::hcl::{self, Attribute, Block};
use super::{Facts, Place, json, yaml};
use crate::snapshot::{File, Language, Role, Snapshot};

/// A declared resource.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Its type: `aws_db_instance`, `AWS::RDS::DBInstance`; `module` for a module by its source.
    pub kind: String,
    pub name: String,
    pub at: Place,
    /// Its body, for the domains that look closer.
    pub body: Block,
}

/// A file that declares infrastructure, whatever the tool.
#[derive(Debug, Clone)]
pub struct Declared {
    pub tool: &'static str,
    pub at: Place,
}

#[derive(Debug, Default)]
pub struct Infrastructure {
    pub resources: Vec<Resource>,
    pub declared: Vec<Declared>,
    /// Deployments that replace instances step by step and wait until the new ones are healthy.
    pub rolling: Vec<Place>,
    /// Settings in the code of a CDK or Pulumi program that protect data.
    pub guards: Vec<(String, Place)>,
    /// Hooks of CodeDeploy that look whether the new release works.
    pub validates: Vec<Place>,
    /// Terraform's `locals`, as they are written.
    pub locals: Vec<Attribute>,
}

impl Infrastructure {
    /// Resources whose type starts so.
    pub fn of<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a Resource> {
        self.resources.iter().filter(move |resource| resource.kind.starts_with(start))
    }
}

/// Reads Terraform, CloudFormation, and the markers of other tools.
pub fn collect(facts: &Facts) -> Infrastructure {
    let snapshot = facts.snapshot();
    let mut found = Infrastructure::default();
    for file in snapshot.files().iter().filter(|file| !matches!(file.role, Role::Vendored | Role::Generated | Role::Example | Role::Test)) {
        match file.language {
            Language::Hcl => terraform(snapshot, file, &mut found),
            Language::Yaml | Language::Json => templates(snapshot, file, &mut found),
            _ => {}
        }
        if matches!(file.name(), "appspec.yml" | "appspec.yaml") {
            let line = snapshot.text(file).unwrap_or("").lines().position(|line| line.trim_start().starts_with("ValidateService:"));
            found.validates.extend(line.map(|line| Place::new(&file.path, line + 1)));
        }
        if file.name().starts_with("riff-raff") {
            let lines = snapshot.text(file).unwrap_or("").lines().enumerate();
            let rolling = lines.filter(|(_, line)| line.trim() == "type: autoscaling");
            found.rolling.extend(rolling.map(|(at, _)| Place::new(&file.path, at + 1)));
        }
        if file.language == Language::Toml && super::workloads::is_fly(snapshot.text(file).unwrap_or("")) {
            found.declared.push(Declared { tool: "Fly", at: Place::file(file) });
        }
        if file.language.is_code() && matches!(file.role, Role::Source | Role::Config) {
            guards(facts, file, &mut found);
        }
        found.declared.extend(marker(file).map(|tool| Declared { tool, at: Place::file(file) }));
    }
    found
}

fn terraform(snapshot: &Snapshot, file: &File, found: &mut Infrastructure) {
    let Some(text) = snapshot.text(file) else { return };
    let parsed = match hcl::parse(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            snapshot.skip(&file.path, &format!("HCL that cannot be parsed: {error}"));
            return;
        }
    };
    for block in parsed.blocks {
        if block.kind == "locals" {
            found.locals.extend(block.attributes);
            continue;
        }
        let (kind, name) = match block.kind.as_str() {
            "resource" => (block.label().to_owned(), block.labels.get(1).cloned().unwrap_or_default()),
            "job" => ("nomad_job".to_owned(), block.label().to_owned()),
            "module" => ("module".to_owned(), block.attribute("source").map(|source| source.value.clone()).unwrap_or_default()),
            _ => continue,
        };
        let at = Place::new(&file.path, block.line);
        if kind != "nomad_job" && found.declared.iter().all(|declared| declared.tool != "Terraform") {
            found.declared.push(Declared { tool: "Terraform", at: at.clone() });
        }
        found.resources.push(Resource { kind, name, at, body: block });
    }
}

/// `deletionProtection: true`, `RemovalPolicy.RETAIN` in a program that makes infrastructure.
fn guards(facts: &Facts, file: &File, found: &mut Infrastructure) {
    const GUARDS: &[&str] = &[
        "deletionProtection: true", "deletion_protection=True", "deletionProtection = true", "RemovalPolicy.RETAIN",
        "RemovalPolicy.SNAPSHOT", "pointInTimeRecovery: true", "point_in_time_recovery=True", "backupRetention:", "backup_retention=",
        "deleteAutomatedBackups: false", "devXBackups:",
    ];
    const PROGRAMS: &[&str] = &["aws-cdk-lib", "@aws-cdk/", "aws_cdk", "@guardian/cdk", "@pulumi/", "software.amazon.awscdk", "Amazon.CDK"];
    let folder = ["cdk", "infra", "infrastructure", "stacks", "pulumi", "deploy"];
    if !file.folder().split('/').any(|part| folder.iter().any(|name| part.contains(name))) {
        return;
    }
    let text = facts.snapshot().read(file).unwrap_or_default();
    if !PROGRAMS.iter().any(|program| text.contains(program)) {
        return;
    }
    for (at, line) in text.lines().enumerate() {
        let guard = GUARDS.iter().find(|guard| line.contains(**guard));
        let name = guard.map(|guard| guard.split([':', '=', ' ']).next().unwrap_or(guard).to_owned());
        found.guards.extend(name.map(|name| (name, Place::new(&file.path, at + 1))));
    }
}

/// The databases of NAIS applications, with what is set for them.
fn nais(file: &File, text: &str, found: &mut Infrastructure) {
    for root in yaml::parse(text).roots() {
        for instance in root.at(&["spec", "gcp", "sqlInstances"]).into_iter().flat_map(|instances| instances.items().collect::<Vec<_>>()) {
            let mut body = Block { line: instance.line(), ..Block::default() };
            for (key, value) in instance.entries() {
                let text = value.str().map(str::to_owned).or_else(|| value.bool().map(|set| set.to_string())).unwrap_or_default();
                body.attributes.push(Attribute { name: key.str().unwrap_or("").to_owned(), value: text, line: key.line() });
            }
            let at = Place::new(&file.path, instance.line());
            found.resources.push(Resource { kind: "nais_postgresql".to_owned(), name: "sqlInstances".to_owned(), at, body });
        }
    }
}

/// CloudFormation and SAM templates.
fn templates(snapshot: &Snapshot, file: &File, found: &mut Infrastructure) {
    let Some(text) = snapshot.text(file) else { return };
    if file.language == Language::Json && text.contains("schema.management.azure.com") && text.contains("eploymentTemplate.json") {
        return resource_manager(file, text, found);
    }
    if text.contains("sqlInstances:") && text.contains("nais.io/") {
        nais(file, text, found);
    }
    if !text.contains("AWS::") {
        return;
    }
    let (yaml, tree);
    let root = if file.language == Language::Yaml {
        yaml = yaml::parse(text);
        yaml.root()
    } else {
        tree = json::parse(text).unwrap_or_default();
        tree.root()
    };
    let resources = root.and_then(|root| root.get("Resources")).map(|resources| resources.entries()).unwrap_or_default();
    for (name, resource) in resources {
        let Some(kind) = resource.str_at(&["Type"]) else { continue };
        let mut body = Block { kind: kind.to_owned(), line: name.line(), ..Block::default() };
        resource.walk(&mut |keys, value| {
            if let (Some(key), Some(text)) = (keys.last(), value.str()) {
                body.attributes.push(Attribute { name: (*key).to_owned(), value: text.to_owned(), line: value.line() });
            }
        });
        let at = Place::new(&file.path, name.line());
        found.declared.push(Declared { tool: "CloudFormation", at: at.clone() });
        found.resources.push(Resource { kind: kind.to_owned(), name: name.str().unwrap_or("").to_owned(), at, body });
    }
}

/// Templates of Azure Resource Manager; a nested deployment is a template by its address.
fn resource_manager(file: &File, text: &str, found: &mut Infrastructure) {
    let Ok(tree) = json::parse(text) else { return };
    let at = tree.root().and_then(|root| root.get("resources")).map_or(0, |resources| resources.line());
    found.declared.push(Declared { tool: "Azure Resource Manager", at: Place::new(&file.path, at) });
    let resources =
        tree.root().and_then(|root| root.get("resources")).map(|resources| resources.items().collect::<Vec<_>>()).unwrap_or_default();
    for resource in resources {
        let Some(kind) = resource.str_at(&["type"]) else { continue };
        let linked = resource.str_at(&["properties", "templateLink", "uri"]);
        let mut body = Block { kind: kind.to_owned(), line: resource.line(), ..Block::default() };
        resource.walk(&mut |keys, value| {
            // `"name": {"value": …}` is the parameter `name`.
            let named = keys.iter().rev().find(|key| **key != "value");
            if let (Some(key), Some(text)) = (named, value.str()) {
                body.attributes.push(Attribute { name: (*key).to_owned(), value: text.to_owned(), line: value.line() });
            }
        });
        let (kind, name) = match linked {
            Some(uri) => ("module", uri),
            None => (kind, resource.str_at(&["name"]).unwrap_or("")),
        };
        found.resources.push(Resource { kind: kind.to_owned(), name: name.to_owned(), at: Place::new(&file.path, resource.line()), body });
    }
}

/// Tools that a file's name gives away.
fn marker(file: &File) -> Option<&'static str> {
    let name = file.name();
    Some(match name {
        "Pulumi.yaml" => "Pulumi",
        "cdk.json" => "CDK",
        "serverless.yml" | "serverless.yaml" | "serverless.ts" => "Serverless",
        "render.yaml" => "Render",
        "app.json" if file.folder().is_empty() => "Heroku",
        "heroku.yml" => "Heroku",
        "vercel.json" | "netlify.toml" | "wrangler.toml" | "wrangler.jsonc" | "firebase.json" => "a hosting platform",
        "Chart.yaml" => "Helm",
        "helmfile.yaml" | "helmfile.yml" => "Helmfile",
        "kustomization.yaml" | "kustomization.yml" => "Kustomize",
        "terragrunt.hcl" => "Terragrunt",
        "ansible.cfg" => "Ansible",
        "Capfile" => "Capistrano",
        "azure.yaml" => "Azure Developer CLI",
        "skaffold.yaml" => "Skaffold",
        _ if name.ends_with(".bicep") => "Bicep",
        _ if name.ends_with(".nomad") || name.ends_with(".nomad.hcl") => "Nomad",
        _ if name.starts_with("riff-raff") => "Riff-Raff",
        _ if file.folder() == "hokusai" && file.language == Language::Yaml => "Hokusai",
        _ if file.path == "config/deploy.yml" => "Kamal",
        _ if file.path.starts_with(".ebextensions/") => "Elastic Beanstalk",
        _ => return None,
    })
}

//! What the service is to others: whether it takes traffic, what it stores, whom it calls.
//!
//! Checks ask this before they call something missing: a worker needs no rate limit.

use std::collections::BTreeSet;

use super::capabilities::Sighting;
use super::{Facts, Place};
use crate::snapshot::{Language, Role};

/// The service, seen from outside.
#[derive(Debug, Default)]
pub struct Serves {
    /// It answers requests.
    pub traffic: bool,
    /// It renders pages on the server, and shows no API.
    pub renders: bool,
    /// It calls other systems than its own store.
    pub calls_others: bool,
    /// Clients of other systems in own code, by package.
    pub clients: Vec<Sighting>,
    /// Where files that use those clients name a time limit, the first in each file, or settings do.
    pub limits: Vec<Place>,
    /// It keeps relational or schema-bound data: where that shows.
    pub relational: Option<Place>,
    /// It keeps state in any store: where that shows.
    pub stores: Option<Place>,
}

/// Sums up packages, imports and images.
pub fn collect(facts: &Facts) -> Serves {
    let capabilities = facts.capabilities();
    let used = |name: &str| {
        let capability = capabilities.of(name);
        // A driver need not be imported: what is declared for production is enough to say that there is a store.
        let declared = capability.declared.iter().filter(|sighting| !sighting.test);
        capability.used.iter().filter(|sighting| !sighting.test).chain(declared).map(|sighting| sighting.at.clone()).next()
    };
    let relational = used("relational-stores");
    let stores = relational.clone().or_else(|| used("other-stores"));
    let clients: Vec<Sighting> = clients(facts).cloned().collect();
    Serves {
        renders: renders(facts),
        traffic: traffic(facts),
        calls_others: calls_others(facts, &clients),
        limits: limits(facts, &clients),
        clients,
        relational,
        stores,
    }
}

fn traffic(facts: &Facts) -> bool {
    const SERVERS: &[&str] = &[
        "express",
        "koa",
        "fastify",
        "@nestjs/core",
        "next",
        "@hapi/hapi",
        "http",
        "flask",
        "django",
        "fastapi",
        "starlette",
        "aiohttp.web",
        "tornado",
        "twisted.web",
        "klein",
        "sanic",
        "bottle",
        "falcon",
        "quart",
        "litestar",
        "cherrypy",
        "pyramid",
        "webob",
        "tide",
        "salvo",
        "poem",
        "net/http",
        "google.golang.org/grpc",
        "github.com/gin-gonic/gin",
        "github.com/gorilla/mux",
        "actix_web",
        "axum",
        "rocket",
        "warp",
        "hyper",
        "tonic",
        "grpc",
        "@grpc/grpc-js",
        "org.http4s",
        "zio.http",
        "io.javalin",
        "io.vertx.ext.web",
        "com.sun.net.httpserver",
        "org.eclipse.jetty.server",
        "com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent",
        "@codegenie/serverless-express",
        "@vendia/serverless-express",
        "aws-serverless-express",
        "serverless-http",
        "mangum",
    ];
    let imports = || facts.code().imports.iter().filter(|import| !import.test);
    let web = facts.capabilities().of("web-servers");
    web.used.iter().any(|sighting| !sighting.test)
        || imports().any(|import| {
            SERVERS.iter().any(|server| {
                import.name == *server || import.name.starts_with(&format!("{server}/")) || import.name.starts_with(&format!("{server}."))
            })
        })
        || facts.code().lines.contains_key(&Language::Php)
        // A framework that comes inside of another package shows in the folders that it asks for.
        || facts.snapshot().own().any(|file| file.role == Role::Source && file.language.is_code() && is_for_routes(&file.path))
}

fn is_for_routes(path: &str) -> bool {
    path.split('/').any(|part| part == "controllers" || part == "routes" || part.ends_with(".routes.js") || part.ends_with(".routes.ts"))
}

/// Uses of packages that call other systems; Go's `net/http` and what lies below it serve as well.
fn clients(facts: &Facts) -> impl Iterator<Item = &Sighting> {
    let used = facts.capabilities().of("http-clients").used.iter();
    used.filter(|sighting| !sighting.test && !sighting.what.starts_with("net/http") && !is_aside(&sighting.at.path))
        .filter(|sighting| is_named(facts, sighting))
}

/// Is a package that is in use by being declared named in the code? `gds-api-adapters` shows as `GdsApi`.
fn is_named(facts: &Facts, package: &Sighting) -> bool {
    if !matches!(package.at.path.rsplit('/').next(), Some("Gemfile" | "mix.exs")) {
        return true;
    }
    let whole = package.what.replace(['-', '_'], "");
    let mut joined = String::new();
    let starts: Vec<String> = package
        .what
        .split(['-', '_'])
        .map(|part| {
            joined.extend(part.chars().take(1).map(|first| first.to_ascii_uppercase()).chain(part.chars().skip(1)));
            joined.clone()
        })
        .collect();
    let constants = &facts.code().constants;
    starts.iter().any(|start| constants.contains(start)) || constants.iter().any(|constant| constant.eq_ignore_ascii_case(&whole))
}

/// Time limits in the files that use clients of other systems, and in settings.
fn limits(facts: &Facts, clients: &[Sighting]) -> Vec<Place> {
    let paths: BTreeSet<&str> = clients.iter().map(|client| client.at.path.as_str()).collect();
    let in_code = facts.code().limits.iter().filter(|limit| paths.contains(limit.path.as_str()));
    in_code.chain(&facts.settings().limits).cloned().collect()
}

/// What a developer's script calls, the service does not.
fn is_aside(path: &str) -> bool {
    path.split('/').rev().skip(1).any(|folder| matches!(folder, "scripts" | "script" | "hack" | "devtools" | "tools"))
}

fn calls_others(facts: &Facts, clients: &[Sighting]) -> bool {
    !clients.is_empty() || !facts.code().client_calls.is_empty() || facts.settings().read.keys().any(|name| is_address_of_another(name))
}

/// `CART_SERVICE_ADDR`, `DOCUMENT_STORE_API_URL`: a setting that tells where another system is.
fn is_address_of_another(name: &str) -> bool {
    let address = ["URL", "URI", "HOST", "ADDR", "ADDRESS", "ENDPOINT"].iter().any(|end| name.ends_with(&format!("_{end}")));
    address && ["_API_", "_SERVICE_", "KAFKA", "PROXY_"].iter().any(|word| name.contains(word))
}

/// Pages from templates, and no folder or route that is named as an API.
fn renders(facts: &Facts) -> bool {
    // A client of another system's API bears its name.
    let calls = |path: &str| {
        ["client", "service", "gateway", "adapter", "connector", "integration", "middleware", "utils", "helper", "javascript"]
            .iter()
            .any(|word| path.contains(word))
    };
    // Pages that are served as they are tell of errors, in an API too.
    let stored = |path: &str| path.starts_with("public/") || path.contains("/public/");
    let pages = facts.snapshot().own().filter(|file| file.language == Language::Html && !stored(&file.path)).count();
    let api = facts.snapshot().own().any(|file| {
        file.language.is_code()
            && !file.path.contains("static/")
            && !file.path.contains("assets/")
            && !calls(&file.path.to_lowercase())
            && !file.path.to_lowercase().replace('_', "-").contains("api-key")
            && (file.path.to_lowercase().split(['/', '.', '_', '-']).any(|part| matches!(part, "api" | "graphql" | "rest" | "apis"))
                || file.name().contains("ApiController"))
    });
    pages >= 3 && !api
}

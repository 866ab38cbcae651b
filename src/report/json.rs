//! The report for machines: the model itself.

use std::io::{self, Write};

use serde::Serialize;

use super::{Report, SCHEMA};

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}

/// The services of one repository; each is a report of its own.
#[derive(Serialize)]
struct Services<'a> {
    schema: &'static str,
    services: &'a [Report],
}

pub(super) fn render_all(reports: &[Report], out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Services { schema: SCHEMA, services: reports })?;
    writeln!(out)
}

//! Code quality report of GitLab: a list of findings in its subset of the Code Climate format.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::ReportFormat;
use crate::finding::{Finding, Fingerprint, Severity};
use crate::spot::Spot;
use crate::write::overview::Overview;

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "gitlab",
    about: "code quality report of GitLab",
    write: |overview, findings, _, out| write(overview, findings, out),
    ..ReportFormat::TEXT
};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn write(overview: &Overview, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
    // Of issues with the same fingerprint only the first is shown: pages may bear the same name.
    let mut given: BTreeMap<Fingerprint, usize> = BTreeMap::new();
    let issues: Vec<Issue<'_>> = findings
        .iter()
        .map(|finding| {
            let equal_before = given.entry(finding.fingerprint).or_default();
            let fingerprint = finding.fingerprint.nth(*equal_before).to_string();
            *equal_before += 1;
            let Spot { path, line, end_line } = overview.folders.spot(&finding.page, finding.place);
            let quoted =
                if finding.excerpt.is_empty() { String::new() } else { format!(": “{}”", finding.excerpt) };
            Issue {
                description: format!("{}{quoted}", finding.message),
                check_name: finding.rule,
                fingerprint,
                severity: match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                location: Location { path, lines: Lines { begin: line, end: end_line } },
            }
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)?;
    out.flush()
}

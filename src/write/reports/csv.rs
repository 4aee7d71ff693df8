//! A table of findings, a finding a row, in the same dialects as the tables of records.

use std::io;

use super::ReportFormat;
use crate::finding::{Finding, Related};
use crate::write::Options;
use crate::write::shape::Rounded;
use crate::write::sheet::{Cell, Sheet};

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "csv",
    about: "a table with one row a finding",
    needs_contexts: false,
    write: |_, findings, options, out| write(findings, options, out),
};

const HEADER: [&str; 18] = [
    "rule",
    "severity",
    "page",
    "line",
    "block",
    "sections",
    "message",
    "excerpt",
    "expected",
    "found",
    "confidence",
    "help",
    "end_line",
    "start",
    "end",
    "related",
    "related_total",
    "fingerprint",
];

fn write(findings: &[Finding], options: Options, out: &mut dyn io::Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out, options);
    sheet.row(HEADER.into_iter().map(Cell::from))?;
    for finding in findings {
        sheet.row(row(finding).into_iter())?;
    }
    sheet.flush()
}

fn row(finding: &Finding) -> [Cell<'_>; HEADER.len()] {
    let related: Vec<String> = finding.related.iter().map(place).collect();
    [
        finding.rule.into(),
        finding.severity.name().into(),
        finding.page.as_str().into(),
        Cell::Count(finding.place.line as u64),
        finding.block.as_deref().into(),
        finding.sections.join(" ").into(),
        finding.message.as_str().into(),
        finding.excerpt.as_str().into(),
        finding.expected.map(|tag| tag.to_string()).into(),
        finding.found.map(|tag| tag.to_string()).into(),
        finding.confidence.map_or(Cell::Empty, |confidence| Cell::Ratio(Rounded(confidence).value())),
        finding.help.as_str().into(),
        Cell::Count(finding.place.end_line as u64),
        Cell::Count(finding.place.span.start as u64),
        Cell::Count(finding.place.span.end as u64),
        related.join("\n").into(),
        Cell::Count(finding.related_total as u64),
        finding.fingerprint.to_string().into(),
    ]
}

/// Names another place as `page:line`.
fn place(related: &Related) -> String {
    format!("{}:{}", related.page, related.place.line)
}

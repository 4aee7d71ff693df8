//! A table of findings, a finding a row, in the same dialects as the tables of records.

use std::io;

use super::ReportFormat;
use crate::finding::{Finding, Related, Seen};
use crate::write::overview::Overview;
use crate::write::shape::Rounded;
use crate::write::sheet::{Cell, Dialect, Sheet};

/// The format's entry: for programs.
pub const FORMAT: ReportFormat = ReportFormat {
    name: Dialect::Plain.name(),
    about: "a table with one row a finding",
    write: |overview, findings, _, out| write(overview, findings, Dialect::Plain, out),
    ..ReportFormat::TEXT
};

/// The format's entry: for Excel.
pub const EXCEL: ReportFormat = ReportFormat {
    name: Dialect::Excel.name(),
    about: "the same for Excel: byte-order mark, `;`, CRLF",
    write: |overview, findings, _, out| write(overview, findings, Dialect::Excel, out),
    ..ReportFormat::TEXT
};

pub(super) const HEADER: [&str; 20] = [
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
    "seen",
    "since",
];

fn write(overview: &Overview, findings: &[Finding], dialect: Dialect, out: &mut dyn io::Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out, dialect);
    sheet.row(&mut HEADER.into_iter().map(Cell::from))?;
    for finding in findings.iter().chain(&overview.mended) {
        sheet.row(&mut row(finding).into_iter())?;
    }
    sheet.flush()
}

pub(super) fn row(finding: &Finding) -> [Cell<'_>; HEADER.len()] {
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
        finding.seen.map(Seen::name).into(),
        finding.seen.and_then(Seen::since).map_or(Cell::Empty, Cell::Moment),
    ]
}

/// Names another place as `page:line`.
fn place(related: &Related) -> String {
    format!("{}:{}", related.page, related.place.line)
}

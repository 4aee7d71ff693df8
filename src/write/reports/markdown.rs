//! A summary table and the findings by page, as a comment on a pull request.
//!
//! Text from pages stands in code spans or is escaped, so it cannot draw, link or mention anybody.

use std::io;

use super::{ReportFormat, worst};
use crate::finding::Finding;
use crate::write::overview::Overview;
use crate::write::shape::Rounded;
use crate::write::summary::{Counted, Summary};
use crate::write::tame::{markdown, markdown_code};

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "markdown",
    about: "a comment for a pull request",
    needs_contexts: false,
    write: |overview, findings, _, out| write(overview, findings, out),
};

/// How many findings are written out. A comment on GitHub holds 65,536 characters, a finding takes 300 to 500.
const FINDINGS: usize = 120;

fn write(overview: &Overview, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
    let summary = Summary::of(overview, findings);
    writeln!(out, "## korrektur: {summary}")?;
    if !findings.is_empty() {
        writeln!(out, "\n| rule | findings |\n| --- | ---: |")?;
        for (rule, count) in &summary.findings.by_rule {
            writeln!(out, "| {rule} | {count} |")?;
        }
    }
    let mut page = None;
    for finding in worst(findings, FINDINGS) {
        if page != Some(finding.page_index) {
            page = Some(finding.page_index);
            writeln!(out, "\n### {}\n", markdown(&finding.page))?;
        }
        write_finding(finding, out)?;
    }
    let left_out = findings.len().saturating_sub(FINDINGS);
    if left_out > 0 {
        writeln!(out, "\n{} not shown, none worse than those above.", Counted(left_out, "more finding"))?;
    }
    out.flush()
}

fn write_finding(finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    let Finding { severity, rule, place, message, excerpt, help, .. } = finding;
    write!(out, "- **{}** {rule}, line {}", severity.name(), place.line)?;
    if place.end_line > place.line {
        write!(out, "–{}", place.end_line)?;
    }
    writeln!(out, ": {}", markdown(message))?;
    if !excerpt.is_empty() {
        writeln!(out, "  - text: {}", markdown_code(excerpt))?;
    }
    if let (Some(expected), Some(found)) = (finding.expected, finding.found) {
        writeln!(out, "  - expected {expected}, found {found}")?;
    }
    if let Some(first) = finding.related.first() {
        let similarity = Rounded(first.similarity).value();
        write!(out, "  - also in {}, line {} ({similarity} alike)", markdown_code(&first.page), first.place.line)?;
        match finding.related_total.saturating_sub(1) {
            0 => writeln!(out)?,
            more => writeln!(out, " and {more} more")?,
        }
    }
    writeln!(out, "  - help: {}", markdown(help))
}

//! Workflow commands of GitHub Actions: the worst findings become annotations of their lines, the others lines of the log.
//!
//! Source of the encoding: `actions/toolkit`, `packages/core/src/command.ts`; of the limits: its `docs/problem-matchers.md`.

use std::io;

use super::{ReportFormat, by_severity};
use crate::finding::{Finding, Severity};
use crate::locale::Locale;
use crate::spot::Spot;
use crate::write::overview::Overview;
use crate::write::summary::{Counted, Summary};
use crate::write::tame::{visible, workflow_data, workflow_property};

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "github",
    about: "annotations of GitHub Actions",
    write: |overview, findings, options, out| write(overview, findings, options.locale, out),
    ..ReportFormat::TEXT
};

/// How many annotations of each level are shown of one step; more are dropped without a word.
const ANNOTATIONS: usize = 10;

fn write(overview: &Overview, findings: &[Finding], locale: Locale, out: &mut dyn io::Write) -> io::Result<()> {
    let mut given = [0; 3];
    let mut others = Vec::new();
    for finding in by_severity(findings) {
        let of_level = &mut given[finding.severity as usize];
        if *of_level == ANNOTATIONS {
            others.push(finding);
        } else {
            *of_level += 1;
            annotate(overview, finding, out)?;
        }
    }
    if !others.is_empty() {
        writeln!(out, "::group::{} without an annotation", Counted(others.len(), "finding"))?;
        for finding in others {
            let Finding { severity, rule, page, place, message, .. } = finding;
            let (severity, page, line) = (severity.name(), visible(page), place.line);
            writeln!(out, "{severity}[{rule}] {page}:{line}: {}", visible(message))?;
        }
        writeln!(out, "::endgroup::")?;
    }
    writeln!(out, "{}: {}", Summary::TOOL, Summary::of(overview, findings).headline(locale))?;
    out.flush()
}

fn annotate(overview: &Overview, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let Spot { path, line, end_line } = overview.folders.spot(&finding.page, finding.place);
    let quoted =
        if finding.excerpt.is_empty() { String::new() } else { format!("\n“{}”", visible(&finding.excerpt)) };
    let message = format!("{}{quoted}\n{}", visible(&finding.message), visible(&finding.help));
    // A file may be named to steer the terminal that shows the log.
    let path = workflow_property(&visible(&path).to_string());
    let message = workflow_data(&message);
    writeln!(out, "::{command} file={path},line={line},endLine={end_line},title={}::{message}", finding.rule)
}

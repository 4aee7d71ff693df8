//! A summary table and the findings by page, as a comment on a pull request.
//!
//! Text from pages stands in code spans or is escaped, so it cannot draw, link or mention anybody.

use std::io;

use super::{ReportFormat, lines, worst};
use crate::finding::Finding;
use crate::write::coverage::State;
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
    if let Some(coverage) = &summary.coverage {
        write!(out, "\n| language |")?;
        State::ALL.iter().try_for_each(|state| write!(out, " {} |", state.name()))?;
        writeln!(out, "\n| --- | ---: | ---: | ---: | ---: | ---: |")?;
        for (language, states) in &coverage.languages {
            let count = |state: &State| states.get(state.name()).copied().unwrap_or_default();
            write!(out, "| {language} |")?;
            State::ALL.iter().try_for_each(|state| write!(out, " {} |", count(state)))?;
            writeln!(out)?;
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
    writeln!(out, "- **{}** {rule}, {}: {}", severity.name(), lines(*place), markdown(message))?;
    if !excerpt.is_empty() {
        writeln!(out, "  - text: {}", markdown_code(excerpt))?;
    }
    if let (Some(expected), Some(found)) = (finding.expected, finding.found) {
        writeln!(out, "  - expected {expected}, found {found}")?;
    }
    if let Some(first) = finding.related.first() {
        let similarity = Rounded(first.similarity).value();
        write!(out, "  - also in {}, line {} ", markdown_code(&first.page), first.place.line)?;
        match &first.original {
            Some(_) => write!(out, "(original)")?,
            None => write!(out, "({similarity:.2} alike)")?,
        }
        match finding.related_total.saturating_sub(1) {
            0 => writeln!(out)?,
            more => writeln!(out, " and {more} more")?,
        }
    }
    writeln!(out, "  - help: {}", markdown(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;

    #[test]
    fn findings_are_counted_and_grouped_by_page() {
        let page = sample::page("da/x_y.html");
        let mut overview = Overview::default();
        overview.page(&page, &[]);
        let mut out = Vec::new();
        write(&overview, &[sample::finding(&page, 0), sample::duplicate(&page, 0)], &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("## korrektur: 1 error, 1 warning in 1 of 1 page\n\n| rule | findings |\n"), "{text}");
        assert!(text.contains(
            "| untranslated-section | 1 |\n\n### da/x\\_y\\.html\n\n- **error** untranslated-section, lines 7–13: "
        ));
        assert!(text.contains("\n  - text: `Cooperation helps.`\n"));
        assert!(text.contains(" (0.97 alike) and 21 more\n"));
    }

    #[test]
    fn a_page_cannot_draw_link_or_mention() {
        let (page, finding) = sample::filled(sample::HOSTILE);
        let mut overview = Overview::default();
        overview.page(&page, &[]);
        let mut out = Vec::new();
        write(&overview, &[finding], &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        // Without code spans and escaped characters, no sign of markup is left.
        let outside: String = text.split("````").step_by(2).collect();
        let bare = ["\\<", "\\[", "\\]", "\\("].iter().fold(outside, |text, escaped| text.replace(escaped, ""));
        for markup in ["<", "[", "](", "@everyone"] {
            assert!(!bare.contains(markup), "{markup} in {bare}");
        }
        assert!(!text.contains(|character: char| character.is_control() && character != '\n'));
    }
}

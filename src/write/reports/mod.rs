//! Reports of findings. Each is a pure function of the overview and the sorted findings, so all say the same. A format is one
//! file here and one line in [`FORMATS`].

pub mod csv;
pub mod github;
pub mod gitlab;
pub mod html;
pub mod human;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod markdown;
pub mod sarif;
pub mod xlsx;

use std::io;

use crate::finding::{Finding, Place};
use crate::locale::Locale;
use crate::message::Message;
use crate::write::Options;
use crate::write::overview::Overview;

/// A way to report findings.
#[derive(Debug)]
pub struct ReportFormat {
    /// The word that `--format` takes.
    pub name: &'static str,
    /// What it is, for the help text.
    pub about: &'static str,
    /// Whether it shows the text around findings: then the overview is to be gathered
    /// [with contexts](Overview::with_contexts).
    pub needs_contexts: bool,
    /// Whether it shows the records: then the overview is to keep them.
    pub needs_records: bool,
    /// Whether it is no text, and so nothing for a terminal.
    pub is_binary: bool,
    /// Writes the whole report.
    pub write: Reporter,
}

impl ReportFormat {
    /// What most reports are: text about the findings alone.
    const TEXT: Self = Self {
        name: "",
        about: "",
        needs_contexts: false,
        needs_records: false,
        is_binary: false,
        write: |_, _, _, _| Ok(()),
    };
}

/// Writes a report of sorted findings.
pub type Reporter = fn(&Overview, &[Finding], Options, &mut dyn io::Write) -> io::Result<()>;

/// All formats of reports, the default first.
pub const FORMATS: [ReportFormat; 12] = [
    human::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    csv::FORMAT,
    csv::EXCEL,
    xlsx::FORMAT,
    markdown::FORMAT,
    html::FORMAT,
    sarif::FORMAT,
    junit::FORMAT,
    github::FORMAT,
    gitlab::FORMAT,
];

/// Names the lines of a place in words: `line 7`, `lines 7–13`.
fn lines(place: Place, locale: Locale) -> String {
    let Place { line, end_line, .. } = place;
    let lines = Message::new("lines").with("which", if end_line > line { "several" } else { "one" });
    locale.text(&lines.with("line", line).with("end", end_line))
}

/// Lists findings by severity, the worst first, equally bad ones in their usual order.
fn by_severity(findings: &[Finding]) -> Vec<&Finding> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    sorted
}

/// Picks the `limit` worst findings, in their usual order, for reports whose readers have an end.
pub fn worst(findings: &[Finding], limit: usize) -> Vec<&Finding> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    if findings.len() > limit {
        order.sort_by_key(|&index| std::cmp::Reverse(findings.get(index).map(|finding| finding.severity)));
        order.truncate(limit);
        order.sort_unstable();
    }
    order.into_iter().filter_map(|index| findings.get(index)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::write::sample;

    #[test]
    fn the_worst_findings_are_kept_in_their_order() {
        let page = sample::page("x");
        let of = |severity, page_index| Finding { severity, ..sample::finding(&page, page_index) };
        let findings =
            [of(Severity::Info, 0), of(Severity::Error, 1), of(Severity::Warning, 2), of(Severity::Error, 3)];
        let kept = |limit| -> Vec<usize> { worst(&findings, limit).iter().map(|finding| finding.page_index).collect() };
        assert_eq!(kept(4), [0, 1, 2, 3]);
        assert_eq!(kept(3), [1, 2, 3]);
        assert_eq!(kept(2), [1, 3]);
    }

    #[test]
    fn every_report_passes_on_a_failed_write() {
        struct Full;
        impl io::Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let page = sample::page("x");
        let findings = [sample::finding(&page, 0)];
        let mut overview = Overview::for_reports(&FORMATS);
        overview.page(&page, &findings);
        overview.record(&page).unwrap();
        for format in &FORMATS {
            let error = (format.write)(&overview, &findings, Options::default(), &mut Full).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull, "{}", format.name);
        }
    }
}

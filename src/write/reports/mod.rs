//! Reports of findings. Each is a pure function of the overview and the sorted findings, so all say the same. A format is one
//! file here and one line in [`FORMATS`].

pub mod csv;
pub mod html;
pub mod human;
pub mod json;
pub mod jsonl;
pub mod markdown;

use std::io;

use crate::finding::Finding;
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
    /// Writes the whole report.
    pub write: Reporter,
}

/// Writes a report of sorted findings.
pub type Reporter = fn(&Overview, &[Finding], Options, &mut dyn io::Write) -> io::Result<()>;

/// All formats of reports, the default first.
pub const FORMATS: [ReportFormat; 6] =
    [human::FORMAT, json::FORMAT, jsonl::FORMAT, csv::FORMAT, markdown::FORMAT, html::FORMAT];

/// Picks the `limit` worst findings, in their usual order, for reports whose readers have an end.
fn worst(findings: &[Finding], limit: usize) -> Vec<&Finding> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    if findings.len() > limit {
        order.sort_by_key(|&index| std::cmp::Reverse(findings.get(index).map(|finding| finding.severity)));
        order.truncate(limit);
        order.sort_unstable();
    }
    order.into_iter().filter_map(|index| findings.get(index)).collect()
}

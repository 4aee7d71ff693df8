//! One JSON object a line and finding.

use super::ReportFormat;
use crate::write::shape;

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "jsonl",
    about: "one JSON object a finding and line",
    write: |_, findings, _, out| {
        findings.iter().try_for_each(|finding| shape::write_line(&mut *out, &shape::Finding::of(finding)))?;
        out.flush()
    },
    ..ReportFormat::TEXT
};

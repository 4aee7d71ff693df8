//! One JSON object a line and finding.

use super::ReportFormat;
use crate::write::shape;

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "jsonl",
    about: "one JSON object a finding and line",
    write: |overview, findings, _, out| {
        let all = findings.iter().chain(&overview.mended);
        all.map(shape::Finding::of).try_for_each(|finding| shape::write_line(&mut *out, &finding))?;
        out.flush()
    },
    ..ReportFormat::TEXT
};

//! One JSON array of findings.

use super::ReportFormat;
use crate::write::records::json::Array;
use crate::write::shape;

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "json",
    about: "one JSON array of findings",
    write: |overview, findings, _, out| {
        let mut array = Array::new(out);
        findings.iter().chain(&overview.mended).try_for_each(|finding| array.push(&shape::Finding::of(finding)))?;
        array.close()
    },
    ..ReportFormat::TEXT
};

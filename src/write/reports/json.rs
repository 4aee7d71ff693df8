//! One JSON array of findings.

use super::ReportFormat;
use crate::write::records::json::Array;
use crate::write::shape;

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "json",
    about: "one JSON array of findings",
    write: |_, findings, _, out| {
        let mut array = Array::new(out);
        findings.iter().try_for_each(|finding| array.push(&shape::Finding::of(finding)))?;
        array.close()
    },
    ..ReportFormat::TEXT
};

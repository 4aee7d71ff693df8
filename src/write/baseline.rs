//! Writes a baseline: one finding a line, by page and fingerprint, so that a change of it reads well in a diff.

use std::io::{self, Write};

use serde::Serialize;

use crate::baseline::{Baseline, Entry};
use crate::finding::Fingerprint;
use crate::write::shape::Shown;

#[derive(Serialize)]
struct Known<'a> {
    fingerprint: Shown<Fingerprint>,
    content_fingerprint: Option<Shown<Fingerprint>>,
    rule: &'a str,
    page: &'a str,
    excerpt: &'a str,
    /// Only where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<String>,
}

/// Writes all entries.
///
/// # Errors
/// What `out` gave.
pub fn write(baseline: &Baseline, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"version\": 1, \"findings\": [")?;
    for (index, Entry { page, fingerprint, content_fingerprint, rule, excerpt, parts }) in
        baseline.entries.iter().enumerate()
    {
        let known = Known {
            fingerprint: Shown(*fingerprint),
            content_fingerprint: content_fingerprint.map(Shown),
            rule,
            page,
            excerpt,
            parts: self::parts(parts),
        };
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &known)?;
    }
    out.write_all(b"\n]}\n")?;
    out.flush()
}

/// Writes the names of the parts of a finding; none where there is but one, which is all of it.
pub(super) fn parts(parts: &[u32]) -> Vec<String> {
    if parts.len() > 1 { parts.iter().map(|part| format!("{part:08x}")).collect() } else { Vec::new() }
}

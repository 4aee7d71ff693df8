//! Reads a baseline: `{"version": 1, "findings": [{"fingerprint": …, "rule": …, "page": …, "excerpt": …}, …]}`, as
//! `--write-baseline` and the HTML report write it.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::baseline::{Baseline, Entry};
use crate::error::Error;
use crate::finding::Fingerprint;

/// The version of the file that is read.
const VERSION: u64 = 1;

#[derive(Deserialize)]
struct File {
    version: u64,
    findings: Vec<Known>,
}

#[derive(Deserialize)]
struct Known {
    fingerprint: String,
    content_fingerprint: Option<String>,
    #[serde(default)]
    parts: Vec<String>,
    #[serde(default)]
    rule: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    excerpt: String,
}

/// Reads a baseline.
///
/// # Errors
/// [`Error::Input`] where the file cannot be read or is no baseline.
pub fn baseline(path: &Path) -> Result<Baseline, Error> {
    let unusable = |reason: String| Error::Input {
        input: path.display().to_string(),
        reason,
        help: "a baseline is written by `korrektur check --write-baseline FILE`, or by the HTML report".to_owned(),
    };
    let bytes = fs::read(path).map_err(|error| unusable(format!("cannot read the baseline: {error}")))?;
    let file: File = serde_json::from_slice(&bytes).map_err(|error| unusable(format!("is no baseline: {error}")))?;
    if file.version != VERSION {
        return Err(unusable(format!("is a baseline of version {}, and this program reads {VERSION}", file.version)));
    }
    let number = |text: &str| Fingerprint::parse(text).ok_or_else(|| unusable(format!("`{text}` is no fingerprint")));
    let part_of = |text: &str| {
        let is_written_so = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let part = if is_written_so { u32::from_str_radix(text, 16).ok() } else { None };
        part.ok_or_else(|| unusable(format!("`{text}` is no part of a finding")))
    };
    let entry = |known: Known| {
        Ok(Entry {
            fingerprint: number(&known.fingerprint)?,
            content_fingerprint: known.content_fingerprint.as_deref().map(number).transpose()?,
            parts: known.parts.iter().map(|part| part_of(part)).collect::<Result<_, Error>>()?,
            page: known.page,
            rule: known.rule,
            excerpt: known.excerpt,
        })
    };
    Ok(Baseline { entries: file.findings.into_iter().map(entry).collect::<Result<_, Error>>()? })
}

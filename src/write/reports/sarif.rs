//! SARIF 2.1.0, for code scanning: what stands where, with the rule's help and fingerprints by which a host follows a
//! finding from run to run.
//!
//! Sources: the OASIS standard, and what GitHub says of SARIF uploads (results, locations and size it accepts).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use super::{ReportFormat, by_severity};
use crate::finding::{Finding, Place, RuleCard, Seen, Severity};
use crate::write::overview::Overview;
use crate::write::shape::Rounded;
use crate::write::summary::{Counted, Summary};

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "sarif",
    about: "SARIF 2.1.0, for code scanning",
    write: |overview, findings, _, out| write(overview, findings, out),
    ..ReportFormat::TEXT
};

/// How many results a host takes of one run; it shows the 5,000 worst of them.
const RESULTS: usize = 25_000;

/// How many other places of a duplicate are named; a host shows 100 locations of a result, people read fewer.
const RELATED: usize = 10;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Stands for the folder that paths count from; the name that hosts know.
const ROOT: &str = "%SRCROOT%";

fn write(overview: &Overview, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
    let rules = rules(overview, findings);
    let places: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(index, rule)| (rule.name, index)).collect();
    let results: Vec<Value> = by_severity(findings)
        .into_iter()
        .take(RESULTS)
        .map(|finding| result(overview, finding, places.get(finding.rule).copied()))
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": Summary::TOOL,
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(descriptor).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { ROOT: { "description": { "text": "The root of the repository" } } },
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications(overview, findings),
            }],
            "results": results,
        }],
    });
    let mut serializer = serde_json::Serializer::pretty(&mut *out);
    log.serialize(&mut serializer)?;
    writeln!(out)?;
    out.flush()
}

/// The rules of the run; where nobody named them, those that found something.
fn rules(overview: &Overview, findings: &[Finding]) -> Vec<RuleCard> {
    if !overview.rules.is_empty() {
        return overview.rules.clone();
    }
    let found: BTreeMap<&'static str, Severity> =
        findings.iter().map(|finding| (finding.rule, finding.severity)).collect();
    let card = |(name, severity)| RuleCard { name, severity, summary: name, explanation: String::new(), mqm: None };
    found.into_iter().map(card).collect()
}

fn descriptor(rule: &RuleCard) -> Value {
    let tags: Vec<String> =
        ["content".to_owned()].into_iter().chain(rule.mqm.map(|mqm| format!("mqm/{mqm}"))).collect();
    json!({
        "id": rule.name,
        "name": pascal_case(rule.name),
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.summary },
        "help": { "text": rule.explanation, "markdown": rule.explanation },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": tags },
    })
}

fn result(overview: &Overview, finding: &Finding, rule: Option<usize>) -> Value {
    let Finding { page, place, related, .. } = finding;
    let others: Vec<Value> = related
        .iter()
        .take(RELATED)
        .enumerate()
        .map(|(id, other)| {
            let text = match &other.original {
                Some(_) => "original".to_owned(),
                None => format!("{:.2} alike", Rounded(other.similarity).value()),
            };
            let mut location = location(overview, &other.page, other.place, None);
            location["id"] = (id + 1).into();
            location["message"] = json!({ "text": text });
            location
        })
        .collect();
    let quoted = if finding.excerpt.is_empty() { String::new() } else { format!(": “{}”", finding.excerpt) };
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": message(&format!("{}{quoted}\n{}", finding.message, finding.help)) },
        "locations": [location(overview, page, *place, finding.block.as_deref())],
        "partialFingerprints": {
            "korrekturPage/v1": finding.fingerprint.to_string(),
            "korrekturContent/v1": finding.content_fingerprint.to_string(),
        },
        "properties": {
            "page": page,
            "sections": finding.sections,
            "expected": finding.expected.map(|tag| tag.to_string()),
            "found": finding.found.map(|tag| tag.to_string()),
            "confidence": finding.confidence.map(|confidence| Rounded(confidence).value()),
            "relatedTotal": finding.related_total,
        },
    });
    if let Some(rule) = rule {
        result["ruleIndex"] = rule.into();
    }
    // Mended ones are left out rather than `absent`: hosts close what an upload no longer has, and would show it as open.
    if let Some(seen) = finding.seen {
        result["baselineState"] = if seen == Seen::New { "new" } else { "unchanged" }.into();
    }
    if !others.is_empty() {
        result["relatedLocations"] = others.into();
    }
    result
}

fn location(overview: &Overview, page: &str, place: Place, block: Option<&str>) -> Value {
    let spot = overview.folders.spot(page, place);
    let mut artifact = json!({ "uri": uri(&spot.path) });
    if !spot.path.starts_with('/') {
        artifact["uriBaseId"] = ROOT.into();
    }
    let name = block.map_or_else(|| page.to_owned(), |block| format!("{page}#{block}"));
    json!({
        "physicalLocation": {
            "artifactLocation": artifact,
            "region": { "startLine": spot.line, "endLine": spot.end_line },
        },
        "logicalLocations": [{ "fullyQualifiedName": name }],
    })
}

/// Says what the report does not hold.
fn notifications(overview: &Overview, findings: &[Finding]) -> Vec<Value> {
    let more = findings.len().saturating_sub(RESULTS) + overview.unreported.over_limit;
    if more == 0 {
        return Vec::new();
    }
    let text = format!("{} not reported, none worse than those here", Counted(more, "more finding"));
    vec![json!({ "level": "warning", "message": { "text": text } })]
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Writes a rule's name as SARIF wants readable names: `untranslated-section` as `UntranslatedSection`.
fn pascal_case(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    };
    name.split('-').map(capital).collect()
}

/// Takes the meaning from brackets, which would be links (section 3.11.6 of the standard), and braces, which would be
/// placeholders (3.11.5).
fn message(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '[' | ']' | '\\' => escaped.push('\\'),
            '{' | '}' => escaped.push(character),
            _ => {}
        }
        escaped.push(character);
    }
    escaped
}

/// Writes a path as a URI reference (RFC 3986): what is no part of a path is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if path.split('/').next().is_some_and(|first| first.contains(':')) {
        // A first part with a colon would be a scheme.
        uri.push_str("./");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:@!$&'()*+,;=".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris_and_names_pascal_case() {
        assert_eq!(uri("dump/da/æ b%.html"), "dump/da/%C3%A6%20b%25.html");
        assert_eq!(uri("/a/b#c?d"), "file:///a/b%23c%3Fd");
        assert_eq!(uri("a:b/c"), "./a:b/c");
        assert_eq!(pascal_case("untranslated-section"), "UntranslatedSection");
        assert_eq!(message("see [x](1) {0} \\"), "see \\[x\\](1) {{0}} \\\\");
    }
}

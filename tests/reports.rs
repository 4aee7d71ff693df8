//! Reports for programs, read as their consumers read them: SARIF by its published schema and a SARIF library, JUnit by a
//! JUnit reader, code quality by the schema that GitLab holds it against, workflow commands by the runner's decoding,
//! Markdown by a Markdown parser.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use boon::{Compiler, Schemas};
use pulldown_cmark::{Event, Options, Parser, Tag};
use quick_junit::{Report, TestCaseStatus};
use serde_json::{Value, json};
use support::{json_lines, korrektur, output, repository};
use tempfile::TempDir;

const DANISH: &str = "Fyret har stået på klippen siden 1854, og lyset kan stadig ses fra fastlandet på en klar aften.";
const ENGLISH: &str = "The lighthouse has stood on the cliff since 1854, and its light can still be seen from the mainland on a \
    clear evening by anyone who cares to look.";

/// Text that tries to get out of every place it could be put.
const HOSTILE: &str = "We saw]]> [it](javascript:alert(1)) ##[error]there ##vso[task.setvariable variable=a]b yesterday --> {0} \
    &amp;lt;b&amp;gt; 100%25 @everyone ::error::and they were all very happy about it \u{1b}[31m\u{202e}";

fn page(title: &str, text: &str) -> String {
    format!("<html lang=da><body><main><article>\n<h1>{title}</h1>\n<p>{text}</p>\n</article></main></body></html>\n")
}

/// A dump with a good page, bad pages in odd places, a container with bad records, and something that is no page.
fn dump() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("dump/da/god.html", page("Fyret på klippen", DANISH).as_bytes());
    write("dump/da/slem.html", page("Fyret på klippen", &format!("{DANISH}</p>\n<p>{ENGLISH}")).as_bytes());
    write("dump/0% æ,b:c [x]{y}.html", page("Fyret & klippen", HOSTILE).as_bytes());
    write("dump/da/kopi.html", page("En kopi", &format!("{DANISH}</p>\n<p>{ENGLISH}")).as_bytes());
    write("dump/da/billede.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0");
    let record = |id: &str, text: &str| json!({ "id": id, "language": "da", "html": page("Sagen", text) }).to_string();
    let records = [record("a<b>\"&", HOSTILE), "{broken".to_owned(), record("b", DANISH), record("b", HOSTILE)];
    write("dump/records.jsonl", records.join("\n").as_bytes());
    folder
}

fn report(folder: &Path, format: &str, arguments: &[&str]) -> String {
    output(korrektur(folder).args(["check", "--fail-on", "error", "--format", format, "dump"]).args(arguments), 1)
}

fn findings(folder: &Path) -> Vec<Value> {
    let findings = json_lines(&report(folder, "jsonl", &[]));
    assert!(findings.len() > 6, "{findings:?}");
    findings
}

/// Validates against a schema; gives what is wrong.
fn validated(schema: Value, instance: &Value) -> Result<(), String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("published.json", schema).unwrap();
    let index = compiler.compile("published.json", &mut schemas).unwrap();
    schemas.validate(instance, index).map_err(|error| format!("{error:#}"))
}

/// Gives the schema that the standard's committee published, as the SARIF library carries it.
fn sarif_schema() -> Value {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline", "--manifest-path"])
        .arg(repository("Cargo.toml"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let library = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let folder = Path::new(library["manifest_path"].as_str().unwrap()).parent().unwrap();
    serde_json::from_slice(&fs::read(folder.join("src/schema.json")).unwrap()).unwrap()
}

#[test]
fn sarif_is_valid_and_points_at_lines_that_exist() {
    let folder = dump();
    let found = findings(folder.path());
    let text = report(folder.path(), "sarif", &[]);
    let log: Value = serde_json::from_str(&text).unwrap();
    validated(sarif_schema(), &log).unwrap_or_else(|fault| panic!("{fault}"));
    assert!(validated(sarif_schema(), &json!({ "version": "2.1.0" })).is_err(), "the schema holds nothing");

    let parsed: serde_sarif::sarif::Sarif = serde_json::from_str(&text).unwrap();
    let run = &parsed.runs[0];
    let rules = run.tool.driver.rules.as_ref().unwrap();
    let results = run.results.as_ref().unwrap();
    assert_eq!(results.len(), found.len());
    let levels: Vec<String> =
        log["runs"][0]["results"].as_array().unwrap().iter().map(|result| result["level"].to_string()).collect();
    assert!(levels.is_sorted(), "the worst come first: {levels:?}");
    let mut fingerprints = BTreeSet::new();
    for result in results {
        let rule = &rules[usize::try_from(result.rule_index.unwrap()).unwrap()];
        assert_eq!(Some(&rule.id), result.rule_id.as_ref());
        let help = rule.help.as_ref().unwrap();
        assert!(help.text.contains("How to mend it") && help.markdown.is_some(), "{}", rule.id);
        let physical = result.locations.as_ref().unwrap()[0].physical_location.as_ref().unwrap();
        let artifact = physical.artifact_location.as_ref().unwrap();
        let uri = artifact.uri.as_ref().unwrap();
        assert_eq!(artifact.uri_base_id.as_deref(), Some("%SRCROOT%"), "{uri}");
        let file = folder.path().join(decoded(uri));
        let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{uri}: {error}"));
        let lines = String::from_utf8_lossy(&bytes).lines().count();
        let region = physical.region.as_ref().unwrap();
        let (start, end) = (region.start_line.unwrap(), region.end_line.unwrap());
        assert!(1 <= start && start <= end && usize::try_from(end).unwrap() <= lines, "{uri}:{start}-{end} of {lines}");
        let message = result.message.text.as_ref().unwrap();
        assert!(!has_link(message), "{message}");
        let prints = result.partial_fingerprints.as_ref().unwrap();
        fingerprints.insert(prints["korrekturPage/v1"].clone());
        assert!(prints.contains_key("korrekturContent/v1"));
    }
    let named: BTreeSet<String> =
        found.iter().map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect();
    assert_eq!(fingerprints, named);
    let record = found.iter().find(|finding| finding["page"] == "dump/records.jsonl!/a<b>\"&").unwrap();
    let record = record["fingerprint"].as_str().unwrap();
    let result =
        results.iter().find(|result| result.partial_fingerprints.as_ref().unwrap()["korrekturPage/v1"] == record);
    let place = result.unwrap().locations.as_ref().unwrap()[0].physical_location.clone().unwrap();
    assert_eq!(place.artifact_location.unwrap().uri.as_deref(), Some("dump/records.jsonl"));
    assert_eq!(place.region.unwrap().start_line, Some(1), "the record's own line");
}

/// Tells whether a plain message of SARIF holds a link: `[text](target)` with none of its brackets escaped.
fn has_link(message: &str) -> bool {
    let bare = message.replace("\\\\", "").replace("\\[", "").replace("\\]", "");
    bare.contains(['[', ']'])
}

fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn sarif_of_a_clean_dump_is_valid_and_empty() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.html"), page("Fyret på klippen", DANISH)).unwrap();
    let text = output(korrektur(folder.path()).args(["check", "--format", "sarif", "a.html"]), 0);
    let log: Value = serde_json::from_str(&text).unwrap();
    validated(sarif_schema(), &log).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(log["runs"][0]["results"], json!([]));
}

#[test]
fn junit_has_a_case_a_page() {
    let folder = dump();
    let text = report(folder.path(), "junit", &[]);
    let read = Report::deserialize_from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let cases: Vec<_> = read.test_suites.iter().flat_map(|suite| &suite.test_cases).collect();
    let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(cases.len(), 9, "{names:?}");
    let status = |name: &str| {
        &cases.iter().find(|case| case.name.as_str() == name).unwrap_or_else(|| panic!("{name} of {names:?}")).status
    };
    assert!(matches!(status("dump/da/god.html"), TestCaseStatus::Success { .. }));
    let TestCaseStatus::NonSuccess { message, description, ty, .. } = status("dump/da/slem.html") else {
        panic!("a bad page passes")
    };
    assert_eq!(ty.as_deref(), Some("duplicate-section"), "the first of two");
    assert!(
        message.as_ref().unwrap().starts_with("2 findings: ")
            && description.as_ref().unwrap().contains("The lighthouse")
    );
    assert_eq!((read.tests, read.errors), (9, 2), "the image and the broken record");
    for suite in &read.test_suites {
        assert_eq!(suite.tests, suite.test_cases.len());
    }

    // What does not fail the run fails no case.
    let mild = output(korrektur(folder.path()).args(["check", "--fail-on", "never", "--format", "junit", "dump"]), 0);
    let mild = Report::deserialize_from_str(&mild).unwrap();
    assert_eq!((mild.tests, mild.failures, mild.errors), (9, 0, 0));
}

/// The part of GitLab's own schema of code quality reports that says what must be there.
fn gitlab_schema() -> Value {
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "fingerprint", "severity", "location", "check_name"],
            "properties": {
                "description": { "type": "string" },
                "check_name": { "type": "string" },
                "fingerprint": { "type": "string" },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": { "type": "string" },
                        "lines": { "type": "object", "required": ["begin"], "properties": { "begin": { "type": "integer" } } }
                    }
                }
            }
        }
    })
}

#[test]
fn code_quality_is_what_gitlab_reads() {
    let folder = dump();
    let issues: Value = serde_json::from_str(&report(folder.path(), "gitlab", &[])).unwrap();
    validated(gitlab_schema(), &issues).unwrap_or_else(|fault| panic!("{fault}"));
    let issues = issues.as_array().unwrap();
    assert_eq!(issues.len(), findings(folder.path()).len());
    let fingerprints: BTreeSet<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(fingerprints.len(), issues.len(), "the second of two equal fingerprints is not shown");
    for issue in issues {
        let path = issue["location"]["path"].as_str().unwrap();
        assert!(folder.path().join(path).is_file(), "{path}");
    }
}

/// A line of a build log as the runner of GitHub Actions takes it: a command with its properties and message.
fn command(line: &str) -> Option<(String, BTreeMap<String, String>, String)> {
    let (head, message) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let plain = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let properties = properties.split(',').filter_map(|property| property.split_once('='));
    let property = |text: &str| plain(&text.replace("%3A", ":").replace("%2C", ","));
    let properties = properties.map(|(key, value)| (key.trim().to_owned(), property(value))).collect();
    Some((name.to_owned(), properties, plain(message)))
}

#[test]
fn annotations_survive_the_runner_and_nothing_else_is_a_command() {
    let folder = dump();
    // More faults than a step may annotate.
    for number in 0..15 {
        let text = format!("{HOSTILE} and number {number} of them was the happiest of all");
        fs::write(folder.path().join(format!("dump/{number}.html")), page("Sagen", &text)).unwrap();
    }
    let text = report(folder.path(), "github", &[]);
    let mut levels: BTreeMap<String, usize> = BTreeMap::new();
    let mut listed = 0;
    for line in text.lines() {
        assert!(!["##[", "##vso["].iter().any(|old| line.contains(old)), "a command inside the line: {line}");
        let Some((name, properties, message)) = command(line) else {
            listed += usize::from(line.starts_with("error["));
            continue;
        };
        if name == "group" || name == "endgroup" {
            continue;
        }
        *levels.entry(name).or_default() += 1;
        assert!(folder.path().join(&properties["file"]).is_file(), "{properties:?}");
        assert!(properties["line"].parse::<usize>().unwrap() <= properties["endLine"].parse().unwrap());
        assert!(message.lines().count() >= 2, "{message}");
    }
    assert_eq!(levels.get("error"), Some(&10), "{levels:?}");
    assert!(levels.keys().all(|level| ["error", "warning", "notice"].contains(&level.as_str())), "{levels:?}");
    let found = json_lines(&report(folder.path(), "jsonl", &[]));
    let errors = found.iter().filter(|finding| finding["severity"] == "error").count();
    assert_eq!(listed, errors - 10, "the others are in the log");
    let odd = text
        .lines()
        .filter_map(command)
        .find(|(_, properties, _)| properties.get("file").is_some_and(|file| file == "dump/0% æ,b:c [x]{y}.html"));
    assert!(odd.is_some(), "{text}");
}

#[test]
fn the_comment_is_a_table_and_lists_without_links_or_markup_of_the_pages() {
    let folder = dump();
    let text = report(folder.path(), "markdown", &[]);
    let mut tables = 0;
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_GFM) {
        match event {
            Event::Start(Tag::Table(_)) => tables += 1,
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock)
            | Event::Html(_)
            | Event::InlineHtml(_) => {
                panic!("{event:?} in {text}")
            }
            _ => {}
        }
    }
    assert_eq!(tables, 1);
}

#[test]
fn no_report_for_a_log_lets_a_page_give_orders_to_a_build_server() {
    let folder = dump();
    for format in ["human", "github", "markdown"] {
        let text = report(folder.path(), format, &[]);
        for line in text.lines().filter(|line| format != "github" || !line.starts_with("::")) {
            assert!(!line.trim_start().starts_with("::"), "{format}: {line}");
            assert!(format == "markdown" || !line.contains("##vso["), "{format}: {line}");
        }
    }
}

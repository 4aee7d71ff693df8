//! Duplicates and other engines: what is written for them and taken from them, and why a section is or is not a copy.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::{ListAccessor as _, RowAccessor as _};
use serde_json::{Value, json};
use support::{json_lines, korrektur};
use tempfile::TempDir;

/// A text of so many words that shares no three of them in a row with that of another seed.
fn words(seed: usize, count: usize) -> String {
    let letters = |number: usize| -> String {
        format!("{number:05}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
    };
    (0..count).map(|word| letters(seed * 200 + word)).collect::<Vec<_>>().join(" ")
}

/// Pages of two sections. One section stands on two of them word for word, one with a word changed, and on one page stands a
/// profile that another page has too.
fn pages() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let copied = words(50, 40);
    let edited = words(60, 40);
    let profile = format!("<section class=author><p>Hej, jeg er Karen Lind!</p><p>{}.</p></section>", words(70, 40));
    for number in 0..6 {
        let second = match number {
            0 | 3 => copied.clone(),
            1 => edited.clone(),
            4 => edited.replacen(' ', " ændret ", 20).replacen(" ændret ", " ", 19),
            _ => words(number + 20, 40),
        };
        let profile = if number == 2 || number == 5 { profile.as_str() } else { "" };
        let page = format!(
            "<html lang=da><body><main><article><h1>Side {}</h1><p>{}.</p><h2>Afsnit {}</h2><p>{second}.</p>{profile}</article></main></body></html>",
            words(number + 90, 3),
            words(number, 40),
            words(number + 100, 2),
        );
        fs::write(folder.path().join(format!("{number}.html")), page).unwrap();
    }
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = korrektur(folder);
    command.args(["check", "--format", "jsonl", "--fail-on", "never", "--ignore", "untranslated-section"]);
    let output = command.args(arguments).arg(".").stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

/// The rules about duplicates that found something, with page and sections.
fn found(report: &str) -> Vec<String> {
    let of_duplicates =
        json_lines(report).into_iter().filter(|finding| finding["rule"].as_str().unwrap().contains("duplicate"));
    let described =
        of_duplicates.map(|finding| format!("{} {} {}", finding["rule"], finding["page"], finding["section"]));
    described.map(|line| line.replace('"', "")).collect()
}

#[test]
fn groups_that_were_written_give_the_same_findings() {
    let folder = pages();
    let plain = check(folder.path(), &["--write-groups", "groups.txt"]).unwrap();
    assert_eq!(found(&plain), ["duplicate-section 3.html 1.2", "near-duplicate-section 4.html 1.2"]);
    assert_eq!(check(folder.path(), &["--groups", "groups.txt"]).unwrap(), plain);
}

#[test]
fn an_engine_that_joins_the_bands_gives_the_same_findings() {
    let folder = pages();
    let plain = check(folder.path(), &["--write-signatures", "signatures.txt"]).unwrap();
    let mut joined: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for signature in json_lines(&fs::read_to_string(folder.path().join("signatures.txt")).unwrap()) {
        let place = json!({"page": signature["page"], "section": signature["section"]});
        for (number, band) in signature["bands"].as_array().unwrap().iter().enumerate() {
            joined.entry(format!("{number} {band}")).or_default().push(place.clone());
        }
    }
    let groups = joined.values().filter(|group| group.len() > 1);
    let lines: Vec<String> = groups.map(|group| json!({"sections": group, "engine": "a join"}).to_string()).collect();
    fs::write(folder.path().join("groups.txt"), lines.join("\n")).unwrap();
    assert_eq!(check(folder.path(), &["--groups", "groups.txt"]).unwrap(), plain);
}

#[test]
fn signatures_are_the_same_as_parquet() {
    let folder = pages();
    check(folder.path(), &["--write-signatures", "signatures.jsonl"]).unwrap();
    check(folder.path(), &["--write-signatures", "signatures.parquet"]).unwrap();
    let lines = json_lines(&fs::read_to_string(folder.path().join("signatures.jsonl")).unwrap());
    let file = fs::File::open(folder.path().join("signatures.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows: Vec<Value> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| {
            let row = row.unwrap();
            let bands = row.get_list(6).unwrap();
            let bands: Vec<i64> = (0..bands.len()).map(|band| bands.get_long(band).unwrap()).collect();
            let text = |column: usize| row.get_string(column).unwrap();
            json!({
                "page": text(0), "block": text(1), "section": text(2), "language": text(3),
                "words": row.get_long(4).unwrap(), "xxh3_128": text(5), "bands": bands,
            })
        })
        .collect();
    assert!(rows.len() > 6);
    assert_eq!(rows, lines);
}

#[test]
fn nothing_is_reported_on_the_word_of_another_engine() {
    let folder = pages();
    let unlike = json!({"sections": [{"page": "0.html", "section": "1.1"}, {"page": "1.html", "section": "1.1"}]});
    fs::write(folder.path().join("groups.txt"), format!("{unlike}\n")).unwrap();
    let report = check(folder.path(), &["--groups", "groups.txt"]).unwrap();
    assert_eq!(found(&report), ["duplicate-section 3.html 1.2"], "equal sections need no engine");
}

#[test]
fn groups_that_cannot_be_used_are_named_with_their_line() {
    let folder = pages();
    let place = |page: &str| json!({"sections": [{"page": page, "section": "1.1"}]});
    for (text, said) in [
        (format!("{}\n[]\n", place("0.html")), "groups.txt:2: no group"),
        (format!("{}\n", place("9.html")), "these pages have no section 1.1 of 9.html"),
    ] {
        fs::write(folder.path().join("groups.txt"), text).unwrap();
        let error = check(folder.path(), &["--groups", "groups.txt"]).unwrap_err();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn a_page_is_told_why_it_is_or_is_no_copy() {
    let folder = pages();
    let copy = check(folder.path(), &["--explain-duplicates", "3.html"]).unwrap();
    assert!(copy.contains("word for word: 1.2 of 0.html: a copy"), "{copy}");
    let profile = check(folder.path(), &["--explain-duplicates", "5.html"]).unwrap();
    assert!(profile.contains("no fault, the same profile under the same name"), "{profile}");
    let error = check(folder.path(), &["--explain-duplicates", "html"]).unwrap_err();
    assert!(error.contains("several pages end so"), "{error}");
}

#[test]
fn a_dump_in_two_files_gives_the_findings_of_one() {
    let folder = pages();
    let record = |number: usize| {
        let html = fs::read_to_string(folder.path().join(format!("{number}.html"))).unwrap();
        format!("{}\n", json!({"id": number.to_string(), "html": html}))
    };
    let write = |name: &str, numbers: std::ops::Range<usize>| {
        fs::write(folder.path().join(name), numbers.map(record).collect::<Vec<_>>().concat()).unwrap();
    };
    write("whole.jsonl", 0..6);
    write("first.jsonl", 0..2);
    write("second.jsonl", 2..6);
    let report = |files: &[&str]| {
        let mut command = korrektur(folder.path());
        command.args(["check", "--format", "jsonl", "--fail-on", "never", "--jobs", "2"]).args(files);
        let text = String::from_utf8(command.stdin(Stdio::null()).output().unwrap().stdout).unwrap();
        let text = ["first", "second"].iter().fold(text, |text, file| text.replace(file, "whole"));
        // A fingerprint names the page, and so its file.
        let nameless = json_lines(&text).into_iter().map(|mut finding| {
            finding.as_object_mut().unwrap().remove("fingerprint");
            finding
        });
        nameless.collect::<Vec<_>>()
    };
    let whole = report(&["whole.jsonl"]);
    let numbered = |findings: Vec<Value>| -> Vec<String> {
        // Lines of the container differ, and only these.
        findings
            .iter()
            .map(|finding| format!("{} {} {}", finding["rule"], finding["page"], finding["related"]))
            .collect()
    };
    assert_eq!(whole.len(), report(&["first.jsonl", "second.jsonl"]).len());
    assert_eq!(numbered(whole), numbered(report(&["first.jsonl", "second.jsonl"])));
}

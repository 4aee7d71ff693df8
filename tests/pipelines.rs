//! The pipelines that come with the program: each is run over the pages it names, and is documented line by line; their
//! schema is up to date and speaks of every key that the manual speaks of.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use korrektur::settings::Thresholds;
use serde_json::Value;
use support::{json_lines, korrektur, output, repository, snapshot};

/// What `run` writes where nobody says what to write.
const FILES: [&str; 9] = [
    "articles.csv",
    "findings.csv",
    "findings.jsonl",
    "pages.jsonl",
    "profiles.csv",
    "report.html",
    "sections.csv",
    "summary.json",
    "teasers.csv",
];

fn pipelines() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(repository("pipelines"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    found.sort();
    assert!(found.len() >= 3, "{found:?}");
    found
}

/// Runs a pipeline from `folder` and gives what it wrote, by file name.
fn run(pipeline: &Path, folder: &Path, arguments: &[&str]) -> (Option<i32>, BTreeMap<String, Vec<u8>>) {
    let shown = pipeline.display();
    let target = tempfile::tempdir().unwrap();
    let target = target.path().join("new/out");
    let ran = korrektur(folder).arg("run").arg(pipeline).arg("--output").arg(&target).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(said.contains(" pages") && said.contains("report.html"), "{shown} said: {said}");
    assert!(ran.stdout.is_empty(), "{shown}");
    let files = fs::read_dir(&target).unwrap_or_else(|error| panic!("{shown}: {error}: {said}"));
    let files = files.map(|entry| entry.unwrap().path());
    let read = files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()));
    (ran.status.code(), read.collect())
}

#[test]
fn each_pipeline_runs_and_writes_everything() {
    for pipeline in pipelines() {
        let (status, files) = run(&pipeline, &repository(""), &[]);
        assert!(matches!(status, Some(0 | 1)), "{pipeline:?}: {status:?}");
        if !fs::read_to_string(&pipeline).unwrap().contains("\nformats = ") {
            assert_eq!(files.keys().map(String::as_str).collect::<Vec<_>>(), FILES, "{pipeline:?}");
        }
        let pages = json_lines(std::str::from_utf8(&files["pages.jsonl"]).unwrap());
        assert!(pages.len() >= 2, "{pipeline:?}");
        for page in pages {
            let has_article = page["blocks"].as_array().unwrap().iter().any(|block| block["kind"] == "article");
            assert!(has_article, "{pipeline:?}: no article in {}", page["page"]);
        }
    }
}

#[test]
fn the_gate_stays_open_for_known_copies_and_shuts_where_told_to() {
    let gate = repository("pipelines/ci-gate.toml");
    let (status, files) = run(&gate, &repository(""), &[]);
    assert_eq!(status, Some(0));
    let findings = json_lines(std::str::from_utf8(&files["findings.jsonl"]).unwrap());
    assert!(findings.iter().any(|finding| finding["rule"] == "duplicate-section" && finding["severity"] == "info"));
    assert_eq!(run(&gate, &repository(""), &["--fail-on", "info"]).0, Some(1));
    assert_eq!(run(&gate, &repository(""), &["--fail-on", "never"]).0, Some(0));
}

#[test]
fn settings_of_the_pipelines_reach_the_pages() {
    let (_, files) = run(&repository("pipelines/danish-magazine.toml"), &repository(""), &[]);
    assert!(files["articles-excel.csv"].starts_with(b"\xef\xbb\xbf") && files["report.xlsx"].starts_with(b"PK"));
    assert!(!files.contains_key("articles.csv"), "only what is named");
    let pages = json_lines(std::str::from_utf8(&files["pages.jsonl"]).unwrap());
    for page in &pages {
        assert_eq!(
            (&page["language"]["expected"], &page["language"]["expected_from"]),
            (&"da".into(), &"pipeline".into())
        );
    }
    let kinds: Vec<&Value> =
        pages.iter().flat_map(|page| page["blocks"].as_array().unwrap()).map(|block| &block["kind"]).collect();
    assert!(kinds.contains(&&"profile".into()), "the selector of the site: {kinds:?}");
    assert!(!kinds.contains(&&"other".into()));

    let (_, files) = run(&repository("pipelines/ci-gate.toml"), &repository(""), &[]);
    let pages = json_lines(std::str::from_utf8(&files["pages.jsonl"]).unwrap());
    assert_eq!(pages[0]["fetched_at"], "2024-10-02T08:00:00Z");
    assert!(pages[0]["page"].as_str().unwrap().ends_with("products.jsonl!/lampe-1"));
    assert_eq!(pages[0]["url"], "https://boutique.example/fr/lampe-de-bureau");
}

#[test]
fn neither_jobs_nor_the_working_folder_change_a_byte() {
    for pipeline in pipelines() {
        let (_, one) = run(&pipeline, &repository(""), &["--jobs", "1"]);
        let (_, two) = run(&pipeline, &repository("src"), &["--jobs", "2"]);
        let name = Path::new("../..").join(pipeline.strip_prefix(repository("")).unwrap());
        let (_, three) = run(&name, &repository("fixtures/pipelines"), &["--jobs", "8"]);
        for (file, bytes) in &one {
            assert!(two.get(file) == Some(bytes), "{pipeline:?}: {file} differs from src");
            assert!(three.get(file) == Some(bytes), "{pipeline:?}: {file} differs from fixtures");
        }
    }
}

#[test]
fn every_format_of_the_folder_can_be_written_together() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.html"), "<html lang=da><h1>Fyret</h1><p>Fyret på klippen er fra 1891.</p></html>")
        .unwrap();
    fs::write(folder.path().join("b.html"), "<html lang=da><h1>Havnen</h1><p>Havnen er fra 1902.</p></html>").unwrap();
    let all = "formats = ['jsonl', 'csv', 'csv-excel', 'xlsx', 'parquet', 'html']";
    fs::write(folder.path().join("p.toml"), format!("[input]\npaths = ['a.html', 'b.html']\n[output]\n{all}\n"))
        .unwrap();
    let (_, files) = run(&folder.path().join("p.toml"), folder.path(), &[]);
    assert_eq!(files.len(), FILES.len() + 7, "{:?}", files.keys());
    assert!(files["blocks.parquet"].starts_with(b"PAR1") && files["blocks.parquet"].ends_with(b"PAR1"));
}

#[test]
fn inputs_given_on_the_command_line_take_the_place_of_the_pipelines() {
    let folder = repository("fixtures/pipelines/multilingual-docs");
    let mut command = korrektur(&folder);
    command.args(["extract", "--pipeline", "../../../pipelines/multilingual-docs.toml", "da/install.md"]);
    let records = json_lines(&output(&mut command, 0));
    assert_eq!(records.iter().map(|record| record["page"].as_str().unwrap()).collect::<Vec<_>>(), ["da/install.md"]);
}

#[test]
fn every_line_of_a_pipeline_is_explained() {
    for pipeline in pipelines() {
        let text = fs::read_to_string(&pipeline).unwrap();
        let mut before = "";
        for (number, line) in text.lines().enumerate() {
            // Keys that belong together may share a comment; a section is explained by what stands in or above it.
            let is_key = !line.is_empty() && !line.starts_with('#') && !line.starts_with('[');
            let is_explained = before.starts_with('#') || line.contains(" # ") || !before.starts_with('[');
            assert!(!is_key || (is_explained && !before.is_empty()), "{}:{}: {line}", pipeline.display(), number + 1);
            before = line;
        }
    }
}

#[test]
fn the_schema_is_up_to_date() {
    let schema = output(korrektur(&repository("")).arg("schema"), 0);
    snapshot(&repository("pipelines/schema.json"), &schema).unwrap();
}

#[test]
fn schema_and_manual_tell_the_true_defaults() {
    let Thresholds { language_confidence, near_duplicate, duplicate_words, untranslated_words, title_repeats } =
        Thresholds::default();
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(repository("pipelines/schema.json")).unwrap()).unwrap();
    let manual = fs::read_to_string(repository("docs/pipeline.md")).unwrap();
    for (key, default) in [
        ("language-confidence", language_confidence.to_string()),
        ("near-duplicate", near_duplicate.to_string()),
        ("duplicate-words", duplicate_words.to_string()),
        ("untranslated-words", untranslated_words.to_string()),
        ("title-repeats", title_repeats.to_string()),
    ] {
        let said = schema["definitions"]["Thresholds"]["properties"][key]["description"].as_str().unwrap();
        assert!(said.replace('\n', " ").ends_with(&format!("[default: {default}].")), "{key} is {default}: {said}");
        let row = manual.lines().find(|line| line.starts_with(&format!("| `{key}`"))).unwrap();
        assert!(row.ends_with(&format!(" {default} |")), "{key} is {default}: {row}");
    }
}

#[test]
fn the_manual_names_every_key_of_the_schema_and_no_other() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(repository("pipelines/schema.json")).unwrap()).unwrap();
    let manual = fs::read_to_string(repository("docs/pipeline.md")).unwrap();
    let mut keys = BTreeSet::new();
    for definition in schema["definitions"].as_object().unwrap().values() {
        keys.extend(definition["properties"].as_object().into_iter().flatten().map(|(key, _)| key.clone()));
    }
    keys.extend(schema["properties"].as_object().unwrap().keys().cloned());
    for key in &keys {
        assert!(
            manual.contains(&format!("`{key}`")) || manual.contains(&format!("[{key}")),
            "docs/pipeline.md lacks {key}"
        );
    }
    for row in manual.lines().filter_map(|line| line.strip_prefix("| `")) {
        let key = row.split('`').next().unwrap();
        assert!(keys.contains(key), "docs/pipeline.md explains {key}, which does not exist");
    }
}

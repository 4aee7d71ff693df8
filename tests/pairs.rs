//! Pages held against their originals, where a folder of fixtures does not do: version control, one folder for all
//! languages, inputs that cannot be read twice.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::{json_lines, korrektur, output};

/// Writes files and commits them at a time, in seconds since 1970.
fn commit(folder: &Path, time: u32, files: &[(&str, &str)]) {
    write(folder, files);
    let git = |arguments: &[&str]| {
        let date = format!("@{time} +0000");
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(["-c", "user.name=t", "-c", "user.email=t@example.org"]).args(arguments);
        command.env("GIT_COMMITTER_DATE", &date).env("GIT_AUTHOR_DATE", &date).stdout(Stdio::null());
        assert!(command.status().unwrap().success(), "git {arguments:?}");
    };
    if !folder.join(".git").exists() {
        git(&["init", "--quiet"]);
    }
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--no-gpg-sign", "--message", "x"]);
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn check(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let mut command = korrektur(folder);
    // Version control is asked through the program that the system has.
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.args(["check", "--format", "jsonl", "--fail-on", "never", "--quiet"]).args(arguments);
    json_lines(&output(&mut command, 0))
}

const ENGLISH: &str = "# The pool\n\n## Prices\n\nA ticket costs 20 kroner for grown people and nothing for children.\n\n\
    ## Lessons\n\nLessons start every Monday at 17:00 in the small basin behind the cafe.\n\n\
    ## Lockers\n\nBring a coin of 10 kroner for the locker, you get it back when you leave.\n";

const DANISH: &str = "# Svømmehallen\n\n## Priser\n\nEn billet koster 20 kroner for voksne og ingenting for børn.\n\n\
    ## Undervisning\n\nUndervisningen begynder hver mandag kl. 17:00 i det lille bassin bag cafeen.\n\n\
    ## Skabe\n\nHav en mønt på 10 kroner med til skabet, du får den igen, når du går.\n";

#[test]
fn exactly_the_sections_whose_original_changed_are_stale() {
    let folder = tempfile::tempdir().unwrap();
    let stale = || -> Vec<(String, String)> {
        let arguments = ["--select", "stale-translation", "--original", "en", "--expect-language", "da", "da"];
        let findings = check(folder.path(), &arguments).into_iter();
        findings
            .map(|finding| (finding["related"][0]["heading"].to_string(), finding["fingerprint"].to_string()))
            .collect()
    };
    let headings = || -> Vec<String> { stale().into_iter().map(|(heading, _)| heading).collect() };
    commit(folder.path(), 1_000, &[("en/pool.md", ENGLISH), ("da/pool.md", DANISH)]);
    assert_eq!(headings(), Vec::<String>::new());

    let tuesday = ENGLISH.replace("every Monday", "every Tuesday and Thursday");
    commit(folder.path(), 2_000, &[("en/pool.md", &tuesday)]);
    assert_eq!(headings(), ["\"Lessons\""]);
    let dismissed = stale();

    // A page that was touched is no younger where it was not.
    let touched = DANISH.replace("ingenting for børn", "intet for børn");
    commit(folder.path(), 3_000, &[("da/pool.md", &touched)]);
    assert_eq!(stale(), dismissed);

    // The same finding until the original changes again; then another.
    let again = tuesday.replace("17:00", "18:00").replace("10 kroner", "20 kroner");
    commit(folder.path(), 4_000, &[("en/pool.md", &again)]);
    assert_eq!(headings(), ["\"Lessons\"", "\"Lockers\""]);
    assert!(stale().iter().all(|found| !dismissed.contains(found)));

    let translated = touched.replace("hver mandag kl. 17:00", "hver tirsdag og torsdag kl. 18:00");
    commit(folder.path(), 5_000, &[("da/pool.md", &translated)]);
    assert_eq!(headings(), ["\"Lockers\""]);
}

#[test]
fn pages_of_one_folder_find_their_originals() {
    let folder = tempfile::tempdir().unwrap();
    let other =
        "# The library\n\nThe library lends books, films and 3 telescopes. See [the list](https://example.org/list).\n";
    let named =
        "---\ntranslated_from: en/pool.md\n---\n# Bazen\n\nNekaj drugega, brez številk in povezav, na kratko.\n";
    write(
        folder.path(),
        &[
            ("en/pool.md", ENGLISH),
            ("en/library.md", other),
            ("da/pool.md", DANISH),
            ("sl/bazen.md", named),
            ("da/x7.md", DANISH),
        ],
    );
    let records = output(korrektur(folder.path()).args(["extract", "--quiet", "--original-language", "en", "."]), 0);
    let found = |page: &str| -> (String, String) {
        let records = json_lines(&records);
        let record = records.iter().find(|record| record["page"] == page).unwrap();
        let original = &record["original"];
        (original["page"].as_str().unwrap_or("-").to_owned(), original["found_by"].as_str().unwrap_or("-").to_owned())
    };
    let pair = |page: &str, by: &str| (page.to_owned(), by.to_owned());
    assert_eq!(found("da/pool.md"), pair("en/pool.md", "pattern"));
    assert_eq!(found("sl/bazen.md"), pair("en/pool.md", "page"));
    assert_eq!(found("da/x7.md"), pair("en/pool.md", "content"));
    assert_eq!(found("en/pool.md"), pair("-", "-"));
    let missing = check(folder.path(), &["--select", "missing-translation", "--original-language", "en", "."]);
    let missing: Vec<String> = missing.iter().map(|found| format!("{} {}", found["page"], found["expected"])).collect();
    assert_eq!(missing, ["\"en/library.md\" \"da\"", "\"en/library.md\" \"sl\""]);
}

#[test]
fn of_two_pages_that_are_like_an_original_the_nearer_one_is_its_translation() {
    let folder = tempfile::tempdir().unwrap();
    let page = |title: &str, sentence: &str, facts: std::ops::Range<usize>| {
        let facts: Vec<usize> = facts.collect();
        let section = |facts: &[usize]| {
            let facts = facts
                .iter()
                .map(|fact| format!("{sentence} [{fact}](https://sea.example/t{fact}).\n\n"))
                .collect::<Vec<_>>()
                .concat();
            format!("## {title}\n\n{facts}")
        };
        format!("# {title}\n\n{}", facts.chunks(4).map(section).collect::<Vec<_>>().concat())
    };
    let english = "The lighthouse on the island is number";
    let danish = "Fyret på den lille ø har nummer";
    write(
        folder.path(),
        &[
            ("docs/en/k1.md", &*page("Lighthouses", english, 300..312)),
            ("docs/en/k2.md", &*page("Ferries", "The ferry to the island has the number", 500..512)),
            ("docs/da/k7.md", &*page("Fyrtårne", danish, 300..309)),
        ],
    );
    let orphans = || -> Vec<Value> {
        let found = check(folder.path(), &["--original-language", "en", "--select", "orphan-translation", "docs"]);
        found.into_iter().map(|finding| finding["page"].clone()).collect()
    };
    assert!(orphans().is_empty(), "it shares three quarters with one original, and nothing with the other");
    write(folder.path(), &[("docs/da/k8.md", &*page("Fyrtårne", danish, 300..312))]);
    assert_eq!(orphans(), ["docs/da/k7.md"], "another page shares all");
}

#[test]
fn standard_input_cannot_be_read_twice() {
    let folder = tempfile::tempdir().unwrap();
    let run = korrektur(folder.path()).args(["check", "--original-language", "en", "-"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8(run.stderr).unwrap().contains("standard input cannot be read twice"));
}

#[test]
fn the_sections_of_a_page_are_explained() {
    let folder = tempfile::tempdir().unwrap();
    let short = DANISH.replace(
        "## Undervisning\n\nUndervisningen begynder hver mandag kl. 17:00 i det lille bassin bag cafeen.\n\n",
        "",
    );
    write(folder.path(), &[("en/pool.md", ENGLISH), ("da/pool.md", &short)]);
    let said =
        output(korrektur(folder.path()).args(["check", "--original", "en", "da", "--explain-pairs", "pool.md"]), 0);
    assert!(said.starts_with("da/pool.md\noriginal: en/pool.md (found by path)\n"), "{said}");
    assert!(said.contains("Skabe = Lockers") && said.contains("missing: Lessons"), "{said}");
    assert!(said.ends_with("3 pairs, 1 missing, 0 not in the original, 0 out of order\n"), "{said}");
}

//! The archive: what is found against it, what it remembers, and that it is never left half written.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use korrektur::archive::{Access, Archive, Translations};
use korrektur::check;
use korrektur::compare;
use korrektur::corpus::{Builder, Corpus};
use korrektur::document::{Content, Declared, Document, Format};
use korrektur::error::Error;
use korrektur::finding::Finding;
use korrektur::flow;
use korrektur::settings::Settings;
use proptest::prelude::*;
use rusqlite::Connection;
use support::{json_lines, korrektur, output};

const BIKES: &str = "# Bikes\n\nThe workshop behind the station lends bikes for a week at a time, and a helmet with each of them. \
    Bring a card with your picture and the key of your flat, so that we know where to look for the bike.\n\n## Rain\n\nIn the \
    cellar stand forty capes that nobody ever brought back; take one, and bring it back some day with whatever you found in its pockets.\n";

const BOATS: &str = "# Boats\n\nOn the lake there are rowing boats for four, green ones for an hour and red ones for as long as the \
    light lasts. The keeper sleeps in the hut and hears everything, most of all what is whispered.\n";

/// Runs a command in a folder and gives standard output and standard error; stops where the status is another one.
fn said(folder: &Path, arguments: &[&str], status: i32) -> (String, String) {
    let ran = korrektur(folder).args(arguments).output().unwrap();
    let stderr = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(status), "{arguments:?} said {stderr}");
    (String::from_utf8(ran.stdout).unwrap(), stderr)
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
    fs::write(folder.join(name), text).unwrap();
}

#[test]
fn a_new_page_is_checked_against_archived_ones() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "old/bikes.md", BIKES);
    write(folder.path(), "new/loans.md", &format!("{BOATS}\n## Rain\n{}", BIKES.split("## Rain\n").nth(1).unwrap()));
    write(folder.path(), "new/again.md", BIKES);
    said(folder.path(), &["archive", "add", "a.sqlite", "old"], 0);
    assert_eq!(
        output(korrektur(folder.path()).args(["check", "--select=duplicate-section", "new/loans.md"]), 0)
            .lines()
            .count(),
        1
    );
    let report = |jobs| {
        let asked = ["check", "--archive", "a.sqlite", "--format", "jsonl", "--jobs", jobs, "new"];
        said(folder.path(), &asked, 1).0
    };
    assert_eq!(report("1"), report("3"));
    let found = json_lines(&report("2"));
    let of = |page: &str| found.iter().find(|finding| finding["page"] == page).unwrap();
    let section = of("new/loans.md");
    assert_eq!((section["rule"].as_str(), section["section"].as_str()), (Some("duplicate-section"), Some("1.2")));
    let related = &section["related"][0];
    let start = related["span"]["start"].as_u64().unwrap() as usize;
    assert_eq!((related["page"].as_str(), related["section"].as_str()), (Some("old/bikes.md"), Some("1.2")));
    assert!(BIKES[start..].starts_with("In the cellar"), "{related}");
    assert_eq!(related["span"]["line"], 7);
    assert_eq!(of("new/again.md")["rule"], "duplicate-page");
    assert_eq!(of("new/again.md")["related"][0]["page"], "old/bikes.md");
    let why = said(folder.path(), &["check", "--archive", "a.sqlite", "--explain-duplicates", "loans.md", "new"], 0).0;
    assert!(why.contains("old/bikes.md"), "{why}");
    // The same page is no copy of what it was before.
    said(folder.path(), &["check", "--archive", "a.sqlite", "old"], 0);
}

#[test]
fn a_page_takes_the_place_of_an_earlier_one_of_its_name_or_address() {
    let folder = tempfile::tempdir().unwrap();
    let record =
        |id: &str, url: &str, text: &str| serde_json::json!({ "id": id, "url": url, "markdown": text }).to_string();
    write(folder.path(), "one.jsonl", &record("1", "https://a.example/bikes", BIKES));
    write(folder.path(), "two.jsonl", &record("7", "https://a.example/bikes", BOATS));
    write(
        folder.path(),
        "print.jsonl",
        &[record("1", "https://a.example/x", BOATS), record("2", "https://a.example/x", BIKES)].join("\n"),
    );
    said(folder.path(), &["archive", "add", "a.sqlite", "one.jsonl"], 0);
    said(folder.path(), &["check", "--archive", "a.sqlite", "one.jsonl"], 0);
    let anew = said(folder.path(), &["archive", "add", "a.sqlite", "one.jsonl"], 0).1;
    assert!(anew.contains("added 1 page, 1 of them anew"), "{anew}");
    said(folder.path(), &["archive", "add", "a.sqlite", "two.jsonl"], 0);
    let listed = said(folder.path(), &["archive", "list", "a.sqlite"], 0).0;
    assert_eq!(listed, "two.jsonl!/7\t1\t0\thttps://a.example/bikes\n");
    // Nothing of the replaced page is left to be found.
    write(folder.path(), "new.md", BIKES);
    said(folder.path(), &["check", "--archive", "a.sqlite", "new.md"], 0);
    // Two pages of one run are two pages, whatever address they claim.
    said(folder.path(), &["archive", "add", "a.sqlite", "print.jsonl"], 0);
    assert_eq!(said(folder.path(), &["archive", "list", "a.sqlite"], 0).0.lines().count(), 3);
    let anew = said(folder.path(), &["archive", "add", "a.sqlite", "print.jsonl"], 0).1;
    assert!(anew.contains("added 2 pages, 2 of them anew"), "{anew}");
    assert_eq!(said(folder.path(), &["archive", "list", "a.sqlite"], 0).0.lines().count(), 3);
    said(folder.path(), &["archive", "remove", "a.sqlite", "print*", "two.jsonl!/7"], 0);
    said(folder.path(), &["archive", "remove", "a.sqlite", "print*"], 2);
    said(folder.path(), &["archive", "vacuum", "a.sqlite"], 0);
    let tables = Connection::open(folder.path().join("a.sqlite")).unwrap();
    for table in ["page", "block", "section", "shingle", "finding", "translation"] {
        let rows: i64 = tables.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 0, "{table}");
    }
}

#[test]
fn records_of_translations_belong_to_the_page_of_the_name_or_else_of_the_address() {
    const URL: Option<&str> = Some("https://a.example/x");
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::open(&folder.path().join("a.sqlite"), Access::Create, Duration::ZERO).unwrap();
    let mut add = |names: &[&str], said: &[(usize, (u64, u64))]| {
        let texts: Vec<(String, String)> = names.iter().map(|&name| (name.to_owned(), BIKES.to_owned())).collect();
        let mut translations = Translations::default();
        said.iter().try_for_each(|&(page, keys)| translations.add(page, &[keys])).unwrap();
        archive.add(&corpus_at(URL, &texts), &[], &translations, None).unwrap();
        let of = |name: &str| archive.recorded(name, URL).unwrap();
        ["one", "two", "three", "four"].map(|name| of(name).into_iter().collect::<Vec<_>>())
    };
    let record = |text: u64, original: u64| (text, BTreeSet::from([original]));
    let both = || vec![record(1, 10), record(2, 20)];
    // Whatever address they claim, each has its own, also when they are added again; a name that is not there is one of the address.
    let own = [vec![record(1, 10)], vec![record(2, 20)], both(), both()];
    assert_eq!(add(&["one", "two"], &[(0, (1, 10)), (1, (2, 20))]), own);
    assert_eq!(add(&["one", "two"], &[]), own);
    // A page that joins them has nothing of theirs.
    let joined = [vec![record(1, 10)], vec![record(2, 20)], Vec::new(), both()];
    assert_eq!(add(&["two", "three", "one"], &[(2, (1, 11))]), joined);
    // A page that comes instead of them goes on with what they said.
    assert_eq!(add(&["four"], &[(0, (2, 21))]), std::array::from_fn(|_| vec![record(2, 20)]));
}

#[test]
fn findings_are_new_known_and_mended() {
    let folder = tempfile::tempdir().unwrap();
    let twice = format!("{BIKES}\n## More\n{}", BIKES.split("## Rain\n").nth(1).unwrap());
    write(folder.path(), "bikes.md", &twice);
    write(
        folder.path(),
        "p.toml",
        "[input]\npaths = '*.md'\n[check]\narchive = 'a.sqlite'\n[output]\nfolder = 'out'\n",
    );
    let seen = |status| -> Vec<(String, Option<String>)> {
        let found = said(folder.path(), &["check", "--pipeline", "p.toml", "--format", "jsonl"], status).0;
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        json_lines(&found).iter().map(|finding| (text(&finding["seen"]).unwrap(), text(&finding["since"]))).collect()
    };
    said(folder.path(), &["archive", "add", "a.sqlite", "--now", "2024-11-01", "."], 0);
    let since = Some("2024-11-01T00:00:00Z".to_owned());
    assert_eq!(seen(1), [("known".to_owned(), since.clone())]);
    // Added again, it is still known since the first time.
    said(folder.path(), &["archive", "add", "a.sqlite", "--now", "2025-03-01", "."], 0);
    assert_eq!(seen(1), [("known".to_owned(), since.clone())]);
    write(folder.path(), "bikes.md", BIKES);
    write(folder.path(), "copy.md", BIKES);
    assert_eq!(seen(1), [("new".to_owned(), None), ("mended".to_owned(), since)]);
    let human = said(folder.path(), &["check", "--pipeline", "p.toml"], 1).0;
    assert!(human.ends_with("1 error in 1 of 2 pages; 1 new, 0 known, 1 mended\n"), "{human}");
    assert!(human.contains("\nmended[duplicate-section]: ") && human.contains(" = seen: new\n"), "{human}");
    let markdown = said(folder.path(), &["check", "--pipeline", "p.toml", "--format", "markdown"], 1).0;
    assert!(markdown.contains(" (new): ") && markdown.contains("### Mended since"), "{markdown}");
    let table = said(folder.path(), &["check", "--pipeline", "p.toml", "--format", "csv"], 1).0;
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<(String, String)> =
        rows.records().map(|row| row.unwrap()).map(|row| (row[18].to_owned(), row[19].to_owned())).collect();
    let expected = [("new", ""), ("mended", "2024-11-01T00:00:00Z")];
    assert_eq!(rows, expected.map(|(seen, since)| (seen.to_owned(), since.to_owned())));
    let sarif = said(folder.path(), &["check", "--pipeline", "p.toml", "--format", "sarif"], 1).0;
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.iter().map(|result| result["baselineState"].clone()).collect::<Vec<_>>(), ["new"]);
    said(folder.path(), &["run", "p.toml"], 1);
    let summary = fs::read_to_string(folder.path().join("out/summary.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    assert_eq!(summary["findings"]["seen"], serde_json::json!({ "new": 1, "known": 0, "mended": 1 }));
    // What is not looked for is not mended.
    let found =
        said(folder.path(), &["check", "--pipeline", "p.toml", "--ignore=duplicate-section", "--format=jsonl"], 1).0;
    assert_eq!(json_lines(&found).len(), 1);
}

#[test]
fn of_two_records_of_one_name_the_last_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let record = |text: &str| serde_json::json!({ "id": "x", "text": text }).to_string();
    write(
        folder.path(),
        "d.jsonl",
        &format!("{}\n{}\n", record("The boats of the harbour."), record("The deer of the forest.")),
    );
    said(folder.path(), &["archive", "add", "a.sqlite", "d.jsonl"], 0);
    said(folder.path(), &["archive", "add", "a.sqlite", "d.jsonl"], 0);
    let listed = said(folder.path(), &["archive", "list", "a.sqlite"], 0).0;
    assert_eq!(listed.matches("d.jsonl!/x").count(), 1, "{listed}");
}

#[test]
fn other_files_and_newer_formats_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let refused = |expected: &str| {
        for access in [Access::Read, Access::Write, Access::Create] {
            let error = Archive::open(&path, access, Duration::ZERO).unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains("help: "), "{error}");
        }
    };
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE page (name)").unwrap();
    refused("no archive of korrektur");
    fs::write(&path, "These pages are no archive, and never were one. ".repeat(100)).unwrap();
    refused("it is no archive");
    fs::remove_file(&path).unwrap();
    assert!(Archive::open(&path, Access::Read, Duration::ZERO).unwrap_err().to_string().contains("no such archive"));
    drop(Archive::open(&path, Access::Create, Duration::ZERO).unwrap());
    Archive::open(&path, Access::Read, Duration::ZERO).unwrap();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 3).unwrap();
    refused("it has format 3, and this version of korrektur knows format 2");
}

#[test]
fn an_older_format_is_read_as_it_is_and_brought_to_the_new_one_when_pages_are_added() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    write(folder.path(), "bikes.md", BIKES);
    write(folder.path(), "copy.md", BIKES);
    said(folder.path(), &["archive", "add", "a.sqlite", "bikes.md"], 0);
    let format = || -> i64 {
        Connection::open(&path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    };
    // The first format had no records of translations, and was the same else.
    Connection::open(&path).unwrap().execute_batch("DROP TABLE translation; PRAGMA user_version = 1").unwrap();
    let check = ["check", "--archive", "a.sqlite", "--original", ".", "copy.md", "--fail-on", "never"];
    assert!(said(folder.path(), &check, 0).0.contains("bikes.md"));
    assert_eq!(format(), 1);
    said(folder.path(), &["archive", "add", "a.sqlite", "copy.md"], 0);
    assert_eq!(format(), 2);
    assert!(said(folder.path(), &["archive", "list", "a.sqlite"], 0).0.starts_with("bikes.md\t"));
    assert!(said(folder.path(), &check, 0).0.contains("bikes.md"));
}

#[test]
fn a_file_that_a_newer_version_takes_over_while_this_one_waits_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let wait = Duration::from_secs(30);
    let bikes = corpus(&[("bikes".to_owned(), BIKES.to_owned())]);
    // What waits, and the format that the file has before: an older one is first brought to the own.
    let open = || Archive::open(&path, Access::Write, wait);
    let waiting = |step: &str, mut archive: Archive| match step {
        "open" => open().map(drop),
        "add" => archive.add(&bikes, &[], &Translations::default(), None).map(drop),
        _ => archive.remove(&["bikes".to_owned()]).map(drop),
    };
    for (format, step) in [(1, "open"), (2, "add"), (2, "remove")] {
        _ = fs::remove_file(&path);
        drop(Archive::open(&path, Access::Create, wait).unwrap());
        let other = Connection::open(&path).unwrap();
        let archive = open().unwrap();
        if format == 1 {
            other.execute_batch("DROP TABLE translation; PRAGMA user_version = 1").unwrap();
        }
        other.execute_batch("BEGIN IMMEDIATE; PRAGMA user_version = 3").unwrap();
        let newer = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            other.execute_batch("COMMIT").unwrap();
        });
        let error = waiting(step, archive).unwrap_err().to_string();
        newer.join().unwrap();
        assert!(error.contains("it has format 3, and this version of korrektur knows format 2"), "{error}");
        let file = Connection::open(&path).unwrap();
        let number = |query: &str| file.query_row(query, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(number("PRAGMA user_version"), 3);
        assert_eq!(number("SELECT count(*) FROM page"), 0);
        assert_eq!(number("SELECT count(*) FROM sqlite_schema WHERE name = 'translation'"), format - 1);
    }
}

#[test]
fn who_comes_second_waits_or_says_so() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "bikes.md", BIKES);
    said(folder.path(), &["archive", "add", "a.sqlite", "bikes.md"], 0);
    let other = Connection::open(folder.path().join("a.sqlite")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let error = said(folder.path(), &["archive", "add", "--wait", "0", "a.sqlite", "bikes.md"], 2).1;
    assert!(error.contains("a.sqlite: another process is at work in it"), "{error}");
    let waiting = korrektur(folder.path()).args(["archive", "add", "--quiet", "a.sqlite", "bikes.md"]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    other.execute_batch("COMMIT").unwrap();
    assert!(waiting.wait_with_output().unwrap().status.success());
}

/// Pages of made-up words, each word followed by any other.
fn many_pages(folder: &Path, count: u64) {
    let mut draw = 1_u64;
    let mut word = || {
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("w{}", (draw >> 33) % 5000)
    };
    let mut lines = String::new();
    for number in 0..count {
        let text: Vec<String> = (0..80).map(|_| word()).collect();
        lines += &serde_json::json!({ "id": number.to_string(), "text": text.join(" ") }).to_string();
        lines.push('\n');
    }
    write(folder, "many.jsonl", &lines);
}

#[test]
fn an_interrupted_addition_never_was() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "bikes.md", BIKES);
    many_pages(folder.path(), 3000);
    said(folder.path(), &["archive", "add", "a.sqlite", "bikes.md"], 0);
    let before = said(folder.path(), &["archive", "list", "a.sqlite"], 0).0;
    let journal = folder.path().join("a.sqlite-journal");
    let mut is_interrupted = false;
    for _ in 0..20 {
        let mut adding =
            korrektur(folder.path()).args(["archive", "add", "--quiet", "a.sqlite", "many.jsonl"]).spawn().unwrap();
        // The journal is there while the transaction is.
        while adding.try_wait().unwrap().is_none() && !journal.exists() {
            std::thread::sleep(Duration::from_micros(200));
        }
        adding.kill().unwrap();
        adding.wait().unwrap();
        is_interrupted |= journal.exists();
        let after = said(folder.path(), &["archive", "list", "a.sqlite"], 0).0;
        let is_whole = after.lines().count() == 3001;
        assert!(after == before || is_whole, "{} pages", after.lines().count());
        let tables = Connection::open(folder.path().join("a.sqlite")).unwrap();
        let sound: String = tables.pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok");
        if is_interrupted {
            break;
        }
        said(folder.path(), &["archive", "remove", "--quiet", "a.sqlite", "many*"], if is_whole { 0 } else { 2 });
    }
    assert!(is_interrupted, "no process was stopped within its transaction");
    said(folder.path(), &["archive", "add", "a.sqlite", "many.jsonl"], 0);
    assert_eq!(said(folder.path(), &["archive", "list", "a.sqlite"], 0).0.lines().count(), 3001);
}

/// Spells a number as a word without digits: words with digits are facts, of which frames are made.
fn word(number: u64) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'b')).chain("ord".chars()).collect()
}

/// Understands texts as pages of one section.
fn corpus(texts: &[(String, String)]) -> Corpus {
    corpus_at(None, texts)
}

/// The same, all pages at one address.
fn corpus_at(url: Option<&str>, texts: &[(String, String)]) -> Corpus {
    let mut builder = Builder::default();
    for (index, (name, text)) in texts.iter().enumerate() {
        let document = Document {
            name: name.clone(),
            content: Content::Text(format!("# Title of {name}\n\n{text}\n")),
            format: Some(Format::Markdown),
            declared: Declared { url: url.map(str::to_owned), ..Declared::default() },
            container_line: None,
        };
        builder.add(&flow::page(document, &Settings::default()), index).unwrap();
    }
    builder.finish().unwrap()
}

/// What is found, without what depends on the order of the input.
fn told(corpus: &Corpus, of: &str) -> BTreeSet<String> {
    let matches = compare::compare(corpus.digests(), &Settings::default().thresholds).unwrap();
    let findings = check::corpus(corpus, &matches, &Settings::default()).unwrap();
    let tell = |Finding { page, rule, related, .. }: Finding| {
        let related: BTreeSet<String> =
            related.iter().map(|other| format!("{} {:.3}", other.page, other.similarity)).collect();
        format!("{page}: {rule}: {related:?}")
    };
    findings.into_iter().filter(|finding| finding.page.starts_with(of)).map(tell).collect()
}

fn against_archive(earlier: &[(String, String)], new: &[(String, String)]) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::open(&folder.path().join("a.sqlite"), Access::Create, Duration::ZERO).unwrap();
    archive.add(&corpus(earlier), &[], &Translations::default(), None).unwrap();
    let new = corpus(new);
    let like = archive.like(&new, &Settings::default().thresholds).unwrap();
    told(&new.behind(like).unwrap(), "new")
}

fn texts(of: &'static str) -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(prop::collection::vec(0..14_u8, 10..18), 1..6).prop_map(move |texts| {
        let spell = |words: Vec<u8>| words.iter().map(|&number| word(number.into())).collect::<Vec<_>>().join(" ");
        texts.into_iter().enumerate().map(|(number, words)| (format!("{of}/{number}"), spell(words))).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Short texts are found by all of their shingles, so none can be missed.
    #[test]
    fn the_archive_finds_what_all_pages_together_give(earlier in texts("old"), new in texts("new")) {
        let together: Vec<(String, String)> = earlier.iter().chain(&new).cloned().collect();
        prop_assert_eq!(against_archive(&earlier, &new), told(&corpus(&together), "new"));
    }
}

#[test]
fn edited_copies_of_long_sections_are_found_by_some_of_their_shingles() {
    let mut draw = 7_u64;
    let mut below = |bound: u64| {
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (draw >> 33) % bound
    };
    let (mut earlier, mut new) = (Vec::new(), Vec::new());
    for number in 0..200 {
        let words: Vec<String> = (0..60 + below(100)).map(|_| word(below(9000))).collect();
        let changed: Vec<String> =
            words.iter().map(|old| if below(5) == 0 { word(10_000 + below(9000)) } else { old.clone() }).collect();
        earlier.push((format!("old/{number}"), words.join(" ")));
        new.push((format!("new/{number}"), changed.join(" ")));
    }
    let together: Vec<(String, String)> = earlier.iter().chain(&new).cloned().collect();
    let (all, found) = (told(&corpus(&together), "new"), against_archive(&earlier, &new));
    assert!(all.len() > 190 && found.is_subset(&all), "{} of {}", found.len(), all.len());
    assert!(found.len() as f64 >= 0.99 * all.len() as f64, "{} of {}", found.len(), all.len());
}

#[test]
fn a_section_can_be_asked_for_by_name() -> Result<(), Error> {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::open(&folder.path().join("a.sqlite"), Access::Create, Duration::ZERO)?;
    let text = "This one says a few words that nobody else would think of saying in that order";
    archive.add(&corpus(&[("a".to_owned(), text.to_owned())]), &[], &Translations::default(), None)?;
    assert_eq!(archive.text_key("a", 1, 1)?, Some(korrektur::words::text_key(text)));
    assert_eq!(archive.text_key("a", 1, 2)?, None);
    Ok(())
}

#[test]
fn every_table_is_documented() {
    let manual = fs::read_to_string(support::repository("docs/archive.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    drop(Archive::open(&path, Access::Create, Duration::ZERO).unwrap());
    let tables = Connection::open(&path).unwrap();
    let mut names = tables.prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')").unwrap();
    for name in names.query_map([], |row| row.get::<_, String>(0)).unwrap() {
        let name = name.unwrap();
        assert!(manual.contains(&format!("| `{name}` |")), "docs/archive.md does not explain {name}");
    }
}

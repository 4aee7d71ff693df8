//! What a user sees of reading: which pages come, in which order, under which names, and the words for what does not.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;

/// Reads `arguments` below `folder` and gives a line for each page (`NAME`) or fault (`NAME: REASON`), names without the
/// folder's own.
fn read(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let root = folder.to_str().unwrap();
    let arguments = arguments.iter().map(|argument| format!("{root}/{argument}")).collect();
    let inputs = Inputs { arguments, files_from: None };
    let results = documents(&inputs, &Settings::default()).unwrap();
    let shown = results.map(|result| match result {
        Ok(document) => document.name,
        Err(unreadable) => format!("{}: {}", unreadable.name, unreadable.reason),
    });
    shown.map(|line| line.replace(&format!("{root}/"), "")).collect()
}

fn error(arguments: &[&str]) -> String {
    let inputs = Inputs { arguments: arguments.iter().map(|&one| one.to_owned()).collect(), files_from: None };
    documents(&inputs, &Settings::default()).err().unwrap().to_string()
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_walk_goes_in_byte_order_of_paths_and_takes_pages_only() {
    let folder = folder(&[
        ("d/z.html", b"<p>z"),
        ("d/a/x.md", b"x"),
        ("d/a-b.txt", b"x"),
        ("d/a.htm.gz", &gzip(b"<p>x")),
        ("d/README", b"x"),
        ("d/style.css", b"x"),
        ("d/page.php", b"<!doctype html><p>x"),
        ("d/code.php", b"<?php echo 1;"),
        ("d/picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("d/.git/x.html", b"x"),
        ("d/.hidden.html", b"x"),
    ]);
    assert_eq!(
        read(folder.path(), &["d/"]),
        ["d/README", "d/a-b.txt", "d/a.htm.gz", "d/a/x.md", "d/page.php", "d/z.html"]
    );
    assert_eq!(read(folder.path(), &["d/.hidden.html", "d/style.css"]), ["d/.hidden.html", "d/style.css"]);
}

#[test]
fn globs_choose_and_existing_names_are_names() {
    let folder = folder(&[
        ("a.html", b"x"),
        ("da/b.html", b"x"),
        ("da/dyb/c.html", b"x"),
        ("da/d.json", b"{\"text\": \"x\"}"),
        ("da/[x].html", b"x"),
    ]);
    assert_eq!(read(folder.path(), &["*.html"]), ["a.html"]);
    assert_eq!(read(folder.path(), &["**/*.html"]), ["a.html", "da/[x].html", "da/b.html", "da/dyb/c.html"]);
    assert_eq!(read(folder.path(), &["d?/{b,d}.*"]), ["da/b.html"]);
    assert_eq!(read(folder.path(), &["da/*.json"]), ["da/d.json!/1"]);
    assert_eq!(read(folder.path(), &["da/[x].html"]), ["da/[x].html"]);
    let missing = error(&[&format!("{}/da/*.htm", folder.path().display())]);
    assert!(missing.contains("matches no file"), "{missing}");
}

#[test]
fn a_missing_name_is_an_error_with_the_nearest_one() {
    let folder = folder(&[("samarbejde/side.html", b"x"), ("tom/x.css", b"x")]);
    let at = |name: &str| folder.path().join(name).display().to_string();
    let missing = error(&[&at("samarbjede/side.html")]);
    assert!(missing.contains("no such file or folder"), "{missing}");
    assert!(missing.contains(&format!("did you mean {}?", at("samarbejde"))), "{missing}");
    assert!(error(&[&at("tom")]).contains("the folder holds no page"));
    assert!(error(&["-", "-"]).contains("standard input was named twice"));
    assert!(error(&[]).contains("nothing was named"));
}

#[test]
fn a_list_names_inputs_and_its_faults_name_the_line() {
    let folder = folder(&[("a.html", b"x"), ("b.html", b"x")]);
    let at = |name: &str| folder.path().join(name).display().to_string();
    let list = at("list");
    fs::write(&list, format!("{}\r\n\n{}\n", at("b.html"), at("a.html"))).unwrap();
    let inputs = Inputs { arguments: Vec::new(), files_from: Some(list.clone()) };
    let names: Vec<String> =
        documents(&inputs, &Settings::default()).unwrap().map(|result| result.unwrap().name).collect();
    assert_eq!(names, [at("b.html"), at("a.html")]);
    fs::write(&list, format!("{}\n{}\n", at("b.html"), at("c.html"))).unwrap();
    let missing = documents(&inputs, &Settings::default()).err().unwrap().to_string();
    assert!(missing.contains("(line 2 of "), "{missing}");
}

#[test]
fn what_holds_no_page_gets_a_clear_word_and_the_rest_goes_on() {
    let mut cut = gzip(&[b"<p>En lang side</p>\n".as_slice(); 999].concat());
    cut.truncate(cut.len() - 20);
    let folder = folder(&[
        ("1.html", b""),
        ("2.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("3.html.gz", &cut),
        ("4.html.gz", &gzip(b"")),
        ("5.html", b"<p>Hej"),
    ]);
    let results = read(folder.path(), &["."]);
    assert_eq!(results[0], "./1.html: the file is empty; fetch the page again");
    assert_eq!(results[1], "./2.html: looks like a PNG image, which holds no page text; leave it out of the inputs");
    assert_eq!(results[2], "./3.html.gz");
    assert!(results[3].ends_with(" bytes, which were read; fetch the file again"), "{results:?}");
    assert!(results[3].starts_with("./3.html.gz: the gzip data is cut short after "), "{results:?}");
    assert_eq!(results[4..], ["./4.html.gz: the file is empty; fetch the page again", "./5.html"]);
}

#[test]
fn compression_out_of_proportion_is_refused() {
    let folder =
        folder(&[("bomb.html.gz", &gzip(&vec![b' '; 32 << 20])), ("small.html.gz", &gzip(&vec![b'a'; 1 << 20]))]);
    let results = read(folder.path(), &["bomb.html.gz", "small.html.gz"]);
    assert!(results[0].contains("grows more than 100 times"), "{results:?}");
    assert_eq!(results[1], "small.html.gz");
}

#[test]
fn containers_nest_only_so_deep() {
    let mut bytes = b"<p>Hej".to_vec();
    for _ in 0..5 {
        bytes = gzip(&bytes);
    }
    let folder = folder(&[("a.html.gz", &bytes)]);
    let results = read(folder.path(), &["a.html.gz"]);
    assert!(results[0].contains("lies 4 containers deep"), "{results:?}");
}

#[test]
fn each_broken_line_of_a_dump_is_named_and_the_next_is_read() {
    let dump = b"\xef\xbb\xbf{\"id\": \"en\", \"html\": \"<p>Hej\", \"fetched_at\": \"2024-11-03\"}\r\n\
        \n\
        {\"id\": 3, \"text\": \"broken}\n\
        [1]\n\
        {\"id\": \"x\", \"body\": \"Hej\"}\n\
        {\"text\": \"R\xf8d\", \"lang\": \"english\"}\n\
        {\"text\": \"uden linjeskift\", \"lang\": \"danish\"}";
    let folder = folder(&[("dump.jsonl", dump), ("dump.jsonl.gz", &gzip(dump))]);
    let results = read(folder.path(), &["dump.jsonl"]);
    let starts = [
        "dump.jsonl!/en",
        "dump.jsonl!/3: line 3, byte 25: is not valid JSON (EOF while parsing a string)",
        "dump.jsonl!/4: line 4, byte 0: is no JSON object",
        "dump.jsonl!/x: line 5: the record has no `html`, `text` or `markdown`, only `body`, `id`",
        "dump.jsonl!/6",
        "dump.jsonl!/6: line 6 is not UTF-8 in 1 place",
        "dump.jsonl!/6: line 6: `lang` is \"english\", not a language tag",
        "dump.jsonl!/7",
    ];
    assert_eq!(results.len(), starts.len(), "{results:#?}");
    for (result, start) in results.iter().zip(starts) {
        assert!(result.starts_with(start), "{result}");
    }
    let packed: Vec<String> =
        read(folder.path(), &["dump.jsonl.gz"]).iter().map(|line| line.replacen(".gz", "", 1)).collect();
    assert_eq!(packed, results);
}

#[test]
fn json_that_is_not_one_record_a_line_is_told_so() {
    let folder = folder(&[
        ("a.json", b"[{\"text\": \"x\"}]"),
        ("b.json", b"{\n  \"text\": \"x\"\n}"),
        ("c.jsonl", b"\xff\xfe{\0"),
        ("d", b"{\"text\": \"x\"}\n{\"text\": \"y\"}"),
    ]);
    let results = read(folder.path(), &["a.json", "b.json", "c.jsonl", "d"]);
    assert!(results[0].contains("holds one JSON array"), "{results:?}");
    assert!(results[1].contains("spread over several lines"), "{results:?}");
    assert!(results[2].contains("JSON in UTF-16"), "{results:?}");
    assert_eq!(results[3..], ["d!/1", "d!/2"]);
}

#[test]
fn the_format_flag_reads_a_dump_as_one_page() {
    let folder = folder(&[("dump.jsonl.gz", &gzip(b"{\"text\": \"x\"}"))]);
    let inputs =
        Inputs { arguments: vec![folder.path().join("dump.jsonl.gz").display().to_string()], files_from: None };
    let settings = Settings { input_format: Some(Format::Text), ..Settings::default() };
    let document = documents(&inputs, &settings).unwrap().next().unwrap().unwrap();
    assert_eq!(document.format, Some(Format::Text));
    assert_eq!(document.content, Content::Bytes(b"{\"text\": \"x\"}".to_vec()));
}

#[cfg(unix)]
#[test]
fn links_and_special_files_never_trap_a_walk() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("d/a/x.html", b"x"), ("elsewhere/y.html", b"y")]);
    let at = |name: &str| folder.path().join(name);
    symlink(at("d"), at("d/a/loop")).unwrap();
    symlink(at("d/none.html"), at("d/broken.html")).unwrap();
    symlink(at("elsewhere/y.html"), at("d/linked.html")).unwrap();
    symlink(at("elsewhere"), at("d/other")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("d/s.html")).unwrap();
    let results = read(folder.path(), &["d"]);
    let starts = [
        "d/a/x.html",
        "d/broken.html: is a link that leads nowhere",
        "d/linked.html",
        "d/other: is a link to a folder elsewhere",
        "d/s.html: is a pipe, socket or device",
    ];
    assert_eq!(results.len(), starts.len(), "{results:#?}");
    for (result, start) in results.iter().zip(starts) {
        assert!(result.starts_with(start), "{result}");
    }
    assert!(read(folder.path(), &["d/s.html"])[0].contains("is a pipe, socket or device"));
    assert_eq!(read(folder.path(), &["d/other"]), ["d/other/y.html"]);
}

proptest! {
    #[test]
    fn every_line_of_a_dump_is_a_page_or_a_fault(lines in prop::collection::vec(prop_oneof![
        Just(br#"{"text": "Hej"}"#.to_vec()),
        Just(br#"{"text": ""}"#.to_vec()),
        prop::collection::vec(any::<u8>().prop_filter("not a line break", |byte| *byte != b'\n'), 1..40),
    ], 1..20)) {
        let mut dump = b"{\"text\": \"first\"}\n".to_vec();
        dump.extend(lines.join(&b'\n'));
        let folder = folder(&[("d.jsonl", &dump)]);
        let inputs = Inputs { arguments: vec![folder.path().join("d.jsonl").display().to_string()], files_from: None };
        let results: Vec<_> = documents(&inputs, &Settings::default()).unwrap().collect();
        let mut seen: Vec<usize> = results.iter().map(|result| match result {
            Ok(document) => document.container_line.unwrap(),
            Err(unreadable) => unreadable.line.unwrap(),
        }).collect();
        seen.dedup();
        let written = lines.iter().enumerate().filter(|(_, line)| !line.trim_ascii().is_empty()).map(|(index, _)| index + 2);
        let expected: Vec<usize> = std::iter::once(1).chain(written).collect();
        prop_assert_eq!(seen, expected);
    }
}

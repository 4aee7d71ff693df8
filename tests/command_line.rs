//! The command line as a person or a script meets it: help, mistakes and what is said of them, exit statuses, streams.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use support::{json_lines, korrektur, output, repository, snapshot};
use tempfile::TempDir;

const DANISH: &str = "<html lang=da><body><main><article><h1>Fyret på klippen</h1><p>Fyret har stået på klippen siden 1854, \
    og lyset kan stadig ses fra fastlandet på en klar aften.</p></article></main></body></html>";
const ENGLISH: &str = "<html lang=da><body><main><article><h1>The lighthouse on the cliff</h1><p>The lighthouse has stood on \
    the cliff since 1854, and its light can still be seen from the mainland on a clear evening.</p></article></main></body></html>";

/// A folder with one page in Danish and one that is still in English.
fn pages() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.html"), DANISH).unwrap();
    fs::write(folder.path().join("b.html"), ENGLISH).unwrap();
    folder
}

/// What a run ended with and said.
#[derive(Debug)]
struct Ran {
    status: i32,
    stdout: String,
    stderr: String,
}

fn ran(command: &mut Command) -> Ran {
    let Output { status, stdout, stderr } = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: status.code().unwrap(), stdout: text(stdout), stderr: text(stderr) }
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    ran(korrektur(folder).args(arguments))
}

/// Runs a command whose standard input is `input`.
fn piped(arguments: &[&str], input: &[u8]) -> String {
    let mut child =
        korrektur(&repository("")).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writing = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn help_is_as_checked_in() {
    let mut faults = Vec::new();
    for command in ["", "run", "extract", "check", "detect", "date", "archive", "init", "completions", "man"] {
        let mut text = String::new();
        for flag in ["-h", "--help"] {
            let arguments: Vec<&str> = [command, flag].into_iter().filter(|part| !part.is_empty()).collect();
            let help = output(korrektur(&repository("")).args(&arguments), 0);
            if flag == "-h" {
                assert!(help.lines().count() <= 50, "`korrektur {}` does not fit a screen", arguments.join(" "));
            } else {
                assert!(help.contains("Examples:"), "`korrektur {}` has no examples", arguments.join(" "));
            }
            assert!(help.lines().all(|line| line.chars().count() <= 100), "{command} {flag}");
            let _ = writeln!(text, "$ korrektur {}", arguments.join(" "));
            let _ = help.lines().try_for_each(|line| writeln!(text, "{}", line.trim_end()));
            text.push('\n');
        }
        let name = if command.is_empty() { "korrektur" } else { command };
        faults.extend(snapshot(&repository(&format!("tests/help/{name}.txt")), &text).err());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_examples_of_the_help_are_commands_that_parse() {
    for command in ["", "run", "extract", "check", "detect", "date", "archive", "init", "completions", "man"] {
        let help = output(korrektur(&repository("")).args(command.split_terminator(' ')).arg("--help"), 0);
        let examples = help.split_once("Examples:").unwrap().1;
        for line in examples.lines().filter_map(|line| line.split("korrektur ").nth(1)) {
            let typed = line.split("  ").next().unwrap().split([';', '<', '>']).next().unwrap();
            let words: Vec<&str> = typed.split_whitespace().filter(|word| *word != "COMMAND").collect();
            if words.contains(&"for") || words.contains(&"--help`") {
                continue;
            }
            let ran = run(&repository("tests"), &words);
            assert!(!ran.stderr.contains("Usage:"), "korrektur {}: {}", words.join(" "), ran.stderr);
        }
    }
}

#[test]
fn exit_status_is_0_without_findings_1_with_them_and_2_where_something_cannot_be_used() {
    let folder = pages();
    let status = |arguments: &[&str]| run(folder.path(), arguments).status;
    assert_eq!(status(&["check", "a.html"]), 0);
    assert_eq!(status(&["check", "a.html", "b.html"]), 1);
    assert_eq!(status(&["check", "--fail-on", "never", "b.html"]), 0);
    assert_eq!(status(&["check", "--ignore", "untranslated-section,page-language-mismatch", "b.html"]), 0);
    assert_eq!(status(&["check", "--select", "untranslated-section", "--fail-on", "info", "b.html"]), 1);
    assert_eq!(status(&["extract", "a.html", "b.html"]), 0);
    assert_eq!(status(&["check", "missing.html"]), 2);
    assert_eq!(status(&["check"]), 2);
    assert_eq!(status(&[]), 2);
    assert_eq!(status(&["chek", "a.html"]), 2);
    assert_eq!(status(&["--version"]), 0);
}

#[test]
fn mistakes_are_named_with_what_was_probably_meant() {
    let folder = pages();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("typo.toml", "[output]\nfodler = 'out'\n");
    write("rule.toml", "# rules\n[rules.untranslated-sections]\nenabled = false\n");
    write("folderless.toml", "[input]\npaths = 'a.html'\n");
    write("empty.toml", "");
    write("bytes.toml", "");
    fs::write(folder.path().join("bytes.toml"), b"[output]\nfolder = '\xff'").unwrap();
    for (arguments, expected) in [
        (&["chek", "a.html"][..], &["unrecognized subcommand 'chek'", "'check'"][..]),
        (&["check", "--formt", "json", "a.html"], &["unexpected argument '--formt'", "'--format'"]),
        (&["check", "--format", "jsn", "a.html"], &["invalid value 'jsn' for '--format <FORMAT>'", "'json'"]),
        (&["check", "--ignore", "untranslated-sction", "a.html"], &["'untranslated-sction'", "'untranslated-section'"]),
        (&["check", "--explain", "repeated-titel"], &["'repeated-titel'", "'repeated-title'"]),
        (&["check", "--expect-language", "danish", "a.html"], &["'danish'", "no BCP 47 language tag"]),
        (&["check", "--expect-language", "und", "a.html"], &["`und` is no language a page could be in"]),
        (&["check", "--now", "yesterday", "a.html"], &["'yesterday'", "2024-11-01T00:00:00Z", "modified"]),
        (&["check", "--jobs", "0", "a.html"], &["'0'", "from 1 to"]),
        (&["check", "--quiet", "--verbose", "a.html"], &["cannot be used with"]),
        (&["check", "missing.html"], &["missing.html", "help:"]),
        (&["check", "missing/*.html"], &["missing/*.html", "help:"]),
        (&["check"], &["nothing to read", "help: name files, folders or globs"]),
        (&["run", "missing.toml"], &["missing.toml: cannot read the pipeline file", "help:"]),
        (&["run", "typo.toml"], &["typo.toml:2:1: unknown key `fodler`", "help: did you mean `folder`?"]),
        (
            &["run", "rule.toml"],
            &["rule.toml:2:8: there is no rule `untranslated-sections`", "did you mean `untranslated-section`?"],
        ),
        (
            &["run", "folderless.toml"],
            &["folderless.toml: the pipeline file names no output folder", "folder = \"report\""],
        ),
        (&["run", "empty.toml", "--output", "out"], &["nothing to read"]),
        (&["run", "bytes.toml", "--output", "out"], &["bytes.toml", "UTF-8"]),
        (
            &["extract", "--output", "no/such/folder/x.jsonl", "a.html"],
            &["no/such/folder/x.jsonl: cannot write", "help:"],
        ),
    ] {
        let Ran { status, stdout, stderr } = run(folder.path(), arguments);
        assert_eq!((status, stdout.as_str()), (2, ""), "{arguments:?}: {stderr}");
        for part in expected {
            assert!(stderr.contains(part), "{arguments:?} did not say {part:?} but:\n{stderr}");
        }
        assert_eq!(stderr.matches("error:").count(), 1, "{arguments:?} said it twice:\n{stderr}");
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn one_page_that_cannot_be_read_does_not_hold_up_the_others() {
    let folder = pages();
    fs::write(folder.path().join("image.html"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0").unwrap();
    let Ran { status, stdout, stderr } = run(folder.path(), &["extract", "a.html", "image.html", "b.html"]);
    assert_eq!(status, 0, "{stderr}");
    let pages: Vec<_> =
        json_lines(&stdout).into_iter().map(|record| record["page"].as_str().unwrap().to_owned()).collect();
    assert_eq!(pages.iter().filter(|page| *page != "image.html").collect::<Vec<_>>(), ["a.html", "b.html"]);
    assert!(stderr.contains("warning: image.html"), "{stderr}");

    let Ran { status, stdout, .. } = run(folder.path(), &["check", "--format", "jsonl", "a.html", "image.html"]);
    assert_eq!(status, 1);
    let findings = json_lines(&stdout);
    assert_eq!((&findings[0]["rule"], &findings[0]["page"]), (&"unreadable-input".into(), &"image.html".into()));
}

#[test]
#[cfg(unix)]
fn nothing_readable_at_all_is_status_2() {
    use std::os::unix::fs::symlink;
    let folder = pages();
    symlink("nowhere", folder.path().join("dangling.html")).unwrap();
    fs::create_dir(folder.path().join("dump")).unwrap();
    symlink("nowhere", folder.path().join("dump/dangling.html")).unwrap();
    for command in ["extract", "check"] {
        assert_eq!(run(folder.path(), &[command, "dangling.html"]).status, 2, "{command}");
        assert_eq!(run(folder.path(), &[command, "dump"]).status, 2, "{command}");
    }
    let together = run(folder.path(), &["extract", "dump", "a.html"]);
    assert_eq!((together.status, json_lines(&together.stdout).len()), (0, 1), "{}", together.stderr);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let lines = "Rødgrød med fløde\n".repeat(100_000);
    let folder = tempfile::tempdir().unwrap();
    let page = fs::write(folder.path().join("lines.txt"), &lines);
    page.unwrap();
    for arguments in [&["detect", "--jobs", "2"][..], &["date"], &["extract", "-"], &["check", "--help"]] {
        let mut child = korrektur(folder.path())
            .args(arguments)
            .stdin(fs::File::open(folder.path().join("lines.txt")).unwrap())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
        assert!(!said.contains("error") && !said.contains("panicked"), "{arguments:?}: {said}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_status_2_and_says_so() {
    let folder = pages();
    for arguments in
        [&["extract", "a.html"][..], &["check", "--format", "json", "b.html"], &["--help"], &["check", "--list-rules"]]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = korrektur(folder.path()).args(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("standard output: cannot write: No space left on device"), "{arguments:?}: {said}");
    }
    let Ran { status, stderr, .. } = run(folder.path(), &["extract", "--output", "/dev/full", "a.html"]);
    assert_eq!(status, 2);
    assert!(stderr.contains("/dev/full: cannot write"), "{stderr}");
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_is_status_2_and_stays_as_it_was() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = pages();
    let locked = folder.path().join("locked");
    fs::create_dir(&locked).unwrap();
    fs::write(locked.join("notes.txt"), "mine").unwrap();
    fs::write(folder.path().join("p.toml"), "[input]\npaths = 'a.html'\n[output]\nfolder = 'locked'\n").unwrap();
    let foreign = run(folder.path(), &["run", "p.toml"]);
    assert_eq!(foreign.status, 2, "a folder that is not ours: {}", foreign.stderr);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(locked.join("probe"), "").is_err() {
        for arguments in [&["extract", "-o", "locked/x", "a.html"][..], &["run", "p.toml", "-o", "locked/out"]] {
            let Ran { status, stderr, .. } = run(folder.path(), arguments);
            assert_eq!(status, 2, "{arguments:?}: {stderr}");
            assert!(stderr.contains("locked") && stderr.contains("cannot write"), "{stderr}");
        }
    }
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(fs::read_to_string(locked.join("notes.txt")).unwrap(), "mine");
}

#[test]
fn an_output_file_holds_what_standard_output_would() {
    let folder = pages();
    for (arguments, file) in
        [(&["extract", "--format", "csv", "."][..], "x.csv"), (&["check", "--format", "markdown", "."], "x.md")]
    {
        let printed = run(folder.path(), arguments);
        let target = tempfile::tempdir().unwrap();
        let path = target.path().join(file);
        let written = ran(korrektur(folder.path()).args(arguments).arg("--output").arg(&path));
        assert_eq!((written.status, written.stdout.as_str()), (printed.status, ""));
        assert_eq!(fs::read_to_string(&path).unwrap(), printed.stdout);
        assert_eq!(fs::read_dir(target.path()).unwrap().count(), 1, "nothing is left beside it");
    }
}

#[test]
fn csv_has_two_dialects_and_no_switch() {
    let folder = pages();
    for command in [&["extract"][..], &["check"]] {
        let of = |format: &str| run(folder.path(), &[command, &["--format", format, "."]].concat()).stdout;
        let (plain, excel) = (of("csv"), of("csv-excel"));
        assert!(!plain.contains('\r') && plain.lines().next().unwrap().contains(",page") | plain.starts_with("page,"));
        assert!(
            excel.starts_with('\u{feff}') && excel.lines().next().unwrap().contains(';') && excel.ends_with("\r\n")
        );
        let ran = run(folder.path(), &[command, &["--format", "csv", "--excel", "."]].concat());
        assert!(ran.status == 2 && ran.stderr.contains("--excel"), "{ran:?}");
    }
}

#[test]
fn a_file_of_markdown_is_one_page_and_a_folder_many() {
    let folder = pages();
    let one = run(folder.path(), &["extract", "--format", "markdown", "a.html"]);
    assert!(one.status == 0 && one.stdout.starts_with("---\ntitle: \""), "{one:?}");
    let many = run(folder.path(), &["extract", "--format", "markdown", "a.html", "b.html"]);
    assert_eq!((many.status, many.stdout.as_str()), (2, ""));
    assert!(many.stderr.contains("--output FOLDER"), "{}", many.stderr);
    let target = tempfile::tempdir().unwrap();
    let out = target.path().join("pages");
    let written =
        ran(korrektur(folder.path()).args(["extract", "--format", "markdown", "a.html", "b.html", "-o"]).arg(&out));
    assert_eq!((written.status, written.stdout.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(out.join("a.md")).unwrap(), one.stdout);
    assert_eq!(fs::read_dir(target.path()).unwrap().count(), 1, "nothing is left beside it");
    assert_eq!(fs::read_dir(&out).unwrap().count(), 3);
}

#[test]
fn the_number_of_jobs_changes_no_byte() {
    let folder = repository("fixtures");
    for arguments in
        [&["extract", "--include-other"][..], &["check", "--format", "json"], &["check", "--format", "human"]]
    {
        let with = |jobs: &str| {
            let ran =
                run(&folder, &[arguments, &["--now", "2024-11-01", "--jobs", jobs, "blocks", "duplicates"]].concat());
            (ran.status, ran.stdout)
        };
        let one = with("1");
        assert!(one.1.len() > 1000);
        assert!(with("2") == one && with("7") == one, "{arguments:?}");
    }
    let lines =
        fs::read(repository("fixtures/blocks/chinese-news-dump/dump.txt")).unwrap_or(DANISH.repeat(3000).into_bytes());
    assert_eq!(piped(&["detect", "-j", "1"], &lines), piped(&["detect", "-j", "3"], &lines));
}

#[test]
fn reports_speak_the_language_that_is_asked_for_and_name_the_same_findings() {
    let pages = pages();
    let check = |more: &[&str]| run(pages.path(), &[&["check", "b.html"], more].concat());
    let danish = check(&["--locale", "da"]);
    assert!(
        danish.stdout.starts_with("fejl[untranslated-section]: artiklen er på engelsk, ventet dansk\n"),
        "{danish:?}"
    );
    assert!(danish.stdout.contains("= hjælp: oversæt til dansk; skal det blive stående, så mærk det med lang=\"en\""));
    assert!(danish.stdout.ends_with("\n1 fejl på 1 af 1 side\n"), "{danish:?}");
    fs::write(pages.path().join("p.toml"), "[output]\nlocale = \"da\"\n").unwrap();
    assert_eq!(check(&["--pipeline", "p.toml"]).stdout, danish.stdout);
    let english = check(&["--pipeline", "p.toml", "--locale", "en"]);
    assert!(english.stdout.starts_with("error[untranslated-section]: the article is in English, expected Danish\n"));
    let fingerprint = |ran: &Ran| json_lines(&ran.stdout).first().map(|finding| finding["fingerprint"].clone());
    let (danish, english) = (check(&["--format", "jsonl", "--locale", "da"]), check(&["--format", "jsonl"]));
    assert!(fingerprint(&danish).is_some() && danish.stdout.contains(r#""severity":"error""#));
    assert_eq!(fingerprint(&danish), fingerprint(&english));
}

#[test]
fn colour_follows_the_flag_then_the_environment_then_the_terminal() {
    let folder = pages();
    let is_coloured = |environment: &[(&str, &str)], flags: &[&str]| {
        let mut command = korrektur(folder.path());
        command.envs(environment.iter().copied()).args(["check", "b.html"]).args(flags);
        ran(&mut command).stdout.contains('\u{1b}')
    };
    assert!(!is_coloured(&[], &[]), "not a terminal");
    assert!(is_coloured(&[], &["--color", "always"]));
    assert!(is_coloured(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "0")], &[]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(is_coloured(&[("NO_COLOR", "1")], &["--color", "always"]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
}

#[test]
fn standard_error_is_for_people_and_can_be_told_to_be_quiet() {
    let folder = pages();
    let json = |more: &[&str]| run(folder.path(), &[&["check", "--format", "json", "a.html", "b.html"], more].concat());
    assert_eq!(json(&[]).stderr, "1 error in 1 of 2 pages\n");
    assert_eq!(json(&["--quiet"]).stderr, "");
    let verbose = json(&["--verbose"]).stderr;
    assert!(verbose.contains("a.html: 1 article; da expected (declared), da found; no findings\n"), "{verbose}");
    assert!(verbose.contains("b.html: 1 article; da expected (declared), en found; 1 error\n"), "{verbose}");
    assert_eq!(run(folder.path(), &["check", "--quiet", "missing.html"]).stderr.matches("error:").count(), 1);
}

#[test]
#[cfg(unix)]
fn names_cannot_steer_the_terminal() {
    let folder = pages();
    let name = "\u{1b}[31mred\u{7}\n  help: rm.html";
    fs::write(folder.path().join(name), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0").unwrap();
    for arguments in
        [&["extract", "--verbose", "."][..], &["check", "."], &["check", "\u{1b}[2Jmissing.html"], &["\u{1b}[2J"]]
    {
        let Ran { stdout, stderr, .. } = run(folder.path(), arguments);
        let shown = if arguments[0] == "extract" { stderr } else { format!("{stdout}{stderr}") };
        assert!(!shown.is_empty());
        assert!(!shown.contains(['\u{1b}', '\u{7}']), "{arguments:?}: {shown:?}");
        assert!(!shown.contains("\n  help: rm.html"), "{shown}");
    }
}

#[test]
fn rules_are_listed_and_explained() {
    let list = output(korrektur(&repository("")).args(["check", "--list-rules"]), 0);
    let names: Vec<&str> = korrektur::check::rules::names().collect();
    assert_eq!(list.lines().map(|line| line.split(' ').next().unwrap()).collect::<Vec<_>>(), names);
    for name in names {
        let text = output(korrektur(&repository("")).args(["check", "--explain", name]), 0);
        assert!(text.starts_with(&format!("# {name}\n")), "{text}");
    }
    let chosen = output(korrektur(&repository("")).args(["check", "--list-rules", "--ignore", "repeated-title"]), 0);
    assert!(chosen.lines().any(|line| line.starts_with("repeated-title") && line.contains(" off ")), "{chosen}");
}

#[test]
fn every_setting_that_a_rule_speaks_of_is_a_key_of_the_pipeline_file() {
    let folder = pages();
    for rule in korrektur::check::rules::RULES {
        let text = rule.explanation();
        let settings = text.split("[thresholds] ").skip(1).map(|rest| rest.split(['`', ' ', '=']).next().unwrap());
        for key in settings {
            fs::write(folder.path().join("p.toml"), format!("[thresholds]\n{key} = 1\n")).unwrap();
            let ran = run(folder.path(), &["check", "--pipeline", "p.toml", "a.html"]);
            assert_eq!(ran.status, 0, "{}: {}", rule.name, ran.stderr);
        }
    }
}

#[test]
fn detect_and_date_answer_every_line_with_one_line() {
    let lines = b"R\xc3\xb8dgr\xc3\xb8d med fl\xc3\xb8de spises ogs\xc3\xa5 af b\xc3\xb8rn\r\n\nThe weather was lovely all week\n\xff\xfe\nfor 3 uger siden";
    let languages = piped(&["detect"], lines);
    let tags: Vec<&str> = languages.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(tags.len(), 5);
    assert_eq!((tags[0], tags[1], tags[2]), ("da", "und", "en"));
    for line in json_lines(&piped(&["detect", "--format", "jsonl"], lines)) {
        assert!((0.0..=1.0).contains(&line["confidence"].as_f64().unwrap()) && line["code"].is_string());
    }
    let among = piped(&["detect", "--candidates", "sv,de"], lines);
    assert!(among.lines().all(|line| ["sv", "de", "und"].contains(&line.split('\t').next().unwrap())), "{among}");

    let dates = piped(&["date", "--now", "2024-11-01"], lines);
    let dates: Vec<&str> = dates.lines().collect();
    assert_eq!(dates[..4], ["-", "-", "-", "-"]);
    let fields: Vec<&str> = dates[4].split('\t').collect();
    assert_eq!((fields.len(), fields[1]), (4, "week"), "{}", dates[4]);
    let unresolved = piped(&["date"], "for 3 uger siden".as_bytes());
    assert!(unresolved.starts_with("-\t") && unresolved.contains("--now"), "{unresolved}");
    let objects = json_lines(&piped(&["date", "--format", "jsonl", "--now", "2024-11-01"], lines));
    assert_eq!((&objects[0]["value"], &objects[4]["kind"]), (&serde_json::Value::Null, &"relative".into()));
}

#[test]
fn the_clock_is_never_read_and_modification_times_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("a.html");
    fs::write(&page, DANISH.replace("<p>", "<p class=date><time>for 3 uger siden</time></p><p>")).unwrap();
    let modified = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    fs::File::options().write(true).open(&page).unwrap().set_modified(modified).unwrap();
    let date = |arguments: &[&str]| {
        let ran = run(folder.path(), &[&["extract", "a.html"], arguments].concat());
        json_lines(&ran.stdout)[0]["blocks"][0]["date"]["value"].clone()
    };
    assert_eq!(date(&[]), serde_json::Value::Null);
    assert_eq!(date(&["--now", "2024-11-01"]), "2024-W41");
    assert_eq!(date(&["--now", "modified"]), "2023-W43");
}

#[test]
fn switches_have_a_no_and_the_last_one_typed_wins() {
    let folder = pages();
    fs::write(
        folder.path().join("nav.html"),
        DANISH.replace("<main>", "<nav><a href=/>Forside</a> <a href=/om>Om os</a></nav><main>"),
    )
    .unwrap();
    fs::write(folder.path().join("p.toml"), "[output]\ninclude-other = true\n").unwrap();
    let has_other = |flags: &[&str]| {
        run(folder.path(), &[&["extract", "nav.html"], flags].concat()).stdout.contains("\"kind\":\"other\"")
    };
    assert!(!has_other(&[]));
    assert!(has_other(&["--include-other"]));
    assert!(has_other(&["--pipeline", "p.toml"]));
    assert!(!has_other(&["--pipeline", "p.toml", "--no-include-other"]));
    assert!(has_other(&["--no-include-other", "--include-other"]));
    assert!(!has_other(&["--include-other", "--no-include-other"]));
}

#[test]
fn explanations_are_as_checked_in() {
    let mut faults = Vec::new();
    for (name, page) in [
        ("html", "fixtures/blocks/wordpress-post-with-author-box-and-comments/fietsen.html"),
        ("text", "fixtures/blocks/dump-with-title-and-date-only/arkisto.txt"),
    ] {
        let told = output(korrektur(&repository("")).args(["extract", "--explain-split", page]), 0);
        faults.extend(snapshot(&repository(&format!("tests/explain/{name}.txt")), &told).err());
    }
    assert!(faults.is_empty(), "{}\nUPDATE=1 rewrites them", faults.join("\n"));
}

#[test]
fn explanations_go_to_files_and_shut_out_records() {
    let folder = pages();
    for other in [&["--format", "csv"][..], &["--include-other"], &["--dump", "lines"]] {
        let ran = run(folder.path(), &[&["extract", "--explain-split", "a.html"], other].concat());
        assert!(ran.status == 2 && ran.stderr.contains("cannot be used with"), "{ran:?}");
    }
    let ran = run(folder.path(), &["extract", "--explain-split", "a.html", "b.html", "-o", "why.txt"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    let told = fs::read_to_string(folder.path().join("why.txt")).unwrap();
    assert!(told.contains("# a.html\n") && told.contains("# b.html\n"), "{told}");
    assert_eq!(run(folder.path(), &["extract", "--explain-split", "missing.html"]).status, 2);
}

#[test]
fn the_debug_looks_show_every_line() {
    let folder = pages();
    let lines = output(korrektur(folder.path()).args(["extract", "--dump", "lines", "a.html"]), 0);
    assert!(
        lines.contains("1:article") && lines.contains("Heading(1)") && lines.contains("Fyret på klippen"),
        "{lines}"
    );
    let blocks = output(korrektur(folder.path()).args(["extract", "--dump", "blocks", "a.html"]), 0);
    assert!(blocks.contains("1 article da"), "{blocks}");
}

#[test]
fn the_fields_of_a_record_stand_in_for_what_its_page_does_not_say() {
    let text = "Vi har åbent hver dag fra ni til sytten, og du er velkommen til at kigge forbi, når det passer dig. \
        Ring til os, hvis du har spørgsmål om noget, så svarer vi inden for en dag.";
    let fields = r#""title":"Vi holder\n\u001b åbent","author":"Anna Jensen","date":"2024-03-03","category":"Nyheder""#;
    let bare = format!(r#"{{"id":"1",{fields},"text":"{text}"}}"#);
    let headed = format!(r#"{{"id":"2",{fields},"html":"<h1>Åbningstider</h1><p>{text}</p>"}}"#);
    let folder = pages();
    fs::write(folder.path().join("records.jsonl"), format!("{bare}\n{headed}\n")).unwrap();
    let pages = json_lines(&run(folder.path(), &["extract", "records.jsonl"]).stdout);
    for (page, title) in pages.iter().zip(["Vi holder åbent", "Åbningstider"]) {
        let block = &page["blocks"][0];
        assert_eq!(block["title"], title);
        assert_eq!(block["author"], "Anna Jensen");
        assert_eq!(block["date"]["value"], "2024-03-03");
        assert_eq!(block["category"], "Nyheder");
    }
    assert_eq!(pages.len(), 2);
}

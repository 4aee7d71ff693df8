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

#[test]
fn a_map_says_which_page_is_the_original_of_which() {
    let folder = tempfile::tempdir().unwrap();
    let other = "# The library\n\nThe library lends books and films to everybody who lives here.\n";
    let pipeline = "[input]\npaths = 'site'\n[translation]\noriginals = 'site/source'\n\
        [[translation.map]]\npage = 'site/da/priser.md'\noriginal = 'site/source/pool.md'\n\
        [[translation.map]]\npage = 'site/{language}/{path}'\noriginal = 'site/source/{path}'\n\
        [[translation.map]]\npage = 'old/{path}'\noriginal = 'site/source/{path}'\n";
    write(
        folder.path(),
        &[
            ("p.toml", pipeline),
            ("site/source/pool.md", ENGLISH),
            ("site/source/library.md", other),
            ("site/da/priser.md", DANISH),
            // The same path as the other original has, which a map stands before.
            ("site/da/library.md", "# Biblioteket\n\nBiblioteket låner bøger og film ud til alle, der bor her.\n"),
            ("site/da/nyt.md", "# Nyt\n\nHer står noget, som ingen anden side har.\n"),
        ],
    );
    let mut command = korrektur(folder.path());
    let run = command.args(["extract", "--pipeline", "p.toml"]).output().unwrap();
    let records = json_lines(&String::from_utf8(run.stdout).unwrap());
    let original = |page: &str| {
        let record = records.iter().find(|record| record["page"] == page).unwrap();
        format!("{} {}", record["original"]["page"], record["original"]["found_by"])
    };
    assert_eq!(original("site/da/priser.md"), "\"site/source/pool.md\" \"map\"");
    assert_eq!(original("site/da/library.md"), "\"site/source/library.md\" \"map\"");
    assert_eq!(original("site/da/nyt.md"), "null null");
    let said = String::from_utf8(run.stderr).unwrap();
    let astray = "warning: p.toml:8: the original of site/da/nyt.md should be site/source/nyt.md, which is none of the originals\n";
    assert!(said.contains(astray), "{said}");
    assert!(
        said.contains("warning: p.toml:11: this `[[translation.map]]` fits no page; mend it, or delete it\n"),
        "{said}"
    );
    let shown = output(korrektur(folder.path()).args(["check", "--pipeline", "p.toml", "--show-settings"]), 0);
    assert!(
        shown.contains("# [[translation.map]] \"site/da/priser.md\" from \"site/source/pool.md\" (p.toml:5)\n"),
        "{shown}"
    );
    // Names count from the folder of the pipeline file, wherever the run starts and whatever it reads.
    fs::create_dir(folder.path().join("ci")).unwrap();
    let run = output(
        korrektur(&folder.path().join("ci")).args(["extract", "--quiet", "--pipeline", "../p.toml", "../site/da"]),
        0,
    );
    assert!(run.contains("\"found_by\":\"map\""), "{run}");
}

#[test]
fn a_map_without_originals_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let pipeline = "[[translation.map]]\npage = 'da/{path}'\noriginal = 'en/{path}'\n";
    write(folder.path(), &[("p.toml", pipeline), ("da/pool.md", DANISH), ("en/pool.md", ENGLISH)]);
    let run = |arguments: &[&str]| {
        let run = korrektur(folder.path()).args(["extract", "--pipeline", "p.toml"]).args(arguments).output().unwrap();
        (run.status.code(), String::from_utf8(run.stderr).unwrap())
    };
    let (status, said) = run(&["da"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("p.toml:1:1: `[[translation.map]]` names originals that nobody reads\n  help: "), "{said}");
    assert_eq!(run(&["--original", "en", "da"]).0, Some(0));
}

/// Gives the headings of the originals of the sections that a check finds stale.
fn stale(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let asked = ["--select", "stale-translation", "--original", "en", "--expect-language", "da", "da"];
    let findings = check(folder, &[&asked, arguments].concat());
    findings.iter().map(|finding| finding["related"][0]["heading"].as_str().unwrap_or("-").to_owned()).collect()
}

/// Dismisses what is stale now.
fn dismiss(folder: &Path, arguments: &[&str]) {
    stale(folder, &[&["--write-baseline", "known.jsonl"], arguments].concat());
}

#[test]
fn a_dismissed_section_stays_silent_until_its_original_changes_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let known = ["--baseline", "known.jsonl"];
    commit(folder, 1_000, &[("en/pool.md", ENGLISH), ("da/pool.md", DANISH)]);
    let tuesday = ENGLISH.replace("every Monday", "every Tuesday").replace("of 10 kroner", "of 20 kroner");
    commit(folder, 2_000, &[("en/pool.md", &tuesday)]);
    assert_eq!(stale(folder, &[]), ["Lessons", "Lockers"]);
    dismiss(folder, &[]);
    assert_eq!(stale(folder, &known), [""; 0]);

    // Neither another section of the original, nor other words in the translation, wake it.
    let prices = tuesday.replace("A ticket costs 20", "A ticket costs 25");
    commit(folder, 3_000, &[("en/pool.md", &prices)]);
    assert_eq!(stale(folder, &known), ["Prices"]);
    commit(folder, 4_000, &[("da/pool.md", &DANISH.replace("20 kroner for voksne", "25 kroner for voksne"))]);
    assert_eq!(stale(folder, &known), [""; 0]);

    commit(folder, 5_000, &[("en/pool.md", &prices.replace("every Tuesday", "every Friday"))]);
    assert_eq!(stale(folder, &known), ["Lessons"]);
    // Nor does a link or a line of code that changed pass for the same.
    let linked = prices.replace("every Tuesday", "every [Tuesday](https://example.org/x)");
    commit(folder, 6_000, &[("en/pool.md", &linked)]);
    assert_eq!(stale(folder, &known), ["Lessons"]);
}

#[test]
fn a_stale_section_is_ignored_where_a_comment_or_the_pipeline_file_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let comment = "<!-- korrektur: ignore stale-translation: the day is the same here -->\n\n## Undervisning";
    let danish = DANISH.replace("## Undervisning", comment);
    commit(folder, 1_000, &[("en/pool.md", ENGLISH), ("da/pool.md", &danish)]);
    let changed = ENGLISH.replace("every Monday", "every Tuesday").replace("of 10 kroner", "of 20 kroner");
    commit(folder, 2_000, &[("en/pool.md", &changed)]);
    assert_eq!(stale(folder, &[]), ["Lockers"]);
    let pipeline = "[[ignore]]\npages = 'da/**'\nrules = ['stale-translation']\nreason = 'not this year'\n";
    write(folder, &[("p.toml", pipeline)]);
    assert_eq!(stale(folder, &["--pipeline", "p.toml"]), [""; 0]);
}

#[test]
fn the_archive_tells_what_is_stale_where_version_control_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let add = || {
        let paired = ["--quiet", "--original", "en", "--expect-language", "da"];
        output(korrektur(folder).args(["archive", "add", "a.sqlite", "da"]).args(paired), 0);
    };
    let archive = ["--archive", "a.sqlite"];
    let known = ["--archive", "a.sqlite", "--baseline", "known.jsonl"];
    write(folder, &[("en/pool.md", ENGLISH), ("da/pool.md", DANISH)]);
    add();
    assert_eq!(stale(folder, &archive), [""; 0]);
    assert_eq!(stale(folder, &[]), [""; 0]);

    let tuesday = ENGLISH.replace("every Monday", "every Tuesday");
    write(folder, &[("en/pool.md", &tuesday)]);
    assert_eq!(stale(folder, &archive), ["Lessons"]);
    assert_eq!(stale(folder, &[]), [""; 0]);
    // The section is as old as before when its page is added again, also where that run knows nothing of originals.
    add();
    output(korrektur(folder).args(["archive", "add", "a.sqlite", "da", "--quiet"]), 0);
    assert_eq!(stale(folder, &archive), ["Lessons"]);
    dismiss(folder, &archive);
    assert_eq!(stale(folder, &known), [""; 0]);

    let friday = ENGLISH.replace("every Monday", "every Friday").replace("of 10 kroner", "of 20 kroner");
    write(folder, &[("en/pool.md", &friday)]);
    assert_eq!(stale(folder, &known), ["Lessons", "Lockers"]);
    // What was translated anew is no longer behind, and what was taken back in the original neither.
    let translated = DANISH.replace("hver mandag", "hver fredag");
    write(folder, &[("en/pool.md", &friday.replace("of 20 kroner", "of 10 kroner")), ("da/pool.md", &translated)]);
    assert_eq!(stale(folder, &archive), [""; 0]);
    add();
    write(folder, &[("en/pool.md", &ENGLISH.replace("every Monday", "every Sunday"))]);
    assert_eq!(stale(folder, &archive), ["Lessons"]);
}

#[test]
fn days_of_updates_tell_of_pages_where_nothing_tells_of_sections() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let dated = |day: &str, text: &str| format!("---\nlastmod: {day}\n---\n{text}");
    let check = |arguments: &[&str]| {
        let asked = ["--select", "stale-translation", "--original", "en", "--expect-language", "da", "da"];
        check(folder, &[&asked, arguments].concat())
    };
    write(folder, &[("en/pool.md", &dated("2024-03-01", ENGLISH)), ("da/pool.md", &dated("2024-02-25", DANISH))]);
    assert!(check(&[]).is_empty(), "a translation takes some days");
    write(folder, &[("en/pool.md", &dated("2024-05-01", ENGLISH))]);
    let found = check(&[]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["message"], "the original was updated on 2024-05-01, this page on 2024-02-25");
    assert_eq!(found[0]["severity"], "info");
    check(&["--write-baseline", "known.jsonl"]);
    assert!(check(&["--baseline", "known.jsonl"]).is_empty());
    write(folder, &[("en/pool.md", &dated("2024-06-01", ENGLISH))]);
    assert_eq!(check(&["--baseline", "known.jsonl"]).len(), 1);
    // The archive knows more of the page: nothing changed.
    let paired = ["--quiet", "--original", "en", "--expect-language", "da"];
    output(korrektur(folder).args(["archive", "add", "a.sqlite", "da"]).args(paired), 0);
    let found = check(&["--archive", "a.sqlite"]);
    assert!(found.iter().all(|finding| finding["seen"] == "mended"), "{found:?}");
    // So does version control, from which nothing but the day is missing.
    commit(folder, 1_000, &[]);
    assert!(check(&[]).is_empty());
}

#[test]
fn version_control_is_asked_only_where_a_rule_looks() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(
        folder,
        &[("en/pool.md", ENGLISH), ("da/pool.md", DANISH), ("bin/git", "#!/bin/sh\necho asked >> asked\nexit 1\n")],
    );
    let run = |arguments: &[&str]| {
        let mut command = korrektur(folder);
        command.env("PATH", folder.join("bin")).args(arguments).args(["--quiet", "--original", "en", "da"]);
        output(&mut command, 0);
        fs::remove_file(folder.join("asked")).is_ok()
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder.join("bin/git"), fs::Permissions::from_mode(0o755)).unwrap();
        assert!(run(&["check", "--fail-on", "never"]));
    }
    assert!(!run(&["check", "--fail-on", "never", "--ignore", "stale-translation"]));
    assert!(!run(&["extract"]));
}

#[test]
fn what_the_glossary_keeps_is_no_untranslated_line() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let heading = "## Checking Orion support\n\n";
    let pipeline = "[translation]\noriginals = 'en'\nglossary = 'terms.csv'\n";
    write(
        folder,
        &[
            ("en/pool.md", &ENGLISH.replace("## Lockers\n\n", heading)),
            ("da/pool.md", &DANISH.replace("## Skabe\n\n", heading)),
            ("p.toml", pipeline),
            ("terms.csv", "en,da\nlocker,skab\n"),
        ],
    );
    let arguments = ["--select", "untranslated-section", "--pipeline", "p.toml", "--expect-language", "da", "da"];
    let found = check(folder, &arguments);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0]["message"],
        "1 heading of section 3 is in English, expected Danish, the same as in the original"
    );
    assert_eq!(found[0]["related"][0]["heading"], "Checking Orion support");
    write(folder, &[("terms.csv", "en,da\nlocker,skab\nChecking Orion support,\n")]);
    assert_eq!(check(folder, &arguments), [""; 0]);
}

#[test]
fn a_copy_of_the_original_is_untranslated_whatever_its_claim() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let page = |language: &str| {
        format!(
            "<html lang=\"{language}\"><body><nav><a href=\"/\">Home</a> <a href=\"/about\">About us and our neighbours</a> \
             <a href=\"/swim\">Learn how to swim with us</a></nav><main><h1>The pool</h1><h2>Prices</h2><p>A ticket costs 20 \
             kroner for grown people and nothing for children under the age of seven years.</p><h2>Lessons</h2><p>Lessons start \
             every Monday in the small basin behind the cafe, where the water is warmer than elsewhere.</p></main></body></html>"
        )
    };
    write(folder, &[("site/en/pool.html", &page("en")), ("site/da/pool.html", &page("da"))]);
    let rules = |arguments: &[&str]| -> Vec<String> {
        let select = ["--select", "page-language-mismatch,untranslated-section"];
        check(folder, &[&select, arguments].concat()).iter().map(|finding| finding["rule"].to_string()).collect()
    };
    assert_eq!(rules(&["site/da"]), ["\"page-language-mismatch\""]);
    assert_eq!(rules(&["--original-language", "en", "site"]), ["\"untranslated-section\""]);
    assert_eq!(rules(&["--original", "site/en", "site/da"]), ["\"untranslated-section\""]);
}

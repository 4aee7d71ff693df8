//! The gate as a build uses it: what is known stays silent whatever happens around it, what is new is reported and nothing
//! else, what is ignored has a reason and a use, and every setting says where it comes from.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use serde_json::Value;
use support::{json_lines, korrektur};
use tempfile::TempDir;

/// What a run ended with and said.
#[derive(Debug)]
struct Ran {
    status: i32,
    stdout: String,
    stderr: String,
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = korrektur(folder);
    command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    let Output { status, stdout, stderr } = command.args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: status.code().unwrap(), stdout: text(stdout), stderr: text(stderr) }
}

fn check(folder: &Path, arguments: &[&str]) -> (Ran, Vec<Value>) {
    let ran = run(folder, &[&["check", "--format", "jsonl"], arguments].concat());
    let findings = json_lines(&ran.stdout);
    (ran, findings)
}

fn rules(findings: &[Value]) -> Vec<&str> {
    findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    // The folder is a repository of its own, so that nothing above it counts.
    fs::create_dir(folder.path().join(".git")).unwrap();
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const SUBJECTS: [&str; 8] =
    ["Fyrpasseren", "Læreren", "Bageren på torvet", "Min bror", "Formanden", "En fisker", "Naboen", "Den unge læge"];
const VERBS: [&str; 8] = [
    "fortalte om vinteren i",
    "købte et hus ved",
    "glemte sin cykel bag",
    "malede et billede af",
    "gik hver aften forbi",
    "skrev en bog om",
    "samlede penge ind til",
    "drømte længe om",
];
const OBJECTS: [&str; 8] = [
    "den gamle havn",
    "kirken på bakken",
    "skolen i den lille by",
    "museet ved åen",
    "den øde strand",
    "biblioteket",
    "møllen uden for landsbyen",
    "haven bag rådhuset",
];
const ENDS: [&str; 4] =
    ["og ingen vidste hvorfor.", "men det blev hurtigt mørkt.", "så snart sneen var væk.", "da børnene var store."];

/// A Danish sentence, another one for each number.
fn danish(number: usize) -> String {
    let pick = |list: &[&str], place: usize| list[place % list.len()].to_owned();
    let (subject, verb) = (pick(&SUBJECTS, number), pick(&VERBS, number / 8 + number));
    format!("{subject} {verb} {} {}", pick(&OBJECTS, number / 64 + number / 8 + number * 3), pick(&ENDS, number / 5))
}

fn section(heading: usize, sentences: &[usize]) -> String {
    let sentences: Vec<String> = sentences.iter().map(|&number| danish(number)).collect();
    format!("<h2>Afsnit om {}</h2>\n<p>{}</p>\n", OBJECTS[heading % 8], sentences.join(" "))
}

const FOREIGN: &str = "<h2>The keeper of the light</h2>\n<p>The keeper went up the stairs every evening and lit the lamp, and \
    nobody on the island ever asked him to come down again.</p>\n";

/// Other foreign text, of which no two are alike.
const OTHERS: [&str; 3] = [
    "<h2>Bread in winter</h2>\n<p>Long before sunrise the bakers had kneaded their dough, and warm smells drifted over frozen \
        roofs while children waited outside with baskets.</p>\n",
    "<h2>Colours of the coast</h2>\n<p>Every painter who settled here complained about rain, yet grey skies gave them exactly those \
        soft blues that made their pictures famous.</p>\n",
    "<h2>A voice from the choir</h2>\n<p>She sang louder than all the others, which the conductor disliked until the night when the \
        organ broke down in the middle of a concert.</p>\n",
];

fn page(sections: &[String]) -> String {
    format!(
        "<html lang=da><body><main><article>\n<h1>Fyret på klippen</h1>\n{}</article></main></body></html>\n",
        sections.concat()
    )
}

fn untranslated(findings: &[Value]) -> &Value {
    let found: Vec<&Value> = findings.iter().filter(|finding| finding["rule"] == "untranslated-section").collect();
    assert_eq!(found.len(), 1, "{findings:?}");
    found[0]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Other sections are rewritten, dropped and added, the fault moves among them, the page gets another name: what is known
    /// stays known, and its fingerprint is the same wherever the page kept its name.
    #[test]
    fn a_known_fault_stays_known(
        before in prop::collection::vec(prop::collection::vec(0_usize..200, 2..4), 1..5),
        after in prop::collection::vec(prop::collection::vec(200_usize..400, 2..4), 1..5),
        places in (0_usize..5, 0_usize..5),
        is_renamed in any::<bool>(),
    ) {
        let with_fault = |sections: &[Vec<usize>], place: usize| {
            let mut all: Vec<String> = sections.iter().enumerate().map(|(index, list)| section(index, list)).collect();
            all.insert(place.min(all.len()), FOREIGN.to_owned());
            page(&all)
        };
        let folder = folder(&[("dump/fyr.html", &with_fault(&before, places.0))]);
        let (first, found) = check(folder.path(), &["dump"]);
        prop_assert_eq!(first.status, 1);
        let known = run(folder.path(), &["check", "dump", "--write-baseline", "known.json"]);
        prop_assert_eq!(known.status, 0, "{}", known.stderr);

        let name = if is_renamed { "dump/arkiv/andet-navn.html" } else { "dump/fyr.html" };
        fs::remove_file(folder.path().join("dump/fyr.html")).unwrap();
        write(folder.path(), name, &with_fault(&after, places.1));
        let (_, again) = check(folder.path(), &["dump"]);
        let key = if is_renamed { "content_fingerprint" } else { "fingerprint" };
        prop_assert_eq!(&untranslated(&found)[key], &untranslated(&again)[key]);
        let (silenced, left) = check(folder.path(), &["dump", "--baseline", "known.json", "--select", "untranslated-section"]);
        prop_assert_eq!((silenced.status, left.len()), (0, 0), "{}", silenced.stderr);
        prop_assert!(silenced.stderr.contains("no findings in 1 page; 1 known by the baseline"), "{}", silenced.stderr);
    }
}

/// English sentences, others for each number.
fn english(number: usize) -> String {
    const WHO: [&str; 10] =
        ["gardener", "teacher", "captain", "painter", "doctor", "farmer", "singer", "baker", "soldier", "student"];
    const DID: [&str; 9] =
        ["carried", "forgot", "repaired", "described", "followed", "painted", "defended", "counted", "borrowed"];
    const WHAT: [&str; 7] = ["bridge", "letter", "garden", "engine", "window", "library", "mountain"];
    let mut text = String::new();
    for step in 0..4 {
        let n = number * 7 + step * 13 + number / 10 * step;
        let (who, did, what) = (WHO[n % 10], DID[(n / 3 + step) % 9], WHAT[(n / 5 + step * number) % 7]);
        let _ =
            write!(text, "The {who} {did} the {what} number {} before anybody else had noticed. ", number * 4 + step);
    }
    text
}

/// A section that no number gives.
const NEW: &str = "<h2>Post fra øen</h2>\n<p>Postbåden kom kun om torsdagen, og derfor lå der altid en bunke breve og ventede på \
    kajen, når vinden endelig havde lagt sig.</p>\n";

#[test]
fn of_a_dump_with_300_known_faults_only_the_301st_is_reported() {
    let folder = folder(&[]);
    let faulty = |number: usize| {
        let own = section(number, &[number * 3, number * 3 + 1, number * 3 + 2]);
        page(&[own, format!("<h2>Part {number}</h2>\n<p>{}</p>\n", english(number))])
    };
    for number in 0..300 {
        write(folder.path(), &format!("dump/{:02}/side-{number}.html", number % 20), &faulty(number));
    }
    let (ran, found) = check(folder.path(), &["dump"]);
    let untranslated = found.iter().filter(|finding| finding["rule"] == "untranslated-section").count();
    assert_eq!((ran.status, untranslated), (1, 300), "{}", ran.stderr);
    let written = run(folder.path(), &["check", "dump", "--write-baseline", "known.json"]);
    assert_eq!(written.status, 0, "{}", written.stderr);
    assert!(written.stderr.contains(&format!("known.json: {} findings written", found.len())), "{}", written.stderr);

    let known = ["dump", "--baseline", "known.json", "--fail-on", "info"];
    let (quiet, left) = check(folder.path(), &known);
    assert_eq!((quiet.status, left.len()), (0, 0), "{}", quiet.stderr);

    write(folder.path(), "dump/07/ny.html", &page(&[NEW.to_owned(), FOREIGN.to_owned()]));
    let (ran, new) = check(folder.path(), &known);
    assert_eq!((ran.status, new.len()), (1, 1), "{new:?}");
    assert_eq!((&new[0]["rule"], &new[0]["page"]), (&"untranslated-section".into(), &"dump/07/ny.html".into()));

    // One of them is mended: the file says so, and the build stays as it is.
    write(folder.path(), "dump/00/side-0.html", &page(&[section(0, &[0, 1, 2])]));
    let (ran, new) = check(folder.path(), &known);
    assert_eq!((ran.status, new.len()), (1, 1));
    assert!(ran.stderr.contains("known.json: 1 entry fits no finding any more"), "{}", ran.stderr);
    assert!(ran.stderr.contains("dump/00/side-0.html: untranslated-section: Part 0"), "{}", ran.stderr);

    // The fault of another page is copied: there is one more of it than before.
    fs::copy(folder.path().join("dump/01/side-1.html"), folder.path().join("dump/01/kopi.html")).unwrap();
    let (_, new) = check(folder.path(), &[&known[..], &["--select", "untranslated-section"]].concat());
    assert_eq!(new.len(), 2, "{new:?}");
}

#[test]
fn what_is_left_of_a_fault_that_was_mended_in_part_is_known() {
    let paragraphs: Vec<String> = OTHERS.iter().map(|text| text.split_once("</h2>\n").unwrap().1.to_owned()).collect();
    let of = |mended: Option<usize>, more: &str| {
        let mut paragraphs = paragraphs.clone();
        if let Some(mended) = mended {
            paragraphs[mended] = format!("<p>{} {}</p>\n", danish(7), danish(9));
        }
        page(&[section(1, &[1, 2]), format!("<h2>Fra øen</h2>\n{}{more}", paragraphs.concat())])
    };
    let folder = folder(&[("a.html", &of(None, ""))]);
    run(folder.path(), &["check", "a.html", "--write-baseline", "known.json"]);
    for mended in 0..3 {
        write(folder.path(), "a.html", &of(Some(mended), ""));
        let (ran, left) = check(folder.path(), &["a.html", "--baseline", "known.json"]);
        assert_eq!((ran.status, left.len()), (0, 0), "{mended}: {left:?}");
        assert!(!ran.stderr.contains("fits no finding"), "{}", ran.stderr);
    }
    write(folder.path(), "a.html", &of(Some(0), FOREIGN));
    let (ran, left) = check(folder.path(), &["a.html", "--baseline", "known.json"]);
    assert_eq!((ran.status, rules(&left)), (1, vec!["untranslated-section"]), "more was added to it");
}

#[test]
fn a_baseline_reads_well_and_what_is_none_is_refused() {
    let folder = folder(&[("b.html", &page(&[FOREIGN.to_owned()])), ("a.html", &page(&[FOREIGN.to_owned()]))]);
    run(folder.path(), &["check", ".", "--write-baseline", "known.json"]);
    let text = fs::read_to_string(folder.path().join("known.json")).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    let entries = whole["findings"].as_array().unwrap();
    assert_eq!((&whole["version"], text.lines().count()), (&1.into(), entries.len() + 2), "a line each: {text}");
    let keys: Vec<(&str, &str)> =
        entries.iter().map(|entry| (entry["page"].as_str().unwrap(), entry["fingerprint"].as_str().unwrap())).collect();
    assert!(keys.is_sorted() && keys.len() > 2, "{keys:?}");

    // What another tool writes without the second fingerprint is enough.
    let bare: Vec<Value> = entries
        .iter()
        .map(|entry| serde_json::json!({ "fingerprint": entry["fingerprint"], "rule": entry["rule"], "page": entry["page"] }))
        .collect();
    let bare = serde_json::json!({ "version": 1, "findings": bare });
    write(folder.path(), "bare.json", &bare.to_string());
    assert_eq!(run(folder.path(), &["check", ".", "--baseline", "bare.json"]).status, 0);

    for (content, said) in [
        ("[1]", "is no baseline"),
        ("{\"version\": 2, \"findings\": []}", "version 2"),
        ("{\"version\": 1, \"findings\": [{\"fingerprint\": \"xyz\"}]}", "`xyz` is no fingerprint"),
    ] {
        write(folder.path(), "bad.json", content);
        let ran = run(folder.path(), &["check", ".", "--baseline", "bad.json"]);
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains("bad.json: ") && ran.stderr.contains(said), "{}", ran.stderr);
    }
    let missing = run(folder.path(), &["check", ".", "--baseline", "missing.json"]);
    assert!(missing.status == 2 && missing.stderr.contains("--write-baseline FILE"), "{}", missing.stderr);
}

#[test]
fn a_comment_ignores_what_follows_it_and_no_more() {
    let comment = |what: &str| format!("<!-- korrektur: {what} -->\n");
    let good = section(1, &[1, 2]);
    let of = |sections: &[String]| {
        let folder = folder(&[("a.html", &page(sections))]);
        check(folder.path(), &["a.html"])
    };
    let ignore = comment("ignore untranslated-section: his own words");
    let (ran, found) = of(&[good.clone(), ignore.clone(), FOREIGN.to_owned()]);
    assert_eq!((ran.status, found.len()), (0, 0), "{}", ran.stderr);
    assert!(ran.stderr.contains("; 1 ignored"), "{}", ran.stderr);

    // Of a run of foreign sections the one behind the comment is left out, the other stays.
    let second = OTHERS[0].to_owned();
    let (ran, found) = of(&[good.clone(), ignore.clone(), FOREIGN.to_owned(), second.clone()]);
    assert_eq!((ran.status, rules(&found)), (1, vec!["untranslated-section"]));
    assert!(found[0]["excerpt"].as_str().unwrap().starts_with("Bread in winter"), "{found:?}");
    assert!(!ran.stderr.contains("without effect") && !ran.stderr.contains("delete it"), "{}", ran.stderr);

    let whole = comment("ignore-page untranslated-section: an English page");
    let (ran, _) = of(&[good.clone(), FOREIGN.to_owned(), second, whole]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);

    for (what, said) in [
        ("ignore repeated-title: once", "a.html:5: the comment ignores `repeated-title`, which finds nothing there"),
        ("ignore untranslated-section", "a.html:5: a comment for korrektur is without effect: it gives no reason"),
        ("ignore untranslated: x", "there is no rule `untranslated`"),
    ] {
        let (ran, _) = of(&[good.clone(), comment(what), FOREIGN.to_owned()]);
        assert_eq!(ran.status, 1, "{what}");
        let said = said.replace(":5:", &format!(":{}:", 3 + good.lines().count()));
        assert!(ran.stderr.contains(&said), "{what} gave {}", ran.stderr);
    }
}

#[test]
fn a_comment_in_markdown_holds_and_code_is_no_comment() {
    let text = format!(
        "---\nlang: da\n---\n# Fyret\n\n{} {}\n\n<!-- korrektur: ignore untranslated-section:\n     his own words -->\n\n## The keeper\n\n\
         The keeper went up the stairs every evening and lit the lamp, and nobody asked him to come down.\n\n\
         ```html\n<!-- korrektur: ignore nothing: x -->\n```\n\nSkriv `<!-- korrektur: ignore nothing: x -->` i siden.\n",
        danish(1),
        danish(2)
    );
    let folder = folder(&[("a.md", &text)]);
    let ran = run(folder.path(), &["check", "a.md"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert!(ran.stdout.contains("; 1 ignored"), "{}", ran.stdout);
}

#[test]
fn the_pipeline_file_ignores_by_page_and_rule_and_says_what_fits_nothing() {
    let pipeline = "[input]\npaths = 'dump'\n[[ignore]]\npages = ['dump/arkiv/**']\nrules = ['untranslated-section']\n\
        reason = 'old'\n[[ignore]]\npages = 'dump/x*'\nreason = 'gone'\n";
    let folder = folder(&[
        ("ci/korrektur.toml", &pipeline.replace("'dump", "'../dump")),
        ("korrektur.toml", pipeline),
        ("dump/arkiv/a.html", &page(&[section(1, &[1, 2]), FOREIGN.to_owned()])),
        ("dump/b.html", &page(&[section(2, &[3, 4]), OTHERS[0].to_owned()])),
    ]);
    let at_root = check(folder.path(), &[]);
    assert_eq!((at_root.0.status, at_root.1.len()), (1, 1), "{}", at_root.0.stderr);
    assert_eq!(at_root.1[0]["page"], "dump/b.html");
    assert!(at_root.0.stderr.contains("korrektur.toml:7: this `[[ignore]]` fits no finding"), "{}", at_root.0.stderr);
    assert!(at_root.0.stderr.contains("; 1 ignored"), "{}", at_root.0.stderr);

    // From below, the nearest file counts, its names from its own folder; given inputs leave an entry unused and unsaid.
    let below = check(&folder.path().join("dump/arkiv"), &["a.html"]);
    assert_eq!((below.0.status, below.1.len()), (0, 0), "{}", below.0.stderr);
    assert!(!below.0.stderr.contains("fits no finding"), "{}", below.0.stderr);
    let isolated = check(&folder.path().join("dump/arkiv"), &["--isolated", "a.html"]);
    assert_eq!(isolated.0.status, 1);
    assert_eq!(check(&folder.path().join("ci"), &[]).1[0]["page"], "../dump/b.html");

    // What lies above the root of the repository is not the project's.
    let inner = folder.path().join("dump/arkiv");
    fs::create_dir(inner.join(".git")).unwrap();
    assert_eq!(check(&inner, &["a.html"]).0.status, 1);
}

#[test]
fn settings_say_where_they_come_from() {
    let folder = folder(&[
        (
            "korrektur.toml",
            "# ours\n[pages]\nlanguage = 'da'\n[rules.repeated-title]\nseverity = 'info'\n[check]\nfail-on = 'warning'\n",
        ),
        ("sub/x.html", ""),
    ]);
    let shown = run(
        &folder.path().join("sub"),
        &["check", "--show-settings", "--ignore", "duplicate-page", "--fail-on", "never", "x.html"],
    );
    assert_eq!(shown.status, 0, "{}", shown.stderr);
    let line = |key: &str| {
        let found = shown.stdout.lines().find(|line| line.starts_with(&format!("{key} = ")));
        found.unwrap_or_else(|| panic!("{key}: {}", shown.stdout)).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(shown.stdout.starts_with("# pipeline file: ../korrektur.toml\n"), "{}", shown.stdout);
    assert_eq!(line("pages.language"), "pages.language = \"da\" # ../korrektur.toml:3");
    assert_eq!(line("rules.repeated-title.severity"), "rules.repeated-title.severity = \"info\" # ../korrektur.toml:5");
    assert_eq!(line("rules.duplicate-page.enabled"), "rules.duplicate-page.enabled = false # --ignore");
    assert_eq!(line("check.fail-on"), "check.fail-on = \"never\" # --fail-on");
    assert_eq!(line("thresholds.title-repeats"), "thresholds.title-repeats = 2 # default");
    assert!(toml::from_str::<toml::Table>(&shown.stdout).is_ok(), "it is TOML: {}", shown.stdout);
}

#[test]
fn at_most_so_many_findings_are_shown_and_all_of_them_count() {
    let titles = "<p>Fyret på klippen</p>\n".repeat(3);
    let folder = folder(&[("a.html", &page(&[titles, section(1, &[1, 2]), FOREIGN.to_owned()]))]);
    let (all, found) = check(folder.path(), &["a.html"]);
    assert_eq!((all.status, rules(&found)), (1, vec!["repeated-title", "untranslated-section"]));
    let (one, found) = check(folder.path(), &["--max-findings", "1", "a.html"]);
    assert_eq!((one.status, rules(&found)), (1, vec!["untranslated-section"]), "the worst");
    assert!(one.stderr.contains("; 1 more not shown"), "{}", one.stderr);
    let (none, found) = check(folder.path(), &["--max-findings", "0", "a.html"]);
    assert_eq!((none.status, found.len()), (1, 0), "the exit status counts all");
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"];
    let done = Command::new("git").current_dir(folder).args(identity).args(arguments).output().unwrap();
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn only_what_concerns_changed_pages_is_reported_and_duplicates_are_sought_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let record = |id: usize, extra: &str| {
        let html = page(&[section(id, &[id * 5, id * 5 + 1]), extra.to_owned()]);
        serde_json::json!({ "id": id.to_string(), "language": "da", "html": html }).to_string()
    };
    write(root, "dump/gammel æ.html", &page(&[section(1, &[100, 101]), OTHERS[0].to_owned()]));
    write(root, "dump/ren.html", &page(&[section(2, &[110, 111, 112])]));
    write(root, "dump/rækker.jsonl", &format!("{}\n{}\n{}\n", record(10, OTHERS[1]), record(11, ""), record(12, "")));
    git(root, &["init", "--quiet"]);
    git(root, &["add", "."]);
    git(root, &["commit", "--quiet", "--message", "old"]);
    let since = ["dump", "--changed-since", "HEAD"];
    let (ran, found) = check(root, &since);
    assert_eq!((ran.status, found.len()), (0, 0), "{found:?}");
    assert!(ran.stderr.contains("; 2 on unchanged pages"), "{}", ran.stderr);

    // A new page repeats an old one that comes later and would be called the copy; a record of the dump gets a fault.
    fs::copy(root.join("dump/ren.html"), root.join("dump/a-kopi.html")).unwrap();
    write(
        root,
        "dump/rækker.jsonl",
        &format!("{}\n{}\n{}\n", record(10, OTHERS[1]), record(11, ""), record(12, OTHERS[2])),
    );
    let (ran, found) = check(root, &since);
    let places: Vec<(&str, &str)> =
        found.iter().map(|each| (each["rule"].as_str().unwrap(), each["page"].as_str().unwrap())).collect();
    assert_eq!(
        places,
        [("duplicate-page", "dump/ren.html"), ("untranslated-section", "dump/rækker.jsonl!/12")],
        "{}",
        ran.stderr
    );
    let (_, from_below) = check(&root.join("dump"), &["rækker.jsonl", "--changed-since", "HEAD"]);
    assert_eq!(rules(&from_below), ["untranslated-section"]);

    let wrong = run(root, &["check", "dump", "--changed-since", "nowhere"]);
    assert_eq!(wrong.status, 2);
    assert!(
        wrong.stderr.contains("--changed-since nowhere: git says: ") && wrong.stderr.contains("help:"),
        "{}",
        wrong.stderr
    );
    let hostile = run(root, &["check", "dump", "--changed-since=--output=x"]);
    assert_eq!(hostile.status, 2, "a revision is never taken for a flag of git");
    assert!(!root.join("x").exists());
}

//! The README tells the truth: its commands are run and print what stands there, its excerpts stand in the page they are
//! taken from, its table of rules is the program's own, its links lead somewhere. `UPDATE=1` rewrites output and table.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::process::Output;

use korrektur::detect::knows;
use korrektur::language::Tag;
use support::{korrektur, output, repository, snapshot};

/// The page that the README starts with.
const PAGE: &str = "fixtures/blocks/one-page-in-four-templates/dump.txt";

/// A piece of the README: lines between fences with their language, or the lines between two fences, without one.
type Piece<'a> = (Option<&'a str>, Vec<&'a str>);

fn readme() -> String {
    fs::read_to_string(repository("README.md")).unwrap().replace("\r\n", "\n")
}

fn pieces(readme: &str) -> Vec<Piece<'_>> {
    let mut pieces = vec![(None, Vec::new())];
    for line in readme.lines() {
        match (pieces.last_mut().unwrap(), line.strip_prefix("```")) {
            ((None, _), Some(language)) => pieces.push((Some(language), Vec::new())),
            ((Some(_), _), Some(_)) => pieces.push((None, Vec::new())),
            ((_, lines), None) => lines.push(line),
        }
    }
    pieces
}

/// Gives what a terminal shows after `$ korrektur …`: standard output, then standard error.
fn terminal(command: &str) -> String {
    let arguments = command.strip_prefix("$ korrektur ").unwrap_or_else(|| panic!("cannot run: {command}"));
    let Output { status, stdout, stderr } =
        korrektur(&repository("")).args(arguments.split_whitespace()).output().unwrap();
    let shown = String::from_utf8([stdout, stderr].concat()).unwrap();
    assert!(matches!(status.code(), Some(0 | 1)), "{command}: {status}\n{shown}");
    shown
}

/// Gives the table of rules, from the program's own list.
fn rules() -> String {
    let mut table = String::from("| rule | severity | finds |\n| --- | --- | --- |\n");
    for rule in output(korrektur(&repository("")).args(["check", "--list-rules"]), 0).lines() {
        let (name, rest) = rule.split_once(' ').unwrap();
        let (severity, summary) = rest.trim_start().split_once(' ').unwrap();
        let _ = writeln!(table, "| `{name}` | {severity} | {} |", summary.trim_start());
    }
    table
}

/// Gives a manual with the output of its commands as it is now, and how many commands it shows.
fn run_again(manual: &str) -> (String, usize) {
    let mut rewritten = String::new();
    let mut commands = 0;
    for (language, lines) in pieces(manual) {
        if let Some(language) = language {
            let _ = writeln!(rewritten, "```{language}");
        }
        if language == Some("console") {
            assert!(lines.first().is_some_and(|line| line.starts_with("$ ")), "output without a command: {lines:?}");
            for command in lines.iter().filter(|line| line.starts_with("$ ")) {
                commands += 1;
                let _ = write!(rewritten, "{command}\n{}", terminal(command));
            }
        } else {
            let _ = lines.iter().try_for_each(|line| writeln!(rewritten, "{line}"));
        }
        if language.is_some() {
            rewritten.push_str("```\n");
        }
    }
    (rewritten, commands)
}

#[test]
fn the_program_prints_what_the_readme_shows() {
    let (rewritten, commands) = run_again(&readme());
    assert!(commands >= 2, "the README shows no command");
    let (before, rest) = rewritten.split_once("<!-- rules -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /rules -->\n").unwrap();
    let rewritten = format!("{before}<!-- rules -->\n{}<!-- /rules -->\n{after}", rules());
    snapshot(&repository("README.md"), &rewritten).unwrap_or_else(|fault| panic!("{fault}\nUPDATE=1 rewrites it"));
}

#[test]
fn the_program_prints_what_the_manual_of_splitting_shows() {
    let path = repository("docs/splitting.md");
    let (rewritten, commands) = run_again(&fs::read_to_string(&path).unwrap().replace("\r\n", "\n"));
    assert!(commands >= 2, "the manual shows no command");
    snapshot(&path, &rewritten).unwrap_or_else(|fault| panic!("{fault}\nUPDATE=1 rewrites it"));
}

#[test]
fn the_excerpt_stands_in_the_page() {
    let page = fs::read_to_string(repository(PAGE)).unwrap();
    let mut rest = page.lines();
    let readme = readme();
    let excerpt = pieces(&readme).into_iter().find(|(language, _)| *language == Some("text")).unwrap().1;
    assert!(readme.contains(&format!("({PAGE})")), "the README does not link its page");
    for shown in excerpt.iter().map(|line| line.trim_end_matches('…')).filter(|line| !line.is_empty()) {
        assert!(rest.any(|line| line.starts_with(shown)), "not in {PAGE}, or in another order: {shown}");
    }
}

#[test]
fn the_numbers_of_languages_are_right() {
    let files = fs::read_dir(repository("src/languages")).unwrap().map(|entry| entry.unwrap().path());
    let tags: Vec<Tag> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| Tag::parse(path.file_stem().unwrap().to_str().unwrap()).unwrap())
        .collect();
    let letters = || ('a'..='z').map(String::from);
    let two: Vec<String> = letters().flat_map(|a| letters().map(move |b| format!("{a}{b}"))).collect();
    let three = two.iter().flat_map(|two| letters().map(move |c| format!("{two}{c}")));
    let codes = two.iter().cloned().chain(three).filter_map(|code| Tag::parse(&code));
    let known = codes.filter(|tag| knows(*tag)).map(|tag| tag.to_string()).collect::<BTreeSet<_>>().len();
    let readme = readme();
    assert!(readme.contains(&format!("{} language files", tags.len())), "there are {}", tags.len());
    assert!(readme.contains(&format!("knows {known} languages")), "it knows {known}");
}

#[test]
fn every_link_leads_somewhere() {
    for file in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = fs::read_to_string(repository(file)).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://")) {
            assert!(repository(link).exists(), "{file} links {link}");
        }
    }
}

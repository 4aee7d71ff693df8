//! Who may use whom. Reads the sources and fails with the arrow that was crossed; `src/lib.rs` says why the arrows point
//! where they do: `cli → flow → steps → things`.

#![allow(clippy::unwrap_used, reason = "a test stops where a source cannot be read")]

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src` in which a step lives.
const STEPS: [&str; 9] = ["read", "decode", "parse", "split", "detect", "date", "compare", "check", "write"];

/// The step that decides languages in context, and `split`: the two that may ask what a line looks like.
const ASKING: [&str; 2] = ["split", "context"];

/// Steps that may be asked.
const ASKED: [&str; 2] = ["detect", "date"];

/// Words that only some modules may say, with those modules.
/// `cli` opens one file, the pipeline file, and prints one JSON text, that file's schema.
const RESERVED: [(&str, &[&str]); 11] = [
    ("std::fs", &["read", "write", "cli"]),
    ("fs::File", &["read", "write"]),
    ("std::env", &["cli"]),
    ("SystemTime", &["cli", "read"]),
    ("Timestamp::now", &[]),
    ("Zoned::now", &[]),
    ("Instant::now", &["cli"]),
    ("std::thread", &["engine"]),
    ("rayon::", &["engine"]),
    ("serde_json::to_", &["write", "cli"]),
    ("derive(Serialize", &["write"]),
];

/// What stands above the steps and below `cli`.
const FLOW: [&str; 2] = ["flow", "engine"];

#[test]
fn arrows_point_one_way() {
    let crossed: Vec<String> = sources().iter().flat_map(|(path, text)| crossed_arrows(path, text)).collect();
    assert!(crossed.is_empty(), "\n{}\n", crossed.join("\n"));
}

#[test]
fn a_planted_arrow_is_found() {
    let planted = |path: &str, line: &str| crossed_arrows(path, &format!("//! Header.\n{line}\n")).len();
    for (path, line) in [
        ("src/parse/html/mod.rs", "use crate::split::split;"),
        ("src/check/rules/empty_article.rs", "let found = crate::detect::detect(text);"),
        ("src/span.rs", "use crate::parse;"),
        ("src/split/head.rs", "use crate::flow;"),
        ("src/flow.rs", "use crate::cli::args;"),
        ("src/detect/mod.rs", "let text = std::fs::read_to_string(path);"),
        ("src/date/mod.rs", "let now = jiff::Timestamp::now();"),
        ("src/compare/mod.rs", "use rayon::prelude::*;"),
        ("src/page.rs", "#[derive(Serialize)]"),
    ] {
        assert_eq!(planted(path, line), 1, "{path}: {line}");
    }
    for (path, line) in [
        ("src/split/head.rs", "use crate::date;"),
        ("src/context/mod.rs", "use crate::detect::detect;"),
        ("src/parse/text.rs", "use crate::outline::Outline;"),
        ("src/flow.rs", "use crate::split;"),
        ("src/cli/run.rs", "use std::env;"),
        ("src/span.rs", "// crate::parse makes spans."),
        ("src/write/shape.rs", "#[derive(Serialize)]"),
    ] {
        assert_eq!(planted(path, line), 0, "{path}: {line}");
    }
}

/// Gives the arrows that a source crosses, as `file:line: X must not use Y`.
fn crossed_arrows(path: &str, text: &str) -> Vec<String> {
    let owner = module(path);
    let mut crossed = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        if line.trim_start().starts_with("mod tests") {
            break;
        }
        let mut report = |used: &str| crossed.push(format!("{path}:{}: {owner} must not use {used}", number + 1));
        for used in code.split("crate::").skip(1).map(first_word).filter(|used| !is_allowed(owner, used)) {
            report(used);
        }
        for (words, owners) in RESERVED.iter().filter(|(words, _)| code.contains(words)) {
            if !owners.contains(&owner) {
                report(words);
            }
        }
    }
    crossed
}

/// Tells whether one module of `src` may use another.
fn is_allowed(owner: &str, used: &str) -> bool {
    let is_step = |name: &str| STEPS.contains(&name) || name == "context";
    let is_thing = |name: &str| !is_step(name) && !FLOW.contains(&name) && name != "cli";
    match owner {
        _ if owner == used || matches!(owner, "cli" | "main" | "lib") => true,
        "flow" => used != "cli",
        _ if is_step(owner) => is_thing(used) || ASKING.contains(&owner) && ASKED.contains(&used),
        _ => is_thing(used),
    }
}

/// Gives the module of `src` that a file belongs to: `split` of `src/split/head.rs`.
fn module(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

fn first_word(text: &str) -> &str {
    text.split(|character: char| !character.is_alphanumeric() && character != '_').next().unwrap_or_default()
}

fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::from("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((path.to_string_lossy().replace('\\', "/"), fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    found.sort();
    found
}

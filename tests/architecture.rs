//! Holds the line that the tour in `src/lib.rs` draws: `cli → flow → steps → things`. Reads every `crate::` path and every
//! `super::` that climbs to the root, and the names of powers (files, environment, clock, threads, JSON) that only some
//! modules have. It reads text, not syntax: comments are skipped, and a `crate::{…}` list is refused because it hides arrows.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;

/// The steps, and which other steps each may ask.
const STEPS: [(&str, &[&str]); 13] = [
    ("read", &[]),
    ("decode", &[]),
    ("parse", &[]),
    ("split", &["detect", "date"]),
    ("detect", &[]),
    ("context", &["detect", "date"]),
    ("date", &[]),
    ("archive", &[]),
    ("pair", &[]),
    ("cards", &[]),
    ("compare", &[]),
    ("check", &[]),
    ("write", &[]),
];

/// The modules that are neither steps nor things.
const ABOVE_STEPS: [&str; 5] = ["cli", "engine", "flow", "lib", "main"];

/// What the commands use beside `flow` and the things: steps that are a command themselves or stand at its ends.
const CLI_USES: [&str; 9] = ["archive", "check", "date", "detect", "engine", "flow", "pair", "read", "write"];

/// Single files that may use more than their module.
const EXCEPTIONS: [(&str, &str); 1] = [
    // The hidden `--dump lines` shows how this step sees each line.
    ("cli/dump.rs", "split"),
];

/// Programs beside the tables that they make: no modules, and not in the binary.
const PROGRAMS: [&str; 2] = ["detect/train.rs", "split/labels/fit.rs"];

/// A power: how its use looks, and the modules and files that have it.
struct Power {
    name: &'static str,
    pattern: &'static str,
    holders: &'static [&'static str],
}

const POWERS: [Power; 7] = [
    Power {
        name: "files",
        pattern: r"\bfs::|\bstd::fs\b",
        // The pipeline file is part of the command line, not an input; spill.rs keeps what is too much for memory.
        holders: &["read", "write", "cli/pipeline/mod.rs", "spill"],
    },
    Power {
        name: "the environment, the clock or the process",
        pattern: r"\benv::|\bstd::env\b|\bSystemTime\b|\bInstant\b|::now\(|\bstd::process\b",
        holders: &["cli", "main"],
    },
    Power { name: "the database", pattern: r"\brusqlite\b", holders: &["archive"] },
    Power { name: "threads", pattern: r"\bthread::|\bstd::thread\b|\brayon\b", holders: &["engine"] },
    Power {
        name: "the writing of JSON",
        pattern: r"\bSerialize\b|\bSerializer\b|\bserde_json::to_",
        // lines.rs hands shapes of `write` on and only names their bound; the pipeline file's schema is no record.
        holders: &["write", "cli/lines.rs", "cli/pipeline/mod.rs"],
    },
    Power {
        name: "the reading of JSON",
        pattern: r"\bserde_json::from_|\bserde_json::Deserializer\b",
        // JSON-LD is text of a page; our own marker is read before its folder is replaced.
        holders: &["read", "parse/html/json_ld.rs", "write/building.rs"],
    },
    Power {
        name: "derived reading",
        pattern: r"\bDeserialize\b|\bJsonSchema\b",
        // summary.rs: the marker of a run, as above.
        holders: &["cli", "read", "write/summary.rs"],
    },
];

/// Who may use whom, made from the constants and the files that are there.
struct Law {
    arrow: Regex,
    climb: Regex,
    powers: Vec<(&'static Power, Regex)>,
    things: BTreeSet<String>,
}

impl Law {
    fn new(things: BTreeSet<String>) -> Self {
        Self {
            arrow: Regex::new(r"(?:^|[^\w$])crate::(\w+|[{*])").unwrap(),
            climb: Regex::new(r"\b((?:super::)+)(\w+|[{*])").unwrap(),
            powers: POWERS.iter().map(|power| (power, Regex::new(power.pattern).unwrap())).collect(),
            things,
        }
    }

    /// Gives every crossed arrow of a file as `src/…:line: X must not use Y`. `file` is relative to `src`.
    fn crossed(&self, file: &str, text: &str) -> Vec<String> {
        let module = module_of(file);
        let mut crossed = Vec::new();
        let mut in_tests = file.ends_with("/tests.rs");
        let mut depth = depth_of(file);
        for (index, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            if line.starts_with("mod tests {") {
                in_tests = true;
                depth += 1;
            }
            let mut report = |used: &str| {
                crossed.push(format!("src/{file}:{}: {module} must not use {used}", index + 1));
            };
            let roots = self.arrow.captures_iter(line).map(|found| found.get(1).unwrap().as_str());
            let climbed = self.climb.captures_iter(line).filter_map(|found| {
                let climbs = found.get(1).unwrap().as_str().matches("super::").count();
                (climbs >= depth).then(|| found.get(2).unwrap().as_str())
            });
            for used in roots.chain(climbed) {
                if !self.may_use(file, module, used) {
                    report(used);
                }
            }
            for (power, pattern) in self.powers.iter().filter(|_| !in_tests) {
                if pattern.is_match(line) && !power.holders.iter().any(|holder| [file, module].contains(holder)) {
                    report(power.name);
                }
            }
        }
        crossed
    }

    fn may_use(&self, file: &str, module: &str, used: &str) -> bool {
        if used == module || self.things.contains(used) || EXCEPTIONS.contains(&(file, used)) {
            return true;
        }
        let is_step = STEPS.iter().any(|(step, _)| *step == used);
        match module {
            "lib" => true,
            "main" => used == "cli",
            "cli" => CLI_USES.contains(&used),
            "flow" => is_step || used == "engine",
            _ => STEPS.iter().any(|(step, asks)| *step == module && asks.contains(&used)),
        }
    }
}

/// Gives the module of a file: its folder under `src`, or its own name.
fn module_of(file: &str) -> &str {
    file.split_once('/').map_or(file.trim_end_matches(".rs"), |(folder, _)| folder)
}

/// Gives how many `super::` lead from a file's module to the root of the crate.
fn depth_of(file: &str) -> usize {
    file.trim_end_matches("/mod.rs").split('/').count()
}

/// Gives every Rust file under `folder`, relative to `src`, sorted.
fn sources(folder: &Path, prefix: &str) -> Vec<(String, String)> {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            files.extend(sources(&entry.path(), &format!("{name}/")));
        } else if entry.path().extension().is_some_and(|extension| extension == "rs")
            && !PROGRAMS.contains(&name.as_str())
        {
            files.push((name, fs::read_to_string(entry.path()).unwrap()));
        }
    }
    files
}

/// Gives the things: the files directly in `src` that are not above the steps.
fn things(files: &[(String, String)]) -> BTreeSet<String> {
    let plain = files.iter().filter(|(file, _)| !file.contains('/')).map(|(file, _)| module_of(file));
    plain.filter(|module| !ABOVE_STEPS.contains(module)).map(str::to_owned).collect()
}

#[test]
fn no_arrow_is_crossed() {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "");
    let law = Law::new(things(&files));
    let crossed: Vec<String> = files.iter().flat_map(|(file, text)| law.crossed(file, text)).collect();
    assert!(crossed.is_empty(), "\n{}\n\nThe arrows are explained in src/lib.rs.\n", crossed.join("\n"));
}

#[test]
fn every_folder_is_a_step_or_the_command_line() {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "");
    let folders: BTreeSet<&str> = files.iter().filter_map(|(file, _)| Some(file.split_once('/')?.0)).collect();
    let known: BTreeSet<&str> = STEPS.iter().map(|(step, _)| *step).chain(["cli", "flow"]).collect();
    assert_eq!(folders, known, "a new folder under src/ is a new step: name it in STEPS and in the tour of src/lib.rs");
}

#[test]
fn exceptions_are_still_needed() {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "");
    for (file, used) in EXCEPTIONS {
        let text = files.iter().find(|(name, _)| name == file).map_or("", |(_, text)| text);
        assert!(text.contains(&format!("crate::{used}")), "src/{file} no longer uses {used}: delete its exception");
    }
}

#[test]
fn planted_lines_are_found() {
    let law = Law::new(["span", "page"].map(str::to_owned).into());
    for (file, line, used) in [
        ("split/mod.rs", "use crate::check;", Some("check")),
        ("split/mod.rs", "use crate::detect::detect;", None),
        ("detect/mod.rs", "    crate::date::date(text)", Some("date")),
        ("date/deep/down.rs", "use super::super::super::split;", Some("split")),
        ("date/deep/down.rs", "use super::super::bounds;", None),
        ("date/deep/mod.rs", "use super::super::split;", Some("split")),
        ("date/mod.rs", "use crate::span::Span;", None),
        ("date/mod.rs", "/// As in [`split`](crate::split).", None),
        ("date/mod.rs", "use crate::{span, split};", Some("{")),
        ("span.rs", "use crate::flow;", Some("flow")),
        ("flow.rs", "use crate::cli;", Some("cli")),
        ("flow.rs", "use crate::engine;", None),
        ("cli/run.rs", "use crate::split;", Some("split")),
        ("cli/dump.rs", "use crate::split;", None),
        ("main.rs", "crate::flow::page()", Some("flow")),
        ("check/mod.rs", "use std::fs;", Some("files")),
        ("read/walk.rs", "use std::fs;", None),
        ("check/mod.rs", "use rusqlite::Connection;", Some("the database")),
        ("archive/keep.rs", "use rusqlite::Connection;", None),
        ("date/mod.rs", "let now = Timestamp::now();", Some("the environment, the clock or the process")),
        ("write/mod.rs", "std::thread::spawn(work)", Some("threads")),
        ("page.rs", "#[derive(Debug, Serialize)]", Some("the writing of JSON")),
        ("page.rs", "mod tests { use serde::Serialize; }", None),
        ("check/mod.rs", "serde_json::from_str(text)", Some("the reading of JSON")),
        ("settings.rs", "#[derive(serde::Deserialize)]", Some("derived reading")),
    ] {
        let module = module_of(file);
        let expected: Vec<String> =
            used.iter().map(|used| format!("src/{file}:2: {module} must not use {used}")).collect();
        assert_eq!(law.crossed(file, &format!("// crate::cli\n{line}\n")), expected, "{line}");
    }
}

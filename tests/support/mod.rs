//! What the integration tests share: the binary in a clean environment, the folders under `fixtures/`, and snapshots that
//! are compared or, with `UPDATE=1`, rewritten.

#![allow(dead_code, reason = "every test crate uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The anchor of relative dates in every case that brings no `arguments` of its own.
pub(crate) const NOW: &str = "2024-11-01T00:00:00Z";

/// What stands in a case folder beside its pages.
const BESIDE_PAGES: [&str; 6] =
    ["arguments", "expect.toml", "findings.jsonl", "pipeline.toml", "records.jsonl", "terms.csv"];

/// The folder of a case whose pages are only held against.
const ORIGINALS: &str = "originals/";

/// Gives a path inside the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Gives the binary, with nothing of this process's environment but what programs need to start at all.
pub(crate) fn korrektur(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_korrektur"));
    command.current_dir(folder).env_clear();
    for needed in ["SYSTEMROOT", "LLVM_PROFILE_FILE"] {
        command.envs(std::env::var_os(needed).map(|value| (needed, value)));
    }
    command
}

/// Runs a command and gives its standard output; stops the test where the exit status is another than `status`.
pub(crate) fn output(command: &mut Command, status: i32) -> String {
    let Output { status: ended, stdout, stderr } = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&stderr);
    assert_eq!(ended.code(), Some(status), "{command:?} said:\n{stderr}");
    String::from_utf8(stdout).unwrap()
}

/// One folder `fixtures/<area>/<what-it-shows>/`.
#[derive(Debug)]
pub(crate) struct Case {
    /// `<area>/<what-it-shows>`.
    pub(crate) name: String,
    /// The folder.
    pub(crate) folder: PathBuf,
    /// Its pages and containers, relative to the folder, with `/`, sorted.
    pub(crate) inputs: Vec<String>,
}

impl Case {
    /// Gives the binary with a subcommand over all pages of the case.
    pub(crate) fn command(&self, subcommand: &[&str]) -> Command {
        let mut command = korrektur(&self.folder);
        command.args(subcommand);
        if self.folder.join("pipeline.toml").exists() {
            command.args(["--pipeline", "pipeline.toml"]);
        }
        match fs::read_to_string(self.folder.join("arguments")) {
            Ok(arguments) => command.args(arguments.split_whitespace()),
            Err(_) => command.args(["--now", NOW]),
        };
        command.args(&self.inputs);
        command
    }
}

/// Gives all cases, sorted by name. `fixtures/pipelines` belongs to the tests of the pipeline files.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for area in entries(&repository("fixtures")).iter().filter(|area| area.is_dir() && !area.ends_with("pipelines")) {
        for folder in entries(area).into_iter().filter(|folder| folder.is_dir()) {
            let name = format!("{}/{}", file_name(area), file_name(&folder));
            let mut inputs = Vec::new();
            collect(&folder, "", &mut inputs);
            inputs.retain(|input| !BESIDE_PAGES.contains(&input.as_str()) && !input.starts_with(ORIGINALS));
            assert!(!inputs.is_empty(), "fixtures/{name} has no page");
            cases.push(Case { name, folder, inputs });
        }
    }
    assert!(!cases.is_empty(), "no case under fixtures/");
    cases
}

fn collect(folder: &Path, prefix: &str, inputs: &mut Vec<String>) {
    for entry in entries(folder) {
        let name = format!("{prefix}{}", file_name(&entry));
        if entry.is_dir() {
            collect(&entry, &format!("{name}/"), inputs);
        } else {
            inputs.push(name);
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Gives every line of JSONL as a value.
pub(crate) fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}"))).collect()
}

/// Tells whether snapshots are to be rewritten: `UPDATE=1 cargo test`.
pub(crate) fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value != "0" && !value.is_empty())
}

/// Compares `actual` with the snapshot, or rewrites it. `Err` says where they part.
pub(crate) fn snapshot(path: &Path, actual: &str) -> Result<(), String> {
    let expected = fs::read_to_string(path).ok().map(|text| text.replace("\r\n", "\n"));
    if expected.as_deref() == Some(actual) {
        return Ok(());
    }
    if is_update() {
        fs::write(path, actual).unwrap();
        return Ok(());
    }
    let shown = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display();
    let Some(expected) = expected else { return Err(format!("{shown} is missing")) };
    let (mut left, mut right) = (expected.lines(), actual.lines());
    let mut line = 1;
    loop {
        match (left.next(), right.next()) {
            (Some(a), Some(b)) if a == b => line += 1,
            (None, None) => return Err(format!("{shown} differs in its last line break")),
            (a, b) => return Err(format!("{shown}:{line}: {}", difference(a, b))),
        }
    }
}

/// Says how two lines part: for JSON where in the value, else the lines.
fn difference(expected: Option<&str>, actual: Option<&str>) -> String {
    let parse = |line: Option<&str>| line.and_then(|line| serde_json::from_str::<Value>(line).ok());
    if let (Some(a), Some(b)) = (parse(expected), parse(actual))
        && let Some(found) = json_difference(&a, &b, "$")
    {
        return found;
    }
    format!("\n  expected {}\n     found {}", expected.unwrap_or("no line"), actual.unwrap_or("no line"))
}

fn json_difference(expected: &Value, actual: &Value, path: &str) -> Option<String> {
    match (expected, actual) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            keys.into_iter().find_map(|key| match (a.get(key), b.get(key)) {
                (Some(a), Some(b)) => json_difference(a, b, &format!("{path}.{key}")),
                (Some(_), None) => Some(format!("{path} lacks {key}")),
                (None, _) => Some(format!("{path} has {key}, which is new")),
            })
        }
        (Value::Array(a), Value::Array(b)) => a
            .iter()
            .zip(b)
            .enumerate()
            .find_map(|(index, (a, b))| json_difference(a, b, &format!("{path}[{index}]")))
            .or_else(|| (a.len() != b.len()).then(|| format!("{path} has {} entries, expected {}", b.len(), a.len()))),
        (a, b) => (a != b).then(|| format!("{path}\n  expected {a}\n     found {b}")),
    }
}

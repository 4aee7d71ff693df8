//! Keeps the README true: every `console` block is run, and its output compared with what stands there.
//! `UPDATE=1 cargo test --test readme` rewrites the blocks.

use std::fs;
use std::path::Path;
use std::process::Command;

const FENCE: &str = "```console\n";

#[test]
fn the_commands_of_the_readme_print_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("README.md");
    let readme = fs::read_to_string(&path).expect("the README is there");
    let mut written = String::new();
    let mut rest = readme.as_str();
    let mut blocks = 0;
    while let Some((before, after)) = rest.split_once(FENCE) {
        let (block, after) = after.split_once("```").expect("a block is closed");
        let command = block
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("$ korrektur "))
            .expect("a block starts with a command");
        written.push_str(before);
        written.push_str(&format!("{FENCE}$ korrektur {command}\n{}```", output(root, command)));
        rest = after;
        blocks += 1;
    }
    written.push_str(rest);
    assert!(blocks >= 3, "the README shows the program at work");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &written).expect("the README can be written");
    } else {
        let differing = readme.lines().zip(written.lines()).find(|(now, new)| now != new);
        assert!(readme == written, "the README is stale; UPDATE=1 cargo test --test readme rewrites it: {differing:?}");
    }
}

/// Gives what a reader sees: standard output, and the closing line of standard error.
fn output(root: &Path, command: &str) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_korrektur"))
        .args(command.split(' '))
        .current_dir(root)
        .env_clear()
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    let (out, err) = (text(run.stdout), text(run.stderr));
    let joint = if out.is_empty() || out.ends_with('\n') { "" } else { "\n" };
    let whole = format!("{out}{joint}{err}");
    if whole.ends_with('\n') { whole } else { format!("{whole}\n") }
}

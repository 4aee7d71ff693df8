//! The HTML tree against the standard: html5lib's tree-construction tests, where the reader has them.
//!
//! The tests' data is not part of this project. `HTML5LIB_TESTS=…/tree-construction cargo test --release --test html_tree --
//! --ignored --nocapture` runs them; html5lib's source distribution on the Python package index ships them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test may fail loudly, and say what it measured"
)]

use std::fmt::Write as _;
use std::path::PathBuf;

use korrektur::parse::html::tree::{Content, Namespace, NodeId, Step, Tree, Walk};

/// One test: the source and the tree that it must become, as html5lib writes trees.
struct Case {
    name: String,
    source: String,
    expected: String,
}

fn cases(folder: &PathBuf) -> Vec<Case> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "dat"))
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
        for (index, block) in format!("\n{text}").split("\n#data\n").skip(1).enumerate() {
            let (source, rest) = block.split_once("\n#errors").unwrap_or(("", block));
            let Some((head, expected)) = rest.split_once("\n#document\n") else { continue };
            if head.contains("#document-fragment") || head.contains("#script-off") {
                continue;
            }
            cases.push(Case {
                name: format!("{} {index}", file.file_name().unwrap().to_string_lossy()),
                source: source.to_owned(),
                expected: normal(expected),
            });
        }
    }
    cases
}

/// A line of a tree as html5lib writes it: depth and what stands there. Text may go over several lines.
fn entries(tree: &str) -> Vec<(usize, String)> {
    let mut entries: Vec<(usize, String)> = Vec::new();
    for line in tree.lines() {
        match line.strip_prefix("| ") {
            Some(rest) => {
                let content = rest.trim_start_matches(' ');
                entries.push(((rest.len() - content.len()) / 2, content.to_owned()));
            }
            None => {
                if let Some((_, content)) = entries.last_mut() {
                    content.push('\n');
                    content.push_str(line);
                }
            }
        }
    }
    entries
}

/// Leaves out what this tree does not keep: comments, doctypes, blank text, the borders between neighbouring texts,
/// attributes of foreign elements, and `<template>`'s extra level.
fn normal(tree: &str) -> String {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut template_depths: Vec<usize> = Vec::new();
    let mut is_foreign = false;
    for (depth, content) in entries(tree) {
        template_depths.retain(|template| *template < depth);
        if content == "content" {
            template_depths.push(depth);
            continue;
        }
        let depth = depth - template_depths.len();
        if content.starts_with("<!") {
            continue;
        }
        if content.starts_with('<') {
            is_foreign = content.starts_with("<svg ") || content.starts_with("<math ");
            lines.push((depth, content.to_lowercase()));
        } else if let Some(text) = content.strip_prefix('"') {
            let text = text.trim_end().trim_end_matches('"');
            match lines.last_mut() {
                Some((last, before)) if *last == depth && before.starts_with('"') => before.push_str(text),
                _ => lines.push((depth, format!("\"{text}"))),
            }
        } else if !is_foreign {
            lines.push((depth, content));
        }
    }
    lines.iter().fold(String::new(), |mut text, (depth, content)| {
        let folded: Vec<&str> = content.split_ascii_whitespace().filter(|word| *word != "\"").collect();
        if !folded.is_empty() {
            let _ = writeln!(text, "{}{}", "  ".repeat(*depth), folded.join(" "));
        }
        text
    })
}

/// Writes a tree as html5lib does.
fn written(tree: &Tree) -> String {
    let mut walk = Walk::new(0);
    let mut depth = 0;
    let mut text = String::new();
    while let Some(step) = walk.next(tree) {
        match step {
            Step::Enter(id) => match tree.node(id).unwrap().content {
                Content::Document => {}
                Content::Text { .. } => {
                    let _ = writeln!(text, "| {}\"{}\"", "  ".repeat(depth), tree.text(id));
                }
                Content::Element(_) => {
                    write_element(tree, id, depth, &mut text);
                    depth += 1;
                }
            },
            Step::Leave(id) => depth -= usize::from(tree.element(id).is_some()),
        }
    }
    text
}

fn write_element(tree: &Tree, id: NodeId, depth: usize, text: &mut String) {
    let element = tree.element(id).unwrap();
    let indent = "  ".repeat(depth);
    let prefix = match element.namespace {
        Namespace::Html => "",
        Namespace::Svg => "svg ",
        Namespace::MathMl => "math ",
    };
    let _ = writeln!(text, "| {indent}<{prefix}{}>", tree.written_name(element));
    let mut attributes: Vec<(String, String)> = Vec::new();
    for attribute in tree.attributes(element) {
        let name = tree.slice(attribute.name).to_ascii_lowercase();
        if attributes.iter().all(|(known, _)| *known != name) {
            attributes.push((name, tree.value(attribute).into_owned()));
        }
    }
    attributes.sort();
    for (name, value) in attributes {
        let _ = writeln!(text, "| {indent}  {name}=\"{value}\"");
    }
}

#[test]
#[ignore = "needs html5lib's test data"]
fn most_conformance_tests_pass() {
    let folder = PathBuf::from(std::env::var_os("HTML5LIB_TESTS").expect("HTML5LIB_TESTS names the folder"));
    let cases = cases(&folder);
    let mut failed = Vec::new();
    for case in &cases {
        let found = normal(&written(&Tree::parse(&case.source)));
        if found != case.expected {
            println!("FAILED {}\n{}\n--- expected\n{}--- found\n{}", case.name, case.source, case.expected, found);
            failed.push(&case.name);
        }
    }
    println!("{} of {} pass", cases.len() - failed.len(), cases.len());
    assert!(failed.len() * 10 < cases.len(), "fewer than nine of ten pass");
}

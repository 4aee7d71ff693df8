//! The cases under `fixtures/`: what the binary makes of each is compared with the snapshots beside it (`records.jsonl`,
//! `findings.jsonl`), and with the claims of its `expect.toml`, which people write and nothing rewrites.
//!
//! `UPDATE=1 cargo test --test cases` rewrites the snapshots; review them with `git diff`. A claim that does not hold yet
//! is named in `not-yet`, which fails as soon as it holds.

#![allow(clippy::panic, reason = "a test stops where something is not as it should be")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde::Deserialize;
use serde_json::Value;
use support::{Case, cases, json_lines, output, snapshot};

/// What people say of a case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Expect {
    /// Exactly the rules that speak, whatever the number of their findings.
    rules: BTreeSet<String>,
    /// Findings that have to be there, each with the fields that matter.
    #[serde(default)]
    finding: Vec<ExpectFinding>,
    /// Pages, by name.
    #[serde(default)]
    page: BTreeMap<String, ExpectPage>,
    /// Pages that say the same in different markup: their blocks have to be those of the first.
    #[serde(default)]
    same_blocks: Vec<String>,
    /// Claims that do not hold yet, as the failure names them.
    #[serde(default)]
    not_yet: BTreeSet<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectFinding {
    rule: String,
    page: String,
    block: Option<String>,
    sections: Option<Vec<String>>,
    expected: Option<String>,
    found: Option<String>,
    /// Words that the source has at the finding's span, at its start.
    starts: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectPage {
    /// The expected language.
    expected: Option<String>,
    /// What said so.
    from: Option<String>,
    /// The kinds of its blocks: `article profile teaser teaser`.
    kinds: Option<String>,
    /// The languages of its blocks, in the same order.
    languages: Option<String>,
    /// The languages of the sections of its first block.
    section_languages: Option<String>,
    /// How many sections its first block has.
    sections: Option<usize>,
    /// Headings of the sections of its first block; an empty one for a section without.
    headings: Option<Vec<String>>,
    /// Titles of its blocks; an empty one for a block without.
    titles: Option<Vec<String>>,
    /// Categories of its blocks.
    categories: Option<Vec<String>>,
    /// Values of the dates of its blocks.
    dates: Option<Vec<String>>,
    /// Authors of its blocks.
    authors: Option<Vec<String>>,
}

#[test]
fn every_case_gives_what_it_expects() {
    let mut failures = Vec::new();
    for case in cases() {
        let records = output(&mut case.command(&["extract", "--format", "jsonl"]), 0);
        let findings = output(&mut case.command(&["check", "--format", "jsonl", "--fail-on", "never"]), 0);
        for (name, actual) in [("records.jsonl", &records), ("findings.jsonl", &findings)] {
            failures.extend(snapshot(&case.folder.join(name), actual).err());
        }
        failures.extend(broken_claims(&case, &json_lines(&records), &json_lines(&findings)));
    }
    assert!(
        failures.is_empty(),
        "\n{}\n\n{} differences. Where the new output is right: UPDATE=1 cargo test --test cases, then read git diff.\n\
         Claims in expect.toml are changed by hand.\n",
        failures.join("\n"),
        failures.len()
    );
}

fn broken_claims(case: &Case, records: &[Value], findings: &[Value]) -> Vec<String> {
    let path = case.folder.join("expect.toml");
    let Ok(text) = fs::read_to_string(&path) else { return vec![format!("{}: expect.toml is missing", case.name)] };
    let expect: Expect = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut claims = Claims::default();

    let rules: BTreeSet<String> = findings.iter().map(|finding| text_of(&finding["rule"])).collect();
    claims.equal("rules", &expect.rules, &rules);
    for (index, wanted) in expect.finding.iter().enumerate() {
        let is_there = findings.iter().any(|finding| wanted.is_met_by(finding, case));
        claims.hold(&format!("finding {}", index + 1), is_there, || format!("nothing matches {wanted:?}"));
    }
    for (name, wanted) in &expect.page {
        let record = records.iter().find(|record| record["page"] == name.as_str());
        claims.hold(name, record.is_some(), || "no such record".into());
        if let Some(record) = record {
            wanted.judge(name, record, &mut claims);
        }
    }
    if let Some((first, others)) = expect.same_blocks.split_first() {
        let wanted = spoken_blocks(records, first);
        for name in others {
            claims.equal(&format!("same-blocks: {name}"), &wanted, &spoken_blocks(records, name));
        }
    }
    let mut failures: Vec<String> = claims
        .broken
        .iter()
        .filter(|(claim, _)| !expect.not_yet.contains(*claim))
        .map(|(claim, reason)| format!("{}: {claim}: {reason}", case.name))
        .collect();
    let held = expect.not_yet.iter().filter(|claim| !claims.broken.contains_key(*claim));
    failures.extend(held.map(|claim| format!("{}: {claim} holds now: take it out of not-yet", case.name)));
    failures
}

/// What the blocks of a page say, whatever its markup and wherever it stands.
fn spoken_blocks(records: &[Value], page: &str) -> Vec<[Vec<String>; 3]> {
    let Some(record) = records.iter().find(|record| record["page"] == page) else { return Vec::new() };
    let blocks = record["blocks"].as_array().map_or(&[][..], Vec::as_slice);
    let spoken = blocks.iter().map(|block| {
        let fields = [&block["kind"], &block["title"], &block["category"], &block["date"]["text"], &block["text"]];
        let sections = &block["sections"];
        let headings = texts(sections, |section| &section["heading"]);
        [fields.map(text_of).to_vec(), headings, texts(sections, |section| &section["text"])]
    });
    spoken.collect()
}

#[derive(Default)]
struct Claims {
    broken: BTreeMap<String, String>,
}

impl Claims {
    fn hold(&mut self, claim: &str, holds: bool, reason: impl Fn() -> String) {
        if !holds {
            self.broken.insert(claim.to_owned(), reason());
        }
    }

    fn equal<T: PartialEq + std::fmt::Debug>(&mut self, claim: &str, expected: &T, actual: &T) {
        self.hold(claim, expected == actual, || format!("\n  expected {expected:?}\n     found {actual:?}"));
    }

    fn maybe_equal<T: PartialEq + std::fmt::Debug>(&mut self, claim: &str, expected: Option<&T>, actual: &T) {
        if let Some(expected) = expected {
            self.equal(claim, expected, actual);
        }
    }
}

impl ExpectFinding {
    fn is_met_by(&self, finding: &Value, case: &Case) -> bool {
        let is = |key: &str, wanted: &Option<String>| wanted.as_ref().is_none_or(|w| finding[key] == w.as_str());
        let sections: Vec<String> = texts(&finding["sections"], |section| section);
        finding["rule"] == self.rule.as_str()
            && finding["page"] == self.page.as_str()
            && is("block", &self.block)
            && is("expected", &self.expected)
            && is("found", &self.found)
            && self.sections.as_ref().is_none_or(|wanted| *wanted == sections)
            && self.starts.as_ref().is_none_or(|words| {
                let start = finding["span"]["start"].as_u64().unwrap_or(u64::MAX) as usize;
                let source = fs::read_to_string(case.folder.join(&self.page)).unwrap_or_default();
                source.get(start..).is_some_and(|rest| rest.starts_with(words.as_str()))
            })
    }
}

impl ExpectPage {
    fn judge(&self, page: &str, record: &Value, claims: &mut Claims) {
        let claim = |what: &str| format!("{page}: {what}");
        let blocks = &record["blocks"];
        let sections = &blocks[0]["sections"];
        let joined = |list: Vec<String>| list.join(" ");
        let language = &record["language"];
        claims.maybe_equal(&claim("expected"), self.expected.as_ref(), &text_of(&language["expected"]));
        claims.maybe_equal(&claim("from"), self.from.as_ref(), &text_of(&language["expected_from"]));
        claims.maybe_equal(&claim("kinds"), self.kinds.as_ref(), &joined(texts(blocks, |block| &block["kind"])));
        let codes = |list: &Value| joined(texts(list, |entry| &entry["language"]["code"]));
        claims.maybe_equal(&claim("languages"), self.languages.as_ref(), &codes(blocks));
        claims.maybe_equal(&claim("section_languages"), self.section_languages.as_ref(), &codes(sections));
        claims.maybe_equal(&claim("sections"), self.sections.as_ref(), &sections.as_array().map_or(0, Vec::len));
        let headings = texts(sections, |section| &section["heading"]);
        claims.maybe_equal(&claim("headings"), self.headings.as_ref(), &headings);
        claims.maybe_equal(&claim("titles"), self.titles.as_ref(), &texts(blocks, |block| &block["title"]));
        claims.maybe_equal(&claim("categories"), self.categories.as_ref(), &texts(blocks, |block| &block["category"]));
        claims.maybe_equal(&claim("dates"), self.dates.as_ref(), &texts(blocks, |block| &block["date"]["value"]));
        claims.maybe_equal(&claim("authors"), self.authors.as_ref(), &texts(blocks, |block| &block["author"]));
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn texts(list: &Value, get: impl Fn(&Value) -> &Value) -> Vec<String> {
    list.as_array().map_or_else(Vec::new, |entries| entries.iter().map(|entry| text_of(get(entry))).collect())
}

//! Pages and matches to findings, one rule a file.
//!
//! A rule says what is wrong and where, as a [`Draft`]; this file adds what all findings share: rule, severity, page,
//! excerpt, fingerprint. It knows no rule by name; [`rules::RULES`] does. Rules see no settings of other rules: whether a
//! rule is on, and how bad its findings are, is decided here.

pub mod account;
pub mod copies;
mod held;
mod likeness;
mod purpose;
pub mod rules;

use std::collections::BTreeMap;

use self::copies::Copies;
use crate::corpus::Corpus;
use crate::digest::Matches;
use crate::document::Unreadable;
use crate::error::Error;
use crate::finding::{EXCERPT_CHARACTERS, Finding, Fingerprint, Place, Related, Severity, shorten};
use crate::language::Tag;
use crate::page::{self, Page};
use crate::paired::{Paired, Untranslated};
use crate::settings::Settings;
use crate::words;

/// A rule: what it is called, how bad what it finds is, and how it looks.
#[derive(Debug)]
pub struct Rule {
    /// Its name, kebab-case: says what is wrong, not what to do. The file is named like it.
    pub name: &'static str,
    /// How bad its findings are unless the pipeline file says otherwise.
    pub severity: Severity,
    /// What it finds, one line for the table of rules, without a full stop.
    pub summary: &'static str,
    /// What it looks at, and the function.
    pub scope: Scope,
    /// The type of translation error in the MQM core typology that its findings are, as `dimension/type`.
    pub mqm: Option<&'static str>,
    /// The source file of the rule; its header is the page that users read.
    pub source: &'static str,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    /// One page at a time.
    Page(fn(&Page, &Settings) -> Vec<Draft>),
    /// One page and its original at a time; pages without one are not looked at.
    Paired(fn(&Page, &Paired) -> Vec<Draft>),
    /// One original that is missing in a language at a time.
    Originals(fn(&Untranslated) -> Draft),
    /// All pages together and what is copied among them. Each draft comes with its page's place in [`Corpus::pages`].
    Corpus(fn(&Corpus, &Copies) -> Vec<(usize, Draft)>),
}

/// What a rule says of one fault; [`page()`] and [`corpus`] make a [`Finding`] of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Exactly the text in question.
    pub place: Place,
    /// The text in question: its beginning becomes the excerpt.
    pub text: String,
    /// Names the text in question across runs; made from `text` where `None`.
    pub key: Option<u64>,
    /// What is wrong, in one sentence without the place.
    pub message: String,
    /// How to mend it, in one sentence.
    pub help: String,
    /// The block, 0-based, where the fault has one.
    pub block: Option<usize>,
    /// The sections of the block that it covers, 0-based.
    pub sections: Vec<usize>,
    /// The language that was expected.
    pub expected: Option<Tag>,
    /// The language that was found.
    pub found: Option<Tag>,
    /// Probability that the finding is right, 0 to 1.
    pub confidence: Option<f64>,
    /// The other places of a duplicate, the original first; no more than [`RELATED_LIMIT`](crate::finding::RELATED_LIMIT).
    pub related: Vec<Related>,
    /// How many other places there are.
    pub related_total: usize,
}

impl Rule {
    /// Gives the rule's documentation, in Markdown: the header of its file.
    pub fn explanation(&self) -> String {
        let header = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        let lines: Vec<&str> = header.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        let mut text = lines.join("\n");
        if let Some(mqm) = self.mqm {
            text.push_str("\n\n## Error type\nMQM core: ");
            text.push_str(mqm);
        }
        text
    }

    /// Gives the severity of the rule's findings, `None` where the settings switch it off.
    pub fn severity(&self, settings: &Settings) -> Option<Severity> {
        let said = settings.rules.get(self.name).copied().unwrap_or_default();
        (said.enabled != Some(false)).then(|| said.severity.unwrap_or(self.severity))
    }
}

/// Checks one page with every page rule. `index` is the page's place in the order of the input.
pub fn page(page: &Page, index: usize, settings: &Settings) -> Vec<Finding> {
    let mut findings = Findings::default();
    for rule in rules::RULES {
        let Some(severity) = rule.severity(settings) else { continue };
        let drafts = match (rule.scope, page.pairing.paired()) {
            (Scope::Page(look), _) => look(page, settings),
            (Scope::Paired(look), Some(paired)) => look(page, paired),
            _ => continue,
        };
        for draft in drafts {
            findings.add(rule.name, severity, &page.name, index, draft);
        }
    }
    findings.sorted()
}

/// Checks all pages together with every corpus rule. `matches` is what is alike among [`Corpus::digests`].
///
/// # Errors
/// [`Error::Temporary`] where what is kept of the pages cannot be read.
pub fn corpus(corpus: &Corpus, matches: &Matches, settings: &Settings) -> Result<Vec<Finding>, Error> {
    let copies = copies::copies(corpus, matches, settings)?;
    let mut findings = Findings::default();
    for rule in rules::RULES {
        if let (Scope::Corpus(look), Some(severity)) = (rule.scope, rule.severity(settings)) {
            for (place, draft) in look(corpus, &copies) {
                let Some(page) = corpus.pages().get(place) else { continue };
                findings.add(rule.name, severity, &page.name, page.index, draft);
            }
        }
    }
    Ok(findings.sorted())
}

/// Checks the originals that are missing in a language. Those that are no pages of the run come behind its `pages`.
pub fn originals(missing: &[Untranslated], pages: usize, settings: &Settings) -> Vec<Finding> {
    let mut findings = Findings::default();
    for rule in rules::RULES {
        if let (Scope::Originals(look), Some(severity)) = (rule.scope, rule.severity(settings)) {
            for (number, original) in missing.iter().enumerate() {
                let index = original.index.unwrap_or(pages + number);
                findings.add(rule.name, severity, &original.page, index, look(original));
            }
        }
    }
    findings.sorted()
}

/// Reports an input that could not be read at all. `index` is its place in the order of the input.
pub fn unreadable(input: &Unreadable, index: usize, settings: &Settings) -> Option<Finding> {
    let rule = &rules::unreadable_input::RULE;
    let severity = rule.severity(settings)?;
    let mut findings = Findings::default();
    findings.add(rule.name, severity, &input.name, index, rules::unreadable_input::draft(input));
    findings.sorted().pop()
}

/// Findings under way, and how often each fingerprint was given out.
#[derive(Default)]
struct Findings {
    findings: Vec<Finding>,
    given: BTreeMap<Fingerprint, usize>,
}

impl Findings {
    fn add(&mut self, rule: &'static str, severity: Severity, page: &str, page_index: usize, draft: Draft) {
        let key = draft.key.unwrap_or_else(|| words::text_key(&draft.text));
        let fingerprint = Fingerprint::of(&[rule, page, &format!("{key:016x}")]);
        let equal_before = self.given.entry(fingerprint).or_default();
        let fingerprint = fingerprint.nth(*equal_before);
        *equal_before += 1;
        let block = draft.block;
        self.findings.push(Finding {
            rule,
            severity,
            page: page.to_owned(),
            page_index,
            block: block.map(page::block_id),
            sections: block.map_or_else(Vec::new, |block| {
                draft.sections.iter().map(|&section| page::section_id(block, section)).collect()
            }),
            message: draft.message,
            help: draft.help,
            excerpt: shorten(&draft.text, EXCERPT_CHARACTERS),
            expected: draft.expected,
            found: draft.found,
            confidence: draft.confidence,
            place: draft.place,
            related: draft.related,
            related_total: draft.related_total,
            fingerprint,
        });
    }

    /// Gives the findings by page, place and rule.
    fn sorted(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| {
            (finding.page_index, finding.place.span.start, finding.place.span.end, finding.rule)
        });
        self.findings
    }
}

//! Pages and matches to findings, one rule a file.
//!
//! A rule says what is wrong and where, as a [`Draft`]; this file adds what all findings share: rule, severity, page,
//! excerpt, fingerprint. It knows no rule by name; [`rules::RULES`] does. Rules see no settings of other rules: whether a
//! rule is on, and how bad its findings are, is decided here.

pub mod account;
pub mod copies;
mod elements;
mod held;
pub mod ignore;
mod likeness;
mod purpose;
pub mod rules;

use std::collections::{BTreeMap, BTreeSet};

use self::copies::Copies;
use crate::card::{Difference, Mismatch};
use crate::corpus::Corpus;
use crate::digest::Matches;
use crate::document::Unreadable;
use crate::error::Error;
use crate::finding::{EXCERPT_CHARACTERS, Finding, Fingerprint, Place, Related, RuleCard, Severity, shorten};
use crate::language::Tag;
use crate::locale::Locale;
use crate::message::Message;
use crate::page::{self, Kind, Page};
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
    /// One teaser that does not say what its article says at a time.
    Card(fn(&Mismatch) -> Draft),
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
    /// The worst that the fault can be, where it is less sure than what its rule finds else.
    pub at_most: Option<Severity>,
    /// Names the text in question across runs; made from `text` where `None`.
    pub key: Option<u64>,
    /// Names the parts of the text in question, where there are several, as [`key`](Self::key) names all of it.
    pub parts: Vec<u64>,
    /// What is wrong and how to mend it.
    pub message: Message,
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

    /// Describes the rule for reports.
    pub fn card(&self) -> RuleCard {
        let Self { name, severity, summary, mqm, .. } = *self;
        RuleCard { name, severity, summary, explanation: self.explanation(), mqm }
    }

    /// Tells whether the rule looks at anything in a run: it is on, and has the originals that it may need.
    pub fn looks(&self, settings: &Settings) -> bool {
        let needs_originals = matches!(self.scope, Scope::Paired(_) | Scope::Originals(_))
            || self.name == rules::orphan_translation::RULE.name;
        self.severity(settings).is_some() && (settings.pairs || !needs_originals)
    }

    /// Gives the severity of the rule's findings, `None` where the settings switch it off.
    pub fn severity(&self, settings: &Settings) -> Option<Severity> {
        let said = settings.rules.get(self.name).copied().unwrap_or_default();
        (said.enabled != Some(false)).then(|| said.severity.unwrap_or(self.severity))
    }
}

/// Checks one page with every page rule. `index` is the page's place in the order of the input.
pub fn page(page: &Page, index: usize, settings: &Settings) -> Vec<Finding> {
    let mut findings = Findings::new(settings.locale);
    for rule in rules::RULES {
        let Some(severity) = rule.severity(settings) else { continue };
        let drafts = match (rule.scope, page.pairing.paired()) {
            (Scope::Page(look), _) => look(page, settings),
            (Scope::Paired(look), Some(paired)) => look(page, paired),
            _ => continue,
        };
        for draft in drafts {
            let title = title_of(page, &draft);
            findings.add(rule.name, severity, &Origin { name: &page.name, index, title }, draft);
        }
    }
    findings.sorted()
}

/// Checks all pages together with every corpus rule. `matches` is what is alike among [`Corpus::digests`].
///
/// # Errors
/// [`Error::Temporary`] where what is kept of the pages cannot be read.
pub fn corpus(corpus: &Corpus, matches: &Matches, settings: &Settings) -> Result<Vec<Finding>, Error> {
    let copies = copies::copies(corpus, &corpus.oldest_first(matches), settings)?;
    let mut findings = Findings::new(settings.locale);
    for rule in rules::RULES {
        if let (Scope::Corpus(look), Some(severity)) = (rule.scope, rule.severity(settings)) {
            for (place, draft) in look(corpus, &copies) {
                let Some(page) = corpus.pages().get(place) else { continue };
                let blocks = corpus.blocks().get(page.blocks.clone()).unwrap_or_default();
                let own = draft.block.and_then(|number| blocks.iter().find(|block| block.number == number));
                let title = own.or(blocks.first()).and_then(|block| block.title);
                findings.add(rule.name, severity, &Origin { name: &page.name, index: page.index, title }, draft);
            }
        }
    }
    Ok(findings.sorted())
}

/// Checks the originals that are missing in a language. Those that are no pages of the run come behind its `pages`.
pub fn originals(missing: &[Untranslated], pages: usize, settings: &Settings) -> Vec<Finding> {
    let mut findings = Findings::new(settings.locale);
    for rule in rules::RULES {
        if let (Scope::Originals(look), Some(severity)) = (rule.scope, rule.severity(settings)) {
            for original in missing {
                let index = original.index.unwrap_or(pages);
                let origin = Origin { name: &original.page, index, title: None };
                findings.add(rule.name, severity, &origin, look(original));
            }
        }
    }
    findings.sorted()
}

/// Tells whether a rule looks at teasers and what they lead to.
pub fn looks_at_cards(settings: &Settings) -> bool {
    rules::RULES.iter().any(|rule| matches!(rule.scope, Scope::Card(_)) && rule.looks(settings))
}

/// Checks the teasers that do not say what their articles say. That a teaser is in another language than its page is not said
/// again where it is among the findings of its page, `said`.
pub fn cards(mismatches: &[Mismatch], said: &[Finding], settings: &Settings) -> Vec<Finding> {
    let foreign: BTreeSet<(usize, &str)> = said
        .iter()
        .filter(|finding| finding.expected.is_some() && finding.found.is_some())
        .filter_map(|finding| Some((finding.page_index, finding.block.as_deref()?)))
        .collect();
    let mut findings = Findings::new(settings.locale);
    for rule in rules::RULES {
        let (Scope::Card(look), Some(severity)) = (rule.scope, rule.severity(settings)) else { continue };
        for mismatch in mismatches {
            let is_said = foreign.contains(&(mismatch.page_index, page::block_id(mismatch.block).as_str()));
            let mut left = mismatch.clone();
            left.differences.retain(|difference| !is_said || !matches!(difference, Difference::Language(..)));
            if !left.differences.is_empty() {
                let title = Some(words::text_key(&left.text));
                let origin = Origin { name: &left.page, index: left.page_index, title };
                findings.add(rule.name, severity, &origin, look(&left));
            }
        }
    }
    findings.sorted()
}

/// Reports an input that could not be read at all. `index` is its place in the order of the input.
pub fn unreadable(input: &Unreadable, index: usize, settings: &Settings) -> Option<Finding> {
    let rule = &rules::unreadable_input::RULE;
    let severity = rule.severity(settings)?;
    let mut findings = Findings::new(settings.locale);
    let origin = Origin { name: &input.name, index, title: None };
    findings.add(rule.name, severity, &origin, rules::unreadable_input::draft(input));
    findings.sorted().pop()
}

/// Gives the key of the title of the block that a draft is about, of the page's first article where it is about none.
fn title_of(page: &Page, draft: &Draft) -> Option<u64> {
    let own = draft.block.and_then(|block| page.blocks.get(block));
    let block = own.or_else(|| page.blocks.iter().find(|block| matches!(block.kind, Kind::Article | Kind::Profile)));
    block.and_then(|block| block.title.as_ref()).map(|title| words::text_key(&title.text))
}

/// The page that a draft is about.
struct Origin<'a> {
    name: &'a str,
    index: usize,
    /// Key of the title over the text in question, which tells it from the same words elsewhere.
    title: Option<u64>,
}

/// Findings under way, and how often each fingerprint was given out.
struct Findings {
    locale: Locale,
    all: Vec<Finding>,
    given: BTreeMap<Fingerprint, usize>,
}

impl Findings {
    fn new(locale: Locale) -> Self {
        Self { locale, all: Vec::new(), given: BTreeMap::new() }
    }

    fn add(&mut self, rule: &'static str, severity: Severity, page: &Origin<'_>, draft: Draft) {
        let key = draft.key.unwrap_or_else(|| words::text_key(&draft.text));
        // 32 bits are enough to tell the parts of one finding from those of others of its rule that are open.
        let parts = if draft.parts.is_empty() { &[key][..] } else { &draft.parts };
        let parts = parts.iter().map(|&part| part as u32).collect();
        let key = format!("{key:016x}");
        let fingerprint = Fingerprint::of(&[rule, page.name, &key]);
        let content_fingerprint = Fingerprint::of(&[rule, &format!("{:016x}", page.title.unwrap_or_default()), &key]);
        let equal_before = self.given.entry(fingerprint).or_default();
        let fingerprint = fingerprint.nth(*equal_before);
        *equal_before += 1;
        let block = draft.block;
        self.all.push(Finding {
            rule,
            severity: draft.at_most.map_or(severity, |at_most| severity.min(at_most)),
            page: page.name.to_owned(),
            page_index: page.index,
            block: block.map(page::block_id),
            sections: block.map_or_else(Vec::new, |block| {
                draft.sections.iter().map(|&section| page::section_id(block, section)).collect()
            }),
            message: self.locale.text(&draft.message),
            help: self.locale.help(&draft.message),
            excerpt: shorten(&draft.text, EXCERPT_CHARACTERS),
            expected: draft.expected,
            found: draft.found,
            confidence: draft.confidence,
            place: draft.place,
            related: draft.related,
            related_total: draft.related_total,
            fingerprint,
            seen: None,
            content_fingerprint,
            parts,
        });
    }

    /// Gives the findings by page, place and rule.
    fn sorted(mut self) -> Vec<Finding> {
        self.all.sort_by_key(|finding| {
            (finding.page_index, finding.place.span.start, finding.place.span.end, finding.rule)
        });
        self.all
    }
}

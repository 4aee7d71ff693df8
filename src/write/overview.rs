//! What reports say of the pages themselves, gathered as the pages go by: a few numbers a page, and the text around each of
//! its findings, bounded. Text is kept only for pages with findings, so a clean dump costs little.

use std::collections::BTreeMap;

use crate::document::Unreadable;
use crate::finding::{Finding, Fingerprint, shorten};
use crate::language::Tag;
use crate::page::{Block, Kind, Page};
use crate::write::coverage::{self, Translation};

/// All pages of a run, in input order.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// The pages; a page's place is its [`Finding::page_index`].
    pub pages: Vec<PageEntry>,
    contexts: BTreeMap<(usize, Fingerprint), Context>,
    keeps_contexts: bool,
}

/// One page of a run.
#[derive(Clone, Debug)]
pub struct PageEntry {
    /// Its name.
    pub name: String,
    /// What became of it; `None` where it could not be read at all.
    pub record: Option<RecordEntry>,
}

/// What is kept of a page that has a record.
#[derive(Clone, Debug)]
pub struct RecordEntry {
    /// Its address.
    pub url: Option<String>,
    /// The language it should be in.
    pub expected: Option<Tag>,
    /// The language most of it is in.
    pub detected: Tag,
    /// How many blocks of each kind it has, in the order of [`Overview::KINDS`].
    pub blocks: [usize; Overview::KINDS.len()],
    /// How many sections its blocks have, `other` left out.
    pub sections: usize,
    /// What it is a translation of, and how far, where it was held against its original.
    pub translation: Option<Translation>,
}

/// The text around a finding, as an editor needs it to find the place: the title of its block and the paragraphs in
/// question with their neighbours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The block's title.
    pub title: Option<String>,
    /// Passages in reading order.
    pub passages: Vec<Passage>,
    /// How many passages of what the finding is about were left out for length.
    pub more_marked: usize,
}

/// A heading or paragraph near a finding, shortened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its text.
    pub text: String,
    /// Its language.
    pub language: Tag,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// Whether it is (part of) what the finding is about.
    pub is_marked: bool,
}

/// How many findings' surroundings are kept, so that memory has an end; the others are shown by their excerpt.
const CONTEXTS: usize = 20_000;

/// How many characters of one passage are kept; enough to recognise it.
const PASSAGE_CHARACTERS: usize = 280;

/// How many marked passages of a finding are kept; a run of a hundred foreign sections is shown by its start.
const MARKED_PASSAGES: usize = 6;

impl Overview {
    /// The kinds of blocks in the order in which they are counted.
    pub const KINDS: [Kind; 4] = [Kind::Article, Kind::Profile, Kind::Teaser, Kind::Other];

    /// Starts an overview that also keeps the text around findings, which only some reports show.
    pub fn with_contexts() -> Self {
        Self { keeps_contexts: true, ..Self::default() }
    }

    /// Hears of a page and of what the page rules said of it. Pages come in input order.
    pub fn page(&mut self, page: &Page, findings: &[Finding]) {
        if self.keeps_contexts {
            for finding in findings.iter().take(CONTEXTS.saturating_sub(self.contexts.len())) {
                self.contexts.insert((self.pages.len(), finding.fingerprint), context(page, finding));
            }
        }
        let record = RecordEntry {
            translation: coverage::translation(page, findings),
            url: page.url.clone(),
            expected: page.expected.map(|expected| expected.tag),
            detected: page.detected.tag,
            blocks: Self::KINDS.map(|kind| page.blocks.iter().filter(|block| block.kind == kind).count()),
            sections: page
                .blocks
                .iter()
                .filter(|block| block.kind != Kind::Other)
                .map(|block| block.sections.len())
                .sum(),
        };
        self.pages.push(PageEntry { name: page.name.clone(), record: Some(record) });
    }

    /// Hears of a page that could not be read, in its place in the order.
    pub fn unreadable(&mut self, input: &Unreadable) {
        self.pages.push(PageEntry { name: input.name.clone(), record: None });
    }

    /// Gives the text around a finding of a page rule. Findings of corpus rules have none: their pages are gone by then.
    pub fn context(&self, finding: &Finding) -> Option<&Context> {
        self.contexts.get(&(finding.page_index, finding.fingerprint))
    }
}

/// Cuts the text around a finding out of its page.
fn context(page: &Page, finding: &Finding) -> Context {
    let block = finding.block.as_deref().and_then(|id| id.parse::<usize>().ok());
    let Some(block) = block.and_then(|id| page.blocks.get(id.checked_sub(1)?)) else { return Context::default() };
    let passages = passages(block, finding);
    let Some(first) = passages.iter().position(|passage| passage.is_marked) else {
        return Context { title: title_of(block), ..Context::default() };
    };
    let last = passages.iter().rposition(|passage| passage.is_marked).unwrap_or(first).min(first + MARKED_PASSAGES - 1);
    let more_marked = passages.iter().skip(last + 1).filter(|passage| passage.is_marked).count();
    let neighbour = usize::from(more_marked == 0);
    let kept = passages.into_iter().take(last + 1 + neighbour).skip(first.saturating_sub(1));
    Context { title: title_of(block), passages: kept.map(Passage::shortened).collect(), more_marked }
}

fn title_of(block: &Block) -> Option<String> {
    block.title.as_ref().map(|title| shorten(&title.text, PASSAGE_CHARACTERS))
}

fn passages(block: &Block, finding: &Finding) -> Vec<Passage> {
    let span = finding.place.span;
    let is_marked = |other: crate::span::Span| other.start < span.end && span.start < other.end;
    let mut passages = Vec::new();
    for section in &block.sections {
        passages.extend(section.heading.iter().map(|heading| Passage {
            text: heading.text.clone(),
            language: heading.language.tag,
            is_heading: true,
            is_marked: heading.span.is_some_and(is_marked),
        }));
        passages.extend(section.paragraphs.iter().map(|paragraph| Passage {
            text: paragraph.text.clone(),
            language: paragraph.language.tag,
            is_heading: false,
            is_marked: is_marked(paragraph.span),
        }));
    }
    passages
}

impl Passage {
    fn shortened(self) -> Self {
        Self { text: shorten(&self.text, PASSAGE_CHARACTERS), ..self }
    }
}

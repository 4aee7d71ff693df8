//! The pipeline, strung together: one page through decode, parse, split, context and date; then all pages through compare
//! and check.

use crate::check;
use crate::compare;
use crate::context::{self, SiteVotes};
use crate::corpus::Corpus;
use crate::date;
use crate::date_value::Anchor;
use crate::decode::{self, Decoded};
use crate::document::{Content, Document, Unreadable};
use crate::engine;
use crate::error::Error;
use crate::finding::Finding;
use crate::language::{Expected, ExpectedFrom, Language};
use crate::page::Page;
use crate::parse;
use crate::settings::{Settings, SiteOverride};
use crate::split;

/// Hears of every page in input order, once its languages and dates are settled.
pub trait Listener {
    /// A page, and what the page rules say of it.
    ///
    /// # Errors
    /// An output that could not be written stops the run.
    fn page(&mut self, page: &Page, findings: &[Finding]) -> Result<(), Error>;

    /// A page that could not be read at all, in its place in the order. It has no record; whoever counts pages counts it.
    ///
    /// # Errors
    /// An output that could not be written stops the run.
    fn unreadable(&mut self, _input: &Unreadable) -> Result<(), Error> {
        Ok(())
    }
}

/// How much source text may wait for the language of its site before the pages read so far have to decide, in bytes.
/// Bounds memory; counted in bytes so that the same input always gives the same output.
const WAITING_BYTES: usize = 64 << 20;

/// Takes one page from bytes to blocks. Pure: equal documents and settings give equal pages. Languages and dates are
/// still open; [`settle`] decides them.
pub fn page(document: Document, settings: &Settings) -> Page {
    let Decoded { name, source, format, mut declared, problems, container_line } = decode::decode(document);
    let outline = parse::parse(&source, format, site_override(&name, declared.url.as_deref(), settings));
    declared.language = declared.language.or(outline.about.language);
    declared.url = declared.url.or_else(|| outline.about.canonical.clone());
    let blocks = split::split(&outline);
    let mut page = Page {
        name,
        url: declared.url,
        format,
        fetched_at: declared.fetched_at,
        declared: declared.language,
        expected: None,
        detected: Language::default(),
        blocks,
        source,
        problems,
        container_line,
    };
    page.expected = context::expected(&page, settings.expected);
    page
}

/// Decides the languages and dates of a page whose expected language is as known as it will be.
pub fn settle(page: &mut Page, settings: &Settings) {
    context::settle(page);
    let anchor = Anchor { now: settings.now.or(page.fetched_at), language: page.expected.map(|expected| expected.tag) };
    for dated in page.blocks.iter_mut().filter_map(|block| block.date.as_mut()) {
        if let Some(value) = date::date(&dated.value.text, &anchor) {
            dated.value = value;
        }
    }
}

/// Takes all documents through the whole pipeline. `listener` hears of the pages in input order; the findings of page and
/// corpus rules come back sorted by page, place and rule.
///
/// # Errors
/// What the listener returned.
pub fn corpus(
    documents: impl Iterator<Item = Result<Document, Unreadable>>,
    settings: &Settings,
    jobs: usize,
    listener: &mut impl Listener,
) -> Result<Vec<Finding>, Error> {
    let mut all = Assembly { settings, listener, corpus: Corpus::default(), findings: Vec::new(), pages: 0 };
    let mut votes = SiteVotes::default();
    let mut waiting: Vec<Arrival> = Vec::new();
    let mut waiting_bytes = 0;
    let names = documents.map(|document| (name_of(&document), document));
    engine::map_ordered(
        names,
        jobs,
        weight,
        |document| document.map(|document| read_and_settle(document, settings)),
        |name, result| {
            let arrival = match result {
                Ok(Ok(page)) => Arrival::Page(Box::new(page)),
                Ok(Err(input)) => Arrival::Unreadable(input),
                Err(panic) => Arrival::Unreadable(Unreadable {
                    name,
                    reason: format!(
                        "the page stopped the program's page step ({panic}); please report it with the page"
                    ),
                    offset: None,
                    line: None,
                }),
            };
            if let Arrival::Page(page) = &arrival {
                votes.count(page);
                if page.expected.is_none() || !waiting.is_empty() {
                    waiting_bytes += page.source.text().len();
                }
            }
            let must_wait = !waiting.is_empty() || matches!(&arrival, Arrival::Page(page) if page.expected.is_none());
            if !must_wait {
                return all.take(arrival);
            }
            waiting.push(arrival);
            if waiting_bytes > WAITING_BYTES {
                waiting_bytes = 0;
                all.release(&mut waiting, &votes)?;
            }
            Ok(())
        },
    )?;
    all.release(&mut waiting, &votes)?;
    Ok(all.finish())
}

enum Arrival {
    Page(Box<Page>),
    Unreadable(Unreadable),
}

fn name_of(document: &Result<Document, Unreadable>) -> String {
    match document {
        Ok(document) => document.name.clone(),
        Err(unreadable) => unreadable.name.clone(),
    }
}

/// What a document weighs in memory while it waits, in bytes.
fn weight(document: &Result<Document, Unreadable>) -> usize {
    match document.as_ref().map(|document| &document.content) {
        Ok(Content::Bytes(bytes)) => bytes.len(),
        Ok(Content::Text(text)) => text.len(),
        Err(_) => 0,
    }
}

fn read_and_settle(document: Document, settings: &Settings) -> Page {
    let mut page = page(document, settings);
    if page.expected.is_some() {
        settle(&mut page, settings);
    }
    page
}

/// What becomes of the pages once they are settled.
struct Assembly<'a, L> {
    settings: &'a Settings,
    listener: &'a mut L,
    corpus: Corpus,
    findings: Vec<Finding>,
    pages: usize,
}

impl<L: Listener> Assembly<'_, L> {
    fn take(&mut self, arrival: Arrival) -> Result<(), Error> {
        let index = self.pages;
        self.pages += 1;
        match arrival {
            Arrival::Page(page) => {
                let findings = check::page(&page, index, self.settings);
                self.listener.page(&page, &findings)?;
                self.corpus.add(&page, index);
                self.findings.extend(findings);
            }
            Arrival::Unreadable(input) => {
                self.listener.unreadable(&input)?;
                self.findings.extend(check::unreadable(&input, index, self.settings));
            }
        }
        Ok(())
    }

    /// Settles the pages that waited for the language of their site, and those behind them.
    fn release(&mut self, waiting: &mut Vec<Arrival>, votes: &SiteVotes) -> Result<(), Error> {
        for mut arrival in waiting.drain(..) {
            if let Arrival::Page(page) = &mut arrival
                && page.expected.is_none()
            {
                page.expected = votes.winner(page).map(|tag| Expected { tag, from: ExpectedFrom::Site });
                settle(page, self.settings);
            }
            self.take(arrival)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Vec<Finding> {
        let matches = compare::compare(self.corpus.digests(), &self.settings.thresholds);
        self.findings.extend(check::corpus(&self.corpus, &matches, self.settings));
        self.findings.sort_by(|a, b| {
            let key = |finding: &Finding| (finding.page_index, finding.place.span.start, finding.place.span.end);
            key(a).cmp(&key(b)).then(a.rule.cmp(b.rule))
        });
        self.findings
    }
}

fn site_override<'a>(name: &str, url: Option<&str>, settings: &'a Settings) -> Option<&'a SiteOverride> {
    settings.sites.iter().find(|site| context::is_of_site(name, url, &site.site))
}

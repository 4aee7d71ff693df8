//! The pipeline, strung together: one page through decode, parse, split, context and date; then all pages through compare
//! and check.

mod originals;

use std::collections::BTreeMap;

pub use originals::{Originals, originals};

use crate::archive::Archive;
use crate::cards::Cards;
use crate::check::{self, ignore};
use crate::compare;
use crate::context::{self, SiteVotes};
use crate::corpus::{self, Corpus};
use crate::date;
use crate::date_value::{Anchor, DateKind, DateValue, Interval, Unresolved};
use crate::decode::{self, Decoded};
use crate::digest::Matches;
use crate::document::{Content, Declared, Document, Unreadable};
use crate::engine;
use crate::error::Error;
use crate::finding::Finding;
use crate::language::{Expected, ExpectedFrom, Language};
use crate::outline::{About, Outline};
use crate::page::{Block, Dated, Kind, Page, Told};
use crate::pair;
use crate::paired::Pairing;
use crate::parse;
use crate::settings::{Settings, SiteOverride};
use crate::skeleton::Skeleton;
use crate::split;
use crate::why::Explained;

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

    /// All pages are read. Gives groups of sections, by their numbers, where it is known from elsewhere which may be alike.
    ///
    /// # Errors
    /// An output that could not be written, or groups that cannot be used, stop the run.
    fn digested(&mut self, _corpus: &Corpus) -> Result<Option<Vec<Vec<usize>>>, Error> {
        Ok(None)
    }

    /// All sections are compared.
    ///
    /// # Errors
    /// An output that could not be written stops the run.
    fn compared(&mut self, _corpus: &Corpus, _matches: &Matches) -> Result<(), Error> {
        Ok(())
    }

    /// All pages are checked. `mended` is what the archive knows of these pages and what is gone, `findings` what there is.
    ///
    /// # Errors
    /// An output or an archive that could not be written stops the run.
    fn checked(&mut self, _corpus: &Corpus, _findings: &[Finding], _mended: Vec<Finding>) -> Result<(), Error> {
        Ok(())
    }

    /// All pages are checked; this was ignored.
    fn ignored(&mut self, _account: &ignore::Account<'_>) {}
}

/// How much source text may wait for the language of its site before the pages read so far have to decide, in bytes.
/// Bounds memory; counted in bytes so that the same input always gives the same output.
const WAITING_BYTES: usize = 64 << 20;

/// Takes one page from bytes to lines. A page that only its own canonical link tells to be of a site with overrides is
/// parsed again, with them.
pub fn outline(document: Document, settings: &Settings) -> (Decoded, Outline) {
    let decoded = decode::decode(document);
    let site = site_override(&decoded.name, decoded.declared.url.as_deref(), settings);
    let mut outline = parse::parse(&decoded.source, decoded.format, site);
    if site.is_none()
        && let Some(site) = site_override(&decoded.name, outline.about.canonical.as_deref(), settings)
    {
        outline = parse::parse(&decoded.source, decoded.format, Some(site));
    }
    deliver(&decoded.declared, &mut outline.about);
    (decoded, outline)
}

/// Lets the fields of a record stand in for what its page does not say of itself.
fn deliver(declared: &Declared, about: &mut About) {
    let pairs = [
        (&declared.title, &mut about.title),
        (&declared.date, &mut about.published),
        (&declared.category, &mut about.category),
    ];
    for (field, slot) in pairs {
        if slot.is_none() {
            *slot = on_one_line(field.as_deref());
        }
    }
    if about.authors.is_empty() && about.meta_authors.is_empty() {
        about.authors.extend(on_one_line(declared.author.as_deref()));
    }
}

/// Folds the white space and control characters of a field, as those of any line are; nothing where it is blank.
fn on_one_line(field: Option<&str>) -> Option<String> {
    let is_blank = |letter: char| letter.is_whitespace() || letter.is_control();
    let words: Vec<&str> = field?.split(is_blank).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Takes one page from bytes to blocks. Pure: equal documents and settings give equal pages. Languages and dates are
/// still open; [`settle`] decides them.
pub fn page(document: Document, settings: &Settings) -> Page {
    let (decoded, outline) = outline(document, settings);
    let blocks = split::split(&outline);
    with_blocks(decoded, &outline, blocks, settings)
}

/// Takes one page from bytes to blocks as [`page`] does, and keeps what was weighed on the way.
pub fn explained(document: Document, settings: &Settings) -> Explained {
    let (decoded, outline) = outline(document, settings);
    let (blocks, account) = split::explain(&outline);
    let page = with_blocks(decoded, &outline, blocks, settings);
    Explained { page, outline, account }
}

fn with_blocks(decoded: Decoded, outline: &Outline, blocks: Vec<Block>, settings: &Settings) -> Page {
    let Decoded { name, source, format, mut declared, problems, container_line } = decoded;
    declared.language = declared.language.or(outline.about.language);
    declared.url = declared.url.or_else(|| outline.about.canonical.clone());
    let ignores = ignore::comments(&source, format, &blocks);
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
        ignores,
        told: told(&outline.about),
        skeleton: Skeleton::default(),
        pairing: Pairing::default(),
    };
    if settings.pairs {
        page.skeleton = pair::skeleton(outline, &page.blocks, &page.source, page.format, &settings.glossary);
        page.skeleton.claims.updated = changed(&page, settings).map(|interval| (interval.earliest, interval.latest));
    }
    page.expected = context::expected(&page, settings.expected);
    page
}

fn told(about: &About) -> Told {
    Told {
        titles: [&about.headline, &about.social_title, &about.title].into_iter().flatten().cloned().collect(),
        descriptions: about.description.iter().cloned().collect(),
        category: about.category.clone(),
        changed: about.modified.clone(),
    }
}

/// Reads when a page was last changed, as it tells itself.
fn changed(page: &Page, settings: &Settings) -> Option<Interval> {
    let anchor = Anchor { now: None, language: None, zone: settings.zone.clone() };
    date::date(page.told.changed.as_deref()?, &anchor)?.reading.ok()
}

/// Decides the languages and dates of a page whose expected language is as known as it will be.
pub fn settle(page: &mut Page, settings: &Settings) {
    settle_as(page, settings, true);
}

fn settle_as(page: &mut Page, settings: &Settings, wants_other: bool) {
    context::settle(page, &settings.terms, wants_other);
    let anchor = Anchor {
        now: settings.now.or(page.fetched_at),
        language: page.expected.map(|expected| expected.tag),
        zone: settings.zone.clone(),
    };
    // Pages of many days may be given one anchor; the time of its fetching is the page's own.
    let is_printed = settings.now.is_none();
    for dated in page.blocks.iter_mut().filter_map(|block| block.date.as_mut()) {
        let Some(value) = date::date(&dated.value.text, &anchor) else { continue };
        if !is_told_better(&dated.value, &value) {
            dated.value = value;
        } else if let Some(span) = dated.span.filter(|_| is_printed && are_apart(&dated.value, &value)) {
            dated.shown = Some((Box::new(value), span));
        } else {
            narrow(&mut dated.value, &value, &anchor);
        }
    }
    let mut articles = page.blocks.iter_mut().filter(|block| block.kind == Kind::Article);
    if let (Some(article), None) = (articles.next(), articles.next()) {
        date_article(article, page.url.as_deref(), &anchor);
    }
}

/// Lets the address of a page, and the time when it was fetched, say of its only article what its own date leaves open.
fn date_article(article: &mut Block, address: Option<&str>, anchor: &Anchor) {
    let told = address.and_then(|address| date::of_address(address, anchor));
    match (&mut article.date, told) {
        (None, told) => article.date = told.map(|told| Dated::new(told, None)),
        (Some(dated), Some(told)) if dated.shown.is_none() => narrow(&mut dated.value, &told, anchor),
        _ => {}
    }
    if let Some((dated, fetched)) = article.date.as_mut().zip(anchor.now)
        && let Ok(interval) = &mut dated.value.reading
    {
        *interval = date::until(interval, fetched, anchor.zone());
    }
}

/// Leaves of a date the instants that another date of the same text shares with it.
fn narrow(value: &mut DateValue, other: &DateValue, anchor: &Anchor) {
    match (&mut value.reading, &other.reading) {
        (Ok(interval), Ok(other)) => {
            if let Some(both) = date::shared(interval, other, anchor.zone()) {
                *interval = both;
            }
        }
        // A day that does not exist is a fault to be told.
        (Err(Unresolved::NoAnchor | Unresolved::Ambiguous), Ok(other)) => value.reading = Ok(other.clone()),
        _ => {}
    }
}

/// Tells whether `split`, which reads no anchor, knows better what a date means than its text: the page told machines.
fn is_told_better(before: &DateValue, after: &DateValue) -> bool {
    match (&before.reading, &after.reading) {
        (Ok(_), Err(_)) => true,
        (Ok(before_at), Ok(after_at)) => before.kind == DateKind::Relative || before_at.precision > after_at.precision,
        _ => false,
    }
}

/// Tells whether two readings have no instant in common, whatever the zone of the site's clock.
fn are_apart(one: &DateValue, two: &DateValue) -> bool {
    /// Zones differ by up to 26 hours.
    const ZONES: jiff::SignedDuration = jiff::SignedDuration::from_hours(26);
    let (Ok(one), Ok(two)) = (&one.reading, &two.reading) else { return false };
    one.earliest.duration_since(two.latest) > ZONES || two.earliest.duration_since(one.latest) > ZONES
}

/// What came of a document: a page, or the reason why there is none.
#[derive(Debug)]
pub enum Arrival {
    /// A page, its languages and dates settled.
    Page(Box<Page>),
    /// A document that could not be read at all.
    Unreadable(Unreadable),
}

/// Takes all documents as far as pages, on `jobs` threads, and hands them to `sink` in input order. Bounded memory: what
/// waits for the language of its site is decided once `WAITING_BYTES` are waiting. Languages of `other` blocks stay open
/// unless the settings keep these blocks.
///
/// # Errors
/// What `sink` returned.
pub fn pages(
    documents: impl Iterator<Item = Result<Document, Unreadable>>,
    settings: &Settings,
    mut pairs: Option<Originals<'_>>,
    jobs: usize,
    mut sink: impl FnMut(Arrival) -> Result<(), Error>,
) -> Result<(), Error> {
    settled(documents, settings, settings.include_other, jobs, |mut arrival| {
        // Records need no place in the order.
        originals::hold(&mut pairs, &mut arrival, 0, None, settings)?;
        sink(arrival)
    })
}

fn settled(
    documents: impl Iterator<Item = Result<Document, Unreadable>>,
    settings: &Settings,
    wants_other: bool,
    jobs: usize,
    sink: impl FnMut(Arrival) -> Result<(), Error>,
) -> Result<(), Error> {
    let votes = SiteVotes::default();
    let mut queue = Queue { settings, wants_other, sink, votes, waiting: Vec::new(), waiting_bytes: 0 };
    engine::map_ordered(
        documents.map(|document| (name_of(&document), document)),
        jobs,
        weight,
        |document| document.map(|document| read_and_settle(document, settings, wants_other)),
        |name, result| {
            queue.push(match result {
                Ok(Ok(page)) => Arrival::Page(Box::new(page)),
                Ok(Err(input)) => Arrival::Unreadable(input),
                Err(panic) => Arrival::Unreadable(stopped(name, &panic)),
            })
        },
    )?;
    queue.release()
}

/// Takes all documents through the whole pipeline, against the pages of an archive where one is given. `listener` hears of the
/// pages in input order; the findings of page and corpus rules come back sorted by page, place and rule.
///
/// # Errors
/// What the listener returned; [`Error::Archive`] where the archive cannot be read.
pub fn corpus(
    documents: impl Iterator<Item = Result<Document, Unreadable>>,
    settings: &Settings,
    mut pairs: Option<Originals<'_>>,
    jobs: usize,
    archive: Option<&Archive>,
    listener: &mut impl Listener,
) -> Result<Vec<Finding>, Error> {
    let mut gathered = corpus::Builder::default();
    let mut ignored = ignore::Account::new(settings);
    let mut findings = Vec::new();
    let mut cards = check::looks_at_cards(settings).then(|| Cards::new(settings.thresholds.language_confidence));
    let mut index = 0;
    // A rule weighs a page's claim against all of its text.
    settled(documents, settings, true, jobs, |mut arrival| {
        originals::hold(&mut pairs, &mut arrival, index, archive, settings)?;
        match arrival {
            Arrival::Page(page) => {
                let of_page = ignored.page(&page, index);
                listener.page(&page, &of_page)?;
                gathered.add(&page, index)?;
                if let Some(cards) = &mut cards {
                    cards.add(&page, index, changed(&page, settings).as_ref())?;
                }
                findings.extend(of_page);
            }
            Arrival::Unreadable(input) => {
                listener.unreadable(&input)?;
                findings.extend(ignored.sift(check::unreadable(&input, index, settings)));
            }
        }
        index += 1;
        Ok(())
    })?;
    let mut corpus = gathered.finish()?;
    let groups = listener.digested(&corpus)?;
    if let Some(archive) = archive {
        let earlier = archive.like(&corpus, &settings.thresholds)?;
        corpus = corpus.behind(earlier)?;
    }
    let matches = compare::compare_among(corpus.digests(), &settings.thresholds, groups.as_deref())?;
    listener.compared(&corpus, &matches)?;
    findings.extend(ignored.sift(check::corpus(&corpus, &matches, settings)?));
    if let Some(cards) = cards {
        let mismatches = check::cards(&cards.mismatches()?, &findings, settings);
        findings.extend(ignored.sift(mismatches));
    }
    if let Some(pairs) = pairs {
        let about = ignored.sift(check::originals(&pairs.pairs.untranslated(), index, settings));
        findings.extend(behind(about, index));
    }
    listener.ignored(&ignored);
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| (finding.page_index, finding.place.span.start, finding.place.span.end);
        key(a).cmp(&key(b)).then(a.rule.cmp(b.rule))
    });
    let looked = |name: &str| check::rules::find(name).filter(|rule| rule.looks(settings)).map(|rule| rule.name);
    let mut mended = archive.map_or_else(|| Ok(Vec::new()), |archive| archive.judge(&corpus, &mut findings, looked))?;
    mended.retain(|finding| !ignored.has(finding));
    listener.checked(&corpus, &findings, mended)?;
    Ok(findings)
}

/// Gives originals that are no pages of the run places of their own behind its `pages`.
fn behind(findings: Vec<Finding>, pages: usize) -> impl Iterator<Item = Finding> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    findings.into_iter().map(move |mut finding| {
        if finding.page_index >= pages {
            let next = pages + places.len();
            finding.page_index = *places.entry(finding.page.clone()).or_insert(next);
        }
        finding
    })
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

fn read_and_settle(document: Document, settings: &Settings, wants_other: bool) -> Page {
    let mut page = page(document, settings);
    if page.expected.is_some() {
        settle_as(&mut page, settings, wants_other);
    }
    page
}

/// A page on which a step panicked: a fault of ours, said about the page so that the other pages go on.
fn stopped(name: String, panic: &str) -> Unreadable {
    let reason = format!("the page stopped the program's page step ({panic}); please report it with the page");
    Unreadable { name, reason, offset: None, line: None }
}

/// Pages on their way to the sink. A page whose expected language nothing tells waits for the other pages of its site, and
/// all behind it wait with it, so that the order stays.
struct Queue<'a, S> {
    settings: &'a Settings,
    wants_other: bool,
    sink: S,
    votes: SiteVotes,
    waiting: Vec<Arrival>,
    waiting_bytes: usize,
}

impl<S: FnMut(Arrival) -> Result<(), Error>> Queue<'_, S> {
    fn push(&mut self, arrival: Arrival) -> Result<(), Error> {
        let mut is_open = false;
        let mut bytes = 0;
        if let Arrival::Page(page) = &arrival {
            self.votes.count(page);
            is_open = page.expected.is_none();
            bytes = page.source.text().len();
        }
        if self.waiting.is_empty() && !is_open {
            return (self.sink)(arrival);
        }
        self.waiting.push(arrival);
        self.waiting_bytes += bytes;
        if self.waiting_bytes > WAITING_BYTES { self.release() } else { Ok(()) }
    }

    /// Settles the pages that waited for the language of their site, and lets those behind them pass.
    fn release(&mut self) -> Result<(), Error> {
        self.waiting_bytes = 0;
        for mut arrival in self.waiting.drain(..) {
            if let Arrival::Page(page) = &mut arrival
                && page.expected.is_none()
            {
                page.expected = self.votes.winner(page).map(|tag| Expected { tag, from: ExpectedFrom::Site });
                settle_as(page, self.settings, self.wants_other);
            }
            (self.sink)(arrival)?;
        }
        Ok(())
    }
}

fn site_override<'a>(name: &str, url: Option<&str>, settings: &'a Settings) -> Option<&'a SiteOverride> {
    settings.sites.iter().find(|site| context::is_of_site(name, url, &site.site))
}

//! What is kept of teasers, and of the articles that they may lead to.

use percent_encoding::percent_decode_str;

use super::address::{self, Targets};
use super::lists::{halves, joined, letters, standing, stood, tags, timed, times};
use super::shelf::Shelf;
use super::stems::{Stem, label_stems, stems};
use crate::date_value::{DateKind, DateValue, Interval, Label, Precision};
use crate::error::Error;
use crate::finding::{EXCERPT_CHARACTERS, Place, shorten};
use crate::language::{Language, Tag};
use crate::page::{Block, Dated, Field, Kind, Page};
use crate::span::Span;

/// How much of a page is kept, in bytes of its text, and of its labels: an excerpt comes from where an article begins.
const MOST_BYTES: usize = 16 << 10;

/// How much of one line, in bytes: an article may be one long paragraph, and what else its page says needs room too.
const LINE_BYTES: usize = MOST_BYTES / 2;

/// An article of fewer words is a stub, a list, or a page that was not read well: nothing is held against it.
const ARTICLE_WORDS: usize = 20;

/// The same in bytes, for scripts without spaces.
const ARTICLE_BYTES: usize = 180;

/// A paragraph of a card of fewer words is no excerpt: a call to read on, a place, a price.
const EXCERPT_WORDS: usize = 8;

/// A line of more words is prose, not labels: a trail of breadcrumbs has as many.
const LABEL_WORDS: usize = 12;

/// No line of so few words is longer, in bytes.
const LABEL_BYTES: usize = 160;

/// Fewest words that tell the language of a card: a title of four is often made of names.
const LANGUAGE_WORDS: usize = 5;

/// A teaser.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Card {
    pub(super) page_index: usize,
    pub(super) block: usize,
    pub(super) place: Place,
    pub(super) targets: Targets,
    pub(super) title: Vec<Stem>,
    pub(super) category: Vec<Stem>,
    pub(super) excerpt: Vec<Stem>,
    pub(super) dates: Vec<Moment>,
    /// The words of its date, where it names a day.
    pub(super) date_words: Vec<Stem>,
    /// The language that it is surely in.
    pub(super) language: Option<Tag>,
}

/// An article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Face {
    pub(super) page_index: usize,
    pub(super) block: usize,
    pub(super) place: Place,
    /// Its title, then what else its page says that it is called.
    pub(super) titles: Vec<Vec<Stem>>,
    pub(super) categories: Vec<Vec<Stem>>,
    /// The words of short lines of its page, of its address, of its categories; ascending.
    pub(super) labels: Vec<Stem>,
    /// Descriptions, headings and text.
    pub(super) text: Vec<Stem>,
    pub(super) dates: Vec<Moment>,
    /// The languages of its sections; none where that is not sure.
    pub(super) languages: Vec<Tag>,
}

/// What is kept of an article as it is: its words are looked at only if a card leads there.
pub(super) struct Keeping {
    stand: Vec<u32>,
    dates: Vec<Moment>,
    languages: Vec<Tag>,
    pub(super) said: Words,
    /// One a line, as the others.
    pub(super) titles: String,
    pub(super) categories: String,
    labels: String,
    text: String,
    /// Equal for articles that say the same: of a page that was fetched twice.
    pub(super) says: u64,
}

/// When something may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// In seconds since 1970.
    pub(super) earliest: i64,
    pub(super) latest: i64,
    /// Whether it was printed as a day, or a longer time: then it needs no zone to be held against another such one.
    pub(super) is_printed_day: bool,
    /// Whether it is said to be that of the last change.
    pub(super) is_change: bool,
}

/// The words that people read of a card or an article, as a finding quotes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) page: String,
    pub(super) title: String,
    pub(super) category: String,
    pub(super) date: String,
    /// The excerpt; how the article begins.
    pub(super) text: String,
}

impl Card {
    /// Takes in a teaser, with its words; nothing where it has no link or says nothing.
    pub(super) fn of(page: &Page, index: usize, number: usize, block: &Block, sure: f64) -> Option<(Self, Words)> {
        let link = block.link.as_deref()?;
        let targets = address::of_link(link, &page.name, page.url.as_deref());
        if targets.sure.is_empty() && targets.perhaps.is_empty() {
            return None;
        }
        let paragraphs = block.sections.iter().flat_map(|section| &section.paragraphs);
        let prose = paragraphs.filter(|paragraph| paragraph.is_prose).map(|paragraph| paragraph.text.as_str());
        let mut excerpts = prose.map(|text| (stems(text), text)).filter(|(stems, _)| stems.len() >= EXCERPT_WORDS);
        let (excerpt, text) = excerpts.next().unwrap_or_default();
        // With two excerpts it is two cards that were not told apart: no one knows whose the other fields are.
        let is_one = excerpts.next().is_none();
        let (excerpt, text) = if is_one { (excerpt, text) } else { Default::default() };
        let category = block.category.as_ref().filter(|_| is_one);
        let dated = block.date.as_ref().filter(|_| is_one);
        let date = dated.map(|dated| &dated.value);
        let card = Self {
            page_index: index,
            block: number,
            place: page.place(block.span),
            targets,
            title: whole_words(block.title.as_ref().map(|title| title.text.as_str()).unwrap_or_default()),
            category: category.map(|category| label_stems(&category.text)).unwrap_or_default(),
            excerpt: if is_cut(text) {
                excerpt.split_last().map(|(_, rest)| rest.to_vec()).unwrap_or_default()
            } else {
                excerpt
            },
            dates: dated.map(moments).unwrap_or_default(),
            date_words: date
                .filter(|date| date.kind == DateKind::Absolute)
                .map(|date| stems(&date.text))
                .unwrap_or_default(),
            language: None,
        };
        let words = card.title.len() + card.excerpt.len();
        let language = (words >= LANGUAGE_WORDS).then(|| surely(block.language, sure)).flatten();
        let said = Words {
            page: page.name.clone(),
            title: field_text(block.title.as_ref()),
            category: field_text(category),
            date: date.map(value).unwrap_or_default(),
            text: shorten(text, EXCERPT_CHARACTERS),
        };
        Some((Self { language, ..card }, said))
    }

    /// Gives a number that is equal for cards that say the same of the same page.
    pub(super) fn key(&self) -> u64 {
        let Self { targets, title, category, excerpt, dates, language, .. } = self;
        let mut bytes: Vec<u8> = Vec::new();
        for list in [title, category, excerpt] {
            bytes.extend((list.len() as u32).to_le_bytes());
            bytes.extend(list.iter().flat_map(|stem| stem.to_le_bytes()));
        }
        bytes.extend(targets.sure.iter().chain(&targets.perhaps).flat_map(|key| key.to_le_bytes()));
        bytes.extend(dates.iter().flat_map(|date| [date.earliest, date.latest]).flat_map(i64::to_le_bytes));
        bytes.extend(language.iter().flat_map(|tag| tag.as_str().bytes()));
        xxhash_rust::xxh3::xxh3_64(&bytes)
    }

    pub(super) fn put(&self, cards: &mut Shelf, said: &Words) -> Result<(), Error> {
        let Targets { sure, perhaps } = &self.targets;
        let lists = [
            &standing(self.page_index, self.block, self.place)[..],
            &halves(sure.iter().copied()),
            &halves(perhaps.iter().copied()),
            &self.title,
            &self.category,
            &self.excerpt,
            &times(&self.dates),
            &self.date_words,
            &letters(self.language.as_slice()),
        ];
        cards.push(&lists, &said.texts())
    }

    pub(super) fn get(shelf: &Shelf, number: usize) -> Result<Self, Error> {
        let mut lists = shelf.lists(number)?.into_iter();
        let mut next = || lists.next().unwrap_or_default();
        let (page_index, block, place) = stood(&next());
        Ok(Self {
            page_index,
            block,
            place,
            targets: Targets { sure: joined(&next()).collect(), perhaps: joined(&next()).collect() },
            title: next(),
            category: next(),
            excerpt: next(),
            dates: timed(&next()),
            date_words: next(),
            language: tags(&next()).first().copied(),
        })
    }
}

impl Keeping {
    /// Takes in the only article of a page; nothing where there is not one, or next to nothing of it.
    pub(super) fn of(page: &Page, index: usize, changed: Option<&Interval>, sure: f64) -> Option<Self> {
        let mut articles = page.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Article);
        let (Some((number, article)), None) = (articles.next(), articles.next()) else { return None };
        let title = article.title.as_ref()?;
        let told = &page.told;
        let mut text = String::new();
        let mut labels = String::new();
        let mut add = |line: &str, text: &mut String| {
            if line.len() <= LABEL_BYTES {
                push_line(&mut labels, line);
            }
            push_line(text, line);
        };
        for section in &article.sections {
            section.heading.iter().for_each(|heading| add(&heading.text, &mut text));
            section.paragraphs.iter().for_each(|paragraph| add(&paragraph.text, &mut text));
        }
        if text.split_whitespace().take(ARTICLE_WORDS).count() < ARTICLE_WORDS && text.len() < ARTICLE_BYTES {
            return None;
        }
        let article_bytes = text.len();
        told.descriptions.iter().for_each(|description| push_line(&mut text, description));
        // The beginning of an article may have been taken for something else.
        for block in page.blocks.iter().filter(|block| matches!(block.kind, Kind::Other | Kind::Profile)) {
            let paragraphs = block.sections.iter().flat_map(|section| &section.paragraphs);
            paragraphs.flat_map(|paragraph| paragraph.text.lines()).for_each(|line| add(line, &mut text));
        }
        let mut categories = String::new();
        let own = article.category.iter().map(|field| &field.text);
        own.chain(&told.category).for_each(|category| push_line(&mut categories, category));
        let addresses = page.url.iter().chain([&page.name]);
        addresses.for_each(|address| push_line(&mut labels, &percent_decode_str(address).decode_utf8_lossy()));
        let mut titles = String::new();
        std::iter::once(&title.text).chain(&told.titles).for_each(|title| push_line(&mut titles, title));
        let of_article = article.date.as_ref();
        let mut dates = of_article.map(moments).unwrap_or_default();
        // Without a date of publication that of the last change is nothing to compare with.
        dates.extend(changed.filter(|_| of_article.is_some()).map(|interval| Moment::of(interval, false, true)));
        let is_sure = surely(article.language, sure).is_some();
        let mut languages: Vec<Tag> = article.sections.iter().map(|section| section.language.tag).collect();
        languages.retain(|tag| !tag.is_und() && is_sure);
        languages.sort_unstable();
        languages.dedup();
        let lead = article.sections.iter().flat_map(|section| &section.paragraphs).find(|lead| lead.is_prose);
        let said = Words {
            page: page.name.clone(),
            title: field_text(Some(title)),
            category: categories_text(article, told.category.as_deref()),
            date: of_article.map(|dated| value(&dated.value)).unwrap_or_default(),
            text: lead.map(|lead| shorten(&lead.text, EXCERPT_CHARACTERS)).unwrap_or_default(),
        };
        let start = Span::new(article.span.start, article.span.start);
        let place = page.place(title.span.unwrap_or(start));
        let says = xxhash_rust::xxh3::xxh3_64(text.get(..article_bytes).unwrap_or(&text).as_bytes());
        Some(Self {
            stand: standing(index, number, place),
            dates,
            languages,
            said,
            titles,
            categories,
            labels,
            text,
            says,
        })
    }

    pub(super) fn put(&self, articles: &mut Shelf) -> Result<(), Error> {
        let lists = [&self.stand[..], &times(&self.dates), &letters(&self.languages)];
        let mut texts = self.said.texts().to_vec();
        texts.extend([self.titles.as_str(), &self.categories, &self.labels, &self.text]);
        articles.push(&lists, &texts)
    }
}

impl Face {
    pub(super) fn get(shelf: &Shelf, number: usize) -> Result<Self, Error> {
        let mut lists = shelf.lists(number)?.into_iter();
        let mut next = || lists.next().unwrap_or_default();
        let (page_index, block, place) = stood(&next());
        let (dates, languages) = (timed(&next()), tags(&next()));
        let texts = shelf.texts(number)?;
        let [.., titles, categories, labels, text] = texts.as_slice() else { return Ok(Self::default()) };
        let categories: Vec<Vec<Stem>> = categories.lines().map(label_stems).collect();
        let short = labels.lines().map(label_stems).filter(|label| label.len() <= LABEL_WORDS);
        let mut labels: Vec<Stem> = short.flatten().chain(categories.iter().flatten().copied()).collect();
        labels.sort_unstable();
        labels.dedup();
        let titles = titles.lines().map(stems).filter(|title| !title.is_empty()).collect();
        Ok(Self { page_index, block, place, titles, categories, labels, text: stems(text), dates, languages })
    }
}

impl Moment {
    fn of(interval: &Interval, is_printed: bool, is_change: bool) -> Self {
        Self {
            earliest: interval.earliest.as_second(),
            latest: interval.latest.as_second(),
            is_printed_day: is_printed && interval.precision <= Precision::Day,
            is_change,
        }
    }
}

impl Words {
    fn texts(&self) -> [&str; 5] {
        [&self.page, &self.title, &self.category, &self.date, &self.text]
    }

    pub(super) fn get(shelf: &Shelf, number: usize) -> Result<Self, Error> {
        let mut texts = shelf.texts(number)?.into_iter();
        let mut next = || texts.next().unwrap_or_default();
        Ok(Self { page: next(), title: next(), category: next(), date: next(), text: next() })
    }
}

/// Gives the times that a date may mean: of publication, of the last change, as readers are shown it.
fn moments(dated: &Dated) -> Vec<Moment> {
    let updated = dated.value.updated.as_deref();
    let shown = dated.shown.as_ref().map(|(shown, _)| shown.as_ref());
    let is_printed = dated.span.is_some();
    let all = [(Some(&dated.value), is_printed, false), (updated, is_printed, true), (shown, true, false)];
    let known = all.into_iter().filter_map(|(date, is_printed, is_change)| Some((date?, is_printed, is_change)));
    let moment = |(date, is_printed, is_change): (&DateValue, bool, bool)| {
        let interval = date.reading.as_ref().ok()?;
        let is_change = is_change || date.label == Some(Label::Updated);
        Some(Moment::of(interval, is_printed && date.kind == DateKind::Absolute, is_change))
    };
    known.filter_map(moment).collect()
}

fn value(date: &DateValue) -> String {
    date.reading.as_ref().map(|interval| interval.value.clone()).unwrap_or_default()
}

fn surely(language: Language, sure: f64) -> Option<Tag> {
    (!language.tag.is_und() && language.confidence >= sure).then_some(language.tag)
}

fn field_text(field: Option<&Field>) -> String {
    field.map(|field| shorten(&field.text, EXCERPT_CHARACTERS)).unwrap_or_default()
}

fn categories_text(article: &Block, told: Option<&str>) -> String {
    let own = article.category.as_ref().map(|field| field.text.as_str());
    own.or(told).map(|category| shorten(category, EXCERPT_CHARACTERS)).unwrap_or_default()
}

/// Adds a line to others, as long as there is room.
fn push_line(lines: &mut String, line: &str) {
    let end = (0..=line.len().min(LINE_BYTES)).rev().find(|&end| line.is_char_boundary(end));
    let line = end.and_then(|end| line.get(..end)).unwrap_or_default();
    if lines.len() + line.len() < MOST_BYTES {
        lines.extend(line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
        lines.push('\n');
    }
}

/// Gives the stems of a title; where it is cut, those of its whole words.
fn whole_words(title: &str) -> Vec<Stem> {
    let mut stems = stems(title);
    if is_cut(title) {
        stems.pop();
    }
    stems
}

/// Tells whether a text goes on elsewhere.
fn is_cut(text: &str) -> bool {
    let text = text.trim_end_matches([']', ')', '»', '›', '>', ' ', '\u{a0}']);
    text.ends_with('…') || text.ends_with("...")
}

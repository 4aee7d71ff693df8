//! What is kept of all pages once they are read: what corpus rules need, and no more.
//!
//! Articles and profiles are kept by section, as numbers and a place. Teasers repeat other texts on purpose and `other` is
//! chrome; they count towards what a page is as a whole, and of their lines the keys are kept, to know them again in articles. Code and text marked as not to be translated is left out
//! throughout, and so are, once all pages are known, lines that turn out to be [`chrome`].
//!
//! Memory: 190 bytes a section of one line, its page included (`benches/scale.rs`). What grows with the text itself, shingles
//! and excerpts, goes to disk where it is much.

use std::borrow::Cow;
use std::ops::Range;

use jiff::Timestamp;

use crate::chrome;
use crate::date_value::Label;
use crate::digest::{Digests, Lines, Matches};
use crate::error::Error;
use crate::finding::{EXCERPT_CHARACTERS, Place, shorten};
use crate::language::Tag;
use crate::page::{Block, Kind, Page, Section};
use crate::paired::Pairing;
use crate::span::Span;
use crate::spill::Spill;
use crate::words::{Sequence, text_key};

/// All pages, as little of each as the corpus rules need.
#[derive(Debug, Default)]
pub struct Corpus {
    records: Records,
    digests: Digests,
    /// How many of the pages, the first ones, are of an earlier run.
    earlier: usize,
    /// The place of each page in the order of their ages, the oldest first.
    ages: Vec<u32>,
}

/// Gathers a [`Corpus`], page by page.
#[derive(Debug, Default)]
pub struct Builder {
    records: Records,
    lines: Lines,
}

/// Pages, their blocks and the sections of these.
#[derive(Debug, Default)]
pub struct Records {
    /// In input order.
    pub pages: Vec<PageRecord>,
    /// Articles and profiles, in input order.
    pub blocks: Vec<BlockRecord>,
    /// The sections of these, in input order.
    pub sections: Vec<SectionRecord>,
    /// [`text_key`] of each line of all other blocks, titles included, in input order.
    pub furniture: Vec<u64>,
    excerpts: Spill,
}

/// What is kept of a page.
#[derive(Clone, Debug)]
pub struct PageRecord {
    /// Its name.
    pub name: String,
    /// Its address, where known.
    pub url: Option<String>,
    /// When it was fetched.
    pub fetched_at: Option<Timestamp>,
    /// When its first dated article was published, at the latest: a year is as old as its last day, for no more is sure.
    pub published: Option<Timestamp>,
    /// What an original and its translations share, where the run pairs pages.
    pub pair: Option<u64>,
    /// Its place in the order of the input.
    pub index: usize,
    /// What pages that repeat the same chrome share: the host of its address, else the folder of its name.
    pub site: u64,
    /// Equal for pages whose articles, profiles and teasers say the same.
    pub key: u64,
    /// Words in its articles and profiles, titles not counted.
    pub words: usize,
    /// Its articles and profiles; indices into [`Records::blocks`].
    pub blocks: Range<usize>,
    /// The sections of these; indices into [`Records::sections`].
    pub sections: Range<usize>,
    /// The lines of its other blocks; indices into [`Records::furniture`].
    pub furniture: Range<usize>,
    /// The line of its record in a container, where it has one.
    pub container_line: Option<usize>,
}

/// What is kept of an article or a profile.
#[derive(Clone, Debug)]
pub struct BlockRecord {
    /// Its page; an index into [`Records::pages`].
    pub page: usize,
    /// Its place among all blocks of the page, 0-based.
    pub number: usize,
    /// Article or profile.
    pub kind: Kind,
    /// [`text_key`] of its title.
    pub title: Option<u64>,
    /// [`text_key`] of its first line of prose.
    pub opening: Option<u64>,
    /// Its sections that have prose; indices into [`Records::sections`].
    pub sections: Range<usize>,
}

/// What is kept of a section of an article or a profile. Its digest has the same number.
#[derive(Clone, Debug)]
pub struct SectionRecord {
    /// Its block; an index into [`Records::blocks`].
    pub block: usize,
    /// Its place among all sections of the block, 0-based.
    pub number: usize,
    /// [`text_key`] of its heading.
    pub heading: Option<u64>,
    /// Its lines of prose; numbers in the [`Lines`] that it was read into.
    pub lines: Range<usize>,
    /// The language most of it is in.
    pub language: Tag,
    /// [`text_key`] of all its prose, chrome included.
    pub text: u64,
    /// How many of its lines turned out to be chrome.
    pub left_out: u32,
    /// Where among the excerpts stands how its prose begins.
    pub excerpt: (u64, u16),
    /// Its prose.
    pub span: Span,
    /// First and last line of the page.
    pub source_lines: (u32, u32),
}

impl Builder {
    /// Keeps what corpus rules need of a page. Pages come in input order; `index` is the page's place in it.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what does not fit into memory cannot be kept on disk.
    pub fn add(&mut self, page: &Page, index: usize) -> Result<(), Error> {
        let (blocks, sections) = (self.records.blocks.len(), self.records.sections.len());
        let furniture = self.records.furniture.len();
        let mut says: Vec<u64> = Vec::new();
        for (number, block) in page.blocks.iter().enumerate() {
            if block.kind != Kind::Other {
                says.extend([block.kind as u64, title(block).unwrap_or_default()]);
            }
            match block.kind {
                Kind::Article | Kind::Profile => self.add_block(page, number, block, &mut says)?,
                Kind::Teaser => {
                    says.push(text_key(&block.text()));
                    self.add_furniture(block);
                }
                Kind::Other => self.add_furniture(block),
            }
        }
        let says: Vec<u8> = says.into_iter().flat_map(u64::to_le_bytes).collect();
        let lines =
            self.records.sections.get(sections..).unwrap_or_default().iter().flat_map(|section| section.lines.clone());
        self.records.pages.push(PageRecord {
            name: page.name.clone(),
            url: page.url.clone(),
            fetched_at: page.fetched_at,
            published: published(page),
            pair: pair(page),
            index,
            site: text_key(site(page)),
            key: xxhash_rust::xxh3::xxh3_64(&says),
            words: lines.map(|line| self.lines.text(line).words as usize).sum(),
            blocks: blocks..self.records.blocks.len(),
            sections: sections..self.records.sections.len(),
            furniture: furniture..self.records.furniture.len(),
            container_line: page.container_line,
        });
        Ok(())
    }

    fn add_block(&mut self, page: &Page, number: usize, block: &Block, says: &mut Vec<u64>) -> Result<(), Error> {
        let first = self.records.sections.len();
        for (number, section) in block.sections.iter().enumerate() {
            let lines = self.lines.push(prose(section))?;
            if lines.is_empty() {
                continue;
            }
            let text = lines.clone().fold(Sequence::default(), |text, line| text.then(self.lines.text(line))).key();
            says.push(text);
            let span = prose_span(section);
            let excerpt = prose(section).next().map(|text| shorten(text, EXCERPT_CHARACTERS)).unwrap_or_default();
            let length = u16::try_from(excerpt.len()).unwrap_or(u16::MAX);
            self.records.sections.push(SectionRecord {
                block: self.records.blocks.len(),
                number,
                heading: section.heading.as_ref().map(|heading| text_key(&heading.text)),
                lines,
                language: section.language.tag,
                text,
                left_out: 0,
                excerpt: (self.records.excerpts.push(excerpt.as_bytes())?, length),
                span,
                source_lines: (page.source.line(span.start) as u32, page.source.end_line(span) as u32),
            });
        }
        let first_line = self.records.sections.get(first).map(|section| self.lines.text(section.lines.start).key());
        self.records.blocks.push(BlockRecord {
            page: self.records.pages.len(),
            number,
            kind: block.kind,
            title: title(block),
            opening: first_line,
            sections: first..self.records.sections.len(),
        });
        Ok(())
    }

    fn add_furniture(&mut self, block: &Block) {
        self.records.furniture.extend(title(block));
        for section in &block.sections {
            self.records.furniture.extend(section.heading.as_ref().map(|heading| text_key(&heading.text)));
            let lines = section.paragraphs.iter().flat_map(|paragraph| paragraph.text.lines());
            self.records.furniture.extend(lines.map(text_key));
        }
    }

    /// Leaves out what turned out to be chrome, and digests the rest.
    ///
    /// # Errors
    /// As [`Builder::add`].
    pub fn finish(mut self) -> Result<Corpus, Error> {
        let is_chrome = chrome::lines(&self.records, &self.lines)?;
        for section in &mut self.records.sections {
            let lines = is_chrome.get(section.lines.clone()).unwrap_or_default();
            section.left_out = lines.iter().filter(|&&is_chrome| is_chrome).count() as u32;
        }
        let sections: Vec<Range<usize>> = self.records.sections.iter().map(|section| section.lines.clone()).collect();
        let digests = self.lines.digest(&sections, |line| is_chrome.get(line).copied().unwrap_or(false))?;
        Ok(Corpus::of(self.records, digests, 0))
    }
}

impl Corpus {
    /// Puts pages of an earlier run together, as they were kept.
    pub fn restored(records: Records, digests: Digests) -> Self {
        Self::of(records, digests, 0)
    }

    fn of(records: Records, digests: Digests, earlier: usize) -> Self {
        let mut by_age: Vec<usize> = (0..records.pages.len()).collect();
        // Those of an earlier run come first; then those with a date, the earliest first; then the order of the input.
        by_age.sort_by_key(|&page| {
            let published = records.pages.get(page).and_then(|page| page.published);
            (page >= earlier).then_some((published.is_none(), published))
        });
        let mut ages = vec![0; by_age.len()];
        for (age, page) in (0..).zip(by_age) {
            ages[page] = age;
        }
        Self { records, digests, earlier, ages }
    }

    /// Lines up behind pages of an earlier run: these come first, and no rule reports them.
    ///
    /// # Errors
    /// [`Error::Temporary`] where shingles cannot be moved.
    pub fn behind(self, earlier: Self) -> Result<Self, Error> {
        let Self { records: mut all, mut digests, .. } = earlier;
        let (pages, blocks, sections) = (all.pages.len(), all.blocks.len(), all.sections.len());
        let later = |range: &Range<usize>, by: usize| range.start + by..range.end + by;
        digests.append(&self.digests)?;
        all.pages.extend(self.records.pages.into_iter().map(|page| PageRecord {
            blocks: later(&page.blocks, blocks),
            sections: later(&page.sections, sections),
            ..page
        }));
        all.blocks.extend(self.records.blocks.into_iter().map(|block| BlockRecord {
            page: block.page + pages,
            sections: later(&block.sections, sections),
            ..block
        }));
        let moved = |section: SectionRecord| SectionRecord { block: section.block + blocks, ..section };
        all.sections.extend(self.records.sections.into_iter().map(moved));
        // Those of earlier pages are not kept, so these stay where they are.
        (all.furniture, all.excerpts) = (self.records.furniture, self.records.excerpts);
        Ok(Self::of(all, digests, pages))
    }

    /// Gives the numbers of the pages of this run; those before them are of an earlier one.
    pub fn own_pages(&self) -> Range<usize> {
        self.earlier..self.pages().len()
    }

    /// Gives the pages, in input order.
    pub fn pages(&self) -> &[PageRecord] {
        &self.records.pages
    }

    /// Gives the articles and profiles of all pages, in input order.
    pub fn blocks(&self) -> &[BlockRecord] {
        &self.records.blocks
    }

    /// Gives their sections, in input order.
    pub fn sections(&self) -> &[SectionRecord] {
        &self.records.sections
    }

    /// Gives the digests of the sections.
    pub fn digests(&self) -> &Digests {
        &self.digests
    }

    /// Gives how the prose of a section begins.
    ///
    /// # Errors
    /// [`Error::Temporary`] where it cannot be read.
    pub fn excerpt(&self, section: usize) -> Result<String, Error> {
        let (start, length) = self.sections().get(section).map(|section| section.excerpt).unwrap_or_default();
        let mut bytes = Vec::new();
        self.records.excerpts.read(start..start + u64::from(length), &mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Gives the place of a page in the order of ages: of two that say the same, the one that comes first here is the original.
    /// Pages of earlier runs come first, then dated ones by date, then the others in input order.
    pub fn age(&self, page: usize) -> u32 {
        self.ages.get(page).copied().unwrap_or(u32::MAX)
    }

    /// Gives the place of a section in this order; sections of one page keep theirs.
    pub fn age_of(&self, section: usize) -> (u32, usize) {
        (self.age(self.block_of(section).page), section)
    }

    /// Lets the oldest of equal sections stand for them all.
    pub fn oldest_first<'a>(&self, matches: &'a Matches) -> Cow<'a, Matches> {
        if self.ages.is_sorted() {
            Cow::Borrowed(matches)
        } else {
            Cow::Owned(matches.sorted_by(|section| self.age_of(section)))
        }
    }

    /// Tells whether two pages are an original and its translation, or two translations of one original.
    pub fn are_paired(&self, one: usize, other: usize) -> bool {
        let pair = |page: usize| self.pages().get(page).and_then(|page| page.pair);
        one != other && pair(one).is_some() && pair(one) == pair(other)
    }

    /// Gives the block of a section.
    pub fn block_of(&self, section: usize) -> &BlockRecord {
        &self.blocks()[self.sections()[section].block]
    }

    /// Gives the page of a section.
    pub fn page_of(&self, section: usize) -> &PageRecord {
        &self.pages()[self.block_of(section).page]
    }

    /// Gives the place of the prose of sections of one page, from the first to the last.
    pub fn place(&self, sections: Range<usize>) -> Place {
        let page = self.sections().get(sections.start).map(|_| self.page_of(sections.start));
        let ends = self.sections().get(sections).and_then(|all| all.first().zip(all.last()));
        let (Some(page), Some((first, last))) = (page, ends) else { return Place::default() };
        Place {
            span: first.span.join(last.span),
            line: first.source_lines.0 as usize,
            end_line: last.source_lines.1 as usize,
            container_line: page.container_line,
        }
    }
}

fn title(block: &Block) -> Option<u64> {
    block.title.as_ref().map(|title| text_key(&title.text))
}

fn published(page: &Page) -> Option<Timestamp> {
    let articles = page.blocks.iter().filter(|block| block.kind == Kind::Article);
    let mut dates = articles.filter_map(|block| Some(&block.date.as_ref()?.value));
    dates.find_map(|date| Some(date.reading.as_ref().ok().filter(|_| date.label != Some(Label::Updated))?.latest))
}

fn pair(page: &Page) -> Option<u64> {
    let original = match &page.pairing {
        Pairing::Original => &page.name,
        Pairing::Paired(paired) => &paired.original.page,
        Pairing::NotAsked | Pairing::Orphan => return None,
    };
    Some(xxhash_rust::xxh3::xxh3_64(original.as_bytes()))
}

fn prose(section: &Section) -> impl Iterator<Item = &str> {
    section.paragraphs.iter().filter(|paragraph| paragraph.is_prose).map(|paragraph| paragraph.text.as_str())
}

fn prose_span(section: &Section) -> Span {
    let spans = section.paragraphs.iter().filter(|paragraph| paragraph.is_prose).map(|paragraph| paragraph.span);
    spans.reduce(Span::join).unwrap_or(section.span)
}

/// Gives what pages that repeat the same chrome share: the host of the page's address without `www.`, else the folder of its name.
pub fn site(page: &Page) -> &str {
    let host = page.url.as_deref().and_then(|url| url.split_once("://")).map(|(_, rest)| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    });
    host.unwrap_or_else(|| page.name.rsplit_once('/').map_or("", |(folder, _)| folder))
}

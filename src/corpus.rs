//! What is kept of all pages once they are read: what corpus rules need, and no more.
//!
//! Articles and profiles are kept by section, as a digest and a place. Teasers repeat other texts on purpose and `other`
//! is chrome; they only count towards what a page is as a whole. Code and text marked as not to be translated is left out
//! of all digests.
//!
//! Memory: a section takes about 230 bytes and 4 for each distinct word; 500 bytes for the 65 words of an ordinary one.

use std::ops::Range;

use crate::digest::{Digest, Digests, text_key};
use crate::finding::{EXCERPT_CHARACTERS, Place, shorten};
use crate::page::{Block, Kind, Page, Section};
use crate::span::Span;

/// All pages, as little of each as the corpus rules need.
#[derive(Debug, Default)]
pub struct Corpus {
    pages: Vec<PageRecord>,
    blocks: Vec<BlockRecord>,
    sections: Vec<SectionRecord>,
    digests: Digests,
}

/// What is kept of a page.
#[derive(Clone, Debug)]
pub struct PageRecord {
    /// Its name.
    pub name: String,
    /// Its place in the order of the input.
    pub index: usize,
    /// What pages that repeat the same chrome share: the host of its address, else the folder of its name.
    pub site: u64,
    /// Equal for pages whose articles, profiles and teasers say the same.
    pub key: u64,
    /// Words in its articles and profiles, titles not counted.
    pub words: usize,
    /// Its articles and profiles; indices into [`Corpus::blocks`].
    pub blocks: Range<usize>,
    container_line: Option<usize>,
}

/// What is kept of an article or a profile.
#[derive(Clone, Debug)]
pub struct BlockRecord {
    /// Its page; an index into [`Corpus::pages`].
    pub page: usize,
    /// Its place among all blocks of the page, 0-based.
    pub number: usize,
    /// Article or profile.
    pub kind: Kind,
    /// [`text_key`] of its title.
    pub title: Option<u64>,
    /// Its sections that have prose; indices into [`Corpus::sections`].
    pub sections: Range<usize>,
}

/// What is kept of a section of an article or a profile. Its digest has the same number.
#[derive(Clone, Debug)]
pub struct SectionRecord {
    /// Its block; an index into [`Corpus::blocks`].
    pub block: usize,
    /// Its place among all sections of the block, 0-based.
    pub number: usize,
    /// [`text_key`] of its heading.
    pub heading: Option<u64>,
    /// How its prose begins.
    pub excerpt: Box<str>,
    span: Span,
    /// First and last line.
    lines: (u32, u32),
}

impl PageRecord {
    /// Gives the sections of its articles and profiles; indices into [`Corpus::sections`].
    pub fn sections(&self, corpus: &Corpus) -> Range<usize> {
        let blocks = corpus.blocks.get(self.blocks.clone()).unwrap_or_default();
        let start = blocks.first().map_or(0, |block| block.sections.start);
        start..blocks.last().map_or(start, |block| block.sections.end)
    }
}

impl Corpus {
    /// Keeps what corpus rules need of a page. Pages come in input order; `index` is the page's place in it.
    pub fn add(&mut self, page: &Page, index: usize) {
        let blocks = self.blocks.len();
        let sections = self.sections.len();
        let mut says = Vec::new();
        for (number, block) in page.blocks.iter().enumerate() {
            if block.kind != Kind::Other {
                says.extend([block.kind as u64, title(block).unwrap_or_default()]);
            }
            match block.kind {
                Kind::Article | Kind::Profile => self.add_block(page, number, block, &mut says),
                Kind::Teaser => says.push(text_key(&block.text())),
                Kind::Other => {}
            }
        }
        let says: Vec<u8> = says.into_iter().flat_map(u64::to_le_bytes).collect();
        self.pages.push(PageRecord {
            name: page.name.clone(),
            index,
            site: text_key(site(page)),
            key: xxhash_rust::xxh3::xxh3_64(&says),
            words: (sections..self.sections.len()).map(|section| self.digests.words(section)).sum(),
            blocks: blocks..self.blocks.len(),
            container_line: page.container_line,
        });
    }

    fn add_block(&mut self, page: &Page, number: usize, block: &Block, says: &mut Vec<u64>) {
        let first = self.sections.len();
        for (number, section) in block.sections.iter().enumerate() {
            let digest = Digest::of(prose(section));
            if digest.words == 0 {
                continue;
            }
            says.push(digest.key);
            self.digests.push(&digest);
            let span = prose_span(section);
            self.sections.push(SectionRecord {
                block: self.blocks.len(),
                number,
                heading: section.heading.as_ref().map(|heading| text_key(&heading.text)),
                excerpt: prose(section).next().map(|text| shorten(text, EXCERPT_CHARACTERS)).unwrap_or_default().into(),
                span,
                lines: (page.source.line(span.start) as u32, page.source.end_line(span) as u32),
            });
        }
        self.blocks.push(BlockRecord {
            page: self.pages.len(),
            number,
            kind: block.kind,
            title: title(block),
            sections: first..self.sections.len(),
        });
    }

    /// Gives the pages, in input order.
    pub fn pages(&self) -> &[PageRecord] {
        &self.pages
    }

    /// Gives the articles and profiles of all pages, in input order.
    pub fn blocks(&self) -> &[BlockRecord] {
        &self.blocks
    }

    /// Gives their sections, in input order.
    pub fn sections(&self) -> &[SectionRecord] {
        &self.sections
    }

    /// Gives the digests of the sections.
    pub fn digests(&self) -> &Digests {
        &self.digests
    }

    /// Gives the block of a section.
    pub fn block_of(&self, section: usize) -> &BlockRecord {
        &self.blocks[self.sections[section].block]
    }

    /// Gives the page of a section.
    pub fn page_of(&self, section: usize) -> &PageRecord {
        &self.pages[self.block_of(section).page]
    }

    /// Gives the place of the prose of consecutive sections of one block, headings between them included.
    pub fn place(&self, sections: Range<usize>) -> Place {
        let (Some(first), Some(last)) =
            (self.sections.get(sections.start), self.sections.get(sections.clone()).and_then(<[_]>::last))
        else {
            return Place::default();
        };
        Place {
            span: first.span.join(last.span),
            line: first.lines.0 as usize,
            end_line: last.lines.1 as usize,
            container_line: self.page_of(sections.start).container_line,
        }
    }
}

fn title(block: &Block) -> Option<u64> {
    block.title.as_ref().map(|title| text_key(&title.text))
}

fn prose(section: &Section) -> impl Iterator<Item = &str> {
    section.paragraphs.iter().filter(|paragraph| paragraph.is_prose).map(|paragraph| paragraph.text.as_str())
}

fn prose_span(section: &Section) -> Span {
    let spans = section.paragraphs.iter().filter(|paragraph| paragraph.is_prose).map(|paragraph| paragraph.span);
    spans.reduce(Span::join).unwrap_or(section.span)
}

/// The host of the page's address without `www.`, else the folder of its name.
fn site(page: &Page) -> &str {
    let host = page.url.as_deref().and_then(|url| url.split_once("://")).map(|(_, rest)| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    });
    host.unwrap_or_else(|| page.name.rsplit_once('/').map_or("", |(folder, _)| folder))
}

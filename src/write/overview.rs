//! What reports say of the pages themselves, gathered as the pages go by: a few numbers a page and, for the report that
//! editors open, [what stands on it](crate::write::views), bounded.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::document::Unreadable;
use crate::error::Error;
use crate::finding::{Finding, RuleCard};
use crate::language::Tag;
use crate::page::{Block, Kind, Page};
use crate::spot::Folders;
use crate::write::coverage::{self, Translation};
use crate::write::reports::ReportFormat;
use crate::write::rows::Rows;
use crate::write::table::Table;
use crate::write::views::Views;

/// All pages of a run, in input order.
#[derive(Debug, Default)]
pub struct Overview {
    /// The pages; a page's place is its [`Finding::page_index`].
    pub pages: Vec<PageEntry>,
    /// The rules that the pages were checked with.
    pub rules: Vec<RuleCard>,
    /// Where the files lie that page names are about.
    pub folders: Folders,
    /// What was found and is not reported.
    pub unreported: Unreported,
    /// Findings of earlier runs on these pages that are gone.
    pub mended: Vec<Finding>,
    /// What stands on them, where the report shows it.
    pub views: Option<Views>,
    /// The rows of [`Self::TABLES`], where they are kept.
    records: Option<[Rows; Self::TABLES.len()]>,
}

/// How many findings there are beside those that are reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Unreported {
    /// Known by the baseline.
    pub known: usize,
    /// Ignored by a comment in the page or by the pipeline file.
    pub ignored: usize,
    /// On pages that have not changed.
    pub unchanged: usize,
    /// Over the limit of `--max-findings`, none worse than those reported.
    pub over_limit: usize,
}

/// One page of a run.
#[derive(Clone, Debug)]
pub struct PageEntry {
    /// Its name.
    pub name: String,
    /// What became of it; `None` where it could not be read at all.
    pub record: Option<RecordEntry>,
    /// Whether it is an original that is no page of the run.
    pub is_original: bool,
}

/// What is kept of a page that has a record.
#[derive(Clone, Debug)]
pub struct RecordEntry {
    /// Its address.
    pub url: Option<String>,
    /// When it was fetched.
    pub fetched_at: Option<Timestamp>,
    /// The language it should be in.
    pub expected: Option<Tag>,
    /// The language most of it is in.
    pub detected: Tag,
    /// The kinds of its blocks, in order.
    pub kinds: Box<[Kind]>,
    /// How many sections its blocks have, `other` left out.
    pub sections: usize,
    /// How many letters of each language its blocks have, `other` left out. Only with contexts.
    pub letters: Box<[(Tag, usize)]>,
    /// The dates of its blocks. Only with contexts.
    pub dates: Box<[BlockDate]>,
    /// What it is a translation of, and how far, where it was held against its original.
    pub translation: Option<Translation>,
}

/// The instants that the date of a block may mean.
#[derive(Clone, Copy, Debug)]
pub struct BlockDate {
    /// The block, 0-based.
    pub block: usize,
    /// The first …
    pub earliest: Timestamp,
    /// … and the last.
    pub latest: Timestamp,
}

/// How many dates of a page are kept; a page of more is an archive, and its newest stand first.
const DATES: usize = 200;

impl Overview {
    /// The kinds of blocks in the order in which they are counted.
    pub const KINDS: [Kind; 4] = [Kind::Article, Kind::Profile, Kind::Teaser, Kind::Other];

    /// The tables of records that reports may show.
    const TABLES: [(&str, Table); 3] =
        [("Articles", Table::ARTICLES), ("Teasers", Table::TEASERS), ("Profiles", Table::PROFILES)];

    /// Starts an overview that also keeps what stands on the pages, which only some reports show.
    pub fn with_contexts() -> Self {
        Self { views: Some(Views::default()), ..Self::default() }
    }

    /// Starts an overview that keeps what these reports show.
    pub fn for_reports<'a>(reports: impl IntoIterator<Item = &'a ReportFormat>) -> Self {
        let mut overview = Self::default();
        for report in reports {
            if report.needs_contexts {
                overview.views.get_or_insert_default();
            }
            if report.needs_records {
                overview.records.get_or_insert_default();
            }
        }
        overview
    }

    /// Hears of a page and of what the page rules said of it. Pages come in input order.
    pub fn page(&mut self, page: &Page, findings: &[Finding]) {
        if let Some(views) = &mut self.views {
            views.add(page, self.pages.len(), !findings.is_empty());
        }
        let content = || page.blocks.iter().filter(|block| block.kind != Kind::Other);
        let is_shown = self.views.is_some();
        let record = RecordEntry {
            translation: coverage::translation(page, findings),
            url: page.url.clone(),
            fetched_at: page.fetched_at,
            expected: page.expected.map(|expected| expected.tag),
            detected: page.detected.tag,
            kinds: page.blocks.iter().map(|block| block.kind).collect(),
            sections: content().map(|block| block.sections.len()).sum(),
            letters: if is_shown { letters(content()) } else { Box::default() },
            dates: if is_shown { dates(page) } else { Box::default() },
        };
        self.pages.push(PageEntry { name: page.name.clone(), record: Some(record), is_original: false });
    }

    /// Keeps the records of a page for the reports that show them, on disk where they are many.
    ///
    /// # Errors
    /// [`Error::Temporary`] where they cannot be kept.
    pub fn record(&mut self, page: &Page) -> Result<(), Error> {
        for ((_, table), rows) in Self::TABLES.iter().zip(self.records.iter_mut().flatten()) {
            table.rows(page, false, |row| rows.push(row))?;
        }
        Ok(())
    }

    /// Gives the records: of each table its name, what it is, and its rows.
    pub(super) fn records(&self) -> impl Iterator<Item = (&'static str, Table, &Rows)> {
        Self::TABLES.iter().zip(self.records.iter().flatten()).map(|(&(name, table), rows)| (name, table, rows))
    }

    /// Hears of a page that could not be read, in its place in the order.
    pub fn unreadable(&mut self, input: &Unreadable) {
        self.pages.push(PageEntry { name: input.name.clone(), record: None, is_original: false });
    }

    /// Hears of all findings: those about originals that are no pages of the run stand behind its pages.
    pub fn originals(&mut self, findings: &[Finding]) {
        for finding in findings {
            if finding.page_index == self.pages.len() {
                self.pages.push(PageEntry { name: finding.page.clone(), record: None, is_original: true });
            }
        }
    }
}

fn letters<'a>(blocks: impl Iterator<Item = &'a Block>) -> Box<[(Tag, usize)]> {
    let mut counts: BTreeMap<Tag, usize> = BTreeMap::new();
    for paragraph in blocks.flat_map(|block| &block.sections).flat_map(|section| &section.paragraphs) {
        if paragraph.is_prose {
            let letters = paragraph.text.chars().filter(|character| character.is_alphabetic()).count();
            *counts.entry(paragraph.language.tag).or_default() += letters;
        }
    }
    counts.into_iter().collect()
}

fn dates(page: &Page) -> Box<[BlockDate]> {
    let blocks = page.blocks.iter().enumerate().filter(|(_, block)| block.kind != Kind::Other);
    let read = blocks.filter_map(|(number, block)| {
        let interval = block.date.as_ref()?.value.reading.as_ref().ok()?;
        Some(BlockDate { block: number, earliest: interval.earliest, latest: interval.latest })
    });
    read.take(DATES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;

    #[test]
    fn letters_and_dates_are_those_of_the_content() {
        let mut overview = Overview::with_contexts();
        overview.page(&sample::page("x"), &[]);
        let record = overview.pages[0].record.as_ref().unwrap();
        let letters = "Cooperationhelps".len() + "Itreallydoes".len() + "Trustgrows".len();
        assert_eq!(*record.letters, [(Tag::of("en"), letters)]);
        assert_eq!(record.dates.iter().map(|date| date.block).collect::<Vec<_>>(), [1]);
        assert_eq!(*record.kinds, [Kind::Other, Kind::Article, Kind::Teaser]);
    }

    #[test]
    fn other_reports_keep_numbers_alone() {
        let mut overview = Overview::default();
        overview.page(&sample::page("x"), &[]);
        let record = overview.pages[0].record.as_ref().unwrap();
        assert!(overview.views.is_none() && record.letters.is_empty() && record.dates.is_empty());
    }
}

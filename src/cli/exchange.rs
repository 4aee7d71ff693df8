//! What `check` exchanges about duplicates beside its report: signatures and groups for and from other engines, and the
//! explanation of one page.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use crate::check::account::account;
use crate::cli::args::Likeness;
use crate::cli::job::absolute;
use crate::corpus::Corpus;
use crate::digest::Matches;
use crate::error::Error;
use crate::page::section_id;
use crate::read::groups::{self, Group};
use crate::settings::Settings;
use crate::write::atomic::AtomicFile;
use crate::write::likeness::likeness;
use crate::write::signatures;

/// The files, open, and what was asked.
pub(super) struct Exchange<'a> {
    settings: &'a Settings,
    signatures: Option<File>,
    groups: Option<File>,
    given: Option<(PathBuf, Vec<Group>)>,
    page: Option<&'a str>,
    explanation: Option<String>,
}

struct File {
    path: PathBuf,
    out: BufWriter<AtomicFile>,
}

impl File {
    fn open(path: &Path) -> Result<Self, Error> {
        let path = absolute(path);
        Ok(Self { out: BufWriter::new(AtomicFile::create(&path)?), path })
    }

    fn close(self) -> Result<(), Error> {
        let Self { path, out } = self;
        out.into_inner().map_err(|error| Error::output(path, error.into_error()))?.commit()
    }
}

impl<'a> Exchange<'a> {
    /// Opens what was asked for, before the first page is read.
    pub(super) fn open(asked: &'a Likeness, settings: &'a Settings) -> Result<Self, Error> {
        let given = asked.groups.as_deref().map(|path| Ok::<_, Error>((path.to_owned(), groups::groups(path)?)));
        Ok(Self {
            settings,
            signatures: asked.write_signatures.as_deref().map(File::open).transpose()?,
            groups: asked.write_groups.as_deref().map(File::open).transpose()?,
            given: given.transpose()?,
            page: asked.explain_duplicates.as_deref(),
            explanation: None,
        })
    }

    /// Writes signatures, and finds the sections of the groups that were given.
    pub(super) fn digested(&mut self, corpus: &Corpus) -> Result<Option<Vec<Vec<usize>>>, Error> {
        if let Some(File { path, out }) = &mut self.signatures {
            let shortest = self.settings.thresholds.duplicate_words;
            let failed = |error: io::Error| Error::output(path.as_path(), error);
            let is_parquet = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"));
            signatures::signatures(corpus, out, is_parquet, shortest, failed)?;
        }
        self.given.as_ref().map(|(path, groups)| numbered(corpus, path, groups)).transpose()
    }

    /// Writes groups, and explains the page.
    pub(super) fn compared(&mut self, corpus: &Corpus, matches: &Matches) -> Result<(), Error> {
        if let Some(File { path, out }) = &mut self.groups {
            let written = signatures::groups(corpus, matches, out).and_then(|()| out.flush());
            written.map_err(|error| Error::output(path.as_path(), error))?;
        }
        if let Some(asked) = self.page {
            let page = find(corpus, asked)?;
            let sections = account(corpus, matches, self.settings, page)?;
            self.explanation = Some(likeness(&corpus.pages()[page].name, &sections));
        }
        Ok(())
    }

    /// Puts the files under their final names, and gives the explanation.
    pub(super) fn close(self) -> Result<Option<String>, Error> {
        self.signatures.into_iter().chain(self.groups).try_for_each(File::close)?;
        Ok(self.explanation)
    }
}

/// Gives the place of the page of this name among those of the corpus, or of the only one whose name ends with it.
fn find(corpus: &Corpus, asked: &str) -> Result<usize, Error> {
    let pages = || corpus.own_pages().zip(corpus.pages().iter().skip(corpus.own_pages().start));
    if let Some((page, _)) = pages().find(|(_, page)| page.name == asked) {
        return Ok(page);
    }
    let mut ending = pages().filter(|(_, page)| page.name.ends_with(asked));
    match (ending.next(), ending.next()) {
        (Some((page, _)), None) => Ok(page),
        (found, _) => Err(Error::Flag {
            flag: format!("--explain-duplicates {asked}"),
            reason: if found.is_some() { "several pages end so" } else { "no page is named so" }.to_owned(),
            help: "give the page's name as findings and records have it, in `page`".to_owned(),
        }),
    }
}

/// Gives the numbers of the sections that are named.
fn numbered(corpus: &Corpus, path: &Path, groups: &[Group]) -> Result<Vec<Vec<usize>>, Error> {
    let mut pages: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, page) in corpus.pages().iter().enumerate() {
        pages.entry(&page.name).or_default().push(number);
    }
    let find = |place: &groups::Place| {
        let same = pages.get(place.page.as_str()).map_or(&[][..], Vec::as_slice);
        same.iter().flat_map(|&page| corpus.pages()[page].sections.clone()).find(|&section| {
            section_id(corpus.block_of(section).number, corpus.sections()[section].number) == place.section
        })
    };
    let number_of = |place: &groups::Place| {
        find(place).ok_or_else(|| Error::Input {
            input: path.display().to_string(),
            reason: format!("these pages have no section {} of {}", place.section, place.page),
            help: "groups belong to the pages and settings that their signatures were written with".to_owned(),
        })
    };
    groups.iter().map(|group| group.sections.iter().map(number_of).collect()).collect()
}

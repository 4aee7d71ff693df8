//! Sections and groups of sections for other engines, a JSON object a line, sections also as Parquet; docs/duplicates.md
//! explains the fields.

use std::io;

use serde::Serialize;

use super::parquet::{Columns, List, Parquet};
use super::shape::{Rounded, Shown, write_line};
use super::sheet::Cell;
use super::table::Type;
use crate::corpus::Corpus;
use crate::digest::Matches;
use crate::error::Error;
use crate::language::Tag;
use crate::page::{block_id, section_id};
use crate::signature;

#[derive(Debug, Serialize)]
struct Signature<'a> {
    page: &'a str,
    block: String,
    section: String,
    language: Shown<Tag>,
    words: usize,
    xxh3_128: String,
    bands: Vec<u32>,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    sections: Vec<Place<'a>>,
    similarity: Rounded,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    page: &'a str,
    section: String,
}

/// The fields as columns.
const COLUMNS: [(&str, Type); 6] = [
    ("page", Type::Text),
    ("block", Type::Text),
    ("section", Type::Text),
    ("language", Type::Text),
    ("words", Type::Count),
    ("xxh3_128", Type::Text),
];

/// Writes the signature of every section that may be compared, in input order: as Parquet, or a JSON object a line. `failed`
/// says what a failed write is.
///
/// # Errors
/// What `failed` gives, and [`Error::Temporary`] where shingles cannot be read.
pub fn signatures(
    corpus: &Corpus,
    out: &mut impl io::Write,
    is_parquet: bool,
    shortest: usize,
    failed: impl Fn(io::Error) -> Error,
) -> Result<(), Error> {
    if !is_parquet {
        return each(corpus, shortest, |signature| write_line(&mut *out, &signature).map_err(&failed));
    }
    let columns = Columns { flat: COLUMNS.to_vec(), list: List { name: "bands", of: vec![(None, Type::Count)] } };
    let mut file = Parquet::new(out, &columns).map_err(&failed)?;
    each(corpus, shortest, |signature| {
        let Signature { page, block, section, language, words, xxh3_128, bands } = signature;
        let row: [Cell; COLUMNS.len()] = [
            page.into(),
            block.into(),
            section.into(),
            language.0.to_string().into(),
            Cell::Count(words as u64),
            xxh3_128.into(),
        ];
        file.row(row.into_iter(), bands.into_iter().map(|band| [Cell::Count(band.into())].into_iter())).map_err(&failed)
    })?;
    file.finish().map_err(&failed)
}

fn each(
    corpus: &Corpus,
    shortest: usize,
    mut take: impl FnMut(Signature<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let digests = corpus.digests();
    digests.kept_shingles(|section, shingles| {
        let words = digests.words(section);
        if words < shortest {
            return Ok(());
        }
        let block = corpus.block_of(section).number;
        let record = &corpus.sections()[section];
        take(Signature {
            page: &corpus.page_of(section).name,
            block: block_id(block),
            section: section_id(block, record.number),
            language: Shown(record.language),
            words,
            xxh3_128: format!("{:032x}", signature::digest(digests.key(section), words, shingles)),
            bands: signature::bands(shingles),
        })
    })
}

/// Writes what is equal or nearly so: a line for each group of equal sections, and one for each pair of nearly equal ones.
///
/// # Errors
/// A failed write.
pub fn groups(corpus: &Corpus, matches: &Matches, out: &mut impl io::Write) -> io::Result<()> {
    let place = |section: usize| {
        let number = corpus.sections()[section].number;
        Place { page: &corpus.page_of(section).name, section: section_id(corpus.block_of(section).number, number) }
    };
    for equal in &matches.equal {
        let sections = equal.iter().map(|&section| place(section)).collect();
        write_line(&mut *out, &Group { sections, similarity: Rounded(1.0) })?;
    }
    for near in &matches.near {
        let sections = vec![place(near.first), place(near.second)];
        write_line(&mut *out, &Group { sections, similarity: Rounded(near.similarity) })?;
    }
    Ok(())
}

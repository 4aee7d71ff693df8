//! Sections and groups of sections for other engines, a JSON object a line; docs/duplicates.md explains the fields.

use std::io;

use serde::Serialize;

use super::shape::{Rounded, Shown, write_line};
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

/// Writes the signature of every section that may be compared, in input order. `failed` says what a failed write is.
///
/// # Errors
/// What `failed` gives, and [`Error::Temporary`] where shingles cannot be read.
pub fn signatures(
    corpus: &Corpus,
    out: &mut impl io::Write,
    shortest: usize,
    failed: impl Fn(io::Error) -> Error,
) -> Result<(), Error> {
    let digests = corpus.digests();
    digests.shingles().rows(|section, shingles| {
        let words = digests.words(section);
        if words < shortest {
            return Ok(());
        }
        let block = corpus.block_of(section).number;
        let record = &corpus.sections()[section];
        let signature = Signature {
            page: &corpus.page_of(section).name,
            block: block_id(block),
            section: section_id(block, record.number),
            language: Shown(record.language),
            words,
            xxh3_128: format!("{:032x}", signature::digest(digests.key(section), words, shingles)),
            bands: signature::bands(shingles),
        };
        write_line(&mut *out, &signature).map_err(&failed)
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

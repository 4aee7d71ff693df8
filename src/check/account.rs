//! Why the sections of a page are or are not taken for copies: `--explain-duplicates`.

use super::purpose::{self, Frames};
use crate::corpus::Corpus;
use crate::digest::Matches;
use crate::error::Error;
use crate::likes::{LIKES, Like, Seen};
use crate::page::section_id;
use crate::settings::Settings;

/// Says what the sections of a page are like; `page` is its place in [`Corpus::pages`].
///
/// # Errors
/// [`Error::Temporary`] where excerpts cannot be read.
pub fn account(corpus: &Corpus, matches: &Matches, settings: &Settings, page: usize) -> Result<Vec<Seen>, Error> {
    let matches = &*corpus.oldest_first(matches);
    let frames = Frames::of(corpus, matches);
    let Some(record) = corpus.pages().get(page) else { return Ok(Vec::new()) };
    record.sections.clone().map(|section| seen(corpus, matches, &frames, settings, section)).collect()
}

fn seen(
    corpus: &Corpus,
    matches: &Matches,
    frames: &Frames,
    settings: &Settings,
    section: usize,
) -> Result<Seen, Error> {
    let equal = matches.equal.iter().find(|group| group.contains(&section)).map_or(&[][..], Vec::as_slice);
    let equal = equal.iter().filter(|&&other| other != section).map(|&other| {
        let reason = purpose::of_roles(corpus, other, section).map(purpose::Purpose::reason);
        like(corpus, other, 1.0, 1.0, reason)
    });
    let mut near: Vec<Like> = Vec::new();
    for found in matches.near.iter().filter(|near| [near.first, near.second].contains(&section)) {
        let other = if found.first == section { found.second } else { found.first };
        let reason = frames.purpose(found).map(purpose::Purpose::reason);
        near.push(like(corpus, other, found.similarity, found.containment, reason));
    }
    near.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
    let all = equal.clone().count() + near.len();
    let words = corpus.digests().words(section);
    let record = &corpus.sections()[section];
    Ok(Seen {
        section: section_id(corpus.block_of(section).number, record.number),
        excerpt: corpus.excerpt(section)?,
        words,
        left_out: record.left_out as usize,
        is_too_short: words < settings.thresholds.duplicate_words,
        likes: equal.chain(near).take(LIKES).collect(),
        total: all,
    })
}

fn like(corpus: &Corpus, section: usize, similarity: f64, containment: f64, reason: Option<&'static str>) -> Like {
    Like {
        page: corpus.page_of(section).name.clone(),
        section: section_id(corpus.block_of(section).number, corpus.sections()[section].number),
        similarity,
        containment,
        reason,
    }
}

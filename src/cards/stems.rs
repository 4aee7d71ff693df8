//! A text as the beginnings of its words: what is the same in `cooperate` and `cooperation`, and small enough to keep of every
//! page.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use xxhash_rust::xxh3::xxh3_64;

use crate::words::{self, Word};

/// How many letters of a word count, as far as they go. What is inflected comes behind them.
const LETTERS: usize = 5;

/// A word of fewer letters says little of what a text is about. Four, as in the measurement of [`super::judge`].
const CONTENT_LETTERS: usize = 4;

/// How many words in a row are looked for together, and how many characters of a script without spaces.
pub(super) const RUN: usize = 3;
const RUN_CHARACTERS: usize = 4;

/// The beginning of a word, hashed; its lowest bits say what kind of word it is.
pub(super) type Stem = u32;

const IS_NUMBER: Stem = 1;
const IS_CONTENT: Stem = 2;
const IS_CHARACTER: Stem = 4;
const KIND: Stem = IS_NUMBER | IS_CONTENT | IS_CHARACTER;

/// Gives the stems of the words of a text, in order.
pub(super) fn stems(text: &str) -> Vec<Stem> {
    let mut stems = Vec::new();
    words::each_folded(text, |word, folded| stems.push(stem(word, folded)));
    stems
}

/// Gives the stems of a label, accents left out: addresses and class names have it without.
pub(super) fn label_stems(label: &str) -> Vec<Stem> {
    if label.is_ascii() {
        return stems(label);
    }
    stems(&label.nfd().filter(|&letter| !is_combining_mark(letter)).collect::<String>())
}

fn stem(word: Word, folded: &str) -> Stem {
    if word.is_number {
        return word.hash as u32 & !KIND | IS_NUMBER;
    }
    if word.is_character {
        return word.hash as u32 & !KIND | IS_CHARACTER;
    }
    let mut letters = folded.char_indices().map(|(at, _)| at);
    let is_content = letters.nth(CONTENT_LETTERS - 1).is_some();
    let hash = match letters.nth(LETTERS - CONTENT_LETTERS) {
        Some(end) => xxh3_64(folded.get(..end).unwrap_or(folded).as_bytes()),
        None => word.hash,
    };
    hash as u32 & !KIND | if is_content { IS_CONTENT } else { 0 }
}

/// Tells whether a stem is a number.
pub(super) fn is_number(stem: Stem) -> bool {
    stem & IS_NUMBER != 0
}

/// Gives what a text is about: its longer words, pairs of characters in scripts without spaces. Ascending.
pub(super) fn content(stems: &[Stem]) -> Vec<u64> {
    let pairs = stems.windows(2).filter_map(|pair| match pair {
        [one, two] if one & two & IS_CHARACTER != 0 => Some(u64::from(*one) << 32 | u64::from(*two)),
        _ => None,
    });
    let mut content: Vec<u64> = long_words(stems).chain(pairs).collect();
    content.sort_unstable();
    content.dedup();
    content
}

/// Gives the longer words among some, as [`content`] has them.
pub(super) fn long_words(stems: &[Stem]) -> impl Iterator<Item = u64> {
    stems.iter().filter(|&stem| stem & IS_CONTENT != 0).map(|&stem| u64::from(stem))
}

/// Gives the runs of words of a text, hashed, as often as they stand there.
pub(super) fn runs(stems: &[Stem]) -> impl Iterator<Item = (u64, &[Stem])> {
    (0..stems.len()).filter_map(|start| {
        let length = if stems.get(start)? & IS_CHARACTER != 0 { RUN_CHARACTERS } else { RUN };
        let run = stems.get(start..start + length)?;
        let hash = run.iter().fold(0, |hash: u64, &stem| (hash ^ u64::from(stem)).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        Some((hash, run))
    })
}

/// Tells whether `part` stands in `whole`, its words in a row.
pub(super) fn holds(whole: &[Stem], part: &[Stem]) -> bool {
    part.is_empty() || whole.windows(part.len()).any(|here| here == part)
}

/// Tells whether one of two texts stands in the other, its words in a row.
pub(super) fn overlap(one: &[Stem], two: &[Stem]) -> bool {
    holds(one, two) || holds(two, one)
}

/// Gives the beginning of a text as one number, where it has that many words.
pub(super) fn opening(stems: &[Stem], words: usize) -> Option<u64> {
    let opening: Vec<u8> = stems.get(..words)?.iter().flat_map(|stem| stem.to_le_bytes()).collect();
    Some(xxh3_64(&opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_do_not_count_and_numbers_do() {
        assert_eq!(stems("Cooperating teams, 2023!"), stems("cooperation TEAMS 2023"));
        assert_ne!(stems("in 20231"), stems("in 20232"));
        assert_ne!(stems("test"), stems("tests"));
        assert!(stems("in 2023").last().is_some_and(|&stem| is_number(stem)));
        assert_eq!(content(&stems("of the Samarbejde 12 samarbejder")).len(), 1);
        assert_eq!(content(&stems("共同作業")).len(), 3);
        assert_eq!(runs(&stems("one two three four")).count(), 2);
        assert_eq!(runs(&stems("共同作業です")).count(), 3);
        assert!(overlap(&stems("Prices | Example"), &stems("prices")));
        assert!(!overlap(&stems("Prices and times"), &stems("prices times")));
    }
}

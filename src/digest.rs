//! A section as numbers, and two sections that are alike. What `compare` sees: no strings, no references.
//!
//! Texts are taken apart into [`words`]. Three words in a row, or four characters of a script without spaces, are a shingle,
//! hashed to 36 bits; two sections are as alike as
//! the Jaccard similarity of their sets of shingles. A text shorter than a shingle is one shingle. Sets of such hashes
//! are exact but for one accidental meeting in some ten million pairs of ordinary sections, and smaller than a `MinHash`
//! signature, because sections are short. Ten million sections have nine hundred million shingles: with 32 bits one in five
//! would meet another by accident, with 36 one in eighty. What is kept for other runs and other engines has the upper 32
//! bits of each ([`Digests::kept_shingles`]).
//!
//! While pages are read, sections are kept as [`Lines`], so that lines that turn out to be chrome can be left out;
//! [`Lines::digest`] then makes one row a section of them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::Error;
use crate::spill::{BITS, Parted, Rows};
use crate::words::{self, Sequence, Word};

/// How many words in a row make a shingle. With longer ones, one changed word in ten already hides half of a text.
pub const SHINGLE_WORDS: usize = 3;

/// How many bits of a shingle archives and signatures do not keep.
const NOT_KEPT: u32 = BITS - u32::BITS;

/// How many in a script without spaces, where every character is a word: three of them stand in texts on anything.
pub const SHINGLE_CHARACTERS: usize = 4;

/// Shortest paragraph, in words, that is also compared for itself: long enough that nobody writes it twice by accident.
pub const PARAGRAPH_WORDS: u32 = 24;

/// The fewest words, numbers and names not counted, that make a frame.
const FRAME_WORDS: u32 = 5;

/// The lines of many sections, in columns: 44 bytes a line, and 5 a word that may go to disk.
#[derive(Debug, Default)]
pub struct Lines {
    texts: Vec<Sequence>,
    frames: Vec<Sequence>,
    numbers: Vec<u16>,
    starts_paragraph: Vec<bool>,
    /// The shingles that start in a line, in order; they may end in a later line of the section.
    shingles: Rows<u64>,
}

impl Lines {
    /// Adds a section, given as its paragraphs, and gives the numbers of its lines. Lines without words leave no trace.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what does not fit into memory cannot be kept on disk.
    pub fn push<'a>(&mut self, paragraphs: impl IntoIterator<Item = &'a str>) -> Result<Range<usize>, Error> {
        let first = self.len();
        let mut words: Vec<(u64, bool)> = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        for paragraph in paragraphs {
            let mut starts_paragraph = true;
            for line in paragraph.lines() {
                let (mut text, mut frame, mut numbers) = (Sequence::default(), Sequence::default(), 0_u16);
                words::each(line, |Word { hash, is_fact, is_number, is_character }| {
                    words.push((hash, is_character));
                    text.push(hash);
                    if !is_fact {
                        frame.push(hash);
                    }
                    numbers = numbers.saturating_add(u16::from(is_number));
                });
                if text.words > 0 {
                    self.texts.push(text);
                    self.frames.push(frame);
                    self.numbers.push(numbers);
                    self.starts_paragraph.push(starts_paragraph);
                    ends.push(words.len());
                    starts_paragraph = false;
                }
            }
        }
        let has_runs = runs(&words, 0..words.len()).next().is_some();
        let mut start = 0;
        let mut shingles: Vec<u64> = Vec::new();
        for end in ends {
            shingles.clear();
            shingles.extend(runs(&words, start..end).map(shingle));
            shingles.extend((start == 0 && !has_runs).then(|| shingle(&words)));
            self.shingles.push(&shingles)?;
            start = end;
        }
        Ok(first..self.len())
    }

    /// Gives how many lines there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Gives the words of a line.
    pub fn text(&self, line: usize) -> Sequence {
        self.texts.get(line).copied().unwrap_or_default()
    }

    /// Gives the shingles that start in lines, in order.
    ///
    /// # Errors
    /// [`Error::Temporary`] where they cannot be read.
    pub fn shingles(&self, lines: Range<usize>) -> Result<Vec<u64>, Error> {
        self.shingles.get(lines)
    }

    /// Digests sections, given as the numbers of their lines, which follow one another, without the lines that are
    /// `left_out`.
    ///
    /// # Errors
    /// As [`Lines::push`].
    pub fn digest(self, sections: &[Range<usize>], left_out: impl Fn(usize) -> bool) -> Result<Digests, Error> {
        let mut digests = Digests::default();
        for section in sections {
            let (mut text, mut frame, mut numbers) = (Sequence::default(), Sequence::default(), 0);
            let mut paragraphs: Vec<Sequence> = Vec::new();
            for line in section.clone().filter(|&line| !left_out(line)) {
                text = text.then(self.texts[line]);
                frame = frame.then(self.frames[line]);
                numbers += u32::from(self.numbers[line]);
                match paragraphs.last_mut() {
                    Some(paragraph) if !self.starts_paragraph[line] => *paragraph = paragraph.then(self.texts[line]),
                    _ => paragraphs.push(self.texts[line]),
                }
            }
            digests.keys.push(text.key());
            digests.words.push(text.words);
            digests.numbers.push(numbers);
            digests.frames.push(if frame.words < FRAME_WORDS { 0 } else { frame.key().max(1) });
            let is_compared = |paragraph: &&Sequence| paragraphs.len() > 1 && paragraph.words >= PARAGRAPH_WORDS;
            let mut keys: Vec<u64> = paragraphs.iter().filter(is_compared).map(|paragraph| paragraph.key()).collect();
            keys.sort_unstable();
            keys.dedup();
            digests.paragraphs.push(&keys);
        }
        let mut ends = sections.iter().map(|section| section.end);
        let mut end = ends.next();
        let mut row: Vec<u64> = Vec::new();
        let mut close = |row: &mut Vec<u64>| {
            row.sort_unstable();
            row.dedup();
            digests.shingles.push(row)?;
            row.clear();
            Ok(())
        };
        self.shingles.scan(|line, shingles| {
            while end.is_some_and(|end| end <= line) {
                close(&mut row)?;
                end = ends.next();
            }
            if !left_out(line) {
                row.extend_from_slice(shingles);
            }
            Ok(())
        })?;
        while end.is_some() {
            close(&mut row)?;
            end = ends.next();
        }
        Ok(digests)
    }
}

/// Gives the runs that start at some words, each given with whether it is a character, as far as they are whole.
fn runs(words: &[(u64, bool)], starts: Range<usize>) -> impl Iterator<Item = &[(u64, bool)]> {
    starts.filter_map(move |start| {
        let is_character = words.get(start)?.1;
        words.get(start..start + if is_character { SHINGLE_CHARACTERS } else { SHINGLE_WORDS })
    })
}

fn shingle(words: &[(u64, bool)]) -> u64 {
    let mut bytes = [0; 8 * SHINGLE_CHARACTERS];
    for (slot, (word, _)) in bytes.chunks_exact_mut(8).zip(words) {
        slot.copy_from_slice(&word.to_le_bytes());
    }
    let hash = xxhash_rust::xxh3::xxh3_64(bytes.get(..8 * words.len().max(SHINGLE_WORDS)).unwrap_or(&bytes));
    // The lower half is what is kept, so it goes up; below it, what parts those that are equal there.
    u64::from(hash as u32) << NOT_KEPT | hash >> (u64::BITS - NOT_KEPT)
}

/// Many sections as numbers, in columns: 48 bytes each, and 4 for each distinct shingle that may go to disk.
#[derive(Debug, Default)]
pub struct Digests {
    keys: Vec<u64>,
    frames: Vec<u64>,
    words: Vec<u32>,
    numbers: Vec<u32>,
    shingles: Parted,
    paragraphs: Ragged<u64>,
}

/// One section as numbers, as [`Digests`] has it in its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is explained by the function of Digests that is named like it")]
pub struct Digest {
    pub key: u64,
    pub frame: u64,
    pub words: u32,
    pub numbers: u32,
    pub paragraphs: Vec<u64>,
    /// As they are kept: distinct and ascending.
    pub shingles: Vec<u32>,
}

impl Digests {
    /// Adds a section.
    ///
    /// # Errors
    /// As [`Lines::push`].
    pub fn push(&mut self, digest: &Digest) -> Result<(), Error> {
        self.keys.push(digest.key);
        self.frames.push(digest.frame);
        self.words.push(digest.words);
        self.numbers.push(digest.numbers);
        self.paragraphs.push(&digest.paragraphs);
        let shingles: Vec<u64> = digest.shingles.iter().map(|&kept| u64::from(kept) << NOT_KEPT).collect();
        self.shingles.push(&shingles)
    }

    /// Adds all sections of `others`, with as much of their shingles as is kept.
    ///
    /// # Errors
    /// As [`Lines::push`], and where shingles cannot be read.
    pub fn append(&mut self, others: &Self) -> Result<(), Error> {
        self.keys.extend_from_slice(&others.keys);
        self.frames.extend_from_slice(&others.frames);
        self.words.extend_from_slice(&others.words);
        self.numbers.extend_from_slice(&others.numbers);
        for section in 0..others.len() {
            self.paragraphs.push(others.paragraphs(section));
        }
        let mut shingles: Vec<u64> = Vec::new();
        others.kept_shingles(|_, row| {
            shingles.clear();
            shingles.extend(row.iter().map(|&kept| u64::from(kept) << NOT_KEPT));
            self.shingles.push(&shingles)
        })
    }

    /// Digests texts, each given with a blank line between its paragraphs.
    ///
    /// # Errors
    /// As [`Lines::push`].
    pub fn of(texts: &[impl AsRef<str>]) -> Result<Self, Error> {
        let mut lines = Lines::default();
        let sections: Result<Vec<Range<usize>>, Error> =
            texts.iter().map(|text| lines.push(text.as_ref().split("\n\n"))).collect();
        lines.digest(&sections?, |_| false)
    }

    /// Gives how many sections there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Gives the key of a section: equal for texts that differ in form only; as [`words::text_key`].
    pub fn key(&self, section: usize) -> u64 {
        self.keys.get(section).copied().unwrap_or_default()
    }

    /// Gives a number that is equal for texts that differ in form, numbers and capitalised words only; 0 where too little
    /// else is left.
    pub fn frame(&self, section: usize) -> u64 {
        self.frames.get(section).copied().unwrap_or_default()
    }

    /// Gives the number of words; of characters in scripts without spaces.
    pub fn words(&self, section: usize) -> usize {
        self.words.get(section).copied().unwrap_or_default() as usize
    }

    /// Gives how many of the words hold a digit.
    pub fn numbers(&self, section: usize) -> usize {
        self.numbers.get(section).copied().unwrap_or_default() as usize
    }

    /// Gives how many distinct shingles there are.
    pub fn shingle_count(&self, section: usize) -> usize {
        self.shingles.size(section)
    }

    /// Gives the distinct shingles of all sections, in ascending rows of the same numbers.
    pub fn shingles(&self) -> &Parted {
        &self.shingles
    }

    /// Calls `each` with the shingles of every section as archives and signatures keep them, distinct and ascending.
    ///
    /// # Errors
    /// [`Error::Temporary`] where they cannot be read, and what `each` gives.
    pub fn kept_shingles(&self, mut each: impl FnMut(usize, &[u32]) -> Result<(), Error>) -> Result<(), Error> {
        let mut kept: Vec<u32> = Vec::new();
        self.shingles.rows(|section, row| {
            kept.clear();
            kept.extend(row.iter().map(|&shingle| (shingle >> NOT_KEPT) as u32));
            kept.dedup();
            each(section, &kept)
        })
    }

    /// Gives the keys of the paragraphs of at least [`PARAGRAPH_WORDS`] words, ascending and distinct; none where the
    /// section has only one paragraph.
    pub fn paragraphs(&self, section: usize) -> &[u64] {
        self.paragraphs.get(section)
    }
}

/// Rows of different lengths, end to end.
#[derive(Clone, Debug)]
struct Ragged<T> {
    values: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Ragged<T> {
    fn default() -> Self {
        Self { values: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy + Ord> Ragged<T> {
    fn push(&mut self, row: &[T]) {
        self.values.extend_from_slice(row);
        self.ends.push(self.values.len());
    }

    fn range(&self, row: usize) -> Range<usize> {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        start..self.ends.get(row).copied().unwrap_or(start)
    }

    fn get(&self, row: usize) -> &[T] {
        self.values.get(self.range(row)).unwrap_or_default()
    }
}

/// What is alike among [`Digests`]. Numbers are those of the sections.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// Groups of two or more equal sections, each ascending, in the order of their first.
    pub equal: Vec<Vec<usize>>,
    /// Pairs that are nearly equal, ascending. Of equal sections only the first takes part.
    pub near: Vec<Match>,
}

impl Matches {
    /// Sorts each group by `key`, and lets its new first take the place of the old one in pairs.
    #[must_use]
    pub fn sorted_by<K: Ord>(&self, key: impl Fn(usize) -> K) -> Self {
        let mut sorted = self.clone();
        let mut firsts: BTreeMap<usize, usize> = BTreeMap::new();
        for (group, old) in sorted.equal.iter_mut().zip(&self.equal) {
            group.sort_by_key(|&section| key(section));
            firsts.extend(old.first().copied().zip(group.first().copied()).filter(|(old, new)| old != new));
        }
        for near in &mut sorted.near {
            let [first, second] =
                [near.first, near.second].map(|section| firsts.get(&section).copied().unwrap_or(section));
            (near.first, near.second) = (first.min(second), first.max(second));
        }
        sorted.near.sort_unstable_by_key(|near| (near.first, near.second));
        sorted
    }
}

/// Two sections that are nearly equal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The section with the lower number.
    pub first: usize,
    /// The section with the higher number.
    pub second: usize,
    /// Jaccard similarity of their shingles, 0 to 1, counted and not estimated.
    pub similarity: f64,
    /// The share of the shingles of the one with fewer that stand in the other, 0 to 1.
    pub containment: f64,
}

/// Counts the common values of two ascending lists without repetitions.
pub fn shared<T: Ord>(mut a: &[T], mut b: &[T]) -> usize {
    let mut shared = 0;
    while let ([first, a_rest @ ..], [second, b_rest @ ..]) = (a, b) {
        shared += usize::from(first == second);
        if first <= second {
            a = a_rest;
        }
        if second <= first {
            b = b_rest;
        }
    }
    shared
}

/// Gives the Jaccard similarity of two ascending lists without repetitions: what they share of what they hold together, 0
/// to 1; 1 for two empty ones.
pub fn similarity<T: Ord>(a: &[T], b: &[T]) -> f64 {
    jaccard(shared(a, b), a.len(), b.len())
}

/// Gives the Jaccard similarity of two sets of these sizes that have `shared` values in common; 1 for two empty ones.
pub fn jaccard(shared: usize, a: usize, b: usize) -> f64 {
    let union = a + b - shared;
    if union == 0 { 1.0 } else { shared as f64 / union as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::text_key;
    use proptest::prelude::*;

    fn rows(digests: &Digests) -> Vec<Vec<u64>> {
        let mut rows = Vec::new();
        let each = |_, row: &[u64]| {
            rows.push(row.to_vec());
            Ok(())
        };
        digests.shingles().rows(each).unwrap();
        rows
    }

    #[test]
    fn a_frame_holds_no_numbers_and_no_names() {
        let digests = Digests::of(&[
            "The course in Odense begins on 3 May and costs 400 kroner a month",
            "The course in New York begins on 14 June and costs 1.250 kroner a month",
            "The walk in Odense begins on 3 May and costs 400 kroner a month",
            "Odense 400",
        ])
        .unwrap();
        assert_eq!(digests.frame(0), digests.frame(1));
        assert_ne!(digests.frame(0), digests.frame(2));
        assert_eq!(digests.frame(3), 0);
    }

    #[test]
    fn paragraphs_count_where_there_are_several_and_long_ones() {
        let long = "one two three four five six seven eight ".repeat(3);
        let digests = Digests::of(&[long.clone(), format!("{long}\n\nshort"), format!("{long} short")]).unwrap();
        assert_eq!([0, 1, 2].map(|section| digests.paragraphs(section).len()), [0, 1, 0]);
        assert_eq!(digests.paragraphs(1), [digests.key(0)]);
        assert_eq!(digests.key(1), digests.key(2));
        let shingles = rows(&digests);
        assert_eq!(shingles[1], shingles[2]);
    }

    #[test]
    fn lines_can_be_left_out() {
        let mut lines = Lines::default();
        let sections = [lines.push(["Menu\nOne two three four", "five six"]).unwrap(), lines.push(["seven"]).unwrap()];
        let digests = lines.digest(&sections, |line| line == 0).unwrap();
        assert_eq!(digests.key(0), text_key("one two three four five six"));
        let plain = Digests::of(&["one two three four five six"]).unwrap();
        assert_eq!(rows(&digests)[0], rows(&plain)[0]);
        assert_eq!(digests.key(1), text_key("seven"));
    }

    proptest! {
        #[test]
        fn any_text_has_a_digest(texts in prop::collection::vec("(\\PC|\n){0,80}", 0..4)) {
            let digests = Digests::of(&texts).unwrap();
            for (section, (text, shingles)) in texts.iter().zip(rows(&digests)).enumerate() {
                prop_assert!(shingles.is_sorted() && shingles.len() == digests.shingle_count(section));
                prop_assert!(shingles.len() <= digests.words(section));
                prop_assert_eq!(digests.words(section), words::count(text));
                prop_assert!(digests.words(section) == 0 || digests.key(section) == text_key(text));
            }
        }

        #[test]
        fn similarity_is_a_share_and_symmetric(a in "[a-c ]{0,60}", b in "[a-c ]{0,60}") {
            let digests = Digests::of(&[a, b]).unwrap();
            let rows = rows(&digests);
            let (a, b) = (&rows[0], &rows[1]);
            prop_assert!((similarity(a, b) - similarity(b, a)).abs() < f64::EPSILON);
            prop_assert!((0.0..=1.0).contains(&similarity(a, b)));
            prop_assert!((similarity(a, a) - 1.0).abs() < f64::EPSILON);
        }
    }
}

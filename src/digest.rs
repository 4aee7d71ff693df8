//! A section as numbers, and two sections that are alike. What `compare` sees: no strings, no references.
//!
//! Texts are compared by their words in order, after all that is only form is gone: NFKC, case folded, soft hyphens and
//! zero-width characters dropped, punctuation, quotes and spacing ignored. Scripts without spaces between words count one
//! character as one word. Three words in a row are a shingle, hashed to 32 bits; two sections are as alike as the Jaccard
//! similarity of their sets of shingles. A text shorter than a shingle is one shingle.
//!
//! All hashes are XXH3-64 or its lower half: the same on every machine and to later versions. Sets of 32-bit hashes are exact but for one
//! accidental meeting in some ten million pairs of ordinary sections; they are smaller than a MinHash signature, because
//! sections are short.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};
use xxhash_rust::xxh3::xxh3_64;

/// How many words in a row make a shingle. With longer ones, one changed word in ten already hides half of a text.
pub const SHINGLE_WORDS: usize = 3;

/// Shortest paragraph, in words, that is also compared for itself: long enough that nobody writes it twice by accident.
pub const PARAGRAPH_WORDS: usize = 24;

/// A text as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// Equal for texts that differ in form only.
    pub key: u64,
    /// Equal for texts that differ in form, numbers and capitalised words only; 0 where too little else is left.
    pub frame: u64,
    /// Number of words; of characters in scripts without spaces.
    pub words: u32,
    /// The distinct shingles, ascending.
    pub shingles: Vec<u32>,
    /// The keys of its paragraphs of at least [`PARAGRAPH_WORDS`] words, where it has several; ascending, distinct.
    pub paragraphs: Vec<u64>,
}

impl Digest {
    /// Digests a text given as its paragraphs. How it is cut into paragraphs changes only [`Digest::paragraphs`].
    pub fn of<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = Words::default();
        let mut keys = Vec::new();
        let mut parts = 0;
        for paragraph in paragraphs {
            let from = (words.text.len(), words.is_fact.len());
            words.add(paragraph);
            let added = words.is_fact.len() - from.1;
            parts += usize::from(added > 0);
            if added >= PARAGRAPH_WORDS {
                keys.push(xxh3_64(words.text.get(from.0..).unwrap_or_default().as_bytes()));
            }
        }
        if parts < 2 {
            keys.clear();
        }
        keys.sort_unstable();
        keys.dedup();
        Self {
            key: xxh3_64(words.text.as_bytes()),
            frame: words.frame(),
            words: words.is_fact.len() as u32,
            shingles: words.shingles(),
            paragraphs: keys,
        }
    }
}

/// Gives the [`Digest::key`] of a text: equal for texts that differ only in case, spacing, punctuation or Unicode form.
/// Texts without any letter or digit are told apart by their characters.
pub fn text_key(text: &str) -> u64 {
    let mut words = Words::default();
    words.add(text);
    xxh3_64(if words.text.is_empty() { text.trim().as_bytes() } else { words.text.as_bytes() })
}

/// Gives how many words a text has, as [`Digest::words`] counts them.
pub fn word_count(text: &str) -> usize {
    let mut words = Words::default();
    words.add(text);
    words.is_fact.len()
}

/// A text's words, folded, each followed by a space.
#[derive(Default)]
struct Words {
    text: String,
    /// For each word, whether it is a number or capitalised: what changes from copy to copy of a frame.
    is_fact: Vec<bool>,
    in_word: bool,
}

/// The fewest words, numbers and names not counted, that make a frame.
const FRAME_WORDS: usize = 5;

impl Words {
    fn add(&mut self, text: &str) {
        if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
            text.chars().for_each(|character| self.push(character));
        } else {
            text.nfkc().for_each(|character| self.push(character));
        }
        self.end_word();
    }

    fn push(&mut self, character: char) {
        if character.is_ascii() {
            if character.is_ascii_alphanumeric() {
                self.push_letter(character.to_ascii_lowercase(), character.is_ascii_uppercase());
            } else {
                self.end_word();
            }
        } else if is_invisible(character) {
            // A word goes on behind it.
        } else if is_unspaced(character) && (character.is_alphanumeric() || is_combining_mark(character)) {
            self.end_word();
            self.push_letter(character, false);
            self.end_word();
        } else if character.is_alphanumeric() || (self.in_word && is_combining_mark(character)) {
            // Upper case first: it writes out ß and joins ς with σ, as full case folding does.
            for upper in character.to_uppercase() {
                for folded in upper.to_lowercase() {
                    self.push_letter(folded, character.is_uppercase());
                }
            }
        } else {
            self.end_word();
        }
    }

    fn push_letter(&mut self, folded: char, is_upper: bool) {
        if !self.in_word {
            self.in_word = true;
            self.is_fact.push(is_upper);
        }
        if folded.is_numeric()
            && let Some(is_fact) = self.is_fact.last_mut()
        {
            *is_fact = true;
        }
        self.text.push(folded);
    }

    fn end_word(&mut self) {
        if self.in_word {
            self.in_word = false;
            self.text.push(' ');
        }
    }

    fn shingles(&self) -> Vec<u32> {
        let hashes: Vec<u64> = self.text.split_terminator(' ').map(|word| xxh3_64(word.as_bytes())).collect();
        let hash = |words: &[u64]| {
            let mut bytes = [0; 8 * SHINGLE_WORDS];
            for (slot, word) in bytes.chunks_exact_mut(8).zip(words) {
                slot.copy_from_slice(&word.to_le_bytes());
            }
            xxh3_64(&bytes) as u32
        };
        let mut shingles: Vec<u32> = match hashes.len() {
            0 => Vec::new(),
            1..SHINGLE_WORDS => vec![hash(&hashes)],
            _ => hashes.windows(SHINGLE_WORDS).map(hash).collect(),
        };
        shingles.sort_unstable();
        shingles.dedup();
        shingles.shrink_to_fit();
        shingles
    }

    fn frame(&self) -> u64 {
        let words = self.text.split_terminator(' ').zip(&self.is_fact);
        let mut frame = String::with_capacity(self.text.len());
        let mut kept = 0;
        for (word, _) in words.filter(|(_, is_fact)| !**is_fact) {
            frame.push_str(word);
            frame.push(' ');
            kept += 1;
        }
        if kept < FRAME_WORDS { 0 } else { xxh3_64(frame.as_bytes()).max(1) }
    }
}

/// Characters that part no words and are not seen: soft hyphen, zero-width characters, marks of direction.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Characters of scripts that put no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, kana, Han. Block ranges of Unicode.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{fff}'            // Thai, Lao, Tibetan
        | '\u{1000}'..='\u{109f}'        // Myanmar
        | '\u{1780}'..='\u{17ff}'        // Khmer
        | '\u{3040}'..='\u{30ff}'        // Hiragana, Katakana
        | '\u{31f0}'..='\u{31ff}'        // Katakana extensions
        | '\u{3005}'..='\u{3007}'        // Han iteration marks
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' // Han
    )
}

/// Many digests, kept in columns: about `4 × distinct words + 36` bytes each.
#[derive(Clone, Debug, Default)]
pub struct Digests {
    keys: Vec<u64>,
    frames: Vec<u64>,
    words: Vec<u32>,
    shingles: Ragged<u32>,
    paragraphs: Ragged<u64>,
}

impl Digests {
    /// Adds a digest; its number is the number of digests before it.
    pub fn push(&mut self, digest: &Digest) {
        self.keys.push(digest.key);
        self.frames.push(digest.frame);
        self.words.push(digest.words);
        self.shingles.push(&digest.shingles);
        self.paragraphs.push(&digest.paragraphs);
    }

    /// Gives how many digests there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Gives [`Digest::key`]; 0 for a number that was not given out.
    pub fn key(&self, digest: usize) -> u64 {
        self.keys.get(digest).copied().unwrap_or_default()
    }

    /// Gives [`Digest::frame`].
    pub fn frame(&self, digest: usize) -> u64 {
        self.frames.get(digest).copied().unwrap_or_default()
    }

    /// Gives [`Digest::words`].
    pub fn words(&self, digest: usize) -> usize {
        self.words.get(digest).copied().unwrap_or_default() as usize
    }

    /// Gives [`Digest::shingles`].
    pub fn shingles(&self, digest: usize) -> &[u32] {
        self.shingles.get(digest)
    }

    /// Gives [`Digest::paragraphs`].
    pub fn paragraphs(&self, digest: usize) -> &[u64] {
        self.paragraphs.get(digest)
    }
}

impl<'a> FromIterator<&'a Digest> for Digests {
    fn from_iter<I: IntoIterator<Item = &'a Digest>>(digests: I) -> Self {
        let mut all = Self::default();
        digests.into_iter().for_each(|digest| all.push(digest));
        all
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

impl<T: Copy> Ragged<T> {
    fn push(&mut self, row: &[T]) {
        self.values.extend_from_slice(row);
        self.ends.push(self.values.len());
    }

    fn get(&self, row: usize) -> &[T] {
        let Some(&end) = self.ends.get(row) else { return &[] };
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.values.get(Range { start, end }).unwrap_or_default()
    }
}

/// What is alike among [`Digests`]. Numbers are those of the digests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// Groups of two or more equal digests, each ascending, in the order of their first.
    pub equal: Vec<Vec<usize>>,
    /// Pairs that are nearly equal, ascending. Of equal digests only the first takes part.
    pub near: Vec<Match>,
}

/// Two digests that are nearly equal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The digest with the lower number.
    pub first: usize,
    /// The digest with the higher number.
    pub second: usize,
    /// Jaccard similarity of their shingles, 0 to 1, counted and not estimated.
    pub similarity: f64,
}

/// Counts the common values of two ascending lists without repetitions.
pub fn shared(mut a: &[u32], mut b: &[u32]) -> usize {
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
pub fn similarity(a: &[u32], b: &[u32]) -> f64 {
    let shared = shared(a, b);
    let union = a.len() + b.len() - shared;
    if union == 0 { 1.0 } else { shared as f64 / union as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn form_does_not_count() {
        let plain = text_key("Don't stop, Straße 5: ΟΔΟΣ café!");
        for other in ["DON’T STOP – “STRASSE 5” οδος cafe\u{301}", " don\u{ad}'t  sto\u{200b}p strasse 5 οδοσ café"]
        {
            assert_eq!(text_key(other), plain, "{other}");
        }
        assert_ne!(text_key("Don't stop, Straße 6: ΟΔΟΣ café!"), plain);
        assert_ne!(text_key("—"), text_key("***"));
    }

    #[test]
    fn scripts_without_spaces_count_characters() {
        assert_eq!(word_count("こんにちは、世界。"), 7);
        assert_eq!(word_count("สวัสดี Anna"), 7);
        assert_eq!(word_count("नमस्ते दुनिया"), 2);
        assert_eq!(text_key("世界 です"), text_key("世界です。"));
    }

    #[test]
    fn a_frame_holds_no_numbers_and_no_names() {
        let frame = |text| Digest::of([text]).frame;
        let odense = frame("The course in Odense begins on 3 May and costs 400 kroner a month");
        assert_eq!(frame("The course in New York begins on 14 June and costs 1.250 kroner a month"), odense);
        assert_ne!(frame("The walk in Odense begins on 3 May and costs 400 kroner a month"), odense);
        assert_eq!(frame("Odense 400"), 0);
    }

    #[test]
    fn paragraphs_count_where_there_are_several_and_long_ones() {
        let long = "one two three four five six seven eight ".repeat(3);
        assert_eq!(Digest::of([long.as_str()]).paragraphs.len(), 0);
        assert_eq!(Digest::of([long.as_str(), "short"]).paragraphs.len(), 1);
        assert_eq!(Digest::of([long.as_str(), "short"]).key, text_key(&format!("{long}\n\nshort")));
    }

    proptest! {
        #[test]
        fn any_text_has_a_digest(text in "\\PC{0,200}") {
            let digest = Digest::of([text.as_str()]);
            prop_assert!(digest.shingles.is_sorted());
            prop_assert!(digest.shingles.len() <= digest.words.max(1) as usize);
            prop_assert_eq!(digest.words as usize, word_count(&text));
        }
    }
}

//! Texts as words, all that is only form gone: NFKC, case folded, soft hyphens and zero-width characters dropped,
//! punctuation, quotes and spacing ignored. Scripts without spaces between words count one character as one word.
//!
//! Words are hashed with XXH3-64, and sequences of words by a polynomial of these, so that the key of two texts in a row
//! follows from the keys of the two. The same on every machine and to later versions.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};
use xxhash_rust::xxh3::xxh3_64;

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// XXH3-64 of the folded word.
    pub hash: u64,
    /// Whether it holds a digit or starts with a capital: what changes from copy to copy of a frame.
    pub is_fact: bool,
    /// Whether it holds a digit.
    pub is_number: bool,
    /// Whether it is one character of a script without spaces.
    pub is_character: bool,
}

/// Calls `word` with the words of `text`, in order.
pub fn each(text: &str, mut word: impl FnMut(Word)) {
    each_folded(text, |found, _| word(found));
}

/// Calls `word` with the words of `text`, in order, each with its letters as they are after folding.
pub fn each_folded(text: &str, word: impl FnMut(Word, &str)) {
    let mut folding = Folding { buffer: String::with_capacity(32), is_fact: false, is_number: false, word };
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            let ascii = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
            if let (Some(run), 1..) = (rest.get(..ascii), ascii) {
                folding.push_run(run);
            } else {
                folding.push(character);
            }
            rest = rest.get(ascii.max(character.len_utf8())..).unwrap_or_default();
        }
    } else {
        text.nfkc().for_each(|character| folding.push(character));
    }
    folding.end_word();
}

/// Gives how many words a text has.
pub fn count(text: &str) -> usize {
    let mut words = 0;
    each(text, |_| words += 1);
    words
}

/// Gives a number that is equal for texts that differ only in case, spacing, punctuation or Unicode form. Texts without
/// any letter or digit are told apart by their characters.
pub fn text_key(text: &str) -> u64 {
    let mut sequence = Sequence::default();
    each(text, |word| sequence.push(word.hash));
    if sequence.words == 0 { xxh3_64(text.trim().as_bytes()) } else { sequence.key() }
}

/// A sequence of words as a number: equal sequences are equal however they were put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sequence {
    /// The polynomial of the hashes of the words, modulo 2^61 - 1.
    pub hash: u64,
    /// How many words.
    pub words: u32,
}

impl Sequence {
    /// Appends a word.
    pub fn push(&mut self, word: u64) {
        self.hash = reduce(multiply(self.hash, BASE) + word % PRIME);
        self.words = self.words.saturating_add(1);
    }

    /// Gives the sequence of the words of `self` and then those of `next`.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let mut power = 1;
        let mut base = BASE;
        let mut exponent = next.words;
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = multiply(power, base);
            }
            base = multiply(base, base);
            exponent >>= 1;
        }
        Self { hash: reduce(multiply(self.hash, power) + next.hash), words: self.words.saturating_add(next.words) }
    }

    /// Gives the key of the text, as [`text_key`] does.
    pub fn key(self) -> u64 {
        let mut bytes = [0; 12];
        bytes[..8].copy_from_slice(&self.hash.to_le_bytes());
        bytes[8..].copy_from_slice(&self.words.to_le_bytes());
        xxh3_64(&bytes)
    }
}

/// The Mersenne prime 2^61 - 1.
const PRIME: u64 = (1 << 61) - 1;

/// The point at which polynomials are taken: the fraction of the golden ratio in 61 bits, for want of a better one.
const BASE: u64 = 0x13c6_ef37_2fe9_4f82;

fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    reduce((product as u64 & PRIME) + (product >> 61) as u64)
}

fn reduce(sum: u64) -> u64 {
    if sum >= PRIME { sum - PRIME } else { sum }
}

struct Folding<F> {
    buffer: String,
    is_fact: bool,
    is_number: bool,
    word: F,
}

impl<F: FnMut(Word, &str)> Folding<F> {
    fn push(&mut self, character: char) {
        if character.is_ascii() {
            if character.is_ascii_alphanumeric() {
                self.push_letter(character.to_ascii_lowercase(), character.is_ascii_uppercase());
            } else {
                self.end_word();
            }
        } else if is_invisible(character) {
            // The word goes on behind it.
        } else if is_unspaced(character) && (character.is_alphanumeric() || is_combining_mark(character)) {
            self.end_word();
            self.push_letter(character, false);
            self.end(true);
        } else if character.is_alphanumeric() || (!self.buffer.is_empty() && is_combining_mark(character)) {
            // Upper case first: it writes out ß and joins ς with σ, as full case folding does.
            let is_upper = character.is_uppercase();
            for upper in character.to_uppercase() {
                upper.to_lowercase().for_each(|folded| self.push_letter(folded, is_upper));
            }
        } else {
            self.end_word();
        }
    }

    /// Adds ASCII letters and digits, which are folded byte by byte.
    fn push_run(&mut self, run: &str) {
        let is_first = self.buffer.is_empty();
        self.is_number = self.is_number || run.bytes().any(|byte| byte.is_ascii_digit());
        self.is_fact =
            self.is_fact || self.is_number || (is_first && run.starts_with(|first: char| first.is_ascii_uppercase()));
        let from = self.buffer.len();
        self.buffer.push_str(run);
        if let Some(added) = self.buffer.get_mut(from..) {
            added.make_ascii_lowercase();
        }
    }

    fn push_letter(&mut self, folded: char, is_upper: bool) {
        self.is_number = self.is_number || folded.is_numeric();
        self.is_fact = self.is_fact || self.is_number || (is_upper && self.buffer.is_empty());
        self.buffer.push(folded);
    }

    fn end_word(&mut self) {
        self.end(false);
    }

    fn end(&mut self, is_character: bool) {
        if !self.buffer.is_empty() {
            let (is_fact, is_number) = (self.is_fact, self.is_number);
            let word = Word { hash: xxh3_64(self.buffer.as_bytes()), is_fact, is_number, is_character };
            (self.word)(word, &self.buffer);
            self.buffer.clear();
            (self.is_fact, self.is_number) = (false, false);
        }
    }
}

/// Characters that part no words and are not seen: soft hyphen, zero-width characters, marks of direction.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Characters of scripts that put no spaces between words. Block ranges of Unicode.
pub fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{fff}' // Thai, Lao, Tibetan
        | '\u{1000}'..='\u{109f}' // Myanmar
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' // kana, iteration marks
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' // Han
    )
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
        assert_eq!(count("こんにちは、世界。"), 7);
        assert_eq!(count("สวัสดี Anna"), 7);
        assert_eq!(count("नमस्ते दुनिया"), 2);
        assert_eq!(text_key("世界 です"), text_key("世界です。"));
    }

    fn sequence(text: &str) -> Sequence {
        let mut sequence = Sequence::default();
        each(text, |word| sequence.push(word.hash));
        sequence
    }

    proptest! {
        #[test]
        fn runs_of_letters_are_folded_as_single_ones(text in "[a-cA-C1é ]{0,20}") {
            let mut runs = Vec::new();
            each(&text, |word| runs.push(word));
            let mut single = Vec::new();
            let mut folding = Folding { buffer: String::new(), is_fact: false, is_number: false, word: |word, _: &str| single.push(word) };
            text.chars().for_each(|character| folding.push(character));
            folding.end_word();
            prop_assert_eq!(runs, single);
        }

        #[test]
        fn sequences_join(a in "\\PC{0,80}", b in "\\PC{0,80}") {
            prop_assert_eq!(sequence(&a).then(sequence(&b)), sequence(&format!("{a} — {b}")));
        }
    }
}

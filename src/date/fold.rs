//! Text cut into folded tokens: what is written differently and means the same gets the same number.
//!
//! `build.rs` includes this file, so that the vocabulary and the texts it is looked up in are folded by one function.
//! A token is a run of digits (of any script), a word, or one mark. Scripts written without spaces, and Hangul, whose
//! particles stick to words, give a token for every letter with its signs; phrases of the vocabulary are sequences of
//! tokens, so the difference is not seen beyond this file.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// One token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// Whether the token starts the text or follows white space.
    pub(crate) spaced: bool,
    /// What it is.
    pub(crate) piece: Piece,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Digits of any script, at most [`MOST_DIGITS`] of them counted.
    Number {
        /// The number that the digits write.
        value: u64,
        /// How many digits there are, leading zeros included.
        digits: u8,
    },
    /// A word, or one letter of a script without spaces, as the hash of its folded letters.
    Word(u64),
    /// Anything else that is visible, one character.
    Mark(char),
}

/// More digits than this are no date in any notation; the value stops growing.
const MOST_DIGITS: u8 = 17;

impl Token {
    /// Gives what a phrase of the vocabulary is made of: the hash of a word or number, `None` for a mark.
    #[inline]
    pub(crate) fn hash(&self) -> Option<u64> {
        match self.piece {
            Piece::Word(hash) => Some(hash),
            Piece::Number { value, .. } => Some(hash_char(value, '#')),
            Piece::Mark(_) => None,
        }
    }
}

/// Gives the hash of a phrase that is one token longer.
#[inline]
pub(crate) fn longer(phrase: u64, token: u64) -> u64 {
    (phrase.rotate_left(23) ^ token).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Continues the hash of a token by one letter: a step of FNV-1a over code points, mixed.
#[inline]
fn hash_char(hash: u64, letter: char) -> u64 {
    let step = (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0000_0100_0000_01B3);
    step ^ (step >> 29)
}

/// Where the hash of a word begins: the offset basis of FNV-1a.
const HASH_START: u64 = 0xCBF2_9CE4_8422_2325;

/// Cuts a text into tokens. White space and invisible signs only separate or vanish.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4 + 4);
    let mut letters = Letters { text, at: 0 };
    let mut spaced = true;
    loop {
        let start = letters.at;
        let Some(letter) = letters.take() else { break };
        if letter.is_ascii_alphabetic() {
            let hash = letters.take_ascii_letters(fold(HASH_START, letter));
            // What goes on in other letters is one word with these.
            if letters.peek().is_none_or(|next| next.is_ascii()) {
                tokens.push(Token { start, end: letters.at, spaced, piece: Piece::Word(hash) });
                spaced = false;
                continue;
            }
            letters.at = start + 1;
        }
        if letter == ' ' || letter.is_whitespace() {
            spaced = true;
            continue;
        }
        if is_invisible(letter) {
            continue;
        }
        let mut end = letters.at;
        let piece = if let Some(first) = digit(letter) {
            let (mut value, mut digits) = (first, 1_u8);
            while let Some(more) = letters.peek().and_then(digit) {
                if digits < MOST_DIGITS {
                    value = value * 10 + more;
                    digits += 1;
                }
                letters.take();
                end = letters.at;
            }
            Piece::Number { value, digits }
        } else if is_letter(letter) {
            let mut hash = fold(HASH_START, letter);
            let alone = stands_alone(letter);
            if !alone {
                hash = letters.take_ascii_letters(hash);
                end = letters.at;
            }
            while let Some(next) = letters.peek() {
                let goes_on = if alone { is_sign(next) } else { is_letter(next) && !stands_alone(next) };
                if !goes_on && !is_invisible(next) {
                    break;
                }
                letters.take();
                if goes_on {
                    hash = fold(hash, next);
                    end = letters.at;
                }
            }
            Piece::Word(hash)
        } else {
            Piece::Mark(letter)
        };
        tokens.push(Token { start, end, spaced, piece });
        spaced = false;
    }
    tokens
}

/// A place in a text. Most letters of most pages are ASCII, and need no decoding.
struct Letters<'a> {
    text: &'a str,
    at: usize,
}

impl Letters<'_> {
    #[inline]
    fn peek(&self) -> Option<char> {
        let &byte = self.text.as_bytes().get(self.at)?;
        if byte.is_ascii() { Some(char::from(byte)) } else { self.text.get(self.at..)?.chars().next() }
    }

    #[inline]
    fn take(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    /// Goes over ASCII letters, continuing the hash of a word.
    #[inline]
    fn take_ascii_letters(&mut self, mut hash: u64) -> u64 {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let mut count = 0;
        for byte in rest.iter().take_while(|byte| byte.is_ascii_alphabetic()) {
            hash = hash_char(hash, char::from(byte.to_ascii_lowercase()));
            count += 1;
        }
        self.at += count;
        hash
    }
}

/// Gives the value of a decimal digit of any script.
#[inline]
fn digit(letter: char) -> Option<u64> {
    if letter.is_ascii() {
        return letter.to_digit(10).map(u64::from);
    }
    if !letter.is_numeric() {
        return None;
    }
    let code = u32::from(letter);
    let set = ZEROS.partition_point(|&zero| zero <= code).checked_sub(1)?;
    let value = code - ZEROS.get(set)?;
    (value < 10).then_some(u64::from(value))
}

/// Tells whether a character is a digit of a script other than Latin, or the mark that keeps digits in their place in Arabic
/// and Hebrew.
pub(crate) fn is_other_digit(letter: char) -> bool {
    !letter.is_ascii() && (letter == '\u{200F}' || digit(letter).is_some())
}

/// The digits zero of Unicode 15 (general category `Nd`); nine more follow each.
const ZEROS: [u32; 67] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0,
    0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620,
    0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x1_04A0, 0x1_0D30, 0x1_1066, 0x1_10F0, 0x1_1136, 0x1_11D0,
    0x1_12F0, 0x1_1450, 0x1_14D0, 0x1_1650, 0x1_16C0, 0x1_1730, 0x1_18E0, 0x1_1950, 0x1_1C50, 0x1_1D50, 0x1_1DA0,
    0x1_6A60, 0x1_6AC0, 0x1_6B50, 0x1_D7CE, 0x1_D7D8, 0x1_D7E2, 0x1_D7EC, 0x1_D7F6, 0x1_E140, 0x1_E2F0, 0x1_E4F0,
    0x1_E950, 0x1_FBF0,
];

/// Tells whether a character belongs into a word.
#[inline]
fn is_letter(letter: char) -> bool {
    if letter.is_ascii() {
        letter.is_ascii_alphabetic()
    } else {
        // Sindhi writes its "in" and "and" as signs that are no letters in Unicode: ۽ and ۾.
        (letter.is_alphabetic() || is_sign(letter) || matches!(letter, '\u{6FD}' | '\u{6FE}')) && !is_apostrophe(letter)
    }
}

/// Tells whether a character is an apostrophe, whatever key it was typed with; some of them count as letters in Unicode.
pub(crate) fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`' | '´' | '‘' | '’' | '‛' | '′' | '‵' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ˈ' | '՚' | '＇' | 'ꞌ' | 'Ꞌ'
    )
}

/// Tells whether a character is written on or around the letter before it.
#[inline]
fn is_sign(letter: char) -> bool {
    !letter.is_ascii() && is_combining_mark(letter)
}

/// Tells whether a letter makes a token of its own: Thai, Lao, Tibetan, Burmese, Khmer, kana, Han and Hangul.
#[inline]
fn stands_alone(letter: char) -> bool {
    matches!(u32::from(letter), 0xE00..=0xFFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
        | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// Tells whether a character is not seen: joiners, direction marks, the soft hyphen.
#[inline]
fn is_invisible(letter: char) -> bool {
    !letter.is_ascii()
        && matches!(u32::from(letter), 0xAD | 0x61C | 0x200B..=0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0xFEFF)
}

/// Continues a word's hash by a letter without its case and, in scripts that only sometimes write them, its accents.
#[inline]
fn fold(mut hash: u64, letter: char) -> u64 {
    if letter.is_ascii() {
        return hash_char(hash, letter.to_ascii_lowercase());
    }
    decompose_compatible(letter, |part| {
        if is_accent(part) {
            return;
        }
        for small in part.to_lowercase().filter(|&small| !is_accent(small)) {
            hash = hash_char(hash, plain(small));
        }
    });
    hash
}

/// Tells whether a sign is an accent or vowel point of Latin, Greek, Cyrillic, Hebrew or Arabic script.
fn is_accent(sign: char) -> bool {
    matches!(u32::from(sign), 0x300..=0x36F | 0x483..=0x487 | 0x591..=0x5C7 | 0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670
        | 0x6D6..=0x6ED)
}

/// Gives one letter for those that keyboards mix up: dotless i, final sigma, Persian and Arabic ya and kaf.
fn plain(letter: char) -> char {
    match letter {
        'ı' => 'i',
        'ς' => 'σ',
        'ی' | 'ى' => 'ي',
        'ک' => 'ك',
        'ё' => 'е',
        other => other,
    }
}

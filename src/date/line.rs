//! A text made ready for the readers of dates: its tokens, and the phrases of the vocabulary found among them.

use super::contents::Contents;
use super::fold::{self, Piece, Token};
use super::ingredient::Ingredient;
use super::vocabulary::{Languages, Vocabulary};

/// A phrase of the vocabulary found in a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    /// One past the last token.
    pub(crate) end: usize,
    /// What it can be.
    pub(crate) is: Ingredient,
    /// In which languages.
    pub(crate) languages: Languages,
}

/// A text with its tokens and spots.
pub(crate) struct Line<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    spots: Vec<Spot>,
    /// For every token, where its spots start in `spots`; one more at the end.
    starts: Vec<u32>,
    contents: Contents,
}

/// Texts are read up to here: dates stand in short lines, and a long paragraph must not cost more than a long line.
const LONGEST: usize = 1000;

/// The Hebrew letter that is glued to a month: "in March".
const HEBREW_IN: char = 'ב';

impl<'a> Line<'a> {
    /// Cuts a text into tokens and notes what it holds.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut end = text.len().min(LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text.get(..end).unwrap_or_default();
        let tokens = fold::tokens(text);
        let mut contents = Contents::new();
        for token in &tokens {
            match token.piece {
                Piece::Number { digits, .. } => contents.add_number(digits),
                Piece::Word(_) => contents.add_word(),
                Piece::Mark(mark) => contents.add_mark(mark),
            }
        }
        let mut line = Self { text, spots: Vec::new(), starts: Vec::new(), tokens, contents: Contents::new() };
        line.look_up(|_, _, is, languages| contents.add(is, languages));
        line.contents = contents;
        line
    }

    /// Keeps the phrases, for readers to find: left out where [`Line::contents`] says that there is nothing to read.
    pub(crate) fn keep_spots(&mut self) {
        let (mut spots, mut starts) =
            (Vec::with_capacity(self.tokens.len()), Vec::with_capacity(self.tokens.len() + 1));
        self.look_up(|at, end, is, languages| {
            starts.resize(at + 1, spots.len() as u32);
            spots.push(Spot { end, is, languages: *languages });
        });
        starts.resize(self.tokens.len() + 1, spots.len() as u32);
        (self.spots, self.starts) = (spots, starts);
    }

    /// Finds all phrases of the vocabulary, and says of each where it starts and ends.
    fn look_up(&self, mut found: impl FnMut(usize, usize, Ingredient, &Languages)) {
        let vocabulary = Vocabulary::get();
        let is_ascii = self.text.is_ascii();
        for (at, token) in self.tokens.iter().enumerate() {
            let Some(hash) = token.hash() else { continue };
            let any = self.look_up_from(vocabulary, at, hash, &mut found);
            if !any
                && !is_ascii
                && let Some(rest) = self.text_of(at).strip_prefix(HEBREW_IN)
                && let Some(hash) = fold::tokens(rest).first().and_then(Token::hash)
            {
                self.look_up_from(vocabulary, at, hash, &mut found);
            }
        }
    }

    /// Finds the phrases that start at a token whose hash is given; tells whether there are any.
    #[inline]
    fn look_up_from(
        &self,
        vocabulary: &Vocabulary,
        at: usize,
        first: u64,
        found: &mut impl FnMut(usize, usize, Ingredient, &Languages),
    ) -> bool {
        let mut any = false;
        let mut phrase = fold::longer(0, first);
        let mut next = at + 1;
        // A letter or word may stand in parentheses: "viru(n) 3 Deeg", "4 (na) oras".
        let mut opened = false;
        while let Some(meanings) = vocabulary.look_up(phrase) {
            let end = next + usize::from(opened && self.mark(next) == Some(')'));
            for (is, languages) in meanings {
                any = true;
                found(at, end, is, languages);
            }
            while self.is_soft(next) || matches!(self.mark(next), Some('(' | ')')) {
                opened = self.mark(next) == Some('(') || opened && self.mark(next) != Some(')');
                next += 1;
            }
            let Some(token) = self.tokens.get(next).and_then(Token::hash) else { break };
            phrase = fold::longer(phrase, token);
            next += 1;
        }
        any
    }

    /// Tells whether a mark may stand inside a phrase.
    fn is_soft(&self, at: usize) -> bool {
        match self.mark(at) {
            Some('.' | '․' | '״' | '׳' | '־' | '॰' | '་' | '༌') => true,
            Some(mark) if fold::is_apostrophe(mark) => true,
            Some('-' | '‐' | '‑') => !self.is_spaced(at),
            _ => false,
        }
    }

    /// Gives the token after the marks of an abbreviation: full stops, apostrophes and their like, glued to what is before.
    pub(crate) fn after_abbreviation(&self, mut at: usize) -> usize {
        while self.is_soft(at) && !matches!(self.mark(at), Some('-' | '‐' | '‑')) && !self.is_spaced(at) {
            at += 1;
        }
        at
    }

    /// Gives the spots that start at a token.
    pub(crate) fn spots(&self, at: usize) -> &[Spot] {
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        bounds.and_then(|(&start, &end)| self.spots.get(start as usize..end as usize)).unwrap_or_default()
    }

    /// Finds the longest spot at a token that `wanted` accepts, in one of `languages`.
    pub(crate) fn find<T>(
        &self,
        at: usize,
        languages: Languages,
        wanted: impl Fn(Ingredient) -> Option<T>,
    ) -> Option<(T, usize, Languages)> {
        let fits = |spot: &Spot| {
            let both = spot.languages.and(languages);
            wanted(spot.is).filter(|_| !both.is_empty()).map(|value| (value, spot.end, both))
        };
        self.spots(at).iter().rev().find_map(fits)
    }

    /// Like [`Line::find`], for a phrase that ends before a token; gives where it starts.
    pub(crate) fn find_before<T>(
        &self,
        end: usize,
        languages: Languages,
        wanted: impl Fn(Ingredient) -> Option<T>,
    ) -> Option<(T, usize, Languages)> {
        /// The most tokens that a phrase is looked for: letters of scripts without spaces count one each.
        const REACH: usize = 12;
        (end.saturating_sub(REACH)..end).find_map(|start| {
            let fits = |spot: &Spot| {
                let both = spot.languages.and(languages);
                wanted(spot.is).filter(|_| spot.end == end && !both.is_empty()).map(|value| (value, start, both))
            };
            self.spots(start).iter().find_map(fits)
        })
    }

    /// Tells what the line holds.
    pub(crate) fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Gives the number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Gives the value and the number of digits of a number.
    pub(crate) fn number(&self, at: usize) -> Option<(u64, u8)> {
        match self.tokens.get(at)?.piece {
            Piece::Number { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    /// Gives a mark.
    pub(crate) fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.piece {
            Piece::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Tells whether a token is a word.
    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| matches!(token.piece, Piece::Word(_)))
    }

    /// Tells whether a token follows white space or starts the text. Past the end: true.
    pub(crate) fn is_spaced(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.spaced)
    }

    /// Tells whether a number belongs to the Latin word before it: `v1.2.3`, `A4-10-12`.
    pub(crate) fn is_tail_of_word(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        !self.is_spaced(at) && self.is_word(before) && self.text_of(before).is_ascii()
    }

    /// Gives a token as it stands in the text.
    pub(crate) fn text_of(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|token| self.text.get(token.start..token.end)).unwrap_or_default()
    }

    /// Tells whether a token is one of some ASCII words, whatever the case.
    pub(crate) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        let text = self.text_of(at);
        words.iter().any(|word| word.eq_ignore_ascii_case(text))
    }

    /// Gives the text of the tokens `start..end`.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'a str {
        let (from, to) = self.bytes(start, end);
        self.text.get(from..to).unwrap_or_default()
    }

    /// Gives the text between two bytes.
    pub(crate) fn between(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Gives the bytes of the tokens `start..end`.
    pub(crate) fn bytes(&self, start: usize, end: usize) -> (usize, usize) {
        let from = self.tokens.get(start).map_or(self.text.len(), |token| token.start);
        let to = end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(from, |token| token.end);
        (from, to.max(from))
    }
}

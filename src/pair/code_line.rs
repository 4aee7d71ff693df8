//! What a line of code consists of, and whether it may be the translation of another.

use std::collections::{BTreeMap, BTreeSet};

use crate::skeleton::Fact;

/// The words of the code of a section: which of them stand on both sides, and how often each stands in the original.
pub(super) struct Renamed {
    kept: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
}

impl Renamed {
    pub(super) fn of(original: &[&Fact], other: &[&Fact]) -> Self {
        let words = |lines: &[&Fact]| {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for token in lines.iter().flat_map(|line| Line::of(&line.text).code) {
                if let Token::Words(words) = token {
                    for word in words {
                        *counts.entry(word).or_default() += 1;
                    }
                }
            }
            counts
        };
        let (counts, others) = (words(original), words(other));
        Self { kept: counts.keys().filter(|word| others.contains_key(*word)).cloned().collect(), counts }
    }

    /// Tells whether a word may have been renamed to another: throughout, and in more than one place. A word that stands
    /// once has no meaning but its own: a command, an option.
    fn may_be(&self, one: &str, other: &str) -> bool {
        let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
        let is_kept = self.kept.contains(one) || self.kept.contains(other);
        let is_used = self.counts.get(one).is_some_and(|&count| count > 1);
        one == other || !has_digit(one) && !has_digit(other) && !is_kept && is_used
    }
}

/// A piece of a line of code.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Words with nothing but spaces between.
    Words(Vec<String>),
    /// A string, or text between tags.
    Text(Vec<String>),
    Sign(char),
}

/// A line of code: its code, and the words of its comments.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) code: Vec<Token>,
    comment: Vec<String>,
}

/// How many equal signs an operator has at most: `===`.
const LONGEST_OPERATOR: usize = 3;

/// So many words in a row, with nothing but spaces between, are a sentence more likely than a command.
const WORDS_IN_A_ROW: usize = 3;

/// Signs that programs are made of, and sentences, tables and drawings are not.
const CODE_SIGNS: &[char] = &['=', ';', '{', '}', '<', '>', '$', '@', '\\', '&', '^', '~', '%', '#'];

impl Line {
    /// Tells whether a line holds nothing but what may be translated: a comment, words, text.
    pub(super) fn is_text(&self) -> bool {
        let is_code =
            |token: &Token| matches!(token, Token::Sign(sign) if !matches!(sign, '.' | ',' | ':' | '!' | '?'));
        !self.code.iter().any(is_code)
    }

    /// Gives all its words.
    fn words(&self) -> Vec<&str> {
        let of_code = self.code.iter().flat_map(|token| match token {
            Token::Words(words) | Token::Text(words) => words.as_slice(),
            Token::Sign(_) => &[],
        });
        of_code.chain(&self.comment).map(String::as_str).collect()
    }

    /// Tells whether a line is prose: words in a row, and no sign of a programming language.
    pub(super) fn is_prose(&self) -> bool {
        let is_sentence = |token: &Token| match token {
            Token::Words(words) => words.len() >= WORDS_IN_A_ROW || words.iter().any(|word| !word.is_ascii()),
            _ => false,
        };
        let is_code = |token: &Token| matches!(token, Token::Sign(sign) if CODE_SIGNS.contains(sign));
        !self.code.iter().any(is_code) && self.code.iter().any(is_sentence)
    }

    /// Tells whether this and another line are sentences, or rows of a table, in two languages: few words are the same.
    fn is_sentence_of(&self, other: &Self) -> bool {
        let has_code_sign =
            |line: &Self| line.code.iter().any(|token| matches!(token, Token::Sign(sign) if CODE_SIGNS.contains(sign)));
        if has_code_sign(self) || has_code_sign(other) || !self.is_prose() && !other.is_prose() {
            return false;
        }
        let (one, two) = (self.words(), other.words());
        numbers(&one) == numbers(&two) && shared(&one, &two) * 2 < one.len().min(two.len()) && has_names_of(&one, &two)
    }

    /// Tells whether another line may be the translation of this one.
    pub(super) fn is_translated(&self, other: &Self, renamed: &Renamed) -> bool {
        self.is_sentence_of(other) || self.has_parts_of(other, renamed) || self.is_text_with_parts_of(other, renamed)
    }

    /// Tells whether both lines are text between the same tags that says the same values, in whatever order:
    /// `Clicked {count} times`, `{count} gange klikket`.
    fn is_text_with_parts_of(&self, other: &Self, renamed: &Renamed) -> bool {
        let (Some(one), Some(mut two)) = (Mould::of(&self.code), Mould::of(&other.code)) else { return false };
        // Without tags only a sentence is text: it starts with a capital.
        let is_text = !one.tags.is_empty() || one.text.first().is_some_and(|word| word.starts_with(char::is_uppercase));
        let is_same = |one: &[Token], two: &[Token]| {
            one.len() == two.len()
                && one.iter().zip(two).all(|pair| match pair {
                    (Token::Text(one), Token::Text(two)) => may_be_text(one, two),
                    (Token::Words(one), Token::Words(two)) => {
                        one.len() == two.len() && one.iter().zip(two).all(|(one, two)| renamed.may_be(one, two))
                    }
                    (one, two) => one == two,
                })
        };
        let mut has_all = || {
            one.values.len() == two.values.len()
                && one.values.iter().all(|value| {
                    let at = two.values.iter().position(|other| is_same(value, other));
                    at.map(|at| two.values.remove(at)).is_some()
                })
        };
        is_text && one.tags == two.tags && may_be_text(&one.text, &two.text) && has_all()
    }

    /// Tells whether the code is the same and the texts in it may be translations.
    pub(super) fn has_parts_of(&self, other: &Self, renamed: &Renamed) -> bool {
        if self.code.len() != other.code.len() {
            return false;
        }
        let is_line_of_text = self.is_text();
        may_be_text(&self.comment, &other.comment)
            && self.code.iter().zip(&other.code).all(|pair| match pair {
                (Token::Sign(one), Token::Sign(two)) => one == two,
                (Token::Text(one), Token::Text(two)) => may_be_text(one, two),
                (Token::Words(one), Token::Words(two)) if one.len() == two.len() => {
                    let has_names = one.iter().chain(two).any(|word| is_name(word));
                    let is_other = || one.len() > 1 && shared(one, two) == 0;
                    !has_names && (is_line_of_text || is_other())
                        || one.iter().zip(two).all(|(one, two)| renamed.may_be(one, two))
                }
                (Token::Words(one), Token::Words(two)) => {
                    shared(one, two) * 2 <= one.len().min(two.len()) && may_be_text(one, two)
                }
                _ => false,
            })
    }

    /// Makes one line of several, without what is a matter of layout.
    pub(super) fn join(lines: &[Self]) -> Self {
        let mut joined = Self::default();
        let mut brackets = Vec::new();
        for line in lines {
            joined.comment.extend(line.comment.iter().cloned());
            for token in &line.code {
                let is_returned = matches!(joined.code.last(), Some(Token::Words(words)) if words.last().is_some_and(|word| word == "return"))
                    || matches!(joined.code.as_slice(), [.., Token::Sign('='), Token::Sign('>')]);
                match token {
                    // Formatters put semicolons at the ends of lines or leave them out, and where lines end is lost here.
                    Token::Sign(';') => continue,
                    // Brackets around what is returned hold it together where it takes several lines.
                    Token::Sign('(') => {
                        brackets.push(is_returned);
                        if is_returned {
                            continue;
                        }
                    }
                    Token::Sign(')') if brackets.pop() == Some(true) => continue,
                    _ => {}
                }
                // A comma before a closing bracket is a matter of layout.
                if matches!(token, Token::Sign('}' | ']' | ')')) && joined.code.last() == Some(&Token::Sign(',')) {
                    joined.code.pop();
                }
                match (joined.code.last_mut(), token) {
                    (Some(Token::Words(words)), Token::Words(more)) => words.extend(more.iter().cloned()),
                    _ => joined.code.push(token.clone()),
                }
            }
        }
        joined
    }

    pub(super) fn of(line: &str) -> Self {
        let line = line.trim();
        let mut found = Self::default();
        if line.starts_with(['#', '*']) {
            found.comment = words(line);
            return found;
        }
        let mut at = 0;
        let mut before = ' ';
        let mut is_between_tags = false;
        let mut opening = Ahead::new(line, |c| matches!(c, '<' | '{'));
        let mut closing = Ahead::new(line, |c| c == '>');
        let mut letter = Ahead::new(line, char::is_alphanumeric);
        let last_end_tag = line.rfind("</");
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(character) = rest.chars().next() else { break };
            if let Some(length) = comment(rest, before) {
                found.comment.extend(words(rest.get(..length).unwrap_or_default()));
                at += length;
                continue;
            }
            let end = opening.from(at);
            // An attribute that follows another's value is no text.
            let is_text = is_between_tags && letter.from(at) < end && closing.from(at) >= end;
            let is_quote = matches!(character, '"' | '\'' | '`') && !is_text;
            let quoted = if is_quote { string(rest, character) } else { None };
            if let Some(length) = quoted {
                found.code.push(Token::Text(words(rest.get(1..length - 1).unwrap_or_default())));
                (at, before, is_between_tags) = (at + length, character, false);
                continue;
            }
            if is_text {
                found.code.push(Token::Text(words(line.get(at..end).unwrap_or_default())));
                at = end;
                before = ' ';
                is_between_tags = false;
                continue;
            }
            if is_word(character) {
                let length = word_length(rest);
                let word = rest.get(..length).unwrap_or_default().to_owned();
                match found.code.last_mut() {
                    Some(Token::Words(words)) if before.is_whitespace() => words.push(word),
                    _ => found.code.push(Token::Words(vec![word])),
                }
                at += length;
                before = character;
                continue;
            }
            if !character.is_whitespace() {
                is_between_tags = character == '>' && !matches!(before, '=' | '-' | ' ')
                    || character == '}' && last_end_tag.is_some_and(|last| last >= at);
                let sign = Token::Sign(character);
                // A line drawn of more signs than an operator has is as long as its table is wide.
                let is_drawn = found.code.iter().rev().take(LONGEST_OPERATOR).filter(|token| **token == sign).count();
                if is_drawn < LONGEST_OPERATOR {
                    found.code.push(sign);
                }
            }
            before = character;
            at += character.len_utf8();
        }
        found
    }
}

/// The next character of a kind, looked for again only where the last one found was passed: a line is read once.
struct Ahead<'a> {
    line: &'a str,
    is_wanted: fn(char) -> bool,
    next: Option<usize>,
}

impl<'a> Ahead<'a> {
    fn new(line: &'a str, is_wanted: fn(char) -> bool) -> Self {
        Self { line, is_wanted, next: None }
    }

    /// Gives where the first one from `at` on stands; the line's length where there is none.
    fn from(&mut self, at: usize) -> usize {
        if let Some(next) = self.next.filter(|&next| next >= at) {
            return next;
        }
        let rest = self.line.get(at..).unwrap_or_default();
        let next = rest.find(self.is_wanted).map_or(self.line.len(), |ahead| at + ahead);
        self.next = Some(next);
        next
    }
}

/// A line of text with values and tags: what of it stays where text is translated.
#[derive(Default)]
struct Mould {
    tags: Vec<Token>,
    values: Vec<Vec<Token>>,
    text: Vec<String>,
}

impl Mould {
    /// Takes a line apart; nothing where it is anything but text with values.
    fn of(code: &[Token]) -> Option<Self> {
        let mut mould = Self::default();
        let (mut depth, mut is_tag) = (0_usize, false);
        for token in code {
            match token {
                Token::Sign('{') if !is_tag => {
                    if depth == 0 {
                        mould.values.push(Vec::new());
                    } else if let Some(value) = mould.values.last_mut() {
                        value.push(token.clone());
                    }
                    depth += 1;
                }
                Token::Sign('}') if !is_tag => {
                    depth = depth.checked_sub(1)?;
                    if let Some(value) = mould.values.last_mut().filter(|_| depth > 0) {
                        value.push(token.clone());
                    }
                }
                _ if depth > 0 => mould.values.last_mut()?.push(token.clone()),
                Token::Sign('<') => {
                    is_tag = true;
                    mould.tags.push(token.clone());
                }
                Token::Sign('>') if is_tag => {
                    is_tag = false;
                    mould.tags.push(token.clone());
                }
                _ if is_tag => mould.tags.push(token.clone()),
                Token::Words(words) | Token::Text(words) => mould.text.extend(words.iter().cloned()),
                Token::Sign('.' | ',' | ':' | '!' | '?' | '\'' | '’') => {}
                Token::Sign(_) => return None,
            }
        }
        (depth == 0 && !is_tag && !mould.values.is_empty() && !mould.text.is_empty()).then_some(mould)
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// Gives the length of the word that a text starts with; an apostrophe that starts no string is part of it.
fn word_length(text: &str) -> usize {
    let length = |text: &str| text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    let first = length(text);
    let rest = text.get(first..).unwrap_or_default();
    let after = rest
        .strip_prefix(['\'', '’'])
        .filter(|after| after.starts_with(char::is_alphabetic) && string(rest, '\'').is_none());
    match after {
        Some(after) => text.len() - after.len() + length(after),
        None => first,
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Tells whether one text may be the translation of another: the same words and more, or fewer, are a change, and names
/// that look like code stay.
fn may_be_text(original: &[String], other: &[String]) -> bool {
    if original == other {
        return true;
    }
    let (few, many) = if original.len() <= other.len() { (original, other) } else { (other, original) };
    let mut left = many.iter();
    let is_part = many.len() > few.len() && few.len() > 1 && few.iter().all(|word| left.any(|other| other == word));
    // A name that stands in its own letters and in those of the language is another matter.
    let is_spelled = original.iter().all(|word| word.is_ascii()) && other.iter().any(|word| !word.is_ascii());
    (!is_part || is_spelled) && numbers(original) == numbers(other) && has_names_of(original, other)
}

/// Counts the words of one text that another has too.
fn shared<T: AsRef<str>>(one: &[T], other: &[T]) -> usize {
    let other: BTreeSet<&str> = other.iter().map(AsRef::as_ref).collect();
    one.iter().filter(|word| other.contains(word.as_ref())).count()
}

/// Tells whether all names of programs that another text has stand in the original.
fn has_names_of<T: AsRef<str>>(original: &[T], other: &[T]) -> bool {
    let names: BTreeSet<&str> = other.iter().map(AsRef::as_ref).filter(|word| is_name(word)).collect();
    if names.is_empty() {
        return true;
    }
    let original: BTreeSet<&str> = original.iter().map(AsRef::as_ref).collect();
    names.is_subset(&original)
}

/// Gives the words that are numbers, in no order: they are the same in every language.
fn numbers<T: AsRef<str>>(words: &[T]) -> Vec<&str> {
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut numbers: Vec<&str> = words.iter().map(AsRef::as_ref).filter(is_number).collect();
    numbers.sort_unstable();
    numbers
}

/// Tells whether a word looks like a name of a program: a capital inside, an underscore.
fn is_name(word: &str) -> bool {
    let has_inner_capital = word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    word.is_ascii() && word.len() > 2 && (has_inner_capital || word.contains('_'))
}

/// Starts of comments, in languages of all kinds.
const COMMENTS: &[&str] = &["//", "/*", "<!--", "{/*", "-- ", ";;", "# "];

/// Gives the length of the comment that a text starts with.
fn comment(text: &str, before: char) -> Option<usize> {
    // An address is none.
    COMMENTS.iter().find(|start| text.starts_with(**start)).filter(|_| before != ':')?;
    let ends = ["*/}", "*/", "-->"].iter().filter_map(|end| text.find(end).map(|at| at + end.len()));
    Some(ends.min().unwrap_or(text.len()))
}

/// Gives the length of the string that a text starts with, quotes included.
fn string(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

//! Lines of code in two languages: comments, strings and text between tags may be translated, the rest may not.

use std::collections::{BTreeMap, BTreeSet};

use crate::skeleton::Fact;

/// Lines that have no partner: of the original, and of the page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Unlike<'a> {
    pub(super) missing: Vec<&'a Fact>,
    pub(super) extra: Vec<&'a Fact>,
}

/// Lines of a section past which only equal ones are looked at: bounds the work.
const MOST_LINES: usize = 1200;

/// Compares the code of two sections, line by line.
pub(super) fn unlike<'a>(original: &[&'a Fact], other: &[&'a Fact]) -> Unlike<'a> {
    let start = original.iter().zip(other).take_while(|(a, b)| is_equal(a, b)).count();
    let (original, other) = (original.get(start..).unwrap_or_default(), other.get(start..).unwrap_or_default());
    let end = original.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| is_equal(a, b)).count();
    let original = original.get(..original.len() - end).unwrap_or_default();
    let other = other.get(..other.len() - end).unwrap_or_default();
    let mut unlike = Unlike::default();
    if original.len().max(other.len()) > MOST_LINES {
        return unlike;
    }
    let renamed = Renamed::of(original, other);
    let mut between = |original: &[&'a Fact], other: &[&'a Fact]| gap(original, other, &renamed, &mut unlike);
    let (mut i, mut j) = (0, 0);
    for (a, b) in common(original, other) {
        between(original.get(i..a).unwrap_or_default(), other.get(j..b).unwrap_or_default());
        (i, j) = (a + 1, b + 1);
    }
    between(original.get(i..).unwrap_or_default(), other.get(j..).unwrap_or_default());
    unlike
}

/// White space was folded when the line was read.
fn is_equal(a: &Fact, b: &Fact) -> bool {
    a.text == b.text
}

/// Gives the longest common subsequence, as pairs of indices.
fn common(original: &[&Fact], other: &[&Fact]) -> Vec<(usize, usize)> {
    let width = other.len() + 1;
    let mut lengths = vec![0_u16; (original.len() + 1) * width];
    for i in (0..original.len()).rev() {
        for j in (0..other.len()).rev() {
            let at = i * width + j;
            lengths[at] = if is_equal(original[i], other[j]) {
                lengths[at + width + 1] + 1
            } else {
                lengths[at + width].max(lengths[at + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < original.len() && j < other.len() {
        let at = i * width + j;
        if is_equal(original[i], other[j]) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[at + width] >= lengths[at + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Compares lines of which none is equal: partners are those that are alike but for what may be translated.
fn gap<'a>(original: &[&'a Fact], other: &[&'a Fact], renamed: &Renamed, unlike: &mut Unlike<'a>) {
    let read = |lines: &[&Fact]| lines.iter().map(|line| Line::of(&line.text)).collect::<Vec<_>>();
    let (mine, theirs) = (read(original), read(other));
    if original.len() != other.len() && Line::join(&mine).is_translated(&Line::join(&theirs), renamed) {
        // The same code, broken into lines elsewhere.
        return;
    }
    // Comments and texts may take another number of lines.
    let is_even = original.len() == other.len();
    let counts = |line: &Line| is_even || !line.is_text();
    let mut at = 0;
    let mut missing = Vec::new();
    for (line, fact) in mine.iter().zip(original).filter(|(line, _)| counts(line)) {
        let rest = || theirs.iter().enumerate().skip(at).filter(|(_, other)| counts(other));
        match rest().find(|(_, other)| line.is_translated(other, renamed)).map(|(found, _)| found) {
            Some(found) => {
                unlike.extra.extend(
                    rest().take_while(|(number, _)| *number < found).filter_map(|(number, _)| other.get(number)),
                );
                at = found + 1;
            }
            None => missing.push(*fact),
        }
    }
    unlike.missing.extend(missing);
    let rest = theirs.iter().zip(other).skip(at).filter(|(line, _)| counts(line));
    unlike.extra.extend(rest.map(|(_, fact)| *fact));
}

/// The words of the code of a section: which of them stand on both sides, and how often each stands in the original.
struct Renamed {
    kept: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
}

impl Renamed {
    fn of(original: &[&Fact], other: &[&Fact]) -> Self {
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
enum Token {
    /// Words with nothing but spaces between.
    Words(Vec<String>),
    /// A string, or text between tags.
    Text(Vec<String>),
    Sign(char),
}

/// A line of code: its code, and the words of its comments.
#[derive(Clone, Debug, Default, PartialEq)]
struct Line {
    code: Vec<Token>,
    comment: Vec<String>,
}

impl Line {
    /// Tells whether a line holds nothing but what may be translated: a comment, words, text.
    fn is_text(&self) -> bool {
        let is_code =
            |token: &Token| matches!(token, Token::Sign(sign) if !matches!(sign, '.' | ',' | ':' | '!' | '?'));
        !self.code.iter().any(is_code)
    }

    /// Tells whether another line may be the translation of this one.
    fn is_translated(&self, other: &Self, renamed: &Renamed) -> bool {
        self.code.len() == other.code.len()
            && may_be_text(&self.comment, &other.comment)
            && self.code.iter().zip(&other.code).all(|pair| match pair {
                (Token::Sign(one), Token::Sign(two)) => one == two,
                (Token::Text(one), Token::Text(two)) => may_be_text(one, two),
                (Token::Words(one), Token::Words(two)) if one.len() == two.len() => {
                    let has_names = one.iter().chain(two).any(|word| is_name(word));
                    let is_other = one.len() > 1 && !one.iter().any(|word| two.contains(word));
                    let is_text = (self.is_text() || is_other) && !has_names;
                    is_text || one.iter().zip(two).all(|(one, two)| renamed.may_be(one, two))
                }
                (Token::Words(one), Token::Words(two)) => {
                    let kept = one.iter().filter(|word| two.contains(word)).count();
                    kept * 2 <= one.len().min(two.len()) && may_be_text(one, two)
                }
                _ => false,
            })
    }

    fn join(lines: &[Self]) -> Self {
        let mut joined = Self::default();
        for line in lines {
            joined.comment.extend(line.comment.iter().cloned());
            for token in &line.code {
                // A comma before a closing bracket is a matter of layout.
                if matches!(token, Token::Sign('}' | ']' | ')')) && joined.code.last() == Some(&Token::Sign(',')) {
                    joined.code.pop();
                }
                joined.code.push(token.clone());
            }
        }
        joined
    }

    fn of(line: &str) -> Self {
        let line = line.trim();
        let mut found = Self::default();
        if line.starts_with(['#', '*']) {
            found.comment = words(line);
            return found;
        }
        let mut at = 0;
        let mut before = ' ';
        let mut is_between_tags = false;
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(character) = rest.chars().next() else { break };
            if let Some(length) = comment(rest, before) {
                found.comment.extend(words(rest.get(..length).unwrap_or_default()));
                at += length;
                continue;
            }
            let quoted = if matches!(character, '"' | '\'' | '`') { string(rest, character) } else { None };
            if let Some(length) = quoted {
                found.code.push(Token::Text(words(rest.get(1..length - 1).unwrap_or_default())));
                (at, before, is_between_tags) = (at + length, character, false);
                continue;
            }
            let text = rest.find(['<', '{']).map_or(rest, |end| rest.get(..end).unwrap_or_default());
            if is_between_tags && !text.trim().is_empty() {
                found.code.push(Token::Text(words(text)));
                at += text.len();
                before = ' ';
                is_between_tags = false;
                continue;
            }
            if is_word(character) {
                let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
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
                is_between_tags =
                    character == '>' && !matches!(before, '=' | '-' | ' ') || character == '}' && rest.contains("</");
                found.code.push(Token::Sign(character));
            }
            before = character;
            at += character.len_utf8();
        }
        found
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
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
    !is_part && other.iter().all(|word| !is_name(word) || original.contains(word))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skeleton::FactKind;
    use crate::span::Span;

    #[test]
    fn comments_and_texts_may_be_translated() {
        for (original, other) in [
            ("let sum = 0; // start with nothing", "let sum = 0; // begynd med ingenting"),
            ("print(\"Hello\")", "print(\"Hej med dig\")"),
            ("<h1>Hello there</h1>", "<h1>Hej med dig</h1>"),
            ("<option value=\"apple\">Apple</option>", "<option value=\"apple\">Æble</option>"),
            ("# Install the tools", "# Installér værktøjerne"),
            ("Hello to all of you", "Hej til jer alle"),
            ("Edit", "Rediger"),
            ("Known for {person.work}", "Kendt for sit arbejde {person.work}"),
            ("f({ a, b })", "f({a, b})"),
        ] {
            assert!(is_translation(original, other), "{original}");
        }
        for (original, other) in [
            ("let sum = 0;", "let sum = 1;"),
            ("print(\"Hello\")", "print(\"Hej\", sum)"),
            ("let sum = 0; // start with nothing", "let sum = 0; // start with nothing new"),
            ("let sum = 0; // start with nothing", "let sum = 0; // begynd med ingenting newValue"),
            ("npm install tool", "npm install tool extra"),
            ("<h1>Hello</h1>", "<h2>Hej</h2>"),
            ("a + b", "a - b"),
            ("tool --first", "tool --last"),
            ("function MyButton() {", "function MinKnap() {"),
        ] {
            assert!(!is_translation(original, other), "{original}");
        }
        let (original, other) = (facts(&["let sum = 0;", "add(sum)"]), facts(&["let sum = 0;", "add(total)"]));
        let found = unlike(&original.iter().collect::<Vec<_>>(), &other.iter().collect::<Vec<_>>());
        assert_eq!(found.missing.len(), 1, "renamed in one place only");
        let other = facts(&["let total = 0;", "add(total)"]);
        let found = unlike(&original.iter().collect::<Vec<_>>(), &other.iter().collect::<Vec<_>>());
        assert_eq!(found, Unlike::default(), "renamed throughout");
    }

    fn is_translation(original: &str, other: &str) -> bool {
        let (one, two) = (facts(&[original]), facts(&[other]));
        unlike(&[&one[0]], &[&two[0]]) == Unlike::default()
    }

    fn facts(lines: &[&str]) -> Vec<Fact> {
        let fact = |line: &&str| Fact { kind: FactKind::Code, text: (*line).to_owned(), span: Span::default() };
        lines.iter().map(fact).collect()
    }

    #[test]
    fn lines_are_paired_in_order() {
        let original = facts(&["a()", "// one", "b(1)", "c()"]);
        let other = facts(&["a()", "// en", "// og to", "b(2)", "c()"]);
        let original: Vec<&Fact> = original.iter().collect();
        let other: Vec<&Fact> = other.iter().collect();
        let unlike = unlike(&original, &other);
        assert_eq!(unlike.missing, [original[2]]);
        assert_eq!(unlike.extra, [other[3]]);
    }
}

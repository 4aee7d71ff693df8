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
    if original.len() != other.len() && is_same_code(&read(original), &read(other), &renamed) {
        return unlike;
    }
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
    let (mine, theirs) = (read(original), read(other));
    if original.len() != other.len() && is_same_code(&mine, &theirs, renamed) {
        return;
    }
    // Comments and texts may take another number of lines; a text between equal lines was not broken elsewhere.
    let is_even = original.len() == other.len();
    let is_alone = original.is_empty() || other.is_empty();
    let counts = |line: &Line| is_even || !line.is_text() && !line.is_prose() || is_alone && !line.code.is_empty();
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

fn read(lines: &[&Fact]) -> Vec<Line> {
    lines.iter().map(|line| Line::of(&line.text)).collect()
}

/// Tells whether lines are the same code, broken elsewhere.
fn is_same_code(original: &[Line], other: &[Line], renamed: &Renamed) -> bool {
    Line::join(original).has_parts_of(&Line::join(other), renamed)
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

/// How many equal signs an operator has at most: `===`.
const LONGEST_OPERATOR: usize = 3;

/// So many words in a row, with nothing but spaces between, are a sentence more likely than a command.
const WORDS_IN_A_ROW: usize = 3;

/// Signs that programs are made of, and sentences, tables and drawings are not.
const CODE_SIGNS: &[char] = &['=', ';', '{', '}', '<', '>', '$', '@', '\\', '&', '^', '~', '%', '#'];

impl Line {
    /// Tells whether a line holds nothing but what may be translated: a comment, words, text.
    fn is_text(&self) -> bool {
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
    fn is_prose(&self) -> bool {
        let is_sentence = |token: &Token| match token {
            Token::Words(words) => words.len() >= WORDS_IN_A_ROW || words.iter().any(|word| !word.is_ascii()),
            _ => false,
        };
        let is_code = |token: &Token| matches!(token, Token::Sign(sign) if CODE_SIGNS.contains(sign));
        !self.code.iter().any(is_code) && self.code.iter().any(is_sentence)
    }

    /// Tells whether this and another line are sentences, or rows of a table, in two languages: few words are the same.
    fn is_sentence_of(&self, other: &Self) -> bool {
        let (one, two) = (self.words(), other.words());
        let kept = one.iter().filter(|word| two.contains(word)).count();
        (self.is_prose() || other.is_prose())
            && ![self, other].iter().any(|line| {
                line.code.iter().any(|token| matches!(token, Token::Sign(sign) if CODE_SIGNS.contains(sign)))
            })
            && kept * 2 < one.len().min(two.len())
            && numbers(&one) == numbers(&two)
            && two.iter().all(|word| !is_name(word) || one.contains(word))
    }

    /// Tells whether another line may be the translation of this one.
    fn is_translated(&self, other: &Self, renamed: &Renamed) -> bool {
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
        let has_all = one.values.len() == two.values.len()
            && one.values.iter().all(|value| {
                let at = two.values.iter().position(|other| is_same(value, other));
                at.map(|at| two.values.remove(at)).is_some()
            });
        is_text && has_all && one.tags == two.tags && may_be_text(&one.text, &two.text)
    }

    fn has_parts_of(&self, other: &Self, renamed: &Renamed) -> bool {
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
        let mut brackets = Vec::new();
        for line in lines {
            joined.comment.extend(line.comment.iter().cloned());
            for token in &line.code {
                // So are semicolons at the ends of lines, and brackets around what is returned.
                let is_returned = matches!(joined.code.last(), Some(Token::Words(words)) if words.last().is_some_and(|word| word == "return"))
                    || matches!(joined.code.as_slice(), [.., Token::Sign('='), Token::Sign('>')]);
                match token {
                    Token::Sign(';') => continue,
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
            let text = rest.find(['<', '{']).map_or(rest, |end| rest.get(..end).unwrap_or_default());
            // An attribute that follows another's value is no text.
            let is_text = is_between_tags && text.contains(char::is_alphanumeric) && !text.contains('>');
            let is_quote = matches!(character, '"' | '\'' | '`') && !is_text;
            let quoted = if is_quote { string(rest, character) } else { None };
            if let Some(length) = quoted {
                found.code.push(Token::Text(words(rest.get(1..length - 1).unwrap_or_default())));
                (at, before, is_between_tags) = (at + length, character, false);
                continue;
            }
            if is_text {
                found.code.push(Token::Text(words(text)));
                at += text.len();
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
                is_between_tags =
                    character == '>' && !matches!(before, '=' | '-' | ' ') || character == '}' && rest.contains("</");
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
    (!is_part || is_spelled)
        && numbers(original) == numbers(other)
        && other.iter().all(|word| !is_name(word) || original.contains(word))
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
            ("Clicked {count} times", "{count} gange klikket"),
            ("<h1>{cat.name}'s toys</h1>", "<h1>Legetøj til {cat.name}</h1>"),
            ("I'm a button", "Jeg er en knap"),
            ("alt=\"Anna Berg\"", "alt=\"Анна Берг (Anna Berg)\""),
            ("User: Find all errors (and mend them)", "Bruger: Find alle fejl (og ret dem)"),
            ("| Level | Question |", "| 层级 | 问题 |"),
            ("|-------|----------|", "|----|------|"),
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
            ("Clicked {count} times", "{total} gange klikket"),
            ("say('Seen 3 times')", "say('Set 4 gange')"),
            ("<A b={c} title=\"Red\">", "<A b={c} size=\"Red\">"),
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
    fn layout_is_no_change() {
        let original = facts(&["return (", "<Clock", "time={now}", "/>", ");"]);
        let other = facts(&["return <Clock time={now} />;"]);
        let found = unlike(&original.iter().collect::<Vec<_>>(), &other.iter().collect::<Vec<_>>());
        assert_eq!(found, Unlike::default());
        let other = facts(&["return <Clock time={then} />;"]);
        let found = unlike(&original.iter().collect::<Vec<_>>(), &other.iter().collect::<Vec<_>>());
        assert_ne!(found, Unlike::default());
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

//! Lines of code in two languages: comments, strings and text between tags may be translated, the rest may not.

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
    let mut between = |original: &[&'a Fact], other: &[&'a Fact]| gap(original, other, &mut unlike);
    let (mut i, mut j) = (0, 0);
    for (a, b) in common(original, other) {
        between(original.get(i..a).unwrap_or_default(), other.get(j..b).unwrap_or_default());
        (i, j) = (a + 1, b + 1);
    }
    between(original.get(i..).unwrap_or_default(), other.get(j..).unwrap_or_default());
    unlike
}

fn is_equal(a: &Fact, b: &Fact) -> bool {
    a.text == b.text || fold(&a.text) == fold(&b.text)
}

fn fold(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
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
fn gap<'a>(original: &[&'a Fact], other: &[&'a Fact], unlike: &mut Unlike<'a>) {
    // Comments and texts may take another number of lines.
    let code = |lines: &[&'a Fact]| lines.iter().copied().filter(|line| !is_text(&line.text)).collect::<Vec<_>>();
    let is_even = original.len() == other.len();
    let (mine, theirs) = if is_even { (original.to_vec(), other.to_vec()) } else { (code(original), code(other)) };
    let mut missing: Vec<&Fact> = Vec::new();
    let mut rest = theirs.as_slice();
    for line in mine {
        match rest.iter().position(|candidate| is_translation(&line.text, &candidate.text)) {
            Some(at) => {
                unlike.extra.extend(rest.get(..at).unwrap_or_default());
                rest = rest.get(at + 1..).unwrap_or_default();
            }
            None => missing.push(line),
        }
    }
    unlike.missing.extend(missing);
    unlike.extra.extend(rest);
}

/// Tells whether a line holds nothing but what may be translated: a comment, words.
fn is_text(line: &str) -> bool {
    let Parted { code, .. } = part(line);
    code.chars().all(|c| !c.is_alphanumeric())
}

/// Tells whether a line may be the translation of another.
fn is_translation(original: &str, other: &str) -> bool {
    let (mine, theirs) = (part(original), part(other));
    if mine.code != theirs.code {
        return false;
    }
    // What is translated has other words; the same words and more, or fewer, are a change.
    let (one, two) = (words(&mine.text), words(&theirs.text));
    let (few, many) = if one.len() <= two.len() { (&one, &two) } else { (&two, &one) };
    let is_longer = many.len() > few.len() && few.len() > 1;
    let mut left = many.iter();
    if is_longer && few.iter().all(|word| left.any(|other| other == word)) {
        return false;
    }
    // Names that look like code are not translated.
    let names = |words: &[String]| {
        let mut names: Vec<String> = words.iter().filter(|word| is_name(word)).cloned().collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let (one, two) = (names(&one), names(&two));
    two.iter().all(|name| one.contains(name))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Tells whether a word looks like a name of a program: capitals or digits inside, underscores.
fn is_name(word: &str) -> bool {
    let is_ascii = word.is_ascii() && word.len() > 2;
    let has_inner_capital = word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    is_ascii && (has_inner_capital || word.contains('_'))
}

/// A line of code: the code without what may be translated, and the words of that.
#[derive(Debug, Default, PartialEq)]
struct Parted {
    code: String,
    text: String,
}

/// Starts of comments to the end of the line, in languages of all kinds.
const COMMENTS: &[&str] = &["//", "/*", "<!--", "{/*", "--", ";;"];

fn part(line: &str) -> Parted {
    let line = line.trim();
    let mut parted = Parted::default();
    if !line.contains(['(', ')', '{', '}', '[', ']', '=', ';', '<', '>', '$', '`', '"', '\'']) && line.contains(' ')
        || line.starts_with(['#', '*', '|'])
    {
        // Words: text between tags, output, prose; a comment, or a line of one.
        line.clone_into(&mut parted.text);
        return parted;
    }
    let mut at = 0;
    let mut before = ' ';
    let mut is_between_tags = line.starts_with(|c: char| c.is_alphabetic()) && line.contains("</") && !line.contains(['=', '(']);
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(character) = rest.chars().next() else { break };
        let is_comment = COMMENTS.iter().any(|start| rest.starts_with(start)) && before != ':' || rest.starts_with("# ");
        if is_comment {
            let end = ["*/}", "*/", "-->"].iter().filter_map(|end| rest.find(end).map(|at| at + end.len())).min();
            let end = end.unwrap_or(rest.len());
            parted.text.push(' ');
            parted.text.push_str(rest.get(..end).unwrap_or_default());
            at += end;
            continue;
        }
        if matches!(character, '"' | '\'' | '`')
            && let Some(length) = string(rest, character)
        {
            parted.code.push('"');
            parted.text.push(' ');
            parted.text.push_str(rest.get(1..length - 1).unwrap_or_default());
            at += length;
            before = character;
            is_between_tags = false;
            continue;
        }
        if is_between_tags && !matches!(character, '<' | '{') {
            parted.text.push(character);
        } else {
            is_between_tags = character == '>' && before != '=' && before != '-' || character == '}' && rest.contains("</");
            if !character.is_whitespace() {
                parted.code.push(character);
            } else if !parted.code.ends_with(' ') {
                parted.code.push(' ');
            }
        }
        before = character;
        at += character.len_utf8();
    }
    parted.code.truncate(parted.code.trim_end().len());
    parted
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
            ("# Install the tools", "# Installér værktøjerne"),
            ("Hello to all of you", "Hej til jer alle"),
        ] {
            assert!(is_translation(original, other), "{original}");
        }
        for (original, other) in [
            ("let sum = 0;", "let total = 0;"),
            ("print(\"Hello\")", "print(\"Hej\", sum)"),
            ("let sum = 0; // start with nothing", "let sum = 0; // start with nothing newValue"),
            ("npm install tool", "npm install tool extra"),
            ("<h1>Hello</h1>", "<h2>Hej</h2>"),
        ] {
            assert!(!is_translation(original, other), "{original}");
        }
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

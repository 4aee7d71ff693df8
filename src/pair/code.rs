//! Lines of code in two languages: comments, strings and text between tags may be translated, the rest may not.

use super::code_line::{Line, Renamed};
use crate::skeleton::Fact;

/// Lines that have no partner: of the original, and of the page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Unlike<'a> {
    pub(super) missing: Vec<&'a Fact>,
    pub(super) extra: Vec<&'a Fact>,
}

/// Lines of a section past which only equal ones are looked at: bounds the work.
const MOST_LINES: usize = 1200;

/// Bytes of a section past which it is the same, as one line may be as long as many: so many lines of usual width.
const MOST_BYTES: usize = MOST_LINES * 80;

/// Compares the code of two sections, line by line.
pub(super) fn unlike<'a>(original: &[&'a Fact], other: &[&'a Fact]) -> Unlike<'a> {
    let start = original.iter().zip(other).take_while(|(a, b)| is_equal(a, b)).count();
    let (original, other) = (original.get(start..).unwrap_or_default(), other.get(start..).unwrap_or_default());
    let end = original.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| is_equal(a, b)).count();
    let original = original.get(..original.len() - end).unwrap_or_default();
    let other = other.get(..other.len() - end).unwrap_or_default();
    let mut unlike = Unlike::default();
    let bytes = |lines: &[&Fact]| lines.iter().map(|line| line.text.len()).sum::<usize>();
    if original.len().max(other.len()) > MOST_LINES || bytes(original).max(bytes(other)) > MOST_BYTES {
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
    let theirs: Vec<_> = theirs.iter().zip(other).filter(|(line, _)| counts(line)).collect();
    let mut rest = theirs.as_slice();
    for (line, fact) in mine.iter().zip(original).filter(|(line, _)| counts(line)) {
        let Some(at) = rest.iter().position(|(other, _)| line.is_translated(other, renamed)) else {
            unlike.missing.push(fact);
            continue;
        };
        let (skipped, after) = rest.split_at(at);
        unlike.extra.extend(skipped.iter().map(|(_, fact)| **fact));
        rest = after.get(1..).unwrap_or_default();
    }
    unlike.extra.extend(rest.iter().map(|(_, fact)| **fact));
}

fn read(lines: &[&Fact]) -> Vec<Line> {
    lines.iter().map(|line| Line::of(&line.text)).collect()
}

/// Tells whether lines are the same code, broken elsewhere.
fn is_same_code(original: &[Line], other: &[Line], renamed: &Renamed) -> bool {
    Line::join(original).has_parts_of(&Line::join(other), renamed)
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
    fn long_lines_take_no_time() {
        // Each is as long as the bound allows, and would be quadratic in one of the steps.
        let long = |piece: &str, from: usize| {
            let pieces = (from..from + MOST_BYTES).map(|number| piece.replace('1', &number.to_string()));
            let mut line: String = pieces.take(MOST_BYTES / (piece.len() + 6)).collect();
            line.truncate(MOST_BYTES - 10);
            line
        };
        for piece in ["name1 ", "a1.", "}", ">", "fooBar1 ", "æble1 ", "/**/", "f(1)\"", "<a1>b{c1}"] {
            let (one, two) = (long(piece, 1), format!("{};", long(piece, 100_000)));
            let (original, other) = (facts(&[&one, "end"]), facts(&[&two]));
            let start = std::time::Instant::now();
            unlike(&original.iter().collect::<Vec<_>>(), &other.iter().collect::<Vec<_>>());
            assert!(start.elapsed().as_secs() < 10, "{piece}");
        }
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

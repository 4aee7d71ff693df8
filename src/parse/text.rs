//! Plain text to outline: a line of the file is a line of the outline, blank lines are its gap.
//!
//! One thing is undone here, because no later step could: hard wrapping. Where the lines of a page are as full as words
//! allow, they are joined into the paragraphs that they were cut from.

use crate::outline::{Builder, LineStart, Outline, Role, Style};
use crate::span::Span;

/// A page counts as hard-wrapped when its width is at most this many characters. Mail, Usenet and Gutenberg texts use 65
/// to 80; 100 is the widest that editors wrap at by habit.
const WIDEST_WRAP: usize = 100;

/// Narrower pages are lists of short lines, not wrapped prose.
const NARROWEST_WRAP: usize = 40;

/// So many joints must be seen before wrapping is believed.
const FEWEST_JOINTS: usize = 6;

/// Share of the joints between touching lines at which the next word would not have fitted.
const FULL_JOINTS: f64 = 0.8;

/// Outlines a plain text.
pub(super) fn outline(text: &str) -> Outline {
    let raw = raw_lines(text);
    let width = wrap_width(&raw);
    let mut builder = Builder::new();
    let mut previous: Option<&RawLine> = None;
    for line in &raw {
        let continues = previous.is_some_and(|above| width.is_some_and(|width| is_wrapped(above, line, width)));
        if !continues {
            builder.start_line(LineStart::new(Role::Paragraph, line.gap));
        }
        let text = if continues { format!(" {}", line.text) } else { line.text.to_owned() };
        builder.text(&text, line.span, Style::default());
        previous = Some(line);
    }
    builder.finish()
}

struct RawLine<'a> {
    text: &'a str,
    span: Span,
    gap: u8,
    characters: usize,
}

fn raw_lines(text: &str) -> Vec<RawLine<'_>> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut gap: u8 = 0;
    for piece in text.split_inclusive(['\n', '\u{c}']) {
        let start = at + (piece.len() - piece.trim_start_matches(crate::outline::is_blank).len());
        let trimmed = piece.trim_matches(crate::outline::is_blank);
        at += piece.len();
        if trimmed.is_empty() {
            gap = gap.saturating_add(1);
            continue;
        }
        let characters = trimmed.chars().count();
        lines.push(RawLine { text: trimmed, span: Span::new(start, start + trimmed.len()), gap, characters });
        gap = 0;
    }
    lines
}

/// Gives the width that the page was wrapped at, where it was.
fn wrap_width(lines: &[RawLine<'_>]) -> Option<usize> {
    let joints =
        || lines.windows(2).filter_map(|pair| if let [a, b] = pair { (b.gap == 0).then_some((a, b)) } else { None });
    let width = joints().map(|(above, _)| above.characters).max()?;
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&width) {
        return None;
    }
    let (mut all, mut full) = (0usize, 0usize);
    for (above, below) in joints() {
        all += 1;
        full += usize::from(is_wrapped(above, below, width));
    }
    (all >= FEWEST_JOINTS && full as f64 >= FULL_JOINTS * all as f64).then_some(width)
}

/// Tells whether `below` goes on where `above` was cut: its first word would not have fitted.
fn is_wrapped(above: &RawLine<'_>, below: &RawLine<'_>, width: usize) -> bool {
    let first_word = below.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    below.gap == 0 && above.characters + 1 + first_word > width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(outline: &Outline) -> Vec<&str> {
        outline.lines().iter().map(|line| outline.text(line)).collect()
    }

    #[test]
    fn lines_keep_their_place_and_their_gap() {
        let text = "\u{feff}Overskrift\r\n\r\n\r\n  En linje \nEn til";
        let outline = outline(text);
        assert_eq!(texts(&outline), ["Overskrift", "En linje", "En til"]);
        let lines = outline.lines();
        assert_eq!(lines.iter().map(|line| line.gap).collect::<Vec<_>>(), [0, 2, 0]);
        assert_eq!(lines.iter().map(|line| &text[line.span.start..line.span.end]).collect::<Vec<_>>(), texts(&outline));
    }

    #[test]
    fn hard_wrapped_paragraphs_are_joined() {
        let paragraph = "Det var en aften i november, og regnen stod ned over byen som den havde gjort hele\n\
            ugen, da hun endelig fandt huset med den grønne dør og bankede på tre gange, som hun\n\
            havde fået besked på. Ingen svarede, men et lys blev tændt bag gardinet, og hun ventede\n\
            tålmodigt, til skridtene nærmede sig.\n";
        let text = format!("{paragraph}\n{paragraph}\n{paragraph}");
        assert_eq!(outline(&text).lines().len(), 3);
        let list = "Æbler\nPærer\nBlommer\nKirsebær\nHyld\nBrombær\nSolbær\n";
        assert_eq!(outline(list).lines().len(), 7);
    }
}

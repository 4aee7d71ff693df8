//! What labels must agree on: each is given to one line, but some make sense only beside others.

use super::super::features::Features;
use super::label::{Label, Told};
use crate::outline::Outline;

/// An article's title stands at most so many lines above its text.
const HEAD_LINES: usize = 6;

/// A teaser's first field follows its title within so many lines.
const FIELD_LINES: usize = 2;

/// Mends labels that contradict their neighbours.
pub(super) fn mend(outline: &Outline, features: &[Features], lines: &mut [Told]) {
    let numbered: Vec<bool> = outline.lines().iter().map(|line| is_numbered(outline.text(line))).collect();
    let prose: Vec<bool> = features.iter().map(Features::is_prose).collect();
    mend_labels(lines, &prose, &numbered);
}

/// Tells whether a text starts with a number and a full stop: `3. Put the phone away`.
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(char::is_numeric);
    rest.len() < text.len() && rest.starts_with(['.', ')'])
}

fn mend_labels(lines: &mut [Told], prose: &[bool], numbered: &[bool]) {
    let text = lines.iter().position(|line| line.label == Label::Body);
    match text {
        Some(text) => {
            lone_title_is_headline(lines, text);
            titles_in_text_are_headings(lines, text, numbered);
            prose_in_text_is_text(lines, text, prose);
        }
        None => headlines_of_nothing_are_titles(lines),
    }
}

fn label(lines: &[Told], at: usize) -> Option<Label> {
    lines.get(at).map(|line| line.label)
}

fn is_field(label: Option<Label>) -> bool {
    matches!(label, Some(Label::Category | Label::Date | Label::Excerpt))
}

/// One teaser alone above the text is its head.
fn lone_title_is_headline(lines: &mut [Told], text: usize) {
    let mut titles = (0..text).filter(|&at| label(lines, at) == Some(Label::Title));
    let (Some(title), None) = (titles.next(), titles.next()) else { return };
    let has_headline = (0..text).any(|at| label(lines, at) == Some(Label::Headline));
    if text - title > HEAD_LINES || has_headline {
        return;
    }
    for line in lines.iter_mut().take(text) {
        match line.label {
            Label::Title => line.label = Label::Headline,
            Label::Category | Label::Date | Label::Excerpt => line.label = Label::Other,
            _ => {}
        }
    }
}

/// A title right above running text, without a field of its own, heads that text; so does a numbered one in the text.
fn titles_in_text_are_headings(lines: &mut [Told], text: usize, numbered: &[bool]) {
    for at in text..lines.len() {
        let before = at.checked_sub(1).and_then(|before| label(lines, before));
        let is_step = numbered.get(at).copied().unwrap_or(false)
            && before == Some(Label::Body)
            && label(lines, at + 1) == Some(Label::Excerpt);
        if label(lines, at) != Some(Label::Title)
            || is_field(before)
            || label(lines, at + 1) != Some(Label::Body) && !is_step
        {
            continue;
        }
        for line in lines.iter_mut().skip(at).take(2) {
            line.label = Label::Body;
        }
    }
}

/// Running text between lines of the article, or between the article and the end of the page, is the article's.
fn prose_in_text_is_text(lines: &mut [Told], text: usize, prose: &[bool]) {
    for at in text + 1..lines.len() {
        let follows = label(lines, at - 1) == Some(Label::Body);
        let goes_on = matches!(label(lines, at + 1), Some(Label::Body) | None);
        let may_be = matches!(label(lines, at), Some(Label::Other | Label::Excerpt | Label::Name | Label::Profile));
        if follows
            && goes_on
            && may_be
            && prose.get(at).copied().unwrap_or(false)
            && let Some(line) = lines.get_mut(at)
        {
            line.label = Label::Body;
        }
    }
}

/// Where nothing is an article's text, what looks like its title and has a teaser's fields is a teaser's.
fn headlines_of_nothing_are_titles(lines: &mut [Told]) {
    for at in 0..lines.len() {
        let has_field = (at + 1..=at + FIELD_LINES).any(|next| is_field(label(lines, next)));
        if label(lines, at) == Some(Label::Headline)
            && has_field
            && let Some(line) = lines.get_mut(at)
        {
            line.label = Label::Title;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(letters: &str) -> String {
        const LETTERS: [(char, Label); 7] = [
            ('o', Label::Other),
            ('H', Label::Headline),
            ('A', Label::Body),
            ('T', Label::Title),
            ('C', Label::Category),
            ('D', Label::Date),
            ('E', Label::Excerpt),
        ];
        let told = |letter| LETTERS.iter().find(|(known, _)| *known == letter).map(|&(_, label)| label);
        let mut lines: Vec<Told> = letters.chars().filter_map(told).map(|label| Told { label, before: 0.0 }).collect();
        let prose: Vec<bool> = letters.chars().map(|letter| letter != 'o').collect();
        let numbered: Vec<bool> = letters.chars().map(|_| false).collect();
        mend_labels(&mut lines, &prose, &numbered);
        let letter = |line: &Told| LETTERS.iter().find(|(_, label)| *label == line.label).map(|&(letter, _)| letter);
        lines.iter().filter_map(letter).collect()
    }

    #[test]
    fn labels_agree_with_their_neighbours() {
        for (labels, expected) in [
            ("TCDAAA", "HooAAA"),
            ("TDTDAA", "TDTDAA"),
            ("HATATAA", "HAAAAAA"),
            ("HAATCDTCD", "HAATCDTCD"),
            ("HATDAA", "HATDAA"),
            ("HCDETCDE", "TCDETCDE"),
            ("Hoo", "Hoo"),
            ("HAAEAoAE", "HAAAAoAA"),
        ] {
            assert_eq!(mended(labels), expected, "{labels}");
        }
    }
}

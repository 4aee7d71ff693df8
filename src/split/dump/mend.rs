//! What labels must agree on: each is given to one line, but some make sense only beside others.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::features::Features;
use super::grammar::Look;
use super::label::{Label, Told};
use crate::outline::Outline;

/// An article's title stands at most so many lines above its text.
const HEAD_LINES: usize = 6;

/// A teaser's first field follows its title within so many lines.
const FIELD_LINES: usize = 2;

/// Mends labels that contradict their neighbours.
pub(super) fn mend(outline: &Outline, features: &[Features], looks: &[Look], lines: &mut [Told]) {
    for ((line, here), told) in outline.lines().iter().zip(features).zip(lines.iter_mut()) {
        let is_odd = here.units > LONGEST_TITLE || is_quotation(outline.text(line), here);
        let is_chrome = here.is_menu || outline.text(line).starts_with('©');
        if told.label == Label::Title && is_odd || is_chrome {
            told.label = Label::Other;
        }
    }
    what_stands_twice_above_text_is_the_title(outline, features, lines);
    dates_beside_titles_are_no_titles(looks, lines);
    first_card_is_like_the_next(looks, lines);
    let may_be_title: Vec<bool> = features
        .iter()
        .map(|here| (1.0..=LONGEST_TITLE).contains(&here.units) && !here.is_prose() && !here.is_menu)
        .collect();
    cards_go_on(looks, &may_be_title, lines);
    let numbered: Vec<bool> = outline.lines().iter().map(|line| is_numbered(outline.text(line))).collect();
    let prose: Vec<bool> = features.iter().map(Features::is_prose).collect();
    mend_labels(lines, &prose, &numbered);
    first_cards_are_like_the_next(&may_be_title, looks, lines);
    cards_hold_together(features, looks, lines);
}

/// A title with one field looks like a field with its title: it takes more lines to tell where cards begin.
const FEWEST_CARD: usize = 3;

/// What stands right above a list and looks like its first cards, line by line, are cards too.
fn first_cards_are_like_the_next(may_be_title: &[bool], looks: &[Look], lines: &mut [Told]) {
    let titles: Vec<usize> = (0..lines.len()).filter(|&at| label(lines, at) == Some(Label::Title)).collect();
    let runs = titles.windows(3).find_map(|three| match three {
        [first, second, third] if second - first == third - second => Some((*first, second - first)),
        _ => None,
    });
    let Some((mut first, size)) = runs.filter(|(_, size)| (FEWEST_CARD..=LONGEST_CARD + 1).contains(size)) else {
        return;
    };
    let pattern = shape(looks, first + 1..first + size);
    let is_dated = looks.get(first + 1..first + size).is_some_and(|looks| looks.contains(&Look::Date));
    while let Some(above) = first.checked_sub(size).filter(|_| is_dated) {
        let was_text = label(lines, above) == Some(Label::Body);
        let is_taken = (above..first).any(|at| matches!(label(lines, at), Some(Label::Headline | Label::Title)));
        if !was_text
            || is_taken
            || shape(looks, above + 1..first) != pattern
            || !may_be_title.get(above).copied().unwrap_or(false)
        {
            return;
        }
        for offset in 0..size {
            if let Some(told) = label(lines, first + offset) {
                set(lines, above + offset, told);
            }
        }
        first = above;
    }
}

/// A category is at most so long, in units.
const LONGEST_CATEGORY: f32 = 10.0;

/// Paragraphs after which a dated card ends the article; fewer may be a lead between cards.
const FEWEST_PARAGRAPHS: usize = 3;

/// Paragraphs in a row that are too few to be the article again, once a card has ended it.
const FEWEST_AGAIN: usize = 3;

/// A dated card below an article ends it: what stands between card and card is theirs. Between a title and its date stands no other
/// title but a category, and the paragraph after the date is the excerpt.
fn cards_hold_together(features: &[Features], looks: &[Look], lines: &mut [Told]) {
    let is_short = |at: usize| features.get(at).is_some_and(|here| here.units <= LONGEST_CATEGORY && !here.is_menu);
    let is_prose = |at: usize| features.get(at).is_some_and(Features::is_prose);
    let is_date = |at: usize| looks.get(at) == Some(&Look::Date);
    let is_text = |lines: &[Told], at: usize| is_prose(at) && label(lines, at) == Some(Label::Body);
    let mut paragraphs = 0;
    let mut after_date = None;
    let mut at = 0;
    while at < lines.len() {
        if is_text(lines, at) {
            let run = (at..lines.len()).take_while(|&line| is_text(lines, line)).count();
            if after_date.is_some() && run < FEWEST_AGAIN {
                for line in at..at + run {
                    let is_excerpt = after_date == Some(line);
                    set(lines, line, if is_excerpt { Label::Excerpt } else { Label::Other });
                }
            } else {
                after_date = None;
                paragraphs += run;
            }
            at += run;
            continue;
        }
        let is_field = |lines: &[Told], line: usize| {
            matches!(label(lines, line), Some(Label::Title | Label::Category | Label::Date | Label::Other))
        };
        if label(lines, at) == Some(Label::Title) && paragraphs >= FEWEST_PARAGRAPHS && !is_date(at) {
            if is_date(at + 1) && is_field(lines, at + 1) {
                set(lines, at + 1, Label::Date);
                after_date = Some(at + 2);
                at += 1;
            } else if is_date(at + 2) && is_short(at + 1) && is_field(lines, at + 1) && is_field(lines, at + 2) {
                set(lines, at + 1, Label::Category);
                set(lines, at + 2, Label::Date);
                after_date = Some(at + 3);
                at += 2;
            }
        }
        at += 1;
    }
}

fn set(lines: &mut [Told], at: usize, label: Label) {
    if let Some(line) = lines.get_mut(at) {
        line.label = label;
    }
}

/// No title has more units.
const LONGEST_TITLE: f32 = 40.0;

/// Tells whether a line is what somebody said, with when and where in brackets: `"We won." (5 May 2021, Radio)`.
fn is_quotation(text: &str, features: &Features) -> bool {
    const QUOTES: [char; 9] = ['"', '“', '«', '„', '»', '‘', '”', '「', '\''];
    let source = features.date.as_ref().and_then(|date| text.get(..date.within.start)).unwrap_or_default();
    let said = source.trim_end_matches(|c: char| c.is_whitespace()).strip_suffix('(').unwrap_or_default().trim_end();
    text.starts_with(QUOTES) && text.ends_with(')') && said.ends_with(|c: char| !c.is_alphanumeric())
}

/// The text starts at most so many lines below a title that stands twice: author, date and category are between them.
const BELOW_TITLE: usize = 8;

/// A dump of an article often has its title twice, one below the other: from the browser's title or the trail, and above the text.
/// What stands before that leads to the article.
fn what_stands_twice_above_text_is_the_title(outline: &Outline, features: &[Features], lines: &mut [Told]) {
    let texts: Vec<&str> = outline.lines().iter().map(|line| outline.text(line)).collect();
    let is_prose = |at: usize| features.get(at).is_some_and(Features::is_prose);
    let may_be_title = |at: usize| {
        features.get(at).is_some_and(|here| {
            (2.0..=LONGEST_TITLE).contains(&here.units) && !here.is_menu && !here.is_date_line() && !here.is_prose()
        })
    };
    let stands_twice = |&at: &usize| {
        may_be_title(at) && texts.get(at) == texts.get(at + 1) && (at + 2..at + 2 + BELOW_TITLE).any(is_prose)
    };
    let is_told = |lines: &[Told], title: usize| (0..=title + 1).any(|at| label(lines, at) == Some(Label::Headline));
    let Some(title) =
        (0..texts.len() / 2).find(stands_twice).filter(|&title| (0..title).filter(|&at| is_prose(at)).count() < 3)
    else {
        return;
    };
    if is_told(lines, title) {
        return;
    }
    for line in lines.iter_mut().take(title).filter(|line| !matches!(line.label, Label::Name | Label::Profile)) {
        line.label = Label::Other;
    }
    for line in lines.iter_mut().skip(title).take(2) {
        line.label = Label::Headline;
    }
}

/// A short line with a date next to a title is a field of it.
fn dates_beside_titles_are_no_titles(looks: &[Look], lines: &mut [Told]) {
    let is_title = |lines: &[Told], line: Option<usize>| {
        line.is_some_and(|at| label(lines, at) == Some(Label::Title) && looks.get(at) != Some(&Look::Date))
    };
    for (at, look) in looks.iter().enumerate() {
        if *look == Look::Date
            && label(lines, at) == Some(Label::Title)
            && (is_title(lines, Some(at + 1)) || is_title(lines, at.checked_sub(1)))
            && let Some(line) = lines.get_mut(at)
        {
            line.label = Label::Date;
        }
    }
}

/// What is built like the two cards below it is a card too, not an article above a list.
fn first_card_is_like_the_next(looks: &[Look], lines: &mut [Told]) {
    let titles: Vec<usize> = (0..lines.len()).filter(|&at| label(lines, at) == Some(Label::Title)).collect();
    let (Some(&next), Some(&second)) = (titles.first(), titles.get(1)) else { return };
    let Some(first) = (0..next).rev().find(|&at| label(lines, at) == Some(Label::Headline)) else { return };
    let shapes = |from: usize, to: usize| {
        looks.get(from + 1..to).into_iter().flatten().map(std::mem::discriminant).collect::<Vec<_>>()
    };
    let own = shapes(first, next);
    let texts = (first..next).filter(|&at| label(lines, at) == Some(Label::Body)).count();
    let has_date = looks.get(first + 1..next).is_some_and(|looks| looks.contains(&Look::Date));
    if second - first > 2 * LONGEST_CARD || texts > 1 || !has_date || own != shapes(next, second) {
        return;
    }
    for line in lines.iter_mut().take(next).skip(first) {
        match line.label {
            Label::Headline => line.label = Label::Title,
            Label::Body => line.label = Label::Excerpt,
            _ => {}
        }
    }
}

/// Lines of a card whose like is looked for.
const LONGEST_CARD: usize = 5;

/// What stands in lines, by their looks: a number for each sequence of at most [`LONGEST_CARD`] lines.
fn shape(looks: &[Look], lines: Range<usize>) -> Option<u32> {
    let looks = looks.get(lines)?;
    let code = |look: &Look| match look {
        Look::Date => 1,
        Look::Short { .. } => 2,
        Look::Else => 3,
    };
    Some(looks.iter().fold(0, |sum, look| 4 * sum + code(look)))
}

/// Where most titles are followed by the same sequence with a date in it, what stands between two such sequences is a title.
fn cards_go_on(looks: &[Look], may_be_title: &[bool], lines: &mut [Told]) {
    let titles: Vec<usize> = (0..lines.len()).filter(|&at| label(lines, at) == Some(Label::Title)).collect();
    let mut counts: BTreeMap<(u32, usize), usize> = BTreeMap::new();
    for (&title, &next) in titles.iter().zip(titles.iter().skip(1)) {
        let between = title + 1..next;
        let is_dated = looks.get(between.clone()).is_some_and(|looks| looks.contains(&Look::Date));
        if is_dated && between.len() <= LONGEST_CARD {
            *counts.entry((shape(looks, between.clone()).unwrap_or_default(), between.len())).or_default() += 1;
        }
    }
    let Some((&(usual, size), _)) = counts.iter().max_by_key(|&(_, count)| *count) else { return };
    let follows = |title: usize| shape(looks, title + 1..title + 1 + size) == Some(usual);
    let may_be = |lines: &[Told], at: usize| {
        matches!(label(lines, at), Some(Label::Other | Label::Excerpt | Label::Category | Label::Name | Label::Profile))
            && may_be_title.get(at).copied().unwrap_or(false)
            && looks.get(at) != Some(&Look::Date)
    };
    for &title in &titles {
        let mut at = title + 1 + size;
        while follows(at - 1 - size) && follows(at) && may_be(lines, at) {
            if let Some(line) = lines.get_mut(at) {
                line.label = Label::Title;
            }
            at += 1 + size;
        }
    }
    // Where nothing follows the last title, the sequence belongs to the next one, and above the first there is a heading.
    let (Some(&first), true) = (titles.first(), titles.last().is_some_and(|&last| follows(last))) else { return };
    let mut title = first;
    while let Some(at) = title.checked_sub(1 + size)
        && follows(at)
        && may_be(lines, at)
        && let Some(line) = lines.get_mut(at)
    {
        line.label = Label::Title;
        title = at;
    }
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

/// Running text between lines of the article, or between the article and the end of the page, is the article's; so is an
/// excerpt between the article and the title of a card: excerpts stand below titles.
fn prose_in_text_is_text(lines: &mut [Told], text: usize, prose: &[bool]) {
    for at in text + 1..lines.len() {
        let follows = label(lines, at - 1) == Some(Label::Body);
        let has_no_title = label(lines, at) == Some(Label::Excerpt) && label(lines, at + 1) == Some(Label::Title);
        let goes_on = matches!(label(lines, at + 1), Some(Label::Body) | None) || has_no_title;
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
        let mut lines: Vec<Told> = letters.chars().filter_map(told).map(|label| Told { label }).collect();
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
            ("HAAETCDETCDE", "HAAATCDETCDE"),
        ] {
            assert_eq!(mended(labels), expected, "{labels}");
        }
    }

    /// Looks and labels of lines; `s` and `e` are short and other lines of which nothing is known.
    fn listed(letters: &str) -> String {
        let look = |letter| match letter {
            'D' => Look::Date,
            'C' | 's' => Look::Short { value: 0, comes_again: false, is_name: false, units: 1.0 },
            _ => Look::Else,
        };
        let letter = |letter: char| match letter {
            's' | 'e' => Label::Other,
            'H' => Label::Headline,
            'A' => Label::Body,
            'T' => Label::Title,
            'C' => Label::Category,
            'D' => Label::Date,
            _ => Label::Excerpt,
        };
        let looks: Vec<Look> = letters.chars().map(look).collect();
        let mut lines: Vec<Told> = letters.chars().map(|each| Told { label: letter(each) }).collect();
        let may_be_title: Vec<bool> = letters.chars().map(|letter| letter == 'e' || letter == 'T').collect();
        first_card_is_like_the_next(&looks, &mut lines);
        cards_go_on(&looks, &may_be_title, &mut lines);
        let titles = lines.iter().zip(letters.chars());
        titles.map(|(line, letter)| if line.label == Label::Title { 'T' } else { letter }).collect()
    }

    #[test]
    fn what_is_built_like_the_cards_beside_it_is_one() {
        for (lines, expected) in [
            ("HCDATCDETCDE", "TCDATCDETCDE"),
            ("HCDAAATCDETCDE", "HCDAAATCDETCDE"),
            ("HDAATDETDE", "HDAATDETDE"),
            ("TCDETCDEeCDEss", "TCDETCDETCDEss"),
            ("TDTDeDTD", "TDTDTDTD"),
            ("seDTDTDsss", "sTDTDTDsss"),
            ("eDTDTDTsss", "eDTDTDTsss"),
            ("TCTCeC", "TCTCeC"),
        ] {
            assert_eq!(listed(lines), expected, "{lines}");
        }
    }

    #[test]
    fn what_somebody_said_is_told_by_its_source() {
        use super::super::super::features::features;
        use crate::outline::{Builder, LineStart, Role, Style};
        use crate::span::Span;
        for (text, expected) in [
            ("« Nous avons gagné. » (05/05/2021, Radio)", true),
            ("“Vi vandt.” (5. maj 2021)", true),
            ("„Det går“: hvad vi lærte i 2021", false),
            ("Vi vandt (5. maj 2021)", false),
        ] {
            let mut builder = Builder::new();
            builder.start_line(LineStart::new(Role::Paragraph, 0));
            builder.text(text, Span::new(0, text.len()), Style::default());
            let features = features(&builder.finish());
            let told = features.first().is_some_and(|features| is_quotation(text, features));
            assert_eq!(told, expected, "{text}");
        }
    }
}

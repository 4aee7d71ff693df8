//! What each line looks like: one pass over the outline, numbers that carry across languages and scripts.
//!
//! No word of any language stands here. Lengths are in *units*: a word of a script that parts words, or two characters of
//! one that does not, so that a Japanese headline and a Danish one are of like length.

use crate::date;
use crate::date_value::{Anchor, DateValue};
use crate::outline::{ContainerKind, Hints, Line, Outline, Role};

/// Lines longer than this many bytes are not searched for a date: they are prose, and a date in prose dates nothing.
const LONGEST_DATED_LINE: usize = 240;

/// A line of this many units or more may be running text.
pub(super) const PROSE_UNITS: f32 = 12.0;

/// What one line looks like.
#[derive(Clone, Debug)]
pub(super) struct Features {
    /// Length in units.
    pub(super) units: f32,
    /// Share of its characters that are link text.
    pub(super) link_share: f32,
    /// The date expression in it.
    pub(super) date: Option<DateValue>,
    /// Share of its bytes that the date expression takes.
    pub(super) date_share: f32,
    /// It ends like a sentence, or holds one that ends inside.
    pub(super) is_sentence: bool,
    /// It is several labels in a row, parted by bars: a menu, a trail, a footer.
    pub(super) is_menu: bool,
    /// Hints of its containers and of them alone.
    pub(super) around: Hints,
    /// The nearest landmark around it.
    pub(super) landmark: Landmark,
}

impl Features {
    /// Running text: long, mostly not links.
    pub(super) fn is_prose(&self) -> bool {
        self.units >= PROSE_UNITS
            && self.link_share < 0.5
            && !self.is_menu
            && (self.is_sentence || self.units >= 2.0 * PROSE_UNITS)
    }

    /// A date with at most a few label words.
    pub(super) fn is_date_line(&self) -> bool {
        self.date_share >= 0.4 && self.units <= PROSE_UNITS
    }
}

/// The nearest landmark around a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Landmark {
    #[default]
    None,
    Main,
    Article,
    Navigation,
    Header,
    Footer,
    Aside,
    Form,
    Dialog,
}

/// Looks at every line.
pub(super) fn features(outline: &Outline) -> Vec<Features> {
    let around = surroundings(outline);
    outline.lines().iter().map(|line| of_line(outline, line, &around)).collect()
}

/// What is around a container, itself included.
#[derive(Clone, Copy, Default)]
struct Surroundings {
    hints: Hints,
    landmark: Landmark,
}

/// A container with more than this share of the page's text is the page: what its classes and landmark say is not about
/// its content (`<body class="has-sidebar">`, the `<form>` around a whole page).
const WHOLE_PAGE: f32 = 0.6;

fn surroundings(outline: &Outline) -> Vec<Surroundings> {
    let mut before: Vec<usize> = vec![0];
    for line in outline.lines() {
        before.push(before.last().copied().unwrap_or(0) + outline.text(line).len());
    }
    let bytes = |from: u32, to: u32| {
        let at = |line: u32| before.get(line as usize).copied().unwrap_or(0);
        at(to).saturating_sub(at(from)) as f32
    };
    let total = before.last().copied().unwrap_or(0) as f32;
    let mut all: Vec<Surroundings> = Vec::with_capacity(outline.containers().len());
    for container in outline.containers() {
        let parent = all.get(container.parent as usize).copied().unwrap_or_default();
        if bytes(container.lines.start, container.lines.end) > WHOLE_PAGE * total {
            let landmark = match container.kind {
                ContainerKind::Main => Landmark::Main,
                ContainerKind::Article => Landmark::Article,
                _ => parent.landmark,
            };
            all.push(Surroundings { hints: parent.hints, landmark });
            continue;
        }
        let landmark = match container.kind {
            ContainerKind::Main => Landmark::Main,
            ContainerKind::Article => Landmark::Article,
            ContainerKind::Navigation => Landmark::Navigation,
            // The header and footer of an article or section belong to it, not to the page.
            ContainerKind::Header if parent.landmark != Landmark::Article => Landmark::Header,
            ContainerKind::Footer if parent.landmark != Landmark::Article => Landmark::Footer,
            ContainerKind::Aside => Landmark::Aside,
            ContainerKind::Form => Landmark::Form,
            ContainerKind::Dialog => Landmark::Dialog,
            _ => parent.landmark,
        };
        all.push(Surroundings { hints: parent.hints.with(container.hints), landmark });
    }
    all
}

fn of_line(outline: &Outline, line: &Line, around: &[Surroundings]) -> Features {
    let text = outline.text(line);
    let runs = outline.runs(line);
    let linked: usize = runs.iter().filter(|run| run.link.is_some()).map(|run| outline.run_text(run).len()).sum();
    let date = if text.len() <= LONGEST_DATED_LINE && line.role != Role::Code {
        date::date(text, &Anchor::default())
    } else {
        None
    };
    let date_share = date.as_ref().map_or(0.0, |date| date.within.len() as f32 / text.len().max(1) as f32);
    let surroundings = around.get(line.container as usize).copied().unwrap_or_default();
    Features {
        units: units(text),
        link_share: (linked as f32 / text.len().max(1) as f32).min(1.0),
        date,
        date_share,
        is_sentence: has_sentence_end(text),
        // The cells of a table's row stand between bars.
        is_menu: line.role != Role::Cell && is_menu(text),
        around: surroundings.hints,
        landmark: surroundings.landmark,
    }
}

/// Gives the length of a text in units.
pub(super) fn units(text: &str) -> f32 {
    let (mut words, mut unspaced) = (0u32, 0u32);
    let mut in_word = false;
    for character in text.chars() {
        if character >= FIRST_UNSPACED && is_unspaced(character) {
            unspaced += 1;
            in_word = false;
        } else if character.is_alphanumeric() {
            words += u32::from(!in_word);
            in_word = true;
        } else if !matches!(character, '\'' | '’' | '-' | '.' | '_') {
            in_word = false;
        }
    }
    words as f32 + unspaced as f32 / 2.0
}

/// No character before this one is unspaced.
const FIRST_UNSPACED: char = '\u{e00}';

/// Characters of scripts that write words without spaces: Thai, Lao, Burmese, Khmer, kana, Han.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// Ends of sentences in the scripts of the world: Latin, CJK, Arabic, Devanagari, Armenian, Ethiopic, Khmer, Burmese.
fn is_sentence_end(character: char) -> bool {
    matches!(
        character,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '．'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '։'
            | '።'
            | '៕'
            | '။'
            | ':'
            | ';'
    )
}

/// Tells whether a text ends like a sentence, or has a sentence end inside followed by more.
fn has_sentence_end(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '\'', ')', ']', '”', '’', '»', '」', '』', '）']);
    if bare.ends_with(is_sentence_end) {
        return true;
    }
    let ends_before = |blank| text.get(..blank).is_some_and(|before| before.ends_with(['.', '!', '?', '…', '؟', '।']));
    memchr::memchr_iter(b' ', text.as_bytes()).any(ends_before) || !text.is_ascii() && text.contains(['。', '！', '？'])
}

/// Labels that stand in a row on one line, from which it is a menu.
const FEWEST_MENU_LABELS: usize = 4;

/// Tells whether a text is a row of short labels between bars.
fn is_menu(text: &str) -> bool {
    const BARS: [&str; 7] = [" | ", " · ", " • ", " / ", " » ", " > ", " › "];
    // Every bar starts with one of these bytes; hardly any text has so many of them behind blanks.
    let may_be_bar = |pair: &&[u8]| matches!(pair, [b' ', b'|' | b'/' | b'>' | 0xC2 | 0xE2]);
    if text.as_bytes().windows(2).filter(may_be_bar).count() + 1 < FEWEST_MENU_LABELS {
        return false;
    }
    BARS.iter().any(|bar| {
        let labels = text.matches(bar).count() + 1;
        labels >= FEWEST_MENU_LABELS && units(text) <= PROSE_UNITS * labels as f32
    })
}

/// Tells whether a text ends with a full stop or its like: what running text does and headings do not.
pub(super) fn ends_like_prose(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '\'', ')', ']', '”', '’', '»', '」', '』', '）']);
    bare.ends_with(['.', '…', '。', '．', '۔', '।', '։', '።', ';', ',', ':'])
}

/// Folds a text for comparing titles: lower case, letters and digits only, single spaces.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            folded.push(character);
        } else if !folded.is_empty()
            && !folded.ends_with(' ')
            && character != '\''
            && character != '’'
            && character != '\u{ad}'
        {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_carry_across_scripts() {
        assert!((units("Deler ny oppdatering") - 3.0).abs() < f32::EPSILON);
        assert!((units("新しい図書館") - 3.0).abs() < f32::EPSILON);
        assert!((units("don't re-read v1.2") - 3.0).abs() < f32::EPSILON);
        assert!(units("— · —").abs() < f32::EPSILON);
    }

    #[test]
    fn sentences_are_told_by_their_ends() {
        for sentence in ["Hun gik.", "Er du der?”", "図書館が開いた。", "First. Then more", "यह घर है।"]
        {
            assert!(has_sentence_end(sentence), "{sentence}");
        }
        for label in ["Samarbejdets Psykologi", "Læs mere", "v1.2 beta"] {
            assert!(!has_sentence_end(label), "{label}");
        }
    }

    #[test]
    fn folding_keeps_letters_of_every_script() {
        assert_eq!(fold("  Don’t «Stop» — Æblegrød! "), "dont stop æblegrød");
        assert_eq!(fold("新しい、図書館"), "新しい 図書館");
    }
}

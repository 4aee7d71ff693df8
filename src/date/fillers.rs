//! What stands between the parts of a date and says nothing, and what stands between the ends of a range.

use super::fold::is_apostrophe;
use super::ingredient::Ingredient;
use super::line::Line;
use super::vocabulary::Languages;

/// The most tokens of no news between two parts of a date: "de", "the", commas, full stops.
pub(crate) const MOST_FILLERS: usize = 6;

/// Tells whether a word glued to a day number is an ordinal ending: `3rd`, `1er`, `3-го`.
pub(crate) fn is_ordinal(line: &Line, at: usize) -> bool {
    line.text_of(at).chars().count() <= 3
}

/// Goes left over fillers; gives the token that then ends, which may be a number.
pub(crate) fn skip_left(line: &Line, floor: usize, mut end: usize, languages: Languages) -> Option<usize> {
    let mut skipped = 0;
    while end > floor && skipped < MOST_FILLERS {
        let last = end - 1;
        if line.number(last).is_some() {
            return Some(last);
        }
        let start = match line.mark(last) {
            Some('.' | ',' | '-' | '/' | 'º' | 'ª' | '،' | '、' | '⹁' | '‐' | '‑' | '־' | '׳' | '․' | '॰' | '་') => {
                last
            }
            Some(mark) if is_apostrophe(mark) => last,
            Some(_) => return None,
            None => {
                let filler = |is| matches!(is, Ingredient::Filler | Ingredient::Weekday(_)).then_some(());
                if let Some(start) = before_optional_ending(line, last, floor) {
                    start
                } else if let Some(((), start, _)) = line.find_before(end, languages, filler) {
                    start
                } else if last > floor
                    && !line.is_spaced(last)
                    && line.number(last - 1).is_some()
                    && is_ordinal(line, last)
                    || line.is_any(last, &["of", "de", "the"])
                {
                    last
                } else if last > floor + 1
                    && matches!(line.mark(last - 1), Some('-' | '‐' | '‑'))
                    && line.number(last - 2).is_some()
                    && is_ordinal(line, last)
                {
                    last - 1
                } else {
                    return None;
                }
            }
        };
        end = start.max(floor);
        skipped += 1;
    }
    None
}

/// Gives where an ending starts of which a part stands in parentheses, as Basque software prints: "2018(e)ko".
fn before_optional_ending(line: &Line, last: usize, floor: usize) -> Option<usize> {
    let start = last.checked_sub(3).filter(|&start| start > floor)?;
    let opened = line.mark(start) == Some('(') && line.mark(last - 1) == Some(')') && line.number(start - 1).is_some();
    let glued = (start..=last).all(|at| !line.is_spaced(at));
    (opened && glued && is_ordinal(line, last)).then_some(start)
}

/// Goes right over fillers.
pub(crate) fn skip_right(line: &Line, mut at: usize, languages: Languages) -> usize {
    for _ in 0..MOST_FILLERS {
        at = match line.mark(at) {
            Some('.' | ',' | '/' | '،' | '、' | '⹁' | 'º' | '׳' | '․' | '॰' | '་') => at + 1,
            Some(mark) if is_apostrophe(mark) => at + 1,
            Some('-' | '‐' | '‑' | '־') if !line.is_spaced(at) => at + 1,
            Some(_) => return at,
            None => {
                let filler = |is| matches!(is, Ingredient::Filler | Ingredient::Weekday(_)).then_some(());
                match line.find(at, languages, filler) {
                    Some(((), end, _)) if line.number(at).is_none() => end,
                    _ if line.is_any(at, &["of", "the", "de"]) => at + 1,
                    _ => return at,
                }
            }
        };
    }
    at
}

/// Gives the token after a sign or word of a range.
pub(crate) fn range_mark(line: &Line, at: usize, languages: Languages) -> Option<usize> {
    let at = at + usize::from(line.mark(at) == Some('.'));
    match line.mark(at) {
        Some('–' | '—' | '-' | '~' | '～' | '〜' | '−') => Some(at + 1),
        Some(_) => None,
        None if line.is_any(at, &["to", "until", "至"]) => Some(at + 1),
        None => line.find(at, languages, |is| (is == Ingredient::Until).then_some(())).map(|((), end, _)| end),
    }
}

/// Gives the token before a sign or word of a range that ends at `last`.
pub(crate) fn before_range_mark(line: &Line, last: usize, languages: Languages) -> Option<usize> {
    let before = match line.mark(last) {
        Some('–' | '—' | '-' | '~' | '～' | '〜' | '−') => last.checked_sub(1)?,
        Some(_) => return None,
        None if line.is_any(last, &["to"]) => last.checked_sub(1)?,
        None => {
            line.find_before(last + 1, languages, |is| (is == Ingredient::Until).then_some(()))?.1.checked_sub(1)?
        }
    };
    if line.mark(before) == Some('.') { before.checked_sub(1) } else { Some(before) }
}

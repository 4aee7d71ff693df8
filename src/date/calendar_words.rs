//! Words that are a date by themselves: "yesterday at 14:05", "last month", "last Friday", "just now", and a time of day alone.

use super::clock::{self, Setting};
use super::expression::{Context, Expression, Found};
use super::ingredient::Ingredient;
use super::labels;
use super::line::Line;
use super::relative::is_hangul;
use super::surroundings::with_surroundings;
use super::vocabulary::{Languages, Vocabulary};

/// Reads a calendar word that starts at a token, with the time beside it.
pub(crate) fn calendar(line: &Line, at: usize, context: &Context) -> Option<Found> {
    let word = |is| match is {
        // "More" is tomorrow in Afrikaans, where it has its accent or the line is known to be in Afrikaans.
        Ingredient::Calendar { accented: true, .. } if !context.known() && line.text_of(at).is_ascii() => None,
        Ingredient::Calendar { unit, offset, .. } => {
            Some(Expression::Calendar { unit, from: offset, to: offset, clock: None })
        }
        Ingredient::Now => Some(Expression::Now),
        _ => None,
    };
    let (mut expression, end, languages) = line.find(at, context.languages, word)?;
    if let Expression::Calendar { unit, from, to, .. } = &mut expression {
        let likely = Vocabulary::get().likely(languages);
        for spot in line.spots(at).iter().filter(|spot| spot.end == end) {
            let Ingredient::Calendar { unit: other, offset, .. } = spot.is else { continue };
            if other == *unit && !spot.languages.and(likely).is_empty() {
                (*from, *to) = (offset.min(*from), offset.max(*to));
            }
        }
    }
    let inside_word = |at: usize| !line.is_spaced(at) && is_hangul(line, at) && is_hangul(line, at.wrapping_sub(1));
    if inside_word(at) {
        return None;
    }
    let sure = !matches!(expression, Expression::Now);
    let found = with_surroundings(line, Found { start: at, end, languages, expression, sure }, None);
    let timed = matches!(found.expression, Expression::Calendar { clock: Some(_), .. });
    (timed || stands_out(line, &found, context)).then_some(found)
}

/// Reads a day of the week that starts at a token: "last Friday", "Friday at 14:05".
pub(crate) fn weekday(line: &Line, at: usize, context: &Context) -> Option<Found> {
    let last = |is| (is == Ingredient::Last).then_some(());
    let day = |is| if let Ingredient::Weekday(day) = is { i8::try_from(day).ok() } else { None };
    let (from, opened) = match line.find(at, context.languages, last) {
        Some(((), end, languages)) if line.find(end, languages, day).is_some() => (end, true),
        _ => (at, false),
    };
    let (day, mut end, languages) = line.find(from, context.languages, day)?;
    let mut told = opened;
    if !opened && let Some(((), after, _)) = line.find(end, languages, last) {
        (end, told) = (after, true);
    }
    let (first, last_byte) = line.bytes(from, end);
    let expression = Expression::Weekday { day, clock: None };
    let mut found = with_surroundings(line, Found { start: at, end, languages, expression, sure: false }, None);
    let timed = matches!(found.expression, Expression::Weekday { clock: Some(_), .. });
    found.sure = timed && told;
    // A single letter of Chinese or Japanese, or a short word that some language has, is no day of the week.
    let spelt = last_byte - first > 3 || context.known() && line.text_of(from).is_ascii();
    (timed && spelt || told && stands_out(line, &found, context)).then_some(found)
}

/// Tells whether a word that is a date by itself ("heute", "just now") is meant as one: it stands alone between signs that
/// part a line, or with a label before it and perhaps a name after it, where the language is known or the phrase is long.
fn stands_out(line: &Line, found: &Found, context: &Context) -> bool {
    /// "Zuletzt aktualisiert am": the words of a label; "by Julia Holm": those of a name.
    const LABEL: usize = 3;
    /// Phrases of fewer bytes are ordinary words of some other language.
    const CLEAR: usize = 6;
    let parts = |at: usize| {
        matches!(line.mark(at), Some('|' | '·' | '•' | '—' | '–' | ':' | '(' | ')' | '/' | '&' | '›' | '»' | '：'))
    };
    let said = |at: &usize| line.mark(*at).is_none();
    let before = (0..found.start).rev().take_while(|&at| !parts(at)).filter(said).count();
    let after = (found.end..line.len()).take_while(|&at| !parts(at)).filter(said).count();
    let is_now = matches!(found.expression, Expression::Now);
    let long = found.end - found.start >= 2;
    let (from, to) = line.bytes(found.start, found.end);
    if before + after == 0 {
        // "No" is now in Nynorsk; "now" alone stands on pages of languages that lack the translation.
        let told = !is_now || to - from >= CLEAR || context.languages != Languages::ALL;
        return long || context.known() || told && !context.foreign();
    }
    if after <= LABEL && line.contents().has_label() && labels::of(line, found, 0).is_some() {
        return true;
    }
    // "Vi ses i morgen." is a sentence.
    let sentence = matches!(line.mark(line.len().saturating_sub(1)), Some('.' | '!' | '?' | '。' | '…'));
    let whole = before == 0 || before > LABEL || after > LABEL || sentence;
    (context.known() || long && to - from >= CLEAR) && !whole && (!is_now || long)
}

/// Reads a line that is nothing but a time of day: the page is of the same day, or of the one before.
pub(crate) fn clock_alone(line: &Line, context: &Context) -> Option<Found> {
    let at = |is| (is == Ingredient::At).then_some(());
    let (from, announced) = match line.find(0, context.languages, at) {
        Some(((), end, _)) => (line.after_abbreviation(end), true),
        None => (0, false),
    };
    let dotted = context.known() && !context.languages.and(Vocabulary::get().dotted_time).is_empty();
    let two_digits = line.number(from).is_some_and(|(_, digits)| digits == 2);
    let setting = if announced || dotted && two_digits { Setting::Expected } else { Setting::Alone };
    let (clock, end) = clock::clock(line, from, context.languages, setting)?;
    let whole =
        (end..line.len()).all(|at| line.mark(at).is_some_and(|mark| !matches!(mark, '%' | '+' | '$' | '€' | '£')));
    // With seconds it would be a duration.
    let plain = clock.minute.is_some() && clock.second.is_none();
    (whole && plain).then_some(Found {
        start: from,
        end,
        languages: if announced { context.languages } else { Languages::ALL },
        expression: Expression::Clock(clock),
        sure: false,
    })
}

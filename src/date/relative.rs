//! Expressions that count from now: "11 months ago", "om 2 dage", "yesterday at 14:05", "last Friday".
//!
//! A quantity is numbers and units in either order, joined and qualified; it becomes a date only inside a frame that says
//! the direction ("for … siden"), in one language throughout. "5 min" or "10 steps" never do.

use super::count::{Count, count};
use super::expression::{Context, Elapsed, Expression, Found};
use super::fold::is_apostrophe;
use super::ingredient::{Direction, Ingredient, Qualifier, Unit};
use super::line::Line;
use super::vocabulary::{Languages, Vocabulary};

/// How much of something, as far as it has been read.
#[derive(Clone, Debug)]
struct Quantity {
    end: usize,
    languages: Languages,
    parts: Vec<(u32, Unit)>,
    /// What the only part has behind its point.
    hundredths: u8,
    /// The direction that a unit itself said.
    direction: Option<Direction>,
    qualifier: Option<Qualifier>,
    /// Whether the qualifier stands last, "2 yıldan fazla önce": then the words of a frame must follow it.
    open: bool,
}

impl Quantity {
    /// Nothing read yet, up to a token.
    fn empty(end: usize, languages: Languages) -> Self {
        Self { end, languages, parts: Vec::new(), hundredths: 0, direction: None, qualifier: None, open: false }
    }
}

/// The most parts a quantity has: one for every unit.
const MOST_PARTS: usize = Unit::ALL.len();
/// The most readings of one quantity that are followed.
const MOST_READINGS: usize = 64;

/// Reads "3 hours ago" and the like, starting at a token; also "3 days ago 5 hours ago", which says one quantity in two
/// frames.
pub(crate) fn elapsed(line: &Line, at: usize, context: &Context) -> Option<Found> {
    let mut found = framed(line, at, context)?;
    while let Expression::Elapsed(whole) = &mut found.expression {
        let next = found.end + usize::from(line.mark(found.end) == Some(','));
        let Some(more) = framed(line, next, &Context { languages: found.languages, ..*context }) else { break };
        let Expression::Elapsed(part) = more.expression else { break };
        let smaller = whole.parts.last().map(|&(_, unit)| unit) > part.parts.first().map(|&(_, unit)| unit);
        let plain = |one: &Elapsed| one.hundredths == 0 && one.qualifier.is_none();
        if !smaller || !plain(whole) || !plain(&part) || whole.direction != part.direction {
            break;
        }
        whole.parts.extend(part.parts);
        (found.end, found.languages) = (more.end, more.languages);
    }
    Some(found)
}

/// Reads a quantity in one frame.
fn framed(line: &Line, at: usize, context: &Context) -> Option<Found> {
    // "31m3 days ago": a number does not start in the middle of a word.
    if line.number(at).is_some() && line.is_tail_of_word(at) {
        return None;
    }
    let mut best: Option<(Quantity, usize, Direction)> = None;
    let mut both_ways = false;
    let mut offer = |quantity: &Quantity, end: usize, languages: Languages, direction: Direction| {
        let worth = |end: usize, languages: Languages, direction: Direction| {
            (end, direction == Direction::Past, Vocabulary::get().likelihood(languages))
        };
        let better = best.as_ref().is_none_or(|(known, known_end, known_direction)| {
            worth(end, languages, direction) > worth(*known_end, known.languages, *known_direction)
        });
        // The same words may be said of the past and of the future.
        if let Some((known, known_end, known_direction)) = &mut best
            && *known_end == end
            && *known_direction != direction
        {
            let common = known.languages.and(languages);
            if !common.is_empty() {
                known.languages = common;
                both_ways = true;
                return;
            }
        }
        if better {
            both_ways &= best.as_ref().is_some_and(|&(_, known_end, _)| known_end == end);
            best = Some((Quantity { languages, ..quantity.clone() }, end, direction));
        }
    };
    for quantity in quantities(line, Quantity::empty(at, context.languages)) {
        if let Some(direction) = quantity.direction.filter(|_| !quantity.open) {
            offer(&quantity, quantity.end, quantity.languages, direction);
        }
        for spot in line.spots(after(line, quantity.end)) {
            let languages = spot.languages.and(quantity.languages);
            if let Ingredient::After { direction, paired: false, .. } = spot.is
                && !languages.is_empty()
            {
                offer(&quantity, spot.end, languages, direction);
            }
        }
    }
    // "Vor etwa 2 Jahren" and "etwa vor 2 Jahren".
    let nothing = Quantity::empty(at, context.languages);
    let starts = qualified(line, at, &nothing).chain([nothing.clone()]);
    let openings = starts.flat_map(|start| {
        line.spots(start.end).iter().filter_map(move |opening| match opening.is {
            Ingredient::Before { frame, direction, paired } => {
                let languages = opening.languages.and(start.languages);
                let end = line.after_abbreviation(opening.end);
                Some((frame, direction, paired, Quantity { end, languages, ..start.clone() }))
            }
            _ => None,
        })
    });
    for (frame, direction, paired, start) in openings {
        if start.languages.is_empty() {
            continue;
        }
        for quantity in quantities(line, start) {
            if !paired && !quantity.open && quantity.direction.is_none_or(|said| said == direction) {
                offer(&quantity, quantity.end, quantity.languages, direction);
            }
            for closing in line.spots(after(line, quantity.end)) {
                let languages = closing.languages.and(quantity.languages);
                if let Ingredient::After { frame: other, paired: true, .. } = closing.is
                    && paired
                    && other == frame
                    && !languages.is_empty()
                {
                    offer(&quantity, closing.end, languages, direction);
                }
            }
        }
    }
    let (quantity, end, direction) = best.or_else(|| signed(line, at, context))?;
    let direction = Some(direction).filter(|_| !both_ways);
    // Korean words are written together, and go on: "15일 전남" is the 15th in Jeonnam.
    let goes_on = is_hangul(line, end) && !line.is_spaced(end) && !line.is_any(end, &["에", "의", "부", "까"]);
    if goes_on && is_hangul(line, end - 1) {
        return None;
    }
    let Quantity { parts, hundredths, qualifier, languages, .. } = quantity;
    let elapsed = Elapsed { parts, hundredths, direction, qualifier };
    Some(Found { start: at, end, languages, expression: Expression::Elapsed(elapsed), sure: true })
}

/// Reads a sign for the direction, "−2 d", where the language is known to write so and the line says nothing else.
fn signed(line: &Line, at: usize, context: &Context) -> Option<(Quantity, usize, Direction)> {
    let languages = context.languages.and(Vocabulary::get().signed);
    let direction = match line.mark(at.checked_sub(1)?)? {
        '-' | '−' | '–' => Direction::Past,
        '+' => Direction::Future,
        _ => return None,
    };
    if at != 1 || !context.known() || languages.is_empty() {
        return None;
    }
    let whole = |end: usize| line.after_abbreviation(end) == line.len();
    let quantity = quantities(line, Quantity::empty(at, languages)).into_iter().find(|quantity| whole(quantity.end))?;
    let end = quantity.end;
    Some((quantity, end, direction))
}

/// Gives where the words after a quantity start: beyond the full stop of "min.", the apostrophe of "'zo" and the hyphen of
/// Armenian "2 ժ-ից".
fn after(line: &Line, end: usize) -> usize {
    let next = line.after_abbreviation(end);
    let hyphen = matches!(line.mark(next), Some('-' | '‐' | '‑')) && !line.is_spaced(next) && !line.is_spaced(next + 1);
    next + usize::from(hyphen || line.mark(next).is_some_and(is_apostrophe))
}

/// Reads all quantities that go on from what has been read of one.
fn quantities(line: &Line, start: Quantity) -> Vec<Quantity> {
    let at = start.end;
    let hopeless = match line.number(at) {
        Some(_) => {
            let end = count(line, at).map_or(at + 1, |count| count.end);
            (end..=end + 1).all(|at| line.spots(at).is_empty()) && line.spots(at + 2).is_empty()
        }
        None => line.spots(at).is_empty(),
    };
    if hopeless {
        return Vec::new();
    }
    let mut open = vec![start];
    let mut done = Vec::new();
    while let Some(quantity) = open.pop() {
        if done.len() + open.len() > MOST_READINGS {
            break;
        }
        let from = quantity.end;
        if quantity.parts.is_empty() {
            open.extend(qualified(line, from, &quantity));
        }
        for longer in with_part(line, from, &quantity) {
            let room = longer.parts.len() < MOST_PARTS && longer.hundredths == 0;
            let last = longer.end;
            done.push(longer.clone());
            done.extend(
                qualified(line, line.after_abbreviation(last), &longer).map(|longer| Quantity { open: true, ..longer }),
            );
            if !room {
                continue;
            }
            let stop = line.after_abbreviation(last);
            let comma = stop + usize::from(matches!(line.mark(stop), Some(',' | '،' | '、' | '，')));
            if line.number(comma).is_some() || !line.spots(comma).is_empty() {
                open.push(Quantity { end: comma, ..longer.clone() });
            }
            // Carbon leaves its "and" in English where a translation lacks the word.
            if line.is_any(comma, &["and"]) {
                open.push(Quantity { end: comma + 1, ..longer.clone() });
            }
            for spot in line.spots(comma) {
                let languages = spot.languages.and(longer.languages);
                if spot.is == Ingredient::Join && !languages.is_empty() {
                    open.push(Quantity { end: spot.end, languages, ..longer.clone() });
                }
            }
        }
    }
    done
}

/// Reads the qualifiers that start at a token, of a quantity that has none.
fn qualified(line: &Line, at: usize, quantity: &Quantity) -> impl Iterator<Item = Quantity> {
    line.spots(at).iter().filter(|_| quantity.qualifier.is_none()).filter_map(move |spot| {
        let languages = spot.languages.and(quantity.languages);
        match spot.is {
            Ingredient::Qualifier(qualifier) if !languages.is_empty() => {
                let end = line.after_abbreviation(spot.end);
                Some(Quantity { end, languages, qualifier: Some(qualifier), ..quantity.clone() })
            }
            _ => None,
        }
    })
}

/// Reads one more part of a quantity: "3 hours", "hours 3", "an hour", a unit alone.
fn with_part(line: &Line, at: usize, quantity: &Quantity) -> Vec<Quantity> {
    let mut longer = Vec::new();
    let mut add = |end: usize, languages: Languages, count: Count, unit: Unit, direction: Option<Direction>| {
        let Count { value: count, hundredths, .. } = count;
        let smaller = quantity.parts.last().is_none_or(|&(_, last)| unit < last);
        let agrees = quantity.direction.is_none() || quantity.direction == direction;
        let is_whole = hundredths == 0 || quantity.parts.is_empty();
        if languages.is_empty() || !smaller || !agrees || !is_whole {
            return;
        }
        // Hebrew says the number again: "בעוד שעה (1)".
        let mark = line.after_abbreviation(end);
        let again = line.mark(mark) == Some('(')
            && line.number(mark + 1).is_some_and(|(value, _)| value == u64::from(count))
            && line.mark(mark + 2) == Some(')');
        let end = if again { mark + 3 } else { end };
        let mut parts = quantity.parts.clone();
        parts.push((count, unit));
        longer.push(Quantity {
            end,
            languages,
            parts,
            hundredths,
            direction,
            qualifier: quantity.qualifier,
            open: false,
        });
    };
    let unit_of = |is| match is {
        Ingredient::Unit(unit) => Some((unit, None)),
        Ingredient::Directed(unit, direction) => Some((unit, Some(direction))),
        _ => None,
    };
    if let Some(count) = count(line, at) {
        let end = count.end;
        let glued = matches!(line.mark(end), Some('+' | '-')) && !line.is_spaced(end);
        let unit_at = end + usize::from(glued || line.mark(end) == Some('('));
        // "1y3mo", but not "31m3 days".
        if line.is_tail_of_word(at) && line.is_spaced(unit_at) {
            return longer;
        }
        for spot in line.spots(unit_at) {
            if let Some((unit, direction)) = unit_of(spot.is) {
                add(spot.end, spot.languages.and(quantity.languages), count, unit, direction);
            }
        }
    }
    for spot in line.spots(at) {
        let languages = spot.languages.and(quantity.languages);
        if languages.is_empty() {
            continue;
        }
        match spot.is {
            Ingredient::Number(count) => {
                for ones in line.spots(spot.end).iter().filter(|_| count >= 20) {
                    let languages = ones.languages.and(languages);
                    let Ingredient::Number(ones_count @ 1..10) = ones.is else { continue };
                    for next in line.spots(ones.end) {
                        if let Some((unit, direction)) = unit_of(next.is) {
                            let count = Count::of(u32::from(count) + u32::from(ones_count));
                            add(next.end, next.languages.and(languages), count, unit, direction);
                        }
                    }
                }
                for next in line.spots(spot.end) {
                    if let Some((unit, direction)) = unit_of(next.is) {
                        add(next.end, next.languages.and(languages), Count::of(u32::from(count)), unit, direction);
                    }
                }
            }
            Ingredient::Counted(unit, count) => add(spot.end, languages, Count::of(u32::from(count)), unit, None),
            Ingredient::Unit(_) | Ingredient::Directed(..) if line.number(at).is_none() => {
                let Some((unit, direction)) = unit_of(spot.is) else { continue };
                // "Less than a minute" has no article in most languages.
                if quantity.qualifier.is_some() {
                    add(spot.end, languages, Count::of(1), unit, direction);
                }
                let first = languages.and(Vocabulary::get().unit_first);
                let number_at = line.after_abbreviation(spot.end);
                let number_at =
                    number_at + usize::from(line.mark(number_at) == Some('-') && !line.is_spaced(number_at));
                if let Some(count) = count(line, number_at) {
                    add(count.end, first, count, unit, direction);
                }
                for next in line.spots(number_at) {
                    if let Ingredient::Number(count) = next.is {
                        add(next.end, next.languages.and(first), Count::of(u32::from(count)), unit, direction);
                    }
                }
            }
            _ => {}
        }
    }
    longer
}

/// Tells whether a token is a Hangul syllable: they come one by one, though Korean has words.
pub(crate) fn is_hangul(line: &Line, at: usize) -> bool {
    line.text_of(at).chars().next().is_some_and(|letter| ('가'..='힣').contains(&letter))
}

/// Tells whether an expression ahead of now is meant as a date rather than as a span in a sentence ("Learn Rust in 30 days").
pub(crate) fn future_stands_out(line: &Line, found: &Found) -> bool {
    /// The words of a label: "Starts", "Zum Start noch".
    const LABEL: usize = 3;
    let said = |at: &usize| line.mark(*at).is_none();
    let parts_of_sentence =
        (0..found.start).filter(said).count() > LABEL || (found.end..line.len()).any(|at| said(&at));
    !matches!(&found.expression, Expression::Elapsed(elapsed) if elapsed.direction == Some(Direction::Future))
        || !parts_of_sentence
}

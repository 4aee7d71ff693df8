//! Labels of dates: what says that a date is that of publication, or of the last change.

use super::expression::Found;
use super::ingredient::Ingredient;
use super::line::Line;
use crate::date_value::Label;

/// The most tokens between a label and its date, or the other way round: a colon, "on the".
const MOST_BETWEEN: usize = 4;

/// The most tokens that a label has: letters of scripts without spaces count one each.
const LONGEST: usize = 12;

/// Gives the label of a date, which stands before it, and not before the token `floor`; or after it, at the end of a part of
/// the line.
pub(crate) fn of(line: &Line, found: &Found, floor: usize) -> Option<Label> {
    let start = found.start.saturating_sub(LONGEST + MOST_BETWEEN).max(floor);
    let before = (start..found.start).rev().take_while(|&at| line.number(at).is_none() && !parts(line, at));
    let before = before
        .filter_map(|at| label(line, at, found))
        .find(|&(_, end)| end <= found.start && found.start - end <= MOST_BETWEEN);
    let after = || {
        let from = found.end + usize::from(line.mark(found.end).is_some_and(|mark| matches!(mark, '(' | ',' | '、')));
        label(line, from, found)
            .filter(|&(_, end)| end >= line.len() || parts(line, end) || line.mark(end) == Some(')'))
    };
    before.or_else(after).map(|(label, _)| label)
}

/// Reads the label that starts at a token, of a language that the date may be of; gives the token after it.
fn label(line: &Line, at: usize, found: &Found) -> Option<(Label, usize)> {
    let label = |is| match is {
        Ingredient::Published => Some(Label::Published),
        Ingredient::Updated => Some(Label::Updated),
        _ => None,
    };
    line.find(at, found.languages, label).map(|(label, end, _)| (label, end))
}

/// Tells whether a token is a mark that parts a line.
pub(crate) fn parts(line: &Line, at: usize) -> bool {
    matches!(line.mark(at), Some('|' | '·' | '•' | '—' | '›' | '»'))
}

//! Places, dates and languages as the lists of numbers that a [`super::shelf`] keeps.

use super::kept::Moment;
use crate::finding::Place;
use crate::language::Tag;
use crate::span::Span;

/// Where a block stands.
pub(super) fn standing(page_index: usize, block: usize, place: Place) -> Vec<u32> {
    let Place { span, line, end_line, container_line } = place;
    let all = [page_index, block, span.start, span.end, line, end_line];
    all.into_iter().chain(container_line).map(|number| number as u32).collect()
}

/// The page, the block and the place of [`standing`].
pub(super) fn stood(list: &[u32]) -> (usize, usize, Place) {
    let number = |at: usize| list.get(at).map(|&number| number as usize);
    let [page_index, block, start, end, line, end_line] = [0, 1, 2, 3, 4, 5].map(|at| number(at).unwrap_or(0));
    (page_index, block, Place { span: Span::new(start, end), line, end_line, container_line: number(6) })
}

/// Numbers, the lower half of each first.
pub(super) fn halves(numbers: impl Iterator<Item = u64>) -> Vec<u32> {
    numbers.flat_map(|number| [number as u32, (number >> 32) as u32]).collect()
}

/// The numbers of [`halves`].
pub(super) fn joined(halves: &[u32]) -> impl Iterator<Item = u64> {
    halves.chunks_exact(2).map(|both| both.iter().rev().fold(0, |number, &half| number << 32 | u64::from(half)))
}

/// Dates, three numbers each.
pub(super) fn times(dates: &[Moment]) -> Vec<u32> {
    let numbers = dates
        .iter()
        .flat_map(|date| [date.earliest, date.latest, i64::from(date.is_printed_day) | i64::from(date.is_change) << 1]);
    halves(numbers.map(i64::cast_unsigned))
}

/// The dates of [`times`].
pub(super) fn timed(list: &[u32]) -> Vec<Moment> {
    let numbers: Vec<i64> = joined(list).map(u64::cast_signed).collect();
    let moment = |numbers: &[i64]| match *numbers {
        [earliest, latest, is] => {
            Some(Moment { earliest, latest, is_printed_day: is & 1 == 1, is_change: is & 2 == 2 })
        }
        _ => None,
    };
    numbers.chunks_exact(3).filter_map(moment).collect()
}

/// Languages, a line each.
pub(super) fn letters(tags: &[Tag]) -> Vec<u32> {
    tags.iter().flat_map(|tag| tag.as_str().chars().chain(['\n'])).map(u32::from).collect()
}

/// The languages of [`letters`].
pub(super) fn tags(list: &[u32]) -> Vec<Tag> {
    let text: String = list.iter().filter_map(|&letter| char::from_u32(letter)).collect();
    text.lines().filter_map(Tag::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_listed_is_read_again(
            [page, block, start, end, line] in any::<[u16; 5]>(),
            container in any::<Option<u16>>(),
            numbers in any::<Vec<(i64, i64, bool, bool)>>(),
        ) {
            let [page, block, start, end, line] = [page, block, start, end, line].map(usize::from);
            let container_line = container.map(usize::from);
            let place = Place { span: Span::new(start, start + end), line, end_line: line, container_line };
            prop_assert_eq!(stood(&standing(page, block, place)), (page, block, place));
            let moment = |(earliest, latest, is_printed_day, is_change)| Moment { earliest, latest, is_printed_day, is_change };
            let moments: Vec<Moment> = numbers.into_iter().map(moment).collect();
            prop_assert_eq!(timed(&times(&moments)), moments);
        }
    }

    #[test]
    fn languages_are_read_again() {
        let languages: Vec<Tag> = ["da", "zh-Hant"].into_iter().filter_map(Tag::parse).collect();
        assert_eq!(languages.len(), 2);
        assert_eq!(tags(&letters(&languages)), languages);
    }
}

//! The head of the article: its title, category, author and date, from the lines around the title and from what the page
//! says of itself. Neither is trusted alone: an `h1` may be the site's name, `og:title` a slogan.

mod byline;
mod category;
mod dateline;
mod marked;
mod names;
mod title;

pub(super) use marked::text_of as chosen;
pub(super) use names::without_byline_words;

use super::features::{Features, Landmark, PROSE_UNITS};
use super::written;
use crate::date_value::DateValue;
use crate::outline::{Hints, Outline, Role};
use crate::span::Span;

/// Lines around the title that are searched for category, author and date.
const HEAD_LINES: usize = 10;

/// Lines after the title that may hold a byline behind a lead.
const LEAD_LINES: usize = 6;

/// Lines after the text that are searched for author and date.
const FOOT_LINES: usize = 16;

/// A category is at most this long, in units.
const LONGEST_LABEL: f32 = 6.0;

/// A text and where it stands; no span where the page's self-description gave it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) text: String,
    pub(super) span: Option<Span>,
}

/// The head of an article.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: Option<Found>,
    pub(super) category: Option<Found>,
    pub(super) author: Option<Found>,
    pub(super) date: Option<(DateValue, Option<Span>)>,
    /// The date that readers are shown, where it is another.
    pub(super) shown_date: Option<(Box<DateValue>, Span)>,
    /// Lines that the fields took, the title's repetitions among them; they belong to the article but not to its text.
    pub(super) lines: Vec<usize>,
    /// Where the title stands again.
    pub(super) repeats: Vec<Span>,
}

/// Where the article stands, and the lines that may belong to its head.
struct Place {
    /// Where the head is: its title, else its first line of text.
    anchor: usize,
    /// The first line of running text.
    start: usize,
    /// Past the last line that may belong to the head although running text stands before it: a lead comes first, then
    /// who wrote it and when.
    head_end: usize,
    /// The format does not say what is a heading.
    is_dump: bool,
    /// The page's cards have categories: a bare label beside the date is one, whatever it looks like.
    has_categories: bool,
    /// Past the last line of text.
    end: usize,
    /// The landmark of the title.
    landmark: Landmark,
    /// What is hinted at around the title; it tells no line of the head from another.
    around: Hints,
    near: Vec<usize>,
}

impl Place {
    /// Gives what is hinted at around a line and not around the title.
    fn hints(&self, here: &Features) -> Hints {
        Hints(here.around.0 & !self.around.0)
    }

    /// What the place of a line is worth to a field of the head; 0 between title and text, less everywhere else.
    fn weight(&self, number: usize, here: &Features) -> f32 {
        let far = |lines: usize, each: f32| each * lines.min(HEAD_LINES) as f32;
        let mut weight = if number < self.anchor {
            -0.2 - far(self.anchor - number, 0.15)
        } else if number < self.head_end {
            -far(number - self.anchor, 0.04)
        } else if number < self.end {
            -0.5 - far(number - self.start, 0.08)
        } else {
            -0.5 - far(number - self.end, 0.06)
        };
        if dateline::is_off(here.landmark) && here.landmark != self.landmark {
            weight -= 1.5;
        }
        if here.landmark == Landmark::Aside && self.landmark != Landmark::Aside {
            weight -= 0.5;
        }
        let hints = self.hints(here);
        if hints.any(Hints::COMMENT) {
            weight -= 2.0;
        }
        if hints.any(Hints::RELATED) {
            weight -= 1.0;
        }
        if hints.any(Hints::CAPTION) {
            weight -= 0.7;
        }
        weight
    }

    /// Tells whether a line is where a name may stand alone: beside the head's date, right before the text, right after it.
    fn is_for_bare_names(&self, outline: &Outline, features: &[Features], number: usize) -> bool {
        let Some((here, line)) = features.get(number).zip(outline.lines().get(number)) else { return false };
        if self.is_dump && self.has_categories {
            return false;
        }
        let has_date = |number: usize| features.get(number).is_some_and(|f| f.date.is_some() && f.units <= PROSE_UNITS);
        let in_head = (self.anchor.saturating_sub(2)..self.head_end).contains(&number);
        let beside_date = in_head && [number.wrapping_sub(1), number, number + 1].into_iter().any(has_date);
        let is_with = |text: usize| outline.lines().get(text).is_some_and(|text| text.container == line.container);
        let opens = number > self.anchor && number + 1 == self.start && is_with(self.start);
        let closes = number == self.end && number.checked_sub(1).is_some_and(is_with);
        let is_prose = |number: usize| features.get(number).is_some_and(|f| f.is_prose() || f.is_sentence);
        let follows_lead =
            self.is_dump && number > self.anchor && in_head && is_prose(number - 1) && is_prose(number + 1);
        (beside_date || opens || closes || follows_lead)
            && !dateline::is_off(here.landmark)
            && !self.hints(here).any(Hints::NAVIGATION.with(Hints::CAPTION).with(Hints::CATEGORY).with(Hints::RELATED))
            && matches!(line.role, Role::Paragraph | Role::Item)
    }
}

/// Reads the head. `body` are the lines labelled as article, `is_free` the lines that no card or profile took.
pub(super) fn head(
    outline: &Outline,
    features: &[Features],
    is_free: &[bool],
    body: &[usize],
    title: Option<usize>,
    has_categories: bool,
) -> Head {
    let mut head = Head::default();
    let start =
        body.iter().copied().find(|&line| features.get(line).is_some_and(Features::is_prose)).or(body.first().copied());
    let chosen = marked::title(outline, is_free);
    let chosen_line = chosen.as_ref().map(|(line, _)| *line);
    let sought = || match written::title(outline, is_free) {
        written::Title::Line(line) => Some(line),
        written::Title::About => None,
        written::Title::Open => title::title_line(outline, features, is_free, body, start),
    };
    let title_line = title.or(chosen_line).or_else(sought);
    match title_line.and_then(|number| Some((number, outline.lines().get(number)?))) {
        Some((number, line)) => {
            head.title = Some(title::found(outline, number, line));
            head.lines.push(number);
            title::repeats(outline, features, is_free, number, start, &mut head);
        }
        None => head.title = title::title_of_page(outline),
    }
    if let Some(heading) = title::heading_elsewhere(outline, is_free, title_line).filter(|_| title.is_none()) {
        head.title = Some(heading);
    }
    if let Some((_, found)) = chosen {
        head.title = Some(found);
    }
    let anchor = title::anchor(outline, features, is_free, &head, start).or(title_line).or(start).unwrap_or(0);
    let place = Place { has_categories, ..place(outline, features, is_free, body, anchor, start) };
    marked::fill(outline, is_free, anchor, &mut head);
    if head.date.is_none() {
        dateline::date_of(outline, features, &place, &mut head);
    }
    if head.author.is_none() {
        byline::author_of(outline, features, &place, &mut head);
    }
    if head.category.is_none() {
        category::category_of(outline, features, &place.near, place.anchor, start, &mut head);
    }
    head.lines.sort_unstable();
    head.lines.dedup();
    head
}

fn place(
    outline: &Outline,
    features: &[Features],
    is_free: &[bool],
    body: &[usize],
    anchor: usize,
    start: Option<usize>,
) -> Place {
    let lines = outline.lines().len();
    let start = start.unwrap_or(anchor).max(anchor);
    let is_prose = |line: &&usize| features.get(**line).is_some_and(Features::is_prose);
    let end = body.iter().rev().find(is_prose).map_or(start, |last| last + 1).max(start);
    let head = anchor.saturating_sub(HEAD_LINES)..(start + HEAD_LINES).min(lines);
    let foot = end.saturating_sub(2)..(end + FOOT_LINES).min(lines);
    let mut near: Vec<usize> =
        head.chain(foot).filter(|&number| is_free.get(number).copied().unwrap_or(false)).collect();
    near.sort_unstable();
    near.dedup();
    let (landmark, around) = features.get(anchor).map(|here| (here.landmark, here.around)).unwrap_or_default();
    let head_end = start.max(anchor + LEAD_LINES);
    Place {
        anchor,
        start,
        head_end,
        is_dump: !title::has_headings(outline),
        has_categories: false,
        end,
        landmark,
        around,
        near,
    }
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

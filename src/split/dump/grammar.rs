//! What the cards of one list have in common: which fields they have, and on which side of the title each stands.
//!
//! A line between two titles may belong to either; which, differs from site to site, but not within a list. So it is decided
//! for a whole run of titles at once, by looks that need no site to be known: a date reads as a date; a category is short,
//! stands next to the title, and comes again. What stands before the first title and after the last tells the side.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::features::{Features, ends_like_prose, fold};
use super::super::head::without_byline_words;
use super::super::names::is_personal_name;
use super::label::{Label, Told};
use super::leading_time;
use crate::outline::Outline;

/// A category has so many units at most.
const CATEGORY_UNITS: f32 = 5.0;

/// One that never comes again is shorter.
const LONE_CATEGORY_UNITS: f32 = 3.5;

/// What a line looks like by itself, whatever it was told to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    /// A date, or a time with a few words.
    Date,
    /// A few words that are no sentence: a category, a byline, a button.
    Short {
        /// The number of the first line with this text.
        value: usize,
        comes_again: bool,
        is_name: bool,
        units: f32,
    },
    Else,
}

/// Looks at all lines of a dump.
pub(super) fn looks(outline: &Outline, features: &[Features]) -> Vec<Look> {
    let mut first: HashMap<String, (usize, bool)> = HashMap::new();
    let mut looks: Vec<Look> = Vec::with_capacity(features.len());
    for (number, (line, here)) in outline.lines().iter().zip(features).enumerate() {
        let text = outline.text(line);
        let rest = leading_time(text).map(|(_, rest)| rest);
        let is_date = here.is_date_line() || rest.is_some() && here.units <= CATEGORY_UNITS + 1.0;
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let digits = text.chars().filter(|c| c.is_numeric()).count();
        let is_byline = without_byline_words(text).len() + 1 < text.len();
        looks.push(if is_date {
            Look::Date
        } else if here.units > 0.0
            && here.units <= CATEGORY_UNITS
            && letters > 2 * digits
            && !here.is_menu
            && !is_byline
            && !ends_like_prose(text)
        {
            let value = first.entry(fold(text)).and_modify(|(_, again)| *again = true).or_insert((number, false)).0;
            Look::Short { value, comes_again: false, is_name: is_personal_name(text), units: here.units }
        } else {
            Look::Else
        });
    }
    let again: HashSet<usize> = first.into_values().filter(|(_, again)| *again).map(|(number, _)| number).collect();
    for look in &mut looks {
        if let Look::Short { value, comes_again, .. } = look {
            *comes_again = again.contains(value);
        }
    }
    looks
}

/// Which kinds of field stand before the title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) category: bool,
    pub(super) date: bool,
}

impl Order {
    const ALL: [Self; 4] = [
        Self { category: false, date: false },
        Self { category: true, date: false },
        Self { category: true, date: true },
        Self { category: false, date: true },
    ];

    pub(super) fn is_before(self, label: Label) -> bool {
        match label {
            Label::Category => self.category,
            Label::Date => self.date,
            _ => false,
        }
    }
}

/// A run of titles with the lines between and around them.
pub(super) struct Run<'a> {
    pub(super) outline: &'a Outline,
    pub(super) looks: &'a [Look],
    pub(super) titles: &'a [usize],
    /// From the first line that may belong to the first title to the end of those that may belong to the last.
    pub(super) lines: Range<usize>,
}

/// What stands at the ends of a list counts so much; what parts the fields of a card from it, and gaps.
const ENDS: f32 = 1.5;
const INSIDE: f32 = 3.0;

/// Of a card's category and date one seldom stands before the title and one after it with the date first.
const ODD: f32 = 0.6;

/// The category stands before the title more often.
const USUAL: f32 = 0.2;

/// Decides a run's order of fields and labels its dates and categories.
pub(super) fn settle(run: &Run<'_>, told: &mut [Told]) -> Order {
    for line in run.lines.clone() {
        if run.looks.get(line) == Some(&Look::Date)
            && let Some(told) = told.get_mut(line).filter(|told| told.label != Label::Title)
        {
            told.label = Label::Date;
        }
    }
    let mut winner = (f32::MIN, Order::default());
    for order in Order::ALL {
        let score = run.agreement(told, order);
        if score > winner.0 {
            winner = (score, order);
        }
    }
    let order = winner.1;
    let slot = run.slot(order.category);
    if run.are_categories(&slot, told) {
        for line in run.lines.clone() {
            if let Some(told) = told.get_mut(line).filter(|told| told.label == Label::Category) {
                told.label = Label::Other;
            }
        }
        for line in slot.into_iter().flatten() {
            if let Some(told) = told.get_mut(line) {
                told.label = Label::Category;
            }
        }
    }
    order
}

impl Run<'_> {
    fn is_date(&self, line: usize) -> bool {
        self.looks.get(line) == Some(&Look::Date)
    }

    fn value(&self, line: usize) -> Option<usize> {
        match self.looks.get(line) {
            Some(&Look::Short { value, .. }) => Some(value),
            _ => None,
        }
    }

    /// The lines before a title down to the title before it, nearest first; or those after it.
    fn beside(&self, at: usize, before: bool) -> Box<dyn Iterator<Item = usize>> {
        let Some(&title) = self.titles.get(at) else { return Box::new(0..0) };
        if before {
            let from =
                at.checked_sub(1).and_then(|at| self.titles.get(at)).map_or(self.lines.start, |&before| before + 1);
            Box::new((from..title).rev())
        } else {
            let to = self.titles.get(at + 1).copied().unwrap_or(self.lines.end);
            Box::new(title + 1..to)
        }
    }

    /// The short line next to each title on one side, with nothing but dates between.
    fn slot(&self, before: bool) -> Vec<Option<usize>> {
        (0..self.titles.len())
            .map(|at| {
                self.beside(at, before).find(|&line| !self.is_date(line)).filter(|&line| self.value(line).is_some())
            })
            .collect()
    }

    /// Tells whether the short lines next to the titles are their categories.
    fn are_categories(&self, slot: &[Option<usize>], told: &[Told]) -> bool {
        let lines: Vec<usize> = slot.iter().copied().flatten().collect();
        let share = |count: usize, of: usize| count as f32 / of.max(1) as f32;
        let mut seen = HashSet::new();
        let (mut again, mut names, mut known, mut units_of_all) = (0, 0, 0, 0.0);
        for &line in &lines {
            if let Some(&Look::Short { value, comes_again, is_name, units }) = self.looks.get(line) {
                again += usize::from(!seen.insert(value) || comes_again);
                names += usize::from(is_name);
                units_of_all += units;
            }
            known += usize::from(told.get(line).is_some_and(|told| told.label == Label::Category));
        }
        let covered = share(lines.len(), slot.len());
        let is_short = units_of_all / lines.len().max(1) as f32 <= LONE_CATEGORY_UNITS;
        covered >= 0.4
            && (share(known, lines.len()) >= 0.4
                || share(again, lines.len()) >= 0.4
                || lines.len() > 1 && covered >= 0.7 && is_short && share(names, lines.len()) < 0.5)
    }

    /// How well the run agrees with an order.
    fn agreement(&self, told: &[Told], order: Order) -> f32 {
        let sign = |before: bool| if before { 1.0 } else { -1.0 };
        let mut score = ENDS * sign(order.date) * self.date_at_ends();
        score += ENDS * sign(order.category) * self.category_at_ends(told);
        score += USUAL * sign(order.category);
        if order.date && !order.category {
            score -= ODD;
        }
        let before = self.slot(true);
        let pairs = self.titles.len().saturating_sub(1).max(1) as f32;
        let inside: f32 =
            (1..self.titles.len()).map(|at| self.inside(at, order, before.get(at).copied().flatten())).sum();
        score + INSIDE * inside / pairs
    }

    /// Whether the gap where the order cuts before a title is the widest, less the fields on the wrong side of the cut.
    fn inside(&self, at: usize, order: Order, slot: Option<usize>) -> f32 {
        let gap = |line: usize| self.outline.lines().get(line).map_or(0.0, |line| f32::from(line.gap.min(3)));
        let (Some(&last), Some(&title)) = (at.checked_sub(1).and_then(|at| self.titles.get(at)), self.titles.get(at))
        else {
            return 0.0;
        };
        let dates = (last + 1..title).filter(|&line| self.is_date(line));
        let date = if order.date { dates.max() } else { dates.min() };
        let category = slot.filter(|_| order.category);
        let start = match (date.filter(|_| order.date), category) {
            (Some(date), Some(category)) => date.min(category),
            (date, category) => date.or(category).unwrap_or(title),
        };
        let is_torn = date.is_some_and(|date| !order.date && date >= start);
        let widest = (last + 1..=title).filter(|&line| line != start).map(gap).fold(0.0, f32::max);
        0.7 * (gap(start) - widest).clamp(-1.0, 1.0) - f32::from(u8::from(is_torn))
    }

    /// What the ends of the list say about its dates, from -1 (after the title) to 1 (before it): whether the first title
    /// has one before it when the next has, and the last one after it.
    fn date_at_ends(&self) -> f32 {
        let last = self.titles.len() - 1;
        let leads: Vec<usize> = (1..self.titles.len()).filter_map(|at| self.distance(at, true)).collect();
        let trails: Vec<usize> = (0..last).filter_map(|at| self.distance(at, false)).collect();
        let stands = |at: usize, before: bool, usual: &[usize]| {
            let usual = usual.iter().min();
            self.distance(at, before).is_some_and(|found| usual.is_none_or(|&usual| found <= usual + 1))
        };
        let weigh = |stands: bool, next: Option<usize>| match (stands, next.is_some()) {
            (true, _) => 0.5,
            (false, true) => -0.5,
            (false, false) => 0.0,
        };
        let lead = weigh(stands(0, true, &leads), self.distance(1, true));
        let trail = weigh(stands(last, false, &trails), last.checked_sub(1).and_then(|at| self.distance(at, false)));
        // What parts a date from its title is no heading.
        let far = |distances: &[usize]| {
            let usual = distances.iter().min().copied().unwrap_or(0);
            distances.iter().filter(|&&distance| distance > usual + 1).count() as f32
        };
        lead - trail + 0.5 * (far(&trails) - far(&leads)).clamp(-1.0, 1.0)
    }

    /// How many short lines part a title from the nearest date beside it.
    fn distance(&self, at: usize, before: bool) -> Option<usize> {
        let mut short = 0;
        self.beside(at, before)
            .find(|&line| {
                short += usize::from(self.value(line).is_some());
                self.is_date(line)
            })
            .map(|_| short)
    }

    /// The same for categories: one that the other cards have too is certain, any short line may be one.
    fn category_at_ends(&self, told: &[Told]) -> f32 {
        let inner: HashSet<usize> =
            (1..self.titles.len()).flat_map(|at| self.beside(at, true)).filter_map(|line| self.value(line)).collect();
        let may_be = if inner.is_empty() && self.titles.len() > 1 { 0.0 } else { 0.4 };
        let weigh = |line: Option<usize>| {
            let Some(line) = line else { return 0.0 };
            let is_known = self.value(line).is_some_and(|value| inner.contains(&value));
            let is_told = told.get(line).is_some_and(|told| told.label == Label::Category);
            if is_known || is_told { 1.0 } else { may_be }
        };
        let before = self.slot(true).first().copied().flatten();
        let after = self.slot(false).last().copied().flatten();
        weigh(before) - weigh(after)
    }
}

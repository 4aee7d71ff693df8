//! What the readers of dates hand to `bounds`: an expression understood, not yet placed in time.

use jiff::civil::Date;

use super::clock::Clock;
use super::ingredient::{Direction, Qualifier, Unit};
use super::vocabulary::{Languages, Order};
use crate::date_value::Precision;
use crate::language::Tag;

/// An expression understood.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    /// Days known without an anchor, first and last; a clock time only with a single day.
    Days { first: Date, last: Date, precision: Precision, clock: Option<Clock> },
    /// A month and day without a year, or a range of them.
    Yearless { first: (i8, i8), last: (i8, i8), clock: Option<Clock> },
    /// A week of ISO 8601 without its year.
    Week(i8),
    /// Written like a date, but there is no such day.
    Impossible,
    /// "1 year, 3 months ago": parts from large to small.
    Elapsed { parts: Vec<(u32, Unit)>, direction: Direction, qualifier: Option<Qualifier> },
    /// "yesterday at 14:05", "last month".
    Calendar { unit: Unit, offset: i8, clock: Option<Clock> },
    /// "last Friday": Monday is 1.
    Weekday { day: i8, clock: Option<Clock> },
    /// "just now".
    Now,
    /// A time of day alone: the latest one before now.
    Clock(Clock),
}

/// An expression with the tokens it was read from.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// First token.
    pub(crate) start: usize,
    /// One past the last token.
    pub(crate) end: usize,
    /// The languages whose words it is made of; all for digits alone.
    pub(crate) languages: Languages,
    /// What it says.
    pub(crate) expression: Expression,
    /// Whether nothing else is likely to be written like this; an unsure one yields to a sure one.
    pub(crate) sure: bool,
}

/// How a set of languages is related to the language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is that language: bolder readings are allowed.
    Own,
    /// Nothing is known of that language, or it borrows from these.
    Open,
    /// The page is known to be in another: only what cannot be mistaken is read.
    Foreign,
}

/// What the readers know beyond the line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// The languages whose words count.
    pub(crate) languages: Languages,
    /// How these languages are related to that of the page.
    pub(crate) standing: Standing,
    /// Whether years of four digits may be of the Solar Hijri calendar.
    pub(crate) persian: bool,
    /// Whether the line has digits or signs of scripts in which no language writes the month before the day.
    pub(crate) other_digits: bool,
    /// The language of the page, where known.
    pub(crate) tag: Option<Tag>,
    /// The order in which that language writes numeric dates.
    pub(crate) order: Option<Order>,
    /// The year in which the page was printed, where known.
    pub(crate) year: Option<i16>,
}

impl Context {
    /// Gives the century to a year of two digits: the latest year that is at most [`AHEAD`] after the page's; without an
    /// anchor the POSIX rule, 69 to 99 in the last century.
    pub(crate) fn full_year(&self, short: i16) -> i16 {
        /// What pages announce lies no further ahead; what lies further back than 90 years is written out. Our choice.
        const AHEAD: i16 = 10;
        let newest = self.year.map_or(2068, |year| year.saturating_add(AHEAD));
        let century = newest - newest.rem_euclid(100);
        if century + short > newest { century - 100 + short } else { century + short }
    }

    /// Tells whether the languages are the page's own.
    pub(crate) fn known(&self) -> bool {
        self.standing == Standing::Own
    }

    /// Tells whether the page is known to be in another language.
    pub(crate) fn foreign(&self) -> bool {
        self.standing == Standing::Foreign
    }

    /// Tells whether the page's language is one of those given.
    pub(crate) fn is_in(&self, tags: &[&str]) -> bool {
        self.tag.is_some_and(|tag| tags.contains(&tag.language().as_str()))
    }
}

//! What the readers of dates hand to `bounds`: an expression understood, not yet placed in time.

use jiff::civil::Date;

use super::clock::Clock;
use super::ingredient::{Direction, Qualifier, Unit};
use super::vocabulary::{Languages, Order, Vocabulary};
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
    /// Written like a date, of which several readings are likely and lie far apart.
    Ambiguous,
    /// "1 year, 3 months ago".
    Elapsed(Elapsed),
    /// "yesterday at 14:05", "last month". The word may mean any of several: Hindi "कल" is yesterday and tomorrow.
    Calendar { unit: Unit, from: i8, to: i8, clock: Option<Clock> },
    /// "last Friday": Monday is 1.
    Weekday { day: i8, clock: Option<Clock> },
    /// "just now".
    Now,
    /// A time of day alone: the latest one before now.
    Clock(Clock),
}

/// A quantity of time on one side of now.
#[derive(Clone, Debug)]
pub(crate) struct Elapsed {
    /// Numbers and units, from large to small.
    pub(crate) parts: Vec<(u32, Unit)>,
    /// What the only part has behind its point.
    pub(crate) hundredths: u8,
    /// The side; `None` where the words are said of both.
    pub(crate) direction: Option<Direction>,
    /// What the quantity is not exactly.
    pub(crate) qualifier: Option<Qualifier>,
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

    /// Tells whether the page's language writes no numeric date with slashes.
    pub(crate) fn is_unslashed(&self) -> bool {
        let vocabulary = Vocabulary::get();
        let own = self.tag.and_then(|tag| vocabulary.known(tag));
        own.is_some_and(|(own, _)| !own.and(vocabulary.unslashed).is_empty())
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

/// Makes an expression of the days from one to another, each given by the days that it may be; impossible where there is no
/// such day.
pub(crate) fn range(first: Option<(Date, Date)>, last: Option<(Date, Date)>) -> Expression {
    match first.zip(last) {
        Some(((first, _), (_, last))) if first <= last => {
            Expression::Days { first, last, precision: Precision::Day, clock: None }
        }
        _ => Expression::Impossible,
    }
}

/// Makes an expression of whole months, each given by its first and last day.
pub(crate) fn months(first: Option<(Date, Date)>, last: Option<(Date, Date)>) -> Expression {
    match first.zip(last) {
        Some(((first, _), (_, last))) if first <= last => {
            Expression::Days { first, last, precision: Precision::Month, clock: None }
        }
        _ => Expression::Impossible,
    }
}

/// Makes an expression without a year; a day that no year has is impossible.
pub(crate) fn yearless(first: (i8, i8), last: (i8, i8)) -> Expression {
    /// Any leap year: 29 February must pass.
    const LEAP: i16 = 2000;
    let exists = |(month, day)| Date::new(LEAP, month, day).is_ok();
    if exists(first) && exists(last) {
        Expression::Yearless { first, last, clock: None }
    } else {
        Expression::Impossible
    }
}

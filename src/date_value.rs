//! A date as an honest interval. Made only by `date`.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::language::Tag;
use crate::span::Span;

/// What a date expression means: a value cut at its precision, inside bounds that hold the true instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateValue {
    /// The expression as it stands in the text: `for 11 måneder siden`.
    pub text: String,
    /// Where the expression stands in the text that was searched (bytes of that text, not of the page).
    pub within: Span,
    /// Relative to an anchor, or absolute.
    pub kind: DateKind,
    /// The language whose words the expression is made of; `und` for digits alone.
    pub language: Tag,
    /// The instant, or why there is none.
    pub reading: Result<Interval, Unresolved>,
    /// What the text around it says it is the date of.
    pub label: Option<Label>,
    /// The date of the last change, where the text tells both.
    pub updated: Option<Box<DateValue>>,
}

/// What a text says that a date is the date of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// "Published on".
    Published,
    /// "Last updated".
    Updated,
}

impl Label {
    /// Gives the word that records use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Updated => "updated",
        }
    }
}

/// Whether an expression needs to know when it was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// "11 months ago", "yesterday", and times or days without a year.
    Relative,
    /// "3 November 2023", "2023-11-03T10:00Z".
    Absolute,
}

/// The instants an expression may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// ISO 8601, cut at `precision`: `2023-12`, `2023-W48`, `2023-12-03T10:15`. Lies inside the bounds.
    pub value: String,
    /// How finely the expression speaks.
    pub precision: Precision,
    /// First instant it may mean.
    pub earliest: Timestamp,
    /// Last instant it may mean; never before `earliest`.
    pub latest: Timestamp,
}

/// The unit down to which a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the units")]
pub enum Precision {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

impl Precision {
    /// Gives the word that records use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }
}

/// Why an expression gave no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// Relative, and nobody said when the page was printed.
    NoAnchor,
    /// Day, month and year cannot be told apart and nothing decides.
    Ambiguous,
    /// Such a day does not exist, or lies outside the years 1 to 9999.
    Impossible,
}

impl Unresolved {
    /// Says why, and what would help.
    pub fn reason(self) -> &'static str {
        match self {
            Self::NoAnchor => "relative date without an anchor: give --now, or fetched_at in the record",
            Self::Ambiguous => "day, month and year cannot be told apart: give the language of the page",
            Self::Impossible => "no such day in the calendar",
        }
    }
}

/// What dates are read against. The only clock of the program: nothing reads the wall clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// When the page was printed or fetched.
    pub now: Option<Timestamp>,
    /// The language the page's chrome is expected to be in; all known languages are tried where `None`.
    pub language: Option<Tag>,
    /// Where the site's clocks stand, for days and times that say no offset; UTC where `None`.
    pub zone: Option<TimeZone>,
}

/// The zone of what says none.
pub(crate) static UTC: TimeZone = TimeZone::UTC;

impl Anchor {
    /// Gives the zone in which days and times without an offset are read.
    pub fn zone(&self) -> &TimeZone {
        self.zone.as_ref().unwrap_or(&UTC)
    }
}

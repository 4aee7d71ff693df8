//! What a line holds, gathered once: most lines hold no date, and must be told apart from the others at little cost.

use super::ingredient::{Calendar, Ingredient, Unit};
use super::vocabulary::{Languages, Vocabulary};

/// In which languages a line holds each kind of thing, and how many numbers it has.
#[derive(Clone, Debug)]
pub(crate) struct Contents {
    unit: Languages,
    counted: Languages,
    number_word: Languages,
    frame: Languages,
    calendar: Languages,
    weekday: Languages,
    last: Languages,
    /// What makes a time of a number by itself: "at", "pm", "h".
    clock: Languages,
    month: Languages,
    hebrew_month: Languages,
    week_number: Languages,
    published: Languages,
    updated: Languages,
    /// Numbers in digits.
    numbers: usize,
    /// Whether one of them has the eight digits of a day written together.
    compact: bool,
    /// Words and letters that count as words.
    words: usize,
    /// Whether marks part the line.
    parted: bool,
}

/// What is worth looking for in a line, in the languages that were asked for.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a kind of expression")]
pub(crate) struct Hopes {
    /// Dates in digits.
    pub(crate) numeric: bool,
    /// Month names with numbers.
    pub(crate) named: bool,
    /// Quantities with a direction.
    pub(crate) elapsed: bool,
    /// Words that are a date by themselves.
    pub(crate) calendar: bool,
    /// Days of the week.
    pub(crate) weekday: bool,
    /// Weeks called by their number.
    pub(crate) week: bool,
}

impl Hopes {
    pub(crate) fn any(self) -> bool {
        self.numeric || self.named || self.elapsed || self.calendar || self.weekday || self.week
    }
}

/// A word that is a date by itself stands out in a line of this many words; a longer one needs a mark, a label or a time.
const SHORT: usize = 16;

/// The digits of a day written together.
const COMPACT: u8 = 8;

impl Contents {
    pub(crate) fn new() -> Self {
        let none = Languages::NONE;
        Self {
            unit: none,
            counted: none,
            number_word: none,
            frame: none,
            calendar: none,
            weekday: none,
            last: none,
            clock: none,
            month: none,
            hebrew_month: none,
            week_number: none,
            published: none,
            updated: none,
            numbers: 0,
            compact: false,
            words: 0,
            parted: false,
        }
    }

    pub(crate) fn add_number(&mut self, digits: u8) {
        self.numbers += 1;
        self.compact |= digits == COMPACT;
    }

    pub(crate) fn add_word(&mut self) {
        self.words += 1;
    }

    pub(crate) fn add_mark(&mut self, mark: char) {
        self.parted |= !matches!(mark, ',' | '.' | '\'' | '’' | '"' | '“' | '”' | '?' | '!');
    }

    #[inline]
    pub(crate) fn add(&mut self, is: Ingredient, languages: &Languages) {
        let set = match is {
            Ingredient::Unit(unit) => {
                if unit == Unit::Hour {
                    self.clock = self.clock.or(*languages);
                }
                &mut self.unit
            }
            Ingredient::At | Ingredient::Half(_) => &mut self.clock,
            Ingredient::Counted(..) => &mut self.counted,
            Ingredient::Directed(..) => {
                self.frame = self.frame.or(*languages);
                &mut self.unit
            }
            Ingredient::Number(_) | Ingredient::Qualifier(_) => &mut self.number_word,
            Ingredient::Before { .. } | Ingredient::After { .. } => &mut self.frame,
            Ingredient::Calendar { .. } | Ingredient::Now => &mut self.calendar,
            Ingredient::Weekday(_) => &mut self.weekday,
            Ingredient::Last => &mut self.last,
            // Hebrew days and years may be letters.
            Ingredient::Month(Calendar::Hebrew, _) => &mut self.hebrew_month,
            Ingredient::Month(..) | Ingredient::Quarter(_) => &mut self.month,
            Ingredient::WeekNumber => &mut self.week_number,
            Ingredient::Published => &mut self.published,
            Ingredient::Updated => &mut self.updated,
            _ => return,
        };
        *set = set.or(*languages);
    }

    /// Tells what can be found in a line in some of `languages`, which are the page's `own` or not.
    pub(crate) fn hopes(&self, languages: Languages, own: bool) -> Hopes {
        let any = |set: Languages| !set.and(languages).is_empty();
        let has_number = self.numbers > 0;
        // Every language borrows "am" and "pm".
        let english =
            if self.clock.and(Vocabulary::get().english).is_empty() { Languages::NONE } else { Languages::ALL };
        let counted = if has_number { self.unit } else { self.unit.and(self.number_word) };
        let signed = own && self.numbers == 1 && any(self.unit.and(Vocabulary::get().signed));
        Hopes {
            numeric: self.numbers > 1 || self.compact,
            named: has_number && any(self.month) || any(self.hebrew_month),
            elapsed: any(self.frame.and(counted.or(self.counted))) || signed,
            calendar: any(self.calendar) && (has_number || self.parted || self.words < SHORT || self.has_label()),
            weekday: any(self.weekday) && self.numbers > 1
                || has_number && any(self.weekday.and(self.clock.or(english)))
                || any(self.weekday.and(self.last)),
            week: any(self.week_number) && has_number,
        }
    }

    /// Tells whether the line says of a date what it is the date of.
    pub(crate) fn has_label(&self) -> bool {
        !self.published.is_empty() || !self.updated.is_empty()
    }

    /// Tells whether the line says of a date that it is that of the last change: then it may hold another one.
    pub(crate) fn has_update(&self) -> bool {
        !self.updated.is_empty()
    }

    /// Tells whether the line holds a number.
    pub(crate) fn has_number(&self) -> bool {
        self.numbers > 0
    }

    /// Tells whether the line holds a unit of time.
    pub(crate) fn has_unit(&self) -> bool {
        !self.unit.or(self.counted).is_empty()
    }
}

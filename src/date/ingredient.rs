//! What a phrase of a language can add to a date expression.
//!
//! `build.rs` includes this file: it writes ingredients as numbers, `vocabulary` reads them back.

/// A unit of time that expressions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the units")]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    /// All units with their names in the language files, smallest first.
    pub(crate) const ALL: [(Self, &'static str); 7] = [
        (Self::Second, "second"),
        (Self::Minute, "minute"),
        (Self::Hour, "hour"),
        (Self::Day, "day"),
        (Self::Week, "week"),
        (Self::Month, "month"),
        (Self::Year, "year"),
    ];
}

/// On which side of now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// "ago".
    Past,
    /// "in", "from now".
    Future,
}

/// What a quantity is not exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Qualifier {
    /// "about": says nothing, since printers say it of every rounded hour.
    About,
    /// "over", "more than".
    Over,
    /// "almost".
    Almost,
    /// "less than".
    Less,
}

/// A calendar that dates are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Calendar {
    /// The common one. Years of the Buddhist era and of reigns differ from it in the year alone.
    Gregorian,
    /// Solar Hijri, of Iran and Afghanistan.
    Persian,
    /// Lunar Hijri.
    Hijri,
    /// That of Ethiopia, with thirteen months.
    Ethiopic,
    /// The Indian national calendar, which counts from the Saka era.
    Saka,
    /// That of Israel, whose months count from Tishri with two of Adar.
    Hebrew,
}

impl Calendar {
    /// All calendars with the keys of their months in the language files.
    pub(crate) const ALL: [(Self, &'static str); 6] = [
        (Self::Gregorian, "months"),
        (Self::Persian, "persian_months"),
        (Self::Hijri, "hijri_months"),
        (Self::Ethiopic, "ethiopic_months"),
        (Self::Saka, "saka_months"),
        (Self::Hebrew, "hebrew_months"),
    ];
}

/// The half of a day that a clock time lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// Either side of midnight: before noon for small hours, after noon for large ones.
    Night,
    /// Either side of noon: before it for large hours, after it for small ones.
    Noon,
}

/// What a phrase can be. A phrase can be several things, in several languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ingredient {
    /// A unit alone.
    Unit(Unit),
    /// A number word.
    Number(u8),
    /// A unit that says how many: duals, "an hour" where no number word can be cut off.
    Counted(Unit, u8),
    /// A unit that says the direction: the Marathi word for "years-ago".
    Directed(Unit, Direction),
    /// The words before the quantity; `paired` where words after it belong to the same frame.
    Before { frame: u16, direction: Direction, paired: bool },
    /// The words after the quantity.
    After { frame: u16, direction: Direction, paired: bool },
    /// A calendar word: yesterday is day −1, "next month" month +1. `accented` where it is one word with a letter that is
    /// no ASCII: without it, it may be another word of another language.
    Calendar { unit: Unit, offset: i8, accented: bool },
    /// "just now".
    Now,
    /// A month, counted from 1.
    Month(Calendar, u8),
    /// An era whose years are counted from the year after this one.
    Era(i16),
    /// A day of the week, Monday 1 to Sunday 7.
    Weekday(u8),
    /// What makes a day of the week the one before today.
    Last,
    /// What stands between a day and a clock time, or around the time.
    At,
    /// The half of the day.
    Half(Half),
    /// "and" between the parts of a quantity.
    Join,
    /// "to" between the ends of a range.
    Until,
    /// Words within dates that say nothing.
    Filler,
    /// What a quantity is not exactly.
    Qualifier(Qualifier),
    /// The word for a week that is called by its number.
    WeekNumber,
    /// What says that a date is that of publication.
    Published,
    /// What says that a date is that of the last change.
    Updated,
    /// A quarter of a year, counted from 1.
    Quarter(u8),
    /// What numbers a thing, so that the digits after it are no date: "version".
    Numbering,
}

impl Ingredient {
    /// Packs the ingredient into a number.
    #[allow(dead_code, reason = "only the build script writes")]
    pub(crate) fn code(self) -> u32 {
        let past = |direction: Direction| u32::from(direction == Direction::Past);
        let pack = |kind: u32, high: u32, low: u32| kind << 24 | high << 16 | low;
        match self {
            Self::Unit(unit) => pack(0, 0, unit as u32),
            Self::Number(number) => pack(1, 0, u32::from(number)),
            Self::Counted(unit, number) => pack(2, u32::from(number), unit as u32),
            Self::Directed(unit, direction) => pack(3, past(direction), unit as u32),
            Self::Before { frame, direction, paired } => {
                pack(4, past(direction) | u32::from(paired) << 1, u32::from(frame))
            }
            Self::After { frame, direction, paired } => {
                pack(5, past(direction) | u32::from(paired) << 1, u32::from(frame))
            }
            Self::Calendar { unit, offset, accented } => {
                pack(6, u32::from(offset.cast_unsigned()), unit as u32 | u32::from(accented) << 8)
            }
            Self::Now => pack(7, 0, 0),
            Self::Month(calendar, month) => pack(8, calendar as u32, u32::from(month)),
            Self::Weekday(day) => pack(9, 0, u32::from(day)),
            Self::Last => pack(10, 0, 0),
            Self::At => pack(11, 0, 0),
            Self::Half(half) => pack(12, 0, half as u32),
            Self::Join => pack(13, 0, 0),
            Self::Until => pack(14, 0, 0),
            Self::Filler => pack(15, 0, 0),
            Self::Qualifier(qualifier) => pack(16, 0, qualifier as u32),
            Self::WeekNumber => pack(17, 0, 0),
            Self::Published => pack(19, 0, 0),
            Self::Updated => pack(20, 0, 0),
            Self::Quarter(quarter) => pack(21, 0, u32::from(quarter)),
            Self::Numbering => pack(22, 0, 0),
            Self::Era(start) => pack(18, 0, u32::from(start.cast_unsigned())),
        }
    }

    /// Unpacks what [`Ingredient::code`] packed; `None` for any other number.
    #[allow(dead_code, reason = "only the program reads")]
    pub(crate) fn from_code(code: u32) -> Option<Self> {
        let (kind, high, low) = (code >> 24, (code >> 16) as u8, code as u16);
        let small = low as u8;
        let unit = || Unit::ALL.get(usize::from(low)).map(|&(unit, _)| unit);
        let direction = if high & 1 == 1 { Direction::Past } else { Direction::Future };
        let paired = high & 2 == 2;
        Some(match kind {
            0 => Self::Unit(unit()?),
            1 => Self::Number(small),
            2 => Self::Counted(unit()?, high),
            3 => Self::Directed(unit()?, direction),
            4 => Self::Before { frame: low, direction, paired },
            5 => Self::After { frame: low, direction, paired },
            6 => {
                let (unit, _) = Unit::ALL.get(usize::from(small)).copied()?;
                Self::Calendar { unit, offset: high.cast_signed(), accented: low >> 8 == 1 }
            }
            7 => Self::Now,
            8 => Self::Month(Calendar::ALL.get(usize::from(high)).map(|&(calendar, _)| calendar)?, small),
            9 => Self::Weekday(small),
            10 => Self::Last,
            11 => Self::At,
            12 => Self::Half([Half::Morning, Half::Afternoon, Half::Night, Half::Noon].get(usize::from(low)).copied()?),
            13 => Self::Join,
            14 => Self::Until,
            15 => Self::Filler,
            16 => {
                let all = [Qualifier::About, Qualifier::Over, Qualifier::Almost, Qualifier::Less];
                Self::Qualifier(all.get(usize::from(low)).copied()?)
            }
            17 => Self::WeekNumber,
            18 => Self::Era(low.cast_signed()),
            19 => Self::Published,
            20 => Self::Updated,
            21 => Self::Quarter(small),
            22 => Self::Numbering,
            _ => return None,
        })
    }
}

//! The words of all languages in one index: a phrase's hash gives what it can be, and in which languages.
//!
//! One lookup a token, however many languages there are. The tables are `src/languages/*.toml`, packed by `build.rs` and
//! read when the first date is looked for.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::ingredient::Ingredient;
use crate::language::Tag;

/// The vocabulary as `build.rs` packed it.
const PACKED: &str = include_str!(concat!(env!("OUT_DIR"), "/vocabulary.txt"));

/// How many words of 64 languages a set holds.
const WORDS: usize = 6;

/// A set of languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Languages([u64; WORDS]);

impl Languages {
    /// Every language, also those that no file describes.
    pub(crate) const ALL: Self = Self([u64::MAX; WORDS]);
    /// No language.
    pub(crate) const NONE: Self = Self([0; WORDS]);

    /// Gives what both hold.
    #[inline]
    pub(crate) fn and(self, other: Self) -> Self {
        let mut both = self.0;
        for (word, more) in both.iter_mut().zip(other.0) {
            *word &= more;
        }
        Self(both)
    }

    /// Gives what either holds.
    #[inline]
    pub(crate) fn or(self, other: Self) -> Self {
        let mut either = self.0;
        for (word, more) in either.iter_mut().zip(other.0) {
            *word |= more;
        }
        Self(either)
    }

    /// Tells whether no language is left.
    #[inline]
    pub(crate) fn is_empty(self) -> bool {
        self.0 == [0; WORDS]
    }

    /// Tells whether the language with this number is in the set.
    fn holds(self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    fn only(number: usize) -> Self {
        let mut set = [0; WORDS];
        if let Some(word) = set.get_mut(number / 64) {
            *word = 1 << (number % 64);
        }
        Self(set)
    }
}

/// In which order a language writes day, month and year in digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// 31.12.2023
    DayMonthYear,
    /// 12/31/2023
    MonthDayYear,
    /// 2023-12-31
    YearMonthDay,
}

/// The index.
pub(crate) struct Vocabulary {
    /// Sorted by tag, as the files are.
    languages: Vec<(Tag, Order)>,
    /// The numbers of [`COMMON`].
    common: Vec<usize>,
    /// English, which pages of any language borrow from.
    pub(crate) english: Languages,
    /// Languages that put the unit before its number.
    pub(crate) unit_first: Languages,
    /// Languages in wide use (coverage level "modern" of CLDR): their words count inside a sentence of unknown language.
    pub(crate) modern: Languages,
    /// Languages that write clock times with a full stop.
    pub(crate) dotted_time: Languages,
    /// Languages that write "2 days ago" as "−2 d".
    pub(crate) signed: Languages,
    /// Languages that write the day after the name of its month.
    pub(crate) month_first: Languages,
    /// Languages that write no numeric date with slashes.
    pub(crate) unslashed: Languages,
    sets: Vec<Languages>,
    phrases: HashMap<u64, (u32, u32), BuildHasherDefault<Already>>,
    ingredients: Vec<(Ingredient, u16)>,
}

/// Languages in the order in which they are named when a phrase belongs to several and nothing else decides: roughly by how
/// much of the web is written in them, a choice of ours and no measurement. The others follow by tag.
const COMMON: [&str; 25] = [
    "en", "es", "de", "ja", "fr", "pt", "ru", "it", "nl", "pl", "tr", "zh", "fa", "vi", "cs", "id", "ko", "uk", "hu",
    "sv", "ro", "da", "fi", "nb", "am",
];

impl Vocabulary {
    /// Gives the vocabulary, reading it the first time.
    pub(crate) fn get() -> &'static Self {
        static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::read);
        &VOCABULARY
    }

    fn read() -> Self {
        let mut read = Self {
            languages: Vec::new(),
            common: Vec::new(),
            english: Languages::NONE,
            unit_first: Languages([0; WORDS]),
            modern: Languages([0; WORDS]),
            dotted_time: Languages([0; WORDS]),
            signed: Languages([0; WORDS]),
            month_first: Languages([0; WORDS]),
            unslashed: Languages([0; WORDS]),
            sets: Vec::new(),
            phrases: HashMap::default(),
            ingredients: Vec::new(),
        };
        read.phrases.reserve(PACKED.len() / 32);
        for line in PACKED.lines() {
            let Some((kind, rest)) = line.split_once(' ') else { continue };
            let mut fields = rest.split(' ');
            match kind {
                "L" => {
                    let tag = fields.next().and_then(Tag::parse).unwrap_or_default();
                    let order = match fields.next() {
                        Some("mdy") => Order::MonthDayYear,
                        Some("ymd") => Order::YearMonthDay,
                        _ => Order::DayMonthYear,
                    };
                    let flags = [
                        &mut read.unit_first,
                        &mut read.modern,
                        &mut read.dotted_time,
                        &mut read.signed,
                        &mut read.month_first,
                        &mut read.unslashed,
                    ];
                    for set in flags {
                        if fields.next() == Some("1") {
                            *set = set.or(Languages::only(read.languages.len()));
                        }
                    }
                    read.languages.push((tag, order));
                }
                "S" => {
                    let mut set = [0; WORDS];
                    for (word, field) in set.iter_mut().zip(fields) {
                        *word = u64::from_str_radix(field, 16).unwrap_or_default();
                    }
                    read.sets.push(Languages(set));
                }
                _ => {
                    let Some(Ok(hash)) = fields.next().map(|field| u64::from_str_radix(field, 16)) else { continue };
                    let start = read.ingredients.len() as u32;
                    for (code, set) in fields.filter_map(|field| field.split_once(':')) {
                        let ingredient = u32::from_str_radix(code, 16).ok().and_then(Ingredient::from_code);
                        if let (Some(ingredient), Ok(set)) = (ingredient, u16::from_str_radix(set, 16)) {
                            read.ingredients.push((ingredient, set));
                        }
                    }
                    read.phrases.insert(hash, (start, read.ingredients.len() as u32));
                }
            }
        }
        read.english = read.number(Tag::of("en")).map_or(Languages::NONE, Languages::only);
        read.common = COMMON.iter().filter_map(|tag| read.number(Tag::of(tag))).collect();
        read
    }

    /// Gives what a phrase can be and in which languages; `None` where no phrase begins like this.
    #[inline]
    pub(crate) fn look_up(&self, phrase: u64) -> Option<impl Iterator<Item = (Ingredient, &Languages)> + '_> {
        let &(start, end) = self.phrases.get(&phrase)?;
        let found = self.ingredients.get(start as usize..end as usize).unwrap_or_default();
        Some(
            found
                .iter()
                .map(|&(ingredient, set)| (ingredient, self.sets.get(usize::from(set)).unwrap_or(&Languages::NONE))),
        )
    }

    /// Gives the number of a language, told by its first subtag.
    fn number(&self, tag: Tag) -> Option<usize> {
        let language = tag.language();
        self.languages.binary_search_by_key(&language, |&(known, _)| known).ok()
    }

    /// Gives the set that holds one language, and the order in which that writes numeric dates; `None` where no file
    /// describes it.
    pub(crate) fn known(&self, tag: Tag) -> Option<(Languages, Order)> {
        let number = self.number(tag)?;
        self.languages.get(number).map(|&(_, order)| (Languages::only(number), order))
    }

    /// Gives the languages of a set that are in wide use, or all where none is.
    pub(crate) fn likely(&self, set: Languages) -> Languages {
        let modern = set.and(self.modern);
        if modern.is_empty() { set } else { modern }
    }

    /// Ranks a set by how likely its languages are when nothing is known: modern ones before others, then by [`COMMON`].
    pub(crate) fn likelihood(&self, set: Languages) -> (bool, usize) {
        let place = self.common.iter().position(|&number| set.holds(number));
        (!set.and(self.modern).is_empty(), place.map_or(0, |place| COMMON.len() - place))
    }

    /// Names one language of a set, the most common on the web first; `und` for all and for none.
    pub(crate) fn name(&self, set: Languages) -> Tag {
        if set == Languages::ALL {
            return Tag::UND;
        }
        let common = self.common.iter().copied().find(|&number| set.holds(number));
        let number = common.or_else(|| (0..self.languages.len()).find(|&number| set.holds(number)));
        number.and_then(|number| self.languages.get(number)).map_or(Tag::UND, |&(tag, _)| tag)
    }
}

/// Phrases come as hashes: nothing is left to do.
#[derive(Default)]
struct Already(u64);

impl Hasher for Already {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

//! What is known of each language: its commonest words and its letters, with how likely they are. Built by `table.py`
//! from word counts; see `SOURCE.md` beside it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::known::{self, Id};
use super::script::Script;
use crate::language::Tag;

/// Log-probability (nats) of a word of the table in a language that does not list it: a little less than the rarest
/// listed words have.
const UNLISTED_WORD: f32 = -11.5;

/// Log-probability of a letter of the table in a language that does not list it.
const UNLISTED_LETTER: f32 = -12.0;

/// How much the letters of a word count, as a share of their log-likelihood: letters of a word depend on one another.
/// Letters outside ASCII tell languages apart, the others hardly.
const PLAIN_LETTER: f32 = 0.25;
/// See [`PLAIN_LETTER`].
const SPECIAL_LETTER: f32 = 0.7;

/// Log of the share of English words in running text of any other language: loans, brands, titles. No English word may
/// speak louder for English than that.
const ENGLISH_ELSEWHERE: f32 = -3.5;

/// A language and how much more likely it makes a word or letter than languages that do not know it, in nats.
pub(super) type Weight = (Id, f32);

type Words = HashMap<&'static str, Vec<Weight>, BuildHasherDefault<Fnv>>;

/// FNV-1a: words are short, and nobody but these tables chooses what is in the map.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for (tag, rest) in include_str!("words.tsv").lines().filter_map(|line| line.split_once('\t')) {
        let Some((class, list)) = rest.split_once('\t') else { continue };
        let mut owners = Owners::of(tag);
        let probability = -class.parse::<f32>().unwrap_or_default() / 2.0;
        for word in list.split(' ') {
            if let Some(id) = owners.owner(word) {
                words.entry(word).or_default().push((id, probability));
            }
        }
    }
    words.into_iter().map(|(word, weights)| (word, above_elsewhere(weights))).collect()
});

/// Takes from the log-probabilities of a word what it has in languages that do not list it.
fn above_elsewhere(mut weights: Vec<Weight>) -> Vec<Weight> {
    let in_english = weights.iter().find(|(id, _)| id.tag() == Tag::of("en")).map_or(f32::MIN, |&(_, p)| p);
    let elsewhere = UNLISTED_WORD.max(in_english + ENGLISH_ELSEWHERE);
    for (_, weight) in &mut weights {
        *weight = (*weight - elsewhere).max(0.0);
    }
    weights
}

/// The weight of a letter in the languages of its script, by [`known::place`]: nought where one does not know it. Rows
/// without gaps are added up many at a time, a block in the registers of the processor.
pub(super) type Row = [Block; BLOCKS];

/// A part of a [`Row`].
pub(super) type Block = [f32; BLOCK];

const BLOCK: usize = 16;
const BLOCKS: usize = known::MOST_OF_A_SCRIPT.div_ceil(BLOCK);

/// Gives the place of a language in a row.
pub(super) fn at(row: &Row, id: Id) -> f32 {
    let place = known::place(id);
    row.get(place / BLOCK).and_then(|block| block.get(place % BLOCK)).copied().unwrap_or_default()
}

/// The letters of the table, with the weights that `evidence` gives to them.
struct Letters {
    /// The row of each letter by its code point, for code points below [`NEAR`]; `u16::MAX` where it has none.
    near: Vec<u16>,
    /// The rows of the letters from there on.
    far: HashMap<char, u16>,
    rows: Vec<(Script, Row)>,
}

/// Nearly all letters that tell languages apart have lower code points than this: Latin, Cyrillic, Arabic, Devanagari,
/// and the Latin of Vietnamese.
const NEAR: usize = 0x2000;

static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
    let mut letters = Letters { near: vec![u16::MAX; NEAR], far: HashMap::new(), rows: Vec::new() };
    for (tag, list) in include_str!("letters.tsv").lines().filter_map(|line| line.split_once('\t')) {
        let mut owners = Owners::of(tag);
        for item in list.split(' ') {
            let mut characters = item.chars();
            let (Some(letter), Some(id)) = (characters.next(), owners.owner(item)) else { continue };
            let probability = -characters.as_str().parse::<f32>().unwrap_or_default() / 4.0;
            let share = if letter.is_ascii() { PLAIN_LETTER } else { SPECIAL_LETTER };
            let place = known::place(id);
            let row = letters.row_for(letter, known::script(id));
            if let Some(weight) = row.get_mut(place / BLOCK).and_then(|block| block.get_mut(place % BLOCK)) {
                // Serbian has two rows, and each has stray letters of the other.
                *weight += (probability - UNLISTED_LETTER) * share;
            }
        }
    }
    letters
});

impl Letters {
    fn row_for(&mut self, letter: char, script: Script) -> &mut Row {
        let new = self.rows.len() as u16;
        let row = match self.near.get_mut(letter as usize) {
            Some(row) if *row != u16::MAX => *row,
            Some(row) => {
                *row = new;
                new
            }
            None => *self.far.entry(letter).or_insert(new),
        };
        if row == new {
            self.rows.push((script, [[0.0; BLOCK]; BLOCKS]));
        }
        &mut self.rows[usize::from(row)].1
    }

    fn row(&self, letter: char) -> Option<&(Script, Row)> {
        let row = self.near.get(letter as usize).copied().or_else(|| self.far.get(&letter).copied())?;
        self.rows.get(usize::from(row))
    }
}

/// Finds the languages that a row of a table belongs to: by its tag, and by the script of an entry's first letter.
/// Remembers the last answer, for the entries of a row are nearly always of one script.
struct Owners {
    tag: Option<Tag>,
    last: Option<(Script, Option<Id>)>,
}

impl Owners {
    fn of(tag: &str) -> Self {
        Self { tag: Tag::parse(tag), last: None }
    }

    fn owner(&mut self, entry: &str) -> Option<Id> {
        let script = entry.chars().find_map(Script::of)?;
        match self.last {
            Some((last, id)) if last == script => id,
            _ => {
                let id = self.tag.and_then(|tag| known::find(tag, script));
                self.last = Some((script, id));
                id
            }
        }
    }
}

/// Gives the languages that a word, in lower case, is common in; empty where it is in no list.
pub(super) fn word(word: &str) -> &'static [Weight] {
    WORDS.get(word).map_or(&[], Vec::as_slice)
}

/// Gives how much a letter speaks for each language of a script; `None` where none of them uses it.
pub(super) fn letter(letter: char, script: Script) -> Option<&'static Row> {
    LETTERS.row(letter).filter(|(own, _)| *own == script).map(|(_, row)| row)
}

/// Adds rows up, in their order.
pub(super) fn sum(rows: &[&Row]) -> Row {
    let mut total = [[0.0; BLOCK]; BLOCKS];
    for (at, sums) in total.iter_mut().enumerate() {
        for row in rows {
            let Some(block) = row.get(at) else { continue };
            for lane in 0..BLOCK {
                sums[lane] += block[lane];
            }
        }
    }
    total
}

//! The trained table: for every part of a word and every whole word that tells languages apart, how much it speaks for
//! which. One look-up gives the weights of all languages. Read where it lies in the binary: nothing is built at the start.
//!
//! `train.rs` writes `model.bin`, as `layout` says; `SOURCE.md` says from what.

use std::sync::LazyLock;

use super::known;
use super::layout::{self, DENSE, MAGIC, NAME};

static BYTES: &[u8] = include_bytes!("model.bin");

/// What a part of a word says, in units, for the languages of its script by their place.
#[derive(Clone, Copy)]
pub(super) enum Weights {
    /// Pairs of a place and a weight.
    Some(&'static [[u8; 2]]),
    /// A weight for every place.
    All(&'static [u8]),
}

impl Weights {
    /// Tells whether the word is known as a name.
    pub(super) fn is_name(self) -> bool {
        matches!(self, Self::Some(pairs) if pairs.iter().any(|&[place, _]| place == NAME))
    }
}

struct Model {
    bits: u32,
    biases: [i16; known::COUNT],
    starts: &'static [[u8; 3]],
    records: &'static [u8],
}

/// An unreadable table would know nothing; a test makes sure that the one in the binary is read.
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let nothing = Model { bits: 0, biases: [0; known::COUNT], starts: &[], records: &[] };
    open(BYTES).unwrap_or(nothing)
});

fn open(bytes: &'static [u8]) -> Option<Model> {
    let (&[bits, count], mut rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<2>()?;
    let mut biases = [0; known::COUNT];
    for row in 0..usize::from(count) {
        let (units, after) = rest.split_first_chunk::<2>()?;
        let (&length, after) = after.split_first()?;
        let (_, after) = after.split_at_checked(usize::from(length))?;
        *biases.get_mut(row)? = i16::from_le_bytes(*units);
        rest = after;
    }
    let (starts, records) = rest.split_at_checked(3 * ((1 << bits) + 1))?;
    Some(Model { bits: u32::from(bits), biases, starts: starts.as_chunks::<3>().0, records })
}

/// Gives what speaks for a language before anything is read, in units.
pub(super) fn bias(id: known::Id) -> i16 {
    MODEL.biases.get(id.index()).copied().unwrap_or_default()
}

/// Finds what a hash of `grams` says. `None` where it tells nothing.
pub(super) fn find(hash: u64) -> Option<Weights> {
    let model = &*MODEL;
    let (bucket, check) = layout::place(hash, model.bits);
    let start = |index: usize| model.starts.get(index).map(|&[a, b, c]| u32::from_le_bytes([a, b, c, 0]) as usize);
    let mut bucket = model.records.get(start(bucket)?..start(bucket + 1)?)?;
    while let Some((&[low, high, length], rest)) = bucket.split_first_chunk::<3>() {
        let bytes = if length < DENSE { 2 * usize::from(length) } else { usize::from(length - DENSE) };
        let (weights, rest) = rest.split_at_checked(bytes)?;
        if u16::from_le_bytes([low, high]) == check {
            let pairs = Weights::Some(weights.as_chunks::<2>().0);
            return Some(if length < DENSE { pairs } else { Weights::All(weights) });
        }
        bucket = rest;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::grams;
    use super::*;

    #[test]
    fn the_table_in_the_binary_is_read_and_is_of_the_languages_in_known() {
        let (&[_, count], mut rest) = BYTES.strip_prefix(MAGIC).unwrap().split_first_chunk::<2>().unwrap();
        let mut names = Vec::new();
        for _ in 0..count {
            let length = usize::from(rest[2]);
            names.push(std::str::from_utf8(&rest[3..3 + length]).unwrap().to_owned());
            rest = &rest[3 + length..];
        }
        assert_eq!(names, known::all().map(|id| format!("{}-{:?}", id.tag(), known::script(id))).collect::<Vec<_>>());
        assert!(find(grams::whole("og")).is_some());
        assert!(find(grams::whole("xqzwkk")).is_none());
    }

    #[test]
    fn a_damaged_table_is_refused() {
        for length in 0..BYTES.len().min(3000) {
            assert!(open(&BYTES[..length]).is_none());
        }
    }
}

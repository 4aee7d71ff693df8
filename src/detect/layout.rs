//! How `model.bin` is laid out, for the program that writes it and the one that reads it.
//!
//! Numbers are little-endian. [`MAGIC`]; how many bits of a hash choose a bucket (one byte); how many languages (one byte);
//! for each language its bias (`i16`, in units) and the length and bytes of its name, `sr-Latin`; where every bucket starts and
//! the last one ends, three bytes each, counted from the end of this list; the buckets. A bucket holds records: the check
//! bits of the hash (`u16`), a length (one byte), and weights, each a number of units (`i8`) for a language by its place
//! among those of the script. Below [`DENSE`], the length counts pairs of a place and a weight; from there on, weights of all
//! languages in order.

/// What a table starts with; the number is the version of the layout.
pub(super) const MAGIC: &[u8; 8] = b"KLANG 2\n";

/// How many units of weight are one nat.
pub(super) const UNITS: f32 = 16.0;

/// What a length is more than, when a record has a weight for every language.
pub(super) const DENSE: u8 = 128;

/// Stands among the languages of a whole word for "this is a name": written with a capital nearly wherever the training
/// text has it inside a sentence.
pub(super) const NAME: u8 = u8::MAX;

/// Gives the bucket of a hash and the bits that tell its record from the others there.
pub(super) fn place(hash: u64, bits: u32) -> (usize, u16) {
    // The high bits of a product are the well-mixed ones, and the last step of `grams` turned them down by 23.
    let mixed = hash.rotate_right(23);
    ((mixed >> (64 - bits.max(1))) as usize, (mixed >> 16) as u16)
}

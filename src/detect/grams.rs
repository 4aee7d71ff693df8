//! What the model looks at in a word: its parts of two to five letters, edges included, and the whole of it.
//!
//! Word-bounded parts tell more than parts that cross blanks, and whole words more than parts, because small words decide
//! titles (Jauhiainen et al. 2019, "Automatic Language Identification in Texts: A Survey", compares such choices). In writing
//! without blanks a part is a character or two in a row.

use super::script::Script;

/// The longest part of a word, in letters and edges.
pub(super) const LONGEST: usize = 5;

/// Stands for the edge of a word; no letter has its code point.
const EDGE: u32 = 0x20;

/// What the hash of a whole word starts with, so that it differs from that of a part.
const WHOLE: u64 = 0x57A7_1E00;

/// Hash of the part before the first letter.
const EMPTY: u64 = 0;

/// Longer words are read up to here: no language tells itself later than that.
const ENOUGH_LETTERS: usize = 40;

/// Gives the parts of a word to `take`, with their length, shortest first from every place. Where `take` does not know a
/// part, it says so with `false`, and is spared the longer parts that begin with it.
pub(super) fn parts(word: &str, script: Script, mut take: impl FnMut(usize, u64) -> bool) {
    let mut letters = [EDGE; ENOUGH_LETTERS + 2];
    let mut end = 1;
    for letter in word.chars().take(ENOUGH_LETTERS) {
        if let Some(place) = letters.get_mut(end) {
            *place = u32::from(letter);
        }
        end += 1;
    }
    let (from, to, shortest, longest) = match script {
        Script::Han | Script::Kana => (1, end, 1, 2),
        _ => (0, end + 1, 2, LONGEST),
    };
    let letters = letters.get(from..to).unwrap_or_default();
    for start in 0..letters.len() {
        let mut hash = EMPTY;
        for (before, &letter) in letters.get(start..).unwrap_or_default().iter().take(longest).enumerate() {
            hash = add(hash, letter);
            if before + 1 >= shortest && !take(before + 1, hash) {
                break;
            }
        }
    }
}

/// Gives the hash of a word as a whole.
pub(super) fn whole(word: &str) -> u64 {
    word.chars().fold(WHOLE, |hash, letter| add(hash, u32::from(letter)))
}

/// Multiplication by the golden ratio of 64 bits (Knuth, The Art of Computer Programming 3, 6.4), turned so that the low
/// bits of a product take part in the next.
fn add(hash: u64, letter: u32) -> u64 {
    (hash ^ u64::from(letter)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(word: &str, script: Script) -> Vec<usize> {
        let mut lengths = Vec::new();
        parts(word, script, |length, _| {
            lengths.push(length);
            true
        });
        lengths
    }

    #[test]
    fn a_word_has_parts_from_every_place_with_its_edges() {
        // " og ": three pairs, two of three, one of four.
        assert_eq!(lengths("og", Script::Latin), [2, 3, 4, 2, 3, 2]);
        assert_eq!(lengths("東京", Script::Han), [1, 2, 1]);
    }

    #[test]
    fn nothing_longer_is_asked_for_than_what_is_known() {
        let mut count = 0;
        parts("menneske", Script::Latin, |_, _| {
            count += 1;
            false
        });
        assert_eq!(count, "menneske".len() + 1);
    }

    #[test]
    fn a_whole_word_is_no_part() {
        let mut hashes = Vec::new();
        parts("og", Script::Latin, |_, hash| {
            hashes.push(hash);
            true
        });
        assert!(!hashes.contains(&whole("og")));
    }
}

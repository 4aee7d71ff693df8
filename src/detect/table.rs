//! What is known of each language: its commonest words and its letters, with how likely they are. Built by `table.py`
//! from word counts; see `SOURCE.md` beside it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::known::{self, Id};
use super::script::Script;
use crate::language::Tag;

/// Log-probability (nats) of a word of the table in a language that does not list it: a little less than the rarest
/// listed words have.
const UNLISTED_WORD: f32 = -11.5;

/// Log-probability of a letter of the table in a language that does not list it.
const UNLISTED_LETTER: f32 = -12.0;

/// Log of the share of English words in running text of any other language: loans, brands, titles. No English word may
/// speak louder for English than that.
const ENGLISH_ELSEWHERE: f32 = -3.5;

/// A language and how much more likely it makes a word or letter than languages that do not know it, in nats.
pub(super) type Weight = (Id, f32);

static WORDS: LazyLock<HashMap<&'static str, Vec<Weight>>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Vec<Weight>> = HashMap::new();
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

static LETTERS: LazyLock<HashMap<char, Vec<Weight>>> = LazyLock::new(|| {
    let mut letters: HashMap<char, Vec<Weight>> = HashMap::new();
    for (tag, list) in include_str!("letters.tsv").lines().filter_map(|line| line.split_once('\t')) {
        let mut owners = Owners::of(tag);
        for item in list.split(' ') {
            let mut characters = item.chars();
            let (Some(letter), Some(id)) = (characters.next(), owners.owner(item)) else { continue };
            let probability = -characters.as_str().parse::<f32>().unwrap_or_default() / 4.0;
            letters.entry(letter).or_default().push((id, probability - UNLISTED_LETTER));
        }
    }
    letters
});

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

/// Gives the languages that use a letter.
pub(super) fn letter(letter: char) -> &'static [Weight] {
    LETTERS.get(&letter).map_or(&[], Vec::as_slice)
}

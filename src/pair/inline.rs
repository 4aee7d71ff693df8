//! Code inside the prose of two sections: a name that is another by a letter or two was changed, and no translator's work.

use std::collections::BTreeSet;

use super::code::Unlike;
use crate::skeleton::{Bone, Fact, FactKind, Skeleton};

/// Fewest letters of a name: of shorter ones, some differ by a letter anyway.
const LETTERS: usize = 5;

/// At most one letter in so many is another.
const CHANGED: usize = 3;

/// How many pairs of names of two sections are compared; sections that differ in more are not the same.
const MOST_COMPARED: usize = 40_000;

/// How many names are looked for in all code of an original; what has more of them is no translation of it.
const MOST_SOUGHT: usize = 200;

/// All code of an original, to look for names in.
pub(super) struct Whole<'a> {
    page: &'a Skeleton,
    /// Its words, once a name was looked for.
    words: Option<BTreeSet<&'a str>>,
    /// How many names may still be looked for.
    left: usize,
}

impl<'a> Whole<'a> {
    pub(super) fn of(page: &'a Skeleton) -> Self {
        Self { page, words: None, left: MOST_SOUGHT }
    }

    fn code(page: &'a Skeleton) -> impl Iterator<Item = &'a str> {
        let is_code = |fact: &&Fact| matches!(fact.kind, FactKind::Inline | FactKind::Code);
        let all = page.bones.iter().flat_map(|bone| bone.facts.iter().chain(&bone.aside));
        all.filter(is_code).map(|fact| fact.text.as_str())
    }

    /// Tells whether code stands here, whole or as a part; also where too much was looked for to tell.
    fn has(&mut self, text: &str) -> bool {
        let known = self.words.get_or_insert_with(|| Self::code(self.page).flat_map(words).collect());
        // Few names that do not stand here are made of words that all do.
        if !words(text).all(|word| known.contains(word)) {
            return false;
        }
        let Some(left) = self.left.checked_sub(1) else { return true };
        self.left = left;
        let is_whole = |whole: &str, at: usize| {
            let (before, after) =
                (whole.get(..at).unwrap_or_default(), whole.get(at + text.len()..).unwrap_or_default());
            !before.ends_with(is_joined) && !after.starts_with(is_joined)
        };
        Self::code(self.page).any(|code| code.match_indices(text).any(|(at, _)| is_whole(code, at)))
    }
}

fn is_joined(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_joined(c)).filter(|word| !word.is_empty())
}

/// Finds code of the page that stands nowhere in the original, and is nearly what the original's section has.
pub(super) fn unlike<'a>(original: &'a Bone, other: &'a Bone, whole: &mut Whole<'_>) -> Unlike<'a> {
    let known: BTreeSet<&str> = original.facts(FactKind::Inline).map(|fact| bare(&fact.text)).collect();
    let mut unlike = Unlike::default();
    let mut said = BTreeSet::new();
    let unknown = other.facts(FactKind::Inline).filter(|fact| {
        let text = bare(&fact.text);
        !known.contains(text) && is_code(text) && said.insert(text)
    });
    let unknown: Vec<&Fact> = unknown.collect();
    if unknown.len() * known.len() > MOST_COMPARED {
        return unlike;
    }
    let mut seen = BTreeSet::new();
    let named: Vec<&Fact> = original.facts(FactKind::Inline).filter(|fact| seen.insert(bare(&fact.text))).collect();
    for fact in unknown {
        let text = bare(&fact.text);
        let near = named.iter().find(|fact| is_changed(bare(&fact.text), text));
        if let Some(near) = near.filter(|_| !whole.has(text)) {
            unlike.missing.push(near);
            unlike.extra.push(fact);
        }
    }
    unlike
}

/// Takes off what a sentence puts behind a name.
fn bare(text: &str) -> &str {
    text.trim_end_matches(['.', ',', ';', ':', ' '])
}

/// Tells whether a text is no word of any language: capitals inside, digits, signs between letters.
fn is_code(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_alphanumeric()).count();
    let has_inner_capital = text.chars().zip(text.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    text.is_ascii()
        && !text.contains(' ')
        && (signs > 0 || has_inner_capital || text.bytes().any(|b| b.is_ascii_digit()))
}

/// Tells whether a name is another but for a few letters in one place.
fn is_changed(one: &str, other: &str) -> bool {
    let start = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let most = one.len().min(other.len()) - start;
    let end = one.bytes().rev().zip(other.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
    let changed = (one.len().max(other.len())) - start - end;
    one.len() >= LETTERS && is_code(one) && changed > 0 && changed * CHANGED <= one.len().min(other.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn section(names: &[&str]) -> Bone {
        let fact = |name: &&str| Fact { kind: FactKind::Inline, text: (*name).to_owned(), span: Span::default() };
        Bone { facts: names.iter().map(fact).collect(), ..Bone::default() }
    }

    fn found(original: &[&str], other: &[&str]) -> Vec<(String, String)> {
        let (original, other) = (section(original), section(other));
        let whole = Skeleton { bones: vec![original.clone()], ..Skeleton::default() };
        let found = unlike(&original, &other, &mut Whole::of(&whole));
        found.missing.iter().zip(&found.extra).map(|(a, b)| (a.text.clone(), b.text.clone())).collect()
    }

    #[test]
    fn names_that_are_nearly_the_same_were_changed() {
        for (one, other) in
            [("openDoor", "opneDoor"), ("max_width", "max_with"), ("--verbose", "-verbose"), ("v1.24", "v1.25")]
        {
            assert_eq!(found(&[one, "other"], &["other", other]), [(one.to_owned(), other.to_owned())]);
            assert_eq!(found(&[one, one], &[one, other]).len(), 1, "one of two");
        }
    }

    #[test]
    fn words_and_other_names_are_left_alone() {
        for (one, other) in [
            ("dependencies", "dependencias"),
            ("openDoor", "lukDoer"),
            ("<br />", "<br>"),
            ("openDoor", "openDoor."),
            ("window", "ventana"),
        ] {
            assert!(found(&[one], &[other]).is_empty(), "{one} {other}");
        }
        assert!(found(&["openDoors", "openDoor"], &["openDoor"]).is_empty());
    }
}

//! Code inside the prose of two sections: a name that is another by a letter or two was changed, and no translator's work.

use std::collections::BTreeSet;

use super::code::Unlike;
use crate::skeleton::{Bone, Fact, FactKind, Skeleton};

/// Fewest letters of a name: of shorter ones, some differ by a letter anyway.
const LETTERS: usize = 5;

/// At most one letter in so many is another.
const CHANGED: usize = 3;

/// Finds code of the page that stands nowhere in the original, and is nearly what the original's section has.
pub(super) fn unlike<'a>(original: &'a Bone, other: &'a Bone, whole: &Skeleton) -> Unlike<'a> {
    let known: BTreeSet<&str> = original.facts(FactKind::Inline).map(|fact| bare(&fact.text)).collect();
    let mut unlike = Unlike::default();
    let mut said = BTreeSet::new();
    for fact in other.facts(FactKind::Inline) {
        let text = bare(&fact.text);
        if known.contains(text) || !is_code(text) || !said.insert(text) {
            continue;
        }
        let near = original.facts(FactKind::Inline).find(|fact| is_changed(bare(&fact.text), text));
        if let Some(near) = near.filter(|_| !stands(text, whole)) {
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

/// Tells whether code stands in the code of a page, whole or as a part.
fn stands(text: &str, page: &Skeleton) -> bool {
    let is_code = |fact: &&Fact| matches!(fact.kind, FactKind::Inline | FactKind::Code);
    let all = page.bones.iter().flat_map(|bone| bone.facts.iter().chain(&bone.aside)).filter(is_code);
    let is_joined = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let is_whole = |whole: &str, at: usize| {
        let (before, after) = (whole.get(..at).unwrap_or_default(), whole.get(at + text.len()..).unwrap_or_default());
        !before.ends_with(is_joined) && !after.starts_with(is_joined)
    };
    all.into_iter().any(|fact| fact.text.match_indices(text).any(|(at, _)| is_whole(&fact.text, at)))
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
        let found = unlike(&original, &other, &whole);
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

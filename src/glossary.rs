//! The terms of a glossary: what has to stay as it is in every language, and what has to be called what in which.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;

use crate::language::Tag;

/// A term of the originals, and what it has to be elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The term.
    pub term: String,
    /// What it is called, by language; the same as the term where it is not to be translated.
    pub targets: BTreeMap<Tag, String>,
    /// Whether it is not to be translated into any other language.
    pub is_kept: bool,
}

/// What a term has to be in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// Itself, letter by letter.
    Kept(&'a str),
    /// This, or a form of it.
    Translated(&'a str),
}

/// A glossary, ready to be looked for in texts.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    entries: BTreeMap<String, Entry>,
    any: Option<Regex>,
}

/// A term or a translation of one that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// Its bytes.
    pub at: Range<usize>,
    /// As it stands there.
    pub text: &'a str,
    /// Whether it is a word of its own; else a longer word starts so.
    pub is_whole: bool,
}

impl Glossary {
    /// Makes a glossary.
    ///
    /// # Errors
    /// More terms than can be looked for at once.
    pub fn new(entries: Vec<Entry>) -> Result<Self, String> {
        let mut all: Vec<&str> = Vec::new();
        for entry in &entries {
            all.extend(std::iter::once(entry.term.as_str()).chain(entry.targets.values().map(String::as_str)));
        }
        all.retain(|term| !term.trim().is_empty());
        if all.is_empty() {
            return Ok(Self::default());
        }
        // The first that fits is taken: the longer ones first.
        all.sort_by_key(|term| (std::cmp::Reverse(term.len()), *term));
        all.dedup();
        let escaped: Vec<String> = all.into_iter().map(regex::escape).collect();
        let any = Regex::new(&format!("(?i){}", escaped.join("|"))).map_err(|error| error.to_string())?;
        let entries = entries.into_iter().map(|entry| (entry.term.to_lowercase(), entry)).collect();
        Ok(Self { entries, any: Some(any) })
    }

    /// Tells whether it has no term.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Finds terms and translations of terms, where a word starts so.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Found<'a>> + 'a {
        self.any.iter().flat_map(move |any| any.find_iter(text)).filter_map(move |found| {
            let before = text.get(..found.start()).and_then(|before| before.chars().next_back());
            let after = text.get(found.end()..).and_then(|after| after.chars().next());
            let starts = !before.is_some_and(is_of_word);
            starts.then(|| Found { at: found.range(), text: found.as_str(), is_whole: !after.is_some_and(is_of_word) })
        })
    }

    /// Tells what a term that stands in an original has to be in a language, where the glossary says anything.
    pub fn wanted(&self, term: &str, language: Tag) -> Option<Wanted<'_>> {
        let entry = self.entries.get(&term.to_lowercase())?;
        let of_language =
            || entry.targets.iter().find(|(tag, _)| tag.same_language(language)).map(|(_, target)| target);
        match entry.targets.get(&language).or_else(of_language) {
            Some(target) if *target == entry.term => Some(Wanted::Kept(&entry.term)),
            Some(target) => Some(Wanted::Translated(target)),
            None => entry.is_kept.then_some(Wanted::Kept(&entry.term)),
        }
        // What has to stay is a name: another case is another word.
        .filter(|wanted| !matches!(wanted, Wanted::Kept(kept) if *kept != term))
    }
}

/// Letters and digits, but for scripts that put no spaces between words.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() && !crate::words::is_unspaced(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_and_their_translations_wanted() {
        let entry = |term: &str, targets: &[(&str, &str)], is_kept| Entry {
            term: term.into(),
            targets: targets.iter().map(|(tag, target)| (Tag::of(tag), (*target).to_owned())).collect(),
            is_kept,
        };
        let entries = vec![entry("account", &[("da", "konto"), ("de", "Konto")], false), entry("Blue Nest", &[], true)];
        let glossary = Glossary::new(entries).unwrap();
        let found: Vec<_> = glossary
            .find("Your account in Blue Nest; Kontoen, accountant")
            .map(|found| (found.text, found.is_whole))
            .collect();
        assert_eq!(found, [("account", true), ("Blue Nest", true), ("Konto", false), ("account", false)]);
        assert_eq!(glossary.wanted("Account", Tag::of("da")), Some(Wanted::Translated("konto")));
        assert_eq!(glossary.wanted("account", Tag::of("fi")), None);
        assert_eq!(glossary.wanted("Blue Nest", Tag::of("fi")), Some(Wanted::Kept("Blue Nest")));
        assert_eq!(glossary.wanted("blue nest", Tag::of("fi")), None);
    }
}

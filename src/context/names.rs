//! Names that a page itself shows: words that have a capital inside sentences of the language that it should be in. A line or
//! two of them in a heading look like English to anybody who does not know them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::detect;
use crate::language::Tag;
use crate::terms::blanked;

/// The names of a page.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: BTreeSet<String>,
}

impl Names {
    /// Collects the names in texts that are surely in the language `expected`.
    pub(super) fn of<'a>(texts: impl Iterator<Item = Cow<'a, str>>, expected: Tag) -> Self {
        let mut names = Self::default();
        if detect::capitalises_nouns(expected) {
            return names;
        }
        for text in texts {
            let mut opens = true;
            for word in words(&text) {
                let (inner, between) = (text.get(word.own.clone()), text.get(word.before.clone()));
                opens |= between.is_some_and(ends_sentence);
                if let Some(name) = inner.filter(|name| !opens && is_capitalised(name)) {
                    names.names.insert(name.to_owned());
                }
                opens = false;
            }
        }
        names
    }

    /// Gives a text with blanks where names stand.
    pub(super) fn taken_out<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let is_name = |word: &Word| text.get(word.own.clone()).is_some_and(|own| self.names.contains(own));
        let found: Vec<Range<usize>> = words(text).filter(is_name).map(|word| word.own).collect();
        blanked(Cow::Borrowed(text), found)
    }
}

/// A word's bytes, and those between it and the one before.
struct Word {
    before: Range<usize>,
    own: Range<usize>,
}

fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(char::is_alphanumeric)?;
        let inner = text.get(start..)?;
        let end = start + inner.find(|c: char| !c.is_alphanumeric()).unwrap_or(inner.len());
        let word = Word { before: at..start, own: start..end };
        at = end;
        Some(word)
    })
}

/// Tells whether a sentence or something like one may start behind this.
fn ends_sentence(between: &str) -> bool {
    between
        .contains(['.', '!', '?', ':', '…', '"', '“', '”', '„', '«', '»', '\n', '|', '–', '—', '·', '•', '(', '[', '/'])
}

fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_capitals_inside_sentences() {
        let texts = ["Hent Blue Nest i dag. Det virker også på Windows.", "Nyt: Hurtigere søgning"];
        let names = Names::of(texts.into_iter().map(Cow::Borrowed), Tag::of("da"));
        assert_eq!(names.taken_out("Blue Nest for Windows: Hurtigere"), "          for        : Hurtigere");
        let german = Names::of(std::iter::once(Cow::Borrowed("Das ist ein Haus in Berlin")), Tag::of("de"));
        assert_eq!(german.taken_out("Haus"), "Haus");
    }
}

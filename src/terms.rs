//! Terms that stay as they are in every language: the names of products and firms that a pipeline file lists. What they say of
//! a text's language is nothing.

use std::borrow::Cow;
use std::ops::Range;

use regex::Regex;

/// A list of terms, ready to be looked for. Case counts: `Focus` is a product, `focus` a word.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    any: Option<Regex>,
}

impl Terms {
    /// Takes the terms as somebody listed them; blank ones are left out.
    ///
    /// # Errors
    /// More terms than can be looked for at once.
    pub fn new(terms: &[String]) -> Result<Self, String> {
        let mut terms: Vec<&str> = terms.iter().map(|term| term.trim()).filter(|term| !term.is_empty()).collect();
        if terms.is_empty() {
            return Ok(Self::default());
        }
        // The first that fits is taken: the longer ones first.
        terms.sort_by_key(|term| (std::cmp::Reverse(term.len()), *term));
        let escaped: Vec<String> = terms.into_iter().map(regex::escape).collect();
        let any = Regex::new(&escaped.join("|")).map_err(|error| error.to_string())?;
        Ok(Self { any: Some(any) })
    }

    /// Gives the text with blanks, byte for byte, where a term stands as a word of its own.
    pub fn taken_out<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        let Some(any) = &self.any else { return text };
        let is_own = |range: &Range<usize>| {
            let before = text.get(..range.start).and_then(|before| before.chars().next_back());
            let after = text.get(range.end..).and_then(|after| after.chars().next());
            !before.is_some_and(is_of_word) && !after.is_some_and(is_of_word)
        };
        let found: Vec<Range<usize>> = any.find_iter(&text).map(|found| found.range()).filter(is_own).collect();
        blanked(text, found)
    }
}

/// Letters and digits, but for scripts that put no spaces between words.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() && !crate::words::is_unspaced(character)
}

/// Puts blanks in the place of these parts of a text, byte for byte, so that ranges hold in both.
pub fn blanked(text: Cow<'_, str>, parts: impl IntoIterator<Item = Range<usize>>) -> Cow<'_, str> {
    let mut text = text;
    for part in parts {
        if text.get(part.clone()).is_some() {
            let blanks = " ".repeat(part.len());
            text.to_mut().replace_range(part, &blanks);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(terms: &[&str], text: &str) -> String {
        let terms: Vec<String> = terms.iter().map(|&term| term.to_owned()).collect();
        Terms::new(&terms).unwrap_or_default().taken_out(text.into()).into_owned()
    }

    #[test]
    fn terms_are_words_of_their_own() {
        assert_eq!(without(&["Blue Nest"], "Download Blue Nest now"), "Download           now");
        assert_eq!(without(&["Nest", "Nest Pro"], "Nest Pro, Nester, Nest"), "        , Nester,     ");
        assert_eq!(without(&["Focus"], "focus on Focus"), "focus on      ");
        assert_eq!(without(&["React"], "使用React的方法"), "使用     的方法");
        assert_eq!(without(&["a.b", " "], "axb a.b"), "axb    ");
    }
}

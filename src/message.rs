//! What is said to a reader, before it is words: the name of an entry of the catalogue and what stands in its places.
//!
//! Rules make messages; [`Locale`](crate::locale::Locale) turns them into sentences of the reader's language.

use crate::language::Tag;

/// A sentence to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// The entry in the catalogue: `untranslated-title`.
    pub id: &'static str,
    /// What stands in the places of the entry.
    pub arguments: Vec<(&'static str, Argument)>,
}

/// What stands in a place of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// A text that is the same in every language: a file's name, a date, or the key of a choice in the entry.
    Text(String),
    /// A number; its plural form is the reader's language's business.
    Number(usize),
    /// A language, to be called by its name.
    Language(Tag),
}

impl Message {
    /// Makes a message of an entry without places.
    pub fn new(id: &'static str) -> Self {
        Self { id, arguments: Vec::new() }
    }

    /// Fills a place.
    #[must_use]
    pub fn with(mut self, place: &'static str, argument: impl Into<Argument>) -> Self {
        self.arguments.push((place, argument.into()));
        self
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<Tag> for Argument {
    fn from(tag: Tag) -> Self {
        Self::Language(tag)
    }
}

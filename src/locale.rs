//! The language of reports: turns [`Message`]s into sentences with the catalogues in `src/locales/`, one Fluent file a language.
//!
//! A translator's file can choose words by number, by kind of block and so on, as its language needs; nothing here knows how.
//! Reasons of unreadable inputs, the command line's own errors and the explanations of rules are English in every locale.

use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::language::Tag;
use crate::message::{Argument, Message};

/// A language that reports can be written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// English.
    #[default]
    English,
    /// Danish.
    Danish,
}

type Catalogue = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| catalogue("en", include_str!("locales/en.ftl")));
static DANISH: LazyLock<Catalogue> = LazyLock::new(|| catalogue("da", include_str!("locales/da.ftl")));

impl Locale {
    /// All locales, the default first.
    pub const ALL: [Self; 2] = [Self::English, Self::Danish];

    /// Gives the BCP 47 tag that `--locale` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Danish => "da",
        }
    }

    /// Gives the sentence of a message.
    pub fn text(self, message: &Message) -> String {
        self.pattern(message, None)
    }

    /// Gives the sentence that says how to mend what the message says: the attribute `help` of its entry.
    pub fn help(self, message: &Message) -> String {
        self.pattern(message, Some("help"))
    }

    /// Gives an entry without places.
    pub fn word(self, id: &'static str) -> String {
        self.text(&Message::new(id))
    }

    /// Gives a number with its noun: the entry `count` with `what` (`error`, `page`).
    pub fn count(self, what: &str, number: usize) -> String {
        self.text(&Message::new("count").with("what", what).with("number", number))
    }

    /// Gives the name of a language, the tag itself where the catalogue has none. Region and script are left out.
    pub fn language(self, tag: Tag) -> String {
        let id = language_id(tag);
        let pattern = self.catalogue().get_message(&id).and_then(|entry| entry.value());
        pattern.map_or_else(|| tag.language().to_string(), |pattern| self.formatted(pattern, None))
    }

    /// Tells whether the catalogue has a name for a language.
    pub fn names(self, tag: Tag) -> bool {
        self.catalogue().has_message(&language_id(tag))
    }

    fn catalogue(self) -> &'static Catalogue {
        match self {
            Self::English => &ENGLISH,
            Self::Danish => &DANISH,
        }
    }

    fn pattern(self, message: &Message, attribute: Option<&str>) -> String {
        let entry = self.catalogue().get_message(message.id);
        let pattern = entry.and_then(|entry| match attribute {
            Some(name) => entry.get_attribute(name).map(|attribute| attribute.value()),
            None => entry.value(),
        });
        // A test holds every message of the rules against every catalogue; its name is still better than silence.
        let Some(pattern) = pattern else { return message.id.to_owned() };
        let mut arguments = FluentArgs::with_capacity(message.arguments.len());
        for (place, argument) in &message.arguments {
            match argument {
                Argument::Text(text) => arguments.set(*place, text.as_str()),
                Argument::Number(number) => arguments.set(*place, *number),
                Argument::Language(tag) => arguments.set(*place, self.language(*tag)),
            }
        }
        self.formatted(pattern, Some(&arguments))
    }

    fn formatted(self, pattern: &fluent_syntax::ast::Pattern<&str>, arguments: Option<&FluentArgs<'_>>) -> String {
        self.catalogue().format_pattern(pattern, arguments, &mut Vec::new()).into_owned()
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

fn language_id(tag: Tag) -> String {
    format!("language-{}", tag.language())
}

/// Reads a catalogue. What cannot be read is left out, and a test says so.
fn catalogue(tag: &str, text: &str) -> Catalogue {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut catalogue = FluentBundle::new_concurrent(vec![language]);
    // Marks around what is filled in would be seen in terminals and break searches for a file's name.
    catalogue.set_use_isolating(false);
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    catalogue.add_resource_overriding(resource);
    catalogue
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use fluent_syntax::ast::{Entry, Resource};
    use regex::Regex;

    use super::*;

    fn source(locale: Locale) -> Resource<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/locales/{locale}.ftl"));
        fluent_syntax::parser::parse(fs::read_to_string(path).unwrap()).unwrap()
    }

    /// Gives the entries of a catalogue, each with its attributes and the places that it and they fill.
    fn entries(locale: Locale) -> Vec<(String, BTreeSet<String>)> {
        let is_entry = |entry: Entry<String>| match entry {
            Entry::Message(message) => Some(message),
            _ => None,
        };
        let place = Regex::new(r#"VariableReference \{ id: Identifier \{ name: "([a-z-]+)""#).unwrap();
        let messages = source(locale).body.into_iter().filter_map(is_entry);
        let entries = messages.map(|message| {
            let attributes = message.attributes.iter().map(|attribute| format!(".{}", attribute.id.name));
            let syntax = format!("{message:?}");
            let places = place.captures_iter(&syntax).map(|found| found[1].to_owned());
            (message.id.name.clone(), attributes.chain(places).collect())
        });
        entries.collect()
    }

    #[test]
    fn the_catalogues_have_the_same_entries_once_each() {
        let english = entries(Locale::English);
        let names =
            |entries: &[(String, BTreeSet<String>)]| entries.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&english).iter().collect::<BTreeSet<_>>().len(), english.len(), "an entry stands twice");
        for locale in Locale::ALL {
            let mut translated = entries(locale);
            assert_eq!(names(&translated), names(&english), "{locale}");
            // A translation may leave out a place that its grammar has no use for, but not have one that nobody fills.
            for ((name, places), (_, known)) in translated.iter_mut().zip(&english) {
                assert!(places.is_subset(known), "{locale}: {name}: {:?}", places.difference(known));
            }
        }
    }

    #[test]
    fn every_message_that_the_source_names_is_in_the_catalogue_with_its_places() {
        let named = Regex::new(r#"Message::new\((?:"([a-z-]+)"|(RULE)\.name)\)((?:\s*\.with\([^;]*?\))*)"#).unwrap();
        let filled = Regex::new(r#"\.with\("([a-z-]+)""#).unwrap();
        let catalogue = entries(Locale::English);
        let mut seen = 0;
        for folder in ["src/check/rules", "src/write/reports"] {
            for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
                let path = file.unwrap().path();
                let Ok(text) = fs::read_to_string(&path) else { continue };
                let rule = path.file_stem().unwrap().to_str().unwrap().replace('_', "-");
                for found in named.captures_iter(&text) {
                    let id = found.get(1).map_or(rule.as_str(), |id| id.as_str());
                    let entry = catalogue.iter().find(|(name, _)| name == id);
                    let (_, places) = entry.unwrap_or_else(|| panic!("{}: no entry {id}", path.display()));
                    for place in filled.captures_iter(&found[3]) {
                        assert!(places.contains(&place[1]), "{}: {id} has no place {}", path.display(), &place[1]);
                    }
                    seen += 1;
                }
            }
        }
        assert!(seen > 10, "{seen}");
    }

    #[test]
    fn a_sentence_bends_to_its_language() {
        let message = Message::new("untranslated-block")
            .with("part", "text")
            .with("kind", "article")
            .with("sections", 2)
            .with("total", 4)
            .with("found", Tag::of("en"))
            .with("tag", "en")
            .with("expected", Tag::of("pt-BR"));
        assert_eq!(
            Locale::English.text(&message),
            "the text of the article is in English, expected Portuguese (2 of 4 sections)"
        );
        assert_eq!(Locale::Danish.text(&message), "artiklens tekst er på engelsk, ventet portugisisk (2 af 4 afsnit)");
        assert_eq!(
            Locale::Danish.help(&message),
            "oversæt til portugisisk; skal det blive stående, så mærk det med lang=\"en\" eller translate=\"no\""
        );
        assert_eq!(Locale::Danish.language(Tag::of("tlh")), "tlh");
    }

    #[test]
    fn text_of_a_page_is_no_syntax_and_is_not_wrapped() {
        let message = Message::new("duplicate-page").with("original", "a { $b } \u{202e}.html");
        assert_eq!(Locale::English.text(&message), "this page says what a { $b } \u{202e}.html says");
    }
}

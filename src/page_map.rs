//! Which page is the original of which, as a pipeline file says it: by patterns over the names of pages, or pair by pair.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::language::Tag;
use crate::locale::Locale;
use crate::spot::Folders;

/// The entries of a map, the first that fits a page counts.
#[derive(Clone, Debug, Default)]
pub struct PageMap {
    /// The entries.
    pub entries: Vec<Entry>,
    /// What the names of pages in it count from.
    pub folders: Folders,
}

/// Pages, and what their originals are called.
#[derive(Clone, Debug)]
pub struct Entry {
    pattern: Pattern,
    /// The pages, as written.
    pub written: String,
    /// The originals, as written.
    pub original: String,
    /// The 1-based line of the entry in the pipeline file.
    pub line: usize,
}

/// Stands for a language tag.
const LANGUAGE: &str = "{language}";

/// Stands for any part of a path, over several folders too.
const PATH: &str = "{path}";

/// The fewest and the most letters of a language tag: `da`, `ckb-Arab-419`.
const TAG_LENGTHS: Range<usize> = 2..13;

/// What the names of pages look like.
#[derive(Clone, Debug)]
struct Pattern {
    start: String,
    middle: Middle,
    end: String,
}

/// What stands between the start and the end of a name.
#[derive(Clone, Debug)]
enum Middle {
    Nothing,
    Language,
    Path,
    /// A language tag, what parts it from the path, and the path.
    LanguageFirst(String),
    /// The path, what parts it from the language tag, and the tag.
    LanguageLast(String),
}

/// What is wrong with a pattern, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Whether it is the original's.
    pub is_original: bool,
    /// What is wrong.
    pub reason: String,
    /// How to mend it.
    pub help: &'static str,
}

const HELP: &str = "`{language}` stands for a language tag and `{path}` for any part of a path: page = \"docs/{language}/{path}\", \
     original = \"docs/en/{path}\"";

impl Entry {
    /// Reads an entry.
    ///
    /// # Errors
    /// A placeholder that there is not, or not there.
    pub fn new(page: &str, original: &str, line: usize) -> Result<Self, Fault> {
        let fault = |is_original: bool, reason: String| Fault { is_original, reason, help: HELP };
        for (is_original, name) in [(false, page), (true, original)] {
            if name.trim().is_empty() {
                return Err(fault(is_original, "it names no page".to_owned()));
            }
        }
        let pattern = Pattern::new(page).map_err(|reason| fault(false, reason))?;
        let of_original = placeholders(original).map_err(|reason| fault(true, reason))?;
        for name in of_original.into_iter().filter_map(|range| original.get(range)) {
            if name == LANGUAGE {
                let reason =
                    format!("`{name}` cannot stand in `{original}`: originals are in one language, write it out");
                return Err(fault(true, reason));
            }
            if !page.contains(name) {
                return Err(fault(true, format!("`{name}` of `{original}` does not stand in `{page}`")));
            }
        }
        Ok(Self { pattern, written: page.to_owned(), original: original.to_owned(), line })
    }

    /// Gives what the original of a page is called, where the entry fits the page. A name that can be read in several ways
    /// (`de-at-work.md`) is read as the first that gives an original, or, where none does, as the first.
    fn original_of(&self, page: &str, is_original: impl Fn(&str) -> bool) -> Option<String> {
        let readings = self.pattern.readings(page).into_iter().map(|path| self.original.replace(PATH, path));
        let readings: Vec<String> = readings.collect();
        readings.iter().find(|reading| is_original(reading)).or(readings.first()).cloned()
    }
}

impl Pattern {
    fn new(written: &str) -> Result<Self, String> {
        let part = |range: Range<usize>| written.get(range).unwrap_or_default();
        let found = placeholders(written)?;
        let mut seen = BTreeSet::new();
        if let Some(twice) = found.iter().map(|range| part(range.clone())).find(|name| !seen.insert(*name)) {
            return Err(format!("`{twice}` stands twice in `{written}`"));
        }
        let start = found.first().map_or(written.len(), |first| first.start);
        let end = found.last().map_or(written.len(), |last| last.end);
        let middle = match found.as_slice() {
            [] => Middle::Nothing,
            [one] if part(one.clone()) == LANGUAGE => Middle::Language,
            [_] => Middle::Path,
            [first, second, ..] => {
                let between = part(first.end..second.start).to_owned();
                let is_language = part(first.clone()) == LANGUAGE;
                if is_language { Middle::LanguageFirst(between) } else { Middle::LanguageLast(between) }
            }
        };
        Ok(Self { start: part(0..start).to_owned(), middle, end: part(end..written.len()).to_owned() })
    }

    /// Gives what `{path}` may stand for in a name, those first that leave the longest language tag; none where the pattern
    /// does not fit, nothing where no path is asked for.
    fn readings<'a>(&self, name: &'a str) -> Vec<&'a str> {
        let inner = || name.strip_prefix(self.start.as_str())?.strip_suffix(self.end.as_str());
        let Some(inner) = inner() else { return Vec::new() };
        let one = |fits: bool, path: &'a str| if fits { vec![path] } else { Vec::new() };
        match &self.middle {
            Middle::Nothing => one(inner.is_empty(), ""),
            Middle::Language => one(is_language(inner), ""),
            Middle::Path => one(!inner.is_empty(), inner),
            Middle::LanguageFirst(between) => paths(|length| {
                let (language, rest) = inner.split_at_checked(length)?;
                Some((language, rest.strip_prefix(between.as_str())?))
            }),
            Middle::LanguageLast(between) => paths(|length| {
                let (rest, language) = inner.split_at_checked(inner.len().checked_sub(length)?)?;
                Some((language, rest.strip_suffix(between.as_str())?))
            }),
        }
    }
}

/// Gives the paths beside the language tags of every length that a name holds; `cut` takes such a tag off.
fn paths<'a>(cut: impl Fn(usize) -> Option<(&'a str, &'a str)>) -> Vec<&'a str> {
    let fitting = |&(language, path): &(&str, &str)| is_language(language) && !path.is_empty();
    TAG_LENGTHS.rev().filter_map(cut).filter(fitting).map(|(_, path)| path).collect()
}

/// Tells whether a text is the tag of a language that has a name here, and nothing else: `api` and `da-getting` are none.
fn is_language(text: &str) -> bool {
    let parts = |tag: &str| tag.split(['-', '_']).count();
    text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        && Tag::parse(text).is_some_and(|tag| parts(tag.as_str()) == parts(text) && Locale::default().names(tag))
}

/// Finds the placeholders of a pattern.
fn placeholders(pattern: &str) -> Result<Vec<Range<usize>>, String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = pattern.get(at..).and_then(|rest| rest.find(['{', '}'])).map(|open| at + open) {
        let rest = pattern.get(open..).unwrap_or_default();
        let name = [LANGUAGE, PATH].into_iter().find(|name| rest.starts_with(name));
        let Some(name) = name else {
            let written = rest.find('}').and_then(|close| rest.get(..=close)).unwrap_or(rest);
            return Err(format!("`{written}` of `{pattern}` is no placeholder"));
        };
        at = open + name.len();
        found.push(open..at);
    }
    Ok(found)
}

/// A map, made ready to be asked of many pages.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    map: PageMap,
    /// The entries that name one page, by its name: a map may list all pages of a site.
    whole: BTreeMap<String, usize>,
    /// The other entries.
    patterns: Vec<usize>,
}

impl Lookup {
    /// Makes a map ready.
    pub fn new(map: PageMap) -> Self {
        let (mut whole, mut patterns) = (BTreeMap::new(), Vec::new());
        for (index, entry) in map.entries.iter().enumerate() {
            match &entry.pattern.middle {
                Middle::Nothing => drop(whole.entry(entry.pattern.start.clone()).or_insert(index)),
                _ => patterns.push(index),
            }
        }
        Self { map, whole, patterns }
    }

    /// Gives the entries of the map.
    pub fn entries(&self) -> &[Entry] {
        &self.map.entries
    }

    /// Gives the name of a page as the map writes it.
    pub fn name(&self, page: &str) -> String {
        self.map.folders.name(page)
    }

    /// Gives the first entry that fits a page, and what the original is called there. `is_original` tells whether there is one of
    /// a name.
    pub fn original_of(&self, page: &str, is_original: impl Fn(&str) -> bool) -> Option<(usize, String)> {
        if self.map.entries.is_empty() {
            return None;
        }
        let name = self.name(page);
        let whole = self.whole.get(&name).copied();
        let before = self.patterns.iter().copied().take_while(|&pattern| whole.is_none_or(|whole| pattern < whole));
        before.chain(whole).find_map(|index| {
            let original = self.map.entries.get(index)?.original_of(&name, &is_original)?;
            Some((index, original))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(&str, &str)]) -> Lookup {
        let entries = entries.iter().map(|(page, original)| Entry::new(page, original, 1).unwrap()).collect();
        Lookup::new(PageMap { entries, folders: Folders::default() })
    }

    #[test]
    fn the_first_entry_that_fits_names_the_original() {
        let map = map(&[
            ("docs/da/priser.md", "docs/en/prices.md"),
            ("docs/{language}/{path}", "docs/en/{path}"),
            ("{path}.{language}.md", "{path}.md"),
            ("docs/da/priser.md", "docs/en/never.md"),
            ("docs/da/sent.md", "docs/en/never.md"),
            ("nyt.md", "docs/en/news.md"),
        ]);
        let of = |page: &str| map.original_of(page, |_| false).map(|(_, original)| original);
        assert_eq!(of("docs/da/priser.md").as_deref(), Some("docs/en/prices.md"));
        assert_eq!(of("./docs/pt-BR/a/b.md").as_deref(), Some("docs/en/a/b.md"));
        assert_eq!(of("guide/a+b.zh-Hant.md").as_deref(), Some("guide/a+b.md"));
        assert_eq!(of("docs/da/sent.md").as_deref(), Some("docs/en/sent.md"));
        assert_eq!(of("nyt.md").as_deref(), Some("docs/en/news.md"));
        assert_eq!(of("docs/assets/a.md"), None);
        assert_eq!(of("docs/da"), None);
        assert_eq!(Lookup::default().original_of("docs/da/a.md", |_| true), None);
    }

    #[test]
    fn a_placeholder_of_a_language_takes_a_whole_tag_and_nothing_else() {
        for (pattern, page, original) in [
            ("{language}-{path}", "da-getting-started.md", Some("en/getting-started.md")),
            ("{language}-{path}", "da-page-one.md", Some("en/page-one.md")),
            ("{language}-{path}", "zh-Hans-guide.md", Some("en/guide.md")),
            ("{language}-{path}", "pt_BR-guide.md", Some("en/guide.md")),
            ("{language}-{path}", "sr-Latn-RS-a.md", Some("en/a.md")),
            ("{language}-{path}", "ckb-Arab-419-a.md", Some("en/a.md")),
            ("{language}-{path}", "api-guide.md", None),
            ("{language}-{path}", "da-", None),
            ("docs/{language}/{path}", "docs/api/x.md", None),
            ("docs/{language}/{path}", "docs/js/x.md", None),
            ("docs/{language}/{path}", "docs/und/x.md", None),
            ("docs/{language}/{path}", "docs/da-getting/x.md", None),
            ("docs/{language}/{path}", "docs/da-/x.md", None),
            ("docs/{language}/{path}", "docs/ da/x.md", None),
            ("docs/{language}/{path}", "docs/zh-Hans/x.md", Some("en/x.md")),
            ("docs/{language}/{path}", "docs/pt_BR/x.md", Some("en/x.md")),
            ("docs/{language}/{path}", "docs/en-US/a/x.md", Some("en/a/x.md")),
            ("docs/{language}/{path}", "docs/dan/x.md", Some("en/x.md")),
            ("{path}-{language}.md", "guide-pt-BR.md", Some("en/guide")),
            ("{path}.{language}.md", "guide.v2.zh-Hant.md", Some("en/guide.v2")),
            ("{path}.{language}.md", "ålborg.øl.md", None),
            ("{language}.md", "en-US.md", Some("en/")),
            ("{language}.md", "readme.md", None),
        ] {
            let written = if pattern.contains(PATH) { "en/{path}" } else { "en/" };
            let map = map(&[(pattern, written)]);
            let found = map.original_of(page, |_| false).map(|(_, original)| original);
            assert_eq!(found.as_deref(), original, "{pattern} {page}");
        }
    }

    #[test]
    fn of_several_readings_of_a_name_one_with_an_original_counts() {
        let map = map(&[("{language}-{path}", "en-{path}"), ("{path}-{language}.md", "{path}.md")]);
        let of = |page: &str, original: &str| map.original_of(page, |name| name == original).map(|(_, found)| found);
        // What may be a region may be a word.
        assert_eq!(of("de-at-work.md", "en-at-work.md").as_deref(), Some("en-at-work.md"));
        assert_eq!(of("de-at-work.md", "en-work.md").as_deref(), Some("en-work.md"));
        assert_eq!(of("de-at-work.md", "").as_deref(), Some("en-work.md"));
        assert_eq!(of("log-it-de.md", "log-it.md").as_deref(), Some("log-it.md"));
        assert_eq!(of("a-pt-br.md", "a.md").as_deref(), Some("a.md"));
    }

    #[test]
    fn what_is_no_pattern_is_said_to_be_none() {
        for (page, original, reason) in [
            ("docs/{lang}/a", "docs/a", "`{lang}` of `docs/{lang}/a` is no placeholder"),
            ("docs/{language/a", "docs/a", "`{language/a` of `docs/{language/a` is no placeholder"),
            ("docs/}", "docs/a", "`}` of `docs/}` is no placeholder"),
            ("{path}/{path}", "a", "`{path}` stands twice in `{path}/{path}`"),
            ("{path}/{language}/{path}", "a", "`{path}` stands twice in `{path}/{language}/{path}`"),
            ("docs/da/a", "docs/{path}", "`{path}` of `docs/{path}` does not stand in `docs/da/a`"),
            (
                "docs/{language}/a",
                "docs/{language}",
                "`{language}` cannot stand in `docs/{language}`: originals are in one language, write it out",
            ),
        ] {
            assert_eq!(Entry::new(page, original, 1).err().map(|fault| fault.reason).as_deref(), Some(reason));
        }
    }
}

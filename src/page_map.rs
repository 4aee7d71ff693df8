//! Which page is the original of which, as a pipeline file says it: by patterns over the names of pages, or pair by pair.

use std::ops::Range;

use regex::Regex;

use crate::language::Tag;
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
    page: Regex,
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
        let mut pattern = String::from("^");
        let mut at = 0;
        let of_page = placeholders(page).map_err(|reason| fault(false, reason))?;
        for (index, range) in of_page.iter().enumerate() {
            let name = page.get(range.clone()).unwrap_or_default();
            if of_page.iter().skip(index + 1).any(|other| page.get(other.clone()) == Some(name)) {
                return Err(fault(false, format!("`{name}` stands twice in `{page}`")));
            }
            pattern.push_str(&regex::escape(page.get(at..range.start).unwrap_or_default()));
            pattern.push_str(if name == LANGUAGE { "(?<language>[A-Za-z0-9_-]+)" } else { "(?<path>.+)" });
            at = range.end;
        }
        pattern.push_str(&regex::escape(page.get(at..).unwrap_or_default()));
        pattern.push('$');
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
        let page_pattern =
            Regex::new(&pattern).map_err(|error| fault(false, format!("`{page}` cannot be used: {error}")))?;
        Ok(Self { page: page_pattern, written: page.to_owned(), original: original.to_owned(), line })
    }

    /// Gives what the original of a page is called, where the entry fits the page.
    fn original_of(&self, page: &str) -> Option<String> {
        let found = self.page.captures(page)?;
        if let Some(language) = found.name("language") {
            Tag::parse(language.as_str())?;
        }
        let path = found.name("path").map_or("", |path| path.as_str());
        Some(self.original.replace(PATH, path))
    }
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

impl PageMap {
    /// Gives the name of a page as the map writes it.
    pub fn name(&self, page: &str) -> String {
        self.folders.name(page)
    }

    /// Gives the first entry that fits a page, and what the original is called there.
    pub fn original_of(&self, page: &str) -> Option<(usize, String)> {
        if self.entries.is_empty() {
            return None;
        }
        let name = self.name(page);
        self.entries.iter().enumerate().find_map(|(index, entry)| Some((index, entry.original_of(&name)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(&str, &str)]) -> PageMap {
        let entries = entries.iter().map(|(page, original)| Entry::new(page, original, 1).unwrap()).collect();
        PageMap { entries, folders: Folders::default() }
    }

    #[test]
    fn the_first_entry_that_fits_names_the_original() {
        let map = map(&[
            ("docs/da/priser.md", "docs/en/prices.md"),
            ("docs/{language}/{path}", "docs/en/{path}"),
            ("{path}.{language}.md", "{path}.md"),
        ]);
        let of = |page: &str| map.original_of(page).map(|(_, original)| original);
        assert_eq!(of("docs/da/priser.md").as_deref(), Some("docs/en/prices.md"));
        assert_eq!(of("./docs/pt-BR/a/b.md").as_deref(), Some("docs/en/a/b.md"));
        assert_eq!(of("guide/a+b.zh-Hant.md").as_deref(), Some("guide/a+b.md"));
        assert_eq!(of("docs/assets/a.md"), None);
        assert_eq!(of("docs/da"), None);
        assert_eq!(PageMap::default().original_of("docs/da/a.md"), None);
    }

    #[test]
    fn what_is_no_pattern_is_said_to_be_none() {
        for (page, original, reason) in [
            ("docs/{lang}/a", "docs/a", "`{lang}` of `docs/{lang}/a` is no placeholder"),
            ("docs/{language/a", "docs/a", "`{language/a` of `docs/{language/a` is no placeholder"),
            ("docs/}", "docs/a", "`}` of `docs/}` is no placeholder"),
            ("{path}/{path}", "a", "`{path}` stands twice in `{path}/{path}`"),
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

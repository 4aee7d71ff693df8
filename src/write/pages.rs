//! A folder with a Markdown file a page.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;

use crate::document::{Format, extension};
use crate::error::Error;
use crate::page::Page;
use crate::write::Options;
use crate::write::building::{Building, HIDDEN};
use crate::write::records::markdown;
use crate::write::summary::{Marker, Summary};

/// A folder of pages under construction. Dropped before [`finish`](Self::finish), it leaves no trace.
pub struct Output {
    building: Building,
    options: Options,
    names: Names,
    files: Vec<String>,
}

impl Output {
    /// Starts the folder that will stand at `path`.
    ///
    /// # Errors
    /// [`Error::Output`] where `path` holds anything that is not our own earlier work, or where nothing can be written
    /// beside it.
    pub fn create(path: &Path, options: Options) -> Result<Self, Error> {
        Ok(Self { building: Building::create(path)?, options, names: Names::default(), files: Vec::new() })
    }

    /// Writes the file of a page.
    ///
    /// # Errors
    /// [`Error::Output`] names the file that could not be written.
    pub fn page(&mut self, page: &Page) -> Result<(), Error> {
        let name = self.names.of(&page.name);
        let mut file = self.building.file(&name)?;
        let text = markdown::document(page, self.options.include_other);
        let written = file.write_all(text.as_bytes()).and_then(|()| file.flush());
        written.map_err(|error| self.building.failed(&name, error))?;
        self.files.push(name);
        Ok(())
    }

    /// Puts the folder under its final name, with a hidden file in it that names all others.
    ///
    /// # Errors
    /// [`Error::Output`]; what stood under the final name is then untouched.
    pub fn finish(mut self) -> Result<(), Error> {
        self.files.push(HIDDEN.to_owned());
        let marker = Marker { tool: Summary::TOOL.to_owned(), files: self.files };
        self.building.finish(HIDDEN, &marker, &marker.files)
    }
}

/// The names of files that are taken.
#[derive(Debug, Default)]
struct Names {
    /// By name in lower case, since some systems tell no case: the number that the next of this name gets.
    next: BTreeMap<String, usize>,
}

/// How long the name of a file may be without its number and extension, in bytes: systems take 255, encrypted folders 143.
const LONGEST: usize = 120;

/// What Windows takes for a device, whatever the extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

impl Names {
    /// Makes the name of a page's file: the letters and digits of the page's name, and a number where that is taken.
    fn of(&mut self, page: &str) -> String {
        let stem = stem(page);
        let key = stem.to_lowercase();
        let mut number = self.next.get(&key).copied().unwrap_or(1);
        loop {
            let (name, taken) = match number {
                1 => (stem.clone(), key.clone()),
                _ => (format!("{stem}-{number}"), format!("{key}-{number}")),
            };
            number += 1;
            if number == 2 || !self.next.contains_key(&taken) {
                self.next.insert(taken, 2);
                self.next.insert(key, number);
                return format!("{name}.md");
            }
        }
    }
}

/// Makes a file name of a page's: other characters than letters, digits, `_` and `.` become a hyphen.
fn stem(page: &str) -> String {
    let named = extension(page).filter(|extension| Format::of_extension(extension).is_some());
    let page = named.and_then(|named| page.rsplit_once(&format!(".{named}"))).map_or(page, |(before, _)| before);
    let mut stem = String::new();
    for character in page.nfc() {
        let is_kept = character.is_alphanumeric() || matches!(character, '_' | '.');
        if stem.len() + character.len_utf8() > LONGEST {
            break;
        } else if is_kept && !(character == '.' && stem.ends_with(['-', '.'])) {
            stem.push(character);
        } else if !stem.ends_with(['-', '.']) && !stem.is_empty() {
            stem.push('-');
        }
    }
    let stem = stem.trim_matches(['-', '.']);
    let device = stem.split('.').next().unwrap_or_default().trim_end_matches(|last: char| last.is_ascii_digit());
    if stem.is_empty() {
        "page".to_owned()
    } else if DEVICES.iter().any(|name| device.eq_ignore_ascii_case(name)) {
        format!("page-{stem}")
    } else {
        stem.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use std::fs;

    #[test]
    fn names_are_those_of_the_pages() {
        for (page, name) in [
            ("dump/da/samarbejde.html", "dump-da-samarbejde.md"),
            ("DUMP/da/Samarbejde.md", "DUMP-da-Samarbejde-2.md"),
            ("dump/da/samarbejde.html.gz", "dump-da-samarbejde-3.md"),
            ("dump/da/samarbejde-2", "dump-da-samarbejde-2-2.md"),
            ("dump.jsonl!/../../etc/passwd", "dump.jsonl-etc-passwd.md"),
            ("https://example.dk/ø?a=b&c", "https-example.dk-ø-a-b-c.md"),
            ("..", "page.md"),
            ("", "page-2.md"),
            (".hidden", "hidden.md"),
            ("CON.html", "page-CON.md"),
            ("lpt1.txt", "page-lpt1.md"),
            ("console.html", "console.md"),
            ("crawl.warc.gz!/1024", "crawl.warc.gz-1024.md"),
        ]
        .into_iter()
        .scan(Names::default(), |names, (page, name)| Some((names.of(page), name)))
        {
            assert_eq!(page, name);
        }
    }

    proptest! {
        #[test]
        fn no_two_files_share_a_name_and_each_is_one_component(pages in prop::collection::vec("[aA/.:\\\\\u{0}ø2-]{0,6}|\\PC{0,200}", 0..40)) {
            let mut names = Names::default();
            let mut taken = BTreeSet::new();
            for page in &pages {
                let name = names.of(page);
                prop_assert!(taken.insert(name.to_lowercase()), "{name}");
                prop_assert!(name.len() < 143 && !name.starts_with(['.', '-']) && name.strip_suffix(".md").is_some());
                prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) && !name.chars().any(char::is_control));
            }
        }
    }

    #[test]
    fn the_folder_appears_whole_and_replaces_only_its_own() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("out");
        let write = |names: &[&str]| {
            let mut output = Output::create(&path, Options::default())?;
            for name in names {
                output.page(&sample::page(name))?;
            }
            assert!(!path.join("c.md").exists());
            output.finish()
        };
        let names = || -> BTreeSet<String> {
            fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        };
        write(&["a.html", "b.html"]).unwrap();
        assert_eq!(names().into_iter().collect::<Vec<_>>(), [".korrektur.json", "a.md", "b.md"]);
        write(&["c.html"]).unwrap();
        assert_eq!(names().into_iter().collect::<Vec<_>>(), [".korrektur.json", "c.md"]);
        fs::write(path.join("mine.md"), "x").unwrap();
        let error = write(&["d.html"]).unwrap_err().to_string();
        assert!(error.contains("mine.md"), "{error}");
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
    }
}

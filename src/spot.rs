//! Where a finding stands for a program that opens files: a path from the root of the repository, and lines of that file.
//!
//! Page names count from the folder that the inputs count from, which need not be the root. A page inside a container has
//! no file of its own; its spot is the line of its record in the container, or the container as a whole.

use std::path::{Component, Path, PathBuf};

use crate::finding::Place;

/// Parts the name of a container from the name of the page in it.
pub const IN_CONTAINER: &str = "!/";

/// The folders that lead from a page's name to a path in the repository. `Default` takes names as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folders {
    /// What paths in reports count from, absolute.
    pub root: PathBuf,
    /// What page names count from, absolute.
    pub inputs: PathBuf,
}

/// Lines of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The file, from the root where it lies below it, `/` between parts.
    pub path: String,
    /// 1-based first line.
    pub line: usize,
    /// 1-based last line, not before the first.
    pub end_line: usize,
}

impl Folders {
    /// Takes both folders, absolute.
    pub fn new(root: &Path, inputs: &Path) -> Self {
        Self { root: plain(root), inputs: plain(inputs) }
    }

    /// Gives the spot of a place of a page.
    pub fn spot(&self, page: &str, place: Place) -> Spot {
        let (line, end_line) = match (page.split_once(IN_CONTAINER), place.container_line) {
            (_, Some(line)) => (line, line),
            (Some(_), None) => (1, 1),
            (None, None) => (place.line, place.end_line),
        };
        let line = line.max(1);
        Spot { path: self.path(page), line, end_line: end_line.max(line) }
    }

    /// Gives the name of a page as it would be if names counted from the root: with `..` where it lies beside it.
    pub fn name(&self, page: &str) -> String {
        let at = page.find(IN_CONTAINER).unwrap_or(page.len());
        let (file, entry) = page.split_at_checked(at).unwrap_or((page, ""));
        let whole = plain(&self.inputs.join(file));
        let mut up = PathBuf::new();
        for above in self.root.ancestors() {
            if let Ok(rest) = whole.strip_prefix(above) {
                return slashed(&up.join(rest)) + entry;
            }
            up.push("..");
        }
        slashed(&whole) + entry
    }

    /// Gives the path of the file that a page is, or is in.
    pub fn path(&self, page: &str) -> String {
        let file = page.split_once(IN_CONTAINER).map_or(page, |(file, _)| file);
        let whole = plain(&self.inputs.join(file));
        let path = whole.strip_prefix(&self.root).unwrap_or(&whole);
        slashed(path)
    }
}

/// Writes a path with `/` between its parts; the folder that paths count from as `.`.
fn slashed(path: &Path) -> String {
    if path.as_os_str().is_empty() {
        return ".".to_owned();
    }
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Takes `.` and `..` out of a path without asking the disk.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: usize, container_line: Option<usize>) -> Place {
        Place { line, end_line: line + 2, container_line, ..Place::default() }
    }

    #[test]
    fn paths_count_from_the_root_wherever_the_inputs_lie() {
        let folders = |root: &str, inputs: &str| Folders { root: root.into(), inputs: inputs.into() };
        let of = |folders: &Folders, page| folders.path(page);
        assert_eq!(of(&folders("/r", "/r"), "dump/a.html"), "dump/a.html");
        assert_eq!(of(&folders("/r", "/r/ci"), "../dump/./a.html"), "dump/a.html");
        assert_eq!(of(&folders("/r", "/r"), "/r/dump/a.html"), "dump/a.html");
        assert_eq!(of(&folders("/r", "/r"), "../other/a.html"), "/other/a.html");
        assert_eq!(of(&Folders::default(), "dump/../a.jsonl!/../x"), "a.jsonl");
    }

    #[test]
    fn names_count_from_the_root_even_beside_it() {
        let folders = Folders { root: "/r/ci".into(), inputs: "/r/dump/da".into() };
        assert_eq!(folders.name("a.html"), "../dump/da/a.html");
        assert_eq!(folders.name("../../ci/d.jsonl!/../x"), "d.jsonl!/../x");
        assert_eq!(Folders::default().name("dump/a.html"), "dump/a.html");
        assert_eq!(Folders::default().name("."), ".");
    }

    #[test]
    fn a_page_in_a_container_is_at_its_record_or_at_the_start() {
        let spot = |page, place| {
            let Spot { path, line, end_line } = Folders::default().spot(page, place);
            (path, line, end_line)
        };
        assert_eq!(spot("a.html", place(4, None)), ("a.html".to_owned(), 4, 6));
        assert_eq!(spot("a.html", Place::default()), ("a.html".to_owned(), 1, 1));
        assert_eq!(spot("d.jsonl!/x", place(4, Some(7))), ("d.jsonl".to_owned(), 7, 7));
        assert_eq!(spot("d.zip!/da/x.html", place(4, None)), ("d.zip".to_owned(), 1, 1));
    }
}

//! A folder, file by file, in the byte order of the relative paths.
//!
//! Only regular files come out, and links to them. A link to a folder is not followed: inside the walk its pages are
//! found anyway, outside nobody named them. So no walk can turn in circles. What is hidden (a leading dot) is passed over.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::vec;

use crate::document::Unreadable;
use crate::read::arguments::{Found, Place};
use crate::read::names;

/// What a walk looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// Whether the user's pattern names the files, so that no extension is passed over.
    pub(super) is_named: bool,
    /// Whether hidden files and folders are looked at.
    pub(super) takes_hidden: bool,
    /// How many folders deep; the folder itself is 1.
    pub(super) depth: usize,
}

/// The files of a folder.
pub(super) struct Walk {
    root: PathBuf,
    scope: Scope,
    open: Vec<vec::IntoIter<Result<Child, Unreadable>>>,
}

struct Child {
    path: PathBuf,
    name: String,
    kind: ChildKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ChildKind {
    File,
    Folder,
    LinkedFolder,
    BrokenLink,
    Special,
}

impl Walk {
    /// Starts at `root`, whose files are named `prefix` and their relative path.
    pub(super) fn new(root: &Path, prefix: &str, scope: Scope) -> io::Result<Self> {
        let first = children(root, prefix, scope)?;
        Ok(Self { root: root.to_owned(), scope, open: vec![first.into_iter()] })
    }

    /// Tells whether the target of a link is walked anyway.
    fn is_inside(&self, link: &Path) -> bool {
        let root = fs::canonicalize(&self.root);
        let target = fs::canonicalize(link);
        root.is_ok_and(|root| target.is_ok_and(|target| target.starts_with(root)))
    }
}

impl Iterator for Walk {
    type Item = Result<Found, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(child) = self.open.last_mut()?.next() else {
                self.open.pop();
                continue;
            };
            let Child { path, name, kind } = match child {
                Ok(child) => child,
                Err(unreadable) => return Some(Err(unreadable)),
            };
            let reason = match kind {
                ChildKind::Folder if self.open.len() >= self.scope.depth => continue,
                ChildKind::Folder => match children(&path, &name, self.scope) {
                    Ok(children) => {
                        self.open.push(children.into_iter());
                        continue;
                    }
                    Err(fault) => format!("the folder cannot be read ({fault})"),
                },
                ChildKind::LinkedFolder if self.is_inside(&path) => continue,
                ChildKind::LinkedFolder => {
                    "is a link to a folder elsewhere, which a walk does not follow; name it as an input of its own"
                        .into()
                }
                _ if !self.scope.is_named && names::worth(&name) == names::Worth::Nothing => continue,
                ChildKind::File => {
                    return Some(Ok(Found { name, place: Place::File(path), is_named: self.scope.is_named }));
                }
                ChildKind::BrokenLink => "is a link that leads nowhere; mend or remove it".into(),
                ChildKind::Special => "is a pipe, socket or device, not a file; leave it out of the folder".into(),
            };
            return Some(Err(Unreadable { name, reason, offset: None, line: None }));
        }
    }
}

/// Lists a folder in the byte order of the paths below it: a folder sorts as its name with the `/` that follows.
fn children(folder: &Path, prefix: &str, scope: Scope) -> io::Result<Vec<Result<Child, Unreadable>>> {
    let mut listed: Vec<(Vec<u8>, Result<Child, Unreadable>)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = match entry {
            Ok(entry) => entry,
            Err(fault) => {
                let reason = format!("the folder cannot be read to its end ({fault})");
                let unreadable = Unreadable { name: prefix.to_owned(), reason, offset: None, line: None };
                listed.push((Vec::new(), Err(unreadable)));
                // A folder that fails once may fail for ever.
                break;
            }
        };
        let file_name = entry.file_name();
        if !scope.takes_hidden && file_name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let name = joined(prefix, &names::label(Path::new(&file_name)));
        let mut key = file_name.as_encoded_bytes().to_vec();
        let child = match kind(&entry) {
            Ok(kind) => {
                if kind == ChildKind::Folder {
                    key.push(b'/');
                }
                Ok(Child { path: entry.path(), name, kind })
            }
            Err(fault) => {
                Err(Unreadable { name, reason: format!("cannot be looked at ({fault})"), offset: None, line: None })
            }
        };
        listed.push((key, child));
    }
    listed.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(listed.into_iter().map(|(_, child)| child).collect())
}

fn kind(entry: &DirEntry) -> io::Result<ChildKind> {
    let own = entry.file_type()?;
    let kind = if own.is_symlink() {
        match fs::metadata(entry.path()) {
            Ok(target) if target.is_dir() => return Ok(ChildKind::LinkedFolder),
            Ok(target) => target.file_type(),
            Err(_) => return Ok(ChildKind::BrokenLink),
        }
    } else {
        own
    };
    Ok(if kind.is_dir() {
        ChildKind::Folder
    } else if kind.is_file() {
        ChildKind::File
    } else {
        ChildKind::Special
    })
}

/// Joins the name of a folder and what lies in it.
fn joined(prefix: &str, name: &str) -> String {
    if prefix.is_empty() || prefix.ends_with('/') { format!("{prefix}{name}") } else { format!("{prefix}/{name}") }
}

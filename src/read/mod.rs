//! Inputs to documents: resolves arguments, walks folders, opens files and containers. Lazy and sorted.
//!
//! A file is opened when its turn comes and closed before the next one is. What cannot be read becomes an
//! [`Unreadable`] in its place and the rest goes on; only a name that leads nowhere stops the run. What the bytes of a
//! page mean is the business of `decode`.

mod arguments;
pub mod baseline;
mod binary;
mod containers;
pub mod groups;
mod limits;
mod names;
mod stream;
mod walk;

use std::rc::Rc;

use jiff::Timestamp;

use crate::document::{Content, Declared, Document, Format, Unreadable};
use crate::error::Error;
use crate::settings::{FieldNames, Settings};

use arguments::Found;
use containers::{CONTAINERS, Entries, Entry, NESTING_LIMIT};
use limits::{PAGE_LIMIT, Taken};
use stream::Stream;

#[cfg(test)]
mod tests;

/// What the user named.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Files, folders, globs, `-`.
    pub arguments: Vec<String>,
    /// `--files-from`: a file (or `-`) with one such argument a line.
    pub files_from: Option<String>,
}

/// Gives the start of the names of a folder's pages: what is typed, nothing for the current folder.
pub fn root(argument: &str) -> String {
    arguments::prefix(argument)
}

/// One page after the other, or why it could not be read.
pub type Documents = Box<dyn Iterator<Item = Result<Document, Unreadable>>>;

/// Opens the inputs. Fails where one that was named does not exist or matches nothing.
///
/// A page that is damaged at its end comes as a document with what was readable, followed by an [`Unreadable`] of the
/// same name that says what is missing.
///
/// # Errors
/// [`Error::Input`] names the argument.
pub fn documents(inputs: &Inputs, settings: &Settings) -> Result<Documents, Error> {
    let found = arguments::resolve(inputs)?;
    let fields = Rc::new(settings.fields.clone());
    Ok(Box::new(Reading {
        found,
        open: Vec::new(),
        format: settings.input_format,
        fields,
        anchors_at_modification: settings.anchor_at_modification,
        modified: None,
    }))
}

/// The inputs not yet opened and the containers that are, innermost last.
struct Reading {
    found: Box<dyn Iterator<Item = Result<Found, Unreadable>>>,
    open: Vec<Entries>,
    format: Option<Format>,
    fields: Rc<FieldNames>,
    /// Whether pages that do not say when they were fetched take the modification time of their file for it.
    anchors_at_modification: bool,
    /// That of the file under way.
    modified: Option<Timestamp>,
}

impl Iterator for Reading {
    type Item = Result<Document, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let stream = match self.open.last_mut() {
                Some(entries) => match entries.next() {
                    Some(Ok(Entry::Page(mut document))) => {
                        document.declared.fetched_at = document.declared.fetched_at.or(self.modified);
                        return Some(Ok(*document));
                    }
                    Some(Ok(Entry::Stream(stream))) => stream,
                    Some(Err(unreadable)) => return Some(Err(unreadable)),
                    None => {
                        self.open.pop();
                        continue;
                    }
                },
                None => match self.found.next()?.and_then(|found| self.start(found)) {
                    Ok(stream) => stream,
                    Err(unreadable) => return Some(Err(unreadable)),
                },
            };
            let entries = self.enter(stream);
            self.open.push(entries);
        }
    }
}

impl Reading {
    /// Opens the next file.
    fn start(&mut self, found: Found) -> Result<Stream, Unreadable> {
        self.modified = if self.anchors_at_modification { found.modified() } else { None };
        found.open()
    }

    /// Gives what a stream holds: the entries of a container, or one page.
    fn enter(&self, stream: Stream) -> Entries {
        if !stream.is_wanted() {
            return Box::new(std::iter::empty());
        }
        let recognised = CONTAINERS.iter().find(|container| {
            let may_hold_pages = self.format.is_none() || container.is_compression;
            may_hold_pages && (container.recognise)(&stream)
        });
        match recognised {
            Some(container) if self.open.len() < NESTING_LIMIT => (container.open)(stream, &self.fields),
            Some(container) => Box::new(std::iter::once(Err(stream.unreadable(format!(
                "the {} data lies {NESTING_LIMIT} containers deep, deeper than is read; unpack the outer ones first",
                container.name
            ))))),
            None => Box::new(page(stream, self.format).into_iter()),
        }
    }
}

/// Reads a stream as one page. Two results where the end of the page is missing.
fn page(stream: Stream, format: Option<Format>) -> Vec<Result<Entry, Unreadable>> {
    let name = stream.name.clone();
    let fail = |reason: String, offset| Err(Unreadable { name: name.clone(), reason, offset, line: None });
    if let Some(kind) = binary::kind(stream.head()) {
        // What a walk merely found may be anything, but a name that promises a page is held to it.
        let is_silent = !stream.is_named && names::worth(&name) != names::Worth::Page;
        let reason = format!("looks like {kind}, which holds no page text; leave it out of the inputs");
        return if is_silent { Vec::new() } else { vec![fail(reason, None)] };
    }
    match limits::take(stream.into_reader(), PAGE_LIMIT) {
        Taken::All(bytes) if bytes.is_empty() => vec![fail("the file is empty; fetch the page again".into(), None)],
        Taken::All(bytes) => vec![Ok(Entry::page(name, bytes, format))],
        Taken::Part(bytes, reason) if bytes.is_empty() => {
            vec![fail(format!("{reason}; fetch the file again"), Some(0))]
        }
        Taken::Part(bytes, reason) => {
            let offset = Some(bytes.len());
            let rest =
                fail(format!("{reason} after {} bytes, which were read; fetch the file again", bytes.len()), offset);
            vec![Ok(Entry::page(name.clone(), bytes, format)), rest]
        }
        Taken::Refused(reason) => vec![fail(reason, None)],
    }
}

impl Entry {
    fn page(name: String, bytes: Vec<u8>, format: Option<Format>) -> Self {
        let content = Content::Bytes(bytes);
        Self::Page(Box::new(Document { name, content, format, declared: Declared::default(), container_line: None }))
    }
}

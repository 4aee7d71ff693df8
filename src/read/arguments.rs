//! Arguments to files: what `FILE`, `FOLDER`, `GLOB`, `-` and `--files-from` stand for.
//!
//! Everything that was named is looked up before anything is read, so that a typo costs no run.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::iter;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use jiff::Timestamp;

use crate::document::Unreadable;
use crate::error::Error;
use crate::read::Inputs;
use crate::read::names;
use crate::read::stream::Stream;
use crate::read::walk::{Scope, Walk};

/// A file to be opened when its turn comes.
#[derive(Debug)]
pub(super) struct Found {
    /// Its page name.
    pub(super) name: String,
    /// Where it is.
    pub(super) place: Place,
    /// Whether the user named it.
    pub(super) is_named: bool,
}

/// Where bytes come from.
#[derive(Debug)]
pub(super) enum Place {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Found {
    /// Gives when the file was last modified, in whole seconds; `None` for standard input and where the system cannot tell.
    pub(super) fn modified(&self) -> Option<Timestamp> {
        let Place::File(path) = &self.place else { return None };
        let modified = fs::metadata(path).and_then(|found| found.modified()).ok()?;
        Timestamp::try_from(modified).ok().and_then(|at| Timestamp::from_second(at.as_second()).ok())
    }

    /// Opens the file.
    pub(super) fn open(self) -> Result<Stream, Unreadable> {
        let Self { name, place, is_named } = self;
        match place {
            Place::Standard => Ok(Stream::new(name, is_named, io::stdin().lock())),
            Place::File(path) => match File::open(path) {
                Ok(file) => Ok(Stream::new(name, is_named, file)),
                Err(fault) => {
                    Err(Unreadable { name, reason: format!("cannot be opened ({fault})"), offset: None, line: None })
                }
            },
        }
    }
}

/// How similar a name must be to be offered for one that does not exist, 0 to 1. Jaro–Winkler's usual bound for typos.
const SIMILAR: f64 = 0.8;

/// What a walk takes, for messages.
const PAGES: &str =
    "pages are .html, .htm, .xhtml, .md, .mdx, .markdown, .txt, .jsonl and .ndjson files, also with .gz";

type Files = Box<dyn Iterator<Item = Result<Found, Unreadable>>>;

/// Looks up everything that was named, in its order.
pub(super) fn resolve(inputs: &Inputs) -> Result<Files, Error> {
    let mut is_standard_taken = false;
    let mut files: Vec<Files> = Vec::new();
    if let Some(list) = &inputs.files_from {
        is_standard_taken = list == "-";
        for (line, argument) in listed(list)? {
            let found = look_up(&argument, &mut is_standard_taken);
            files.push(found.map_err(|error| in_list(error, list, line))?);
        }
        if files.is_empty() {
            return Err(error(list, "lists no input", "write one file, folder or glob on each line"));
        }
    }
    for argument in &inputs.arguments {
        files.push(look_up(argument, &mut is_standard_taken)?);
    }
    if files.is_empty() {
        return Err(error("INPUT", "nothing was named", "name a file, a folder, a glob, or - for standard input"));
    }
    Ok(Box::new(files.into_iter().flatten()))
}

fn error(input: &str, reason: impl Into<String>, help: impl Into<String>) -> Error {
    Error::Input { input: input.to_owned(), reason: reason.into(), help: help.into() }
}

fn in_list(error: Error, list: &str, line: usize) -> Error {
    match error {
        Error::Input { input, reason, help } => {
            Error::Input { input, reason: format!("{reason} (line {line} of {list})"), help }
        }
        other => other,
    }
}

/// Reads a list of arguments: their 1-based lines and texts, blank lines left out.
fn listed(list: &str) -> Result<Vec<(usize, String)>, Error> {
    let mut bytes = Vec::new();
    let read = if list == "-" {
        io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        File::open(list).and_then(|mut file| file.read_to_end(&mut bytes).map(drop))
    };
    read.map_err(|fault| missing_or(list, &fault))?;
    let text = String::from_utf8(bytes).map_err(|fault| {
        let before = fault.as_bytes().get(..fault.utf8_error().valid_up_to()).unwrap_or_default();
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        error(list, format!("line {line} is not UTF-8"), "name the folder instead; a walk reads files of any name")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    Ok(lines.map(|(index, line)| (index + 1, line.to_owned())).collect())
}

fn look_up(argument: &str, is_standard_taken: &mut bool) -> Result<Files, Error> {
    if argument == "-" {
        if std::mem::replace(is_standard_taken, true) {
            return Err(error("-", "standard input was named twice", "it can be read only once"));
        }
        return Ok(one("-", Place::Standard));
    }
    let path = Path::new(argument);
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => folder(argument),
        Ok(found) if found.is_file() || is_handed_over(path) => Ok(one(argument, Place::File(path.to_owned()))),
        Ok(_) => {
            let reason = format!("is a pipe, socket or device, not a file; pass it as `- < {argument}`");
            let unreadable = Unreadable { name: names::label(path), reason, offset: None, line: None };
            Ok(Box::new(iter::once(Err(unreadable))))
        }
        Err(fault) if fault.kind() == io::ErrorKind::NotFound && argument.contains(['*', '?', '[', '{']) => {
            glob(argument)
        }
        Err(fault) => Err(missing_or(argument, &fault)),
    }
}

fn one(argument: &str, place: Place) -> Files {
    Box::new(iter::once(Ok(Found { name: names::label(Path::new(argument)), place, is_named: true })))
}

/// Tells whether a path is a pipe that the shell made for this process (`<(command)`, `/dev/stdin`): reading it ends. A
/// named pipe may wait for ever.
fn is_handed_over(path: &Path) -> bool {
    (path.starts_with("/dev") || path.starts_with("/proc"))
        && fs::symlink_metadata(path).is_ok_and(|own| own.is_symlink())
}

fn folder(argument: &str) -> Result<Files, Error> {
    let scope = Scope { is_named: false, takes_hidden: false, depth: usize::MAX };
    let walk =
        Walk::new(Path::new(argument), &prefix(argument), scope).map_err(|fault| missing_or(argument, &fault))?;
    non_empty(Box::new(walk)).ok_or_else(|| error(argument, "the folder holds no page", PAGES))
}

/// Gives the start of the page names of a folder: the argument as typed, nothing for the current folder.
pub(super) fn prefix(argument: &str) -> String {
    let typed = names::label(Path::new(argument));
    match typed.trim_end_matches('/') {
        "" if !typed.is_empty() => "/".into(),
        "." => String::new(),
        trimmed => trimmed.to_owned(),
    }
}

/// Gives the files back where there is at least one.
fn non_empty(files: Files) -> Option<Files> {
    let mut files = files.peekable();
    files.peek().is_some().then(|| -> Files { Box::new(files) })
}

/// Expands a glob: `*` and `?` stay inside a folder, `**` does not, `[a-z]` and `{da,en}` choose. Where the pattern gives
/// an extension its files count as named; else it chooses among the pages of a walk.
fn glob(argument: &str) -> Result<Files, Error> {
    let is_meta = |part: &&str| part.contains(['*', '?', '[', '{']);
    let parts: Vec<&str> = argument.split('/').collect();
    let fixed = parts.iter().position(is_meta).unwrap_or(0);
    let (base, pattern) = (parts[..fixed].join("/"), &parts[fixed..]);
    let base = if fixed > 0 && base.is_empty() { "/".to_owned() } else { base };
    let matcher = GlobBuilder::new(&pattern.join("/")).literal_separator(true).build();
    let matcher = matcher
        .map_err(|fault| {
            error(
                argument,
                format!("is no glob ({})", fault.kind()),
                "quote a name that has *, ?, [ or { with [*], [?], [[] or [{]",
            )
        })?
        .compile_matcher();
    let extension = pattern.last().and_then(|last| last.rsplit_once('.')).map(|(_, extension)| extension);
    let scope = Scope {
        is_named: extension.is_some_and(|extension| !extension.chars().all(|character| character == '*')),
        takes_hidden: pattern.iter().any(|part| part.starts_with('.')),
        depth: if pattern.contains(&"**") { usize::MAX } else { pattern.len() },
    };
    let root = if base.is_empty() { PathBuf::from(".") } else { PathBuf::from(&base) };
    let walked = Walk::new(&root, &prefix(&base), scope).ok();
    let found = walked.map(|walk| -> Files { Box::new(matching(walk, root, matcher)) }).and_then(non_empty);
    found.ok_or_else(|| {
        let help = if base.is_empty() {
            "give a pattern that matches a page of the current folder, or the name of a file".to_owned()
        } else if Path::new(&base).is_dir() {
            format!("look into {base}, or name it to read all its pages")
        } else {
            nearest(&base)
        };
        error(argument, "matches no file", help)
    })
}

fn matching(walk: Walk, root: PathBuf, matcher: GlobMatcher) -> impl Iterator<Item = Result<Found, Unreadable>> {
    let chosen = move |path: &Path| matcher.is_match(path.strip_prefix(&root).unwrap_or(path));
    walk.filter(move |found| match found {
        Ok(Found { place: Place::File(path), .. }) => chosen(path),
        Ok(Found { place: Place::Standard, .. }) => true,
        // A folder that cannot be read may hold what the pattern means.
        Err(Unreadable { name, .. }) => Path::new(name).is_dir() || chosen(Path::new(name)),
    })
}

/// Says why an argument cannot be used, and which name may have been meant.
fn missing_or(argument: &str, fault: &io::Error) -> Error {
    match fault.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            error(argument, "no such file or folder", nearest(argument))
        }
        _ => error(argument, fault.to_string(), "check the name and its permissions"),
    }
}

/// Gives the existing name that is most like one that does not exist.
fn nearest(argument: &str) -> String {
    let mut known = PathBuf::new();
    for part in Path::new(argument).components() {
        let next = known.join(part);
        if next.exists() {
            known = next;
            continue;
        }
        let folder = if known.as_os_str().is_empty() { Path::new(".") } else { &known };
        let wanted = names::label(Path::new(part.as_os_str()));
        let listed = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut like: Vec<(f64, String)> = listed
            .map(|entry| names::label(Path::new(&entry.file_name())))
            .map(|name| (strsim::jaro_winkler(&wanted, &name), name))
            .filter(|(similarity, _)| *similarity >= SIMILAR)
            .collect();
        like.sort_by(|(a, first), (b, second)| b.total_cmp(a).then_with(|| first.cmp(second)));
        return match like.first() {
            Some((_, name)) => format!("did you mean {}?", names::label(&known.join(name))),
            None if known.as_os_str().is_empty() => "paths start in the current folder; check the name".into(),
            None => format!("{} exists, but nothing like {wanted} in it", names::label(&known)),
        };
    }
    "check the name".into()
}

//! JSON as pages carry it, in scripts and attributes, walked for its strings: nothing is built, every string keeps its place.
//!
//! Lenient, as scripts are written by programs for programs: names without quotes, single quotes, values that are words
//! (`undefined`, `!0`) pass. Where a value turns out to be code, the walk goes on behind it and keeps what it has. Every
//! byte is passed over once, and once more for each string that holds JSON itself.

use std::borrow::Cow;
use std::collections::HashMap;

use memchr::{memchr, memchr2};
use xxhash_rust::xxh3::xxh3_64;

use super::super::entities::{Place, reference};
use crate::span::Span;

/// Objects and lists inside one another; no state of a page is nearly as deep.
const MAX_DEPTH: usize = 128;

/// JSON in strings of JSON, the outermost included.
const MAX_LAYERS: usize = 4;

/// Most bytes walked on one page, those of inner layers counted again.
const MOST_BYTES: usize = 16 << 20;

/// Most strings kept of one page.
const MOST_STRINGS: usize = 1 << 18;

/// The top of all paths: strings that no name leads to.
pub(super) const ROOT: u32 = 0;

/// A text that strings are cut from, and where its bytes come from.
#[derive(Debug)]
struct Layer<'a> {
    text: Cow<'a, str>,
    places: Places,
    /// The layer that it was a string of; `None` where it stands in the source itself.
    outer: Option<u32>,
}

/// Where the bytes of a decoded text stand in the text that it was decoded from: pairs of places, from each of which on both
/// run alike up to the next.
#[derive(Debug)]
pub(super) struct Places(Vec<(u32, u32)>);

impl Places {
    fn from(start: usize) -> Self {
        Self(vec![(0, start as u32)])
    }

    fn jump(&mut self, decoded: usize, written: usize) {
        self.0.push((decoded as u32, written as u32));
    }

    fn of(&self, offset: usize) -> usize {
        let next = self.0.partition_point(|&(decoded, _)| decoded as usize <= offset);
        let Some(&(decoded, written)) = next.checked_sub(1).and_then(|index| self.0.get(index)) else { return 0 };
        let limit = self.0.get(next).map_or(usize::MAX, |&(_, written)| written as usize);
        (written as usize + offset - decoded as usize).min(limit)
    }
}

/// A string as written, without its quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    layer: u32,
    start: u32,
    end: u32,
    /// What led to it: names only, and none twice, so that members of a list, and of lists inside lists, have the same.
    pub(super) path: u32,
    /// The object it is a value of.
    object: u32,
}

/// Where JSON stands decides what the names on a path mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// The site's own.
    Own,
    /// That of schema.org: a name means the same wherever it stands, so it is the whole path.
    Linked,
}

/// All strings of the JSON of one page, in order.
#[derive(Debug)]
pub(super) struct Strings<'a> {
    layers: Vec<Layer<'a>>,
    pub(super) texts: Vec<Text>,
    /// Whether an object holds a date, for those that hold a string.
    dated: Vec<bool>,
    paths: Paths,
    left: usize,
}

/// The paths of a page, each known by its last name and the path before it.
#[derive(Debug, Default)]
struct Paths {
    nodes: Vec<(u32, u64)>,
    index: HashMap<(u32, u64), u32>,
}

impl Paths {
    /// Gives the path one name further. A name that is on the path already leads back to there: trees are lists of lists.
    fn child(&mut self, path: u32, name: u64) -> u32 {
        let mut at = path;
        while at != ROOT
            && let Some(&(before, known)) = self.nodes.get(at as usize)
        {
            if known == name {
                return at;
            }
            at = before;
        }
        if self.nodes.is_empty() {
            self.nodes.push((ROOT, 0));
        }
        *self.index.entry((path, name)).or_insert_with(|| {
            self.nodes.push((path, name));
            (self.nodes.len() - 1) as u32
        })
    }
}

/// An open object or list.
#[derive(Clone, Copy, Debug)]
struct Frame {
    is_object: bool,
    path: u32,
    /// The path of the value to come, once its name is read.
    value: Option<u32>,
    object: Option<u32>,
}

impl<'a> Strings<'a> {
    pub(super) fn new() -> Self {
        Self { layers: Vec::new(), texts: Vec::new(), dated: Vec::new(), paths: Paths::default(), left: MOST_BYTES }
    }

    /// Walks the JSON in a script's text, which starts at `start` of the source.
    pub(super) fn script(&mut self, text: &'a str, start: usize, vocabulary: Vocabulary) {
        self.layer(Cow::Borrowed(text), Places::from(start), None, ROOT, vocabulary);
    }

    /// Walks the JSON in an attribute's value as written.
    pub(super) fn attribute(&mut self, value: &'a str, start: usize) {
        let (text, places) = referred(value, start);
        self.layer(text, places, None, ROOT, Vocabulary::Own);
    }

    /// Gives a string decoded, with the places of its bytes in its layer.
    pub(super) fn decoded(&self, text: &Text) -> (Cow<'_, str>, Places) {
        let range = text.start as usize..text.end as usize;
        let written = self.layers.get(text.layer as usize).and_then(|layer| layer.text.get(range)).unwrap_or_default();
        unescaped(written, text.start as usize)
    }

    /// Gives the place in the source where a string starts.
    pub(super) fn place(&self, text: &Text) -> usize {
        self.outward(text.start as usize, text.layer)
    }

    /// Gives the place in the source of a span of `text`, decoded with `places`.
    pub(super) fn span(&self, text: &Text, places: &Places, span: Span) -> Span {
        let place = |offset| self.outward(places.of(offset), text.layer);
        Span::new(place(span.start), place(span.end))
    }

    /// Gives the place in the source of a place in a layer.
    fn outward(&self, place: usize, layer: u32) -> usize {
        let mut place = place;
        let mut next = Some(layer);
        while let Some(layer) = next.and_then(|layer| self.layers.get(layer as usize)) {
            place = layer.places.of(place);
            next = layer.outer;
        }
        place
    }

    /// Tells whether the object that holds a string holds a date, too.
    pub(super) fn is_dated(&self, text: &Text) -> bool {
        self.dated.get(text.object as usize).copied().unwrap_or_default()
    }

    /// Gives the path that is `name` alone, if there is one.
    pub(super) fn linked(&self, name: &str) -> Option<u32> {
        self.paths.index.get(&(ROOT, linked_key(name))).copied()
    }

    /// Walks every object and list of a text. Layers inside layers are few, so that this may call itself.
    fn layer(&mut self, text: Cow<'a, str>, places: Places, outer: Option<u32>, path: u32, vocabulary: Vocabulary) {
        if text.len() > self.left {
            return;
        }
        self.left -= text.len();
        let number = self.layers.len() as u32;
        self.layers.push(Layer { text: Cow::Borrowed(""), places, outer });
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr2(b'{', b'[', rest)) {
            let open = at + found;
            let quote = open.checked_sub(1).and_then(|before| bytes.get(before)).copied().filter(|it| is_quote(*it));
            at = if let Some(quote) = quote {
                // `JSON.parse('{…}')`: JSON in a string that stands by itself.
                let (end, after) = string_end(bytes, open, quote);
                self.inner(number, &text, (open, end), path, vocabulary);
                after
            } else {
                self.walk(number, &text, open, path, vocabulary).max(open + 1)
            };
        }
        // Layers inside it needed its number, not its text.
        if let Some(layer) = self.layers.get_mut(number as usize) {
            layer.text = text;
        }
    }

    /// Walks the object or list at `open` and gives where it ends, or where it is none.
    fn walk(&mut self, layer: u32, text: &str, open: usize, path: u32, vocabulary: Vocabulary) -> usize {
        let bytes = text.as_bytes();
        let mut frames: Vec<Frame> = Vec::new();
        let mut at = open;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'{' | b'[' => {
                    if frames.len() >= MAX_DEPTH {
                        return at;
                    }
                    let path = match frames.last_mut() {
                        Some(frame) if frame.is_object => match frame.value.take() {
                            Some(path) => path,
                            None => return at,
                        },
                        Some(frame) => frame.path,
                        None => path,
                    };
                    frames.push(Frame { is_object: byte == b'{', path, value: None, object: None });
                    at += 1;
                }
                b'}' | b']' => {
                    frames.pop();
                    at += 1;
                    if frames.is_empty() {
                        return at;
                    }
                }
                b',' => at += 1,
                _ if byte.is_ascii_whitespace() => at += 1,
                _ => {
                    let Some(frame) = frames.last_mut() else { return at };
                    let (start, end, after) = if is_quote(byte) {
                        let (end, after) = string_end(bytes, at + 1, byte);
                        (at + 1, end, after)
                    } else {
                        let end = word_end(bytes, at);
                        (at, end, end)
                    };
                    if after <= at {
                        return at;
                    }
                    if frame.is_object && frame.value.is_none() {
                        let colon = skip_space(bytes, after);
                        if bytes.get(colon) != Some(&b':') {
                            return after;
                        }
                        let name = bytes.get(start..end).unwrap_or_default();
                        frame.value = Some(match vocabulary {
                            Vocabulary::Own => self.paths.child(frame.path, key(name)),
                            Vocabulary::Linked => self.paths.child(ROOT, key(name) ^ LINKED),
                        });
                        at = colon + 1;
                        continue;
                    }
                    let path = if frame.is_object { frame.value.take().unwrap_or(ROOT) } else { frame.path };
                    at = after;
                    if is_quote(byte) {
                        self.value(layer, text, (start, end), path, vocabulary, frame);
                    }
                }
            }
        }
        at
    }

    /// Takes note of a string that is a value.
    fn value(
        &mut self,
        layer: u32,
        text: &str,
        (start, end): (usize, usize),
        path: u32,
        vocabulary: Vocabulary,
        frame: &mut Frame,
    ) {
        let Some(written) = text.get(start..end) else { return };
        if written.trim_start().starts_with(['{', '[']) {
            let before = self.texts.len();
            self.inner(layer, text, (start, end), path, vocabulary);
            if self.texts.len() > before {
                return;
            }
        }
        if written.is_empty() || self.texts.len() >= MOST_STRINGS {
            return;
        }
        let object = *frame.object.get_or_insert_with(|| {
            self.dated.push(false);
            (self.dated.len() - 1) as u32
        });
        if starts_like_date(written)
            && let Some(slot) = self.dated.get_mut(object as usize)
        {
            *slot = true;
        }
        self.texts.push(Text { layer, start: start as u32, end: end as u32, path, object });
    }

    /// Walks the JSON that a string holds.
    fn inner(&mut self, layer: u32, text: &str, (start, end): (usize, usize), path: u32, vocabulary: Vocabulary) {
        let mut depth = 1;
        let mut next = self.layers.get(layer as usize).and_then(|layer| layer.outer);
        while let Some(outer) = next {
            depth += 1;
            next = self.layers.get(outer as usize).and_then(|layer| layer.outer);
        }
        let written = text.get(start..end).unwrap_or_default();
        if depth >= MAX_LAYERS || written.len() > self.left {
            return;
        }
        let (decoded, places) = unescaped(written, start);
        self.layer(Cow::Owned(decoded.into_owned()), places, Some(layer), path, vocabulary);
    }
}

/// Sets names of schema.org apart from those of sites.
const LINKED: u64 = 0x9e37_79b9_7f4a_7c15;

fn linked_key(name: &str) -> u64 {
    key(name.as_bytes()) ^ LINKED
}

/// Gives the number of a name. Digits do not count: `topic_17` is one of many topics.
fn key(name: &[u8]) -> u64 {
    if name.iter().any(u8::is_ascii_digit) {
        let rest: Vec<u8> = name.iter().copied().filter(|byte| !byte.is_ascii_digit()).collect();
        return xxh3_64(&rest);
    }
    xxh3_64(name)
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

/// Gives where a string ends that starts at `start`, behind its quote, and where the text goes on.
fn string_end(bytes: &[u8], start: usize, quote: u8) -> (usize, usize) {
    let mut at = start;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr2(quote, b'\\', rest)) {
        at += found;
        if bytes.get(at) == Some(&quote) {
            return (at, at + 1);
        }
        at += 2;
    }
    (bytes.len(), bytes.len())
}

/// Gives where a name or value without quotes ends.
fn word_end(bytes: &[u8], start: usize) -> usize {
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b'+' | b'-' | b'!');
    start + bytes.get(start..).unwrap_or_default().iter().take_while(is_part).count()
}

fn skip_space(bytes: &[u8], start: usize) -> usize {
    start + bytes.get(start..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Tells a date as programs write it: `2024-05-01`, with whatever behind it.
fn starts_like_date(written: &str) -> bool {
    let shape = written.bytes().take(10).enumerate().all(|(index, byte)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    shape && (10..=40).contains(&written.len())
}

/// Decodes the character references of an attribute.
fn referred(written: &str, start: usize) -> (Cow<'_, str>, Places) {
    let mut places = Places::from(start);
    let Some(first) = memchr(b'&', written.as_bytes()) else { return (Cow::Borrowed(written), places) };
    let mut decoded = String::with_capacity(written.len());
    let mut done = 0;
    let mut next = Some(first);
    while let Some(at) = next {
        decoded.push_str(written.get(done..at).unwrap_or_default());
        let rest = written.get(at..).unwrap_or_default();
        if let Some((length, [first, second])) = reference(rest, Place::Attribute) {
            decoded.push(first);
            if second != '\0' {
                decoded.push(second);
            }
            done = at + length;
            places.jump(decoded.len(), start + done);
        } else {
            decoded.push('&');
            done = at + 1;
        }
        next = written.get(done..).and_then(|rest| memchr(b'&', rest.as_bytes())).map(|found| done + found);
    }
    decoded.push_str(written.get(done..).unwrap_or_default());
    (Cow::Owned(decoded), places)
}

/// Decodes the escapes of a string.
fn unescaped(written: &str, start: usize) -> (Cow<'_, str>, Places) {
    let mut places = Places::from(start);
    let Some(first) = memchr(b'\\', written.as_bytes()) else { return (Cow::Borrowed(written), places) };
    let mut decoded = String::with_capacity(written.len());
    let mut done = 0;
    let mut next = Some(first);
    while let Some(at) = next {
        decoded.push_str(written.get(done..at).unwrap_or_default());
        let rest = written.get(at + 1..).unwrap_or_default();
        let (character, length) = escape(rest);
        decoded.extend(character);
        done = at + 1 + length;
        places.jump(decoded.len(), start + done);
        next = written.get(done..).and_then(|rest| memchr(b'\\', rest.as_bytes())).map(|found| done + found);
    }
    decoded.push_str(written.get(done..).unwrap_or_default());
    (Cow::Owned(decoded), places)
}

/// Gives what an escape stands for, and its length behind the backslash.
fn escape(rest: &str) -> (Option<char>, usize) {
    let Some(first) = rest.chars().next() else { return (None, 0) };
    let hex =
        |from: usize, length: usize| rest.get(from..from + length).and_then(|it| u32::from_str_radix(it, 16).ok());
    match first {
        'n' => (Some('\n'), 1),
        'r' => (Some('\r'), 1),
        't' => (Some('\t'), 1),
        'b' | 'f' | 'v' => (Some(' '), 1),
        '\n' => (None, 1),
        'x' => match hex(1, 2) {
            Some(code) => (char::from_u32(code), 3),
            None => (Some('x'), 1),
        },
        'u' => match (hex(1, 4), rest.get(5..7).filter(|it| *it == "\\u").and_then(|_| hex(7, 4))) {
            (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
                (char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)), 11)
            }
            (Some(code), _) => (Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)), 5),
            (None, _) => (Some('u'), 1),
        },
        other => (Some(other), other.len_utf8()),
    }
}

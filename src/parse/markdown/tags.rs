//! HTML inside Markdown: takes the tags away and keeps the text, piece by piece.
//!
//! Not a parser of HTML pages: Markdown's blocks bound everything, so a broken tag costs its block at most.

use std::borrow::Cow;
use std::ops::Range;

use crate::outline::Role;

/// What HTML consists of.
pub(super) enum Bit<'t> {
    /// Text, and its bytes in the piece.
    Text(Cow<'t, str>, Range<usize>),
    /// An opening tag: its name in lower case and all that stands between its brackets.
    Open(&'t str, &'t str),
    /// A closing tag: its name in lower case.
    Close(&'t str),
}

/// Where in the HTML the pieces so far have led.
#[derive(Debug, Default)]
pub(super) struct Tags {
    state: State,
    /// What the tag under way has so far.
    tag: String,
    quote: Option<char>,
    after_equals: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    Tag,
    Comment,
    /// Inside an element whose text nobody sees.
    Unseen(&'static str),
}

/// Elements whose text nobody sees, by the start of their closing tags.
const UNSEEN: [(&str, &str); 3] = [("script", "</script"), ("style", "</style"), ("template", "</template")];

impl Tags {
    /// Takes the next piece apart.
    pub(super) fn feed(&mut self, piece: &str, mut sink: impl FnMut(Bit)) {
        let mut at = 0;
        while let Some(rest) = piece.get(at..).filter(|rest| !rest.is_empty()) {
            at += match self.state {
                State::Text => self.text(rest, at, &mut sink),
                State::Tag => self.tag(rest, &mut sink),
                State::Comment => self.skip_past(rest, "-->"),
                State::Unseen(end) => {
                    let found = find_ignoring_case(rest, end);
                    if found.is_some() {
                        self.state = State::Text;
                    }
                    found.unwrap_or(rest.len())
                }
            };
        }
    }

    fn text(&mut self, rest: &str, at: usize, sink: &mut impl FnMut(Bit)) -> usize {
        let starts_tag = |from: &str| {
            from.as_bytes().get(1).is_some_and(|&byte| byte.is_ascii_alphabetic() || b"/!?".contains(&byte))
        };
        let mut tags = memchr::memchr_iter(b'<', rest.as_bytes());
        let end = tags.find(|&tag| rest.get(tag..).is_some_and(starts_tag)).unwrap_or(rest.len());
        if end > 0 {
            let text = rest.get(..end).unwrap_or_default();
            sink(Bit::Text(unescaped(text), at..at + end));
            return end;
        }
        if rest.starts_with("<!--") {
            self.state = State::Comment;
            return 4;
        }
        self.state = State::Tag;
        self.tag.clear();
        self.quote = None;
        self.after_equals = false;
        1
    }

    fn skip_past(&mut self, rest: &str, end: &str) -> usize {
        match memchr::memmem::find(rest.as_bytes(), end.as_bytes()) {
            Some(found) => {
                self.state = State::Text;
                found + end.len()
            }
            None => rest.len(),
        }
    }

    /// Reads on in a tag, whose end may stand in a later piece. A quote counts only where a value starts.
    fn tag(&mut self, rest: &str, sink: &mut impl FnMut(Bit)) -> usize {
        for (index, character) in rest.char_indices() {
            match self.quote {
                Some(quote) if quote == character => self.quote = None,
                None if character == '>' => {
                    self.state = State::Text;
                    self.close_tag(sink);
                    return index + 1;
                }
                None if self.after_equals && matches!(character, '"' | '\'') => self.quote = Some(character),
                _ => {}
            }
            self.after_equals = character == '=' || (self.after_equals && character.is_whitespace());
            self.tag.push(character);
        }
        rest.len()
    }

    fn close_tag(&mut self, sink: &mut impl FnMut(Bit)) {
        let (is_closing, inner) = match self.tag.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, self.tag.as_str()),
        };
        let end = inner.find(|character: char| character.is_whitespace() || character == '/').unwrap_or(inner.len());
        let name = inner.get(..end).unwrap_or_default().to_ascii_lowercase();
        if is_closing {
            sink(Bit::Close(&name));
            return;
        }
        sink(Bit::Open(&name, inner));
        if !inner.ends_with('/')
            && let Some((_, end)) = UNSEEN.iter().find(|(element, _)| *element == name)
        {
            self.state = State::Unseen(end);
        }
    }
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    memchr::memchr_iter(b'<', text.as_bytes())
        .find(|&at| text.get(at..at + wanted.len()).is_some_and(|found| found.eq_ignore_ascii_case(wanted)))
}

/// Gives the value of an attribute of a tag.
pub(super) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.match_indices(name).map(|(at, _)| at).find(|&at| {
        let before = tag.get(..at).unwrap_or_default();
        before.ends_with(char::is_whitespace)
            && tag.get(at + name.len()..).is_some_and(|after| after.trim_start().starts_with('='))
    })?;
    let value = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            return inner.split(quote).next();
        }
    }
    value.split(char::is_whitespace).next()
}

/// Gives the role of the line that an element starts; `None` for inline elements.
pub(super) fn line_role(element: &str) -> Option<Role> {
    Some(match element {
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "li" | "dd" | "dt" => Role::Item,
        "td" | "th" => Role::Cell,
        "figcaption" | "caption" => Role::Caption,
        "button" | "label" | "option" => Role::Control,
        "address" | "article" | "aside" | "blockquote" | "body" | "center" | "details" | "div" | "dl" | "fieldset"
        | "figure" | "footer" | "form" | "head" | "header" | "hr" | "html" | "main" | "nav" | "ol" | "p"
        | "section" | "summary" | "table" | "tbody" | "tfoot" | "thead" | "tr" | "ul" => Role::Paragraph,
        _ => return None,
    })
}

/// Replaces the character references that people type by hand, and numeric ones.
fn unescaped(text: &str) -> Cow<'_, str> {
    const NAMED: [(&str, char); 8] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("mdash", '—'),
        ("copy", '©'),
    ];
    /// The longest reference that is looked for, its ends not counted.
    const LONGEST: usize = 10;
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        read.push_str(before);
        let reference = after.bytes().take(LONGEST + 1).position(|byte| byte == b';').and_then(|end| after.get(..end));
        let character = reference.and_then(|name| match name.strip_prefix('#') {
            Some(number) => {
                let hexadecimal = number.strip_prefix(['x', 'X']);
                let code =
                    hexadecimal.map_or_else(|| number.parse().ok(), |digits| u32::from_str_radix(digits, 16).ok());
                code.and_then(char::from_u32)
            }
            None => NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character),
        });
        read.push(character.unwrap_or('&'));
        let length = character.and(reference).map_or(0, |name| name.len() + 1);
        rest = after.get(length..).unwrap_or_default();
    }
    read.push_str(rest);
    Cow::Owned(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[&str]) -> String {
        let mut tags = Tags::default();
        let mut shown = String::new();
        for piece in pieces {
            tags.feed(piece, |bit| match bit {
                Bit::Text(text, range) => {
                    assert!(piece.get(range).is_some());
                    shown.push_str(&text);
                }
                Bit::Open(name, _) => shown.extend(["[", name, "]"]),
                Bit::Close(name) => shown.extend(["[/", name, "]"]),
            });
        }
        shown
    }

    #[test]
    fn tags_go_and_text_stays() {
        assert_eq!(shown(&["<P class='a>b'>En &amp; to</P> 1 < 2"]), "[p]En & to[/p] 1 < 2");
        assert_eq!(shown(&["<img\n", "  alt=\"x > y\"\n", "/>efter"]), "[img]efter");
        assert_eq!(shown(&["før<!-- <p>\n", "--> efter"]), "før efter");
        assert_eq!(shown(&["<style>p {}\n", "</STYLE>efter"]), "[style][/style]efter");
        assert_eq!(shown(&["&#230;&#xF8;&unknown;&"]), "æø&unknown;&");
    }

    #[test]
    fn attributes_are_found_by_their_whole_name() {
        assert_eq!(attribute("a data-href=x href = 'y' title", "href"), Some("y"));
        assert_eq!(attribute("a href=z", "href"), Some("z"));
        assert_eq!(attribute("a href", "href"), None);
    }
}

//! Bytes to text.
//!
//! Finds the charset and the format of a page. Always yields text; bytes that fit no character become U+FFFD, counted
//! in a [`Problem`]. Line ends stay as they are, for spans count in the text that comes out of here.

mod charset;
mod format;

use crate::document::{Content, Declared, Document, Format, extension};
use crate::page::Problem;
use crate::span::{Source, Span};

use charset::Repaired;

/// A page's text, its format, and all that came with it.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The page's name.
    pub name: String,
    /// The text.
    pub source: Source,
    /// Its format, given or told from content and name.
    pub format: Format,
    /// What came with it.
    pub declared: Declared,
    /// What went wrong: replaced bytes are counted, not hidden.
    pub problems: Vec<Problem>,
    /// The record's line in its container.
    pub container_line: Option<usize>,
}

/// Decodes a document. Always yields text.
pub fn decode(document: Document) -> Decoded {
    let Document { name, content, format: given, declared, container_line } = document;
    let by_name = extension(&name).and_then(Format::of_extension);
    let mut problems = Vec::new();
    let text = match content {
        Content::Text(text) => text,
        Content::Bytes(bytes) => {
            let may_be_html = matches!(given.or(by_name), None | Some(Format::Html));
            let hints = charset::Hints {
                delivered: declared.charset.as_deref(),
                may_be_html,
                top_level_domain: declared.url.as_deref().and_then(top_level_domain),
            };
            let Repaired { text, charset, replaced, first } = charset::decode(bytes, &hints);
            problems.extend(replacement_problem(charset, replaced, first));
            text
        }
    };
    problems.extend(nul_problem(&text));
    let format = given.unwrap_or_else(|| format::tell(&text, by_name));
    Decoded { name, source: Source::new(text), format, declared, problems, container_line }
}

fn replacement_problem(charset: &str, replaced: usize, first: Option<usize>) -> Option<Problem> {
    let start = first?;
    let reason = if replaced == 1 {
        format!("1 byte sequence is not valid {charset} and stands as U+FFFD; fetch the page again or save it as UTF-8")
    } else {
        format!(
            "{replaced} byte sequences are not valid {charset} and stand as U+FFFD; fetch the page again or save it as UTF-8"
        )
    };
    Some(Problem { reason, span: Span::new(start, start + char::REPLACEMENT_CHARACTER.len_utf8()) })
}

fn nul_problem(text: &str) -> Option<Problem> {
    let start = memchr::memchr(0, text.as_bytes())?;
    let count = memchr::memchr_iter(0, text.as_bytes()).count();
    let what = if count == 1 { "1 NUL character stands".into() } else { format!("{count} NUL characters stand") };
    let reason = format!("{what} in the text, as after a broken download or a wrong charset; fetch the page again");
    Some(Problem { reason, span: Span::new(start, start + 1) })
}

/// Gives the last part of an address's host: it narrows the guess of a charset.
fn top_level_domain(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let (_, last) = host.rsplit_once('.')?;
    (!last.is_empty() && last.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(name: &str, bytes: &[u8]) -> Decoded {
        decode(Document {
            name: name.into(),
            content: Content::Bytes(bytes.to_vec()),
            format: None,
            declared: Declared::default(),
            container_line: None,
        })
    }

    #[test]
    fn replaced_bytes_are_counted_and_shown() {
        let page = decoded("a.txt", "Rødgrød med fløde".replace("fløde", "fl\u{1}de").as_bytes());
        assert_eq!(page.problems, []);
        let mut bytes = "Rødgrød med fløde og æbler".as_bytes().to_vec();
        bytes[10] = 0xff;
        bytes.push(0xe2);
        let page = decoded("a.txt", &bytes);
        assert_eq!(page.problems.len(), 1);
        assert!(page.problems[0].reason.starts_with("2 byte sequences are not valid UTF-8"), "{:?}", page.problems);
        assert_eq!(page.source.slice(page.problems[0].span), "\u{fffd}");
    }

    #[test]
    fn nul_characters_are_reported() {
        let page = decoded("a.txt", b"one\0two\0 and a longer text that is no UTF-16");
        assert!(page.problems[0].reason.starts_with("2 NUL characters stand"), "{:?}", page.problems);
        assert_eq!(page.problems[0].span, Span::new(3, 4));
    }

    proptest! {
        #[test]
        fn any_bytes_give_text_and_problems_inside_it(bytes: Vec<u8>, name in "[a-z]{0,3}(\\.(html|md|txt|gz))?") {
            let page = decoded(&name, &bytes);
            for problem in &page.problems {
                prop_assert!(!page.source.slice(problem.span).is_empty());
            }
        }

        #[test]
        fn utf8_text_stays_as_it_is(text in "[a-zæøå日本 \r\n]{0,80}") {
            let page = decoded("a.html", text.as_bytes());
            prop_assert_eq!(page.source.text(), text.as_str());
            prop_assert_eq!(page.problems.len(), 0);
        }
    }
}

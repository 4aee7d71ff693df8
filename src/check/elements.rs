//! Spans of text and the elements around them.

use crate::document::Format;
use crate::page::Page;
use crate::span::Span;

/// Widens the span of texts to the inline elements that hold nothing else, so that nobody is shown half a link. Markdown's
/// spans take in such markup as it is.
pub(super) fn whole_elements(page: &Page, span: Span) -> Span {
    let source = page.source.text();
    let mut whole = span;
    while page.format == Format::Html
        && let Some((start, end)) = element_around(source, whole)
    {
        whole = Span::new(start, end);
    }
    whole
}

/// Gives the bytes of the element that starts right before the span and ends right behind it.
fn element_around(source: &str, span: Span) -> Option<(usize, usize)> {
    let before = source.get(..span.start)?.strip_suffix('>')?;
    let start = before.len() - before.bytes().rev().take(LONGEST_TAG).position(|byte| matches!(byte, b'<' | b'>'))? - 1;
    let tag = before.get(start..)?.strip_prefix('<')?;
    let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().filter(|name| INLINE.contains(name))?;
    let closing = source.get(span.end..)?.strip_prefix("</")?;
    let after = closing.get(name.len()..).filter(|_| closing.get(..name.len()) == Some(name))?.strip_prefix('>')?;
    Some((start, source.len() - after.len()))
}

/// Elements inside a line.
const INLINE: &[&str] = &["a", "b", "em", "i", "mark", "small", "span", "strong", "u"];

/// How far back the start of a tag is looked for, in bytes.
const LONGEST_TAG: usize = 4096;

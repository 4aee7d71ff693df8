//! Directives: lines by which a generator frames the text that follows, as a note, a tip, a warning.
//!
//! Three families: colons (Docusaurus, `VitePress`, `MyST`: `:::note[Title]`), slashes (`PyMdown` blocks: `/// note | Title`)
//! and admonitions (Python-Markdown: `!!! note "Title"`, whose text is indented). A title is seen, the rest is not.

use std::ops::Range;

use super::inert::within_line;

/// What of a line is a directive.
#[derive(Debug, Default)]
pub(super) struct Directive {
    /// What is not seen, in bytes of the line, in order.
    pub(super) hidden: Vec<Range<usize>>,
    /// Where a list marker of four columns makes the indented text that follows the text of an item, not code.
    pub(super) item: Option<usize>,
}

/// Reads a line as a directive. `next` is the line after it.
pub(super) fn of(line: &str, next: &str) -> Option<Directive> {
    let content = line.trim_start();
    let start = line.len() - content.len();
    match content.as_bytes() {
        [b':', b':', b':', ..] => Some(colons(content, start)),
        [b'/', b'/', b'/', ..] => slashes(content, start),
        [b'!', b'!', b'!', ..] | [b'?', b'?', b'?', ..] => admonition(content, start, next),
        _ => None,
    }
}

fn one(range: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(range).collect()
}

fn is_of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

fn colons(content: &str, start: usize) -> Directive {
    let name = content.trim_start_matches(':').trim_start_matches([' ', '\t']);
    let title = name.trim_start_matches(is_of_name);
    let marker = start + content.len() - title.len();
    let attributes = |text: &str| within_line(text, "}").filter(|_| text.starts_with('{')).unwrap_or(0);
    let hidden = match title.strip_prefix('[').and_then(|inner| inner.rsplit_once(']')) {
        Some((inner, after)) => {
            let end = marker + 1 + inner.len();
            vec![start..marker + 1, end..end + 1 + attributes(after)]
        }
        None => one(start..marker + attributes(title)),
    };
    Directive { hidden, item: None }
}

fn slashes(content: &str, start: usize) -> Option<Directive> {
    let name = content.trim_start_matches('/');
    let (kind, title) = name.split_once('|').unwrap_or((name, ""));
    let is_kind = name.trim().is_empty() || (name.starts_with(' ') && kind.trim().chars().all(is_of_name));
    let end = start + content.len() - title.len();
    is_kind.then(|| Directive { hidden: one(start..end), item: None })
}

fn admonition(content: &str, start: usize, next: &str) -> Option<Directive> {
    let after = content.get(3..)?;
    let after = after.strip_prefix('+').unwrap_or(after).strip_prefix(' ')?;
    let (kinds, title) = after.split_once('"').unwrap_or((after, ""));
    let is_kind = |kind: &str| kind.chars().all(|character| character.is_ascii_lowercase() || is_of_name(character));
    let indent = next.len() - next.trim_start_matches(' ').len();
    let is_followed = next.trim().is_empty() || indent >= start + 4 || next.trim_start_matches(' ').starts_with('\t');
    if kinds.trim().is_empty() || !kinds.split_whitespace().all(is_kind) || !is_followed {
        return None;
    }
    let title_at = start + content.len() - title.len();
    let mut hidden = one(start + 4..title_at.max(start + 4));
    if let Some(quote) = title.rfind('"') {
        hidden.push(title_at + quote..title_at + quote + 1);
    }
    Some(Directive { hidden, item: Some(start) })
}

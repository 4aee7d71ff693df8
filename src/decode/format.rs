//! The format of a page that nobody named: by its extension and its text.

use crate::document::Format;

/// How much of a page is looked at.
const LOOK_BYTES: usize = 16 << 10;

/// How many HTML tags make a text HTML, and how many bytes each may stand for at most. A text that mentions a tag or two
/// stays text.
const TAGS: usize = 3;
const BYTES_PER_TAG: usize = 400;

/// How many signs of Markdown of different kinds make a text Markdown. One kind alone (a line that starts with `#`, two
/// asterisks) stands in ordinary texts too.
const MARKDOWN_KINDS: usize = 2;

/// How many headings alone make a text Markdown that starts with one; elsewhere they may be hashtags.
const MARKDOWN_HEADINGS: usize = 3;

/// Tells the format of `text`, whose extension stands for `by_name`.
pub(super) fn tell(text: &str, by_name: Option<Format>) -> Format {
    let is_html = Format::starts_as_html(text.as_bytes());
    match by_name {
        Some(Format::Markdown) => Format::Markdown,
        Some(Format::Html) if is_html || has_markup(text) => Format::Html,
        Some(Format::Html) => Format::Text,
        _ if is_html => Format::Html,
        Some(Format::Text) if Format::reads_as_markdown(text) => Format::Markdown,
        Some(Format::Text) => Format::Text,
        None => by_content(start(text, LOOK_BYTES)),
    }
}

/// Tells whether anything in the text could be a tag, a comment or a character reference.
fn has_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'<', b'&', bytes).any(|at| {
        bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?' | b'#'))
    })
}

/// Gives the first `bytes` of a text, up to three fewer where a character would be cut.
fn start(text: &str, bytes: usize) -> &str {
    (bytes.saturating_sub(3)..=bytes).rev().find_map(|end| text.get(..end)).unwrap_or(text)
}

fn by_content(text: &str) -> Format {
    if has_front_matter(text) {
        return Format::Markdown;
    }
    let first = text.trim_start();
    let starts_with = |tags: &[&str]| {
        tags.iter().any(|tag| first.get(..tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag)))
    };
    let tags = html_tags(text);
    let markdown = markdown_kinds(text);
    // The scripts of a page are full of what would be Markdown elsewhere.
    let is_dense = tags * BYTES_PER_TAG >= text.len();
    let is_markup = is_dense && (starts_with_tag(first) || (tags >= TAGS && markdown < MARKDOWN_KINDS));
    if is_markup || starts_with(&["<script", "<style", "<meta", "<link"]) {
        Format::Html
    } else if markdown >= MARKDOWN_KINDS {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// Tells whether a text starts with a block of `key: value` or `key = value` lines between `---` or `+++`.
fn has_front_matter(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let (fence, sign) = match lines.next().map(str::trim_end) {
        Some("---") => ("---", ':'),
        Some("+++") => ("+++", '='),
        _ => return false,
    };
    let mut has_key = false;
    for line in lines {
        if line.trim_end() == fence {
            return has_key;
        }
        has_key |= line.split_once(sign).is_some_and(|(key, _)| {
            let key = key.trim();
            !key.is_empty() && key.chars().all(|character| character.is_alphanumeric() || "_-.".contains(character))
        });
    }
    false
}

/// Elements that pages are made of.
const ELEMENTS: &str = "a article b blockquote br div em footer h1 h2 h3 h4 header hr i img li link main meta nav ol p \
    script section span strong style table td th tr ul";

/// Tells whether a text starts with a tag of one of the [`ELEMENTS`].
fn starts_with_tag(text: &str) -> bool {
    let Some(after) = text.strip_prefix('<') else { return false };
    let after = after.strip_prefix('/').unwrap_or(after);
    let end = after.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(after.len());
    let follows = after.get(end..).is_some_and(|rest| rest.starts_with(['>', '/', ' ', '\t', '\n', '\r']));
    let name = after.get(..end).unwrap_or_default();
    follows && ELEMENTS.split_ascii_whitespace().any(|known| name.eq_ignore_ascii_case(known))
}

/// Counts the tags in the text.
fn html_tags(text: &str) -> usize {
    let tags = memchr::memchr_iter(b'<', text.as_bytes());
    tags.filter(|&at| text.get(at..).is_some_and(starts_with_tag)).count()
}

/// Counts the kinds of Markdown signs in the text.
fn markdown_kinds(text: &str) -> usize {
    let mut headings = 0;
    let (mut has_fence, mut has_link, mut has_bold, mut has_code, mut has_table) = (false, false, false, false, false);
    for line in text.lines() {
        let line = line.trim_end();
        let after = line.trim_start_matches('#');
        let level = line.len() - after.len();
        headings += usize::from((1..=6).contains(&level) && after.starts_with(' '));
        has_fence |= line.starts_with("```") || line.starts_with("~~~");
        has_link |= line.contains("](");
        has_bold |= line.matches("**").count() >= 2;
        has_code |= line.matches('`').count() >= 2;
        let is_rule = line.starts_with('|') && line.contains("---");
        has_table |= is_rule && line.chars().all(|character| matches!(character, '|' | '-' | ':' | ' '));
    }
    let kinds = [headings > 0, has_fence, has_link, has_bold, has_code, has_table];
    let kinds = kinds.into_iter().filter(|&has| has).count();
    let is_outline = headings >= MARKDOWN_HEADINGS && text.trim_start().starts_with('#');
    kinds.max(if is_outline { MARKDOWN_KINDS } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_what_no_name_does() {
        for (text, expected) in [
            ("<p>En</p>\n<p>To</p>", Format::Html),
            ("<p>En side", Format::Html),
            ("  <!doctype html><title>x", Format::Html),
            ("---\ntitle: Hej\n---\nTekst", Format::Markdown),
            ("+++\ntitle = \"Hej\"\n+++\nTekst", Format::Markdown),
            ("# Titel\n\nEn [henvisning](https://example.org).", Format::Markdown),
            ("---\n\nTekst\n\n---", Format::Text),
            ("# et tal\nog 1 < 2 > 0, a<b>c", Format::Text),
            ("1. Samarbejde\n\n- en\n- to\n\n#tag", Format::Text),
            ("Emner\n# et\n# to\n# tre", Format::Text),
            ("# et\n\nto\n\n## tre\n\n## fire", Format::Markdown),
            ("# Brug\n\nSkriv `p`:\n\n```html\n<p>En</p><p>To</p>\n```", Format::Markdown),
            ("<script>a = `b` + `c`; // **d**</script>Tekst", Format::Html),
            ("", Format::Text),
        ] {
            assert_eq!(tell(text, None), expected, "{text}");
        }
    }

    #[test]
    fn a_name_that_the_content_belies_does_not_count() {
        assert_eq!(tell("Kun tekst & mere, 1 < 2", Some(Format::Html)), Format::Text);
        assert_eq!(tell("Caf&eacute;", Some(Format::Html)), Format::Html);
        assert_eq!(tell("<!DOCTYPE html><p>Hej", Some(Format::Text)), Format::Html);
        assert_eq!(tell("# Et\n\nto\n\n## tre\n\nfire\n\n## fem\n", Some(Format::Text)), Format::Markdown);
        assert_eq!(tell("# Et\n\n# to\ntre\n\n#fire\n\n## fem", Some(Format::Text)), Format::Text);
        assert_eq!(tell("# et\n# to\n# tre\n# fire", Some(Format::Text)), Format::Text);
        assert_eq!(tell("<Head>\n\nHej", Some(Format::Markdown)), Format::Markdown);
    }
}

//! The charset of a page, and its text.
//!
//! In this order: byte-order mark, UTF-16 by its NULs, valid UTF-8 (which no other charset looks like by chance, so it
//! beats a declaration), the delivery's word, the page's own word, mostly valid UTF-8, a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::utf16_low_byte_first;

/// What speaks for a charset besides the bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hints<'a> {
    /// The delivery's word.
    pub(super) delivered: Option<&'a str>,
    /// Whether `<meta charset>` and an XML declaration are looked for.
    pub(super) may_be_html: bool,
    /// Of the page's address, lower case.
    pub(super) top_level_domain: Option<&'a str>,
}

/// Text, and what had to be replaced in it.
#[derive(Debug)]
pub(super) struct Repaired {
    pub(super) text: String,
    /// The charset's name.
    pub(super) charset: &'static str,
    /// How many U+FFFD were put in.
    pub(super) replaced: usize,
    /// The byte of the text at which the first one stands.
    pub(super) first: Option<usize>,
}

/// How many bytes are looked at for UTF-16.
const UTF16_BYTES: usize = 4096;

/// How far into a page its own word is looked for. The HTML standard says 1,024 bytes; browsers read on to the end of the
/// head, for pages put comments and styles before it.
const PRESCAN_BYTES: usize = 8192;

/// Decodes the bytes of a page.
pub(super) fn decode(bytes: Vec<u8>, hints: &Hints) -> Repaired {
    if let Some((is_low_first, units)) = utf32(&bytes) {
        return from_utf32(units, is_low_first);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default());
    }
    let head = bytes.get(..UTF16_BYTES).unwrap_or(&bytes);
    if let Some(is_low_first) = utf16_low_byte_first(head) {
        return with(if is_low_first { UTF_16LE } else { UTF_16BE }, &bytes);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if !has_iso_2022_escape(&text) => {
            return Repaired { text, charset: UTF_8.name(), replaced: 0, first: None };
        }
        Ok(text) => text.into_bytes(),
        Err(fault) => fault.into_bytes(),
    };
    let declared = hints.delivered.and_then(|label| Encoding::for_label(label.as_bytes()));
    let declared = declared.or_else(|| hints.may_be_html.then(|| own_word(&bytes)).flatten());
    let is_mostly_utf8 = is_mostly_utf8(&bytes);
    match declared {
        // A page that can be read as ASCII to find its own word is in neither of the two UTF-16.
        Some(encoding) if !is_mostly_utf8 && ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) => with(encoding, &bytes),
        _ if is_mostly_utf8 => with(UTF_8, &bytes),
        _ => with(guess(&bytes, hints.top_level_domain), &bytes),
    }
}

/// Tells whether ASCII holds the escape sequences of ISO-2022-JP.
fn has_iso_2022_escape(text: &str) -> bool {
    text.is_ascii() && memchr::memmem::find(text.as_bytes(), b"\x1b$").is_some()
}

/// Tells whether more characters beyond ASCII are whole UTF-8 than not. In other charsets well under a tenth look whole by
/// chance.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut whole = 0_usize;
    let mut broken = 0_usize;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

fn guess(bytes: &[u8], top_level_domain: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(top_level_domain.map(str::as_bytes), Utf8Detection::Deny)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Repaired {
    let charset = encoding.name();
    if encoding == UTF_8 {
        let mut text = String::with_capacity(bytes.len());
        let mut replaced = 0;
        let mut first = None;
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                first = first.or(Some(text.len()));
                replaced += 1;
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        return Repaired { text, charset, replaced, first };
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut marks = text.match_indices(char::REPLACEMENT_CHARACTER).map(|(at, _)| at).filter(|_| had_errors);
    let first = marks.next();
    let replaced = first.map_or(0, |_| 1 + marks.count());
    Repaired { text: text.into_owned(), charset, replaced, first }
}

/// Gives what follows the byte-order mark of UTF-32, and whether its low bytes come first. The mark of the other UTF-16
/// followed by a NUL character is no text.
fn utf32(bytes: &[u8]) -> Option<(bool, &[u8])> {
    let low = bytes.strip_prefix(b"\xff\xfe\0\0").map(|units| (true, units));
    low.or_else(|| bytes.strip_prefix(b"\0\0\xfe\xff").map(|units| (false, units)))
}

fn from_utf32(units: &[u8], is_low_first: bool) -> Repaired {
    let mut text = String::with_capacity(units.len() / 4);
    let mut replaced = 0;
    let mut first = None;
    for unit in units.chunks(4) {
        let value = <[u8; 4]>::try_from(unit).ok();
        let value = value.map(|unit| if is_low_first { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) });
        text.push(value.and_then(char::from_u32).unwrap_or_else(|| {
            first = first.or(Some(text.len()));
            replaced += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    Repaired { text, charset: "UTF-32", replaced, first }
}

/// Finds what a page says of its own charset: `<meta charset>`, `<meta http-equiv>`, an XML declaration.
fn own_word(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PRESCAN_BYTES).unwrap_or(bytes).to_ascii_lowercase();
    let mut rest = head.as_slice();
    if rest.trim_ascii_start().starts_with(b"<?xml")
        && let Some(end) = memchr::memmem::find(rest, b"?>")
        && let Some(encoding) = rest.get(..end).and_then(|declaration| labelled(declaration, b"encoding"))
    {
        return Some(encoding);
    }
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at + 1..)?;
        if let Some(comment) = rest.strip_prefix(b"!--") {
            rest = memchr::memmem::find(comment, b"-->").and_then(|end| comment.get(end..))?;
        } else if let Some(tag) = rest.strip_prefix(b"meta") {
            let tag = tag.get(..memchr::memchr(b'>', tag).unwrap_or(tag.len()))?;
            if let Some(encoding) = labelled(tag, b"charset") {
                return Some(encoding);
            }
        }
    }
    None
}

/// Reads the charset's label after `key` and `=`, quoted or not.
fn labelled(tag: &[u8], key: &[u8]) -> Option<&'static Encoding> {
    memchr::memmem::find_iter(tag, key).find_map(|at| {
        let value = tag.get(at + key.len()..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let is_end = |byte: &u8| matches!(byte, b'"' | b'\'' | b';' | b'/') || byte.is_ascii_whitespace();
        let end = value.iter().position(is_end).unwrap_or(value.len());
        Encoding::for_label(value.get(..end)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: Hints = Hints { delivered: None, may_be_html: true, top_level_domain: None };

    fn text(bytes: &[u8], hints: &Hints) -> (String, &'static str) {
        let repaired = decode(bytes.to_vec(), hints);
        assert_eq!(repaired.replaced, 0, "{repaired:?}");
        (repaired.text, repaired.charset)
    }

    #[test]
    fn the_page_says_its_charset() {
        for head in [
            "<meta charset=windows-1251>",
            "<META Charset = 'windows-1251' />",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">",
            "<?xml version=\"1.0\" encoding=\"windows-1251\"?>",
            "<!-- <meta charset=utf-16> --><meta name=x><meta charset=windows-1251>",
        ] {
            let mut bytes = head.as_bytes().to_vec();
            bytes.extend(b"\xcf\xf0\xe8");
            assert_eq!(text(&bytes, &HTML), (format!("{head}При"), "windows-1251"));
        }
    }

    #[test]
    fn valid_utf8_beats_a_declaration() {
        let page = "<meta charset=iso-8859-1>Rødgrød";
        assert_eq!(text(page.as_bytes(), &HTML), (page.into(), "UTF-8"));
    }

    #[test]
    fn what_claims_utf8_and_is_not_is_guessed() {
        let (read, charset) = text(b"<meta charset=utf-8>R\xf8dgr\xf8d med fl\xf8de", &HTML);
        assert_eq!((&read[20..], charset), ("Rødgrød med fløde", "windows-1252"));
    }

    #[test]
    fn wide_charsets_are_read_with_and_without_a_mark() {
        let written = "Prøve på dansk og 日本語";
        let low: Vec<u8> = written.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high: Vec<u8> = written.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let wide: Vec<u8> = written.chars().flat_map(|character| u32::from(character).to_le_bytes()).collect();
        for (mark, bytes, charset) in [
            (&b"\xff\xfe"[..], &low, "UTF-16LE"),
            (b"", &low, "UTF-16LE"),
            (b"\xfe\xff", &high, "UTF-16BE"),
            (b"", &high, "UTF-16BE"),
            (b"\xff\xfe\0\0", &wide, "UTF-32"),
        ] {
            assert_eq!(text(&[mark, bytes].concat(), &Hints::default()), (written.into(), charset));
        }
    }

    #[test]
    fn japanese_escapes_are_not_ascii() {
        let (bytes, _, _) = encoding_rs::ISO_2022_JP.encode("日本語の文章です");
        assert_eq!(bytes.first(), Some(&0x1b));
        assert_eq!(text(&bytes, &Hints::default()).0, "日本語の文章です");
    }
}

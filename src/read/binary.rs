//! What is no text, told from its first bytes, in words that a user knows.

use crate::document::utf16_low_byte_first;

/// First bytes of files that hold no page text, at their offset. Source: the formats' own specifications, as collected in
/// the `magic` files of file(1).
const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (8, b"WAVE", "a sound file"),
    (4, b"ftypavif", "an AVIF image"),
    (4, b"ftyp", "a video"),
    (0, b"\x1a\x45\xdf\xa3", "a video"),
    (0, b"ID3", "a sound file"),
    (0, b"OggS", "a sound file"),
    (0, b"fLaC", "a sound file"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"\0\0\x01\0", "an icon"),
    (0, b"%PDF-", "a PDF file"),
    (0, b"{\\rtf", "an RTF file"),
    (0, b"PK\x03\x04", "a zip archive (or an Office file, which is one)"),
    (0, b"PK\x05\x06", "an empty zip archive"),
    (0, b"\x28\xb5\x2f\xfd", "zstd data"),
    (0, b"\xfd7zXZ\0", "xz data"),
    (0, b"BZh", "bzip2 data"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"OTTO\0", "a font"),
    (0, b"\0\x01\0\0\0", "a font"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\0asm", "a program"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"ARROW1", "an Arrow file"),
];

/// Share of control bytes, 1 in so many, from which bytes are no text in any charset. Compressed data has 1 in 10;
/// text has none.
const CONTROL_SHARE: usize = 32;

/// Names what the bytes look like where they are no text: the first bytes of a file, at least a few hundred.
pub(super) fn kind(head: &[u8]) -> Option<&'static str> {
    let signed = SIGNATURES.iter().find(|(offset, signature, _)| {
        head.get(*offset..).is_some_and(|from| from.starts_with(signature))
            && (*offset != 8 || head.starts_with(b"RIFF"))
    });
    if let Some((_, _, name)) = signed {
        return Some(name);
    }
    let has_mark = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.starts_with(b"\0\0\xfe\xff");
    if has_mark || utf16_low_byte_first(head).is_some() {
        return None;
    }
    // ESC belongs to ISO-2022-JP and to terminal output; form feed, backspace and SUB to old text files.
    let is_control = |byte: &&u8| matches!(byte, 0..=7 | 0x0b | 0x0e..=0x19 | 0x1c..=0x1f);
    let controls = head.iter().filter(is_control).count();
    (controls * CONTROL_SHARE > head.len()).then_some("a binary file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binaries_are_named_and_texts_are_not() {
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some("a PNG image"));
        assert_eq!(kind(b"RIFF\x10\0\0\0WEBPVP8 "), Some("a WebP image"));
        assert_eq!(kind(&[0; 512]), Some("a binary file"));
        assert_eq!(kind("Ganz gewöhnlicher Text".as_bytes()), None);
        assert_eq!(kind(b"caf\xe9 \x1b$B"), None);
        assert_eq!(kind(b"O\0r\0d\0 \0o\0g\0"), None);
        assert_eq!(kind(b""), None);
    }
}

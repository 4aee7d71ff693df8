//! What a file's name says: whether a walk should open it, and how the name is written.

use std::fmt::Write as _;
use std::path::{MAIN_SEPARATOR, Path};

use crate::document::{Format, extension};
use crate::read::containers::CONTAINERS;

/// What a walk expects of a file by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worth {
    /// The extension is that of a page or of a container of pages.
    Page,
    /// No extension: any text is a page.
    TextIsPage,
    /// An extension that says nothing (`.php`, `.asp`): a page where it starts as HTML.
    HtmlIsPage,
    /// The extension is that of something else.
    Nothing,
}

/// Extensions of what lies beside pages in a dump or a documentation folder and is never a page itself.
const NO_PAGES: &str = "png jpg jpeg gif webp avif svg svgz ico bmp tif tiff heic psd \
    css scss sass less js mjs cjs ts tsx jsx map wasm json json5 jsonc geojson webmanifest xml xsl xslt xsd dtd rss atom \
    woff woff2 ttf otf eot pdf ps eps djvu doc docx xls xlsx ppt pptx odt ods odp rtf epub mobi \
    mp3 mp4 m4a m4v ogg oga ogv wav flac webm avi mov mkv srt vtt \
    zip tar tgz tbz2 txz 7z rar bz2 xz lz4 br deb rpm jar apk iso dmg exe dll so dylib o a class pyc \
    db sqlite sqlite3 parquet arrow avro orc npy npz pkl bin dat bak tmp swp lock log pid sum sha256 md5 sig asc pem crt key \
    yaml yml toml ini cfg conf properties env csv tsv sql po pot mo xlf xliff \
    py rs go java c h cc cpp hpp cs rb pl sh bash ps1 bat lua r jl swift kt scala vue svelte";

/// Tells what a walk should expect of the file with this name.
pub(super) fn worth(name: &str) -> Worth {
    let Some(extension) = extension(name) else { return Worth::TextIsPage };
    let is = |known: &str| extension.eq_ignore_ascii_case(known);
    if Format::of_extension(extension).is_some()
        || CONTAINERS.iter().any(|container| container.extensions.iter().any(|known| is(known)))
    {
        Worth::Page
    } else if NO_PAGES.split_ascii_whitespace().any(is) {
        Worth::Nothing
    } else {
        Worth::HtmlIsPage
    }
}

/// Writes a path as a page name: `/` between parts, bytes that are not Unicode as `\xFF`.
pub(super) fn label(path: &Path) -> String {
    let mut label = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        label.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(label, "\\x{byte:02X}");
        }
    }
    if MAIN_SEPARATOR == '/' { label } else { label.replace(MAIN_SEPARATOR, "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_walk_expects() {
        for (name, expected) in [
            ("a/b.html", Worth::Page),
            ("a/b.HTM.gz", Worth::Page),
            ("dump.jsonl.gz", Worth::Page),
            ("LICENSE", Worth::TextIsPage),
            ("dump.gz", Worth::TextIsPage),
            ("index.php", Worth::HtmlIsPage),
            ("logo.PNG", Worth::Nothing),
            ("site.tar.gz", Worth::Nothing),
        ] {
            assert_eq!(worth(name), expected, "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_unicode_is_escaped() {
        use std::os::unix::ffi::OsStrExt as _;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"d\xf8d/side.html"));
        assert_eq!(label(path), "d\\xF8d/side.html");
    }
}

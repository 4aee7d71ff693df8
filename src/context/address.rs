//! The language that an address or a page's name tells: `/da/`, `da.example.org`, `?lang=da`, `guide.da.md`, `.dk`.
//!
//! Addresses are read, never fetched. What may mean something else as well (`/it/`, `/id/`, a country) is a hint, and
//! holds only where some text of the page is in that language.

use crate::detect::{self, Evidence};
use crate::language::Tag;
use crate::page::Page;

/// Codes that stand in addresses for other things at least as often: words, abbreviations, other lists of codes.
#[rustfmt::skip]
const AMBIGUOUS: &[&str] = &[
    "am", "ar", "br", "ca", "cs", "et", "eu", "fa", "ga", "gl", "gu", "hi", "id", "is", "it", "ka", "la", "lg", "lo",
    "mi", "mk", "ml", "mr", "ms", "mt", "my", "ne", "or", "pa", "ps", "ro", "si", "sl", "sn", "so", "sq", "sr", "st",
    "ta", "te", "th", "tl", "tn", "ts", "vi",
];

/// Country domains and the one language that their sites are mostly in. Countries of several languages (`.be`, `.ch`) and
/// domains sold for their sound (`.io`, `.ai`, `.tv`, `.me`, `.co`) are left out.
const COUNTRIES: &str = "al:sq ar:es at:de bg:bg br:pt by:be cat:ca cl:es cn:zh cz:cs de:de dk:da ee:et es:es eus:eu fi:fi \
    fo:fo fr:fr gal:gl ge:ka gr:el hr:hr hu:hu id:id ie:en il:he ir:fa is:is it:it jp:ja kr:ko kz:kk lt:lt lv:lv mk:mk mn:mn \
    mx:es nl:nl no:nb nz:en pe:es pl:pl pt:pt ro:ro rs:sr ru:ru se:sv si:sl sk:sk th:th tr:tr tw:zh ua:uk uk:en us:en vn:vi";

/// Query fields that carry the language of a page.
const FIELDS: &[&str] = &["lang", "language", "locale", "hl", "lng"];

/// How deep in a path a language stands at most: `/shop/da/…`, `/sites/example/da/…`.
const DEPTH: usize = 3;

/// How sure the detector must be of a text that is to confirm a hint.
const CONFIRMING: f64 = 0.9;

/// What an address says.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Claim {
    /// It can hardly mean anything else.
    Plain(Tag),
    /// It may mean something else.
    Hint(Tag),
}

/// Gives the language that the address of `page` tells, or else its name.
pub(super) fn language(page: &Page) -> Option<Tag> {
    let address = page.url.as_deref().map(parts);
    let claims = address.iter().flat_map(claims_of_address).chain(claims_of_name(&page.name));
    let mut hints = Vec::new();
    for claim in claims {
        match claim {
            Claim::Plain(tag) => return Some(tag),
            Claim::Hint(tag) => hints.push(tag),
        }
    }
    hints.into_iter().find(|&tag| is_confirmed(page, tag))
}

/// Tells whether some text of the page is in this language, of all there are.
fn is_confirmed(page: &Page, tag: Tag) -> bool {
    let is_in = |text: &str| {
        let found = Evidence::of(text).decide(None, |_| Some(0.0));
        found.tag.same_language(tag) && found.confidence >= CONFIRMING
    };
    page.blocks.iter().any(|block| {
        let fields = [&block.title, &block.category];
        fields.into_iter().flatten().any(|field| is_in(&field.text))
            || block.sections.iter().flat_map(|section| &section.paragraphs).any(|paragraph| is_in(&paragraph.text))
    })
}

/// The parts of an address that may tell a language.
pub(super) struct Parts<'a> {
    pub(super) host: &'a str,
    path: Vec<&'a str>,
    query: &'a str,
}

/// Parts an address; what is no address gives odd parts that tell nothing.
pub(super) fn parts(url: &str) -> Parts<'_> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (rest, _) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    Parts { host, path: path.split('/').filter(|segment| !segment.is_empty()).collect(), query }
}

/// Gives the first segment of the path that names a language.
pub(super) fn language_segment<'a>(parts: &Parts<'a>) -> Option<&'a str> {
    parts.path.iter().take(DEPTH).copied().find(|segment| tag_of(segment).is_some())
}

fn claims_of_address<'a>(parts: &'a Parts<'a>) -> impl Iterator<Item = Claim> + use<'a> {
    let path = parts.path.iter().take(DEPTH).filter_map(|segment| claim(segment));
    let query = parts.query.split('&').filter_map(|field| field.split_once('=')).filter_map(|(name, value)| {
        let is_ours = FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field));
        if is_ours { tag_of(value).map(Claim::Plain) } else { None }
    });
    let labels: Vec<&str> = parts.host.split('.').collect();
    let subdomain = labels.first().filter(|_| labels.len() > 2).and_then(|label| claim(label));
    let file = parts.path.last().and_then(|name| suffix(name)).map(Claim::Plain);
    let country = labels.last().and_then(|label| country(label)).map(Claim::Hint);
    path.chain(query).chain(subdomain).chain(file).chain(country)
}

/// A name is a path: its file may carry the language (`x.da.md`), or one of its folders, the innermost first.
fn claims_of_name(name: &str) -> impl Iterator<Item = Claim> {
    let mut parts = name.rsplit(['/', '!']);
    let file = parts.next().and_then(suffix).map(Claim::Plain);
    file.into_iter().chain(parts.filter_map(claim))
}

/// Reads the language before the extension: `x.da.md`, `index.pt-BR.html`. `x.is.md` is as likely a word.
fn suffix(name: &str) -> Option<Tag> {
    let (stem, _) = name.rsplit_once('.')?;
    let (_, code) = stem.rsplit_once('.')?;
    match claim(code)? {
        Claim::Plain(tag) => Some(tag),
        Claim::Hint(_) => None,
    }
}

fn claim(segment: &str) -> Option<Claim> {
    let tag = tag_of(segment)?;
    let is_ambiguous = AMBIGUOUS.contains(&segment.to_ascii_lowercase().as_str());
    Some(if is_ambiguous { Claim::Hint(tag) } else { Claim::Plain(tag) })
}

/// Reads a segment as a language that the detector knows. Three letters are as likely a word, so only two count.
fn tag_of(segment: &str) -> Option<Tag> {
    let language = segment.split(['-', '_']).next()?;
    let tag = Tag::parse(segment).filter(|_| language.len() == 2)?;
    // `en-page` is a name, `en-gb` a language: what does not fit a tag is cut off by the parser, and would be lost here.
    (tag.as_str().len() == segment.len() && detect::knows(tag)).then_some(tag)
}

fn country(label: &str) -> Option<Tag> {
    let pairs = COUNTRIES.split_ascii_whitespace().filter_map(|pair| pair.split_once(':'));
    let mut own = pairs.filter(|(domain, _)| domain.eq_ignore_ascii_case(label));
    own.next().map(|(_, tag)| Tag::of(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_address(url: &str) -> Vec<Claim> {
        claims_of_address(&parts(url)).collect()
    }

    #[test]
    fn paths_queries_and_subdomains_name_languages() {
        let (plain, hint) = (|tag| Claim::Plain(Tag::of(tag)), |tag| Claim::Hint(Tag::of(tag)));
        assert_eq!(of_address("https://example.org/da/side"), [plain("da")]);
        assert_eq!(of_address("https://example.org/pt-br/x"), [plain("pt-BR")]);
        assert_eq!(of_address("https://de.example.org/x?lang=fr#en"), [plain("fr"), plain("de")]);
        assert_eq!(of_address("https://example.dk/it/ydelser"), [hint("it"), hint("da")]);
        assert_eq!(of_address("https://example.org/side.sv.html"), [plain("sv")]);
    }

    #[test]
    fn what_only_looks_like_a_language_is_none() {
        for url in [
            "https://example.io/data/doc",
            "https://da.io/x",
            "https://example.org/en-page/",
            "https://x.tv/",
            "mailto:x@y",
            "",
        ] {
            assert!(of_address(url).is_empty(), "{url}");
        }
    }

    #[test]
    fn names_tell_by_suffix_and_innermost_folder() {
        let first = |name| claims_of_name(name).next();
        assert_eq!(first("docs/de/guide.da.md"), Some(Claim::Plain(Tag::of("da"))));
        assert_eq!(first("en/content/da/guide.md"), Some(Claim::Plain(Tag::of("da"))));
        assert_eq!(first("site.zip!/da/page.html"), Some(Claim::Plain(Tag::of("da"))));
        assert_eq!(first("blog/what-it.is.md"), None);
    }
}

//! Addresses without what a translation changes in them: the language, the site's host, the case.

use std::collections::BTreeSet;

use crate::language::Tag;
use crate::locale::Locale;

/// Gives what an address leads to in any language: host and path without language, fragment kept.
pub(super) fn anywhere(address: &str) -> String {
    let address = address.trim();
    let (rest, fragment) = address.split_once('#').map_or((address, None), |(rest, fragment)| (rest, Some(fragment)));
    let mut out = path(rest);
    if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

/// Gives host and path of an address without language and fragment, in lower case.
pub(super) fn path(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let (is_absolute, rest) = match address.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (false, address),
    };
    let (rest, query) = rest.split_once('?').map_or((rest, ""), |(rest, query)| (rest, query));
    let mut parts: Vec<String> = Vec::new();
    for (number, part) in rest.split('/').enumerate() {
        if is_absolute && number == 0 {
            let mut labels: Vec<&str> = part.split('.').filter(|label| !label.is_empty()).collect();
            let is_front = |label: &str| label.eq_ignore_ascii_case("www") || is_language(label);
            while labels.len() > 2 && labels.first().is_some_and(|label| is_front(label)) {
                labels.remove(0);
            }
            parts.push(labels.join(".").to_ascii_lowercase());
        } else if !part.is_empty() && part != "." && part != ".." && !is_language(part) {
            parts.push(without_suffix(part).to_ascii_lowercase());
        }
    }
    let query: Vec<&str> = query.split('&').filter(|field| !is_language_field(field)).collect();
    let mut out = parts.join("/");
    if query.iter().any(|field| !field.is_empty()) {
        out.push('?');
        out.push_str(&query.join("&"));
    }
    out
}

/// Gives the file that an address names, without language.
pub(super) fn file(address: &str) -> &str {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    address.rsplit('/').next().unwrap_or_default()
}

/// What a translation does with the anchors of its links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchors {
    /// The page does not tell.
    Unknown,
    /// They stay, as the headings keep their identifiers.
    Kept,
    /// They are named after the translated headings.
    Translated,
}

/// How many anchors a page must have in common with its original before it keeps them.
const ANCHORS_TELLING: usize = 2;

impl Anchors {
    /// Tells from the links of a page and of its original what became of the anchors.
    pub(super) fn of<'a>(original: impl Iterator<Item = &'a str>, other: impl Iterator<Item = &'a str>) -> Self {
        let other: BTreeSet<&str> = other.filter_map(anchor).collect();
        let original: BTreeSet<&str> = original.filter_map(anchor).collect();
        let kept = original.intersection(&other).count();
        let lost = original.len().min(other.len()) - kept;
        match kept {
            ANCHORS_TELLING.. if kept > lost => Self::Kept,
            _ if lost > kept && lost >= ANCHORS_TELLING => Self::Translated,
            _ => Self::Unknown,
        }
    }
}

fn anchor(address: &str) -> Option<&str> {
    address.split_once('#').map(|(_, anchor)| anchor).filter(|anchor| !anchor.is_empty())
}

/// Tells whether an anchor may be another, named after the translated heading.
fn is_translated(one: &str, other: &str, anchors: Anchors) -> bool {
    // Between words stand hyphens, underscores, points.
    let words = |anchor: &str| {
        anchor.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let (one, two) = (words(one), words(other));
    let shared = one.intersection(&two).count();
    match anchors {
        Anchors::Kept => false,
        // An anchor that holds the other was changed, not translated.
        Anchors::Translated => shared < one.len().min(two.len()),
        // Names stay in translated headings, most words do not.
        Anchors::Unknown => shared * 2 < one.len().min(two.len()),
    }
}

/// Tells whether one link may be the other for readers of another language: the same page with an anchor named after
/// its translated heading, a page of the same name at another place, or the same site in another language at an address
/// of its own.
pub(super) fn is_localised(original: &str, other: &str, anchors: Anchors) -> bool {
    if path(original) == path(other) {
        let (Some(one), Some(two)) = (anchor(original), anchor(other)) else { return false };
        return is_translated(one, two, anchors);
    }
    let (one, two) = (language(original), language(other));
    if is_same_search(original, other) || is_same_brand(original, other) {
        return true;
    }
    if end(original).is_some_and(|one| Some(one) == end(other)) {
        return true;
    }
    let last = |address: &str| path(address).rsplit('/').next().map(str::to_owned).unwrap_or_default();
    let (first, second) = (last(original), last(other));
    // A name that holds the other was changed, not translated.
    host(original) == host(other) && two.is_some() && one != two && !first.contains(&second) && !second.contains(&first)
}

/// Ends of names that sites put behind pages, or not.
const PAGES: &[&str] = &[".html", ".htm", ".md", ".mdx", ".php", ".aspx"];

/// Gives the last part of an address's path with query and anchor: what stays where a site or its pages move.
fn end(address: &str) -> Option<String> {
    let whole = anywhere(address);
    let (path, rest) = whole.find(['?', '#']).map_or((whole.as_str(), ""), |at| whole.split_at(at));
    let (folder, name) = path.rsplit_once('/')?;
    let name = PAGES.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    (!folder.is_empty() && !name.is_empty()).then(|| format!("{name}{rest}"))
}

/// Tells whether two addresses lead to the same place of one site that has a domain in every country.
fn is_same_brand(original: &str, other: &str) -> bool {
    let parts = |address: &str| {
        let whole = anywhere(address);
        let (host, rest) = whole.split_once('/').map_or((whole.as_str(), ""), |(host, rest)| (host, rest));
        let (brand, domain) = brand(host)?;
        address.contains("://").then(|| (brand.to_owned(), domain.to_owned(), rest.to_owned()))
    };
    let (Some(one), Some(two)) = (parts(original), parts(other)) else { return false };
    one.0 == two.0 && one.2 == two.2 && one.1 != two.1 && (is_country(&one.1) || is_country(&two.1))
}

/// Domains that registries of countries keep for kinds of sites, as `co` in `co.uk`.
const KINDS: &[&str] = &["ac", "co", "com", "edu", "go", "gov", "gob", "ne", "net", "or", "org"];

/// Domains of countries that sites of all the world take for what else they say, and that name no country: those that Google
/// treats as generic.
const GENERIC: &[&str] = &[
    "ad", "ai", "as", "bz", "cc", "cd", "co", "dj", "fm", "io", "la", "me", "ms", "nu", "sc", "sr", "su", "tv", "tk",
    "ws",
];

/// Parts a host into its name, with what stands before it, and the domain that it is registered in.
fn brand(host: &str) -> Option<(&str, &str)> {
    let (rest, top) = host.rsplit_once('.')?;
    match rest.rsplit_once('.') {
        Some((name, kind)) if top.len() == COUNTRY && KINDS.contains(&kind) => {
            Some((name, host.get(name.len() + 1..)?))
        }
        _ => Some((rest, top)),
    }
}

/// How many letters the domain of a country has (ISO 3166-1 alpha-2).
const COUNTRY: usize = 2;

fn is_country(domain: &str) -> bool {
    domain.rsplit('.').next().is_some_and(|top| top.len() == COUNTRY && (top != domain || !GENERIC.contains(&top)))
}

/// Gives the first part of an address that names a language.
fn language(address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '.']).find(|part| is_language(part)).map(str::to_lowercase)
}

/// Gives the last two labels of an address's host; empty for an address of the same site.
fn host(address: &str) -> String {
    let Some((_, rest)) = address.split_once("://") else { return String::new() };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let labels: Vec<&str> = host.rsplit('.').take(2).collect();
    labels.join(".").to_ascii_lowercase()
}

/// Tells whether two images are one drawn for two languages: the same file in folders of languages, or with the language in
/// its name.
pub(super) fn is_same_file(original: &str, other: &str) -> bool {
    let stem = |address: &str| {
        let name = file(address);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
        let cut =
            stem.rsplit_once(['-', '_', '.']).filter(|(_, end)| is_language(end)).map(|(start, _)| start.to_owned());
        cut.unwrap_or(stem)
    };
    stem(original) == stem(other)
}

fn is_language_field(field: &str) -> bool {
    matches!(field.split('=').next(), Some("lang" | "language" | "locale" | "hl" | "lng"))
}

/// Tells whether two addresses search for something in one place, each in its own words.
fn is_same_search(original: &str, other: &str) -> bool {
    let (Some((place, one)), Some((same, two))) = (original.split_once('?'), other.split_once('?')) else {
        return false;
    };
    let word = |query: &str| query.split('&').find(|field| is_search(field)).map(str::to_lowercase);
    match (word(one), word(two)) {
        // Words that hold the others were changed, not translated.
        (Some(one), Some(two)) => {
            (path(place) == path(same) || is_same_brand(place, same)) && !one.contains(&two) && !two.contains(&one)
        }
        _ => false,
    }
}

/// Tells whether a field of a query holds words that are searched for, in the reader's language.
fn is_search(field: &str) -> bool {
    matches!(field.split('=').next(), Some("q" | "query" | "search" | "text"))
}

/// Tells whether a part of an address names a language: two letters, or a language with a region or script.
pub(super) fn is_language(part: &str) -> bool {
    let language = part.split(['-', '_']).next().unwrap_or_default();
    language.len() == 2
        && Tag::parse(part).is_some_and(|tag| tag.as_str().len() == part.len() && Locale::default().names(tag))
}

/// Takes the language off a file's name: `guide.da.html` to `guide.html`.
fn without_suffix(part: &str) -> String {
    let mut pieces: Vec<&str> = part.split('.').collect();
    if let [.., language, _] = pieces.as_slice()
        && pieces.len() > 2
        && is_language(language)
    {
        let at = pieces.len() - 2;
        pieces.remove(at);
    }
    pieces.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_do_not_count() {
        for (a, b) in [
            ("/da/guide.html", "/en/guide.html"),
            ("/da/guide.html#top", "/guide.html#top"),
            ("https://da.wikipedia.org/wiki/X", "https://en.wikipedia.org/wiki/X"),
            ("https://example.org/en-US/docs?hl=en", "https://www.example.org/pt-BR/docs"),
            ("../guide.da.md", "guide.md"),
        ] {
            assert_eq!(anywhere(a), anywhere(b), "{a} {b}");
        }
        assert_ne!(anywhere("/a/b"), anywhere("/a/c"));
        assert_ne!(anywhere("/a#b"), anywhere("/a#c"));
        assert_eq!(file("/img/da/a.png?x=1"), "a.png");
    }

    #[test]
    fn a_site_has_one_name_in_all_countries() {
        for (one, other) in [
            ("https://alpha.com/", "https://alpha.de/"),
            ("https://www.alpha.com/shop", "https://alpha.co.uk/shop"),
            ("https://support.alpha.com/", "https://support.alpha.com.br/"),
            ("https://alpha.co.jp", "https://alpha.com"),
        ] {
            assert!(is_same_brand(one, other) && is_same_brand(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("https://support.alpha.com/", "https://support.rival.de/"),
            ("https://support.alpha.com/", "https://alpha.de/"),
            ("https://alpha.com/a", "https://alpha.io/a"),
            ("https://alpha.com/a", "https://alpha.de/b"),
            ("https://alpha.com/a", "https://alpha.org/a"),
        ] {
            assert!(!is_same_brand(one, other), "{one} {other}");
        }
    }
}

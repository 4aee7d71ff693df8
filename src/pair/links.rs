//! Addresses without what a translation changes in them: the language, the site's host, the case.

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

/// Tells whether one link may be the other for readers of another language: the same page with an anchor named after
/// its translated heading, a page of the same name at another place, or the same site in another language at an address
/// of its own.
pub(super) fn is_localised(original: &str, other: &str) -> bool {
    let anchor = |address: &str| address.split_once('#').map(|(_, anchor)| anchor.to_lowercase());
    if path(original) == path(other) {
        let (Some(one), Some(two)) = (anchor(original), anchor(other)) else { return false };
        // One anchor that holds the other was changed, not translated.
        return !one.contains(&two) && !two.contains(&one);
    }
    let (one, two) = (language(original), language(other));
    if is_same_search(original, other) {
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

/// Gives the last part of an address's path with query and anchor: what stays where a site or its pages move.
fn end(address: &str) -> Option<String> {
    let whole = anywhere(address);
    let (path, rest) = whole.find(['?', '#']).map_or((whole.as_str(), ""), |at| whole.split_at(at));
    let (folder, name) = path.rsplit_once('/')?;
    (!folder.is_empty() && !name.is_empty()).then(|| format!("{name}{rest}"))
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
        (Some(one), Some(two)) => path(place) == path(same) && !one.contains(&two) && !two.contains(&one),
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
}

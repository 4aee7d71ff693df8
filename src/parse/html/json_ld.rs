//! What the JSON-LD scripts of a page say of its main thing: article, product, profile.
//!
//! Bounded in bytes and in things looked at, as pages carry whole live blogs in there. Lists of other things
//! (`itemListElement`, `hasPart`, comments) are not read: they are not the page's own.

use std::borrow::Cow;
use std::collections::HashMap;

use super::about::{add_author, fill, folded};
use super::entities::{Place, decode};
use super::json::{self, Thing, Value, unescaped};
use crate::outline::About;

/// Most bytes of JSON-LD read of one page.
const MOST_BYTES: usize = 2 << 20;

/// Most things looked at on one page.
const MOST_THINGS: usize = 2000;

/// Most people kept; more is a list of members.
const MOST_PEOPLE: usize = 32;

/// The members that are read.
const WANTED: &[&str] = &[
    "@graph",
    "@id",
    "@list",
    "@type",
    "@value",
    "articleSection",
    "author",
    "creator",
    "dateCreated",
    "dateModified",
    "datePublished",
    "description",
    "familyName",
    "givenName",
    "headline",
    "mainEntity",
    "mainEntityOfPage",
    "name",
    "publisher",
    "uploadDate",
    "url",
];

/// Types that frame a page and are not what it is about.
const FRAMES: [&str; 11] = [
    "Organization",
    "Corporation",
    "WebSite",
    "BreadcrumbList",
    "ImageObject",
    "Person",
    "SearchAction",
    "SiteNavigationElement",
    "WPHeader",
    "WPFooter",
    "ItemList",
];

/// Reads the scripts' texts. `canonical` is the page's own address, where it says so elsewhere.
pub(super) fn read<'a>(scripts: impl Iterator<Item = &'a str>, canonical: Option<&str>) -> About {
    let mut left = MOST_BYTES;
    let mut texts = Vec::new();
    for script in scripts {
        let mut end = script.len().min(left);
        while !script.is_char_boundary(end) {
            end -= 1;
        }
        left -= end;
        let text = script.get(..end).unwrap_or_default();
        // Some templates escape the quotes, too.
        let is_escaped = text.contains("&quot;") && !text.contains('"');
        texts.push(if is_escaped { decode(text, Place::Text) } else { Cow::Borrowed(text) });
    }
    let documents: Vec<Value> = texts.iter().flat_map(|text| json::read(text, WANTED, MOST_THINGS)).collect();
    let things = things(&documents);
    about(&things, canonical)
}

fn about(things: &[&Thing], canonical: Option<&str>) -> About {
    let mut about = About::default();
    let by_id: HashMap<&str, &Thing> = things.iter().filter_map(|thing| Some((text(thing, "@id")?, *thing))).collect();
    // Of several articles the page is the one that has its address, else the first.
    let articles = || things.iter().copied().filter(|thing| types(thing).any(is_article));
    let is_here = |thing: &&Thing| canonical.is_some_and(|canonical| is_at(thing, canonical));
    let main = articles().find(is_here).or_else(|| articles().next());
    let is_main = |thing: &&Thing| types(thing).next().is_some() && !types(thing).any(is_frame);
    if let Some(thing) = main.or_else(|| things.iter().copied().find(is_main)) {
        fill_from(&mut about, thing, &by_id);
    }
    let pages = things.iter().filter(|thing| types(thing).any(|kind| kind.ends_with("Page")));
    for page in pages {
        for (slot, key) in [(&mut about.published, "datePublished"), (&mut about.modified, "dateModified")] {
            fill(slot, &text(page, key).map(unescaped).unwrap_or_default());
        }
        if about.authors.is_empty() {
            add_authors(&mut about, page, &by_id);
        }
    }
    for thing in things {
        let name = || text(thing, "name").map(unescaped).unwrap_or_default();
        if types(thing).any(|kind| kind == "WebSite") {
            fill(&mut about.site_name, &name());
        }
        if types(thing).any(|kind| kind == "Person") {
            add_person(&mut about.people, thing);
        }
    }
    about
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article") || kind.ends_with("Posting")
}

fn is_frame(kind: &str) -> bool {
    FRAMES.contains(&kind) || kind.ends_with("Organization") || kind.ends_with("Page") || kind.ends_with("Object")
}

/// Tells whether a thing says that it is the page at an address.
fn is_at(thing: &Thing, canonical: &str) -> bool {
    let bare = |address: &str| {
        let address = address.split(['#', '?']).next().unwrap_or(address);
        unescaped(address).trim_end_matches('/').to_owned()
    };
    let canonical = bare(canonical);
    let of_page = match member(thing, "mainEntityOfPage") {
        Some(Value::Text(address)) => Some(*address),
        Some(Value::Thing(page)) => text(page, "@id").or_else(|| text(page, "url")),
        _ => None,
    };
    [of_page, text(thing, "url"), text(thing, "@id")].into_iter().flatten().any(|address| bare(address) == canonical)
}

/// Gives the things that stand for the page, in reading order.
fn things<'d, 'a>(documents: &'d [Value<'a>]) -> Vec<&'d Thing<'a>> {
    let mut things = Vec::new();
    let mut waiting: Vec<&Value> = documents.iter().rev().collect();
    while let Some(value) = waiting.pop() {
        if things.len() >= MOST_THINGS {
            break;
        }
        match value {
            Value::List(values) => waiting.extend(values.iter().rev()),
            Value::Thing(thing) => {
                things.push(thing);
                // Questions that a page answers beside what it is about.
                if types(thing).any(|kind| kind == "FAQPage") {
                    continue;
                }
                for key in ["mainEntityOfPage", "mainEntity", "@graph"] {
                    waiting.extend(member(thing, key));
                }
            }
            Value::Text(_) => {}
        }
    }
    things
}

fn member<'d, 'a>(thing: &'d Thing<'a>, wanted: &str) -> Option<&'d Value<'a>> {
    thing.iter().find(|(key, _)| *key == wanted).map(|(_, value)| value)
}

fn types<'d>(thing: &'d Thing) -> impl Iterator<Item = &'d str> {
    let kinds = match member(thing, "@type") {
        Some(Value::List(kinds)) => kinds.as_slice(),
        Some(kind) => std::slice::from_ref(kind),
        None => &[],
    };
    kinds.iter().filter_map(|kind| match kind {
        Value::Text(kind) => Some(kind.rsplit(['/', '#', ':']).next().unwrap_or(kind)),
        _ => None,
    })
}

/// Gives a text, or the first of a list of texts.
fn text<'a>(thing: &Thing<'a>, key: &str) -> Option<&'a str> {
    match member(thing, key)? {
        Value::Text(text) => Some(text),
        Value::List(values) => values.iter().find_map(|value| match value {
            Value::Text(text) => Some(*text),
            _ => None,
        }),
        Value::Thing(thing) => match member(thing, "@value")? {
            Value::Text(text) => Some(text),
            _ => None,
        },
    }
}

fn fill_from(about: &mut About, thing: &Thing, by_id: &HashMap<&str, &Thing>) {
    let first_of = |keys: &[&str]| keys.iter().find_map(|key| folded(&unescaped(text(thing, key)?)));
    about.headline = first_of(&["headline", "name"]);
    about.published = first_of(&["datePublished", "dateCreated", "uploadDate"]);
    about.modified = first_of(&["dateModified"]);
    about.category = first_of(&["articleSection"]);
    about.description = first_of(&["description"]);
    about.kind = types(thing).next().map(str::to_owned);
    add_authors(about, thing, by_id);
    about.publisher = named(member(thing, "publisher"), by_id).first().and_then(|name| folded(name));
}

fn add_authors(about: &mut About, thing: &Thing, by_id: &HashMap<&str, &Thing>) {
    let authors = member(thing, "author").or_else(|| member(thing, "creator"));
    for name in named(authors, by_id) {
        add_author(&mut about.authors, &name);
    }
    // Those who are described are presented somewhere.
    let mut waiting: Vec<&Value> = authors.into_iter().collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::List(values) => waiting.extend(values.iter().rev()),
            Value::Thing(person) => {
                add_person(
                    &mut about.people,
                    text(person, "@id").and_then(|id| by_id.get(id).copied()).unwrap_or(person),
                );
            }
            Value::Text(_) => {}
        }
    }
}

/// Gives the names in a value: texts, things with a name, references to such things, lists of all these.
fn named<'d>(value: Option<&'d Value>, by_id: &HashMap<&str, &'d Thing>) -> Vec<String> {
    let mut names = Vec::new();
    let mut waiting: Vec<&Value> = value.into_iter().collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Text(name) => names.push(unescaped(name).into_owned()),
            Value::List(values) => waiting.extend(values.iter().rev()),
            Value::Thing(thing) => {
                let referred = || text(thing, "@id").and_then(|id| by_id.get(id).copied());
                match member(thing, "name").or_else(|| member(thing, "@list")) {
                    Some(Value::Thing(name)) => {
                        names.extend(text(name, "@value").map(|name| unescaped(name).into_owned()));
                    }
                    Some(inside) => waiting.push(inside),
                    None => names.extend(name_of(thing).or_else(|| name_of(referred()?))),
                }
            }
        }
    }
    names
}

/// Gives the name of a person, whole or in its parts.
fn name_of(thing: &Thing) -> Option<String> {
    let part = |key| text(thing, key).map(|part| unescaped(part).into_owned());
    part("name").or_else(|| Some([part("givenName")?, part("familyName")?].join(" ")))
}

/// Keeps the names of people who are described: somebody presents them.
fn add_person(people: &mut Vec<String>, thing: &Thing) {
    let is_described = text(thing, "description").is_some_and(|text| !text.trim().is_empty());
    if people.len() < MOST_PEOPLE
        && is_described
        && let Some(name) = name_of(thing).and_then(|name| folded(&name))
        && !people.contains(&name)
    {
        people.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_read_as_pages_write_them() {
        for script in [
            r#"{"@type":"Article","headline":"H"}"#,
            r#"[{"@type":"Organization","name":"O"},{"@type":"http://schema.org/BlogPosting","headline":"H"}];"#,
            "<!-- {\"@type\":\"Article\",\"headline\":\"H\"} -->",
            "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"H\"}\n//]]>",
            "/*<![CDATA[*/[{\"@type\":\"Article\",\"headline\":\"H\"}]/*]]>*/",
            "{\"@type\":\"WebPage\",\"mainEntity\":{\"@type\":\"Article\",\"headline\":\"H\n\"}}",
            r#"{"@type":"Article","headline":["H"]}{"@type":"Article","headline":"second"}"#,
            "{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;H&quot;}",
            r#"{"@type":"QAPage","mainEntity":{"@type":"Question","name":"H"}}"#,
        ] {
            assert_eq!(read([script].into_iter(), None).headline.as_deref(), Some("H"), "{script}");
        }
    }

    #[test]
    fn authors_are_found_in_every_shape() {
        for author in [
            r#""Ane Dahl""#,
            r#"{"@type":"Person","name":"Ane Dahl"}"#,
            r#"{"name":["Ane Dahl"]}"#,
            r#"[[{"name":{"@value":"Ane Dahl"}}]]"#,
            r##"{"@id":"#ane"}"##,
            r#"{"@list":[{"givenName":"Ane","familyName":"Dahl"}]}"#,
        ] {
            let script = format!(
                r##"{{"@graph":[{{"@type":"Article","author":{author}}},
                {{"@type":"Person","@id":"#ane","name":"Ane Dahl","description":"Writes."}}]}}"##
            );
            let about = read([script.as_str()].into_iter(), None);
            assert_eq!(about.authors, ["Ane Dahl"], "{script}");
            assert_eq!(about.people.len(), 1);
        }
    }

    #[test]
    fn the_article_with_the_pages_address_is_the_page() {
        let script = r#"[{"@type":"Article","headline":"Other","url":"https://x.test/other"},
            {"@type":"Article","headline":"This","mainEntityOfPage":{"@id":"https:\/\/x.test\/this/"}}]"#;
        assert_eq!(read([script].into_iter(), Some("https://x.test/this")).headline.as_deref(), Some("This"));
        assert_eq!(read([script].into_iter(), None).headline.as_deref(), Some("Other"));
    }

    #[test]
    fn hostile_scripts_are_passed_over() {
        let deep = "[".repeat(100_000);
        let long = format!("{{\"a\":\"{}\"}}", "x".repeat(MOST_BYTES));
        for script in ["", "{", "]", "CDATA[", deep.as_str(), long.as_str(), "{\"@type\":7,\"author\":[[[]]]}"] {
            assert_eq!(read([script].into_iter(), None).headline, None);
        }
    }
}

//! What the JSON-LD scripts of a page say of its main thing: article, product, profile.
//!
//! Bounded in bytes and in things looked at, as pages carry whole live blogs in there. Lists of other things
//! (`itemListElement`, `hasPart`, comments) are not walked: they are not the page's own.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::{Map, Value};

use super::about::{add_author, fill};
use crate::outline::About;

/// Most bytes of JSON-LD read of one page.
const MOST_BYTES: usize = 2 << 20;

/// Most things looked at on one page.
const MOST_THINGS: usize = 2000;

/// Types that frame a page and are not what it is about.
const FRAMES: [&str; 14] = [
    "Organization",
    "NewsMediaOrganization",
    "Corporation",
    "WebSite",
    "WebPage",
    "BreadcrumbList",
    "ImageObject",
    "VideoObject",
    "Person",
    "SearchAction",
    "SiteNavigationElement",
    "WPHeader",
    "WPFooter",
    "ItemList",
];

type Thing = Map<String, Value>;

/// Reads the scripts' texts.
pub(super) fn read<'a>(scripts: impl Iterator<Item = &'a str>) -> About {
    let mut about = About::default();
    let mut left = MOST_BYTES;
    let mut documents = Vec::new();
    for script in scripts {
        let json = unwrapped(script);
        if json.len() > left {
            continue;
        }
        left -= json.len();
        documents.extend(parse(json));
    }
    let things = things(&documents);
    let names = names(&things);
    let is_article = |thing: &&Thing| types(thing).any(|kind| kind.ends_with("Article") || kind.ends_with("Posting"));
    let is_other = |thing: &&Thing| types(thing).next().is_some() && !types(thing).any(|kind| FRAMES.contains(&kind));
    let main = things.iter().copied().find(is_article).or_else(|| things.iter().copied().find(is_other));
    if let Some(thing) = main {
        fill_from(&mut about, thing, &names);
    }
    for thing in &things {
        if types(thing).any(|kind| kind == "WebSite") {
            fill(&mut about.site_name, text(thing.get("name")).unwrap_or_default());
        }
    }
    about
}

/// Takes off the comment and CDATA signs that old pages put around scripts.
fn unwrapped(script: &str) -> &str {
    let mut json = script.trim();
    loop {
        let before = json.len();
        for sign in ["<!--", "/*", "*/", "//", "<![CDATA["] {
            json = json.strip_prefix(sign).unwrap_or(json).trim_start();
        }
        for sign in ["-->", "/*", "*/", "//", "]]>", ";"] {
            json = json.strip_suffix(sign).unwrap_or(json).trim_end();
        }
        if json.len() == before {
            return json;
        }
    }
}

/// Parses a script; line breaks inside strings, which JSON forbids and pages have, are blanks.
fn parse(json: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(json) {
        return Some(value);
    }
    let is_control = |character: char| character.is_control();
    let json = if json.contains(is_control) { Cow::Owned(json.replace(is_control, " ")) } else { Cow::Borrowed(json) };
    // A second object or a stray semicolon may follow the first.
    serde_json::Deserializer::from_str(&json).into_iter().next()?.ok()
}

/// Gives the things that stand for the page, in reading order.
fn things(documents: &[Value]) -> Vec<&Thing> {
    let mut things = Vec::new();
    let mut waiting: Vec<&Value> = documents.iter().rev().collect();
    while let Some(value) = waiting.pop() {
        if things.len() >= MOST_THINGS {
            break;
        }
        match value {
            Value::Array(values) => waiting.extend(values.iter().take(MOST_THINGS).rev()),
            Value::Object(thing) => {
                things.push(thing);
                for key in ["mainEntityOfPage", "mainEntity", "@graph"] {
                    waiting.extend(thing.get(key).filter(|value| value.is_object() || value.is_array()));
                }
            }
            _ => {}
        }
    }
    things
}

/// Gives the names of things that are referred to by `@id`.
fn names<'a>(things: &[&'a Thing]) -> HashMap<&'a str, &'a str> {
    things.iter().filter_map(|thing| Some((text(thing.get("@id"))?, text(thing.get("name"))?))).collect()
}

fn types(thing: &Thing) -> impl Iterator<Item = &str> {
    let kinds = match thing.get("@type") {
        Some(Value::Array(kinds)) => kinds.as_slice(),
        Some(kind) => std::slice::from_ref(kind),
        None => &[],
    };
    kinds.iter().filter_map(Value::as_str).map(|kind| kind.rsplit(['/', '#']).next().unwrap_or(kind))
}

/// Gives a text, or the first of a list of texts.
fn text(value: Option<&Value>) -> Option<&str> {
    match value? {
        Value::String(text) => Some(text),
        Value::Array(values) => values.first().and_then(Value::as_str),
        Value::Object(thing) => thing.get("@value").and_then(Value::as_str),
        _ => None,
    }
}

fn fill_from(about: &mut About, thing: &Thing, names: &HashMap<&str, &str>) {
    let slots = [
        (&mut about.headline, "headline"),
        (&mut about.published, "datePublished"),
        (&mut about.modified, "dateModified"),
        (&mut about.category, "articleSection"),
        (&mut about.description, "description"),
    ];
    for (slot, key) in slots {
        fill(slot, text(thing.get(key)).unwrap_or_default());
    }
    fill(&mut about.headline, text(thing.get("name")).unwrap_or_default());
    about.body = text(thing.get("articleBody")).filter(|body| !body.trim().is_empty()).map(str::to_owned);
    about.kind = types(thing).next().map(str::to_owned);
    let authors = match thing.get("author").or_else(|| thing.get("creator")) {
        Some(Value::Array(authors)) => authors.as_slice(),
        Some(author) => std::slice::from_ref(author),
        None => &[],
    };
    for author in authors {
        match author {
            Value::String(name) => add_author(&mut about.authors, name),
            Value::Object(person) => {
                let name = text(person.get("name")).or_else(|| names.get(text(person.get("@id"))?).copied());
                add_author(&mut about.authors, name.unwrap_or_default());
            }
            _ => {}
        }
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
        ] {
            assert_eq!(read([script].into_iter()).headline.as_deref(), Some("H"), "{script}");
        }
    }

    #[test]
    fn hostile_scripts_are_passed_over() {
        let deep = "[".repeat(100_000);
        let long = format!("{{\"a\":\"{}\"}}", "x".repeat(MOST_BYTES));
        for script in ["", "{", "]", "CDATA[", deep.as_str(), long.as_str(), "{\"@type\":7,\"author\":[[[]]]}"] {
            assert_eq!(read([script].into_iter()).headline, None);
        }
    }
}

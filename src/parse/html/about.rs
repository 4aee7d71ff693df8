//! What a page says of itself: `<title>`, `<meta>`, `<link rel=canonical>`, `<html lang>`, microdata, JSON-LD.
//!
//! Sources are read from the most to the least careful: a value stands once it is found. Which of them to believe is the
//! business of `split`.

use super::entities::{Place, decode};
use super::json_ld;
use super::names::Name;
use super::tree::{Content, Element, Namespace, NodeId, Step, Tree, Walk};
use crate::language::Tag;
use crate::outline::{About, is_blank};

/// Most authors kept; more is a list of people.
const MOST_AUTHORS: usize = 16;

/// Most bytes of text that a microdata property is read from.
const LONGEST_PROPERTY: usize = 1000;

/// Reads all that a page says of itself.
pub(super) fn read(tree: &Tree) -> About {
    let mut by_meta = About::default();
    let mut scripts = Vec::new();
    for (index, node) in tree.nodes().iter().enumerate() {
        let Content::Element(element) = &node.content else { continue };
        if element.namespace != Namespace::Html {
            continue;
        }
        let id = index as NodeId;
        match element.name {
            Name::Html => by_meta.language = tree.attribute(id, "lang").and_then(|lang| Tag::parse(&lang)),
            Name::Title => fill(&mut by_meta.title, &tree.text_inside(id)),
            Name::Meta => meta(tree, id, &mut by_meta),
            Name::Link if tree.attribute(id, "rel").is_some_and(|rel| rel.trim().eq_ignore_ascii_case("canonical")) => {
                fill(&mut by_meta.canonical, &tree.attribute(id, "href").unwrap_or_default());
            }
            Name::Script => {
                let kind = tree.attribute(id, "type").unwrap_or_default();
                if kind.trim().get(..19).is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) {
                    scripts.push(id);
                }
            }
            _ => {}
        }
    }
    let mut about = json_ld::read(scripts.iter().filter_map(|id| raw_text(tree, *id)));
    microdata(tree, &mut about);
    // The name for sharing is the one that readers know.
    about.site_name = by_meta.site_name.take().or(about.site_name);
    merge(&mut about, by_meta);
    about
}

fn raw_text<'a>(tree: &Tree<'a>, id: NodeId) -> Option<&'a str> {
    let child = tree.children(id).next()?;
    match tree.node(child)?.content {
        Content::Text { slice, .. } => Some(tree.slice(slice)),
        _ => None,
    }
}

/// Takes a value where there is none yet: references decoded once more, as many sites encode twice; white space folded.
pub(super) fn fill(slot: &mut Option<String>, value: &str) {
    if slot.is_none() {
        *slot = folded(value);
    }
}

fn folded(value: &str) -> Option<String> {
    let decoded = decode(value, Place::Text);
    let words: Vec<&str> = decoded.split(is_blank).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Adds an author unless it is named already; addresses are no names.
pub(super) fn add_author(authors: &mut Vec<String>, name: &str) {
    let Some(name) = folded(name) else { return };
    let is_address = name.contains("://") || name.starts_with("www.") || name.starts_with('@');
    let is_known = || authors.iter().any(|known| known.to_lowercase() == name.to_lowercase());
    if !is_address && authors.len() < MOST_AUTHORS && !is_known() {
        authors.push(name);
    }
}

/// Fills the gaps of `about` with what `other` says.
fn merge(about: &mut About, other: About) {
    let pairs = [
        (&mut about.title, other.title),
        (&mut about.social_title, other.social_title),
        (&mut about.headline, other.headline),
        (&mut about.published, other.published),
        (&mut about.modified, other.modified),
        (&mut about.category, other.category),
        (&mut about.canonical, other.canonical),
        (&mut about.description, other.description),
        (&mut about.kind, other.kind),
        (&mut about.body, other.body),
    ];
    for (slot, value) in pairs {
        if slot.is_none() {
            *slot = value;
        }
    }
    about.language = about.language.or(other.language);
    if about.authors.is_empty() {
        about.authors = other.authors;
    }
}

fn meta(tree: &Tree, id: NodeId, about: &mut About) {
    let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| tree.attribute(id, key));
    let (Some(name), Some(content)) = (name, tree.attribute(id, "content")) else { return };
    match name.trim().to_ascii_lowercase().as_str() {
        "og:title" | "twitter:title" | "dc.title" | "dcterms.title" => fill(&mut about.social_title, &content),
        "headline" => fill(&mut about.headline, &content),
        "og:site_name" | "application-name" => fill(&mut about.site_name, &content),
        "description" | "og:description" | "twitter:description" | "dc.description" => {
            fill(&mut about.description, &content);
        }
        "og:type" => fill(&mut about.kind, &content),
        "og:url" => fill(&mut about.canonical, &content),
        "article:section" | "articlesection" | "parsely-section" | "section" => fill(&mut about.category, &content),
        "article:published_time"
        | "og:article:published_time"
        | "datepublished"
        | "date"
        | "pubdate"
        | "publishdate"
        | "publish-date"
        | "publish_date"
        | "publication_date"
        | "dc.date"
        | "dc.date.issued"
        | "dcterms.date"
        | "dcterms.issued"
        | "dcterms.created"
        | "parsely-pub-date"
        | "sailthru.date" => {
            fill(&mut about.published, &content);
        }
        "article:modified_time"
        | "og:article:modified_time"
        | "og:updated_time"
        | "datemodified"
        | "last-modified"
        | "dcterms.modified" => fill(&mut about.modified, &content),
        "author" | "article:author" | "og:article:author" | "dc.creator" | "dcterms.creator" | "parsely-author"
        | "sailthru.author" | "byl" => add_author(&mut about.authors, &content),
        _ => {}
    }
}

/// Reads the few properties of an article that stand in the markup of its visible text.
fn microdata(tree: &Tree, about: &mut About) {
    if memchr::memmem::find(tree.source().as_bytes(), b"itemprop").is_none() {
        return;
    }
    for (index, node) in tree.nodes().iter().enumerate() {
        let Content::Element(element) = &node.content else { continue };
        let Some(property) = property(tree, element).filter(|_| element.name != Name::Meta) else { continue };
        let id = index as NodeId;
        match property {
            "headline" => fill(&mut about.headline, &value(tree, id)),
            "datePublished" => fill(&mut about.published, &value(tree, id)),
            "dateModified" => fill(&mut about.modified, &value(tree, id)),
            "articleSection" => fill(&mut about.category, &value(tree, id)),
            "author" if about.authors.is_empty() => add_author(&mut about.authors, &name_inside(tree, id)),
            _ => {}
        }
    }
}

fn property<'a>(tree: &Tree<'a>, element: &Element) -> Option<&'a str> {
    let is_property = |name: &str| name.eq_ignore_ascii_case("itemprop");
    tree.attributes(element).iter().find(|it| is_property(tree.slice(it.name))).map(|it| tree.slice(it.value).trim())
}

/// Gives the value of a microdata property: `content`, `datetime`, or the text.
fn value(tree: &Tree, id: NodeId) -> String {
    if let Some(value) = ["content", "datetime"].iter().find_map(|name| tree.attribute(id, name)) {
        return value.into_owned();
    }
    let mut text = String::new();
    let mut walk = Walk::new(id);
    while let Some(step) = walk.next(tree) {
        if let Step::Enter(inside) = step {
            text.push_str(&tree.text(inside));
            if text.len() > LONGEST_PROPERTY {
                return String::new();
            }
        }
    }
    text
}

/// Gives the `name` inside an `author` that is a thing of its own, or its text.
fn name_inside(tree: &Tree, id: NodeId) -> String {
    let mut walk = Walk::new(id);
    let mut steps = 0;
    while let Some(step) = walk.next(tree) {
        steps += 1;
        if steps > LONGEST_PROPERTY {
            break;
        }
        if let Step::Enter(inside) = step
            && inside != id
            && tree.element(inside).and_then(|element| property(tree, element)) == Some("name")
        {
            return value(tree, inside);
        }
    }
    value(tree, id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_speaks_through_its_head_its_scripts_and_its_markup() {
        let page = r##"<html lang=da-DK><title>Storm &amp; regn | Avisen</title>
            <meta property=og:site_name content="Avisen"><meta name=author content="https://x.test/a">
            <link rel=canonical href="/storm?a=1&amp;b=2">
            <script type="application/ld+json">/*<![CDATA[*/ {"@context":"https://schema.org","@graph":[
              {"@type":"WebSite","name":"Ikke dette"},
              {"@type":["NewsArticle"],"headline":"Storm &amp; regn","author":[{"@id":"#p"},{"name":"Bo Bo"}],
               "datePublished":"2024-03-01T10:00:00Z","articleSection":["Vejr","Indland"]},
              {"@type":"Person","@id":"#p","name":"Ane Ane"}]} /*]]>*/</script>
            <time itemprop=dateModified datetime=2024-03-02>i dag</time>"##;
        let about = read(&Tree::parse(page));
        let expected = About {
            title: Some("Storm & regn | Avisen".into()),
            headline: Some("Storm & regn".into()),
            site_name: Some("Avisen".into()),
            authors: vec!["Ane Ane".into(), "Bo Bo".into()],
            published: Some("2024-03-01T10:00:00Z".into()),
            modified: Some("2024-03-02".into()),
            category: Some("Vejr".into()),
            language: Some(Tag::of("da-DK")),
            canonical: Some("/storm?a=1&b=2".into()),
            kind: Some("NewsArticle".into()),
            ..About::default()
        };
        assert_eq!(about, expected);
    }
}

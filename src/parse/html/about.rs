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
    let mut dated = None;
    for (index, node) in tree.nodes().iter().enumerate() {
        let Content::Element(element) = &node.content else { continue };
        if element.namespace != Namespace::Html {
            continue;
        }
        let id = index as NodeId;
        match element.name {
            Name::Html => by_meta.language = tree.attribute(id, "lang").and_then(|lang| Tag::parse(&lang)),
            Name::Title => fill(&mut by_meta.title, &tree.text_inside(id)),
            Name::Meta => meta(tree, id, &mut by_meta, &mut dated),
            Name::Time if dated.is_none() && tree.attribute(id, "pubdate").is_some() => {
                fill(&mut dated, &value(tree, id));
            }
            Name::Link if tree.attribute(id, "rel").is_some_and(|rel| rel.trim().eq_ignore_ascii_case("canonical")) => {
                fill(&mut by_meta.canonical, &tree.attribute(id, "href").unwrap_or_default());
            }
            Name::Link => by_meta.alternates.extend(alternate(tree, id)),
            Name::Script => {
                let kind = tree.attribute(id, "type").unwrap_or_default();
                if kind.trim().get(..19).is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) {
                    scripts.push(id);
                }
            }
            _ => {}
        }
    }
    let mut about = json_ld::read(scripts.iter().filter_map(|id| raw_text(tree, *id)), by_meta.canonical.as_deref());
    microdata(tree, &mut about);
    by_meta.published = by_meta.published.or(dated);
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

/// Gives a text decoded and folded; nothing where it is blank.
pub(super) fn folded(value: &str) -> Option<String> {
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
        (&mut about.publisher, other.publisher),
    ];
    for (slot, value) in pairs {
        if slot.is_none() {
            *slot = value;
        }
    }
    about.language = about.language.or(other.language);
    about.meta_authors = other.meta_authors;
    about.alternates = other.alternates;
}

/// Reads `<link rel=alternate hreflang=da href=…>`.
fn alternate(tree: &Tree, id: NodeId) -> Option<(Tag, String)> {
    tree.attribute(id, "rel")
        .filter(|rel| rel.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case("alternate")))?;
    let language = Tag::parse(&tree.attribute(id, "hreflang")?)?;
    Some((language, folded(&tree.attribute(id, "href")?)?))
}

/// What the names of `<meta>` say, in lower case. Of the dates, the exact come first: a bare `date` may be anything.
const META: &[(Slot, &[&str])] = &[
    (Slot::SocialTitle, &["og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"]),
    (Slot::Headline, &["headline"]),
    (Slot::SiteName, &["og:site_name", "application-name"]),
    (Slot::Publisher, &["publisher", "dc.publisher", "dcterms.publisher", "copyright"]),
    (Slot::Description, &["description", "og:description", "twitter:description", "dc.description"]),
    (Slot::Kind, &["og:type"]),
    (Slot::Canonical, &["og:url"]),
    (Slot::Category, &["article:section", "articlesection", "parsely-section", "cxenseparse:section", "section"]),
    (
        Slot::Published,
        &[
            "article:published_time",
            "og:article:published_time",
            "og:published_time",
            "article:published",
            "article.published",
            "datepublished",
            "rnews:datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "cxenseparse:recs:publishtime",
            "cxenseparse:publishtime",
            "dc.date.issued",
            "dcterms.issued",
            "dc.date.created",
            "dcterms.created",
            "citation_publication_date",
            "citation_online_date",
            "prism.publicationdate",
        ],
    ),
    (
        Slot::Dated,
        &[
            "date",
            "dc.date",
            "dcterms.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "publication-date",
            "citation_date",
            "date.created",
            "article.created",
        ],
    ),
    (
        Slot::Modified,
        &[
            "article:modified_time",
            "og:article:modified_time",
            "og:updated_time",
            "datemodified",
            "last-modified",
            "dcterms.modified",
            "dc.date.modified",
        ],
    ),
    (
        Slot::Author,
        &[
            "author",
            "authors",
            "article:author",
            "article.author",
            "og:article:author",
            "article:author:name",
            "dc.creator",
            "dcterms.creator",
            "citation_author",
            "parsely-author",
            "sailthru.author",
            "cxenseparse:author",
            "shareaholic:article_author_name",
            "rnews:author",
        ],
    ),
];

#[derive(Clone, Copy)]
enum Slot {
    SocialTitle,
    Headline,
    SiteName,
    Publisher,
    Description,
    Kind,
    Canonical,
    Category,
    Published,
    Dated,
    Modified,
    Author,
}

fn meta(tree: &Tree, id: NodeId, about: &mut About, dated: &mut Option<String>) {
    let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| tree.attribute(id, key));
    let (Some(name), Some(content)) = (name, tree.attribute(id, "content")) else { return };
    let name = name.trim().to_ascii_lowercase();
    let Some((slot, _)) = META.iter().find(|(_, names)| names.contains(&name.as_str())) else { return };
    let slot = match slot {
        Slot::SocialTitle => &mut about.social_title,
        Slot::Headline => &mut about.headline,
        Slot::SiteName => &mut about.site_name,
        Slot::Publisher => &mut about.publisher,
        Slot::Description => &mut about.description,
        Slot::Kind => &mut about.kind,
        Slot::Canonical => &mut about.canonical,
        Slot::Category => &mut about.category,
        Slot::Published => &mut about.published,
        Slot::Dated => dated,
        Slot::Modified => &mut about.modified,
        Slot::Author => return add_author(&mut about.meta_authors, &content),
    };
    fill(slot, &content);
}

/// Reads the few properties of an article that stand in the markup of its visible text.
fn microdata(tree: &Tree, about: &mut About) {
    if memchr::memmem::find(tree.source().as_bytes(), b"itemprop").is_none() {
        return;
    }
    let reads_authors = about.authors.is_empty();
    let mut scope_of_authors = None;
    for (index, node) in tree.nodes().iter().enumerate() {
        let Content::Element(element) = &node.content else { continue };
        let Some(property) = property(tree, element) else { continue };
        let id = index as NodeId;
        let slot = match property {
            "headline" => &mut about.headline,
            "datePublished" => &mut about.published,
            "dateModified" => &mut about.modified,
            "articleSection" => &mut about.category,
            "author" if reads_authors => {
                // Authors of other things on the page, comments above all, are not its own.
                let scope = scope(tree, id);
                if scope_of_authors.is_none() && !is_comment(tree, scope) {
                    scope_of_authors = Some(scope);
                }
                if scope_of_authors == Some(scope) {
                    add_author(&mut about.authors, &name_inside(tree, id));
                }
                continue;
            }
            _ => continue,
        };
        if slot.is_none() && !is_comment(tree, scope(tree, id)) {
            fill(slot, &value(tree, id));
        }
    }
}

/// How far up a property looks for the thing that it is a property of.
const FARTHEST_SCOPE: usize = 64;

/// Gives the element of the thing that a property is of; the document where none says so.
fn scope(tree: &Tree, id: NodeId) -> NodeId {
    let parent = |id: NodeId| tree.node(id).map(|node| node.parent);
    let above = std::iter::successors(parent(id), |id| parent(*id)).take(FARTHEST_SCOPE);
    above.into_iter().find(|id| tree.attribute(*id, "itemscope").is_some()).unwrap_or(0)
}

fn is_comment(tree: &Tree, scope: NodeId) -> bool {
    tree.attribute(scope, "itemtype").is_some_and(|kind| kind.trim().ends_with("Comment"))
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
    let mut steps = 0;
    while let Some(step) = walk.next(tree) {
        steps += 1;
        if let Step::Enter(inside) = step {
            text.push_str(&tree.text(inside));
            if text.len().max(steps) > LONGEST_PROPERTY {
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

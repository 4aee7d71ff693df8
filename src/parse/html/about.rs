//! What a page says of itself: `<title>`, `<meta>`, `<link rel=canonical>`, `<html lang>`.

use super::names::Name;
use super::tree::{Content, Namespace, NodeId, Tree};
use crate::language::Tag;
use crate::outline::{About, is_blank};

/// Reads all that a page says of itself.
pub(super) fn read(tree: &Tree) -> About {
    let mut about =
        About { language: tree.attribute(1, "lang").and_then(|lang| Tag::parse(&lang)), ..About::default() };
    for (index, node) in tree.nodes().iter().enumerate() {
        let Content::Element(element) = node.content else { continue };
        if element.namespace != Namespace::Html {
            continue;
        }
        let id = index as NodeId;
        match element.name {
            Name::Title => fill(&mut about.title, &tree.text_inside(id)),
            Name::Meta => meta(tree, id, &mut about),
            Name::Link => {
                if tree.attribute(id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) {
                    fill(&mut about.canonical, &tree.attribute(id, "href").unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    about
}

/// Takes a value where there is none yet, white space folded.
fn fill(slot: &mut Option<String>, value: &str) {
    if slot.is_none() {
        let folded: Vec<&str> = value.split(is_blank).filter(|word| !word.is_empty()).collect();
        if !folded.is_empty() {
            *slot = Some(folded.join(" "));
        }
    }
}

fn meta(tree: &Tree, id: NodeId, about: &mut About) {
    let Some(name) = tree.attribute(id, "property").or_else(|| tree.attribute(id, "name")) else { return };
    let Some(content) = tree.attribute(id, "content") else { return };
    match name.trim().to_ascii_lowercase().as_str() {
        "og:title" | "twitter:title" => fill(&mut about.social_title, &content),
        "og:site_name" => fill(&mut about.site_name, &content),
        "description" | "og:description" => fill(&mut about.description, &content),
        "og:type" => fill(&mut about.kind, &content),
        "article:section" => fill(&mut about.category, &content),
        "article:published_time" => fill(&mut about.published, &content),
        "article:modified_time" => fill(&mut about.modified, &content),
        "author" => {
            let mut author = None;
            fill(&mut author, &content);
            about.authors.extend(author);
        }
        _ => {}
    }
}

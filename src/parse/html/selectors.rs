//! CSS selectors of the pipeline file: which elements of a page they choose.
//!
//! Selecting is `scraper`'s trade, but its tree knows no places in the source, and parsing a hostile page with it takes
//! quadratic time. So it is given our tree, written out again: well-formed, no deeper than our depth cap, with bounded
//! attributes, without text, and with every element's number in an attribute, by which the chosen ones are found again.

use std::fmt::Write as _;

use scraper::{Html, Selector};

use super::names::Name;
use super::tree::{Element, NodeId, Step, Tree, Walk};
use crate::outline::Mark;
use crate::settings::SiteOverride;

/// The attribute that keeps an element's number.
const NUMBER: &str = "data-korrektur-node";

/// Most attributes of an element that selectors see; the other parser's time grows with their square.
const MOST_ATTRIBUTES: usize = 64;

/// Says what is wrong with a CSS selector; `None` where nothing is.
pub fn selector_error(selector: &str) -> Option<String> {
    Selector::parse(selector).err().map(|error| error.to_string())
}

/// Gives the elements that an override chooses, with what it says of them, sorted by number. Where two selectors choose
/// the same element, the one that stands first in [`SiteOverride`] counts. Invalid selectors choose nothing.
pub(super) fn marks(tree: &Tree, site: &SiteOverride) -> Vec<(NodeId, Mark)> {
    let selectors: Vec<(Selector, Mark)> = [
        (&site.article, Mark::Article),
        (&site.profile, Mark::Profile),
        (&site.teaser, Mark::Teaser),
        (&site.drop, Mark::Drop),
        (&site.title, Mark::Title),
        (&site.author, Mark::Author),
        (&site.date, Mark::Date),
        (&site.category, Mark::Category),
    ]
    .into_iter()
    .filter_map(|(selector, mark)| Some((Selector::parse(selector.as_deref()?).ok()?, mark)))
    .collect();
    if selectors.is_empty() {
        return Vec::new();
    }
    let page = Html::parse_document(&written(tree));
    let mut marks: Vec<(NodeId, Mark)> = selectors
        .iter()
        .flat_map(|(selector, mark)| {
            let numbers = page.select(selector).filter_map(|element| element.value().attr(NUMBER)?.parse().ok());
            numbers.map(|number| (number, *mark))
        })
        .collect();
    marks.sort_by_key(|(number, _)| *number);
    marks.dedup_by_key(|(number, _)| *number);
    marks
}

/// Writes the elements of a tree as HTML.
fn written(tree: &Tree) -> String {
    let mut html = String::from("<!DOCTYPE html>");
    let mut walk = Walk::new(0);
    while let Some(step) = walk.next(tree) {
        match step {
            Step::Enter(id) => match tree.element(id) {
                Some(element) if element.name == Name::Plaintext => walk.skip(tree, id),
                Some(element) => open(tree, id, element, &mut html),
                // A blank keeps `:empty` right without letting the other parser move anything.
                None => html.push(' '),
            },
            Step::Leave(id) => {
                if let Some(element) = tree.element(id)
                    && !element.name.is_void()
                {
                    let _ = write!(html, "</{}>", name(tree, element));
                }
            }
        }
    }
    html
}

fn name<'a>(tree: &Tree<'a>, element: &Element) -> &'a str {
    let name = tree.written_name(element);
    if is_plain(name) { name } else { "x-other" }
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|character: char| character.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
}

fn open(tree: &Tree, id: NodeId, element: &Element, html: &mut String) {
    let _ = write!(html, "<{} {NUMBER}={id}", name(tree, element));
    for attribute in tree.attributes(element).iter().take(MOST_ATTRIBUTES) {
        let name = tree.slice(attribute.name);
        if is_plain(name) && !name.eq_ignore_ascii_case(NUMBER) {
            let _ = write!(html, " {name}=\"{}\"", tree.slice(attribute.value).replace('"', "&quot;"));
        }
    }
    html.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_mark_containers_and_runs() {
        let page = r#"<div class="story"><h1><span class=k>Sport</span> Title</h1><p>Text</div>
            <ul><li class='card "x"'>One<li class=card>Two</ul><p class=card data-korrektur-node=1>Three"#;
        let site = SiteOverride {
            article: Some("div.story".into()),
            teaser: Some("ul > .card".into()),
            category: Some("h1 .k, ul".into()),
            date: Some("((".into()),
            ..SiteOverride::default()
        };
        let outline = super::super::outline(page, Some(&site));
        let of_lines: Vec<Option<Mark>> =
            outline.lines().iter().map(|line| outline.around(line).find_map(|container| container.mark)).collect();
        let (article, teaser) = (Some(Mark::Article), Some(Mark::Teaser));
        assert_eq!(of_lines, [article, article, teaser, teaser, None]);
        let runs: Vec<Option<Mark>> = outline.runs(&outline.lines()[0]).iter().map(|run| run.mark).collect();
        assert_eq!(runs, [Some(Mark::Category), None]);
    }

    #[test]
    fn wrong_selectors_are_told() {
        assert_eq!(selector_error("main > article.post"), None);
        assert!(selector_error("main >").is_some());
    }
}

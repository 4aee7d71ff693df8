//! CSS selectors of the pipeline file: which elements of a page they choose.
//!
//! Selecting is `scraper`'s trade, but its tree knows no places in the source, and parsing a hostile page with it takes
//! quadratic time. So it is given our tree, written out again: well-formed, no deeper than our depth cap, with bounded
//! attributes, without text, and with every element's number in an attribute, by which the chosen ones are found again.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use scraper::Html;

use super::names::Name;
use super::tree::{Element, NodeId, Step, Tree, Walk};
use crate::outline::Mark;
use crate::selector::Selector;
use crate::settings::SiteOverride;

/// The attribute that keeps an element's number.
const NUMBER: &str = "data-korrektur-node";

/// Most attributes of an element that selectors see; the other parser's time grows with their square.
const MOST_ATTRIBUTES: usize = 64;

/// What an override says of one element: what block it is, and what field of a block. An element may be both: a link that is
/// a teaser and its title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) block: Option<Mark>,
    pub(super) field: Option<Mark>,
}

/// Gives the elements that an override chooses, with what it says of them, sorted by number. Where two selectors say of one
/// element what block it is, or what field, the first in the order below counts: what is dropped is nothing else.
pub(super) fn marks(tree: &Tree, site: &SiteOverride) -> Vec<(NodeId, Marks)> {
    let selectors: Vec<(&Selector, Mark)> = [
        (&site.drop, Mark::Drop),
        (&site.article, Mark::Article),
        (&site.profile, Mark::Profile),
        (&site.teaser, Mark::Teaser),
        (&site.title, Mark::Title),
        (&site.author, Mark::Author),
        (&site.date, Mark::Date),
        (&site.category, Mark::Category),
    ]
    .into_iter()
    .filter_map(|(selector, mark)| Some((selector.as_ref()?, mark)))
    .collect();
    if selectors.is_empty() {
        return Vec::new();
    }
    let page = Html::parse_document(&written(tree));
    let mut chosen: BTreeMap<NodeId, Marks> = BTreeMap::new();
    for (selector, mark) in selectors {
        let elements = page.select(selector.compiled());
        for number in elements.filter_map(|element| element.value().attr(NUMBER)?.parse().ok()) {
            let marks = chosen.entry(number).or_default();
            let slot = if mark.is_block() { &mut marks.block } else { &mut marks.field };
            *slot = slot.or(Some(mark));
        }
    }
    chosen.into_iter().collect()
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
        let selector = |text: &str| Selector::parse(text).ok();
        let site = SiteOverride {
            article: selector("div.story"),
            teaser: selector("ul > .card"),
            category: selector("h1 .k, ul"),
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
    fn what_is_a_block_is_a_container_whatever_its_element() {
        let page = "<p>Before <span class=ad>Buy</span> after <a class=card href=/a>Read</a></p><p class=ad>Sell</p>";
        let selector = |text: &str| Selector::parse(text).ok();
        let site = SiteOverride {
            drop: selector(".ad"),
            teaser: selector(".card, .ad"),
            title: selector(".card"),
            ..SiteOverride::default()
        };
        let outline = super::super::outline(page, Some(&site));
        let lines: Vec<(&str, Option<Mark>, Option<Mark>)> = outline
            .lines()
            .iter()
            .map(|line| {
                let around = outline.around(line).find_map(|container| container.mark);
                (outline.text(line), around, outline.runs(line)[0].mark)
            })
            .collect();
        let (drop, teaser) = (Some(Mark::Drop), Some(Mark::Teaser));
        let expected = [
            ("Before", None, None),
            ("Buy", drop, None),
            ("after", None, None),
            ("Read", teaser, Some(Mark::Title)),
            ("Sell", drop, None),
        ];
        assert_eq!(lines, expected);
    }
}

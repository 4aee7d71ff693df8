//! # teaser-mismatch
//!
//! ## What it does
//! Reports a teaser (a card, an entry of a list) that does not say what the article says that its link leads to, where that
//! article is among the pages of the run:
//!
//! - it is in another language;
//! - its title has another number ("Prices for boats 2023"), is the title of another page, or has no word in common with the article;
//! - it is filed under another category, of which the article's page says nothing;
//! - its date cannot mean the day on which the article was published or last changed, and the page does not have it elsewhere;
//! - its text has another number than the article, comes from another page, or is about other things.
//!
//! Cards are written for their place: titles are shortened and sharpened, texts are summed up. A field that merely reads otherwise is
//! reported only where nearly all other cards of the site have it as their articles do. Several things that are wrong with a
//! card are one finding, and so are cards that say the same wrong things of an article on many pages.
//!
//! ## Why it is bad
//! Readers follow a promise and find something else. Most such cards are left over from an earlier version of the article, or
//! from before it was translated.
//!
//! ## Example
//! Bad (in the list, and on the page that it leads to):
//! ```text
//! [Prices for boats 2023](boats.html), News, 3 May 2023      Prices for boats 2024, Guides, 14 November 2023
//! ```
//! Good:
//! ```text
//! [Prices for boats 2024](boats.html), Guides, 14 November 2023      Prices for boats 2024, Guides, 14 November 2023
//! ```
//!
//! ## How to mend it
//! Bring the card in line with the article, or let it lead to the page that it speaks of. Where the article was left in another
//! language, translate it.
//!
//! ## Settings
//! `[thresholds] language-confidence` (0.9): how sure the two languages must be. `[rules.teaser-mismatch]`: `enabled`, `severity`.

use crate::card::{Difference, Mismatch};
use crate::check::{Draft, Rule, Scope};
use crate::finding::{Related, Severity, shorten};
use crate::language::Tag;
use crate::message::Message;
use crate::page::block_id;

/// The rule.
pub const RULE: Rule = Rule {
    name: "teaser-mismatch",
    severity: Severity::Warning,
    summary: "A teaser does not say what the article says that it leads to",
    scope: Scope::Card(check),
    mqm: Some("accuracy/mistranslation"),
    source: include_str!("teaser_mismatch.rs"),
};

/// How much of a title or a text the message shows, in characters.
const SHOWN: usize = 80;

/// What is said of each thing that may differ: its place among those that do, from 1, and both sides.
#[derive(Default)]
struct Said {
    place: usize,
    card: String,
    article: String,
    other: String,
}

fn check(mismatch: &Mismatch) -> Draft {
    let article = &mismatch.article;
    Draft {
        place: mismatch.place,
        text: mismatch.text.clone(),
        key: Some(mismatch.key()),
        parts: mismatch.parts(),
        message: message(mismatch),
        block: Some(mismatch.block),
        related: vec![Related {
            page: article.page.clone(),
            block: block_id(article.block),
            section: None,
            place: article.place,
            similarity: 0.0,
            original: Some(article.title.clone()),
        }],
        related_total: 1,
        ..Draft::default()
    }
}

fn message(mismatch: &Mismatch) -> Message {
    let mut languages = (0, Tag::UND, Tag::UND);
    let [mut title, mut category, mut date, mut excerpt] = [(); 4].map(|()| Said::default());
    for (place, difference) in (1..).zip(&mismatch.differences) {
        let said = |card: &str, article: &str, other: Option<&String>| Said {
            place,
            card: shorten(card, SHOWN),
            article: shorten(article, SHOWN),
            other: other.cloned().unwrap_or_default(),
        };
        match difference {
            Difference::Language(card, article) => languages = (place, *card, *article),
            Difference::Title(card, article, other) => title = said(card, article, other.as_ref()),
            Difference::Category(card, article) => category = said(card, article, None),
            Difference::Date(card, article) => date = said(card, article, None),
            Difference::Excerpt(card, article, other) => excerpt = said(card, article, other.as_ref()),
        }
    }
    let is_there = |text: &str| if text.is_empty() { "no" } else { "yes" };
    Message::new(RULE.name)
        .with("article", mismatch.article.page.as_str())
        .with("line", mismatch.article.place.line)
        .with("language", languages.0)
        .with("card-language", languages.1)
        .with("article-language", languages.2)
        .with("title", title.place)
        .with("card-title", title.card)
        .with("article-title", title.article)
        .with("is-title-of", is_there(&title.other))
        .with("title-of", title.other)
        .with("category", category.place)
        .with("card-category", category.card)
        .with("article-category", category.article)
        .with("date", date.place)
        .with("card-date", date.card)
        .with("article-date", date.article)
        .with("excerpt", excerpt.place)
        .with("card-excerpt", excerpt.card)
        .with("is-excerpt-of", is_there(&excerpt.other))
        .with("excerpt-of", excerpt.other)
        .with("others", mismatch.others)
}

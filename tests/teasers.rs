//! Teasers held against the articles that they lead to, on pages put together by hand: what is found whatever the order of the
//! pages, and what is never at fault.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use korrektur::card::{Difference, Mismatch};
use korrektur::cards::Cards;
use korrektur::date_value::{DateKind, DateValue, Interval, Precision};
use korrektur::document::Format;
use korrektur::language::{Language, Tag};
use korrektur::outline::Role;
use korrektur::page::{Block, Dated, Field, Kind, Page, Paragraph, Section, Told};
use korrektur::span::{Source, Span};
use proptest::prelude::*;

/// How sure languages are, and have to be.
const SURE: f64 = 0.9;

fn page(name: &str, blocks: Vec<Block>) -> Page {
    Page {
        name: name.to_owned(),
        url: None,
        format: Format::Html,
        fetched_at: None,
        declared: None,
        expected: None,
        detected: Language::default(),
        blocks,
        source: Source::new(String::new()),
        problems: Vec::new(),
        container_line: None,
        ignores: Vec::new(),
        told: Told::default(),
        skeleton: korrektur::skeleton::Skeleton::default(),
        pairing: korrektur::paired::Pairing::default(),
    }
}

fn block(kind: Kind, title: &str, text: &str, language: &str) -> Block {
    let language = Language { tag: Tag::parse(language).unwrap(), confidence: SURE };
    let paragraph = Paragraph {
        text: text.to_owned(),
        span: Span::default(),
        role: Role::Paragraph,
        is_prose: true,
        declared: None,
        stretches: Vec::new(),
        language,
        passages: Vec::new(),
    };
    Block {
        kind,
        title: Some(field(title)),
        category: None,
        author: None,
        date: None,
        link: None,
        language,
        sections: vec![Section {
            heading: None,
            level: 0,
            paragraphs: vec![paragraph],
            language,
            span: Span::default(),
        }],
        span: Span::default(),
        title_repeats: Vec::new(),
        lines: Vec::new(),
    }
}

fn field(text: &str) -> Field {
    Field { text: text.to_owned(), span: None, stretches: Vec::new(), language: Language::default() }
}

/// A day of January 2024, as a page prints it.
fn day(day: u8) -> Dated {
    let at = |time: &str| format!("2024-01-{day:02}T{time}Z").parse().unwrap();
    let interval = Interval {
        value: format!("2024-01-{day:02}"),
        precision: Precision::Day,
        earliest: at("00:00:00"),
        latest: at("23:59:59"),
    };
    let value = DateValue {
        text: format!("{day}/1/2024"),
        within: Span::default(),
        kind: DateKind::Absolute,
        language: Tag::UND,
        reading: Ok(interval),
        label: None,
        updated: None,
    };
    Dated::new(value, Some(Span::default()))
}

/// Words that no other `seed` has.
fn words(seed: usize, range: std::ops::Range<usize>) -> String {
    let letters = |number: usize| -> String {
        format!("{number:03}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
    };
    range.map(|number| format!("{}{}", letters(seed), letters(number))).collect::<Vec<_>>().join(" ")
}

fn article(number: usize) -> Page {
    let article = Block {
        date: Some(day(10)),
        category: Some(field(["News", "Guides"][number % 2])),
        ..block(Kind::Article, &words(number, 900..905), &words(number, 0..90), "da")
    };
    page(&format!("{number}.html"), vec![article])
}

/// What may be wrong with a card; the first few are no fault.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Card {
    Same,
    Cut,
    OtherWords,
    NextDay,
    Language,
    Title,
    Category,
    Date,
    Excerpt,
}

const CARDS: [Card; 9] = [
    Card::Same,
    Card::Cut,
    Card::OtherWords,
    Card::NextDay,
    Card::Language,
    Card::Title,
    Card::Category,
    Card::Date,
    Card::Excerpt,
];

fn teaser(number: usize, card: Card, others: usize) -> Block {
    let other = (number + 1) % others;
    let right = Block {
        link: Some(format!("{number}.html")),
        date: Some(day(10)),
        category: Some(field(["News", "Guides"][number % 2])),
        ..block(Kind::Teaser, &words(number, 900..905), &words(number, 0..12), "da")
    };
    match card {
        Card::Same => right,
        Card::Cut => Block { title: Some(field(&format!("{} …", words(number, 900..903)))), ..right },
        // Words of the article, in an order of their own.
        Card::OtherWords => {
            let text = (0..40).step_by(3).map(|word| words(number, word..word + 1)).collect::<Vec<_>>().join(" ");
            block(Kind::Teaser, &words(number, 40..44).to_uppercase(), &text, "da").linked(right.link)
        }
        Card::NextDay => Block { date: Some(day(11)), ..right },
        Card::Language => {
            block(Kind::Teaser, &words(number + 500, 900..905), &words(number + 500, 0..12), "en").linked(right.link)
        }
        Card::Title => Block { title: Some(field(&words(other, 900..905))), ..right },
        Card::Category => Block { category: Some(field(["Guides", "News"][number % 2])), ..right },
        Card::Date => Block { date: Some(day(20)), ..right },
        Card::Excerpt => block(Kind::Teaser, &words(number, 900..905), &words(other, 0..12), "da").linked(right.link),
    }
}

trait Linked {
    fn linked(self, link: Option<String>) -> Self;
}

impl Linked for Block {
    fn linked(self, link: Option<String>) -> Self {
        Self { link, ..self }
    }
}

fn mismatches(pages: &[Page]) -> Vec<Mismatch> {
    let mut cards = Cards::new(SURE);
    for (index, page) in pages.iter().enumerate() {
        cards.add(page, index, None).unwrap();
    }
    cards.mismatches().unwrap()
}

/// Which article is told to be teased wrongly, in what, and on how many pages.
fn told(pages: &[Page]) -> Vec<(String, Vec<Card>, usize)> {
    let kind = |difference: &Difference| match difference {
        Difference::Language(..) => Card::Language,
        Difference::Title(..) => Card::Title,
        Difference::Category(..) => Card::Category,
        Difference::Date(..) => Card::Date,
        Difference::Excerpt(..) => Card::Excerpt,
    };
    let mut told: Vec<(String, Vec<Card>, usize)> = mismatches(pages)
        .iter()
        .map(|mismatch| {
            let kinds = mismatch.differences.iter().map(kind).collect();
            (mismatch.article.page.clone(), kinds, mismatch.others + 1)
        })
        .collect();
    told.sort_by(|a, b| a.0.cmp(&b.0));
    told
}

proptest! {
    #[test]
    fn each_fault_is_told_once_whatever_the_order(
        cards in prop::collection::vec(prop::sample::select(&CARDS[..]), 3..12),
        lists in 1..4_usize,
        turn in any::<prop::sample::Index>(),
    ) {
        let mut pages: Vec<Page> = (0..cards.len()).map(article).collect();
        let teasers = || (0..).zip(&cards).map(|(number, &card)| teaser(number, card, cards.len())).collect();
        pages.extend((0..lists).map(|list| page(&format!("list{list}.html"), teasers())));
        let mut expected: Vec<(String, Vec<Card>, usize)> = (0..)
            .zip(&cards)
            .filter(|(_, card)| CARDS.iter().position(|one| one == *card) > Some(3))
            .map(|(number, &card): (usize, &Card)| (format!("{number}.html"), vec![card], lists))
            .collect();
        // Where more differ than not, that is how the site does it.
        let usual = |kind: Card| cards.iter().filter(|&&card| card == kind).count() >= 3;
        expected.retain(|(_, kinds, _)| !kinds.iter().any(|&kind| matches!(kind, Card::Category | Card::Date) && usual(kind)));
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        let found = |pages: &[Page]| {
            let mut told = told(pages);
            told.retain(|(_, kinds, _)| !kinds.iter().any(|&kind| matches!(kind, Card::Category | Card::Date) && usual(kind)));
            told
        };
        prop_assert_eq!(found(&pages), expected.clone());
        let middle = turn.index(pages.len());
        pages.rotate_left(middle);
        prop_assert_eq!(found(&pages), expected.clone());
        pages.reverse();
        prop_assert_eq!(found(&pages), expected);
    }
}

#[test]
fn a_card_that_stands_first_on_its_own_article_is_told_at_the_next_page() {
    let wrong = || teaser(0, Card::Title, 2);
    let mut own = article(0);
    own.blocks.push(wrong());
    let mut other = article(1);
    other.blocks.push(wrong());
    let found = mismatches(&[own.clone(), other.clone()]);
    assert_eq!(found.iter().map(|found| found.page.as_str()).collect::<Vec<_>>(), ["1.html"]);
    assert_eq!(mismatches(&[other, own.clone()]).len(), 1);
    assert_eq!(mismatches(&[own]), []);
}

#[test]
fn two_pages_of_one_address_lead_nowhere_unless_they_say_the_same() {
    let named =
        |number: usize, url: &str| Page { url: Some(url.to_owned()), name: format!("d!/{number}"), ..article(number) };
    let list = || {
        let link = Some("https://example.org/a".to_owned());
        Page {
            url: Some("https://example.org/".to_owned()),
            ..page("d!/l", vec![teaser(0, Card::Date, 3).linked(link)])
        }
    };
    let (a, http) = ("https://example.org/a", "http://www.example.org/a/");
    assert_eq!(mismatches(&[named(0, a), list()]).len(), 1);
    assert_eq!(mismatches(&[named(0, a), named(0, http), list()]).len(), 1);
    assert_eq!(mismatches(&[named(0, a), named(1, http), list()]), []);
}

#[test]
fn an_article_that_is_one_long_paragraph_is_held_against_its_cards() {
    // Characters of three bytes after one of a single byte: a cut at a power of two may fall into one.
    let chinese = format!("a{}", "港口的渡轮每天早上开往小岛".repeat(1_000));
    for text in [words(0, 0..900).repeat(5), chinese] {
        let mut long = article(0);
        long.blocks[0].sections[0].paragraphs[0].text = text;
        let wrong = page("list.html", vec![teaser(0, Card::Title, 2)]);
        assert_eq!(told(&[long.clone(), article(1), wrong]), [("0.html".to_owned(), vec![Card::Title], 1)]);
        let right = page("list.html", vec![Block { sections: Vec::new(), ..teaser(0, Card::Same, 2) }]);
        assert_eq!(mismatches(&[long, article(1), right]), []);
    }
}

//! Teasers held against the articles that they lead to: whether language, title, category, date and excerpt are the same.
//!
//! A card finds its article by its link alone, among the pages of the run; what has no link that leads there is held against
//! nothing. What is kept of cards and articles goes to disk where it is much; what stays in memory is in docs/teasers.md. The same card on
//! many pages is kept twice at most: see `Met::first`. What comes out does not depend on the order of the pages, but for which of
//! equal cards is told.

mod address;
mod custom;
mod judge;
mod kept;
mod lists;
mod shelf;
mod stems;

use std::collections::{BTreeMap, BTreeSet};

use self::custom::Customs;
use self::judge::{Article, Elsewhere, Part, Verdicts};
use self::kept::{Card, Face, Keeping, Words};
use self::shelf::Shelf;
use self::stems::{Stem, opening};
use crate::card::{Difference, Led, Mismatch};
use crate::corpus::site;
use crate::date_value::Interval;
use crate::error::Error;
use crate::page::{Kind, Page};
use crate::words::text_key;

/// Fewest words of a title that tell one page from all others: "Contact", "Our prices" are titles of many.
const TITLE_WORDS: usize = 3;

/// How many words at the start of an excerpt tell where it comes from.
const OPENING_WORDS: usize = 8;

/// The cards of a run and the articles that they may lead to.
#[derive(Debug, Default)]
pub struct Cards {
    /// How sure a language must be.
    sure: f64,
    faces: Shelf,
    /// Of each article the page that it is on, and a number that is equal for those that say the same.
    pages: Vec<(u32, u64)>,
    addresses: Keys,
    titles: Keys,
    openings: Keys,
    /// What articles are filed under.
    categories: BTreeSet<u64>,
    teasers: Shelf,
    /// Of each card its site, and how often it stands elsewhere.
    met: Vec<Met>,
    by_key: BTreeMap<u64, u32>,
}

/// How often a card was met.
#[derive(Debug)]
struct Met {
    site: u64,
    /// The page on which it was met last.
    last: u32,
    /// On how many pages besides the first.
    others: u32,
    /// The same card on the page where it was met first. It is kept once more on the second one, for the first may be the page
    /// that it leads to.
    first: Option<u32>,
}

/// Numbers of articles by keys; none where several of a key say different things, which is told when they are sorted.
#[derive(Debug, Default)]
struct Keys {
    all: Vec<(u64, Option<u32>)>,
}

impl Keys {
    /// Adds a key of the article that comes last.
    fn add(&mut self, key: u64, article: usize) {
        let article = Some(article as u32);
        let of_article = self.all.iter().rev().take_while(|(_, other)| *other == article);
        if !of_article.map(|(known, _)| known).any(|known| *known == key) {
            self.all.push((key, article));
        }
    }

    /// Leaves one entry of each key: the first article, unless others say something else. However many copies an article has,
    /// a card then finds it at once.
    fn sort(&mut self, pages: &[(u32, u64)]) {
        let says = |article: u32| pages.get(article as usize).map(|&(_, says)| says);
        self.all.sort_unstable();
        self.all.dedup_by(|(other_key, other), (key, first)| {
            let is_same = other_key == key;
            if is_same && other.map(says) != first.map(says) {
                *first = None;
            }
            is_same
        });
    }

    fn only(&self, key: u64) -> Option<usize> {
        let at = self.all.binary_search_by_key(&key, |&(key, _)| key).ok()?;
        self.all.get(at)?.1.map(|article| article as usize)
    }
}

/// A card that leads to an article, both by their numbers, and what came of holding the two together.
struct Held {
    article: usize,
    card: usize,
    verdicts: Verdicts,
}

impl Cards {
    /// Starts; `sure` is how sure a language must be, 0 to 1.
    pub fn new(sure: f64) -> Self {
        Self { sure, ..Self::default() }
    }

    /// Keeps the teasers and the article of a page. Pages come in input order; `index` is the page's place in it, `changed` when
    /// the page says that it was last changed.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what does not fit into memory cannot be kept on disk.
    pub fn add(&mut self, page: &Page, index: usize, changed: Option<&Interval>) -> Result<(), Error> {
        let teasers = page.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Teaser);
        for (number, block) in teasers {
            if let Some((card, said)) = Card::of(page, index, number, block, self.sure) {
                self.add_card(&card, &said, text_key(site(page)), index as u32)?;
            }
        }
        let Some(article) = Keeping::of(page, index, changed, self.sure) else { return Ok(()) };
        let number = self.faces.len();
        for key in address::of_page(&page.name, page.url.as_deref()) {
            self.addresses.add(key, number);
        }
        for title in article.titles.lines().map(stems::stems).filter(|title| title.len() >= TITLE_WORDS) {
            self.titles.add(key(&title), number);
        }
        for text in page.told.descriptions.iter().chain([&article.said.text]) {
            let opening = opening(&stems::stems(text), OPENING_WORDS);
            if let Some(opening) = opening {
                self.openings.add(opening, number);
            }
        }
        self.categories.extend(article.categories.lines().map(|category| key(&stems::label_stems(category))));
        self.pages.push((index as u32, article.says));
        article.put(&mut self.faces)
    }

    fn add_card(&mut self, card: &Card, said: &Words, site: u64, page: u32) -> Result<(), Error> {
        let number = self.met.len() as u32;
        let first = *self.by_key.entry(card.key()).or_insert(number);
        let first = match self.met.get_mut(first as usize) {
            // What is printed twice on a page, for wide and narrow screens, is one card.
            Some(met) if met.last == page => return Ok(()),
            Some(met) => {
                met.last = page;
                met.others += 1;
                if met.others > 1 {
                    return Ok(());
                }
                Some(first)
            }
            None => None,
        };
        self.met.push(Met { site, last: page, others: 0, first });
        card.put(&mut self.teasers, said)
    }

    /// Gives the cards that do not say what their articles say, one for each cause, in input order.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what was kept cannot be read.
    pub fn mismatches(mut self) -> Result<Vec<Mismatch>, Error> {
        for keys in [&mut self.addresses, &mut self.titles, &mut self.openings] {
            keys.sort(&self.pages);
        }
        let mut led = self.led()?;
        led.sort_unstable();
        let mut customs = Customs::default();
        let mut held: Vec<Held> = Vec::new();
        for same in led.chunk_by(|a, b| a.0 == b.0) {
            let article = same.first().map_or(0, |&(article, _)| article);
            let face = Face::get(&self.faces, article)?;
            let ready = Article::new(&face);
            for &(_, number) in same {
                let card = Card::get(&self.teasers, number)?;
                let verdicts = ready.judge(&card, self.elsewhere(&card, article));
                customs.count(self.met.get(number).map_or(0, |met| met.site), verdicts);
                if verdicts.iter().any(|&verdict| verdict > judge::Verdict::Agrees) {
                    held.push(Held { article, card: number, verdicts });
                }
            }
        }
        held.sort_unstable_by_key(|held| held.card);
        self.told(&held, &customs)
    }

    /// Gives each card with the article that it leads to.
    fn led(&self) -> Result<Vec<(usize, usize)>, Error> {
        let mut led: Vec<(usize, usize)> = Vec::new();
        let mut is_led = vec![false; self.teasers.len()];
        for (number, met) in self.met.iter().enumerate() {
            if met.first.is_some_and(|first| is_led.get(first as usize) == Some(&true)) {
                continue;
            }
            let card = Card::get(&self.teasers, number)?;
            let Some(article) = self.target(&card) else { continue };
            // A page does not tease itself.
            if self.pages.get(article).is_some_and(|&(page, _)| page as usize != card.page_index) {
                led.push((article, number));
                is_led[number] = true;
            }
        }
        Ok(led)
    }

    fn target(&self, card: &Card) -> Option<usize> {
        let sure = card.targets.sure.iter().find_map(|&key| self.addresses.only(key));
        sure.or_else(|| {
            let perhaps: BTreeSet<usize> =
                card.targets.perhaps.iter().filter_map(|&key| self.addresses.only(key)).collect();
            perhaps.first().copied().filter(|_| perhaps.len() == 1)
        })
    }

    /// Gives the other articles that have the title and the excerpt of a card.
    fn others(&self, card: &Card, article: usize) -> [Option<usize>; 2] {
        let title = (card.title.len() >= TITLE_WORDS).then(|| self.titles.only(key(&card.title))).flatten();
        let excerpt = opening(&card.excerpt, OPENING_WORDS).and_then(|opening| self.openings.only(opening));
        let says = |article: usize| self.pages.get(article).map(|&(_, says)| says);
        [title, excerpt].map(|other| other.filter(|&other| says(other) != says(article)))
    }

    fn elsewhere(&self, card: &Card, article: usize) -> Elsewhere {
        let [title, excerpt] = self.others(card, article);
        let has_category = self.categories.contains(&key(&card.category));
        Elsewhere { has_title: title.is_some(), has_category, has_excerpt: excerpt.is_some() }
    }

    /// Says of each cause what is wrong, at its first card.
    fn told(&self, held: &[Held], customs: &Customs) -> Result<Vec<Mismatch>, Error> {
        let mut told: Vec<Mismatch> = Vec::new();
        let mut known: BTreeMap<u64, usize> = BTreeMap::new();
        for Held { article, card: number, verdicts } in held {
            let Some(met) = self.met.get(*number) else { continue };
            let faults: Vec<Part> = customs.faults(met.site, *verdicts).collect();
            if faults.is_empty() {
                continue;
            }
            let mismatch = self.mismatch(*article, *number, &faults)?;
            let others = met.first.and_then(|first| self.met.get(first as usize)).unwrap_or(met).others as usize;
            let key = mismatch.key();
            if let Some(first) = known.get(&key).and_then(|&at| told.get_mut(at)) {
                first.others += others + 1;
            } else {
                known.insert(key, told.len());
                told.push(Mismatch { others, ..mismatch });
            }
        }
        Ok(told)
    }

    fn mismatch(&self, article: usize, number: usize, faults: &[Part]) -> Result<Mismatch, Error> {
        let (card, said) = (Card::get(&self.teasers, number)?, Words::get(&self.teasers, number)?);
        let (face, told) = (Face::get(&self.faces, article)?, Words::get(&self.faces, article)?);
        let page_of = |other: Option<usize>| -> Result<Option<String>, Error> {
            other.map(|other| Ok(Words::get(&self.faces, other)?.page)).transpose()
        };
        let [title, excerpt] = self.others(&card, article);
        let mut differences = Vec::new();
        for part in faults {
            let (card_says, article_says) = (said.clone(), told.clone());
            differences.push(match part {
                Part::Language => Difference::Language(
                    card.language.unwrap_or_default(),
                    face.languages.first().copied().unwrap_or_default(),
                ),
                Part::Title => Difference::Title(card_says.title, article_says.title, page_of(title)?),
                Part::Category => Difference::Category(card_says.category, article_says.category),
                Part::Date => Difference::Date(card_says.date, article_says.date),
                Part::Excerpt => Difference::Excerpt(card_says.text, article_says.text, page_of(excerpt)?),
            });
        }
        Ok(Mismatch {
            page: said.page,
            page_index: card.page_index,
            block: card.block,
            place: card.place,
            text: if said.title.is_empty() { said.text } else { said.title },
            differences,
            article: Led { page: told.page, block: face.block, title: told.title, place: face.place },
            others: 0,
        })
    }
}

fn key(stems: &[Stem]) -> u64 {
    opening(stems, stems.len()).unwrap_or_default()
}

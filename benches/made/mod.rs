//! Made-up pages of 13 sections of 25 to 120 words; three of eight steps from word to word follow a habit, so that one run of
//! three words in seven stands in other texts too. One section in twenty is an earlier one with one word in ten changed, one in
//! fifty an earlier one.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};

use korrektur::document::Format;
use korrektur::language::Language;
use korrektur::outline::Role;
use korrektur::page::{Block, Field, Kind, Page, Paragraph, Section};
use korrektur::span::{Source, Span};

/// How many sections a page has.
pub(crate) const SECTIONS: u64 = 13;
const SITES: u64 = 40;
const VOCABULARY: u64 = 6_000;
/// In how many of eight steps the next word follows from the last.
const HABIT: u64 = 3;
/// How many earlier sections may be copied.
const POOL: usize = 4_000;

/// A linear congruential generator (Knuth's MMIX constants): the same pages in every run.
pub(crate) struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

pub(crate) struct Maker {
    draws: Draws,
    spellings: Vec<String>,
    pool: Vec<Vec<u64>>,
    made: u64,
}

impl Maker {
    pub(crate) fn new() -> Self {
        Self { draws: Draws(1), spellings: spellings(), pool: Vec::new(), made: 0 }
    }

    fn words(&mut self) -> Vec<u64> {
        let mut word = self.draws.below(VOCABULARY);
        let count = 25 + self.draws.below(60) + self.draws.below(36);
        (0..count)
            .map(|_| {
                word = if self.draws.below(8) >= HABIT {
                    self.draws.below(VOCABULARY)
                } else {
                    (word * 31 + self.draws.below(4) * 977) % VOCABULARY
                };
                word
            })
            .collect()
    }

    fn section(&mut self) -> Vec<u64> {
        let kind = self.draws.below(100);
        if kind < 7 && !self.pool.is_empty() {
            let at = self.draws.below(self.pool.len() as u64) as usize;
            // A text is copied four times or so, however many pages there are.
            let is_last = self.draws.below(4) == 0;
            let mut copy = if is_last { self.pool.swap_remove(at) } else { self.pool[at].clone() };
            for word in copy.iter_mut().filter(|_| kind < 5) {
                if self.draws.below(10) == 0 {
                    *word = self.draws.below(VOCABULARY);
                }
            }
            return copy;
        }
        let words = self.words();
        self.made += 1;
        if self.pool.len() < POOL {
            self.pool.push(words.clone());
        } else {
            let at = self.draws.below(self.made) as usize;
            if let Some(slot) = self.pool.get_mut(at) {
                slot.clone_from(&words);
            }
        }
        words
    }

    fn spelt(&self, words: &[u64]) -> String {
        words.iter().map(|&word| self.spellings[word as usize].as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Makes the page of a number; numbers are to ascend.
    pub(crate) fn page(&mut self, number: u64) -> Page {
        let mut source = String::new();
        let site = number % SITES;
        let words: Vec<Vec<u64>> = (0..SECTIONS).map(|_| self.section()).collect();
        let texts: Vec<String> = words.iter().map(|words| self.spelt(words)).collect();
        let sections: Vec<Section> = texts.iter().map(|text| section(&mut source, text)).collect();
        let furniture: Vec<Section> =
            (0..4).map(|line| section(&mut source, &self.spelt(&[site, line, site + line, 7, 8, 9]))).collect();
        let title = self.words();
        let title = self.spelt(&title[..6]);
        Page {
            name: format!("dump.jsonl!/{number}"),
            url: Some(format!("https://site{site}.example/{number}")),
            format: Format::Text,
            fetched_at: None,
            declared: None,
            expected: None,
            detected: Language::default(),
            blocks: vec![block(Kind::Article, Some(title), sections), block(Kind::Other, None, furniture)],
            source: Source::new(source),
            problems: Vec::new(),
            container_line: Some(number as usize + 1),
            ignores: Vec::new(),
            told: korrektur::page::Told::default(),
            skeleton: korrektur::skeleton::Skeleton::default(),
            pairing: korrektur::paired::Pairing::default(),
        }
    }
}

/// Spells every word of the vocabulary.
fn spellings() -> Vec<String> {
    let spell = |word: u64| {
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        let length = 4 + (hasher.finish() % 7) as usize;
        format!("{:x}{word:x}", hasher.finish()).chars().rev().take(length).collect()
    };
    (0..VOCABULARY).map(spell).collect()
}

fn section(source: &mut String, text: &str) -> Section {
    let span = Span::new(source.len(), source.len() + text.len());
    source.push_str(text);
    source.push_str("\n\n");
    let paragraph = Paragraph {
        text: text.to_owned(),
        span,
        role: Role::Paragraph,
        is_prose: true,
        declared: None,
        language: Language::default(),
        stretches: Vec::new(),
        passages: Vec::new(),
    };
    Section { heading: None, level: 2, paragraphs: vec![paragraph], language: Language::default(), span }
}

fn block(kind: Kind, title: Option<String>, sections: Vec<Section>) -> Block {
    let title = title.map(|text| Field { text, span: None, language: Language::default(), stretches: Vec::new() });
    Block {
        kind,
        title,
        category: None,
        author: None,
        date: None,
        link: None,
        language: Language::default(),
        sections,
        span: Span::default(),
        title_repeats: Vec::new(),
        lines: Vec::new(),
    }
}

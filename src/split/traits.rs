//! What a list of links looks like as a whole, in numbers that carry across languages, scripts and sites.

use std::collections::HashMap;

use super::anchors::{Anchor, Member, Row};
use super::features::{Features, Landmark, is_unspaced, units};
use super::names::is_personal_name;
use crate::outline::{Hints, Outline, Role};

/// How many traits there are.
pub(super) const COUNT: usize = 66;

/// The traits of one list, by name, always in the same order.
pub(super) type Traits = [(&'static str, f32); COUNT];

/// A date in a longer line, in units, is told of and does not date the card.
const LONGEST_DATED_LINE: f32 = 20.0;

/// What stands around all lists of the page.
struct Page<'a> {
    outline: &'a Outline,
    features: &'a [Features],
    anchors: &'a [Anchor],
    /// How many links lead to each address.
    uses: HashMap<&'a str, usize>,
    /// Units of running text before each line.
    prose: Vec<f32>,
    host: Option<&'a str>,
}

/// Looks at every list.
pub(super) fn all(outline: &Outline, features: &[Features], anchors: &[Anchor], rows: &[Row]) -> Vec<Traits> {
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for anchor in anchors {
        *uses.entry(outline.link(anchor.link)).or_default() += 1;
    }
    let mut prose = vec![0.0];
    for seen in features {
        let told = if seen.is_prose() { seen.units * (1.0 - seen.link_share) } else { 0.0 };
        prose.push(prose.last().copied().unwrap_or(0.0) + told);
    }
    let host = outline.about.canonical.as_deref().and_then(host_of);
    let page = Page { outline, features, anchors, uses, prose, host };
    rows.iter().map(|row| page.of_row(row)).collect()
}

/// The host of an absolute address, without `www.`.
fn host_of(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https:").or_else(|| address.strip_prefix("http:")).unwrap_or(address);
    let rest = rest.strip_prefix("//")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// The path of an address, without host, query and fragment.
pub(super) fn path_of(address: &str) -> &str {
    let rest = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or(""));
    rest.split(['?', '#']).next().unwrap_or("")
}

/// One card, measured.
#[derive(Default)]
struct Card {
    units: f32,
    plain: f32,
    prose: f32,
    linked_elsewhere: f32,
    links: f32,
    lines: f32,
    is_dated: bool,
    has_image: bool,
    has_heading: bool,
}

impl Page<'_> {
    fn card(&self, member: &Member, anchor: &Anchor) -> Card {
        let outline = self.outline;
        let mut card = Card { lines: member.lines.len() as f32, ..Card::default() };
        if let Some(root) = member.root.and_then(|root| outline.containers().get(root as usize)) {
            card.has_image = root.images > 0;
        }
        let own = outline.link(anchor.link);
        let mut others: Vec<u32> = Vec::new();
        for number in member.lines.clone() {
            let (Some(line), Some(seen)) = (outline.lines().get(number), self.features.get(number)) else { continue };
            card.is_dated |= seen.date.is_some() && seen.units <= LONGEST_DATED_LINE;
            card.has_heading |= matches!(line.role, Role::Heading(_));
            card.prose += if seen.is_prose() { seen.units * (1.0 - seen.link_share) } else { 0.0 };
            card.units += seen.units;
            let mut plain = seen.units;
            if seen.link_share > 0.0 {
                for run in outline.runs(line) {
                    let Some(target) = run.link else { continue };
                    let length = units(outline.run_text(run));
                    plain -= length;
                    if target != anchor.link && outline.link(target) != own {
                        card.linked_elsewhere += length;
                        if others.len() < 8
                            && !others
                                .iter()
                                .any(|&other| other == target || outline.link(other) == outline.link(target))
                        {
                            others.push(target);
                        }
                    }
                }
            }
            card.plain += plain.max(0.0);
        }
        card.links = 1.0 + others.len() as f32;
        card
    }

    #[allow(clippy::too_many_lines, reason = "one trait after another")]
    fn of_row(&self, row: &Row) -> Traits {
        let outline = self.outline;
        let count = row.members.len().max(1) as f32;
        let anchors: Vec<&Anchor> = row.members.iter().filter_map(|member| self.anchors.get(member.anchor)).collect();
        let cards: Vec<Card> =
            row.members.iter().zip(&anchors).map(|(member, anchor)| self.card(member, anchor)).collect();
        let share = |test: &dyn Fn(&Card) -> bool| cards.iter().filter(|card| test(card)).count() as f32 / count;
        let middle = |value: &dyn Fn(&Card) -> f32| median(cards.iter().map(value).collect());
        let share_of =
            |test: &dyn Fn(&Anchor) -> bool| anchors.iter().filter(|anchor| test(anchor)).count() as f32 / count;
        let line = |anchor: &Anchor| outline.lines().get(anchor.headline);
        let seen = |anchor: &Anchor| self.features.get(anchor.headline);
        let run = |anchor: &Anchor| line(anchor).and_then(|line| outline.runs(line).get(anchor.run));
        let hinted = |hints: Hints| share_of(&|anchor| run(anchor).is_some_and(|run| run.hints.any(hints)));
        let address = |anchor: &Anchor| outline.link(anchor.link);
        let words = |anchor: &Anchor| run(anchor).map_or("", |run| outline.run_text(run));
        let first = row.members.first().map_or(0, |member| member.lines.start);
        let last = row.members.last().map_or(0, |member| member.lines.end);
        let around = anchors.first().and_then(|anchor| seen(anchor));
        let landmark = around.map_or(Landmark::None, |seen| seen.landmark);
        let near = |hints: Hints| f32::from(u8::from(around.is_some_and(|seen| seen.around.any(hints))));
        let is = |yes: bool| f32::from(u8::from(yes));
        let headline = median(anchors.iter().map(|anchor| anchor.units).collect());
        let total = self.prose.last().copied().unwrap_or(0.0).max(1.0);
        let told = |line: usize| self.prose.get(line).copied().unwrap_or(total) / total;
        let is_prose =
            |line: Option<usize>| line.and_then(|line| self.features.get(line)).is_some_and(Features::is_prose);
        let held: f32 = row.members.iter().map(|member| member.lines.len() as f32).sum();
        [
            ("row.count", count.ln()),
            ("row.kin", (row.kin as f32).ln()),
            ("headed", share_of(&|anchor| line(anchor).is_some_and(|line| matches!(line.role, Role::Heading(_))))),
            ("headline.units", headline),
            (
                "headline.spread",
                anchors.iter().map(|anchor| (anchor.units - headline).abs()).sum::<f32>() / count / headline.max(1.0),
            ),
            ("headline.long", share_of(&|anchor| anchor.units >= 4.0)),
            ("dated", share(&|card| card.is_dated)),
            ("pictured", share(&|card| card.has_image)),
            ("plain", middle(&|card| card.plain)),
            ("card.units", middle(&|card| card.units)),
            ("prose", share(&|card| card.prose > 60.0)),
            ("prose.units", middle(&|card| card.prose)),
            ("distinct.headlines", distinct(anchors.iter().map(|anchor| words(anchor)).collect())),
            ("distinct.addresses", distinct(anchors.iter().map(|anchor| address(anchor)).collect())),
            ("links", cards.iter().map(|card| card.links).sum::<f32>() / count),
            (
                "offsite",
                share_of(&|anchor| {
                    host_of(address(anchor)).is_some_and(|host| self.host.is_some_and(|own| own != host))
                }),
            ),
            ("slug.words", median(anchors.iter().map(|anchor| slug_words(address(anchor))).collect())),
            ("numbered", share_of(&|anchor| is_numbered(address(anchor)))),
            ("path.depth", median(anchors.iter().map(|anchor| path_depth(address(anchor))).collect())),
            ("queried", share_of(&|anchor| address(anchor).contains(['?', '#']))),
            ("in.navigation", is(landmark == Landmark::Navigation)),
            ("in.header", is(landmark == Landmark::Header)),
            ("in.footer", is(landmark == Landmark::Footer)),
            ("in.aside", is(landmark == Landmark::Aside)),
            ("in.article", is(landmark == Landmark::Article)),
            ("in.main", is(landmark == Landmark::Main)),
            ("in.dialog", is(matches!(landmark, Landmark::Dialog | Landmark::Form))),
            ("near.related", near(Hints::RELATED)),
            ("near.navigation", near(Hints::NAVIGATION)),
            ("near.sidebar", near(Hints::SIDEBAR)),
            ("near.talk", near(Hints::COMMENT.with(Hints::THREAD))),
            ("near.share", near(Hints::SHARE.with(Hints::NOTICE))),
            ("near.product", near(Hints::PRODUCT)),
            ("near.promotion", near(Hints::PROMOTION)),
            ("near.footer", near(Hints::FOOTER)),
            ("near.body", near(Hints::BODY)),
            ("near.card", near(Hints::CARD)),
            ("near.biography", near(Hints::BIOGRAPHY.with(Hints::AUTHOR))),
            ("titled", hinted(Hints::TITLE)),
            ("of.category", hinted(Hints::CATEGORY)),
            ("of.author", hinted(Hints::AUTHOR)),
            ("of.date", hinted(Hints::DATE.with(Hints::META))),
            ("of.navigation", hinted(Hints::NAVIGATION)),
            (
                "link.share",
                anchors.iter().filter_map(|anchor| seen(anchor)).map(|seen| seen.link_share).sum::<f32>() / count,
            ),
            ("linked.elsewhere", middle(&|card| card.linked_elsewhere / card.units.max(1.0))),
            (
                "headline.share",
                anchors.iter().zip(&cards).map(|(anchor, card)| anchor.units / card.units.max(1.0)).sum::<f32>()
                    / count,
            ),
            ("prose.before", told(first)),
            ("prose.after", 1.0 - told(last)),
            ("prose.beside", is(is_prose(first.checked_sub(1))) + is(is_prose(Some(last)))),
            ("capitalised", share_of(&|anchor| is_capitalised(words(anchor)))),
            ("punctuated", share_of(&|anchor| is_punctuated(words(anchor)))),
            ("with.digits", share_of(&|anchor| words(anchor).chars().any(char::is_numeric))),
            ("repeated", share_of(&|anchor| self.uses.get(address(anchor)).is_some_and(|&uses| uses > 1))),
            ("hidden", share_of(&|anchor| line(anchor).is_some_and(|line| line.is_hidden))),
            ("control", share_of(&|anchor| line(anchor).is_some_and(|line| line.role == Role::Control))),
            ("item", share_of(&|anchor| line(anchor).is_some_and(|line| line.role == Role::Item))),
            ("cell", share_of(&|anchor| line(anchor).is_some_and(|line| line.role == Role::Cell))),
            ("foreign", share_of(&|anchor| line(anchor).is_some_and(|line| line.language.is_some()))),
            ("block", share_of(&|anchor| anchor.is_block)),
            ("lines", middle(&|card| card.lines)),
            ("compact", held / (last.max(first + 1) - first) as f32),
            ("names", share_of(&|anchor| is_personal_name(words(anchor)))),
            ("other.heading", share(&|card| card.has_heading)),
            ("unspaced", share_of(&|anchor| words(anchor).chars().any(is_unspaced))),
            ("at", first as f32 / self.features.len().max(1) as f32),
            ("rooted", row.members.iter().filter(|member| member.root.is_some()).count() as f32 / count),
        ]
    }
}

fn median(mut values: Vec<f32>) -> f32 {
    let middle = values.len() / 2;
    if middle >= values.len() {
        return 0.0;
    }
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

fn distinct<T: Ord>(mut values: Vec<T>) -> f32 {
    let count = values.len().max(1) as f32;
    values.sort_unstable();
    values.dedup();
    values.len() as f32 / count
}

/// Words in the last part of an address: the longer, the likelier it was made from a headline.
fn slug_words(address: &str) -> f32 {
    let path = path_of(address).trim_end_matches('/');
    path.split('/')
        .map(|part| part.split(['-', '_', '+', '.', '%']).filter(|word| word.len() > 1).count())
        .max()
        .unwrap_or(0) as f32
}

fn path_depth(address: &str) -> f32 {
    path_of(address).split('/').filter(|part| !part.is_empty()).count() as f32
}

/// An address that numbers its page: four digits in a row.
fn is_numbered(address: &str) -> bool {
    let mut digits = 0;
    address.bytes().any(|byte| {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        digits >= 4
    })
}

/// Every word starts with a capital, as in labels; scripts without capitals have none.
fn is_capitalised(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let starts_large = |word: &str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let mut count = 0;
    words.all(|word| {
        count += 1;
        starts_large(word)
    }) && count > 1
}

fn is_punctuated(text: &str) -> bool {
    text.contains([
        ',', ':', '?', '!', '"', '„', '“', '”', '«', '»', '‘', '’', '–', '—', '、', '。', '「', '」', '？', '！', '：',
        '，', '؟', '،',
    ])
}

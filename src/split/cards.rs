//! Cards by structure: alike siblings that each lead somewhere.
//!
//! The kind of a whole group is decided, not of single members: a group of siblings (or cousins: cards in rows) of the same
//! shape is a list of teasers when most of its members link a headline, and the more so when they show dates, images or
//! excerpts. Class names and landmarks weigh a little and never decide, since related lists stand in `<footer>` and in
//! `<nav class="side-list">` on real sites (measured in the project's research on labelled pages).

use std::collections::HashMap;
use std::ops::Range;

use super::features::{Features, Landmark, fold, units};
use crate::outline::{Container, ContainerKind, Hints, Mark, Outline, Role};

/// Members of one group, in page order.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The lines of each card.
    pub(super) cards: Vec<Range<usize>>,
}

/// Finds the groups of teaser cards. Cards do not overlap.
pub(super) fn groups(outline: &Outline, features: &[Features]) -> Vec<Group> {
    let containers = outline.containers();
    let mut taken = vec![false; outline.lines().len()];
    let mut found = Vec::new();
    for members in alike(containers) {
        let free: Vec<&Container> = members
            .iter()
            .filter_map(|&index| containers.get(index as usize))
            .filter(|container| !lines_of(container).any(|line| taken.get(line).copied().unwrap_or(true)))
            .collect();
        if !is_teaser_group(outline, features, &free) {
            continue;
        }
        let cards: Vec<Range<usize>> = free
            .iter()
            .filter(|container| Card::look(outline, features, container).leads_somewhere())
            .map(|container| lines_of(container))
            .collect();
        for line in cards.iter().flat_map(Clone::clone) {
            if let Some(slot) = taken.get_mut(line) {
                *slot = true;
            }
        }
        found.push(Group { cards });
    }
    found
}

/// Finds the posts of a thread: alike members that each show a date and running text, and together hold most of the running
/// text of `body`. Gives their first lines, in order; empty where the page is no thread.
pub(super) fn posts(outline: &Outline, features: &[Features], body: &[usize]) -> Vec<usize> {
    let prose =
        |line: usize| features.get(line).filter(|f| f.is_sentence && f.link_share < 0.5).map_or(0.0, |f| f.units);
    let total: f32 = body.iter().map(|&line| prose(line)).sum();
    let containers = outline.containers();
    let entries = containers.iter().filter(|container| container.kind == ContainerKind::Entry);
    let entries: Vec<usize> = entries.map(|container| container.lines.start as usize).collect();
    if !entries.is_empty() {
        return entries;
    }
    for members in alike(containers) {
        let members: Vec<Range<usize>> =
            members.iter().filter_map(|&index| containers.get(index as usize)).map(lines_of).collect();
        let is_dated = |lines: &Range<usize>| {
            lines
                .clone()
                .any(|line| features.get(line).is_some_and(|f| f.date.is_some() && f.units <= LONGEST_DATED_LINE))
        };
        let is_told = |lines: &Range<usize>| lines.clone().map(prose).sum::<f32>() >= SHORTEST_POST;
        let count = |test: &dyn Fn(&Range<usize>) -> bool| {
            members.iter().filter(|lines| test(lines)).count() as f32 / members.len() as f32
        };
        let held: f32 = members.iter().flat_map(Clone::clone).map(prose).sum();
        if count(&is_dated) > 0.8 && count(&is_told) > 0.6 && held > 0.8 * total {
            return members.iter().map(|lines| lines.start).collect();
        }
    }
    Vec::new()
}

fn lines_of(container: &Container) -> Range<usize> {
    container.lines.start as usize..container.lines.end as usize
}

/// Groups containers of equal shape that are siblings or, their parents being alike siblings, cousins. Outer groups come
/// first, each in page order.
fn alike(containers: &[Container]) -> Vec<Vec<u32>> {
    let mut index: HashMap<(u32, u64, u64, ContainerKind), usize> = HashMap::new();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for (number, container) in containers.iter().enumerate().skip(1) {
        if container.lines.is_empty() || container.lines.len() > MOST_CARD_LINES {
            continue;
        }
        let parent = containers.get(container.parent as usize);
        let key = (
            parent.map_or(0, |parent| parent.parent),
            parent.map_or(0, |parent| parent.shape),
            container.shape,
            container.kind,
        );
        let slot = *index.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(slot) {
            group.push(number as u32);
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// What one member of a group shows.
#[allow(clippy::struct_excessive_bools, reason = "four independent sightings, each counted over the group")]
struct Card {
    /// Distinct addresses in it that lead to other content.
    links: usize,
    /// Units of its headline: the longest linked text, or the heading in a linked card.
    headline_units: f32,
    headline: String,
    has_date: bool,
    has_heading: bool,
    has_image: bool,
    /// Units of all its text.
    units: f32,
    /// Units of its text that is not linked.
    plain_units: f32,
    /// Units of its running text that is not linked.
    prose_units: f32,
    marked: bool,
    /// In another language than its page, by the page's own word.
    is_foreign: bool,
}

impl Card {
    fn look(outline: &Outline, features: &[Features], container: &Container) -> Self {
        let mut card = Self {
            links: 0,
            headline_units: 0.0,
            headline: String::new(),
            has_date: false,
            has_heading: false,
            has_image: container.images > 0,
            units: 0.0,
            plain_units: 0.0,
            prose_units: 0.0,
            marked: container.mark == Some(Mark::Teaser),
            is_foreign: false,
        };
        let mut addresses: Vec<&str> = Vec::new();
        for line in lines_of(container) {
            let (Some(line), Some(features)) = (outline.lines().get(line), features.get(line)) else { continue };
            card.has_date |= features.date.is_some() && features.units <= LONGEST_DATED_LINE;
            card.is_foreign |= line.language.is_some();
            let is_heading = matches!(line.role, Role::Heading(_));
            card.has_heading |= is_heading;
            card.prose_units += if features.is_prose() { features.units * (1.0 - features.link_share) } else { 0.0 };
            // A link inside a sentence is a reference; a headline is most of its line.
            let may_be_headline = is_heading || features.link_share >= HEADLINE_SHARE;
            for run in outline.runs(line) {
                let text = outline.run_text(run);
                let length = units(text);
                card.units += length;
                let address = run.link.map(|link| outline.link(link)).filter(|address| leads_to_content(address));
                let Some(address) = address else {
                    card.plain_units += length;
                    continue;
                };
                if !addresses.contains(&address) && addresses.len() < 16 {
                    addresses.push(address);
                }
                let weight = if is_heading { length + 1000.0 } else { length };
                if may_be_headline && weight > card.headline_units {
                    card.headline_units = weight;
                    text.clone_into(&mut card.headline);
                }
            }
        }
        if card.headline_units >= 1000.0 {
            card.headline_units -= 1000.0;
        }
        card.links = addresses.len();
        card
    }

    fn leads_somewhere(&self) -> bool {
        self.links > 0 && self.headline_units > 0.0 || self.marked
    }
}

/// Tells whether an address may lead to another piece of content: not an anchor, a script, a mail address, a share link.
pub(super) fn leads_to_content(address: &str) -> bool {
    let address = address.trim();
    let lower = address.get(..16).unwrap_or(address).to_ascii_lowercase();
    !address.is_empty()
        && !address.starts_with('#')
        && !["javascript:", "mailto:", "tel:", "whatsapp:", "data:", "sms:"]
            .iter()
            .any(|scheme| lower.starts_with(scheme))
        && !["/sharer", "share?", "intent/tweet", "/share/", "shareArticle"].iter().any(|part| address.contains(part))
}

/// Share of members for which `test` holds.
fn share(cards: &[Card], test: impl Fn(&Card) -> bool) -> f32 {
    cards.iter().filter(|card| test(card)).count() as f32 / cards.len().max(1) as f32
}

fn median(cards: &[Card], value: impl Fn(&Card) -> f32) -> f32 {
    let mut values: Vec<f32> = cards.iter().map(value).collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Decides the kind of a whole group. The weights are set by hand so that each piece of evidence alone moves the sum by
/// about one headline length class; groups at or above [`TEASER_SCORE`] are teasers.
fn is_teaser_group(outline: &Outline, features: &[Features], members: &[&Container]) -> bool {
    let cards: Vec<Card> = members.iter().map(|container| Card::look(outline, features, container)).collect();
    if cards.len() < 2 {
        return false;
    }
    if share(&cards, |card| card.marked) > 0.5 {
        return true;
    }
    // A choice of languages.
    if share(&cards, |card| card.is_foreign) > 0.5 {
        return false;
    }
    let linked = share(&cards, Card::leads_somewhere);
    if linked < 0.6 {
        return false;
    }
    let dated = share(&cards, |card| card.has_date);
    let headed = share(&cards, |card| card.has_heading);
    let pictured = share(&cards, |card| card.has_image);
    let explained = share(&cards, |card| card.plain_units >= 8.0);
    let headline = median(&cards, |card| card.headline_units);
    let links = median(&cards, |card| card.links as f32);
    let length = median(&cards, |card| card.units);
    let distinct = {
        let mut headlines: Vec<String> = cards.iter().map(|card| fold(&card.headline)).collect();
        headlines.sort_unstable();
        headlines.dedup();
        headlines.len() as f32 / cards.len() as f32
    };
    if links > MOST_LINKS || length > LONGEST_CARD || distinct < 0.5 {
        return false;
    }
    // Sections of an article say more than an excerpt does.
    if share(&cards, |card| card.prose_units > LONGEST_EXCERPT) > 0.3 {
        return false;
    }
    if cards.len() < 4 && headline < 3.0 && explained > 0.5 {
        return false;
    }
    if cards.len() < 3 && dated < 1.0 && (headed < 1.0 || explained < 1.0) {
        return false;
    }
    let hints = members.iter().fold(Hints::default(), |all, container| all.with(container.hints));
    let (around, landmark) = members
        .first()
        .and_then(|container| features.get(container.lines.start as usize))
        .map_or((Hints::default(), Landmark::None), |features| (features.around, features.landmark));
    let mut score = ((headline - 3.0) * 0.6).clamp(-1.5, 1.8);
    score += 1.4 * dated + 0.9 * headed + 0.6 * pictured + 0.8 * explained;
    score += if hints.any(Hints::CARD) { 0.4 } else { 0.0 } + if around.any(Hints::RELATED) { 0.6 } else { 0.0 };
    score -= if around.any(Hints::NAVIGATION) || landmark == Landmark::Navigation { 1.5 } else { 0.0 };
    score -= match landmark {
        Landmark::Header | Landmark::Dialog | Landmark::Form => 1.0,
        Landmark::Footer => 0.6,
        _ => 0.0,
    };
    score -= if around.any(Hints::COMMENT.with(Hints::SHARE).with(Hints::THREAD)) { 3.0 } else { 0.0 };
    // A list whose members say more in plain text than in links, without heading, date or image, is part of the prose.
    let plain = median(&cards, |card| if card.units > 0.0 { card.plain_units / card.units } else { 1.0 });
    let is_bare = headed < 0.5 && dated < 0.5 && pictured < 0.5;
    if is_bare && plain > 0.4 {
        score -= 3.0;
    }
    // A name that links to a person heads a post, not a card.
    if headline < 3.0 && headed < 0.5 {
        score -= 1.2;
    }
    // Posts of a thread and sections of an article are long and lead nowhere by their headline.
    if length > LONG_CARD && headline < 3.0 {
        score -= 3.0;
    }
    score >= TEASER_SCORE
}

/// Share of a line that its link takes where the line is a headline.
const HEADLINE_SHARE: f32 = 0.4;
/// A date in a longer line, in units, is told of and does not date the card.
const LONGEST_DATED_LINE: f32 = 20.0;
/// Units of running text in a post; most say more.
const SHORTEST_POST: f32 = 6.0;
/// Units of running text beyond which a card is content.
const LONGEST_EXCERPT: f32 = 90.0;
/// Groups with this score or more are teasers.
const TEASER_SCORE: f32 = 1.0;
/// Cards with more distinct addresses are rows of cards or menus; labelled cards hold at most four.
const MOST_LINKS: f32 = 5.0;
/// Containers with more lines are no cards. Bounds the work: a line is looked at once for each small container around it.
const MOST_CARD_LINES: usize = 40;
/// Units of a card, beyond which its plain text is content and not an excerpt.
const LONG_CARD: f32 = 80.0;
/// Units beyond which a member is no card whatever it links.
const LONGEST_CARD: f32 = 260.0;

//! Links that may be headlines, and the card around each.
//!
//! A list is told by its links: links of equal make (role of the line, inline markup) are *alike*. The card of a link is the
//! largest container around it that holds no other link alike; where the container of the line itself holds several, the
//! card is the stretch of lines from one to the next. So cards are found at uneven depth, in rows and in flat lists, and the
//! level is right by construction: one link of a kind a card. Which kind of link is the headline is decided by `cards`.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use super::features::{Features, units};
use crate::outline::{Container, Line, Outline, Role, Run};

/// A link with text: consecutive runs, or consecutive lines inside one linked container.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    /// Its lines.
    pub(super) lines: Range<usize>,
    /// The line that is most likely its headline: a heading, else the longest.
    pub(super) headline: usize,
    /// The longest run of it in `headline`: the rest is a kicker or a rank.
    pub(super) run: usize,
    /// Units of the headline.
    pub(super) units: f32,
    /// Where it leads; an index into the outline's links.
    pub(super) link: u32,
    /// Equal for links of equal make.
    pub(super) make: u64,
    /// The container from which its card grows.
    start: u32,
    /// It is the whole of a container.
    pub(super) is_block: bool,
}

/// Links of one make in one list, each with its card.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The members in page order.
    pub(super) members: Vec<Member>,
    /// How many links of this make in cards of this make the whole page has.
    pub(super) kin: usize,
}

/// One link and its card.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// Index of the anchor.
    pub(super) anchor: usize,
    /// The lines of the card.
    pub(super) lines: Range<usize>,
    /// The container that is the card, where one is.
    pub(super) root: Option<u32>,
}

/// Cards with more lines are none. Bounds the work: no container larger than this is looked into.
const MOST_CARD_LINES: usize = 40;

/// Units of a card, beyond which a container holds more than a card.
const MOST_CARD_UNITS: f32 = 260.0;

/// A link with a smaller share of its line is a reference inside a sentence.
const LEAST_SHARE: f32 = 0.15;

/// A card links the same address no more often than this by links alike.
const MOST_REPEATS: usize = 8;

/// Lines before the headline that belong to a card without a container: kicker, date.
const MOST_LEADING_LINES: usize = 2;

/// Lines after the headline that belong to a card without a container: date, excerpt, byline, button.
const MOST_TRAILING_LINES: usize = 4;

/// Share of the cards without a container in which a line must look alike to belong to them; the last is often cut short.
const NEARLY_ALL: f32 = 0.7;

/// A kicker, a date or a byline is no longer than this, in units.
const LONGEST_LABEL: f32 = 10.0;

/// A longer line between links without containers is the text of an article, in units.
const LONGEST_EXCERPT: f32 = 60.0;

/// Finds the links of a page that stand for themselves.
pub(super) fn anchors(outline: &Outline, features: &[Features]) -> Vec<Anchor> {
    let linked = linked_containers(outline.containers());
    let mut found: Vec<Anchor> = Vec::new();
    for (number, line) in outline.lines().iter().enumerate() {
        let Some(seen) = features.get(number) else { continue };
        if seen.link_share <= 0.0 {
            continue;
        }
        let is_heading = matches!(line.role, Role::Heading(_));
        let block = linked.get(line.container as usize).copied().flatten();
        let runs = outline.runs(line);
        let mut before: Option<u32> = None;
        for (position, first) in runs.iter().enumerate() {
            let Some(link) = first.link else {
                before = None;
                continue;
            };
            if before == Some(link) {
                continue;
            }
            before = Some(link);
            if !leads_to_content(outline.link(link)) {
                continue;
            }
            let (mut length, mut longest) = (0.0, (0.0, position));
            for (place, run) in runs.iter().enumerate().skip(position).take_while(|(_, run)| run.link == Some(link)) {
                let units = units(outline.run_text(run));
                length += units;
                if units > longest.0 {
                    longest = (units, place);
                }
            }
            let Some((position, run)) = runs.get(longest.1).map(|run| (longest.1, run)) else { continue };
            let is_block = block.is_some_and(|(_, of_block)| of_block == link);
            if let Some(last) = found.last_mut()
                && last.link == link
                && last.lines.end >= number
            {
                // The link goes on over another line.
                let was_heading =
                    outline.lines().get(last.headline).is_some_and(|line| matches!(line.role, Role::Heading(_)));
                let is_better = match (was_heading, is_heading) {
                    (true, false) => false,
                    (false, true) => length > 0.0,
                    _ => length > last.units && length <= LONGEST_HEADLINE,
                };
                last.lines.end = number + 1;
                if is_better {
                    (last.headline, last.run, last.units) = (number, position, length);
                    if !last.is_block {
                        last.make = make(line, run, None);
                    }
                }
                continue;
            }
            if length <= 0.0 || !is_heading && !is_block && length < LEAST_SHARE * seen.units {
                continue;
            }
            let block = block.filter(|_| is_block).map(|(container, _)| container);
            let shape = block.and_then(|block| outline.containers().get(block as usize)).map(|block| block.shape);
            found.push(Anchor {
                lines: number..number + 1,
                headline: number,
                run: position,
                units: length,
                link,
                make: make(line, run, shape),
                start: block.unwrap_or(line.container),
                is_block,
            });
        }
    }
    found
}

/// A longer line of a linked card is its excerpt.
const LONGEST_HEADLINE: f32 = 30.0;

fn make(line: &Line, run: &Run, block: Option<u64>) -> u64 {
    let mut hasher = DefaultHasher::new();
    match block {
        Some(shape) => (true, shape).hash(&mut hasher),
        None => (line.role, run.shape).hash(&mut hasher),
    }
    hasher.finish()
}

/// The nearest linked container around each container, itself included, and its link.
fn linked_containers(containers: &[Container]) -> Vec<Option<(u32, u32)>> {
    let mut all: Vec<Option<(u32, u32)>> = Vec::with_capacity(containers.len());
    for (number, container) in containers.iter().enumerate() {
        let around = all.get(container.parent as usize).copied().flatten();
        all.push(container.link.map(|link| (number as u32, link)).or(around));
    }
    all
}

/// Puts links of equal make into lists, with the card of each. Every list has at least one member.
pub(super) fn rows(outline: &Outline, features: &[Features], anchors: &[Anchor]) -> Vec<Row> {
    let mut index: HashMap<u64, usize> = HashMap::new();
    let mut alike: Vec<Vec<usize>> = Vec::new();
    for (number, anchor) in anchors.iter().enumerate() {
        let slot = *index.entry(anchor.make).or_insert_with(|| {
            alike.push(Vec::new());
            alike.len() - 1
        });
        if let Some(of_make) = alike.get_mut(slot) {
            of_make.push(number);
        }
    }
    let before = lengths(features);
    let mut rows = Vec::new();
    for of_make in &alike {
        rows_of_make(outline, &before, anchors, of_make, &mut rows);
    }
    rows.sort_by_key(|row: &Row| row.members.first().map(|member| member.anchor));
    rows
}

/// Units of all lines before each line, and of all lines.
fn lengths(features: &[Features]) -> Vec<f32> {
    let mut sums = Vec::with_capacity(features.len() + 1);
    let mut sum = 0.0;
    sums.push(0.0);
    for seen in features {
        sum += seen.units;
        sums.push(sum);
    }
    sums
}

fn rows_of_make(outline: &Outline, before: &[f32], anchors: &[Anchor], of_make: &[usize], rows: &mut Vec<Row>) {
    let containers = outline.containers();
    let roots: Vec<Option<u32>> =
        (0..of_make.len()).map(|place| root(outline, before, anchors, of_make, place)).collect();
    // Of the containers around a link, the one whose like is most often a card is the card: a lone card in a section of its
    // own would take the whole section.
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for root in roots.iter().flatten() {
        if let Some(container) = containers.get(*root as usize) {
            *counts.entry(container.shape).or_default() += 1;
        }
    }
    let depth = |index: u32| containers.get(index as usize).map_or(0, |container| container.depth);
    let usual = most_common(roots.iter().flatten().map(|&root| depth(root)));
    let count = |index: u32| {
        containers.get(index as usize).and_then(|container| counts.get(&container.shape)).copied().unwrap_or(0)
    };
    let mut index: HashMap<(u32, u64), usize> = HashMap::new();
    let first = rows.len();
    for (place, &number) in of_make.iter().enumerate() {
        let Some(anchor) = anchors.get(number) else { continue };
        let root = roots.get(place).copied().flatten().map(|outer| {
            let (mut best, mut here) = (outer, anchor.start);
            while here != outer && Some(depth(outer)) != usual {
                if count(here) > count(best) {
                    best = here;
                }
                here = containers.get(here as usize).map_or(outer, |container| container.parent);
            }
            best
        });
        let (key, lines) = match root.and_then(|root| Some((root, containers.get(root as usize)?))) {
            Some((_, container)) => {
                let list = containers.get(container.parent as usize);
                let key = (list.map_or(0, |list| list.parent), list.map_or(0, |list| list.shape));
                (key, container.lines.start as usize..container.lines.end as usize)
            }
            None => ((anchor.start, 0), anchor.lines.clone()),
        };
        let slot = *index.entry(key).or_insert_with(|| {
            rows.push(Row { members: Vec::new(), kin: 0 });
            rows.len() - 1
        });
        if let Some(row) = rows.get_mut(slot) {
            row.kin = row.kin.max(root.map_or(0, count));
            row.members.push(Member { anchor: number, lines, root });
        }
    }
    gather(outline, rows, first);
    for row in rows.iter_mut().skip(first) {
        stretch(outline, before, anchors, row);
        row.kin = row.kin.max(row.members.len());
    }
}

fn most_common(values: impl Iterator<Item = u16>) -> Option<u16> {
    let mut values: Vec<u16> = values.collect();
    values.sort_unstable();
    values.chunk_by(PartialEq::eq).max_by_key(|equal| equal.len()).and_then(|equal| equal.first().copied())
}

/// Joins what stands alone: cards whose lists are told apart by their classes (`category-news tag-energy`), or each in a
/// section of its own.
fn gather(outline: &Outline, rows: &mut Vec<Row>, first: usize) {
    let containers = outline.containers();
    let around = |index: u32, steps: usize| {
        (0..steps).fold(index, |index, _| containers.get(index as usize).map_or(0, |container| container.parent))
    };
    for steps in [2, usize::MAX] {
        let mut index: HashMap<u32, usize> = HashMap::new();
        let mut kept: Vec<Row> = Vec::new();
        for row in rows.drain(first..) {
            let lone = match row.members.as_slice() {
                [Member { root: Some(root), .. }] => Some(*root),
                _ => None,
            };
            let Some(root) = lone else {
                kept.push(row);
                continue;
            };
            let key = if steps > containers.len() { 0 } else { around(root, steps) };
            let slot = *index.entry(key).or_insert(kept.len());
            match kept.get_mut(slot) {
                Some(of_key) => {
                    of_key.kin = of_key.kin.max(row.kin);
                    of_key.members.extend(row.members);
                }
                None => kept.push(row),
            }
        }
        rows.append(&mut kept);
    }
}

/// The largest container around a link that holds no other link alike.
fn root(outline: &Outline, before: &[f32], anchors: &[Anchor], of_make: &[usize], place: usize) -> Option<u32> {
    let containers = outline.containers();
    let anchor = anchors.get(*of_make.get(place)?)?;
    let other = |step: &dyn Fn(usize) -> Option<usize>| {
        let mut at = place;
        for _ in 0..MOST_REPEATS {
            at = step(at)?;
            let other = anchors.get(*of_make.get(at)?)?;
            if outline.link(other.link) != outline.link(anchor.link) {
                return Some(other.headline);
            }
        }
        None
    };
    let previous = other(&|at: usize| at.checked_sub(1));
    let next = other(&|at: usize| Some(at + 1));
    let units = |lines: &Range<u32>| {
        let at = |line: u32| before.get(line as usize).copied().unwrap_or(0.0);
        at(lines.end) - at(lines.start)
    };
    let mut found = None;
    let mut here = anchor.start;
    while here != 0 {
        let Some(container) = containers.get(here as usize) else { break };
        let lines = &container.lines;
        let holds = |line: Option<usize>| line.is_some_and(|line| lines.contains(&(line as u32)));
        if lines.len() > MOST_CARD_LINES || units(lines) > MOST_CARD_UNITS || holds(previous) || holds(next) {
            break;
        }
        found = Some(here);
        here = container.parent;
    }
    found
}

/// Gives cards without a container their lines: what stands alike before and after each link belongs to it.
fn stretch(outline: &Outline, before: &[f32], anchors: &[Anchor], row: &mut Row) {
    if row.members.iter().any(|member| member.root.is_some()) {
        return;
    }
    let own: Vec<Range<usize>> =
        row.members.iter().filter_map(|member| anchors.get(member.anchor)).map(|anchor| anchor.lines.clone()).collect();
    let Some(container) = row
        .members
        .first()
        .and_then(|member| anchors.get(member.anchor))
        .and_then(|anchor| outline.containers().get(anchor.start as usize))
    else {
        return;
    };
    let inside = container.lines.start as usize..container.lines.end as usize;
    let look = |line: usize| {
        let here = outline.lines().get(line).filter(|_| inside.contains(&line))?;
        Some((here.role, outline.runs(here).first().map(|run| (run.shape, run.link.is_some()))))
    };
    let is_own = |line: usize| {
        let after = own.partition_point(|lines| lines.start <= line);
        after.checked_sub(1).and_then(|at| own.get(at)).is_some_and(|lines| lines.contains(&line))
    };
    let length = |line: usize| before.get(line + 1).copied().unwrap_or(0.0) - before.get(line).copied().unwrap_or(0.0);
    // A line so many steps from the link belongs to the card if it looks alike in nearly all cards and tells no story.
    // What also stands before the list is the text around it, unless headings part it.
    let text_before = own.first().and_then(|lines| look(lines.start.checked_sub(1)?));
    let is_headed =
        own.first().and_then(|lines| look(lines.start)).is_some_and(|(role, _)| matches!(role, Role::Heading(_)));
    let belongs = |line_of: &dyn Fn(&Range<usize>) -> Option<usize>, longest: f32| {
        let lines: Vec<usize> = own.iter().filter_map(line_of).filter(|&line| !is_own(line)).collect();
        let Some(first) = lines.first().and_then(|&line| look(line)) else { return false };
        let longest = if text_before == Some(first) && !is_headed { LONGEST_LABEL } else { longest };
        let alike = lines.iter().filter(|&&line| look(line) == Some(first) && length(line) <= longest).count();
        own.len() > 1 && alike as f32 >= NEARLY_ALL * own.len() as f32
    };
    let mut leading = 0;
    while leading < MOST_LEADING_LINES
        && belongs(&|lines: &Range<usize>| lines.start.checked_sub(leading + 1), LONGEST_LABEL)
    {
        leading += 1;
    }
    let mut trailing = 0;
    while trailing < MOST_TRAILING_LINES && belongs(&|lines: &Range<usize>| Some(lines.end + trailing), LONGEST_EXCERPT)
    {
        trailing += 1;
    }
    for (place, (member, lines)) in row.members.iter_mut().zip(&own).enumerate() {
        let next = own.get(place + 1).map_or(inside.end, |next| next.start.saturating_sub(leading));
        let previous = place.checked_sub(1).and_then(|before| own.get(before)).map_or(inside.start, |lines| lines.end);
        let start = lines.start.saturating_sub(leading).max(previous).min(lines.start);
        let end = (lines.end + trailing).min(next).max(lines.end);
        member.lines = start..end;
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

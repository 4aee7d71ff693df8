//! Cards by structure: alike siblings that each lead somewhere.
//!
//! The kind of a whole list is decided, not of single members: what its links and cards have in common (`traits`) is weighed
//! with weights fitted on labelled pages (`weights`). Class names and landmarks are among the evidence and never
//! decide, since related lists stand in `<footer>` and in `<nav class="side-list">` on real sites. Lists that hold one
//! another's links (titles, their categories, their authors) compete for the lines; the likeliest wins.

use std::collections::HashMap;
use std::ops::Range;

use super::anchors::{self, Anchor, Member, Row};
use super::features::Features;
use super::terms;
use super::traits::{self, Traits};
use super::weights::{BASE, WEIGHTS};
use crate::outline::{Container, ContainerKind, Mark, Outline};
use crate::why::{List, Pull, Why, strongest};

/// Members of one group, in page order.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The lines of each card.
    pub(super) cards: Vec<Range<usize>>,
    /// Line and run of each card's headline; empty where cards were not found by their headlines.
    pub(super) heads: Vec<(usize, usize)>,
    /// The log-odds of being teasers, before the labeller of lines is heard; 0 where nothing weighed them.
    pub(super) score: f32,
    /// What makes them cards.
    pub(super) why: Why,
}

/// Finds the groups of teaser cards among the lines that are not `taken`. Cards do not overlap.
pub(super) fn groups(outline: &Outline, features: &[Features], mut taken: Vec<bool>) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    let anchors = anchors::anchors(outline, features);
    let rows = anchors::rows(outline, features, &anchors);
    let mut scored: Vec<(f32, usize, &Row)> = Vec::new();
    for (list, (row, traits)) in rows.iter().zip(traits::all(outline, features, &anchors, &rows)).enumerate() {
        let is_alone = row.members.len() == 1;
        let told =
            |traits: &Traits| traits.iter().find(|(name, _)| *name == "prose.units").map_or(0.0, |(_, units)| *units);
        let score = score(&traits);
        if score >= least(row) && !(is_alone && (leads_here(outline, &anchors, row) || told(&traits) > LONGEST_LONE)) {
            // What stands alone takes what lists leave.
            scored.push((if is_alone { score - 100.0 } else { score }, list, row));
        }
    }
    scored.sort_by(|left, right| right.0.total_cmp(&left.0));
    for (score, list, row) in scored {
        let is_alone = row.members.len() == 1;
        let score = if is_alone { score + 100.0 } else { score };
        let mut group = Group { cards: Vec::new(), heads: Vec::new(), score, why: Why::Listed(list) };
        for member in &row.members {
            if let Some(anchor) = anchors.get(member.anchor)
                && !is_dropped(outline, anchor.headline)
                && let Some(lines) = claim(&mut taken, &member.lines, anchor.headline)
            {
                group.cards.push(lines);
                group.heads.push((anchor.headline, anchor.run));
            }
        }
        if !group.cards.is_empty() {
            found.push(group);
        }
    }
    found
}

/// Tells whether a lone link leads to the page itself: a title that links to its own article.
fn leads_here(outline: &Outline, anchors: &[Anchor], row: &Row) -> bool {
    let own = outline.about.canonical.as_deref().unwrap_or_default();
    let address =
        row.members.first().and_then(|member| anchors.get(member.anchor)).map(|anchor| outline.link(anchor.link));
    let path = address.map(|address| traits::path_of(address).trim_end_matches('/'));
    path.is_some_and(|path| path.len() > 1 && path == traits::path_of(own).trim_end_matches('/'))
}

/// Takes the free lines of a card around its headline: a lead card may hold others, which have theirs.
fn claim(taken: &mut [bool], card: &Range<usize>, headline: usize) -> Option<Range<usize>> {
    let is_free = |line: usize| taken.get(line).is_some_and(|is_taken| !is_taken);
    if !card.contains(&headline) || !is_free(headline) {
        return None;
    }
    let start = (card.start..headline).rev().take_while(|&line| is_free(line)).last().unwrap_or(headline);
    let end = (headline..card.end).take_while(|&line| is_free(line)).last().unwrap_or(headline) + 1;
    taken.get_mut(start..end)?.fill(true);
    Some(start..end)
}

/// Containers that the pipeline file says are teasers. One inside another is part of it.
pub(super) fn marked(outline: &Outline) -> Option<Group> {
    let mut taken = vec![false; outline.lines().len()];
    let cards = outline.containers().iter().filter(|container| container.mark == Some(Mark::Teaser)).map(lines_of);
    let cards: Vec<Range<usize>> = cards.filter_map(|card| claim(&mut taken, &card, card.start)).collect();
    (!cards.is_empty()).then(|| Group { cards, heads: Vec::new(), score: 0.0, why: Why::Marked(Mark::Teaser) })
}

/// Tells whether the pipeline file drops a line; cards reach over such lines.
pub(super) fn is_dropped(outline: &Outline, line: usize) -> bool {
    let line = outline.lines().get(line);
    line.is_some_and(|line| outline.around(line).any(|container| container.mark == Some(Mark::Drop)))
}

/// From which score on links are teasers.
fn least(row: &Row) -> f32 {
    if row.members.len() == 1 { LONE_SCORE } else { TEASER_SCORE }
}

/// Weighs the traits of a list. Above 0 it is likelier than not a list of teasers.
fn score(traits: &Traits) -> f32 {
    let sum = traits.iter().zip(&WEIGHTS).fold(BASE, |sum, (trait_, weight)| sum + part(trait_, weight));
    if is_plain(traits) { sum.max(PLAIN_SCORE) } else { sum }
}

/// Tells whether nearly every card of a list has a date and a heading of its own that links somewhere else, most of four words or
/// more (names head posts): what a teaser is, on sites however small or odd.
fn is_plain(traits: &Traits) -> bool {
    let value = |wanted: &str| traits.iter().find(|(name, _)| *name == wanted).map_or(0.0, |(_, value)| *value);
    let shows = ["headed", "dated", "distinct.headlines", "distinct.addresses"];
    shows.into_iter().all(|wanted| value(wanted) > PLAIN_SHARE)
        && value("headline.long") >= 0.5
        && value("near.talk") <= 0.0
}

/// Share of the cards that "nearly every" is.
const PLAIN_SHARE: f32 = 0.8;

/// What such lists score at least.
const PLAIN_SCORE: f32 = 0.5;

/// What one trait adds to the score of a list.
fn part((_, value): &(&str, f32), (_, mean, deviation, weight): &(&str, f32, f32, f32)) -> f32 {
    weight * ((value - mean) / deviation).clamp(-FARTHEST, FARTHEST)
}

/// Says of every list what it holds, its score and what makes it, in the order of [`Why::Listed`].
pub(super) fn lists(outline: &Outline, features: &[Features]) -> Vec<List> {
    let anchors = anchors::anchors(outline, features);
    let rows = anchors::rows(outline, features, &anchors);
    let all = rows.iter().zip(traits::all(outline, features, &anchors, &rows));
    all.map(|(row, traits)| {
        let pull = |(seen, weight): (&(&str, f32), &(&str, f32, f32, f32))| Pull {
            signal: terms::of_list(seen.0),
            value: terms::value_of_list(seen.0, seen.1),
            usual: terms::value_of_list(seen.0, weight.1),
            pull: part(seen, weight),
        };
        List {
            cards: row.members.iter().map(|member| member.lines.clone()).collect(),
            score: score(&traits),
            least: least(row),
            pulls: strongest(traits.iter().zip(&WEIGHTS).map(pull).collect()),
        }
    })
    .collect()
}

/// Lists with this score or more are teasers: where recall and precision meet on sites not fitted to.
const TEASER_SCORE: f32 = -0.2;

/// A lone card on a page with lists; what stands alone is more often something else.
const LONE_SCORE: f32 = 0.4;

/// A lone card with more running text, in units, is the article around a link.
const LONGEST_LONE: f32 = 60.0;

/// A trait this many standard deviations off its mean says all it can say.
const FARTHEST: f32 = 4.0;

/// Says of every list what it looks like and how it is weighed: a line for the list, one for each member.
pub(super) fn explain(outline: &Outline) -> String {
    use std::fmt::Write as _;
    let features = super::features::features(outline);
    let anchors = anchors::anchors(outline, &features);
    let rows = anchors::rows(outline, &features, &anchors);
    let mut text = String::new();
    for (row, traits) in rows.iter().zip(traits::all(outline, &features, &anchors, &rows)) {
        let _ = write!(text, "list {:.3}", score(&traits));
        for (name, value) in traits {
            let _ = write!(text, "\t{name}={value:.4}");
        }
        let _ = writeln!(text);
        for Member { anchor, lines, .. } in &row.members {
            let Some(Anchor { link, headline, .. }) = anchors.get(*anchor) else { continue };
            let Some(line) = outline.lines().get(*headline) else { continue };
            let words: Vec<&str> = outline
                .runs(line)
                .iter()
                .filter(|run| run.link == Some(*link))
                .map(|run| outline.run_text(run))
                .collect();
            let _ = writeln!(
                text,
                "\t{}..{}\t{headline}\t{}\t{}",
                lines.start,
                lines.end,
                outline.link(*link).replace(char::is_control, ""),
                words.join(" ")
            );
        }
    }
    text
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

/// A date in a longer line, in units, is told of and does not date the card.
const LONGEST_DATED_LINE: f32 = 20.0;
/// Units of running text in a post; most say more.
const SHORTEST_POST: f32 = 6.0;
/// Containers with more lines are no posts. Bounds the work: a line is looked at once for each small container around it.
const MOST_CARD_LINES: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::{Builder, Style};
    use crate::span::Span;

    #[test]
    fn weights_and_traits_go_together() {
        let mut builder = Builder::new();
        let link = builder.link("/a");
        let style = Style { link: Some(link), ..Style::default() };
        builder.text("A headline", Span::default(), style);
        let outline = builder.finish();
        let features = super::super::features::features(&outline);
        let anchors = anchors::anchors(&outline, &features);
        let rows = anchors::rows(&outline, &features, &anchors);
        let traits = traits::all(&outline, &features, &anchors, &rows);
        let names = traits[0].map(|(name, _)| name);
        assert_eq!(names, WEIGHTS.map(|(name, ..)| name));
    }
}

//! The article: which of the free lines are what the page is about.
//!
//! Lines are taken one by one, no node is chosen: text often stands in several containers. Where the page has markup, by the
//! probabilities of `labels`. Where it has none to speak of, by rules: every free line gets a weight from its length, links and
//! surroundings; the region is found by going down from the root as long as one child holds nearly all of the weight; inside
//! it, lines are kept or dropped, short ones with their neighbours.

use std::ops::Range;

use super::features::{Features, Landmark, PROSE_UNITS};
use crate::outline::{Container, ContainerKind, Hints, Line, Mark, Outline, Role};

/// A child with this share of its parent's weight is where the article is.
const DOMINANT_SHARE: f32 = 0.8;

/// A line whose surroundings leave it less than this share of its weight is dropped unless it is all there is.
const KEPT_SURROUNDINGS: f32 = 0.3;

/// Short lines further than this many lines from running text are not part of it.
const REACH: usize = 8;

/// A page with less running text than this, in units, has no prose to reach from: its short lines are its content.
const SPARSE_UNITS: f32 = 60.0;

/// What the labelling found.
#[derive(Debug, Default)]
pub(super) struct Article {
    /// The lines kept, in order.
    pub(super) lines: Vec<usize>,
    /// Units of running text among them.
    pub(super) prose: f32,
    /// Decided line by line, by the labeller.
    pub(super) is_labelled: bool,
    /// A line before the title is as sure to belong to it as one after.
    pub(super) is_whole: bool,
}

/// Takes the free lines that the labeller gives to the article, where the page has markup that it can judge by.
///
/// Lines are taken down to the probability at which the F1 to be expected is best (Lewis 1995): a page on which all is
/// certain is cut sharply, one on which nothing is certain keeps what there is. What readers say below an article, and what stands in
/// menus, dialogues and the page's footer, is none of it unless the labeller is sure.
pub(super) fn labelled(outline: &Outline, features: &[Features], probabilities: &[f32], is_free: &[bool]) -> Article {
    let lines = marked_lines(outline, is_free);
    let lines = if lines.is_empty() {
        let threshold = threshold(features, probabilities, is_free);
        let is_thread = is_thread(features, is_free);
        let is_taken = |number: &usize| {
            let is_off = features.get(*number).is_some_and(|f| {
                !is_thread && f.around.any(Hints::COMMENT)
                    || matches!(f.landmark, Landmark::Navigation | Landmark::Footer | Landmark::Dialog)
            });
            let least = if is_off { CERTAIN_PROBABILITY } else { threshold };
            is_free.get(*number).copied().unwrap_or(false)
                && probabilities.get(*number).is_some_and(|probability| *probability >= least)
        };
        let taken: Vec<bool> = (0..features.len()).map(|number| is_taken(&number)).collect();
        let may_join = |number: usize| {
            is_free.get(number).copied().unwrap_or(false)
                && outline.lines().get(number).is_some_and(|line| line.role == Role::Item)
                && probabilities.get(number).is_some_and(|probability| *probability >= LEAST_BETWEEN)
        };
        let mut taken = joined(outline, &taken, may_join);
        taken.extend(headings_between(outline, features, &taken, is_free));
        taken.sort_unstable();
        taken
    } else {
        lines
    };
    let prose = lines.iter().filter_map(|&line| features.get(line)).filter(|f| f.is_prose()).map(|f| f.units).sum();
    Article { lines, prose, is_labelled: true, is_whole: true }
}

/// An item of a list between lines of the article, in the same part of the page, is taken down to this probability. On the
/// pages of `docs/quality.md`, F1 of the article stays within 0.0003 of what it is without.
const LEAST_BETWEEN: f32 = 0.3;

/// Gives the lines that are taken and those between two of them that `may_join`: a list of names and titles in the middle of
/// a text looks like a menu by itself, and stands in the text's own element.
fn joined(outline: &Outline, taken: &[bool], may_join: impl Fn(usize) -> bool) -> Vec<usize> {
    let part = |number: usize| {
        let line = outline.lines().get(number)?;
        let is_of_text = |it: &&Container| {
            use ContainerKind::{Item, List, Quote, Row, Table};
            !matches!(it.kind, List | Item | Quote | Table | Row)
        };
        outline.around(line).find(is_of_text).map(|container| (container.lines.start, container.depth))
    };
    let mut lines = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut last = None;
    for (number, &is_taken) in taken.iter().enumerate() {
        if is_taken {
            let here = part(number);
            if last == Some(here) {
                lines.append(&mut open);
            }
            open.clear();
            lines.push(number);
            last = Some(here);
        } else if last.is_some_and(|last| last == part(number)) && may_join(number) {
            open.push(number);
        }
    }
    lines
}

/// Gives the headings right between lines of the article of which the lower is running text. Two sections may have the same
/// heading, and the labeller is wary of lines that stand twice.
fn headings_between(outline: &Outline, features: &[Features], taken: &[usize], is_free: &[bool]) -> Vec<usize> {
    let gaps = taken.windows(2).filter_map(|two| match two {
        &[before, after] if before + 2 == after => Some((before + 1, after)),
        _ => None,
    });
    let heads = gaps.filter(|&(between, after)| {
        let container = |line: usize| outline.lines().get(line).map(|line| line.container);
        is_free.get(between).copied().unwrap_or(false)
            && matches!(outline.lines().get(between).map(|line| line.role), Some(Role::Heading(2..)))
            && container(between) == container(between - 1)
            && container(between) == container(after)
            && features.get(between).is_some_and(|f| f.link_share < KEPT_LINKS)
            && features.get(after).is_some_and(Features::is_prose)
    });
    heads.map(|(between, _)| between).collect()
}

/// A heading with this share of links leads elsewhere.
const KEPT_LINKS: f32 = 0.5;

/// What stands among comments or in a footer is taken from this probability on.
const CERTAIN_PROBABILITY: f32 = 0.9;

/// No line less probable than this is taken, …
const LEAST_PROBABILITY: f32 = 0.15;
/// … and none more probable than this is left.
const SURE_PROBABILITY: f32 = 0.55;

/// Units that a line without a word counts.
const LEAST_UNITS: f32 = 0.5;

/// Gives the probability from which on lines are taken.
pub(super) fn threshold(features: &[Features], probabilities: &[f32], is_free: &[bool]) -> f32 {
    let mut lines: Vec<(f32, f32)> = probabilities
        .iter()
        .zip(features)
        .zip(is_free)
        .filter(|(_, is_free)| **is_free)
        .map(|((probability, f), _)| (*probability, f.units.max(LEAST_UNITS)))
        .collect();
    lines.sort_by(|a, b| b.0.total_cmp(&a.0));
    let expected: f32 = lines.iter().map(|(probability, units)| probability * units).sum();
    let (mut right, mut taken) = (0.0, 0.0);
    let mut best = (0.0, SURE_PROBABILITY);
    for (probability, units) in lines {
        right += probability * units;
        taken += units;
        let f1 = 2.0 * right / (taken + expected);
        if f1 > best.0 {
            best = (f1, probability);
        }
    }
    best.1.clamp(LEAST_PROBABILITY, SURE_PROBABILITY)
}

/// Labels the free lines by rules, where the page has no markup to speak of.
pub(super) fn article(outline: &Outline, features: &[Features], is_free: &[bool]) -> Article {
    let marked = marked_lines(outline, is_free);
    if !marked.is_empty() {
        let prose =
            marked.iter().filter_map(|&line| features.get(line)).filter(|f| f.is_prose()).map(|f| f.units).sum();
        return Article { lines: marked, prose, is_labelled: false, is_whole: false };
    }
    let is_thread = is_thread(features, is_free);
    let hidden_share =
        outline.lines().iter().filter(|line| line.is_hidden).count() as f32 / features.len().max(1) as f32;
    let weights: Vec<f32> = outline
        .lines()
        .iter()
        .zip(features)
        .enumerate()
        .map(|(number, (line, features))| {
            if !is_free.get(number).copied().unwrap_or(false) {
                return 0.0;
            }
            let hidden = if line.is_hidden && hidden_share < 0.5 { 0.3 } else { 1.0 };
            weight(line, features) * surroundings(line, features, is_thread) * hidden
        })
        .collect();
    let (from, to) = region(outline, &weights);
    let (from, to) = if outline.containers().len() == 1 { stretch(&weights, is_free) } else { (from, to) };
    keep(outline, features, is_free, is_thread, from, to)
}

/// Running text among comments must be so many times that outside them for the page to be a thread.
const THREAD_SHARE: f32 = 4.0;

/// A page with this much running text of its own, in units, has comments below it and is no thread.
const THREAD_UNITS: f32 = 150.0;

/// On a thread the posts are the content, whatever the site calls them; elsewhere comments stand below an article.
fn is_thread(features: &[Features], is_free: &[bool]) -> bool {
    let (mut posts, mut own) = (0.0, 0.0);
    for (features, &is_free) in features.iter().zip(is_free) {
        if is_free
            && features.is_prose()
            && !matches!(features.landmark, Landmark::Navigation | Landmark::Footer | Landmark::Dialog)
        {
            *(if features.around.any(Hints::COMMENT) { &mut posts } else { &mut own }) += features.units;
        }
    }
    own < THREAD_UNITS && posts > THREAD_SHARE * own
}

fn marked_lines(outline: &Outline, is_free: &[bool]) -> Vec<usize> {
    marked(outline).into_iter().flatten().filter(|&line| is_free.get(line).copied().unwrap_or(false)).collect()
}

/// The lines of each article that the pipeline file marks. One inside another is part of it.
pub(super) fn marked(outline: &Outline) -> Vec<Range<usize>> {
    let mut articles: Vec<Range<usize>> = Vec::new();
    for container in outline.containers().iter().filter(|container| container.mark == Some(Mark::Article)) {
        let lines = container.lines.start as usize..container.lines.end as usize;
        if !lines.is_empty() && articles.last().is_none_or(|last| last.end <= lines.start) {
            articles.push(lines);
        }
    }
    articles
}

/// How much a line speaks for being content, by itself.
fn weight(line: &Line, features: &Features) -> f32 {
    let length = (features.units / 30.0).min(1.5);
    let plain = (1.0 - features.link_share).powf(1.5);
    match line.role {
        Role::Control => 0.0,
        _ if features.is_menu => 0.0,
        Role::Code => 0.3 + 0.5 * length.min(1.0),
        Role::Heading(_) | Role::Caption => 0.3 * length * plain,
        _ if features.is_prose() => length * plain,
        _ if features.is_sentence => 0.6 * length * plain,
        _ => 0.3 * length * plain,
    }
}

/// What share of a line's weight its surroundings leave to it. Evidence, not a veto: none is nought.
fn surroundings(line: &Line, features: &Features, is_thread: bool) -> f32 {
    let is_main_heading = matches!(line.role, Role::Heading(1));
    let landmark = match features.landmark {
        Landmark::Navigation | Landmark::Dialog => 0.05,
        Landmark::Footer => 0.1,
        Landmark::Header if !is_main_heading => 0.2,
        Landmark::Aside => 0.25,
        Landmark::Form => 0.4,
        Landmark::None | Landmark::Header => 1.0,
        Landmark::Main | Landmark::Article => 1.2,
    };
    let mut share = landmark;
    for (hints, factor) in [
        (Hints::COMMENT, if is_thread { 1.0 } else { 0.1 }),
        (Hints::SHARE, 0.1),
        (Hints::NOTICE, 0.2),
        (Hints::NAVIGATION, 0.15),
        (Hints::RELATED, 0.25),
        (Hints::PROMOTION, 0.2),
        (Hints::FOOTER, 0.2),
        (Hints::SIDEBAR, 0.3),
        (Hints::UNSEEN, 0.3),
    ] {
        if features.around.any(hints) {
            share *= factor;
        }
    }
    if features.around.any(Hints::BODY) { share * 1.3 } else { share }
}

/// Goes down from the root to the smallest container that holds nearly all of the weight.
fn region(outline: &Outline, weights: &[f32]) -> (usize, usize) {
    let mut sums: Vec<f32> = vec![0.0];
    for weight in weights {
        sums.push(sums.last().copied().unwrap_or(0.0) + weight);
    }
    let mass = |container: &Container| {
        let at = |line: u32| sums.get(line as usize).copied().unwrap_or(0.0);
        at(container.lines.end) - at(container.lines.start)
    };
    let containers = outline.containers();
    let mut current = 0usize;
    let mut current_mass = containers.first().map_or(0.0, mass);
    // Parents stand before children, so one pass goes all the way down.
    for (number, container) in containers.iter().enumerate().skip(1) {
        if container.parent as usize == current {
            let mass = mass(container);
            if mass >= DOMINANT_SHARE * current_mass && mass > 0.0 {
                current = number;
                current_mass = mass;
            }
        }
    }
    containers
        .get(current)
        .map_or((0, weights.len()), |container| (container.lines.start as usize, container.lines.end as usize))
}

/// On a page without containers, lines that are taken (cards, profiles) part stretches; the heaviest is the article's.
fn stretch(weights: &[f32], is_free: &[bool]) -> (usize, usize) {
    let mut winner = (0, weights.len());
    let mut best = -1.0;
    let mut start = 0;
    let mut sum = 0.0;
    for number in 0..=weights.len() {
        if is_free.get(number).copied().unwrap_or(false) {
            sum += weights.get(number).copied().unwrap_or(0.0);
            continue;
        }
        if sum > best {
            best = sum;
            winner = (start, number);
        }
        start = number + 1;
        sum = 0.0;
    }
    winner
}

fn keep(
    outline: &Outline,
    features: &[Features],
    is_free: &[bool],
    is_thread: bool,
    from: usize,
    to: usize,
) -> Article {
    let lines = outline.lines();
    let inside: Vec<usize> = candidates(outline, features, is_free, is_thread, from..to);
    let is_prose = |number: usize| features.get(number).is_some_and(Features::is_prose);
    let prose: f32 = inside.iter().filter(|&&n| is_prose(n)).filter_map(|&n| features.get(n)).map(|f| f.units).sum();
    if prose < SPARSE_UNITS {
        let lines = inside
            .into_iter()
            .filter(|&number| features.get(number).is_some_and(|f| f.link_share < 0.8 || f.units >= PROSE_UNITS))
            .collect();
        return Article { lines, prose, is_labelled: false, is_whole: false };
    }
    let anchors: Vec<usize> =
        (0..inside.len()).filter(|&at| inside.get(at).is_some_and(|&number| is_prose(number))).collect();
    let mut kept: Vec<usize> = (0..inside.len())
        .filter_map(|at| {
            let number = *inside.get(at)?;
            let features = features.get(number)?;
            let line = lines.get(number)?;
            let next = anchors.partition_point(|&anchor| anchor < at);
            let after = anchors.get(next).map(|&anchor| anchor - at);
            let before = next.checked_sub(1).and_then(|previous| anchors.get(previous)).map(|&anchor| at - anchor);
            stays(line, features, before, after).then_some(number)
        })
        .collect();
    kept.extend(headings(outline, &inside, &kept));
    kept.sort_unstable();
    Article { lines: kept, prose, is_labelled: false, is_whole: false }
}

/// Gives the free lines that neither are controls nor stand among chrome.
pub(super) fn candidates(
    outline: &Outline,
    features: &[Features],
    is_free: &[bool],
    is_thread: bool,
    lines: Range<usize>,
) -> Vec<usize> {
    let is_candidate = |&number: &usize| {
        is_free.get(number).copied().unwrap_or(false)
            && outline.lines().get(number).zip(features.get(number)).is_some_and(|(line, f)| {
                line.role != Role::Control && surroundings(line, f, is_thread) >= KEPT_SURROUNDINGS
            })
    };
    lines.filter(is_candidate).collect()
}

/// Gives the headings among `inside` that head something kept: the line right below, or below another such heading.
fn headings(outline: &Outline, inside: &[usize], kept: &[usize]) -> Vec<usize> {
    let is_heading =
        |number: usize| outline.lines().get(number).is_some_and(|line| matches!(line.role, Role::Heading(_)));
    let mut found: Vec<usize> = Vec::new();
    let mut heads_kept = None;
    for &number in inside.iter().rev() {
        if is_heading(number) {
            let below = number + 1;
            if kept.binary_search(&below).is_ok() || heads_kept == Some(below) {
                found.push(number);
                heads_kept = Some(number);
            }
        }
    }
    found
}

/// Decides a line by itself and by how far the nearest running text stands before and after it.
fn stays(line: &Line, features: &Features, before: Option<usize>, after: Option<usize>) -> bool {
    if features.is_prose() {
        return true;
    }
    let is_linked = features.link_share > 0.7;
    match line.role {
        _ if features.is_menu => false,
        // A heading belongs to what follows it; see `headings`.
        Role::Heading(_) => false,
        Role::Code => true,
        // Lists and tables run on: their short lines stay while running text stands before them.
        Role::Item | Role::Cell | Role::Caption => {
            !(is_linked && features.units < PROSE_UNITS)
                && (before.is_some() || after.is_some_and(|distance| distance <= REACH))
        }
        _ if is_linked => false,
        _ if features.is_sentence => before.is_some() || after.is_some_and(|distance| distance <= REACH),
        _ => before.is_some_and(|distance| distance <= REACH) && after.is_some_and(|distance| distance <= REACH),
    }
}

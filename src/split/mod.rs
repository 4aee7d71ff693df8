//! Outline to blocks: which lines are the article, which a profile, which a teaser.
//!
//! One splitter over one outline, whatever the format. Every line gets a label; then lines of one label become blocks.
//! 1. `features`: what each line looks like, in numbers that carry across languages and scripts.
//! 2. `cards`: lists of alike links are teasers, by what they have in common (`anchors` finds them with the card of each,
//!    `traits` describes them, `weights` weighs them). `sequence`: so are lines with dates at a steady distance.
//! 3. `profile`: people presented, by containers or by a name and prose about it; `names`: how names look.
//! 4. `article`: what the page is about, among the lines that are left. `head`: its title, category, author and date.
//! 5. `slots` (on `pieces`) and `sections` cut the labelled lines into fields and sections.
//!
//! `dump` takes pages that are nothing but lines, where 2 and 4 have nothing to go by.
//!
//! What is not here: languages of texts (`context`), values of dates (`date`); a date is only recognised as one.

mod anchors;
mod article;
mod cards;
mod dump;
mod features;
mod head;
pub mod labels;
mod names;
mod pieces;
mod profile;
mod sections;
mod sequence;
mod slots;
mod traits;
mod vocabulary;
mod weights;

use article::Article;
use cards::Group;
use features::{Features, Landmark};
use head::{Found, Head};
use pieces::Piece;
use slots::Fields;

use crate::language::Language;
use crate::outline::{Container, ContainerKind, Hints, Mark, Outline, Role};
use crate::page::{Block, Dated, Field, Kind, Paragraph, Section};
use crate::span::Span;

/// A page with at least this many teasers and less running text than [`LISTING_UNITS`] lists articles and is none.
const LISTING_TEASERS: usize = 4;
/// See [`LISTING_TEASERS`]; in units of running text outside cards.
const LISTING_UNITS: f32 = 25.0;

/// The card that opens a front page says no more than this, in units of running text, …
const LEAD_UNITS: f32 = 90.0;
/// … on no more lines than this.
const LEAD_LINES: usize = 10;

/// Tells for each line whether it is in a list of cards, by structure alone: what the labeller is fitted beside.
pub fn in_cards(outline: &Outline) -> Vec<bool> {
    let features = features::features(outline);
    let mut marked = vec![false; outline.lines().len()];
    for line in cards::groups(outline, &features).into_iter().flat_map(|group| group.cards).flatten() {
        if let Some(slot) = marked.get_mut(line) {
            *slot = true;
        }
    }
    marked
}

/// Says what each list of links looks like and how it was weighed, for `--dump cards`.
pub fn lists(outline: &Outline) -> String {
    cards::explain(outline)
}

/// Splits a page. Every line of the outline is in exactly one block; blocks stand in the order of their first lines.
pub fn split(outline: &Outline) -> Vec<Block> {
    let features = features::features(outline);
    if dump::is_dump(outline) {
        return dump::split(outline, &features);
    }
    let mut free: Vec<bool> = outline
        .lines()
        .iter()
        .map(|line| !outline.around(line).any(|container| container.mark == Some(Mark::Drop)))
        .collect();
    let mut blocks = Vec::new();

    let probabilities = has_landmarks(outline).then(|| labels::probabilities(outline, &features));
    let probabilities = probabilities.as_deref();
    for group in cards::groups(outline, &features) {
        if !is_content(&features, probabilities, group.cards.iter().cloned().flatten(), CONTENT_PROBABILITY) {
            take_teasers(outline, &features, &group, &mut free, &mut blocks);
        }
    }
    let mut gists = Vec::new();
    for profile in profile::boxes(outline, &features, |line| is_free(&free, line)) {
        take_profile(outline, &features, profile, &mut gists, &mut free, &mut blocks);
    }
    // Comments are dated too.
    let is_talk = |line: usize| features.get(line).is_some_and(|seen| seen.around.any(Hints::COMMENT));
    for group in sequence::groups(outline, &features, |line| is_free(&free, line) && !is_talk(line)) {
        if is_content(&features, probabilities, group.cards.iter().cloned().flatten(), CONTENT_PROBABILITY) {
            continue;
        }
        take_teasers(outline, &features, &group, &mut free, &mut blocks);
    }
    let hearsay = profile::Hearsay { closes: &|_, _| false, body: 0..0 };
    for profile in profile::flat(outline, &features, |line| is_free(&free, line), &hearsay) {
        if !is_content(&features, probabilities, profile.lines.clone(), STORY_PROBABILITY) {
            take_profile(outline, &features, profile, &mut gists, &mut free, &mut blocks);
        }
    }
    let article = match probabilities {
        Some(probabilities) => article::labelled(outline, &features, probabilities, &free),
        None => article::article(outline, &features, &free),
    };
    take_article(outline, &features, &article, None, &mut free, &mut blocks);
    take_others(outline, &features, &free, &mut blocks);
    blocks.sort_by_key(|block| block.lines.first().copied());
    blocks
}

/// Tells whether a page has markup that the labeller can judge by: more than the lists, quotes and tables of running text.
fn has_landmarks(outline: &Outline) -> bool {
    use ContainerKind::{Item, List, Quote, Root, Row, Table};
    outline.containers().iter().any(|it| !matches!(it.kind, Root | List | Item | Quote | Table | Row))
}

/// Cards that are more likely content than not, by the units of their lines, are the article's.
const CONTENT_PROBABILITY: f32 = 0.5;

/// A name over prose is a heading of the article from this probability on. On the development pages people are at 0.8 and less,
/// headings that look like names mostly at 0.97 and more.
const STORY_PROBABILITY: f32 = 0.93;

fn is_content(
    features: &[Features],
    probabilities: Option<&[f32]>,
    lines: impl Iterator<Item = usize>,
    least: f32,
) -> bool {
    let Some(probabilities) = probabilities else { return false };
    let (mut mass, mut whole) = (0.0, 0.0);
    for line in lines {
        let units = features.get(line).map_or(0.0, |f| f.units);
        mass += units * probabilities.get(line).copied().unwrap_or(0.0);
        whole += units;
    }
    mass > least * whole
}

/// Describes the lines of a text dump as the labeller sees them; what its weights are fitted on.
pub fn rows_of_dump(outline: &Outline) -> Vec<Vec<f32>> {
    dump::rows(outline, &features::features(outline))
}

fn is_free(free: &[bool], line: usize) -> bool {
    free.get(line).copied().unwrap_or(false)
}

/// Takes lines out of the free ones; gives those that were free.
fn take(free: &mut [bool], lines: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut taken = Vec::new();
    for line in lines {
        if let Some(slot) = free.get_mut(line)
            && std::mem::take(slot)
        {
            taken.push(line);
        }
    }
    taken
}

fn span_of(outline: &Outline, lines: &[usize]) -> Span {
    let mut spans = lines.iter().filter_map(|&line| outline.lines().get(line)).map(|line| line.span);
    let first = spans.next().unwrap_or_default();
    spans.fold(first, Span::join)
}

fn block(outline: &Outline, kind: Kind, lines: &[usize]) -> Block {
    Block {
        kind,
        title: None,
        category: None,
        author: None,
        date: None,
        link: None,
        language: Language::default(),
        sections: Vec::new(),
        span: span_of(outline, lines),
        lines: lines.iter().map(|&line| line as u32).collect(),
        title_repeats: Vec::new(),
    }
}

fn take_teasers(outline: &Outline, features: &[Features], group: &Group, free: &mut [bool], blocks: &mut Vec<Block>) {
    let all = slots::fields(outline, features, group);
    for (card, fields) in group.cards.iter().zip(all) {
        let lines = take(free, card.clone());
        if lines.is_empty() {
            continue;
        }
        let Fields { title, category, author, date, link, rest } = fields;
        let of_piece = |piece: Piece| sections::field(&piece.text, Some(piece.span));
        blocks.push(Block {
            title: title.map(of_piece),
            category: category.map(of_piece),
            author: author.map(of_piece),
            date: date.map(|(value, span)| Dated { value, span: Some(span) }),
            link: link.or_else(|| link_around(outline, &lines)),
            sections: rest_of_card(outline, &rest),
            ..block(outline, Kind::Teaser, &lines)
        });
    }
}

/// The link of a card that is one link as a whole.
fn link_around(outline: &Outline, lines: &[usize]) -> Option<String> {
    let line = outline.lines().get(*lines.first()?)?;
    outline.around(line).find_map(|container| container.link).map(|link| outline.link(link).to_owned())
}

/// What a card says beside its fields: pieces of one line are one paragraph.
fn rest_of_card(outline: &Outline, rest: &[Piece]) -> Vec<Section> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut last_line = None;
    for piece in rest {
        if last_line == Some(piece.line)
            && let Some(paragraph) = paragraphs.last_mut()
        {
            paragraph.text.push(' ');
            paragraph.text.push_str(&piece.text);
            paragraph.span = paragraph.span.join(piece.span);
            continue;
        }
        let line = outline.lines().get(piece.line);
        paragraphs.push(Paragraph {
            text: piece.text.clone(),
            span: piece.span,
            is_prose: line.is_some_and(|line| line.role != Role::Code && !line.is_fixed),
            declared: line.and_then(|line| line.language),
            language: Language::default(),
        });
        last_line = Some(piece.line);
    }
    let Some(first) = paragraphs.first().map(|paragraph| paragraph.span) else { return Vec::new() };
    let span = paragraphs.iter().fold(first, |span, paragraph| span.join(paragraph.span));
    vec![Section { heading: None, level: 0, paragraphs, language: Language::default(), span }]
}

fn take_profile(
    outline: &Outline,
    features: &[Features],
    profile: profile::Profile,
    gists: &mut Vec<String>,
    free: &mut [bool],
    blocks: &mut Vec<Block>,
) {
    let gist = profile::gist(outline, features, &profile);
    let lines = take(free, profile.lines);
    if lines.is_empty() {
        return;
    }
    // A page may show one author's box twice.
    if gists.contains(&gist) {
        let sections = sections::one_section(outline, &lines);
        blocks.push(Block { sections, ..block(outline, Kind::Other, &lines) });
        return;
    }
    gists.push(gist);
    let name = profile::name(outline, features, &lines);
    let name_line = name.as_ref().and_then(|name| name.line);
    let rest: Vec<usize> = lines.iter().copied().filter(|&line| Some(line) != name_line).collect();
    let title = name.map(|name| sections::field(&name.text, Some(name.span)));
    blocks.push(Block {
        title,
        sections: sections::one_section(outline, &rest),
        ..block(outline, Kind::Profile, &lines)
    });
}

/// The card that opens a front page is larger than the others and of a make of its own. It is one all the same: its title
/// links to the article. Gives its lines.
fn lead_card(
    outline: &Outline,
    features: &[Features],
    free: &[bool],
    title: Option<Span>,
) -> Option<std::ops::Range<usize>> {
    let title = title?;
    let (number, line) = outline.lines().iter().enumerate().find(|(_, line)| line.span == title)?;
    let is_content = |link: u32| anchors::leads_to_content(outline.link(link));
    if !outline.runs(line).iter().any(|run| run.link.is_some_and(is_content)) || features.get(number)?.link_share < 0.8
    {
        return None;
    }
    let card = outline.around(line).find(|container| container.lines.len() > 1)?;
    let lines = card.lines.start as usize..card.lines.end as usize;
    (lines.len() <= LEAD_LINES && lines.clone().all(|line| is_free(free, line))).then_some(lines)
}

fn take_article(
    outline: &Outline,
    features: &[Features],
    article: &Article,
    title: Option<usize>,
    free: &mut [bool],
    blocks: &mut Vec<Block>,
) {
    let teasers = blocks.iter().filter(|block| block.kind == Kind::Teaser).count();
    let is_marked = outline.containers().iter().any(|container| container.mark == Some(Mark::Article));
    let people = blocks.iter().filter(|block| block.kind == Kind::Profile).count();
    let lists = teasers >= LISTING_TEASERS || people > 1;
    let is_listing = lists && article.prose < LISTING_UNITS || teasers > 1 && article.prose <= 0.0;
    if article.lines.is_empty() || !is_marked && is_listing {
        return;
    }
    let Head { title, category, author, date, lines: head_lines, repeats } =
        head::head(outline, features, free, &article.lines, title);
    if !is_marked
        && lists
        && article.prose < LEAD_UNITS
        && let Some(card) = lead_card(outline, features, free, title.as_ref().and_then(|title| title.span))
    {
        take_teasers(outline, features, &Group { cards: vec![card], heads: Vec::new() }, free, blocks);
        return;
    }
    let title_line = title.as_ref().and_then(|title| title.span).and_then(|span| {
        head_lines.iter().copied().find(|&line| outline.lines().get(line).is_some_and(|line| line.span == span))
    });
    let body: Vec<usize> = article
        .lines
        .iter()
        .copied()
        .filter(|line| !head_lines.contains(line))
        .filter(|&line| is_marked || article.is_labelled || keeps_before_title(features, line, title_line))
        .collect();
    let posts = cards::posts(outline, features, &body);
    let mut all: Vec<usize> = body.iter().copied().chain(head_lines).collect();
    all.sort_unstable();
    all.dedup();
    let lines = take(free, all);
    let of_found = |found: Found| Field { text: found.text, span: found.span, language: Language::default() };
    blocks.push(Block {
        title: title.map(of_found),
        category: category.map(of_found),
        author: author.map(of_found),
        date: date.map(|(value, span)| Dated { value, span }),
        sections: sections::sections(outline, features, &body, &posts),
        title_repeats: repeats,
        ..block(outline, Kind::Article, &lines)
    });
}

/// Before the title stands what leads to the page, not what it says; running text in the same part of the page is a lead.
fn keeps_before_title(features: &[Features], line: usize, title: Option<usize>) -> bool {
    let Some(title) = title.filter(|&title| line < title) else { return true };
    let landmark = |line: usize| features.get(line).map(|features| features.landmark);
    features.get(line).is_some_and(Features::is_prose) && landmark(line) == landmark(title)
}

/// Puts every line that is left into `other` blocks: neighbours under the same landmark or top container together.
fn take_others(outline: &Outline, features: &[Features], free: &[bool], blocks: &mut Vec<Block>) {
    let dropped =
        |line: usize| outline.lines().get(line).is_some_and(|l| outline.around(l).any(|c| c.mark == Some(Mark::Drop)));
    let mut lines: Vec<usize> = Vec::new();
    let mut place = None;
    for line in 0..outline.lines().len() {
        if !is_free(free, line) && !dropped(line) {
            flush(outline, features, &mut lines, blocks);
            place = None;
            continue;
        }
        let here = place_of(outline, features, line);
        if place != Some(here) {
            flush(outline, features, &mut lines, blocks);
        }
        place = Some(here);
        lines.push(line);
    }
    flush(outline, features, &mut lines, blocks);
}

/// Where chrome stands: its landmark, and the outermost container below the page's own frame that is a landmark.
fn place_of(outline: &Outline, features: &[Features], line: usize) -> (Landmark, Option<u32>) {
    let landmark = features.get(line).map_or(Landmark::None, |features| features.landmark);
    let frame = outline.lines().get(line).and_then(|line| {
        outline.around(line).filter(|container| is_frame(container)).map(|container| container.lines.start).last()
    });
    (landmark, frame)
}

fn is_frame(container: &Container) -> bool {
    matches!(
        container.kind,
        ContainerKind::Navigation
            | ContainerKind::Footer
            | ContainerKind::Header
            | ContainerKind::Aside
            | ContainerKind::Form
            | ContainerKind::Dialog
    )
}

fn flush(outline: &Outline, features: &[Features], lines: &mut Vec<usize>, blocks: &mut Vec<Block>) {
    if lines.is_empty() {
        return;
    }
    let taken = std::mem::take(lines);
    blocks.push(Block {
        sections: sections::sections(outline, features, &taken, &[]),
        ..block(outline, Kind::Other, &taken)
    });
}

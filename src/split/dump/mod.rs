//! Text dumps: pages that are nothing but lines, where markup tells neither cards nor chrome from the article.
//!
//! 1. `look` describes every line with its neighbours and the rhythm around it.
//! 2. `label` tells from that what it is, with weights fitted to pages whose markup says so.
//! 3. `cards` gives each title its fields, in the order that the list shows.
//!
//! Profiles are found by their structure, as everywhere (`profile`); what is labelled as text makes the article.

mod cards;
mod grammar;
mod label;
mod look;
mod mend;

use std::ops::Range;

use label::{Label, Told};

use super::article::Article;
use super::features::{Features, units};
use super::splitter::Splitter;
use super::{blocks, profile, sections};
use crate::date;
use crate::date_value::{Anchor, DateValue};
use crate::outline::{Line, Outline, Role};
use crate::page::{Block, Dated, Kind};
use crate::why::{self, Why};

pub(super) use look::rows;

/// Tells whether a page is nothing but lines: no containers, no roles, no links.
pub(super) fn is_dump(outline: &Outline) -> bool {
    let is_bare = |line: &Line| {
        line.role == Role::Paragraph && outline.runs(line).iter().all(|run| run.link.is_none() && run.mark.is_none())
    };
    outline.containers().len() == 1 && outline.lines().iter().all(is_bare)
}

/// One card is no list.
const FEWEST_CARDS: usize = 2;

/// Splits a page of lines.
pub(super) fn split(page: &mut Splitter<'_>) {
    let outline = page.outline;
    let rows = look::rows(outline, &page.features);
    let mut labels = label::labels(&rows);
    let looks = grammar::looks(outline, &page.features);
    mend::mend(outline, &page.features, &looks, &mut labels);
    if page.is_asked_why() {
        for (line, (told, contest)) in labels.iter().zip(label::contests(&rows)).enumerate() {
            let label::Contest { first, second, lead } = contest;
            let (label, first, second) = (told.label.name(), first.name(), second.name());
            page.note([line], &Why::Told(why::Told { label, first, second, lead }));
        }
    }
    let closes = |line: usize, greets: bool| {
        labels.get(line).is_some_and(|told| match told.label {
            Label::Title | Label::Category | Label::Date | Label::Headline => true,
            Label::Body => !greets,
            _ => false,
        })
    };
    let hearsay = profile::Hearsay { closes: &closes, body: body(&page.features, &labels) };
    for profile in profile::flat(outline, &page.features, |line| page.is_free(line), &hearsay) {
        page.profile(profile);
    }
    for (line, &is_free) in labels.iter_mut().zip(page.free()) {
        if !is_free {
            line.label = Label::Profile;
        }
    }
    let article = article(&page.features, &labels, page.free());
    let mut cards = cards::cards(outline, &looks, &mut labels);
    if article.lines.is_empty() {
        cards::complete(&mut cards);
    }
    // A page that shows neither text nor a list is an article that is too short to look like one.
    let is_vague = article.lines.is_empty() && !page.has_blocks() && cards.len() < FEWEST_CARDS;
    let article = if is_vague { super::article::article(outline, &page.features, page.free()) } else { article };
    for card in cards.into_iter().filter(|_| !is_vague) {
        page.give(card.lines.clone(), &Why::Titled, |outline, features, lines| {
            teaser(outline, features, &labels, lines, card.title)
        });
    }
    let title = headline(outline, &page.features, &labels, &article.lines, page.free());
    page.article(&article, title);
}

/// Stray lines count for less than this share of the article's text.
const STRAY: f32 = 0.05;

/// From the first to the last line of the article's text, but for strays.
fn body(features: &[Features], labels: &[Told]) -> Range<usize> {
    let units = |line: usize| features.get(line).map_or(0.0, |f| f.units);
    let lines: Vec<usize> =
        labels.iter().enumerate().filter(|(_, told)| told.label == Label::Body).map(|(line, _)| line).collect();
    let total: f32 = lines.iter().map(|&line| units(line)).sum();
    let edge = |lines: &[usize]| {
        let mut sum = 0.0;
        lines.iter().copied().find(|&line| {
            sum += units(line);
            sum > STRAY * total
        })
    };
    let start = edge(&lines);
    let reversed: Vec<usize> = lines.into_iter().rev().collect();
    let end = edge(&reversed);
    start.zip(end).map_or(0..0, |(start, end)| start..end + 1)
}

fn is_free(free: &[bool], line: usize) -> bool {
    free.get(line).copied().unwrap_or(false)
}

fn article(features: &[Features], labels: &[Told], free: &[bool]) -> Article {
    let lines: Vec<usize> = labels
        .iter()
        .enumerate()
        .filter(|&(line, told)| is_free(free, line) && told.label == Label::Body)
        .map(|(line, _)| line)
        .collect();
    let prose = lines.iter().filter_map(|&line| features.get(line)).filter(|f| f.is_prose()).map(|f| f.units).sum();
    Article { lines, prose, is_labelled: false, is_whole: false }
}

/// The article's title stands at most so many lines above its text: tools for sharing, a caption, a menu between them.
const HEADLINE_REACH: usize = 40;

/// The line of the article's title: the one that looks like it and is nearest above the text. The first line of a dump is
/// what the browser showed, with the site's name behind it.
fn headline(outline: &Outline, features: &[Features], labels: &[Told], text: &[usize], free: &[bool]) -> Option<usize> {
    let is_prose = |&line: &usize| features.get(line).is_some_and(Features::is_prose);
    let start = text.iter().copied().find(is_prose).or(text.first().copied())?;
    let is_headline =
        |&line: &usize| is_free(free, line) && labels.get(line).is_some_and(|told| told.label == Label::Headline);
    let found = (start.saturating_sub(HEADLINE_REACH)..start).rev().find(is_headline)?;
    let text_of = |line: usize| outline.lines().get(line).map(|line| outline.text(line));
    (found..start).rev().find(|&line| is_free(free, line) && text_of(line) == text_of(found))
}

/// Marks that part a date from what stands beside it.
const BARS: [char; 12] = ['|', '·', '•', ',', '-', '–', '—', '/', ':', '.', '(', ')'];

/// A time of the day takes no more bytes than this: `20:15`, `8.30pm`.
const LONGEST_TIME: usize = 8;

/// Reads the fields of a card.
fn teaser(outline: &Outline, features: &[Features], labels: &[Told], lines: &[usize], title: usize) -> Block {
    let mut teaser = blocks::bare(outline, Kind::Teaser, lines);
    let mut rest = Vec::new();
    for &number in lines {
        let Some((line, here)) = outline.lines().get(number).zip(features.get(number)) else { continue };
        let label = labels.get(number).map_or(Label::Other, |line| line.label);
        let text = outline.text(line);
        let dates = label == Label::Date || label != Label::Excerpt && here.is_date_line();
        if number == title {
            // A date that has a line of its own is better than one beside the title, which may be what it is about.
            let is_dated = lines.iter().any(|&line| labels.get(line).is_some_and(|told| told.label == Label::Date));
            let (text, date) = if is_dated || ends_bare(text, here) { (text, None) } else { undated(text, here) };
            teaser.title = Some(sections::field(text, Some(line.span)));
            if let Some(date) = date {
                teaser.date = Some(Dated::new(date, Some(line.span)));
            }
        } else if dates && teaser.date.is_none() && (here.date.is_some() || leading_time(text).is_some()) {
            let (text, date) = undated(text, here);
            let date = date.or_else(|| here.date.clone());
            teaser.date = date.map(|value| Dated::new(value, Some(line.span)));
            if label != Label::Excerpt && teaser.category.is_none() && units(text) >= 1.0 && !here.is_date_line() {
                teaser.category = Some(sections::field(text, Some(line.span)));
            }
        } else if label == Label::Category && teaser.category.is_none() {
            let (text, date) = undated(text, here);
            teaser.category = Some(sections::field(text, Some(line.span)));
            if let Some(value) = date.filter(|_| teaser.date.is_none()) {
                teaser.date = Some(Dated::new(value, Some(line.span)));
            }
        } else {
            rest.push(number);
        }
    }
    teaser.sections = sections::one_section(outline, &rest);
    teaser
}

/// Tells whether a text ends with a date that nothing but a blank parts from the words before it.
fn ends_bare(text: &str, features: &Features) -> bool {
    let before = features.date.as_ref().and_then(|date| text.get(..date.within.start)).unwrap_or_default();
    before.trim_end().ends_with(char::is_alphanumeric)
}

/// Gives a text without the date at its start or end, and the date.
fn undated<'a>(text: &'a str, features: &Features) -> (&'a str, Option<DateValue>) {
    let is_bar = |letter: char| letter.is_whitespace() || BARS.contains(&letter);
    if let Some(date) = &features.date {
        let before = text.get(..date.within.start).unwrap_or_default().trim_matches(is_bar);
        let after = text.get(date.within.end..).unwrap_or_default().trim_matches(is_bar);
        match (before.is_empty(), after.is_empty()) {
            (true, false) => return (after, Some(date.clone())),
            (false, true) => return (before, Some(date.clone())),
            _ => {}
        }
    } else if let Some((date, rest)) = leading_time(text) {
        return (rest.trim_start_matches(is_bar), Some(date));
    }
    (text, None)
}

/// A time alone is a date where nothing else is said; lists of news put it before the title. Gives it and what follows.
fn leading_time(text: &str) -> Option<(DateValue, &str)> {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    if first.len() > LONGEST_TIME || !first.starts_with(|letter: char| letter.is_numeric()) {
        return None;
    }
    let date = date::date(first, &Anchor::default()).filter(|date| date.within.len() == first.len())?;
    Some((date, rest))
}

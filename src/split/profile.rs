//! Profiles: people and organisations presented, by structure first.
//!
//! An author box says so in its classes or has a personal name as its heading and prose about that person below it. A team
//! page has several of the latter. In a text dump a profile opens with a greeting that names its speaker.

use std::ops::Range;

use super::features::{Features, ends_like_prose, units};
use super::vocabulary::{introduced_name, is_greeting, is_self_introduction};
use crate::outline::{ContainerKind, Hints, Line, Mark, Outline, Role};
use crate::span::Span;

/// Lines of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Profile {
    pub(super) lines: Range<usize>,
}

/// The prose of an author box, in units: shorter is a byline, longer an article that happens to be called `author`.
const BOX_UNITS: Range<f32> = 8.0..260.0;

/// A line that opens a profile is no longer than this, in units.
const OPENING_UNITS: f32 = 12.0;

/// Finds author boxes and marked profiles by their containers.
pub(super) fn boxes(outline: &Outline, features: &[Features], is_free: impl Fn(usize) -> bool) -> Vec<Profile> {
    let total: f32 = features.iter().filter(|f| f.is_prose()).map(|f| f.units).sum();
    let mut found: Vec<Profile> = Vec::new();
    for container in outline.containers().iter().skip(1) {
        let lines = container.lines.start as usize..container.lines.end as usize;
        if lines.is_empty() || found.last().is_some_and(|profile| profile.lines.contains(&lines.start)) {
            continue;
        }
        let is_marked = container.mark == Some(Mark::Profile);
        let hinted = container.hints.any(Hints::BIOGRAPHY)
            || container.hints.any(Hints::AUTHOR) && container.kind != ContainerKind::Header;
        if !is_marked && (!hinted || container.hints.any(Hints::COMMENT.with(Hints::BODY))) {
            continue;
        }
        if lines.len() > 60 || !lines.clone().all(&is_free) {
            continue;
        }
        let prose: f32 = lines
            .clone()
            .filter_map(|line| features.get(line).zip(outline.lines().get(line)))
            .filter(|(f, line)| f.link_share < 0.6 && !matches!(line.role, Role::Heading(_) | Role::Control))
            .map(|(f, _)| f.units)
            .fold(0.0, |sum, units| sum + if units >= 5.0 { units } else { 0.0 });
        let holds_comment = features.get(lines.start).is_some_and(|f| f.around.any(Hints::COMMENT));
        let has_sentence =
            lines.clone().any(|line| features.get(line).is_some_and(|f| f.is_sentence && f.units >= 5.0));
        if is_marked
            || BOX_UNITS.contains(&prose) && has_sentence && !holds_comment && (prose < 0.5 * total || total < 60.0)
        {
            found.push(Profile { lines });
        }
    }
    found
}

/// Finds profiles in flat lines: a greeting with a name that speaks for itself, or personal names as headings, each with
/// prose that speaks of that person.
pub(super) fn flat(outline: &Outline, features: &[Features], is_free: impl Fn(usize) -> bool) -> Vec<Profile> {
    let lines = outline.lines();
    let mut found: Vec<Profile> = Vec::new();
    let mut names = 0;
    let mut at = 0;
    while at < lines.len() {
        let opening = if is_free(at) { opening_at(outline, features, at) } else { None };
        let Some(opening) = opening else {
            at += 1;
            continue;
        };
        let end = end_of(outline, features, at, &is_free);
        if end > at + 1 {
            names += usize::from(opening == Opening::Name);
            found.push(Profile { lines: at..end });
        }
        at = end.max(at + 1);
    }
    // One name over one paragraph is a heading; two are a team.
    if names == 1 {
        found.retain(|profile| opening_at(outline, features, profile.lines.start) != Some(Opening::Name));
    }
    found
}

/// The name of a profile.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) span: Span,
    /// The line that is nothing but the name; a greeting that holds the name stays part of the text.
    pub(super) line: Option<usize>,
}

/// Finds the name of a profile: a line that is a personal name, the name in a self-introduction, a heading, or a short
/// line at its start.
pub(super) fn name(outline: &Outline, features: &[Features], lines: &[usize]) -> Option<Name> {
    let line = |number: usize| outline.lines().get(number).map(|line| (number, line, outline.text(line)));
    let short = |number: &usize| features.get(*number).is_some_and(|f| f.units <= OPENING_UNITS && f.units >= 0.5);
    let whole = |(number, line, text): (usize, &Line, &str)| Name {
        text: text.to_owned(),
        span: line.span,
        line: Some(number),
    };
    let starts = || lines.iter().copied().take(6).filter(short).filter_map(line);
    if let Some(found) = starts().find(|(_, _, text)| is_personal_name(text)) {
        return Some(whole(found));
    }
    if let Some((_, line, text)) = lines.first().copied().filter(short).and_then(line)
        && let Some(name) = introduced_name(text)
    {
        return Some(Name { text: name.to_owned(), span: line.span, line: None });
    }
    starts()
        .take(4)
        .find(|(_, line, _)| matches!(line.role, Role::Heading(_)))
        .or_else(|| starts().next().filter(|(number, _, text)| lines.first() == Some(number) && !ends_like_prose(text)))
        .map(whole)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    Greeting,
    Name,
}

fn opening_at(outline: &Outline, features: &[Features], at: usize) -> Option<Opening> {
    let line = outline.lines().get(at)?;
    let text = outline.text(line);
    let here = features.get(at)?;
    if here.units > OPENING_UNITS || here.link_share > 0.5 || here.around.any(Hints::COMMENT) {
        return None;
    }
    // Between a name and what is said of its bearer there may stand what they do.
    let is_told = |ahead: &usize| features.get(at + ahead).is_some_and(|f| f.units >= 8.0 && f.is_sentence);
    let told = (1..=2).find(is_told)?;
    if names_somebody(text) && (is_greeting(text) || is_self_introduction(text)) {
        return Some(Opening::Greeting);
    }
    let below = outline.lines().get(at + told).map(|line| outline.text(line))?;
    let is_heading = matches!(line.role, Role::Heading(2..=6));
    let name = leading_name(text)?;
    let first_name = name.split_whitespace().next()?;
    let speaks_of =
        below.split_whitespace().take(6).any(|word| word.trim_matches(|c: char| !c.is_alphanumeric()) == first_name);
    (is_heading && speaks_of).then_some(Opening::Name)
}

/// A profile goes on over running text and stops before a heading, a card, a date or a longer gap after short lines.
fn end_of(outline: &Outline, features: &[Features], start: usize, is_free: &impl Fn(usize) -> bool) -> usize {
    let lines = outline.lines();
    let container = lines.get(start).map(|line| line.container);
    let level = lines.get(start).map(|line| line.role);
    let mut end = start + 1;
    while let Some((line, here)) = lines.get(end).zip(features.get(end)) {
        let is_heading = matches!(line.role, Role::Heading(_));
        let leaves = Some(line.container) != container && matches!(level, Some(Role::Heading(_)));
        if !is_free(end) || is_heading || leaves || here.is_date_line() {
            break;
        }
        let text = outline.text(line);
        let is_post = end == start + 1 && matches!(level, Some(Role::Heading(_)));
        if here.units < 6.0 && !here.is_sentence && !ends_like_prose(text) && !is_post {
            break;
        }
        end += 1;
    }
    end
}

/// Tells whether a text holds a capitalised word that is not its first, or the whole of a self-introduction.
fn names_somebody(text: &str) -> bool {
    text.split_whitespace().skip(1).any(|word| {
        word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next().is_some_and(char::is_uppercase)
    }) || text.chars().any(super::features::is_unspaced)
}

/// Gives the personal name that a text starts with: two to four capitalised words, small particles between them allowed,
/// up to a bracket, comma or the end.
fn leading_name(text: &str) -> Option<&str> {
    let end = text.find(['(', ',', '–', '—', '|', ':']).unwrap_or(text.len());
    let name = text.get(..end)?.trim();
    is_personal_name(name).then_some(name)
}

/// Tells whether a text looks like a personal name: two to four words, capitalised but for particles, letters only.
pub(super) fn is_personal_name(text: &str) -> bool {
    const PARTICLES: [&str; 19] = [
        "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "af", "av", "bin", "al",
        "el", "ten",
    ];
    let mut capitalised = 0;
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        let is_letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        let mut letters = word.chars();
        let first = letters.next();
        let has_lower = letters.clone().any(char::is_lowercase) || word.ends_with('.');
        if !is_letters || words > 5 {
            return false;
        }
        if first.is_some_and(char::is_uppercase) && has_lower {
            capitalised += 1;
        } else if !PARTICLES.contains(&word) {
            return false;
        }
    }
    (2..=4).contains(&capitalised) && units(text) >= 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_names_are_told_by_their_form() {
        for name in ["Julia Freeman", "Anne-Marie van der Berg", "Åse Ødegård", "Jean O’Neill", "J. K. Holm"] {
            assert!(is_personal_name(name), "{name}");
        }
        for other in ["Freeman", "julia freeman", "Top 10 Benefits", "VPN FAQ", "Om os", "Alt om den nye havn"] {
            assert!(!is_personal_name(other), "{other}");
        }
    }
}

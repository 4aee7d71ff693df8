//! Profiles: people and organisations presented, by structure first.
//!
//! An author box opens with a name and holds prose; its classes say what it is, or the name is that of an author of the page
//! and the prose speaks of its bearer. A team page has several names as headings, one below the other, each with such
//! prose. Where there is no markup, a profile opens with a greeting that names its speaker, or with an author's name.

use std::collections::HashMap;
use std::ops::Range;

use super::features::{Features, ends_like_prose, fold};
use super::head::without_byline_words;
use super::names::{People, is_letters, is_personal_name, leading_name, speaks_of};
use super::vocabulary::{introduced_name, is_greeting, is_self_introduction};
use crate::outline::{ContainerKind, Hints, Line, Mark, Outline, Role, Run};
use crate::span::Span;
use crate::why::Presented;

/// Lines of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Profile {
    pub(super) lines: Range<usize>,
    pub(super) how: Presented,
}

/// The prose of an author box, in units: shorter is a byline, longer an article that happens to be called `author`.
const BOX_UNITS: Range<f32> = 8.0..260.0;

/// What is said of an author of the page in a box that is called a biography may be as short as this: a post.
const POST_UNITS: f32 = 3.0;

/// Shorter lines of a box are a post, an address, a button; in units.
const PROSE_LINE: f32 = 5.0;

/// A line that opens a profile is no longer than this, in units.
const OPENING_UNITS: f32 = 12.0;

/// A line that is nothing but a name is no longer than this, in units.
const NAME_UNITS: f32 = 5.0;

/// So many lines may stand between the people of a team: an address, a link.
const MOST_BETWEEN: usize = 2;

/// A signature that no prose speaks of stands within so many lines below the article.
const SIGNED: usize = 12;

/// Lines of a box; more are a page.
const MOST_BOX_LINES: usize = 60;

/// From so many containers of one make with prose in them, they are a list of something else unless each speaks of its
/// own opening name. A page shows one author's box twice at most: beside the article and below it.
const FEWEST_ALIKE: usize = 3;

/// Lines from the opening to the prose: a post, an address, a button.
const REACH: usize = 4;

/// Containers that the pipeline file says are profiles. One inside another is part of it.
pub(super) fn marked(outline: &Outline) -> Vec<Profile> {
    let mut found: Vec<Profile> = Vec::new();
    for container in outline.containers().iter().filter(|container| container.mark == Some(Mark::Profile)) {
        let lines = container.lines.start as usize..container.lines.end as usize;
        if !lines.is_empty() && found.last().is_none_or(|last| last.lines.end <= lines.start) {
            found.push(Profile { lines, how: Presented::Marked });
        }
    }
    found
}

/// Finds author boxes by their containers.
pub(super) fn boxes(outline: &Outline, features: &[Features], is_free: impl Fn(usize) -> bool) -> Vec<Profile> {
    let total: f32 = features.iter().filter(|f| f.is_prose()).map(|f| f.units).sum();
    let people = People::of(outline, features);
    let mut found: Vec<(Profile, u64, bool)> = Vec::new();
    for container in outline.containers().iter().skip(1) {
        let lines = container.lines.start as usize..container.lines.end as usize;
        if lines.is_empty() || found.last().is_some_and(|(profile, ..)| profile.lines.contains(&lines.start)) {
            continue;
        }
        let hinted = container.hints.any(Hints::BIOGRAPHY)
            || container.hints.any(Hints::AUTHOR) && container.kind != ContainerKind::Header;
        let excluded = container.hints.any(Hints::COMMENT.with(Hints::BODY))
            || features.get(lines.start).is_some_and(|f| f.around.any(Hints::COMMENT));
        if !hinted || excluded || lines.len() > MOST_BOX_LINES || !lines.clone().all(&is_free) {
            continue;
        }
        let is_biography = container.hints.any(Hints::BIOGRAPHY) || says_biography(outline, lines.clone());
        let Some(speaks) = presents(outline, features, lines.clone(), &people, is_biography, total) else { continue };
        found.push((Profile { lines, how: Presented::Box }, container.shape, speaks));
    }
    let mut alike: HashMap<u64, usize> = HashMap::new();
    for (_, shape, _) in &found {
        *alike.entry(*shape).or_default() += 1;
    }
    let is_listed = |shape: &u64| alike.get(shape).copied().unwrap_or_default() >= FEWEST_ALIKE;
    found.into_iter().filter(|(_, shape, speaks)| *speaks || !is_listed(shape)).map(|(profile, ..)| profile).collect()
}

/// Tells whether some text inside a box is called a biography, where the box itself is called after its author alone.
fn says_biography(outline: &Outline, lines: Range<usize>) -> bool {
    outline.lines().get(lines).into_iter().flatten().any(|line| {
        outline.runs(line).iter().any(|run| run.hints.any(Hints::BIOGRAPHY))
            || outline.around(line).take(1).any(|container| container.hints.any(Hints::BIOGRAPHY))
    })
}

/// Tells whether lines that are called an author's present one: `None` if they do not, else whether they speak of the
/// name that they open with.
fn presents(
    outline: &Outline,
    features: &[Features],
    lines: Range<usize>,
    people: &People,
    is_biography: bool,
    total: f32,
) -> Option<bool> {
    let prose: f32 = lines
        .clone()
        .filter_map(|line| features.get(line).zip(outline.lines().get(line)))
        .filter(|(f, line)| f.link_share < 0.6 && !matches!(line.role, Role::Heading(_) | Role::Control))
        .filter(|(f, _)| f.units >= PROSE_LINE && !f.is_date_line())
        .map(|(f, _)| f.units)
        .sum();
    let first = features.get(lines.start)?;
    let opening = outline.lines().get(lines.start)?;
    let text = without_byline_words(outline.text(opening));
    if first.is_date_line() || prose >= BOX_UNITS.end || total >= 60.0 && prose >= 0.5 * total {
        return None;
    }
    let told = lines
        .clone()
        .skip(1)
        .find(|&line| features.get(line).is_some_and(|f| f.units >= PROSE_LINE && f.is_sentence && f.link_share < 0.6));
    // A name may share its line with what is said of its bearer.
    let shares = first.units > OPENING_UNITS || first.is_sentence && first.units >= PROSE_LINE;
    let opens = shares && leading_name(text).is_some() || !shares && !ends_like_prose(text);
    let known = people.holds(text) || leading_name(text).is_some_and(|name| people.holds(name));
    let name = leading_name(text).or(known.then_some(text));
    let speaks = name
        .zip(told)
        .is_some_and(|(name, line)| outline.lines().get(line).is_some_and(|line| speaks_of(outline.text(line), name)));
    let has_text = told.is_some() || shares && first.is_sentence;
    let is_headed = matches!(opening.role, Role::Heading(_));
    let enough = prose >= BOX_UNITS.start && has_text;
    let presents = if is_biography {
        enough && (opens || first.is_sentence) || known && has_post(outline, features, lines.start + 1)
    } else {
        enough && opens && (speaks || is_headed && known || told.is_some_and(|line| introduces(outline, line)))
    };
    presents.then_some(speaks)
}

/// Tells whether a line says what somebody is, and is not one more byline.
fn has_post(outline: &Outline, features: &[Features], line: usize) -> bool {
    features.get(line).zip(outline.lines().get(line)).is_some_and(|(here, line)| {
        let text = outline.text(line);
        let is_byline = without_byline_words(text).len() + 1 < text.len();
        let names_author = |run: &Run| run.hints.any(Hints::AUTHOR) && !run.hints.any(Hints::BIOGRAPHY);
        let is_byline = is_byline || outline.runs(line).iter().any(names_author);
        here.units >= POST_UNITS && !here.is_date_line() && !is_byline && line.role != Role::Control
    })
}

fn introduces(outline: &Outline, line: usize) -> bool {
    outline.lines().get(line).is_some_and(|line| is_self_introduction(outline.text(line)))
}

/// So much of a text tells it from others, in bytes; one copy of a box may be cut.
const GIST: usize = 60;

/// The start of what a profile says, folded: a page may show one author's box twice.
pub(super) fn gist(outline: &Outline, features: &[Features], profile: &Profile) -> String {
    let tells = |line: &usize| features.get(*line).is_some_and(|f| f.units >= BOX_UNITS.start && f.is_sentence);
    let line = profile.lines.clone().find(tells).unwrap_or(profile.lines.start);
    let text = outline.lines().get(line).map(|line| fold(outline.text(line))).unwrap_or_default();
    text.chars().take(GIST).collect()
}

/// What is known of flat lines beside their looks.
pub(super) struct Hearsay<'a> {
    /// Tells of a line that it is of something else; greetings go on for more than a paragraph, so less is certain there.
    pub(super) closes: &'a dyn Fn(usize, bool) -> bool,
    /// Where the article stands. Empty where it is not known.
    pub(super) body: Range<usize>,
}

/// Finds profiles in flat lines: a greeting with a name that speaks for itself, an author's name over prose about them, or
/// several names one below the other, each with prose that speaks of that person.
pub(super) fn flat(
    outline: &Outline,
    features: &[Features],
    is_free: impl Fn(usize) -> bool,
    hearsay: &Hearsay<'_>,
) -> Vec<Profile> {
    let lines = outline.lines();
    let mut people = People::of(outline, features);
    if !hearsay.body.is_empty() {
        people.add_signatures(outline, features, hearsay.body.clone());
    }
    let mut found: Vec<Profile> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let opening = if is_free(at) { opening_at(outline, features, at, &people, hearsay) } else { None };
        let Some((opening, told)) = opening.filter(|&(_, told)| (at..=told).all(&is_free)) else {
            at += 1;
            continue;
        };
        let closes = |line| (hearsay.closes)(line, opening == Presented::Greeting);
        let end = end_of(outline, features, at, told, &is_free, &closes);
        found.push(Profile { lines: at..end, how: opening });
        at = end;
    }
    drop_common_words(outline, &mut found);
    // One name over one paragraph may be a heading of an article; two names, one right below the other, are a team.
    let name_of = |profile: &Profile| {
        let line = outline.lines().get(profile.lines.start)?;
        leading_name(without_byline_words(outline.text(line))).map(fold)
    };
    let is_near = |a: &Profile, b: &Profile| b.lines.start - a.lines.end <= MOST_BETWEEN && name_of(a) != name_of(b);
    let pairs: Vec<bool> = found.windows(2).map(|pair| matches!(pair, [a, b] if is_near(a, b))).collect();
    let has_neighbour = |at: usize| {
        pairs.get(at).copied().unwrap_or(false)
            || at.checked_sub(1).and_then(|at| pairs.get(at)).copied().unwrap_or(false)
    };
    let kept = found.iter().enumerate().filter(|(at, profile)| profile.how != Presented::Name || has_neighbour(*at));
    kept.map(|(_, profile)| profile.clone()).collect()
}

/// Drops what only looks like a name because it is set in capitals: its words stand in small letters elsewhere on the
/// page, which those of a name do not.
fn drop_common_words(outline: &Outline, found: &mut Vec<Profile>) {
    let words_of = |profile: &Profile| -> Vec<String> {
        let line = outline.lines().get(profile.lines.start);
        let text = line.map_or("", |line| outline.text(line));
        let name = match profile.how {
            Presented::Name => leading_name(without_byline_words(text)),
            Presented::Greeting => introduced_name(text),
            _ => None,
        };
        let name = name.unwrap_or_default();
        let is_capitalised = |word: &&str| word.starts_with(char::is_uppercase);
        name.split([' ', '-']).filter(is_capitalised).map(str::to_lowercase).collect()
    };
    let mut seen: HashMap<String, bool> = found.iter().flat_map(words_of).map(|word| (word, false)).collect();
    if seen.is_empty() {
        return;
    }
    let texts = outline.lines().iter().map(|line| outline.text(line));
    for word in texts.flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric())) {
        if word.starts_with(char::is_lowercase)
            && let Some(seen) = seen.get_mut(word)
        {
            *seen = true;
        }
    }
    found.retain(|profile| {
        let words = words_of(profile);
        let common = words.iter().filter(|word| seen.get(*word).copied().unwrap_or(false)).count();
        words.is_empty() || 2 * common < words.len()
    });
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
    let is_chosen = |(number, chosen, _): &(usize, &Line, &str)| {
        let found = super::head::chosen(outline, chosen, Mark::Title);
        found.map(|(text, span)| Name { text, span, line: (span == chosen.span).then_some(*number) })
    };
    if let Some(name) = lines.iter().copied().filter_map(line).find_map(|line| is_chosen(&line)) {
        return Some(name);
    }
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

/// Tells how a line opens a profile, if it does, and at which line the prose starts.
fn opening_at(
    outline: &Outline,
    features: &[Features],
    at: usize,
    people: &People,
    hearsay: &Hearsay<'_>,
) -> Option<(Presented, usize)> {
    let line = outline.lines().get(at)?;
    let text = outline.text(line);
    let here = features.get(at)?;
    // A name after a dash signs what somebody said.
    let signs_a_quote = text.starts_with(['—', '–', '―', '-']);
    if signs_a_quote || here.around.any(Hints::COMMENT) || here.is_date_line() {
        return None;
    }
    // What follows the article and starts with its author's name is about the author.
    let is_after = !hearsay.body.is_empty() && at >= hearsay.body.end;
    let own = without_byline_words(text);
    if is_after
        && text.contains(',')
        && ends_like_prose(text)
        && leading_name(own).is_some_and(|name| people.holds(name))
    {
        return Some((Presented::Author, at));
    }
    if here.units > OPENING_UNITS {
        return None;
    }
    // Between a name and what is said of its bearer there may stand what they do and how to reach them.
    let told = (at + 1..=at + REACH)
        .take_while(|&line| features.get(line).is_some_and(|f| !f.is_date_line()))
        .find(|&line| features.get(line).is_some_and(|f| f.units >= 8.0 && f.is_sentence && f.link_share < 0.6))?;
    let introduces = is_greeting(text) && is_self_introduction(text) && names_somebody(text);
    if introduces || introduced_name(text).is_some_and(is_personal_name) {
        return Some((Presented::Greeting, told));
    }
    let below = outline.lines().get(told).map(|line| outline.text(line))?;
    let is_label = here.units <= NAME_UNITS && own.len() == text.len() && is_letters(text);
    if is_after && is_label && !(hearsay.closes)(told, true) {
        let signs = people.holds(own) && told == at + 1 && at < hearsay.body.end + SIGNED;
        let starts = below.strip_prefix(own).is_some_and(|rest| rest.starts_with(' '));
        if signs || starts {
            return Some((Presented::Author, told));
        }
    }
    let name = leading_name(own)?;
    if !speaks_of(below, name) {
        return None;
    }
    if people.holds(name) {
        return Some((Presented::Author, told));
    }
    let may_head = matches!(line.role, Role::Heading(_)) || outline.containers().len() == 1;
    (may_head && is_personal_name(name)).then_some((Presented::Name, told))
}

/// A profile goes on over running text and stops before a heading, a card, a date or a longer gap after short lines.
fn end_of(
    outline: &Outline,
    features: &[Features],
    start: usize,
    told: usize,
    is_free: &impl Fn(usize) -> bool,
    closes: &impl Fn(usize) -> bool,
) -> usize {
    let lines = outline.lines();
    let container = lines.get(told).map(|line| line.container);
    let is_headed = lines.get(start).is_some_and(|line| matches!(line.role, Role::Heading(_)));
    let mut end = told + 1;
    while let Some((line, here)) = lines.get(end).zip(features.get(end)) {
        let is_heading = matches!(line.role, Role::Heading(_));
        let leaves = Some(line.container) != container && is_headed;
        let is_short = here.units < 6.0 && !here.is_sentence && !ends_like_prose(outline.text(line));
        if !is_free(end) || closes(end) || is_heading || leaves || here.is_date_line() || is_short {
            break;
        }
        end += 1;
    }
    end
}

/// Tells whether a text holds a capitalised word that is not its first, or is in a script without capitals.
fn names_somebody(text: &str) -> bool {
    text.split_whitespace().skip(1).any(|word| {
        word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next().is_some_and(char::is_uppercase)
    }) || !text.chars().any(char::is_lowercase)
}

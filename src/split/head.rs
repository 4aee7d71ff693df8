//! The head of the article: its title, category, author and date, from the lines around the title and from what the page
//! says of itself. Neither is trusted alone: an `h1` may be the site's name, `og:title` a slogan.

use super::features::{Features, Landmark, ends_like_prose, fold};
use super::names::is_personal_name;
use super::vocabulary::without_byline_words;
use crate::date;
use crate::date_value::{Anchor, DateValue, Precision};
use crate::outline::{Hints, Line, Mark, Outline, Role};
use crate::span::Span;

/// Lines around the title that are searched for category, author and date.
const HEAD_LINES: usize = 10;

/// A title is at most this long, in units.
const LONGEST_TITLE: f32 = 40.0;

/// A category or author is at most this long, in units.
const LONGEST_LABEL: f32 = 6.0;

/// A text and where it stands; no span where the page's self-description gave it.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) text: String,
    pub(super) span: Option<Span>,
}

/// The head of an article.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: Option<Found>,
    pub(super) category: Option<Found>,
    pub(super) author: Option<Found>,
    pub(super) date: Option<(DateValue, Option<Span>)>,
    /// Lines that the fields took, the title's repetitions among them; they belong to the article but not to its text.
    pub(super) lines: Vec<usize>,
    /// Where the title stands again.
    pub(super) repeats: Vec<Span>,
}

/// Reads the head. `body` are the lines labelled as article, `is_free` the lines that no card or profile took, `title` is the
/// title's line where it is known.
pub(super) fn head(
    outline: &Outline,
    features: &[Features],
    is_free: &[bool],
    body: &[usize],
    title: Option<usize>,
) -> Head {
    let mut head = Head::default();
    let start =
        body.iter().copied().find(|&line| features.get(line).is_some_and(Features::is_prose)).or(body.first().copied());
    let title_line = title.or_else(|| title_line(outline, features, is_free, body, start));
    if let Some(number) = title_line
        && let Some(line) = outline.lines().get(number)
    {
        head.title = Some(Found { text: outline.text(line).to_owned(), span: Some(line.span) });
        head.lines.push(number);
        repeats(outline, features, is_free, number, start, &mut head);
    } else {
        head.title = title_of_page(outline);
    }
    let anchor = title_line.or(start).unwrap_or(0);
    let near =
        anchor.saturating_sub(HEAD_LINES)..(anchor.max(start.unwrap_or(0)) + HEAD_LINES).min(outline.lines().len());
    let is_marked = |line: &Line| matches!(mark_of(outline, line), Some(Mark::Author | Mark::Date | Mark::Category));
    let marked = (0..outline.lines().len()).filter(|&number| outline.lines().get(number).is_some_and(is_marked));
    let mut near: Vec<usize> =
        near.chain(marked).filter(|&number| is_free.get(number).copied().unwrap_or(false)).collect();
    near.sort_unstable();
    near.dedup();
    date_of(outline, features, &near, anchor, start, &mut head);
    author_of(outline, features, &near, anchor, &mut head);
    category_of(outline, features, &near, anchor, start, &mut head);
    head.lines.sort_unstable();
    head.lines.dedup();
    head
}

/// What the page calls itself, without the site's name.
fn title_of_page(outline: &Outline) -> Option<Found> {
    let about = &outline.about;
    let whole = about.headline.as_ref().or(about.social_title.as_ref());
    let text = match (whole, &about.title) {
        (Some(title), _) => title.clone(),
        (None, Some(title)) => without_site_name(title, about.site_name.as_deref()).to_owned(),
        (None, None) => return None,
    };
    (!text.trim().is_empty()).then_some(Found { text, span: None })
}

/// Cuts the site's name off a `<title>`: the part that is the site's name, else the shorter end part.
fn without_site_name<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    const BARS: [&str; 7] = [" | ", " – ", " — ", " - ", " · ", " » ", " :: "];
    let Some(bar) = BARS.iter().find(|bar| title.contains(**bar)) else { return title };
    let site = site.map(fold);
    let parts: Vec<&str> = title.split(bar).collect();
    match (parts.first(), parts.last()) {
        (Some(first), Some(last)) if parts.len() > 1 => {
            if site.as_deref() == Some(&fold(first)) || first.len() * 2 < last.len() {
                title.get(first.len() + bar.len()..).unwrap_or(title)
            } else {
                title.get(..title.len() - last.len() - bar.len()).unwrap_or(title)
            }
        }
        _ => title,
    }
}

fn title_line(
    outline: &Outline,
    features: &[Features],
    is_free: &[bool],
    body: &[usize],
    start: Option<usize>,
) -> Option<usize> {
    let about = &outline.about;
    let known: Vec<String> =
        [&about.headline, &about.social_title].into_iter().flatten().map(|title| fold(title)).collect();
    let site_name = about.site_name.as_deref().map(fold).unwrap_or_default();
    let has_roles = outline.lines().iter().any(|line| matches!(line.role, Role::Heading(1..=3)));
    // A dump of a page starts with what the browser showed as its title.
    let first_line = outline.lines().first().filter(|_| !has_roles).map(|line| outline.text(line));
    let page_title = about.title.as_deref().or(first_line).map(fold).unwrap_or_default();
    let end = start.unwrap_or(outline.lines().len());
    let mut counts: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let candidates: Vec<(usize, &Line, &Features, String)> = outline
        .lines()
        .iter()
        .enumerate()
        .filter(|(number, line)| {
            is_free.get(*number).copied().unwrap_or(false)
                && (matches!(line.role, Role::Heading(_))
                    || *number < end
                    || known.len() + page_title.len() > 0 && *number < end + 4)
        })
        .filter_map(|(number, line)| {
            let features = features.get(number)?;
            let is_label = features.is_menu
                || features.units < 1.0
                || features.units > LONGEST_TITLE
                || features.is_date_line()
                || line.role == Role::Control;
            (!is_label).then(|| (number, line, features, fold(outline.text(line))))
        })
        .collect();
    for (_, _, _, folded) in &candidates {
        *counts.entry(folded.clone()).or_default() += 1;
    }
    let mut winner: Option<(f32, usize)> = None;
    for (number, line, here, folded) in &candidates {
        let mut score = match line.role {
            Role::Heading(1) => 3.0,
            Role::Heading(2) => 1.6,
            Role::Heading(_) => 0.4,
            _ if has_roles => -1.0,
            // A dump starts with its title more often than with anything else.
            _ => 0.5 + if *number == 0 { 0.5 } else { 0.0 },
        };
        if mark_of(outline, line) == Some(Mark::Title) {
            score += 20.0;
        }
        if known.contains(folded) {
            score += 2.5;
        } else if folded.len() > 8
            && (*number > 0 || about.title.is_some())
            && (page_title.starts_with(folded.as_str()) || page_title.ends_with(folded.as_str()))
        {
            score += 2.0;
        }
        if !site_name.is_empty() && *folded == site_name {
            score -= 4.0;
        }
        if !has_roles {
            score += 0.8 * counts.get(folded).copied().unwrap_or(1).saturating_sub(1).min(3) as f32;
        }
        score += (here.units / 8.0).min(1.0) * 1.2;
        if here.around.any(Hints::TITLE) || outline.runs(line).iter().any(|run| run.hints.any(Hints::TITLE)) {
            score += 0.4;
        }
        score -= match here.landmark {
            Landmark::Navigation | Landmark::Footer | Landmark::Dialog => 3.0,
            Landmark::Aside => 1.5,
            _ => 0.0,
        };
        if here.around.any(Hints::COMMENT.with(Hints::RELATED).with(Hints::NOTICE).with(Hints::SIDEBAR)) {
            score -= 1.5;
        }
        if ends_like_prose(outline.text(line)) {
            score -= if has_roles { 0.4 } else { 1.5 };
        }
        let distance = start.map_or(0, |start| start.abs_diff(*number));
        score -= 0.06 * distance.min(30) as f32;
        if start.is_some_and(|start| *number > start) {
            score -= if body.contains(number) { 1.2 } else { 2.0 };
        }
        if winner.is_none_or(|(best, _)| score > best) {
            winner = Some((score, *number));
        }
    }
    winner.filter(|(score, _)| *score > 0.8).map(|(_, number)| number)
}

/// What a site override says of a line: of a part of it, else of what is around it.
fn mark_of(outline: &Outline, line: &Line) -> Option<Mark> {
    let of_runs = outline.runs(line).iter().find_map(|run| run.mark);
    of_runs.or_else(|| outline.around(line).find_map(|container| container.mark))
}

/// Finds where the title stands again at the head of the page.
fn repeats(
    outline: &Outline,
    features: &[Features],
    is_free: &[bool],
    title: usize,
    start: Option<usize>,
    head: &mut Head,
) {
    let lines = outline.lines();
    let Some(folded) = lines.get(title).map(|line| fold(outline.text(line))) else { return };
    let end = start.unwrap_or(title).max(title) + 1;
    for (number, line) in lines.iter().enumerate().take(end) {
        let is_chrome = features.get(number).is_some_and(|f| {
            matches!(f.landmark, Landmark::Navigation | Landmark::Header | Landmark::Aside) || f.link_share > 0.5
        });
        if number != title
            && is_free.get(number).copied().unwrap_or(false)
            && !is_chrome
            && fold(outline.text(line)) == folded
        {
            head.repeats.push(line.span);
            head.lines.push(number);
        }
    }
}

fn date_of(
    outline: &Outline,
    features: &[Features],
    near: &[usize],
    anchor: usize,
    start: Option<usize>,
    head: &mut Head,
) {
    let mut winner: Option<(f32, usize)> = None;
    for &number in near {
        let Some((here, line)) = features.get(number).zip(outline.lines().get(number)) else { continue };
        // A heading that holds a date (an entry of a changelog, of a diary) is a heading.
        if here.date.is_none() || head.lines.contains(&number) || matches!(line.role, Role::Heading(_)) {
            continue;
        }
        let hinted = here.around.any(Hints::DATE) || outline.runs(line).iter().any(|run| run.hints.any(Hints::DATE));
        let marked = mark_of(outline, line) == Some(Mark::Date);
        if !here.is_date_line() && !hinted && !marked && here.units > 14.0 {
            continue;
        }
        let distance = anchor.abs_diff(number) as f32;
        let mut score = 2.0 * here.date_share.min(1.0) - 0.15 * distance;
        score += if hinted { 1.0 } else { 0.0 } + if marked { 20.0 } else { 0.0 };
        score -= if number < anchor { 0.5 } else { 0.0 };
        score -= if start.is_some_and(|start| number > start) { 1.0 } else { 0.0 };
        score -=
            if matches!(here.landmark, Landmark::Navigation | Landmark::Footer | Landmark::Header) { 1.5 } else { 0.0 };
        if score > 0.0 && winner.is_none_or(|(best, _)| score > best) {
            winner = Some((score, number));
        }
    }
    let visible = winner.and_then(|(_, number)| {
        let date = features.get(number)?.date.clone()?;
        let line = outline.lines().get(number)?;
        if features.get(number)?.is_date_line() {
            head.lines.push(number);
        }
        Some((date, Some(line.span)))
    });
    let published = outline.about.published.as_deref().and_then(|text| date::date(text, &Anchor::default()));
    // What the page says to machines is exact; the visible date stands where both mean the same day, because editors see it.
    head.date = match (visible, published) {
        (Some((visible, span)), Some(published)) if is_same_day(&visible, &published) => Some((visible, span)),
        (_, Some(published)) if published.reading.is_ok() => Some((published, None)),
        (visible, _) => visible,
    };
}

/// Zones differ by up to 14 hours, and pages print the day of their own.
const ZONE_SECONDS: i64 = 14 * 3600;

fn is_same_day(visible: &DateValue, published: &DateValue) -> bool {
    let (Ok(visible), Ok(published)) = (&visible.reading, &published.reading) else { return false };
    let seconds = |instant: jiff::Timestamp| instant.as_second();
    visible.precision >= Precision::Day
        && seconds(visible.earliest) - ZONE_SECONDS <= seconds(published.latest)
        && seconds(published.earliest) <= seconds(visible.latest) + ZONE_SECONDS
}

fn author_of(outline: &Outline, features: &[Features], near: &[usize], anchor: usize, head: &mut Head) {
    let site = outline.about.site_name.as_deref().map(fold).unwrap_or_default();
    let known: Vec<&String> = outline
        .about
        .authors
        .iter()
        .filter(|name| !name.contains("://") && !name.trim().is_empty() && fold(name) != site)
        .collect();
    let mut winner: Option<(f32, usize, String, Span)> = None;
    for &number in near {
        let Some((here, line)) = features.get(number).zip(outline.lines().get(number)) else { continue };
        let is_label = line.role == Role::Control || here.landmark == Landmark::Form;
        if is_label || head.title.as_ref().is_some_and(|title| title.span == Some(line.span)) || here.units > 20.0 {
            continue;
        }
        let text = outline.text(line);
        let distance = 0.12 * anchor.abs_diff(number) as f32;
        let marked = if mark_of(outline, line) == Some(Mark::Author) { 20.0 } else { 0.0 };
        let is_one_run = outline.runs(line).len() == 1;
        for run in outline.runs(line) {
            let own_date = here.date.as_ref().filter(|_| is_one_run);
            let name = without_byline_words(without_date(outline.run_text(run), own_date));
            let hinted = run.hints.any(Hints::AUTHOR) || here.around.any(Hints::AUTHOR) && is_personal_name(name);
            let is_known = known.iter().any(|known| fold(known) == fold(name));
            if (hinted || is_known || marked > 0.0)
                && (0.5..=LONGEST_LABEL).contains(&super::features::units(name))
                && !has_digit(name)
            {
                let score =
                    2.0 + marked + if is_known { 2.0 } else { 0.0 } + if is_personal_name(name) { 0.5 } else { 0.0 }
                        - distance;
                if winner.as_ref().is_none_or(|(best, ..)| score > *best) {
                    winner = Some((score, number, name.to_owned(), run.span));
                }
            }
        }
        let undated = without_date(text, here.date.as_ref());
        let byline = without_byline_words(undated);
        if byline.len() < undated.len() && is_personal_name(byline) {
            let score = 1.8 - distance;
            if winner.as_ref().is_none_or(|(best, ..)| score > *best) {
                winner = Some((score, number, byline.to_owned(), line.span));
            }
        }
    }
    let listed = || known.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
    head.author = match winner {
        Some((score, number, text, span)) if score > 0.8 => {
            if features.get(number).is_some_and(|f| f.units <= LONGEST_LABEL + 2.0) {
                head.lines.push(number);
            }
            let is_one_of_more = known.len() > 1 && known.iter().any(|name| fold(name) == fold(&text));
            Some(Found { text: if is_one_of_more { listed() } else { text }, span: Some(span) })
        }
        _ if !known.is_empty() => Some(Found { text: listed(), span: None }),
        _ => None,
    };
}

/// Gives what stands before the date in a line, or after it where nothing does; bylines often carry both.
fn without_date<'a>(text: &'a str, date: Option<&DateValue>) -> &'a str {
    let Some(within) = date.map(|date| date.within) else { return text };
    let bare = |part: Option<&'a str>| part.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    let before = bare(text.get(..within.start));
    // A label of the date ("published") may stand between it and the name.
    let before = before.split([',', '·', '|', '•', '–', '—', '/']).next().unwrap_or(before).trim();
    if before.is_empty() { bare(text.get(within.end..)) } else { before }
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

fn category_of(
    outline: &Outline,
    features: &[Features],
    near: &[usize],
    anchor: usize,
    start: Option<usize>,
    head: &mut Head,
) {
    let has_markup =
        outline.containers().len() > 1 || outline.lines().iter().any(|line| matches!(line.role, Role::Heading(_)));
    let mut winner: Option<(f32, usize, String, Span)> = None;
    for &number in near {
        let Some((here, line)) = features.get(number).zip(outline.lines().get(number)) else { continue };
        if head.lines.contains(&number) && here.units > LONGEST_LABEL || line.role == Role::Control {
            continue;
        }
        if matches!(line.role, Role::Heading(1)) || head.title.as_ref().is_some_and(|t| t.span == Some(line.span)) {
            continue;
        }
        let distance = 0.1 * anchor.abs_diff(number) as f32;
        let marked = if mark_of(outline, line) == Some(Mark::Category) { 20.0 } else { 0.0 };
        for run in outline.runs(line) {
            let text = outline.run_text(run).trim_matches(|c: char| !c.is_alphanumeric());
            let hinted = run.hints.any(Hints::CATEGORY) || here.around.any(Hints::CATEGORY);
            if (hinted || marked > 0.0)
                && (0.5..=LONGEST_LABEL).contains(&super::features::units(text))
                && !has_digit(text)
            {
                let score = 1.5 + marked - distance - if number > anchor { 0.2 } else { 0.0 };
                if winner.as_ref().is_none_or(|(best, ..)| score > *best) {
                    winner = Some((score, number, text.to_owned(), run.span));
                }
            }
        }
        // Without markup, the one short label of the head beside the date is the category; with markup, so is the one that is
        // a link to a page of the site.
        let beside_date = head.date.as_ref().and_then(|(_, span)| *span).is_some_and(|date| {
            [number.checked_sub(1), Some(number + 1)]
                .into_iter()
                .flatten()
                .filter_map(|neighbour| outline.lines().get(neighbour))
                .any(|neighbour| neighbour.span == date)
        });
        let is_label = here.units <= LONGEST_LABEL && !ends_like_prose(outline.text(line)) && !here.is_date_line();
        let in_head = start.is_some_and(|start| number < start) && !head.lines.contains(&number);
        let is_one_label = !has_markup || leads_to_topic(outline, line) && !is_personal_name(outline.text(line));
        if is_one_label && is_label && in_head && beside_date {
            let score = 1.2 - distance;
            if winner.as_ref().is_none_or(|(best, ..)| score > *best) {
                winner = Some((score, number, outline.text(line).to_owned(), line.span));
            }
        }
    }
    head.category = match winner {
        Some((score, number, text, span)) if score > 0.3 => {
            if features.get(number).is_some_and(|f| f.units <= LONGEST_LABEL) {
                head.lines.push(number);
            }
            Some(Found { text, span: Some(span) })
        }
        _ => {
            outline.about.category.clone().filter(|text| !text.trim().is_empty()).map(|text| Found { text, span: None })
        }
    };
}

/// Tells whether a line is one link into the site: no place on this page, no form, no other site.
fn leads_to_topic(outline: &Outline, line: &Line) -> bool {
    let [run] = outline.runs(line) else { return false };
    run.link.is_some_and(|link| {
        let address = outline.link(link);
        address.len() > 1 && address.starts_with('/') && !address.starts_with("//") && !address.contains(['#', '?'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_name_is_cut_off_a_page_title() {
        assert_eq!(without_site_name("Ny havn åbner – Byens Avis", None), "Ny havn åbner");
        assert_eq!(without_site_name("Avis | Ny havn åbner på lørdag", None), "Ny havn åbner på lørdag");
        assert_eq!(without_site_name("Byens Avis | Ny havn", Some("Byens Avis")), "Ny havn");
        assert_eq!(without_site_name("Ny havn", None), "Ny havn");
    }
}

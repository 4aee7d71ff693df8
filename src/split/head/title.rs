//! What the article is called: the line that is most like a title, else what the page calls itself.

use super::super::features::{Features, Landmark, ends_like_prose, fold, units};
use super::{Found, Head};
use crate::outline::{Hints, Line, Outline, Role};

/// A title of fewer units may stand in other places by chance.
const FEW_UNITS: f32 = 3.0;

/// A title is at most this long, in units.
const LONGEST_TITLE: f32 = 40.0;

/// What the page calls itself, without the site's name.
pub(super) fn title_of_page(outline: &Outline) -> Option<Found> {
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
    const BARS: [&str; 12] = [" | ", " – ", " — ", " - ", " · ", " • ", " » ", " :: ", "｜", "ㅣ", "：", "_"];
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

pub(super) fn title_line(
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
    let has_roles = has_headings(outline);
    // A dump of a page starts with what the browser showed as its title.
    let first_line = outline.lines().first().filter(|_| !has_roles).map(|line| outline.text(line));
    let whole_title = about.title.as_deref().or(first_line).unwrap_or_default();
    let page_title = fold(whole_title);
    let bare_title = fold(without_site_name(whole_title, about.site_name.as_deref()));
    let is_whole_title = |line: &Line| fold(outline.text(line)) == page_title;
    let from = if about.title.is_none() { FIRST_LINES } else { 0 };
    let has_site = bare_title != page_title && !outline.lines().iter().skip(from).any(is_whole_title);
    let rest_of_title = page_title.replace(&bare_title, "").trim().to_owned();
    // Where the page's own title stands again in a dump, its head is.
    let is_page_title = |line: &Line| !has_roles && [&page_title, &bare_title].contains(&&fold(outline.text(line)));
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
                    || is_page_title(line)
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
        let is_title_of_page = *number > 0 || about.title.is_some();
        if known.contains(folded) {
            score += if here.units >= FEW_UNITS { 3.5 } else { 2.5 };
        } else if is_title_of_page && *folded == bare_title && has_site {
            score += 3.0;
        } else if folded.len() > 8 && is_title_of_page && page_title.starts_with(folded.as_str()) {
            score += 2.0;
        } else if folded.len() > 8 && is_title_of_page && page_title.ends_with(folded.as_str()) {
            score += if *folded == rest_of_title { -2.0 } else { 2.0 };
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
        if start.is_some_and(|start| *number > start) && !is_page_title(line) {
            score -= if body.contains(number) { 1.2 } else { 2.0 };
        }
        if winner.is_none_or(|(best, _)| score > best) {
            winner = Some((score, *number));
        }
    }
    winner.filter(|(score, _)| *score > 0.8).map(|(_, number)| number)
}

/// A dump's first lines are what the browser and the search engine showed.
const FIRST_LINES: usize = 2;

/// A site's name at the end of a title is at most this long, in units.
const LONGEST_SITE: f32 = 4.0;

/// Gives the text of a title's line. The site's name that a dump's first line has and no later line repeats is cut off.
pub(super) fn found(outline: &Outline, number: usize, line: &Line) -> Found {
    let text = outline.text(line);
    let bare = without_site_name(text, None);
    let is_whole = |line: &Line| fold(outline.text(line)) == fold(text);
    let has_site = number < FIRST_LINES
        && !has_headings(outline)
        && !bare.trim().is_empty()
        && text.starts_with(bare)
        && units(text) - units(bare) <= LONGEST_SITE
        && !outline.lines().iter().skip(FIRST_LINES).any(is_whole);
    Found { text: if has_site { bare } else { text }.to_owned(), span: Some(line.span) }
}

/// Tells whether the format says what is a heading; a dump does not.
pub(super) fn has_headings(outline: &Outline) -> bool {
    outline.lines().iter().any(|line| matches!(line.role, Role::Heading(1..=3)))
}

/// Where a card holds the page's own title as its heading and the article has nothing like it, the heading is the title.
pub(super) fn heading_elsewhere(outline: &Outline, is_free: &[bool], title: Option<usize>) -> Option<Found> {
    let about = &outline.about;
    let bare = about.title.as_deref().map(|title| without_site_name(title, about.site_name.as_deref()));
    let known: Vec<String> = [about.headline.as_deref(), about.social_title.as_deref(), bare]
        .into_iter()
        .flatten()
        .map(fold)
        .filter(|title| units(title) >= FEW_UNITS)
        .collect();
    let is_known = |line: &Line| known.contains(&fold(outline.text(line)));
    let title = title.and_then(|number| outline.lines().get(number));
    if title.is_some_and(|line| line.role == Role::Heading(1) || is_known(line)) {
        return None;
    }
    let taken = outline.lines().iter().zip(is_free).filter(|(_, is_free)| !**is_free).map(|(line, _)| line);
    let heading = taken.filter(|line| line.role == Role::Heading(1)).find(|line| is_known(line))?;
    Some(Found { text: outline.text(heading).to_owned(), span: None })
}

/// Lines after a title within which its article's text begins.
const LINES_TO_TEXT: usize = 12;

/// Gives the line that the head is around: of a title that stands several times the last one before the text, in a dump
/// the one that most running text follows.
pub(super) fn anchor(
    outline: &Outline,
    features: &[Features],
    is_free: &[bool],
    head: &Head,
    start: Option<usize>,
) -> Option<usize> {
    let is_before = |line: &usize| start.is_none_or(|start| *line < start);
    let of_head = head.lines.iter().copied().filter(is_before).max();
    let Some(title) = head.title.as_ref().filter(|_| !has_headings(outline)) else { return of_head };
    let folded = fold(&title.text);
    let prose_after = |number: usize| {
        let ahead = features.get(number + 1..).unwrap_or_default().iter().take(LINES_TO_TEXT);
        ahead.filter(|here| here.is_prose()).count()
    };
    let stands = outline.lines().iter().enumerate().zip(is_free);
    stands
        .filter(|((_, line), is_free)| **is_free && fold(outline.text(line)) == folded)
        .map(|((number, _), _)| number)
        .max_by_key(|&number| (prose_after(number), number))
        .or(of_head)
}

/// Finds where the title stands again at the head of the page.
pub(super) fn repeats(
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

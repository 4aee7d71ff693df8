//! Who wrote the article: the bylines that the page shows, weighed with the authors that it names to machines.
//!
//! A byline is told by where it stands and how it is marked: between title and text or right after the text, hinted at by
//! class or link, announced by a word, or named by the page itself. A bare personal name counts only where nothing else
//! would stand: beside the date, or at either end of the text. The site's name is the last resort.

use super::super::features::{Features, Landmark, ends_like_prose, fold, units};
use super::names::{
    is_byline_label, is_caseless, is_name, is_other_role, is_site, leads_to_author, names, squeeze,
    without_byline_words,
};
use super::{Found, Head, Place, has_digit};
use crate::outline::{Hints, Line, Outline, Role};
use crate::span::Span;

/// Bylines of several people are at most this long, in units.
const LONGEST_BYLINE: f32 = 60.0;

/// A line that is not hinted at as a byline is one up to this length, in units.
const LONGEST_PLAIN: f32 = 24.0;

/// A byline without markup or known names is no longer than this, in units.
const LONGEST_BARE: f32 = 8.0;

/// Lines over which one byline may run, person by person.
const GROUP_LINES: usize = 6;

/// The same where the page names one of them elsewhere: it would have named the others.
const NEIGHBOURS: usize = 2;

/// What a byline must weigh.
const ENOUGH: f32 = 0.9;

/// What a byline weighs whose markup or words say that it is one.
const SURE: f32 = 2.6;

/// What a byline must weigh to stand against authors whom the page names to machines alone.
const TOLD: f32 = 2.3;

/// What a byline must weigh to stand against what only `<meta>` says.
const STRONG: f32 = 1.6;

/// Names in a line, and what speaks for them.
struct Candidate {
    line: usize,
    score: f32,
    names: Vec<String>,
    span: Span,
    /// The page names one of them elsewhere.
    is_known: bool,
    /// More than that speaks for them.
    is_byline: bool,
    /// A word says so.
    is_announced: bool,
    /// Equal for names in equal markup.
    shape: u64,
}

/// What the page calls itself and its authors.
struct Known {
    /// Authors of the article that are people.
    people: Vec<String>,
    /// The same, by `<meta>` alone.
    by_meta: Vec<String>,
    /// What the page names as author and is the site.
    site: Vec<String>,
    /// All names that the site goes by.
    sites: Vec<String>,
}

impl Known {
    fn of(outline: &Outline) -> Self {
        let about = &outline.about;
        let mut sites: Vec<String> = [&about.site_name, &about.publisher]
            .into_iter()
            .flatten()
            .map(|name| squeeze(name))
            .filter(|name| !name.is_empty())
            .collect();
        sites.extend(about.canonical.as_deref().into_iter().flat_map(host_names).map(squeeze));
        let all = |texts: &[String]| -> Vec<String> {
            let mut all: Vec<String> = Vec::new();
            for name in texts.iter().flat_map(|text| names(text)) {
                if !all.iter().any(|known| fold(known) == fold(&name)) {
                    all.push(name);
                }
            }
            all
        };
        let structured = all(&about.authors);
        // Beside people, a name that only starts like the site's is a person's sign or a desk.
        let has_people = structured.iter().any(|name| !is_site(name, &sites));
        let is_the_site =
            |name: &String| if has_people { sites.contains(&squeeze(name)) } else { is_site(name, &sites) };
        let (site, people) = structured.into_iter().partition(is_the_site);
        let by_meta = all(&about.meta_authors).into_iter().filter(|name| !is_site(name, &sites)).collect();
        Self { people, by_meta, site, sites }
    }

    fn names(&self, name: &str) -> bool {
        let folded = fold(name);
        self.people.iter().chain(&self.by_meta).any(|known| fold(known) == folded)
    }
}

/// A part of a host's name with fewer letters is no name.
const LEAST_HOST: usize = 3;

/// Gives the names in an address's host: what stands before the domain's ending.
fn host_names(address: &str) -> impl Iterator<Item = &str> {
    let host = address.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#', ':']).next().unwrap_or(""));
    let (names, _ending) = host.rsplit_once('.').unwrap_or((host, ""));
    names.split('.').filter(|name| name.len() >= LEAST_HOST && *name != "www")
}

pub(super) fn author_of(outline: &Outline, features: &[Features], place: &Place, head: &mut Head) {
    let known = Known::of(outline);
    let candidates = candidates(outline, features, place, &known, head);
    let best = candidates.iter().filter(|it| it.score >= ENOUGH).fold(None::<&Candidate>, |best, it| match best {
        Some(best) if best.score >= it.score => Some(best),
        _ => Some(it),
    });
    let listed = |names: &[String]| Found { text: names.join(", "), span: None };
    let Some(best) = best else {
        let names = [&known.people, &known.by_meta, &known.site].into_iter().find(|names| !names.is_empty());
        head.author = names.map(|names| listed(names));
        return;
    };
    let group: Vec<&Candidate> = candidates
        .iter()
        .filter(|it| {
            it.line.abs_diff(best.line) <= if best.is_known { NEIGHBOURS } else { GROUP_LINES }
                && it.score >= (best.score.min(SURE) - 1.0).max(ENOUGH)
        })
        // Names are marked up alike; what people do is marked up otherwise.
        .filter(|it| it.shape == best.shape)
        // Beyond running text there is the byline of something else.
        .filter(|it| {
            let between = it.line.min(best.line)..it.line.max(best.line);
            !features.get(between).unwrap_or_default().iter().any(Features::is_prose)
        })
        .collect();
    let is_known = group.iter().any(|it| it.is_known);
    // The page's system knows who put an article up; who wrote it is what its readers are told.
    let is_told = best.is_announced && best.score >= TOLD;
    if !is_known && !is_told && !known.people.is_empty() {
        head.author = Some(listed(&known.people));
        return;
    }
    if !is_known && !known.by_meta.is_empty() && best.score < STRONG {
        head.author = Some(listed(&known.by_meta));
        return;
    }
    let mut all: Vec<String> = Vec::new();
    let from_page: &[String] = if !is_known {
        &[]
    } else if known.people.is_empty() {
        &known.by_meta
    } else {
        &known.people
    };
    let is_shown = |it: &&&Candidate| it.is_byline || from_page.is_empty();
    let shown = group.iter().filter(is_shown).flat_map(|it| &it.names);
    for name in from_page.iter().chain(shown) {
        let is_more = all.is_empty()
            || is_name(name)
            || is_caseless(name)
            || from_page.contains(name)
            || best.names.contains(name);
        let folded = fold(name);
        if is_more && !all.iter().any(|known| holds(&fold(known), &folded) || holds(&folded, &fold(known))) {
            all.push(name.clone());
        }
    }
    // The site is an author only where nobody else is.
    if all.len() > 1 {
        let people: Vec<String> = all.iter().filter(|name| !known.sites.contains(&squeeze(name))).cloned().collect();
        if !people.is_empty() {
            all = people;
        }
    }
    for candidate in &group {
        let is_used = candidate.names.iter().any(|name| all.iter().any(|known| holds(&fold(known), &fold(name))));
        if is_used && features.get(candidate.line).is_some_and(|f| f.units <= LONGEST_BARE) {
            head.lines.push(candidate.line);
        }
    }
    // The text has a place where it stands there as it is.
    let text = all.join(", ");
    let is_there = outline.lines().get(best.line).is_some_and(|line| {
        outline.runs(line).iter().any(|run| run.span == best.span && outline.run_text(run).contains(&text))
    });
    head.author = Some(Found { text, span: is_there.then_some(best.span) });
}

/// Gives the names in a text that is a byline for sure.
pub(super) fn names_of(text: &str) -> String {
    names(without_byline_words(text)).join(", ")
}

/// Tells whether all words of a folded name are in another.
fn holds(whole: &str, part: &str) -> bool {
    part.split(' ').all(|word| whole.split(' ').any(|other| other == word))
}

fn candidates(outline: &Outline, features: &[Features], place: &Place, known: &Known, head: &Head) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for &number in &place.near {
        let Some((here, line)) = features.get(number).zip(outline.lines().get(number)) else { continue };
        let is_title = head.title.as_ref().is_some_and(|title| title.span == Some(line.span));
        let is_hinted = here.around.any(Hints::AUTHOR);
        let longest = if is_hinted { LONGEST_BYLINE } else { LONGEST_PLAIN };
        if is_title || here.landmark == Landmark::Form || here.units > longest {
            continue;
        }
        let base = place.weight(number, here);
        // The word may stand on a line of its own.
        let above = number.checked_sub(1).and_then(|above| outline.lines().get(above));
        let mut is_announced = above.is_some_and(|above| is_byline_label(outline.text(above)));
        let mut announced_shape = None;
        let mut is_other = above.is_some_and(|above| is_other_role(outline.text(above)));
        for segment in segments(outline, line, here) {
            if is_byline_label(&segment.text) {
                is_announced = true;
                continue;
            }
            // Whoever checked, edited or drew it is announced otherwise.
            let is_other_role = is_other_role(&segment.text);
            if std::mem::replace(&mut is_other, is_other_role) || is_other_role || segment.text.ends_with([':', '：'])
            {
                continue;
            }
            // A word announces the next name, and those that are marked up like it.
            let was_announced = is_announced || announced_shape == Some(segment.shape);
            if std::mem::take(&mut is_announced) {
                announced_shape = Some(segment.shape);
            }
            let name = without_byline_words(&segment.text);
            let says_by = was_announced || name.len() < segment.text.trim_matches(|c: char| !c.is_alphanumeric()).len();
            let names = names(name);
            let fits = names.iter().all(|name| (0.5..=LONGEST_BARE).contains(&units(name)));
            let is_known = names.iter().any(|name| known.names(name));
            if names.is_empty() || !fits || has_digit(name) && !is_known {
                continue;
            }
            let has_form = names.iter().any(|name| is_name(name));
            let is_linked = segment.links_to_author;
            let mut score: f32 = 0.0;
            if says_by && (has_form || is_linked || segment.is_hinted || is_hinted || is_caseless(name)) {
                score = score.max(2.2);
            }
            if segment.is_hinted || is_linked && (has_form || is_hinted || says_by) {
                score = score.max(if is_linked && segment.is_hinted { 2.2 } else { 1.8 });
            }
            if is_hinted && (has_form || is_short_and_caseless(&names) && line.role != Role::Control) {
                score = score.max(1.8);
            }
            if has_form
                && segment.is_plain
                && here.units <= LONGEST_BARE
                && place.is_for_bare_names(outline, features, number)
            {
                score = score.max(1.3);
            }
            let is_byline = score > 0.0;
            if is_known {
                score = 3.5;
            }
            // Several labels in a row, and a sentence.
            let is_text =
                names.len() > 1 && !has_form && !is_caseless(name) || ends_like_prose(name) && names.len() > 2;
            if score <= 0.0 || is_text && !is_known {
                continue;
            }
            let is_label_of_control = line.role == Role::Control && !is_known;
            let is_the_site = !is_known && names.iter().all(|name| is_site(name, &known.sites));
            score += base + if has_form { 0.4 } else { 0.0 };
            score -= if is_label_of_control { 1.0 } else { 0.0 } + if is_the_site { 1.2 } else { 0.0 };
            let Segment { span, shape, .. } = segment;
            candidates.push(Candidate {
                line: number,
                score,
                names,
                span,
                is_known,
                is_byline,
                is_announced: says_by,
                shape,
            });
        }
    }
    candidates
}

/// A name in a script without case is at most this long, in units: four characters, or eight of kana.
const LONGEST_CASELESS: f32 = 4.0;

fn is_short_and_caseless(names: &[String]) -> bool {
    names.iter().all(|name| is_caseless(name) && units(name) <= LONGEST_CASELESS)
}

/// A stretch of a line between bars and dates.
struct Segment {
    text: String,
    span: Span,
    shape: u64,
    is_hinted: bool,
    links_to_author: bool,
    /// It links to nothing, or to an author.
    is_plain: bool,
}

/// Cuts off the last part of what stands before a date where it is no name: it announces the date ("…, published").
fn without_label_of_date(before: &str) -> &str {
    match before.rsplit_once(',') {
        Some((names, label)) if !is_name(label.trim()) => names,
        _ => before,
    }
}

/// Cuts a line at changes of markup, bars and dates. Runs that link to one place are one.
fn segments(outline: &Outline, line: &Line, here: &Features) -> Vec<Segment> {
    const BARS: [char; 12] = ['|', '·', '•', '⋅', '●', '‧', '–', '—', '»', '›', '／', '│'];
    let mut joined: Vec<(Segment, Option<&str>)> = Vec::new();
    for run in outline.runs(line) {
        let text = outline.run_text(run);
        let leads_to = run.link.map(|link| outline.link(link));
        let is_hinted = run.hints.any(Hints::AUTHOR) && !run.hints.any(Hints::CAPTION.with(Hints::CATEGORY));
        if let Some((last, address)) = joined.last_mut()
            && leads_to.is_some()
            && *address == leads_to
        {
            last.text.push(' ');
            last.text.push_str(text);
            last.span = last.span.join(run.span);
            last.is_hinted |= is_hinted;
            continue;
        }
        let links_to_author = leads_to.is_some_and(leads_to_author);
        let segment = Segment {
            text: text.to_owned(),
            span: run.span,
            shape: run.shape,
            is_hinted,
            links_to_author,
            is_plain: leads_to.is_none() || links_to_author,
        };
        joined.push((segment, leads_to));
    }
    let date = here.date.as_ref().map(|date| date.text.as_str());
    let mut segments = Vec::new();
    for (segment, _) in joined {
        let Segment { text, span, shape, is_hinted, links_to_author, is_plain } = segment;
        let undated = match date.and_then(|date| text.split_once(date)) {
            Some((before, after)) => vec![without_label_of_date(before), after],
            None => vec![text.as_str()],
        };
        let parts = undated.into_iter().flat_map(|part| part.split(BARS)).flat_map(|part| part.split(" - "));
        for part in parts.filter(|part| part.chars().any(char::is_alphanumeric)) {
            segments.push(Segment { text: part.trim().to_owned(), span, shape, is_hinted, links_to_author, is_plain });
        }
    }
    segments
}

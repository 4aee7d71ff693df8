//! What the line labeller looks at: one row of numbers a line, from one pass over lines and containers.
//!
//! Lengths are in units and logarithmic, counts are capped, shares run from 0 to 1, so that trees fitted on pages of one
//! language hold for others. No word of any language is looked at; class names only as the hints that `parse` made of them.

mod around;
mod slots;
mod words;

use std::collections::HashMap;

use crate::outline::{Hints, Line, Outline, Role};
use crate::split::features::{Features, Landmark, ends_like_prose, fold};

/// Distances, in lines, are capped here: further away is all the same.
const FAR: f32 = 60.0;

macro_rules! signals {
    ($($name:ident),* $(,)?) => {
        /// One row: what a line and its surroundings look like.
        #[derive(Clone, Copy, Debug, Default)]
        struct Row { $($name: f32,)* }

        /// The names of the columns, in order.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        impl Row {
            /// Gives the row as numbers, in the order of [`NAMES`].
            fn numbers(&self) -> [f32; NAMES.len()] {
                [$(self.$name),*]
            }
        }
    };
}

signals! {
    // The line by itself.
    units, word_length, link_share, links, runs, is_sentence, ends_like_prose, is_menu, date_share,
    punctuation, digits, capitals, symbols, heading, is_item, is_cell, is_caption, is_control, is_code, gap, is_hidden,
    has_price, inline_author, inline_date, inline_title, inline_summary, copies, copies_before,
    // The nearest container that hints at something or is a landmark, in levels.
    near_author, near_biography, near_date, near_category, near_title, near_summary, near_comment, near_related,
    near_navigation, near_share, near_notice, near_promotion, near_body, near_card, near_footer, near_sidebar, near_caption,
    near_thread, near_product, near_meta, near_unseen, near_control,
    near_main, near_article, near_section, near_nav, near_head, near_foot, near_aside, near_form, near_list, near_table,
    near_quote, near_dialog,
    depth,
    // Containers around it: the innermost, the first with twice its lines, the first with a fifth of the page's prose.
    inner_units, inner_lines, inner_links, inner_prose, inner_images,
    outer_units, outer_lines, outer_links, outer_prose, outer_images,
    part_units, part_lines, part_links, part_prose, part_levels,
    frame_units, frame_lines, frame_links, frame_prose, frame_share,
    // Alike siblings: how many, how long, which one.
    alike, alike_levels, alike_units, alike_links, alike_prose, alike_index,
    // Lines under the same markup: how many, how long, how different.
    same_count, same_units, same_links, same_prose, same_share, same_unique,
    // The lines around it, near and further, and the section that it stands in.
    near_units, near_links, near_prose, wide_units, wide_links, wide_prose, before_links, after_links,
    section_units, section_links, section_prose, section_lines, next_section_units, next_section_links,
    // What it shares with the title, and where its links lead.
    title_words, title_share, anchors, outward,
    // Where it stands.
    position, units_before, prose_before, prose_after, to_prose_before, to_prose_after, to_heading, heading_above,
    units_since_heading, heading_links,
    to_title, after_title, shared_with_title, shared_prose, titles_since, dates_since, own_prose_before,
    // The page.
    page_lines, page_units, page_prose, page_links, page_hidden, page_h1, page_h2, page_items, page_dated, page_comments,
    page_products, page_cells, page_article, page_median, page_own_prose, page_comment_prose, page_prices,
    page_is_article, page_is_product, page_is_site, path_parts, slug_words,
    // Neighbours.
    above_units, above_links, above_heading, above_dated, above2_units,
    below_units, below_links, below_heading, below_same, below2_units,
}

/// Sums over the lines before each line; a container's sum is a difference.
struct Sums {
    units: Vec<f32>,
    linked: Vec<f32>,
    prose: Vec<f32>,
}

impl Sums {
    /// A container with more than this share of the page is the page.
    const WHOLE_PAGE: f32 = 0.6;

    fn new(features: &[Features]) -> Self {
        let mut sums = Self { units: vec![0.0], linked: vec![0.0], prose: vec![0.0] };
        let (mut units, mut linked, mut prose) = (0.0, 0.0, 0.0);
        for f in features {
            units += f.units;
            linked += f.units * f.link_share;
            prose += if f.is_prose() { f.units } else { 0.0 };
            sums.units.push(units);
            sums.linked.push(linked);
            sums.prose.push(prose);
        }
        sums
    }
}

fn between(sums: &[f32], lines: &std::ops::Range<u32>) -> f32 {
    let at = |line: u32| sums.get(line as usize).copied().unwrap_or(0.0);
    at(lines.end) - at(lines.start)
}

/// What readers say, on a thread or below an article.
const TALK: Hints = Hints::COMMENT.with(Hints::THREAD);

fn log(value: f32) -> f32 {
    (1.0 + value.max(0.0)).ln()
}

fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The line that is most likely the title: what the page calls itself, else its first heading of level 1.
fn title_line(outline: &Outline, features: &[Features], folded: &[u64]) -> Option<usize> {
    let about = &outline.about;
    let known: Vec<u64> =
        [&about.headline, &about.social_title].into_iter().flatten().map(|title| hash(title)).collect();
    let is_title = |number: &usize| folded.get(*number).is_some_and(|folded| known.contains(folded));
    let level = |number: usize| match outline.lines().get(number).map(|line| line.role) {
        Some(Role::Heading(level)) => level,
        _ => 7,
    };
    let is_chrome = |number: usize| {
        features.get(number).is_none_or(|f| {
            matches!(f.landmark, Landmark::Navigation | Landmark::Footer | Landmark::Dialog) || f.link_share > 0.8
        })
    };
    let named = (0..folded.len()).filter(is_title).min_by_key(|&number| (is_chrome(number), level(number), number));
    named.or_else(|| {
        (0..folded.len())
            .filter(|&number| level(number) == 1)
            .min_by_key(|&number| (is_chrome(number), features.get(number).is_none_or(|f| f.units < 2.0), number))
    })
}

fn hash(text: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(fold(text).as_bytes())
}

/// Looks at every line.
pub(super) fn rows(outline: &Outline, features: &[Features]) -> Vec<[f32; NAMES.len()]> {
    let slots = &slots::slots(outline);
    let lines = outline.lines();
    let folded: Vec<u64> = lines.iter().map(|line| hash(outline.text(line))).collect();
    let mut copies: HashMap<u64, (u32, u32)> = HashMap::with_capacity(folded.len());
    for folded in &folded {
        copies.entry(*folded).or_default().0 += 1;
    }
    let sums = Sums::new(features);
    let title = title_line(outline, features, &folded);
    let around = around::surroundings(outline, &sums, title);
    let page = page(outline, features, &sums);
    let prose_after = next_prose(features);
    let alikes = slots::alikes(slots, features, &folded);
    let all = 0..lines.len() as u32;
    let (all_units, all_prose) = (between(&sums.units, &all), between(&sums.prose, &all));
    let sections = sections(outline);
    let title_words = words::title_words(outline, title);
    let own_host = outline.about.canonical.as_deref().and_then(words::host);
    let mut rows: Vec<Row> = Vec::with_capacity(lines.len());
    let (mut titles_since, mut dates_since, mut own_prose) = (0u32, 0u32, 0.0f32);
    let (mut last_prose, mut last_heading): (Option<usize>, Option<(usize, u8)>) = (None, None);
    for (number, (line, f)) in lines.iter().zip(features).enumerate() {
        let mut row = page;
        of_line(outline, line, f, &mut row);
        if let Some((count, before)) = folded.get(number).and_then(|folded| copies.get_mut(folded)) {
            row.copies = (*count as f32).min(8.0);
            row.copies_before = (*before as f32).min(8.0);
            *before += 1;
        }
        if let Some(around) = around.get(line.container as usize) {
            around::of_containers(outline, line, around, &sums, &mut row);
        }
        if let Some(alike) = slots.get(number).and_then(|slot| alikes.get(*slot as usize)) {
            row.same_count = log(alike.count);
            row.same_units = share(alike.log_units, alike.count);
            row.same_links = share(alike.links, alike.count);
            row.same_prose = share(alike.prose, alike.count);
            row.same_share = share(alike.units, all_units);
            row.same_unique = share(alike.distinct, alike.count);
        }
        of_windows(number as u32, all.end, &sums, &mut row);
        of_section(number, &sections, &sums, &mut row);
        words::of_words(outline, line, &title_words, own_host, &mut row);
        row.position = share(number as f32, lines.len() as f32);
        let before = 0..number as u32;
        row.units_before = share(between(&sums.units, &before), all_units);
        row.prose_before = share(between(&sums.prose, &before), all_prose);
        row.prose_after = share(between(&sums.prose, &(number as u32 + 1..all.end)), all_prose);
        row.to_prose_before = last_prose.map_or(FAR, |last| ((number - last) as f32).min(FAR));
        row.to_prose_after =
            prose_after.get(number + 1).copied().flatten().map_or(FAR, |next| ((next - number) as f32).min(FAR));
        row.to_heading = last_heading.map_or(FAR, |(last, _)| ((number - last) as f32).min(FAR));
        row.heading_above = last_heading.map_or(0.0, |(_, level)| f32::from(level));
        row.heading_links =
            last_heading.and_then(|(last, _)| features.get(last)).map_or(0.0, |heading| heading.link_share);
        let since = last_heading.map_or(0, |(last, _)| last as u32 + 1)..number as u32;
        row.units_since_heading = log(between(&sums.units, &since));
        if let Some(title) = title {
            row.to_title = (number as f32 - title as f32).clamp(-4.0 * FAR, 4.0 * FAR);
            row.after_title = f32::from(u8::from(number > title));
            if number > title {
                row.titles_since = (titles_since as f32).min(10.0);
                row.dates_since = (dates_since as f32).min(20.0);
                titles_since += u32::from(slots.get(number) == slots.get(title) && f.units >= 2.0);
                dates_since += u32::from(f.is_date_line());
            }
        }
        row.own_prose_before = log(own_prose);
        own_prose += if f.is_prose() && !f.around.any(TALK) { f.units } else { 0.0 };
        if f.is_prose() {
            last_prose = Some(number);
        }
        if let Role::Heading(level) = line.role {
            last_heading = Some((number, level));
        }
        rows.push(row);
    }
    neighbours(outline, features, &mut rows);
    rows.iter().map(Row::numbers).collect()
}

/// Lines on each side that count as near, and as around.
const NEAR_LINES: u32 = 4;
/// See [`NEAR_LINES`].
const WIDE_LINES: u32 = 15;

fn of_windows(number: u32, end: u32, sums: &Sums, row: &mut Row) {
    let look = |from: u32, to: u32| {
        let lines = from..to.min(end);
        let units = between(&sums.units, &lines);
        (
            log(units / lines.len().max(1) as f32),
            share(between(&sums.linked, &lines), units),
            share(between(&sums.prose, &lines), units),
        )
    };
    (row.near_units, row.near_links, row.near_prose) = look(number.saturating_sub(NEAR_LINES), number + NEAR_LINES + 1);
    (row.wide_units, row.wide_links, row.wide_prose) = look(number.saturating_sub(WIDE_LINES), number + WIDE_LINES + 1);
    row.before_links = look(number.saturating_sub(WIDE_LINES), number).1;
    row.after_links = look(number + 1, number + 1 + WIDE_LINES).1;
}

/// The first line of each section: a heading and what stands below it.
fn sections(outline: &Outline) -> Vec<(u32, std::ops::Range<u32>)> {
    let lines = outline.lines();
    let mut starts: Vec<u32> = vec![0];
    starts.extend(
        (1..lines.len())
            .filter(|&at| {
                let is_heading = |line: Option<&Line>| line.is_some_and(|line| matches!(line.role, Role::Heading(_)));
                is_heading(lines.get(at)) && !is_heading(lines.get(at - 1))
            })
            .map(|at| at as u32),
    );
    let mut of_lines = Vec::with_capacity(lines.len());
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(lines.len() as u32);
        let next = starts.get(index + 2).copied().unwrap_or(lines.len() as u32);
        for _ in start..end {
            of_lines.push((start, end..next));
        }
    }
    of_lines
}

fn of_section(number: usize, sections: &[(u32, std::ops::Range<u32>)], sums: &Sums, row: &mut Row) {
    let Some((start, next)) = sections.get(number) else { return };
    let lines = *start..next.start;
    let units = between(&sums.units, &lines);
    row.section_units = log(units);
    row.section_links = share(between(&sums.linked, &lines), units);
    row.section_prose = share(between(&sums.prose, &lines), units);
    row.section_lines = log(lines.len() as f32);
    let units = between(&sums.units, next);
    row.next_section_units = log(units);
    row.next_section_links = share(between(&sums.linked, next), units);
}

fn next_prose(features: &[Features]) -> Vec<Option<usize>> {
    let mut next = vec![None; features.len() + 1];
    let mut last = None;
    for (number, f) in features.iter().enumerate().rev() {
        if f.is_prose() {
            last = Some(number);
        }
        if let Some(slot) = next.get_mut(number) {
            *slot = last;
        }
    }
    next
}

fn of_line(outline: &Outline, line: &Line, f: &Features, row: &mut Row) {
    let text = outline.text(line);
    let runs = outline.runs(line);
    let flag = |holds: bool| f32::from(u8::from(holds));
    let (mut characters, mut digits, mut marks, mut symbols, mut words, mut capitals) =
        (0.0f32, 0.0, 0.0, 0.0, 0.0, 0.0);
    let mut in_word = false;
    for character in text.chars() {
        characters += 1.0;
        if character.is_alphanumeric() {
            digits += flag(character.is_numeric());
            if !in_word {
                words += 1.0f32;
                capitals += flag(character.is_uppercase());
            }
            in_word = true;
        } else {
            if !matches!(character, '\'' | '’' | '-') {
                in_word = false;
            }
            match character {
                ',' | '.' | ';' | '!' | '?' | '、' | '。' | '，' | '！' | '？' | '।' | '،' => marks += 1.0,
                ' ' => {}
                _ => symbols += 1.0,
            }
        }
    }
    row.units = log(f.units);
    row.word_length = share(characters, f.units.max(1.0)).min(40.0);
    row.link_share = f.link_share;
    row.links = (runs.iter().filter(|run| run.link.is_some()).count() as f32).min(20.0);
    row.runs = (runs.len() as f32).min(20.0);
    row.is_sentence = flag(f.is_sentence);
    row.ends_like_prose = flag(ends_like_prose(text));
    row.is_menu = flag(f.is_menu);
    row.date_share = if f.date.is_some() { f.date_share.max(0.01) } else { 0.0 };
    row.punctuation = share(marks, f.units.max(1.0)).min(3.0);
    row.digits = share(digits, characters);
    row.capitals = share(capitals, words);
    row.symbols = share(symbols, characters);
    match line.role {
        Role::Heading(level) => row.heading = f32::from(level),
        Role::Item => row.is_item = 1.0,
        Role::Cell => row.is_cell = 1.0,
        Role::Caption => row.is_caption = 1.0,
        Role::Control => row.is_control = 1.0,
        Role::Code => row.is_code = 1.0,
        Role::Paragraph => {}
    }
    row.gap = f32::from(line.gap.min(4));
    row.is_hidden = flag(line.is_hidden);
    let inline = runs.iter().fold(Hints::default(), |all, run| all.with(run.hints));
    row.has_price = flag(digits > 0.0 && text.contains(is_currency));
    row.inline_author = flag(inline.any(Hints::AUTHOR));
    row.inline_date = flag(inline.any(Hints::DATE));
    row.inline_title = flag(inline.any(Hints::TITLE));
    row.inline_summary = flag(inline.any(Hints::SUMMARY));
}

/// The signs of currencies that stand beside digits.
fn is_currency(character: char) -> bool {
    matches!(character, '$' | '€' | '£' | '¥' | '₹' | '₩' | '₽' | '₺' | '₴' | '₪' | '₫' | '￥' | '฿' | '₱' | '₦')
}

/// What is the same for all lines of a page.
fn page(outline: &Outline, features: &[Features], sums: &Sums) -> Row {
    let lines = outline.lines();
    let all = 0..lines.len() as u32;
    let count = lines.len().max(1) as f32;
    let units = between(&sums.units, &all);
    let prose = between(&sums.prose, &all);
    let of_role = |test: &dyn Fn(Role) -> bool| lines.iter().filter(|line| test(line.role)).count() as f32;
    let of_lines = |test: &dyn Fn(&Features) -> bool| features.iter().filter(|f| test(f)).count() as f32;
    let prose_with =
        |hints: Hints| features.iter().filter(|f| f.is_prose() && f.around.any(hints)).map(|f| f.units).sum::<f32>();
    let in_article =
        features.iter().filter(|f| f.is_prose() && f.landmark == Landmark::Article).map(|f| f.units).sum::<f32>();
    let mut lengths: Vec<f32> = features.iter().map(|f| f.units).collect();
    lengths.sort_by(f32::total_cmp);
    let kind = outline.about.kind.as_deref().unwrap_or_default().to_ascii_lowercase();
    let path = outline.about.canonical.as_deref().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let slug = path.rsplit('/').next().unwrap_or_default();
    let flag = |holds: bool| f32::from(u8::from(holds));
    Row {
        page_lines: log(count),
        page_units: log(units),
        page_prose: share(prose, units),
        page_links: share(between(&sums.linked, &all), units),
        page_hidden: share(lines.iter().filter(|line| line.is_hidden).count() as f32, count),
        page_h1: of_role(&|role| role == Role::Heading(1)).min(8.0),
        page_h2: of_role(&|role| matches!(role, Role::Heading(2 | 3))).min(60.0),
        page_items: share(of_role(&|role| role == Role::Item), count),
        page_cells: share(of_role(&|role| role == Role::Cell), count),
        page_dated: share(of_lines(&|f| f.date.is_some()), count),
        page_comments: share(prose_with(TALK), prose),
        page_own_prose: log(prose - prose_with(TALK)),
        page_comment_prose: log(prose_with(TALK)),
        page_prices: share(lines.iter().filter(|line| outline.text(line).contains(is_currency)).count() as f32, count),
        page_products: share(of_lines(&|f| f.around.any(Hints::PRODUCT)), count),
        page_article: share(in_article, prose),
        page_median: log(lengths.get(lengths.len() / 2).copied().unwrap_or(0.0)),
        page_is_article: flag(kind.contains("article") || kind.contains("posting")),
        page_is_product: flag(kind.contains("product")),
        page_is_site: flag(kind.contains("website") || kind.contains("webpage")),
        path_parts: if path.is_empty() { 0.0 } else { (path.split('/').count() as f32).min(8.0) },
        slug_words: (slug.split(['-', '_', '+']).count() as f32).min(15.0),
        ..Row::default()
    }
}

fn neighbours(outline: &Outline, features: &[Features], rows: &mut [Row]) {
    #[derive(Clone, Copy, Default)]
    struct Look {
        units: f32,
        links: f32,
        heading: f32,
        dated: f32,
        container: u32,
    }
    let looks: Vec<Look> = outline
        .lines()
        .iter()
        .zip(features)
        .map(|(line, f)| Look {
            units: log(f.units),
            links: f.link_share,
            heading: match line.role {
                Role::Heading(level) => f32::from(level),
                _ => 0.0,
            },
            dated: f.date_share,
            container: line.container,
        })
        .collect();
    let none = Look { units: -1.0, links: -1.0, container: u32::MAX, ..Look::default() };
    for (number, row) in rows.iter_mut().enumerate() {
        let at = |offset: isize| {
            number.checked_add_signed(offset).and_then(|number| looks.get(number)).copied().unwrap_or(none)
        };
        let here = at(0).container;
        let above = at(-1);
        row.above_units = above.units;
        row.above_links = above.links;
        row.above_heading = above.heading;
        row.above_dated = above.dated;
        row.above2_units = at(-2).units;
        let below = at(1);
        row.below_units = below.units;
        row.below_links = below.links;
        row.below_heading = below.heading;
        row.below_same = f32::from(u8::from(below.container == here));
        row.below2_units = at(2).units;
    }
}

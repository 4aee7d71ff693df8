//! What the lines of a text dump look like, for the labeller: numbers that carry across languages and scripts.
//!
//! A line says little by itself, so each is described with its neighbours, with the rhythm of the lines around it (cards
//! repeat after so many lines), and with its place: before, in or after the page's largest stretch of running text.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::features::{Features, PROSE_UNITS, fold};
use super::super::head::without_byline_words;
use super::super::names::is_personal_name;
use super::super::vocabulary::{is_greeting, is_self_introduction};
use crate::outline::Outline;

/// Neighbours on either side that are part of a line's description.
const NEIGHBOURS: usize = 3;
/// Numbers that describe a line by itself and are repeated for its neighbours.
const OWN: usize = 8;
/// Lines on either side in which rhythm and density are measured.
const WINDOW: usize = 8;
/// The longest period of a list of cards that is looked for, in lines.
const LONGEST_PERIOD: usize = 6;
/// A line that is no running text weighs so much against a stretch of it, in units: a heading between paragraphs does not
/// part them, a menu does.
const INTERRUPTION: f32 = 6.0;
/// Units of one line that count for a stretch at most.
const MOST_UNITS: f32 = 60.0;
/// Distances are counted up to here.
const FAR: usize = 40;

/// One line, described by itself.
struct Own {
    numbers: [f32; OWN],
    folded: String,
    is_date: bool,
    is_prose: bool,
    class: u8,
}

/// Describes every line of a dump, one row of equal length each.
pub(in super::super) fn rows(outline: &Outline, features: &[Features]) -> Vec<Vec<f32>> {
    let folded: Vec<String> = outline.lines().iter().map(|line| fold(outline.text(line))).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for text in &folded {
        *counts.entry(text).or_default() += 1;
    }
    let repeats: Vec<usize> = folded.iter().map(|text| counts.get(text.as_str()).copied().unwrap_or(1)).collect();
    let lines: Vec<Own> = outline
        .lines()
        .iter()
        .zip(features)
        .zip(folded.into_iter().zip(repeats))
        .map(|((line, features), (folded, repeats))| own(outline.text(line), line.gap, features, folded, repeats))
        .collect();
    let page = Page::new(&lines);
    (0..lines.len())
        .map(|at| {
            let text = outline.lines().get(at).map_or("", |line| outline.text(line));
            row(text, features, &lines, &page, at)
        })
        .collect()
}

/// Marks that may close a sentence after its end.
const CLOSERS: [char; 9] = ['"', '\'', ')', ']', '”', '’', '»', '」', '』'];

fn own(text: &str, gap: u8, features: &Features, folded: String, repeats: usize) -> Own {
    let bare = text.trim_end_matches(CLOSERS);
    let end = match bare.chars().last() {
        _ if bare.ends_with("...") || bare.ends_with('…') => 3.0,
        Some('.' | '。' | '．' | '۔' | '।' | '։' | '።') => 4.0,
        Some('?' | '!' | '？' | '！' | '؟') => 2.0,
        Some(':' | ';' | ',' | '：' | '、') => 1.0,
        _ => 0.0,
    };
    let (mut capitals, mut words) = (0, 0);
    for word in text.split_whitespace().skip(1) {
        if let Some(first) = word.chars().find(|letter| letter.is_alphabetic()) {
            words += 1;
            capitals += usize::from(first.is_uppercase());
        }
    }
    let capitals = if words == 0 { -1.0 } else { capitals as f32 / words as f32 };
    let start = match text.chars().next() {
        Some(first) if first.is_lowercase() => 0.0,
        Some(first) if first.is_uppercase() => 1.0,
        Some(first) if first.is_numeric() => 2.0,
        Some(first) if first.is_alphabetic() => 3.0,
        _ => 4.0,
    };
    let is_date = features.is_date_line();
    let ends = end >= 2.0;
    let is_prose = features.units >= PROSE_UNITS && !features.is_menu && (ends || features.units >= 2.0 * PROSE_UNITS);
    let class = match features.units {
        _ if is_date => 0,
        units if units < 3.5 => 1,
        _ if !is_prose => 2,
        _ => 3,
    };
    Own {
        numbers: [
            features.units,
            end,
            if is_date { features.date_share } else { -features.date_share },
            capitals,
            start,
            repeats.min(6) as f32,
            f32::from(gap.min(3)),
            f32::from(u8::from(features.is_sentence)),
        ],
        folded,
        is_date,
        is_prose,
        class,
    }
}

/// What holds for the whole page.
struct Page {
    /// The words of the first lines: a dump starts with what the browser shows as the page's title.
    titles: Vec<HashSet<u64>>,
    /// How much of each line stands in the page's title, and of the title in the line.
    likeness: Vec<f32>,
    /// The heaviest stretch of running text.
    stretch: (usize, usize),
    /// The words that it holds.
    words: HashSet<u64>,
    /// Units of running text before each line; one more at the end.
    prose: Vec<f32>,
    /// The nearest line before, and after, that is a date; that is like the title.
    date_before: Vec<usize>,
    date_after: Vec<usize>,
    title_before: Vec<usize>,
    title_after: Vec<usize>,
}

/// A line is like the title from this likeness on.
const LIKE_TITLE: f32 = 0.7;

impl Page {
    fn new(lines: &[Own]) -> Self {
        let mut prose = vec![0.0];
        for line in lines {
            let units = if line.is_prose { line.numbers[0].min(MOST_UNITS) } else { 0.0 };
            prose.push(prose.last().copied().unwrap_or(0.0) + units);
        }
        let stretch = stretch(lines);
        let words =
            lines.get(stretch.0..stretch.1).into_iter().flatten().flat_map(|line| tokens(&line.folded)).collect();
        let titles: Vec<HashSet<u64>> = lines.iter().take(2).map(|line| tokens(&line.folded).collect()).collect();
        let likeness: Vec<f32> = lines
            .iter()
            .map(|line| titles.iter().map(|title| likeness(title, &line.folded)).fold(0.0, f32::max))
            .collect();
        let date_before = nearest(lines.iter().map(|line| line.is_date));
        let mut date_after = nearest(lines.iter().rev().map(|line| line.is_date));
        date_after.reverse();
        let title_before = nearest(likeness.iter().map(|&like| like >= LIKE_TITLE));
        let mut title_after = nearest(likeness.iter().rev().map(|&like| like >= LIKE_TITLE));
        title_after.reverse();
        Self { titles, likeness, stretch, words, prose, date_before, date_after, title_before, title_after }
    }
}

/// Words of a folded text; of scripts without spaces, pairs of letters. As hashes: they are only compared.
fn tokens(folded: &str) -> impl Iterator<Item = u64> + '_ {
    folded.split(' ').flat_map(|word| {
        let is_unspaced = word.chars().next().is_some_and(super::super::features::is_unspaced);
        let pairs = word.chars().zip(word.chars().skip(1)).filter(move |_| is_unspaced).map(|pair| hash(&pair));
        pairs.chain((!is_unspaced).then(|| hash(&word)))
    })
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn likeness(title: &HashSet<u64>, folded: &str) -> f32 {
    let (mut all, mut shared) = (0usize, 0usize);
    for token in tokens(folded) {
        all += 1;
        shared += usize::from(title.contains(&token));
    }
    if all < 2 || title.len() < 2 {
        return 0.0;
    }
    let inside = shared as f32 / all as f32;
    let covered = shared.min(title.len()) as f32 / title.len() as f32;
    // A page's title often has the site's name behind it, so the line's share counts for more.
    inside * (0.3 + 0.7 * covered).min(1.0)
}

/// For each line, how far the last one before it (not itself) is for which `marks` holds.
fn nearest(marks: impl Iterator<Item = bool>) -> Vec<usize> {
    let mut distance = FAR;
    marks
        .map(|is_marked| {
            let here = distance;
            distance = if is_marked { 1 } else { (distance + 1).min(FAR) };
            here
        })
        .collect()
}

/// Finds the lines whose running text outweighs the interruptions most.
fn stretch(lines: &[Own]) -> (usize, usize) {
    let mut winner = (0, 0);
    let (mut best, mut sum, mut start) = (0.0, 0.0f32, 0);
    for (at, line) in lines.iter().enumerate() {
        if sum <= 0.0 {
            sum = 0.0;
            start = at;
        }
        sum += if line.is_prose { line.numbers[0].min(MOST_UNITS) } else { -INTERRUPTION };
        if sum > best {
            best = sum;
            winner = (start, at + 1);
        }
    }
    winner
}

fn row(text: &str, features: &[Features], lines: &[Own], page: &Page, at: usize) -> Vec<f32> {
    let mut row: Vec<f32> = Vec::with_capacity(100);
    let Some((line, here)) = lines.get(at).zip(features.get(at)) else { return row };
    for offset in 0..=2 * NEIGHBOURS {
        let neighbour = (at + offset).checked_sub(NEIGHBOURS).and_then(|number| lines.get(number));
        match neighbour {
            Some(neighbour) => row.extend(neighbour.numbers),
            None => row.extend([-2.0; OWN]),
        }
    }
    let count = lines.len();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count().max(1) as f32;
    let digits = text.chars().filter(|c| c.is_numeric()).count() as f32;
    let upper = text.chars().filter(|c| c.is_uppercase()).count() as f32;
    let marks = text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count() as f32;
    let known = {
        let (mut all, mut shared) = (0, 0);
        for token in tokens(&line.folded) {
            all += 1;
            shared += usize::from(page.words.contains(&token));
        }
        shared as f32 / all.max(1) as f32
    };
    let flag = |is: bool| f32::from(u8::from(is));
    row.extend([
        letters / here.units.max(0.5),
        digits / letters,
        upper / letters,
        marks / here.units.max(0.5),
        flag(here.is_menu),
        flag(text.contains(['@', '©', '®']) || text.contains("://") || text.contains("www.")),
        flag(is_personal_name(text)),
        flag(is_greeting(text)) + 2.0 * flag(here.units <= PROSE_UNITS && is_self_introduction(text)),
        flag(without_byline_words(text).len() + 1 < text.len() && here.units < PROSE_UNITS),
        flag(text.starts_with(['"', '“', '«', '„', '»', '‘', '”', '「'])),
        flag(here.date.is_some()),
        flag(text.contains(':')),
        known,
    ]);
    let distance = |from: usize, to: usize| (to as f32 - from as f32).clamp(-(FAR as f32), FAR as f32);
    let total = page.prose.last().copied().unwrap_or(0.0).max(1.0);
    let before = page.prose.get(at).copied().unwrap_or(0.0);
    let near = |from: usize, to: usize| {
        let sum = |line: usize| page.prose.get(line.min(count)).copied().unwrap_or(0.0);
        sum(to) - sum(from)
    };
    row.extend([
        at.min(3 * FAR) as f32,
        (count - at).min(3 * FAR) as f32,
        at as f32 / count as f32,
        count.min(400) as f32,
        total.min(2000.0),
        before / total,
        distance(page.stretch.0, at),
        distance(page.stretch.1, at),
        near(page.stretch.0, page.stretch.1) / total,
        near(at.saturating_sub(WINDOW), at),
        near(at + 1, at + 1 + WINDOW),
        near(at.saturating_sub(2), at + 3),
        page.likeness.get(at).copied().unwrap_or(0.0),
        page.titles.first().map_or(0.0, |title| title.len() as f32),
    ]);
    let far = |distances: &[usize]| distances.get(at).map_or(FAR as f32, |&distance| distance as f32);
    row.extend([
        far(&page.date_before),
        far(&page.date_after),
        far(&page.title_before),
        far(&page.title_after),
        spacing(&page.date_before, at.checked_sub(far(&page.date_before) as usize)),
        spacing(&page.date_after, Some(at + far(&page.date_after) as usize)),
    ]);
    let from = at.saturating_sub(WINDOW);
    let to = (at + WINDOW + 1).min(count);
    for period in 1..=LONGEST_PERIOD {
        let classes = |number: usize| lines.get(number).map(|line| line.class);
        let pairs = (from..to.saturating_sub(period)).filter(|&number| classes(number) == classes(number + period));
        row.push(pairs.count() as f32 / (to - from) as f32);
    }
    for class in 0..4 {
        let share = lines.get(from..to).into_iter().flatten().filter(|line| line.class == class).count();
        row.push(share as f32 / (to - from) as f32);
    }
    row
}

/// How far the next marked line stands from the one at `at`.
fn spacing(distances: &[usize], at: Option<usize>) -> f32 {
    at.and_then(|at| distances.get(at)).map_or(FAR as f32, |&distance| distance as f32)
}

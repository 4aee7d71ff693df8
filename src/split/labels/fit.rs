//! Fits the weights of the line labeller: `cargo run --release --example fit -- --train DIR… --check DIR… [--write]`.
//!
//! A DIR holds `html/ID.html.gz` and `gold/ID.json` (whole text) or `snippets.json`, or `gold.jsonl`; `SOURCE.md` names the public
//! collections. Same pages, same weights: nothing is drawn by chance but by a fixed seed.

#![allow(
    clippy::pedantic,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a tool of the workshop"
)]

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::Read;
use std::path::Path;

use korrektur::document::{Content, Declared, Document};
use korrektur::outline::Outline;
use korrektur::settings::Settings;
use korrektur::split::labels::trees::{DEPTH, Forest, LEAVES, PARTS, Tree, probability};
use korrektur::split::labels::{NAMES, Row, rows};
use rayon::prelude::*;

struct Page {
    id: String,
    set: String,
    host: String,
    kind: String,
    outline: Outline,
    rows: Vec<Row>,
    lines: Vec<Vec<String>>,
    /// Share of a line that is content; not a number where unknown.
    labels: Vec<f32>,
    weights: Vec<f32>,
    /// Lines that count as content because they are in cards, where the page lists things.
    cards: Vec<bool>,
    gold: Gold,
}

enum Gold {
    Text(Vec<String>),
    Snippets(Vec<String>, Vec<String>),
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if is_unspaced(c) {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            words.push(c.to_string());
        } else if c.is_alphanumeric() || c == '_' {
            word.push(c);
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lays the gold text over the lines: each word of it is claimed once, by the longest line that holds it first.
fn align(lines: &[Vec<String>], gold: &[String]) -> Vec<f32> {
    let mut ids: HashMap<&str, u32> = HashMap::new();
    for word in lines.iter().flatten().chain(gold) {
        let next = ids.len() as u32;
        ids.entry(word).or_insert(next);
    }
    let g: Vec<u32> = gold.iter().map(|w| ids[w.as_str()]).collect();
    let mut used = vec![false; g.len()];
    let mut grams: HashMap<(u32, u32, u32), Vec<usize>> = HashMap::new();
    let mut single: HashMap<u32, Vec<usize>> = HashMap::new();
    for i in 0..g.len() {
        if i + 2 < g.len() {
            grams.entry((g[i], g[i + 1], g[i + 2])).or_default().push(i);
        }
        single.entry(g[i]).or_default().push(i);
    }
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(lines[i].len()), i));
    let mut labels = vec![0.0f32; lines.len()];
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for &i in order.iter().filter(|&&i| lines[i].len() >= 4) {
        let t: Vec<u32> = lines[i].iter().map(|w| ids[w.as_str()]).collect();
        let mut diagonals: HashMap<isize, usize> = HashMap::new();
        for k in 0..t.len() - 2 {
            for &p in grams.get(&(t[k], t[k + 1], t[k + 2])).map_or(&[][..], |v| v).iter().take(60) {
                *diagonals.entry(p as isize - k as isize).or_default() += 1;
            }
        }
        let mut best: Vec<(usize, isize)> = diagonals.into_iter().map(|(d, c)| (c, d)).collect();
        best.sort_by_key(|&(c, d)| (std::cmp::Reverse(c), d));
        let mut marked: BTreeMap<usize, usize> = BTreeMap::new();
        for &(_, d) in best.iter().take(6) {
            let hit = |k: usize| {
                let p = k as isize + d;
                p >= 0 && (p as usize) < g.len() && k < t.len() && g[p as usize] == t[k]
            };
            for k in 0..t.len() {
                let in_run = (k.saturating_sub(2)..=k).any(|j| hit(j) && hit(j + 1) && hit(j + 2));
                if in_run && hit(k) && !marked.contains_key(&k) {
                    let p = (k as isize + d) as usize;
                    if !used[p] && !marked.values().any(|&q| q == p) {
                        marked.insert(k, p);
                    }
                }
            }
            if marked.len() * 10 >= t.len() * 9 {
                break;
            }
        }
        let share = marked.len() as f32 / t.len() as f32;
        if share >= 0.5 {
            labels[i] = share;
            places.insert(i, *marked.values().next().unwrap());
            for &p in marked.values() {
                used[p] = true;
            }
        }
    }
    for &i in order.iter().filter(|&&i| (1..4).contains(&lines[i].len())) {
        let t: Vec<u32> = lines[i].iter().map(|w| ids[w.as_str()]).collect();
        let low = places.range(..i).next_back().map(|(_, &p)| p);
        let high = places.range(i..).next().map(|(_, &p)| p);
        let mut best: Option<((bool, usize), usize)> = None;
        for &p in single.get(&t[0]).map_or(&[][..], |v| v) {
            if p + t.len() <= g.len() && g[p..p + t.len()] == t[..] && !used[p..p + t.len()].iter().any(|&u| u) {
                let far = [low, high].into_iter().flatten().map(|q| q.abs_diff(p)).min().unwrap_or(1_000_000);
                let outside = !(low.is_some_and(|q| q <= p) && high.is_some_and(|q| p <= q));
                if best.is_none_or(|(key, _)| (outside, far) < key) {
                    best = Some(((outside, far), p));
                }
            }
        }
        if let Some(((outside, far), p)) = best
            && (!outside && far <= 400 || far <= 60 || places.is_empty())
        {
            labels[i] = 1.0;
            for u in &mut used[p..p + t.len()] {
                *u = true;
            }
        }
    }
    labels
}

fn read_page(path: &Path) -> Outline {
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    let document = Document {
        name: path.display().to_string().trim_end_matches(".gz").to_owned(),
        content: Content::Bytes(bytes),
        declared: Declared::default(),
        format: None,
        container_line: None,
    };
    korrektur::flow::outline(document, &Settings::default()).1
}

fn host_of(url: &str) -> String {
    url.split("://").nth(1).unwrap_or(url).split('/').next().unwrap_or_default().trim_start_matches("www.").to_owned()
}

/// Pages with teasers, profiles and a few words of the article (`gold.jsonl`): only what these name has a label.
fn load_blocks(dir: &str) -> Vec<Page> {
    let gold = fs::read_to_string(Path::new(dir).join("gold.jsonl")).unwrap();
    let golds: Vec<serde_json::Value> = gold.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    golds
        .into_par_iter()
        .filter(|row| row["format"] == "html")
        .map(|row| {
            let file = row["file"].as_str().unwrap();
            let outline = read_page(&Path::new(dir).join(file));
            let rows = rows(&outline);
            let flat = |v: &serde_json::Value| words(v.as_str().unwrap_or_default()).join(" ");
            let list = |v: &serde_json::Value| -> Vec<String> {
                v.as_array().map(|a| a.iter().map(flat).filter(|s| !s.is_empty()).collect()).unwrap_or_default()
            };
            let with = list(&row["article"]["must_include"]);
            let mut without = list(&row["article"]["must_exclude"]);
            let mut exact = list(&row["teasers_more_titles"]);
            exact.extend(row["teasers"].as_array().into_iter().flatten().map(|t| flat(&t["title"])));
            without.extend(row["profiles"].as_array().into_iter().flatten().map(|p| flat(&p["text_start"])));
            without.retain(|s| !s.is_empty());
            let lines: Vec<Vec<String>> = outline.lines().iter().map(|line| words(outline.text(line))).collect();
            let labels: Vec<f32> = lines
                .iter()
                .map(|line| {
                    let line = line.join(" ");
                    if with.iter().any(|s| line.contains(s.as_str())) {
                        1.0
                    } else if exact.contains(&line) || without.iter().any(|s| line.contains(s.as_str())) {
                        0.0
                    } else {
                        f32::NAN
                    }
                })
                .collect();
            let known = labels.iter().filter(|l| !l.is_nan()).count().max(1) as f32;
            let weights = labels.iter().map(|l| if l.is_nan() { 0.0 } else { NAMED_WEIGHT / known }).collect();
            let host = row["site"].as_str().or(row["file"].as_str()).unwrap().to_owned();
            let cards = vec![false; lines.len()];
            let id = file.to_owned();
            Page {
                id,
                set: "blocks".into(),
                host,
                kind: "blocks".into(),
                outline,
                rows,
                lines,
                labels,
                weights,
                cards,
                gold: Gold::Snippets(with, without),
            }
        })
        .collect()
}

/// Lines weigh by their words, up to so many, …
const LONGEST_LINE: f32 = 200.0;
/// … divided by this power of the words of all content. By 1 every page would weigh the same, by 0 every word; between them
/// cross-validated F1 is best (0.868, 0.874 and 0.874 at 1, 0.7 and 0.5).
const CONTENT_POWER: f32 = 0.7;
/// Pages with less content, in words, weigh as if they had this much: their gold is as often cut short.
const SHORTEST_CONTENT: f32 = 200.0;
/// What the lines without words weigh together on a page.
const LEAST_WEIGHT: f32 = 0.1;
/// What a page weighs of which a few lines have a label: half as much as one with 500 words of content.
const NAMED_WEIGHT: f32 = 3.0;

fn load(dir: &str) -> Vec<Page> {
    if Path::new(dir).join("gold.jsonl").is_file() {
        return load_blocks(dir);
    }
    let set = Path::new(dir).file_name().unwrap().to_string_lossy().into_owned();
    let parent =
        Path::new(dir).parent().and_then(Path::file_name).map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let set = format!("{parent}/{set}");
    let json = |path: &Path| -> serde_json::Value { serde_json::from_slice(&fs::read(path).unwrap()).unwrap() };
    let mut ids: Vec<String> = fs::read_dir(Path::new(dir).join("html"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().trim_end_matches(".html.gz").to_owned())
        .collect();
    ids.sort();
    let snippets = Path::new(dir).join("snippets.json");
    let snippets = snippets.is_file().then(|| json(&snippets));
    let strings = |v: &serde_json::Value| -> Vec<String> {
        v.as_array().map(|a| a.iter().filter_map(|s| s.as_str()).map(squeeze).collect()).unwrap_or_default()
    };
    ids.into_par_iter()
        .filter_map(|id| {
            let outline = read_page(&Path::new(dir).join("html").join(format!("{id}.html.gz")));
            let rows = rows(&outline);
            let texts: Vec<&str> = outline.lines().iter().map(|line| outline.text(line)).collect();
            let lines: Vec<Vec<String>> = texts.iter().map(|t| words(t)).collect();
            let (url, kind, labels, gold) = if let Some(snippets) = &snippets {
                let it = snippets.get(&id)?;
                let (with, without) = (strings(&it["with"]), strings(&it["without"]));
                let labels = texts
                    .iter()
                    .map(|t| {
                        if with.iter().any(|s| t.contains(s.as_str())) {
                            1.0
                        } else if without.iter().any(|s| t.contains(s.as_str())) {
                            0.0
                        } else {
                            f32::NAN
                        }
                    })
                    .collect();
                (
                    it["url"].as_str().unwrap_or_default().to_owned(),
                    "snippets".to_owned(),
                    labels,
                    Gold::Snippets(with, without),
                )
            } else {
                let it = json(&Path::new(dir).join("gold").join(format!("{id}.json")));
                let gold = words(it["ground_truth"]["main_content"].as_str().unwrap_or_default());
                let kind = it["_internal"]["page_type"]["primary"].as_str().unwrap_or("article").to_owned();
                let url = it["url"].as_str().unwrap_or_else(|| it["source"].as_str().unwrap_or_default()).to_owned();
                let mut labels = align(&lines, &gold);
                // On pages that list things the cards are the content, but none of an article.
                if matches!(kind.as_str(), "listing" | "collection" | "category") {
                    for (label, is_card) in labels.iter_mut().zip(korrektur::split::in_cards(&outline)) {
                        *label = if is_card { 0.0 } else { *label };
                    }
                }
                (url, kind, labels, Gold::Text(gold))
            };
            let content: f32 =
                labels.iter().zip(&lines).filter(|(l, _)| !l.is_nan()).map(|(l, t)| l * t.len() as f32).sum();
            let known = labels.iter().filter(|l| !l.is_nan()).count().max(1) as f32;
            let weights = labels
                .iter()
                .zip(&lines)
                .map(|(l, t)| {
                    if l.is_nan() {
                        0.0
                    } else {
                        (t.len() as f32).min(LONGEST_LINE) / content.max(SHORTEST_CONTENT).powf(CONTENT_POWER)
                            + LEAST_WEIGHT / known
                    }
                })
                .collect();
            let lists = matches!(kind.as_str(), "listing" | "collection" | "category");
            let cards = korrektur::split::in_cards(&outline).into_iter().map(|it| it && lists).collect();
            let host = if host_of(&url).is_empty() { id.clone() } else { host_of(&url) };
            Some(Page { id, set: set.clone(), host, kind, outline, rows, lines, labels, weights, cards, gold })
        })
        .collect()
}

/// Numbers that look drawn by chance and are the same every time (splitmix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
}

#[derive(Clone, Copy)]
struct Options {
    rounds: usize,
    rate: f32,
    columns: f32,
    pages: f32,
    lambda: f32,
    bins: usize,
}

struct Table {
    /// Column by column.
    bins: Vec<Vec<u8>>,
    edges: Vec<Vec<f32>>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    page: Vec<u32>,
}

fn table(rows: &[&Row], labels: Vec<f32>, weights: Vec<f32>, page: Vec<u32>, bins: usize) -> Table {
    let columns = NAMES.len();
    let made: Vec<(Vec<f32>, Vec<u8>)> = (0..columns)
        .into_par_iter()
        .map(|c| {
            let mut values: Vec<f32> = rows.iter().step_by(3).map(|r| r[c]).collect();
            values.sort_by(f32::total_cmp);
            let mut distinct = values.clone();
            distinct.dedup();
            let mut edges: Vec<f32> = if distinct.len() <= bins {
                distinct.windows(2).map(|p| f32::midpoint(p[0], p[1])).collect()
            } else {
                (1..bins).map(|b| values[b * values.len() / bins]).collect()
            };
            edges.dedup();
            let binned = rows.iter().map(|r| edges.partition_point(|e| r[c] > *e) as u8).collect();
            (edges, binned)
        })
        .collect();
    let (edges, binned) = made.into_iter().unzip();
    Table { bins: binned, edges, labels, weights, page }
}

/// The share of even the lightest lines that a tree sees.
const LEAST_DRAWN: f32 = 0.25;

fn boost(table: &Table, options: Options, seed: u64) -> (Vec<Tree>, i32) {
    let count = table.labels.len();
    let total: f32 = table.weights.iter().sum();
    let mean: f32 = table.labels.iter().zip(&table.weights).map(|(l, w)| l * w).sum::<f32>() / total;
    let bias = ((mean / (1.0 - mean)).ln() * PARTS) as i32;
    let scale = count as f32 / total;
    let mut scores = vec![bias as f32 / PARTS; count];
    let mut draw = Draw(seed);
    let mut trees = Vec::new();
    let pages = table.page.iter().max().map_or(0, |m| *m as usize + 1);
    for _ in 0..options.rounds {
        let kept: Vec<bool> = (0..pages).map(|_| draw.share() < options.pages).collect();
        // Lines are drawn by weight, heavy ones always, so that the many light ones cost little.
        let keep = |r: usize| (table.weights[r] * scale).clamp(LEAST_DRAWN, 1.0);
        let rows: Vec<u32> = (0..count as u32)
            .filter(|&r| kept[table.page[r as usize] as usize] && draw.share() < keep(r as usize))
            .collect();
        let gradients: Vec<(f32, f32)> = rows
            .iter()
            .map(|&r| {
                let r = r as usize;
                let p = 1.0 / (1.0 + (-scores[r]).exp());
                let w = table.weights[r] * scale / keep(r);
                (w * (table.labels[r] - p), w * (p * (1.0 - p)).max(1e-4))
            })
            .collect();
        let columns: Vec<usize> = (0..table.bins.len()).filter(|_| draw.share() < options.columns).collect();
        let mut leaf = vec![0u8; rows.len()];
        let mut tree = Tree { columns: [0; DEPTH], thresholds: [f32::MAX; DEPTH], leaves: [0; LEAVES] };
        for level in 0..DEPTH {
            let leaves = 1usize << level;
            let best = columns
                .par_iter()
                .filter(|&&c| !table.edges[c].is_empty())
                .map(|&c| {
                    let bins = table.edges[c].len() + 1;
                    let mut sums = vec![(0.0f32, 0.0f32); leaves * bins];
                    let column = &table.bins[c];
                    for ((&r, &l), &(g, h)) in rows.iter().zip(&leaf).zip(&gradients) {
                        let slot = &mut sums[l as usize * bins + column[r as usize] as usize];
                        slot.0 += g;
                        slot.1 += h;
                    }
                    let mut gains = vec![0.0f64; bins - 1];
                    for l in 0..leaves {
                        let part = &sums[l * bins..(l + 1) * bins];
                        let (all_g, all_h) =
                            part.iter().fold((0.0f64, 0.0f64), |a, b| (a.0 + f64::from(b.0), a.1 + f64::from(b.1)));
                        let (mut g, mut h) = (0.0f64, 0.0f64);
                        for b in 0..bins - 1 {
                            g += f64::from(part[b].0);
                            h += f64::from(part[b].1);
                            let lambda = f64::from(options.lambda);
                            gains[b] += g * g / (h + lambda) + (all_g - g) * (all_g - g) / (all_h - h + lambda);
                        }
                    }
                    let (bin, gain) = gains
                        .iter()
                        .enumerate()
                        .fold((0, f64::MIN), |a, (b, &gain)| if gain > a.1 { (b, gain) } else { a });
                    (gain, c, bin)
                })
                .reduce(|| (f64::MIN, usize::MAX, 0), |a, b| if b.0 > a.0 || b.0 == a.0 && b.1 < a.1 { b } else { a });
            let (_, c, bin) = best;
            if c == usize::MAX {
                break;
            }
            tree.columns[level] = c as u8;
            tree.thresholds[level] = table.edges[c][bin];
            for (&r, l) in rows.iter().zip(&mut leaf) {
                *l |= u8::from(usize::from(table.bins[c][r as usize]) > bin) << level;
            }
        }
        let mut sums = [(0.0f64, 0.0f64); LEAVES];
        for (&l, &(g, h)) in leaf.iter().zip(&gradients) {
            sums[l as usize].0 += f64::from(g);
            sums[l as usize].1 += f64::from(h);
        }
        for (leaf, (g, h)) in tree.leaves.iter_mut().zip(sums) {
            *leaf = (g / (h + f64::from(options.lambda)) * f64::from(options.rate * PARTS))
                .round()
                .clamp(-30000.0, 30000.0) as i16;
        }
        let questions: Vec<(usize, u8)> = tree
            .columns
            .iter()
            .zip(&tree.thresholds)
            .map(|(&c, &t)| {
                (usize::from(c), table.edges[usize::from(c)].iter().position(|e| *e == t).map_or(255, |b| b as u8))
            })
            .collect();
        scores.par_iter_mut().enumerate().for_each(|(r, score)| {
            let mut index = 0;
            for (level, &(c, bin)) in questions.iter().enumerate() {
                index |= usize::from(table.bins[c][r] > bin) << level;
            }
            *score += f32::from(tree.leaves[index]) / PARTS;
        });
        trees.push(tree);
    }
    (trees, bias)
}

type Fitted = (Vec<Tree>, i32);

fn predict((trees, bias): &Fitted, page: &Page) -> Vec<f32> {
    Forest { trees, bias: *bias }.logits(&page.rows).into_iter().map(probability).collect()
}

fn fit(pages: &[&Page], options: Options) -> Fitted {
    let mut all = Vec::new();
    let (mut labels, mut weights, mut page) = (Vec::new(), Vec::new(), Vec::new());
    for (index, p) in pages.iter().enumerate() {
        for (number, row) in p.rows.iter().enumerate() {
            if p.weights[number] > 0.0 {
                all.push(row);
                labels.push(p.labels[number]);
                weights.push(p.weights[number]);
                page.push(index as u32);
            }
        }
    }
    boost(&table(&all, labels, weights, page, options.bins), options, 7)
}

/// The threshold that makes the expected F1 of a page best.
fn threshold(p: &[f32], n: &[f32]) -> f32 {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[b].total_cmp(&p[a]));
    let total: f32 = p.iter().zip(n).map(|(p, n)| p * n).sum();
    let (mut hit, mut taken, mut best) = (0.0, 0.0, (0.0f32, 0.5f32));
    for i in order {
        hit += p[i] * n[i];
        taken += n[i];
        let f = 2.0 * hit / (taken + total).max(1e-9);
        if f > best.0 {
            best = (f, p[i]);
        }
    }
    best.1.clamp(0.15, 0.55)
}

fn f1(page: &Page, p: &[f32], fixed: Option<f32>) -> f32 {
    let n: Vec<f32> = page.lines.iter().map(|l| l.len() as f32).collect();
    let t = fixed.unwrap_or_else(|| threshold(p, &n));
    let Gold::Text(gold) = &page.gold else { return 0.0 };
    let mut counts: HashMap<&str, i32> = HashMap::new();
    for w in gold {
        *counts.entry(w).or_default() += 1;
    }
    let (mut taken, mut hit) = (0, 0);
    for ((line, &p), &is_card) in page.lines.iter().zip(p).zip(&page.cards) {
        if p >= t || is_card {
            for w in line {
                taken += 1;
                if let Some(c) = counts.get_mut(w.as_str())
                    && *c > 0
                {
                    *c -= 1;
                    hit += 1;
                }
            }
        }
    }
    if hit == 0 { 0.0 } else { 2.0 * hit as f32 / (taken + gold.len() as i32) as f32 }
}

fn snippets(page: &Page, p: &[f32], fixed: Option<f32>) -> (usize, usize, usize) {
    let n: Vec<f32> = page.lines.iter().map(|l| l.len() as f32).collect();
    let t = fixed.unwrap_or_else(|| threshold(p, &n));
    let Gold::Snippets(with, without) = &page.gold else { return (0, 0, 0) };
    let text: Vec<&str> =
        page.outline.lines().iter().zip(p).filter(|(_, p)| **p >= t).map(|(l, _)| page.outline.text(l)).collect();
    let text = if page.kind == "blocks" { words(&text.join(" ")).join(" ") } else { text.join(" ") };
    let tp = with.iter().filter(|s| text.contains(s.as_str())).count();
    (tp, without.iter().filter(|s| text.contains(s.as_str())).count(), with.len() - tp)
}

fn report(name: &str, pages: &[&Page], predicted: &[Vec<f32>], worst: usize) {
    for fixed in [None, Some(0.4), Some(0.5)] {
        let mut by: BTreeMap<(&str, &str), Vec<f32>> = BTreeMap::new();
        let mut snips: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
        let mut all: Vec<(f32, &str)> = Vec::new();
        for (page, p) in pages.iter().zip(predicted) {
            match page.gold {
                Gold::Text(_) => {
                    let f = f1(page, p, fixed);
                    by.entry((&page.set, "all")).or_default().push(f);
                    by.entry((&page.set, &page.kind)).or_default().push(f);
                    all.push((f, &page.id));
                }
                Gold::Snippets(..) => {
                    let (a, b, c) = snippets(page, p, fixed);
                    let s = snips.entry(&page.set).or_default();
                    *s = (s.0 + a, s.1 + b, s.2 + c);
                }
            }
        }
        print!("{name} {fixed:?}:");
        for ((set, kind), f) in by {
            print!(" {set}/{kind} {:.4}", f.iter().sum::<f32>() / f.len() as f32);
        }
        for (set, (tp, fp, fneg)) in snips {
            let (p, r) = (tp as f32 / (tp + fp) as f32, tp as f32 / (tp + fneg) as f32);
            print!(" {set} F {:.4} P {p:.4} R {r:.4}", 2.0 * p * r / (p + r));
        }
        println!();
        if fixed.is_none() && worst > 0 {
            all.sort_by(|a, b| a.0.total_cmp(&b.0));
            for (f, id) in all.iter().take(worst) {
                println!("   {f:.3} {id}");
            }
        }
    }
}

fn write_weights((trees, bias): &Fitted) {
    use std::fmt::Write as _;
    let mut text = String::from(
        "//! Weights of the line labeller. Written by `fit.rs`; not to be edited.\n\nuse super::trees::Tree;\n\n",
    );
    let _ = writeln!(
        text,
        "pub(super) const BIAS: i32 = {bias};\n\n#[rustfmt::skip]\n#[allow(clippy::unreadable_literal, clippy::excessive_precision, clippy::approx_constant, reason = \"written by a program\")]\npub(super) static TREES: [Tree; {}] = [",
        trees.len()
    );
    for tree in trees {
        let t: Vec<String> =
            tree.thresholds.iter().map(|t| if *t == f32::MAX { "f32::MAX".into() } else { format!("{t:?}") }).collect();
        let l: Vec<String> = tree.leaves.iter().map(i16::to_string).collect();
        let _ = writeln!(
            text,
            "    Tree {{ columns: {:?}, thresholds: [{}], leaves: [{}] }},",
            tree.columns,
            t.join(", "),
            l.join(",")
        );
    }
    text.push_str("];\n");
    fs::write("src/split/labels/weights.rs", text).unwrap();
}

/// Pages that even trees fitted on all others get this wrong have a gold that the page does not bear out.
const DOUBTFUL_F1: f32 = 0.25;

fn main() {
    let mut train: Vec<Page> = Vec::new();
    let mut check: Vec<Page> = Vec::new();
    let mut options = Options { rounds: 800, rate: 0.06, columns: 0.25, pages: 0.5, lambda: 8.0, bins: 64 };
    let (mut mode, mut folds, mut write, mut worst) = (String::new(), 4usize, false, 0);
    for argument in std::env::args().skip(1) {
        if argument.starts_with("--") {
            write |= argument == "--write";
            mode = argument;
            continue;
        }
        let number = || argument.parse::<f32>().unwrap();
        match mode.as_str() {
            "--train" => train.extend(load(&argument)),
            "--check" => check.extend(load(&argument)),
            "--folds" => folds = number() as usize,
            "--rounds" => options.rounds = number() as usize,
            "--rate" => options.rate = number(),
            "--columns" => options.columns = number(),
            "--pages" => options.pages = number(),
            "--lambda" => options.lambda = number(),
            "--bins" => options.bins = number() as usize,
            "--worst" => worst = number() as usize,
            _ => panic!("unknown {mode}"),
        }
    }
    let started = std::time::Instant::now();
    let mut pages: Vec<&Page> = train.iter().collect();
    let checked: Vec<&Page> = check.iter().collect();
    println!(
        "{} pages, {} lines, {} columns",
        pages.len(),
        pages.iter().map(|p| p.rows.len()).sum::<usize>(),
        NAMES.len()
    );
    if folds > 1 {
        let fold_of = |page: &Page| {
            let mut draw = Draw(page.host.bytes().fold(11, |h, b| h * 131 + u64::from(b)));
            (draw.next() % folds as u64) as usize
        };
        let mut out: Vec<Vec<f32>> = vec![Vec::new(); pages.len()];
        for fold in 0..folds {
            let kept: Vec<&Page> = pages.iter().copied().filter(|page| fold_of(page) != fold).collect();
            let fitted = fit(&kept, options);
            for (page, out) in pages.iter().zip(&mut out) {
                if fold_of(page) == fold {
                    *out = predict(&fitted, page);
                }
            }
        }
        report("cross-validated", &pages, &out, worst);
        let is_good = |page: &Page, p: &[f32]| !matches!(page.gold, Gold::Text(_)) || f1(page, p, None) >= DOUBTFUL_F1;
        pages = pages.iter().zip(&out).filter(|(page, p)| is_good(page, p)).map(|(page, _)| *page).collect();
        println!("{} pages kept, {:?}", pages.len(), started.elapsed());
    }
    let fitted = fit(&pages, options);
    let out: Vec<Vec<f32>> = checked.iter().map(|page| predict(&fitted, page)).collect();
    report("checked", &checked, &out, worst);
    let used: std::collections::HashSet<u8> = fitted.0.iter().flat_map(|tree| tree.columns).collect();
    let unused: Vec<&str> =
        NAMES.iter().enumerate().filter(|(c, _)| !used.contains(&(*c as u8))).map(|(_, name)| *name).collect();
    println!("columns without use: {unused:?}; {:?}", started.elapsed());
    if write {
        write_weights(&fitted);
    }
}

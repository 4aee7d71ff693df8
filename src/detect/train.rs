//! Trains `model.bin`: `cargo run --release --example train -- FOLDER [--write]`.
//!
//! FOLDER holds `TAG.txt.gz`, a sentence, title or paragraph a line, and for some languages `TAG.words.tsv.gz`, words with
//! their counts; `SOURCE.md` names the public collections. The weights start from how often each language has a part of a
//! word (naive Bayes), and are then fitted (softmax regression, stochastic gradient) on short and long pieces of the same
//! text, because words are read as titles and labels here, not as long running text. Same folder, same bytes: nothing is
//! drawn by chance but by a fixed seed, and no function of the platform is used whose last digit may differ.

#![allow(
    clippy::pedantic,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code,
    missing_docs,
    reason = "a tool of the workshop"
)]

mod grams;
mod known;
mod layout;
mod looks;
mod script;
mod tokens;
/// What `known` expects beside it.
mod language {
    pub(crate) use korrektur::language::Tag;
}

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;
use known::Id;
use language::Tag;
use looks::{CAPITAL_WEIGHT, main_script, own_words};
use script::Script;
use tokens::Look;

/// How many parts and words are looked at; a few fall out again because nothing asks for them.
const FEATURES: usize = 1_000_000;
/// A part or word must stand so often in the text of a language to count for it.
const LEAST_COUNT: f32 = 2.0;
/// Shares of parts, by their length, in languages that were not seen to have them. The last is of whole words.
const UNSEEN: [f32; 7] = [0.0, 8e-6, 4e-6, 1.2e-6, 8e-7, 8e-7, 1.2e-6];
/// Languages that may speak in one record: those that have the part most often.
const LONGEST_RECORD: usize = 80;
/// Parts of a word depend on one another: so much of each log-ratio counts at the start …
const START: f32 = 0.35;
/// … and so much more of that of a whole word.
const START_OF_WHOLE: f32 = 1.6;
/// Word lists count like so many times the running text of the language together …
const LIST_SHARE: f32 = 0.6;
/// … by this power of their counts, so that rare words are heard.
const LIST_POWER: f32 = 0.5;
/// A list counts like at least so many words.
const LEAST_LIST: f32 = 50_000.0;
/// A word is a name when it has a capital inside sentences so many times …
const NAME_COUNT: u32 = 3;
/// … and so many times as often as not.
const NAME_RATIO: u32 = 4;

/// How many pieces of text are fitted on.
const PIECES: usize = 12_000_000;
/// How large a step is, as a share of the step that would put the piece right at once.
const STEP: f32 = 0.6;
/// A step is made as if a piece had at least so many parts.
const LEAST_ENERGY: f32 = 20.0;
/// Steps become smaller down to this share.
const LAST_STEP: f32 = 0.02;
/// One line in so many is neither counted nor fitted on: at the end, it says how likely each language is to begin with …
const HELD_OUT: usize = 20;
/// … by so many pieces of such lines …
const HELD_OUT_PIECES: usize = 600_000;
/// … and steps of this size.
const BIAS_STEP: f32 = 0.05;
/// Share of pieces that come from the word list of a language that has one.
const LIST_PIECES: f32 = 0.45;
/// Share of those that are two words.
const LIST_PAIRS: f32 = 0.65;
/// The commoner words of a list come oftener, by this power.
const LIST_BIAS: f32 = 0.8;
/// How often languages that sites are seldom translated into are drawn, out of [`DRAWS`].
const SELDOM_DRAWS: usize = 3;
const DRAWS: usize = 10;
/// Share of pieces of three words and more that get a foreign word or two: loans, brands and names stand everywhere.
const LOANS: f32 = 0.25;
/// Share of one- and two-word pieces that are read as if no list had the word.
const UNLISTED: f32 = 0.4;
/// A part seen so often or less in its language would hardly have been seen without this piece; it is left out as often
/// as that.
const LEFT_OUT: f32 = 3.0;
/// Share of pieces of which some parts are left out at random, and how many.
const THINNED: f32 = 0.6;
const THINNED_PARTS: f32 = 0.3;

/// A weight of fewer units than this is left out of the table.
const LEAST_UNITS: u8 = 1;

/// The length of a whole word among those of parts.
const WHOLE: usize = 6;

fn find(tag: Tag, script: Script) -> Option<Id> {
    known::of_script(script).iter().copied().find(|id| id.tag() == tag)
}

fn is_seldom(id: Id) -> bool {
    known::SELDOM.contains(&id.tag().as_str())
}

struct Random(u64);

impl Random {
    /// Marsaglia's xorshift of 64 bits.
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() >> 11) as usize % bound.max(1)
    }

    fn share(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }
}

/// A word of the vocabulary as it stands in a line.
#[derive(Clone, Copy)]
struct Standing {
    word: u32,
    look: Look,
}

/// The text of one row of `known`.
#[derive(Default)]
struct Text {
    lines: Vec<Vec<Standing>>,
    held_out: Vec<Vec<Standing>>,
    /// Commonest first.
    list: Vec<(u32, f32)>,
}

#[derive(Default)]
struct Vocabulary {
    words: Vec<String>,
    scripts: Vec<Script>,
    numbers: HashMap<String, u32>,
    is_name: Vec<bool>,
}

impl Vocabulary {
    fn number(&mut self, word: &str, script: Script) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.words.push(word.to_owned());
        self.scripts.push(script);
        number
    }

    /// Gives the features of a word that `is_known` knows, with their length.
    fn features(&self, word: u32, mut take: impl FnMut(usize, u64) -> bool) {
        let (text, script) = (&self.words[word as usize], self.scripts[word as usize]);
        grams::parts(text, script, &mut take);
        take(WHOLE, grams::whole(text));
    }
}

fn unpack(path: &Path) -> Option<String> {
    let mut text = String::new();
    MultiGzDecoder::new(File::open(path).ok()?).read_to_string(&mut text).unwrap();
    Some(text)
}

/// Reads all text, by row of `known`.
fn read(folder: &Path) -> (Vocabulary, Vec<Text>) {
    let mut vocabulary = Vocabulary::default();
    let mut texts: Vec<Text> = known::all().map(|_| Text::default()).collect();
    let mut tags: Vec<Tag> = known::all().map(Id::tag).collect();
    tags.dedup();
    for tag in tags {
        let text = unpack(&folder.join(format!("{tag}.txt.gz"))).unwrap_or_else(|| panic!("no text of {tag}"));
        for line in text.lines() {
            let words = tokens::read(line).words;
            let Some(script) = main_script(&words) else { continue };
            let Some(id) = find(tag, script) else { continue };
            let own = own_words(&words, script);
            let line = own.map(|word| Standing { word: vocabulary.number(&word.text, word.script), look: word.look });
            let line = line.collect();
            let text = &mut texts[id.index()];
            let is_held_out = (text.lines.len() + text.held_out.len()) % HELD_OUT == HELD_OUT - 1;
            if is_held_out { text.held_out.push(line) } else { text.lines.push(line) }
        }
        for row in unpack(&folder.join(format!("{tag}.words.tsv.gz"))).unwrap_or_default().lines() {
            let Some((word, count)) = row.split_once('\t') else { continue };
            let words = tokens::read(word).words;
            let [word] = words.as_slice() else { continue };
            let Some(id) = main_script(&words).and_then(|script| find(tag, script)) else { continue };
            let number = vocabulary.number(&word.text, word.script);
            texts[id.index()].list.push((number, count.parse().unwrap()));
        }
    }
    (vocabulary, texts)
}

/// Tells names from words by their capitals inside sentences.
fn find_names(vocabulary: &mut Vocabulary, texts: &[Text]) {
    let mut counts = vec![(0u32, 0u32); vocabulary.words.len()];
    for id in known::all() {
        let is_telling = script::Script::has_capitals(known::script(id));
        if !is_telling || known::NOUNS_WITH_CAPITALS.contains(&id.tag().as_str()) {
            continue;
        }
        for standing in texts[id.index()].lines.iter().flatten() {
            let (capital, small) = &mut counts[standing.word as usize];
            match standing.look {
                Look::Small => *small += 1,
                Look::Capital => *capital += 1,
                Look::Opening => {}
            }
        }
    }
    vocabulary.is_name =
        counts.iter().map(|&(capital, small)| capital >= NAME_COUNT && capital >= NAME_RATIO * small).collect();
}

/// How often a language has a feature.
struct Count {
    hash: u64,
    row: u8,
    length: u8,
    count: f32,
    share: f32,
}

/// Counts the features of all languages whose script does not tell them, sorted by hash and row.
fn count(vocabulary: &Vocabulary, texts: &[Text]) -> Vec<Count> {
    let mut all = Vec::new();
    for id in known::all().filter(|&id| known::of_script(known::script(id)).len() > 1) {
        let text = &texts[id.index()];
        let mut words: BTreeMap<u32, f32> = BTreeMap::new();
        let mut running = 0.0;
        for standing in text.lines.iter().flatten() {
            let weight = weight(vocabulary, *standing);
            *words.entry(standing.word).or_default() += weight;
            running += weight;
        }
        let listed: f32 = text.list.iter().map(|&(_, count)| power(count, LIST_POWER)).sum();
        let share = LIST_SHARE * f32::max(running, LEAST_LIST) / listed.max(1.0);
        for &(word, count) in &text.list {
            *words.entry(word).or_default() += share * power(count, LIST_POWER);
        }
        let mut totals = [0.0f32; WHOLE + 1];
        let mut counts: HashMap<u64, (u8, f32)> = HashMap::new();
        for (word, weight) in words {
            vocabulary.features(word, |length, hash| {
                totals[length] += weight;
                counts.entry(hash).or_insert((length as u8, 0.0)).1 += weight;
                true
            });
        }
        let mut counts: Vec<_> = counts.into_iter().filter(|(_, (_, count))| *count >= LEAST_COUNT).collect();
        counts.sort_unstable_by_key(|&(hash, _)| hash);
        all.extend(counts.into_iter().map(|(hash, (length, count))| {
            let share = (count - 0.5) / totals[usize::from(length)].max(1.0);
            Count { hash, row: id.0, length, count, share }
        }));
    }
    all.sort_by_key(|count| (count.hash, count.row));
    all
}

/// How much a word counts as it stands.
fn weight(vocabulary: &Vocabulary, standing: Standing) -> f32 {
    match standing.look {
        Look::Small => 1.0,
        _ if vocabulary.is_name[standing.word as usize] => 0.0,
        Look::Opening => 1.0,
        Look::Capital => CAPITAL_WEIGHT,
    }
}

/// What is fitted: for every feature, which languages it speaks for and how loudly.
struct Weights {
    numbers: HashMap<u64, u32>,
    hashes: Vec<u64>,
    lengths: Vec<u8>,
    starts: Vec<u32>,
    rows: Vec<u8>,
    weights: Vec<f32>,
    counts: Vec<f32>,
    biases: Vec<f32>,
}

/// Chooses the features that tell most (their share of the mutual information with the language) and gives them the
/// weights of naive Bayes.
fn choose(vocabulary: &Vocabulary, counts: &[Count]) -> Weights {
    let mut candidates: Vec<(f32, &[Count])> = Vec::new();
    for record in counts.chunk_by(|a, b| a.hash == b.hash) {
        let heard = |count: &Count| count.share * if is_seldom(Id(count.row)) { 0.2 } else { 1.0 };
        let languages = known::of_script(known::script(Id(record[0].row))).len() as f32;
        let total: f32 = record.iter().map(heard).sum::<f32>() + 5.0 * UNSEEN[usize::from(record[0].length)];
        let telling =
            |count: &Count| heard(count) * f32::max(log(f32::max(heard(count) / total * languages, 1e-3)), 0.0);
        candidates.push((record.iter().map(telling).sum(), record));
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1[0].hash.cmp(&b.1[0].hash)));
    candidates.truncate(FEATURES);
    let chosen: HashSet<u64> = candidates.iter().map(|(_, record)| record[0].hash).collect();
    // A part is only asked for where all shorter ones that it begins with are known.
    let mut reached: HashSet<u64> = HashSet::new();
    for word in 0..vocabulary.words.len() as u32 {
        vocabulary.features(word, |_, hash| {
            let is_chosen = chosen.contains(&hash);
            if is_chosen {
                reached.insert(hash);
            }
            is_chosen
        });
    }
    candidates.retain(|(_, record)| reached.contains(&record[0].hash));
    candidates.sort_by_key(|(_, record)| record[0].hash);
    let mut fitted = Weights {
        numbers: HashMap::new(),
        hashes: Vec::new(),
        lengths: Vec::new(),
        starts: vec![0],
        rows: Vec::new(),
        weights: Vec::new(),
        counts: Vec::new(),
        biases: vec![0.0; known::COUNT],
    };
    for (_, record) in candidates {
        let length = usize::from(record[0].length);
        let start = if length == WHOLE { START * START_OF_WHOLE } else { START };
        let ratio = |count: &Count| log(count.share / UNSEEN[length]);
        let mut heard: Vec<&Count> = record.iter().filter(|count| ratio(count) > 0.05).collect();
        heard.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.row.cmp(&b.row)));
        heard.truncate(LONGEST_RECORD);
        heard.sort_by_key(|count| count.row);
        if heard.is_empty() {
            continue;
        }
        fitted.numbers.insert(record[0].hash, fitted.hashes.len() as u32);
        fitted.hashes.push(record[0].hash);
        fitted.lengths.push(record[0].length);
        for count in heard {
            fitted.rows.push(count.row);
            fitted.weights.push(start * ratio(count));
            fitted.counts.push(count.count);
        }
        fitted.starts.push(fitted.rows.len() as u32);
    }
    fitted
}

/// A feature of a piece: its number, how much it counts, and whether its own language is left out of it.
struct Reading {
    feature: u32,
    weight: f32,
    is_left_out: bool,
}

fn fit(vocabulary: &Vocabulary, texts: &[Text], fitted: &mut Weights) {
    let features: Vec<Vec<u32>> = (0..vocabulary.words.len() as u32)
        .map(|word| {
            let mut features = Vec::new();
            vocabulary.features(word, |_, hash| {
                let number = fitted.numbers.get(&hash).copied();
                features.extend(number);
                number.is_some()
            });
            features
        })
        .collect();
    let mut draws: Vec<usize> = Vec::new();
    for id in known::all().filter(|&id| known::of_script(known::script(id)).len() > 1) {
        if !texts[id.index()].lines.is_empty() {
            draws.extend(vec![id.index(); if is_seldom(id) { SELDOM_DRAWS } else { DRAWS }]);
        }
    }
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut places = vec![(0usize, 0usize); known::COUNT];
    let mut piece: Vec<(u32, f32)> = Vec::new();
    let mut readings: Vec<Reading> = Vec::new();
    let mut scores = vec![0.0f32; known::COUNT];
    let (mut loss, mut right, mut read) = (0.0f64, 0usize, 0usize);
    for number in 0..PIECES {
        let row = draws[random.below(draws.len())];
        let script = known::script(Id(row as u8));
        piece.clear();
        draw(vocabulary, &texts[row], &mut places[row], &mut random, &mut piece);
        if script == Script::Latin && piece.len() >= 3 && random.share() < LOANS {
            lend(vocabulary, texts, row, &draws, &mut random, &mut piece);
        }
        let is_thinned = random.share() < THINNED;
        let is_unlisted = piece.len() <= 2 && random.share() < UNLISTED;
        readings.clear();
        for &(word, weight) in piece.iter().filter(|(_, weight)| *weight > 0.0) {
            for &feature in &features[word as usize] {
                let length = usize::from(fitted.lengths[feature as usize]);
                let is_long = length == grams::LONGEST && random.share() < UNLISTED;
                if is_thinned && random.share() < THINNED_PARTS || is_unlisted && (length == WHOLE || is_long) {
                    continue;
                }
                let record = fitted.starts[feature as usize] as usize..fitted.starts[feature as usize + 1] as usize;
                let own = fitted.rows[record.clone()].iter().position(|&of| usize::from(of) == row);
                let is_left_out = own.is_some_and(|at| random.share() < LEFT_OUT / fitted.counts[record.start + at]);
                readings.push(Reading { feature, weight, is_left_out });
            }
        }
        if readings.is_empty() {
            continue;
        }
        let rivals = known::of_script(script);
        for id in rivals {
            scores[id.index()] = fitted.biases[id.index()];
        }
        for reading in &readings {
            for at in record(fitted, reading.feature) {
                let of = usize::from(fitted.rows[at]);
                if !(reading.is_left_out && of == row) {
                    scores[of] += fitted.weights[at] * reading.weight;
                }
            }
        }
        let most = rivals.iter().map(|id| scores[id.index()]).fold(f32::MIN, f32::max);
        right += usize::from(scores[row] >= most);
        let mut total = 0.0;
        for id in rivals {
            scores[id.index()] = exp(scores[id.index()] - most);
            total += scores[id.index()];
        }
        loss -= f64::from(log(f32::max(scores[row] / total, 1e-9)));
        read += 1;
        let energy: f32 = readings.iter().map(|reading| reading.weight * reading.weight).sum();
        let step = STEP * f32::max(1.0 - number as f32 / PIECES as f32, LAST_STEP);
        for id in rivals {
            let error = scores[id.index()] / total - f32::from(u8::from(id.index() == row));
            fitted.biases[id.index()] -= 0.0002 * step * error;
            scores[id.index()] = if error.abs() < 1e-3 { 0.0 } else { error };
        }
        for reading in &readings {
            let step = step * reading.weight / (energy + LEAST_ENERGY);
            for at in record(fitted, reading.feature) {
                let of = usize::from(fitted.rows[at]);
                if !(reading.is_left_out && of == row) {
                    fitted.weights[at] -= step * scores[of];
                }
            }
        }
        if read % 1_000_000 == 0 {
            println!("{read} pieces: loss {:.4}, right {:.4}", loss / 1e6, right as f64 / 1e6);
            (loss, right) = (0.0, 0);
        }
    }
}

/// Fits the biases alone to lines that the weights have not seen: the less text there was of a language, the fewer words of
/// such lines it knows, and the more of them would go to a relative.
fn balance(vocabulary: &Vocabulary, texts: &[Text], fitted: &mut Weights) {
    let rows: Vec<usize> = (0..known::COUNT)
        .filter(|&row| !texts[row].held_out.is_empty() && known::of_script(known::script(Id(row as u8))).len() > 1)
        .collect();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut scores = vec![0.0f32; known::COUNT];
    for number in 0..HELD_OUT_PIECES {
        let row = rows[random.below(rows.len())];
        let line = &texts[row].held_out[random.below(texts[row].held_out.len())];
        let start = random.below(line.len());
        let piece = &line[start..line.len().min(start + 1 + random.below(6))];
        let rivals = known::of_script(known::script(Id(row as u8)));
        for id in rivals {
            scores[id.index()] = fitted.biases[id.index()];
        }
        for &standing in piece {
            let weight = weight(vocabulary, standing);
            vocabulary.features(standing.word, |_, hash| {
                let number = fitted.numbers.get(&hash).copied();
                for at in number.into_iter().flat_map(|number| record(fitted, number)) {
                    scores[usize::from(fitted.rows[at])] += fitted.weights[at] * weight;
                }
                number.is_some()
            });
        }
        let most = rivals.iter().map(|id| scores[id.index()]).fold(f32::MIN, f32::max);
        let total: f32 = rivals.iter().map(|id| exp(scores[id.index()] - most)).sum();
        let step = BIAS_STEP * f32::max(1.0 - number as f32 / HELD_OUT_PIECES as f32, LAST_STEP);
        for id in rivals {
            let error = exp(scores[id.index()] - most) / total - f32::from(u8::from(id.index() == row));
            fitted.biases[id.index()] -= step * error;
        }
    }
    for id in known::all().filter(|id| fitted.biases[id.index()].abs() > 0.5) {
        println!("{}: bias {:.2}", id.tag(), fitted.biases[id.index()]);
    }
}

fn record(fitted: &Weights, feature: u32) -> std::ops::Range<usize> {
    fitted.starts[feature as usize] as usize..fitted.starts[feature as usize + 1] as usize
}

/// Draws a piece of the text of a language: a word or two of its list, or the next words of a line, few or many.
fn draw(
    vocabulary: &Vocabulary,
    text: &Text,
    (line, word): &mut (usize, usize),
    random: &mut Random,
    piece: &mut Vec<(u32, f32)>,
) {
    if !text.list.is_empty() && random.share() < LIST_PIECES {
        for _ in 0..if random.share() < LIST_PAIRS { 2 } else { 1 } {
            let rank = (power(random.share(), LIST_BIAS) * text.list.len() as f32) as usize;
            piece.push((text.list[rank.min(text.list.len() - 1)].0, 1.0));
        }
        return;
    }
    *line %= text.lines.len();
    let words = &text.lines[*line];
    let length = match random.share() {
        share if share < 0.2 => 1,
        share if share < 0.4 => 2,
        share if share < 0.65 => 3 + random.below(4),
        share if share < 0.85 => 7 + random.below(10),
        _ => 40,
    };
    let end = (*word + length).min(words.len());
    piece.extend(words[*word..end].iter().map(|&standing| (standing.word, weight(vocabulary, standing))));
    (*line, *word) = if end == words.len() { (*line + 1, 0) } else { (*line, end) };
}

/// Puts words of another language into a piece: of English, mostly.
fn lend(
    vocabulary: &Vocabulary,
    texts: &[Text],
    row: usize,
    draws: &[usize],
    random: &mut Random,
    piece: &mut Vec<(u32, f32)>,
) {
    let english = find(Tag::of("en"), Script::Latin).unwrap().index();
    let from = match row == english {
        false => english,
        true if random.share() < 0.2 => draws[random.below(draws.len())],
        true => return,
    };
    if known::script(Id(from as u8)) != Script::Latin {
        return;
    }
    for _ in 0..1 + random.below((piece.len() / 3).clamp(1, 3)) {
        let line = &texts[from].lines[random.below(texts[from].lines.len())];
        let word = line[random.below(line.len())].word;
        let weight = if random.share() < 0.4 { CAPITAL_WEIGHT } else { 1.0 };
        if vocabulary.words[word as usize].chars().count() >= 4 {
            piece.push((word, weight));
        }
    }
}

/// Writes the table as `model` reads it.
fn pack(vocabulary: &Vocabulary, fitted: &Weights) -> Vec<u8> {
    let names: HashSet<u64> = (0..vocabulary.words.len())
        .filter(|&word| vocabulary.is_name[word])
        .map(|word| grams::whole(&vocabulary.words[word]))
        .collect();
    let mut records: BTreeMap<u64, Vec<u8>> = names.iter().map(|&hash| (hash, vec![1, layout::NAME, 0])).collect();
    for (feature, &hash) in fitted.hashes.iter().enumerate() {
        // A stray word of mixed letters may be shared by two scripts: the first has it.
        let languages = known::of_script(known::script(Id(fitted.rows[record(fitted, feature as u32).start])));
        let weights = record(fitted, feature as u32).filter_map(|at| {
            let units = (fitted.weights[at] * layout::UNITS).round().clamp(-127.0, 127.0) as i8;
            let place = languages.iter().position(|id| id.0 == fitted.rows[at])?;
            (units.unsigned_abs() >= LEAST_UNITS).then_some((place as u8, units.cast_unsigned()))
        });
        let weights: Vec<(u8, u8)> = weights.collect();
        let all = languages.len();
        let is_name = names.contains(&hash);
        let bytes = if weights.len() * 2 > all && !is_name {
            let mut bytes = vec![0; all + 1];
            bytes[0] = layout::DENSE + all as u8;
            weights.iter().for_each(|&(place, units)| bytes[usize::from(place) + 1] = units);
            bytes
        } else {
            let pairs = weights.iter().copied().chain(is_name.then_some((layout::NAME, 0)));
            let mut bytes: Vec<u8> = pairs.flat_map(|(place, units)| [place, units]).collect();
            bytes.insert(0, (bytes.len() / 2) as u8);
            bytes
        };
        records.insert(hash, bytes);
    }
    let bits = (records.len() as f32).log2().floor() as u32 - 1;
    let mut buckets: Vec<Vec<u8>> = vec![Vec::new(); 1 << bits];
    for (hash, weights) in records {
        let (bucket, check) = layout::place(hash, bits);
        buckets[bucket].extend(check.to_le_bytes());
        buckets[bucket].extend(weights);
    }
    let mut bytes = layout::MAGIC.to_vec();
    bytes.extend([bits as u8, known::COUNT as u8]);
    for id in known::all() {
        let name = format!("{}-{:?}", id.tag(), known::script(id));
        bytes.extend(((fitted.biases[id.index()] * layout::UNITS).round() as i16).to_le_bytes());
        bytes.push(name.len() as u8);
        bytes.extend(name.as_bytes());
    }
    let mut start = 0u32;
    for length in buckets.iter().map(Vec::len).chain([0]) {
        bytes.extend(&start.to_le_bytes()[..3]);
        start += length as u32;
    }
    bytes.extend(buckets.concat());
    bytes
}

/// e to the x for x up to nought, by its series after halving x: additions and products only, the same on every machine.
fn exp(x: f32) -> f32 {
    if x < -30.0 {
        return 0.0;
    }
    let x = f64::from(x) / 256.0;
    let small = 1.0 + x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0)));
    (0..8).fold(small, |power, _| power * power) as f32
}

/// The natural logarithm, by the series of the inverse hyperbolic tangent.
fn log(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = (bits >> 23) as i32 - 127;
    let fraction = f64::from(f32::from_bits(bits & 0x7F_FFFF | 0x3F80_0000));
    let y = (fraction - 1.0) / (fraction + 1.0);
    let square = y * y;
    let series = (0..9).rev().fold(0.0, |sum, term| sum * square + 1.0 / f64::from(2 * term + 1));
    (f64::from(exponent) * std::f64::consts::LN_2 + 2.0 * y * series) as f32
}

fn power(base: f32, exponent: f32) -> f32 {
    if base <= 0.0 { 0.0 } else { exp_any(exponent * log(base)) }
}

fn exp_any(x: f32) -> f32 {
    if x <= 0.0 { exp(x) } else { 1.0 / exp(-x) }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(folder) = arguments.first() else { panic!("usage: train FOLDER [--write]") };
    let (mut vocabulary, texts) = read(Path::new(folder));
    find_names(&mut vocabulary, &texts);
    let names = vocabulary.is_name.iter().filter(|&&is_name| is_name).count();
    println!("{} words, {names} of them names", vocabulary.words.len());
    let counts = count(&vocabulary, &texts);
    let mut fitted = choose(&vocabulary, &counts);
    println!("{} parts and words, {} weights", fitted.hashes.len(), fitted.weights.len());
    fit(&vocabulary, &texts, &mut fitted);
    balance(&vocabulary, &texts, &mut fitted);
    let bytes = pack(&vocabulary, &fitted);
    println!("{} bytes", bytes.len());
    if let Some(path) = arguments.get(1) {
        let path = if path == "--write" { "src/detect/model.bin" } else { path };
        std::fs::write(path, bytes).unwrap();
    }
}

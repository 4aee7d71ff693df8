//! Digesting and comparing sections, and the steps of the latter apart: throughput in bytes of text, and time a section or a
//! candidate, by the number of sections.
//!
//! `cargo bench --bench compare`. Texts are drawn from 20,000 words; one section in twenty is a copy with one word in ten
//! changed.

#![allow(clippy::unwrap_used, reason = "a benchmark stops where something is not as it should be")]

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use korrektur::compare::{are_alike, compare, each_candidate, index};
use korrektur::digest::Digests;
use korrektur::settings::Thresholds;

fn main() {
    divan::main();
}

const WORDS: u64 = 65;
const VOCABULARY: u64 = 20_000;

/// A linear congruential generator (Knuth's MMIX constants): the same texts in every run.
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

fn sections(count: usize) -> Vec<String> {
    let mut draws = Draws(1);
    let mut all: Vec<Vec<u64>> = Vec::with_capacity(count);
    for number in 0..count {
        let words = if number % 20 == 19 {
            let mut copy = all[draws.below(number as u64) as usize].clone();
            for word in &mut copy {
                if draws.below(10) == 0 {
                    *word = draws.below(VOCABULARY);
                }
            }
            copy
        } else {
            (0..WORDS).map(|_| draws.below(VOCABULARY)).collect()
        };
        all.push(words);
    }
    let spell = |words: &Vec<u64>| words.iter().map(|word| format!("ord{word:x}")).collect::<Vec<_>>().join(" ");
    all.iter().map(spell).collect()
}

#[divan::bench(args = [10_000, 100_000], sample_count = 5)]
fn digest(bencher: Bencher<'_, '_>, count: usize) {
    let texts = sections(count);
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(count)).bench(|| Digests::of(&texts).unwrap());
}

#[divan::bench(args = [10_000, 100_000], sample_count = 5)]
fn near(bencher: Bencher<'_, '_>, count: usize) {
    let texts = sections(count);
    let digests = Digests::of(&texts).unwrap();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(count))
        .bench(|| compare(&digests, &Thresholds::default()).unwrap());
}

#[divan::bench(args = [10_000, 100_000], sample_count = 5)]
fn indexing(bencher: Bencher<'_, '_>, count: usize) {
    let texts = sections(count);
    let digests = Digests::of(&texts).unwrap();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(count))
        .bench(|| index(&digests, &Thresholds::default()).unwrap());
}

/// The candidates of an index.
fn candidates(index: &korrektur::compare::Index) -> Vec<(u32, u32)> {
    let mut candidates = Vec::new();
    each_candidate(index, &Thresholds::default(), |first, second| candidates.push((first, second))).unwrap();
    candidates
}

#[divan::bench(args = [10_000, 100_000], sample_count = 5)]
fn finding_candidates(bencher: Bencher<'_, '_>, count: usize) {
    let index = index(&Digests::of(&sections(count)).unwrap(), &Thresholds::default()).unwrap();
    bencher.counter(ItemsCount::new(count)).bench(|| candidates(&index));
}

#[divan::bench(args = [10_000, 100_000], sample_count = 5)]
fn verifying(bencher: Bencher<'_, '_>, count: usize) {
    let index = index(&Digests::of(&sections(count)).unwrap(), &Thresholds::default()).unwrap();
    let candidates = candidates(&index);
    let is_alike = |&&(first, second): &&(u32, u32)| are_alike(&index, &Thresholds::default(), first, second).unwrap();
    bencher.counter(ItemsCount::new(candidates.len())).bench(|| candidates.iter().filter(is_alike).count());
}

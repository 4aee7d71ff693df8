//! What it costs to tell the language of a line: a title, a sentence, a paragraph, a name. `cargo bench --bench detect`.
#![allow(missing_docs, reason = "a benchmark has no readers of its documentation")]

use divan::Bencher;
use korrektur::detect::detect;

fn main() {
    divan::main();
}

const LINES: [(&str, &str); 4] = [
    ("name", "Julia Freeman"),
    ("title", "Sådan finder du balancen i en travl hverdag"),
    ("sentence", "You can cancel your appointment up to one day before your visit without any costs."),
    ("cyrillic", "Вы можете отменить запись не позднее чем за день до визита, и это ничего не стоит."),
];

#[divan::bench(args = LINES.map(|(name, _)| name))]
fn line(bencher: Bencher<'_, '_>, name: &str) {
    let text = LINES.iter().find(|(own, _)| *own == name).map_or("", |(_, text)| text);
    bencher.bench(|| detect(divan::black_box(text), &[]));
}

#[divan::bench]
fn paragraph(bencher: Bencher<'_, '_>) {
    let text = LINES[2].1.repeat(12);
    bencher.counter(divan::counter::BytesCount::of_str(&text)).bench(|| detect(divan::black_box(&text), &[]));
}

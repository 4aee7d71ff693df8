//! How long a line takes: dates of several kinds, and the lines without one that make up most of a page.

use divan::Bencher;
use korrektur::date::date;
use korrektur::date_value::Anchor;
use korrektur::language::Tag;

fn main() {
    divan::main();
}

const LINES: [(&str, &str); 7] = [
    ("relative", "Udgivet for 11 måneder siden af Julia · 5 min. læsning"),
    ("absolute", "By Anna | March 3, 2021 at 2:30 PM"),
    ("numeric", "Freizeit, 20.11.22"),
    ("calendar word", "i går kl. 14:05"),
    ("heading", "10 Benefits of Cooperation in Therapy"),
    ("label", "Læs mere om os"),
    (
        "sentence",
        "When a client feels heard, understood, and actively involved in the therapeutic process, their level of engagement tends to rise.",
    ),
];

fn measure(bencher: Bencher, name: &str, language: Option<Tag>) {
    let line = LINES.iter().find(|(known, _)| *known == name).map_or("", |&(_, line)| line);
    let anchor = Anchor { now: "2024-11-03T12:00:00Z".parse().ok(), language, zone: None };
    bencher.bench(|| date(divan::black_box(line), &anchor));
}

#[divan::bench(args = LINES.map(|(name, _)| name))]
fn language_unknown(bencher: Bencher, name: &str) {
    measure(bencher, name, None);
}

#[divan::bench(args = LINES.map(|(name, _)| name))]
fn language_known(bencher: Bencher, name: &str) {
    measure(bencher, name, Some(Tag::of("da")));
}

//! HTML layers side by side: `HTML_PAGES=folder cargo bench --bench html`. Read the ratios within one run. Without the
//! variable a small page of our own is repeated. What was chosen and why stands in `docs/html-layer.md`.

#![allow(clippy::expect_used, reason = "a bench without its pages is to fail")]

use std::hint::black_box;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use korrektur::parse::html;

/// The pages, decoded; the folder holds them uncompressed.
static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let Some(folder) = std::env::var_os("HTML_PAGES") else { return vec![page_of_our_own()] };
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("HTML_PAGES names a folder")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    let read = |path| std::fs::read(path).expect("a page can be read");
    files.iter().map(|path| String::from_utf8_lossy(&read(path)).into_owned()).collect()
});

fn page_of_our_own() -> String {
    let card =
        "<div class='card post-7'><a href=/a><h3>Overskrift &amp; mere</h3></a><span class=date>3. maj</span></div>";
    format!("<!doctype html><html lang=da><title>Side</title><main>{}</main>", card.repeat(2000))
}

fn over_pages(bencher: Bencher, parse: impl Fn(&str) + Sync) {
    let bytes: usize = PAGES.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for page in PAGES.iter() {
            parse(black_box(page));
        }
    });
}

#[divan::bench]
fn our_tree(bencher: Bencher) {
    over_pages(bencher, |page| {
        black_box(html::tree::Tree::parse(page));
    });
}

#[divan::bench]
fn our_tree_and_outline(bencher: Bencher) {
    over_pages(bencher, |page| {
        black_box(html::outline(page, None));
    });
}

/// The least that a tree on top of this tokenizer can cost.
#[divan::bench]
fn html5gum_tokens(bencher: Bencher) {
    over_pages(bencher, |page| {
        for token in html5gum::Tokenizer::new(page) {
            let Ok(token) = token;
            black_box(token);
        }
    });
}

#[divan::bench]
fn tl_tree(bencher: Bencher) {
    over_pages(bencher, |page| {
        let _ = black_box(tl::parse(page, tl::ParserOptions::default()));
    });
}

#[divan::bench]
fn scraper_tree(bencher: Bencher) {
    over_pages(bencher, |page| {
        black_box(scraper::Html::parse_document(page));
    });
}

fn main() {
    divan::main();
}

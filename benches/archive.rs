//! What an archive costs as it grows: adding to it, and checking 100 new pages against it.
//!
//! `cargo bench --bench archive -- 10000 77000` makes an archive of so many made-up pages (`made`) and prints one JSON object a size.
//! One new page in four has sections that are copies of archived ones, as any page of these has of those before it.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program for the command line")]

mod made;

use std::time::{Duration, Instant};
use std::{env, fs};

use korrektur::archive::{Access, Archive, Translations};
use korrektur::check;
use korrektur::compare;
use korrektur::corpus::{Builder, Corpus};
use korrektur::settings::Settings;

use made::{Maker, SECTIONS};

/// How many pages are added at a time, and how many are checked.
const STEP: u64 = 10_000;
const CHECKED: u64 = 100;

fn main() {
    let sizes: Vec<u64> = env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    for &pages in if sizes.is_empty() { &[1000, 10_000] } else { sizes.as_slice() } {
        measure(pages);
    }
}

fn corpus(maker: &mut Maker, numbers: std::ops::Range<u64>) -> Corpus {
    let mut builder = Builder::default();
    for number in numbers {
        builder.add(&maker.page(number), number as usize).unwrap();
    }
    builder.finish().unwrap()
}

fn measure(pages: u64) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bench.sqlite");
    let mut archive = Archive::open(&file, Access::Create, Duration::ZERO).unwrap();
    let settings = Settings::default();
    let mut maker = Maker::new();
    let mut adding = 0.0;
    for start in (0..pages).step_by(STEP as usize) {
        let next = corpus(&mut maker, start..(start + STEP).min(pages));
        let clock = Instant::now();
        archive.add(&next, &[], &Translations::default(), None).unwrap();
        adding += clock.elapsed().as_secs_f64();
    }
    drop(archive);
    let new = corpus(&mut maker, pages..pages + CHECKED);
    let clock = Instant::now();
    let archive = Archive::open(&file, Access::Read, Duration::ZERO).unwrap();
    let earlier = archive.like(&new, &settings.thresholds).unwrap();
    let looked_up = clock.elapsed().as_secs_f64();
    let (found, sections) = (earlier.pages().len(), earlier.sections().len());
    let all = new.behind(earlier).unwrap();
    let matches = compare::compare(all.digests(), &settings.thresholds).unwrap();
    let mut findings = check::corpus(&all, &matches, &settings).unwrap();
    archive.judge(&all, &mut findings, |_| None).unwrap();
    let megabytes = fs::metadata(&file).unwrap().len() as f64 / 1e6;
    println!(
        "{{\"pages\": {pages}, \"sections\": {}, \"megabytes\": {megabytes:.0}, \"add_s\": {adding:.1}, \"look_up_s\": {looked_up:.2}, \
         \"loaded_pages\": {found}, \"loaded_sections\": {sections}, \"all_s\": {:.2}, \"findings\": {}}}",
        pages * SECTIONS,
        clock.elapsed().as_secs_f64(),
        findings.len(),
    );
}

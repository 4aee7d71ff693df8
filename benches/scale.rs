//! What finding duplicates costs as a dump grows: processor time and memory of the corpus step alone, from understood
//! pages to findings.
//!
//! `cargo bench --bench scale -- 1000 10000 100000` prints one JSON object a line; each size runs in a process of its own.
//! The pages are those of `made`.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a program for the command line")]

mod made;

use std::time::Instant;
use std::{env, fs, process};

use korrektur::check;
use korrektur::compare;
use korrektur::corpus::Builder;
use korrektur::page::Page;
use korrektur::settings::Settings;

use made::Maker;

fn main() {
    let sizes: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_child = env::var_os("SCALE_CHILD").is_some();
    match sizes.as_slice() {
        [] => run_all(&["1000".into(), "10000".into()]),
        [size] if is_child => println!("{}", measure(size.parse().expect("a number of pages"))),
        sizes => run_all(sizes),
    }
}

fn run_all(sizes: &[String]) {
    for size in sizes {
        let mut child = process::Command::new(env::current_exe().unwrap());
        child.arg(size).env("SCALE_CHILD", "1").status().unwrap();
    }
}

/// Seconds of processor time that this process has used, in user mode, where the system tells; else of the clock.
fn seconds(start: Instant) -> f64 {
    let told = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = told.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(11)?.parse::<f64>().ok());
    ticks.map_or_else(|| start.elapsed().as_secs_f64(), |ticks| ticks / 100.0)
}

/// The most memory that this process had at once, in MiB, and what it has now, where the system tells.
fn memory() -> (f64, f64) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    };
    (of("VmHWM:"), of("VmRSS:"))
}

fn measure(pages: u64) -> String {
    let clock = Instant::now();
    let settings = Settings::default();
    let mut maker = Maker::new();
    let mut builder = Builder::default();
    let mut bytes = 0;
    let mut reading = 0.0;
    for chunk in (0..pages).collect::<Vec<_>>().chunks(1000) {
        let made: Vec<Page> = chunk.iter().map(|&number| maker.page(number)).collect();
        let before = seconds(clock);
        for page in &made {
            bytes += page.source.text().len();
            builder.add(page, page.container_line.unwrap_or(1) - 1).unwrap();
        }
        reading += seconds(clock) - before;
    }
    let before = seconds(clock);
    let corpus = builder.finish().unwrap();
    let (digested, held) = (seconds(clock), memory().1);
    let matches = compare::compare(corpus.digests(), &settings.thresholds).unwrap();
    let compared = seconds(clock);
    let findings = check::corpus(&corpus, &matches, &settings).unwrap();
    let checked = seconds(clock);
    format!(
        "{{\"pages\": {pages}, \"sections\": {}, \"megabytes\": {:.1}, \"findings\": {}, \"read_s\": {reading:.2}, \
         \"digest_s\": {:.2}, \"compare_s\": {:.2}, \"check_s\": {:.2}, \"all_s\": {:.2}, \"held_mib\": {held:.0}, \"peak_mib\": {:.0}}}",
        corpus.sections().len(),
        bytes as f64 / 1e6,
        findings.len(),
        digested - before,
        compared - digested,
        checked - compared,
        reading + checked - before,
        memory().0,
    )
}

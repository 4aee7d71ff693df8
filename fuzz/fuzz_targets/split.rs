//! Any bytes, taken as a page of each format, with and without selectors: every line of the outline is in exactly one block, in
//! order, and asking why changes nothing.
#![no_main]

use korrektur::document::Format;
use korrektur::parse::parse;
use korrektur::selector::Selector;
use korrektur::settings::SiteOverride;
use korrektur::span::Source;
use korrektur::split::{explain, split};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = Source::new(String::from_utf8_lossy(bytes).into_owned());
    let selector = |text: &str| Selector::parse(text).ok();
    let site = SiteOverride {
        article: selector("main, .post"),
        profile: selector(".author"),
        teaser: selector("li, .card > a"),
        drop: selector("nav, .ad"),
        title: selector("h1, h3"),
        ..SiteOverride::default()
    };
    for (format, site) in
        [(Format::Html, None), (Format::Html, Some(&site)), (Format::Markdown, None), (Format::Text, None)]
    {
        let outline = parse(&source, format, site);
        let blocks = split(&outline);
        let mut lines: Vec<u32> = Vec::new();
        for block in &blocks {
            assert!(block.lines.is_sorted());
            lines.extend(&block.lines);
        }
        assert!(blocks.iter().map(|block| block.lines.first()).is_sorted());
        lines.sort_unstable();
        assert!(lines.into_iter().eq(0..outline.lines().len() as u32));
        let (explained, account) = explain(&outline);
        assert_eq!(format!("{blocks:?}"), format!("{explained:?}"));
        assert_eq!(account.reasons.len(), outline.lines().len());
    }
});

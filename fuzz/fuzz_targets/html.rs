//! Any bytes, taken as an HTML page: no panic, spans inside the source, no line without text, selectors included.
#![no_main]

use korrektur::parse::html;
use korrektur::selector::Selector;
use korrektur::settings::SiteOverride;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let page = String::from_utf8_lossy(bytes);
    let selector = |text: &str| Selector::parse(text).ok();
    let site = SiteOverride { teaser: selector("li, .card > a"), drop: selector("body :empty"), ..SiteOverride::default() };
    for site in [None, Some(&site)] {
        let outline = html::outline(&page, site);
        for line in outline.lines() {
            assert!(!outline.text(line).is_empty());
            assert!(page.get(line.span.start..line.span.end).is_some_and(|source| !source.is_empty()));
            assert!(outline.runs(line).iter().all(|run| line.span.contains(run.span)));
        }
    }
});

//! Any text as a line, with and without anchor and language: what is read stands in the text, its bounds are in order and hold
//! its value, and saying why changes nothing.
#![no_main]

use jiff::tz::TimeZone;
use korrektur::date::{date, explain};
use korrektur::date_value::Anchor;
use korrektur::language::Tag;
use libfuzzer_sys::fuzz_target;

const LANGUAGES: [&str; 8] = ["en", "da", "de", "ja", "th", "fa", "he", "am"];

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, text)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let language = LANGUAGES.get(usize::from(choice >> 2)).map(|tag| Tag::of(tag));
    let now = (choice & 1 == 1).then(|| "2024-02-29T23:59:59Z".parse().unwrap());
    let zone = (choice & 2 == 2).then(|| TimeZone::get("Europe/Copenhagen").unwrap());
    let anchor = Anchor { now, language, zone };
    if let Some(found) = date(&text, &anchor) {
        assert_eq!(&text[found.within.start..found.within.end], found.text);
        if let Ok(interval) = &found.reading {
            assert!(interval.earliest <= interval.latest);
        }
    }
    assert!(!explain(&text, &anchor).is_empty());
});

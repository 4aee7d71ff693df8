//! Date expressions: the examples of every language file, and what always holds.

#![allow(clippy::panic, clippy::expect_used, reason = "a test may fail")]

use std::fs;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use korrektur::date::{date, explain, is_mostly_date};
use korrektur::date_value::{Anchor, DateKind, DateValue, Interval, Label, Unresolved};
use korrektur::language::Tag;
use proptest::prelude::*;
use toml::{Table, Value};

fn anchor(now: &str, language: Option<&str>) -> Anchor {
    Anchor { now: now.parse().ok(), language: language.and_then(Tag::parse), zone: None }
}

fn read(text: &str, language: Option<&str>) -> Option<DateValue> {
    date(text, &anchor("2024-11-03T12:00:00Z", language))
}

fn interval(text: &str, language: Option<&str>) -> Interval {
    read(text, language)
        .unwrap_or_else(|| panic!("{text:?} is no date"))
        .reading
        .unwrap_or_else(|why| panic!("{text:?}: {why:?}"))
}

#[test]
fn every_language_file_is_whole_and_its_examples_are_read_as_they_say() {
    let mut wrong = Vec::new();
    for entry in fs::read_dir("src/languages").expect("the folder of languages") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let table: Table = fs::read_to_string(&path).expect("text").parse().expect("TOML");
        let tag = table.get("tag").and_then(Value::as_str).expect("a tag");
        assert_eq!(path.file_stem().and_then(|stem| stem.to_str()), Some(tag));
        assert_eq!(Tag::parse(tag).map(|tag| tag.to_string()).as_deref(), Some(tag), "tags are canonical");
        let dates = table.get("date").and_then(Value::as_table).expect("a table [date]");
        for (name, length) in [
            ("months", 12),
            ("weekdays", 7),
            ("persian_months", 12),
            ("hijri_months", 12),
            ("ethiopic_months", 13),
            ("saka_months", 12),
            ("hebrew_months", 13),
            ("quarters", 4),
        ] {
            let list = dates.get(name).and_then(Value::as_array);
            assert!(list.is_none_or(|list| list.len() == length), "{tag}: {name}");
        }
        let examples = dates.get("example").and_then(Value::as_array);
        assert!(examples.is_some_and(|examples| !examples.is_empty()), "{tag} has no example");
        for example in examples.into_iter().flatten() {
            let field = |name: &str| example.get(name).and_then(Value::as_str);
            let text = field("text").expect("a text");
            let found = date(text, &anchor(field("now").unwrap_or_default(), Some(tag)));
            if example.get("nothing").is_some() {
                if let Some(found) = found {
                    wrong.push(format!("{tag}: {text:?} is no date, not {:?}", found.text));
                }
                continue;
            }
            let Some(Ok(interval)) = found.map(|found| found.reading) else {
                wrong.push(format!("{tag}: {text:?} is not read"));
                continue;
            };
            let said = [
                ("value", interval.value),
                ("earliest", interval.earliest.to_string()),
                ("latest", interval.latest.to_string()),
            ];
            for (name, is) in said {
                if let Some(should) = field(name).filter(|should| *should != is)
                    && (name == "value"
                        || should.parse::<Timestamp>().ok().zip(is.parse::<Timestamp>().ok()).is_none_or(far_apart))
                {
                    wrong.push(format!("{tag}: {text:?} has the {name} {is}, not {should}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The bounds of months and years hold two days of slack at either end.
fn far_apart((one, two): (Timestamp, Timestamp)) -> bool {
    one.duration_since(two).abs() > jiff::SignedDuration::from_hours(48)
}

#[test]
fn iso_stands_before_every_local_rule() {
    for language in [None, Some("en"), Some("de"), Some("pt"), Some("ja")] {
        for (text, value) in [
            ("2024-10-05", "2024-10-05"),
            ("2020-08-06", "2020-08-06"),
            ("2018-01-04T07:08:23.000Z", "2018-01-04T07:08:23"),
            ("2021-10-09 05:34:59 -0530", "2021-10-09T11:04:59"),
            ("20130408", "2013-04-08"),
            ("2019-W30", "2019-W30"),
            ("2010-04", "2010-04"),
            ("Mon, 16 Mar 2020 18:18:50 GMT", "2020-03-16T18:18:50"),
            ("Sun Nov 15 01:00:37 2020", "2020-11-15T01:00:37"),
        ] {
            assert_eq!(interval(text, language).value, value, "{text} {language:?}");
        }
    }
}

#[test]
fn iso_ends_a_day_at_24_and_browsers_start_one_there() {
    for (text, value, earliest) in [
        ("2024-03-03T24:00:00Z", "2024-03-04T00:00:00", "2024-03-04T00:00:00Z"),
        ("2024-02-28T24:00+01:00", "2024-02-28T23:00", "2024-02-28T23:00:00Z"),
        ("3/15/2024, 24:00:00", "2024-03-15T00:00:00", "2024-03-15T00:00:00Z"),
    ] {
        let found = interval(text, None);
        assert_eq!((found.value.as_str(), found.earliest.to_string().as_str()), (value, earliest), "{text}");
    }
}

#[test]
fn ambiguous_english_numbers_cover_both_readings() {
    let both = interval("09/03/2012", Some("en"));
    assert_eq!(both.earliest.to_string(), "2012-03-09T00:00:00Z");
    assert_eq!(both.latest.to_string(), "2012-09-03T23:59:59Z");
    assert_eq!(interval("09/03/2012", Some("en-US")).value, "2012-09-03");
    assert_eq!(interval("09/03/2012", Some("en-GB")).value, "2012-03-09");
    assert_eq!(interval("09/03/2012", Some("fr")).value, "2012-03-09");
    assert_eq!(interval("17/11/2015", Some("en")).value, "2015-11-17");
}

#[test]
fn relative_dates_without_an_anchor_say_so() {
    let found = date("for 11 måneder siden", &Anchor::default()).expect("a date");
    assert_eq!(found.reading, Err(Unresolved::NoAnchor));
    assert_eq!((found.kind, found.language), (DateKind::Relative, Tag::of("da")));
    assert!(date("3 March 2021", &Anchor::default()).expect("a date").reading.is_ok());
}

#[test]
fn days_that_do_not_exist_are_impossible() {
    for text in ["31.02.2023", "30 February 2021", "2023-02-29"] {
        assert_eq!(read(text, None).expect("a date").reading, Err(Unresolved::Impossible), "{text}");
    }
}

#[test]
fn a_year_of_another_calendar_is_converted_or_left_alone() {
    assert_eq!(interval("۱۴۰۳/۱۱/۲۷", None).value, "2025-02-15");
    assert_eq!(interval("10 พฤษภาคม 2559", None).value, "2016-05-10");
    assert_eq!(interval("12 ሰኔ 2016", Some("am")).value, "2024-06-19");
    assert_eq!(interval("29 ज्येष्ठ 1946 शक", Some("hi")).value, "2024-06-19");
    assert_eq!(interval("R6/6/19", Some("ja")).value, "2024-06-19");
    // The moon was seen on one of three days.
    for text in ["١٤‏/٧‏/١٤٣٢ هـ", "١٤ رجب ١٤٣٢"] {
        let days = interval(text, Some("ar"));
        assert_eq!(days.earliest.to_string(), "2011-06-15T00:00:00Z", "{text}");
        assert_eq!(days.latest.to_string(), "2011-06-17T23:59:59Z", "{text}");
    }
    assert!(read("رمضان ٢٠٢٣", Some("ar")).is_none());
}

#[test]
fn a_hebrew_date_is_read_in_letters_and_in_digits() {
    for (text, language, value) in [
        ("כ״ב בניסן תש״ף", Some("he"), "2020-04-16"),
        ("ט׳ באב תשפ״ד", None, "2024-08-13"),
        ("15 Nisan 5784", Some("en"), "2024-04-23"),
    ] {
        assert_eq!(interval(text, language).value, value, "{text}");
    }
    let month = interval("Adar I 5784", Some("en"));
    assert_eq!(month.earliest.to_string(), "2024-02-10T00:00:00Z");
    assert!(read("Nisan 15", Some("en")).is_none());
}

#[test]
fn quarters_are_three_months() {
    for (text, language) in
        [("first quarter of 2024", "en"), ("Q1 2024", "en"), ("1. kvartal 2024", "da"), ("2024年第一季度", "zh")]
    {
        let quarter = interval(text, Some(language));
        let bounds = (quarter.earliest.to_string(), quarter.latest.to_string());
        assert_eq!(bounds, ("2024-01-01T00:00:00Z".to_owned(), "2024-03-31T23:59:59Z".to_owned()), "{text}");
    }
    assert!(read("The first quarter was good", Some("en")).is_none());
}

#[test]
fn counts_may_be_grouped_and_broken() {
    for (text, language, value) in [
        ("1,000 days ago", "en", "2022-02-07"),
        ("1.000 dage siden", "da", "2022-02-07"),
        ("1\u{a0}000 дней назад", "ru", "2022-02-07"),
        ("1.5 hours ago", "en", "2024-11-03T10"),
        ("for 2,5 år siden", "da", "2022"),
        ("1,000,000 seconds ago", "en", "2024-10-22T22:13:20"),
    ] {
        assert_eq!(interval(text, Some(language)).value, value, "{text}");
    }
    let half = interval("1.5 hours ago", Some("en"));
    assert_eq!(half.earliest.to_string(), "2024-11-03T10:00:00Z");
    assert_eq!(half.latest.to_string(), "2024-11-03T10:45:00Z");
}

#[test]
fn what_only_looks_like_a_date_is_none() {
    for text in ["Two years later", "Version 2024.3.1 released", "version 1.2.2024", "Mars 2 rover", "31m3 days ago"] {
        assert_eq!(read(text, None).map(|found| found.text), None, "{text}");
    }
    assert_eq!(read("1 January 99999", None).expect("a date").reading, Err(Unresolved::Impossible));
}

#[test]
fn words_for_two_sides_of_now_hold_both() {
    for (text, language, earliest, latest) in [
        ("कल", "hi", "2024-11-01T12:00:00Z", "2024-11-05T12:00:00Z"),
        ("5 दिन मे", "mai", "2024-10-28T12:00:00Z", "2024-11-09T12:00:00Z"),
    ] {
        let both = interval(text, Some(language));
        assert_eq!((both.earliest.to_string(), both.latest.to_string()), (earliest.into(), latest.into()), "{text}");
    }
}

#[test]
fn slashes_in_a_language_that_writes_none_may_be_of_either_order() {
    assert_eq!(interval("08/11/2024", Some("sq")).earliest.to_string(), "2024-08-11T00:00:00Z");
    assert_eq!(interval("08/11/2024", Some("id")).value, "2024-11-08");
    assert_eq!(read("22/3/54", None).expect("a date").reading, Err(Unresolved::Ambiguous));
    assert_eq!(interval("22/3/54", Some("th")).value, "2011-03-22");
}

#[test]
fn days_and_times_are_those_of_the_zone_unless_the_text_says_an_offset() {
    let zone = TimeZone::get("Europe/Copenhagen").ok();
    let anchor = |now: &str| Anchor { zone: zone.clone(), ..anchor(now, Some("da")) };
    let usual = anchor("2024-11-03T23:30:00Z");
    let found = date("for 3 timer siden", &anchor("2024-10-27T02:30:00Z")).expect("a date");
    // The clocks went back in between.
    assert_eq!(found.reading.expect("an interval").value, "2024-10-27T01");
    for (text, value, earliest, latest) in [
        ("3. maj 2021", "2021-05-03", "2021-05-02T22:00:00Z", "2021-05-03T21:59:59Z"),
        ("3. maj 2021 kl. 14.30", "2021-05-03T14:30", "2021-05-03T12:30:00Z", "2021-05-03T12:30:59Z"),
        ("2021-05-03T14:30Z", "2021-05-03T16:30", "2021-05-03T14:30:00Z", "2021-05-03T14:30:59Z"),
        // It is past midnight in Copenhagen.
        ("i går kl. 14.05", "2024-11-03T14:05", "2024-11-03T13:05:00Z", "2024-11-03T13:05:59Z"),
        ("for 3 timer siden", "2024-11-03T21", "2024-11-03T19:30:00Z", "2024-11-03T21:00:31Z"),
        // Shown twice that night.
        ("27. oktober 2024 kl. 2.30", "2024-10-27T02:30", "2024-10-27T00:30:00Z", "2024-10-27T01:30:59Z"),
    ] {
        let found = date(text, &usual).unwrap_or_else(|| panic!("{text:?} is no date"));
        let interval = found.reading.unwrap_or_else(|why| panic!("{text:?}: {why:?}"));
        let said = (interval.value, interval.earliest.to_string(), interval.latest.to_string());
        assert_eq!(said, (value.to_owned(), earliest.to_owned(), latest.to_owned()), "{text}");
    }
}

#[test]
fn weeks_are_called_by_number_and_year() {
    for (text, language, value) in [
        ("uge 48, 2023", "da", "2023-W48"),
        ("KW 48/2023", "de", "2023-W48"),
        ("Week 12 2024", "en", "2024-W12"),
        ("uge 40", "da", "2024-W40"),
        ("uge 50", "da", "2023-W50"),
    ] {
        assert_eq!(interval(text, Some(language)).value, value, "{text}");
    }
    assert!(read("Week 3: introduction", Some("en")).is_none());
}

#[test]
fn published_and_updated_are_told_apart() {
    for (line, language) in [
        ("Published 3 May 2021 · Updated 5 May 2021", "en"),
        ("Last updated: 5 May 2021 (first published 3 May 2021)", "en"),
        ("Udgivet 3. maj 2021 | Sidst opdateret 5. maj 2021", "da"),
        ("2021年5月3日 公開 | 2021年5月5日 更新", "ja"),
    ] {
        let found = read(line, Some(language)).unwrap_or_else(|| panic!("{line} holds no date"));
        let value = |date: &DateValue| date.reading.as_ref().map(|interval| interval.value.clone()).ok();
        assert_eq!((found.label, value(&found).as_deref()), (Some(Label::Published), Some("2021-05-03")), "{line}");
        let updated = found.updated.unwrap_or_else(|| panic!("{line} says when it was updated"));
        assert_eq!(value(&updated).as_deref(), Some("2021-05-05"), "{line}");
    }
    let updated = read("Zuletzt aktualisiert am 5. Mai 2021", Some("de")).expect("a date");
    assert_eq!(updated.label, Some(Label::Updated));
    assert_eq!(read("3 May 2021", None).expect("a date").label, None);
}

#[test]
fn a_reading_is_explained() {
    let anchor = anchor("2024-11-03T00:00:00Z", Some("da"));
    let steps = explain("for 11 måneder siden", &anchor).join("\n");
    for said in ["måneder: unit month", "11 month before now", "2023-11-01T00:00:00Z", "2023-12-26T00:00:00Z"] {
        assert!(steps.contains(said), "{said}: {steps}");
    }
    assert!(explain("5 min. læsning", &anchor).join("").starts_with("no date"));
}

#[test]
fn words_and_numbers_alone_are_no_dates_in_any_language() {
    for text in [
        "May",
        "MORE",
        "mars",
        "sat",
        "to",
        "on:",
        "a",
        "N/A",
        "Juli 20 % Rabatt",
        "March 15€ off",
        "hier klicken",
        "100M",
        "10,00 2",
        "6005",
        "32° 34'S",
        "+45 12 34 56 78",
        "v1.10.21",
    ] {
        assert_eq!(read(text, None).map(|found| found.text), None, "{text}");
    }
}

#[test]
fn a_line_that_is_little_more_than_its_date_is_told() {
    let mostly = |text: &str| is_mostly_date(text, &read(text, None).expect("a date"));
    assert!(mostly("for 11 måneder siden"));
    assert!(mostly("Published on March 3, 2021 · 5 min read"));
    assert!(!mostly(
        "On March 3, 2021 the house stood empty, and nobody in the village knew where its owner had gone."
    ));
}

/// An expression of each kind, in several languages.
const EXPRESSIONS: [(&str, &str); 24] = [
    ("en", "11 months ago"),
    ("en", "about 2 hours ago"),
    ("en", "less than a minute ago"),
    ("en", "over 3 years ago"),
    ("en", "almost 2 years ago"),
    ("en", "last month"),
    ("en", "March 3, 2021 at 2:30 PM"),
    ("da", "for 1 år siden"),
    ("da", "i går kl. 14.05"),
    ("da", "3. maj 2021"),
    ("de", "vor etwa einer halben Stunde"),
    ("de", "vor 1 Jahr und 3 Monaten"),
    ("fr", "il y a moins d'une minute"),
    ("ru", "около 5 часов назад"),
    ("tr", "1 yıldan fazla önce"),
    ("hu", "több mint 2 éve"),
    ("ja", "3年以上前"),
    ("ko", "2시간 전"),
    ("zh", "5个月前"),
    ("ar", "منذ ساعتين"),
    ("he", "לפני יומיים"),
    ("th", "เมื่อ 3 วันที่แล้ว"),
    ("hi", "लगभग 2 घंटे पहले"),
    ("sw", "miezi 2 iliyopita"),
];

fn language() -> impl Strategy<Value = Option<Tag>> {
    prop::option::of(
        prop::sample::select(vec!["en", "da", "de", "fr", "ja", "th", "fa", "he", "sw", "en-US"]).prop_map(Tag::of),
    )
}

/// Zones whose clocks are set twice a year, by half an hour, never; the last went over the date line.
fn zone() -> impl Strategy<Value = Option<TimeZone>> {
    let zones = ["Europe/Copenhagen", "Australia/Lord_Howe", "Asia/Kolkata", "America/New_York", "Pacific/Apia"];
    prop::option::of(prop::sample::select(zones.to_vec()).prop_map(|name| TimeZone::get(name).expect("a zone")))
}

/// Tells whether a value lies inside its bounds, as clocks of the zone show them.
fn holds_its_value(interval: &Interval, zone: &TimeZone) -> bool {
    let cut = |at: Timestamp| {
        let shown = zone.to_datetime(at).to_string();
        shown.chars().take(interval.value.len()).collect::<String>()
    };
    interval.value.contains('W') || cut(interval.earliest) <= interval.value && interval.value <= cut(interval.latest)
}

/// The expressions of [`EXPRESSIONS`] and those among the examples of the language files that are nothing but a date.
fn expression() -> impl Strategy<Value = (String, String)> {
    let mut known: Vec<(String, String)> =
        EXPRESSIONS.iter().map(|&(language, text)| (language.to_owned(), text.to_owned())).collect();
    for entry in fs::read_dir("src/languages").expect("the folder of languages") {
        let path = entry.expect("an entry").path();
        let Some(tag) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".toml")) else { continue };
        let table: Table = fs::read_to_string(&path).expect("text").parse().expect("TOML");
        let examples = table.get("date").and_then(|date| date.get("example")).and_then(Value::as_array);
        for text in examples.into_iter().flatten().filter_map(|example| example.get("text")?.as_str()) {
            // Digits alone may need the whole line.
            let whole = read(text, Some(tag)).filter(|found| found.text == text && found.reading.is_ok());
            let whole = whole.filter(|_| text.chars().any(char::is_alphabetic));
            known.extend(whole.map(|_| (tag.to_owned(), text.to_owned())));
        }
    }
    known.sort();
    prop::sample::select(known)
}

fn instant() -> impl Strategy<Value = Option<Timestamp>> {
    // From the year 1 to 9999.
    prop::option::of(
        (-62_135_596_800_i64..253_402_207_200).prop_map(|second| Timestamp::from_second(second).unwrap_or_default()),
    )
}

/// Pieces that dates are made of, in any order.
fn jumble() -> impl Strategy<Value = String> {
    let pieces = vec![
        "3",
        "11",
        "31",
        "99999",
        "2023",
        "0001",
        "9999",
        "March",
        "marts",
        "月",
        "年",
        "日",
        "ago",
        "for",
        "siden",
        "years",
        "måneder",
        "in",
        "yesterday",
        "last",
        "Friday",
        "at",
        "14:30",
        "pm",
        "-",
        "–",
        "/",
        ".",
        ",",
        ":",
        "T",
        "Z",
        "+02:00",
        " ",
        "  ",
        "·",
        "and",
        "over",
        "令和",
        "مارس",
        "قبل",
        "٣",
        "วัน",
        "ที่แล้ว",
        "week",
        "48",
        "W",
        "um",
        "Uhr",
        "just now",
        "\u{200f}",
        "🎉",
        "ß",
        "İ",
    ];
    let numeric = vec!["3", "12", "2023", "/", "-", ".", "T", ":", "Mar", "å", "h", "日"];
    prop_oneof![
        prop::collection::vec(prop::sample::select(pieces), 0..14).prop_map(|pieces| pieces.join(" ")),
        prop::collection::vec(prop::sample::select(numeric), 0..14).prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #[test]
    fn whatever_the_text_the_answer_is_sound(text in prop_oneof![any::<String>(), jumble()], now in instant(), language in language(), zone in zone()) {
        let anchor = Anchor { now, language, zone };
        if let Some(found) = date(&text, &anchor) {
            prop_assert_eq!(text.get(found.within.start..found.within.end), Some(found.text.as_str()));
            prop_assert!(!found.text.is_empty());
            if let Ok(interval) = &found.reading {
                prop_assert!(interval.earliest <= interval.latest, "{:?}", interval);
                prop_assert!(holds_its_value(interval, anchor.zone()), "{:?}", interval);
            }
        }
    }

    #[test]
    fn an_answer_holds_its_value_and_moves_with_now(
        expression in expression(), now in 946_684_800_i64..1_900_000_000, later in 0_i64..400_000_000, zone in zone(),
    ) {
        let (language, text) = expression;
        let at = |second: i64| {
            let now = Timestamp::from_second(second).ok();
            let anchor = Anchor { now, language: Tag::parse(&language), zone: zone.clone() };
            date(&text, &anchor).and_then(|found| found.reading.ok()).map(|interval| (interval, anchor))
        };
        let ((one, anchor), (two, _)) = (at(now).expect("a date"), at(now + later).expect("a date"));
        // The day of now, which clocks that are set back may show again.
        let again = jiff::SignedDuration::from_hours(if zone.is_some() { 2 } else { 0 });
        prop_assert!(one.earliest - again <= two.earliest && one.latest - again <= two.latest, "{}: {:?} {:?}", text, one, two);
        for interval in [&one, &two] {
            prop_assert!(interval.earliest <= interval.latest);
            prop_assert!(holds_its_value(interval, anchor.zone()), "{}: {:?}", text, interval);
        }
    }

    #[test]
    fn what_stands_around_an_expression_changes_nothing(
        expression in expression(),
        before in prop::sample::select(vec!["", "By Julia Holm | ", "Julia Holm · ", "• ", "(", "★★★ · "]),
        after in prop::sample::select(vec!["", " | Julia Holm", " · Julia Holm", " — Julia Holm", " •", ")", " · 5 min"]),
    ) {
        let (language, text) = expression;
        let line = format!("{before}{text}{after}");
        let alone = read(&text, Some(&language)).expect("a date");
        let found = read(&line, Some(&language)).unwrap_or_else(|| panic!("{line:?} holds no date"));
        prop_assert_eq!(&found.text, &alone.text, "{}", line);
        prop_assert_eq!(found.reading, alone.reading, "{}", line);
    }

    #[test]
    fn saying_why_never_fails(text in prop_oneof![any::<String>(), jumble()], now in instant(), language in language(), zone in zone()) {
        let steps = explain(&text, &Anchor { now, language, zone });
        prop_assert!(!steps.is_empty());
    }

    #[test]
    fn an_expression_reads_alone_as_in_its_line(count in 2_u32..90, unit in prop::sample::select(vec!["minutes", "hours", "days", "weeks", "months", "years"])) {
        let line = format!("By Julia Freeman | {count} {unit} ago · 5 min read");
        let found = read(&line, Some("en")).expect("a date");
        let again = read(&found.text, Some("en")).expect("a date");
        prop_assert_eq!(&found.text, &format!("{count} {unit} ago"));
        prop_assert_eq!(found.reading, again.reading);
    }
}

//! What is reported of texts that stand twice, and what is none of a fault: pages put together by hand, through the corpus,
//! the comparison and the rules.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use korrektur::check;
use korrektur::compare;
use korrektur::corpus::Builder;
use korrektur::date_value::{DateKind, DateValue, Interval, Precision};
use korrektur::document::{Format, Unreadable};
use korrektur::finding::{Finding, Fingerprint, Severity};
use korrektur::language::{Language, Tag};
use korrektur::outline::Role;
use korrektur::page::{Block, Dated, Field, Kind, Page, Paragraph, Section};
use korrektur::settings::{RuleSettings, Settings};
use korrektur::span::{Source, Span};
use proptest::prelude::*;

/// A page whose text is that of its blocks.
fn page(name: &str, blocks: &[Block]) -> Page {
    let mut source = String::new();
    let mut placed = blocks.to_vec();
    for section in placed.iter_mut().flat_map(|block| &mut block.sections) {
        let start = source.len();
        for paragraph in &mut section.paragraphs {
            paragraph.span = Span::new(source.len(), source.len() + paragraph.text.len());
            source.push_str(&paragraph.text);
            source.push_str("\n\n");
        }
        section.span = Span::new(start, source.trim_end().len());
    }
    Page {
        name: name.to_owned(),
        url: None,
        format: Format::Text,
        fetched_at: None,
        declared: None,
        expected: None,
        detected: Language::default(),
        blocks: placed,
        source: Source::new(source),
        problems: Vec::new(),
        container_line: None,
        ignores: Vec::new(),
        told: korrektur::page::Told::default(),
        skeleton: korrektur::skeleton::Skeleton::default(),
        pairing: korrektur::paired::Pairing::default(),
    }
}

/// A block with a title and sections; a section's text starts with its heading and a line break where it has one.
fn block(kind: Kind, title: &str, sections: &[&str]) -> Block {
    Block {
        kind,
        title: Some(field(title)),
        category: None,
        author: None,
        date: None,
        link: None,
        language: Language::default(),
        sections: sections.iter().map(|text| section(text)).collect(),
        span: Span::default(),
        title_repeats: Vec::new(),
        lines: Vec::new(),
    }
}

fn section(text: &str) -> Section {
    let (heading, text) = match text.strip_prefix("# ").and_then(|text| text.split_once('\n')) {
        Some((heading, text)) => (Some(field(heading)), text),
        None => (None, text),
    };
    let paragraph = |text: &str| Paragraph {
        text: text.to_owned(),
        span: Span::default(),
        role: Role::Paragraph,
        is_prose: true,
        declared: None,
        stretches: Vec::new(),
        language: Language::default(),
        passages: Vec::new(),
    };
    let paragraphs = text.split("\n\n").map(paragraph).collect();
    Section { heading, level: 2, paragraphs, language: Language::default(), span: Span::default() }
}

fn field(text: &str) -> Field {
    Field { text: text.to_owned(), span: None, stretches: Vec::new(), language: Language::default() }
}

/// A text of `words` words that shares no three of them in a row with another `seed`.
fn text(seed: u32, words: u32) -> String {
    (0..words).map(|number| word(seed, number)).collect::<Vec<_>>().join(" ")
}

/// The word at `number` of the text of `seed`: letters, for numbers are facts.
fn word(seed: u32, number: u32) -> String {
    format!("{seed:03}x{number:03}").bytes().map(|byte| char::from(byte.wrapping_add(b'a' - b'0').min(b'z'))).collect()
}

fn findings_with(pages: &[Page], settings: &Settings) -> Vec<Finding> {
    let mut corpus = Builder::default();
    for (index, page) in pages.iter().enumerate() {
        corpus.add(page, index).unwrap();
    }
    let corpus = corpus.finish().unwrap();
    check::corpus(&corpus, &compare::compare(corpus.digests(), &settings.thresholds).unwrap(), settings).unwrap()
}

/// Findings as `rule page sections > first other place`.
fn found(pages: &[Page]) -> Vec<String> {
    let findings = findings_with(pages, &Settings::default());
    let describe = |finding: &Finding| {
        let other =
            finding.related.first().map(|other| other.section.as_ref().map_or(other.page.clone(), Clone::clone));
        format!("{} {} {} > {}", finding.rule, finding.page, finding.sections.join(" "), other.unwrap_or_default())
    };
    findings.iter().map(describe).collect()
}

fn article(title: &str, sections: &[&str]) -> Block {
    block(Kind::Article, title, sections)
}

/// A page of its own with one article that says nothing that another seed says.
fn article_page(seed: u32, more: &[&str]) -> Page {
    let own = text(seed, 40);
    let mut sections = vec![own.as_str()];
    sections.extend(more);
    page(&format!("{seed}.txt"), &[article(&format!("Title {seed}"), &sections)])
}

#[test]
fn a_copied_section_is_reported_where_it_stands_again() {
    let copied = text(100, 30);
    let pages = [article_page(0, &[&copied]), article_page(1, &[&copied.to_uppercase()]), article_page(2, &[])];
    assert_eq!(found(&pages), ["duplicate-section 1.txt 1.2 > 1.2"]);
    let finding = &findings_with(&pages, &Settings::default())[0];
    assert_eq!((finding.related[0].page.as_str(), finding.related_total), ("0.txt", 1));
    assert_eq!(pages[1].source.slice(finding.place.span), copied.to_uppercase());
}

#[test]
fn an_edited_section_is_nearly_one() {
    let copied = text(100, 30);
    let pages = [article_page(0, &[&copied]), article_page(1, &[&copied.replace(&word(100, 15), "other")])];
    assert_eq!(found(&pages), ["near-duplicate-section 1.txt 1.2 > 1.2"]);
}

#[test]
fn a_section_repeated_on_its_page_is_reported_once() {
    let copied = text(100, 30);
    assert_eq!(found(&[article_page(0, &[&copied, &copied])]), ["duplicate-section 0.txt 1.3 > 1.2"]);
}

#[test]
fn a_whole_article_is_one_finding() {
    let sections = [text(0, 40), text(1, 40), text(2, 40)];
    let sections: Vec<&str> = sections.iter().map(String::as_str).collect();
    let profile = block(Kind::Profile, "Anna Holm", &[&text(7, 40)]);
    let pages = [page("a", &[article("A", &sections)]), page("b", &[article("A", &sections), profile])];
    assert_eq!(found(&pages), ["duplicate-section b 1.1 1.2 1.3 > a"]);
}

#[test]
fn sections_in_a_row_are_one_finding() {
    let (a, b) = (text(100, 30), text(101, 30));
    let pages = [article_page(0, &[&a, &b]), article_page(1, &[&a, &b])];
    assert_eq!(found(&pages), ["duplicate-section 1.txt 1.2 1.3 > 1.2"]);
}

#[test]
fn a_page_under_two_names_is_one_finding_unless_switched_off() {
    let pages = ["a", "b"].map(|name| page(name, &[article("A", &[&text(0, 40), &text(1, 40)])]));
    assert_eq!(found(&pages), ["duplicate-page b  > a"]);
    let off = RuleSettings { enabled: Some(false), severity: None };
    let settings = Settings { rules: [("duplicate-page".to_owned(), off)].into(), ..Settings::default() };
    assert_eq!(findings_with(&pages, &settings)[0].rule, "duplicate-section");
}

#[test]
fn chrome_left_in_articles_is_no_fault() {
    let notice = text(100, 30);
    let pages: Vec<Page> =
        (0..5).map(|seed| article_page(seed, &[&format!("{}\n\n{notice}", text(50 + seed, 30))])).collect();
    assert_eq!(found(&pages), Vec::<String>::new());
}

#[test]
fn teasers_and_other_blocks_are_no_fault() {
    let lead = text(0, 40);
    let repeats = [block(Kind::Teaser, "Title 0", &[&lead]), block(Kind::Other, "", &[&lead])];
    let pages = [article_page(0, &[]), page("b", &repeats), page("c", &repeats[1..])];
    assert_eq!(found(&pages), Vec::<String>::new());
}

#[test]
fn a_teaser_left_in_an_article_is_no_fault() {
    let teaser = format!("{}\n\nTitle 0\nNews\n3 May\n{}", text(100, 30), text(0, 30));
    let pages = [article_page(0, &[&text(200, 30)]), article_page(1, &[&text(201, 30), &teaser])];
    assert_eq!(found(&pages), Vec::<String>::new());
}

/// Two articles, the profile of Anna Holm under the first and that of `second` under the other.
fn under(profile: impl Fn(&str) -> Block, second: &str) -> [Page; 2] {
    let mut pages = [article_page(0, &[]), article_page(1, &[])];
    pages[0].blocks.push(profile("Anna Holm"));
    pages[1].blocks.push(profile(second));
    pages
}

#[test]
fn a_profile_may_stand_on_every_page_of_its_author_but_not_under_another_name() {
    let profile = |name: &str| block(Kind::Profile, name, &[&text(100, 40)]);
    assert_eq!(found(&under(profile, "Anna Holm")), Vec::<String>::new());
    assert_eq!(found(&under(profile, "Bo Berg")), ["duplicate-section 1.txt 2.1 > 2.1"]);
}

#[test]
fn a_frame_with_other_facts_is_no_fault_but_one_changed_fact_is() {
    let course = |city: &str, day: u32| {
        format!(
            "the course in {city} begins on the {day} of the month and is open to all who want to learn how to sail a boat"
        )
    };
    let pages: Vec<Page> = [("Odense", 3), ("Aarhus", 14), ("Ribe", 25)]
        .iter()
        .zip(0..)
        .map(|(&(city, day), seed)| article_page(seed, &[&course(city, day)]))
        .collect();
    assert_eq!(found(&pages), Vec::<String>::new());
    assert_eq!(found(&pages[..2]), ["near-duplicate-section 1.txt 1.2 > 1.2"]);
}

#[test]
fn what_ends_several_articles_is_no_fault_but_what_ends_two_is() {
    let notice = text(100, 30);
    let pages: Vec<Page> =
        (0..3).map(|seed| article_page(seed, &[&format!("{}\n\n{notice}", text(50 + seed, 30))])).collect();
    // Pages of one site would make it chrome: these are of three.
    let pages: Vec<Page> = pages
        .into_iter()
        .enumerate()
        .map(|(site, page)| Page { url: Some(format!("https://{site}.example/")), ..page })
        .collect();
    assert_eq!(found(&pages), Vec::<String>::new());
    assert_eq!(found(&pages[..2]), ["near-duplicate-section 1.txt 1.2 > 1.2"]);
}

#[test]
fn a_teaser_parted_from_its_title_is_no_fault() {
    let mut pages = [article_page(0, &[&text(200, 40)]), article_page(1, &[&text(201, 30), &text(0, 30)])];
    assert_eq!(found(&pages), ["near-duplicate-section 1.txt 1.3 > 1.1"]);
    pages[1].blocks.push(block(Kind::Teaser, "Title 0", &[]));
    assert_eq!(found(&pages), Vec::<String>::new());
}

#[test]
fn a_profile_parted_from_its_name_is_no_fault() {
    let mut pages = [article_page(0, &[]), article_page(1, &[&text(201, 30), &text(100, 40)])];
    pages[0].blocks.push(block(Kind::Profile, "Anna Holm", &[&text(100, 40)]));
    assert_eq!(found(&pages), ["duplicate-section 1.txt 1.3 > 2.1"]);
    pages[1].blocks.push(block(Kind::Other, "", &["Anna Holm"]));
    assert_eq!(found(&pages), Vec::<String>::new());
}

#[test]
fn a_profile_without_a_title_is_named_by_its_first_line() {
    let profile = |name: &str| Block {
        title: None,
        ..block(Kind::Profile, "", &[&format!("Hi, this is {name}\n\n{}", text(100, 40))])
    };
    assert_eq!(found(&under(profile, "Anna Holm")), Vec::<String>::new());
    assert_eq!(found(&under(profile, "Bo Berg")), ["near-duplicate-section 1.txt 2.1 > 2.1"]);
}

#[test]
fn a_price_list_with_other_numbers_is_no_fault() {
    let list = |work: &str, from: u32| {
        format!(
            "a talk with our {work} takes {} minutes and costs {} kroner, ring us at {} on weekdays between {} and {}",
            from + 1,
            from + 2,
            from + 3,
            from + 4,
            from + 5
        )
    };
    let pages = [article_page(0, &[&list("dietitian", 10)]), article_page(1, &[&list("career coach", 40)])];
    assert_eq!(found(&pages), Vec::<String>::new());
}

#[test]
fn sections_of_one_article_may_share_phrases() {
    let (first, second) = (text(100, 60), text(101, 60));
    let mixed = format!("{}\n\n{second}", first.split_inclusive(' ').take(35).collect::<String>());
    assert_eq!(found(&[article_page(0, &[&first, &mixed])]), Vec::<String>::new());
    assert_eq!(
        found(&[article_page(0, &[&first]), article_page(1, &[&mixed])]),
        ["near-duplicate-section 1.txt 1.2 > 1.2"]
    );
}

#[test]
fn a_box_under_one_heading_at_the_end_is_no_fault_whatever_teaser_follows() {
    let boxed = |seed: u32, heading: &str| format!("# {heading}\n{}\n\n{}", text(100, 30), text(seed, 5));
    let page = |seed, heading: &str| article_page(seed, &[&text(50 + seed, 30), &boxed(seed + 200, heading)]);
    let among_others = |pages: &[Page]| {
        let others = (20..30).map(|seed| article_page(seed, &[]));
        found(&pages.iter().cloned().chain(others).collect::<Vec<_>>())
    };
    assert_eq!(among_others(&[0, 1, 2].map(|seed| page(seed, "About me"))), Vec::<String>::new());
    assert_eq!(among_others(&[0, 1].map(|seed| page(seed, "About me"))).len(), 1, "two may be a copy");
    let stolen = [page(0, "I am Eva"), page(1, "I am Eva"), page(2, "I am Eva"), page(3, "I am Ada")];
    assert_eq!(among_others(&stolen), ["near-duplicate-section 3.txt 1.3 > 1.3"]);
}

#[test]
fn the_same_part_of_many_pages_may_share_phrases() {
    let part = |seed: u32| format!("# Parameters\n{} {}", text(100, 14), text(seed, 26));
    let pages = |titles: u32| -> Vec<Page> {
        let others = (2..titles).map(|seed| article_page(seed, &[&format!("# Parameters\n{}", text(50 + seed, 30))]));
        [article_page(0, &[&part(200)]), article_page(1, &[&part(201)])].into_iter().chain(others).collect()
    };
    assert_eq!(found(&pages(4)), ["near-duplicate-section 1.txt 1.2 > 1.2"]);
    assert_eq!(found(&pages(5)), Vec::<String>::new());
}

#[test]
fn characters_of_scripts_without_spaces_are_compared_four_at_a_time() {
    let written = |seed: u32| -> String {
        let letter = |number: u32| char::from_u32(0x4e00 + (seed * 7919 + number * 104_729) % 20_000).unwrap_or('一');
        (0..60).map(letter).collect()
    };
    let edited =
        written(1).chars().enumerate().map(|(at, old)| if at % 12 == 5 { '改' } else { old }).collect::<String>();
    let pages = [article_page(0, &[&written(1)]), article_page(1, &[&edited]), article_page(2, &[&written(2)])];
    let near = findings_with(&pages, &Settings::default());
    // Five of 60 characters stand in 20 of 57 runs of four: 37 of 77.
    assert_eq!(near.iter().map(|finding| finding.related[0].similarity).collect::<Vec<_>>(), [37.0 / 77.0]);
}

#[test]
fn three_words_in_ten_changed_all_over_a_text_are_an_edited_copy() {
    let copied = text(100, 60);
    let is_changed = |word: usize| matches!(word % 20, 2 | 5 | 6 | 7 | 15 | 16);
    let edited = copied.split(' ').enumerate().map(|(at, word)| if is_changed(at) { "other" } else { word });
    let edited = edited.collect::<Vec<_>>().join(" ");
    let pages = |more: &str| [article_page(0, &[&copied]), article_page(1, &[&format!("{edited} {more}")])];
    assert_eq!(found(&pages("")), ["near-duplicate-section 1.txt 1.2 > 1.2"]);
    assert_eq!(found(&pages(&text(102, 60))), Vec::<String>::new(), "what much longer texts share are phrases");
}

#[test]
fn code_and_headings_do_not_count() {
    let mut pages =
        [0, 1].map(|seed| article_page(seed, &[&format!("# Introduction\n{}", text(50 + seed, 30)), &text(100, 30)]));
    for page in &mut pages {
        page.blocks[0].sections[2].paragraphs[0].is_prose = false;
    }
    assert_eq!(found(&pages), Vec::<String>::new());
}

#[test]
fn every_finding_has_a_fingerprint_of_its_own_that_order_does_not_change() {
    let copied = text(100, 30);
    let pages = [article_page(0, &[&copied]), article_page(1, &[&copied, &text(7, 20), &copied])];
    let fingerprints: Vec<Fingerprint> =
        findings_with(&pages, &Settings::default()).iter().map(|finding| finding.fingerprint).collect();
    assert_eq!(fingerprints.len(), 2);
    assert_ne!(fingerprints[0], fingerprints[1]);
    let later = [article_page(5, &[]), pages[0].clone(), pages[1].clone()];
    let again: Vec<Fingerprint> =
        findings_with(&later, &Settings::default()).iter().map(|finding| finding.fingerprint).collect();
    assert_eq!(fingerprints, again);
}

/// The page, published on a day of May 2024.
fn published(mut page: Page, day: i8) -> Page {
    let at = format!("2024-05-{day:02}T00:00:00Z").parse().unwrap();
    let reading = Interval { value: format!("2024-05-{day:02}"), precision: Precision::Day, earliest: at, latest: at };
    let value = DateValue {
        text: String::new(),
        within: Span::default(),
        kind: DateKind::Absolute,
        language: Tag::default(),
        reading: Ok(reading),
        label: None,
        updated: None,
    };
    page.blocks[0].date = Some(Dated::new(value, None));
    page
}

#[test]
fn the_original_is_what_was_published_first() {
    let copied = text(100, 30);
    let own = [0, 1, 2].map(|number| text(200 + number, 30));
    let undated = article_page(0, &[&copied, &own[0]]);
    let late = published(article_page(1, &[&copied, &own[1]]), 20);
    let early = published(article_page(2, &[&copied, &own[2]]), 3);
    let pages = [undated, late, early];
    let originals: Vec<String> = findings_with(&pages, &Settings::default())
        .into_iter()
        .filter_map(|finding| finding.related.into_iter().next())
        .map(|original| original.page)
        .collect();
    assert_eq!(originals, ["2.txt", "2.txt"]);
    assert_eq!(found(&pages), ["duplicate-section 0.txt 1.2 > 1.2", "duplicate-section 1.txt 1.2 > 1.2"]);
}

/// Pages with dates of their own, of a few texts and edited copies of them.
fn dated_pages() -> impl Strategy<Value = Vec<Page>> {
    prop::collection::vec(prop::collection::vec((0..6_u32, 0..3_u32), 1..4), 1..8).prop_map(|pages| {
        let section = |&(seed, edits): &(u32, u32)| {
            let mut words: Vec<String> = (0..40).map(|number| word(seed, number)).collect();
            for edit in 0..edits {
                words[10 + 12 * edit as usize] = word(50 + edit, seed);
            }
            words.join(" ")
        };
        let page = |(number, sections): (u32, &Vec<(u32, u32)>)| {
            let sections: Vec<String> = sections.iter().map(section).collect();
            let sections: Vec<&str> = sections.iter().map(String::as_str).collect();
            published(article_page(20 + number, &sections), 1 + number as i8)
        };
        (0..).zip(&pages).map(page).collect()
    })
}

proptest! {
    #[test]
    fn dated_pages_give_the_same_findings_in_any_order(
        (pages, shuffled) in dated_pages().prop_flat_map(|pages| (Just(pages.clone()), Just(pages).prop_shuffle())),
    ) {
        let said = |pages: &[Page]| {
            let findings = findings_with(pages, &Settings::default());
            let mut said: Vec<String> = findings
                .iter()
                .map(|Finding { rule, page, sections, message, related, fingerprint, .. }| {
                    let mut others: Vec<String> =
                        related.iter().map(|other| format!("{} {:?} {}", other.page, other.section, other.similarity)).collect();
                    others[1..].sort();
                    format!("{rule} {page} {sections:?} {message} {others:?} {fingerprint}")
                })
                .collect();
            said.sort();
            said
        };
        prop_assert_eq!(said(&pages), said(&shuffled));
    }
}

#[test]
fn an_article_without_text_is_empty_and_one_with_code_is_not() {
    let empty = page("a", &[article("Title", &[]), article("Title", &["Title"]), article("Title", &["fn main() {}"])]);
    let findings = check::page(&empty, 0, &Settings::default());
    let empty: Vec<_> =
        findings.iter().filter(|finding| finding.rule == "empty-article").map(|finding| &finding.block).collect();
    assert_eq!(empty, [&Some("1".to_owned()), &Some("2".to_owned())]);
}

#[test]
fn a_title_may_stand_twice() {
    let mut page = page("a", &[article("Title", &["Some text."])]);
    let repeats = |count: usize| (0..count).map(|at| Span::new(at, at + 1)).collect();
    let mut repeated = |count| {
        page.blocks[0].title_repeats = repeats(count);
        check::page(&page, 0, &Settings::default()).iter().any(|finding| finding.rule == "repeated-title")
    };
    assert!(!repeated(2));
    assert!(repeated(3));
}

#[test]
fn severity_and_switch_come_from_the_settings() {
    let unreadable = Unreadable { name: "x".into(), reason: "broken".into(), offset: Some(7), line: None };
    let said = |enabled, severity| {
        let rules = [("unreadable-input".to_owned(), RuleSettings { enabled, severity })].into();
        check::unreadable(&unreadable, 0, &Settings { rules, ..Settings::default() })
    };
    assert_eq!(said(None, None).map(|finding| finding.severity), Some(Severity::Error));
    assert_eq!(said(None, Some(Severity::Info)).map(|finding| finding.severity), Some(Severity::Info));
    assert_eq!(said(Some(false), None), None);
}

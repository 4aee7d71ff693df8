//! What language a page should be in, what its texts are in, and what is said of the difference: pages in, findings out.

use korrektur::document::{Content, Declared, Document};
use korrektur::finding::Finding;
use korrektur::language::{Expected, ExpectedFrom, Tag};
use korrektur::page::Page;
use korrektur::settings::Settings;
use korrektur::{check, flow};

const DANISH: &str = "Vi hjælper dig med at finde en tid, der passer ind i din hverdag, og du kan altid ringe til os.";
const MORE_DANISH: &str = "Hvis du bliver forhindret, skal du melde afbud senest dagen før klokken tolv.";
const ENGLISH: &str = "You can cancel your appointment up to one day before your visit without any costs.";
const MORE_ENGLISH: &str = "Please bring your health card with you when you visit us for the first time.";

fn page(name: &str, url: Option<&str>, text: &str, settings: &Settings) -> Page {
    let document = Document {
        name: name.to_owned(),
        content: Content::Text(text.to_owned()),
        format: None,
        declared: Declared { url: url.map(str::to_owned), ..Declared::default() },
        container_line: None,
    };
    let mut page = flow::page(document, settings);
    flow::settle(&mut page, settings);
    page
}

fn expected(name: &str, url: Option<&str>, text: &str) -> Option<(String, ExpectedFrom)> {
    page(name, url, text, &Settings::default()).expected.map(|expected| (expected.tag.to_string(), expected.from))
}

fn asking(tag: &str) -> Settings {
    let expected = Expected { tag: Tag::of(tag), from: ExpectedFrom::Flag };
    Settings { expected: Some(expected), ..Settings::default() }
}

fn html(lang: &str, main: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><title>x</title></head><body><main><article>{main}</article></main></body></html>"
    )
}

/// Gives the language findings of a page, each with the text that its span covers.
fn findings(page: &Page, settings: &Settings) -> Vec<(Finding, String)> {
    let all = check::page(page, 0, settings).into_iter();
    let of_language = all.filter(|finding| finding.rule.contains("untranslated") || finding.rule.contains("language"));
    of_language.map(|finding| (finding.clone(), page.source.slice(finding.place.span).to_owned())).collect()
}

#[test]
fn a_claim_goes_before_the_address_and_the_address_before_the_chrome() {
    let text = format!("<h1>Om os</h1><p>{DANISH}</p>");
    let claimed = html("nb", &text);
    let unclaimed = claimed.replace(" lang=\"nb\"", "");
    assert_eq!(
        expected("x.html", Some("https://example.org/da/x"), &claimed),
        Some(("nb".into(), ExpectedFrom::Declared))
    );
    assert_eq!(
        expected("x.html", Some("https://example.org/da/x"), &unclaimed),
        Some(("da".into(), ExpectedFrom::Address))
    );
    assert_eq!(expected("site/sv/x.html", None, &unclaimed), Some(("sv".into(), ExpectedFrom::Address)));
}

#[test]
fn a_country_is_believed_only_where_some_text_agrees() {
    let (danish, english) = (format!("<p>{DANISH}</p>"), format!("<p>{ENGLISH}</p>"));
    let of = |text: &str| expected("x.html", Some("https://example.dk/x"), text);
    assert_eq!(of(&danish), Some(("da".into(), ExpectedFrom::Address)));
    assert_eq!(of(&english), None);
}

#[test]
fn a_page_that_nothing_speaks_for_expects_nothing_and_has_no_finding() {
    let page = page(
        "x.html",
        None,
        &format!("<main><h1>About</h1><p>{ENGLISH}</p><p>{DANISH}</p></main>"),
        &Settings::default(),
    );
    assert_eq!(page.expected, None);
    assert!(findings(&page, &Settings::default()).is_empty());
}

#[test]
fn a_foreign_run_is_one_finding_that_covers_exactly_its_paragraphs() {
    let text = html(
        "da",
        &format!(
            "<h1>Aflysning af tid</h1>\n<p>{DANISH}</p>\n<p>{ENGLISH}</p>\n<p>{MORE_ENGLISH}</p>\n<p>{MORE_DANISH}</p>"
        ),
    );
    let settings = Settings::default();
    let found = findings(&page("x.html", None, &text, &settings), &settings);
    assert_eq!(found.len(), 1, "{found:?}");
    let (finding, covered) = &found[0];
    assert_eq!(finding.rule, "untranslated-section");
    assert!(covered.starts_with("You can") && covered.ends_with("first time."), "{covered}");
    assert_eq!((finding.expected, finding.found), (Some(Tag::of("da")), Some(Tag::of("en"))));
    assert!(finding.message.contains("in English, expected Danish"), "{}", finding.message);
}

#[test]
fn a_foreign_text_that_is_marked_as_such_is_no_fault() {
    let text = html(
        "da",
        &format!("<h1>Aflysning af tid</h1><p>{DANISH}</p><p lang=\"en\">{ENGLISH}</p><p>{MORE_DANISH}</p>"),
    );
    let settings = Settings::default();
    assert!(findings(&page("x.html", None, &text, &settings), &settings).is_empty());
}

#[test]
fn close_languages_are_not_told_apart_to_the_page_s_harm() {
    let text = html(
        "nb",
        "<h1>For et år siden</h1><p>Det var en god dag, og vi gikk en tur i skogen.</p><p>Hun var den beste av dem alle.</p>",
    );
    let settings = Settings::default();
    assert!(findings(&page("x.html", None, &text, &settings), &settings).is_empty());
}

#[test]
fn an_expected_language_that_cannot_be_told_turns_the_check_off_and_says_so() {
    let settings = asking("wo");
    let page = page("x.html", None, &html("wo", &format!("<h1>About</h1><p>{ENGLISH}</p>")), &settings);
    assert!(page.detected.tag.is_und());
    assert!(page.problems.iter().any(|problem| problem.reason.contains("wo")), "{:?}", page.problems);
    assert!(!findings(&page, &settings).iter().any(|(finding, _)| finding.rule.contains("untranslated")));
}

#[test]
fn a_claim_that_all_text_contradicts_is_the_fault_unless_it_was_asked_for() {
    let chrome = format!("<nav><p>{MORE_DANISH} Ring til os, hvis du har spørgsmål.</p></nav>");
    let article = format!("<h1>Sådan bestiller du tid</h1><p>{DANISH}</p><p>{MORE_DANISH}</p><p>{DANISH}</p>");
    let text = html("en", &article).replace("<body>", &format!("<body>{chrome}"));
    let rules = |settings: &Settings| -> Vec<&'static str> {
        findings(&page("x.html", None, &text, settings), settings).iter().map(|(finding, _)| finding.rule).collect()
    };
    assert_eq!(rules(&Settings::default()), ["page-language-mismatch"]);
    assert_eq!(rules(&asking("da")), ["page-language-mismatch"]);
    let asked = rules(&asking("en"));
    assert!(asked.contains(&"untranslated-section") && !asked.contains(&"page-language-mismatch"), "{asked:?}");
}

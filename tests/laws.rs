//! What holds for every page, whatever stands in it: no line is lost or told twice, spans lie in the text and point at what
//! they claim, the same page gives the same blocks, and threads change nothing.
//!
//! Pages come from `fixtures/` and from generators that put together what pages are made of, well-formed or not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

mod support;

use std::collections::{BTreeSet, HashSet};
use std::fs;

use korrektur::document::{Content, Declared, Document, Format};
use korrektur::flow;
use korrektur::outline::{Outline, is_blank};
use korrektur::page::{Field, Kind, Page};
use korrektur::selector::Selector;
use korrektur::settings::{Settings, SiteOverride};
use korrektur::span::Span;
use korrektur::why::Explained;
use korrektur::write::explanation::explanation;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use support::{NOW, cases, json_lines, korrektur, output, repository};

/// What HTML pages are made of; any may follow any, so that most pages are broken somewhere.
const HTML: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<div class=card>",
    "<article>",
    "</article>",
    "<h1>",
    "</h1>",
    "<h2>",
    "</h2>",
    "<ul>",
    "</ul>",
    "<li>",
    "<a href=/a>",
    "</a>",
    "<b>",
    "</b>",
    "<table><tr><td>",
    "<td>",
    "</table>",
    "<br>",
    "<hr>",
    "<nav>",
    "</nav>",
    "<main>",
    "</main>",
    "<header>",
    "</header>",
    "<footer>",
    "</footer>",
    "<aside class=author-box>",
    "</aside>",
    "<section class=related-posts>",
    "</section>",
    "<ol class=comment-list>",
    "</ol>",
    "<div class=post-body>",
    "<form>",
    "</form>",
    "<li class=card><h3><a href=/long/path-of-a-page-2024>",
    "</a></h3><time>",
    "<p class=excerpt>",
    "<time>",
    "</time>",
    "<span class=category>",
    "</span>",
    "<script>var a = 1;</script>",
    "<!-- a remark -->",
    "<pre>",
    "</pre>",
    "<img alt=x>",
    "&nbsp;",
    "&amp;",
    "&eacute;",
    "<",
    "\n",
    " ",
];

/// What text dumps are made of.
const TEXT: &[&str] = &["\n", "\n\n", "\n\n\n", "\r\n", "\u{a0}", "\t", "1. ", "# ", "- "];

/// What Markdown is made of, beside words.
const MARKDOWN: &[&str] = &[
    "\n",
    "\n\n",
    "# ",
    "## ",
    "- ",
    "> ",
    "*",
    "**",
    "`",
    "```\n",
    "[a](b)",
    "| a | b |\n| --- | --- |\n",
    "---\n",
    "    ",
    "<b>",
    "&amp;",
    "\\*",
    "1. ",
];

/// Words and lines of several languages and scripts, dates, names and greetings among them.
const WORDS: &[&str] = &[
    "for 11 måneder siden",
    "vor 3 Wochen",
    "12. maj 2024",
    "Samarbejde",
    "Penge og tid",
    "Hello, I'm Ada Lind!",
    "Vi mødtes på broen, og det regnede hele aftenen, mens vi ventede på færgen til øen.",
    "The harbour was quiet, and nobody had seen the boats come home before the storm.",
    "Der Brief lag seit Tagen ungeöffnet auf dem Tisch, und niemand wagte es, ihn anzufassen.",
    "水が決める味",
    "老城书店重新开门，来的人比想象的多。",
    "شجرة لكل مولود",
    "7",
    "é",
    "e\u{301}",
    "\u{200b}",
    "👩‍🚀",
    "Ada Lind",
    "Ada Lind er lærer i Ribe og har skrevet om havet siden 2009. Hun bor på øen med to hunde.",
    "Mikkel Bro",
    "Mikkel Bro is a carpenter, and Mikkel Bro has written about wood for this paper since the spring of 2011.",
    " og ",
    ", ",
    ". ",
];

/// What pages are made of that somebody closed every element of: parts, with the text of their slots drawn from [`WORDS`].
const PARTS: &[&str] = &[
    "<nav><ul><li><a href=/krop>@</a></li><li><a href=/hjem>@</a></li><li><a href=/mad>@</a></li></ul></nav>",
    "<header class=site><h1><a href=/>@</a></h1><p>@</p></header>",
    "<main><article><h1>@</h1><p class=byline>@ <time>@</time></p><div class=article-body><p>@ @</p><h2>@</h2><p>@ @</p></div></article></main>",
    "<div class=body><h2>@</h2><p>@ @</p><p>@</p></div>",
    "<ul class=latest><li><a href=/a/one-long-slug-1>@</a> <span>@</span></li><li><a href=/a/another-long-slug-2>@</a></li></ul>",
    "<section class=related><article class=card><a href=/n/a-title-of-its-own-10><h3>@</h3></a><p>@</p><time>@</time></article>\
     <article class=card><a href=/n/one-more-such-title-11><h3>@</h3></a><p>@</p><time>@</time></article>\
     <article class=card><a href=/n/and-a-third-of-them-12><h3>@</h3></a><p>@</p><time>@</time></article></section>",
    "<div><p>@</p><p>12. maj 2024</p><p>@</p><p>@</p><p>13. maj 2024</p><p>@</p></div>",
    "<aside class=author-box><h3>Ada Lind</h3><p>Ada Lind er lærer i Ribe og har skrevet om havet siden 2009.</p></aside>",
    "<div class=author-bio><h4>@</h4><p>@ @</p></div>",
    "<p>Hello, I'm Ada Lind!</p><p>@ @</p>",
    "<h3>Ada Lind</h3><p>Ada Lind er lærer i Ribe, og Ada Lind skriver.</p><h3>Bo Munk</h3><p>Bo Munk er smed, og Bo Munk tegner tit.</p>",
    "<ol class=comments><li class=comment><b>@</b><p>@ @</p></li><li class=comment><b>@</b><p>@</p></li></ol>",
    "<table><tr><td>@</td><td>@</td></tr><tr><td><a href=/t>@</a></td><td>@</td></tr></table>",
    "<div class=ad>@</div><p>@ <a class=card href=/x>@</a> @</p>",
    "<footer><p>@</p><ul><li><a href=/om>@</a></li><li><a href=/kontakt>@</a></li></ul></footer>",
];

/// What text dumps are made of that show lists and people.
const DUMPED: &[&str] = &[
    "@\n12. maj 2024\n@\n\n@\nfor 2 uger siden\n@\n\n",
    "@\n\n@ @\n\n@\n\n@ @\n\n",
    "Læs også\n@\n@\n@\n",
    "Hello, I'm Ada Lind!\n@ @\n",
    "Ada Lind\nAda Lind er lærer i Ribe og har skrevet om havet siden 2009.\n\n",
    "Forside\nKrop\nHjem\n",
];

/// Selectors that choose something of most pages.
const SELECTORS: &[&str] = &[
    "article",
    "p",
    "a",
    ".card",
    "div",
    "h1, h2",
    "b, time",
    "li",
    ".ad",
    "aside",
    "body",
    "main > *",
    ":nth-child(2)",
];

/// What the data of pages is made of; it stands in a script or an attribute of a page without text.
const DATA: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "'",
    "\"text\": \"",
    "\"posts\": [",
    "{\"date\": \"2024-05-01T10:00:00Z\", \"html\": \"<p>",
    "</p>\"},",
    "\\\"",
    "\\\\\\\"",
    "\\n",
    "\\u00e9",
    "\\\\u00e9",
    "\\ud83d\\ude80",
    "\\ud83d",
    "\\u",
    "\\x41",
    "\\",
    "&quot;",
    "&lt;p&gt;",
    "<p>",
    "<\\/p>",
    "<li>",
    "<br>",
    "</script>",
    "<!--",
    "`",
    "undefined",
    "return ",
];

fn page_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![2 => select(pieces), 3 => select(WORDS)];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Parts with words in their slots.
fn page_with(parts: &'static [&'static str]) -> impl Strategy<Value = String> {
    let part = (select(parts), vec(select(WORDS), 9)).prop_map(|(part, words)| {
        part.split('@').zip(words.iter().chain(std::iter::repeat(&""))).flat_map(|(text, word)| [text, word]).collect()
    });
    vec(part, 0..12).prop_map(|parts: Vec<String>| parts.concat())
}

/// A site whose keys have selectors or none.
fn site() -> impl Strategy<Value = SiteOverride> {
    vec(proptest::option::of(select(SELECTORS)), 8).prop_map(|keys| {
        let mut keys = keys.into_iter().map(|key| key.and_then(|written| Selector::parse(written).ok()));
        let mut key = || keys.next().flatten();
        SiteOverride {
            site: "page.html".into(),
            article: key(),
            profile: key(),
            teaser: key(),
            drop: key(),
            title: key(),
            author: key(),
            date: key(),
            category: key(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws_hold_on_html(text in page_of(HTML)) {
        laws("page.html", text.as_bytes(), Some(Format::Html));
    }

    #[test]
    fn laws_hold_on_whole_pages(text in page_with(PARTS)) {
        laws("page.html", text.as_bytes(), Some(Format::Html));
    }

    #[test]
    fn laws_hold_under_selectors(whole in page_with(PARTS), broken in page_of(HTML), site in site()) {
        let settings = Settings { sites: vec![site], ..Settings::default() };
        laws_under(&settings, "page.html", format!("{whole}{broken}").as_bytes(), Some(Format::Html));
    }

    #[test]
    fn laws_hold_on_lists_and_people_in_text(text in page_with(DUMPED)) {
        laws("page.txt", text.as_bytes(), Some(Format::Text));
    }

    #[test]
    fn laws_hold_on_text(text in page_of(TEXT)) {
        laws("page.txt", text.as_bytes(), Some(Format::Text));
    }

    #[test]
    fn laws_hold_on_markdown(text in page_of(MARKDOWN)) {
        laws("page.md", text.as_bytes(), Some(Format::Markdown));
    }

    #[test]
    fn laws_hold_on_pages_that_are_data(data in page_of(DATA), place in 0..4) {
        let text = match place {
            0 => format!("<title>T</title><script>window.state = {data};</script>"),
            1 => format!("<script type=application/ld+json>{{\"articleBody\": \"{data}\"}}</script>"),
            2 => format!("<script>s = {{\"posts\": [{{\"html\": \"<p>{data}</p>\"}}, {{\"html\": \"{data}\"}}]}}</script>"),
            _ => format!("<div data-state='[{{\"text\": \"{data}{}{data}\"}}]'></div>", WORDS.concat()),
        };
        laws("page.html", text.as_bytes(), Some(Format::Html));
    }

    #[test]
    fn laws_hold_on_any_bytes(bytes in vec(any::<u8>(), 0..400)) {
        laws("page", &bytes, None);
    }
}

#[test]
fn laws_hold_on_the_fixtures() {
    for case in cases() {
        for input in case.inputs.iter().filter(|input| *input != "dump.jsonl") {
            laws(&format!("{}/{input}", case.name), &fs::read(case.folder.join(input)).unwrap(), None);
        }
    }
}

#[test]
fn threads_change_no_byte_and_findings_have_names_of_their_own() {
    let pages: Vec<String> = cases()
        .iter()
        .flat_map(|case| case.inputs.iter().map(|input| format!("fixtures/{}/{input}", case.name)).collect::<Vec<_>>())
        .collect();
    let run = |arguments: &[&str]| {
        output(korrektur(&repository("")).args(arguments).args(["--format", "jsonl", "--now", NOW]).args(&pages), 0)
    };
    let records = run(&["extract", "--include-other", "--jobs", "1"]);
    assert_eq!(records, run(&["extract", "--include-other", "--jobs", "2"]), "records");
    let findings = run(&["check", "--fail-on", "never", "--jobs", "1"]);
    assert_eq!(findings, run(&["check", "--fail-on", "never", "--jobs", "2"]), "findings");

    for record in json_lines(&records) {
        has_keys(&record, &["page", "url", "format", "fetched_at", "language", "blocks"]);
        has_keys(&record["language"], &["expected", "expected_from", "detected", "confidence"]);
        for block in record["blocks"].as_array().unwrap() {
            has_keys(block, &["id", "kind", "title", "category", "author", "date", "language", "text", "link", "span"]);
            for section in block["sections"].as_array().unwrap() {
                has_keys(section, &["id", "heading", "text", "language", "span"]);
                has_keys(&section["span"], &["start", "end", "line"]);
            }
        }
    }
    let mut fingerprints = HashSet::new();
    for finding in json_lines(&findings) {
        has_keys(&finding, &["rule", "severity", "page", "message", "excerpt", "span", "related", "fingerprint"]);
        has_keys(&finding["span"], &["start", "end", "line", "end_line"]);
        assert!(fingerprints.insert(finding["fingerprint"].to_string()), "two findings share a fingerprint: {finding}");
    }
    assert!(fingerprints.len() > 20, "the fixtures have faults");
}

fn has_keys(value: &serde_json::Value, keys: &[&str]) {
    for key in keys {
        assert!(value.get(key).is_some(), "{key} is missing in {value}");
    }
}

/// The generators are worth as much as the ways through `split` that their pages take.
#[test]
fn pages_take_every_way() {
    let mut runner = TestRunner::deterministic();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for draw in 0..WAYS_DRAWN {
        let mut drawn = |pages: &dyn Fn(&mut TestRunner) -> String| pages(&mut runner);
        let (name, format, text) = match draw % 3 {
            0 => ("page.txt", Format::Text, drawn(&|runner| page_with(DUMPED).new_tree(runner).unwrap().current())),
            _ => ("page.html", Format::Html, drawn(&|runner| page_with(PARTS).new_tree(runner).unwrap().current())),
        };
        let selectors = if draw % 3 == 1 { vec![site().new_tree(&mut runner).unwrap().current()] } else { Vec::new() };
        let settings = Settings { sites: selectors, ..Settings::default() };
        let explained = flow::explained(document(name, text.as_bytes(), Some(format)), &settings);
        taken.extend(explained.account.reasons.iter().flatten().map(|why| {
            let why = format!("{why:?}");
            let is_told_apart = why.starts_with("Marked") || why.starts_with("Presents") || why.starts_with("Head");
            if is_told_apart { why } else { why.split('(').next().unwrap().to_owned() }
        }));
    }
    // Not `Content` and `Elsewhere`: whether the labeller is that sure of such pages changes with its weights.
    for way in [
        "Again",
        "BeforeTitle",
        "Dated",
        "Head(Author)",
        "Head(Category)",
        "Head(Date)",
        "Head(Title)",
        "Head(TitleAgain)",
        "Likely",
        "Listed",
        "Listing",
        "Marked(Article)",
        "Marked(Author)",
        "Marked(Category)",
        "Marked(Date)",
        "Marked(Drop)",
        "Marked(Profile)",
        "Marked(Teaser)",
        "Marked(Title)",
        "Presents(Author)",
        "Presents(Box)",
        "Presents(Greeting)",
        "Presents(Name)",
        "Ruled",
        "Titled",
        "Told",
        "Unlike",
        "Unlikely",
    ] {
        assert!(taken.contains(way), "no page takes the way {way}: {taken:?}");
    }
}

/// So many pages take every way with room to spare.
const WAYS_DRAWN: usize = 600;

fn document(name: &str, bytes: &[u8], format: Option<Format>) -> Document {
    Document {
        name: name.to_owned(),
        content: Content::Bytes(bytes.to_vec()),
        format,
        declared: Declared::default(),
        container_line: None,
    }
}

fn laws(name: &str, bytes: &[u8], format: Option<Format>) {
    laws_under(&Settings::default(), name, bytes, format);
}

/// Takes a page through the pipeline and holds it against every law.
fn laws_under(settings: &Settings, name: &str, bytes: &[u8], format: Option<Format>) {
    let document = || document(name, bytes, format);
    let (_, outline) = flow::outline(document(), settings);
    let mut page = flow::page(document(), settings);
    let explained = flow::explained(document(), settings);
    assert_eq!(format!("{page:?}"), format!("{:?}", explained.page), "{name}: asking why gave other blocks");
    every_line_has_its_reason(&explained);
    flow::settle(&mut page, settings);
    let mut again = flow::page(document(), settings);
    flow::settle(&mut again, settings);

    assert_eq!(format!("{page:?}"), format!("{again:?}"), "{name}: the same page gave other blocks");
    every_line_is_in_one_block(&page, outline.lines().len());
    what_is_told_stands_in_the_lines_of_its_block(&page, &outline);
    spans_nest(&page);
    spans_hold_their_text(&page);
}

/// What is in a block has a reason to be, but for what is left over; the explanation shows every line once, in order.
fn every_line_has_its_reason(explained: &Explained) {
    let Explained { page, outline, account } = explained;
    assert_eq!(account.reasons.len(), outline.lines().len(), "{}", page.name);
    for block in page.blocks.iter().filter(|block| block.kind != Kind::Other) {
        for line in &block.lines {
            assert!(!account.reasons[*line as usize].is_empty(), "{}: no reason for line {line}: {block:?}", page.name);
        }
    }
    let text = explanation(explained);
    let (_, table) = text.split_once("\n line source").unwrap();
    let numbers = table.lines().skip(1).filter_map(|line| line.get(..5)?.trim().parse::<usize>().ok());
    assert!(numbers.eq(1..=outline.lines().len()), "{text}");
    assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "{text:?}");
}

fn every_line_is_in_one_block(page: &Page, lines: usize) {
    let mut seen: Vec<u32> = page.blocks.iter().flat_map(|block| block.lines.iter().copied()).collect();
    for block in &page.blocks {
        assert!(block.lines.is_sorted(), "{}: lines of a block out of order: {:?}", page.name, block.lines);
    }
    let firsts: Vec<Option<&u32>> = page.blocks.iter().map(|block| block.lines.first()).collect();
    assert!(firsts.is_sorted(), "{}: blocks out of order: {firsts:?}", page.name);
    seen.sort_unstable();
    assert_eq!(seen, (0..lines as u32).collect::<Vec<u32>>(), "{}: lines lost or told twice", page.name);
}

/// Paragraphs and headings come from lines of their own block, in order.
fn what_is_told_stands_in_the_lines_of_its_block(page: &Page, outline: &Outline) {
    for block in &page.blocks {
        let lines: Vec<Span> = block.lines.iter().map(|&line| outline.lines()[line as usize].span).collect();
        let of_lines = |span: Span| lines.iter().position(|line| line.contains(Span { end: span.start, ..span }));
        let mut last = 0;
        for section in &block.sections {
            let heading = section.heading.iter().filter_map(|heading| heading.span);
            for span in heading.chain(section.paragraphs.iter().map(|paragraph| paragraph.span)) {
                let at = of_lines(span);
                assert!(at.is_some(), "{}: {span:?} is of no line of its block: {lines:?}", page.name);
                assert!(at >= Some(last) || lines[last].contains(span), "{}: {span:?} out of order", page.name);
                last = last.max(at.unwrap_or_default());
            }
        }
    }
}

fn spans_nest(page: &Page) {
    let text = page.source.text();
    let is_sound = |span: Span| span.start <= span.end && text.get(span.start..span.end).is_some();
    for block in &page.blocks {
        assert!(is_sound(block.span), "{}: {:?} leaves the text or cuts a character", page.name, block.span);
        for section in &block.sections {
            assert!(block.span.contains(section.span), "{}: {:?} not in {:?}", page.name, section.span, block.span);
            for paragraph in &section.paragraphs {
                let (inner, outer) = (paragraph.span, section.span);
                assert!(is_sound(inner) && outer.contains(inner), "{}: {inner:?} not in {outer:?}", page.name);
            }
        }
    }
}

/// A paragraph's span starts and ends with its text, but in teasers and profiles, whose lines lose their dates; fields stand
/// somewhere in theirs.
fn spans_hold_their_text(page: &Page) {
    let ends = |text: &str| (text.chars().next(), text.chars().next_back());
    // Of the ways to read a piece of source the one that has the text at its ends.
    let reading = |span: Span, text: &str| {
        let readings = readings(page.source.slice(span), page.format);
        let best = readings.iter().find(|there| is_within(text, there) && ends(text) == ends(there));
        best.or(readings.iter().find(|there| is_within(text, there))).unwrap_or(&readings[0]).clone()
    };
    for block in &page.blocks {
        let fields = [&block.title, &block.category, &block.author].into_iter().flatten();
        let headings = block.sections.iter().filter_map(|section| section.heading.as_ref());
        for Field { text, span, .. } in fields.chain(headings) {
            let Some(span) = *span else { continue };
            assert!(is_within(&bare(text), &reading(span, &bare(text))), "{}: {text:?} is not at {span:?}", page.name);
        }
        for paragraph in block.sections.iter().flat_map(|section| &section.paragraphs) {
            let text = bare(&paragraph.text);
            let there = reading(paragraph.span, &text);
            assert!(is_within(&text, &there), "{}: {text:?} is not at {:?}: {there:?}", page.name, paragraph.span);
            if page.format != Format::Markdown && matches!(block.kind, Kind::Article | Kind::Other) {
                assert_eq!(ends(&text), ends(&there), "{}: {text:?} at {:?} is {there:?}", page.name, paragraph.span);
            }
        }
    }
}

/// Gives what a piece of source may say: as markup, and as markup or plain text in strings of JSON, in strings of such strings, and in an
/// attribute that holds them.
fn readings(source: &str, format: Format) -> Vec<String> {
    let mut readings = vec![bare(&visible(source, format))];
    if format == Format::Html && source.contains(['\\', '&', '<']) {
        let attribute = source.replace('<', "&lt;");
        for start in [source.to_owned(), visible(&attribute, format)] {
            let mut text = start;
            for _ in 0..4 {
                readings.push(bare(&visible(&text, format)));
                readings.push(bare(&text));
                text = unescaped(&text);
            }
        }
    }
    readings
}

/// Decodes the escapes of a string of a script, one by one, each by a JSON parser.
fn unescaped(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let lengths = [12, 6, 2].into_iter().filter_map(|length| rest.get(..length));
        let json = |escape: &&str| serde_json::from_str::<String>(&format!("\"{escape}\"")).ok();
        let whole = lengths.filter_map(|escape| Some((escape.len(), json(&escape)?)));
        // The longest that is one escape stands for at most one character.
        let found = whole.filter(|(_, character)| character.chars().count() == 1).max_by_key(|(length, _)| *length);
        let (length, character) = found.unwrap_or_else(|| other_escape(rest));
        decoded.push_str(&character);
        rest = &rest[length..];
    }
    decoded + rest
}

/// Escapes that scripts have and JSON has not.
fn other_escape(rest: &str) -> (usize, String) {
    let hex = |from: usize, to: usize| rest.get(from..to).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match rest.chars().nth(1) {
        Some('x') if hex(2, 4).is_some() => (4, hex(2, 4).and_then(char::from_u32).into_iter().collect()),
        Some('u') if hex(2, 6).is_some() => (6, "\u{fffd}".to_owned()),
        Some(character) => (1 + character.len_utf8(), character.to_string()),
        None => (1, String::new()),
    }
}

/// Gives what a reader sees of a piece of source, by another parser than the one under test.
fn visible(source: &str, format: Format) -> String {
    if format == Format::Html {
        scraper::Html::parse_fragment(source).root_element().text().collect()
    } else {
        source.to_owned()
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|&character| !is_blank(character)).collect()
}

/// Tells whether the characters of `text` stand in `there`, in order.
fn is_within(text: &str, there: &str) -> bool {
    let mut rest = there.chars();
    text.chars().all(|wanted| rest.any(|character| character == wanted))
}

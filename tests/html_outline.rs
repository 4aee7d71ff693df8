//! The HTML tree and outline on pages of our own and on generated ones: the tree is that of browsers (here: of `scraper`),
//! no word is lost, spans are exact, hostile pages cost linear time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test may fail loudly, and say what it measured"
)]

use std::time::{Duration, Instant};

use korrektur::outline::{ContainerKind, Outline, Role};
use korrektur::parse::html::outline;
use korrektur::parse::html::tree::{Content, Step, Tree, Walk};
use korrektur::span::Source;
use proptest::prelude::*;
use scraper::{Html, Node};

/// Every word of a page with the names of the elements around it, by our tree.
fn words_of_ours(page: &str) -> Vec<(String, String)> {
    let tree = Tree::parse(page);
    let mut words = Vec::new();
    let mut around: Vec<String> = Vec::new();
    let mut walk = Walk::new(0);
    while let Some(step) = walk.next(&tree) {
        match step {
            Step::Enter(id) => match tree.node(id).unwrap().content {
                Content::Document => {}
                Content::Element(element) => around.push(tree.written_name(&element).to_ascii_lowercase()),
                Content::Text { .. } => add_words(&tree.text(id), &around, &mut words),
            },
            Step::Leave(id) => {
                if tree.element(id).is_some() {
                    around.pop();
                }
            }
        }
    }
    words
}

/// The same by the tree of `scraper`.
fn words_of_scraper(page: &str) -> Vec<(String, String)> {
    let html = Html::parse_document(page);
    let mut words = Vec::new();
    let mut waiting = vec![(html.tree.root(), Vec::<String>::new())];
    while let Some((node, around)) = waiting.pop() {
        let mut inside = around.clone();
        match node.value() {
            Node::Text(text) => add_words(text, &around, &mut words),
            Node::Element(element) => inside.push(element.name().to_ascii_lowercase()),
            _ => {}
        }
        let mut child = node.last_child();
        while let Some(next) = child {
            waiting.push((next, inside.clone()));
            child = next.prev_sibling();
        }
    }
    words
}

/// Texts that touch in one tree may be cut in the other, so words are cut at white space only within one element.
fn add_words(text: &str, around: &[String], words: &mut Vec<(String, String)>) {
    let around = around.join(">");
    for word in text.split_ascii_whitespace() {
        words.push((word.to_owned(), around.clone()));
    }
}

/// Pieces of pages: tags that interfere with one another, and words between them. Left out are `<select>`, where the
/// standard changed in 2025 and `scraper` follows the older one, `<template>`, frames, and HTML inside SVG, which
/// `scraper` does not count among the elements that end tags stop at.
fn soup() -> impl Strategy<Value = String> {
    let names = [
        "p",
        "div",
        "b",
        "i",
        "a",
        "font size=2",
        "em",
        "nobr",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "table",
        "tbody",
        "tr",
        "td",
        "th",
        "caption",
        "colgroup",
        "col",
        "button",
        "form",
        "br",
        "hr",
        "img src=x",
        "svg",
        "math",
        "g",
        "pre",
        "blockquote",
        "section",
        "article",
        "span class='k v'",
        "ruby",
        "rt",
        "rp",
        "object",
        "x-card",
        "body id=x",
        "html lang=da",
        "head",
        "script",
        "style",
        "textarea",
        "input",
        "path/",
    ];
    let piece = prop_oneof![
        4 => proptest::sample::select(names.to_vec()).prop_map(|name| format!("<{name}>")),
        3 => proptest::sample::select(names.to_vec())
            .prop_map(|name| format!("</{}>", name.split(' ').next().unwrap().trim_end_matches('/'))),
        2 => (0..1000_u32).prop_map(|number| format!(" w{number} ")),
        1 => proptest::sample::select(vec![" &amp;&copy; ", " a<3 ", "<!-- c -->", "<!doctype html>", "\n", " </ x> ", " <?p?> "])
            .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Anything at all, rich in the characters that markup is made of.
fn anything() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[<>/!&;#=\"' a-z\\-\\[\\]\u{0}é\n]{0,200}", soup()]
}

/// A well-formed page of blocks and inline elements, in which every span can be checked against its text.
fn well_formed() -> impl Strategy<Value = String> {
    let text = proptest::sample::select(vec![
        "Ord",
        " to ord ",
        "æ&oslash;å",
        " &nbsp; ",
        "1 &lt; 2",
        "\n  x\n",
        "<!--c-->",
        "<br>",
        "",
    ]);
    let inline = text.prop_map(str::to_owned).prop_recursive(3, 12, 4, |inner| {
        let tag = proptest::sample::select(vec!["b", "span class=a", "a href=/x", "time", "em", "code"]);
        (tag, proptest::collection::vec(inner, 0..4)).prop_map(|(tag, inner)| element(tag, &inner))
    });
    let block = proptest::collection::vec(inline, 0..5).prop_map(|inner| element("p", &inner));
    block.prop_recursive(4, 24, 5, |inner| {
        let tag = proptest::sample::select(vec!["div class=card", "section", "ul", "li", "article", "blockquote"]);
        (tag, proptest::collection::vec(inner, 0..5)).prop_map(|(tag, inner)| element(tag, &inner))
    })
}

fn element(tag: &str, inner: &[String]) -> String {
    format!("<{tag}>{}</{}>", inner.concat(), tag.split(' ').next().unwrap())
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|character| !korrektur::outline::is_blank(*character)).collect()
}

/// What must hold of every outline.
fn assert_sound(page: &str, outline: &Outline) {
    for line in outline.lines() {
        let text = outline.text(line);
        assert!(!text.is_empty() && text.trim() == text && !text.contains("  "), "{text:?} of {page:?}");
        assert!(page.get(line.span.start..line.span.end).is_some_and(|source| !source.is_empty()), "{:?}", line.span);
        assert!(outline.runs(line).iter().all(|run| line.span.contains(run.span)), "{page:?}");
        assert!((line.container as usize) < outline.containers().len());
    }
    for (index, container) in outline.containers().iter().enumerate().skip(1) {
        assert!((container.parent as usize) < index, "parents come first");
        assert!(container.lines.start <= container.lines.end && container.lines.end as usize <= outline.lines().len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_tree_is_that_of_browsers(page in soup()) {
        prop_assert_eq!(words_of_ours(&page), words_of_scraper(&page));
    }

    #[test]
    fn no_input_panics_and_outlines_are_sound(page in anything()) {
        assert_sound(&page, &outline(&page, None));
    }

    #[test]
    fn spans_hold_exactly_the_text(page in well_formed()) {
        let outline = outline(&page, None);
        let source = Source::new(page.clone());
        let mut end = 0;
        for line in outline.lines() {
            prop_assert!(line.span.start >= end, "lines do not overlap");
            end = line.span.end;
            let slice = source.slice(line.span);
            let shown: String = Html::parse_fragment(slice).root_element().text().collect();
            prop_assert_eq!(without_blanks(&shown), without_blanks(outline.text(line)), "{}", page);
            for run in outline.runs(line) {
                let shown: String = Html::parse_fragment(source.slice(run.span)).root_element().text().collect();
                prop_assert_eq!(without_blanks(&shown), without_blanks(outline.run_text(run)), "{}", page);
            }
        }
        let all: String = Html::parse_document(&page).root_element().text().collect();
        let lines: String = outline.lines().iter().map(|line| outline.text(line)).collect();
        prop_assert_eq!(without_blanks(&all), without_blanks(&lines), "no word is lost");
    }
}

#[test]
fn deep_and_wide_pages_take_linear_time_and_keep_their_words() {
    const MANY: usize = 100_000;
    let numbered = |start: &str, end: &str| {
        let pieces: Vec<String> = (0..MANY).map(|number| format!("{start}{number}{end}")).collect();
        pieces.concat()
    };
    let pages = [
        ("closed div", format!("{}words{}", "<div>".repeat(MANY), "</div>".repeat(MANY))),
        ("open div", format!("{}words", "<div>".repeat(3 * MANY))),
        ("b", format!("{}words", "<b>".repeat(MANY))),
        ("font", format!("{}words", numbered("<font size=", ">"))),
        ("table", format!("{}words", "<table><tr><td>".repeat(MANY))),
        ("list", format!("{}words", "<ul><li>".repeat(MANY))),
        ("svg", format!("{}<text>words", "<svg>".repeat(MANY))),
        ("button", format!("{}words", "<span><button>".repeat(MANY))),
        ("attributes", format!("<p {}>words", numbered("a", "=1 "))),
        ("classes", format!("<p class='{}'>words", numbered("a-b", " "))),
        ("formatting", format!("{}words", numbered("<p><b id=", ">"))),
        ("misnested", format!("{}{}words", "<b><i><a>".repeat(MANY / 3), "</b></i></a>".repeat(MANY / 3))),
        ("fostered", format!("<table>{}words", "a<b>x</b>".repeat(MANY))),
        ("end tags", format!("{}{}words", "<div><span>".repeat(250), "</x>".repeat(MANY))),
        ("forms", format!("{}words", "<form><div></form>".repeat(MANY))),
        ("comments", format!("{}words", "<!--x--!><!-->".repeat(MANY))),
        ("references", format!("{}words", "&amp;&notit;&#x41;".repeat(MANY))),
        ("wrapped inline", format!("{}{}words", "<div>x".repeat(500), "<span><a>y</a></span>".repeat(MANY))),
    ];
    for (name, page) in pages {
        let start = Instant::now();
        let outline = outline(&page, None);
        let took = start.elapsed();
        assert!(outline.lines().last().is_some_and(|line| outline.text(line).ends_with("words")), "{name}: words kept");
        // Hundreds of times what it takes when built for release: only a quadratic step is this slow.
        assert!(took < Duration::from_secs(30), "{name}: {took:?}");
    }
}

/// Pages without text are searched for data.
#[test]
fn hostile_data_takes_linear_time() {
    const MANY: usize = 200_000;
    let post = r#"{"date": "2024-05-01", "html": "<p>Skibet lå i havnen i tre dage, fordi vinden kom fra øst og nord.<\/p>"},"#;
    let data = [
        ("lists", "[".repeat(5 * MANY)),
        ("objects", "{\"a\":".repeat(MANY)),
        ("both", "{\"a\":[".repeat(MANY)),
        ("quotes before", "'{".repeat(MANY)),
        ("quotes behind", "{'".repeat(MANY)),
        ("strings of lists", "\"[\"[".repeat(MANY)),
        ("backslashes", format!("{{\"a\": \"{}", "\\".repeat(5 * MANY))),
        ("lists in a string", format!("{{\"a\": \"{}\"}}", "[\\\"".repeat(MANY))),
        ("tags in a string", format!("{{\"a\": \"{}\"}}", "<".repeat(5 * MANY))),
        ("references in a string", format!("{{\"a\": \"{}\"}}", "&a".repeat(MANY))),
        ("names", (0..MANY / 4).map(|number| ["{\"n", &"x".repeat(number % 200), "\":"].concat()).collect()),
        ("posts", format!("{{\"posts\": [{}", post.repeat(MANY / 4))),
        ("more posts", (0..MANY / 4).map(|number| post.replace("Skibet", &format!("[Skib {number}]"))).collect()),
    ];
    for (name, data) in data {
        for page in [format!("<script>x = [{data}</script>"), format!("<p title='[{}'>", data.replace('\'', "&#39;"))] {
            let start = Instant::now();
            assert_sound(&page, &outline(&page, None));
            let took = start.elapsed();
            assert!(took < Duration::from_secs(30), "{name}: {took:?}");
        }
    }
}

fn lines(page: &str) -> Vec<String> {
    let outline = outline(page, None);
    outline.lines().iter().map(|line| outline.text(line).to_owned()).collect()
}

#[test]
fn neighbouring_things_are_kept_apart_and_styled_words_whole() {
    for (page, expected) in [
        ("<span class=time>18.47</span><span class=headline>Storm</span>", "18.47 Storm"),
        ("<h2><span class=x>Opmerkelijk</span><span class=y>Voedselbank</span></h2>", "Opmerkelijk Voedselbank"),
        ("<a href=/a>Hjem</a><a href=/b>Nyt</a>", "Hjem Nyt"),
        ("Udgivet<time>3. maj</time>", "Udgivet 3. maj"),
        ("en<img src=x>to", "en to"),
        ("<b>W</b>ord og <i>halv</i>t", "Word og halvt"),
        ("<a href=/kat>kat</a>ten", "katten"),
        ("<span class=drop>D</span><span class=rest>et var</span>", "Det var"),
        ("<span class=c>o</span><span class=c>r</span><span class=c>d</span>", "ord"),
        ("1<sup>2</sup>, (<a href=/x>x</a>)", "12, (x)"),
    ] {
        assert_eq!(lines(page), [expected], "{page}");
    }
}

#[test]
fn lines_have_the_role_and_the_gap_that_the_page_shows() {
    let page = "<h2>Overskrift</h2><p>Linje<br>to<br><br>tre</p><ul><li>A<li>B</ul><table><tr><td>1<td>2</table>
        <pre>x\n  y\n\nz</pre><figure><img><figcaption>Foto</figcaption></figure><button>Køb</button>
        <p>Se <button>her</button></p><input type=submit value='S&amp;nd'><div role=heading aria-level=3>H";
    let outline = outline(page, None);
    let found: Vec<(&str, Role, u8)> =
        outline.lines().iter().map(|line| (outline.text(line), line.role, line.gap)).collect();
    let expected = [
        ("Overskrift", Role::Heading(2), 1),
        ("Linje", Role::Paragraph, 1),
        ("to", Role::Paragraph, 0),
        ("tre", Role::Paragraph, 1),
        ("A", Role::Item, 1),
        ("B", Role::Item, 0),
        ("1", Role::Cell, 1),
        ("2", Role::Cell, 0),
        ("x", Role::Code, 1),
        ("y", Role::Code, 0),
        ("z", Role::Code, 1),
        ("Foto", Role::Caption, 1),
        ("Køb", Role::Control, 1),
        ("Se her", Role::Paragraph, 1),
        ("S&nd", Role::Control, 1),
        ("H", Role::Heading(3), 1),
    ];
    assert_eq!(found, expected);
}

#[test]
fn hidden_foreign_and_fixed_text_is_marked_and_kept() {
    let page = "<html lang=da><p hidden>a<p style='display: none'>b<div aria-hidden=true><p>c</div><p lang=en>d<p lang=da>e
        <p translate=no>f<p class=notranslate>g<template><p>never</template><script>never</script><noscript>never</noscript>
        <p><svg><title>never</title><text>h</text></svg>";
    // Long enough not to be taken for a shell of a page.
    let page = format!("{page}<p>{}", "mere ".repeat(100));
    let outline = outline(&page, None);
    let marked: Vec<String> = outline
        .lines()
        .iter()
        .take(8)
        .map(|line| {
            let language = line.language.map_or(String::new(), |tag| tag.to_string());
            format!("{} {} {} {language}", outline.text(line), line.is_hidden, line.is_fixed)
        })
        .collect();
    let expected = [
        "a true false ",
        "b true false ",
        "c true false ",
        "d false false en",
        "e false false ",
        "f false true ",
        "g false true ",
        "h false false ",
    ];
    assert_eq!(marked, expected);
}

#[test]
fn a_shell_of_a_page_shows_what_it_tells_browsers_without_scripts() {
    assert_eq!(lines("<div id=app></div><noscript><p>Slå <b>JavaScript</b> til.</noscript>"), ["Slå JavaScript til."]);
}

#[test]
fn alike_cards_have_alike_shapes_and_a_link_around_a_card_is_known() {
    let page = "<main><div class=wrap><section class='list latest-news'>
        <div class='card post-1'><a href=/a><h3>En</h3><p>Om en</p></a></div>
        <div class='post-2 card'><a href=/b><h3>To</h3><p>Om to</p></a></div></section></div></main>";
    let outline = outline(page, None);
    let links: Vec<_> = outline.containers().iter().filter(|container| container.link.is_some()).collect();
    assert_eq!(links.len(), 2);
    assert_eq!(links[0].shape, links[1].shape);
    assert!(links[0].hints.any(korrektur::outline::Hints::CARD), "hints of a container left out go to the one inside");
    let titles: Vec<_> = outline.lines().iter().filter(|line| line.role == Role::Heading(3)).collect();
    assert_eq!(outline.runs(titles[0])[0].shape, outline.runs(titles[1])[0].shape);
    assert_eq!(outline.runs(titles[1])[0].link.map(|link| outline.link(link)), Some("/b"));
    let kinds: Vec<ContainerKind> = outline.around(titles[0]).map(|container| container.kind).collect();
    assert_eq!(kinds, [ContainerKind::Generic, ContainerKind::Section, ContainerKind::Main, ContainerKind::Root]);
}

#[test]
#[ignore = "needs a folder of pages, named by HTML_PAGES"]
fn real_pages_become_the_tree_of_browsers() {
    let folder = std::env::var_os("HTML_PAGES").expect("HTML_PAGES names a folder");
    let (mut pages, mut equal, mut words, mut slowest) = (0, 0, 0, Duration::ZERO);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let page = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let start = Instant::now();
        assert_sound(&page, &outline(&page, None));
        slowest = slowest.max(start.elapsed());
        let expected = words_of_scraper(&page);
        let found = words_of_ours(&page);
        pages += 1;
        words += expected.len();
        if found == expected {
            equal += 1;
        } else {
            let first = found.iter().zip(&expected).find(|(one, other)| one != other);
            println!("{}: {} and {} words; {first:?}", path.display(), found.len(), expected.len());
        }
    }
    println!("{equal} of {pages} pages equal, {words} words; slowest outline {slowest:?}");
    assert!(equal * 50 >= pages * 49, "fewer than 98 of 100 pages are equal");
}

//! Bytes to outline, outline to blocks, and a whole page, on pages of four kinds: `cargo bench --bench split`.
//!
//! The pages are generated: words of four languages in sentences of uneven length, menus, footers, scripts and classes in
//! about the shares that real pages have them. The same in every run. Every size of one kind should show about the same
//! throughput: time is linear in the page.

use std::fmt::Write as _;
use std::hint::black_box;

use divan::Bencher;
use divan::counter::BytesCount;
use korrektur::document::{Content, Declared, Document, Format};
use korrektur::flow;
use korrektur::outline::Outline;
use korrektur::parse::parse;
use korrektur::settings::Settings;
use korrektur::span::Source;
use korrektur::split::split;

fn main() {
    divan::main();
}

/// Kinds of pages, with their language, and how many parts of them make up a page of about 300 kB of HTML, or of 20 kB of text.
const KINDS: [(&str, usize, &str); 4] =
    [("article", 180, "en"), ("listing", 200, "da"), ("forum", 200, "de"), ("text", 60, "ru")];

/// How many times larger than an ordinary page.
const SIZES: [usize; 2] = [1, 16];

/// A linear congruential generator (Knuth's MMIX constants): the same pages in every run.
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }

    /// A sentence of `least` to three times as many words.
    fn sentence(&mut self, words: &[&str], least: usize) -> String {
        let mut sentence = String::new();
        for number in 0..least + self.below(2 * least) {
            let word = self.pick(words);
            match number {
                0 => sentence
                    .extend(word.chars().next().into_iter().flat_map(char::to_uppercase).chain(word.chars().skip(1))),
                _ if self.below(9) == 0 => sentence.extend([", ", word]),
                _ => sentence.extend([" ", word]),
            }
        }
        sentence
    }

    fn paragraph(&mut self, words: &[&str]) -> String {
        let mut paragraph = String::new();
        for _ in 0..2 + self.below(4) {
            let sentence = self.sentence(words, 8);
            let _ = write!(paragraph, "{sentence}. ");
        }
        paragraph.trim_end().to_owned()
    }

    fn date(&mut self) -> String {
        const MONTHS: [&str; 4] = ["January", "März", "maj", "octobre"];
        let (day, month, year) = (1 + self.below(28), self.pick(&MONTHS), 2015 + self.below(10));
        match self.below(3) {
            0 => format!("{day}. {month} {year}"),
            1 => format!("{day:02}.05.{year}, 14:{:02}", self.below(60)),
            _ => format!("{} hours ago", 2 + self.below(20)),
        }
    }
}

/// Words of the language of each kind.
const LANGUAGES: [&[&str]; 4] = [
    &[
        "the", "of", "library", "opened", "and", "a", "people", "in", "to", "evening", "who", "with", "street", "was",
        "new", "harbour", "for", "that", "children", "read", "it", "on", "garden", "slowly", "before",
    ],
    &[
        "og",
        "i",
        "det",
        "biblioteket",
        "åbnede",
        "en",
        "for",
        "børn",
        "som",
        "havnen",
        "ikke",
        "af",
        "på",
        "læser",
        "med",
        "aftenen",
        "til",
        "gaden",
        "før",
        "nye",
        "sagde",
        "der",
        "haven",
        "også",
        "år",
    ],
    &[
        "und",
        "die",
        "der",
        "Bücherei",
        "öffnete",
        "eine",
        "für",
        "Kinder",
        "nicht",
        "mit",
        "Straße",
        "den",
        "Abend",
        "auf",
        "neue",
        "Hafen",
        "ist",
        "von",
        "Garten",
        "langsam",
        "wurde",
        "das",
        "auch",
        "Jahr",
        "vor",
    ],
    &[
        "и",
        "в",
        "библиотека",
        "открылась",
        "не",
        "на",
        "дети",
        "которые",
        "с",
        "улица",
        "вечер",
        "новая",
        "гавань",
        "для",
        "что",
        "читают",
        "это",
        "сад",
        "медленно",
        "перед",
        "было",
        "также",
        "год",
        "люди",
        "по",
    ],
];

/// A page of one kind, and its format.
fn page(kind: &str, parts: usize) -> (String, Format) {
    let mut draws = Draws(1);
    let index = KINDS.iter().position(|(known, ..)| *known == kind).unwrap_or_default();
    let (words, language) = (LANGUAGES[index], KINDS[index].2);
    if kind == "text" {
        return (text_dump(&mut draws, words, parts), Format::Text);
    }
    let title = draws.sentence(words, 5);
    let mut html = format!("<!doctype html><html lang={language}><head><title>{title} | Example</title>");
    for number in 0..30 {
        let _ = write!(
            html,
            "<link rel=\"preload\" as=\"script\" href=\"/assets/chunk-{number}.js\"><meta property=\"x:{number}\" content=\"{number}\">"
        );
    }
    // Half of a page is scripts and styles.
    for number in 0..parts * 8 {
        let _ = write!(
            html,
            "<script>window.data=window.data||[];window.data.push({{\"id\":{number},\"path\":\"/a/b\"}});</script>"
        );
    }
    html.push_str("</head><body class=\"page has-sidebar\"><header><nav class=\"main-menu\"><ul>");
    for number in 0..40 {
        let label = draws.pick(words);
        let _ = write!(
            html,
            "<li class=\"menu-item menu-item-{number}\"><a href=\"/section/{number}\"><span>{label}</span></a></li>\n        "
        );
    }
    let _ = write!(html, "</ul></nav></header><main id=\"content\"><h1 class=\"entry-title\">{title}</h1>");
    for number in 0..parts {
        match kind {
            "article" => article_part(&mut html, &mut draws, words, number),
            "listing" => card(&mut html, &mut draws, words, number),
            _ => post(&mut html, &mut draws, words, number),
        }
    }
    html.push_str("</main><footer class=\"site-footer\"><ul>");
    for number in 0..30 {
        let label = draws.sentence(words, 1);
        let _ = write!(html, "<li><a href=\"/about/{number}\">{label}</a></li>");
    }
    html.push_str("</ul><p>© Example | Terms | Privacy | Contact | Imprint</p></footer></body></html>");
    (html, Format::Html)
}

fn article_part(html: &mut String, draws: &mut Draws, words: &[&str], number: usize) {
    if number.is_multiple_of(6) {
        let heading = draws.sentence(words, 3);
        let _ = write!(html, "<h2 id=\"part-{number}\">{heading}</h2>");
    }
    let (first, link, last) = (draws.paragraph(words), draws.sentence(words, 2), draws.paragraph(words));
    let _ = writeln!(
        html,
        "<div class=\"wp-block\" data-block=\"text\"><p class=\"has-text\">{first} <a href=\"/x/{number}\">{link}</a> <em>{last}</em>&nbsp;&amp; so on.</p></div>"
    );
    if number % 8 == 7 {
        let caption = draws.sentence(words, 5);
        let _ =
            write!(html, "<figure><img src=\"/i/{number}.jpg\" alt=\"\"><figcaption>{caption}</figcaption></figure>");
    }
}

fn card(html: &mut String, draws: &mut Draws, words: &[&str], number: usize) {
    let (label, headline, excerpt, date) =
        (draws.pick(words), draws.sentence(words, 6), draws.paragraph(words), draws.date());
    let _ = write!(
        html,
        "<article class=\"card card--small post-{number}\"><a class=\"card__link\" href=\"/news/{number}\"><img src=\"/t/{number}.jpg\">\
         <span class=\"card__kicker\">{label}</span><h3 class=\"card__title\">{headline}</h3></a>\n    \
         <p class=\"card__excerpt\">{excerpt}</p><time class=\"card__date\">{date}</time></article>\n"
    );
}

fn post(html: &mut String, draws: &mut Draws, words: &[&str], number: usize) {
    let (date, text) = (draws.date(), draws.paragraph(words));
    let _ = write!(
        html,
        "<div class=\"post\" id=\"p{number}\"><div class=\"post__head\"><a href=\"/u/{}\">user{number}</a> <span class=\"date\">{date}</span></div>\n  \
         <div class=\"post__body\"><p>{text}</p></div><ul class=\"actions\"><li><button>+1</button><li><a href=\"#p{number}\">#{number}</a></ul></div>\n",
        number % 50,
    );
}

fn text_dump(draws: &mut Draws, words: &[&str], parts: usize) -> String {
    let mut text = format!("{}\n\n", draws.sentence(words, 5));
    for number in 0..parts {
        if number % 3 == 2 {
            let (headline, date, excerpt) = (draws.sentence(words, 6), draws.date(), draws.sentence(words, 15));
            let _ = write!(text, "{headline}\n{date}\n{excerpt}…\n\n");
        } else {
            let paragraph = draws.paragraph(words);
            let _ = write!(text, "{paragraph}\n\n");
        }
    }
    text
}

/// All kinds in all sizes, by name.
fn cases() -> impl Iterator<Item = String> {
    KINDS.iter().flat_map(|(kind, ..)| SIZES.iter().map(move |size| format!("{kind} x{size}")))
}

fn case(name: &str) -> (String, Format) {
    let (kind, size) = name.split_once(" x").unwrap_or((name, "1"));
    let parts = KINDS.iter().find(|(known, ..)| *known == kind).map_or(1, |&(_, parts, _)| parts);
    page(kind, parts * size.parse().unwrap_or(1))
}

fn outlined(name: &str) -> (usize, Outline) {
    let (text, format) = case(name);
    (text.len(), parse(&Source::new(text), format, None))
}

#[divan::bench(args = cases())]
fn bytes_to_outline(bencher: Bencher, name: &str) {
    let (text, format) = case(name);
    let source = Source::new(text);
    bencher.counter(BytesCount::of_str(source.text())).bench(|| parse(black_box(&source), format, None));
}

#[divan::bench(args = cases())]
fn outline_to_blocks(bencher: Bencher, name: &str) {
    let (bytes, outline) = outlined(name);
    bencher.counter(BytesCount::new(bytes)).bench(|| split(black_box(&outline)));
}

/// From bytes to a page whose languages and dates are settled.
#[divan::bench(args = cases())]
fn bytes_to_page(bencher: Bencher, name: &str) {
    let (text, format) = case(name);
    let settings = Settings::default();
    let document = || Document {
        name: "page".into(),
        content: Content::Bytes(text.clone().into_bytes()),
        format: Some(format),
        declared: Declared::default(),
        container_line: None,
    };
    bencher.counter(BytesCount::of_str(&text)).with_inputs(document).bench_values(|document| {
        let mut page = flow::page(document, &settings);
        flow::settle(&mut page, &settings);
        page
    });
}

//! Selectors of the pipeline file: each of the eight keys does what it says, in every combination with the others, on a page
//! whose markup says nothing else.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod support;

use std::fs;

use korrektur::document::{Content, Declared, Document, Format};
use korrektur::flow;
use korrektur::page::{Block, Field, Kind, Page};
use korrektur::selector::Selector;
use korrektur::settings::{Settings, SiteOverride};
use support::{json_lines, korrektur, output};

/// Names that hint at nothing, and every field where it is not expected.
const PAGE: &str = "<html lang=da><title>Havnen om natten</title><body>\
    <div class=q1><p>Læs også om broen, som blev bygget i 1931 og siden har stået åben for alle, der ville over.</p></div>\
    <div class=q2><h1>Ugens brev</h1><p class=q3>Havnen om natten</p><p>Fra <span class=q4>Redaktion 7</span> den <span class=q5>3. maj \
    2024</span></p><p>Der er stille på kajen, når de sidste biler er kørt om bord, og vagten går sin runde mellem kasserne.</p>\
    <p>Lyset fra fyret når helt ind i gården, og man kan høre vandet slå mod pælene under huset. <b class=q1>Annonce: køb en \
    lampe</b></p><p class=q6>Formel 1</p></div>\
    <div class=q7><p>I huset</p><p class=q3>Gerda Vang</p><p>Gerda Vang har passet fyret siden 1988 og skriver om det hver uge.</p></div>\
    <div><a class=q8 href=/a><b>Nyt</b> <i class=q3>Fyret får ny lampe</i> <i class=q6>Teknik</i> <i class=q5>1. maj 2024</i> <i \
    class=q4>Ole Dam</i></a> <a class=q8 href=/b><b>Nyt</b> <i class=q3>Kajen skal males</i> <i class=q6>By</i> <i class=q5>2. maj \
    2024</i> <i class=q4>Ida Ny</i></a></div></body></html>";

const KEYS: [&str; 8] = ["article", "profile", "teaser", "drop", "title", "author", "date", "category"];

fn overrides(has: impl Fn(&str) -> bool) -> SiteOverride {
    let selector = |key: &str, written: &str| has(key).then(|| Selector::parse(written).unwrap());
    SiteOverride {
        site: "page.html".into(),
        article: selector("article", ".q2"),
        profile: selector("profile", ".q7"),
        teaser: selector("teaser", "a.q8"),
        drop: selector("drop", ".q1"),
        title: selector("title", ".q3"),
        author: selector("author", ".q4"),
        date: selector("date", ".q5"),
        category: selector("category", ".q6"),
    }
}

fn page(html: &str, site: SiteOverride) -> Page {
    let document = Document {
        name: "page.html".into(),
        content: Content::Text(html.into()),
        format: Some(Format::Html),
        declared: Declared::default(),
        container_line: None,
    };
    flow::page(document, &Settings { sites: vec![site], ..Settings::default() })
}

fn of(kind: Kind, page: &Page) -> Vec<&Block> {
    page.blocks.iter().filter(|block| block.kind == kind).collect()
}

fn text(field: Option<&Field>) -> &str {
    field.map_or("", |field| &field.text)
}

fn dates<'a>(blocks: &[&'a Block]) -> Vec<&'a str> {
    blocks.iter().map(|block| block.date.as_ref().map_or("", |date| date.value.text.as_str())).collect()
}

#[test]
fn every_key_holds_in_every_combination() {
    for chosen in 0..1 << KEYS.len() {
        let has = |key: &str| KEYS.iter().position(|known| *known == key).is_some_and(|at| chosen >> at & 1 == 1);
        let page = page(PAGE, overrides(has));
        let named: Vec<&str> = KEYS.into_iter().filter(|key| has(key)).collect();
        let mut lines: Vec<u32> = page.blocks.iter().flat_map(|block| block.lines.iter().copied()).collect();
        lines.sort_unstable();
        assert_eq!(lines, (0..lines.len() as u32).collect::<Vec<_>>(), "{named:?}");

        let whole = |block: &Block| page.source.slice(block.span).to_owned();
        let articles = of(Kind::Article, &page);
        if has("article") {
            assert_eq!(articles.len(), 1, "{named:?}");
            let article = articles[0];
            assert!(whole(article).contains("Der er stille") && !whole(article).contains("Gerda"), "{named:?}");
            assert!(
                !has("title") || text(article.title.as_ref()) == "Havnen om natten",
                "{named:?}: {:?}",
                article.title
            );
            assert!(
                !has("author") || text(article.author.as_ref()) == "Redaktion 7",
                "{named:?}: {:?}",
                article.author
            );
            assert!(!has("date") || dates(&[article]) == ["3. maj 2024"], "{named:?}: {:?}", article.date);
            assert!(
                !has("category") || text(article.category.as_ref()) == "Formel 1",
                "{named:?}: {:?}",
                article.category
            );
            assert_eq!(has("drop"), !article.text().contains("Annonce"), "{named:?}");
        }
        if has("profile") {
            let profile =
                of(Kind::Profile, &page).into_iter().find(|block| whole(block).contains("siden 1988")).unwrap();
            assert!(!has("title") || text(profile.title.as_ref()) == "Gerda Vang", "{named:?}: {:?}", profile.title);
            assert!(profile.text().contains("I huset") || text(profile.title.as_ref()) == "I huset", "{named:?}");
        }
        if has("teaser") {
            let teasers = of(Kind::Teaser, &page);
            assert_eq!(teasers.len(), 2, "{named:?}");
            let all =
                |field: fn(&Block) -> Option<&Field>| teasers.iter().map(|it| text(field(it))).collect::<Vec<_>>();
            let (titles, authors, categories) =
                (all(|it| it.title.as_ref()), all(|it| it.author.as_ref()), all(|it| it.category.as_ref()));
            assert!(!has("title") || titles == ["Fyret får ny lampe", "Kajen skal males"], "{named:?}: {titles:?}");
            assert!(!has("author") || authors == ["Ole Dam", "Ida Ny"], "{named:?}: {authors:?}");
            assert!(!has("category") || categories == ["Teknik", "By"], "{named:?}: {categories:?}");
            assert!(!has("date") || dates(&teasers) == ["1. maj 2024", "2. maj 2024"], "{named:?}");
            assert_eq!(teasers.iter().map(|it| it.link.as_deref()).collect::<Vec<_>>(), [Some("/a"), Some("/b")]);
        }
        if has("drop") {
            for block in &page.blocks {
                let shows = block.text();
                let is_dropped = shows.contains("Annonce") || shows.contains("bygget i 1931");
                assert!(!is_dropped || block.kind == Kind::Other, "{named:?}: {block:?}");
            }
        }
    }
}

#[test]
fn each_marked_article_is_one() {
    let story = |title: &str, author: &str| {
        format!(
            "<div class=z><h2>{title}</h2><p class=w>{author}</p><p>Den første uge gik med at rydde op efter stormen, og ingen \
             havde tid til at spørge, hvad det kostede.</p></div>"
        )
    };
    let html =
        format!("<body>{}{}<p>Alle rettigheder</p>", story("Efter stormen", "Bo Lind"), story("Før stormen", "Eva Ro"));
    let selector = |text: &str| Selector::parse(text).ok();
    let site = SiteOverride {
        site: "page.html".into(),
        article: selector(".z"),
        author: selector(".w"),
        ..SiteOverride::default()
    };
    let page = page(&html, site);
    let articles = of(Kind::Article, &page);
    let told: Vec<(&str, &str)> =
        articles.iter().map(|it| (text(it.title.as_ref()), text(it.author.as_ref()))).collect();
    assert_eq!(told, [("Efter stormen", "Bo Lind"), ("Før stormen", "Eva Ro")]);
    assert!(of(Kind::Other, &page).iter().any(|block| block.text() == "Alle rettigheder"));
}

#[test]
fn the_file_reaches_the_page() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.html"), PAGE).unwrap();
    fs::write(
        folder.path().join("p.toml"),
        "[[site]]\nsite = 'page.html'\narticle = '.q2'\nprofile = '.q7'\nteaser = '.q8'\ndrop = '.q1'\ntitle = '.q3'\n\
         author = '.q4'\ndate = '.q5'\ncategory = '.q6'\n",
    )
    .unwrap();
    let mut command = korrektur(folder.path());
    let records = json_lines(&output(command.args(["extract", "-p", "p.toml", "page.html"]), 0));
    let kinds: Vec<&str> =
        records[0]["blocks"].as_array().unwrap().iter().map(|block| block["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["article", "profile", "teaser", "teaser"]);
    assert_eq!(records[0]["blocks"][0]["author"], "Redaktion 7");
}

//! What a reader of a Markdown page sees, line by line.

use proptest::prelude::*;

use super::*;

/// Writes an outline as one line a line: role, gap, what it is fixed to, text; with the source that its span covers where
/// that differs.
fn shown(source: &str) -> Vec<String> {
    let outline = outline(source);
    let line = |line: &crate::outline::Line| {
        let role = match line.role {
            Role::Heading(level) => format!("h{level}"),
            Role::Paragraph => "p".into(),
            Role::Item => "item".into(),
            Role::Cell => "cell".into(),
            Role::Code => "code".into(),
            Role::Caption => "caption".into(),
            Role::Control => "control".into(),
        };
        let fixed = if line.is_fixed { "!" } else { "" };
        let text = outline.text(line);
        let covered = source.get(line.span.start..line.span.end).unwrap();
        let covered = if covered == text { String::new() } else { format!(" <{covered}>") };
        format!("{role}{fixed}{} {text}{covered}", line.gap)
    };
    outline.lines().iter().map(line).collect()
}

#[test]
fn blocks_become_lines_with_their_source() {
    let source = "# Titel #\nTekst med *vægt*\nover to linjer  \nog brud.\n\n\n> Citat\n\n- en\n- to\n  - dyb\n\n  mere\n\n1. `kode`\n";
    assert_eq!(
        shown(source),
        [
            "h1 1 Titel",
            "p1 Tekst med vægt over to linjer <Tekst med *vægt*\nover to linjer>",
            "p0 og brud.",
            "p2 Citat",
            "item1 en",
            "item0 to",
            "item0 dyb",
            "p1 mere",
            "item!1 kode <`kode`>",
        ]
        .map(|line| line.replacen("h1 1", "h11", 1))
    );
}

#[test]
fn code_is_fixed_line_by_line() {
    let source = "Før:\n\n```js\nlet a = 1;\n\n  f(a);\n```\nEfter `x`.\n\n    indrykket\n";
    assert_eq!(
        shown(source),
        ["p1 Før:", "code!1 let a = 1;", "code!1 f(a);", "p1 Efter x. <Efter `x`.>", "code!1 indrykket"]
    );
}

#[test]
fn tables_are_rows_of_cells() {
    let source = "| A | B |\n|---|---|\n| en *to* | `x` |\n";
    assert_eq!(shown(source), ["cell0 A", "cell0 B", "cell0 en to <en *to*>", "cell!0 x <`x`>"]);
    let outline = outline(source);
    let kinds: Vec<ContainerKind> = outline.around(&outline.lines()[3]).map(|container| container.kind).collect();
    assert_eq!(kinds, [ContainerKind::Row, ContainerKind::Table, ContainerKind::Root]);
}

#[test]
fn links_and_images() {
    let outline = outline("Se [stedet](https://example.org/a) ![skjult tekst](b.png) <https://example.org>\n");
    let line = &outline.lines()[0];
    assert_eq!(outline.text(line), "Se stedet https://example.org");
    let links: Vec<&str> =
        outline.runs(line).iter().filter_map(|run| run.link).map(|link| outline.link(link)).collect();
    assert_eq!(links, ["https://example.org/a", "https://example.org"]);
    assert_eq!(outline.containers()[0].images, 1);
}

#[test]
fn html_leaves_its_text() {
    let source = "<details>\n<summary>Vis <b>mere</b></summary>\n\nTekst<br>ny linje <!-- skjult -->\n\n</details>\n\n<h2 align=center>Over&shy;skrift</h2>\n<p>A<p><a href='x'>B</a>\n<script>\nf()\n</script>\n";
    assert_eq!(
        shown(source),
        ["p1 Vis mere <Vis <b>mere>", "p1 Tekst", "p0 ny linje", "h21 Over&shy;skrift", "p1 A", "p1 B"]
    );
}

#[test]
fn what_generators_add_is_not_seen() {
    let source = "---\ntitle: Hej\nlang: da\n---\n\nimport X from 'x';\n\n<Intro>Kort.</Intro>\n\n## `Del` {/*del*/}\n\n### Under {#under}\n\n:::note Husk\n\nDet.\n\n:::\n\n- [x] gjort[^1]\n\n[^1]: Note.\n";
    assert_eq!(
        shown(source),
        [
            "p1 Kort.",
            "h2!1 Del <`Del` {/*del*/}>",
            "h31 Under <Under {#under}>",
            "p1 Husk",
            "p1 Det.",
            "item1 gjort",
            "p1 Note."
        ]
    );
    let about = outline(source).about;
    assert_eq!((about.title.as_deref(), about.language), (Some("Hej"), crate::language::Tag::parse("da")));
}

#[test]
fn the_text_of_an_admonition_is_no_code() {
    let source =
        "Før.\n\n!!! note \"Husk\"\n\n    Tekst i rammen.\n\n    Mere.\n\nEfter.\n\n??? tip\n    Skjult tekst.\n";
    assert_eq!(
        shown(source),
        ["p1 Før.", "item1 Husk", "p1 Tekst i rammen.", "p1 Mere.", "p1 Efter.", "item0 Skjult tekst."]
    );
}

#[test]
fn hostile_pages_take_no_time_and_lose_no_word() {
    let storms = [
        "[".repeat(100_000),
        ">".repeat(100_000),
        "![[]()".repeat(20_000),
        "*a_ ".repeat(50_000),
        "> - ".repeat(30_000),
        "`a``".repeat(30_000),
        "<a ".repeat(50_000),
        "<A ".repeat(50_000),
        "{/*".repeat(50_000),
        "| a ".repeat(50_000),
        format!("{}a\n{}", ">".repeat(50_000), "a\n".repeat(50_000)),
        format!("{}a\n{}", "1. > ".repeat(20_000), "a\n".repeat(50_000)),
        format!("{}{}", "<Foo {".repeat(20_000), "\n"),
        "{%".repeat(50_000),
    ];
    for storm in storms {
        let source = format!("{storm}\n\nsidste ord");
        let outline = outline(&source);
        assert_eq!(outline.lines().last().map(|line| outline.text(line)), Some("sidste ord"));
    }
}

proptest! {
    #[test]
    fn spans_lie_in_the_source_and_on_visible_characters(
        source in "([#>*`~<{}\\[\\]()!|:+=-]|[a-zæ日] ?|\n|\n\n|```|---\n|    |<[Ab]>|</p>|&amp;|\r\n|\t){0,60}"
    ) {
        let outline = outline(&source);
        let mut last = 0;
        for line in outline.lines() {
            let covered = source.get(line.span.start..line.span.end);
            prop_assert!(covered.is_some_and(|covered| !covered.is_empty()), "{:?}", line);
            prop_assert!(line.span.start >= last, "out of order: {:?}", line);
            last = line.span.end;
            prop_assert!(!outline.text(line).is_empty());
        }
    }

    #[test]
    fn plain_words_are_never_lost(words in prop::collection::vec("[a-zæøå]{2,8}", 1..30), breaks in prop::collection::vec(0..4_usize, 30)) {
        let joints = [" ", "\n", "\n\n", "\n- "];
        let source: String = words.iter().zip(&breaks).flat_map(|(word, &kind)| [word.as_str(), joints[kind]]).collect();
        let outline = outline(&source);
        let seen: Vec<String> = outline.lines().iter().flat_map(|line| outline.text(line).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        prop_assert_eq!(seen, words);
    }
}

#[test]
fn what_is_indented_in_a_component_is_text() {
    let outline = outline("<Card name=\"Bo\">\n    Bo kom til i foråret.\n</Card>\n\n    let code = 1;\n");
    let roles: Vec<(Role, &str)> = outline.lines().iter().map(|line| (line.role, outline.text(line))).collect();
    assert_eq!(roles, [(Role::Paragraph, "Bo kom til i foråret."), (Role::Code, "let code = 1;")]);
}

#[test]
fn a_tick_that_is_none_opens_no_code() {
    for before in ["\\`", "an open ` tick"] {
        let source = format!("{before}\n\n```\n`<A b=\n>\n```\n");
        assert_eq!(shown(&source).get(1..), Some(&["code!1 `<A b=".to_owned(), "code!0 >".to_owned()][..]), "{source}");
    }
}

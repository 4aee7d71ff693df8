//! Text that stands in the data of a page and not in its markup: a script would show it.
//!
//! Read only where the page shows next to no running text. Then all JSON in its scripts and attributes is searched for
//! strings (`json`), and of all the paths that lead to strings (`posts[].text`) the one with most running text is the
//! content: translations, settings and labels each have a path of their own, and a list of related things says less than
//! the thing itself. What JSON-LD says is the page's text goes before that, if it is of like length.
//!
//! No line is shown twice: nothing is read where the text is shown, and of one path every string once. Spans are exact: a
//! line's span starts and ends with its first and last character as written in the script or attribute, escapes and all.

mod json;

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

use super::names::Name;
use super::outliner::Outliner;
use super::tokenizer::Slice;
use super::tree::{Content, NodeId, Tree};
use crate::language::Tag;
use crate::outline::{About, Builder, ContainerKind, Hints, LineStart, Outline, Role, Style, is_blank};
use crate::span::Span;
use crate::words::is_unspaced;
use json::{ROOT, Strings, Text, Vocabulary};

/// Pages that show more bytes than this are not looked at closely: they show more than [`SHOWN_UNITS`] in any script.
pub(super) const MOST_SHOWN_BYTES: usize = 8 << 10;

/// A page that shows this much text, in units, be it links, is read as it shows itself. Of 1,300 labelled pages those that
/// lack their content show 8 at most, and lists of cards, whose data tells of other things, 388 at least.
const SHOWN_UNITS: u32 = 250;

/// A page that shows this much running text, in units, is read as it shows itself: notices and greetings have less.
const SHOWN_PROSE: u32 = 60;

/// The data has at least so many times the running text that is shown, or it repeats that.
const TIMES_SHOWN: u32 = 3;

/// Least running text, in units, that is taken for content: a few sentences.
const LEAST_PROSE: u32 = 40;

/// Least running text, in units, where nothing but its length says that it is content. On 1,038 labelled pages without their
/// markup, 48 had less to offer, and 1 of these was the page's content.
const EVIDENT_PROSE: u32 = 80;

/// A text shorter than this, in units, is no running text.
const PROSE_UNITS: u32 = 12;

/// Running text has at least so many letters for each sign that ends no sentence; code, styles and addresses have fewer.
const LETTERS_PER_SIGN: u32 = 8;

/// Attributes shorter than this hold settings.
const SHORTEST_ATTRIBUTE: usize = 256;

/// Properties of schema.org that hold the text of a thing.
const TEXT_PROPERTIES: [&str; 2] = ["articleBody", "text"];

/// A page's description is mostly how its text starts: the path that has such a text counts so many times.
const TIMES_DESCRIBED: u32 = 8;

/// So many letters tell how a text starts.
const OPENING_LETTERS: usize = 24;

/// Shape of the containers of single strings: alike, and like no element's.
const ENTRY_SHAPE: u64 = 1;

/// The strings that are a page's content, to be put among the lines of the page in the order of the source.
#[derive(Debug)]
pub(super) struct Harvest<'a> {
    strings: Strings<'a>,
    /// The strings of one path, none twice.
    texts: Vec<Text>,
    /// Most of them are dated each: posts, comments, answers.
    are_posts: bool,
    language: Option<Tag>,
    /// How many are put.
    done: usize,
}

/// Gives the text in the page's data where `outline` lacks it.
pub(super) fn harvest<'a>(outline: &Outline, tree: &Tree<'a>, about: &About) -> Option<Harvest<'a>> {
    let (units, shown) = shown(outline);
    if units >= SHOWN_UNITS || shown >= SHOWN_PROSE {
        return None;
    }
    let strings = strings(tree);
    let least = LEAST_PROSE.max(shown * TIMES_SHOWN).max(units / 2);
    let path = content(&strings, about.description.as_deref(), least)?;
    let mut known = HashSet::new();
    let mut is_new = |text: &&Text| {
        let (decoded, _) = strings.decoded(text);
        Measure::of(&decoded).prose() == 0 || known.insert(xxh3_64(decoded.as_bytes()))
    };
    let texts: Vec<Text> = strings.texts.iter().filter(|text| text.path == path).filter(&mut is_new).copied().collect();
    let dated = texts.iter().filter(|text| strings.is_dated(text)).count();
    let are_posts = texts.len() > 1 && dated * 2 > texts.len();
    Some(Harvest { strings, texts, are_posts, language: about.language, done: 0 })
}

/// Gives how much text a page shows, and how much of it is running text that is mostly not links; in units.
fn shown(outline: &Outline) -> (u32, u32) {
    let mut sums = (0, 0);
    for line in outline.lines() {
        let text = outline.text(line);
        let measure = Measure::of(text);
        let linked: usize =
            outline.runs(line).iter().filter(|run| run.link.is_some()).map(|run| outline.run_text(run).len()).sum();
        sums.0 += measure.units();
        sums.1 += if linked * 2 > text.len() { 0 } else { measure.prose() };
    }
    sums
}

/// Collects the strings of all JSON that the page carries, in order.
fn strings<'a>(tree: &Tree<'a>) -> Strings<'a> {
    let mut strings = Strings::new();
    for (index, node) in tree.nodes().iter().enumerate() {
        let Content::Element(element) = &node.content else { continue };
        let id = index as NodeId;
        if element.name == Name::Script {
            let kind = tree.attribute(id, "type").unwrap_or_default().to_ascii_lowercase();
            let vocabulary = if kind.contains("ld+json") { Vocabulary::Linked } else { Vocabulary::Own };
            let holds_data = kind.is_empty() || ["json", "javascript", "module"].iter().any(|it| kind.contains(it));
            if let Some(slice) = raw_text(tree, id).filter(|_| holds_data) {
                strings.script(tree.slice(slice), slice.start as usize, vocabulary);
            }
            continue;
        }
        for attribute in tree.attributes(element) {
            let value = tree.slice(attribute.value);
            if value.len() >= SHORTEST_ATTRIBUTE && value.trim_start().starts_with(['{', '[']) {
                strings.attribute(value, attribute.value.start as usize);
            }
        }
    }
    strings
}

fn raw_text(tree: &Tree, id: NodeId) -> Option<Slice> {
    let child = tree.children(id).next()?;
    match tree.node(child)?.content {
        Content::Text { slice, .. } => Some(slice),
        _ => None,
    }
}

/// Gives the path whose strings are the content.
fn content(strings: &Strings, description: Option<&str>, least: u32) -> Option<u32> {
    let mut sums: Vec<u32> = Vec::new();
    let mut opens: Vec<bool> = Vec::new();
    let mut known = HashSet::new();
    let described = description.map(|it| (opening(it), Measure::of(it).units())).filter(|(_, units)| *units > 0);
    for text in &strings.texts {
        let path = text.path as usize;
        if path >= sums.len() {
            sums.resize(path + 1, 0);
            opens.resize(path + 1, false);
        }
        let (decoded, _) = strings.decoded(text);
        let prose = Measure::of(&decoded).prose();
        let (Some(sum), Some(opens)) = (sums.get_mut(path), opens.get_mut(path)) else { continue };
        if prose > 0 && text.path != ROOT && known.insert((path, xxh3_64(decoded.as_bytes()))) {
            *sum = sum.saturating_add(prose);
            *opens |= described.is_some_and(|(start, units)| prose > units && opening(&decoded) == start);
        }
    }
    let said = |path: u32| sums.get(path as usize).copied().unwrap_or_default();
    let weight = |path: u32| {
        let opens = opens.get(path as usize).copied().unwrap_or_default();
        said(path).saturating_mul(if opens { TIMES_DESCRIBED } else { 1 })
    };
    let linked: Vec<u32> = TEXT_PROPERTIES.iter().filter_map(|name| strings.linked(name)).collect();
    let is_evident = |path: u32| weight(path) >= EVIDENT_PROSE || linked.contains(&path);
    let enough = |&path: &u32| said(path) >= least && is_evident(path);
    // Of equals the first: `max_by_key` gives the last.
    let most = (0..sums.len() as u32).rev().filter(enough).max_by_key(|&path| weight(path))?;
    linked.iter().copied().filter(enough).find(|&path| said(path) * 2 >= said(most)).or(Some(most))
}

/// Gives a number for the first letters of a text, whatever its markup, case and signs.
fn opening(text: &str) -> u64 {
    let mut is_tag = false;
    let letters = text.chars().filter(|&character| {
        is_tag = (is_tag && character != '>') || character == '<';
        !is_tag && character.is_alphanumeric()
    });
    let letters: String = letters.take(OPENING_LETTERS).flat_map(char::to_lowercase).collect();
    xxh3_64(letters.as_bytes())
}

impl Harvest<'_> {
    /// Adds what stands before `place` of the source, as one text or post by post. Tells whether there was any.
    pub(super) fn pour(&mut self, builder: &mut Builder, place: usize) -> bool {
        let rest = self.texts.get(self.done..).unwrap_or_default();
        let count = rest.iter().take_while(|text| self.strings.place(text) < place).count();
        let Some(texts) = rest.get(..count).filter(|texts| !texts.is_empty()) else { return false };
        builder.open(ContainerKind::Article, 0, Hints::BODY, None, None);
        for text in texts {
            let (decoded, places) = self.strings.decoded(text);
            let first = builder.so_far().lines().len();
            if self.are_posts {
                builder.open(ContainerKind::Entry, ENTRY_SHAPE, Hints::BODY, None, None);
            }
            if holds_markup(&decoded) {
                let fragment = Tree::parse_part(&decoded, 0..decoded.len());
                Outliner::new(builder, &[], self.language, false).walk(&fragment, 0);
            } else {
                plain(builder, &decoded);
            }
            builder.move_spans(first, |span| self.strings.span(text, &places, span));
            if self.are_posts {
                builder.close();
            }
        }
        builder.close();
        self.done += count;
        true
    }
}

/// Adds a text without markup, a paragraph for each of its lines.
fn plain(builder: &mut Builder, text: &str) {
    let mut start = 0;
    let mut gap = 1;
    for line in text.split('\n') {
        let bare = line.trim_matches(is_blank);
        if bare.is_empty() {
            gap = 1;
        } else {
            let from = start + line.len() - line.trim_start_matches(is_blank).len();
            builder.start_line(LineStart::new(Role::Paragraph, gap));
            builder.text(bare, Span::new(from, from + bare.len()), Style::default());
            gap = 0;
        }
        start += line.len() + 1;
    }
}

/// Tells a fragment of HTML from plain text: it has a tag or a character reference.
fn holds_markup(text: &str) -> bool {
    let has_tag = || {
        let before_end = text.rfind('>').and_then(|end| text.get(..end)).unwrap_or_default();
        let opens = |rest: &str| {
            rest.trim_start_matches('/').starts_with(|first: char| first.is_ascii_alphabetic() || first == '!')
        };
        before_end.split('<').skip(1).any(opens)
    };
    let has_reference = || {
        text.split('&').skip(1).any(|rest| {
            rest.split_once(';').is_some_and(|(name, _)| {
                name.len() <= 8 && name.trim_start_matches('#').bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
        })
    };
    has_tag() || has_reference()
}

/// What a text, its tags left out, is made of.
#[derive(Clone, Copy, Debug, Default)]
struct Measure {
    words: u32,
    unspaced: u32,
    letters: u32,
    /// Signs that end no sentence.
    signs: u32,
    ends_sentence: bool,
}

impl Measure {
    fn of(text: &str) -> Self {
        let mut measure = Self::default();
        let (mut in_word, mut is_end) = (false, false);
        let mut rest = text.chars();
        while let Some(character) = rest.next() {
            let is_tag = character == '<'
                && rest.as_str().starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!'));
            if is_tag || is_blank(character) {
                measure.ends_sentence |= is_end;
                (in_word, is_end) = (false, false);
                if is_tag {
                    rest = rest.as_str().split_once('>').map_or("", |(_, rest)| rest).chars();
                }
            } else if is_unspaced(character) {
                measure.unspaced += 1;
                in_word = false;
            } else if character.is_alphanumeric() {
                measure.letters += 1;
                measure.words += u32::from(!in_word);
                (in_word, is_end) = (true, false);
            } else if matches!(character, '。' | '！' | '？') {
                measure.ends_sentence = true;
            } else if matches!(character, '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '॥' | '։' | '።') {
                (in_word, is_end) = (false, true);
            } else if !(joins_words(character) || is_end && closes(character)) {
                measure.signs += 1;
                (in_word, is_end) = (false, false);
            }
        }
        measure.ends_sentence |= is_end;
        measure
    }

    /// Words, and halves of characters of scripts that put no spaces between words.
    fn units(self) -> u32 {
        self.words + self.unspaced / 2
    }

    /// Its units if it is running text; 0 where it is too short, ends no sentence, or has the signs of code.
    fn prose(self) -> u32 {
        let is_unspaced = self.unspaced / 2 > self.words;
        let is_prose = self.units() >= PROSE_UNITS
            && (self.ends_sentence || is_unspaced)
            && self.signs.saturating_mul(LETTERS_PER_SIGN)
                <= self.letters.saturating_add(self.unspaced.saturating_mul(2));
        if is_prose { self.units() } else { 0 }
    }
}

fn joins_words(character: char) -> bool {
    matches!(character, '\'' | '’' | '-')
}

/// Tells what may stand behind the end of a sentence.
fn closes(character: char) -> bool {
    matches!(character, '"' | '”' | '“' | '»' | ')')
}

#[cfg(test)]
mod tests {
    use crate::outline::{ContainerKind, Outline};
    use crate::parse::html::outline;

    /// 48 words in four sentences.
    const PROSE: &str = "Skibet lå i havnen i tre dage, fordi vinden kom fra øst. Kaptajnen ventede på post, og \
        kokken købte kål på torvet. Ingen af matroserne havde været her før, men alle kendte kroen ved broen. Den fjerde \
        dag vendte vinden, og de sejlede videre ud mod øerne.";

    fn lines(page: &str) -> Vec<String> {
        let outline = outline(page, None);
        outline.lines().iter().map(|line| outline.text(line).to_owned()).collect()
    }

    fn written<'a>(page: &'a str, outline: &Outline) -> Vec<&'a str> {
        outline.lines().iter().map(|line| &page[line.span.start..line.span.end]).collect()
    }

    #[test]
    fn text_is_found_wherever_pages_keep_it() {
        let text = format!("{PROSE} Her: {PROSE}");
        let json = text.replace('å', "\\u00e5");
        let twice = json.replace('\\', "\\\\");
        for page in [
            format!("<script type=application/json>{{\"a\": {{\"body\": \"{json}\"}}}}</script>"),
            format!("<script>window.state = {{a: [1, !0, undefined, {{body: '{json}'}}]}};</script>"),
            format!("<script>load(function(){{return {{body:\"{json}\"}}}}())</script>"),
            format!("<script>set(JSON.parse('{{\"body\": \"{twice}\"}}'))</script>"),
            format!("<script>x = {{\"a\": \"{{\\\"body\\\": \\\"{twice}\\\"}}\"}}</script>"),
            format!("<div data-x=\"{{&quot;body&quot;: &quot;{json}&quot;}}\"></div>"),
            format!("<script type=application/ld+json>{{\"@graph\": [{{\"articleBody\": \"{json}\"}}]}}</script>"),
            // Cut off: what was read counts.
            format!("<script>x = {{\"a\": [{{\"body\": \"{json}"),
        ] {
            assert_eq!(lines(&page), [text.as_str()], "{page}");
            let outline = outline(&page, None);
            let at = written(&page, &outline)[0];
            assert!(at.starts_with("Skibet l") && at.ends_with("mod øerne."), "{at}");
        }
    }

    #[test]
    fn of_all_paths_the_one_with_most_running_text_is_the_content() {
        let greeting =
            "Velkommen til siden, hvor vi skriver om skibe, om have og om alle de byer, som ligger ved vandet.";
        let page = format!(
            "<script>s = {{\"words\": {{\"hello\": \"{greeting}\", \"bye\": \"Nu: {greeting}\"}}, \"posts\": [
             {{\"at\": \"2024-05-01\", \"html\": \"<p>{PROSE}<\\/p>\"}},
             {{\"at\": \"2024-05-02\", \"html\": \"<p>Tak.<\\/p><script>f()<\\/script>\"}}, {{\"html\": \"<p>{PROSE}<\\/p>\"}}],
             \"more\": [{{\"text\": \"1 {greeting} {greeting}\"}}, {{\"text\": \"2 {greeting} {greeting}\"}}, {{\"text\": \"3 {greeting}\"}}]}}</script>"
        );
        let more = [format!("1 {greeting} {greeting}"), format!("2 {greeting} {greeting}"), format!("3 {greeting}")];
        assert_eq!(lines(&page), more);
        let described = format!("<meta name=description content=\"{}…\">{page}", &PROSE[..80]);
        assert_eq!(lines(&described), [PROSE, "Tak."]);
        let outline = outline(&described, None);
        let entries = outline.containers().iter().filter(|container| container.kind == ContainerKind::Entry);
        assert_eq!(entries.count(), 2, "posts are dated, and one that stands twice is one");
    }

    #[test]
    fn pages_that_show_their_text_are_left_alone() {
        let state = format!("<script>s = {{\"body\": \"{PROSE} {PROSE}\"}}</script>");
        let shown = format!("<p>{PROSE}</p>");
        assert_eq!(lines(&format!("{shown}{state}")), [PROSE]);
        let names = "<a href=/skib>Skib</a> ".repeat(300);
        assert_eq!(lines(&format!("{names}{state}")), lines(&names));
        for no_text in [
            "body { color: red; } .a { b: c; } ".repeat(40),
            "function f(a) { return a.b(); } // f. ".repeat(40),
            "/images/a.png ".repeat(40),
            "flex items-center px-4 ".repeat(40),
        ] {
            assert!(lines(&format!("<script>s = {{\"x\": \"{no_text}\"}}</script>")).is_empty(), "{no_text}");
        }
    }
}

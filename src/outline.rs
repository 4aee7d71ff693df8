//! The waist of the hourglass: what a format says about a page, whatever the format.
//!
//! `parse` fills an [`Outline`] from HTML, Markdown or plain text; `split` sees nothing else. It is a list of [`Line`]s in
//! reading order, a tree of [`Container`]s around them, and what the page says of itself. Plain text fills the same
//! struct with gaps and lengths alone. The folded text of all lines is one string, and lines and runs are ranges of it.

use std::ops::Range;

use crate::language::Tag;
use crate::span::{Span, Stretch};

/// A page as lines, containers and self-description.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    text: String,
    lines: Vec<Line>,
    runs: Vec<Run>,
    links: Vec<String>,
    images: Vec<Image>,
    containers: Vec<Container>,
    /// What the page says of itself.
    pub about: About,
}

/// One visible line: a block of text in HTML or Markdown, a line in plain text. Never empty.
#[derive(Clone, Debug)]
pub struct Line {
    text: Range<u32>,
    runs: Range<u32>,
    /// The bytes of the source from the line's first to its last visible character, markup between them included.
    pub span: Span,
    /// Blank lines before it: 0 where it continues the line above (after `<br>`, inside a list), 1 for an ordinary
    /// paragraph break, more where the source shows more. Formats without blank lines count block borders as 1.
    pub gap: u8,
    /// What the format says the line is.
    pub role: Role,
    /// The innermost container; an index into [`Outline::containers`].
    pub container: u32,
    /// Marked as hidden by the format. Still visible text: pages are shipped hidden until a script runs.
    pub is_hidden: bool,
    /// The language that an attribute at or above the line claims, where it differs from the page's.
    pub language: Option<Tag>,
    /// Marked as not to be translated (`translate="no"`, `<code>`).
    pub is_fixed: bool,
}

/// What a format says a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Running text, and whatever the format gives no better name.
    Paragraph,
    /// The text of a list item, or the first line of it.
    Item,
    /// A row or cell of a table.
    Cell,
    /// A line of code or other preformatted text: no evidence of language or duplication.
    Code,
    /// A caption of a figure or table.
    Caption,
    /// Text of a control: button, label, option.
    Control,
}

/// A stretch of a line under the same inline markup.
#[derive(Clone, Debug)]
pub struct Run {
    text: Range<u32>,
    /// Its bytes in the source.
    pub span: Span,
    /// Where it links to; an index into [`Outline::link`].
    pub link: Option<u32>,
    /// Equal for runs of equal inline markup (element names and classes): what slots of alike cards share.
    pub shape: u64,
    /// What the classes and attributes of its inline elements hint at.
    pub hints: Hints,
    /// What a site override of the pipeline file says of it, where the selector chose no container.
    pub mark: Option<Mark>,
    /// Foreign or fixed on purpose, inside a line that is not: code, what is marked as not to be translated or as in another
    /// language, what is marked as quoted or as the name of a work. No evidence of the line's language.
    pub is_apart: bool,
}

/// An image: no line, but what it shows survives translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Where it comes from, as written in the page.
    pub address: String,
    /// Its first byte in the source.
    pub at: usize,
}

/// A node of the tree around the lines: a landmark, a list, an item, a `<div>`.
#[derive(Clone, Debug)]
pub struct Container {
    /// The container around it; the root's is itself.
    pub parent: u32,
    /// What it is.
    pub kind: ContainerKind,
    /// Depth below the root, which is 0.
    pub depth: u16,
    /// The lines inside it, nested containers included; indices into [`Outline::lines`].
    pub lines: Range<u32>,
    /// Equal for containers of equal markup (element name and classes).
    pub shape: u64,
    /// What its classes and attributes hint at, not counting its ancestors.
    pub hints: Hints,
    /// A link around the whole of it; an index into [`Outline::link`].
    pub link: Option<u32>,
    /// Kind of block that a site override of the pipeline file gives to it.
    pub mark: Option<Mark>,
    /// How many images stand in it, nested containers included.
    pub images: u16,
}

/// What a container is, as far as the format says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of HTML's sections and landmarks")]
pub enum ContainerKind {
    Root,
    Main,
    Article,
    Section,
    Navigation,
    Header,
    Footer,
    Aside,
    Form,
    List,
    Item,
    Table,
    Row,
    Figure,
    Quote,
    Dialog,
    /// One of several texts in the data of a page that shows none itself: a post of a thread.
    Entry,
    #[default]
    Generic,
}

/// What a site override of the pipeline file says of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the keys of the pipeline file")]
pub enum Mark {
    Article,
    Profile,
    Teaser,
    Drop,
    Title,
    Author,
    Date,
    Category,
}

impl Mark {
    /// Tells whether it says what a whole block is, rather than a field of one.
    pub fn is_block(self) -> bool {
        matches!(self, Self::Article | Self::Profile | Self::Teaser | Self::Drop)
    }
}

/// What class names, ids, roles and microdata hint at. Evidence, never a verdict: sites name things as they like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Hints(pub u32);

impl Hints {
    /// `author`, `byline`, `rel=author`, `itemprop=author`.
    pub const AUTHOR: Self = Self(1);
    /// `bio`, `about-author`, `author-box`, `vcard`.
    pub const BIOGRAPHY: Self = Self(1 << 1);
    /// `date`, `time`, `published`, `<time>`.
    pub const DATE: Self = Self(1 << 2);
    /// `category`, `tag`, `kicker`, `section-name`, `rel=tag`.
    pub const CATEGORY: Self = Self(1 << 3);
    /// `title`, `headline`.
    pub const TITLE: Self = Self(1 << 4);
    /// `excerpt`, `summary`, `teaser-text`, `dek`, `lead`.
    pub const SUMMARY: Self = Self(1 << 5);
    /// `comment`, `reply`, `disqus`.
    pub const COMMENT: Self = Self(1 << 6);
    /// `related`, `recommended`, `more-from`, `popular`, `latest`.
    pub const RELATED: Self = Self(1 << 7);
    /// `nav`, `menu`, `breadcrumb`, `pager`, `skip-link`.
    pub const NAVIGATION: Self = Self(1 << 8);
    /// `share`, `social`, `follow`.
    pub const SHARE: Self = Self(1 << 9);
    /// `cookie`, `consent`, `gdpr`, `modal`, `popup`, `newsletter`, `subscribe`, `paywall`.
    pub const NOTICE: Self = Self(1 << 10);
    /// `ad`, `advert`, `sponsor`, `promo`.
    pub const PROMOTION: Self = Self(1 << 11);
    /// `content`, `article-body`, `entry-content`, `post-body`, `itemprop=articleBody`.
    pub const BODY: Self = Self(1 << 12);
    /// `card`, `teaser`, `item`, `tile`, `post` (as one of many).
    pub const CARD: Self = Self(1 << 13);
    /// `footer`, `copyright`, `legal`.
    pub const FOOTER: Self = Self(1 << 14);
    /// `sidebar`, `widget`, `aside`.
    pub const SIDEBAR: Self = Self(1 << 15);
    /// `caption`, `credit`, `photo`.
    pub const CAPTION: Self = Self(1 << 16);
    /// `forum`, `thread`, `post-message`, `answer`.
    pub const THREAD: Self = Self(1 << 17);
    /// `product`, `price`, `spec`.
    pub const PRODUCT: Self = Self(1 << 18);
    /// `meta`, `info`, `details` beside a title.
    pub const META: Self = Self(1 << 19);
    /// `screen-reader-text`, `visually-hidden`, `print-only`.
    pub const UNSEEN: Self = Self(1 << 20);

    /// `login`, `search`, `filter`, `cart`, `button`: things to operate.
    pub const CONTROL: Self = Self(1 << 21);

    /// Tells whether any of `others` is hinted at.
    pub fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Gives what either hints at.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a page says of itself outside its visible text. Untrusted and often wrong: evidence for `split`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// `<title>` or the front matter's title, often with the site's name.
    pub title: Option<String>,
    /// `og:title`, `twitter:title`.
    pub social_title: Option<String>,
    /// Headline of the article in JSON-LD or microdata.
    pub headline: Option<String>,
    /// Name of the site.
    pub site_name: Option<String>,
    /// Authors of the article by JSON-LD, microdata, front matter.
    pub authors: Vec<String>,
    /// Authors by `<meta name=author>`, `article:author` and their like: often the site, or whoever put the page up.
    pub meta_authors: Vec<String>,
    /// Names of the people whom the page describes in JSON-LD, the article's authors first.
    pub people: Vec<String>,
    /// Who publishes the page, by JSON-LD and `<meta>`.
    pub publisher: Option<String>,
    /// When first published, as written there.
    pub published: Option<String>,
    /// When last changed, as written there.
    pub modified: Option<String>,
    /// Category by `article:section`, JSON-LD, front matter.
    pub category: Option<String>,
    /// The language that the page claims.
    pub language: Option<Tag>,
    /// The page's own address.
    pub canonical: Option<String>,
    /// The same page in other languages, by `<link rel=alternate hreflang>`: the language and the address.
    pub alternates: Vec<(Tag, String)>,
    /// The page that this one was translated from, as its front matter names it.
    pub translated_from: Option<String>,
    /// What the translations of one page share, where the front matter says so (`translationKey`).
    pub translation_key: Option<String>,
    /// One-sentence description.
    pub description: Option<String>,
    /// Page type: `og:type` or the JSON-LD type (`NewsArticle`, `Product`, `ProfilePage`).
    pub kind: Option<String>,
}

impl Outline {
    /// Gives the lines in reading order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Gives the containers, every parent before its children; the first is the root.
    pub fn containers(&self) -> &[Container] {
        &self.containers
    }

    /// Gives the folded text of a line: no white space at its ends, single spaces inside.
    pub fn text(&self, line: &Line) -> &str {
        self.text.get(line.text.start as usize..line.text.end as usize).unwrap_or_default()
    }

    /// Gives the runs of a line, at least one.
    pub fn runs(&self, line: &Line) -> &[Run] {
        self.runs.get(line.runs.start as usize..line.runs.end as usize).unwrap_or_default()
    }

    /// Gives the text of a run; a space between runs belongs to neither.
    pub fn run_text(&self, run: &Run) -> &str {
        self.text.get(run.text.start as usize..run.text.end as usize).unwrap_or_default().trim()
    }

    /// Gives the runs of a line as stretches of its text; none where the line is one run that says what the line says.
    pub fn stretches(&self, line: &Line) -> Vec<Stretch> {
        let runs = self.runs(line);
        if let [only] = runs
            && !only.is_apart
        {
            return Vec::new();
        }
        let at = |offset: u32| offset.saturating_sub(line.text.start) as usize;
        let stretch =
            |run: &Run| Stretch { text: at(run.text.start)..at(run.text.end), span: run.span, is_apart: run.is_apart };
        runs.iter().map(stretch).collect()
    }

    /// Tells whether a space stands between two neighbouring runs of a line.
    pub fn is_parted(&self, left: &Run, right: &Run) -> bool {
        left.text.end < right.text.start
    }

    /// Gives an address by its index in a [`Run`] or [`Container`], as written in the page.
    pub fn link(&self, index: u32) -> &str {
        self.links.get(index as usize).map_or("", String::as_str)
    }

    /// Gives the images that say where they come from, in reading order.
    pub fn images(&self) -> &[Image] {
        &self.images
    }

    /// Gives the container of a line and all containers around it, innermost first, the root last.
    pub fn around(&self, line: &Line) -> impl Iterator<Item = &Container> {
        let mut next = Some(line.container);
        std::iter::from_fn(move || {
            let index = next?;
            let container = self.containers.get(index as usize)?;
            next = (index != 0).then_some(container.parent);
            Some(container)
        })
    }
}

/// Puts an [`Outline`] together, line by line. Folds white space, so that every format does it alike.
#[derive(Debug)]
pub struct Builder {
    outline: Outline,
    open: Vec<u32>,
    line: Option<Pending>,
}

#[derive(Debug)]
struct Pending {
    line: Line,
    wants_space: bool,
}

/// How a line starts.
#[derive(Clone, Copy, Debug)]
pub struct LineStart {
    /// See [`Line::role`].
    pub role: Role,
    /// See [`Line::gap`].
    pub gap: u8,
    /// See [`Line::is_hidden`].
    pub is_hidden: bool,
    /// See [`Line::language`].
    pub language: Option<Tag>,
    /// See [`Line::is_fixed`].
    pub is_fixed: bool,
}

impl LineStart {
    /// Starts a line with nothing said but its role and gap.
    pub fn new(role: Role, gap: u8) -> Self {
        Self { role, gap, is_hidden: false, language: None, is_fixed: false }
    }
}

/// Inline markup of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// See [`Run::link`].
    pub link: Option<u32>,
    /// See [`Run::shape`].
    pub shape: u64,
    /// See [`Run::hints`].
    pub hints: Hints,
    /// See [`Run::mark`].
    pub mark: Option<Mark>,
    /// See [`Run::is_apart`].
    pub is_apart: bool,
}

impl Style {
    /// Tells whether text of both is one run.
    fn joins(self, run: &Run) -> bool {
        run.shape == self.shape && run.link == self.link && run.mark == self.mark && run.is_apart == self.is_apart
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// Starts with the root container open.
    pub fn new() -> Self {
        let root = Container {
            parent: 0,
            kind: ContainerKind::Root,
            depth: 0,
            lines: 0..0,
            shape: 0,
            hints: Hints::default(),
            link: None,
            mark: None,
            images: 0,
        };
        Self { outline: Outline { containers: vec![root], ..Outline::default() }, open: vec![0], line: None }
    }

    /// What the page says of itself, to be filled in.
    pub fn about(&mut self) -> &mut About {
        &mut self.outline.about
    }

    /// Remembers an address and gives its index.
    pub fn link(&mut self, address: &str) -> u32 {
        self.outline.links.push(address.trim().to_owned());
        (self.outline.links.len() - 1) as u32
    }

    /// Ends the line under way and opens a container in the one that is open.
    pub fn open(&mut self, kind: ContainerKind, shape: u64, hints: Hints, link: Option<u32>, mark: Option<Mark>) {
        self.end_line();
        let parent = self.innermost();
        let depth = self.outline.containers[parent as usize].depth.saturating_add(1);
        let at = self.outline.lines.len() as u32;
        let index = self.outline.containers.len() as u32;
        self.outline.containers.push(Container {
            parent,
            kind,
            depth,
            lines: at..at,
            shape,
            hints,
            link,
            mark,
            images: 0,
        });
        self.open.push(index);
    }

    /// Ends the line under way and closes the innermost container; the root stays open.
    pub fn close(&mut self) {
        self.end_line();
        if self.open.len() > 1
            && let Some(index) = self.open.pop()
        {
            let end = self.outline.lines.len() as u32;
            let container = &mut self.outline.containers[index as usize];
            container.lines.end = end;
            let images = container.images;
            let parent = self.innermost() as usize;
            self.outline.containers[parent].images = self.outline.containers[parent].images.saturating_add(images);
        }
    }

    /// Counts an image in the innermost container. `address` is what it says it comes from, `at` its first byte.
    pub fn image(&mut self, address: &str, at: usize) {
        let address = address.trim();
        if !address.is_empty() {
            self.outline.images.push(Image { address: address.to_owned(), at });
        }
        let index = self.innermost() as usize;
        let container = &mut self.outline.containers[index];
        container.images = container.images.saturating_add(1);
    }

    /// Ends the line under way and starts another; it exists once it has text.
    pub fn start_line(&mut self, start: LineStart) {
        self.end_line();
        let text = self.outline.text.len() as u32;
        let runs = self.outline.runs.len() as u32;
        let line = Line {
            text: text..text,
            runs: runs..runs,
            span: Span::default(),
            gap: start.gap,
            role: start.role,
            container: self.innermost(),
            is_hidden: start.is_hidden,
            language: start.language,
            is_fixed: start.is_fixed,
        };
        self.line = Some(Pending { line, wants_space: false });
    }

    /// Tells whether a line was started and not ended.
    pub fn in_line(&self) -> bool {
        self.line.is_some()
    }

    /// Tells whether the line under way has text already.
    pub fn has_text(&self) -> bool {
        self.line.as_ref().is_some_and(|pending| !pending.line.runs.is_empty())
    }

    /// Adds text to the line under way, white space folded; starts a paragraph where no line is under way and the text
    /// is not blank. `span` is the source of exactly this text. Adjacent text of equal style joins its run.
    pub fn text(&mut self, text: &str, span: Span, style: Style) {
        let inner = seen(text);
        let has_room = |part: Option<&str>| part.is_some_and(|part| part.contains(takes_room));
        if inner.is_empty() {
            if let Some(pending) = &mut self.line {
                pending.wants_space = pending.wants_space || has_room(Some(text));
            }
            return;
        }
        if self.line.is_none() {
            self.start_line(LineStart::new(Role::Paragraph, 1));
        }
        let Some(pending) = &mut self.line else { return };
        let outline = &mut self.outline;
        let is_first = pending.line.runs.is_empty();
        if (has_room(text.get(..inner.start)) || pending.wants_space) && !is_first {
            outline.text.push(' ');
        }
        pending.wants_space = has_room(text.get(inner.end..));
        let from = outline.text.len() as u32;
        if is_folded(text) {
            outline.text.push_str(text.trim_matches(' '));
        } else {
            let text = text.get(inner).unwrap_or_default();
            let words = text.split(takes_room).filter(|word| !seen(word).is_empty());
            for (index, word) in words.enumerate() {
                if index > 0 {
                    outline.text.push(' ');
                }
                outline.text.push_str(word);
            }
        }
        let to = outline.text.len() as u32;
        pending.line.span = if is_first { span } else { pending.line.span.join(span) };
        pending.line.text.end = to;
        match outline.runs.last_mut() {
            Some(last) if !is_first && style.joins(last) => {
                last.text.end = to;
                last.span = last.span.join(span);
            }
            _ => {
                outline.runs.push(Run {
                    text: from..to,
                    span,
                    link: style.link,
                    shape: style.shape,
                    hints: style.hints,
                    mark: style.mark,
                    is_apart: style.is_apart,
                });
                pending.line.runs.end = outline.runs.len() as u32;
            }
        }
    }

    /// Ends the line under way; a line without text leaves no trace.
    pub fn end_line(&mut self) {
        if let Some(Pending { line, .. }) = self.line.take()
            && !line.runs.is_empty()
        {
            self.outline.lines.push(line);
        }
    }

    /// Ends the line under way and gives what there is so far.
    pub fn so_far(&mut self) -> &Outline {
        self.end_line();
        &self.outline
    }

    /// Ends the line under way and moves the spans of all lines from `first` on: their text was decoded from the source
    /// before it was parsed.
    pub fn move_spans(&mut self, first: usize, place: impl Fn(Span) -> Span) {
        self.end_line();
        let lines = self.outline.lines.get_mut(first..).unwrap_or_default();
        let Some(first_run) = lines.first().map(|line| line.runs.start as usize) else { return };
        for line in lines {
            line.span = place(line.span);
        }
        for run in self.outline.runs.get_mut(first_run..).unwrap_or_default() {
            run.span = place(run.span);
        }
    }

    /// Closes everything and gives the outline.
    pub fn finish(mut self) -> Outline {
        while self.open.len() > 1 {
            self.close();
        }
        self.end_line();
        let end = self.outline.lines.len() as u32;
        self.outline.containers[0].lines = 0..end;
        self.outline
    }

    fn innermost(&self) -> u32 {
        self.open.last().copied().unwrap_or(0)
    }
}

/// Gives the part of a text between its first and its last character that is no blank, as byte range.
pub fn seen(text: &str) -> Range<usize> {
    // Blanks and letters of ASCII, at which most texts start and end, are told apart byte by byte.
    let bytes = text.as_bytes();
    let start = bytes.iter().take_while(|byte| **byte <= b' ').count();
    let end = text.len() - bytes.iter().rev().take(text.len() - start).take_while(|byte| **byte <= b' ').count();
    let inner = text.get(start..end).unwrap_or_default();
    let is_seen = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    if is_seen(inner.as_bytes().first()) && is_seen(inner.as_bytes().last()) {
        return start..end;
    }
    let start = end - inner.trim_start_matches(is_blank).len();
    start..start + text.get(start..end).unwrap_or_default().trim_end_matches(is_blank).len()
}

/// Tells quickly whether a text has no blanks but single spaces; `false` where that takes a closer look.
fn is_folded(text: &str) -> bool {
    let mut was_space = false;
    text.bytes().all(|byte| {
        let is_space = byte == b' ';
        // Blanks beyond ASCII start with one of these bytes: U+0080 to U+00BF, U+1680, U+2000 to U+3000, U+FEFF.
        let may_be_blank = byte < b' ' || matches!(byte, 0x7F | 0xC2 | 0xE1 | 0xE2 | 0xE3 | 0xEF);
        let goes_on = !(may_be_blank || is_space && was_space);
        was_space = is_space;
        goes_on
    })
}

/// White space, and the characters that are not seen either: no-break space, zero-width space, byte-order mark.
#[inline]
pub fn is_blank(character: char) -> bool {
    if character.is_ascii() {
        return character <= ' ' || character == '\u{7f}';
    }
    character.is_whitespace() || has_no_width(character) || character.is_control()
}

/// Marks within words: where a line may be broken, or must not be. They part nothing that is read.
fn has_no_width(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// Blanks that part words.
fn takes_room(character: char) -> bool {
    is_blank(character) && !has_no_width(character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn short_cuts_lead_to_the_same_text(text in "[ a\n\u{a0}\u{200b}é新.]{0,12}") {
            prop_assert_eq!(&text[seen(&text)], text.trim_matches(is_blank));
            let words: Vec<&str> = text.split(takes_room).filter(|word| !seen(word).is_empty()).collect();
            prop_assert!(!is_folded(&text) || text.trim_matches(' ') == words.join(" "));
        }
    }
}

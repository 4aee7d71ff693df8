//! Markdown to outline.
//!
//! `CommonMark` with GitHub's extensions, and what documentation sites write between: front matter, MDX, directives. What
//! a reader of the page does not see (markers, tags, comments, alternative texts of images) is in no line.
//!
//! A line's span takes in the inline markup at its ends (ticks, asterisks, the target of a link, the anchor of a heading),
//! so that nobody is shown half a link; the markers of its block (`#`, `-`, `>`, `|`) stay outside.

mod directive;
mod front_matter;
mod inert;
mod tags;
#[cfg(test)]
mod tests;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::outline::{Builder, ContainerKind, Hints, LineStart, Outline, Role, Style, is_blank};
use crate::span::Span;

use tags::{Bit, Tags};

/// Depth past which containers are no longer told apart; their text is kept. Browsers cap HTML at the same depth.
const DEPTH_LIMIT: usize = 512;

/// Outlines a page.
pub(super) fn outline(text: &str) -> Outline {
    let front = front_matter::split(text);
    let inert = inert::blanked(text, front.end);
    let mut outliner = Outliner::new(text);
    *outliner.builder.about() = front.about;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    for (event, range) in Parser::new_ext(&inert, options).into_offset_iter() {
        outliner.take(event, Span::new(range.start, range.end));
    }
    outliner.finish()
}

/// How a line stands to the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Border {
    /// It continues it.
    None,
    /// As far as the source shows: blank lines or none.
    Source,
    /// At least a paragraph break.
    Block,
}

/// A piece of the line under way.
struct Piece<'a> {
    text: CowStr<'a>,
    span: Span,
    style: Style,
    is_code: bool,
}

/// Inline markup that is open, as bits of [`Style::shape`] and as a depth for each bit.
#[derive(Default)]
struct Inline {
    depths: [u32; 6],
    links: Vec<u32>,
    /// For each open one, how many pieces the line had before it.
    starts: Vec<usize>,
    tag_link: Option<u32>,
}

#[derive(Clone, Copy)]
enum Mark {
    Emphasis,
    Strong,
    Strikethrough,
    Code,
    Link,
    /// Quoted, or the name of a work.
    Apart,
}

impl Inline {
    fn open(&mut self, mark: Mark) {
        self.depths[mark as usize] += 1;
    }

    fn close(&mut self, mark: Mark) {
        self.depths[mark as usize] = self.depths[mark as usize].saturating_sub(1);
    }

    fn style(&self) -> Style {
        let bits = self.depths.iter().enumerate().map(|(bit, &depth)| u64::from(depth > 0) << bit);
        Style {
            link: self.links.last().copied().or(self.tag_link),
            shape: bits.sum(),
            hints: Hints::default(),
            mark: None,
            is_apart: [Mark::Code, Mark::Apart].iter().any(|&mark| self.depths[mark as usize] > 0),
        }
    }
}

struct Outliner<'a> {
    source: &'a str,
    builder: Builder,
    lines: Lines,
    role: Role,
    border: Border,
    pieces: Vec<Piece<'a>>,
    inline: Inline,
    tags: Tags,
    images: usize,
    is_in_code: bool,
    /// Whether the item that was opened last has had no line yet.
    is_item_new: bool,
    /// Where the source of the last line ends; markup that opened before it does not reach into the next.
    last_line_end: usize,
    depth: usize,
}

impl<'a> Outliner<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            builder: Builder::new(),
            lines: Lines::of(source),
            role: Role::Paragraph,
            border: Border::Block,
            pieces: Vec::new(),
            inline: Inline::default(),
            tags: Tags::default(),
            images: 0,
            is_in_code: false,
            is_item_new: false,
            last_line_end: 0,
            depth: 0,
        }
    }

    fn take(&mut self, event: Event<'a>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) if self.is_in_code => self.code(&text, span),
            Event::Text(text) => self.text(text, span, false),
            Event::Code(text) => {
                self.inline.open(Mark::Code);
                self.text(text, span, true);
                self.inline.close(Mark::Code);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text, span, true),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, span),
            Event::SoftBreak => self.text(CowStr::Borrowed(" "), span, true),
            Event::HardBreak => self.break_line(),
            Event::Rule => self.end_line(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Span) {
        match tag {
            Tag::Paragraph if self.is_item_new => self.start_line(Role::Item, Border::Source),
            Tag::Paragraph => self.start_line(Role::Paragraph, Border::Block),
            Tag::Heading { level, .. } => self.start_line(Role::Heading(level_number(level)), Border::Block),
            Tag::BlockQuote(_) => self.open(ContainerKind::Quote, 0),
            Tag::CodeBlock(_) => {
                self.start_line(Role::Code, Border::Block);
                self.is_in_code = true;
            }
            Tag::HtmlBlock => {
                self.tags = Tags::default();
                self.start_line(Role::Paragraph, Border::Block);
            }
            Tag::List(start) => self.open(ContainerKind::List, u64::from(start.is_some())),
            Tag::Item => {
                self.open(ContainerKind::Item, 0);
                self.start_line(Role::Item, Border::Source);
                self.is_item_new = true;
            }
            Tag::FootnoteDefinition(_) => self.open(ContainerKind::Generic, 1),
            Tag::Table(_) => self.open(ContainerKind::Table, 0),
            Tag::TableHead => self.open(ContainerKind::Row, 1),
            Tag::TableRow => self.open(ContainerKind::Row, 0),
            Tag::TableCell => self.start_line(Role::Cell, Border::Source),
            Tag::Emphasis => self.open_inline(Mark::Emphasis),
            Tag::Strong => self.open_inline(Mark::Strong),
            Tag::Strikethrough => self.open_inline(Mark::Strikethrough),
            Tag::Link { dest_url, .. } => {
                let link = self.builder.link(&dest_url);
                self.inline.links.push(link);
                self.open_inline(Mark::Link);
            }
            Tag::Image { dest_url, .. } => {
                self.builder.image(&dest_url, span.start);
                self.images += 1;
            }
            // Of extensions that are not switched on.
            Tag::Superscript
            | Tag::Subscript
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Paragraph | TagEnd::TableCell => self.end_line(),
            TagEnd::Heading(_) => {
                let end = self.anchor_end(span);
                if let Some(last) = self.pieces.iter_mut().rfind(|piece| !piece.text.chars().all(is_blank)) {
                    last.span.end = last.span.end.max(end);
                }
                self.end_line();
            }
            TagEnd::HtmlBlock => {
                self.end_line();
                self.inline.tag_link = None;
            }
            TagEnd::CodeBlock => {
                self.end_line();
                self.is_in_code = false;
            }
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow => self.close(),
            TagEnd::Emphasis => self.close_inline(Mark::Emphasis, span),
            TagEnd::Strong => self.close_inline(Mark::Strong, span),
            TagEnd::Strikethrough => self.close_inline(Mark::Strikethrough, span),
            TagEnd::Link => {
                self.close_inline(Mark::Link, span);
                self.inline.links.pop();
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn open(&mut self, kind: ContainerKind, shape: u64) {
        self.end_line();
        self.depth += 1;
        if self.depth < DEPTH_LIMIT {
            self.builder.open(kind, shape, Hints::default(), None, None);
        }
    }

    fn close(&mut self) {
        self.end_line();
        self.is_item_new = false;
        if self.depth < DEPTH_LIMIT {
            self.builder.close();
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn open_inline(&mut self, mark: Mark) {
        self.inline.open(mark);
        self.inline.starts.push(self.pieces.len());
    }

    /// Closes inline markup, whose `span` its first and last piece take in.
    fn close_inline(&mut self, mark: Mark, span: Span) {
        self.inline.close(mark);
        let inside = self.inline.starts.pop().and_then(|start| self.pieces.get_mut(start..)).unwrap_or_default();
        if let Some(first) = inside.first_mut().filter(|_| span.start >= self.last_line_end) {
            first.span.start = first.span.start.min(span.start);
        }
        if let Some(last) = inside.last_mut() {
            last.span.end = last.span.end.max(span.end);
        }
    }

    /// Gives the end of a heading's anchor (`{#id}`, `{/*id*/}`), 0 without one.
    fn anchor_end(&self, heading: Span) -> usize {
        let written = self.source.get(heading.start..heading.end).unwrap_or_default().trim_end();
        if written.ends_with('}') { heading.start + written.len() } else { 0 }
    }

    fn start_line(&mut self, role: Role, border: Border) {
        self.end_line();
        if border != Border::None {
            // A `<code>` that is never closed holds to the end of its block, not of the page.
            self.inline.depths[Mark::Code as usize] = 0;
            self.inline.depths[Mark::Apart as usize] = 0;
        }
        self.role = role;
        self.border = border;
    }

    /// Goes on in a new line of the same paragraph.
    fn break_line(&mut self) {
        if self.images == 0 {
            let role = self.role;
            self.start_line(role, Border::None);
        }
    }

    /// Gives the line under way to the builder; a line without visible text leaves no trace.
    fn end_line(&mut self) {
        let has_letters = |piece: &Piece| piece.text.chars().any(char::is_alphanumeric);
        let visible = self.pieces.iter().find(|piece| !piece.text.chars().all(is_blank));
        let (role, border) = (self.role, self.border);
        if let Some(first) = visible {
            let gap = match border {
                Border::None => 0,
                Border::Source => self.lines.blank_before(first.span.start),
                Border::Block => self.lines.blank_before(first.span.start).max(1),
            };
            let is_prose = self.pieces.iter().any(|piece| !piece.is_code && has_letters(piece));
            let is_code = self.pieces.iter().any(|piece| piece.is_code && !piece.text.chars().all(is_blank));
            let is_fixed = role == Role::Code || (is_code && !is_prose);
            self.builder.start_line(LineStart { is_fixed, ..LineStart::new(role, gap) });
            for piece in self.pieces.drain(..) {
                self.last_line_end = piece.span.end;
                self.builder.text(&piece.text, piece.span, piece.style);
            }
            self.builder.end_line();
            self.is_item_new = false;
            self.role = Role::Paragraph;
            self.border = Border::Source;
        }
        self.pieces.clear();
    }

    fn text(&mut self, text: CowStr<'a>, span: Span, is_code: bool) {
        if self.images == 0 {
            let span = visible(&text, span);
            let is_code = is_code || self.inline.depths[Mark::Code as usize] > 0;
            self.pieces.push(Piece { text, span, style: self.inline.style(), is_code });
        }
    }

    /// Takes code, each of whose lines is a line.
    fn code(&mut self, text: &str, span: Span) {
        let is_verbatim = text.len() == span.len();
        let mut at = span.start;
        for line in text.split_inclusive('\n') {
            let own = if is_verbatim { Span::new(at, at + line.len()) } else { span };
            self.text(CowStr::from(line.to_owned()), own, true);
            at += line.len();
            if line.ends_with('\n') {
                // A blank line inside the code shows as the gap of the line after it.
                let is_empty = self.pieces.iter().all(|piece| piece.text.chars().all(is_blank));
                let border = if is_empty { self.border } else { Border::Source };
                self.start_line(Role::Code, border);
            }
        }
    }

    fn html(&mut self, html: &str, span: Span) {
        let mut tags = std::mem::take(&mut self.tags);
        tags.feed(html, |bit| match bit {
            Bit::Text(text, range) => {
                let own = Span::new(span.start + range.start, span.start + range.end);
                self.text(CowStr::from(text.into_owned()), own, false);
            }
            Bit::Open(name, tag) => self.open_tag(name, tag, span.start),
            Bit::Close(name) => self.close_tag(name),
        });
        self.tags = tags;
    }

    fn open_tag(&mut self, name: &str, tag: &str, at: usize) {
        match name {
            "br" => self.break_line(),
            "img" => self.builder.image(tags::attribute(tag, "src").unwrap_or_default(), at),
            "a" => self.inline.tag_link = tags::attribute(tag, "href").map(|address| self.builder.link(address)),
            "q" | "cite" => self.inline.open(Mark::Apart),
            "code" | "kbd" | "samp" | "pre" if !tag.ends_with('/') => self.inline.open(Mark::Code),
            _ => {
                if let Some(role) = tags::line_role(name) {
                    self.start_line(role, Border::Block);
                }
            }
        }
    }

    fn close_tag(&mut self, name: &str) {
        match name {
            "a" => self.inline.tag_link = None,
            "q" | "cite" => self.inline.close(Mark::Apart),
            "code" | "kbd" | "samp" | "pre" => self.inline.close(Mark::Code),
            _ if tags::line_role(name).is_some() => self.start_line(Role::Paragraph, Border::Block),
            _ => {}
        }
    }

    fn finish(mut self) -> Outline {
        self.end_line();
        self.builder.finish()
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Narrows the span of a text to its visible characters, where the source has the text as it is.
fn visible(text: &str, span: Span) -> Span {
    if text.len() != span.len() || text.chars().all(is_blank) {
        return span;
    }
    let before = text.len() - text.trim_start_matches(is_blank).len();
    let after = text.len() - text.trim_end_matches(is_blank).len();
    Span::new(span.start + before, span.end - after)
}

/// The lines of the source, for the blank ones among them.
struct Lines {
    starts: Vec<usize>,
    /// How many blank lines stand directly before each line.
    blank: Vec<u8>,
}

impl Lines {
    fn of(source: &str) -> Self {
        let mut lines = Self { starts: Vec::new(), blank: Vec::new() };
        let mut start = 0;
        let mut blank = 0_u8;
        for line in source.split_inclusive('\n') {
            lines.starts.push(start);
            lines.blank.push(blank);
            // Inside a quote a blank line keeps its markers.
            let is_empty = line.bytes().all(|byte| byte.is_ascii_whitespace() || byte == b'>');
            blank = if is_empty { blank.saturating_add(1) } else { 0 };
            start += line.len();
        }
        lines
    }

    fn blank_before(&self, offset: usize) -> u8 {
        let index = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        self.blank.get(index).copied().unwrap_or(0)
    }
}

//! Tokens to tree, as the HTML standard's "tree construction" says (<https://html.spec.whatwg.org/multipage/parsing.html>):
//! implied tags, tables, misnested formatting, foreign content.
//!
//! Two things are simpler than there. The insertion mode is no variable: every open element says how its content is
//! read, so it is known again when an element is closed. And `<html>`, `<head>` and `<body>` exist from the start.
//! One thing is stricter: no more than [`MAX_DEPTH`] elements are open at a time, and no more than [`MAX_FORMATTING`]
//! are waiting to be reopened, so that every token costs a bounded number of steps and a page takes linear time.

mod end;
mod foreign;
mod formatting;
mod nodes;
mod open;
mod start;

use std::ops::Range;

use self::formatting::Formatting;
use self::open::{Mode, Open, Stack};
use super::names::Name;
use super::tokenizer::{Slice, Tag, Token, Tokenizer};
use super::tree::{Content, Element, Namespace, Node, NodeId, Tree};

/// Most elements open at a time; the cap of all browsers. An element past it becomes a sibling of the
/// innermost one.
const MAX_DEPTH: usize = 512;

/// Most formatting elements waiting to be reopened. Real pages have a handful.
const MAX_FORMATTING: usize = 16;

const HTML: NodeId = 1;
const HEAD: NodeId = 2;
const BODY: NodeId = 3;

/// How far the page has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    BeforeHead,
    InHead,
    AfterHead,
    InBody,
}

/// Whether a tag was dealt with, or is to be looked at again because the open elements have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Again,
}

/// A tree under construction.
#[derive(Debug)]
pub(super) struct Construction<'a> {
    source: &'a str,
    tokens: Tokenizer<'a>,
    nodes: Vec<Node>,
    stack: Stack,
    formatting: Vec<Formatting>,
    phase: Phase,
    form: Option<NodeId>,
    /// Open elements that the depth cap has turned into siblings: that many end tags are spent on them.
    beyond_depth: u32,
    /// Content that may not stand in a table is put before it.
    is_fostering: bool,
    is_quirky: bool,
    has_seen_doctype: bool,
}

impl<'a> Construction<'a> {
    /// Starts with a whole page.
    pub(super) fn document(source: &'a str) -> Self {
        // A byte-order mark is none of the page's text, and places of nodes have 32 bits.
        let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let end = (start..=source.len().min(u32::MAX as usize - 1)).rev().find(|end| source.is_char_boundary(*end));
        Self::new(source, start..end.unwrap_or(start), Phase::BeforeHead)
    }

    /// Starts inside the body with a part of a page.
    pub(super) fn part(source: &'a str, range: Range<usize>) -> Self {
        Self::new(source, range, Phase::InBody)
    }

    fn new(source: &'a str, range: Range<usize>, phase: Phase) -> Self {
        let implied =
            |name| Element { name, namespace: Namespace::Html, written: Slice::default(), attributes: (0, 0) };
        let mut construction = Self {
            source,
            nodes: Vec::with_capacity(range.len() / 32),
            tokens: Tokenizer::new(source, range),
            stack: Stack::default(),
            formatting: Vec::new(),
            phase,
            form: None,
            beyond_depth: 0,
            is_fostering: false,
            is_quirky: false,
            has_seen_doctype: false,
        };
        let document = construction.node(Content::Document);
        for (name, parent) in [(Name::Html, document), (Name::Head, HTML), (Name::Body, HTML)] {
            let id = construction.node(Content::Element(implied(name)));
            construction.append(parent, id);
        }
        construction.stack.push(Open::html(HTML, Name::Html, Mode::Body));
        if phase == Phase::InBody {
            construction.enter_body();
        }
        construction
    }

    /// Reads all tokens.
    pub(super) fn finish(mut self) -> Tree<'a> {
        while let Some(token) = self.tokens.next(self.stack.current().is_foreign) {
            match token {
                Token::Start(tag) => while self.start(&tag) == Outcome::Again {},
                Token::End(tag) => while self.end(&tag) == Outcome::Again {},
                Token::Text { slice, is_raw } => self.text(slice, is_raw),
                Token::Doctype(slice) => self.doctype(slice),
            }
        }
        Tree::of(self.source, self.nodes, self.tokens.attributes)
    }

    fn slice(&self, slice: Slice) -> &'a str {
        self.source.get(slice.range()).unwrap_or_default()
    }

    /// Notes whether the page asks for the habits of old browsers, of which one matters: `<p>` may hold a table.
    fn doctype(&mut self, slice: Slice) {
        if self.phase == Phase::BeforeHead && !self.has_seen_doctype {
            self.has_seen_doctype = true;
            let text = self.slice(slice).to_ascii_lowercase();
            let is_transitional = text.contains("html 4.01 transitional") || text.contains("html 4.01 frameset");
            self.is_quirky = !text.get("<!doctype".len()..).unwrap_or_default().trim_start().starts_with("html")
                || text.contains("//dtd html 3")
                || text.contains("//dtd html 2")
                || text.contains("//dtd html 4.0 ")
                || (is_transitional && !text.contains("http"));
        }
    }

    /// A doctype after anything else comes too late.
    fn expect_no_doctype(&mut self) {
        self.is_quirky |= !self.has_seen_doctype;
        self.has_seen_doctype = true;
    }

    fn leave_before_head(&mut self) {
        self.expect_no_doctype();
        self.phase = Phase::InHead;
        self.stack.push(Open::html(HEAD, Name::Head, Mode::Body));
    }

    fn leave_head(&mut self) {
        self.stack.truncate(1);
        self.phase = Phase::AfterHead;
    }

    fn enter_body(&mut self) {
        self.phase = Phase::InBody;
        self.stack.push(Open::html(BODY, Name::Body, Mode::Body));
    }

    /// Gives `<html>` or `<body>` the attributes of the first tag of that name.
    fn adopt_attributes(&mut self, id: NodeId, tag: &Tag) {
        if let Some(Node { content: Content::Element(element), .. }) = self.nodes.get_mut(id as usize)
            && element.attributes == (0, 0)
        {
            element.attributes = tag.attributes;
        }
    }

    /// Adds text where it belongs.
    fn text(&mut self, slice: Slice, is_raw: bool) {
        let text = self.slice(slice);
        let is_blank = text.bytes().all(super::tokenizer::is_space);
        let mut slice = slice;
        if self.phase != Phase::InBody && !self.stack.holds(Name::Template) && !self.stack.holds_foreign_content() {
            if is_blank {
                return;
            }
            let visible = text.trim_start_matches(|character: char| character.is_ascii_whitespace());
            slice.start = slice.end - visible.len() as u32;
            if self.phase == Phase::BeforeHead {
                self.leave_before_head();
            }
            if self.phase == Phase::InHead {
                self.leave_head();
            }
            self.enter_body();
        }
        if self.stack.holds_foreign_content() {
            self.insert_text(slice, is_raw);
            return;
        }
        let current = self.stack.current();
        if current.mode == Mode::Colgroup && !is_blank && current.name == Name::Colgroup {
            self.stack.pop();
        }
        let current = self.stack.current().name;
        let is_in_table = current.is_table_context();
        self.is_fostering = is_in_table && !is_blank;
        if !(is_blank && (is_in_table || current == Name::Colgroup)) {
            self.reopen_formatting();
        }
        self.insert_text(slice, is_raw);
        self.is_fostering = false;
    }
}

//! Tree to outline: which elements are containers, which start lines, and what runs the text of a line has.
//!
//! **Borders between words.** Markup such as `<span class="time">18.47</span><span class="title">Storm</span>` has no white
//! space between two things, and `<b>W</b>ord` is one. A space is put between two characters of words where
//! - an image, a form field or an element that is hinted to be a date, an author, a title… begins or ends, or
//! - one element ends and another, of another shape, begins, and neither only styles its text; two links always count.
//!
//! Such a space has no byte in the source: the spans of the runs touch.

use std::borrow::Cow;

use super::embedded::Harvest;
use super::entities::{Place, decode, visible_range};
use super::markup::{Attributes, Reader, container_kind, is_block, is_dropped, is_line, nest, only_styles};
use super::names::Name;
use super::selectors::Marks;
use super::tokenizer::Slice;
use super::tree::{Content, Element, NONE, Namespace, NodeId, Step, Tree, Walk};
use crate::language::Tag;
use crate::outline::{Builder, ContainerKind, Hints, LineStart, Mark, Role, Style, is_blank, seen};
use crate::span::Span;

/// What holds inside an open element.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is inherited, and set, on its own")]
struct Frame {
    style: Style,
    role: Role,
    is_hidden: bool,
    is_fixed: bool,
    language: Option<Tag>,
    /// Line breaks of the source are line breaks.
    is_preformatted: bool,
    /// Text is not shown (an SVG outside its `<text>`).
    is_silent: bool,
    closes_container: bool,
    /// The gap at its end; `None` for inline elements.
    gap: Option<u8>,
    /// Counts as a border between words at its end.
    edge: Edge,
}

/// What the border of an inline element says about the words on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// Nothing: the element only styles.
    None,
    /// A thing of its own, by name and shape.
    Thing { is_link: bool, shape: u64 },
    /// A word ends here in any case.
    Word,
}

/// Borders crossed since the last visible character.
#[derive(Clone, Copy, Debug)]
struct Crossed {
    closed: Edge,
    opened: Edge,
    is_word: bool,
}

impl Crossed {
    const NOTHING: Self = Self { closed: Edge::None, opened: Edge::None, is_word: false };
}

/// What is put into the next container that opens: containers that hold one container and nothing else are left out.
#[derive(Clone, Copy, Debug, Default)]
struct Pending {
    shape: u64,
    hints: Hints,
    link: Option<u32>,
}

/// A container that is opened once something is shown in it: empty ones are left out.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    kind: ContainerKind,
    shape: u64,
    hints: Hints,
    link: Option<u32>,
    mark: Option<Mark>,
}

/// Fills an outline from a tree.
pub(super) struct Outliner<'a, 'm> {
    builder: &'m mut Builder,
    reader: Reader<'a>,
    marks: &'m [(NodeId, Marks)],
    page_language: Option<Tag>,
    reads_noscript: bool,
    frames: Vec<Frame>,
    pending: Pending,
    /// Containers that are open and hold neither text nor image yet; the innermost of the open ones.
    waiting: Vec<Waiting>,
    /// The line under way is over; the next has at least this gap.
    gap: Option<u8>,
    /// The next line is the first of a list item.
    starts_item: bool,
    crossed: Crossed,
    last_character: Option<char>,
    last_length: usize,
    /// Bytes of visible text so far.
    pub(super) visible: usize,
    /// Text from the page's data, to be put before the lines that stand behind it.
    pub(super) data: Option<Harvest<'a>>,
}

impl<'a, 'm> Outliner<'a, 'm> {
    pub(super) fn new(
        builder: &'m mut Builder,
        marks: &'m [(NodeId, Marks)],
        page_language: Option<Tag>,
        reads_noscript: bool,
    ) -> Self {
        Self {
            builder,
            reader: Reader::default(),
            marks,
            page_language,
            reads_noscript,
            frames: Vec::with_capacity(64),
            pending: Pending::default(),
            waiting: Vec::new(),
            gap: Some(1),
            starts_item: false,
            crossed: Crossed::NOTHING,
            last_character: None,
            last_length: 0,
            visible: 0,
            data: None,
        }
    }

    /// Adds all that stands below `root`.
    pub(super) fn walk(&mut self, tree: &Tree<'a>, root: NodeId) {
        let holds_block = holding_blocks(tree);
        let bottom = self.frames.len();
        let mut walk = Walk::new(root);
        while let Some(step) = walk.next(tree) {
            match step {
                Step::Enter(id) => {
                    let is_entered = match tree.node(id).map(|node| node.content) {
                        Some(Content::Text { slice, is_raw }) => {
                            self.text(tree, slice, is_raw);
                            true
                        }
                        Some(Content::Element(element)) => self.enter(tree, id, &element, &holds_block),
                        _ => true,
                    };
                    if !is_entered {
                        walk.skip(tree, id);
                    }
                }
                Step::Leave(id) => {
                    if tree.element(id).is_some() && self.frames.len() > bottom {
                        self.leave();
                    }
                }
            }
        }
    }

    fn frame(&self) -> Frame {
        self.frames.last().copied().unwrap_or(Frame {
            style: Style::default(),
            role: Role::Paragraph,
            is_hidden: false,
            is_fixed: false,
            language: None,
            is_preformatted: false,
            is_silent: false,
            closes_container: false,
            gap: None,
            edge: Edge::None,
        })
    }

    /// Opens an element; `false` where its content is passed over.
    fn enter(&mut self, tree: &Tree<'a>, id: NodeId, element: &Element, holding: &[bool]) -> bool {
        let attributes = Attributes::of(tree, element);
        match element.namespace {
            Namespace::Html => {}
            _ => return self.enter_foreign(tree, element, &attributes),
        }
        let name = element.name;
        if name == Name::Noscript {
            self.noscript(tree, id);
            return false;
        }
        if self.is_passed_over(tree, id, element, &attributes) {
            return false;
        }
        let holds_block = holding.get(id as usize).copied().unwrap_or_default();
        let (shape, hints) = self.reader.read(tree, element, &attributes);
        let mut frame = self.inherit(&attributes);
        let link =
            attributes.href.filter(|_| name == Name::A).map(|href| self.builder.link(&decode(href, Place::Attribute)));
        let marks = self.marks(id);
        // What a site override calls a block is one, whatever its element.
        let of_mark = marks.block.map(|_| ContainerKind::Generic);
        let kind = container_kind(name, &attributes, holds_block).or(of_mark);
        let is_control = matches!(name, Name::Button | Name::Label);
        let is_own_control = is_control && !matches!(frame.role, Role::Heading(_)) && !is_in_paragraph(tree, id);
        let is_block =
            kind.is_some() || is_block(name) || is_line(name) || attributes.is_block_by_style || is_own_control;
        frame.style.link = link.or(frame.style.link);
        frame.role = role(frame.role, name, &attributes, holds_block, is_own_control);
        if let Some(level) = attributes.heading_level() {
            frame.role = Role::Heading(level);
        }
        if name == Name::Li {
            self.starts_item = true;
        }
        if matches!(name, Name::Pre | Name::Listing | Name::Xmp | Name::Plaintext | Name::Textarea) {
            frame.is_preformatted = true;
            frame.is_fixed |= name != Name::Textarea;
        }
        if is_block || name == Name::Textarea {
            let gap = gap(name, holds_block, is_own_control);
            frame.gap = Some(gap);
            frame.edge = Edge::None;
            self.end_line(gap);
            let is_leaf = !holds_block;
            frame.style.shape = shape;
            frame.style.hints = if is_leaf || kind.is_none() { hints } else { Hints::default() };
            let is_of_runs = kind.is_none() || marks.block.is_some();
            frame.style.mark = marks.field.filter(|_| is_of_runs).or(frame.style.mark);
            let mark = marks.block.or(marks.field);
            if let Some(kind) = kind {
                frame.closes_container = self.container(tree, id, Waiting { kind, shape, hints, link, mark }, holding);
            }
        } else {
            frame.style.shape = nest(frame.style.shape, shape);
            frame.style.hints = frame.style.hints.with(hints);
            frame.style.mark = marks.field.or(frame.style.mark);
            frame.style.is_apart |= self.sets_apart(name, &attributes, &frame);
            frame.edge = edge(name, shape, hints, &attributes);
            self.cross_opening(frame.edge);
        }
        self.frames.push(frame);
        true
    }

    /// What holds inside an element if its name says nothing.
    fn inherit(&self, attributes: &Attributes) -> Frame {
        let mut frame = self.frame();
        frame.gap = None;
        frame.closes_container = false;
        frame.is_hidden |= attributes.is_hidden;
        frame.is_fixed = attributes.is_fixed().unwrap_or(frame.is_fixed);
        if let Some(tag) = attributes.lang.and_then(Tag::parse) {
            let is_of_page = self.page_language.is_some_and(|page| page.same_language(tag));
            frame.language = (!is_of_page).then_some(tag);
        }
        frame
    }

    /// Tells whether an inline element holds what is foreign or fixed on purpose.
    fn sets_apart(&self, name: Name, attributes: &Attributes, inside: &Frame) -> bool {
        let around = self.frame();
        let leads_elsewhere = |tag: Tag| self.page_language.is_none_or(|page| !page.same_language(tag));
        matches!(name, Name::Code | Name::Kbd | Name::Samp | Name::Var | Name::Q | Name::Cite)
            || inside.is_fixed && !around.is_fixed
            || inside.language != around.language
            || attributes.hreflang.and_then(Tag::parse).is_some_and(leads_elsewhere)
    }

    fn enter_foreign(&mut self, tree: &Tree<'a>, element: &Element, attributes: &Attributes) -> bool {
        let mut frame = self.inherit(attributes);
        frame.edge = Edge::None;
        match (element.namespace, element.name) {
            (Namespace::Svg, Name::Svg) => {
                frame.is_silent = true;
                frame.edge = Edge::Word;
            }
            (Namespace::Svg, Name::Text | Name::ForeignObject) => {
                frame.is_silent = false;
                frame.edge = Edge::Word;
            }
            (Namespace::Svg, Name::Title | Name::Desc | Name::Style | Name::Script)
            | (Namespace::MathMl, Name::Annotation | Name::AnnotationXml) => return false,
            (Namespace::Svg, _) if matches!(tree.written_name(element), "defs" | "metadata" | "symbol") => {
                return false;
            }
            (Namespace::MathMl, Name::Math) => frame.style.shape = nest(frame.style.shape, Name::Math as u64 + 1),
            _ => {}
        }
        self.cross_opening(frame.edge);
        self.frames.push(frame);
        true
    }

    /// Deals with elements that have no content of interest.
    fn is_passed_over(&mut self, tree: &Tree<'a>, id: NodeId, element: &Element, attributes: &Attributes) -> bool {
        match element.name {
            Name::Br => self.line_break(),
            Name::Hr => self.end_line(2),
            Name::Img | Name::Embed => {
                self.open_waiting();
                let address = tree.attribute(id, "src").unwrap_or_default();
                self.builder.image(&address, element.written.start as usize);
                self.crossed.is_word = true;
            }
            Name::Input => {
                self.crossed.is_word = true;
                self.button_label(tree, id, attributes);
            }
            name if is_dropped(name, attributes) => {
                self.crossed.is_word |= matches!(name, Name::Iframe | Name::Audio | Name::Video | Name::Canvas);
            }
            Name::Wbr | Name::Source | Name::Track | Name::Param | Name::Link | Name::Meta => {}
            _ => return false,
        }
        true
    }

    /// `<input type=submit value="Send">` shows its value.
    fn button_label(&mut self, tree: &Tree<'a>, id: NodeId, attributes: &Attributes) {
        let is_button = ["submit", "button", "reset"].iter().any(|kind| attributes.kind.eq_ignore_ascii_case(kind));
        let Some(element) = tree.element(id).filter(|_| is_button) else { return };
        let Some(value) =
            tree.attributes(element).iter().find(|it| tree.slice(it.name).eq_ignore_ascii_case("value")).copied()
        else {
            return;
        };
        self.end_line(0);
        let mut frame = self.inherit(attributes);
        frame.role = Role::Control;
        self.frames.push(frame);
        self.text(tree, value.value, false);
        self.frames.pop();
        self.end_line(0);
    }

    /// What is shown to browsers without scripts: read only where the page shows next to nothing else.
    fn noscript(&mut self, tree: &Tree<'a>, id: NodeId) {
        if !self.reads_noscript {
            return;
        }
        self.reads_noscript = false;
        for child in tree.children(id) {
            if let Some(Content::Text { slice, .. }) = tree.node(child).map(|node| node.content) {
                let part = Tree::parse_part(tree.source(), slice.range());
                self.walk(&part, 0);
            }
        }
        self.reads_noscript = true;
    }

    fn marks(&self, id: NodeId) -> Marks {
        let found = self.marks.binary_search_by_key(&id, |(node, _)| *node).ok();
        found.and_then(|index| self.marks.get(index)).map(|(_, marks)| *marks).unwrap_or_default()
    }

    /// Opens a container, unless it holds one container and nothing else.
    fn container(&mut self, tree: &Tree<'a>, id: NodeId, container: Waiting, holds_block: &[bool]) -> bool {
        let Pending { shape, hints, link } = std::mem::take(&mut self.pending);
        let shape = if shape == 0 { container.shape } else { nest(shape, container.shape) };
        let hints = hints.with(container.hints);
        let link = container.link.or(link);
        if container.kind == ContainerKind::Generic
            && container.mark.is_none()
            && holds_one_container(tree, id, holds_block)
        {
            self.pending = Pending { shape, hints, link };
            return false;
        }
        self.waiting.push(Waiting { shape, hints, link, ..container });
        true
    }

    /// Opens the containers that something is about to be shown in.
    fn open_waiting(&mut self) {
        for Waiting { kind, shape, hints, link, mark } in self.waiting.drain(..) {
            self.builder.open(kind, shape, hints, link, mark);
        }
    }

    fn leave(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        if let Some(gap) = frame.gap {
            self.end_line(gap);
        } else {
            match frame.edge {
                Edge::None => {}
                Edge::Word => self.crossed.is_word = true,
                thing @ Edge::Thing { .. } => {
                    if self.crossed.opened == Edge::None {
                        self.crossed.closed = thing;
                    }
                }
            }
        }
        if frame.closes_container && self.waiting.pop().is_none() {
            self.builder.close();
        }
    }

    fn cross_opening(&mut self, edge: Edge) {
        match edge {
            Edge::None => {}
            Edge::Word => self.crossed.is_word = true,
            Edge::Thing { .. } => self.crossed.opened = edge,
        }
    }

    /// Ends the line under way at the border of a block.
    fn end_line(&mut self, gap: u8) {
        self.gap = Some(self.gap.map_or(gap, |before| before.max(gap)));
    }

    /// `<br>` ends a line; the second in a row makes a paragraph.
    fn line_break(&mut self) {
        self.gap = Some(self.gap.map_or(0, |before| before.max(1)));
    }

    fn text(&mut self, tree: &Tree<'a>, slice: Slice, is_raw: bool) {
        let frame = self.frame();
        if frame.is_silent {
            return;
        }
        let text = tree.slice(slice);
        if !frame.is_preformatted {
            self.piece(text, slice.start as usize, is_raw, &frame);
            return;
        }
        let mut start = slice.start as usize;
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.line_break();
            }
            self.piece(line, start, is_raw, &frame);
            start += line.len() + 1;
        }
    }

    /// Adds text that stands at `start` of the source.
    fn piece(&mut self, raw: &str, start: usize, is_raw: bool, frame: &Frame) {
        let text = if is_raw { raw.into() } else { decode(raw, Place::Text) };
        let visible = if matches!(text, Cow::Borrowed(_)) { seen(raw) } else { visible_range(raw, is_blank) };
        if visible.is_empty() {
            if self.gap.is_none() {
                self.builder.text(&text, Span::new(start, start), frame.style);
                self.last_character = self.last_character.filter(|_| text.is_empty());
            }
            return;
        }
        let span = Span::new(start + visible.start, start + visible.end);
        if self.gap.is_some() || !self.builder.in_line() {
            self.pour(span.start);
            let gap = self.gap.take().unwrap_or(1);
            self.start_line(frame, gap);
        } else if self.parts_words(&text, frame) {
            self.builder.text(" ", Span::new(span.start, span.start), frame.style);
        }
        self.builder.text(&text, span, frame.style);
        self.visible += span.len();
        self.crossed = Crossed::NOTHING;
        self.last_character = text.chars().next_back();
        self.last_length = text.len();
    }

    /// Adds what is left of the page's data.
    pub(super) fn rest(&mut self) {
        self.pour(usize::MAX);
    }

    fn pour(&mut self, place: usize) {
        if let Some(data) = &mut self.data
            && data.pour(self.builder, place)
        {
            self.gap = Some(1);
        }
    }

    fn start_line(&mut self, frame: &Frame, gap: u8) {
        self.open_waiting();
        let is_first_of_item = std::mem::take(&mut self.starts_item);
        let role = match frame.role {
            Role::Paragraph if is_first_of_item => Role::Item,
            role => role,
        };
        // An inline element at the start of a line speaks for its own text alone.
        let block = self.frames.iter().rev().find(|frame| frame.gap.is_some()).unwrap_or(frame);
        self.builder.start_line(LineStart {
            role,
            gap,
            is_hidden: frame.is_hidden,
            language: block.language,
            is_fixed: block.is_fixed,
        });
    }

    /// Tells whether a space is missing between the last character and the text to come: see the top of this file.
    fn parts_words(&self, text: &str, frame: &Frame) -> bool {
        let (Some(left), Some(right)) = (self.last_character, text.chars().next()) else { return false };
        let is_after_word =
            left.is_alphanumeric() || matches!(left, '.' | '!' | '?' | ':' | ';' | ',' | ')' | '”' | '»');
        if frame.is_fixed || !is_after_word || !right.is_alphanumeric() {
            return false;
        }
        if self.crossed.is_word {
            return true;
        }
        match (self.crossed.closed, self.crossed.opened) {
            (Edge::Thing { is_link: true, .. }, Edge::Thing { is_link: true, .. }) => true,
            (Edge::Thing { shape: closed, .. }, Edge::Thing { shape: opened, .. }) => {
                let is_initial = self.last_length <= left.len_utf8();
                let is_number = left.is_ascii_digit() && right.is_ascii_digit();
                closed != opened && !is_initial && !is_number
            }
            _ => false,
        }
    }
}

/// Buttons and labels in running text are words of it.
fn is_in_paragraph(tree: &Tree, id: NodeId) -> bool {
    let mut next = tree.node(id).map_or(NONE, |node| node.parent);
    while let Some(element) = tree.element(next) {
        if element.name == Name::P {
            return true;
        }
        if is_block(element.name) {
            return false;
        }
        next = tree.node(next).map_or(NONE, |node| node.parent);
    }
    false
}

/// Notes which elements hold a block, however deep.
fn holding_blocks(tree: &Tree) -> Vec<bool> {
    let mut holds = vec![false; tree.nodes().len()];
    for node in tree.nodes() {
        let Content::Element(element) = node.content else { continue };
        if element.namespace != Namespace::Html || !is_block(element.name) {
            continue;
        }
        let mut next = node.parent;
        while let Some(slot) = holds.get_mut(next as usize)
            && !*slot
        {
            *slot = true;
            next = tree.node(next).map_or(NONE, |node| node.parent);
        }
    }
    holds
}

/// Tells whether one container, and nothing else that is shown, stands directly inside an element.
fn holds_one_container(tree: &Tree, id: NodeId, holds_block: &[bool]) -> bool {
    let is_container = |name, child: NodeId| {
        let holds_block = holds_block.get(child as usize).copied().unwrap_or_default();
        container_kind(name, &Attributes::default(), holds_block).is_some()
    };
    let mut containers = 0;
    for child in tree.children(id) {
        match tree.node(child).map(|node| node.content) {
            Some(Content::Text { slice, .. }) if tree.slice(slice).bytes().any(|byte| !byte.is_ascii_whitespace()) => {
                return false;
            }
            Some(Content::Element(element)) => match element.name {
                Name::Script | Name::Style | Name::Noscript | Name::Link | Name::Meta | Name::Template => {}
                name if element.namespace == Namespace::Html && is_container(name, child) => {
                    containers += 1;
                    if containers > 1 {
                        return false;
                    }
                }
                _ => return false,
            },
            _ => {}
        }
    }
    containers == 1
}

/// Gives the role of lines directly inside an element.
fn role(around: Role, name: Name, attributes: &Attributes, holds_block: bool, is_own_control: bool) -> Role {
    if let Some(level) = name.heading_level().or(attributes.heading_level()) {
        return Role::Heading(level);
    }
    match (name, around) {
        (Name::Pre | Name::Listing | Name::Xmp | Name::Plaintext, _) => Role::Code,
        (Name::Figcaption | Name::Caption, _) => Role::Caption,
        (Name::Select | Name::Option | Name::Optgroup | Name::Legend | Name::Textarea, _) => Role::Control,
        _ if is_own_control => Role::Control,
        (Name::Td | Name::Th, _) => Role::Cell,
        (Name::Li | Name::Dt | Name::Dd, _) if !holds_block => Role::Item,
        (Name::Li | Name::Dt | Name::Dd, _) | (Name::P, Role::Item | Role::Cell) => Role::Paragraph,
        _ => around,
    }
}

/// Gives the gap at the border of a block: parts of lists and tables follow one another closely.
fn gap(name: Name, holds_block: bool, is_own_control: bool) -> u8 {
    let is_close = match name {
        Name::Li | Name::Dt | Name::Dd | Name::Td | Name::Th => !holds_block,
        Name::Tr | Name::Tbody | Name::Thead | Name::Tfoot | Name::Select | Name::Option | Name::Optgroup => true,
        _ => is_own_control,
    };
    u8::from(!is_close)
}

/// Gives what the border of an inline element says about words.
fn edge(name: Name, shape: u64, hints: Hints, attributes: &Attributes) -> Edge {
    if hints != Hints::default() || matches!(name, Name::Button | Name::Label) {
        return Edge::Word;
    }
    if only_styles(name) || (name == Name::A && attributes.href.is_none()) {
        return Edge::None;
    }
    Edge::Thing { is_link: name == Name::A, shape }
}

//! A page as a tree of elements and stretches of text, each with its bytes in the source.
//!
//! Nodes lie in one vector and name one another by number; the tree borrows the source and decodes on demand. How tags
//! become a tree is the business of `construct`.

use std::borrow::Cow;
use std::ops::Range;

use super::construct::Construction;
use super::entities::{Place, decode};
use super::names::Name;
use super::tokenizer::{Attribute, Slice};

/// The number of a node. The document is node 0.
pub type NodeId = u32;

/// The number of the node that is not there.
pub const NONE: NodeId = u32::MAX;

/// A node and its neighbours, [`NONE`] where there is none.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the neighbours are what they are called")]
pub struct Node {
    pub parent: NodeId,
    pub first_child: NodeId,
    pub last_child: NodeId,
    pub previous: NodeId,
    pub next: NodeId,
    /// What the node is.
    pub content: Content,
}

/// What a node is. Comments, doctypes and processing instructions leave no node.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// The root.
    Document,
    /// An element.
    Element(Element),
    /// A stretch of text as written; `is_raw` where `&` is a character like any other (scripts, styles).
    Text {
        /// Its bytes.
        slice: Slice,
        /// Whether character references are to be left alone.
        is_raw: bool,
    },
}

/// An element.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// Its name, where it matters.
    pub name: Name,
    /// What vocabulary it is of.
    pub namespace: Namespace,
    /// Its name as written, in whatever case; empty where the element is implied.
    pub(super) written: Slice,
    /// First of its attributes, and one past the last.
    pub(super) attributes: (u32, u32),
}

/// A vocabulary of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of the vocabularies")]
pub enum Namespace {
    Html,
    Svg,
    MathMl,
}

/// The tree of one page.
#[derive(Clone, Debug)]
pub struct Tree<'a> {
    source: &'a str,
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
}

/// A step of a walk through a tree in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A node is reached, its children come next.
    Enter(NodeId),
    /// The children of an element are done.
    Leave(NodeId),
}

impl<'a> Tree<'a> {
    /// Parses a page. Never fails; takes time linear in the source.
    pub fn parse(source: &'a str) -> Self {
        Construction::document(source).finish()
    }

    /// Parses the part of a page that `range` cuts out, as if it stood in `<body>`. Places still count from the start
    /// of `source`.
    pub(super) fn parse_part(source: &'a str, range: Range<usize>) -> Self {
        Construction::part(source, range).finish()
    }

    pub(super) fn of(source: &'a str, nodes: Vec<Node>, attributes: Vec<Attribute>) -> Self {
        Self { source, nodes, attributes }
    }

    /// Gives the source.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Gives all nodes, in the order in which they were made; roughly that of the source.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Gives a node.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    /// Gives the element that a node is.
    pub fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id)?.content {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Gives the name of the HTML element that a node is; [`Name::Other`] for all else.
    pub fn html_name(&self, id: NodeId) -> Name {
        self.element(id)
            .filter(|element| element.namespace == Namespace::Html)
            .map_or(Name::Other, |element| element.name)
    }

    /// Gives the name of an element as written, or as the standard writes it where it is implied.
    pub fn written_name(&self, element: &Element) -> &'a str {
        let written = self.slice(element.written);
        if written.is_empty() { element.name.as_str() } else { written }
    }

    /// Gives a range of the source.
    pub fn slice(&self, slice: Slice) -> &'a str {
        self.source.get(slice.range()).unwrap_or_default()
    }

    /// Gives the attributes of an element as written, in order; of two of one name the first counts.
    pub fn attributes(&self, element: &Element) -> &[Attribute] {
        let (start, end) = element.attributes;
        self.attributes.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Gives the decoded value of an attribute, by its name in lower case.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<Cow<'a, str>> {
        let element = self.element(id)?;
        let found =
            self.attributes(element).iter().find(|attribute| self.slice(attribute.name).eq_ignore_ascii_case(name))?;
        Some(self.value(found))
    }

    /// Gives the decoded value of an attribute.
    pub fn value(&self, attribute: &Attribute) -> Cow<'a, str> {
        decode(self.slice(attribute.value), Place::Attribute)
    }

    /// Gives the decoded text of a text node; empty for all else.
    pub fn text(&self, id: NodeId) -> Cow<'a, str> {
        match self.node(id).map(|node| node.content) {
            Some(Content::Text { slice, is_raw: false }) => decode(self.slice(slice), Place::Text),
            Some(Content::Text { slice, is_raw: true }) => Cow::Borrowed(self.slice(slice)),
            _ => Cow::Borrowed(""),
        }
    }

    /// Gives the children of a node, in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut next = self.node(id).map_or(NONE, |node| node.first_child);
        std::iter::from_fn(move || {
            let current = self.node(next)?;
            Some(std::mem::replace(&mut next, current.next))
        })
    }

    /// Gives the text of all text nodes inside a node, joined.
    pub fn text_inside(&self, id: NodeId) -> String {
        let mut walk = Walk::new(id);
        let mut text = String::new();
        while let Some(step) = walk.next(self) {
            if let Step::Enter(id) = step {
                text.push_str(&self.text(id));
            }
        }
        text
    }
}

/// A walk through the tree below a node, without recursion.
#[derive(Clone, Debug)]
pub struct Walk {
    root: NodeId,
    next: Option<Step>,
}

impl Walk {
    /// Starts at `root`, which is the first step.
    pub fn new(root: NodeId) -> Self {
        Self { root, next: Some(Step::Enter(root)) }
    }

    /// Gives the next step. Text nodes are entered only; elements and the document are left, too.
    pub fn next(&mut self, tree: &Tree) -> Option<Step> {
        let step = self.next?;
        let (Step::Enter(id) | Step::Leave(id)) = step;
        let node = tree.node(id)?;
        let is_open = matches!(step, Step::Enter(_)) && !matches!(node.content, Content::Text { .. });
        self.next = if is_open && node.first_child != NONE {
            Some(Step::Enter(node.first_child))
        } else if is_open {
            Some(Step::Leave(id))
        } else {
            self.after(id, node)
        };
        Some(step)
    }

    /// Goes on after the element just entered, without its children and without leaving it.
    pub fn skip(&mut self, tree: &Tree, id: NodeId) {
        self.next = tree.node(id).and_then(|node| self.after(id, node));
    }

    fn after(&self, id: NodeId, node: &Node) -> Option<Step> {
        if id == self.root {
            None
        } else if node.next == NONE {
            Some(Step::Leave(node.parent))
        } else {
            Some(Step::Enter(node.next))
        }
    }
}

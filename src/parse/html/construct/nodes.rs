//! Making nodes and hanging them into the tree.

use super::super::names::Name;
use super::super::tokenizer::{Slice, Tag};
use super::super::tree::{Content, Element, NONE, Namespace, Node, NodeId};
use super::open::{Mode, Open};
use super::{Construction, MAX_DEPTH};

/// Where a node is put: as the last child of `parent`, or before a child of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    parent: NodeId,
    before: NodeId,
}

impl Construction<'_> {
    /// Makes a node that hangs nowhere yet.
    pub(super) fn node(&mut self, content: Content) -> NodeId {
        let id = self.nodes.len() as NodeId;
        self.nodes.push(Node {
            parent: NONE,
            first_child: NONE,
            last_child: NONE,
            previous: NONE,
            next: NONE,
            content,
        });
        id
    }

    fn set(&mut self, id: NodeId, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(id as usize) {
            change(node);
        }
    }

    fn neighbours(&self, id: NodeId) -> Option<Node> {
        self.nodes.get(id as usize).copied()
    }

    /// Hangs a loose node under `parent` as its last child.
    pub(super) fn append(&mut self, parent: NodeId, id: NodeId) {
        self.put(Place { parent, before: NONE }, id);
    }

    pub(super) fn put(&mut self, place: Place, id: NodeId) {
        let Place { parent, before } = place;
        let previous = match self.neighbours(before) {
            Some(node) => node.previous,
            None => self.neighbours(parent).map_or(NONE, |node| node.last_child),
        };
        self.set(id, |node| (node.parent, node.previous, node.next) = (parent, previous, before));
        if previous == NONE {
            self.set(parent, |node| node.first_child = id);
        } else {
            self.set(previous, |node| node.next = id);
        }
        if before == NONE {
            self.set(parent, |node| node.last_child = id);
        } else {
            self.set(before, |node| node.previous = id);
        }
    }

    /// Takes a node out of the tree, with all below it.
    pub(super) fn detach(&mut self, id: NodeId) {
        let Some(Node { parent, previous, next, .. }) = self.neighbours(id) else { return };
        if parent == NONE {
            return;
        }
        if previous == NONE {
            self.set(parent, |node| node.first_child = next);
        } else {
            self.set(previous, |node| node.next = next);
        }
        if next == NONE {
            self.set(parent, |node| node.last_child = previous);
        } else {
            self.set(next, |node| node.previous = previous);
        }
        self.set(id, |node| (node.parent, node.previous, node.next) = (NONE, NONE, NONE));
    }

    /// Hangs all children of `from` under `to`.
    pub(super) fn move_children(&mut self, from: NodeId, to: NodeId) {
        let Some(node) = self.neighbours(from) else { return };
        self.set(from, |node| (node.first_child, node.last_child) = (NONE, NONE));
        self.set(to, |parent| (parent.first_child, parent.last_child) = (node.first_child, node.last_child));
        let mut child = node.first_child;
        while let Some(next) = self.neighbours(child) {
            self.set(child, |node| node.parent = to);
            child = next.next;
        }
    }

    /// Gives where a node goes whose parent should be `target`: before the table if the target may not hold it.
    pub(super) fn place_in(&self, target: Open) -> Place {
        let inside = Place { parent: target.node, before: NONE };
        if !self.is_fostering || target.is_foreign || !target.name.is_table_context() {
            return inside;
        }
        let table = self.stack.innermost(Name::Table);
        let template = self.stack.innermost(Name::Template);
        if template > table {
            let node = template.and_then(|index| self.stack.get(index)).map_or(target.node, |open| open.node);
            return Place { parent: node, before: NONE };
        }
        let Some(index) = table else { return inside };
        let node = self.stack.get(index).map_or(target.node, |open| open.node);
        match self.neighbours(node) {
            Some(Node { parent, .. }) if parent != NONE => Place { parent, before: node },
            _ => Place { parent: self.stack.get(index.saturating_sub(1)).map_or(0, |open| open.node), before: NONE },
        }
    }

    /// Adds text at the current place; joins the text before it where the two touch in the source.
    pub(super) fn insert_text(&mut self, slice: Slice, is_raw: bool) {
        if slice.is_empty() {
            return;
        }
        let place = self.place_in(self.stack.current());
        let previous = match self.neighbours(place.before) {
            Some(node) => node.previous,
            None => self.neighbours(place.parent).map_or(NONE, |node| node.last_child),
        };
        if let Some(Node { content: Content::Text { slice: before, is_raw: was_raw }, .. }) =
            self.nodes.get_mut(previous as usize)
            && before.end == slice.start
            && *was_raw == is_raw
        {
            before.end = slice.end;
            return;
        }
        let id = self.node(Content::Text { slice, is_raw });
        self.put(place, id);
    }

    fn element(&mut self, tag: &Tag, namespace: Namespace) -> NodeId {
        let element = Element { name: tag.name, namespace, written: tag.written, attributes: tag.attributes };
        self.node(Content::Element(element))
    }

    /// Adds an element that holds nothing and is not opened.
    pub(super) fn insert_void(&mut self, tag: &Tag) -> NodeId {
        let id = self.element(tag, Namespace::Html);
        let place = self.place_in(self.stack.current());
        self.put(place, id);
        id
    }

    /// Adds an HTML element and opens it; its content is read as its parent's.
    pub(super) fn insert(&mut self, tag: &Tag) -> NodeId {
        let mode = self.stack.current().mode;
        self.insert_with(tag, mode)
    }

    /// Adds an HTML element and opens it.
    pub(super) fn insert_with(&mut self, tag: &Tag, mode: Mode) -> NodeId {
        let id = self.element(tag, Namespace::Html);
        self.open(id, Open::html(id, tag.name, mode));
        id
    }

    /// Adds an element that the source leaves out, and opens it.
    pub(super) fn insert_implied(&mut self, name: Name, mode: Mode) {
        let tag = Tag { name, written: Slice::default(), attributes: (0, 0), is_self_closing: false };
        self.insert_with(&tag, mode);
    }

    /// Adds a foreign element; opens it unless its tag closes itself.
    pub(super) fn insert_foreign(&mut self, tag: &Tag, namespace: Namespace, is_integration_point: bool) {
        let id = self.element(tag, namespace);
        if tag.is_self_closing {
            let place = self.place_in(self.stack.current());
            self.put(place, id);
            return;
        }
        let open = Open {
            node: id,
            name: tag.name,
            mode: self.stack.current().mode,
            holds_foreign_content: !is_integration_point,
            is_foreign: true,
            is_integration_point,
        };
        self.open(id, open);
    }

    /// Makes another element of the same name and attributes that hangs nowhere yet.
    pub(super) fn copy(&mut self, id: NodeId) -> NodeId {
        let content = self.neighbours(id).map_or(Content::Document, |node| node.content);
        self.node(content)
    }

    /// Hangs an element in at the current place and opens it. Past the depth cap it takes the place of the innermost
    /// open element.
    pub(super) fn open(&mut self, id: NodeId, open: Open) {
        if self.stack.len() >= MAX_DEPTH {
            self.stack.pop();
            self.beyond_depth = self.beyond_depth.saturating_add(1);
        }
        let place = self.place_in(self.stack.current());
        self.put(place, id);
        self.stack.push(open);
    }

    /// Adds a raw text element with its whole content.
    pub(super) fn insert_raw(&mut self, tag: &Tag, is_decoded: bool) {
        let id = self.insert_void(tag);
        if tag.name == Name::Textarea {
            self.tokens.skip_line_break();
        }
        let slice = self.tokens.raw_text(tag.name, tag.written);
        if !slice.is_empty() {
            let text = self.node(Content::Text { slice, is_raw: !is_decoded });
            self.append(id, text);
        }
    }
}

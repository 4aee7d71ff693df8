//! Formatting elements that outlive their parents: `<p><b>one</p><p>two</b>` is bold twice.
//!
//! The list of active formatting elements, and the standard's "adoption agency", which takes misnested ones apart.

use super::super::names::Name;
use super::super::tokenizer::Tag;
use super::super::tree::{Content, Element, NodeId};
use super::open::{Open, Scope};
use super::{Construction, MAX_FORMATTING, Outcome};

/// At most so many equal elements wait to be reopened ("Noah's Ark").
const MOST_EQUALS: usize = 3;
/// Rounds of the adoption agency, by the standard.
const MOST_ROUNDS: usize = 8;
/// Elements that one round copies, by the standard.
const MOST_COPIES: usize = 3;

/// An entry of the list of active formatting elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formatting {
    /// A border that reopening does not cross: cells, captions, objects.
    Marker,
    Element {
        node: NodeId,
        name: Name,
    },
}

impl Construction<'_> {
    fn element_of(&self, node: NodeId) -> Option<Element> {
        match self.nodes.get(node as usize)?.content {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }

    fn are_equal(&self, left: NodeId, right: NodeId) -> bool {
        let (Some(left), Some(right)) = (self.element_of(left), self.element_of(right)) else { return false };
        let attributes = |element: Element| {
            let (start, end) = element.attributes;
            self.tokens.attributes.get(start as usize..end as usize).unwrap_or_default()
        };
        let (of_left, of_right) = (attributes(left), attributes(right));
        left.name == right.name
            && of_left.len() == of_right.len()
            && of_left.iter().zip(of_right).all(|(one, other)| {
                self.slice(one.name).eq_ignore_ascii_case(self.slice(other.name))
                    && self.slice(one.value) == self.slice(other.value)
            })
    }

    /// Adds an open element to those that are reopened.
    pub(super) fn add_formatting(&mut self, node: NodeId, name: Name) {
        let mut equals = 0;
        for index in (0..self.formatting.len()).rev() {
            let Some(Formatting::Element { node: other, name: other_name }) = self.formatting.get(index).copied()
            else {
                break;
            };
            if other_name == name && self.are_equal(other, node) {
                equals += 1;
                if equals == MOST_EQUALS {
                    self.formatting.remove(index);
                    break;
                }
            }
        }
        if self.formatting.len() >= MAX_FORMATTING {
            self.formatting.remove(0);
        }
        self.formatting.push(Formatting::Element { node, name });
    }

    /// Forgets the formatting elements of a cell, caption or object that is closed.
    pub(super) fn clear_formatting_to_marker(&mut self) {
        while let Some(entry) = self.formatting.pop() {
            if entry == Formatting::Marker {
                break;
            }
        }
    }

    pub(super) fn add_marker(&mut self) {
        if self.formatting.len() >= MAX_FORMATTING {
            self.formatting.remove(0);
        }
        self.formatting.push(Formatting::Marker);
    }

    /// Opens again what was not closed before its parent was.
    pub(super) fn reopen_formatting(&mut self) {
        let is_done = |entry: &Formatting, this: &Self| match entry {
            Formatting::Marker => true,
            Formatting::Element { node, .. } => this.stack.position(*node).is_some(),
        };
        let mut first = self.formatting.len();
        while let Some(entry) = first.checked_sub(1).and_then(|index| self.formatting.get(index)) {
            if is_done(entry, self) {
                break;
            }
            first -= 1;
        }
        for index in first..self.formatting.len() {
            let Some(Formatting::Element { node, name }) = self.formatting.get(index).copied() else { continue };
            let copy = self.copy(node);
            let mode = self.stack.current().mode;
            self.open(copy, Open::html(copy, name, mode));
            if let Some(entry) = self.formatting.get_mut(index) {
                *entry = Formatting::Element { node: copy, name };
            }
        }
    }

    /// Gives the last active element of a name since the last marker, as index and node.
    pub(super) fn active(&self, name: Name) -> Option<(usize, NodeId)> {
        for (index, entry) in self.formatting.iter().enumerate().rev() {
            match entry {
                Formatting::Marker => return None,
                Formatting::Element { node, name: other } if *other == name => return Some((index, *node)),
                Formatting::Element { .. } => {}
            }
        }
        None
    }

    fn formatting_position(&self, node: NodeId) -> Option<usize> {
        self.formatting
            .iter()
            .rposition(|entry| matches!(entry, Formatting::Element { node: other, .. } if *other == node))
    }

    /// Forgets a formatting element, on the list and on the stack.
    pub(super) fn forget(&mut self, node: NodeId) {
        if let Some(index) = self.formatting_position(node) {
            self.formatting.remove(index);
        }
        if let Some(index) = self.stack.position(node) {
            self.stack.remove(index);
        }
    }

    /// Closes a formatting element, whatever has been opened inside it: the "adoption agency algorithm".
    pub(super) fn close_formatting(&mut self, tag: &Tag) -> Outcome {
        let current = self.stack.current();
        if current.name == tag.name && !current.is_foreign && self.formatting_position(current.node).is_none() {
            self.stack.pop();
            return Outcome::Done;
        }
        for round in 0..MOST_ROUNDS {
            let Some((active, node)) = self.active(tag.name) else {
                return if round == 0 { self.close_other(tag) } else { Outcome::Done };
            };
            let Some(at) = self.stack.position(node) else {
                self.formatting.remove(active);
                return Outcome::Done;
            };
            if self.stack.in_scope(tag.name, Scope::Default).is_none_or(|innermost| innermost < at) {
                return Outcome::Done;
            }
            let block =
                (at + 1..self.stack.len()).find(|index| self.stack.get(*index).is_some_and(|open| open.is_special()));
            let Some(block) = block else {
                self.stack.truncate(at);
                self.formatting.remove(active);
                return Outcome::Done;
            };
            self.take_apart(active, node, at, block);
        }
        Outcome::Done
    }

    /// One round: the block at `block` leaves the formatting element at `at`, and its content is wrapped in a copy.
    fn take_apart(&mut self, active: usize, node: NodeId, at: usize, block: usize) {
        let (Some(ancestor), Some(furthest)) = (self.stack.get(at.saturating_sub(1)), self.stack.get(block)) else {
            return;
        };
        let mut bookmark = active;
        let mut last = furthest.node;
        let mut block = block;
        let mut copies = 0;
        for index in (at + 1..block).rev() {
            let Some(open) = self.stack.get(index) else { continue };
            copies += 1;
            let entry = self.formatting_position(open.node);
            let Some(entry) = entry.filter(|_| copies <= MOST_COPIES) else {
                if let Some(entry) = entry {
                    self.formatting.remove(entry);
                    bookmark -= usize::from(entry < bookmark);
                }
                self.stack.remove(index);
                block -= 1;
                continue;
            };
            let copy = self.copy(open.node);
            if let Some(slot) = self.formatting.get_mut(entry) {
                *slot = Formatting::Element { node: copy, name: open.name };
            }
            self.stack.replace_node(index, copy);
            if last == furthest.node {
                bookmark = entry + 1;
            }
            self.detach(last);
            self.append(copy, last);
            last = copy;
        }
        self.detach(last);
        self.is_fostering = true;
        let place = self.place_in(ancestor);
        self.is_fostering = false;
        self.put(place, last);
        let copy = self.copy(node);
        self.move_children(furthest.node, copy);
        self.append(furthest.node, copy);
        let name = self.element_of(node).map_or(Name::Other, |element| element.name);
        if let Some(entry) = self.formatting_position(node) {
            self.formatting.remove(entry);
            bookmark -= usize::from(entry < bookmark);
        }
        self.formatting.insert(bookmark.min(self.formatting.len()), Formatting::Element { node: copy, name });
        self.stack.remove(at);
        // The block has moved one down with the removal, so its old index is the place above it.
        self.stack.insert(block, Open::html(copy, name, furthest.mode));
    }
}

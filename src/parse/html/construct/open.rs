//! The stack of open elements, and the questions that tree construction asks of it.

use super::super::names::Name;
use super::super::tree::NodeId;

/// How the content of an element is read. An element that says nothing of its own passes its parent's mode on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Body,
    Table,
    TableBody,
    Row,
    Cell,
    Caption,
    Colgroup,
    Template,
}

/// An open element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) node: NodeId,
    /// Its name; [`Name::Other`] also where a known name stands in foreign content.
    pub(super) name: Name,
    pub(super) mode: Mode,
    /// Its content is SVG or `MathML`.
    pub(super) holds_foreign_content: bool,
    /// It is of SVG or `MathML` itself.
    pub(super) is_foreign: bool,
    /// It is foreign and holds HTML, so that scope searches do not look beyond it.
    pub(super) is_integration_point: bool,
}

impl Open {
    pub(super) fn html(node: NodeId, name: Name, mode: Mode) -> Self {
        Self { node, name, mode, holds_foreign_content: false, is_foreign: false, is_integration_point: false }
    }

    fn bounds_scope(&self) -> bool {
        if self.is_foreign { self.is_integration_point } else { self.name.bounds_scope() }
    }

    pub(super) fn is_special(&self) -> bool {
        if self.is_foreign { self.is_integration_point } else { self.name.is_special() }
    }
}

/// How far a search for an open element looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Default,
    ListItem,
    Button,
    Table,
}

/// The open elements, outermost first; `<html>` is never popped.
#[derive(Debug)]
pub(super) struct Stack {
    open: Vec<Open>,
    /// How many open HTML elements there are of each name: most searches end here.
    counts: [u16; Name::COUNT],
}

impl Default for Stack {
    fn default() -> Self {
        Self { open: Vec::with_capacity(64), counts: [0; Name::COUNT] }
    }
}

impl Stack {
    pub(super) fn current(&self) -> Open {
        self.open.last().copied().unwrap_or(Open::html(0, Name::Html, Mode::Body))
    }

    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<Open> {
        self.open.get(index).copied()
    }

    pub(super) fn replace_node(&mut self, index: usize, node: NodeId) {
        if let Some(open) = self.open.get_mut(index) {
            open.node = node;
        }
    }

    /// Changes how the content of the current element is read.
    pub(super) fn set_mode(&mut self, mode: Mode) {
        if let Some(open) = self.open.last_mut() {
            open.mode = mode;
        }
    }

    /// Tells whether tags are read as those of SVG or `MathML`.
    pub(super) fn holds_foreign_content(&self) -> bool {
        self.current().holds_foreign_content
    }

    pub(super) fn push(&mut self, open: Open) {
        self.count(&open, 1);
        self.open.push(open);
    }

    pub(super) fn insert(&mut self, index: usize, open: Open) {
        self.count(&open, 1);
        self.open.insert(index.min(self.open.len()), open);
    }

    /// Closes the innermost element; `<html>` stays open.
    pub(super) fn pop(&mut self) -> Option<Open> {
        if self.open.len() <= 1 {
            return None;
        }
        let open = self.open.pop()?;
        self.count(&open, -1);
        Some(open)
    }

    pub(super) fn remove(&mut self, index: usize) {
        if index > 0 && index < self.open.len() {
            let open = self.open.remove(index);
            self.count(&open, -1);
        }
    }

    /// Closes all but the outermost `length` elements.
    pub(super) fn truncate(&mut self, length: usize) {
        while self.open.len() > length.max(1) {
            self.pop();
        }
    }

    fn count(&mut self, open: &Open, change: i16) {
        if !open.is_foreign
            && let Some(count) = self.counts.get_mut(open.name as usize)
        {
            *count = count.saturating_add_signed(change);
        }
    }

    /// Tells whether an HTML element of that name is open, however far out.
    pub(super) fn holds(&self, name: Name) -> bool {
        self.counts.get(name as usize).is_some_and(|count| *count > 0)
    }

    /// Gives the innermost open HTML element for which `is_wanted` holds, as index, if it is in scope.
    pub(super) fn in_scope_by(&self, scope: Scope, is_wanted: impl Fn(Name) -> bool) -> Option<usize> {
        for (index, open) in self.open.iter().enumerate().rev() {
            if !open.is_foreign && is_wanted(open.name) {
                return Some(index);
            }
            let is_bound = match scope {
                Scope::Table => !open.is_foreign && matches!(open.name, Name::Html | Name::Table | Name::Template),
                Scope::Default => open.bounds_scope(),
                Scope::ListItem => {
                    open.bounds_scope() || (!open.is_foreign && matches!(open.name, Name::Ol | Name::Ul))
                }
                Scope::Button => open.bounds_scope() || (!open.is_foreign && open.name == Name::Button),
            };
            if is_bound {
                return None;
            }
        }
        None
    }

    /// Gives the innermost open HTML element of that name, as index, if it is in scope.
    pub(super) fn in_scope(&self, name: Name, scope: Scope) -> Option<usize> {
        if !self.holds(name) {
            return None;
        }
        self.in_scope_by(scope, |open| open == name)
    }

    /// Gives where a node is on the stack.
    pub(super) fn position(&self, node: NodeId) -> Option<usize> {
        self.open.iter().rposition(|open| open.node == node)
    }

    /// Gives the innermost open HTML element of that name, as index, however far out.
    pub(super) fn innermost(&self, name: Name) -> Option<usize> {
        if !self.holds(name) {
            return None;
        }
        self.open.iter().rposition(|open| !open.is_foreign && open.name == name)
    }

    /// Closes elements whose end tags may be left out.
    pub(super) fn close_implied(&mut self, except: Option<Name>) {
        while let Some(open) = self.open.last()
            && !open.is_foreign
            && open.name.has_implied_end()
            && Some(open.name) != except
        {
            self.pop();
        }
    }

    /// Closes elements until the current one is a `<template>` or of `names`.
    pub(super) fn close_until(&mut self, names: &[Name]) {
        while let Some(open) = self.open.last()
            && self.open.len() > 1
            && (open.is_foreign || !(open.name == Name::Template || names.contains(&open.name)))
        {
            self.pop();
        }
    }
}

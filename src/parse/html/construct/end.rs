//! End tags.

use super::super::names::Name;
use super::super::tokenizer::Tag;
use super::open::{Mode, Scope};
use super::{Construction, Outcome, Phase};

impl Construction<'_> {
    /// Deals with an end tag.
    pub(super) fn end(&mut self, tag: &Tag) -> Outcome {
        if self.beyond_depth > 0 && !tag.name.is_void() {
            self.beyond_depth -= 1;
            return Outcome::Done;
        }
        if self.stack.current().is_foreign {
            return self.end_in_foreign_content(tag);
        }
        if self.phase != Phase::InBody && !self.stack.holds(Name::Template) {
            return self.end_before_body(tag);
        }
        self.end_by_mode(tag)
    }

    /// Deals with an end tag in the body, as the current element's content is read.
    pub(super) fn end_by_mode(&mut self, tag: &Tag) -> Outcome {
        match self.stack.current().mode {
            Mode::Body | Mode::Template => self.end_in_body(tag),
            Mode::Cell => self.end_in_cell(tag),
            Mode::Caption => self.end_in_caption(tag),
            Mode::Table => self.end_in_table(tag),
            Mode::TableBody => self.end_in_table_body(tag),
            Mode::Row => self.end_in_row(tag),
            Mode::Colgroup => self.end_in_column_group(tag),
        }
    }

    fn end_before_body(&mut self, tag: &Tag) -> Outcome {
        self.expect_no_doctype();
        match (self.phase, tag.name) {
            (Phase::InHead, Name::Head) => self.leave_head(),
            (Phase::BeforeHead, Name::Head | Name::Body | Name::Html | Name::Br) => {
                self.leave_before_head();
                return Outcome::Again;
            }
            (Phase::InHead, Name::Body | Name::Html | Name::Br) => {
                self.leave_head();
                return Outcome::Again;
            }
            (Phase::AfterHead, Name::Body | Name::Html | Name::Br) => {
                self.enter_body();
                return Outcome::Again;
            }
            _ => {}
        }
        Outcome::Done
    }

    pub(super) fn end_in_body(&mut self, tag: &Tag) -> Outcome {
        match tag.name {
            // What follows `</body>` still belongs to it.
            Name::Body | Name::Html => {}
            Name::Template => {
                if let Some(index) = self.stack.innermost(Name::Template) {
                    self.stack.truncate(index);
                    self.clear_formatting_to_marker();
                }
            }
            Name::Form => self.end_form(),
            Name::P => {
                if let Some(index) = self.stack.in_scope(Name::P, Scope::Button) {
                    self.stack.truncate(index);
                } else {
                    self.insert(tag);
                    self.stack.pop();
                }
            }
            Name::Li => self.close_in_scope(Name::Li, Scope::ListItem),
            Name::H1 | Name::H2 | Name::H3 | Name::H4 | Name::H5 | Name::H6 => {
                let is_heading = |name: Name| name.heading_level().is_some();
                if let Some(index) = self.stack.in_scope_by(Scope::Default, is_heading) {
                    self.stack.truncate(index);
                }
            }
            Name::Applet | Name::Marquee | Name::Object => {
                if let Some(index) = self.stack.in_scope(tag.name, Scope::Default) {
                    self.stack.truncate(index);
                    self.clear_formatting_to_marker();
                }
            }
            Name::Br => {
                self.reopen_formatting();
                self.insert_void(&Tag { attributes: (0, 0), ..*tag });
            }
            Name::Address
            | Name::Article
            | Name::Aside
            | Name::Blockquote
            | Name::Button
            | Name::Center
            | Name::Dd
            | Name::Details
            | Name::Dialog
            | Name::Dir
            | Name::Div
            | Name::Dl
            | Name::Dt
            | Name::Fieldset
            | Name::Figcaption
            | Name::Figure
            | Name::Footer
            | Name::Header
            | Name::Hgroup
            | Name::Listing
            | Name::Main
            | Name::Menu
            | Name::Nav
            | Name::Ol
            | Name::Pre
            | Name::Search
            | Name::Section
            | Name::Select
            | Name::Summary
            | Name::Ul => self.close_in_scope(tag.name, Scope::Default),
            name if name.is_formatting() => return self.close_formatting(tag),
            _ => return self.close_other(tag),
        }
        Outcome::Done
    }

    fn close_in_scope(&mut self, name: Name, scope: Scope) {
        if let Some(index) = self.stack.in_scope(name, scope) {
            self.stack.truncate(index);
        }
    }

    /// Closes the form alone: what was opened inside and is still open stays so.
    fn end_form(&mut self) {
        if self.stack.holds(Name::Template) {
            self.close_in_scope(Name::Form, Scope::Default);
            return;
        }
        let Some(form) = self.form.take() else { return };
        let innermost = self.stack.in_scope(Name::Form, Scope::Default);
        if let Some(index) = self.stack.position(form).filter(|index| innermost.is_some_and(|found| found >= *index)) {
            self.stack.close_implied(None);
            self.stack.remove(index);
        }
    }

    /// Closes the innermost element of the name, unless a special element stands between.
    pub(super) fn close_other(&mut self, tag: &Tag) -> Outcome {
        if !self.stack.holds(tag.name) {
            return Outcome::Done;
        }
        let written = self.slice(tag.written);
        for index in (1..self.stack.len()).rev() {
            let Some(open) = self.stack.get(index) else { break };
            let is_same = !open.is_foreign
                && open.name == tag.name
                && (tag.name != Name::Other || self.written_name(open.node).eq_ignore_ascii_case(written));
            if is_same {
                self.stack.truncate(index);
                break;
            }
            if open.is_special() {
                break;
            }
        }
        Outcome::Done
    }

    fn end_in_cell(&mut self, tag: &Tag) -> Outcome {
        match tag.name {
            Name::Td | Name::Th => {
                if let Some(index) = self.stack.in_scope(tag.name, Scope::Table) {
                    self.stack.truncate(index);
                    self.clear_formatting_to_marker();
                }
                Outcome::Done
            }
            Name::Body | Name::Caption | Name::Col | Name::Colgroup | Name::Html => Outcome::Done,
            Name::Table | Name::Tbody | Name::Tfoot | Name::Thead | Name::Tr => {
                if self.stack.in_scope(tag.name, Scope::Table).is_some() && self.close_cell() {
                    Outcome::Again
                } else {
                    Outcome::Done
                }
            }
            _ => self.end_in_body(tag),
        }
    }

    fn end_in_caption(&mut self, tag: &Tag) -> Outcome {
        match tag.name {
            Name::Caption => {
                self.close_cell();
                Outcome::Done
            }
            Name::Table => {
                if self.close_cell() {
                    Outcome::Again
                } else {
                    Outcome::Done
                }
            }
            Name::Body
            | Name::Col
            | Name::Colgroup
            | Name::Html
            | Name::Tbody
            | Name::Td
            | Name::Tfoot
            | Name::Th
            | Name::Thead
            | Name::Tr => Outcome::Done,
            _ => self.end_in_body(tag),
        }
    }

    fn end_in_table(&mut self, tag: &Tag) -> Outcome {
        match tag.name {
            Name::Table => {
                self.close_in_scope(Name::Table, Scope::Table);
                Outcome::Done
            }
            Name::Body
            | Name::Caption
            | Name::Col
            | Name::Colgroup
            | Name::Html
            | Name::Tbody
            | Name::Td
            | Name::Tfoot
            | Name::Th
            | Name::Thead
            | Name::Tr => Outcome::Done,
            _ => {
                self.is_fostering = true;
                let outcome = self.end_in_body(tag);
                self.is_fostering = false;
                outcome
            }
        }
    }

    fn end_in_table_body(&mut self, tag: &Tag) -> Outcome {
        match tag.name {
            Name::Tbody | Name::Tfoot | Name::Thead => {
                self.close_in_scope(tag.name, Scope::Table);
                Outcome::Done
            }
            Name::Table => {
                if self.stack.in_scope(Name::Table, Scope::Table).is_none() {
                    return Outcome::Done;
                }
                self.stack.close_until(&[Name::Tbody, Name::Tfoot, Name::Thead]);
                self.close_table_part();
                Outcome::Again
            }
            Name::Td | Name::Th | Name::Tr => Outcome::Done,
            _ => self.end_in_table(tag),
        }
    }

    fn end_in_row(&mut self, tag: &Tag) -> Outcome {
        match tag.name {
            Name::Tr => {
                self.close_in_scope(Name::Tr, Scope::Table);
                Outcome::Done
            }
            Name::Table | Name::Tbody | Name::Tfoot | Name::Thead => {
                if self.stack.in_scope(tag.name, Scope::Table).is_none() {
                    return Outcome::Done;
                }
                self.stack.close_until(&[Name::Tr]);
                self.close_table_part();
                Outcome::Again
            }
            Name::Td | Name::Th => Outcome::Done,
            _ => self.end_in_table(tag),
        }
    }

    fn end_in_column_group(&mut self, tag: &Tag) -> Outcome {
        match tag.name {
            Name::Colgroup => {
                self.stack.close_until(&[Name::Colgroup]);
                self.close_table_part();
                Outcome::Done
            }
            Name::Col => Outcome::Done,
            Name::Template => self.end_in_body(tag),
            _ => {
                self.stack.close_until(&[Name::Colgroup]);
                self.close_table_part();
                Outcome::Again
            }
        }
    }
}

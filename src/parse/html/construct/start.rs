//! Start tags.

use super::super::names::Name;
use super::super::tokenizer::{Slice, Tag};
use super::super::tree::Namespace;
use super::open::{Mode, Open, Scope};
use super::{BODY, Construction, HEAD, HTML, Outcome, Phase};

impl Construction<'_> {
    /// Deals with a start tag.
    pub(super) fn start(&mut self, tag: &Tag) -> Outcome {
        if self.stack.holds_foreign_content() {
            return self.start_in_foreign_content(tag);
        }
        if self.phase != Phase::InBody && !self.stack.holds(Name::Template) {
            return self.start_before_body(tag);
        }
        match self.stack.current().mode {
            Mode::Body => self.start_in_body(tag),
            Mode::Cell | Mode::Caption => self.start_in_cell(tag),
            Mode::Table => self.start_in_table(tag),
            Mode::TableBody => self.start_in_table_body(tag),
            Mode::Row => self.start_in_row(tag),
            Mode::Colgroup => self.start_in_column_group(tag),
            Mode::Template => self.start_in_template(tag),
        }
    }

    fn start_before_body(&mut self, tag: &Tag) -> Outcome {
        self.expect_no_doctype();
        match (self.phase, tag.name) {
            (_, Name::Html) => self.adopt_attributes(HTML, tag),
            (Phase::BeforeHead, Name::Head) => {
                self.adopt_attributes(HEAD, tag);
                self.leave_before_head();
            }
            (_, Name::Head) | (Phase::AfterHead, Name::Frameset) => {}
            (Phase::BeforeHead, _) => {
                self.leave_before_head();
                return Outcome::Again;
            }
            (Phase::AfterHead, Name::Body) => {
                self.adopt_attributes(BODY, tag);
                self.enter_body();
            }
            (Phase::InHead, name) if is_head_content(name) || name == Name::Noscript => self.start_head_content(tag),
            (Phase::AfterHead, name) if is_head_content(name) => {
                self.stack.push(Open::html(HEAD, Name::Head, Mode::Body));
                self.start_head_content(tag);
                if let Some(index) = self.stack.position(HEAD).filter(|index| *index > 0) {
                    self.stack.remove(index);
                }
            }
            (Phase::InHead, _) => {
                self.leave_head();
                return Outcome::Again;
            }
            (Phase::AfterHead | Phase::InBody, _) => {
                self.enter_body();
                return Outcome::Again;
            }
        }
        Outcome::Done
    }

    fn start_head_content(&mut self, tag: &Tag) {
        match tag.name {
            Name::Title => self.insert_raw(tag, true),
            Name::Style | Name::Script | Name::Noscript | Name::Noframes => self.insert_raw(tag, false),
            Name::Template => {
                self.insert_with(tag, Mode::Template);
                self.add_marker();
            }
            _ => {
                self.insert_void(tag);
            }
        }
    }

    fn close_paragraph(&mut self) {
        if let Some(index) = self.stack.in_scope(Name::P, Scope::Button) {
            self.stack.truncate(index);
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each group of names in the standard, in its order")]
    fn start_in_body(&mut self, tag: &Tag) -> Outcome {
        match tag.name {
            Name::Html
            | Name::Head
            | Name::Frameset
            | Name::Frame
            | Name::Caption
            | Name::Col
            | Name::Colgroup
            | Name::Tbody
            | Name::Td
            | Name::Tfoot
            | Name::Th
            | Name::Thead
            | Name::Tr => {}
            Name::Body => self.adopt_attributes(BODY, tag),
            name if is_head_content(name) => self.start_head_content(tag),
            Name::Address
            | Name::Article
            | Name::Aside
            | Name::Blockquote
            | Name::Center
            | Name::Details
            | Name::Dialog
            | Name::Dir
            | Name::Div
            | Name::Dl
            | Name::Fieldset
            | Name::Figcaption
            | Name::Figure
            | Name::Footer
            | Name::Header
            | Name::Hgroup
            | Name::Main
            | Name::Menu
            | Name::Nav
            | Name::Ol
            | Name::P
            | Name::Search
            | Name::Section
            | Name::Summary
            | Name::Ul => {
                self.close_paragraph();
                self.insert(tag);
            }
            Name::H1 | Name::H2 | Name::H3 | Name::H4 | Name::H5 | Name::H6 => {
                self.close_paragraph();
                let current = self.stack.current();
                if !current.is_foreign && current.name.heading_level().is_some() {
                    self.stack.pop();
                }
                self.insert(tag);
            }
            Name::Pre | Name::Listing => {
                self.close_paragraph();
                self.insert(tag);
                self.tokens.skip_line_break();
            }
            Name::Form => {
                let is_in_template = self.stack.holds(Name::Template);
                if self.form.is_none() || is_in_template {
                    self.close_paragraph();
                    let id = self.insert(tag);
                    if !is_in_template {
                        self.form = Some(id);
                    }
                }
            }
            Name::Li => self.start_item(tag, &[Name::Li]),
            Name::Dd | Name::Dt => self.start_item(tag, &[Name::Dd, Name::Dt]),
            Name::Plaintext => {
                self.close_paragraph();
                self.insert(tag);
                self.reopen_formatting();
                let rest = self.tokens.rest();
                self.insert_text(rest, true);
            }
            Name::Button => {
                if let Some(index) = self.stack.in_scope(Name::Button, Scope::Default) {
                    self.stack.truncate(index);
                }
                self.reopen_formatting();
                self.insert(tag);
            }
            Name::A => {
                if let Some((_, node)) = self.active(Name::A) {
                    self.close_formatting(tag);
                    self.forget(node);
                }
                self.start_formatting(tag);
            }
            Name::Nobr => {
                self.reopen_formatting();
                if self.stack.in_scope(Name::Nobr, Scope::Default).is_some() {
                    self.close_formatting(tag);
                }
                self.start_formatting(tag);
            }
            name if name.is_formatting() => self.start_formatting(tag),
            Name::Applet | Name::Marquee | Name::Object => {
                self.reopen_formatting();
                self.insert(tag);
                self.add_marker();
            }
            Name::Table => {
                if !self.is_quirky {
                    self.close_paragraph();
                }
                self.insert_with(tag, Mode::Table);
            }
            Name::Image => {
                self.reopen_formatting();
                self.insert_void(&Tag { name: Name::Img, written: Slice::default(), ..*tag });
            }
            Name::Area | Name::Br | Name::Embed | Name::Img | Name::Keygen | Name::Wbr => {
                self.reopen_formatting();
                self.insert_void(tag);
            }
            Name::Input => {
                if let Some(index) = self.stack.in_scope(Name::Select, Scope::Default) {
                    self.stack.truncate(index);
                }
                self.reopen_formatting();
                self.insert_void(tag);
            }
            Name::Param | Name::Source | Name::Track => {
                self.insert_void(tag);
            }
            Name::Hr => {
                self.close_paragraph();
                if self.stack.in_scope(Name::Select, Scope::Default).is_some() {
                    self.stack.close_implied(None);
                }
                self.insert_void(tag);
            }
            Name::Textarea => self.insert_raw(tag, true),
            Name::Xmp => {
                self.close_paragraph();
                self.reopen_formatting();
                self.insert_raw(tag, false);
            }
            Name::Iframe | Name::Noembed | Name::Noscript => self.insert_raw(tag, false),
            Name::Select => {
                if let Some(index) = self.stack.in_scope(Name::Select, Scope::Default) {
                    self.stack.truncate(index);
                } else {
                    self.reopen_formatting();
                    self.insert(tag);
                }
            }
            Name::Option | Name::Optgroup => {
                if self.stack.in_scope(Name::Select, Scope::Default).is_some() {
                    self.stack.close_implied((tag.name == Name::Option).then_some(Name::Optgroup));
                } else if self.stack.current().name == Name::Option {
                    self.stack.pop();
                }
                self.reopen_formatting();
                self.insert(tag);
            }
            Name::Rb | Name::Rtc | Name::Rp | Name::Rt => {
                if self.stack.in_scope(Name::Ruby, Scope::Default).is_some() {
                    let is_reading = matches!(tag.name, Name::Rp | Name::Rt);
                    self.stack.close_implied(is_reading.then_some(Name::Rtc));
                }
                self.insert(tag);
            }
            Name::Math | Name::Svg => {
                self.reopen_formatting();
                let namespace = if tag.name == Name::Svg { Namespace::Svg } else { Namespace::MathMl };
                self.insert_foreign(tag, namespace, false);
            }
            _ => {
                self.reopen_formatting();
                self.insert(tag);
            }
        }
        Outcome::Done
    }

    fn start_formatting(&mut self, tag: &Tag) {
        self.reopen_formatting();
        let id = self.insert(tag);
        self.add_formatting(id, tag.name);
    }

    /// A list item closes the one before it, unless another list has begun inside that.
    fn start_item(&mut self, tag: &Tag, closes: &[Name]) {
        if closes.iter().any(|name| self.stack.holds(*name)) {
            for index in (1..self.stack.len()).rev() {
                let Some(open) = self.stack.get(index) else { break };
                if !open.is_foreign && closes.contains(&open.name) {
                    self.stack.truncate(index);
                    break;
                }
                if open.is_special() && !matches!(open.name, Name::Address | Name::Div | Name::P) {
                    break;
                }
            }
        }
        self.close_paragraph();
        self.insert(tag);
    }

    fn start_in_cell(&mut self, tag: &Tag) -> Outcome {
        if !is_table_part(tag.name) {
            return self.start_in_body(tag);
        }
        if self.close_cell() { Outcome::Again } else { Outcome::Done }
    }

    /// Closes the cell or caption that is open, if one is.
    pub(super) fn close_cell(&mut self) -> bool {
        let is_cell = |name| matches!(name, Name::Td | Name::Th | Name::Caption);
        let Some(index) = self.stack.in_scope_by(Scope::Table, is_cell) else { return false };
        self.stack.truncate(index);
        self.clear_formatting_to_marker();
        true
    }

    fn start_in_table(&mut self, tag: &Tag) -> Outcome {
        match tag.name {
            Name::Caption => {
                self.stack.close_until(&[Name::Table]);
                self.add_marker();
                self.insert_with(tag, Mode::Caption);
            }
            Name::Colgroup => {
                self.stack.close_until(&[Name::Table]);
                self.insert_with(tag, Mode::Colgroup);
            }
            Name::Col => {
                self.stack.close_until(&[Name::Table]);
                self.insert_implied(Name::Colgroup, Mode::Colgroup);
                return Outcome::Again;
            }
            Name::Tbody | Name::Tfoot | Name::Thead => {
                self.stack.close_until(&[Name::Table]);
                self.insert_with(tag, Mode::TableBody);
            }
            Name::Td | Name::Th | Name::Tr => {
                self.stack.close_until(&[Name::Table]);
                self.insert_implied(Name::Tbody, Mode::TableBody);
                return Outcome::Again;
            }
            Name::Table => {
                if let Some(index) = self.stack.in_scope(Name::Table, Scope::Table) {
                    self.stack.truncate(index);
                    return Outcome::Again;
                }
            }
            Name::Style | Name::Script | Name::Template => self.start_head_content(tag),
            Name::Input if self.is_hidden_input(tag) => {
                self.insert_void(tag);
            }
            Name::Form => {
                if self.form.is_none() && !self.stack.holds(Name::Template) {
                    self.form = Some(self.insert_void(tag));
                }
            }
            _ => {
                self.is_fostering = true;
                let outcome = self.start_in_body(tag);
                self.is_fostering = false;
                return outcome;
            }
        }
        Outcome::Done
    }

    fn is_hidden_input(&self, tag: &Tag) -> bool {
        let (start, end) = tag.attributes;
        let attributes = self.tokens.attributes.get(start as usize..end as usize).unwrap_or_default();
        attributes
            .iter()
            .find(|attribute| self.slice(attribute.name).eq_ignore_ascii_case("type"))
            .is_some_and(|attribute| self.slice(attribute.value).eq_ignore_ascii_case("hidden"))
    }

    fn start_in_table_body(&mut self, tag: &Tag) -> Outcome {
        const CONTEXT: [Name; 3] = [Name::Tbody, Name::Tfoot, Name::Thead];
        match tag.name {
            Name::Tr => {
                self.stack.close_until(&CONTEXT);
                self.insert_with(tag, Mode::Row);
                Outcome::Done
            }
            Name::Td | Name::Th => {
                self.stack.close_until(&CONTEXT);
                self.insert_implied(Name::Tr, Mode::Row);
                Outcome::Again
            }
            Name::Caption | Name::Col | Name::Colgroup | Name::Tbody | Name::Tfoot | Name::Thead => {
                self.stack.close_until(&CONTEXT);
                self.close_table_part();
                Outcome::Again
            }
            _ => self.start_in_table(tag),
        }
    }

    fn start_in_row(&mut self, tag: &Tag) -> Outcome {
        match tag.name {
            Name::Td | Name::Th => {
                self.stack.close_until(&[Name::Tr]);
                self.insert_with(tag, Mode::Cell);
                self.add_marker();
                Outcome::Done
            }
            name if is_table_part(name) => {
                self.stack.close_until(&[Name::Tr]);
                self.close_table_part();
                Outcome::Again
            }
            _ => self.start_in_table(tag),
        }
    }

    /// Closes the row, row group or column group that is the current element. A `<template>` around it is read as a body
    /// from here on, so that a tag looked at again is never looked at for ever.
    pub(super) fn close_table_part(&mut self) {
        let current = self.stack.current();
        if matches!(current.name, Name::Template | Name::Html) {
            self.stack.set_mode(Mode::Body);
        } else {
            self.stack.pop();
        }
    }

    fn start_in_column_group(&mut self, tag: &Tag) -> Outcome {
        match tag.name {
            Name::Col => {
                self.insert_void(tag);
                Outcome::Done
            }
            Name::Template => {
                self.start_head_content(tag);
                Outcome::Done
            }
            _ => {
                self.stack.close_until(&[Name::Colgroup]);
                self.close_table_part();
                Outcome::Again
            }
        }
    }

    fn start_in_template(&mut self, tag: &Tag) -> Outcome {
        let mode = match tag.name {
            Name::Caption => Mode::Caption,
            Name::Colgroup => Mode::Colgroup,
            Name::Tbody | Name::Tfoot | Name::Thead => Mode::TableBody,
            Name::Tr => Mode::Row,
            Name::Td | Name::Th => Mode::Cell,
            Name::Col => {
                self.insert_void(tag);
                return Outcome::Done;
            }
            _ => return self.start_in_body(tag),
        };
        self.insert_with(tag, mode);
        if matches!(mode, Mode::Cell | Mode::Caption) {
            self.add_marker();
        }
        Outcome::Done
    }
}

/// Elements that belong into `<head>` wherever they stand.
fn is_head_content(name: Name) -> bool {
    matches!(
        name,
        Name::Base
            | Name::Basefont
            | Name::Bgsound
            | Name::Link
            | Name::Meta
            | Name::Noframes
            | Name::Script
            | Name::Style
            | Name::Template
            | Name::Title
    )
}

/// Elements that close a cell they stand in.
fn is_table_part(name: Name) -> bool {
    matches!(
        name,
        Name::Caption
            | Name::Col
            | Name::Colgroup
            | Name::Tbody
            | Name::Td
            | Name::Tfoot
            | Name::Th
            | Name::Thead
            | Name::Tr
    )
}

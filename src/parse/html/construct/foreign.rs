//! SVG and `MathML`: other rules for tags, and the way back to HTML.

use super::super::names::Name;
use super::super::tokenizer::Tag;
use super::super::tree::{Content, Namespace, NodeId};
use super::{Construction, Outcome};

impl<'a> Construction<'a> {
    /// Gives the name of an element as written.
    pub(super) fn written_name(&self, node: NodeId) -> &'a str {
        match self.nodes.get(node as usize).map(|node| node.content) {
            Some(Content::Element(element)) => self.slice(element.written),
            _ => "",
        }
    }

    fn namespace(&self, node: NodeId) -> Namespace {
        match self.nodes.get(node as usize).map(|node| node.content) {
            Some(Content::Element(element)) => element.namespace,
            _ => Namespace::Html,
        }
    }

    fn attribute(&self, tag: &Tag, name: &str) -> Option<&'a str> {
        let (start, end) = tag.attributes;
        let attributes = self.tokens.attributes.get(start as usize..end as usize)?;
        let found = attributes.iter().find(|attribute| self.slice(attribute.name).eq_ignore_ascii_case(name))?;
        Some(self.slice(found.value))
    }

    pub(super) fn start_in_foreign_content(&mut self, tag: &Tag) -> Outcome {
        let is_font =
            tag.name == Name::Font && ["color", "face", "size"].iter().any(|name| self.attribute(tag, name).is_some());
        if is_font || tag.name.breaks_out_of_foreign_content() {
            self.leave_foreign_content();
            return Outcome::Again;
        }
        let current = self.stack.current();
        let namespace = match self.namespace(current.node) {
            Namespace::MathMl if current.name == Name::AnnotationXml && tag.name == Name::Svg => Namespace::Svg,
            namespace => namespace,
        };
        let is_integration_point = match (namespace, tag.name) {
            (Namespace::Svg, Name::ForeignObject | Name::Desc | Name::Title)
            | (Namespace::MathMl, Name::Mi | Name::Mo | Name::Mn | Name::Ms | Name::Mtext) => true,
            (Namespace::MathMl, Name::AnnotationXml) => self.attribute(tag, "encoding").is_some_and(|encoding| {
                encoding.eq_ignore_ascii_case("text/html") || encoding.eq_ignore_ascii_case("application/xhtml+xml")
            }),
            _ => false,
        };
        self.insert_foreign(tag, namespace, is_integration_point);
        Outcome::Done
    }

    fn leave_foreign_content(&mut self) {
        while self.stack.holds_foreign_content() && self.stack.pop().is_some() {}
    }

    pub(super) fn end_in_foreign_content(&mut self, tag: &Tag) -> Outcome {
        if matches!(tag.name, Name::Br | Name::P) {
            self.leave_foreign_content();
            return self.end_by_mode(tag);
        }
        let written = self.slice(tag.written);
        for index in (1..self.stack.len()).rev() {
            let Some(open) = self.stack.get(index) else { break };
            if !open.is_foreign {
                // An end tag of an HTML element around foreign content closes that, too.
                return self.end_by_mode(tag);
            }
            if self.written_name(open.node).eq_ignore_ascii_case(written) {
                self.stack.truncate(index);
                break;
            }
        }
        Outcome::Done
    }
}

//! What one element's tag says: its kind, its attributes, what hides or names it. No text and no tree in here.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::hints;
use super::names::Name;
use super::tree::{Element, Namespace, Tree};
use crate::outline::{ContainerKind, Hints};

/// The attributes that matter, as written. Of two of one name the first counts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attributes<'a> {
    pub(super) class: &'a str,
    pub(super) id: &'a str,
    pub(super) role: &'a str,
    pub(super) rel: &'a str,
    pub(super) itemprop: &'a str,
    pub(super) href: Option<&'a str>,
    pub(super) lang: Option<&'a str>,
    pub(super) hreflang: Option<&'a str>,
    pub(super) kind: &'a str,
    pub(super) level: &'a str,
    pub(super) translate: &'a str,
    /// Values of `data-testid` and its kin, which name things as classes do.
    pub(super) data_names: [&'a str; 3],
    pub(super) is_hidden: bool,
    pub(super) is_shadow_root: bool,
    pub(super) is_block_by_style: bool,
}

impl<'a> Attributes<'a> {
    pub(super) fn of(tree: &Tree<'a>, element: &Element) -> Self {
        let mut found = Self::default();
        let mut data_names = 0;
        for attribute in tree.attributes(element).iter().take(MOST_ATTRIBUTES) {
            let value = tree.slice(attribute.value);
            let written = tree.slice(attribute.name);
            let lower_case;
            let name = if written.bytes().any(|byte| byte.is_ascii_uppercase()) {
                lower_case = written.to_ascii_lowercase();
                lower_case.as_str()
            } else {
                written
            };
            let first = |slot: &mut &'a str| {
                if slot.is_empty() {
                    *slot = value;
                }
            };
            match name {
                "class" => first(&mut found.class),
                "id" => first(&mut found.id),
                "role" => first(&mut found.role),
                "rel" => first(&mut found.rel),
                "itemprop" => first(&mut found.itemprop),
                "type" => first(&mut found.kind),
                "aria-level" => first(&mut found.level),
                "translate" => first(&mut found.translate),
                "href" => found.href = found.href.or(Some(value)),
                "lang" | "xml:lang" => found.lang = found.lang.or(Some(value)),
                "hreflang" => found.hreflang = found.hreflang.or(Some(value)),
                "hidden" => found.is_hidden = true,
                "aria-hidden" => found.is_hidden |= value.eq_ignore_ascii_case("true"),
                "style" => {
                    let style = value.to_ascii_lowercase().replace(' ', "");
                    found.is_hidden |= style.contains("display:none") || style.contains("visibility:hidden");
                    found.is_block_by_style |= style.contains("display:block") || style.contains("display:flex");
                }
                "shadowrootmode" => found.is_shadow_root = true,
                "data-testid" | "data-test-id" | "data-test" | "data-qa" | "data-cy" | "data-component"
                | "data-module" | "data-type" | "data-role" | "data-block" | "data-widget" | "data-name"
                | "data-area" | "data-region" | "data-section" | "data-element" => {
                    if let Some(slot) = found.data_names.get_mut(data_names) {
                        *slot = value;
                        data_names += 1;
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Gives the heading level that ARIA claims.
    pub(super) fn heading_level(&self) -> Option<u8> {
        let level = || self.level.trim().parse().unwrap_or(2_u8).clamp(1, 6);
        self.role.eq_ignore_ascii_case("heading").then(level)
    }

    /// Gives what kind of container ARIA claims.
    fn kind_by_role(&self) -> Option<ContainerKind> {
        Some(match self.role.split_ascii_whitespace().next()?.to_ascii_lowercase().as_str() {
            "main" => ContainerKind::Main,
            "navigation" | "menu" | "menubar" => ContainerKind::Navigation,
            "banner" => ContainerKind::Header,
            "contentinfo" => ContainerKind::Footer,
            "complementary" => ContainerKind::Aside,
            "article" => ContainerKind::Article,
            "region" => ContainerKind::Section,
            "form" | "search" => ContainerKind::Form,
            "list" | "feed" => ContainerKind::List,
            "listitem" => ContainerKind::Item,
            "table" => ContainerKind::Table,
            "row" => ContainerKind::Row,
            "figure" => ContainerKind::Figure,
            "blockquote" => ContainerKind::Quote,
            "dialog" | "alertdialog" => ContainerKind::Dialog,
            _ => return None,
        })
    }

    /// Tells whether the text is marked as not to be translated, or as to be translated again.
    pub(super) fn is_fixed(&self) -> Option<bool> {
        if self.translate.eq_ignore_ascii_case("no")
            || self.class.split_ascii_whitespace().any(|it| it == "notranslate")
        {
            return Some(true);
        }
        self.translate.eq_ignore_ascii_case("yes").then_some(false)
    }
}

/// No honest tag has more attributes.
const MOST_ATTRIBUTES: usize = 256;

/// Gives the container that an element is, or `None` for what is a line or a part of one.
pub(super) fn container_kind(name: Name, attributes: &Attributes, holds_block: bool) -> Option<ContainerKind> {
    let by_name = match name {
        Name::Main => ContainerKind::Main,
        Name::Article => ContainerKind::Article,
        Name::Section => ContainerKind::Section,
        Name::Nav => ContainerKind::Navigation,
        Name::Header => ContainerKind::Header,
        Name::Footer => ContainerKind::Footer,
        Name::Aside => ContainerKind::Aside,
        Name::Form | Name::Search => ContainerKind::Form,
        Name::Ul | Name::Ol | Name::Dl | Name::Menu | Name::Dir => ContainerKind::List,
        Name::Li => ContainerKind::Item,
        Name::Dt | Name::Dd if holds_block => ContainerKind::Item,
        Name::Table if matches!(attributes.role, "presentation" | "none") => ContainerKind::Generic,
        Name::Table => ContainerKind::Table,
        Name::Tr => ContainerKind::Row,
        Name::Figure => ContainerKind::Figure,
        Name::Blockquote => ContainerKind::Quote,
        Name::Dialog => ContainerKind::Dialog,
        Name::Div | Name::Details | Name::Fieldset | Name::Hgroup | Name::Center | Name::Address => {
            ContainerKind::Generic
        }
        Name::Html | Name::Body | Name::Tbody | Name::Thead | Name::Tfoot => return None,
        _ if is_line(name) => return attributes.kind_by_role(),
        _ if holds_block => ContainerKind::Generic,
        _ => return attributes.kind_by_role(),
    };
    Some(attributes.kind_by_role().unwrap_or(by_name))
}

/// Block elements that are a line of their own, or several, but no container.
pub(super) fn is_line(name: Name) -> bool {
    use Name::{
        Caption, Dd, Dt, Figcaption, H1, H2, H3, H4, H5, H6, Hr, Legend, Listing, Optgroup, Option, P, Plaintext, Pre,
        Select, Summary, Xmp,
    };
    matches!(
        name,
        Caption
            | Dd
            | Dt
            | Figcaption
            | H1
            | H2
            | H3
            | H4
            | H5
            | H6
            | Hr
            | Legend
            | Listing
            | Optgroup
            | Option
            | P
            | Plaintext
            | Pre
            | Select
            | Summary
            | Xmp
    )
}

/// Elements that start a line of their own and make every inline element around them a block.
pub(super) fn is_block(name: Name) -> bool {
    use Name::{
        Address, Article, Aside, Blockquote, Body, Center, Details, Dialog, Dir, Div, Dl, Fieldset, Figure, Footer,
        Form, Header, Hgroup, Html, Li, Main, Menu, Nav, Ol, Search, Section, Table, Tbody, Td, Tfoot, Th, Thead, Tr,
        Ul,
    };
    matches!(
        name,
        Address
            | Article
            | Aside
            | Blockquote
            | Body
            | Center
            | Details
            | Dialog
            | Dir
            | Div
            | Dl
            | Fieldset
            | Figure
            | Footer
            | Form
            | Header
            | Hgroup
            | Html
            | Li
            | Main
            | Menu
            | Nav
            | Ol
            | Search
            | Section
            | Table
            | Tbody
            | Td
            | Tfoot
            | Th
            | Thead
            | Tr
            | Ul
    ) || (is_line(name) && !matches!(name, Name::Select | Name::Option | Name::Optgroup))
}

/// Inline elements that only style words, or a part of a word: no border of meaning.
pub(super) fn only_styles(name: Name) -> bool {
    use Name::{
        Abbr, Acronym, B, Bdi, Bdo, Big, Cite, Code, Del, Dfn, Em, Font, I, Ins, Kbd, Mark, Nobr, Q, Rb, Rp, Rt, Rtc,
        Ruby, S, Samp, Small, Strike, Strong, Sub, Sup, Tt, U, Var,
    };
    matches!(
        name,
        Abbr | Acronym
            | B
            | Bdi
            | Bdo
            | Big
            | Cite
            | Code
            | Del
            | Dfn
            | Em
            | Font
            | I
            | Ins
            | Kbd
            | Mark
            | Nobr
            | Q
            | Rb
            | Rp
            | Rt
            | Rtc
            | Ruby
            | S
            | Samp
            | Small
            | Strike
            | Strong
            | Sub
            | Sup
            | Tt
            | U
            | Var
    )
}

/// Elements whose content is not shown, or shown by other means than text.
pub(super) fn is_dropped(name: Name, attributes: &Attributes) -> bool {
    match name {
        Name::Template => !attributes.is_shadow_root,
        Name::Head
        | Name::Script
        | Name::Style
        | Name::Title
        | Name::Iframe
        | Name::Noembed
        | Name::Noframes
        | Name::Datalist
        | Name::Audio
        | Name::Canvas
        | Name::Video => true,
        _ => false,
    }
}

/// Shapes and hints of elements. Pages repeat the same few class lists by the hundred, so each list is read once.
#[derive(Debug, Default)]
pub(super) struct Reader<'a> {
    classes: HashMap<&'a str, (u64, Hints), Seeded>,
}

/// XXH3 from a start that no page can know, so that no page can choose names that collide.
#[derive(Debug)]
struct Seeded(u64);

struct Hashing(u64);

impl Default for Seeded {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0))
    }
}

impl BuildHasher for Seeded {
    type Hasher = Hashing;

    fn build_hasher(&self) -> Hashing {
        Hashing(self.0)
    }
}

impl Hasher for Hashing {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    // What ends a string is left out: the only keys are single strings.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

impl<'a> Reader<'a> {
    /// Gives the shape of an element, equal for elements of equal name and classes, and what its tag hints at.
    pub(super) fn read(&mut self, tree: &Tree<'a>, element: &Element, attributes: &Attributes<'a>) -> (u64, Hints) {
        let name = element.name as u64 + 1;
        let (mut shape, mut hints) = (name.wrapping_mul(0x9E37_79B9_7F4A_7C15), Hints::default());
        if element.name == Name::Other {
            let written = tree.written_name(element);
            shape = shape.wrapping_add(xxh3_64(written.as_bytes()));
            // Names of custom elements are chosen as class names are.
            hints = hints.with(hints::of_names(written));
        }
        if !attributes.class.is_empty() {
            let (of_classes, hinted) = *self
                .classes
                .entry(attributes.class)
                .or_insert_with(|| (class_shape(attributes.class), hints::of_names(attributes.class)));
            shape = shape.wrapping_add(of_classes);
            hints = hints.with(hinted);
        }
        for names in [hints::label_of(attributes.id), attributes.itemprop] {
            hints = hints.with(hints::of_names(names));
        }
        for names in attributes.data_names {
            hints = hints.with(hints::of_names(names));
        }
        if !attributes.rel.is_empty() {
            for word in attributes.rel.split_ascii_whitespace() {
                hints = hints.with(match word {
                    "author" => Hints::AUTHOR,
                    "tag" | "category" => Hints::CATEGORY,
                    "sponsored" => Hints::PROMOTION,
                    "next" | "prev" => Hints::NAVIGATION,
                    _ => Hints::default(),
                });
            }
        }
        if element.name == Name::Time && element.namespace == Namespace::Html {
            hints = hints.with(Hints::DATE);
        }
        (shape, hints)
    }
}

/// Tokens with digits number things (`post-1234`), so alike cards differ in them.
fn class_shape(classes: &str) -> u64 {
    classes
        .split_ascii_whitespace()
        .filter(|token| !token.bytes().any(|byte| byte.is_ascii_digit()))
        .fold(0, |sum: u64, token| sum.wrapping_add(xxh3_64(token.as_bytes())))
}

/// Mixes the shape of an element into that of what is around it.
pub(super) fn nest(around: u64, inside: u64) -> u64 {
    (around.rotate_left(17) ^ inside).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

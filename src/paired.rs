//! A page held against its original: what `pair` found out and the rules of `check` put into words.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::error::Error;
use crate::finding::Place;
use crate::language::Tag;
use crate::skeleton::Skeleton;
use crate::span::Span;

/// How a page stands to the originals of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Pairing {
    /// Nobody asked.
    #[default]
    NotAsked,
    /// It is an original itself.
    Original,
    /// It has none.
    Orphan,
    /// It was held against its original.
    Paired(Box<Paired>),
}

impl Pairing {
    /// Gives what came of holding the page against its original, where it has one.
    pub fn paired(&self) -> Option<&Paired> {
        match self {
            Self::Paired(paired) => Some(paired),
            _ => None,
        }
    }
}

/// What the originals of the sections of a page said when these took the texts that they have, as an earlier run recorded it:
/// both by what they say.
pub type Recorded = BTreeMap<u64, BTreeSet<u64>>;

/// Earlier versions of pages, as far as pairing needs them: from version control, or from what an earlier run recorded.
pub trait Versions {
    /// Gives when a page changed, newest first, as numbers that grow with time; nothing where that is not known.
    fn times(&self, page: &str) -> Vec<i64>;

    /// Gives what survived translation of a page after the change of this time.
    fn skeleton(&self, page: &str, time: i64) -> Option<Skeleton>;

    /// Gives what was recorded of a page of a name and an address.
    ///
    /// # Errors
    /// What was recorded cannot be read.
    fn recorded(&self, page: &str, url: Option<&str>) -> Result<Recorded, Error>;
}

/// The original of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// The name of its page.
    pub page: String,
    /// How it was found.
    pub found_by: FoundBy,
}

/// How the original of a page was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundBy {
    /// The pipeline file's map says so.
    Map,
    /// The page says so: `hreflang`, front matter.
    Page,
    /// Both have the same path below their folders.
    Path,
    /// Both have the same path but for the parts that name a language.
    Pattern,
    /// They share links, images, code, numbers, names.
    Content,
}

impl FoundBy {
    /// Gives the word that records use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Page => "page",
            Self::Path => "path",
            Self::Pattern => "pattern",
            Self::Content => "content",
        }
    }
}

/// What a page and its original have and have not in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Paired {
    /// The original.
    pub original: Original,
    /// Runs of sections of the original that the page does not have.
    pub missing: Vec<Missing>,
    /// Runs of sections of the page that the original does not have.
    pub extra: Vec<Vec<Part>>,
    /// Runs of sections that stand in another place than in the original: each with its section in the original.
    pub moved: Vec<Vec<(Part, Part)>>,
    /// What should be the same in both languages and is not.
    pub differences: Vec<Difference>,
    /// Sections far shorter than those of the original usually become.
    pub abridged: Vec<Abridged>,
    /// Terms of the glossary that are not what they have to be.
    pub terms: Vec<Misnamed>,
    /// Sections whose original changed since they were translated.
    pub stale: Vec<Stale>,
    /// When both pages were updated, where nothing tells it of sections and the page is behind.
    pub behind: Option<Behind>,
    /// What each section of the page and that of its original say, as [`Versions::recorded`] has it.
    pub said: Vec<(u64, u64)>,
    /// What each section was taken for, in the order of the page; those of the original that are missing at their end.
    pub accounts: Vec<Account>,
    /// Lines that say letter for letter what the original says.
    pub same: Same,
}

/// Lines of a page that its original has too, in the section that theirs was taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Same {
    /// The language of the original.
    pub language: Tag,
    /// What became of each elsewhere, by its [`text_key`](crate::words::text_key).
    pub lines: BTreeMap<u64, Fate>,
}

/// What became of a line of the original in other languages than that of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nobody knows, or it is as often this as that.
    Open,
    /// Most pages keep it as it is.
    Kept,
    /// Most pages have something else in its place.
    Translated,
}

/// An original that is missing in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untranslated {
    /// The name of its page.
    pub page: String,
    /// Its place in the order of the input, where it is one of the pages of the run.
    pub index: Option<usize>,
    /// The language.
    pub language: Tag,
    /// The line of its record in a container, where it has one.
    pub container_line: Option<usize>,
}

/// What a section was taken for, and what spoke for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The section of the page.
    pub part: Option<Part>,
    /// The section of the original.
    pub original: Option<Part>,
    /// Whether it stands in another place than in the original.
    pub is_moved: bool,
    /// What speaks for the pair, and what against: above 0 for it.
    pub evidence: Evidence,
}

/// What speaks for two sections being the same; above 0 for it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Numbers, links, images and code that both have.
    pub facts: f32,
    /// Words and names that look alike.
    pub cognates: f32,
    /// How deep the headings are.
    pub level: f32,
    /// How long the sections are.
    pub length: f32,
    /// Identifiers of the headings.
    pub id: f32,
}

impl Evidence {
    /// Gives all together.
    pub fn sum(self) -> f32 {
        self.facts + self.cognates + self.level + self.length + self.id
    }
}

/// A section of the page or of the original.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its block, 0-based among all blocks of the page.
    pub block: usize,
    /// Its place among the sections of the block, 0-based.
    pub section: usize,
    /// Its heading; without one, empty.
    pub heading: String,
    /// The whole section.
    pub place: Place,
    /// The heading, or the first line.
    pub head: Place,
}

/// A run of sections of the original that the page does not have.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// They, in the original.
    pub parts: Vec<Part>,
    /// Behind which section of the page they should stand; `None` at its start.
    pub after: Option<Part>,
}

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// Numbers in prose.
    Number,
    /// Targets of links.
    Link,
    /// Images.
    Image,
    /// Lines of code.
    Code,
}

/// What should be the same in two sections and is not.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What it is about.
    pub about: About,
    /// The section of the page.
    pub part: Part,
    /// The section of the original.
    pub original: Part,
    /// What only the original has.
    pub missing: Vec<String>,
    /// What only the page has.
    pub extra: Vec<String>,
    /// Where in the page.
    pub span: Span,
}

/// A term of the original that a section does not call what the glossary says.
#[derive(Clone, Debug, PartialEq)]
pub struct Misnamed {
    /// The section of the page.
    pub part: Part,
    /// The section of the original.
    pub original: Part,
    /// The term.
    pub term: String,
    /// What it has to be; the term itself where it is not to be translated.
    pub wanted: String,
    /// Whether it is not to be translated.
    pub is_kept: bool,
}

/// A section whose original changed since it was translated.
#[derive(Clone, Debug, PartialEq)]
pub struct Stale {
    /// The section of the page.
    pub part: Part,
    /// The section of the original.
    pub original: Part,
    /// Names what the original says now: another change is another finding.
    pub key: u64,
}

/// When a page and its original were updated, as they say themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The day of the page.
    pub page: Date,
    /// The later day of the original.
    pub original: Date,
}

/// A section that is far shorter than its original.
#[derive(Clone, Debug, PartialEq)]
pub struct Abridged {
    /// The section of the page.
    pub part: Part,
    /// The section of the original.
    pub original: Part,
    /// How many letters it has for one of the original.
    pub ratio: f64,
    /// How many the sections of the page usually have.
    pub usual: f64,
}

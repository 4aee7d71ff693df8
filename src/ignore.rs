//! What somebody wants left alone, and says why: a comment in a page, an entry of the pipeline file.

use globset::GlobSet;

use crate::span::Span;
use crate::spot::Folders;

/// A comment in a page: `<!-- korrektur: ignore RULE, RULE: reason -->`, or `ignore-page` for all of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The rules whose findings are ignored.
    pub rules: Vec<&'static str>,
    /// Where: the block, section or paragraph that follows the comment, with the markup around it.
    pub target: Span,
    /// The 1-based line of the comment.
    pub line: usize,
    /// Why the comment is without effect, where it is.
    pub fault: Option<String>,
}

impl Ignore {
    /// Tells whether it holds for a rule and all of `span`.
    pub fn covers(&self, rule: &str, span: Span) -> bool {
        self.rules.contains(&rule) && self.target.start <= span.start && span.end <= self.target.end
    }
}

/// An entry of the pipeline file: rules that do not hold for some pages.
#[derive(Clone, Debug)]
pub struct PageIgnore {
    /// The pages, as globs over their names.
    pub pages: GlobSet,
    /// The rules; all where none is named.
    pub rules: Vec<&'static str>,
    /// What the globs count from.
    pub folders: Folders,
    /// The 1-based line of the entry in the pipeline file.
    pub line: usize,
}

impl PageIgnore {
    /// Tells whether it holds for a rule on a page.
    pub fn covers(&self, rule: &str, page: &str) -> bool {
        (self.rules.is_empty() || self.rules.contains(&rule)) && self.pages.is_match(self.folders.name(page))
    }
}

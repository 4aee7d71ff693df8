//! A fault and where it stands. Made only by `check`; rendered only by `write`.

use std::fmt;

use jiff::Timestamp;

use crate::language::Tag;
use crate::span::Span;

/// One fault of one page.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's name: `untranslated-section`.
    pub rule: &'static str,
    /// How bad it is, after the pipeline file had its say.
    pub severity: Severity,
    /// The page's name.
    pub page: String,
    /// The page's place in the order of the input, 0-based. Findings are sorted by it.
    pub page_index: usize,
    /// The block's identifier, where the fault has one.
    pub block: Option<String>,
    /// Identifiers of the sections it covers.
    pub sections: Vec<String>,
    /// What is wrong, in one sentence without the place.
    pub message: String,
    /// How to mend it, in one sentence.
    pub help: String,
    /// The text in question, shortened to [`EXCERPT_CHARACTERS`].
    pub excerpt: String,
    /// The language that was expected, for rules about language.
    pub expected: Option<Tag>,
    /// The language that was found, for rules about language.
    pub found: Option<Tag>,
    /// Probability that the finding is right, 0 to 1, where the rule can tell.
    pub confidence: Option<f64>,
    /// Exactly the text in question.
    pub place: Place,
    /// The other places of a duplicate, at most [`RELATED_LIMIT`].
    pub related: Vec<Related>,
    /// How many other places there are.
    pub related_total: usize,
    /// Stable across runs and unrelated edits: rule, page and the text in question.
    pub fingerprint: Fingerprint,
    /// What an archive knows of it; `None` where none was asked.
    pub seen: Option<Seen>,
    /// Stable even where the page gets another name: rule, title and the text in question. Equal findings of several pages
    /// share it.
    pub content_fingerprint: Fingerprint,
    /// The paragraphs, headings or sections that the text in question consists of, each as a short hash: by these a baseline
    /// knows what is left of a finding that was mended in part.
    pub parts: Vec<u32>,
}

/// What an earlier run said of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing.
    New,
    /// The same. With when its page was first fetched with it, where that is known.
    Known(Option<Timestamp>),
    /// The same, and now it is gone: the page is here, and the fault is not.
    Mended(Option<Timestamp>),
}

impl Seen {
    /// Gives the word that reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Known(_) => "known",
            Self::Mended(_) => "mended",
        }
    }

    /// Gives since when it was known, as far as that is.
    pub fn since(self) -> Option<Timestamp> {
        match self {
            Self::New => None,
            Self::Known(since) | Self::Mended(since) => since,
        }
    }
}

/// A rule as reports describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCard {
    /// Its name.
    pub name: &'static str,
    /// How bad its findings are unless the settings say otherwise.
    pub severity: Severity,
    /// What it finds, one line without a full stop.
    pub summary: &'static str,
    /// What it does, why that is bad and how to mend it, in Markdown.
    pub explanation: String,
    /// Its error type in MQM core, where it has one.
    pub mqm: Option<&'static str>,
}

/// How many characters of the text in question a finding quotes.
pub const EXCERPT_CHARACTERS: usize = 120;

/// How many other places a finding lists; [`Finding::related_total`] counts all.
pub const RELATED_LIMIT: usize = 20;

/// Where in a page's decoded text, in bytes and lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The bytes.
    pub span: Span,
    /// 1-based line of the first byte.
    pub line: usize,
    /// 1-based line of the last byte.
    pub end_line: usize,
    /// The line of the page's record in its container, where it has one: what reports that point into files use.
    pub container_line: Option<usize>,
}

/// Another place that is like the one in question.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The page's name.
    pub page: String,
    /// The block's identifier.
    pub block: String,
    /// The section's identifier.
    pub section: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// Jaccard similarity of the two texts' shingles, 0 to 1; 0 for a section of the original.
    pub similarity: f64,
    /// The heading of a section of the original, which may be empty; `None` for places that are alike.
    pub original: Option<String>,
}

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look.
    Info,
    /// Probably to be mended.
    Warning,
    /// To be mended before the page is published.
    Error,
}

impl Severity {
    /// All, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// Gives the word that reports, flags and the pipeline file use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Names a finding across runs: a hash of rule, page and the text in question, not of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// Hashes the parts in order; a part's border counts. XXH3-64, so that it means the same to later versions.
    pub fn of(parts: &[&str]) -> Self {
        let mut hasher = xxhash_rust::xxh3::Xxh3Default::new();
        for part in parts {
            hasher.update(part.as_bytes());
            hasher.update(&[0xff]);
        }
        Self(hasher.digest())
    }

    /// Reads a fingerprint as it is written: 16 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_written_so = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_written_so.then(|| u64::from_str_radix(text, 16).ok().map(Self)).flatten()
    }

    /// Gives the fingerprint of the `n`-th (0-based) of equal findings on one page, so that no two are the same.
    #[must_use]
    pub fn nth(self, n: usize) -> Self {
        if n == 0 { self } else { Self::of(&[&self.to_string(), &n.to_string()]) }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Cuts `text` to at most `characters` characters, white space folded, with an ellipsis where something was left out.
pub fn shorten(text: &str, characters: usize) -> String {
    use unicode_segmentation::UnicodeSegmentation as _;
    let mut folded = String::with_capacity(characters + '…'.len_utf8());
    let mut fold = |count: usize, grapheme: &str| {
        if count >= characters {
            folded.truncate(folded.trim_end().len());
            folded.push('…');
            return false;
        }
        if !grapheme.chars().all(char::is_whitespace) {
            folded.push_str(grapheme);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
        true
    };
    // Letters of most of Europe stand for themselves; telling clusters of characters apart is slow.
    let is_plain = |character: char| character < '\u{300}' && character != '\r';
    if text.chars().take(characters + 2).all(is_plain) {
        let mut bytes = [0; 4];
        text.chars().enumerate().all(|(count, character)| fold(count, character.encode_utf8(&mut bytes)));
    } else {
        text.graphemes(true).enumerate().all(|(count, grapheme)| fold(count, grapheme));
    }
    folded.truncate(folded.trim_end().len());
    folded
}

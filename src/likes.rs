//! What the sections of one page are like, and why that is or is no fault: what `check` found out and `write` puts into words.

/// A section of a page, as duplicates see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Its identifier.
    pub section: String,
    /// How it begins.
    pub excerpt: String,
    /// How many words of it were compared.
    pub words: usize,
    /// How many of its lines were left out, as furniture of the site or as teasers.
    pub left_out: usize,
    /// Whether it is too short to be compared.
    pub is_too_short: bool,
    /// What it is like, equal ones first, then the most alike.
    pub likes: Vec<Like>,
    /// How many there are of these.
    pub total: usize,
}

/// A section that another one is like.
#[derive(Clone, Debug, PartialEq)]
pub struct Like {
    /// Its page.
    pub page: String,
    /// Its identifier.
    pub section: String,
    /// Jaccard similarity of the two, 0 to 1.
    pub similarity: f64,
    /// The share of the shorter one that stands in the other.
    pub containment: f64,
    /// Why that is no fault; `None` where it is one.
    pub reason: Option<&'static str>,
}

/// How many others are listed for a section.
pub const LIKES: usize = 20;

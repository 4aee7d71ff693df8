//! The languages that the detector knows, one row each, and the numbers that stand for them inside `detect`.

use std::sync::LazyLock;

use super::script::{self, Script};
use crate::language::Tag;

/// A language by its row in [`ROWS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(pub(super) u8);

impl Id {
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    pub(super) fn tag(self) -> Tag {
        TAGS.get(self.index()).copied().unwrap_or_default()
    }
}

/// How many languages are known.
pub(super) const COUNT: usize = ROWS.len();

use Script::{
    Arabic, Armenian, Bengali, Cyrillic, Devanagari, Ethiopic, Georgian, Greek, Gujarati, Gurmukhi, Han, Hangul,
    Hebrew, Kannada, Khmer, Lao, Latin, Malayalam, Myanmar, Oriya, Sinhala, Tamil, Telugu, Thaana, Thai,
};

/// Tag and script, sorted by tag. Serbian stands twice, once for each of its scripts. The model counts by these rows:
/// another order needs it trained anew.
#[rustfmt::skip]
const ROWS: &[(&str, Script)] = &[
    ("af", Latin), ("am", Ethiopic), ("an", Latin), ("ar", Arabic), ("as", Bengali), ("ast", Latin), ("az", Latin),
    ("ba", Cyrillic), ("be", Cyrillic), ("bg", Cyrillic), ("bn", Bengali), ("br", Latin), ("bs", Latin),
    ("ca", Latin), ("ceb", Latin), ("ckb", Arabic), ("co", Latin), ("cs", Latin), ("cv", Cyrillic), ("cy", Latin),
    ("da", Latin), ("de", Latin), ("dsb", Latin), ("dv", Thaana), ("el", Greek), ("en", Latin), ("eo", Latin),
    ("es", Latin), ("et", Latin), ("eu", Latin), ("fa", Arabic), ("fi", Latin), ("fo", Latin), ("fr", Latin),
    ("fy", Latin), ("ga", Latin), ("gd", Latin), ("gl", Latin), ("gu", Gujarati), ("ha", Latin), ("he", Hebrew),
    ("hi", Devanagari), ("hr", Latin), ("hsb", Latin), ("ht", Latin), ("hu", Latin), ("hy", Armenian), ("ia", Latin),
    ("id", Latin), ("ig", Latin), ("is", Latin), ("it", Latin), ("ja", Han), ("jv", Latin), ("ka", Georgian),
    ("kab", Latin), ("kk", Cyrillic), ("km", Khmer), ("kn", Kannada), ("ko", Hangul), ("ku", Latin), ("ky", Cyrillic),
    ("la", Latin), ("lb", Latin), ("lg", Latin), ("lo", Lao), ("lt", Latin), ("lv", Latin), ("mg", Latin),
    ("mi", Latin), ("mk", Cyrillic), ("ml", Malayalam), ("mn", Cyrillic), ("mr", Devanagari), ("ms", Latin),
    ("mt", Latin), ("my", Myanmar), ("nb", Latin), ("ne", Devanagari), ("nl", Latin), ("nn", Latin), ("nso", Latin),
    ("oc", Latin), ("or", Oriya), ("pa", Gurmukhi), ("pl", Latin), ("ps", Arabic), ("pt", Latin), ("rm", Latin),
    ("ro", Latin), ("ru", Cyrillic), ("rw", Latin), ("sah", Cyrillic), ("sc", Latin), ("se", Latin), ("si", Sinhala),
    ("sk", Latin), ("sl", Latin), ("sn", Latin), ("so", Latin), ("sq", Latin), ("sr", Cyrillic), ("sr", Latin),
    ("st", Latin), ("su", Latin), ("sv", Latin), ("sw", Latin), ("ta", Tamil), ("te", Telugu), ("tg", Cyrillic),
    ("th", Thai), ("tl", Latin), ("tn", Latin), ("tr", Latin), ("ts", Latin), ("tt", Cyrillic), ("ug", Arabic),
    ("uk", Cyrillic), ("ur", Arabic), ("uz", Latin), ("vi", Latin), ("xh", Latin), ("yo", Latin), ("zh", Han),
    ("zu", Latin),
];

/// Languages that write every noun with a capital.
pub(super) const NOUNS_WITH_CAPITALS: [&str; 2] = ["de", "lb"];

/// Languages that sites are seldom translated into: most have a larger relative in the same country, and a short text that
/// could be in either is in that. Chosen by hand.
#[rustfmt::skip]
pub(super) const SELDOM: &[&str] = &[
    "an", "as", "ast", "ba", "br", "ceb", "ckb", "co", "cv", "dsb", "dv", "fy", "gd", "ha", "hsb", "ht", "ia", "ig", "jv", "kab", "ku", "lb",
    "mg", "nso", "oc", "ps", "rm", "rw", "sah", "sc", "se", "su", "tg", "tt", "ug",
];
/// The tags of [`ROWS`], which are asked for many times a text.
static TAGS: [Tag; COUNT] = {
    let mut tags = [Tag::UND; COUNT];
    let mut row = 0;
    while row < COUNT {
        tags[row] = Tag::of(ROWS[row].0);
        row += 1;
    }
    tags
};

/// Gives all languages in order.
pub(super) fn all() -> impl Iterator<Item = Id> {
    (0..COUNT).map(|index| Id(index as u8))
}

/// No script has more languages than Latin, which has this many.
pub(super) const MOST_OF_A_SCRIPT: usize = {
    let (mut count, mut row) = (0, 0);
    while row < COUNT {
        if matches!(ROWS[row].1, Latin) {
            count += 1;
        }
        row += 1;
    }
    count
};

/// Gives the languages of a script, in order.
pub(super) fn of_script(script: Script) -> &'static [Id] {
    static IDS: LazyLock<Vec<Vec<Id>>> = LazyLock::new(|| {
        let mut ids = vec![Vec::new(); script::COUNT];
        for id in all() {
            if let Some(ids) = ids.get_mut(self::script(id) as usize) {
                ids.push(id);
            }
        }
        ids
    });
    IDS.get(script as usize).map_or(&[], Vec::as_slice)
}

/// Gives the script of a language; `Han` for Japanese too, whose kana `script` tells apart.
pub(super) fn script(id: Id) -> Script {
    ROWS.get(id.index()).map_or(Latin, |&(_, script)| script)
}

/// How much less likely a language is that sites are seldom translated into, in nats, before anything is read.
const SELDOM_PRIOR: f64 = -3.0;

/// Gives the log-probability of a language of which nothing is known yet, up to a constant.
pub(super) fn prior(id: Id) -> f64 {
    static PRIORS: LazyLock<Vec<f64>> = LazyLock::new(|| {
        let is_seldom = |id: Id| SELDOM.contains(&id.tag().as_str());
        all().map(|id| if is_seldom(id) { SELDOM_PRIOR } else { 0.0 }).collect()
    });
    PRIORS.get(id.index()).copied().unwrap_or_default()
}

/// Tells whether a language is known, in whatever script.
pub(super) fn knows(tag: Tag) -> bool {
    let tag = tag.language();
    all().any(|id| id.tag() == tag)
}

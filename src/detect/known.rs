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

use Script::{Arabic, Bengali, Cyrillic, Devanagari, Ethiopic, Greek, Han, Hangul, Hebrew, Latin};

/// Tag and script, sorted by tag. Serbian stands twice, once for each of its scripts.
#[rustfmt::skip]
const ROWS: &[(&str, Script)] = &[
    ("af", Latin), ("am", Ethiopic), ("ar", Arabic), ("az", Latin), ("be", Cyrillic), ("bg", Cyrillic), ("bn", Bengali),
    ("br", Latin), ("bs", Latin), ("ca", Latin), ("ckb", Arabic), ("cs", Latin), ("cy", Latin), ("da", Latin),
    ("de", Latin), ("el", Greek), ("en", Latin), ("eo", Latin), ("es", Latin), ("et", Latin), ("eu", Latin),
    ("fa", Arabic), ("fi", Latin), ("fo", Latin), ("fr", Latin), ("fy", Latin), ("ga", Latin), ("gd", Latin),
    ("gl", Latin), ("gu", Script::Gujarati), ("he", Hebrew), ("hi", Devanagari), ("hr", Latin), ("ht", Latin),
    ("hu", Latin), ("hy", Script::Armenian), ("id", Latin), ("is", Latin), ("it", Latin), ("ja", Han),
    ("ka", Script::Georgian), ("kk", Cyrillic), ("km", Script::Khmer), ("kn", Script::Kannada), ("ko", Hangul),
    ("ku", Latin), ("ky", Cyrillic), ("la", Latin), ("lb", Latin), ("lg", Latin), ("lo", Script::Lao), ("lt", Latin),
    ("lv", Latin), ("mi", Latin), ("mk", Cyrillic), ("ml", Script::Malayalam), ("mn", Cyrillic), ("mr", Devanagari),
    ("ms", Latin), ("mt", Latin), ("my", Script::Myanmar), ("nb", Latin), ("ne", Devanagari), ("nl", Latin),
    ("nn", Latin), ("oc", Latin), ("or", Script::Oriya), ("pa", Script::Gurmukhi), ("pl", Latin), ("ps", Arabic),
    ("pt", Latin), ("ro", Latin), ("ru", Cyrillic), ("si", Script::Sinhala), ("sk", Latin), ("sl", Latin),
    ("sn", Latin), ("so", Latin), ("sq", Latin), ("sr", Cyrillic), ("sr", Latin), ("st", Latin), ("sv", Latin), ("sw", Latin),
    ("ta", Script::Tamil), ("te", Script::Telugu), ("tg", Cyrillic), ("th", Script::Thai), ("tl", Latin), ("tn", Latin),
    ("tr", Latin), ("ts", Latin), ("uk", Cyrillic), ("ur", Arabic), ("uz", Latin), ("vi", Latin), ("xh", Latin),
    ("yo", Latin), ("zh", Han), ("zu", Latin),
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

/// No script has more languages: Latin has this many.
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

/// Gives the place of a language among those of its script.
pub(super) fn place(id: Id) -> usize {
    static PLACES: LazyLock<Vec<usize>> = LazyLock::new(|| {
        let place = |id| of_script(script(id)).iter().position(|&other| other == id).unwrap_or_default();
        all().map(place).collect()
    });
    PLACES.get(id.index()).copied().unwrap_or_default()
}

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

/// Finds a language by tag and script; script and region of the tag do not matter.
pub(super) fn find(tag: Tag, script: Script) -> Option<Id> {
    let tag = tag.language();
    all().find(|&id| self::script(id) == script && id.tag() == tag)
}

/// Tells whether a language is known, in whatever script.
pub(super) fn knows(tag: Tag) -> bool {
    let tag = tag.language();
    all().any(|id| id.tag() == tag)
}

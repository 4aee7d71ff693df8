//! The second opinion: `whatlang`, which ranks trigrams.
//!
//! Good on paragraphs, weak on short text, sure of itself on both, and ignorant of many small languages. So it is asked
//! only where words and letters leave a question open, among the languages still in question, and its word counts for little.

use std::sync::LazyLock;

use whatlang::{Detector, Lang};

use super::known::{self, Id};
use crate::language::Tag;

/// Gives the language of `text` among `among`, with `whatlang`'s own confidence, 0 to 1. `None` where it knows fewer than
/// two of them, or finds nothing to judge by.
pub(super) fn opinion(text: &str, among: &[Id]) -> Option<(Id, f64)> {
    let langs: Vec<Lang> = among.iter().filter_map(|&id| lang(id)).collect();
    if langs.len() < 2 {
        return None;
    }
    let info = Detector::with_allowlist(langs).detect(text)?;
    let winner = among.iter().copied().find(|&id| lang(id) == Some(info.lang()))?;
    Some((winner, info.confidence().clamp(0.0, 1.0)))
}

/// Tells whether `whatlang` knows the language.
pub(super) fn knows(id: Id) -> bool {
    lang(id).is_some()
}

fn lang(id: Id) -> Option<Lang> {
    static LANGS: LazyLock<Vec<Option<Lang>>> = LazyLock::new(|| {
        let tags: Vec<(Option<Tag>, Lang)> = Lang::all().iter().map(|&lang| (Tag::parse(lang.code()), lang)).collect();
        let by_tag = |id: Id| tags.iter().find(|(tag, _)| *tag == Some(id.tag())).map(|&(_, lang)| lang);
        known::all().map(by_tag).collect()
    });
    LANGS.get(id.index()).copied().flatten()
}

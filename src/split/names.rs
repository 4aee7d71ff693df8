//! Names of people: how they look, and who is known on a page.

use std::collections::HashSet;

use super::features::{Features, fold, is_unspaced, units};
use super::head::without_byline_words;
use crate::outline::{Hints, Outline};

/// A byline is no longer than this, in units: its words, a name or two, a date.
const LONGEST_BYLINE: f32 = 14.0;

/// A name is no longer than this, in units.
const LONGEST_NAME: f32 = 5.0;

/// So many lines before an article its author may be named, …
const HEAD_LINES: usize = 8;
/// … and so many below it be presented.
const TAIL_LINES: usize = 30;

/// Who is named as an author on a page.
#[derive(Debug, Default)]
pub(super) struct People {
    names: HashSet<String>,
}

impl People {
    /// Collects the authors that a page names to machines, in bylines, and in marks and links of authors.
    pub(super) fn of(outline: &Outline, features: &[Features]) -> Self {
        let site = outline.about.site_name.as_deref().map(fold).unwrap_or_default();
        let about = &outline.about;
        let mut names: HashSet<String> = about.authors.iter().chain(&about.people).map(|name| fold(name)).collect();
        for (line, here) in outline.lines().iter().zip(features) {
            for run in outline.runs(line).iter().filter(|run| run.hints.any(Hints::AUTHOR)) {
                let name = outline.run_text(run);
                if units(name) <= LONGEST_NAME {
                    names.insert(fold(leading(without_byline_words(name))));
                }
            }
            let text = outline.text(line);
            let byline = without_byline_words(text);
            if here.units <= LONGEST_BYLINE && byline.len() + 1 < text.len() {
                names.extend(leading_name(byline).map(fold));
            }
        }
        names.retain(|name| !name.is_empty() && *name != site);
        Self { names }
    }

    /// Adds who signs a page without markup: what stands near the start of the article (`body`) and is a personal name, or
    /// stands again after it.
    pub(super) fn add_signatures(&mut self, outline: &Outline, features: &[Features], body: std::ops::Range<usize>) {
        let text =
            |at: usize| outline.lines().get(at).map(|line| fold(leading(without_byline_words(outline.text(line)))));
        let is_label = |at: &usize| {
            features
                .get(*at)
                .is_some_and(|f| f.units <= LONGEST_NAME && f.units > 0.5 && f.date.is_none() && !f.is_sentence)
        };
        let names = (body.start.saturating_sub(HEAD_LINES)..=body.start)
            .filter(|&at| outline.lines().get(at).is_some_and(|line| is_personal_name(outline.text(line))));
        self.names.extend(names.filter_map(text));
        let near: HashSet<String> =
            (body.start.saturating_sub(HEAD_LINES)..=body.start).filter(is_label).filter_map(text).collect();
        let after = (body.end..features.len().min(body.end + TAIL_LINES)).filter(is_label).filter_map(text);
        let signatures: Vec<String> = after.filter(|name| near.contains(name)).collect();
        self.names.extend(signatures);
    }

    /// Tells whether a name is that of an author of the page.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.names.contains(&fold(name))
    }
}

/// What a text starts with, up to a bracket, bar, comma or colon.
fn leading(text: &str) -> &str {
    let end = text.find(['(', ',', '–', '—', '|', ':', '（', '、', '／', '/', '@']).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim()
}

/// Gives the personal name that a text starts with: two to four capitalised words, small particles between them allowed,
/// up to a bracket, comma or the end. In scripts without capitals, any words that are few enough.
pub(super) fn leading_name(text: &str) -> Option<&str> {
    let name = leading(text);
    (is_personal_name(name) || may_be_name(name)).then_some(name)
}

/// Tells whether a text is letters with nothing but what names have between them.
pub(super) fn is_letters(text: &str) -> bool {
    text.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '・' | '·' | '.' | '-' | '\'' | '’'))
}

/// In a script without capitals a name is told from other words by its length alone, so this is half an evidence.
fn may_be_name(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic());
    let has_case = text.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
    let length = letters.count();
    let is_short =
        if text.chars().any(is_unspaced) { (2..=8).contains(&length) } else { length >= 2 && units(text) <= 4.0 };
    !has_case && is_letters(text) && is_short
}

/// Tells whether a text speaks of somebody: it starts with the name or with one word of it, or nearly so.
pub(super) fn speaks_of(text: &str, name: &str) -> bool {
    /// Words before the name: an article, a post, a greeting.
    const REACH: usize = 4;
    if name.chars().any(is_unspaced) {
        let bare: String = name.chars().filter(|letter| letter.is_alphabetic()).collect();
        return text.chars().filter(|letter| letter.is_alphabetic()).collect::<String>().starts_with(&bare);
    }
    let words: Vec<&str> = name.split_whitespace().filter(|word| word.chars().count() > 2).collect();
    let is_word = |word: &str| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
        words.first() == Some(&bare) || words.last() == Some(&bare)
    };
    text.split_whitespace().take(REACH).any(is_word)
}

/// Tells whether a text looks like a personal name: two to four words, capitalised but for particles, letters only.
pub(super) fn is_personal_name(text: &str) -> bool {
    const PARTICLES: [&str; 19] = [
        "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "af", "av", "bin", "al",
        "el", "ten",
    ];
    let mut capitalised = 0;
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        let is_letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        let mut letters = word.chars();
        let first = letters.next();
        let has_lower = letters.clone().any(char::is_lowercase) || word.ends_with('.');
        if !is_letters || words > 5 {
            return false;
        }
        if first.is_some_and(char::is_uppercase) && has_lower {
            capitalised += 1;
        } else if !PARTICLES.contains(&word) {
            return false;
        }
    }
    (2..=4).contains(&capitalised) && units(text) >= 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_names_are_told_by_their_form() {
        for name in ["Julia Freeman", "Anne-Marie van der Berg", "Åse Ødegård", "Jean O’Neill", "J. K. Holm"] {
            assert!(is_personal_name(name), "{name}");
        }
        for other in ["Freeman", "julia freeman", "Top 10 Benefits", "VPN FAQ", "Om os", "Alt om den nye havn"] {
            assert!(!is_personal_name(other), "{other}");
        }
    }
}

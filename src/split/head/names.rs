//! Names in bylines: what is said around them, how several are parted, which parts are no names.

use super::super::features::{is_unspaced, units};
use super::super::names::is_personal_name;

/// A name is at most this long, in units.
const LONGEST_NAME: f32 = 6.0;

/// Most names read from one text; more is a list of members.
const MOST_NAMES: usize = 32;

/// What stands in brackets after a name and is no longer than this is the author's sign, in characters.
const LONGEST_SIGN: usize = 5;

/// Words before a name in a byline, in lower case. Hints only: a byline is told by markup and form where they are silent.
const BYLINE_WORDS: &[&str] = &[
    "by",
    "written",
    "posted",
    "author",
    "authors",
    "words",
    "text",
    "story",
    "contributor",
    "contributors",
    "reported",
    "af",
    "skrevet",
    "forfatter",
    "tekst",
    "av",
    "skriven",
    "skribent",
    "författare",
    "von",
    "geschrieben",
    "autor",
    "autorin",
    "verfasst",
    "ein",
    "door",
    "geschreven",
    "auteur",
    "tekstas",
    "autorius",
    "par",
    "écrit",
    "por",
    "escrito",
    "autora",
    "autores",
    "di",
    "scritto",
    "autore",
    "przez",
    "napisał",
    "napisała",
    "kirjoittanut",
    "kirjoittaja",
    "teksti",
    "autoři",
    "napsal",
    "napsala",
    "írta",
    "szerző",
    "de",
    "scris",
    "yazan",
    "yazar",
    "oleh",
    "penulis",
    "bởi",
    "tác",
    "giả",
    "viết",
    "автор",
    "авторы",
    "текст",
    "συντάκτης",
    "του",
    "της",
    "بقلم",
    "كتب",
    "كتبت",
    "نویسنده",
    "מאת",
    "लेखक",
    "द्वारा",
    "文",
    "作者",
    "撰文",
    "記者",
    "记者",
    "責任編集",
    "責編",
    "责编",
    "责任编辑",
    "編輯",
    "取材",
    "著者",
    "執筆",
    "ライター",
    "글",
    "기자",
    "작성자",
    "ผู้เขียน",
    "โดย",
];

/// Signs that part a word of a byline from the name after it.
fn is_label_end(character: char) -> bool {
    matches!(character, ' ' | ':' | '：' | '/' | '／' | '\u{a0}' | '=' | '＝')
}

/// Gives a byline without the words that say it is one.
pub(in crate::split) fn without_byline_words(text: &str) -> &str {
    let mut rest = text.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
    for _ in 0..4 {
        let Some(end) = rest.find(is_label_end) else { break };
        let (first, after) = rest.split_at(end);
        if !is_byline_word(first) {
            break;
        }
        rest = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    rest.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')'))
}

/// Tells whether a text is nothing but words that announce a name.
pub(super) fn is_byline_label(text: &str) -> bool {
    let mut words = text.split(is_label_end).filter(|word| word.chars().any(char::is_alphanumeric)).peekable();
    words.peek().is_some() && words.all(is_byline_word)
}

/// Words of a label that announces another role than the author's are no more than this.
const LONGEST_ROLE: usize = 4;

/// Tells whether a text announces a name that is not the author's ("Edited by"): it ends like the word of a byline and
/// starts otherwise.
pub(super) fn is_other_role(text: &str) -> bool {
    let words: Vec<&str> = text.split(is_label_end).filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    (2..=LONGEST_ROLE).contains(&words.len())
        && words.last().is_some_and(|word| is_byline_word(word))
        && !words.first().is_some_and(|word| is_byline_word(word))
}

fn is_byline_word(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    BYLINE_WORDS.contains(&word.as_str())
}

/// Tells whether a text has the form of a personal name, a surname in capitals allowed.
pub(super) fn is_name(text: &str) -> bool {
    if is_personal_name(text) {
        return true;
    }
    let mut has_lower = false;
    let calmed: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            has_lower |= word.chars().skip(1).any(char::is_lowercase);
            let is_shouted =
                word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '\'' | '’'));
            let first = word.chars().next().into_iter();
            let rest = word.chars().skip(1).flat_map(char::to_lowercase);
            if is_shouted { first.chain(rest).collect() } else { word.to_owned() }
        })
        .collect();
    has_lower && is_personal_name(&calmed.join(" "))
}

/// Tells whether a text is in a script whose letters have no case, so that its form cannot tell a name.
pub(super) fn is_caseless(text: &str) -> bool {
    !text.chars().any(|c| c.is_lowercase() || c.is_uppercase())
}

/// Gives the names in a text that is thought to hold nothing but names, in its order.
pub(super) fn names(text: &str) -> Vec<String> {
    let text = without_brackets(text);
    let mut names: Vec<String> = Vec::new();
    for part in text.split([',', ';', '|', '、', '，', '；', '•', '·', '\n']).flat_map(|part| part.split(" / ")) {
        let part = without_byline_words(part);
        let spelt: String = part.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_list = spelt.contains('/') && spelt.split('/').all(is_name);
        let parts = spelt.split(|c| is_list && c == '/').flat_map(around_conjunctions);
        for name in parts {
            if names.len() >= MOST_NAMES {
                return names;
            }
            let is_address = name.contains(['@', '#', ':', '!', '?']);
            let letters = name.chars().filter(|c| c.is_alphabetic()).count();
            let numbers = name.chars().filter(|c| c.is_numeric()).count();
            let is_word = letters > numbers || letters > 0 && name.starts_with(char::is_alphabetic);
            if is_word && !is_address && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    // Beside names, what is long or has ordinary words says what the people do.
    if names.len() > 1 && names.iter().any(|name| is_name(name)) {
        names.retain(|name| is_name(name) || !is_description(name));
    }
    names.retain(|name| units(name) <= LONGEST_NAME);
    names
}

fn is_description(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let ordinary = text.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_lowercase)).count();
    words > 1 && ordinary > 0
}

/// Takes out signs and addresses in brackets; opens brackets around the whole.
fn without_brackets(text: &str) -> String {
    let whole = text.trim();
    for (open, close) in [('(', ')'), ('（', '）'), ('[', ']')] {
        if let Some(inside) = whole.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
            return inside.to_owned();
        }
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(['(', '（']) {
        let Some(length) = rest.get(start..).and_then(|after| after.find([')', '）'])) else { break };
        let (before, after) = rest.split_at(start);
        let end = after.chars().next().map_or(0, char::len_utf8);
        let inside = after.get(end..length).unwrap_or_default();
        kept.push_str(before);
        let close = after.get(length..).and_then(|close| close.chars().next()).map_or(1, char::len_utf8);
        if inside.chars().count() > LONGEST_SIGN && !inside.contains(['.', ':', '@', '/']) {
            kept.push_str(after.get(..length + close).unwrap_or_default());
        }
        rest = after.get(length + close..).unwrap_or_default();
    }
    kept.push_str(rest);
    kept
}

/// A word between two names is no longer than this where it joins them, in characters.
const LONGEST_CONJUNCTION: usize = 4;

/// Names joined by conjunctions have at most this many words together.
const LONGEST_LIST: usize = 32;

/// Parts names at the short ordinary word between them ("and", "und", "og", "и"), told by its place: there is a whole name
/// on either side of it.
fn around_conjunctions(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() > LONGEST_LIST {
        return vec![text.to_owned()];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, word) in words.iter().enumerate() {
        let is_joint = *word == "&"
            || word.chars().count() <= LONGEST_CONJUNCTION && word.chars().all(char::is_lowercase) && !word.is_empty();
        let (Some(before), Some(after)) = (words.get(start..at), words.get(at + 1..)) else { continue };
        if !is_joint || before.len() < 2 || after.len() < 2 {
            continue;
        }
        let first = after.iter().take(2).copied().collect::<Vec<_>>().join(" ");
        if is_name(&before.join(" ")) && is_name(&first) && !is_name(text) {
            parts.push(before.join(" "));
            start = at + 1;
        }
    }
    parts.extend(words.get(start..).map(|rest| rest.join(" ")).filter(|rest| !rest.is_empty()));
    parts
}

/// Parts of addresses under which sites keep the pages of their authors.
const AUTHOR_PATHS: &[&str] = &[
    "author",
    "authors",
    "autor",
    "autoren",
    "autores",
    "auteur",
    "auteurs",
    "autore",
    "autori",
    "autoriai",
    "byline",
    "columnist",
    "contributor",
    "contributors",
    "forfatter",
    "journalist",
    "journalista",
    "journalisten",
    "journalister",
    "member",
    "members",
    "people",
    "person",
    "profile",
    "profiles",
    "redakteur",
    "redaktion",
    "reporter",
    "reporters",
    "signataires",
    "skribent",
    "staff",
    "team",
    "user",
    "users",
    "writer",
    "writers",
    "yazar",
    "yazarlar",
];

/// Tells whether an address is that of an author's page, or a letter to somebody.
pub(super) fn leads_to_author(address: &str) -> bool {
    if address.starts_with("mailto:") {
        return true;
    }
    let path = address.split_once("://").map_or(address, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let segments = path.split(['/', '?', '=', '&', '.']);
    segments.map(str::to_ascii_lowercase).any(|segment| AUTHOR_PATHS.contains(&segment.as_str()))
}

/// Folds a name so that a site's name, its domain and its abbreviation compare: letters and digits, no spaces.
pub(super) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The least letters that a shared start of two names must have to mean the same site.
const SITE_LETTERS: usize = 3;

/// Tells whether a name is that of a site, given all names that the site goes by, squeezed.
pub(super) fn is_site(name: &str, sites: &[String]) -> bool {
    let name = squeeze(name);
    let enough = |text: &str| text.chars().count() >= if text.chars().any(is_unspaced) { 2 } else { SITE_LETTERS };
    sites.iter().any(|site| {
        *site == name || enough(&name) && site.starts_with(&name) || enough(site) && name.starts_with(site.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_bylines_are_taken_off() {
        for (byline, name) in [
            ("By Ane Dahl", "Ane Dahl"),
            ("Written by: Ane Dahl", "Ane Dahl"),
            ("文／山田太郎", "山田太郎"),
            ("责编：王明、李红", "王明、李红"),
            ("Автор: Анна Дал", "Анна Дал"),
            ("Byron Dahl", "Byron Dahl"),
        ] {
            assert_eq!(without_byline_words(byline), name);
        }
        assert!(
            is_byline_label("Von:") && is_byline_label("Posted by") && !is_byline_label("Ane") && !is_byline_label("–")
        );
    }

    #[test]
    fn other_roles_are_told_from_authors() {
        assert!(is_other_role("Edited by") && is_other_role("Redigeret af:") && is_other_role("Fact-checked by"));
        assert!(!is_other_role("Written by") && !is_other_role("By") && !is_other_role("Ane Dahl"));
    }

    #[test]
    fn several_names_are_parted() {
        for (text, expected) in [
            ("Ane Dahl und Bo Lind, Nairobi", vec!["Ane Dahl", "Bo Lind", "Nairobi"]),
            ("Ane Dahl (ad), Bo Lind (bli.)", vec!["Ane Dahl", "Bo Lind"]),
            ("ada/bli;cem", vec!["ada/bli", "cem"]),
            ("Ane Dahl, professor ved universitetet", vec!["Ane Dahl"]),
            ("Maria de Jesus", vec!["Maria de Jesus"]),
            ("Ana Maria dos Santos Silva", vec!["Ana Maria dos Santos Silva"]),
            ("105092", vec![]),
            ("(Image: Some Agency/RF)", vec![]),
            ("Ane Dahl/Bo Lind", vec!["Ane Dahl", "Bo Lind"]),
            ("Avis24 Redaktion", vec!["Avis24 Redaktion"]),
            ("王明、李红", vec!["王明", "李红"]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn names_may_shout_a_surname() {
        assert!(is_name("Ane DAHL") && is_name("Ane Dahl") && !is_name("LOCAL NEWS") && !is_name("ane dahl"));
    }

    #[test]
    fn addresses_of_authors_are_told_by_their_path() {
        assert!(leads_to_author("https://x.test/author/ane/") && leads_to_author("/blog?author=Ane"));
        assert!(!leads_to_author("https://author.test/news/storm") && !leads_to_author("/news/team-wins"));
    }

    #[test]
    fn a_site_goes_by_several_names() {
        let sites = [squeeze("dagen.test"), squeeze("Dagens Avis")];
        assert!(is_site("Dagen", &sites) && is_site("Dagens Avis redaktion", &sites) && !is_site("Dag Lind", &sites));
    }
}

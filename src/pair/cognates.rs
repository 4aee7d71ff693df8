//! Beginnings of words as they sound, for cognates: `component`, `Komponente`, `компонент`. Words of one origin share their
//! first four letters (Simard, Foster and Isabelle 1992); letters are folded so that alphabets and spellings meet.

use unicode_normalization::UnicodeNormalization as _;

/// How many letters of a word count.
const LETTERS: usize = 4;

/// Calls `each` with a hash for every word that is long enough, or is an abbreviation or a number in letters.
pub(super) fn each(text: &str, mut each: impl FnMut(u32)) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_short_name = word.len() < LETTERS
            && word.len() > 1
            && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        let mut key = [0_u8; LETTERS];
        let mut length = 0;
        let mut letters = 0;
        let mut push = |byte: u8| {
            if let Some(slot) = key.get_mut(length) {
                *slot = byte;
                length += 1;
            }
        };
        let mut take = |c: char| {
            letters += 1;
            match sound(c) {
                Some(byte) => push(byte),
                None => return c.is_alphanumeric() && c.is_ascii() || is_mark(c),
            }
            true
        };
        let is_read = if word.is_ascii() { word.chars().all(&mut take) } else { word.nfd().all(&mut take) };
        if is_read && (length == LETTERS && letters >= LETTERS || is_short_name) {
            let value = u32::from_le_bytes(key);
            each(value);
        }
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || matches!(c, 'ь' | 'Ь' | 'ъ' | 'Ъ' | 'ß' | '\'')
}

/// Gives the sound of a letter as a Latin letter; `None` for one that has none, and for letters of other scripts.
fn sound(c: char) -> Option<u8> {
    let lower = c.to_lowercase().next().unwrap_or(c);
    let sound = match lower {
        'c' | 'q' | 'к' | 'х' | 'κ' | 'χ' => 'k',
        'w' | 'в' => 'v',
        'y' | 'j' | 'и' | 'і' | 'ы' | 'й' | 'ι' | 'υ' | 'η' | 'ı' => 'i',
        'z' | 'с' | 'з' | 'ц' | 'ш' | 'щ' | 'ж' | 'ч' | 'σ' | 'ς' | 'ζ' => 's',
        'h' => return None,
        'a'..='z' | '0'..='9' => lower,
        'а' | 'я' | 'α' | 'æ' => 'a',
        'б' | 'β' => 'b',
        'г' | 'ґ' | 'γ' => 'g',
        'д' | 'δ' | 'ð' => 'd',
        'е' | 'є' | 'э' | 'ε' => 'e',
        'л' | 'λ' | 'ł' => 'l',
        'м' | 'μ' => 'm',
        'н' | 'ν' => 'n',
        'о' | 'ο' | 'ω' | 'ø' => 'o',
        'п' | 'π' => 'p',
        'р' | 'ρ' => 'r',
        'т' | 'τ' | 'þ' => 't',
        'у' | 'ю' => 'u',
        'ф' | 'φ' => 'f',
        _ => return None,
    };
    u8::try_from(sound).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<u32> {
        let mut keys = Vec::new();
        each(text, |key| keys.push(key));
        keys
    }

    #[test]
    fn words_of_one_origin_meet() {
        for (a, b) in [("component", "Komponente"), ("component", "компонент"), ("café", "Cafe"), ("photo", "poto")]
        {
            assert_eq!(keys(a), keys(b), "{a} {b}");
        }
        assert_ne!(keys("state"), keys("Zustand"));
        assert!(keys("the of 日本語 نص").is_empty());
        assert_eq!(keys("API").len(), 1);
    }
}

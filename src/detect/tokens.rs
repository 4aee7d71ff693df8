//! The ordinary words of a text: names, numbers, addresses, code and the like are taken out, because they stand
//! unchanged in texts of any language and are evidence for none.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use super::script::Script;

/// How many bytes of text are looked at. Beyond, more text does not change a decision (measured on paragraphs).
const ENOUGH_BYTES: usize = 4000;
/// How many characters tell whether a text is set in capitals.
const ENOUGH_FOR_CAPITALS: usize = 1000;

/// An abbreviation in capitals is shorter than this, a heading of one word seldom is.
const HEADING_LETTERS: usize = 6;

/// A line that starts small is a command when one chunk in so many is an option …
const COMMAND_CHUNKS: usize = 6;
/// … and code when one in so many is no word.
const CODE_CHUNKS: usize = 3;

/// A word that may be evidence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word<'a> {
    /// In lower case.
    pub(super) text: Cow<'a, str>,
    /// Its script; the first letter decides.
    pub(super) script: Script,
    /// How it stands in the text.
    pub(super) look: Look,
}

/// What the looks of a word say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// In small letters, or in a script that has no others.
    Small,
    /// With a capital at the start of a sentence or line, where any word has one.
    Opening,
    /// With a capital inside a sentence: a name, a German noun, or a word of a title in capitals.
    Capital,
}

/// A text in words.
#[derive(Debug, Default)]
pub(super) struct Tokens<'a> {
    pub(super) words: Vec<Word<'a>>,
    /// How many chunks between blanks there are …
    chunks: usize,
    /// … how many of them are numbers or marks alone …
    bare: usize,
    /// … how many are addresses, file names, variables and the like …
    technical: usize,
    /// … and how many of those look like an option of a command: `--all`, `[-v]`.
    options: usize,
}

impl Tokens<'_> {
    /// Tells a line of code or a command: it starts small, and much of it is no word.
    pub(super) fn is_code(&self) -> bool {
        let starts_small =
            self.words.first().is_some_and(|word| word.look == Look::Small && word.script == Script::Latin);
        let is_command = self.options > 0 && self.options * COMMAND_CHUNKS >= self.chunks;
        starts_small && (is_command || self.technical * CODE_CHUNKS >= self.chunks && self.technical > 0)
    }

    /// Tells whether a number, an address or the like stands beside the words.
    pub(super) fn has_numbers(&self) -> bool {
        self.bare + self.technical > 0
    }
}

/// Cuts `text` into words and leaves out what is no ordinary word. At most [`ENOUGH_BYTES`] bytes are read.
pub(super) fn read(text: &str) -> Tokens<'_> {
    let is_shouted = is_shouted(text);
    let mut tokens = Tokens { words: Vec::with_capacity(text.len().min(ENOUGH_BYTES) / 5 + 1), ..Tokens::default() };
    let words = &mut tokens.words;
    let mut opens = true;
    let mut left = ENOUGH_BYTES;
    for chunk in text.split_whitespace() {
        if left == 0 {
            break;
        }
        left = left.saturating_sub(chunk.len());
        tokens.chunks += 1;
        if let Some(word) = plain(chunk) {
            words.push(Word { text: lower(word), script: Script::Latin, look: look(word, is_shouted, opens) });
            opens = ends_sentence(chunk);
            continue;
        }
        for piece in pieces(chunk) {
            let Some(first) = piece.chars().find_map(Script::of) else {
                opens |= ends_sentence(piece);
                tokens.bare += usize::from(piece.chars().any(is_number));
                continue;
            };
            if first.is_unspaced() {
                let letters: String = piece.chars().take(ENOUGH_BYTES).filter(|&c| is_letter(c)).collect();
                words.push(Word { text: letters.into(), script: first, look: Look::Small });
                opens = false;
            } else {
                match read_piece(piece, first, is_shouted, opens, words) {
                    Piece::Words => {}
                    Piece::Technical => tokens.technical += 1,
                    Piece::Option => {
                        tokens.technical += 1;
                        tokens.options += 1;
                    }
                }
                opens = ends_sentence(piece);
            }
        }
    }
    tokens
}

/// Cuts `text` into words, whatever it is.
#[cfg(test)]
fn words(text: &str) -> Vec<Word<'_>> {
    read(text).words
}

/// Parts a chunk where a script without blanks meets something else: `使用React的` are three pieces.
fn pieces(chunk: &str) -> impl Iterator<Item = &str> {
    let mut rest = chunk;
    std::iter::from_fn(move || {
        let is_unspaced = |c: char| Script::of(c).is_some_and(Script::is_unspaced);
        let first = rest.chars().next().map(is_unspaced)?;
        let end = rest.char_indices().find(|&(_, c)| is_unspaced(c) != first).map_or(rest.len(), |(at, _)| at);
        let (piece, tail) = rest.split_at(end);
        rest = tail;
        Some(piece)
    })
}

/// What a piece of text turned out to be.
enum Piece {
    Words,
    Technical,
    Option,
}

/// Adds the words of one piece of a script with blanks.
fn read_piece<'a>(chunk: &'a str, script: Script, is_shouted: bool, opens: bool, words: &mut Vec<Word<'a>>) -> Piece {
    let core = chunk.trim_matches(|c: char| !is_letter(c) && !is_number(c));
    if is_technical(chunk, core) {
        return if chunk.trim_start_matches('[').starts_with('-') { Piece::Option } else { Piece::Technical };
    }
    if !is_shouted && script.has_capitals() && is_name_like(core) {
        return Piece::Words;
    }
    let mut opens = opens;
    for part in core.split(|c: char| !is_letter(c)).filter(|part| !part.is_empty()) {
        let Some(script) = part.chars().find_map(Script::of) else { continue };
        words.push(Word { text: lower(part), script, look: look(part, is_shouted, opens) });
        opens = false;
    }
    Piece::Words
}

fn look(word: &str, is_shouted: bool, opens: bool) -> Look {
    // English writes "I" with a capital wherever it stands.
    let has_capital = word.chars().next().is_some_and(char::is_uppercase) && !is_shouted && word != "I";
    match (has_capital, opens) {
        (false, _) => Look::Small,
        (true, true) => Look::Opening,
        (true, false) => Look::Capital,
    }
}

/// Tells a chunk that is an ASCII word and perhaps one mark behind it, with no capital but the first letter: most chunks
/// of most pages. Gives the word.
fn plain(chunk: &str) -> Option<&str> {
    let word = chunk.strip_suffix(['.', ',', ':', ';', '!', '?']).unwrap_or(chunk);
    let (first, rest) = word.as_bytes().split_first()?;
    (first.is_ascii_alphabetic() && rest.iter().all(u8::is_ascii_lowercase)).then_some(word)
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().any(|c| !c.is_ascii_lowercase() && c.is_uppercase()) {
        word.to_lowercase().into()
    } else {
        Cow::Borrowed(word)
    }
}

/// Tells letters and the marks on them; variation selectors are no marks of a language.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    // The blocks of the scripts are at hand, the tables of Unicode are not.
    Script::of(c).is_some() || c.is_alphabetic() || is_combining_mark(c) && !('\u{FE00}'..='\u{FE0F}').contains(&c)
}

/// Tells numbers of all kinds.
fn is_number(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { Script::of(c).is_none() && c.is_numeric() }
}

/// Tells whether a new sentence may start after `chunk`.
fn ends_sentence(chunk: &str) -> bool {
    if chunk.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let tail = chunk.trim_end_matches(['"', '\'', '”', '“', '’', '»', '«', ')', ']', '*', '_']);
    tail.ends_with(['.', '!', '?', ':', '…', '|', '•', '·', '–', '—', '؟', '।'])
        || matches!(chunk, "-" | "*" | "/" | "+")
}

/// Tells addresses, file names, options, code and whatever has digits in it.
fn is_technical(chunk: &str, core: &str) -> bool {
    let is_odd = |c: char| {
        is_number(c)
            || matches!(
                c,
                '@' | '/'
                    | '\\'
                    | '_'
                    | '='
                    | '<'
                    | '>'
                    | '{'
                    | '}'
                    | '['
                    | ']'
                    | '#'
                    | '$'
                    | '`'
                    | '~'
                    | '^'
                    | '%'
                    | '&'
                    | '+'
            )
    };
    core.chars().any(is_odd)
        || core.contains(':') && core.contains("::")
        || core.contains('(') && core.contains("()")
        || has_inner_dot(core)
        || chunk.starts_with("--")
        || chunk.starts_with(['$', '`', '@', '#', '{', '<', '%', '&'])
        || chunk.starts_with('-') && core.chars().count() == 1
        || chunk.starts_with('.') && !chunk.starts_with("..")
        || chunk.ends_with("()")
}

/// Tells `file.txt` and `example.org`, but not a full stop without a blank behind it, which a capital follows.
fn has_inner_dot(core: &str) -> bool {
    let mut before = None;
    let mut characters = core.chars().peekable();
    while let Some(c) = characters.next() {
        let is_dot = c == '.' && before.is_some_and(char::is_alphabetic);
        if is_dot && characters.peek().is_some_and(|next| next.is_alphanumeric() && !next.is_uppercase()) {
            return true;
        }
        before = Some(c);
    }
    false
}

/// Tells `JSON`, `GmbH`, `JavaScript`: two capitals or more, or one behind a small letter. A single letter is no name, and
/// neither is a long word in capitals throughout (`PREÁMBULO`): a heading. Irish and isiZulu write capitals behind a small
/// prefix (`hÉireann`, `isiZulu`); losing these words does no harm.
fn is_name_like(core: &str) -> bool {
    let is_heading = |part: &str| part.chars().count() >= HEADING_LETTERS && part.chars().all(char::is_uppercase);
    let has_inner_capital = |part: &str| part.chars().skip(1).any(char::is_uppercase);
    core.split(|c: char| !is_letter(c)).any(|part| has_inner_capital(part) && !is_heading(part))
}

/// Tells a text that is set in capitals throughout, where capitals mean nothing: at least three words, four letters in
/// five capital.
fn is_shouted(text: &str) -> bool {
    let (mut upper, mut lower) = (0usize, 0usize);
    let mut rest = text.len().min(ENOUGH_FOR_CAPITALS);
    for c in text.chars().take(ENOUGH_FOR_CAPITALS) {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
        rest = rest.saturating_sub(1);
        if upper + rest <= 4 * lower {
            return false;
        }
    }
    upper > 4 * lower && text.split_whitespace().filter(|chunk| chunk.chars().any(char::is_alphabetic)).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().filter(|word| word.look != Look::Capital).map(|word| word.text.into_owned()).collect()
    }

    #[test]
    fn names_numbers_addresses_and_code_are_no_words() {
        assert_eq!(
            texts("Send din CV til job@firma.dk eller ring på +45 12345678"),
            ["send", "din", "til", "eller", "ring", "på"]
        );
        assert_eq!(
            texts("læs config.toml, se https://example.org/da og kør --help nu"),
            ["læs", "se", "og", "kør", "nu"]
        );
        assert_eq!(texts("Vi bruger JavaScript, JSON og iOS hos Novo Nordisk"), ["vi", "bruger", "og", "hos"]);
        assert!(texts("404 – 12.03.2024 / v1.2").is_empty());
    }

    #[test]
    fn shouting_is_read_like_any_text() {
        assert_eq!(texts("BESTIL DIN TID HER"), ["bestil", "din", "tid", "her"]);
    }

    #[test]
    fn scripts_without_blanks_are_parted_from_names_inside_them() {
        assert_eq!(texts("使用React的方法"), ["使用", "的方法"]);
    }

    #[test]
    fn apostrophes_part_words() {
        assert_eq!(texts("l'eau d’une source"), ["l", "eau", "d", "une", "source"]);
    }
}

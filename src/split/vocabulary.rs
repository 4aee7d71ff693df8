//! The few words that the splitter knows: how people greet a reader and say their name. Hints only, in the languages of
//! the sites that have such pages; a profile is found by its structure where they are silent.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Words that open a greeting.
const GREETINGS: &[&str] = &[
    "hello",
    "hi",
    "hey",
    "welcome",
    "hej",
    "hejsa",
    "hallå",
    "hei",
    "velkommen",
    "välkommen",
    "hallo",
    "guten",
    "grüß",
    "moin",
    "willkommen",
    "servus",
    "hoi",
    "dag",
    "welkom",
    "goedendag",
    "bonjour",
    "salut",
    "bienvenue",
    "coucou",
    "hola",
    "bienvenidos",
    "buenas",
    "ciao",
    "salve",
    "buongiorno",
    "benvenuti",
    "olá",
    "oi",
    "bem-vindo",
    "bem-vindos",
    "cześć",
    "witam",
    "witaj",
    "dzień",
    "moi",
    "terve",
    "tervetuloa",
    "ahoj",
    "dobrý",
    "szia",
    "sziasztok",
    "üdvözlöm",
    "bună",
    "salutare",
    "merhaba",
    "selam",
    "привет",
    "здравствуйте",
    "привіт",
    "вітаю",
    "здравей",
    "γεια",
    "halo",
    "xin",
    "tere",
    "sveiki",
    "labas",
    "bok",
    "pozdrav",
    "zdravo",
    "živjo",
    "hæ",
    "halló",
    "مرحبا",
    "שלום",
    "नमस्ते",
    "こんにちは",
    "はじめまして",
    "안녕하세요",
    "你好",
    "您好",
    "大家好",
    "สวัสดี",
];

/// Words with which somebody says who they are, lower case.
const INTRODUCTIONS: &[&str] = &[
    "i'm",
    "i am",
    "my name is",
    "jeg er",
    "jeg hedder",
    "jeg heter",
    "mit navn er",
    "mitt navn er",
    "navnet mitt er",
    "jag är",
    "jag heter",
    "mitt namn är",
    "ich bin",
    "ich heiße",
    "ich heisse",
    "mein name ist",
    "ik ben",
    "mijn naam is",
    "ik heet",
    "je suis",
    "je m'appelle",
    "mon nom est",
    "moi c'est",
    "soy",
    "me llamo",
    "mi nombre es",
    "sono",
    "mi chiamo",
    "il mio nome è",
    "sou",
    "eu sou",
    "chamo-me",
    "me chamo",
    "meu nome é",
    "o meu nome é",
    "jestem",
    "nazywam się",
    "mam na imię",
    "olen",
    "nimeni on",
    "jmenuji se",
    "jsem",
    "vagyok",
    "a nevem",
    "sunt",
    "mă numesc",
    "numele meu",
    "ben",
    "adım",
    "benim adım",
    "меня зовут",
    "я",
    "мене звати",
    "казвам се",
    "με λένε",
    "είμαι",
    "nama saya",
    "tôi là",
    "tên tôi",
    "minu nimi on",
    "mani sauc",
    "mano vardas",
    "zovem se",
    "ime mi je",
    "ég heiti",
    "ég er",
    "اسمي",
    "أنا",
    "שמי",
    "אני",
    "मेरा नाम",
    "मैं",
    "と申します",
    "です",
    "입니다",
    "我是",
    "我叫",
    "ฉันชื่อ",
    "ผมชื่อ",
];

/// Tells whether a line opens with a greeting.
pub(super) fn is_greeting(text: &str) -> bool {
    let first = text
        .split([' ', ',', '!', '、', '，', '！', '。', '.'])
        .find(|word| !word.is_empty())
        .unwrap_or_default()
        .to_lowercase();
    GREETINGS.contains(&first.as_str())
}

/// Tells whether somebody says in a line who they are.
pub(super) fn is_self_introduction(text: &str) -> bool {
    let lower = format!(" {} ", text.to_lowercase().replace('’', "'").replace([',', '!', '.'], " "));
    SOUGHT.iter().any(|finder| finder.find(lower.as_bytes()).is_some())
}

/// [`INTRODUCTIONS`], with a blank on both sides where the script has blanks.
static SOUGHT: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    let sought = INTRODUCTIONS.iter().map(|words| {
        if words.is_ascii()
            || words.contains(' ')
            || words.chars().all(char::is_alphabetic) && !words.chars().any(super::features::is_unspaced)
        {
            format!(" {words} ")
        } else {
            (*words).to_owned()
        }
    });
    sought.map(|words| Finder::new(words.as_bytes()).into_owned()).collect()
});

/// Gives the name that somebody introduces themselves with: the capitalised words right after the introduction.
pub(super) fn introduced_name(text: &str) -> Option<&str> {
    let mut words: Vec<&str> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for word in text.split_whitespace() {
        at += text.get(at..)?.find(word)?;
        words.push(word);
        starts.push(at);
        at += word.len();
    }
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    let lower: Vec<String> = words.iter().map(|word| bare(word)).collect();
    let after = INTRODUCTIONS.iter().filter_map(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        lower.windows(phrase.len()).position(|window| window == phrase.as_slice()).map(|at| at + phrase.len())
    });
    let start = after.max()?;
    let is_capitalised = |word: &&&str| word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
    let mut count = 0;
    for word in words.get(start..)?.iter().take_while(is_capitalised) {
        count += 1;
        if word.ends_with([',', '!', '.', '?', ';', ':']) {
            break;
        }
    }
    let from = *starts.get(start)?;
    let last = start + usize::checked_sub(count, 1)?;
    let to = starts.get(last)? + words.get(last)?.len();
    Some(text.get(from..to)?.trim_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greetings_and_introductions_in_several_languages() {
        for text in [
            "Hello, I'm Julia Freeman!",
            "Hej! Jeg hedder Karen",
            "Hola, soy Pilar",
            "こんにちは、田中です",
            "Cześć, jestem Ewa",
        ] {
            assert!(is_greeting(text) && is_self_introduction(text), "{text}");
        }
        assert_eq!(introduced_name("Hello, I’m Julia Freeman!"), Some("Julia Freeman"));
        assert_eq!(introduced_name("Hallo, ich bin Karl Meier, Ihr Berater"), Some("Karl Meier"));
        assert_eq!(introduced_name("Hej! Jeg hedder Karen"), Some("Karen"));
        assert_eq!(introduced_name("Velkommen til os"), None);
        assert!(!is_greeting("Highway to nowhere") && !is_self_introduction("Personal growth"));
    }
}

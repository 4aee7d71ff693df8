//! Untrusted text, made harmless for the place it goes to: a terminal, a spreadsheet, a Markdown comment, a script element, a build log,
//! XML.
//!
//! JSON for programs needs none of this: its own escaping is enough. The HTML report is escaped by its template; the data in it by
//! [`script_data`].

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// Shows text to a person: control characters, escape sequences, line breaks and characters that change the direction of
/// the line become visible pictures, so that input text can neither steer a terminal nor look like our own lines.
pub fn visible(text: &str) -> Visible<'_> {
    Visible(text)
}

/// Text whose [`Display`](fmt::Display) holds no control character; made by [`visible`].
#[derive(Clone, Copy, Debug)]
pub struct Visible<'a>(&'a str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(character) = rest.chars().next() {
            f.write_char(picture(character))?;
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
            if character == '#' && BUILD_COMMANDS.iter().any(|command| rest.starts_with(command)) {
                f.write_char(WORD_JOINER)?;
            }
        }
        Ok(())
    }
}

/// What follows the first `#` of a command that build servers look for anywhere in a line of their log: `##[error]` of
/// GitHub Actions, `##vso[task.setvariable]` of Azure Pipelines, `##teamcity[…]`.
const BUILD_COMMANDS: [&str; 3] = ["#[", "#vso[", "#teamcity["];

/// Parts two characters unseen.
const WORD_JOINER: char = '\u{2060}';

/// Gives a character that shows `character` where it would not show itself.
/// C0 controls and DEL have pictures in Unicode's block *Control Pictures* (U+2400). C1 controls, line and paragraph
/// separators, the bidirectional formatting characters of UAX 9, tag characters and the byte order mark have none and become
/// the replacement character.
fn picture(character: char) -> char {
    match character {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}

/// Characters that make a spreadsheet take a cell for a formula (OWASP ASVS 5.0, 1.2.10, and the full-width forms that
/// spreadsheets with a Japanese or Chinese locale accept).
const FORMULA_SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Characters at the start of a cell that hide a formula sign behind them.
const FORMULA_COVERS: [char; 4] = ['\t', '\r', '\n', '\0'];

/// Tells whether a spreadsheet could take a cell for a formula. A negative number is none: there is nothing in it to run.
pub fn is_formula(text: &str) -> bool {
    text.starts_with(FORMULA_COVERS) || (text.trim_start().starts_with(FORMULA_SIGNS) && !is_negative(text))
}

/// Tells whether a text is a negative number, as `-5`, `-1.234,50` or `-12 %`. What starts with a plus is rather a telephone
/// number, of which a spreadsheet would take the plus away.
fn is_negative(text: &str) -> bool {
    let Some(number) = text.strip_prefix('-') else { return false };
    let number =
        number.strip_suffix('%').map_or(number, |number| number.strip_suffix([' ', '\u{a0}']).unwrap_or(number));
    number.split(['.', ',']).all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Disarms a cell of a CSV file: text that a spreadsheet could take for a formula gets a leading `'`.
pub fn cell(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Disarms a cell for a spreadsheet that may have another list separator than the file. There, quotation marks no longer
/// hold a cell together: each of its lines may become a row, and what follows a `;`, a `,` or a tab a cell. So these get a
/// `'` too.
pub fn spreadsheet_cell(text: &str) -> String {
    let is_border = |character| matches!(character, '\n' | '\r' | '\t' | ';' | ',');
    let mut disarmed = String::with_capacity(text.len() + 1);
    if is_formula(text) {
        disarmed.push('\'');
    }
    let mut rest = text;
    while let Some(border) = rest.find(is_border) {
        let (before, after) = rest.split_at(border + 1);
        disarmed.push_str(before);
        let piece = after.split(is_border).next().unwrap_or_default();
        if is_formula(piece.trim_start_matches(['"', ' ', '\u{a0}'])) {
            disarmed.push('\'');
        }
        rest = after;
    }
    disarmed.push_str(rest);
    disarmed
}

/// Writes text into running Markdown, never at the start of a line: punctuation loses its meaning, mentions and references link nothing.
pub fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars().map(picture) {
        if character.is_ascii_punctuation() && !matches!(character, ',' | '-' | '/' | '\'' | '"' | '?' | '%') {
            escaped.push('\\');
        }
        escaped.push(character);
        if matches!(character, '@' | '#') {
            escaped.push('\u{200b}');
        }
    }
    escaped
}

/// Writes text as a Markdown code span, outside of tables. Nothing inside is interpreted: mentions and links are dead.
pub fn markdown_code(text: &str) -> String {
    let shown: String = text.chars().map(picture).collect();
    let longest_run = shown.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest_run + 1);
    if shown.trim().is_empty() {
        return String::from("(empty)");
    }
    let pad = if shown.starts_with(['`', ' ']) || shown.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{shown}{pad}{fence}")
}

/// Writes JSON so that it may stand inside a script element of a web page: nothing in it can end the element or begin
/// markup, and no line separator trips an old reader. Programs read the same values.
pub fn script_data(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len() + json.len() / 16);
    let mut rest = json;
    // In JSON these signs stand only inside strings, where the escape means the same.
    while let Some((before, sign)) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']).map(|at| rest.split_at(at)) {
        let mut after = sign.chars();
        let code = after.next().map_or(0, u32::from);
        escaped.push_str(before);
        let _ = write!(escaped, "\\u{code:04x}");
        rest = after.as_str();
    }
    escaped.push_str(rest);
    escaped
}

/// Writes text of our own making as the message of a workflow command. Line breaks stay line breaks.
pub fn workflow_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Writes text as the value of a property of a workflow command.
pub fn workflow_property(text: &str) -> String {
    workflow_data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Writes text into XML, as an attribute's value in `"` or as text. Characters that XML 1.0 forbids become pictures.
pub fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars().map(picture) {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Gives the number of terminal columns that a text takes: two for wide characters, none for combining ones.
pub fn columns(text: &str) -> usize {
    text.chars().map(character_columns).sum()
}

/// Wide and full-width characters by Unicode 16 `EastAsianWidth.txt`, blocks rounded to their borders, and emoji.
const WIDE: [(u32, u32); 14] = [
    (0x1100, 0x115f),
    (0x2e80, 0x303e),
    (0x3041, 0x33ff),
    (0x3400, 0x4dbf),
    (0x4e00, 0x9fff),
    (0xa000, 0xa4cf),
    (0xa960, 0xa97c),
    (0xac00, 0xd7a3),
    (0xf900, 0xfaff),
    (0xfe30, 0xfe6f),
    (0xff01, 0xff60),
    (0xffe0, 0xffe6),
    (0x1f300, 0x1faff),
    (0x20000, 0x3fffd),
];

fn character_columns(character: char) -> usize {
    let is_joiner = matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}');
    if is_joiner || unicode_normalization::char::is_combining_mark(character) {
        return 0;
    }
    let code = u32::from(character);
    if WIDE.iter().any(|&(first, last)| (first..=last).contains(&code)) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        let hostile =
            "\u{1b}[31mred\u{1b}]52;c;aGk=\u{7}\u{9b}2J\r\n\u{202e}desrever\u{2066}\u{feff}\u{85}\u{e0041}\u{7f}";
        let shown = visible(hostile).to_string();
        assert!(shown.starts_with("␛[31mred␛]52;c;aGk=␇\u{fffd}2J␍␊\u{fffd}desrever"), "{shown}");
        assert!(shown.chars().all(|character| !character.is_control() && picture(character) == character));
        assert_eq!(visible("Blåbærgrød – 漢字").to_string(), "Blåbærgrød – 漢字");
    }

    #[test]
    fn build_servers_find_no_command() {
        let shown = visible("a ##[error]x ##vso[y] ###teamcity[z # # #[").to_string();
        assert_eq!(shown.replace(WORD_JOINER, "~"), "a #~#[error]x #~#vso[y] ##~#teamcity[z # # #[");
        assert_eq!(workflow_data("100 %\r\n::error::"), "100 %25%0D%0A::error::");
        assert_eq!(workflow_property("a,b:c"), "a%2Cb%3Ac");
        assert_eq!(xml("<a b=\"&\">\u{1}\u{ffff}"), "&lt;a b=&quot;&amp;&quot;&gt;␁\u{fffd}");
    }

    #[test]
    fn cells_that_begin_like_a_formula_are_disarmed() {
        for formula in ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", " =1", "＝1", "\n=1"] {
            assert!(cell(formula).starts_with('\''), "{formula:?}");
        }
        for formula in [
            "-1-2",
            "-5 grader",
            "+45 12 34 56 78",
            "+4512345678",
            "-1..2",
            "-,5",
            "- 5",
            "--5",
            "+",
            "-%",
            "-1,5%%",
            "-५",
        ] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        for harmless in ["", "a=1", "1-2", "'=1", "Æbler + pærer", "-5", "-1.234,50", "-12 %", "-0.5%"] {
            assert_eq!(cell(harmless), harmless);
            assert_eq!(spreadsheet_cell(harmless), harmless);
        }
        assert_eq!(cell("a\n=b"), "a\n=b");
        assert_eq!(spreadsheet_cell("a\n=b;@c; d,-"), "a\n'=b;'@c; d,'-");
        assert_eq!(spreadsheet_cell("a,\"\"=b\";-5, -6;=c"), "a,'\"\"=b\";-5, -6;'=c");
        assert_eq!(spreadsheet_cell("Et, to.\n\nTre; fire."), "Et, to.\n\nTre; fire.");
    }

    #[test]
    fn markdown_is_text_and_nothing_else() {
        assert_eq!(markdown("<b>[x](y)*@me"), "\\<b\\>\\[x\\]\\(y\\)\\*\\@\u{200b}me");
        assert_eq!(markdown_code("a`b``c|d\n"), "```a`b``c|d␊```");
        assert_eq!(markdown_code("`x"), "`` `x ``");
        assert_eq!(markdown_code(""), "(empty)");
    }

    #[test]
    fn data_in_a_script_element_cannot_end_it() {
        let json = r#"["</script><!--","a&b\u2028"]"#;
        let escaped = script_data(&json.replace("\\u2028", "\u{2028}"));
        assert!(!escaped.contains(['<', '>', '&', '\u{2028}']), "{escaped}");
        let read: Vec<String> = serde_json::from_str(&escaped).unwrap();
        assert_eq!(read, ["</script><!--", "a&b\u{2028}"]);
    }

    #[test]
    fn columns_are_those_of_a_terminal() {
        assert_eq!(["", "abc", "grød", "漢字", "e\u{301}", "한국", "ｱ"].map(columns), [0, 3, 4, 4, 1, 4, 1]);
    }
}

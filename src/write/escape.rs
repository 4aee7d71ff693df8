//! Text as Markdown and YAML that mean exactly this text, in `CommonMark` and in what sites' generators add to it: tables,
//! directives, components, template tags.

use std::fmt::Write as _;

/// Writes lines into a block of Markdown, parted by hard breaks; those after the first begin with `indent`.
pub(super) fn markdown_block(text: &str, indent: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for line in lines {
        if !escaped.is_empty() {
            escaped.push_str("\\\n");
            escaped.push_str(indent);
        }
        line_start(line, &mut escaped);
    }
    escaped
}

/// Writes text into a heading.
pub(super) fn markdown_heading(text: &str) -> String {
    let mut escaped = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        inline(line, &mut escaped);
    }
    // Number signs at its end would be taken for its closing ones.
    let open = escaped.trim_end_matches('#').len();
    let closing = escaped.split_off(open);
    escaped.extend(closing.chars().flat_map(|sign| ['\\', sign]));
    escaped
}

/// Writes a line whose start must not look like that of a heading, item, quote, rule, directive or module.
fn line_start(line: &str, escaped: &mut String) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, after) = line.split_at(digits);
    if digits > 0 && after.starts_with(['.', ')']) {
        escaped.push_str(number);
        escaped.push('\\');
        return inline(after, escaped);
    }
    if line.starts_with(['#', '+', '-', '>', '='])
        || [":::", "!!!", "???", "///"].iter().any(|mark| line.starts_with(mark))
    {
        escaped.push('\\');
    } else if line.starts_with("import ") || line.starts_with("export ") {
        // A letter takes no backslash.
        let (first, rest) = line.split_at(1);
        escaped.push_str(if first == "i" { "&#105;" } else { "&#101;" });
        return inline(rest, escaped);
    }
    inline(line, escaped);
}

/// Writes text inside a line.
fn inline(text: &str, escaped: &mut String) {
    let mut before = ' ';
    let mut characters = text.chars().filter(|character| !character.is_control() || *character == '\t').peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        match character {
            '\\' | '`' | '*' | '[' | ']' | '~' | '|' => escaped.extend(['\\', character]),
            '_' if !(before.is_alphanumeric() && next.is_alphanumeric()) => escaped.push_str("\\_"),
            '<' if next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?' | '>') => escaped.push_str("&lt;"),
            '&' if next.is_ascii_alphanumeric() || next == '#' => escaped.push_str("&amp;"),
            // Template tags are looked for before Markdown is, and know no backslash.
            '{' => escaped.push_str("&#123;"),
            '\t' => escaped.push(' '),
            other => escaped.push(other),
        }
        before = character;
    }
}

/// Writes a YAML value that is this text and nothing else.
pub(super) fn yaml(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // Controls, line ends of YAML 1.1, the byte order mark, and what turns the direction of a line.
            '\0'..='\x1f'
            | '\x7f'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(character));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

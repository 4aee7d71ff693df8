//! Front matter: what a Markdown page says of itself before its text.
//!
//! Reads the top-level keys of a YAML block (`---`) or a TOML block (`+++`) whose values are texts or lists of texts.
//! Everything deeper is passed over: it is settings of a site's generator, not of the page.

use crate::language::Tag;
use crate::outline::About;

/// Front matter, read.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// The byte at which the text proper starts.
    pub(super) end: usize,
    /// What was said.
    pub(super) about: About,
}

/// Splits the front matter off; of a text without one, nothing.
pub(super) fn split(text: &str) -> FrontMatter {
    let body = text.trim_start_matches('\u{feff}');
    let start = text.len() - body.len();
    let mut lines = body.split_inclusive('\n');
    let Some(first) = lines.next() else { return FrontMatter::default() };
    let (fences, sign): (&[&str], char) = match first.trim_end() {
        "---" => (&["---", "..."], ':'),
        "+++" => (&["+++"], '='),
        _ => return FrontMatter::default(),
    };
    let from = start + first.len();
    let mut to = from;
    for line in lines {
        if fences.contains(&line.trim_end()) {
            let fields = fields(text.get(from..to).unwrap_or_default(), sign);
            // Two rules with a text between them are no front matter.
            let end = if fields.is_empty() && from != to { 0 } else { to + line.len() };
            return FrontMatter { end, about: about(&fields) };
        }
        to += line.len();
    }
    FrontMatter::default()
}

struct Field {
    key: String,
    values: Vec<String>,
}

/// Reads `key: value` and `key = value` lines, lists in brackets or on lines of their own, and folded texts.
fn fields(block: &str, sign: char) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut is_folded = false;
    for line in block.lines() {
        let is_own = !line.starts_with([' ', '\t']);
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') && !is_folded {
            continue;
        }
        // The tables of TOML are deeper.
        if is_own && sign == '=' && trimmed.starts_with('[') {
            break;
        }
        let continues = !is_own || trimmed.starts_with("- ") || trimmed.starts_with(']');
        if continues {
            if let Some(field) = fields.last_mut() {
                continue_field(field, trimmed, is_folded);
            }
        } else if let Some((key, value)) = trimmed.split_once(sign).filter(|(key, _)| is_key(key.trim())) {
            let key = key.trim().trim_matches(['"', '\'']).to_lowercase();
            is_folded = sign == ':' && value.trim_start().starts_with(['>', '|']);
            let values = if is_folded { Vec::new() } else { values(value) };
            fields.push(Field { key, values });
        }
    }
    fields
}

fn is_key(key: &str) -> bool {
    let key = key.trim_matches(['"', '\'']);
    !key.is_empty() && key.chars().all(|character| character.is_alphanumeric() || "_-.:".contains(character))
}

fn continue_field(field: &mut Field, line: &str, is_folded: bool) {
    if is_folded {
        match field.values.last_mut() {
            Some(text) => {
                text.push(' ');
                text.push_str(line);
            }
            None => field.values.push(line.to_owned()),
        }
    } else if let Some(item) = line.strip_prefix("- ") {
        // The name of a person who is listed with more.
        let item = item.trim();
        field.values.extend(values(item.strip_prefix("name:").unwrap_or(item)));
    } else if let Some(name) = line.strip_prefix("name:") {
        field.values.extend(values(name));
    } else if line.starts_with(['"', '\'']) {
        field.values.extend(values(line));
    }
}

/// Reads a text or a list in brackets.
fn values(written: &str) -> Vec<String> {
    let written = written.trim();
    let list = written.strip_prefix('[').map(|list| list.strip_suffix(']').unwrap_or(list));
    let texts = match list {
        Some(list) => parts(list),
        None => vec![scalar(written.strip_suffix(',').unwrap_or(written))],
    };
    texts.into_iter().flatten().filter(|text| !text.is_empty()).collect()
}

/// Cuts a list at its commas outside quotes.
fn parts(list: &str) -> Vec<Option<String>> {
    let mut quote = None;
    let pieces = list.split(|character: char| {
        match quote {
            Some(open) if open == character => quote = None,
            None if matches!(character, '"' | '\'') => quote = Some(character),
            _ => {}
        }
        quote.is_none() && character == ','
    });
    pieces.map(scalar).collect()
}

/// Takes the quotes off a text, or a comment. What is no text is `null` without quotes.
fn scalar(written: &str) -> Option<String> {
    let written = written.trim();
    if matches!(written, "null" | "~") {
        return None;
    }
    if let Some(inner) = written.strip_prefix('"') {
        return Some(unescaped(inner));
    }
    if let Some(inner) = written.strip_prefix('\'') {
        let end = inner.rfind('\'').unwrap_or(inner.len());
        return Some(inner.get(..end).unwrap_or(inner).replace("''", "'"));
    }
    written.split(" #").next().map(|text| text.trim().to_owned())
}

/// Reads a text up to its closing quote, and the escapes in it that YAML, TOML and JSON share.
fn unescaped(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => match characters.next() {
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some('r') => text.push('\r'),
                Some(kind @ ('x' | 'u' | 'U')) => {
                    let digits = match kind {
                        'x' => 2,
                        'u' => 4,
                        _ => 8,
                    };
                    let number: String = characters.by_ref().take(digits).collect();
                    text.extend(u32::from_str_radix(&number, 16).ok().and_then(char::from_u32));
                }
                Some(other) => text.push(other),
                None => {}
            },
            other => text.push(other),
        }
    }
    text
}

fn about(fields: &[Field]) -> About {
    let all = |names: &[&str]| {
        let of_name = |name: &&str| fields.iter().find(|field| field.key == **name && !field.values.is_empty());
        names.iter().find_map(of_name).map(|field| field.values.clone())
    };
    let first = |names: &[&str]| all(names).and_then(|values| values.into_iter().next());
    About {
        title: first(&["title"]),
        // Nobody writes the name of the site into it.
        headline: first(&["title"]),
        authors: all(&["author", "authors"]).unwrap_or_default(),
        published: first(&["date", "published", "publishdate", "pubdate", "created"]),
        modified: first(&["lastmod", "updated", "modified", "last_update", "last_updated"]),
        category: first(&["category", "categories", "section", "tags", "tag"]),
        language: first(&["lang", "language", "locale"]).as_deref().and_then(Tag::parse),
        canonical: first(&["canonical", "canonical_url"]),
        description: first(&["description", "summary", "excerpt"]),
        translated_from: first(&["translatedfrom", "translated_from", "translation_of", "original", "source_file"]),
        translation_key: first(&["translationkey", "translation_key", "translation_id"]),
        ..About::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_is_read_as_people_write_it() {
        let text = "---\ntitle: \"En \\\"fin\\\" dag: del 1\" # note\nauthors:\n  - name: Ane Berg\n    url: https://example.org\n  - Bo\n\
            date: 2024-11-03 # day\ncategories: [Liv, 'A, B']\nlang: da_DK\ndescription: >-\n  To linjer\n  i én.\nnested:\n  title: no\n---\nText";
        let front = split(text);
        assert_eq!(&text[front.end..], "Text");
        assert_eq!(front.about.title.as_deref(), Some("En \"fin\" dag: del 1"));
        assert_eq!(front.about.authors, ["Ane Berg", "Bo"]);
        assert_eq!(front.about.published.as_deref(), Some("2024-11-03"));
        assert_eq!(front.about.category.as_deref(), Some("Liv"));
        assert_eq!(front.about.language, Tag::parse("da-DK"));
        assert_eq!(front.about.description.as_deref(), Some("To linjer i én."));
    }

    #[test]
    fn toml_is_read_up_to_its_tables() {
        let front = split("+++\ntitle = 'Hej'\ntags = [\"a\", \"b\"]\n[extra]\ndescription = \"no\"\n+++\n");
        assert_eq!(front.about.title.as_deref(), Some("Hej"));
        assert_eq!(front.about.category.as_deref(), Some("a"));
        assert_eq!(front.about.description, None);
    }

    #[test]
    fn escapes_are_those_of_yaml() {
        let front = split(
            r#"---
title: "C:\\temp, \"x\" \u00e6\x41\U0001f600\/" # "note"
---
"#,
        );
        assert_eq!(front.about.title.as_deref(), Some("C:\\temp, \"x\" æA😀/"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in ["---\nTekst uden nøgler\n---\n", "---\ntitle: never closed", "Tekst\n---\n", "", "---"] {
            assert_eq!(split(text).end, 0, "{text}");
        }
    }
}

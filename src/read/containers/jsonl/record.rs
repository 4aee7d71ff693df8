//! One record: a JSON object to a page and what came with it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use crate::document::{Content, Declared, Document, Format};
use crate::language::Tag;
use crate::settings::FieldNames;

/// A JSON object; of a repeated field the last value counts.
pub(super) type Object = Map<String, Value>;

/// What a record holds, and what of it could not be used.
pub(super) struct Record {
    /// Its identifier, text or number.
    pub(super) id: Option<String>,
    /// The page, or why there is none and what would help.
    pub(super) page: Result<Page, String>,
    /// Why its time of fetching could not be used.
    pub(super) fetched_at_fault: Option<String>,
    /// Why its language could not be used.
    pub(super) language_fault: Option<String>,
}

/// The page of a record.
pub(super) struct Page {
    format: Format,
    text: String,
    declared: Declared,
}

impl Page {
    /// Gives the document of the record on `line`.
    pub(super) fn document(self, name: String, line: usize) -> Document {
        Document {
            name,
            content: Content::Text(self.text),
            format: Some(self.format),
            declared: self.declared,
            container_line: Some(line),
        }
    }
}

impl Record {
    /// Reads the fields by their names. Of several bodies the richest counts: HTML, then Markdown, then text.
    pub(super) fn of(mut object: Object, fields: &FieldNames) -> Self {
        let id = text_of(&object, &fields.id);
        let body = body(&mut object, fields);
        let (fetched_at, fetched_at_fault) = read(&object, &fields.fetched_at, timestamp, "an RFC 3339 time or date");
        let (language, language_fault) =
            read(&object, &fields.language, language, "a language tag such as da or pt-BR");
        let page = body.map(|(format, text)| {
            let declared = Declared {
                url: text_of(&object, &fields.url),
                title: text_of(&object, &fields.title),
                author: text_of(&object, &fields.author),
                date: text_of(&object, &fields.date),
                category: text_of(&object, &fields.category),
                language,
                fetched_at,
                charset: None,
            };
            Page { format, text, declared }
        });
        Self { id, page, fetched_at_fault, language_fault }
    }
}

/// Takes the body out of the record.
fn body(object: &mut Object, fields: &FieldNames) -> Result<(Format, String), String> {
    let bodies = [(Format::Html, &fields.html), (Format::Markdown, &fields.markdown), (Format::Text, &fields.text)];
    let mut empty = None;
    let mut wrong = None;
    for (format, names) in bodies {
        for name in names {
            match find_mut(object, name) {
                Some(Value::String(text)) if !text.trim().is_empty() => {
                    let is_markdown = format == Format::Text && Format::reads_as_markdown(text);
                    return Ok((if is_markdown { Format::Markdown } else { format }, std::mem::take(text)));
                }
                Some(Value::String(_)) => empty = empty.or(Some(name)),
                None | Some(Value::Null) => {}
                Some(_) => wrong = wrong.or(Some(name)),
            }
        }
    }
    Err(match (wrong, empty) {
        (Some(name), _) => format!("`{name}` holds no text; give the page as one JSON string"),
        (None, Some(name)) => format!("`{name}` is empty; fetch the page again or remove the record"),
        (None, None) => {
            let names = [&fields.html, &fields.text, &fields.markdown].map(|names| quoted(names));
            let known: Vec<&str> = object.keys().take(8).map(String::as_str).collect();
            format!(
                "the record has no {}, {} or {}, only {}; name its field in the pipeline file",
                names[0],
                names[1],
                names[2],
                if known.is_empty() { "nothing".into() } else { quoted(&known) },
            )
        }
    })
}

fn quoted(names: &[impl AsRef<str>]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    quoted.join(", ")
}

/// Finds a field by its name, or by a path of names with dots between them (`metadata.url`).
fn find<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        let (outer, inner) = name.split_once('.')?;
        inner.split('.').try_fold(object.get(outer)?, |value, part| value.get(part))
    })
}

fn find_mut<'a>(object: &'a mut Object, name: &str) -> Option<&'a mut Value> {
    if object.contains_key(name) {
        return object.get_mut(name);
    }
    let (outer, inner) = name.split_once('.')?;
    inner.split('.').try_fold(object.get_mut(outer)?, |value, part| value.get_mut(part))
}

/// Gives the first of the fields that says something, as text. A list gives its texts with commas.
fn text_of(object: &Object, names: &[String]) -> Option<String> {
    names.iter().find_map(|name| find(object, name).and_then(as_text))
}

fn as_text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => {
            let texts: Vec<&str> = values.iter().filter_map(Value::as_str).map(str::trim).collect();
            texts.join(", ")
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Reads a field by `parse`; says in the second value why it could not be read.
fn read<T>(
    object: &Object,
    names: &[String],
    parse: impl Fn(&Value) -> Option<T>,
    expected: &str,
) -> (Option<T>, Option<String>) {
    let is_said = |value: &&Value| !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty());
    let Some((name, value)) = names.iter().find_map(|name| Some((name, find(object, name).filter(is_said)?))) else {
        return (None, None);
    };
    let read = parse(value);
    let fault = read.is_none().then(|| {
        let shown: String = value.to_string().chars().take(60).collect();
        format!("`{name}` is {shown}, not {expected}")
    });
    (read, fault)
}

fn language(value: &Value) -> Option<Tag> {
    value.as_str().and_then(Tag::parse)
}

/// Reads RFC 3339, a date or a date with time (both taken as UTC), or seconds or milliseconds since 1970.
fn timestamp(value: &Value) -> Option<Timestamp> {
    /// Seconds reach this in the year 5138, milliseconds did in 1973.
    const SECONDS_END: i64 = 100_000_000_000;
    if let Some(number) = value.as_i64() {
        return if number < SECONDS_END {
            Timestamp::from_second(number).ok()
        } else {
            Timestamp::from_millisecond(number).ok()
        };
    }
    let text = value.as_str()?.trim();
    let in_utc = |moment: DateTime| TimeZone::UTC.to_timestamp(moment).ok();
    text.parse::<Timestamp>()
        .ok()
        .or_else(|| text.parse::<DateTime>().ok().and_then(in_utc))
        .or_else(|| text.parse::<Date>().ok().and_then(|date| in_utc(date.at(0, 0, 0, 0))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(json: &str) -> Record {
        Record::of(serde_json::from_str(json).unwrap(), &FieldNames::default())
    }

    #[test]
    fn what_came_with_a_page_is_read() {
        let read = record(
            r#"{"id": 7, "url": "https://example.dk/", "text": "Hej", "html": "<p>Hej", "lang": "da_DK",
                "author": ["A", "B"], "date": "3. maj 2024", "fetched_at": "2024-11-03"}"#,
        );
        let document = read.page.ok().unwrap().document("d!/7".into(), 3);
        assert_eq!(read.id.as_deref(), Some("7"));
        assert_eq!(document.format, Some(Format::Html));
        assert_eq!(document.declared.author.as_deref(), Some("A, B"));
        assert_eq!(document.declared.language.map(|tag| tag.to_string()).as_deref(), Some("da-DK"));
        assert_eq!(document.declared.fetched_at.map(|time| time.to_string()).as_deref(), Some("2024-11-03T00:00:00Z"));
    }

    #[test]
    fn times_are_read_as_dumps_write_them() {
        for (json, expected) in [
            (r#""2024-11-03T10:15:00+01:00""#, Some("2024-11-03T09:15:00Z")),
            (r#""2024-11-03 10:15:00""#, Some("2024-11-03T10:15:00Z")),
            ("1730625300", Some("2024-11-03T09:15:00Z")),
            ("1730625300000", Some("2024-11-03T09:15:00Z")),
            (r#""yesterday""#, None),
        ] {
            let read = timestamp(&serde_json::from_str(json).unwrap()).map(|time| time.to_string());
            assert_eq!(read.as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn a_record_without_a_page_says_what_would_help() {
        for (json, words) in [
            (r#"{"body": "x"}"#, "has no `html`, `text` or `markdown`, only `body`"),
            (r#"{"text": ["x"]}"#, "`text` holds no text"),
            (r#"{"text": " "}"#, "`text` is empty"),
        ] {
            let reason = record(json).page.err().unwrap();
            assert!(reason.contains(words), "{reason}");
        }
        let fault = record(r#"{"text": "x", "fetched_at": "soon"}"#).fetched_at_fault.unwrap();
        assert_eq!(fault, "`fetched_at` is \"soon\", not an RFC 3339 time or date");
    }

    #[test]
    fn a_field_may_lie_deeper() {
        let fields = FieldNames { url: vec!["metadata.url".into()], ..FieldNames::default() };
        let object = serde_json::from_str(r#"{"text": "x", "metadata": {"url": "https://example.org"}}"#).unwrap();
        let document = Record::of(object, &fields).page.ok().unwrap().document(String::new(), 1);
        assert_eq!(document.declared.url.as_deref(), Some("https://example.org"));
    }
}

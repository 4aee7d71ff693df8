//! Glossaries as teams keep them: CSV with a language a column, or TBX.

use std::collections::BTreeMap;

use regex::Regex;

use crate::glossary::Entry;
use crate::language::Tag;

/// Reads a glossary; what is wrong with it comes back as a sentence.
pub(super) fn entries(text: &str) -> Result<Vec<Entry>, String> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('<') { tbx(text) } else { csv(text) }
}

/// Reads CSV: the first column holds the terms, the others their translations, each headed by its language. An empty cell says
/// nothing of its language; a row without any translation is a term that stays as it is.
fn csv(text: &str) -> Result<Vec<Entry>, String> {
    // Spreadsheets of half of Europe part cells by `;`.
    let heading = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t'].into_iter().find(|&sign| heading.as_bytes().contains(&sign)).unwrap_or(b',');
    let mut builder = csv::ReaderBuilder::new();
    let builder = builder.flexible(true).trim(csv::Trim::All).delimiter(delimiter);
    let mut reader = builder.from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| error.to_string())?.clone();
    let mut languages = Vec::new();
    for header in headers.iter().skip(1) {
        let tag = Tag::parse(header).ok_or_else(|| format!("its column `{header}` is named after no language"))?;
        languages.push(tag);
    }
    let mut entries = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let Some(term) = row.get(0).filter(|term| !term.is_empty()) else { continue };
        let cells = languages.iter().zip(row.iter().skip(1)).filter(|(_, cell)| !cell.is_empty());
        let targets: BTreeMap<Tag, String> = cells.map(|(tag, cell)| (*tag, cell.to_owned())).collect();
        entries.push(Entry { term: term.to_owned(), is_kept: targets.is_empty(), targets });
    }
    if entries.is_empty() { Err("it holds no term".to_owned()) } else { Ok(entries) }
}

/// Reads TBX, of any dialect: of each entry the first language's first term, and the first term of each other language.
fn tbx(text: &str) -> Result<Vec<Entry>, String> {
    let regex = |pattern: &str| Regex::new(pattern).map_err(|error| error.to_string());
    let entry = regex(r"(?s)<(?:termEntry|conceptEntry)\b.*?</(?:termEntry|conceptEntry)>")?;
    let term = regex(r#"(?s)<lang(?:Set|Sec)\b[^>]*?xml:lang\s*=\s*["']([^"']+)["'].*?<term\b[^>]*>(.*?)</term>"#)?;
    let mut entries = Vec::new();
    for found in entry.find_iter(text) {
        let mut terms = term
            .captures_iter(found.as_str())
            .filter_map(|captures| Some((Tag::parse(captures.get(1)?.as_str())?, decoded(captures.get(2)?.as_str()))));
        let Some((_, first)) = terms.next() else { continue };
        let targets: BTreeMap<Tag, String> = terms.collect();
        entries.push(Entry { term: first, is_kept: targets.is_empty(), targets });
    }
    if entries.is_empty() { Err("it holds no term entry".to_owned()) } else { Ok(entries) }
}

fn decoded(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.trim().to_owned(), |text, (written, meant)| text.replace(written, meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        assert_eq!(entries("en;da\naccount;konto\n"), entries("en,da\naccount,konto\n"));
        assert!(entries("en,da\n").is_err() && entries("").is_err());
        let from_csv = entries("en,da,pt-BR\naccount,konto,\nBlue Nest,,\n").unwrap();
        let tbx = "<?xml version='1.0'?><tbx><text><body>\
            <conceptEntry id='1'><langSec xml:lang='en'><termSec><term>account</term></termSec></langSec>\
            <langSec xml:lang=\"da\"><termSec><term>konto</term></termSec></langSec></conceptEntry>\
            <conceptEntry id='2'><langSec xml:lang='en'><termSec><term>Blue Nest</term></termSec></langSec></conceptEntry>\
            </body></text></tbx>";
        assert_eq!(entries(tbx).unwrap(), from_csv);
        assert_eq!(from_csv[0].targets, [(Tag::of("da"), "konto".to_owned())].into());
        assert!(from_csv[1].is_kept && !from_csv[0].is_kept);
        assert!(entries("en,dansk\na,b").unwrap_err().contains("`dansk`"));
        assert!(entries("<tbx/>").is_err());
    }
}

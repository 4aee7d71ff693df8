//! The pipeline file exactly as written: every key, its type, its place in the file. The JSON Schema is made from these
//! types, and the comments on the fields are what an editor shows. What the values mean is decided in [`super`].

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use toml::Spanned;
use toml::value::Datetime;

use crate::check::rules;
use crate::cli::args::{FailOn, PageFormat, ReportLocale};
use crate::finding::Severity;
use crate::write::folder;

/// A pipeline of korrektur: what to read, what to expect of it, what to report, where to write.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "korrektur pipeline")]
pub(super) struct Raw {
    /// What to read.
    pub(super) input: Input,
    /// What holds for every page.
    pub(super) pages: Pages,
    /// How dates are read.
    pub(super) dates: Dates,
    /// What the pages are translations of.
    pub(super) translation: Translation,
    /// What holds for the pages of one site, where the general rules split them wrong. The first that fits a page counts.
    pub(super) site: Vec<Site>,
    /// Settings of single rules, by name; `korrektur check --list-rules` lists them.
    #[schemars(schema_with = "rules_schema")]
    pub(super) rules: BTreeMap<Spanned<String>, Rule>,
    /// What is to be left alone on some pages, and why.
    #[schemars(with = "Vec<Ignore>")]
    pub(super) ignore: Vec<Spanned<Ignore>>,
    /// Numbers that the rules compare against.
    pub(super) thresholds: Thresholds,
    /// What to check against, and when the exit status says that the pages are bad.
    pub(super) check: Check,
    /// What to write.
    pub(super) output: Output,
}

/// What to read.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Input {
    /// Files, folders and globs, relative to the folder of this file. Inputs on the command line take their place.
    pub(super) paths: OneOrMany,
    /// Format of every page, instead of telling it from content and name.
    pub(super) format: Option<PageFormat>,
    /// Under which names the records of a JSONL file keep what korrektur reads: one name, or several that are tried in order.
    pub(super) fields: Fields,
}

/// Names of the fields of JSONL records. The keys are the names that korrektur itself uses.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Fields {
    /// Identifier of the page within its file [default: id].
    pub(super) id: Option<OneOrMany>,
    /// Address of the page [default: url].
    pub(super) url: Option<OneOrMany>,
    /// Title, where the text does not hold it [default: title].
    pub(super) title: Option<OneOrMany>,
    /// The page as HTML [default: html].
    pub(super) html: Option<OneOrMany>,
    /// The page as plain text [default: text].
    pub(super) text: Option<OneOrMany>,
    /// The page as Markdown [default: markdown].
    pub(super) markdown: Option<OneOrMany>,
    /// Author, where the text does not hold it [default: author].
    pub(super) author: Option<OneOrMany>,
    /// Date, where the text does not hold it [default: date].
    pub(super) date: Option<OneOrMany>,
    /// Category, where the text does not hold it [default: category].
    pub(super) category: Option<OneOrMany>,
    /// Language that the page claims to be in [default: language, lang].
    pub(super) language: Option<OneOrMany>,
    /// When the page was fetched, RFC 3339: the anchor of its relative dates [default: `fetched_at`].
    pub(super) fetched_at: Option<OneOrMany>,
}

/// What holds for every page.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Pages {
    /// The language that every page should be in, as a BCP 47 tag (da, pt-BR). Left out, it is told from each page and site.
    #[schemars(with = "Option<String>", example = &"da")]
    pub(super) language: Option<Spanned<String>>,
    /// When the pages were fetched, the anchor of relative dates: an instant or a day, or `modified` for each file's
    /// modification time where the page itself does not say when it was fetched. Stands before what the pages say.
    #[schemars(with = "Option<String>", example = &"2024-11-01T00:00:00Z")]
    pub(super) now: Option<Spanned<Moment>>,
    /// Names and terms that stay as they are in every language: no evidence of a text's language, and no fault where they
    /// stand alone. Case counts.
    #[schemars(with = "Vec<String>", example = &["Blue Nest"])]
    pub(super) untranslatable: Option<Spanned<Vec<String>>>,
}

/// What the pages are translations of: sections that are missing, and numbers, links and code that differ, become findings.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Translation {
    /// The folder of the originals, relative to the folder of this file. Pages are paired by their paths.
    pub(super) originals: Option<String>,
    /// The language of the originals, where they are among the pages: they are paired by what they say of one another, by
    /// paths without languages, or by what they hold. Not beside `originals`.
    #[schemars(with = "Option<String>", example = &"en")]
    pub(super) original_language: Option<Spanned<String>>,
    /// Which page is the original of which, where paths and pages do not tell it: the first entry that fits a page counts.
    #[schemars(with = "Vec<Map>")]
    pub(super) map: Vec<Spanned<Map>>,
    /// A glossary, relative to the folder of this file: CSV whose first column holds the terms and whose others, named after
    /// their languages, the translations; or TBX. A term without any translation has to stay as it is.
    #[schemars(with = "Option<String>", example = &"terms.csv")]
    pub(super) glossary: Option<Spanned<String>>,
}

/// Pages and their originals, by name as they count from the folder of this file.
#[derive(Debug, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Map {
    /// The pages: `{language}` stands for a language tag, `{path}` for any part of a path, each once at most.
    #[schemars(with = "String", example = &"docs/{language}/{path}")]
    pub(super) page: Spanned<String>,
    /// What the original of such a page is called; `{path}` stands for what it stands for in `page`.
    #[schemars(with = "String", example = &"docs/en/{path}")]
    pub(super) original: Spanned<String>,
}

/// How dates are read.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Dates {
    /// Where the sites' clocks stand, an IANA name: days and times of the day that say no offset are those of this zone
    /// [default: UTC].
    #[schemars(with = "Option<String>", example = &"Europe/Copenhagen")]
    pub(super) time_zone: Option<Spanned<String>>,
}

/// What holds for the pages of one site. All but `site` are CSS selectors, used on HTML pages.
#[derive(Debug, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(clippy::struct_field_names, reason = "the fields are named like the keys of the file")]
pub(super) struct Site {
    /// Host name (`example.dk`, subdomains included), or glob over the names of pages (`dump/magazine/**`).
    #[schemars(with = "String")]
    pub(super) site: Spanned<String>,
    /// Elements that are an article each.
    #[schemars(with = "Option<String>")]
    pub(super) article: Option<Spanned<String>>,
    /// Elements that present a person or an organisation each.
    #[schemars(with = "Option<String>")]
    pub(super) profile: Option<Spanned<String>>,
    /// Elements that lead to another page each.
    #[schemars(with = "Option<String>")]
    pub(super) teaser: Option<Spanned<String>>,
    /// Elements that count as `other`, whatever they look like.
    #[schemars(with = "Option<String>")]
    pub(super) drop: Option<Spanned<String>>,
    /// The title within its block.
    #[schemars(with = "Option<String>")]
    pub(super) title: Option<Spanned<String>>,
    /// The author within its block.
    #[schemars(with = "Option<String>")]
    pub(super) author: Option<Spanned<String>>,
    /// The date within its block.
    #[schemars(with = "Option<String>")]
    pub(super) date: Option<Spanned<String>>,
    /// The category within its block.
    #[schemars(with = "Option<String>")]
    pub(super) category: Option<Spanned<String>>,
}

/// Settings of one rule.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Rule {
    /// Whether the rule looks at anything [default: true].
    pub(super) enabled: Option<bool>,
    /// How bad its findings are, instead of what the rule itself says.
    pub(super) severity: Option<Level>,
}

/// Rules that do not hold for some pages.
#[derive(Debug, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Ignore {
    /// The pages: a glob over their names as they count from the folder of this file, or a list of globs.
    #[schemars(with = "OneOrMany")]
    pub(super) pages: Spanned<OneOrMany>,
    /// The rules [default: all].
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) rules: Option<Vec<Spanned<String>>>,
    /// Why.
    pub(super) reason: String,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Level {
    Error,
    Warning,
    Info,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Info => Self::Info,
        }
    }
}

/// Numbers that the rules compare against.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Thresholds {
    /// How sure the detector must be that a text is in another language before it is reported [default: 0.9].
    #[schemars(with = "Option<f64>", range(min = 0.0, max = 1.0))]
    pub(super) language_confidence: Option<Spanned<f64>>,
    /// How alike two sections must be to be near duplicates: Jaccard similarity of their word 3-shingles. Copies
    /// with one word in ten changed are 0.6 alike, with three in ten 0.14 to 0.25 [default: 0.14].
    #[schemars(with = "Option<f64>", range(min = 0.0, max = 1.0))]
    pub(super) near_duplicate: Option<Spanned<f64>>,
    /// Shortest text that is compared with others, in words; in characters where a script has no spaces [default: 12].
    pub(super) duplicate_words: Option<u32>,
    /// Shortest text that can be reported as untranslated, in words [default: 3].
    pub(super) untranslated_words: Option<u32>,
    /// How often a title may stand on its page before it is reported [default: 2].
    pub(super) title_repeats: Option<u32>,
}

/// What to check against, and when the exit status says that the pages are bad.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Check {
    /// Lowest severity that makes the exit status 1 [default: error].
    pub(super) fail_on: Option<FailOn>,
    /// The archive of earlier pages to check against too, relative to the folder of this file; `korrektur archive add` makes it.
    /// Findings are then told apart as new, known and mended.
    pub(super) archive: Option<String>,
    /// A file of findings that are known and not reported, as `--write-baseline` writes it.
    pub(super) baseline: Option<String>,
}

/// What to write.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Output {
    /// The folder that `korrektur run` writes, relative to the folder of this file. It is replaced as a whole.
    pub(super) folder: Option<String>,
    /// Keep navigation, footers, notices and comments in the records, as blocks of kind `other` [default: false].
    pub(super) include_other: Option<bool>,
    /// The language of reports [default: en].
    pub(super) locale: Option<ReportLocale>,
    /// What to write into it [default: jsonl, csv, html]: `jsonl` and `csv` for programs, `csv-excel` and `xlsx` for
    /// spreadsheets, `parquet` for analysts, `html` for people. `summary.json` is always written.
    #[schemars(schema_with = "formats_schema")]
    pub(super) formats: Option<Vec<Spanned<String>>>,
}

/// One string or a list of strings.
#[derive(Debug, Default)]
pub(super) struct OneOrMany(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Strings;
        impl<'de> Visitor<'de> for Strings {
            type Value = OneOrMany;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a list of strings")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<OneOrMany, E> {
                Ok(OneOrMany(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<OneOrMany, A::Error> {
                let mut strings = Vec::new();
                while let Some(text) = list.next_element()? {
                    strings.push(text);
                }
                Ok(OneOrMany(strings))
            }
        }
        deserializer.deserialize_any(Strings)
    }
}

impl JsonSchema for OneOrMany {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OneOrMany".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
    }
}

/// A string, or one of TOML's own dates and times.
#[derive(Debug)]
pub(super) struct Moment(pub(super) String);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Moment;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an instant, a day or `modified`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Moment, E> {
                Ok(Moment(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Moment, A::Error> {
                Datetime::deserialize(MapAccessDeserializer::new(map)).map(|moment| Moment(moment.to_string()))
            }
        }
        deserializer.deserialize_any(Text)
    }
}

/// Names every format of the output folder.
fn formats_schema(_: &mut SchemaGenerator) -> Schema {
    let names: Vec<&str> = folder::FORMATS.iter().map(|format| format.name).collect();
    json_schema!({ "type": "array", "items": { "enum": names } })
}

/// Names every rule, so that an editor completes them and marks those that do not exist.
fn rules_schema(generator: &mut SchemaGenerator) -> Schema {
    let rule = generator.subschema_for::<Rule>();
    let properties: serde_json::Map<String, serde_json::Value> =
        rules::RULES.iter().map(|each| (each.name.to_owned(), rule.clone().to_value())).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

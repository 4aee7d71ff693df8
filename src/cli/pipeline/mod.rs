//! The pipeline file: read, checked, and turned into settings. What can be wrong with it is said with line and column, and
//! with what was probably meant.

mod glossary;
mod raw;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSetBuilder};
use jiff::tz::TimeZone;
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::check::rules;
use crate::cli::args::{FailOn, Now};
use crate::cli::values::{self, nearest};
use crate::error::Error;
use crate::glossary::Glossary;
use crate::ignore::PageIgnore;
use crate::language::{Expected, ExpectedFrom, Tag};
use crate::page_map::{Entry, PageMap};
use crate::selector::Selector;
use crate::settings::{FieldNames, RuleSettings, Settings, SiteOverride, Thresholds};
use crate::span::Source;
use crate::spot::Folders;
use crate::terms::Terms;
use crate::write::folder::{FORMATS, FolderFormat};

use raw::{OneOrMany, Raw};

/// A pipeline file, understood.
#[derive(Debug)]
pub(super) struct Pipeline {
    /// What it says to the steps, over their defaults.
    pub(super) settings: Settings,
    /// What to read; relative to [`base`](Self::base).
    pub(super) inputs: Vec<String>,
    /// The folder of the file.
    pub(super) base: PathBuf,
    /// When the exit status is 1.
    pub(super) fail_on: Option<FailOn>,
    /// The archive to check against; relative to [`base`](Self::base).
    pub(super) archive: Option<PathBuf>,
    /// The baseline; relative to [`base`](Self::base).
    pub(super) baseline: Option<PathBuf>,
    /// Where `run` writes; relative to [`base`](Self::base).
    pub(super) folder: Option<PathBuf>,
    /// The 1-based lines of what it sets, by dotted keys; the places in lists of tables count from 0.
    pub(super) lines: BTreeMap<String, usize>,
    /// What `run` writes there.
    pub(super) formats: Vec<&'static FolderFormat>,
    /// The folder of the originals; relative to [`base`](Self::base).
    pub(super) original: Option<PathBuf>,
    /// The language of the originals among the pages.
    pub(super) original_language: Option<Tag>,
    /// Which page is the original of which.
    pub(super) map: PageMap,
    /// The glossary, as named, and where in the file.
    glossary: Option<Spanned<String>>,
}

impl Default for Pipeline {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            inputs: Vec::new(),
            base: PathBuf::new(),
            fail_on: None,
            archive: None,
            baseline: None,
            folder: None,
            original: None,
            original_language: None,
            map: PageMap::default(),
            glossary: None,
            lines: BTreeMap::new(),
            formats: usual_formats(),
        }
    }
}

/// What is wrong, at which byte of the file, and how to mend it.
#[derive(Debug)]
struct Fault {
    at: usize,
    reason: String,
    help: String,
}

/// What is said where nothing better is known.
const SEE_SCHEMA: &str = "docs/pipeline.md explains every key; `korrektur schema` prints the JSON Schema for editors";

impl Pipeline {
    /// Reads a pipeline file.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let unreadable = |reason: String| Error::Input {
            input: path.display().to_string(),
            reason,
            help: "a pipeline is a TOML file in UTF-8; pipelines/ has examples to start from".to_owned(),
        };
        let bytes = fs::read(path).map_err(|error| unreadable(format!("cannot read the pipeline file: {error}")))?;
        let text = String::from_utf8(bytes).map_err(|error| unreadable(format!("the pipeline file is {error}")))?;
        let mut pipeline = Self::parse(&text).map_err(|fault| fault.at_place(path, &text))?;
        pipeline.base = path.parent().map(Path::to_owned).unwrap_or_default();
        if let Some(named) = &pipeline.glossary {
            let read = read_glossary(&pipeline.base.join(named.get_ref()));
            let at = named.span().start;
            pipeline.settings.glossary = read.map_err(|reason| {
                let reason = format!("the glossary `{}` cannot be used: {reason}", named.get_ref());
                Fault { at, reason, help: GLOSSARY.to_owned() }.at_place(path, &text)
            })?;
        }
        Ok(pipeline)
    }

    fn parse(text: &str) -> Result<Self, Fault> {
        let Raw { input, pages, translation, dates, site, rules, ignore, thresholds, check, output } =
            toml::from_str(text).map_err(|error| Fault::of_toml(&error))?;
        let mut settings = Settings {
            expected: language(pages.language.as_ref())?,
            input_format: input.format.map(Into::into),
            fields: field_names(input.fields),
            sites: site.iter().map(site_override).collect::<Result<_, _>>()?,
            zone: time_zone(dates.time_zone.as_ref())?,
            terms: terms(pages.untranslatable.as_ref())?,
            ignores: ignore.iter().map(|entry| page_ignore(entry, text)).collect::<Result<_, _>>()?,
            thresholds: numbers(&thresholds)?,
            include_other: output.include_other.unwrap_or_default(),
            locale: output.locale.map(Into::into).unwrap_or_default(),
            ..Settings::default()
        };
        if let Some(now) = &pages.now {
            match values::now(&now.get_ref().0).map_err(|reason| fault(now, &now.get_ref().0, &reason))? {
                Now::At(at) => settings.now = Some(at),
                Now::Modified => settings.anchor_at_modification = true,
            }
        }
        for (name, rule) in &rules {
            let said = RuleSettings { enabled: rule.enabled, severity: rule.severity.map(Into::into) };
            settings.rules.insert(rule_name(name)?, said);
        }
        Ok(Self {
            settings,
            inputs: input.paths.0,
            base: PathBuf::new(),
            fail_on: check.fail_on,
            archive: check.archive.map(PathBuf::from),
            baseline: check.baseline.map(PathBuf::from),
            folder: output.folder.map(PathBuf::from),
            lines: lines(text),
            formats: formats(output.formats.as_deref())?,
            original_language: original_language(&translation)?,
            map: page_map(&translation.map, text)?,
            original: translation.originals.map(PathBuf::from),
            glossary: translation.glossary,
        })
    }
}

fn original_language(translation: &raw::Translation) -> Result<Option<Tag>, Fault> {
    let written = translation.original_language.as_ref();
    match written.filter(|_| translation.originals.is_some()) {
        Some(written) => Err(Fault {
            at: written.span().start,
            reason: "`original-language` stands beside `originals`".to_owned(),
            help:
                "keep `originals` where the originals have a folder of their own, `original-language` where they are \
                   among the pages"
                    .to_owned(),
        }),
        None => Ok(language(written)?.map(|expected| expected.tag)),
    }
}

fn page_map(listed: &[Spanned<raw::Map>], text: &str) -> Result<PageMap, Fault> {
    let source = Source::new(text.to_owned());
    let entry = |listed: &Spanned<raw::Map>| {
        let raw::Map { page, original } = listed.get_ref();
        Entry::new(page.get_ref(), original.get_ref(), source.line(listed.span().start)).map_err(|fault| Fault {
            at: if fault.is_original { original.span().start } else { page.span().start },
            reason: fault.reason,
            help: fault.help.to_owned(),
        })
    };
    Ok(PageMap { entries: listed.iter().map(entry).collect::<Result<_, _>>()?, folders: Folders::default() })
}

/// Gives the line of every key and table.
fn lines(text: &str) -> BTreeMap<String, usize> {
    let source = Source::new(text.to_owned());
    let mut lines = BTreeMap::new();
    let Ok(table) = DeTable::parse(text) else { return lines };
    let mut open = vec![(String::new(), table.into_inner())];
    while let Some((above, table)) = open.pop() {
        for (key, value) in table {
            let name = format!("{above}{}", key.get_ref());
            lines.insert(name.clone(), source.line(key.span().start));
            match value.into_inner() {
                DeValue::Table(table) => open.push((format!("{name}."), table)),
                DeValue::Array(list) => {
                    for (index, entry) in list.into_iter().enumerate() {
                        lines.insert(format!("{name}.{index}"), source.line(entry.span().start));
                    }
                }
                _ => {}
            }
        }
    }
    lines
}

/// What is said where a glossary cannot be used.
const GLOSSARY: &str =
    "a glossary is CSV with a column of terms and one for each language, headed by its tag, or TBX, in UTF-8";

fn read_glossary(path: &Path) -> Result<Glossary, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    Glossary::new(glossary::entries(&text)?)
}

/// Gives the JSON Schema of the pipeline file, with a line break at its end.
pub(super) fn schema() -> String {
    let mut text = serde_json::to_string_pretty(&schema_value()).unwrap_or_default();
    text.push('\n');
    text
}

/// Draft 7, which is what editors' TOML plugins know.
fn schema_value() -> Value {
    let settings = SchemaSettings::draft07().with_transform(RecursiveTransform(without_null));
    settings.into_generator().into_root_schema_for::<Raw>().to_value()
}

/// Takes `null` out of a schema: TOML has none, a key that is not wanted is left out. The descriptions tell the defaults.
fn without_null(schema: &mut Schema) {
    schema.remove("default");
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|one| one != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|one| one != "null"));
        if choices.len() == 1
            && let Some(only) = schema.remove("anyOf")
        {
            schema.insert("allOf".to_owned(), only);
        }
    }
}

fn language(tag: Option<&Spanned<String>>) -> Result<Option<Expected>, Fault> {
    let Some(written) = tag else { return Ok(None) };
    let tag = values::language(written.get_ref()).map_err(|reason| fault(written, written.get_ref(), &reason))?;
    Ok(Some(Expected { tag, from: ExpectedFrom::Pipeline }))
}

fn time_zone(name: Option<&Spanned<String>>) -> Result<Option<TimeZone>, Fault> {
    let Some(written) = name else { return Ok(None) };
    values::time_zone(written.get_ref()).map(Some).map_err(|reason| fault(written, written.get_ref(), &reason))
}

fn terms(listed: Option<&Spanned<Vec<String>>>) -> Result<Terms, Fault> {
    let Some(listed) = listed else { return Ok(Terms::default()) };
    Terms::new(listed.get_ref()).map_err(|reason| Fault {
        at: listed.span().start,
        reason: format!("the list of terms cannot be used: {reason}"),
        help: "list names and short terms; a sentence is better marked with translate=\"no\" in the page".to_owned(),
    })
}

/// The formats that are written where nobody says what to write.
fn usual_formats() -> Vec<&'static FolderFormat> {
    FORMATS.iter().filter(|format| format.is_usual).collect()
}

fn formats(listed: Option<&[Spanned<String>]>) -> Result<Vec<&'static FolderFormat>, Fault> {
    let Some(listed) = listed else { return Ok(usual_formats()) };
    let is_listed = |format: &&FolderFormat| listed.iter().any(|name| name.get_ref() == format.name);
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    match listed.iter().find(|name| !names.contains(&name.get_ref().as_str())) {
        Some(unknown) => Err(Fault {
            at: unknown.span().start,
            reason: format!("unknown format `{}`", unknown.get_ref()),
            help: meant(unknown.get_ref(), &names),
        }),
        // Each once, and in an order of ours: the files are the same for every order of the list.
        None => Ok(FORMATS.iter().filter(is_listed).collect()),
    }
}

fn rule_name(written: &Spanned<String>) -> Result<String, Fault> {
    let name = written.get_ref();
    if rules::find(name).is_some() {
        return Ok(name.clone());
    }
    Err(Fault {
        at: written.span().start,
        reason: format!("there is no rule `{name}`"),
        help: match nearest(name, rules::names()) {
            Some(near) => format!("did you mean `{near}`? `korrektur check --list-rules` lists all"),
            None => "`korrektur check --list-rules` lists all".to_owned(),
        },
    })
}

fn page_ignore(entry: &Spanned<raw::Ignore>, text: &str) -> Result<PageIgnore, Fault> {
    let at = entry.span().start;
    let raw::Ignore { pages, rules, reason } = entry.get_ref();
    if reason.trim().is_empty() {
        let help = "write `reason = \"…\"`: whoever reads this in a year wants to know".to_owned();
        return Err(Fault { at, reason: "this `[[ignore]]` gives no reason".to_owned(), help });
    }
    let mut globs = GlobSetBuilder::new();
    for pattern in &pages.get_ref().0 {
        globs.add(Glob::new(pattern).map_err(|error| Fault {
            at: pages.span().start,
            reason: format!("`{pattern}` is no glob: {}", error.kind()),
            help: "globs look like `dump/archive/**` or `**/*.txt`".to_owned(),
        })?);
    }
    let globs = globs.build().map_err(|error| Fault {
        at: pages.span().start,
        reason: format!("the globs cannot be used: {error}"),
        help: "use fewer or shorter ones".to_owned(),
    })?;
    let rules = rules
        .as_ref()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .map(|name| rule_name(name).map(|name| rules::find(&name).map(|rule| rule.name)));
    let rules: Vec<&'static str> = rules.collect::<Result<Vec<_>, Fault>>()?.into_iter().flatten().collect();
    let line = Source::new(text.to_owned()).line(at);
    Ok(PageIgnore { pages: globs, rules, folders: Folders::default(), line })
}

fn field_names(fields: raw::Fields) -> FieldNames {
    let defaults = FieldNames::default();
    let or = |given: Option<OneOrMany>, default: Vec<String>| given.map_or(default, |names| names.0);
    FieldNames {
        id: or(fields.id, defaults.id),
        url: or(fields.url, defaults.url),
        title: or(fields.title, defaults.title),
        html: or(fields.html, defaults.html),
        text: or(fields.text, defaults.text),
        markdown: or(fields.markdown, defaults.markdown),
        author: or(fields.author, defaults.author),
        date: or(fields.date, defaults.date),
        category: or(fields.category, defaults.category),
        language: or(fields.language, defaults.language),
        fetched_at: or(fields.fetched_at, defaults.fetched_at),
    }
}

fn site_override(site: &raw::Site) -> Result<SiteOverride, Fault> {
    if site.site.get_ref().trim().is_empty() {
        return Err(fault(&site.site, "", "no site; write a host name, or a glob over page names"));
    }
    Ok(SiteOverride {
        site: site.site.get_ref().clone(),
        article: selector(site.article.as_ref())?,
        profile: selector(site.profile.as_ref())?,
        teaser: selector(site.teaser.as_ref())?,
        drop: selector(site.drop.as_ref())?,
        title: selector(site.title.as_ref())?,
        author: selector(site.author.as_ref())?,
        date: selector(site.date.as_ref())?,
        category: selector(site.category.as_ref())?,
    })
}

fn selector(written: Option<&Spanned<String>>) -> Result<Option<Selector>, Fault> {
    let Some(written) = written else { return Ok(None) };
    match Selector::parse(written.get_ref()) {
        Ok(selector) => Ok(Some(selector)),
        Err(reason) => Err(Fault {
            at: written.span().start,
            reason: format!("`{}` is no CSS selector: {reason}", written.get_ref()),
            help: "selectors look like `main article`, `.card` or `[itemprop=author]`".to_owned(),
        }),
    }
}

fn numbers(raw: &raw::Thresholds) -> Result<Thresholds, Fault> {
    let defaults = Thresholds::default();
    let share = |given: &Option<Spanned<f64>>, default: f64| match given {
        None => Ok(default),
        Some(written) if (0.0..=1.0).contains(written.get_ref()) => Ok(*written.get_ref()),
        Some(written) => {
            Err(fault(written, &written.get_ref().to_string(), "outside 0 to 1; it is a share, not a percentage"))
        }
    };
    let count = |given: Option<u32>, default: usize| given.map_or(default, |count| count as usize);
    Ok(Thresholds {
        language_confidence: share(&raw.language_confidence, defaults.language_confidence)?,
        near_duplicate: share(&raw.near_duplicate, defaults.near_duplicate)?,
        duplicate_words: count(raw.duplicate_words, defaults.duplicate_words),
        untranslated_words: count(raw.untranslated_words, defaults.untranslated_words),
        title_repeats: count(raw.title_repeats, defaults.title_repeats),
    })
}

/// Keys of earlier versions, and what to write in their place.
const GONE: [(&str, &str); 1] = [(
    "excel",
    "name what to write: `formats = [\"jsonl\", \"csv-excel\", \"html\"]`; the tables for Excel are then `articles-excel.csv` and so on",
)];

/// A value that cannot be used.
fn fault<T>(written: &Spanned<T>, value: &str, reason: &str) -> Fault {
    let (what, advice) = reason.split_once("; ").unwrap_or((reason, SEE_SCHEMA));
    Fault { at: written.span().start, reason: format!("`{value}` is {what}"), help: advice.to_owned() }
}

impl Fault {
    /// Says in our words what the TOML reader said.
    fn of_toml(error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        let message = error.message();
        let mut names = message.split('`').skip(1).step_by(2);
        let (reason, help) = match (message.split_once(" `").map(|(start, _)| start), names.next()) {
            (Some("unknown field"), Some(key))
                if let Some((_, instead)) = GONE.iter().find(|(gone, _)| *gone == key) =>
            {
                (format!("the key `{key}` is no more"), (*instead).to_owned())
            }
            (Some("unknown field"), Some(key)) => {
                (format!("unknown key `{key}`"), meant(key, &names.collect::<Vec<_>>()))
            }
            (Some("unknown variant"), Some(value)) => {
                (format!("unknown value `{value}`"), meant(value, &names.collect::<Vec<_>>()))
            }
            _ => (message.trim().replace('\n', ", "), SEE_SCHEMA.to_owned()),
        };
        Self { at, reason, help }
    }

    fn at_place(self, path: &Path, text: &str) -> Error {
        let source = Source::new(text.to_owned());
        let line = source.line(self.at);
        let before = text.get(source.line_start(line)..self.at).unwrap_or_default();
        Error::Pipeline {
            path: path.display().to_string(),
            line,
            column: before.chars().count() + 1,
            reason: self.reason,
            help: self.help,
        }
    }
}

/// Says which name was probably meant: one that may stand here, else one that may stand in another section.
fn meant(name: &str, here: &[&str]) -> String {
    let mut help = String::new();
    if let Some(near) = nearest(name, here.iter().copied()) {
        let _ = write!(help, "did you mean `{near}`? ");
    } else if let Some(section) = section_of(name) {
        let _ = write!(help, "did you mean `{name}` under `[{section}]`? ");
    }
    let names: Vec<String> = here.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => help.push_str(SEE_SCHEMA),
        [only] => {
            let _ = write!(help, "only {only} can stand here");
        }
        [rest @ .., last] => {
            let _ = write!(help, "{} or {last} can stand here", rest.join(", "));
        }
    }
    help
}

/// Gives the section in which a key may stand.
fn section_of(key: &str) -> Option<String> {
    let schema = schema_value();
    let definitions = schema.get("definitions")?;
    let sections = schema.get("properties")?.as_object()?;
    sections.iter().find_map(|(section, value)| {
        let reference = value.pointer("/allOf/0/$ref").or_else(|| value.get("$ref"))?.as_str()?;
        let definition = definitions.get(reference.rsplit('/').next()?)?;
        definition.get("properties")?.get(key).map(|_| section.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        let error = Pipeline::parse(text).err().unwrap().at_place(Path::new("p.toml"), text);
        error.to_string()
    }

    #[test]
    fn faults_are_said_with_place_and_remedy() {
        for (text, expected) in [
            (
                "[translation]\noriginals = 'en'\noriginal-language = 'en'",
                "p.toml:3:21: `original-language` stands beside `originals`\n  help: keep `originals` where",
            ),
            (
                "[[translation.map]]\npage = '{lang}/{path}'\noriginal = 'en/{path}'",
                "p.toml:2:8: `{lang}` of `{lang}/{path}` is no placeholder\n  help: `{language}` stands for a language tag",
            ),
            (
                "[[translation.map]]\npage = 'da/a.md'\noriginal = 'en/{path}'",
                "p.toml:3:12: `{path}` of `en/{path}` does not stand in `da/a.md`",
            ),
            ("[[translation.map]]\npage = 'da/a.md'", "p.toml:1:1: missing field `original`"),
            ("[output]\nfodler = 'x'\n", "p.toml:2:1: unknown key `fodler`\n  help: did you mean `folder`?"),
            ("[inputs]\npaths = 'x'", "p.toml:1:2: unknown key `inputs`\n  help: did you mean `input`?"),
            ("language = 'da'", "p.toml:1:1: unknown key `language`\n  help: did you mean `language` under `[pages]`?"),
            (
                "[pages]\nlanguage = 'dansk'",
                "p.toml:2:12: `dansk` is no BCP 47 language tag\n  help: tags look like da",
            ),
            ("[pages]\nnow = 'soon'", "p.toml:2:7: `soon` is no instant\n  help: write 2024-11-01T00:00:00Z"),
            (
                "[dates]\ntime-zone = 'Copenhagen'",
                "p.toml:2:13: `Copenhagen` is no time zone\n  help: write an IANA name such as Europe/Copenhagen",
            ),
            (
                "[rules.repeted-title]\nenabled = false",
                "p.toml:1:8: there is no rule `repeted-title`\n  help: did you mean `repeated-title`?",
            ),
            (
                "[rules.repeated-title]\nseverity = 'eror'",
                "p.toml:2:12: unknown value `eror`\n  help: did you mean `error`?",
            ),
            ("[thresholds]\nnear-duplicate = 80", "p.toml:2:18: `80` is outside 0 to 1\n  help: it is a share"),
            ("[check]\nfail-on = 'allways'", "p.toml:2:11: unknown value `allways`"),
            ("[[site]]\ntitle = 'h1'", "p.toml:1:1: missing field `site`"),
            ("[[site]]\nsite = 'a.dk'\ntitle = 'h1 >'", "p.toml:3:9: `h1 >` is no CSS selector: "),
            ("[[ignore]]\npages = 'a'\nreason = ' '", "p.toml:1:1: this `[[ignore]]` gives no reason"),
            ("[[ignore]]\npages = 'a'", "p.toml:1:1: missing field `reason`"),
            ("[[ignore]]\npages = ['a', '[']\nreason = 'x'", "p.toml:2:9: `[` is no glob: "),
            (
                "[[ignore]]\npages = 'a'\nreason = 'x'\nrules = ['repeated-titel']",
                "p.toml:4:10: there is no rule `repeated-titel`\n  help: did you mean `repeated-title`?",
            ),
            ("[output]\nformats = ['csv', 'exel']", "p.toml:2:19: unknown format `exel`\n  help: "),
            (
                "[output]\nexcel = true",
                "p.toml:2:1: the key `excel` is no more\n  help: name what to write: `formats = [\"jsonl\", \"csv-excel\"",
            ),
            ("[output\n", "p.toml:1:8: "),
        ] {
            let said = message(text);
            assert!(said.starts_with(expected), "{text:?} gave\n{said}\nnot\n{expected}");
        }
    }

    #[test]
    fn an_instant_may_be_a_string_or_a_toml_date() {
        for text in ["'2024-11-01'", "2024-11-01", "2024-11-01T00:00:00Z", "2024-11-01 00:00:00+00:00"] {
            let pipeline = Pipeline::parse(&format!("[pages]\nnow = {text}")).unwrap();
            assert_eq!(
                pipeline.settings.now.map(|now| now.to_string()).as_deref(),
                Some("2024-11-01T00:00:00Z"),
                "{text}"
            );
        }
        assert!(Pipeline::parse("[pages]\nnow = 'modified'").unwrap().settings.anchor_at_modification);
    }

    #[test]
    fn formats_are_taken_once_each_in_our_order() {
        let names = |text: &str| -> Vec<&str> {
            Pipeline::parse(text).unwrap().formats.iter().map(|format| format.name).collect()
        };
        assert_eq!(names("[output]\nformats = ['html', 'csv-excel', 'html']"), ["csv-excel", "html"]);
        assert_eq!(names("[output]\nformats = []"), [""; 0]);
        assert_eq!(names(""), ["jsonl", "csv", "html"]);
    }

    #[test]
    fn an_empty_file_changes_nothing() {
        let pipeline = Pipeline::parse("").unwrap();
        assert_eq!(pipeline.settings.fields, FieldNames::default());
        assert_eq!(pipeline.settings.thresholds, Thresholds::default());
        assert!(pipeline.inputs.is_empty() && pipeline.fail_on.is_none());
    }
}

//! `--show-settings`: every setting as a line of TOML, with a comment that says where it comes from.

use std::fmt::{Display, Write as _};
use std::path::Path;

use jiff::tz::TimeZone;

use crate::check::rules;
use crate::cli::args::FailOn;
use crate::cli::job::{Job, from_here};
use crate::language::Tag;
use crate::settings::{FieldNames, Settings, Thresholds};

/// The column in which the comments start, where the settings leave room for it.
const COMMENT: usize = 56;

/// Lists the settings of a job.
pub(super) fn settings(job: &Job) -> String {
    let mut shown = Shown { job, text: String::new() };
    match &job.pipeline {
        Some(path) => {
            let _ = writeln!(shown.text, "# pipeline file: {}", path.display());
        }
        None => shown.text.push_str("# no pipeline file\n"),
    }
    shown.input();
    shown.pages();
    shown.rules();
    let Thresholds { language_confidence, near_duplicate, duplicate_words, untranslated_words, title_repeats } =
        job.settings.thresholds;
    shown.line("thresholds.language-confidence", language_confidence);
    shown.line("thresholds.near-duplicate", near_duplicate);
    shown.line("thresholds.duplicate-words", duplicate_words);
    shown.line("thresholds.untranslated-words", untranslated_words);
    shown.line("thresholds.title-repeats", title_repeats);
    shown.line("check.fail-on", quoted(fail_on(job.fail_on)));
    shown.optional("check.baseline", job.baseline.as_deref().map(|path| quoted(from_here(path).display())));
    shown.optional("check.archive", job.archive.as_deref().map(|path| quoted(from_here(path).display())));
    shown.optional("output.folder", job.folder.as_deref().map(|path| quoted(from_here(path).display())));
    shown.line("output.include-other", job.settings.include_other);
    shown.line("output.formats", list(&job.formats.iter().map(|format| format.name.to_owned()).collect::<Vec<_>>()));
    shown.line("output.locale", quoted(job.settings.locale));
    shown.text
}

struct Shown<'a> {
    job: &'a Job,
    text: String,
}

impl Shown<'_> {
    /// Writes a setting, commented out where nothing sets it and there is no default.
    fn optional(&mut self, key: &str, value: Option<impl Display>) {
        match value {
            Some(value) => self.line(key, value),
            None => self.put(&format!("# {key} is not set")),
        }
    }

    fn line(&mut self, key: &str, value: impl Display) {
        let setting = format!("{key} = {value}");
        let origin = self.origin(key);
        let blanks = " ".repeat(COMMENT.saturating_sub(setting.chars().count() + 1));
        self.put(&format!("{setting}{blanks} # {origin}"));
    }

    fn put(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn origin(&self, key: &str) -> String {
        if let Some(flag) = self.job.flags.get(key) {
            return (*flag).to_owned();
        }
        let file = self.job.pipeline.as_deref().unwrap_or(Path::new(""));
        match self.job.lines.get(key) {
            Some(line) => format!("{}:{line}", file.display()),
            None => "default".to_owned(),
        }
    }

    fn input(&mut self) {
        let Settings { fields, input_format, .. } = &self.job.settings;
        self.line("input.paths", list(&self.job.inputs.arguments));
        self.optional("input.format", input_format.map(|format| quoted(format.name())));
        let FieldNames { id, url, title, html, text, markdown, author, date, category, language, fetched_at } = fields;
        for (name, names) in [
            ("id", id),
            ("url", url),
            ("title", title),
            ("html", html),
            ("text", text),
            ("markdown", markdown),
            ("author", author),
            ("date", date),
            ("category", category),
            ("language", language),
            ("fetched_at", fetched_at),
        ] {
            self.line(&format!("input.fields.{name}"), list(names));
        }
    }

    fn pages(&mut self) {
        let Settings { expected, now, anchor_at_modification, zone, sites, ignores, .. } = &self.job.settings;
        self.optional("pages.language", expected.map(|expected| quoted::<Tag>(expected.tag)));
        let now = now.map(quoted).or_else(|| anchor_at_modification.then(|| quoted("modified")));
        self.optional("pages.now", now);
        self.optional("dates.time-zone", zone.as_ref().and_then(TimeZone::iana_name).map(quoted));
        self.optional(
            "translation.originals",
            self.job.original.as_deref().map(|path| quoted(from_here(path).display())),
        );
        self.optional("translation.original-language", self.job.original_language.map(quoted::<Tag>));
        for (index, entry) in self.job.map.entries.iter().enumerate() {
            let origin = self.origin(&format!("translation.map.{index}"));
            let (page, original) = (quoted(&entry.written), quoted(&entry.original));
            self.put(&format!("# [[translation.map]] {page} from {original} ({origin})"));
        }
        for key in ["pages.untranslatable", "translation.glossary"] {
            let origin = self.job.lines.contains_key(key).then(|| self.origin(key));
            self.put(&origin.map_or(format!("# {key} is not set"), |origin| format!("# {key} ({origin})")));
        }
        for (index, site) in sites.iter().enumerate() {
            let origin = self.origin(&format!("site.{index}"));
            self.put(&format!("# [[site]] {} ({origin})", quoted(&site.site)));
        }
        for (index, ignore) in ignores.iter().enumerate() {
            let origin = self.origin(&format!("ignore.{index}"));
            let rules = if ignore.rules.is_empty() { "every rule".to_owned() } else { ignore.rules.join(", ") };
            self.put(&format!("# [[ignore]] {rules} ({origin})"));
        }
    }

    fn rules(&mut self) {
        for rule in rules::RULES {
            let severity = rule.severity(&self.job.settings);
            self.line(&format!("rules.{}.enabled", rule.name), severity.is_some());
            if let Some(severity) = severity {
                self.line(&format!("rules.{}.severity", rule.name), quoted(severity.name()));
            }
        }
    }
}

fn quoted<T: Display>(value: T) -> String {
    toml::Value::String(value.to_string()).to_string()
}

fn list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(quoted).collect();
    format!("[{}]", names.join(", "))
}

fn fail_on(fail_on: FailOn) -> &'static str {
    fail_on.lowest().map_or("never", crate::finding::Severity::name)
}

//! `korrektur init`: looks at a dump and writes the pipeline file to start from, with what it saw as comments.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::path::Path;

use crate::cli::Status;
use crate::cli::args::Init;
use crate::cli::job::{PIPELINE_FILE, absolute, working_folder};
use crate::cli::output::Output;
use crate::cli::terminal::Terminal;
use crate::cli::watch::Watch;
use crate::date_value::Unresolved;
use crate::engine;
use crate::error::Error;
use crate::flow::{self, Arrival};
use crate::language::Tag;
use crate::page::{Kind, Page};
use crate::read::{self, Inputs};
use crate::settings::Settings;
use crate::spot::{Folders, IN_CONTAINER};
use crate::write::summary::Counted;

/// How many folders are listed; a dump with a folder an article has thousands, and nobody reads them.
const FOLDERS: usize = 12;

/// Share of the pages that must be in one language for it to be proposed where no page says what it should be in.
const MAJORITY: f64 = 0.6;

/// Share of a site's pages without an article from which its split is doubted.
const WITHOUT_ARTICLE: f64 = 0.5;

/// Looks at the pages and writes the file.
pub(super) fn init(arguments: &Init, terminal: &Terminal) -> Result<Status, Error> {
    let target = absolute(arguments.output.as_deref().unwrap_or(Path::new(PIPELINE_FILE)));
    if target.exists() {
        return Err(Error::Flag {
            flag: target.display().to_string(),
            reason: "is there already, and would be lost".to_owned(),
            help: "delete it, or name another file with --output".to_owned(),
        });
    }
    let settings = Settings::default();
    let inputs = Inputs { arguments: arguments.inputs.clone(), files_from: None };
    let mut survey = Survey::default();
    let mut watch = Watch::new(terminal);
    let jobs = arguments.jobs.unwrap_or_else(engine::default_jobs);
    flow::pages(read::documents(&inputs, &settings)?, &settings, None, jobs, |arrival| {
        match arrival {
            Arrival::Page(page) => {
                watch.page(&page, None);
                survey.page(&page);
            }
            Arrival::Unreadable(input) => {
                watch.unreadable();
                survey.unreadable.push(format!("{}: {}", input.name, input.reason));
            }
        }
        Ok(())
    })?;
    let status = watch.end(Status::Good);
    let folders = Folders::new(target.parent().unwrap_or(Path::new("")), &working_folder());
    let paths: Vec<String> = arguments.inputs.iter().map(|input| folders.name(input)).collect();
    Output::open(Some(&target))?.print(&survey.pipeline(&arguments.inputs, &paths))?;
    let shown = target.strip_prefix(working_folder()).unwrap_or(&target).display();
    terminal.closing(&format_args!("{shown}: written from {}", Counted(survey.pages, "page")));
    let flag =
        if target == working_folder().join(PIPELINE_FILE) { String::new() } else { format!(" --pipeline {shown}") };
    terminal.closing(&format_args!("next: korrektur check{flag}"));
    Ok(status)
}

/// What was seen.
#[derive(Default)]
struct Survey {
    pages: usize,
    unreadable: Vec<String>,
    formats: BTreeMap<&'static str, usize>,
    folders: BTreeMap<String, Languages>,
    all: Languages,
    sites: BTreeMap<String, Site>,
    date_languages: BTreeMap<String, usize>,
    without_anchor: Vec<String>,
    ambiguous: Vec<String>,
}

/// Languages of some pages.
#[derive(Default)]
struct Languages {
    pages: usize,
    expected: BTreeMap<(String, &'static str), usize>,
    detected: BTreeMap<String, usize>,
}

/// What the pages of a host consist of.
#[derive(Default)]
struct Site {
    pages: usize,
    without_article: usize,
    example: String,
}

impl Languages {
    fn count(&mut self, page: &Page) {
        self.pages += 1;
        if let Some(expected) = page.expected {
            *self.expected.entry((expected.tag.to_string(), expected.from.name())).or_default() += 1;
        }
        *self.detected.entry(page.detected.tag.to_string()).or_default() += 1;
    }

    fn expected_tags(&self) -> BTreeMap<&str, usize> {
        let mut tags = BTreeMap::new();
        for ((tag, _), count) in &self.expected {
            *tags.entry(tag.as_str()).or_default() += count;
        }
        tags
    }

    fn told(&self) -> String {
        let expected = self.expected.iter().map(|((tag, from), count)| (format!("{tag} by {from}"), *count)).collect();
        let expected = if self.expected.is_empty() { "nothing".to_owned() } else { most(&expected) };
        format!("{}; should be {expected}; are {}", Counted(self.pages, "page"), most(&self.detected))
    }
}

/// Lists counted things, the most frequent first: `da 110, en 10`.
fn most<K: Ord + Display>(counts: &BTreeMap<K, usize>) -> String {
    let mut sorted: Vec<(&K, &usize)> = counts.iter().collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let listed: Vec<String> = sorted.iter().take(4).map(|(what, count)| format!("{what} {count}")).collect();
    let more = sorted.len().saturating_sub(4);
    listed.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

impl Survey {
    fn page(&mut self, page: &Page) {
        self.pages += 1;
        *self.formats.entry(page.format.name()).or_default() += 1;
        let file = page.name.split_once(IN_CONTAINER).map_or(page.name.as_str(), |(file, _)| file);
        let is_in_container = file.len() < page.name.len();
        let folder = if is_in_container { file } else { file.rsplit_once('/').map_or(".", |(folder, _)| folder) };
        self.folders.entry(folder.to_owned()).or_default().count(page);
        self.all.count(page);
        let host = page.url.as_deref().and_then(|url| url.split_once("://")).map(|(_, rest)| rest);
        let host = host.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned());
        let site = self.sites.entry(host.unwrap_or_default()).or_default();
        site.pages += 1;
        if !page.blocks.iter().any(|block| matches!(block.kind, Kind::Article | Kind::Profile)) {
            site.without_article += 1;
            site.example.clone_from(&page.name);
        }
        for date in page.blocks.iter().filter_map(|block| block.date.as_ref()) {
            let language = date.value.language;
            if language != Tag::UND {
                *self.date_languages.entry(language.to_string()).or_default() += 1;
            }
            match date.value.reading {
                Err(Unresolved::NoAnchor) => self.without_anchor.push(date.value.text.clone()),
                Err(Unresolved::Ambiguous) => self.ambiguous.push(date.value.text.clone()),
                _ => {}
            }
        }
    }

    /// Gives the language that all pages should be in, where they are of one mind: with why it is proposed.
    fn language(&self) -> Option<(String, String)> {
        let expected = self.all.expected_tags();
        let told: usize = expected.values().sum();
        if let [(tag, _)] = expected.iter().collect::<Vec<_>>().as_slice() {
            let why = format!("{told} of {} say so themselves; the others are held to it", Counted(self.pages, "page"));
            return (told < self.pages).then(|| ((**tag).to_owned(), why));
        }
        if told > 0 {
            return None;
        }
        let (tag, count) =
            self.all.detected.iter().filter(|(tag, _)| *tag != "und").max_by_key(|(_, count)| **count)?;
        let is_most = *count as f64 >= MAJORITY * self.pages as f64;
        let why = format!("no page says what it should be in; {count} of {} are in it", Counted(self.pages, "page"));
        is_most.then(|| (tag.clone(), why))
    }

    fn pipeline(&self, typed: &[String], paths: &[String]) -> String {
        let mut text = String::new();
        let mut comment = |line: &str| {
            let _ = writeln!(text, "{}", format!("# {}", one_line(line)).trim_end());
        };
        comment(&format!(
            "A pipeline of korrektur, written by `korrektur init {}` from what it saw there.",
            typed.join(" ")
        ));
        comment(&format!("{} ({}).", Counted(self.pages, "page"), most(&self.formats)));
        comment("");
        comment("    korrektur check                 what is wrong, for people and for CI");
        comment("    korrektur run korrektur.toml    records and a report, into the folder below");
        comment("");
        comment("Flags stand over this file. docs/pipeline.md explains every key.");
        text.push_str("\n[input]\n");
        self.comment_unreadable(&mut text);
        let _ =
            writeln!(text, "# What was looked at; paths count from the folder of this file.\npaths = {}", list(paths));
        text.push_str("\n[pages]\n");
        self.pages_section(&mut text);
        self.sites_section(&mut text);
        text.push_str(
            "\n# Rules that do not hold for some pages; every entry needs a reason.\n\
             # [[ignore]]\n# pages = [\"dump/archive/**\"]\n# rules = [\"untranslated-section\"]\n# reason = \"kept in English on purpose\"\n\
             \n[check]\n# What stops a build: \"error\", \"warning\", \"info\" or \"never\".\nfail-on = \"error\"\n\
             # What is known and not to be reported again; `korrektur check --write-baseline korrektur-baseline.json` writes it.\n\
             # baseline = \"korrektur-baseline.json\"\n\
             \n[output]\n# For `korrektur run`. The folder is replaced as a whole.\nfolder = \"korrektur-out\"\n",
        );
        text
    }

    fn comment_unreadable(&self, text: &mut String) {
        if let Some(first) = self.unreadable.first() {
            let count = self.unreadable.len();
            let _ = writeln!(text, "# {} could not be read, the first of them:", Counted(count, "input"));
            let _ = writeln!(text, "#   {}", one_line(first));
            let _ = writeln!(
                text,
                "# Records whose fields have other names are read by `[input.fields]`: html = \"body\", url = \"address\"."
            );
        }
    }

    fn pages_section(&self, text: &mut String) {
        text.push_str(
            "# The language that a page should be in is told from the page and its site. What was found, by folder:\n",
        );
        for (folder, languages) in self.folders.iter().take(FOLDERS) {
            let _ = writeln!(text, "#   {}: {}", one_line(folder), languages.told());
        }
        if let more @ 1.. = self.folders.len().saturating_sub(FOLDERS) {
            let _ = writeln!(text, "#   and {} more", Counted(more, "folder"));
        }
        match self.language() {
            Some((tag, why)) => {
                let _ = writeln!(text, "# One language for all: {why}.\nlanguage = \"{tag}\"");
            }
            None => {
                text.push_str("# Where all pages should be in one language, whatever they say:\n# language = \"da\"\n");
            }
        }
        if !self.date_languages.is_empty() {
            let _ = writeln!(text, "# Dates are written in {}.", most(&self.date_languages));
        }
        if let Some(date) = self.without_anchor.first() {
            let count = Counted(self.without_anchor.len(), "relative date");
            let _ = writeln!(
                text,
                "# {count} (“{}”) cannot be read until it is known when the pages were fetched.",
                one_line(date)
            );
            text.push_str("# That day, or \"modified\" for the time of each file:\n# now = 2024-11-01\n");
        }
        if let Some(date) = self.ambiguous.first() {
            let count = Counted(self.ambiguous.len(), "date");
            let _ = writeln!(
                text,
                "# {count} (“{}”) can be day and month or month and day: the language above decides.",
                one_line(date)
            );
        }
        text.push_str("# Names that stay as they are in every language:\n# untranslatable = [\"Blue Nest\"]\n");
    }

    fn sites_section(&self, text: &mut String) {
        let doubted = self.sites.iter().filter(|(host, site)| {
            !host.is_empty() && site.without_article as f64 > WITHOUT_ARTICLE * site.pages as f64
        });
        for (host, site) in doubted {
            let Site { pages, without_article, example } = site;
            let _ = writeln!(
                text,
                "\n# {without_article} of {} of {} have no article. Where that is wrong, say what is one:\n\
                 # `korrektur extract --explain-split {}` tells why.\n# [[site]]\n# site = {}\n# article = \"main\"",
                Counted(*pages, "page"),
                one_line(host),
                one_line(example),
                list(std::slice::from_ref(host)).trim_matches(['[', ']'])
            );
        }
    }
}

/// Shows text of a page in a comment: no line break of its own, nothing that steers a terminal.
fn one_line(text: &str) -> String {
    crate::write::tame::visible(text).to_string()
}

fn list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| toml::Value::String(name.clone()).to_string()).collect();
    format!("[{}]", names.join(", "))
}

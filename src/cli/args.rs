//! The command line exactly as typed: names, values, help. What it means together with a pipeline file is `job`'s business.

mod examples;
pub(super) mod gate;
mod start;

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::cli::values;
use crate::document::Format;
use crate::finding::Severity;
use crate::language::Tag;
use crate::locale::Locale;
use crate::write::records::RecordFormat;
use crate::write::reports::ReportFormat;

use examples::{
    ARCHIVE_EXAMPLES, CHECK_EXAMPLES, DATE_EXAMPLES, DETECT_EXAMPLES, EXAMPLES, EXTRACT_EXAMPLES, RUN_EXAMPLES,
};
use gate::{Gate, Pipeline, Rules};
pub(super) use start::{Completions, Init, Man};

/// Proofs dumps of scraped web pages: splits each page into article, profile and teaser blocks, detects the language of
/// every section, reads dates, and reports what is untranslated or duplicated.
#[derive(Debug, Parser)]
#[command(
    name = "korrektur",
    version,
    about = "Proofs dumps of scraped web pages: what is untranslated, what is duplicated",
    after_help = "`korrektur COMMAND --help` tells more, with examples.",
    after_long_help = EXAMPLES,
    max_term_width = 100,
    styles = STYLES,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) general: General,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Run(Run),
    Extract(Extract),
    Check(Box<Check>),
    Detect(Detect),
    Date(Date),
    Archive(Archive),
    Init(Init),
    Completions(Completions),
    Man(Man),
    /// Print the JSON Schema of the pipeline file
    #[command(hide = true)]
    Schema,
}

/// Run the batch job that a pipeline file describes.
///
/// Records and reports go into the output folder, which appears whole or not at all: pages.jsonl, articles.csv, profiles.csv, teasers.csv, sections.csv,
/// findings.jsonl, findings.csv, report.html, summary.json; others and fewer where the pipeline names `formats`.
#[derive(Debug, Args)]
#[command(after_long_help = RUN_EXAMPLES)]
pub(super) struct Run {
    /// The pipeline file (TOML)
    #[arg(value_name = "PIPELINE.toml", help_heading = "Pipeline")]
    pub(super) pipeline: PathBuf,
    #[command(flatten)]
    pub(super) input: Input,
    /// Write into this folder instead of the pipeline's
    ///
    /// The folder is replaced as a whole once everything is written; until then, what stood there stays.
    #[arg(long, short, value_name = "FOLDER", help_heading = "Output")]
    pub(super) output: Option<PathBuf>,
    /// Check also against the pages of an archive, instead of the pipeline's
    #[arg(long, value_name = "FILE", help_heading = "Duplicates")]
    pub(super) archive: Option<PathBuf>,
    #[command(flatten)]
    pub(super) records: Records,
    #[command(flatten)]
    pub(super) reporting: Reporting,
    #[command(flatten)]
    pub(super) gate: Gate,
    #[command(flatten)]
    pub(super) language: LanguageAndDates,
    #[command(flatten)]
    pub(super) work: Work,
}

/// Write page records: blocks, sections, languages, dates.
///
/// One record a page, in input order, on standard output or into `--output`. A page that cannot be read is named on standard
/// error and does not hold up the others.
#[derive(Debug, Args)]
#[command(after_long_help = EXTRACT_EXAMPLES)]
pub(super) struct Extract {
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) pipeline: Pipeline,
    /// Form of the records
    #[arg(long, value_parser = values::record_format(), value_name = "FORMAT", default_value = "jsonl")]
    #[arg(help_heading = "Output")]
    pub(super) format: &'static RecordFormat,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) records: Records,
    /// Say why each line went into its block, instead of writing records
    ///
    /// Every line of every page with its block, its probability to be text of the article, and what speaks for and against it.
    /// For finding out why a page was split wrong, and for reporting it; [[site]] sections of a pipeline file mend it for one site.
    #[arg(long, help_heading = "Output", conflicts_with_all = ["format", "include_other", "dump"])]
    pub(super) explain_split: bool,
    /// Show what a step saw instead of the records: every line of the page, or its blocks
    #[arg(long, value_enum, value_name = "STEP", hide = true, help_heading = "Output")]
    pub(super) dump: Option<Dump>,
    #[command(flatten)]
    pub(super) language: LanguageAndDates,
    #[command(flatten)]
    pub(super) work: Work,
}

/// Report what is untranslated or duplicated; the CI gate.
///
/// Exits with 1 where a finding is at or above `--fail-on`, with 2 where the command line, the pipeline, an input or an
/// output could not be used, else with 0.
#[derive(Debug, Args)]
#[command(after_long_help = CHECK_EXAMPLES)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) pipeline: Pipeline,
    /// Form of the report
    #[arg(long, value_parser = values::report_format(), value_name = "FORMAT", default_value = "human")]
    #[arg(help_heading = "Output")]
    pub(super) format: &'static ReportFormat,
    /// Write another report of the same run into a file, as FORMAT=FILE; repeat for more
    #[arg(long, hide_short_help = true, value_name = "FORMAT=FILE", value_parser = values::report_file, action = ArgAction::Append)]
    #[arg(help_heading = "Output")]
    pub(super) also: Vec<(&'static ReportFormat, PathBuf)>,
    #[command(flatten)]
    pub(super) output: Output,
    #[command(flatten)]
    pub(super) reporting: Reporting,
    #[command(flatten)]
    pub(super) duplicates: Likeness,
    /// Say which section of its original each section of a page was taken for, instead of writing the report
    ///
    /// PAGE is the page's name as findings have it, or its end.
    #[arg(long, value_name = "PAGE", help_heading = "Originals", hide_short_help = true)]
    pub(super) explain_pairs: Option<String>,
    #[command(flatten)]
    pub(super) gate: Gate,
    #[command(flatten)]
    pub(super) rules: Rules,
    #[command(flatten)]
    pub(super) language: LanguageAndDates,
    #[command(flatten)]
    pub(super) work: Work,
}

/// Keep what earlier runs saw, to check new pages against it.
///
/// An archive is one database file with digests and places of all sections, and with what was found on them; no text of a page
/// but the excerpts of findings. `check --archive FILE` then reports what of a new dump stands in an archived page, and which findings are
/// new, known or mended. `check` only reads it. docs/archive.md documents the tables.
#[derive(Debug, Args)]
#[command(after_long_help = ARCHIVE_EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
#[command(disable_help_subcommand = true)]
pub(super) struct Archive {
    #[command(subcommand)]
    pub(super) command: ArchiveCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ArchiveCommand {
    Add(ArchiveAdd),
    /// Remove pages
    Remove {
        #[command(flatten)]
        archive: ArchiveFile,
        /// Names of pages as `list` shows them, or patterns with `*` and `?`
        #[arg(value_name = "PAGE", required = true, help_heading = "Archive")]
        pages: Vec<String>,
    },
    /// List the pages: name, sections, findings, address, with tabs between
    List {
        #[command(flatten)]
        archive: ArchiveFile,
    },
    /// Give the room of removed pages back to the system
    Vacuum {
        #[command(flatten)]
        archive: ArchiveFile,
    },
}

/// Check pages and add them, with what is found.
///
/// A page takes the place of an earlier one of its name, or of its address. All of it is one transaction: an interrupted `add` leaves
/// the archive as it was. Findings do not change the exit status.
#[derive(Debug, Args)]
pub(super) struct ArchiveAdd {
    #[command(flatten)]
    pub(super) archive: ArchiveFile,
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) pipeline: Pipeline,
    #[command(flatten)]
    pub(super) language: LanguageAndDates,
    #[command(flatten)]
    pub(super) work: Work,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Archive")]
pub(super) struct ArchiveFile {
    /// The archive
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// How many seconds to wait while another process is at work in it
    #[arg(long, value_name = "SECONDS", default_value_t = WAIT)]
    pub(super) wait: u32,
}

/// How many seconds a process waits for another one: longer than most additions write.
pub(super) const WAIT: u32 = 60;

/// Tell the language of each line of standard input, from the line alone.
///
/// One line out for one line in: the BCP 47 tag and the probability that it is right. `und` where the line does not allow a
/// decision: a name, a number, a word that languages share.
#[derive(Debug, Args)]
#[command(after_long_help = DETECT_EXAMPLES)]
pub(super) struct Detect {
    /// Decide among these languages only
    #[arg(long, value_name = "TAG,…", value_parser = values::tag, value_delimiter = ',', action = ArgAction::Append)]
    #[arg(help_heading = "Language and dates")]
    pub(super) candidates: Vec<Tag>,
    /// Form of the output
    ///
    /// text: TAG, tab, CONFIDENCE. jsonl: {"code": "da", "confidence": 0.97}
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(super) format: LineFormat,
    /// Threads
    #[arg(long, short, value_name = "N", value_parser = values::jobs, help_heading = "General")]
    pub(super) jobs: Option<usize>,
}

/// Read the date in each line of standard input, wherever it stands in the line.
///
/// One line out for one line in. Relative dates ("for 3 uger siden") need `--now`.
#[derive(Debug, Args)]
#[command(after_long_help = DATE_EXAMPLES)]
pub(super) struct Date {
    /// When the lines were printed: the anchor of relative dates
    #[arg(long, value_name = "RFC3339", value_parser = values::instant, help_heading = "Language and dates")]
    pub(super) now: Option<Timestamp>,
    /// Where the sites' clocks stand: an IANA name such as Europe/Copenhagen
    ///
    /// Days and times of the day without an offset are those of this zone; an offset in the text stands before it.
    /// Decides also what day "yesterday" was. [default: UTC]
    #[arg(long, value_name = "ZONE", value_parser = values::time_zone, help_heading = "Language and dates")]
    pub(super) time_zone: Option<TimeZone>,
    /// The language of the lines; decides 3/4 and words that languages share
    #[arg(long, value_name = "TAG", value_parser = values::tag, help_heading = "Language and dates")]
    pub(super) language: Option<Tag>,
    /// Form of the output
    ///
    /// text: value, precision, earliest, latest, with tabs between; `-` for a line without a date; `-` and the reason for a
    /// date that cannot be resolved. jsonl: the date object of a page record.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(super) format: LineFormat,
    /// Say also what the words of a line were taken for, and why the bounds are what they are
    ///
    /// text: indented lines below the answer. jsonl: the field `explanation`.
    #[arg(long, help_heading = "Output")]
    pub(super) explain: bool,
    /// Threads
    #[arg(long, short, value_name = "N", value_parser = values::jobs, help_heading = "General")]
    pub(super) jobs: Option<usize>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(super) struct Input {
    /// Files, folders, globs, or `-` for standard input
    ///
    /// A folder is walked in sorted order; a name that exists as a file is that file, else it is tried as a glob. Where the
    /// pipeline names inputs, those given here take their place.
    #[arg(value_name = "INPUT", help_heading = "Input")]
    pub(super) inputs: Vec<String>,
    /// Read more inputs from a list, one a line; `-` for standard input
    #[arg(long, hide_short_help = true, value_name = "FILE")]
    pub(super) files_from: Option<String>,
    /// Format of every page, instead of telling it from content and name
    #[arg(id = "page_format", long = "input-format", value_enum, value_name = "FORMAT")]
    pub(super) format: Option<PageFormat>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct Output {
    /// Write to a file instead of standard output
    ///
    /// The file appears whole or not at all. With `extract --format markdown` it is a folder, with a file a page.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct Records {
    /// Keep navigation, footers, notices and comments, as blocks of kind `other`
    #[arg(long, overrides_with = "no_include_other")]
    pub(super) include_other: bool,
    #[arg(long, hide = true, overrides_with = "include_other")]
    pub(super) no_include_other: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct Reporting {
    /// Language of reports [default: en]
    ///
    /// Of the sentences of findings and of what reports for people say around them. Names of rules and fields, and severities
    /// in JSON and CSV, are the same in every language.
    #[arg(long, value_enum, value_name = "TAG")]
    pub(super) locale: Option<ReportLocale>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Duplicates")]
pub(super) struct Likeness {
    /// Say what the sections of a page are like, and why that is or is no fault, instead of writing the report
    ///
    /// PAGE is the page's name as findings have it, or its end.
    #[arg(long, hide_short_help = true, value_name = "PAGE")]
    pub(super) explain_duplicates: Option<String>,
    /// Write a digest of every section too, for other engines: a JSON object a line, or Parquet into a FILE.parquet
    #[arg(long, hide_short_help = true, value_name = "FILE")]
    pub(super) write_signatures: Option<PathBuf>,
    /// Write which sections are alike too: a JSON object a line
    #[arg(long, hide_short_help = true, value_name = "FILE")]
    pub(super) write_groups: Option<PathBuf>,
    /// Look for nearly equal sections only within the groups of this file, as another engine or `--write-groups` wrote it
    ///
    /// Every pair of a group is counted out all the same: nothing is reported on somebody else's word.
    #[arg(long, hide_short_help = true, value_name = "FILE")]
    pub(super) groups: Option<PathBuf>,
    /// Check also against the pages of an archive, and say which findings are new, known or mended
    ///
    /// `korrektur archive add` makes it and adds to it; it is only read here.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["groups", "write_groups"])]
    pub(super) archive: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Language and dates")]
pub(super) struct LanguageAndDates {
    /// The language that every page should be in, over all other evidence
    #[arg(long, value_name = "TAG", value_parser = values::language)]
    pub(super) expect_language: Option<Tag>,
    /// The same pages in the language that they were translated from, paired by their paths below the folders
    ///
    /// Sections that are missing, added or out of order, and numbers, links, images and code that differ become findings.
    #[arg(long, value_name = "DIR", help_heading = "Originals")]
    pub(super) original: Option<PathBuf>,
    /// The originals are those of the pages that are in this language
    ///
    /// Pages are paired by what they say of one another (hreflang, front matter), by paths without languages, else by what
    /// they hold. The inputs are read twice.
    #[arg(long, hide_short_help = true, value_name = "TAG", value_parser = values::language, help_heading = "Originals")]
    #[arg(conflicts_with = "original")]
    pub(super) original_language: Option<Tag>,
    /// When the pages were fetched: the anchor of relative dates
    ///
    /// An instant (2024-11-01T00:00:00Z), a day (2024-11-01, midnight UTC), or `modified`: each file's modification time
    /// where its page does not say when it was fetched. The clock is never read.
    #[arg(long, value_name = "RFC3339", value_parser = values::now)]
    pub(super) now: Option<Now>,
    /// Where the sites' clocks stand: an IANA name such as Europe/Copenhagen
    ///
    /// Days and times of the day without an offset are those of this zone; an offset in the text stands before it.
    /// Decides also what day "yesterday" was. [default: UTC]
    #[arg(long, hide_short_help = true, value_name = "ZONE", value_parser = values::time_zone)]
    pub(super) time_zone: Option<TimeZone>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "General")]
pub(super) struct Work {
    /// Threads; the output is the same for any number [default: all processors]
    #[arg(long, short, value_name = "N", value_parser = values::jobs)]
    pub(super) jobs: Option<usize>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "General")]
pub(super) struct General {
    /// Colour on terminals
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", global = true)]
    pub(super) color: Color,
    /// Say nothing on standard error but what stops the run
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say what each page gave
    #[arg(long, short, global = true)]
    pub(super) verbose: bool,
}

/// What anchors relative dates, as typed or as written in the pipeline file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Now {
    /// This instant.
    At(Timestamp),
    /// The modification time of the page's file.
    Modified,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LineFormat {
    Text,
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Dump {
    /// Every line of the page: role, gap, containers, runs, and the block it went to.
    #[value(alias = "outline")]
    Lines,
    /// Every block with its fields and sections.
    Blocks,
    /// Every list of links: its score as a list of teasers, its traits, its members.
    Cards,
    /// Every line of the page as numbers: what the labeller of text dumps sees of it.
    Numbers,
}

/// The format of a page, as flag and as key of the pipeline file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PageFormat {
    Html,
    Markdown,
    Text,
}

impl From<PageFormat> for Format {
    fn from(format: PageFormat) -> Self {
        match format {
            PageFormat::Html => Self::Html,
            PageFormat::Markdown => Self::Markdown,
            PageFormat::Text => Self::Text,
        }
    }
}

/// The language of reports, as flag and as key of the pipeline file.
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize, JsonSchema)]
pub(super) enum ReportLocale {
    /// English
    #[serde(rename = "en")]
    #[value(name = "en")]
    English,
    /// Danish
    #[serde(rename = "da")]
    #[value(name = "da")]
    Danish,
}

impl From<ReportLocale> for Locale {
    fn from(locale: ReportLocale) -> Self {
        match locale {
            ReportLocale::English => Self::English,
            ReportLocale::Danish => Self::Danish,
        }
    }
}

/// The lowest severity that makes the exit status 1, as flag and as key of the pipeline file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FailOn {
    #[default]
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// Tells whether a finding this bad makes the run fail.
    pub(super) fn is_reached_by(self, severity: Severity) -> bool {
        self.lowest().is_some_and(|lowest| severity >= lowest)
    }

    /// Gives the lowest severity that makes the run fail.
    pub(super) fn lowest(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

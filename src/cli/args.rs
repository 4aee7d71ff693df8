//! The command line exactly as typed: names, values, help. What it means together with a pipeline file is `job`'s business.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::cli::values;
use crate::document::Format;
use crate::finding::Severity;
use crate::language::Tag;
use crate::write::records::RecordFormat;
use crate::write::reports::ReportFormat;

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
    Check(Check),
    Detect(Detect),
    Date(Date),
    /// Print the JSON Schema of the pipeline file
    #[command(hide = true)]
    Schema,
}

/// Run the batch job that a pipeline file describes.
///
/// Records and reports go into the output folder, which appears whole or not at all: pages.jsonl, articles.csv, profiles.csv, teasers.csv, sections.csv,
/// findings.jsonl, findings.csv, report.html, summary.json.
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
    #[command(flatten)]
    pub(super) records: Records,
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
    #[arg(long, help_heading = "Output", conflicts_with_all = ["format", "include_other", "excel", "dump"])]
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
    #[command(flatten)]
    pub(super) output: Output,
    /// Write CSV as Excel wants it: byte-order mark, CRLF
    #[arg(long, help_heading = "Output", overrides_with = "no_excel")]
    pub(super) excel: bool,
    #[arg(long, hide = true, overrides_with = "excel")]
    pub(super) no_excel: bool,
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
    #[arg(long, value_name = "FILE")]
    pub(super) files_from: Option<String>,
    /// Format of every page, instead of telling it from content and name
    #[arg(id = "page_format", long = "input-format", value_enum, value_name = "FORMAT")]
    pub(super) format: Option<PageFormat>,
}

#[derive(Debug, Args)]
pub(super) struct Pipeline {
    /// Take settings (and inputs, where none are given) from a pipeline file
    #[arg(long, short, value_name = "FILE", help_heading = "Pipeline")]
    pub(super) pipeline: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct Output {
    /// Write to a file instead of standard output
    ///
    /// The file appears whole or not at all.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Records {
    /// Keep navigation, footers, notices and comments, as blocks of kind `other`
    #[arg(long, overrides_with = "no_include_other")]
    pub(super) include_other: bool,
    #[arg(long, hide = true, overrides_with = "include_other")]
    pub(super) no_include_other: bool,
    /// Write CSV as Excel wants it: byte-order mark, CRLF
    #[arg(long, overrides_with = "no_excel")]
    pub(super) excel: bool,
    #[arg(long, hide = true, overrides_with = "excel")]
    pub(super) no_excel: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Duplicates")]
pub(super) struct Likeness {
    /// Say what the sections of a page are like, and why that is or is no fault, instead of writing the report
    ///
    /// PAGE is the page's name as findings have it, or its end.
    #[arg(long, value_name = "PAGE")]
    pub(super) explain_duplicates: Option<String>,
    /// Write a digest of every section too, for other engines: a JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(super) write_signatures: Option<PathBuf>,
    /// Write which sections are alike too: a JSON object a line
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(super) write_groups: Option<PathBuf>,
    /// Look for nearly equal sections only within the groups of this file, as another engine or `--write-groups` wrote it
    ///
    /// Every pair of a group is counted out all the same: nothing is reported on somebody else's word.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(super) groups: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct Gate {
    /// Lowest severity that makes the exit status 1 [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct Rules {
    /// Check these rules only; repeat, or part with commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', action = ArgAction::Append)]
    #[arg(value_parser = values::rule(), hide_possible_values = true)]
    pub(super) select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',', action = ArgAction::Append)]
    #[arg(value_parser = values::rule(), hide_possible_values = true)]
    pub(super) ignore: Vec<String>,
    /// Say what a rule finds, why it matters and how to mend it
    #[arg(long, value_name = "RULE")]
    #[arg(value_parser = values::rule(), hide_possible_values = true)]
    pub(super) explain: Option<String>,
    /// List the rules with their severities
    #[arg(long = "list-rules", conflicts_with = "explain")]
    pub(super) list: bool,
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
    #[arg(long, value_name = "TAG", value_parser = values::language, help_heading = "Originals", conflicts_with = "original")]
    pub(super) original_language: Option<Tag>,
    /// When the pages were fetched: the anchor of relative dates
    ///
    /// An instant (2024-11-01T00:00:00Z), a day (2024-11-01, midnight UTC), or `modified`: each file's modification time
    /// where its page does not say when it was fetched. The clock is never read.
    #[arg(long, value_name = "RFC3339", value_parser = values::now)]
    pub(super) now: Option<Now>,
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
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => severity >= Severity::Info,
            Self::Never => false,
        }
    }
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXAMPLES: &str = "\
Examples:
  korrektur check dump/                         what is untranslated or duplicated in a folder of pages
  korrektur check --expect-language da page.html
  korrektur extract --format csv dump/ > pages.csv
  korrektur run pipelines/danish-magazine.toml  everything, into the folder that the pipeline names

`korrektur COMMAND --help` tells more, with examples.
Exit status: 0 nothing to report; 1 findings at or above --fail-on; 2 something could not be used or written.";

const RUN_EXAMPLES: &str = "\
Examples:
  korrektur run magazine.toml                      the inputs and the output folder that the file names
  korrektur run magazine.toml --output /tmp/out    another folder
  korrektur run magazine.toml fresh/               other inputs, the same settings
  korrektur run magazine.toml --fail-on never      reports only, exit status 0";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  korrektur extract page.html                            one JSON object a page
  korrektur extract --format csv --excel dump/ > d.csv  for Excel
  curl -s https://example.org/ | korrektur extract -     a page from standard input
  korrektur extract --now 2024-11-01 --include-other dump/
  korrektur extract --explain-split page.html            why is this line in that block?
  find dump -name '*.html' | korrektur extract --files-from -";

const CHECK_EXAMPLES: &str = "\
Examples:
  korrektur check dump/                              for people: place, excerpt, expected and found
  korrektur check --format html -o report.html dump/ for the editors
  korrektur check --fail-on warning --quiet dump/    for CI
  korrektur check --ignore repeated-title dump/
  korrektur check --explain untranslated-section";

const DETECT_EXAMPLES: &str = "\
Examples:
  echo 'Rødgrød med fløde på' | korrektur detect
  korrektur detect --candidates da,nb,sv --format jsonl < lines.txt";

const DATE_EXAMPLES: &str = "\
Examples:
  echo 'for 11 måneder siden' | korrektur date --now 2024-11-01
  korrektur date --language en-GB --format jsonl < lines.txt";

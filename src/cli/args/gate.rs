//! Flags that decide which rules look, which findings count and when the exit status is 1.

use std::path::PathBuf;

use clap::{ArgAction, Args};

use super::FailOn;
use crate::cli::values;

#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(in crate::cli) struct Gate {
    /// Lowest severity that makes the exit status 1 [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(in crate::cli) fail_on: Option<FailOn>,
    /// Leave out findings that this file knows
    ///
    /// A finding is known by its text, wherever that has moved to. What the file knows and is no longer found is said.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Write all findings into a file, as known from now on
    #[arg(long, hide_short_help = true, value_name = "FILE")]
    pub(in crate::cli) write_baseline: Option<PathBuf>,
    /// Report only what concerns pages that have changed since a commit of their git repository
    ///
    /// All pages are read all the same: a changed page may repeat any of them. In a JSONL file the records that have changed count.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) changed_since: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(in crate::cli) struct Rules {
    /// Check these rules only; repeat, or part with commas
    #[arg(long, value_name = "RULE", value_delimiter = ',', action = ArgAction::Append)]
    #[arg(value_parser = values::rule(), hide_possible_values = true)]
    pub(in crate::cli) select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',', action = ArgAction::Append)]
    #[arg(value_parser = values::rule(), hide_possible_values = true)]
    pub(in crate::cli) ignore: Vec<String>,
    /// Report at most this many findings, the worst; the exit status counts all
    #[arg(long, hide_short_help = true, value_name = "N")]
    pub(in crate::cli) max_findings: Option<usize>,
    /// Say what a rule finds, why it matters and how to mend it
    #[arg(long, value_name = "RULE")]
    #[arg(value_parser = values::rule(), hide_possible_values = true)]
    pub(in crate::cli) explain: Option<String>,
    /// List the rules with their severities
    #[arg(long = "list-rules", conflicts_with = "explain")]
    pub(in crate::cli) list: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Pipeline")]
pub(in crate::cli) struct Pipeline {
    /// Take settings (and inputs, where none are given) from this file, not from the nearest korrektur.toml
    #[arg(id = "pipeline", long = "pipeline", short = 'p', value_name = "FILE")]
    pub(in crate::cli) file: Option<PathBuf>,
    /// Take settings from no file
    ///
    /// Without this and without --pipeline, the nearest korrektur.toml counts: in the working folder or one above it, up to the
    /// root of the repository.
    #[arg(long, conflicts_with = "pipeline", hide_short_help = true)]
    pub(in crate::cli) isolated: bool,
    /// Show every setting and where it comes from, instead of reading anything
    #[arg(long, hide_short_help = true)]
    pub(in crate::cli) show_settings: bool,
}

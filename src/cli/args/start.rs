//! Commands for the start: a pipeline file, completions, manual pages.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

use super::examples::{COMPLETIONS_EXAMPLES, INIT_EXAMPLES, MAN_EXAMPLES};
use crate::cli::values;

/// Look at a dump and write the pipeline file to start from.
///
/// The file works at once. What was seen stands in it as comments: languages by folder, dates that need an anchor, sites that may
/// be split wrong.
#[derive(Debug, Args)]
#[command(after_long_help = INIT_EXAMPLES)]
pub(in crate::cli) struct Init {
    /// Files, folders and globs of pages
    #[arg(value_name = "DUMP", required = true, help_heading = "Input")]
    pub(in crate::cli) inputs: Vec<String>,
    /// The file to write, which must not be there yet [default: korrektur.toml]
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Threads
    #[arg(long, short, value_name = "N", value_parser = values::jobs, help_heading = "General")]
    pub(in crate::cli) jobs: Option<usize>,
}

/// Print the completions of commands and flags for a shell.
#[derive(Debug, Args)]
#[command(after_long_help = COMPLETIONS_EXAMPLES)]
pub(in crate::cli) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(in crate::cli) shell: Shell,
}

/// Print the manual page of the program or of a command.
#[derive(Debug, Args)]
#[command(after_long_help = MAN_EXAMPLES)]
pub(in crate::cli) struct Man {
    /// The command
    #[arg(value_name = "COMMAND")]
    pub(in crate::cli) command: Option<String>,
}

//! What stops a run. A bad page is no error: it becomes a finding and the rest goes on.

use std::io;
use std::path::PathBuf;

/// A reason to stop with exit status 2. Each message says what, where, and how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An input named on the command line does not exist or matches nothing.
    #[error("{input}: {reason}\n  help: {help}")]
    Input {
        /// The argument as typed.
        input: String,
        /// What is wrong.
        reason: String,
        /// How to mend it.
        help: String,
    },
    /// The pipeline file cannot be used.
    #[error("{path}:{line}:{column}: {reason}\n  help: {help}")]
    Pipeline {
        /// The file.
        path: String,
        /// 1-based line.
        line: usize,
        /// 1-based column, in characters.
        column: usize,
        /// What is wrong.
        reason: String,
        /// How to mend it.
        help: String,
    },
    /// A flag's value cannot be used.
    #[error("{flag}: {reason}\n  help: {help}")]
    Flag {
        /// The flag as typed, or standard input.
        flag: String,
        /// What is wrong.
        reason: String,
        /// How to mend it.
        help: String,
    },
    /// An output could not be written.
    #[error("{}: cannot write: {source}\n  help: nothing under the final name was changed; free space or choose another --output", path.display())]
    Output {
        /// The file or folder; `standard output` for the stream.
        path: PathBuf,
        /// The reason the system gave.
        source: io::Error,
    },
    /// The archive cannot be used.
    #[error("{}: {reason}\n  help: {help}", path.display())]
    Archive {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
        /// How to mend it.
        help: String,
    },
    /// What did not fit into memory could not be kept on disk.
    #[error("temporary file: {0}\n  help: free space where temporary files go, or name another folder in TMPDIR")]
    Temporary(#[source] io::Error),
    /// The reader of a stream went away. Rendered as nothing: the program ends quietly.
    #[error("closed pipe")]
    ClosedPipe,
}

impl Error {
    /// Wraps a failed write to `path`, telling a closed pipe apart.
    pub fn output(path: impl Into<PathBuf>, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Output { path: path.into(), source }
        }
    }
}

//! Where a command's output goes: standard output, or a file that appears whole or not at all.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::write::atomic::AtomicFile;

/// How much is gathered before the system is asked to write, in bytes.
const BUFFER: usize = 1 << 16;

/// The output of a command.
pub(super) struct Output {
    sink: Sink,
    name: PathBuf,
}

enum Sink {
    /// Standard output, locked and buffered: `println!` would panic where the reader goes away.
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A file, named by `--output`.
    File(AtomicFile),
}

impl Output {
    /// Opens the file, or standard output where none is named.
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = path else { return Ok(Self::stdout()) };
        Ok(Self { sink: Sink::File(AtomicFile::create(path)?), name: path.to_owned() })
    }

    /// Refuses to write what is no text to a terminal, where it would be noise and lost.
    pub(super) fn refuse_terminal(path: Option<&Path>, format: &str) -> Result<(), Error> {
        if path.is_some() || !io::stdout().is_terminal() {
            return Ok(());
        }
        Err(Error::Flag {
            flag: format!("--format {format}"),
            reason: "it is no text, and standard output is a terminal".to_owned(),
            help: format!("name a file: --output FILE.{format}"),
        })
    }

    /// Locks standard output.
    pub(super) fn stdout() -> Self {
        let out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
        Self { sink: Sink::Stdout(out), name: PathBuf::from("standard output") }
    }

    /// Gives what the output is called where it cannot be written.
    pub(super) fn name(&self) -> &Path {
        &self.name
    }

    /// Tells whether this is standard output.
    pub(super) fn is_stdout(&self) -> bool {
        matches!(self.sink, Sink::Stdout(_))
    }

    /// Hands everything to the system, and puts a file under its final name.
    pub(super) fn commit(mut self) -> Result<(), Error> {
        match self.sink {
            Sink::Stdout(ref mut out) => out.flush().map_err(|error| Error::output(self.name, error)),
            Sink::File(file) => file.commit(),
        }
    }

    /// Writes a text, and that is all there is to write.
    pub(super) fn print(mut self, text: &str) -> Result<(), Error> {
        self.write_all(text.as_bytes()).map_err(|error| Error::output(self.name(), error))?;
        self.commit()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            Sink::Stdout(out) => out.write(bytes),
            Sink::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stdout(out) => out.flush(),
            Sink::File(file) => file.flush(),
        }
    }
}

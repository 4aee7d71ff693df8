//! One output file that appears whole or not at all: written beside its final name, flushed to disk, then renamed over it.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::Error;
use crate::write::disk::{parent, real, sync_folder};
use crate::write::hidden;

/// A file under construction. Dropped before [`commit`](Self::commit), it leaves no trace.
#[derive(Debug)]
pub struct AtomicFile {
    path: PathBuf,
    out: BufWriter<Sink>,
}

#[derive(Debug)]
enum Sink {
    /// A file beside the final name.
    Beside(NamedTempFile),
    /// A device or pipe, which cannot be replaced and is written directly.
    Direct(fs::File),
}

impl AtomicFile {
    /// Starts a file that will stand at `path`, a link being followed. Missing folders are an error: a misspelt folder should
    /// not be made.
    ///
    /// # Errors
    /// [`Error::Output`] where nothing can be written beside `path`.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let sink = open(path).map_err(|error| Error::output(path, error))?;
        Ok(Self { path: path.to_owned(), out: BufWriter::new(sink) })
    }

    /// Puts the file under its final name.
    ///
    /// # Errors
    /// [`Error::Output`]; what stood under the final name is then untouched.
    pub fn commit(self) -> Result<(), Error> {
        let Self { path, out } = self;
        commit(&path, out).map_err(|error| Error::output(path, error))
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside(file) => file.write(bytes),
            Self::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside(file) => file.flush(),
            Self::Direct(file) => file.flush(),
        }
    }
}

fn open(path: &Path) -> io::Result<Sink> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder, and a file is to be written"))
        }
        Ok(found) if !found.is_file() => Ok(Sink::Direct(fs::OpenOptions::new().write(true).open(path)?)),
        _ => {
            let target = real(path);
            hidden::sweep(parent(&target));
            Ok(Sink::Beside(hidden::file(parent(&target))?))
        }
    }
}

fn commit(path: &Path, out: BufWriter<Sink>) -> io::Result<()> {
    match out.into_inner().map_err(io::IntoInnerError::into_error)? {
        Sink::Direct(mut file) => file.flush(),
        Sink::Beside(file) => {
            let target = real(path);
            file.as_file().sync_all()?;
            file.persist(&target).map_err(|failed| failed.error)?;
            sync_folder(parent(&target));
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        fs::write(&path, "old").unwrap();
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        file.commit().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");

        let mut dropped = AtomicFile::create(&path).unwrap();
        dropped.write_all(b"half").unwrap();
        drop(dropped);
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_a_file_is_refused_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().to_owned(), folder.path().join("missing/out.csv")] {
            let error = AtomicFile::create(&path).unwrap_err().to_string();
            assert!(error.contains(&path.display().to_string()), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_devices_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let mut file = AtomicFile::create(&link).unwrap();
        file.write_all(b"new").unwrap();
        file.commit().unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());

        let mut null = AtomicFile::create(Path::new("/dev/null")).unwrap();
        null.write_all(b"x").unwrap();
        null.commit().unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}

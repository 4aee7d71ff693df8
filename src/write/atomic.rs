//! One output file that appears whole or not at all: written beside its final name, flushed to disk, then renamed over it.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use crate::error::Error;

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
            Ok(Sink::Beside(hidden(0o666).tempfile_in(parent(&target))?))
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

/// Follows links, so that the file that a link leads to is replaced and not the link.
pub(super) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Gives the folder that holds `path`.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a hidden folder in `parent`, for what will stand beside it. Removed when dropped.
pub(super) fn folder_in(parent: &Path) -> io::Result<TempDir> {
    hidden(0o777).tempdir_in(parent)
}

/// Gives a builder of hidden temporary names whose permissions are those that the user's mask leaves of `mode`, not the
/// private ones of temporary files: what is built will be the output.
fn hidden<'a>(mode: u32) -> tempfile::Builder<'a, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".korrektur-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

/// Flushes a folder's list of names to disk, on systems where a folder can be flushed. The names are right without it, but
/// may be lost with the power; so a failure is no failure of the output.
pub(super) fn sync_folder(folder: &Path) {
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
}

/// What an output folder asks of the file system, so that a test can let each call fail.
pub(super) trait Disk {
    /// Makes a new file.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Write>>;
    /// Flushes a finished file to the disk itself.
    fn sync(&self, path: &Path) -> io::Result<()>;
    /// Gives a file or folder another name.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Swaps two names in one step, where the system can.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()>;
}

/// The file system.
#[derive(Debug)]
pub(super) struct Real;

impl Disk for Real {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Write>> {
        Ok(Box::new(fs::File::create_new(path)?))
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        fs::OpenOptions::new().write(true).open(path)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn exchange(&self, _one: &Path, _other: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

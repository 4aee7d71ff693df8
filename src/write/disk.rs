//! What outputs ask of the file system, apart from writing bytes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Follows links, so that the file that a link leads to is replaced and not the link.
pub(super) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Gives the folder that holds `path`.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
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
    /// Flushes all files of the file system that holds `folder` to the disk itself, where the system can.
    fn sync_all(&self, _folder: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
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

    #[cfg(target_os = "linux")]
    fn sync_all(&self, folder: &Path) -> io::Result<()> {
        Ok(rustix::fs::syncfs(fs::File::open(folder)?)?)
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

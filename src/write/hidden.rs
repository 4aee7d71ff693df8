//! Hidden names beside an output, under which it is built, and the removal of those that a killed program left behind.
//!
//! Each is locked by the program that builds it, so that what can be locked is nobody's any more. Where the system has no
//! such locks (folders on Windows, some network file systems) nothing is swept.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::{Builder, NamedTempFile, TempDir};

const PREFIX: &str = ".korrektur-";
const SUFFIX: &str = ".unfinished";
/// Random letters and digits between the two; tempfile's own default.
const RANDOM: usize = 6;

/// How often making a name is tried anew, should another program sweep it in the moment before it is locked.
const ATTEMPTS: usize = 8;

/// A hidden folder. Removed with all it holds when dropped.
#[derive(Debug)]
pub(super) struct Folder {
    folder: TempDir,
    _lock: Option<File>,
}

impl Folder {
    /// Makes a hidden folder in `parent`.
    pub(super) fn create(parent: &Path) -> io::Result<Self> {
        for _ in 0..ATTEMPTS {
            let folder = builder(0o777).tempdir_in(parent)?;
            let lock = File::open(folder.path()).ok().filter(|file| file.lock().is_ok());
            if folder.path().exists() {
                return Ok(Self { folder, _lock: lock });
            }
        }
        Err(swept_away())
    }

    /// Gives its name.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Lets it stand, under whatever name it has by now.
    pub(super) fn keep(self) {
        let _ = self.folder.keep();
    }
}

/// Makes a hidden file in `parent`. Removed when dropped.
pub(super) fn file(parent: &Path) -> io::Result<NamedTempFile> {
    for _ in 0..ATTEMPTS {
        let file = builder(0o666).tempfile_in(parent)?;
        let _ = file.as_file().lock();
        if file.path().exists() {
            return Ok(file);
        }
    }
    Err(swept_away())
}

/// Removes what killed programs left in `parent`. Best effort: litter that cannot be removed is no failure of the output.
pub(super) fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(is_ours)) {
        let path = entry.path();
        let lock = File::open(&path).ok().filter(|file| file.try_lock().is_ok());
        if lock.is_none() {
            continue;
        }
        // What `file_type` calls a link is neither: only what we made is removed.
        let _ = match entry.file_type() {
            Ok(found) if found.is_dir() => fs::remove_dir_all(&path),
            Ok(found) if found.is_file() => fs::remove_file(&path),
            _ => Ok(()),
        };
    }
}

fn is_ours(name: &str) -> bool {
    name.strip_prefix(PREFIX)
        .and_then(|rest| rest.strip_suffix(SUFFIX))
        .is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Gives a builder of hidden names whose permissions are those that the user's mask leaves of `mode`, not the private ones
/// of temporary files: what is built will be the output.
fn builder(mode: u32) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

fn swept_away() -> io::Error {
    io::Error::other("another program keeps removing the hidden files that the output is built in")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_is_swept_and_nothing_else() {
        let parent = tempfile::tempdir().unwrap();
        let at = |name: &str| parent.path().join(name);
        fs::create_dir(at(".korrektur-abc123.unfinished")).unwrap();
        fs::write(at(".korrektur-abc123.unfinished/pages.jsonl"), "half").unwrap();
        fs::write(at(".korrektur-XYZ789.unfinished"), "half").unwrap();
        let others = [".korrektur-baseline.json", ".korrektur-notes.unfinished", "abc123.unfinished"];
        for name in others {
            fs::write(at(name), "mine").unwrap();
        }
        let (folder, file) = (Folder::create(parent.path()).unwrap(), file(parent.path()).unwrap());

        sweep(parent.path());
        assert!(folder.path().exists() && file.path().exists(), "what is being built stays");
        assert!(others.iter().all(|name| at(name).exists()));
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), others.len() + 2);
    }
}

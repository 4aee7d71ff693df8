//! A folder that appears whole or not at all: everything is written into a hidden folder beside it, flushed to disk, and then
//! takes its place in one step, so that the final name always holds a complete set, whatever happens on the way.
//!
//! Only a folder that is absent, empty or wholly our own earlier work is replaced: a marker in it names what we wrote.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::Error;
use crate::write::disk::{self, Disk, Real};
use crate::write::hidden;
use crate::write::summary::{Marker, Summary};

/// The file with the numbers of a run, by which its folder is known as ours.
pub(super) const SUMMARY: &str = "summary.json";

/// The file by which a folder of pages is known as ours; hidden, since what takes the pages in should not see it.
pub(super) const HIDDEN: &str = ".korrektur.json";

/// By one of these a folder is known as ours.
const MARKERS: [&str; 2] = [SUMMARY, HIDDEN];

/// More files than these are flushed to disk together: one by one, each waits for the disk (1,500 files took 21 s where
/// writing them took one).
const SYNCED_ONE_BY_ONE: usize = 100;

/// Files that a desktop leaves in a folder without being asked. They do not make a folder somebody else's.
const DESKTOP_LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// A folder under construction. Dropped before [`finish`](Self::finish), it leaves no trace.
pub(super) struct Building {
    target: PathBuf,
    disk: Box<dyn Disk>,
    folder: hidden::Folder,
}

impl Building {
    /// Starts the folder that will stand at `path`. Folders above it are made where they are missing.
    pub(super) fn create(path: &Path) -> Result<Self, Error> {
        Self::create_on(Box::new(Real), path)
    }

    pub(super) fn create_on(disk: Box<dyn Disk>, path: &Path) -> Result<Self, Error> {
        let failed = |error| Error::output(path, error);
        let target = disk::real(path);
        let parent = disk::parent(&target);
        refuse_foreign(&target).map_err(failed)?;
        fs::create_dir_all(parent).map_err(failed)?;
        hidden::sweep(parent);
        let folder = hidden::Folder::create(parent).map_err(failed)?;
        Ok(Self { target, disk, folder })
    }

    /// Starts one file of the folder.
    pub(super) fn file(&self, name: &str) -> Result<Box<dyn Write>, Error> {
        let file = self.disk.create(&self.folder.path().join(name)).map_err(|error| self.failed(name, error))?;
        Ok(Box::new(BufWriter::new(file)))
    }

    /// Says that a file of the folder could not be written.
    pub(super) fn failed(&self, name: &str, error: io::Error) -> Error {
        Error::output(self.target.join(name), error)
    }

    /// Writes `marker`, which names all `files`, into the file `name`, and puts the folder under its final name.
    pub(super) fn finish(self, name: &str, marker: &impl Serialize, files: &[String]) -> Result<(), Error> {
        let mut file = self.file(name)?;
        serde_json::to_writer_pretty(&mut file, marker)
            .map_err(io::Error::from)
            .and_then(|()| file.write_all(b"\n"))
            .and_then(|()| file.flush())
            .map_err(|error| self.failed(name, error))?;
        drop(file);
        let is_synced = files.len() > SYNCED_ONE_BY_ONE && self.disk.sync_all(self.folder.path()).is_ok();
        for name in files.iter().filter(|_| !is_synced) {
            self.disk.sync(&self.folder.path().join(name)).map_err(|error| self.failed(name, error))?;
        }
        let Self { target, disk, folder } = self;
        install(disk.as_ref(), folder, &target).map_err(|error| Error::output(target, error))
    }
}

/// Puts a finished folder under its final name and removes what stood there.
fn install(disk: &dyn Disk, building: hidden::Folder, target: &Path) -> io::Result<()> {
    let parent = disk::parent(target);
    disk::sync_folder(building.path());
    refuse_foreign(target)?;
    if !target.exists() {
        disk.rename(building.path(), target)?;
        building.keep();
    } else if disk.exchange(building.path(), target).is_ok() {
        // The temporary name now holds the earlier output.
        drop(building);
    } else {
        // No exchange on this system or file system: two renames, undone where the second fails.
        // The name is not one that is ever swept: between the two, it is the only complete output.
        let aside = tempfile::Builder::new().prefix(".korrektur-earlier-").tempdir_in(parent)?;
        let earlier = aside.path().join("earlier");
        disk.rename(target, &earlier)?;
        if let Err(error) = disk.rename(building.path(), target) {
            if fs::rename(&earlier, target).is_err() {
                // Better a stray folder than a lost output.
                let reason = format!("{error}; the earlier output is now {}", earlier.display());
                let _ = aside.keep();
                return Err(io::Error::new(error.kind(), reason));
            }
            return Err(error);
        }
        building.keep();
    }
    disk::sync_folder(parent);
    Ok(())
}

/// Refuses to replace a folder that holds anything but our own earlier work, so that a mistyped name destroys nothing.
fn refuse_foreign(target: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut names = BTreeSet::new();
    for entry in entries {
        names.insert(entry?.file_name().to_string_lossy().into_owned());
    }
    let marker = |name: &&str| fs::read(target.join(name)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let earlier: Marker =
        MARKERS.iter().find_map(marker).filter(|marker: &Marker| marker.tool == Summary::TOOL).unwrap_or_default();
    let is_foreign = |name: &&String| !earlier.files.contains(name) && !DESKTOP_LITTER.contains(&name.as_str());
    match names.iter().find(is_foreign) {
        None => Ok(()),
        Some(name) => Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            format!(
                "the folder holds {name:?}, which korrektur did not write; choose a new or empty folder, or move it away"
            ),
        )),
    }
}

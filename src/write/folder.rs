//! The output folder of `run`: everything is written into a hidden folder beside it, flushed to disk, and then takes its
//! place in one step, so that the final name always holds a complete set, whatever happens on the way.
//!
//! Only a folder that is absent, empty or wholly our own earlier work is replaced: `summary.json` names what we wrote.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::document::Unreadable;
use crate::error::Error;
use crate::finding::Finding;
use crate::page::Page;
use crate::write::Options;
use crate::write::atomic::{self, Disk, Real};
use crate::write::overview::Overview;
use crate::write::records::csv::Table;
use crate::write::records::{Opener, RecordWriter, jsonl};
use crate::write::reports::{self, Reporter};
use crate::write::summary::{Marker, Summary};

/// The files of records, written as the pages come.
const RECORDS: [(&str, Opener); 5] = [
    ("pages.jsonl", jsonl::FORMAT.open),
    ("articles.csv", |out, options| Box::new(Table::ARTICLES.open(out, options))),
    ("profiles.csv", |out, options| Box::new(Table::PROFILES.open(out, options))),
    ("teasers.csv", |out, options| Box::new(Table::TEASERS.open(out, options))),
    ("sections.csv", |out, options| Box::new(Table::SECTIONS.open(out, options))),
];

/// The files of findings, written at the end.
const REPORTS: [(&str, Reporter); 3] = [
    ("findings.jsonl", reports::jsonl::FORMAT.write),
    ("findings.csv", reports::csv::FORMAT.write),
    ("report.html", reports::html::FORMAT.write),
];

/// The file with the numbers of the run, by which the folder is known as ours.
const SUMMARY: &str = "summary.json";

/// Files that a desktop leaves in a folder without being asked. They do not make a folder somebody else's.
const DESKTOP_LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// An output folder under construction. Dropped before [`finish`](Self::finish), it leaves no trace.
pub struct Output {
    target: PathBuf,
    options: Options,
    disk: Box<dyn Disk>,
    building: TempDir,
    records: Vec<(&'static str, Box<dyn RecordWriter>)>,
    overview: Overview,
}

impl Output {
    /// Starts the folder that will stand at `path`. Folders above it are made where they are missing.
    ///
    /// # Errors
    /// [`Error::Output`] where `path` holds anything that is not our own earlier work, or where nothing can be written
    /// beside it.
    pub fn create(path: &Path, options: Options) -> Result<Self, Error> {
        Self::create_on(Box::new(Real), path, options)
    }

    fn create_on(disk: Box<dyn Disk>, path: &Path, options: Options) -> Result<Self, Error> {
        let failed = |error| Error::output(path, error);
        let target = atomic::real(path);
        let parent = atomic::parent(&target);
        refuse_foreign(&target).map_err(failed)?;
        fs::create_dir_all(parent).map_err(failed)?;
        let building = atomic::folder_in(parent).map_err(failed)?;
        let mut output =
            Self { target, options, disk, building, records: Vec::new(), overview: Overview::with_contexts() };
        for (name, open) in RECORDS {
            let file = output.file(name)?;
            output.records.push((name, open(file, options)));
        }
        Ok(output)
    }

    /// Writes the record of a page. Pages come in input order, with what the page rules said of them.
    ///
    /// # Errors
    /// [`Error::Output`] names the file that could not be written.
    pub fn page(&mut self, page: &Page, findings: &[Finding]) -> Result<(), Error> {
        self.overview.page(page, findings);
        for (name, writer) in &mut self.records {
            writer.page(page).map_err(|error| Error::output(self.target.join(*name), error))?;
        }
        Ok(())
    }

    /// Counts a page that could not be read, in its place in the order.
    pub fn unreadable(&mut self, input: &Unreadable) {
        self.overview.unreadable(input);
    }

    /// Writes the reports of all findings and puts the folder under its final name.
    ///
    /// # Errors
    /// [`Error::Output`]; what stood under the final name is then untouched.
    pub fn finish(mut self, findings: &[Finding]) -> Result<Summary, Error> {
        for (name, mut writer) in std::mem::take(&mut self.records) {
            writer.finish().map_err(|error| Error::output(self.target.join(name), error))?;
        }
        for (name, write) in REPORTS {
            let mut file = self.file(name)?;
            write(&self.overview, findings, self.options, &mut file)
                .and_then(|()| file.flush())
                .map_err(|error| Error::output(self.target.join(name), error))?;
        }
        let mut summary = Summary::of(&self.overview, findings);
        summary.marker.files =
            RECORDS.iter().map(|(name, _)| *name).chain(REPORTS.map(|(name, _)| name)).map(String::from).collect();
        summary.marker.files.push(SUMMARY.into());
        let mut file = self.file(SUMMARY)?;
        serde_json::to_writer_pretty(&mut file, &summary)
            .map_err(io::Error::from)
            .and_then(|()| file.write_all(b"\n"))
            .and_then(|()| file.flush())
            .map_err(|error| Error::output(self.target.join(SUMMARY), error))?;
        drop(file);
        for name in &summary.marker.files {
            let synced = self.disk.sync(&self.building.path().join(name));
            synced.map_err(|error| Error::output(self.target.join(name), error))?;
        }
        let Self { target, disk, building, .. } = self;
        install(disk.as_ref(), building, &target).map_err(|error| Error::output(target, error))?;
        Ok(summary)
    }

    /// Starts one file of the folder.
    fn file(&self, name: &str) -> Result<Box<dyn Write>, Error> {
        let file = self.disk.create(&self.building.path().join(name));
        let file = file.map_err(|error| Error::output(self.target.join(name), error))?;
        Ok(Box::new(BufWriter::new(file)))
    }
}

/// Puts a finished folder under its final name and removes what stood there.
fn install(disk: &dyn Disk, building: TempDir, target: &Path) -> io::Result<()> {
    let parent = atomic::parent(target);
    atomic::sync_folder(building.path());
    refuse_foreign(target)?;
    if !target.exists() {
        disk.rename(building.path(), target)?;
        let _ = building.keep();
    } else if disk.exchange(building.path(), target).is_ok() {
        // The temporary name now holds the earlier output.
        drop(building);
    } else {
        // No exchange on this system or file system: two renames, undone where the second fails.
        let aside = atomic::folder_in(parent)?;
        let earlier = aside.path().join("earlier");
        disk.rename(target, &earlier)?;
        if let Err(error) = disk.rename(building.path(), target) {
            if fs::rename(&earlier, target).is_err() {
                // Better a stray folder than a lost output.
                let kept = aside.keep();
                let reason = format!("{error}; the earlier output is now {}", kept.join("earlier").display());
                return Err(io::Error::new(error.kind(), reason));
            }
            return Err(error);
        }
        let _ = building.keep();
    }
    atomic::sync_folder(parent);
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
    let earlier: Marker = fs::read(target.join(SUMMARY))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .filter(|marker: &Marker| marker.tool == Summary::TOOL)
        .unwrap_or_default();
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

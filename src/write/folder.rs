//! The output folder of `run`: everything is written into a hidden folder beside it, flushed to disk, and then takes its
//! place in one step, so that the final name always holds a complete set, whatever happens on the way.
//!
//! Only a folder that is absent, empty or wholly our own earlier work is replaced: `summary.json` names what we wrote.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::document::Unreadable;
use crate::error::Error;
use crate::finding::Finding;
use crate::page::Page;
use crate::write::Options;
use crate::write::disk::{self, Disk, Real};
use crate::write::hidden;
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
    building: hidden::Folder,
    records: Vec<(&'static str, Box<dyn RecordWriter>)>,
    /// What is gathered for the reports.
    pub overview: Overview,
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
        let target = disk::real(path);
        let parent = disk::parent(&target);
        refuse_foreign(&target).map_err(failed)?;
        fs::create_dir_all(parent).map_err(failed)?;
        hidden::sweep(parent);
        let building = hidden::Folder::create(parent).map_err(failed)?;
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

    /// Hears what the archive knows of these pages and what is gone.
    pub fn mended(&mut self, mended: Vec<Finding>) {
        self.overview.mended = mended;
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::collections::BTreeMap;
    use std::rc::Rc;

    use super::*;
    use crate::write::sample;

    /// A file system whose calls fail once a number of them went well. Without an exchange when asked.
    struct Failing {
        calls_left: Rc<Cell<usize>>,
        can_exchange: bool,
    }

    struct FailingFile {
        file: Box<dyn Write>,
        calls_left: Rc<Cell<usize>>,
    }

    fn call(calls_left: &Cell<usize>) -> io::Result<()> {
        match calls_left.get() {
            0 => Err(io::ErrorKind::StorageFull.into()),
            left => {
                calls_left.set(left - 1);
                Ok(())
            }
        }
    }

    impl Write for FailingFile {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            call(&self.calls_left)?;
            // One part at a time, so that half-written files are among what is tried.
            self.file.write(bytes.get(..700).unwrap_or(bytes))
        }

        fn flush(&mut self) -> io::Result<()> {
            self.file.flush()
        }
    }

    impl Disk for Failing {
        fn create(&self, path: &Path) -> io::Result<Box<dyn Write>> {
            call(&self.calls_left)?;
            Ok(Box::new(FailingFile { file: Real.create(path)?, calls_left: Rc::clone(&self.calls_left) }))
        }

        fn sync(&self, path: &Path) -> io::Result<()> {
            call(&self.calls_left)?;
            Real.sync(path)
        }

        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            call(&self.calls_left)?;
            Real.rename(from, to)
        }

        fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
            call(&self.calls_left)?;
            if self.can_exchange { Real.exchange(one, other) } else { Err(io::ErrorKind::Unsupported.into()) }
        }
    }

    fn write_on(disk: Box<dyn Disk>, path: &Path, name: &str) -> Result<Summary, Error> {
        let page = sample::page(name);
        let finding = sample::finding(&page, 0);
        let mut output = Output::create_on(disk, path, Options::default())?;
        output.page(&page, std::slice::from_ref(&finding))?;
        output.finish(&[finding])
    }

    fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
        entries
            .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap_or_default()))
            .collect()
    }

    #[test]
    fn the_folder_holds_the_whole_set_and_nothing_is_left_beside_it() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("deep/out");
        let summary = write_on(Box::new(Real), &path, "a").unwrap();
        let names: Vec<String> = contents(&path).into_keys().collect();
        let mut listed = summary.marker.files;
        listed.sort();
        assert_eq!(names, listed);
        assert_eq!(names.len(), RECORDS.len() + REPORTS.len() + 1);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn the_same_pages_give_the_same_bytes() {
        let parent = tempfile::tempdir().unwrap();
        let [one, two] = ["one", "two"].map(|name| {
            write_on(Box::new(Real), &parent.path().join(name), "a").unwrap();
            contents(&parent.path().join(name))
        });
        assert_eq!(one, two);
    }

    #[test]
    fn whichever_call_fails_the_earlier_output_is_whole() {
        for can_exchange in [true, false] {
            let parent = tempfile::tempdir().unwrap();
            let path = parent.path().join("out");
            write_on(Box::new(Real), &path, "old").unwrap();
            let old = contents(&path);
            let mut fails = 0;
            loop {
                let calls_left = Rc::new(Cell::new(fails));
                let disk = Failing { calls_left: Rc::clone(&calls_left), can_exchange };
                let result = write_on(Box::new(disk), &path, "new");
                assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1, "after {fails} calls");
                match result {
                    Err(Error::Output { path: named, .. }) => {
                        assert!(
                            named.ends_with("out") || named.parent().unwrap().ends_with("out"),
                            "{}",
                            named.display()
                        );
                        assert_eq!(contents(&path), old, "after {fails} calls");
                    }
                    Err(other) => panic!("{other}"),
                    Ok(_) => break,
                }
                fails += 1;
            }
            assert!(fails > 25, "the test tries each call, there were only {fails}");
            assert!(contents(&path).get("pages.jsonl").unwrap().starts_with(br#"{"page":"new""#));
        }
    }

    #[test]
    fn only_our_own_work_is_replaced() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("out");
        fs::create_dir(&path).unwrap();
        write_on(Box::new(Real), &path, "into an empty folder").unwrap();
        fs::write(path.join(".DS_Store"), "").unwrap();
        write_on(Box::new(Real), &path, "over our own").unwrap();
        let foreign = path.join("notes.txt");
        fs::write(&foreign, "mine").unwrap();
        let error = write_on(Box::new(Real), &path, "over notes").unwrap_err().to_string();
        assert!(error.contains("notes.txt") && error.contains("choose a new or empty folder"), "{error}");
        assert_eq!(fs::read_to_string(&foreign).unwrap(), "mine");
        fs::remove_file(path.join(SUMMARY)).unwrap();
        fs::remove_file(&foreign).unwrap();
        assert!(write_on(Box::new(Real), &path, "without the marker").is_err());
        assert!(write_on(Box::new(Real), &path.join("pages.jsonl"), "over a file").is_err());
    }
}

//! The output folder of `run`: records and reports in the formats that were asked for, and a summary.

use std::io::Write as _;
use std::path::Path;

use crate::document::Unreadable;
use crate::error::Error;
use crate::finding::Finding;
use crate::page::Page;
use crate::write::Options;
use crate::write::building::{Building, SUMMARY};
use crate::write::disk::{Disk, Real};
use crate::write::overview::Overview;
use crate::write::records::csv::TableWriter;
use crate::write::records::{Opener, RecordWriter, jsonl, parquet};
use crate::write::reports::{self, ReportFormat};
use crate::write::sheet::Dialect::{Excel, Plain};
use crate::write::summary::Summary;
use crate::write::table::Table;

/// What the folder may hold beside its summary: the files of one format.
#[derive(Debug)]
pub struct FolderFormat {
    /// The word that the pipeline file takes.
    pub name: &'static str,
    /// Whether it is written where nobody says what to write.
    pub is_usual: bool,
    /// Files of records, written as the pages come.
    records: &'static [(&'static str, Opener)],
    /// Files of findings, written at the end.
    reports: &'static [(&'static str, &'static ReportFormat)],
}

/// All that the folder may hold. No two files share a name, so that any choice goes together.
pub const FORMATS: [FolderFormat; 6] = [
    FolderFormat {
        name: jsonl::FORMAT.name,
        is_usual: true,
        records: &[("pages.jsonl", jsonl::FORMAT.open)],
        reports: &[("findings.jsonl", &reports::jsonl::FORMAT)],
    },
    FolderFormat {
        name: Plain.name(),
        is_usual: true,
        records: &[
            ("articles.csv", |out, options| Box::new(TableWriter::new(Table::ARTICLES, Plain, out, options))),
            ("profiles.csv", |out, options| Box::new(TableWriter::new(Table::PROFILES, Plain, out, options))),
            ("teasers.csv", |out, options| Box::new(TableWriter::new(Table::TEASERS, Plain, out, options))),
            ("sections.csv", |out, options| Box::new(TableWriter::new(Table::SECTIONS, Plain, out, options))),
        ],
        reports: &[("findings.csv", &reports::csv::FORMAT)],
    },
    FolderFormat {
        name: Excel.name(),
        is_usual: false,
        records: &[
            ("articles-excel.csv", |out, options| Box::new(TableWriter::new(Table::ARTICLES, Excel, out, options))),
            ("profiles-excel.csv", |out, options| Box::new(TableWriter::new(Table::PROFILES, Excel, out, options))),
            ("teasers-excel.csv", |out, options| Box::new(TableWriter::new(Table::TEASERS, Excel, out, options))),
            ("sections-excel.csv", |out, options| Box::new(TableWriter::new(Table::SECTIONS, Excel, out, options))),
        ],
        reports: &[("findings-excel.csv", &reports::csv::EXCEL)],
    },
    FolderFormat {
        name: reports::xlsx::FORMAT.name,
        is_usual: false,
        records: &[],
        reports: &[("report.xlsx", &reports::xlsx::FORMAT)],
    },
    FolderFormat {
        name: parquet::FORMAT.name,
        is_usual: false,
        records: &[("blocks.parquet", parquet::FORMAT.open)],
        reports: &[],
    },
    FolderFormat {
        name: reports::html::FORMAT.name,
        is_usual: true,
        records: &[],
        reports: &[("report.html", &reports::html::FORMAT)],
    },
];

/// An output folder under construction. Dropped before [`finish`](Self::finish), it leaves no trace.
pub struct Output {
    options: Options,
    formats: Vec<&'static FolderFormat>,
    building: Building,
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
    pub fn create(path: &Path, formats: Vec<&'static FolderFormat>, options: Options) -> Result<Self, Error> {
        Self::create_on(Box::new(Real), path, formats, options)
    }

    fn create_on(
        disk: Box<dyn Disk>,
        path: &Path,
        formats: Vec<&'static FolderFormat>,
        options: Options,
    ) -> Result<Self, Error> {
        let building = Building::create_on(disk, path)?;
        let overview =
            Overview::for_reports(formats.iter().flat_map(|format| format.reports).map(|(_, report)| *report));
        let mut output = Self { options, building, records: Vec::new(), overview, formats };
        for (name, open) in output.formats.iter().flat_map(|format| format.records).collect::<Vec<_>>() {
            let file = output.building.file(name)?;
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
        self.overview.record(page)?;
        for (name, writer) in &mut self.records {
            writer.page(page).map_err(|error| self.building.failed(name, error))?;
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
            writer.finish().map_err(|error| self.building.failed(name, error))?;
        }
        for (name, report) in self.reports() {
            let mut file = self.building.file(name)?;
            (report.write)(&self.overview, findings, self.options, &mut file)
                .and_then(|()| file.flush())
                .map_err(|error| self.building.failed(name, error))?;
        }
        let mut summary = Summary::of(&self.overview, findings);
        let records = self.formats.iter().flat_map(|format| format.records).map(|(name, _)| *name);
        summary.marker.files = records.chain(self.reports().map(|(name, _)| name)).map(String::from).collect();
        summary.marker.files.push(SUMMARY.into());
        self.building.finish(SUMMARY, &summary, &summary.marker.files)?;
        Ok(summary)
    }

    fn reports(&self) -> impl Iterator<Item = (&'static str, &'static ReportFormat)> + use<> {
        self.formats.clone().into_iter().flat_map(|format| format.reports).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::collections::BTreeMap;
    use std::fs;
    use std::io::{self, Write};
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
        let mut output = Output::create_on(disk, path, FORMATS.iter().collect(), Options::default())?;
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
        let all = FORMATS.iter().map(|format| format.records.len() + format.reports.len());
        assert_eq!(names.len(), all.sum::<usize>() + 1);
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

//! `korrektur archive`: what earlier runs saw, kept in a file.

use std::path::Path;
use std::time::Duration;

use crate::archive::{Access, Added, Archive, Listed, Translations};
use crate::cli::args::{self, ArchiveAdd, ArchiveCommand, ArchiveFile};
use crate::cli::job::{Job, absolute, pipeline_file};
use crate::cli::originals;
use crate::cli::output::Output;
use crate::cli::terminal::Terminal;
use crate::cli::watch::Watch;
use crate::cli::{Status, show};
use crate::corpus::Corpus;
use crate::document::Unreadable;
use crate::error::Error;
use crate::finding::Finding;
use crate::flow::{self, Listener};
use crate::page::Page;
use crate::read;
use crate::write::summary::{Counted, SeenCounts};
use crate::write::tame::visible;

/// Opens the archive that `check` or `run` was told of, to read it.
pub(super) fn to_read(path: Option<&Path>) -> Result<Option<Archive>, Error> {
    path.map(|path| Archive::open(path, Access::Read, Duration::from_secs(args::WAIT.into()))).transpose()
}

/// Runs one of the commands.
pub(super) fn archive(arguments: &args::Archive, terminal: &Terminal) -> Result<Status, Error> {
    match &arguments.command {
        ArchiveCommand::Add(arguments) => return add(arguments, terminal),
        ArchiveCommand::Remove { archive, pages } => {
            let counts = open(archive, Access::Write)?.remove(pages)?;
            for (name, _) in pages.iter().zip(&counts).filter(|&(_, &count)| count == 0) {
                terminal.warning(name, None, "there is no such page in the archive");
            }
            let count = counts.iter().sum();
            terminal.closing(&format_args!("removed {}", Counted(count, "page")));
            if count == 0 {
                return Err(Error::Archive {
                    path: archive.file.clone(),
                    reason: "no page was removed".to_owned(),
                    help: "`korrektur archive list` shows the names".to_owned(),
                });
            }
        }
        ArchiveCommand::List { archive } => list(&open(archive, Access::Read)?)?,
        ArchiveCommand::Vacuum { archive } => {
            let (before, after) = open(archive, Access::Write)?.vacuum()?;
            terminal.closing(&format_args!("{before} bytes before, {after} after"));
        }
    }
    Ok(Status::Good)
}

fn open(archive: &ArchiveFile, access: Access) -> Result<Archive, Error> {
    Archive::open(&archive.file, access, Duration::from_secs(archive.wait.into()))
}

fn list(archive: &Archive) -> Result<(), Error> {
    use std::io::Write as _;
    let mut output = Output::stdout();
    archive.list(|Listed { name, url, sections, findings }| {
        let url = url.unwrap_or_default();
        writeln!(output, "{}\t{sections}\t{findings}\t{}", visible(&name), visible(&url))
            .map_err(|error| Error::output(output.name(), error))
    })?;
    output.commit()
}

fn add(arguments: &ArchiveAdd, terminal: &Terminal) -> Result<Status, Error> {
    let ArchiveAdd { archive: file, input, pipeline, language, work } = arguments;
    let job = Job::new(pipeline_file(pipeline).as_deref(), input, language, work)?;
    if pipeline.show_settings {
        Output::stdout().print(&show::settings(&job))?;
        return Ok(Status::Good);
    }
    let place = ArchiveFile { file: absolute(&file.file), wait: file.wait };
    job.go_to_inputs()?;
    let documents = read::documents(&job.inputs, &job.settings)?;
    let archive = open(&place, Access::Create)?;
    let mut adding = Adding {
        watch: Watch::new(terminal),
        place,
        translations: Translations::default(),
        index: 0,
        now: job.settings.now,
        said: None,
    };
    let mut held = originals::read(&job, true)?;
    let pairs = held.as_mut().map(originals::Held::originals);
    flow::corpus(documents, &job.settings, pairs, job.jobs, Some(&archive), &mut adding)?;
    if let Some(held) = held {
        held.say_gaps(&job, terminal);
    }
    let Adding { watch, said, .. } = adding;
    let status = watch.end(Status::Good);
    if let Some((Added { pages, replaced, sections }, SeenCounts { new, known, mended })) = said {
        let (pages, sections) = (Counted(pages, "page"), Counted(sections, "section"));
        let findings = format!("{new} new, {known} known, {mended} mended");
        terminal.closing(&format_args!("added {pages}, {replaced} of them anew, {sections}; findings: {findings}"));
    }
    Ok(status)
}

/// Puts pages into an archive once all are checked, under the eyes of a watch.
struct Adding<'a> {
    watch: Watch<'a>,
    place: ArchiveFile,
    translations: Translations,
    /// The place of the next page in the order of the input.
    index: usize,
    now: Option<jiff::Timestamp>,
    said: Option<(Added, SeenCounts)>,
}

impl Listener for Adding<'_> {
    fn page(&mut self, page: &Page, findings: &[Finding]) -> Result<(), Error> {
        self.watch.page(page, Some(findings));
        if let Some(paired) = page.pairing.paired() {
            self.translations.add(self.index, &paired.said)?;
        }
        self.index += 1;
        Ok(())
    }

    fn unreadable(&mut self, input: &Unreadable) -> Result<(), Error> {
        self.index += 1;
        self.watch.unreadable();
        self.watch.warn_of(input);
        Ok(())
    }

    fn checked(&mut self, corpus: &Corpus, findings: &[Finding], mended: Vec<Finding>) -> Result<(), Error> {
        let counts = SeenCounts::of(findings.iter().chain(&mended).filter_map(|finding| finding.seen));
        let added = open(&self.place, Access::Write)?.add(corpus, findings, &self.translations, self.now)?;
        self.said = Some((added, counts));
        Ok(())
    }
}

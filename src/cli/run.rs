//! `korrektur run`: the whole batch job of a pipeline file, into its output folder.

use std::path::Path;

use crate::check::ignore::Account;
use crate::cli::Status;
use crate::cli::archive;
use crate::cli::args::Run;
use crate::cli::check::gate_status;
use crate::cli::gate::{Gate, folders, repository_root};
use crate::cli::job::{Job, absolute, from_here};
use crate::cli::originals;
use crate::cli::terminal::Terminal;
use crate::cli::watch::Watch;
use crate::corpus::Corpus;
use crate::document::Unreadable;
use crate::error::Error;
use crate::finding::Finding;
use crate::flow::{self, Listener};
use crate::page::Page;
use crate::settings::Settings;
use crate::write::Options;
use crate::write::folder::Output;

/// Writes records and reports of all pages.
pub(super) fn run(arguments: &Run, terminal: &Terminal) -> Result<Status, Error> {
    let Run { pipeline, input, output, records, reporting, gate, language, work, archive } = arguments;
    let mut job = Job::new(Some(pipeline), input, language, work)?;
    job.set_records(records);
    job.set_gate(gate);
    job.set_reporting(reporting);
    let Some(folder) = output.clone().or_else(|| job.folder.clone()) else { return Err(no_folder(pipeline)) };
    job.set_archive(archive.as_deref());
    let archive = archive::to_read(job.archive.as_deref())?;
    let (target, shown) = (absolute(&folder), from_here(&folder));
    let root = repository_root();
    let gate = Gate::open(gate, &job)?;
    job.go_to_inputs()?;
    let documents = job.documents(Some(&target))?;
    let mut held = originals::read(&job, true)?;
    let Settings { include_other, locale, now, .. } = job.settings;
    let fails_from = job.fail_on.lowest();
    let options = Options { include_other, colour: false, now, locale, fails_from };
    let output = Output::create(&target, job.formats.clone(), options)?;
    let mut building = Building { output, watch: Watch::new(terminal), gate, terminal };
    building.output.overview.folders = folders(&root);
    let pairs = held.as_mut().map(originals::Held::originals);
    let findings = flow::corpus(documents, &job.settings, pairs, job.jobs, archive.as_ref(), &mut building)?;
    if let Some(held) = held {
        held.say_gaps(&job, terminal);
    }
    let Building { mut output, watch, gate, .. } = building;
    output.overview.originals(&findings);
    let (findings, unreported) = gate.settle(findings, &output.overview, &job.settings, terminal)?;
    output.overview.unreported = unreported;
    let summary = output.finish(&findings)?;
    let status = watch.end(gate_status(&findings, job.fail_on));
    terminal.closing(&summary.headline(locale));
    let first = FOR_PEOPLE.iter().find(|file| summary.marker.files.iter().any(|written| written == *file));
    terminal.closing(&format_args!("report: {}", first.map_or(shown.clone(), |file| shown.join(file)).display()));
    Ok(status)
}

/// The files of the output folder that a person opens, the first first.
const FOR_PEOPLE: [&str; 2] = ["report.html", "report.xlsx"];

fn no_folder(pipeline: &Path) -> Error {
    Error::Input {
        input: pipeline.display().to_string(),
        reason: "the pipeline file names no output folder".to_owned(),
        help: "write `folder = \"report\"` under `[output]`, or give --output FOLDER".to_owned(),
    }
}

/// Fills the output folder, under the eyes of a watch.
struct Building<'a> {
    output: Output,
    watch: Watch<'a>,
    gate: Gate,
    terminal: &'a Terminal,
}

impl Listener for Building<'_> {
    fn page(&mut self, page: &Page, findings: &[Finding]) -> Result<(), Error> {
        self.watch.page(page, Some(findings));
        self.output.page(page, findings)
    }

    fn unreadable(&mut self, input: &Unreadable) -> Result<(), Error> {
        self.watch.unreadable();
        self.output.unreadable(input);
        Ok(())
    }

    fn checked(&mut self, _: &Corpus, _: &[Finding], mended: Vec<Finding>) -> Result<(), Error> {
        self.output.mended(mended);
        Ok(())
    }

    fn ignored(&mut self, account: &Account<'_>) {
        self.gate.ignored(account, self.terminal);
    }
}

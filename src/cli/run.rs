//! `korrektur run`: the whole batch job of a pipeline file, into its output folder.

use std::path::Path;

use crate::cli::Status;
use crate::cli::args::Run;
use crate::cli::check::gate_status;
use crate::cli::job::{Job, absolute, from_here};
use crate::cli::originals;
use crate::cli::terminal::Terminal;
use crate::cli::watch::Watch;
use crate::document::Unreadable;
use crate::error::Error;
use crate::finding::Finding;
use crate::flow::{self, Listener};
use crate::page::Page;
use crate::read;
use crate::write::Options;
use crate::write::folder::Output;

/// The file of the output folder that a person opens first.
const REPORT: &str = "report.html";

/// Writes records and reports of all pages.
pub(super) fn run(arguments: &Run, terminal: &Terminal) -> Result<Status, Error> {
    let Run { pipeline, input, output, records, gate, language, work } = arguments;
    let mut job = Job::new(Some(pipeline), input, language, work)?;
    job.set_records(records);
    job.set_gate(gate);
    let Some(folder) = output.clone().or_else(|| job.folder.clone()) else { return Err(no_folder(pipeline)) };
    let (target, shown) = (absolute(&folder), from_here(&folder));
    job.go_to_inputs()?;
    let documents = read::documents(&job.inputs, &job.settings)?;
    let mut held = originals::read(&job)?;
    let options = Options { include_other: job.settings.include_other, excel: job.excel, colour: false };
    let mut building = Building { output: Output::create(&target, options)?, watch: Watch::new(terminal) };
    let findings =
        flow::corpus(documents, &job.settings, held.as_mut().map(originals::Held::originals), job.jobs, &mut building)?;
    let Building { output, watch } = building;
    let summary = output.finish(&findings)?;
    let status = watch.end(gate_status(&findings, job.fail_on));
    terminal.closing(&summary);
    terminal.closing(&format_args!("report: {}", shown.join(REPORT).display()));
    Ok(status)
}

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
}

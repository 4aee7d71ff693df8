//! `korrektur extract`: page records, and nothing but.

use std::io::Write as _;

use crate::cli::args::Extract;
use crate::cli::job::{Job, absolute};
use crate::cli::originals;
use crate::cli::output::Output;
use crate::cli::terminal::Terminal;
use crate::cli::watch::Watch;
use crate::cli::{Status, dump};
use crate::error::Error;
use crate::flow::{self, Arrival};
use crate::read::{self, Documents};
use crate::settings::Settings;
use crate::write::Options;
use crate::write::explanation::explanation;
use crate::write::summary::Counted;

/// Writes the records of all pages, as the pages come.
pub(super) fn extract(arguments: &Extract, terminal: &Terminal) -> Result<Status, Error> {
    let Extract { input, pipeline, format, output, records, explain_split, dump, language, work } = arguments;
    let mut job = Job::new(pipeline.pipeline.as_deref(), input, language, work)?;
    job.set_records(records);
    let output = output.output.as_deref().map(absolute);
    job.go_to_inputs()?;
    let documents = read::documents(&job.inputs, &job.settings)?;
    let mut output = Output::open(output.as_deref())?;
    if *explain_split {
        return explain(documents, &job.settings, terminal, output);
    }
    if let Some(step) = dump {
        return dump::dump(documents, &job.settings, *step, output);
    }
    let mut held = originals::read(&job)?;
    let name = output.name().to_owned();
    let failed = |error| Error::output(&name, error);
    let mut watch = Watch::new(terminal);
    let options = Options { include_other: job.settings.include_other, excel: job.excel, colour: false };
    let mut writer = (format.open)(Box::new(&mut output), options);
    flow::pages(documents, &job.settings, held.as_mut().map(originals::Held::originals), job.jobs, |arrival| {
        match arrival {
            Arrival::Page(page) => {
                watch.page(&page, None);
                watch.warn_of_page(&page);
                writer.page(&page).map_err(failed)
            }
            Arrival::Unreadable(input) => {
                watch.unreadable();
                watch.warn_of(&input);
                Ok(())
            }
        }
    })?;
    writer.finish().map_err(failed)?;
    drop(writer);
    output.commit()?;
    let (read, unreadable) = (watch.read, watch.unreadable);
    let status = watch.end(Status::Good);
    let of_unreadable = if unreadable > 0 { format!(", {unreadable} unreadable") } else { String::new() };
    terminal.closing(&format_args!("{}{of_unreadable}", Counted(read, "record")));
    Ok(status)
}

/// Says of every page why it was split as it was.
fn explain(
    documents: Documents,
    settings: &Settings,
    terminal: &Terminal,
    mut output: Output,
) -> Result<Status, Error> {
    let mut watch = Watch::new(terminal);
    for document in documents {
        match document {
            Err(input) => {
                watch.unreadable();
                watch.warn_of(&input);
            }
            Ok(document) => {
                let explained = flow::explained(document, settings);
                watch.page(&explained.page, None);
                watch.warn_of_page(&explained.page);
                let written = output.write_all(explanation(&explained).as_bytes());
                written.map_err(|error| Error::output(output.name(), error))?;
            }
        }
    }
    output.commit()?;
    Ok(watch.end(Status::Good))
}

//! `korrektur extract`: page records, and nothing but.

use std::io::Write as _;

use crate::cli::args::Extract;
use crate::cli::job::{Job, absolute, pipeline_file};
use crate::cli::originals;
use crate::cli::output::Output;
use crate::cli::terminal::Terminal;
use crate::cli::watch::Watch;
use crate::cli::{Status, dump, show};
use crate::error::Error;
use crate::flow::{self, Arrival};
use crate::read::{self, Documents};
use crate::settings::Settings;
use crate::write::explanation::explanation;
use crate::write::summary::Counted;
use crate::write::{Options, pages};

/// Writes the records of all pages, as the pages come.
pub(super) fn extract(arguments: &Extract, terminal: &Terminal) -> Result<Status, Error> {
    let Extract { input, pipeline, format, output, records, explain_split, dump, language, work } = arguments;
    let mut job = Job::new(pipeline_file(pipeline).as_deref(), input, language, work)?;
    job.set_records(records);
    if pipeline.show_settings {
        Output::stdout().print(&show::settings(&job))?;
        return Ok(Status::Good);
    }
    let output = output.output.as_deref().map(absolute);
    let fills_folder = format.fills_folder && !*explain_split && dump.is_none();
    let options = Options { include_other: job.settings.include_other, ..Options::default() };
    job.go_to_inputs()?;
    let documents = read::documents(&job.inputs, &job.settings)?;
    if let Some(folder) = output.as_deref().filter(|_| fills_folder) {
        return fill(documents, &job, terminal, pages::Output::create(folder, options)?);
    }
    if format.is_binary {
        Output::refuse_terminal(output.as_deref(), format.name)?;
    }
    let mut output = Output::open(output.as_deref())?;
    if *explain_split {
        return explain(documents, &job.settings, terminal, output);
    }
    if let Some(step) = dump {
        return dump::dump(documents, &job.settings, *step, output);
    }
    let mut held = originals::read(&job, false)?;
    let name = output.name().to_owned();
    let failed = |error| Error::output(&name, error);
    let mut watch = Watch::new(terminal);
    let mut writer = (format.open)(Box::new(&mut output), options);
    let pairs = held.as_mut().map(originals::Held::originals);
    flow::pages(documents, &job.settings, pairs, job.jobs, |arrival| match arrival {
        Arrival::Page(page) => {
            watch.page(&page, None);
            watch.warn_of_page(&page);
            if format.fills_folder && watch.read > 1 {
                return Err(Error::Flag {
                    flag: format!("--format {}", format.name),
                    reason: "there are several pages, and each is a file of its own".to_owned(),
                    help: "give --output FOLDER, or name one page".to_owned(),
                });
            }
            writer.page(&page).map_err(failed)
        }
        Arrival::Unreadable(input) => {
            watch.unreadable();
            watch.warn_of(&input);
            Ok(())
        }
    })?;
    if let Some(held) = held {
        held.say_gaps(&job, terminal);
    }
    writer.finish().map_err(failed)?;
    drop(writer);
    output.commit()?;
    Ok(close(watch, terminal))
}

/// Writes a file a page into a folder.
fn fill(documents: Documents, job: &Job, terminal: &Terminal, mut folder: pages::Output) -> Result<Status, Error> {
    let mut watch = Watch::new(terminal);
    flow::pages(documents, &job.settings, None, job.jobs, |arrival| match arrival {
        Arrival::Page(page) => {
            watch.page(&page, None);
            watch.warn_of_page(&page);
            folder.page(&page)
        }
        Arrival::Unreadable(input) => {
            watch.unreadable();
            watch.warn_of(&input);
            Ok(())
        }
    })?;
    folder.finish()?;
    Ok(close(watch, terminal))
}

/// Says how many pages there were.
fn close(watch: Watch, terminal: &Terminal) -> Status {
    let (read, unreadable) = (watch.read, watch.unreadable);
    let status = watch.end(Status::Good);
    let of_unreadable = if unreadable > 0 { format!(", {unreadable} unreadable") } else { String::new() };
    terminal.closing(&format_args!("{}{of_unreadable}", Counted(read, "record")));
    status
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
